//! Plans to and from other programs' formats.
//!
//! GeoJSON:
//! * What is written is read back: the map's content into a new plan, and not one field changed in the
//!   plan that was written.
//! * The same file read twice is the same plan, and read into itself changes nothing.
//! * Reading into a plan sets what the file says and deletes nothing.
//! * The report names what was taken, guessed, assumed, kept aside and left out.
//! * No file makes the reader panic, and what cannot be taken costs the feature that holds it.

mod identity;
mod kml;
mod kmz;
mod properties;
mod refused;
mod round_trip;
mod shapes;
mod table;

use entente::files::exchange::geojson::read;
use entente::files::exchange::{Imported, Options};
use entente::model::{Entity, Plan, Table};

fn taken(text: &str) -> Imported {
    read(text.as_bytes(), &Options::default()).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn taken_into(text: &str, plan: &Plan) -> Imported {
    let options = Options {
        into: Some(plan),
        ..Options::default()
    };
    read(text.as_bytes(), &options).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn collection(features: &[&str]) -> String {
    format!(
        r#"{{"type": "FeatureCollection", "features": [{}]}}"#,
        features.join(", ")
    )
}

/// A feature of these properties; the geometry is a square, a line or a point.
fn feature(id: &str, properties: &str, geometry: &str) -> String {
    let geometry = match geometry {
        "square" => {
            r#"{"type": "Polygon", "coordinates": [[[43, 33], [44, 33], [44, 34], [43, 34], [43, 33]]]}"#
        }
        "line" => r#"{"type": "LineString", "coordinates": [[43, 33], [44, 33.5]]}"#,
        "point" => r#"{"type": "Point", "coordinates": [43.5, 33.5]}"#,
        other => other,
    };
    let id = if id.is_empty() {
        String::new()
    } else {
        format!(r#""id": {id}, "#)
    };
    format!(r#"{{"type": "Feature", {id}"properties": {{{properties}}}, "geometry": {geometry}}}"#)
}

fn report(imported: &Imported) -> String {
    let mut lines: Vec<String> = imported
        .taken
        .iter()
        .map(|taken| format!("{}: {} added, {} updated", taken.kind, taken.added, taken.updated))
        .collect();
    lines.extend(imported.notes.iter().map(ToString::to_string));
    lines.join("\n")
}

fn only<E: Entity>(table: &Table<E>) -> &E {
    assert_eq!(table.len(), 1);
    table.iter().next().unwrap().1
}
