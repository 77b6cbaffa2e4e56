//! Places by their coordinates: what was looked for, and vertices that are typed.
//!
//! Positions come in already read; what somebody typed is `geometry::coordinates`' to read.

use crate::drawing::{Camera, mercator};
use crate::geometry::{Bounds, Position};
use crate::model::{AnyId, Plan};

use super::tools::{self, MapEvent, MapEventKind, ToolKind};
use super::{Command, Editor};

/// A place that was looked for, marked until Esc.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// What it is called.
    pub name: String,
    /// Where it is.
    pub at: Position,
}

/// From this zoom a place is seen with what surrounds it.
const NEAR_ENOUGH: f64 = 11.0;

impl Editor {
    /// Brings a place into view and marks it; the map comes nearer where it is far, never goes away.
    pub(super) fn go_to(&mut self, pin: Pin) {
        let zoom = self.workspace.camera.zoom.max(NEAR_ENOUGH);
        let camera = Camera::new(mercator::world_from_ground(pin.at), zoom);
        self.workspace.pin = Some(pin);
        self.obey(Command::MoveCamera(camera));
    }

    /// Hands typed positions to the tool as if they had been clicked, exactly: nothing is snapped to.
    pub(super) fn place_typed(&mut self, positions: &[Position]) {
        for at in positions {
            self.map(&MapEvent {
                kind: MapEventKind::Clicked,
                at: *at,
                shift: false,
                alt: true,
                ctrl: false,
            });
        }
    }

    /// Returns true where typed positions become vertices of what is being drawn or measured.
    pub fn takes_positions(&self) -> bool {
        self.drawn().is_none() && !matches!(self.workspace.tool, ToolKind::Select | ToolKind::Reshape)
    }
}

/// Returns the ground a plan is about: its area of operations, or the box round everything drawn.
/// `None` for an empty plan.
pub fn ground(plan: &Plan) -> Option<Bounds> {
    if let Some(area) = &plan.info.area_of_operations {
        return area.bounds();
    }
    let mut bounds = None;
    plan.each_id(&mut |id| {
        let own = points_of(plan, id);
        bounds = Bounds::of_all(bounds.into_iter().chain(Bounds::of_line(own)));
    });
    bounds
}

/// Returns the vertices of an object, in order; nothing for what is not on the map.
pub fn points_of(plan: &Plan, id: AnyId) -> Vec<Position> {
    tools::shape_of(plan, id, None)
        .map(|shape| tools::shape_points(&shape).collect())
        .unwrap_or_default()
}
