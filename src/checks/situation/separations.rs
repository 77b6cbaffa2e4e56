//! What does not keep to its side of a line, or out of the zone, that parties agreed to stay apart by.
//!
//! A party's side is the one that the boundary names it on, else the one on which most of its ground next to
//! the line lies. Where neither can be told only the stand-off is looked at.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::breaches::{Bound, Breach, Measured, Whereabouts};
use super::{Part, Situation, Spans, frame_of};
use crate::geometry::{
    Bounds, Frame, Geometry, Layout, Path, Position, Rim, Shape, Side, buffer_path, difference, length_m,
    point_along, side_of,
};
use crate::model::{AnyId, Id, SectorRole, Stakeholder};

/// What keeps parties apart.
struct Divide {
    /// The line, or none where it is a zone.
    line: Option<Path>,
    laid: Layout,
    frame: Frame,
    /// The zone between the parties.
    zone: Option<Arc<Shape>>,
    bounds: Bounds,
    /// How far from the line it still divides forces: as far as it is long.
    range_m: f64,
}

impl Divide {
    /// Returns how far a place of a party of that side is beyond the line or inside the zone, or else how
    /// near it is, where that is nearer than the stand-off.
    fn at(&self, place: Position, own: Option<Side>, stand_off_m: f64) -> Option<Measured> {
        let away_m = self.laid.distance_m(place);
        if let Some(zone) = &self.zone
            && zone.contains(place, Rim::Outside)
        {
            return Some(Measured::Inside(self.laid.outline_distance_m(place)));
        }
        if let (Some(line), Some(own)) = (&self.line, own)
            && away_m <= self.range_m
            && side_of(&self.frame, line, place).is_some_and(|side| side != own)
        {
            return Some(Measured::Beyond(away_m));
        }
        (away_m < stand_off_m).then_some(Measured::Near(away_m, stand_off_m))
    }
}

/// How far apart the places are at which a march is looked at, in metres, and how many at most.
const STEP_M: f64 = 50.0;
const MOST_STEPS: usize = 400;

/// How far beyond a line a sector is looked for, in metres: what is farther lies beyond the neighbour.
const SECTOR_NEAR_M: f64 = 1_000.0;

impl<'a> Situation<'a> {
    /// Adds what is not on its own side of a line or zone, or nearer to it than agreed.
    pub(super) fn separated(
        &self,
        bound: &Bound<'_, 'a>,
        along: AnyId,
        stand_off_m: f64,
        out: &mut Vec<Breach>,
    ) {
        let Some((divide, holds)) = self.divide(along) else {
            return;
        };
        let during = bound.valid.and(&holds);
        if during.is_empty() {
            return;
        }
        let mut sides: BTreeMap<Id<Stakeholder>, Option<Side>> = BTreeMap::new();
        for entry in &bound.agreement.parties {
            let member = entry.stakeholder;
            sides.insert(member, self.own_side(member, along, &divide, &during));
        }
        let beyond = self.sectors_beyond(bound, along, (&divide, &sides), &during);
        let near = divide.bounds.grown_m(divide.range_m.max(stand_off_m));
        for force in &self.forces {
            let member = force
                .party
                .and_then(|party| self.member_of(bound.agreement, party));
            let Some((member, own)) = member.and_then(|member| Some((member, *sides.get(&member)?))) else {
                continue;
            };
            self.follow(force, &during, Some(near), |run, place| {
                let places = match &place {
                    Whereabouts::At(at) => vec![*at],
                    Whereabouts::Along(way) => steps(way),
                };
                // A party that holds ground round its neighbour's is at home behind it too.
                let at_home = |measured: &Measured, place: Position| {
                    matches!(measured, Measured::Beyond(_))
                        && self.grounds.at(place).any(|ground| {
                            ground.spans.contains(run.start)
                                && ground.sector.role.is_primary()
                                && ground
                                    .holders_at(run.start)
                                    .iter()
                                    .any(|holder| self.member_of(bound.agreement, *holder) == Some(member))
                                && !beyond.iter().any(|breach| breach.object == ground.id.into())
                        })
                };
                let found = places
                    .into_iter()
                    .filter_map(|place| Some((divide.at(place, own, stand_off_m)?, place)))
                    .filter(|(measured, place)| !at_home(measured, *place));
                let rank = |measured: &Measured| (!matches!(measured, Measured::Near(..)), measured.value());
                let worst = found.max_by(|(a, _), (b, _)| {
                    let (a, b) = (rank(a), rank(b));
                    a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
                });
                if let Some((measured, at)) = worst {
                    let object = (force.id.into(), member);
                    let geometry = Some(Geometry::Point(at));
                    out.push(bound.breach(object, Some(along), run, measured, geometry, Some(at)));
                }
            });
        }
        out.extend(beyond);
    }

    /// Returns the sectors that have ground beyond the line, next to it.
    fn sectors_beyond(
        &self,
        bound: &Bound<'_, 'a>,
        along: AnyId,
        (divide, sides): (&Divide, &BTreeMap<Id<Stakeholder>, Option<Side>>),
        during: &Spans,
    ) -> Vec<Breach> {
        let mut found = Vec::new();
        let Some(line) = &divide.line else {
            return found;
        };
        let near = divide.bounds.grown_m(SECTOR_NEAR_M);
        let Ok(cut) = buffer_path(&divide.frame, line, 0.5) else {
            return found;
        };
        for ground in self
            .grounds
            .near(near)
            .filter(|ground| ground.sector.role.is_primary())
        {
            for (&member, &own) in sides {
                let Some(own) = own else { continue };
                let of_member =
                    |holder: &Id<Stakeholder>| self.member_of(bound.agreement, *holder) == Some(member);
                let held = ground.holders.spans(|holders| holders.iter().any(of_member));
                let during = during.and(&held).and(&ground.spans);
                if during.is_empty() {
                    continue;
                }
                let Ok(apart) = difference(&ground.shape, [&cut]) else {
                    continue;
                };
                let mut parts: Vec<Part> = apart.parts().into_iter().map(Part::of).collect();
                parts.retain(|part| {
                    let laid = Layout::of_shape(&divide.frame, &part.shape);
                    let middle = part.circle().map(|circle| circle.center);
                    let side = middle.and_then(|middle| side_of(&divide.frame, line, middle));
                    side.is_some_and(|side| side != own)
                        && divide.laid.gap_within(&laid, SECTOR_NEAR_M).is_some()
                });
                found.extend(self.held(bound, (ground, member), along, &during, &parts));
            }
        }
        found
    }

    /// Returns what a separation runs along, and when that holds.
    fn divide(&self, along: AnyId) -> Option<(Divide, Spans)> {
        let (drawn, when) = match along {
            AnyId::Boundary(id) => {
                let boundary = self.plan.boundaries.get(id)?;
                (Geometry::Path(boundary.path.clone()), &boundary.when)
            }
            AnyId::Measure(id) => {
                let measure = self.plan.measures.get(id)?;
                (measure.shape.clone(), &measure.when)
            }
            _ => return None,
        };
        let spans = self.slices.of_when(when, self.plan);
        let divide = match drawn {
            Geometry::Path(path) => {
                let frame = Frame::around(path.points.iter().copied());
                Divide {
                    laid: Layout::of_path(&frame, &path),
                    bounds: path.bounds()?,
                    range_m: length_m(&path),
                    frame,
                    zone: None,
                    line: Some(path),
                }
            }
            Geometry::Area(area) => {
                let shape = self.shape(&area);
                let frame = frame_of(&[&shape]);
                Divide {
                    laid: Layout::of_shape(&frame, &shape),
                    bounds: shape.bounds()?,
                    range_m: 0.0,
                    frame,
                    zone: Some(shape),
                    line: None,
                }
            }
            Geometry::Point(_) => return None,
        };
        Some((divide, spans))
    }

    /// Returns the side of a line that a party has by a boundary's word, else the one on which most of its
    /// ground next to it lies; `None` where there is none.
    fn own_side(
        &self,
        member: Id<Stakeholder>,
        along: AnyId,
        divide: &Divide,
        during: &Spans,
    ) -> Option<Side> {
        let line = divide.line.as_ref()?;
        if let AnyId::Boundary(id) = along {
            let boundary = self.plan.boundaries.get(id)?;
            let is = |side: Option<Id<Stakeholder>>| side == Some(member);
            match (is(boundary.left), is(boundary.right)) {
                (true, false) => return Some(Side::Left),
                (false, true) => return Some(Side::Right),
                _ => {}
            }
        }
        let mut weight_m2 = 0.0;
        for ground in self.grounds.near(divide.bounds) {
            let role = ground.sector.role;
            let held = ground.holders.spans(|holders| holders.contains(&member));
            let holds = !held.and(during).and(&ground.spans).is_empty();
            if !holds || !(role.is_primary() || role == SectorRole::Support) {
                continue;
            }
            for part in ground.shape.parts().into_iter().map(Part::of) {
                let middle = part.circle().map(|circle| circle.center);
                match middle.and_then(|middle| side_of(&divide.frame, line, middle)) {
                    Some(Side::Left) => weight_m2 += part.area_m2,
                    Some(Side::Right) => weight_m2 -= part.area_m2,
                    None => {}
                }
            }
        }
        if weight_m2 > 0.0 {
            Some(Side::Left)
        } else if weight_m2 < 0.0 {
            Some(Side::Right)
        } else {
            None
        }
    }
}

/// Returns places along a way, its ends included.
fn steps(way: &Path) -> Vec<Position> {
    let total_m = length_m(way);
    let count = ((total_m / STEP_M) as usize + 1).min(MOST_STEPS);
    (0..=count)
        .filter_map(|number| point_along(way, total_m * number as f64 / count as f64))
        .collect()
}
