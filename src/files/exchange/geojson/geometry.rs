//! Shapes as GeoJSON geometries: seven decimals, rings closed, outer ones counter-clockwise.

use std::fmt::Write as _;

use crate::geometry::{Area, Geometry, Path, Position, Ring};

/// Returns a shape as a geometry.
pub(super) fn geometry_json(geometry: &Geometry) -> String {
    match geometry {
        Geometry::Point(point) => point_json(*point),
        Geometry::Path(path) => path_json(path),
        Geometry::Area(area) => area_json(area),
    }
}

/// Returns a point.
pub(super) fn point_json(point: Position) -> String {
    format!("{{\"type\":\"Point\",\"coordinates\":{}}}", coordinates(point))
}

/// Returns a line.
pub(super) fn path_json(path: &Path) -> String {
    format!(
        "{{\"type\":\"LineString\",\"coordinates\":{}}}",
        list(path.points.iter().copied().map(coordinates))
    )
}

/// Returns a polygon, of several parts where the area has them.
pub(super) fn area_json(area: &Area) -> String {
    let parts: Vec<String> = area
        .parts
        .iter()
        .map(|part| {
            let holes = part.holes.iter().map(|hole| ring_json(hole, Turn::Clockwise));
            list(std::iter::once(ring_json(&part.outer, Turn::CounterClockwise)).chain(holes))
        })
        .collect();
    match parts.as_slice() {
        [only] => format!("{{\"type\":\"Polygon\",\"coordinates\":{only}}}"),
        _ => format!(
            "{{\"type\":\"MultiPolygon\",\"coordinates\":{}}}",
            list(parts.into_iter())
        ),
    }
}

/// Which way round a ring is drawn, seen from above.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Clockwise,
    CounterClockwise,
}

/// Writes a ring closed, from the same first vertex whichever way round it is drawn.
fn ring_json(ring: &Ring, turn: Turn) -> String {
    let first = ring.points.iter().copied().take(1);
    let rest = ring.points.iter().copied().skip(1);
    let signed = doubled_area(ring);
    let reverse = signed != 0 && (signed > 0) != (turn == Turn::CounterClockwise);
    let close = first.clone();
    if reverse {
        list(first.chain(rest.rev()).chain(close).map(coordinates))
    } else {
        list(first.chain(rest).chain(close).map(coordinates))
    }
}

/// Returns twice the area between longitude and latitude steps, positive counter-clockwise; a step over
/// 180° of longitude goes the short way.
fn doubled_area(ring: &Ring) -> i128 {
    const TURN: i64 = 3_600_000_000;
    let mut east = 0_i64;
    let mut sum = 0_i128;
    for (from, to) in ring.edges() {
        let step = i64::from(to.lon_e7()) - i64::from(from.lon_e7());
        let step = match step {
            _ if step > TURN / 2 => step - TURN,
            _ if step < -TURN / 2 => step + TURN,
            _ => step,
        };
        let next = east + step;
        sum += i128::from(east) * i128::from(to.lat_e7()) - i128::from(next) * i128::from(from.lat_e7());
        east = next;
    }
    sum
}

fn list(items: impl Iterator<Item = String>) -> String {
    let mut text = String::from("[");
    for (place, item) in items.enumerate() {
        if place > 0 {
            text.push(',');
        }
        text.push_str(&item);
    }
    text.push(']');
    text
}

fn coordinates(position: Position) -> String {
    let mut text = String::with_capacity(24);
    for (lead, steps) in [('[', position.lon_e7()), (',', position.lat_e7())] {
        let sign = if steps < 0 { "-" } else { "" };
        let size = steps.unsigned_abs();
        // Writing to a String cannot fail.
        let _ = write!(text, "{lead}{sign}{}.{:07}", size / 10_000_000, size % 10_000_000);
    }
    text.push(']');
    text
}
