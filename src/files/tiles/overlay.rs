//! Overlays: lines, areas and points of a GeoJSON file, to be seen beneath the plan and not part of it.
//!
//! Unlike an import it makes no objects and asks for no kinds. What cannot be drawn is counted and said.

use std::path::Path;

use super::pieces::{AreaKind, AreaPiece, Filler, LineKind, LinePiece, NameKind, NamePiece, Pieces};
use crate::files::atomic::reason;
use crate::files::exchange::geojson::ReadGeoJsonError;
use crate::files::exchange::geojson::json::{Json, float, tokens};
use crate::files::{Disk as _, LocalDisk};
use crate::geometry::mercator::unit_from_degrees;

/// Largest file.
const MAX_BYTES: u64 = 32 << 20;
const MAX_FEATURES: usize = 100_000;
/// Vertices of all features.
pub(super) const MAX_VERTICES: usize = 1_000_000;
/// Geometries within each other.
const MAX_NESTING: usize = 4;

/// What an overlay holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overlay {
    /// To be drawn.
    pub pieces: Pieces,
    /// Whom it is owed to; empty where it does not say.
    pub credit: String,
    /// What could not be drawn, in sentences.
    pub notes: Vec<String>,
}

/// Why a file cannot be used as an overlay.
#[derive(Debug, thiserror::Error)]
pub enum ReadOverlayError {
    /// The system will not let it be read.
    #[error("it cannot be read: {}. Check the path and the rights to it", reason(.0))]
    Unreadable(#[source] std::io::Error),
    /// More than is read.
    #[error("it has more than {most} {what}. Split it")]
    TooLarge {
        /// Of what.
        what: &'static str,
        /// How many are read.
        most: u64,
    },
    /// Not GeoJSON.
    #[error("{0}")]
    NotGeoJson(#[from] ReadGeoJsonError),
    /// Nothing in it can be drawn.
    #[error("nothing in it can be drawn: {0}")]
    Empty(String),
}

/// Reads an overlay.
///
/// # Errors
/// [`ReadOverlayError`], one variant per way it can be wrong.
pub fn read_overlay(path: &Path) -> Result<Overlay, ReadOverlayError> {
    parse(&read_bytes(path)?)
}

/// Reads the bytes of an overlay.
///
/// # Errors
/// Where the system will not let them be read, or there are too many.
pub(in crate::files) fn read_bytes(path: &Path) -> Result<Vec<u8>, ReadOverlayError> {
    let bytes = LocalDisk
        .read(path, MAX_BYTES + 1)
        .map_err(ReadOverlayError::Unreadable)?;
    if bytes.len() as u64 > MAX_BYTES {
        let (what, most) = ("bytes", MAX_BYTES);
        return Err(ReadOverlayError::TooLarge { what, most });
    }
    Ok(bytes)
}

/// Reads an overlay from the bytes of a file.
pub(in crate::files) fn parse(bytes: &[u8]) -> Result<Overlay, ReadOverlayError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        ReadGeoJsonError::NotUtf8 {
            line: before.split(|byte| *byte == b'\n').count(),
        }
    })?;
    let json = Json::parse(text.trim_start_matches('\u{feff}'))?;
    let mut reader = Reader {
        overlay: Overlay::default(),
        filler: Filler::new(),
        vertices: 0,
        outside: 0,
        shapeless: 0,
        unknown: 0,
    };
    reader.top(&json)?;
    reader.finish(&json)
}

struct Reader {
    overlay: Overlay,
    filler: Filler,
    vertices: usize,
    /// Features with coordinates that are not on Earth.
    outside: usize,
    /// Features without a shape.
    shapeless: usize,
    /// Geometries of an unknown kind.
    unknown: usize,
}

/// What a feature is called.
#[derive(Clone, Copy, Default)]
struct Called<'t> {
    name: Option<&'t str>,
    name_ar: Option<&'t str>,
}

impl<'t> Called<'t> {
    fn of(properties: Option<&'t Json<'_>>) -> Self {
        let first = |keys: &[&str]| {
            let texts = keys.iter().filter_map(|key| properties?.get(key)?.as_text());
            texts.map(str::trim).find(|text| !text.is_empty())
        };
        Self {
            name: first(&["name", "name:en", "name_en", "title", "label", "Name", "NAME"]),
            name_ar: first(&["name:ar", "name_ar", "native_name"]),
        }
    }
}

impl Reader {
    fn top(&mut self, json: &Json<'_>) -> Result<(), ReadOverlayError> {
        let kind = json.get("type").and_then(Json::as_text).unwrap_or_default();
        if kind != "FeatureCollection" {
            return self.feature(json);
        }
        let features = json.get("features").and_then(Json::items).unwrap_or_default();
        if features.len() > MAX_FEATURES {
            let (what, most) = ("features", MAX_FEATURES as u64);
            return Err(ReadOverlayError::TooLarge { what, most });
        }
        features.iter().try_for_each(|feature| self.feature(feature))
    }

    fn feature(&mut self, json: &Json<'_>) -> Result<(), ReadOverlayError> {
        let kind = json.get("type").and_then(Json::as_text).unwrap_or_default();
        let geometry = if kind == "Feature" {
            json.get("geometry")
        } else {
            Some(json)
        };
        let called = Called::of(json.get("properties"));
        let Some(geometry) = geometry else {
            self.shapeless += 1;
            return Ok(());
        };
        self.geometry(geometry, called, 0)
    }

    fn geometry(
        &mut self,
        json: &Json<'_>,
        called: Called<'_>,
        depth: usize,
    ) -> Result<(), ReadOverlayError> {
        let kind = json.get("type").and_then(Json::as_text).unwrap_or_default();
        let coordinates = json.get("coordinates");
        let items = || coordinates.and_then(Json::items).unwrap_or_default();
        match kind {
            "Point" => self.point(coordinates, called)?,
            "MultiPoint" => {
                for point in items().iter() {
                    self.point(Some(point), called)?;
                }
            }
            "LineString" => self.line(coordinates, called)?,
            "MultiLineString" => {
                for line in items().iter() {
                    self.line(Some(line), called)?;
                }
            }
            "Polygon" => self.area(coordinates, called)?,
            "MultiPolygon" => {
                for area in items().iter() {
                    self.area(Some(area), called)?;
                }
            }
            "GeometryCollection" if depth < MAX_NESTING => {
                let geometries = json.get("geometries").and_then(Json::items).unwrap_or_default();
                for geometry in geometries.iter() {
                    self.geometry(geometry, called, depth + 1)?;
                }
            }
            _ => self.unknown += 1,
        }
        Ok(())
    }

    fn point(&mut self, json: Option<&Json<'_>>, called: Called<'_>) -> Result<(), ReadOverlayError> {
        match json.and_then(position) {
            Some(at) => {
                self.count(1)?;
                self.name(called, at, true);
            }
            None => self.outside += 1,
        }
        Ok(())
    }

    fn line(&mut self, json: Option<&Json<'_>>, called: Called<'_>) -> Result<(), ReadOverlayError> {
        let Some(points) = json.and_then(positions) else {
            self.outside += 1;
            return Ok(());
        };
        self.count(points.len())?;
        let middle = points.get(points.len() / 2).copied();
        match LinePiece::of(LineKind::Other, points) {
            Some(line) => self.overlay.pieces.lines.push(line),
            None => self.shapeless += 1,
        }
        if let Some(middle) = middle {
            self.name_if_any(called, middle);
        }
        Ok(())
    }

    fn area(&mut self, json: Option<&Json<'_>>, called: Called<'_>) -> Result<(), ReadOverlayError> {
        let rings = json.and_then(Json::items).unwrap_or_default();
        let rings: Option<Vec<Vec<[f64; 2]>>> = rings.iter().map(positions).collect();
        let Some(mut rings) = rings.filter(|rings| !rings.is_empty()) else {
            self.outside += 1;
            return Ok(());
        };
        self.count(rings.iter().map(Vec::len).sum())?;
        for ring in &mut rings {
            if ring.len() > 1 && ring.first() == ring.last() {
                ring.pop();
            }
        }
        match AreaPiece::of(AreaKind::Other, &rings, &mut self.filler) {
            Some(area) => {
                let bounds = area.bounds;
                self.overlay.pieces.areas.push(area);
                let middle = [
                    f64::midpoint(bounds.west, bounds.east),
                    f64::midpoint(bounds.north, bounds.south),
                ];
                self.name_if_any(called, middle);
            }
            None => self.shapeless += 1,
        }
        Ok(())
    }

    fn name_if_any(&mut self, called: Called<'_>, at: [f64; 2]) {
        if called.name.or(called.name_ar).is_some() {
            self.name(called, at, false);
        }
    }

    fn name(&mut self, called: Called<'_>, at: [f64; 2], dotted: bool) {
        let name = called.name.or(called.name_ar).unwrap_or_default();
        let name_ar = called.name_ar.filter(|arabic| *arabic != name);
        self.overlay.pieces.names.push(NamePiece {
            kind: NameKind::Other,
            at,
            name: super::plain_text(name),
            name_ar: name_ar.map(super::plain_text),
            dotted,
        });
    }

    fn count(&mut self, vertices: usize) -> Result<(), ReadOverlayError> {
        self.vertices += vertices;
        if self.vertices > MAX_VERTICES {
            let (what, most) = ("vertices", MAX_VERTICES as u64);
            return Err(ReadOverlayError::TooLarge { what, most });
        }
        Ok(())
    }

    fn finish(mut self, json: &Json<'_>) -> Result<Overlay, ReadOverlayError> {
        for (count, what) in [
            (
                self.outside,
                "have coordinates that are not on Earth (longitude comes first)",
            ),
            (self.shapeless, "have no shape"),
            (self.unknown, "have a geometry of an unknown kind"),
        ] {
            if count > 0 {
                self.overlay.notes.push(format!("{count} of its features {what}"));
            }
        }
        let pieces = &self.overlay.pieces;
        if pieces.areas.is_empty() && pieces.lines.is_empty() && pieces.names.is_empty() {
            let kind = json
                .get("type")
                .map_or_else(|| "no GeoJSON".to_owned(), Json::shown);
            let why = if self.overlay.notes.is_empty() {
                format!("it is {kind}, without features")
            } else {
                self.overlay.notes.join("; ")
            };
            return Err(ReadOverlayError::Empty(why));
        }
        let credit = json.get("attribution").and_then(Json::as_text);
        self.overlay.credit = super::plain_text(credit.unwrap_or_default());
        Ok(self.overlay)
    }
}

/// Returns where a position is in the unit square; `None` where it is not on Earth.
fn position(json: &Json<'_>) -> Option<[f64; 2]> {
    let Json::Numbers(numbers) = json else {
        return None;
    };
    let mut numbers = tokens(numbers).map(float);
    let (lon, lat) = (numbers.next()?, numbers.next()?);
    let on_earth = (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat);
    on_earth.then(|| unit_from_degrees(lat, lon))
}

fn positions(json: &Json<'_>) -> Option<Vec<[f64; 2]>> {
    json.items()?.iter().map(position).collect()
}
