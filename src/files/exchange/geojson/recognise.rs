//! What each feature of a file is and how it is drawn; what cannot be taken is noted and left out.
//!
//! Which object of the plan it is, and what its other properties say, is not looked at here.

use std::collections::BTreeSet;

use crate::files::exchange::{MapKind, NoteSort, Options};
use crate::geometry::Geometry;

use super::super::note::Notes;
use super::json::Json;
use super::property::tidied;
use super::shapes::{ShapeReader, refuse_misfit, word_of};
use super::{ReadGeoJsonError, foreign_text};

/// Most vertices in a file.
const MAX_VERTICES: usize = 2_000_000;

/// A feature, or a geometry that stands for one.
pub(super) struct Feature<'j> {
    /// The object, for its id, properties and foreign members.
    json: &'j Json<'j>,
    geometry: Option<&'j Json<'j>>,
    /// Why it is none.
    fault: Option<String>,
}

/// Returns the features of a file; a lone feature or geometry counts as one.
pub(super) fn features_of<'j>(json: &'j Json<'j>) -> Result<Vec<Feature<'j>>, ReadGeoJsonError> {
    let not_geojson = |found: String| Err(ReadGeoJsonError::NotGeoJson { found });
    let Json::Map(_) = json else {
        return not_geojson(format!("it is {}", json.shown()));
    };
    match json.get("type").and_then(Json::as_text) {
        Some("FeatureCollection") => match json.get("features") {
            Some(Json::List(features)) => Ok(features.iter().map(feature_of).collect()),
            Some(Json::Numbers(_)) => not_geojson("its `features` are numbers".to_owned()),
            _ => not_geojson("the collection has no list of `features`".to_owned()),
        },
        Some("Feature") => Ok(vec![feature_of(json)]),
        Some(
            "Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon" | "MultiPolygon"
            | "GeometryCollection",
        ) => Ok(vec![Feature {
            json: &Json::Null,
            geometry: Some(json),
            fault: None,
        }]),
        Some("Topology") => not_geojson("it is TopoJSON; convert it first".to_owned()),
        Some(other) => not_geojson(format!(
            "its type is `{}`",
            other.chars().take(40).collect::<String>()
        )),
        None => not_geojson("it does not say its `type`".to_owned()),
    }
}

fn feature_of<'j>(json: &'j Json<'j>) -> Feature<'j> {
    let fault = match (json, json.get("type").and_then(Json::as_text)) {
        (Json::Map(_), Some("Feature")) => None,
        (Json::Map(_), Some(other)) => Some(format!(
            "it is a `{}`, not a Feature",
            other.chars().take(40).collect::<String>()
        )),
        (Json::Map(_), None) => Some("it does not say its `type`".to_owned()),
        _ => Some(format!("it is {}, not a Feature", json.shown())),
    };
    Feature {
        json,
        geometry: json.get("geometry"),
        fault,
    }
}

/// An object that a feature becomes.
pub(super) struct Object<'j> {
    /// Its feature's place in the file.
    pub feature: usize,
    /// Which of the feature's objects, from 0.
    pub part: usize,
    pub kind: MapKind,
    pub json: &'j Json<'j>,
    /// Absent where the feature says nothing of it.
    pub shape: Option<Geometry>,
    /// The feature's id.
    pub foreign: Option<String>,
}

/// First pass: what each feature is and how it is drawn.
pub(super) fn recognised<'j>(
    features: &[Feature<'j>],
    left_out: &BTreeSet<usize>,
    options: &Options<'_>,
    notes: &mut Notes,
) -> Result<Vec<Object<'j>>, ReadGeoJsonError> {
    let mut objects = Vec::new();
    let mut vertices = 0;
    for (place, feature) in features.iter().enumerate() {
        if left_out.contains(&place) {
            continue;
        }
        match objects_of(feature, place, options, notes) {
            Ok((more, count)) => {
                objects.extend(more);
                vertices += count;
            }
            Err(reason) => notes.about(place, NoteSort::NotTaken, reason),
        }
        if vertices > MAX_VERTICES {
            return Err(ReadGeoJsonError::TooMany {
                what: "positions",
                most: MAX_VERTICES,
            });
        }
    }
    Ok(objects)
}

/// Returns a feature's objects and how many vertices they have, or why it cannot be taken.
fn objects_of<'j>(
    feature: &Feature<'j>,
    place: usize,
    options: &Options<'_>,
    notes: &mut Notes,
) -> Result<(Vec<Object<'j>>, usize), String> {
    if let Some(fault) = &feature.fault {
        return Err(fault.clone());
    }
    let json = feature.json;
    let said = said_kind(json, place, notes)?;
    let object = |part, kind, shape| Object {
        feature: place,
        part,
        kind,
        json,
        shape,
        foreign: foreign_of(json),
    };
    let Some(geometry) = feature.geometry else {
        // A force may be known without its place; anything else must be in the plan already.
        return match said {
            Some(kind) if kind != MapKind::AreaOfOperations => Ok((vec![object(0, kind, None)], 0)),
            _ => Err("no geometry".to_owned()),
        };
    };
    let mut reader = ShapeReader {
        notes,
        feature: place,
    };
    let read = reader.read(geometry)?;
    let count = read.shapes.len();
    let mut objects = Vec::new();
    let mut misfit = None;
    for shape in read.shapes {
        let kind = said.or(options.kind).unwrap_or_else(|| usual_kind(&shape));
        if let Err(reason) = refuse_misfit(kind, &shape) {
            misfit = Some(reason);
            continue;
        }
        match (said, options.kind) {
            (Some(_), _) => {}
            (None, Some(kind)) => notes.about(
                place,
                NoteSort::Default,
                format!("kind: {}, as asked for", kind.word()),
            ),
            (None, None) => {
                let text = format!("kind {}, since it is {}", kind.word(), word_of(&shape));
                notes.about(place, NoteSort::Guessed, text);
            }
        }
        objects.push(object(objects.len(), kind, Some(shape)));
    }
    match misfit {
        Some(reason) if objects.is_empty() => return Err(reason),
        Some(reason) => notes.about(
            place,
            NoteSort::Dropped,
            format!("a part of the geometry: {reason}"),
        ),
        None => {}
    }
    if count > 1 {
        notes.about(
            place,
            NoteSort::Guessed,
            format!("its geometry is {count} objects"),
        );
    }
    Ok((objects, read.vertices))
}

/// Returns what an object of that shape is that does not say what it is.
fn usual_kind(shape: &Geometry) -> MapKind {
    match shape {
        Geometry::Point(_) => MapKind::Force,
        Geometry::Path(_) => MapKind::Boundary,
        Geometry::Area(_) => MapKind::Sector,
    }
}

/// Returns the kind that the feature says it is.
fn said_kind(json: &Json<'_>, place: usize, notes: &mut Notes) -> Result<Option<MapKind>, String> {
    let Some(value) = json
        .get("properties")
        .and_then(|properties| properties.get("kind"))
    else {
        return Ok(None);
    };
    let Some(text) = value.as_text() else {
        return Err(format!("kind is {}, not a text", value.shown()));
    };
    if text.is_empty() {
        return Ok(None);
    }
    let tidy = tidied(text).replace('-', "_");
    let kind = MapKind::from_word(text).or_else(|| {
        let kind = MapKind::from_word(&tidy)?;
        notes.about(
            place,
            NoteSort::Guessed,
            format!("`kind` is {}: `{tidy}`", value.shown()),
        );
        Some(kind)
    });
    kind.map(Some)
        .ok_or_else(|| format!("unknown kind {}", value.shown()))
}

/// Returns the feature's id: the member, else the property.
fn foreign_of(json: &Json<'_>) -> Option<String> {
    let member = json.get("id").and_then(foreign_text);
    member.or_else(|| foreign_text(json.get("properties")?.get("id")?))
}
