//! Placemarks as features, with what their folders and names say of them.

use std::borrow::Cow;

use super::super::Options;
use super::super::geojson::json::Json;
use super::super::groups::ShapeSort;
use super::super::hints::{Hint, Whence, hint};
use super::super::note::{NoteSort, Notes};
use super::super::typed::{known_name, typed};
use super::coordinates::positions;
use super::document::{Document, Placemark, Shape};
use super::html::plain;

/// Returns a document as a collection of features, and notes what was guessed and left out on the way.
pub(super) fn collection_of<'d>(
    document: &'d Document<'_>,
    options: &Options<'_>,
    notes: &mut Notes,
) -> Json<'d> {
    for (what, count) in &document.ignored {
        notes.about_file(NoteSort::Dropped, format!("{what}: {count}"));
    }
    let features = document.placemarks.iter().enumerate();
    let features = features.map(|(place, placemark)| {
        let mut maker = Maker {
            document,
            placemark,
            place,
            notes,
        };
        maker.feature(options)
    });
    let mut members = vec![
        (Cow::Borrowed("type"), text("FeatureCollection")),
        (Cow::Borrowed("features"), Json::List(features.collect())),
    ];
    if !document.title.is_empty() {
        members.push((Cow::Borrowed("name"), text(&document.title)));
    }
    Json::Map(members)
}

/// Turns one placemark into a feature.
struct Maker<'m, 'd, 't> {
    document: &'d Document<'t>,
    placemark: &'d Placemark<'t>,
    place: usize,
    notes: &'m mut Notes,
}

impl<'d> Maker<'_, 'd, '_> {
    fn feature(&mut self, options: &Options<'_>) -> Json<'d> {
        let placemark = self.placemark;
        let (geometry, shape) = self.geometry();
        let mut properties = self.properties();
        let says_kind = properties
            .iter()
            .any(|(name, value)| name == "kind" && *value != text(""));
        if !says_kind && options.kind.is_none() {
            self.guess(shape, &mut properties);
        }
        let mut members = vec![(Cow::Borrowed("type"), text("Feature"))];
        if let Some(id) = &placemark.id {
            members.push((Cow::Borrowed("id"), text(id)));
        }
        members.push((Cow::Borrowed("properties"), Json::Map(properties)));
        members.push((Cow::Borrowed("geometry"), geometry));
        Json::Map(members)
    }

    fn properties(&mut self) -> Vec<(Cow<'d, str>, Json<'d>)> {
        let placemark = self.placemark;
        let mut properties: Vec<(Cow<'d, str>, Json<'d>)> = Vec::new();
        for (name, value) in &placemark.properties {
            let known = known_name(name);
            let name = known.map_or(Cow::Borrowed(name.as_str()), Cow::Borrowed);
            // A table of another program fills every column.
            if known.is_none() && value.trim().is_empty() {
                continue;
            }
            let value = typed(&name, value);
            properties.push((name, value));
        }
        let name = placemark.name.trim();
        if !name.is_empty() {
            properties.retain(|(known, _)| known != "name");
            properties.push((Cow::Borrowed("name"), text(name)));
        }
        let says_notes = |(known, value): &(Cow<'_, str>, Json<'_>)| known == "notes" && *value != text("");
        let description = plain(&placemark.description);
        if !description.is_empty() && !properties.iter().any(says_notes) {
            properties.push((Cow::Borrowed("notes"), Json::Text(Cow::Owned(description))));
        }
        let path = self.document.path(placemark.folder);
        if !path.is_empty() {
            properties.push((Cow::Borrowed("folder"), Json::Text(Cow::Owned(path.join("/")))));
        }
        if let Some((begin, end)) = &placemark.span {
            let mut span = Vec::new();
            for (name, value) in [("begin", begin), ("end", end)] {
                if !value.is_empty() {
                    span.push((Cow::Borrowed(name), text(value)));
                }
            }
            properties.push((Cow::Borrowed("TimeSpan"), Json::Map(span)));
        }
        properties
    }

    /// Guesses what a placemark is from its folders, the innermost first, then from its name, then from
    /// the title of the file.
    fn guess(&mut self, shape: ShapeSort, properties: &mut Vec<(Cow<'d, str>, Json<'d>)>) {
        let folders = self.document.path(self.placemark.folder).into_iter().rev();
        let folders = folders.map(|name| (name, Whence::Label, "folder"));
        let name = (&*self.placemark.name, Whence::Name, "name");
        let title = (self.document.title.as_str(), Whence::Label, "title of the file");
        let mut found: Option<(Hint, &str)> = None;
        for (words, whence, what) in folders.chain([name, title]) {
            let Some(next) = hint(words, shape, whence) else {
                continue;
            };
            match &mut found {
                None => found = Some((next, what)),
                // `Sites` says the kind; that this one is a hospital is said by its name.
                Some((hint, _)) if hint.which.is_none() && hint.kind == next.kind => hint.which = next.which,
                Some(_) => {}
            }
        }
        let Some((Hint { kind, which }, what)) = found else {
            return;
        };
        properties.push((Cow::Borrowed("kind"), text(kind.word())));
        let mut told = kind.word().to_owned();
        if let Some((name, value)) = which
            && !properties.iter().any(|(known, _)| known == name)
        {
            properties.push((Cow::Borrowed(name), text(value)));
            told = format!("{told} ({value})");
        }
        self.notes.about(
            self.place,
            NoteSort::Guessed,
            format!("kind {told}, from its {what}"),
        );
    }

    /// Returns the geometry, and how it is drawn.
    fn geometry(&mut self) -> (Json<'d>, ShapeSort) {
        let shapes: Vec<(Json<'d>, ShapeSort)> = self
            .placemark
            .shapes
            .iter()
            .filter_map(|shape| {
                let read = read_shape(shape);
                read.map_err(|reason| self.notes.about(self.place, NoteSort::Dropped, reason))
                    .ok()
            })
            .collect();
        let mut sorts: Vec<ShapeSort> = shapes.iter().map(|(_, sort)| *sort).collect();
        sorts.dedup();
        let sort = match sorts.as_slice() {
            [] => ShapeSort::Nothing,
            [only] => *only,
            _ => ShapeSort::Mixed,
        };
        let mut geometries: Vec<Json<'d>> = shapes.into_iter().map(|(geometry, _)| geometry).collect();
        let geometry = match geometries.len() {
            0 => Json::Null,
            1 => geometries.remove(0),
            _ => Json::Map(vec![
                (Cow::Borrowed("type"), text("GeometryCollection")),
                (Cow::Borrowed("geometries"), Json::List(geometries)),
            ]),
        };
        (geometry, sort)
    }
}

fn read_shape<'d>(shape: &'d Shape<'_>) -> Result<(Json<'d>, ShapeSort), String> {
    let (name, sort, coordinates) = match shape {
        Shape::Point(list) => {
            let mut positions = positions(list)?.into_iter();
            let point = positions.next().unwrap_or(Json::List(Vec::new()));
            if positions.next().is_some() {
                return Err("a point of several positions".to_owned());
            }
            ("Point", ShapeSort::Point, point)
        }
        Shape::Line(list) => ("LineString", ShapeSort::Line, Json::List(positions(list)?)),
        Shape::Polygon { outer, holes } => {
            let outer = outer.as_ref().ok_or("a polygon without an outer ring")?;
            let rings: Result<Vec<_>, String> = std::iter::once(outer)
                .chain(holes)
                .map(|ring| Ok(Json::List(positions(ring)?)))
                .collect();
            ("Polygon", ShapeSort::Area, Json::List(rings?))
        }
        Shape::Unknown(name) => return Err(format!("a <{name}>, which is no shape on the ground")),
    };
    let geometry = vec![
        (Cow::Borrowed("type"), text(name)),
        (Cow::Borrowed("coordinates"), coordinates),
    ];
    Ok((Json::Map(geometry), sort))
}

fn text(text: &str) -> Json<'_> {
    Json::Text(Cow::Borrowed(text))
}
