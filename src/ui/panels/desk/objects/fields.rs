//! What stands in the columns of each kind of object, and how it is changed there.
//!
//! A table of tables: adding a column is one line. What has no line of its own text (shapes, clauses,
//! placements) is counted or measured here and changed in the inspector.

use egui::Ui;

use crate::geometry::{Geometry, drawn_area_m2, length_m};
use crate::model::{
    Agreement, Boundary, Channel, Corridor, Entity, Force, Id, Measure, Phase, Plan, Relation, Sector, Site,
    Stakeholder,
};
use crate::ui::panels::desk::table::Width;
use crate::ui::widgets::{
    area_text, entity_cell, entity_name, length_text, minute_cell, minute_text, number_cell,
    open_minute_cell, stakeholders_cell, text_cell, when_cell, when_text, word_cell,
};

/// Draws a column's field, which is called so, and changes the object; true where it did.
pub type Editing<E> = fn(&mut Ui, &str, &Plan, &mut E) -> bool;

/// A column of a kind of object.
pub struct Field<E> {
    /// Its title.
    pub title: &'static str,
    /// How wide it is.
    pub width: Width,
    /// The table's least width in which it is shown, points.
    pub from: f32,
    /// What stands in it.
    pub text: fn(&Plan, &E) -> String,
    /// What it is sorted by where that is not its text.
    pub number: Option<fn(&Plan, &E) -> f64>,
    /// Draws its field and changes the object; true where it did. `None`: it is changed elsewhere.
    pub edit: Option<Editing<E>>,
}

/// A kind of object that has a table.
pub trait Tabular: Entity {
    /// Its columns, the name first.
    fn fields() -> Vec<Field<Self>>;
}

/// Sets a value to what its field gave, if anything; true where it did.
macro_rules! take {
    ($value:expr, $given:expr) => {
        match $given {
            Some(given) => {
                $value = given;
                true
            }
            None => false,
        }
    };
}

fn parties(plan: &Plan, ids: &[Id<Stakeholder>]) -> String {
    let labels: Vec<String> = ids.iter().map(|id| plan.label_of(*id)).collect();
    labels.join(", ")
}

fn one<E: Entity>(plan: &Plan, id: Option<Id<E>>) -> String {
    id.map(|id| entity_name(plan, id)).unwrap_or_default()
}

fn size_text(shape: &Geometry) -> String {
    match shape {
        Geometry::Point(_) => String::new(),
        Geometry::Path(path) => length_text(length_m(path)),
        Geometry::Area(area) => area_text(drawn_area_m2(area)),
    }
}

fn size(shape: &Geometry) -> f64 {
    match shape {
        Geometry::Point(_) => 0.0,
        Geometry::Path(path) => length_m(path),
        Geometry::Area(area) => drawn_area_m2(area),
    }
}

const WIDE: Width = Width::Share(3.0);
const MIDDLE: Width = Width::Share(2.0);
const SMALL: Width = Width::Fixed(96.0);

macro_rules! field {
    (name) => {
        Field {
            title: "Name",
            width: WIDE,
            from: 0.0,
            text: |_, row| row.name.clone(),
            number: None,
            edit: Some(|ui, name, _, row| take!(row.name, text_cell(ui, name, &row.name))),
        }
    };
    (text $title:literal, $field:ident, $from:literal) => {
        Field {
            title: $title,
            width: MIDDLE,
            from: $from,
            text: |_, row| row.$field.clone(),
            number: None,
            edit: Some(|ui, name, _, row| take!(row.$field, text_cell(ui, name, &row.$field))),
        }
    };
    (word $title:literal, $($field:ident).+, $from:literal) => {
        Field {
            title: $title,
            width: MIDDLE,
            from: $from,
            text: |_, row| crate::model::Vocabulary::for_people(row.$($field).+),
            number: None,
            edit: Some(|ui, name, _, row| take!(row.$($field).+, word_cell(ui, name, row.$($field).+))),
        }
    };
    (entity $title:literal, $field:ident, $none:literal, $from:literal) => {
        Field {
            title: $title,
            width: MIDDLE,
            from: $from,
            text: |plan, row| one(plan, row.$field),
            number: None,
            edit: Some(|ui, name, plan, row| {
                take!(row.$field, entity_cell(ui, name, plan, row.$field, $none))
            }),
        }
    };
    (parties $title:literal, $field:ident, $from:literal) => {
        Field {
            title: $title,
            width: MIDDLE,
            from: $from,
            text: |plan, row| parties(plan, &row.$field),
            number: None,
            edit: Some(|ui, name, plan, row| {
                take!(row.$field, stakeholders_cell(ui, name, plan, &row.$field))
            }),
        }
    };
    (when $field:ident, $from:literal) => {
        Field {
            title: "When",
            width: MIDDLE,
            from: $from,
            text: |plan, row| when_text(plan, &row.$field),
            number: None,
            edit: Some(|ui, name, plan, row| take!(row.$field, when_cell(ui, name, plan, &row.$field))),
        }
    };
    (read $title:literal, $from:literal, $text:expr) => {
        Field {
            title: $title,
            width: SMALL,
            from: $from,
            text: $text,
            number: None,
            edit: None,
        }
    };
    (number $title:literal, $from:literal, $text:expr, $number:expr) => {
        Field {
            title: $title,
            width: SMALL,
            from: $from,
            text: $text,
            number: Some($number),
            edit: None,
        }
    };
    (count $title:literal, $field:ident, $from:literal) => {
        Field {
            title: $title,
            width: SMALL,
            from: $from,
            text: |_, row| row.$field.len().to_string(),
            number: Some(|_, row| row.$field.len() as f64),
            edit: None,
        }
    };
}

impl Tabular for Stakeholder {
    fn fields() -> Vec<Field<Self>> {
        vec![
            field!(name),
            field!(text "Short name", short_name, 420.0),
            field!(word "Kind", kind, 0.0),
            field!(entity "Answers to", answers_to, "Nobody", 560.0),
            field!(read "Armed", 640.0, |_, row| if row.armed { "Armed" } else { "" }.to_owned()),
            field!(count "Contacts", contacts, 980.0),
            field!(text "Name in own script", native_name, 760.0),
        ]
    }
}

impl Tabular for Relation {
    fn fields() -> Vec<Field<Self>> {
        vec![
            field!(read "From", 0.0, |plan, row| plan.label_of(row.from)),
            field!(read "To", 0.0, |plan, row| plan.label_of(row.to)),
            field!(word "State", state, 0.0),
            field!(when when, 420.0),
            field!(text "Basis", basis, 640.0),
        ]
    }
}

impl Tabular for Channel {
    fn fields() -> Vec<Field<Self>> {
        vec![
            field!(name),
            field!(parties "Parties", parties, 0.0),
            field!(word "Way", mode, 420.0),
            field!(entity "Through", via, "Direct", 760.0),
            field!(word "State", state, 420.0),
            field!(when when, 860.0),
            field!(read "Last tested", 980.0, |_, row| {
                row.last_verified.map(|at| at.to_string()).unwrap_or_default()
            }),
        ]
    }
}

impl Tabular for Agreement {
    fn fields() -> Vec<Field<Self>> {
        vec![
            field!(name),
            Field {
                title: "Parties",
                width: WIDE,
                from: 420.0,
                text: |plan, row| {
                    let ids: Vec<_> = row.parties.iter().map(|party| party.stakeholder).collect();
                    parties(plan, &ids)
                },
                number: None,
                edit: None,
            },
            field!(number "Accepted", 0.0,
                |_, row| format!("{} of {}", accepted(row), row.parties.len()),
                |_, row| accepted(row) as f64 - row.parties.len() as f64),
            field!(when when, 560.0),
            field!(count "Clauses", clauses, 640.0),
            field!(count "Breaches", breaches, 860.0),
        ]
    }
}

fn accepted(agreement: &Agreement) -> usize {
    let states = agreement.parties.iter().map(|party| party.state);
    states
        .filter(|state| *state == crate::model::Acceptance::Accepted)
        .count()
}

impl Tabular for Phase {
    fn fields() -> Vec<Field<Self>> {
        vec![
            field!(name),
            field!(word "Kind", kind, 0.0),
            Field {
                title: "Start",
                width: SMALL,
                from: 0.0,
                text: |_, row| minute_text(row.start),
                number: Some(|_, row| row.start as f64),
                edit: Some(|ui, name, _, row| take!(row.start, minute_cell(ui, name, row.start))),
            },
            Field {
                title: "End",
                width: SMALL,
                from: 0.0,
                text: |_, row| row.end.map(minute_text).unwrap_or_default(),
                number: Some(|_, row| row.end.map_or(f64::INFINITY, |end| end as f64)),
                edit: Some(|ui, name, _, row| take!(row.end, open_minute_cell(ui, name, row.end))),
            },
            field!(count "To enter", entry, 640.0),
            field!(count "To leave", exit, 640.0),
        ]
    }
}

impl Tabular for Force {
    fn fields() -> Vec<Field<Self>> {
        vec![
            field!(name),
            field!(entity "Stakeholder", stakeholder, "Nobody", 0.0),
            field!(word "Function", symbol.function, 420.0),
            field!(read "Size", 560.0, |_, row| {
                row.symbol.echelon.map(crate::model::Vocabulary::for_people).unwrap_or_default()
            }),
            field!(word "Posture", posture, 640.0),
            field!(entity "Superior", superior, "None", 860.0),
            field!(entity "Sector", sector, "None", 980.0),
            field!(number "Personnel", 760.0,
                |_, row| row.personnel.map(|count| count.to_string()).unwrap_or_default(),
                |_, row| row.personnel.map_or(-1.0, f64::from)),
            field!(count "Places", placements, 760.0),
        ]
    }
}

impl Tabular for Sector {
    fn fields() -> Vec<Field<Self>> {
        vec![
            field!(name),
            field!(entity "Holder", holder, "Nobody", 0.0),
            field!(word "Role", role, 420.0),
            field!(word "State", state, 560.0),
            field!(when when, 640.0),
            field!(entity "Agreement", agreement, "None", 860.0),
            field!(number "Area", 0.0,
                |_, row| area_text(drawn_area_m2(&row.area)),
                |_, row| drawn_area_m2(&row.area)),
            field!(count "Handovers", handovers, 980.0),
        ]
    }
}

impl Tabular for Boundary {
    fn fields() -> Vec<Field<Self>> {
        vec![
            field!(name),
            field!(word "Kind", kind, 420.0),
            field!(entity "Left", left, "Nobody", 0.0),
            field!(entity "Right", right, "Nobody", 0.0),
            field!(entity "Inclusive to", inclusive_to, "Nobody", 860.0),
            field!(entity "Agreement", agreement, "None", 760.0),
            field!(when when, 640.0),
            field!(number "Length", 560.0,
                |_, row| length_text(length_m(&row.path)),
                |_, row| length_m(&row.path)),
        ]
    }
}

impl Tabular for Measure {
    fn fields() -> Vec<Field<Self>> {
        vec![
            field!(name),
            field!(word "Kind", kind, 0.0),
            field!(entity "Owner", owner, "Nobody", 420.0),
            field!(entity "Agreement", agreement, "None", 760.0),
            field!(when when, 560.0),
            field!(number "Size", 640.0, |_, row| size_text(&row.shape), |_, row| size(&row.shape)),
        ]
    }
}

impl Tabular for Site {
    fn fields() -> Vec<Field<Self>> {
        vec![
            field!(name),
            field!(word "Kind", kind, 0.0),
            field!(entity "Operator", operator, "Nobody", 420.0),
            field!(when when, 640.0),
            field!(number "Buffer", 560.0,
                |_, row| row.buffer_m.map(|metres| format!("{metres} m")).unwrap_or_default(),
                |_, row| row.buffer_m.map_or(-1.0, f64::from)),
            field!(text "Name in own script", native_name, 760.0),
        ]
    }
}

impl Tabular for Corridor {
    fn fields() -> Vec<Field<Self>> {
        vec![
            field!(name),
            field!(entity "Owner", owner, "Nobody", 420.0),
            field!(entity "From", from, "Nowhere", 640.0),
            field!(entity "To", to, "Nowhere", 640.0),
            field!(word "Way", mode, 560.0),
            Field {
                title: "Width (m)",
                width: SMALL,
                from: 0.0,
                text: |_, row| row.width_m.to_string(),
                number: Some(|_, row| f64::from(row.width_m)),
                edit: Some(|ui, name, _, row| take!(row.width_m, number_cell(ui, name, row.width_m))),
            },
            field!(entity "Agreement", agreement, "None", 860.0),
            field!(number "Length", 760.0,
                |_, row| length_text(length_m(&row.path)),
                |_, row| length_m(&row.path)),
        ]
    }
}
