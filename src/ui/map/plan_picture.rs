//! One plan painted on a map: its scene is kept while nothing that it shows has changed. One for each map in
//! the window.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Painter, Rect};

use super::said::said_of;
use super::{Beneath, MapPainter, Picture};
use crate::checks::Report;
use crate::drawing::labels::Layout;
use crate::drawing::{Camera, Composer, Crowd, Scene, Theme, View as PlanView, thinned};
use crate::editor::Command;
use crate::language::Language;
use crate::model::{AnyId, Id, Phase, Plan};

/// What of a plan is looked at: all that its scene depends on.
#[derive(Clone)]
pub struct Looked {
    /// The plan.
    pub plan: Arc<Plan>,
    /// What was found about it.
    pub report: Option<Arc<Report>>,
    /// Light or dark.
    pub theme: Theme,
    /// The phase; `None`: all of the plan.
    pub phase: Option<Id<Phase>>,
    /// What is not drawn.
    pub hidden: BTreeSet<AnyId>,
    /// What is selected.
    pub selection: BTreeSet<AnyId>,
    /// What the pointer is over.
    pub hovered: Option<AnyId>,
    /// Findings are drawn.
    pub show_findings: bool,
    /// Ground is coloured by its findings.
    pub show_heat: bool,
    /// The finding that is looked at, by its place in the report.
    pub finding: Option<usize>,
    /// What words on the map are written in.
    pub language: Language,
}

impl Looked {
    fn is_same(&self, other: &Self) -> bool {
        let same_report = match (&self.report, &other.report) {
            (Some(mine), Some(yours)) => Arc::ptr_eq(mine, yours),
            (None, None) => true,
            _ => false,
        };
        same_report
            && Arc::ptr_eq(&self.plan, &other.plan)
            && self.theme == other.theme
            && self.phase == other.phase
            && self.hovered == other.hovered
            && self.show_findings == other.show_findings
            && self.show_heat == other.show_heat
            && self.finding == other.finding
            && self.language == other.language
            && self.hidden == other.hidden
            && self.selection == other.selection
    }
}

/// What is painted beneath, over and beside the plan.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The map beneath; `None`: plain land.
    pub base: Option<Beneath<'a>>,
    /// Paint the MGRS grid.
    pub grid: bool,
    /// What is drawn on top, made anew every frame.
    pub sketch: Option<&'a Scene>,
    /// Where one looks.
    pub camera: Camera,
    /// Where other things stand on the map: no name goes there.
    pub taken: &'a [Rect],
}

/// What is kept from frame to frame.
#[derive(Default)]
pub struct PlanPicture {
    painter: MapPainter,
    composer: Composer,
    kept: Option<(Looked, Scene)>,
    thinned: Option<Thinned>,
}

/// The scene without symbols on each other, at a scale.
struct Thinned {
    points_per_unit: f64,
    scene: Scene,
    crowd: Arc<Crowd>,
}

impl PlanPicture {
    /// Paints the plan, and returns which names found room.
    pub fn paint(&mut self, painter: &Painter, rect: Rect, looked: Looked, around: &Around<'_>) -> Layout {
        let theme = looked.theme;
        self.compose(looked);
        self.thin(around.camera.points_per_unit());
        let empty = Scene::default();
        let picture = Picture {
            base: around.base,
            grid: around.grid,
            scene: self.thinned.as_ref().map_or(&empty, |thinned| &thinned.scene),
            sketch: around.sketch,
            camera: around.camera,
            theme,
            taken: around.taken,
        };
        self.painter.paint(painter, rect, &picture)
    }

    /// Returns where units are drawn that are not drawn where they stand; `None` before the first frame.
    pub fn crowd(&self) -> Option<&Arc<Crowd>> {
        self.thinned.as_ref().map(|thinned| &thinned.crowd)
    }

    /// Returns what the maps beneath need to be read, where that has changed.
    pub fn take_wants(&mut self) -> impl Iterator<Item = Command> + use<> {
        let wants = self.painter.take_wants().into_iter();
        wants.map(|(source, tiles)| Command::WantTiles { source, tiles })
    }

    /// Makes the scene anew where something it shows has changed.
    fn compose(&mut self, looked: Looked) {
        if self.kept.as_ref().is_some_and(|(kept, _)| kept.is_same(&looked)) {
            return;
        }
        let view = PlanView {
            theme: looked.theme,
            phase: looked.phase,
            viewpoint: None,
            hidden: &looked.hidden,
            selection: &looked.selection,
            hovered: looked.hovered,
            show_findings: looked.show_findings,
            show_heat: looked.show_heat,
            selected_finding: looked.finding,
            language: looked.language,
        };
        let scene = self
            .composer
            .compose(&looked.plan, looked.report.as_deref(), &view);
        self.kept = Some((looked, scene));
        if let Some(thinned) = &mut self.thinned {
            // To be made anew; where units stand may well have stayed.
            thinned.points_per_unit = f64::NAN;
        }
    }

    /// Takes symbols that lie on each other together, where that is not known at this scale.
    fn thin(&mut self, points_per_unit: f64) {
        let known = self.thinned.take();
        let crowd_before = known.as_ref().map(|thinned| Arc::clone(&thinned.crowd));
        self.thinned = known
            .filter(|thinned| thinned.points_per_unit == points_per_unit)
            .or_else(|| {
                let (scene, crowd) = thinned(&self.kept.as_ref()?.1, points_per_unit);
                let scene = said_of(scene, &crowd);
                let same = crowd_before.filter(|known| **known == crowd);
                Some(Thinned {
                    points_per_unit,
                    scene,
                    crowd: same.unwrap_or_else(|| Arc::new(crowd)),
                })
            });
    }
}
