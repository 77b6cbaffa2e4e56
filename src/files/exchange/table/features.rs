//! Rows as features, with what their words say of them.

use std::borrow::Cow;

use crate::geometry::Bounds;
use crate::model::{Echelon, Function};

use super::super::geojson::json::Json;
use super::super::groups::ShapeSort;
use super::super::hints::{self, Hint, Whence, hint};
use super::super::note::{NoteSort, Notes};
use super::super::typed::{KNOWN, typed};
use super::super::{MapKind, Options};
use super::look::TableLook;
use super::mapping::Field;
use super::place::{self, Placed};
use super::rows::{Row, Table};
use super::wkt;

/// Columns that only an order of battle has.
const FORMATIONS: [&str; 5] = ["echelon", "function", "personnel", "sidc", "superior"];

/// Where a row is, or why that cannot be said.
pub(super) struct Located {
    placed: Result<Option<Placed>, String>,
    doubt: Option<&'static str>,
}

/// Returns where each row is.
pub(super) fn located(table: &Table<'_>, look: &TableLook, options: &Options<'_>) -> Vec<Located> {
    // A grid reference without its zone lies where the plan is.
    let area = options
        .into
        .and_then(|plan| plan.info.area_of_operations.as_ref());
    let near = area.and_then(|area| Bounds::of_line(area.points()));
    let columns =
        [Field::Wkt, Field::Position, Field::Latitude, Field::Longitude].map(|field| look.column(field));
    table.rows.iter().map(|row| locate(row, columns, near)).collect()
}

fn locate(row: &Row<'_>, columns: [Option<usize>; 4], near: Option<Bounds>) -> Located {
    let [shape, position, latitude, longitude] =
        columns.map(|column| column.map_or("", |column| row.cell(column)));
    let mut doubt = None;
    let placed = if !shape.is_empty() {
        wkt::read(shape).map(Some)
    } else if !position.is_empty() {
        place::of_one(position, near).map(|(position, why)| {
            doubt = why;
            Some(Placed::Point(place::numbers(position)))
        })
    } else if latitude.is_empty() && longitude.is_empty() {
        Ok(None)
    } else {
        let position = place::of_two(latitude, longitude);
        position.map(|position| Some(Placed::Point(place::numbers(position))))
    };
    Located { placed, doubt }
}

/// Returns a table as a collection of features, and notes what was guessed and left out on the way.
pub(super) fn collection_of<'d>(
    table: &'d Table<'_>,
    look: &'d TableLook,
    located: &'d [Located],
    options: &Options<'_>,
    notes: &mut Notes,
) -> Json<'d> {
    let of_formations = |name: &'static str| look.column(Field::Property(name)).is_some();
    let is_order_of_battle = FORMATIONS.into_iter().any(of_formations);
    let rows = table.rows.iter().zip(located).enumerate();
    let features = rows.map(|(place, (row, located))| {
        let mut maker = Maker {
            look,
            row,
            located,
            place,
            is_order_of_battle,
            notes,
        };
        maker.feature(options)
    });
    Json::Map(vec![
        (Cow::Borrowed("type"), text("FeatureCollection")),
        (Cow::Borrowed("features"), Json::List(features.collect())),
    ])
}

/// Turns one row into a feature.
struct Maker<'m, 'd, 't> {
    look: &'d TableLook,
    row: &'d Row<'t>,
    located: &'d Located,
    place: usize,
    is_order_of_battle: bool,
    notes: &'m mut Notes,
}

type Properties<'d> = Vec<(Cow<'d, str>, Json<'d>)>;

impl<'d> Maker<'_, 'd, '_> {
    fn feature(&mut self, options: &Options<'_>) -> Json<'d> {
        let (geometry, shape) = self.geometry();
        let mut properties = Properties::new();
        for (column, look) in self.look.columns.iter().enumerate() {
            let cell = self.row.cell(column);
            match look.field {
                _ if cell.is_empty() => {}
                Field::Property(name) => {
                    let value = self.property(name, cell);
                    properties.push((Cow::Borrowed(name), value));
                }
                Field::Keep => properties.push((kept_name(&look.name), text(cell))),
                _ => {}
            }
        }
        self.kind(shape, options, &mut properties);
        let mut members = vec![(Cow::Borrowed("type"), text("Feature"))];
        let id = properties.iter().position(|(name, _)| name == "id");
        if let Some(id) = id {
            members.push((Cow::Borrowed("id"), properties.remove(id).1));
        }
        members.push((Cow::Borrowed("properties"), Json::Map(properties)));
        members.push((Cow::Borrowed("geometry"), geometry));
        Json::Map(members)
    }

    /// Returns a property, in the model's word where another word means it.
    fn property(&mut self, name: &'static str, cell: &'d str) -> Json<'d> {
        let tidy = cell.to_lowercase().replace(['_', ' '], "-");
        let meant = match name {
            "echelon" if Echelon::from_word(&tidy).is_none() => hints::echelon(cell).map(Echelon::word),
            "function" if Function::from_word(&tidy).is_none() => hints::function(cell).map(Function::word),
            _ => None,
        };
        let Some(meant) = meant else {
            return typed(name, cell);
        };
        self.guessed(format!("{name}: {meant}, from `{}`", short(cell)));
        text(meant)
    }

    /// Says what a row is: by its word for it, by the table's columns, by its name.
    fn kind(&mut self, shape: ShapeSort, options: &Options<'_>, properties: &mut Properties<'d>) {
        let word = self
            .look
            .column(Field::Type)
            .map_or("", |column| self.row.cell(column));
        let tidy = word.to_lowercase().replace([' ', '-'], "_");
        if let Some(kind) = MapKind::from_word(&tidy) {
            properties.push((Cow::Borrowed("kind"), text(kind.word())));
            return;
        }
        let mut is_word_used = word.is_empty();
        if let Some(asked) = options.kind {
            // What sort of it is still said by its word.
            if let Some(Hint {
                kind,
                which: Some((name, value)),
            }) = hint(word, shape, Whence::Label)
                && kind == asked
            {
                is_word_used = true;
                self.which(name, value, properties);
            }
        } else if let Some((Hint { kind, which }, whence)) = self.guess(word, shape, properties) {
            is_word_used |= whence == Whence::Label;
            properties.push((Cow::Borrowed("kind"), text(kind.word())));
            if let Some((name, value)) = which {
                self.which(name, value, properties);
            }
            let function = hints::function(word).filter(|_| kind == MapKind::Force);
            if let Some(function) = function {
                is_word_used = true;
                self.which("function", function.word(), properties);
            }
        }
        if !is_word_used {
            // Nobody understood it, so it is kept under the column's name.
            let column = self
                .look
                .columns
                .iter()
                .find(|column| column.field == Field::Type);
            let name = kept_name(column.map_or("type", |column| column.name.as_str()));
            properties.push((name, text(word)));
        }
    }

    /// Guesses what a row is; a label is its word for it, anything else counts as its name.
    fn guess(&mut self, word: &str, shape: ShapeSort, properties: &Properties<'d>) -> Option<(Hint, Whence)> {
        let name = properties.iter().find(|(known, _)| known == "name");
        let name = name.and_then(|(_, value)| value.as_text()).unwrap_or_default();
        let kind_alone = |kind| Hint { kind, which: None };
        let may_be_force = matches!(shape, ShapeSort::Point | ShapeSort::Nothing);
        // A table may have units and places; a place has a word for what it is, and nothing that a unit has.
        let is_place = !self.is_formation() && hint(word, shape, Whence::Label).is_some();
        let (found, whence, told) = if self.is_order_of_battle && may_be_force && !is_place {
            let told = "since the columns are those of an order of battle";
            (kind_alone(MapKind::Force), Whence::Name, told)
        } else if let Some(hint) = hint(word, shape, Whence::Label) {
            (hint, Whence::Label, "from its type")
        } else if may_be_force && hints::function(word).is_some() {
            (kind_alone(MapKind::Force), Whence::Name, "from its type")
        } else if let Some(hint) = hint(name, shape, Whence::Name) {
            (hint, Whence::Name, "from its name")
        } else if shape == ShapeSort::Point {
            let told = "since the columns are those of a list of places";
            (kind_alone(MapKind::Site), Whence::Name, told)
        } else {
            return None;
        };
        self.guessed(format!("kind {}, {told}", found.kind.word()));
        Some((found, whence))
    }

    /// True where a row has something that only units have.
    fn is_formation(&self) -> bool {
        FORMATIONS.iter().any(|name| {
            let column = self.look.column(Field::Property(name));
            column.is_some_and(|column| !self.row.cell(column).is_empty())
        })
    }

    /// Says which of its kind a row is, unless a column does.
    fn which(&mut self, name: &'static str, value: &'static str, properties: &mut Properties<'d>) {
        if !properties.iter().any(|(known, _)| known == name) {
            properties.push((Cow::Borrowed(name), text(value)));
            self.guessed(format!("{name}: {value}"));
        }
    }

    fn guessed(&mut self, told: String) {
        self.notes.about(self.place, NoteSort::Guessed, told);
    }

    /// Returns the geometry, and how it is drawn.
    fn geometry(&mut self) -> (Json<'d>, ShapeSort) {
        if let Some(doubt) = self.located.doubt {
            self.notes.about(self.place, NoteSort::Guessed, doubt);
        }
        let placed = match &self.located.placed {
            Ok(placed) => placed.as_ref(),
            Err(reason) => {
                self.notes.about(self.place, NoteSort::Dropped, reason.clone());
                None
            }
        };
        let Some(placed) = placed else {
            return (Json::Null, ShapeSort::Nothing);
        };
        let line =
            |points: &'d Vec<String>| Json::List(points.iter().map(|point| Json::Numbers(point)).collect());
        let (name, sort, coordinates) = match placed {
            Placed::Point(point) => ("Point", ShapeSort::Point, Json::Numbers(point)),
            Placed::Line(points) => ("LineString", ShapeSort::Line, line(points)),
            Placed::Area(parts) => {
                let parts = parts
                    .iter()
                    .map(|rings| Json::List(rings.iter().map(line).collect()));
                ("MultiPolygon", ShapeSort::Area, Json::List(parts.collect()))
            }
        };
        let geometry = vec![
            (Cow::Borrowed("type"), text(name)),
            (Cow::Borrowed("coordinates"), coordinates),
        ];
        (Json::Map(geometry), sort)
    }
}

/// The name under which a column is kept; one that bears the name of a known property gets what tells it
/// from that.
fn kept_name(name: &str) -> Cow<'_, str> {
    if KNOWN.contains(&name) {
        Cow::Owned(format!("extra:{name}"))
    } else {
        Cow::Borrowed(name)
    }
}

fn text(text: &str) -> Json<'_> {
    Json::Text(Cow::Borrowed(text))
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}
