//! Tools: map events in, reactions out. No pixels, no widgets.
//!
//! A tool is a state machine whose variants carry their data; hint and sketch are functions of the
//! state, and `cancel` returns to the first state. A tool proposes drafts and commits; the editor makes
//! them.

mod cut;
mod draw;
mod hit;
mod measure;
mod rings;
mod select;
mod snapping;
#[cfg(test)]
mod tests;
mod trace;

pub use cut::{Cut, Verb};
pub use draw::{Draw, DrawStyle};
pub use hit::{
    Drawn, Target, each_drawn, each_shape, hit, hits, is_shown_in, next_under, placement_in, shape_of,
    shape_points,
};
pub use measure::Measure;
pub use rings::PlaceRings;
pub use select::Select;
pub use snapping::{Except, Snap, snap};

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::drawing::Crowd;
use crate::files::basemap::BaseMap;
use crate::geometry::{Geometry, Position};
use crate::model::{AnyId, Edit, Id, Phase, Plan};

use super::IdSource;
use super::layers::Layers;
use super::rings::RingCentre;

/// The tools in hand's reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ToolKind {
    /// Select, move, reshape what is selected.
    #[default]
    Select,
    /// Move, insert and delete vertices only.
    Reshape,
    /// Draw the area of operations.
    AreaOfOperations,
    /// Draw a sector.
    Sector,
    /// Draw a boundary.
    Boundary,
    /// Draw a corridor.
    Corridor,
    /// Draw a control measure: a point.
    PointMeasure,
    /// Draw a control measure: a line.
    LineMeasure,
    /// Draw a control measure: an area.
    AreaMeasure,
    /// Place a force.
    Force,
    /// Place a site.
    Site,
    /// Measure distances, directions and areas.
    Measure,
    /// Draw range rings.
    Rings,
    /// Draw what a verb needs.
    Verb(Verb),
}

/// What the pointer or a key did on the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapEvent {
    /// What was done.
    pub kind: MapEventKind,
    /// Where on the ground.
    pub at: Position,
    /// Shift is held: add to the selection.
    pub shift: bool,
    /// Alt is held: do not snap.
    pub alt: bool,
    /// Ctrl (on a Mac: Command) is held: change this one alone, whoever shares it.
    pub ctrl: bool,
}

impl MapEvent {
    /// Something done at a place with no key held.
    pub const fn plain(kind: MapEventKind, at: Position) -> Self {
        Self {
            kind,
            at,
            shift: false,
            alt: false,
            ctrl: false,
        }
    }
}

/// What was done on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapEventKind {
    /// The pointer moved with no button down.
    Moved,
    /// A button went down.
    Pressed,
    /// The pointer moved with the button down.
    Dragged,
    /// The button came up after a drag.
    Released,
    /// Down and up in one place.
    Clicked,
    /// Two clicks in one place.
    DoubleClicked,
    /// Enter: the shape is finished.
    Finish,
    /// Backspace or Delete.
    Delete,
}

/// What a tool may know.
#[derive(Clone, Copy)]
pub struct ToolView<'a> {
    /// The plan without the gesture under way.
    pub plan: &'a Plan,
    /// What is selected.
    pub selection: &'a BTreeSet<AnyId>,
    /// The phase shown.
    pub phase: Option<Id<Phase>>,
    /// What is not drawn.
    pub hidden: &'a BTreeSet<AnyId>,
    /// What cannot be grabbed.
    pub locked: &'a BTreeSet<AnyId>,
    /// Where units are drawn that are not drawn where they stand.
    pub crowd: &'a Crowd,
    /// Ground metres in a point of the screen, at the pointer.
    pub metres_per_point: f64,
    /// Doublings from a world of 256 points width.
    pub zoom: f64,
    /// The pointer snaps to what is there already.
    pub snaps: bool,
    /// The map beneath and which of its sheets are shown: rivers and borders can be snapped to.
    pub beneath: Option<(&'a BaseMap<'static>, &'a Layers)>,
    /// Where ids of what is made come from; a draft and its commit make the same ones.
    pub ids: &'a IdSource,
}

impl ToolView<'_> {
    /// Returns how much of the world's width is in a point of the screen.
    pub fn world_per_point(&self) -> f64 {
        libm::exp2(-self.zoom) / 256.0
    }
}

/// What a tool asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Reaction {
    /// Nothing; the event is used up.
    Nothing,
    /// The event is not the tool's; the map may pan.
    NotMine,
    /// Show what this edit would do.
    Draft(Edit),
    /// Make this edit history.
    Commit(Edit),
    /// Take back what was shown.
    DropDraft,
    /// Select these.
    Select(BTreeSet<AnyId>),
    /// Bring these into view.
    Show(BTreeSet<AnyId>),
    /// Nothing was done; say why.
    Refuse(String),
    /// A shape was drawn: ask what it is to be.
    Drawn(Geometry),
    /// Draw range rings round this, beside the plan.
    Rings(RingCentre),
}

/// What a tool shows on top of the plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sketch {
    /// The vertices placed so far, and the pointer last.
    pub points: Vec<Position>,
    /// The last leads back to the first.
    pub closed: bool,
    /// What the pointer snaps to.
    pub snapped: Option<Snap>,
    /// What the points are.
    pub shown: Shown,
}

/// What the points of a sketch are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// Vertices of a shape that is being drawn.
    #[default]
    Shape,
    /// Vertices of a line that is being measured.
    Measured,
    /// What is round things that are to be selected.
    Lasso,
    /// The middle of range rings round this.
    Rings(RingCentre),
}

/// A tool.
pub trait Tool {
    /// Reacts to what was done on the map.
    fn react(&mut self, event: &MapEvent, view: &ToolView<'_>) -> Reaction;

    /// Returns what to draw on top.
    fn sketch(&self) -> Sketch;

    /// Returns what can be done now, for the status line.
    fn hint(&self) -> Cow<'static, str>;

    /// Returns the last vertex placed, from which distances and bearings are typed.
    fn last(&self) -> Option<Position> {
        None
    }

    /// Steps back: drops what was begun. False where nothing was.
    fn cancel(&mut self) -> bool;
}

impl ToolKind {
    /// The tools of the bar, in its order.
    pub const ALL: [Self; 13] = [
        Self::Select,
        Self::Reshape,
        Self::AreaOfOperations,
        Self::Sector,
        Self::Boundary,
        Self::Corridor,
        Self::LineMeasure,
        Self::AreaMeasure,
        Self::PointMeasure,
        Self::Force,
        Self::Site,
        Self::Measure,
        Self::Rings,
    ];

    /// Returns the tool in its first state; lines and areas are drawn in this style.
    pub fn tool(self, style: DrawStyle) -> Box<dyn Tool + Send> {
        match self {
            Self::Select => Box::new(Select::default()),
            Self::Reshape => Box::new(Select::vertices_only()),
            Self::AreaOfOperations | Self::Sector | Self::AreaMeasure => Box::new(Draw::area(style)),
            Self::Boundary | Self::Corridor | Self::LineMeasure => Box::new(Draw::line(style)),
            Self::PointMeasure | Self::Force | Self::Site => Box::new(Draw::point()),
            Self::Measure => Box::new(Measure::default()),
            Self::Rings => Box::new(PlaceRings::default()),
            Self::Verb(verb) => Box::new(Cut::new(verb, style)),
        }
    }
}
