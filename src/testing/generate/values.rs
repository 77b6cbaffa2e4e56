//! Words, times, positions and shapes to fill generated plans with.

use std::collections::BTreeMap;
use std::f64::consts::TAU;

use crate::geometry::{Area, Geometry, Part, Path, Position, Ring};
use crate::model::{Entity, Extra, Id, Instant, Minute, Plan, Quantity, Sharing, When};

use super::Chance;

/// Fallujah.
pub(super) const CENTRE_LAT: f64 = 33.35;
pub(super) const CENTRE_LON: f64 = 43.78;

/// Texts as people write them, and as they break things.
const TEXTS: &[&str] = &[
    "Approximate training data",
    "الجسر القديم",
    "North of the canal, \"old\" line",
    "first line\nsecond line\ttab",
    "back\\slash and r#\"raw\"#",
    "Übergang – 3 km · ½ day",
    "mixed \u{202e}direction\u{202c} and zero\u{200b}width",
    "🚧 closed",
    "=SUM(A1)",
    " leading and trailing ",
    "s-7k3qf2xm",
    "12.50",
    "null",
    "a, b; c: (d) [e] {f} // not a comment",
    "\u{0}\u{1}\u{7f}\u{85}",
];

/// Returns a value about `percent` times in a hundred.
pub(super) fn maybe<T>(chance: &mut Chance, percent: u64, make: impl FnOnce(&mut Chance) -> T) -> Option<T> {
    chance.happens(percent).then(|| make(chance))
}

/// Returns up to `most` values.
pub(super) fn several<T>(chance: &mut Chance, most: u64, mut make: impl FnMut(&mut Chance) -> T) -> Vec<T> {
    (0..chance.below(most + 1)).map(|_| make(chance)).collect()
}

/// Returns one word of a closed list.
pub(super) fn word<T: Copy + Default>(chance: &mut Chance, all: &[T]) -> T {
    chance.pick(all).copied().unwrap_or_default()
}

/// Returns a text, more often than not none.
pub(super) fn text(chance: &mut Chance) -> String {
    if chance.happens(60) {
        String::new()
    } else {
        some_text(chance)
    }
}

/// Returns a text that is not empty.
pub(super) fn some_text(chance: &mut Chance) -> String {
    chance.pick(TEXTS).copied().unwrap_or_default().to_owned()
}

/// Returns a whole number, small or of any size.
pub(super) fn whole(chance: &mut Chance) -> u32 {
    if chance.happens(90) {
        chance.below(20_000) as u32
    } else {
        chance.bits() as u32
    }
}

pub(super) fn minute(chance: &mut Chance) -> Minute {
    i64::try_from(chance.below(20_000)).unwrap_or_default() - 4_000
}

/// Returns an instant of 2016, in some offset.
pub(super) fn instant(chance: &mut Chance) -> Option<Instant> {
    let minutes = 24_192_000 + i64::try_from(chance.below(500_000)).unwrap_or_default();
    Instant::from_unix_minutes(minutes, word(chance, &[0, 180, 270, -300]))
}

/// Returns the id of an entity of the plan.
pub(super) fn one<E: Entity>(chance: &mut Chance, plan: &Plan) -> Option<Id<E>> {
    let ids: Vec<_> = E::table(plan).ids().collect();
    chance.pick(&ids).copied()
}

/// Returns an id of the plan, or none.
pub(super) fn perhaps<E: Entity>(chance: &mut Chance, plan: &Plan) -> Option<Id<E>> {
    if chance.happens(60) {
        one(chance, plan)
    } else {
        None
    }
}

/// Returns different ids of the plan, in any order.
pub(super) fn some<E: Entity>(chance: &mut Chance, plan: &Plan, most: u64) -> Vec<Id<E>> {
    let mut ids = Vec::new();
    for id in several(chance, most, |chance| one(chance, plan))
        .into_iter()
        .flatten()
    {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// Returns a time: always, in phases, between minutes, or both.
pub(super) fn when(chance: &mut Chance, plan: &Plan) -> When {
    if chance.happens(30) {
        return When::always();
    }
    let from = maybe(chance, 40, minute);
    let until = maybe(chance, 40, |chance| {
        from.unwrap_or_else(|| minute(chance)) + 1 + minute(chance).abs()
    });
    When {
        phases: some(chance, plan, 3),
        from,
        until,
    }
}

pub(super) fn sharing(chance: &mut Chance, plan: &Plan) -> Sharing {
    match chance.below(6) {
        0 => Sharing::All,
        1 => Sharing::Named(some(chance, plan, 3)),
        2 => Sharing::AuthorOnly,
        _ => Sharing::Concerned,
    }
}

/// Returns properties as an import may bring them.
pub(super) fn extras(chance: &mut Chance) -> BTreeMap<String, Extra> {
    several(chance, 3, |chance| {
        let key = chance.pick(&["surveyed", "uncertainty_km", "@id", "الاسم", "name:ar", ""]);
        (key.copied().unwrap_or_default().to_owned(), extra(chance, 3))
    })
    .into_iter()
    .collect()
}

fn extra(chance: &mut Chance, depth: u64) -> Extra {
    match chance.below(if depth == 0 { 5 } else { 7 }) {
        0 => Extra::Null,
        1 => Extra::Flag(chance.happens(50)),
        2 => Extra::Whole(chance.bits() as i64 >> chance.below(64)),
        3 => Extra::Number(Quantity::new(number(chance))),
        4 => Extra::Text(some_text(chance)),
        5 => Extra::List(several(chance, 3, |chance| extra(chance, depth - 1))),
        _ => {
            let entry = |chance: &mut Chance| (some_text(chance), extra(chance, depth - 1));
            Extra::Map(several(chance, 3, entry).into_iter().collect())
        }
    }
}

/// Returns a finite number, at times an extreme one.
pub(super) fn number(chance: &mut Chance) -> f64 {
    let edges = [0.0, -0.0, 1e300, 5e-324, -1.5, 0.1, 1e21];
    if chance.happens(30) {
        word(chance, &edges)
    } else {
        chance.between(-1e6, 1e6)
    }
}

/// Returns a position within about 20 km of Fallujah.
pub fn position(chance: &mut Chance) -> Position {
    Position::nearest(
        CENTRE_LAT + chance.between(-0.18, 0.18),
        CENTRE_LON + chance.between(-0.22, 0.22),
    )
}

/// Returns a line of 2 to 12 points that wanders.
pub fn path(chance: &mut Chance) -> Path {
    let mut at = position(chance);
    let count = 2 + chance.below(11);
    let points = (0..count).map(|_| {
        let here = at;
        at = Position::nearest(
            at.latitude() + chance.between(-0.01, 0.01),
            at.longitude() + chance.between(-0.01, 0.01),
        );
        here
    });
    Path::new(points.collect())
}

/// Returns a valid area of 1 to 3 parts, some with a hole; parts may overlap as drawn ones do.
pub fn area(chance: &mut Chance) -> Area {
    let parts = (0..=chance.below(3) * chance.below(2))
        .map(|_| {
            let centre = position(chance);
            let radius_deg = chance.between(0.003, 0.03);
            let outer = star(chance, centre, radius_deg, 0.6);
            let holes = maybe(chance, 25, |chance| star(chance, centre, radius_deg * 0.35, 0.6));
            Part {
                outer,
                holes: holes.into_iter().collect(),
            }
        })
        .collect();
    Area { parts }
}

/// Returns a point, a line or an area.
pub(super) fn geometry(chance: &mut Chance) -> Geometry {
    match chance.below(3) {
        0 => Geometry::Point(position(chance)),
        1 => Geometry::Path(path(chance)),
        _ => Geometry::Area(area(chance)),
    }
}

/// A ring that sees its centre from every point, either way round. Six points and more keep its edges
/// farther from the centre than 0.37 of the radius, so that a hole of 0.35 lies inside.
fn star(chance: &mut Chance, centre: Position, radius_deg: f64, least: f64) -> Ring {
    let count = 6 + chance.below(20);
    let mut points: Vec<_> = (0..count)
        .map(|place| {
            let angle = TAU * (place as f64 + chance.between(0.0, 0.7)) / count as f64;
            let reach = radius_deg * chance.between(least, 1.0);
            Position::nearest(
                centre.latitude() + reach * libm::sin(angle),
                centre.longitude() + 1.2 * reach * libm::cos(angle),
            )
        })
        .collect();
    if chance.happens(50) {
        points.reverse();
    }
    Ring::new(points)
}
