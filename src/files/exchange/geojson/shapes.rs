//! GeoJSON geometries to the plan's shapes.
//!
//! Shapes stay as drawn: rings of either orientation, short or crossing themselves; checks speak of those.
//! A polygon of several parts is one area. Lines and points of several parts become one object each, since
//! the plan knows no such lines and points.

use crate::files::exchange::{MapKind, NoteSort};
use crate::geometry::{Area, Geometry, Part, Path, Position, PositionError, Ring};

use super::super::note::Notes;
use super::json::{Json, float, tokens};

/// What is read of one geometry.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    /// The shapes: all polygons as one area, each line and each point by itself.
    pub shapes: Vec<Geometry>,
    /// How many vertices they have.
    pub vertices: usize,
}

/// Reads geometries and notes what it leaves out.
pub(super) struct ShapeReader<'n> {
    pub notes: &'n mut Notes,
    /// The object that the shapes belong to.
    pub feature: usize,
}

impl ShapeReader<'_> {
    /// Reads a geometry; the error says why nothing of it can be taken.
    pub(super) fn read(&mut self, geometry: &Json<'_>) -> Result<Shapes, String> {
        let mut pieces = Vec::new();
        self.pieces(geometry, &mut pieces)?;
        let mut shapes = Shapes::default();
        let mut area = Area::default();
        let mut place = 0;
        for piece in pieces {
            match piece {
                Geometry::Area(more) => {
                    if area.parts.is_empty() {
                        place = shapes.shapes.len();
                    }
                    area.parts.extend(more.parts);
                }
                piece => shapes.shapes.push(piece),
            }
        }
        if !area.parts.is_empty() {
            shapes.shapes.insert(place, Geometry::Area(area));
        }
        if shapes.shapes.is_empty() {
            return Err("the geometry has no positions".to_owned());
        }
        shapes.vertices = shapes.shapes.iter().map(|shape| shape.points().len()).sum();
        Ok(shapes)
    }

    fn pieces(&mut self, geometry: &Json<'_>, pieces: &mut Vec<Geometry>) -> Result<(), String> {
        let kind = geometry.get("type").and_then(Json::as_text);
        let kind = kind.ok_or("the geometry does not say its type")?;
        if kind == "GeometryCollection" {
            let members = list(geometry.get("geometries"), "geometries")?;
            for member in members.iter() {
                self.pieces(member, pieces)?;
            }
            return Ok(());
        }
        let coordinates = geometry.get("coordinates");
        match kind {
            "Point" => {
                // An empty list is a point that is nowhere, as some programs write it.
                if list(coordinates, "coordinates")?.is_empty() {
                    return Ok(());
                }
                pieces.push(Geometry::Point(self.position(coordinates)?));
            }
            "MultiPoint" => {
                let points = self.positions(coordinates)?;
                pieces.extend(points.into_iter().map(Geometry::Point));
            }
            "LineString" => pieces.extend(self.line(coordinates)?),
            "MultiLineString" => {
                for line in list(coordinates, "coordinates")?.iter() {
                    pieces.extend(self.line(Some(line))?);
                }
            }
            "Polygon" => {
                let parts = self.part(coordinates)?.into_iter().collect();
                pieces.push(Geometry::Area(Area { parts }));
            }
            "MultiPolygon" => {
                let mut parts = Vec::new();
                for polygon in list(coordinates, "coordinates")?.iter() {
                    parts.extend(self.part(Some(polygon))?);
                }
                pieces.push(Geometry::Area(Area { parts }));
            }
            other => return Err(format!("`{}` is no type of geometry", short(other))),
        }
        Ok(())
    }

    fn line(&mut self, line: Option<&Json<'_>>) -> Result<Option<Geometry>, String> {
        let points = self.positions(line)?;
        if points.is_empty() {
            self.notes
                .about(self.feature, NoteSort::Dropped, "a line without positions");
            return Ok(None);
        }
        Ok(Some(Geometry::Path(Path::new(points))))
    }

    fn part(&mut self, polygon: Option<&Json<'_>>) -> Result<Option<Part>, String> {
        let mut rings = Vec::new();
        for (place, ring) in list(polygon, "a polygon's coordinates")?.iter().enumerate() {
            let points = self.positions(Some(ring))?;
            if points.is_empty() {
                self.notes
                    .about(self.feature, NoteSort::Dropped, "a ring without positions");
                if place == 0 {
                    return Ok(None);
                }
                continue;
            }
            if points.len() > 1 && points.first() != points.last() {
                let text = "a ring whose last position is not its first is closed";
                self.notes.about(self.feature, NoteSort::Guessed, text);
            }
            rings.push(Ring::new(points));
        }
        let mut rings = rings.into_iter();
        Ok(rings.next().map(|outer| Part {
            outer,
            holes: rings.collect(),
        }))
    }

    /// Reads a list of positions.
    pub(super) fn positions(&mut self, positions: Option<&Json<'_>>) -> Result<Vec<Position>, String> {
        let positions = list(positions, "coordinates")?;
        let mut points = Vec::with_capacity(positions.len());
        for (place, position) in positions.iter().enumerate() {
            let point = self.position(Some(position));
            points.push(point.map_err(|reason| format!("position {place}: {reason}"))?);
        }
        Ok(points)
    }

    /// Reads one position, longitude first; an altitude is left out.
    pub(super) fn position(&mut self, position: Option<&Json<'_>>) -> Result<Position, String> {
        let Some(Json::Numbers(numbers)) = position else {
            return Err("a position is a list of two numbers, longitude and latitude".to_owned());
        };
        let mut numbers = tokens(numbers).map(float);
        let (Some(longitude), Some(latitude)) = (numbers.next(), numbers.next()) else {
            return Err("a position is a list of two numbers, longitude and latitude".to_owned());
        };
        if numbers.next().is_some() {
            self.notes.about(self.feature, NoteSort::Dropped, "altitudes");
        }
        Position::new(latitude, longitude).map_err(|error| match error {
            PositionError::Latitude(degrees) if Position::new(longitude, degrees).is_ok() => {
                format!("{error}; the longitude comes first")
            }
            error => error.to_string(),
        })
    }
}

/// Says how a kind of object can be drawn, where the shape is none of that.
pub(super) fn refuse_misfit(kind: MapKind, shape: &Geometry) -> Result<(), String> {
    let (fits, wanted) = match kind {
        MapKind::AreaOfOperations | MapKind::Sector => (shape.as_area().is_some(), "a polygon"),
        MapKind::Force => (shape.as_point().is_some(), "a point"),
        MapKind::Boundary | MapKind::Corridor => (shape.as_path().is_some(), "a line"),
        MapKind::Measure | MapKind::Site => (true, ""),
    };
    if fits {
        return Ok(());
    }
    Err(format!(
        "kind {} wants {wanted}, not {}",
        kind.word(),
        word_of(shape)
    ))
}

/// Returns what a shape is called in messages.
pub(super) fn word_of(shape: &Geometry) -> &'static str {
    match shape {
        Geometry::Point(_) => "a point",
        Geometry::Path(_) => "a line",
        Geometry::Area(_) => "a polygon",
    }
}

/// Returns true where two shapes differ at most in the direction of their rings.
pub(super) fn same_ground(one: &Area, other: &Area) -> bool {
    let same_ring = |(one, other): (&Ring, &Ring)| {
        one == other
            || one.points.first() == other.points.first()
                && one.points.iter().skip(1).eq(other.points.iter().skip(1).rev())
    };
    let holes = |area: &Area| area.parts.iter().map(|part| part.holes.len()).collect::<Vec<_>>();
    holes(one) == holes(other) && one.rings().zip(other.rings()).all(same_ring)
}

fn list<'j>(json: Option<&'j Json<'_>>, name: &str) -> Result<std::borrow::Cow<'j, [Json<'j>]>, String> {
    json.and_then(Json::items)
        .ok_or_else(|| format!("{name} is not a list"))
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}
