//! A finding's ground as a GeoJSON geometry (RFC 7946): longitude first, rings closed and wound.

use serde_json::{Value, json};

use crate::geometry::{Geometry, Position, Ring};

/// Returns the geometry; null where there is none.
pub fn geometry(geometry: Option<&Geometry>) -> Value {
    match geometry {
        None => Value::Null,
        Some(Geometry::Point(point)) => json!({"type": "Point", "coordinates": position(*point)}),
        Some(Geometry::Path(path)) => {
            let line: Vec<Value> = path.points.iter().copied().map(position).collect();
            json!({"type": "LineString", "coordinates": line})
        }
        Some(Geometry::Area(area)) => {
            let polygons: Vec<Value> = area
                .parts
                .iter()
                .map(|part| {
                    let holes = part.holes.iter().map(|hole| ring(hole, false));
                    Value::Array(std::iter::once(ring(&part.outer, true)).chain(holes).collect())
                })
                .collect();
            match <[Value; 1]>::try_from(polygons) {
                Ok([polygon]) => json!({"type": "Polygon", "coordinates": polygon}),
                Err(polygons) => json!({"type": "MultiPolygon", "coordinates": polygons}),
            }
        }
    }
}

fn position(position: Position) -> Value {
    json!([position.longitude(), position.latitude()])
}

/// Closed, and counter-clockwise where it is an outer ring.
fn ring(ring: &Ring, outer: bool) -> Value {
    let doubled: i128 = ring
        .edges()
        .map(|(start, end)| {
            let [x, y] = [i128::from(start.lon_e7()), i128::from(start.lat_e7())];
            let [to_x, to_y] = [i128::from(end.lon_e7()), i128::from(end.lat_e7())];
            x * to_y - to_x * y
        })
        .sum();
    let mut points: Vec<Position> = ring.points.clone();
    if (doubled > 0) != outer {
        points.reverse();
    }
    let first = points.first().copied();
    Value::Array(points.into_iter().chain(first).map(position).collect())
}
