//! How drawn ground differs: by how much it grew and shrank, how far it moved.

use crate::checks::wording;
use crate::geometry::{
    Area, Frame, Path, Position, Shape, area_m2, bearing_deg, difference, distance_m, distance_to_path_m,
    length_m,
};
use crate::model::Value;

/// Ground below this is no difference that anybody sees, m².
const LEAST_M2: f64 = 1.0;
/// Two steps that are so alike are one move, m.
const SAME_STEP_M: f64 = 1.0;

/// How what is drawn differs.
#[derive(Clone, Debug, PartialEq)]
pub enum GroundDifference {
    /// Ground.
    Area {
        /// How much it was, m².
        before_m2: f64,
        /// How much it is, m².
        after_m2: f64,
        /// What it has now and had not: with how much, m²; `None`: cannot be decided.
        gained: Option<(Area, f64)>,
        /// What it had and has no more.
        lost: Option<(Area, f64)>,
        /// Where the whole of it only moved: how far, m, and in which direction, degrees from north.
        moved: Option<(f64, f64)>,
    },
    /// A line.
    Line {
        /// How long it was, m.
        before_m: f64,
        /// How long it is, m.
        after_m: f64,
        /// The farthest that a vertex of one is from the other, m.
        farthest_m: f64,
    },
    /// A point.
    Point {
        /// How far it moved, m.
        moved_m: f64,
        /// In which direction, degrees from north.
        bearing_deg: f64,
    },
}

impl GroundDifference {
    /// Returns how two drawn things differ; `None` where they are not of one kind.
    pub fn between(before: &Value<'_>, after: &Value<'_>) -> Option<Self> {
        match (before, after) {
            (Value::Area(before), Value::Area(after)) => Some(Self::of_areas(before, after)),
            (Value::Path(before), Value::Path(after)) => Some(Self::of_paths(before, after)),
            (Value::Position(before), Value::Position(after)) => Some(Self::Point {
                moved_m: distance_m(*before, *after),
                bearing_deg: bearing_deg(*before, *after),
            }),
            _ => None,
        }
    }

    fn of_areas(before: &Area, after: &Area) -> Self {
        let [old, new] = [before, after].map(Shape::of);
        let more = |one: &Shape, other: &Shape| {
            let rest = difference(one, [other]).ok()?;
            let size_m2 = area_m2(&rest);
            Some((rest.to_area(), size_m2))
        };
        Self::Area {
            before_m2: area_m2(&old),
            after_m2: area_m2(&new),
            gained: more(&new, &old),
            lost: more(&old, &new),
            moved: step_of(before, after),
        }
    }

    fn of_paths(before: &Path, after: &Path) -> Self {
        let frame = Frame::around(before.points.iter().chain(&after.points).copied());
        let far = |from: &Path, to: &Path| {
            let away = from
                .points
                .iter()
                .map(|point| distance_to_path_m(&frame, *point, to));
            away.fold(0.0, f64::max)
        };
        Self::Line {
            before_m: length_m(before),
            after_m: length_m(after),
            farthest_m: far(before, after).max(far(after, before)),
        }
    }

    /// Says it after the field's name: `area +3.20 km²`, `moved 2.10 km north-east`.
    pub fn said(&self, field: &str) -> String {
        match self {
            Self::Area {
                moved: Some((moved_m, bearing_deg)),
                ..
            } => {
                format!("{field} moved {}", way(*moved_m, *bearing_deg))
            }
            Self::Area {
                gained: Some((_, gained_m2)),
                lost: Some((_, lost_m2)),
                before_m2,
                after_m2,
                ..
            } => match (*gained_m2 > LEAST_M2, *lost_m2 > LEAST_M2) {
                (true, false) => format!("{field} +{}", wording::area(*gained_m2)),
                (false, true) => format!("{field} −{}", wording::area(*lost_m2)),
                (false, false) => format!("{field} redrawn over the same ground"),
                (true, true) => {
                    let more_m2 = after_m2 - before_m2;
                    let sign = if more_m2 < 0.0 { '−' } else { '+' };
                    format!(
                        "{field} {sign}{} ({} gained, {} lost)",
                        wording::area(more_m2.abs()),
                        wording::area(*gained_m2),
                        wording::area(*lost_m2)
                    )
                }
            },
            Self::Area { .. } => format!("{field} redrawn; by how much cannot be decided"),
            Self::Line {
                before_m,
                after_m,
                farthest_m,
            } => {
                let more_m = after_m - before_m;
                let longer = if more_m < 0.0 { "shorter" } else { "longer" };
                let far = wording::length(*farthest_m);
                if more_m.abs() < 1.0 {
                    format!("{field} up to {far} from where it was")
                } else {
                    let more = wording::length(more_m.abs());
                    format!("{field} {more} {longer}, up to {far} from where it was")
                }
            }
            Self::Point { moved_m, bearing_deg } => format!("{field} moved {}", way(*moved_m, *bearing_deg)),
        }
    }
}

/// How far and where to: `2.10 km north-east`.
fn way(distance_m: f64, bearing_deg: f64) -> String {
    format!("{} {}", wording::length(distance_m), wording::wind(bearing_deg))
}

/// The one step that every vertex took; `None` where the shape is another.
fn step_of(before: &Area, after: &Area) -> Option<(f64, f64)> {
    let [old, new]: [Vec<Position>; 2] = [before, after].map(|area| area.points().collect());
    let (first, moved) = (*old.first()?, *new.first()?);
    let counts = |area: &Area| area.rings().map(|ring| ring.points.len()).collect::<Vec<_>>();
    if counts(before) != counts(after) || distance_m(first, moved) < SAME_STEP_M {
        return None;
    }
    let frame = Frame::around(old.iter().chain(&new).copied());
    let step = |from: Position, to: Position| {
        let [x, y] = frame.plane_from_ground(from);
        let [to_x, to_y] = frame.plane_from_ground(to);
        [to_x - x, to_y - y]
    };
    let [east_m, north_m] = step(first, moved);
    // A step in metres, or one in degrees, which is not the same number of metres everywhere.
    let degrees = |from: Position, to: Position| [to.lat_e7() - from.lat_e7(), to.lon_e7() - from.lon_e7()];
    let first_degrees = degrees(first, moved);
    let alike = old.iter().zip(&new).all(|(from, to)| {
        let [x, y] = step(*from, *to);
        libm::hypot(x - east_m, y - north_m) < SAME_STEP_M || degrees(*from, *to) == first_degrees
    });
    alike.then(|| (distance_m(first, moved), bearing_deg(first, moved)))
}
