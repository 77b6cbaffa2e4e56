//! Verbs on what is selected that need no drawing: merge, halve, clip, smooth, turn, copy beside.

use crate::geometry::Position;
use crate::model::{AnyId, Edit, Id, Sector};
use crate::verbs::{self, Transform, VerbError};

use super::{Editor, NoticeKind};

/// A verb with the numbers it needs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ShapeVerb {
    /// Make one sector of those selected; the largest stays.
    Merge,
    /// Give each of two sectors its half of what both claim.
    HalveOverlap,
    /// Keep what is selected to the area of operations.
    Clip,
    /// Take vertices away that change no line by more than this, in metres.
    Simplify(f64),
    /// Make a buffer zone so wide along a line, in metres.
    Zone(f64),
    /// Copy a shape so far out, or to the left, in metres.
    OffsetCopy(f64),
    /// Move, turn or scale.
    Transform(Transform),
    /// Copy what is selected a little beside itself.
    Duplicate,
    /// Bring the selected forces onto their holder's nearest sector.
    AlignForces,
}

/// How far beside the original a copy lies, in points of the screen.
const BESIDE_POINTS: f64 = 24.0;

impl Editor {
    /// Returns what a verb would do with what is selected and not locked.
    ///
    /// # Errors
    /// As the verb says; or where something else must be selected for it.
    pub fn shaped(&self, verb: ShapeVerb) -> Result<Edit, VerbError> {
        let plan = self.plan();
        let ids: Vec<AnyId> = self.unlocked();
        let sectors: Vec<Id<Sector>> = ids
            .iter()
            .filter_map(|id| match id {
                AnyId::Sector(id) => Some(*id),
                _ => None,
            })
            .collect();
        let mut source = self.ids.clone();
        let mut fresh = || source.bits();
        match (verb, sectors.as_slice(), ids.as_slice()) {
            (ShapeVerb::Merge, _, _) => {
                let mut sectors = sectors;
                let size = |id: &Id<Sector>| {
                    let area = plan.sectors.get(*id).map(|sector| &sector.area);
                    area.map_or(0.0, crate::geometry::drawn_area_m2)
                };
                sectors.sort_by(|one, other| size(other).total_cmp(&size(one)));
                verbs::merge(plan, &sectors, &mut fresh)
            }
            (ShapeVerb::HalveOverlap, [a, b], _) => verbs::halve_overlap(plan, *a, *b, &mut fresh),
            (ShapeVerb::HalveOverlap, ..) => Err(VerbError::Select("two sectors that overlap")),
            (ShapeVerb::Clip, _, [_, ..]) => {
                let areas: Vec<AnyId> = ids.iter().copied().filter(|id| self.is_area(*id)).collect();
                if areas.is_empty() {
                    return Err(VerbError::Select("one area or more"));
                }
                verbs::clip(plan, &areas, &mut fresh)
            }
            (ShapeVerb::Simplify(tolerance_m), [_, ..], _) => verbs::simplify(plan, &sectors, tolerance_m),
            (ShapeVerb::Simplify(_), ..) => Err(VerbError::Select("one sector or more")),
            (ShapeVerb::Zone(width_m), _, [id]) => verbs::separation_zone(plan, *id, width_m, &mut fresh),
            (ShapeVerb::OffsetCopy(distance_m), _, [id]) => {
                verbs::offset_copy(plan, *id, distance_m, &mut fresh)
            }
            (ShapeVerb::Transform(by), _, [_, ..]) => verbs::transform(plan, &ids, by),
            (ShapeVerb::Duplicate, _, [_, ..]) => verbs::duplicate(plan, &ids, self.beside(), &mut fresh),
            (ShapeVerb::AlignForces, ..) => verbs::align_forces(plan, &ids, self.workspace.phase),
            (ShapeVerb::Zone(_), ..) => Err(VerbError::Select("one boundary or line")),
            (ShapeVerb::OffsetCopy(_), ..) => Err(VerbError::Select("one area or line")),
            (ShapeVerb::Clip | ShapeVerb::Transform(_) | ShapeVerb::Duplicate, ..) => {
                Err(VerbError::Select("something on the map"))
            }
        }
    }

    /// Does what a verb does with what is selected, or says why not; what it made is selected.
    pub(super) fn shape(&mut self, verb: ShapeVerb) {
        match self.shaped(verb) {
            Ok(edit) => {
                let before = std::sync::Arc::clone(self.plan());
                self.commit(&edit);
                if verb == ShapeVerb::Duplicate {
                    self.select_new(&before);
                }
            }
            Err(error) => self
                .notices
                .push(NoticeKind::Warning, format!("Not done: {error}"), ""),
        }
    }

    /// Selects what the plan has now and had not before.
    pub(super) fn select_new(&mut self, before: &crate::model::Plan) {
        let mut new = std::collections::BTreeSet::new();
        self.plan().each_id(&mut |id| {
            if !id.is_in(before) {
                new.insert(id);
            }
        });
        self.select(new);
    }

    /// How far south-east a copy is laid, in steps of 1e-7 degree north and east.
    pub(super) fn beside(&self) -> [i32; 2] {
        let camera = &self.workspace.camera;
        let centre = crate::drawing::mercator::ground_from_world(camera.centre);
        let metres = camera.metres_per_point(centre.latitude()) * BESIDE_POINTS;
        let to = crate::geometry::destination(centre, 135.0, metres * std::f64::consts::SQRT_2);
        [
            to.lat_e7() - centre.lat_e7(),
            to.lon_e7().wrapping_sub(centre.lon_e7()),
        ]
    }

    /// What is selected and not locked.
    pub(super) fn unlocked(&self) -> Vec<AnyId> {
        let workspace = &self.workspace;
        let selected = workspace.selection.iter().copied();
        selected.filter(|id| !workspace.locked.contains(id)).collect()
    }

    fn is_area(&self, id: AnyId) -> bool {
        let shape = super::tools::shape_of(self.plan(), id, self.workspace.phase);
        matches!(shape, Some(super::tools::Drawn::Area(_)))
    }

    /// Returns where typed distances and bearings begin: the last vertex of what is being drawn.
    pub fn typed_from(&self) -> Option<Position> {
        self.last_vertex()
    }
}
