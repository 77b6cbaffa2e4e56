//! Snapping to vertices that are there already, so that neighbours share them exactly.

use crate::geometry::Position;
use crate::model::Plan;

use super::ToolView;
use super::hit::{Local, each_shape, shape_points};

/// How near the pointer must be, in points of the screen.
const REACH_POINTS: f64 = 9.0;

/// Returns the vertex nearest to the position within reach, of anything drawn.
pub fn snap(at: Position, view: &ToolView<'_>) -> Option<Position> {
    let local = Local::around(at, view.metres_per_point);
    let mut nearest: Option<(f64, Position)> = None;
    let mut consider = |point: Position| {
        let [x, y] = local.points_from(point);
        let distance = x * x + y * y;
        if distance <= REACH_POINTS * REACH_POINTS && nearest.is_none_or(|(best, _)| distance < best) {
            nearest = Some((distance, point));
        }
    };
    let plan: &Plan = view.plan;
    for (id, shape) in each_shape(plan) {
        if !view.hidden.contains(&id) {
            shape_points(&shape).for_each(&mut consider);
        }
    }
    plan.info
        .area_of_operations
        .iter()
        .flat_map(crate::geometry::Area::points)
        .for_each(&mut consider);
    nearest.map(|(_, point)| point)
}
