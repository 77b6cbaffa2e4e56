//! A KML file as placemarks in folders: what is written, with nothing made of it yet.

use std::borrow::Cow;

use super::ReadKmlError;
use super::events::{Events, Piece, Tag};

/// Placemarks in a file.
const MAX_PLACEMARKS: usize = 100_000;
/// Longest text that is read, in bytes; a description with pictures in it can be longer than a plan takes.
const MAX_TEXT: usize = 1024 * 1024;
/// Longest list of coordinates, in bytes.
const MAX_COORDINATES: usize = 64 * 1024 * 1024;
/// Properties of one placemark.
const MAX_PROPERTIES: usize = 1000;

/// What a KML file says.
#[derive(Default)]
pub(super) struct Document<'t> {
    /// The name of the outermost document.
    pub title: String,
    pub folders: Vec<Folder>,
    pub placemarks: Vec<Placemark<'t>>,
    /// What is left out, and how often: network links and pictures laid on the ground.
    pub ignored: Vec<(&'static str, usize)>,
}

/// A folder, or a document within another.
#[derive(Default)]
pub(super) struct Folder {
    pub name: String,
    /// The folder it lies in.
    pub parent: Option<usize>,
}

/// A placemark.
#[derive(Default)]
pub(super) struct Placemark<'t> {
    /// The line it begins on, counted from 1.
    pub line: usize,
    pub id: Option<String>,
    pub name: Cow<'t, str>,
    pub description: Cow<'t, str>,
    /// The folder it lies in; none: the document itself.
    pub folder: Option<usize>,
    /// What else it says, by name, in order.
    pub properties: Vec<(String, Cow<'t, str>)>,
    /// Begin and end, as written; an instant has both alike.
    pub span: Option<(String, String)>,
    pub shapes: Vec<Shape<'t>>,
}

/// A geometry, its coordinates as written.
pub(super) enum Shape<'t> {
    Point(Cow<'t, str>),
    Line(Cow<'t, str>),
    Polygon {
        outer: Option<Cow<'t, str>>,
        holes: Vec<Cow<'t, str>>,
    },
    /// Something that is no shape here, such as a model of a building.
    Unknown(String),
}

impl Document<'_> {
    /// Returns the folders from the outermost to this one.
    pub(super) fn path(&self, folder: Option<usize>) -> Vec<&str> {
        let mut names = Vec::new();
        let mut next = folder;
        while let Some(folder) = next.and_then(|place| self.folders.get(place)) {
            if !folder.name.is_empty() {
                names.push(folder.name.as_str());
            }
            next = folder.parent;
        }
        names.reverse();
        names
    }
}

/// Reads a file.
pub(super) fn read(text: &str) -> Result<Document<'_>, ReadKmlError> {
    let mut reader = DocumentReader {
        events: Events::new(text),
        document: Document::default(),
    };
    let mut first = reader.events.next()?;
    while matches!(&first, Piece::Text(text) if text.trim().is_empty()) {
        first = reader.events.next()?;
    }
    match first {
        Piece::Open(tag) if matches!(tag.name.as_str(), "kml" | "Document" | "Folder" | "Placemark") => {
            reader.element(&tag, None)?;
        }
        Piece::Open(Tag { name, .. }) => {
            let element = name.chars().take(40).collect();
            return Err(ReadKmlError::NotKml { element });
        }
        Piece::Text(_) | Piece::Close => {
            let line = reader.events.line();
            let what = "it begins with text instead of an element".to_owned();
            return Err(ReadKmlError::NotXml { line, what });
        }
        Piece::End => {
            let what = "it is empty".to_owned();
            return Err(ReadKmlError::NotXml { line: 1, what });
        }
    }
    // What stands behind the end of it must at least be closed.
    while !matches!(reader.events.next()?, Piece::End) {}
    Ok(reader.document)
}

struct DocumentReader<'t> {
    events: Events<'t>,
    document: Document<'t>,
}

impl<'t> DocumentReader<'t> {
    /// Reads a container or a placemark whose beginning was read.
    fn element(&mut self, tag: &Tag<'t>, folder: Option<usize>) -> Result<(), ReadKmlError> {
        match tag.name.as_str() {
            // The outermost document is the file itself.
            "Document" if folder.is_none() && self.document.title.is_empty() => self.members(None, true),
            "Document" | "Folder" => {
                self.document.folders.push(Folder {
                    name: String::new(),
                    parent: folder,
                });
                self.members(Some(self.document.folders.len() - 1), false)
            }
            // An update of another file holds placemarks of that file: not read.
            "kml" => self.members(folder, false),
            "Placemark" => self.placemark(tag, folder),
            "NetworkLink" => self.ignore("network links, since nothing is fetched"),
            "GroundOverlay" | "ScreenOverlay" | "PhotoOverlay" => {
                self.ignore("pictures laid on the ground or the screen")
            }
            _ => self.events.skip(),
        }
    }

    /// Reads what a container holds.
    fn members(&mut self, folder: Option<usize>, is_file: bool) -> Result<(), ReadKmlError> {
        loop {
            match self.events.next()? {
                Piece::Open(tag) if tag.name == "name" => {
                    let name = self.events.content(MAX_TEXT)?.trim().to_owned();
                    match folder.and_then(|place| self.document.folders.get_mut(place)) {
                        Some(folder) => folder.name = name,
                        None if is_file => self.document.title = name,
                        None => {}
                    }
                }
                Piece::Open(tag) => self.element(&tag, folder)?,
                Piece::Text(_) => {}
                Piece::Close | Piece::End => return Ok(()),
            }
        }
    }

    fn ignore(&mut self, what: &'static str) -> Result<(), ReadKmlError> {
        let ignored = &mut self.document.ignored;
        match ignored.iter_mut().find(|(known, _)| *known == what) {
            Some((_, count)) => *count += 1,
            None => ignored.push((what, 1)),
        }
        self.events.skip()
    }

    fn placemark(&mut self, tag: &Tag<'t>, folder: Option<usize>) -> Result<(), ReadKmlError> {
        if self.document.placemarks.len() == MAX_PLACEMARKS {
            let what = format!("the file has more than {MAX_PLACEMARKS} placemarks");
            return Err(self.events.too_much(what, "split it"));
        }
        let mut placemark = Placemark {
            line: self.events.line(),
            id: tag.attribute("id").filter(|id| !id.is_empty()),
            folder,
            ..Placemark::default()
        };
        loop {
            let tag = match self.events.next()? {
                Piece::Open(tag) => tag,
                Piece::Text(_) => continue,
                Piece::Close | Piece::End => break,
            };
            match tag.name.as_str() {
                "name" => placemark.name = self.events.content(MAX_TEXT)?,
                "description" => placemark.description = self.events.content(MAX_TEXT)?,
                "address" | "phoneNumber" => {
                    let value = self.events.content(MAX_TEXT)?;
                    self.property(&mut placemark, tag.name, value)?;
                }
                "ExtendedData" => self.extended_data(&mut placemark)?,
                "TimeSpan" => placemark.span = Some(self.span()?),
                "TimeStamp" => placemark.span = Some(self.stamp()?),
                name if is_geometry(name) => self.shape(&tag, &mut placemark.shapes)?,
                _ => self.events.skip()?,
            }
        }
        self.document.placemarks.push(placemark);
        Ok(())
    }

    fn property(
        &mut self,
        placemark: &mut Placemark<'t>,
        name: String,
        value: Cow<'t, str>,
    ) -> Result<(), ReadKmlError> {
        if placemark.properties.len() == MAX_PROPERTIES {
            let what = format!("a placemark has more than {MAX_PROPERTIES} properties");
            return Err(self.events.too_much(what, "export fewer columns"));
        }
        placemark.properties.push((name, value));
        Ok(())
    }

    /// Reads `Data`, `SchemaData` and elements of other name spaces.
    fn extended_data(&mut self, placemark: &mut Placemark<'t>) -> Result<(), ReadKmlError> {
        loop {
            let tag = match self.events.next()? {
                Piece::Open(tag) => tag,
                Piece::Text(_) => continue,
                Piece::Close | Piece::End => return Ok(()),
            };
            match tag.name.as_str() {
                "Data" => {
                    let value = self.inner("value")?;
                    if let Some(name) = tag.attribute("name") {
                        self.property(placemark, name, value)?;
                    }
                }
                // Its `SimpleData` stand where they are: one loop reads both.
                "SchemaData" => self.extended_data(placemark)?,
                name => {
                    let name = tag.attribute("name").unwrap_or_else(|| name.to_owned());
                    let value = self.events.content(MAX_TEXT)?;
                    self.property(placemark, name, value)?;
                }
            }
        }
    }

    /// Reads the text of one inner element; the others are left out.
    fn inner(&mut self, name: &str) -> Result<Cow<'t, str>, ReadKmlError> {
        let mut found = Cow::Borrowed("");
        loop {
            match self.events.next()? {
                Piece::Open(tag) if tag.name == name => found = self.events.content(MAX_TEXT)?,
                Piece::Open(_) => self.events.skip()?,
                Piece::Text(_) => {}
                Piece::Close | Piece::End => return Ok(found),
            }
        }
    }

    fn span(&mut self) -> Result<(String, String), ReadKmlError> {
        let mut span = (String::new(), String::new());
        loop {
            match self.events.next()? {
                Piece::Open(tag) if tag.name == "begin" => {
                    self.events.content(MAX_TEXT)?.trim().clone_into(&mut span.0);
                }
                Piece::Open(tag) if tag.name == "end" => {
                    self.events.content(MAX_TEXT)?.trim().clone_into(&mut span.1);
                }
                Piece::Open(_) => self.events.skip()?,
                Piece::Text(_) => {}
                Piece::Close | Piece::End => return Ok(span),
            }
        }
    }

    fn stamp(&mut self) -> Result<(String, String), ReadKmlError> {
        let when = self.inner("when")?.trim().to_owned();
        Ok((when.clone(), when))
    }

    /// Reads a geometry whose beginning was read; one of several becomes several.
    fn shape(&mut self, tag: &Tag<'t>, shapes: &mut Vec<Shape<'t>>) -> Result<(), ReadKmlError> {
        match tag.name.as_str() {
            "Point" => shapes.push(Shape::Point(self.coordinates()?)),
            "LineString" | "LinearRing" => shapes.push(Shape::Line(self.coordinates()?)),
            "Polygon" => {
                let polygon = self.polygon()?;
                shapes.push(polygon);
            }
            "Track" => {
                let track = self.track()?;
                shapes.push(track);
            }
            "MultiGeometry" | "MultiTrack" => loop {
                match self.events.next()? {
                    Piece::Open(tag) if is_geometry(&tag.name) => self.shape(&tag, shapes)?,
                    Piece::Open(_) => self.events.skip()?,
                    Piece::Text(_) => {}
                    Piece::Close | Piece::End => return Ok(()),
                }
            },
            _ => {
                shapes.push(Shape::Unknown(tag.name.chars().take(40).collect()));
                self.events.skip()?;
            }
        }
        Ok(())
    }

    /// Reads the coordinates of the element that was opened last.
    fn coordinates(&mut self) -> Result<Cow<'t, str>, ReadKmlError> {
        let mut found = Cow::Borrowed("");
        loop {
            match self.events.next()? {
                Piece::Open(tag) if tag.name == "coordinates" => {
                    found = self.events.content(MAX_COORDINATES)?;
                }
                Piece::Open(_) => self.events.skip()?,
                Piece::Text(_) => {}
                Piece::Close | Piece::End => return Ok(found),
            }
        }
    }

    fn polygon(&mut self) -> Result<Shape<'t>, ReadKmlError> {
        let (mut outer, mut holes) = (None, Vec::new());
        loop {
            match self.events.next()? {
                Piece::Open(tag) if tag.name == "outerBoundaryIs" => outer = self.rings()?.into_iter().next(),
                Piece::Open(tag) if tag.name == "innerBoundaryIs" => holes.extend(self.rings()?),
                Piece::Open(_) => self.events.skip()?,
                Piece::Text(_) => {}
                Piece::Close | Piece::End => return Ok(Shape::Polygon { outer, holes }),
            }
        }
    }

    /// Reads the rings of a boundary: the standard wants one, but some write every hole into one element.
    fn rings(&mut self) -> Result<Vec<Cow<'t, str>>, ReadKmlError> {
        let mut rings = Vec::new();
        loop {
            match self.events.next()? {
                Piece::Open(tag) if tag.name == "LinearRing" => rings.push(self.coordinates()?),
                Piece::Open(_) => self.events.skip()?,
                Piece::Text(_) => {}
                Piece::Close | Piece::End => return Ok(rings),
            }
        }
    }

    /// Reads a track, whose positions have blanks between their numbers, as a line.
    fn track(&mut self) -> Result<Shape<'t>, ReadKmlError> {
        let mut line = String::new();
        loop {
            match self.events.next()? {
                Piece::Open(tag) if tag.name == "coord" => {
                    let point = self.events.content(MAX_TEXT)?;
                    let numbers: Vec<&str> = point.split_whitespace().collect();
                    line.push_str(&numbers.join(","));
                    line.push(' ');
                }
                Piece::Open(_) => self.events.skip()?,
                Piece::Text(_) => {}
                Piece::Close | Piece::End => return Ok(Shape::Line(Cow::Owned(line))),
            }
        }
    }
}

fn is_geometry(name: &str) -> bool {
    matches!(
        name,
        "Point"
            | "LineString"
            | "LinearRing"
            | "Polygon"
            | "MultiGeometry"
            | "Track"
            | "MultiTrack"
            | "Model"
    )
}
