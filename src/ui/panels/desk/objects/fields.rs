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
use crate::ui::words::{say, word};

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
    /// The unit of that number, for a spreadsheet: its text has whatever unit reads best.
    pub unit: Option<&'static str>,
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
            title: say("Name"),
            width: WIDE,
            from: 0.0,
            text: |_, row| row.name.clone(),
            number: None,
            unit: None,
            edit: Some(|ui, name, _, row| take!(row.name, text_cell(ui, name, &row.name))),
        }
    };
    (text $title:expr, $field:ident, $from:literal) => {
        Field {
            title: $title,
            width: MIDDLE,
            from: $from,
            text: |_, row| row.$field.clone(),
            number: None,
            unit: None,
            edit: Some(|ui, name, _, row| take!(row.$field, text_cell(ui, name, &row.$field))),
        }
    };
    (word $title:expr, $($field:ident).+, $from:literal) => {
        Field {
            title: $title,
            width: MIDDLE,
            from: $from,
            text: |_, row| word(row.$($field).+),
            number: None,
            unit: None,
            edit: Some(|ui, name, _, row| take!(row.$($field).+, word_cell(ui, name, row.$($field).+))),
        }
    };
    (entity $title:expr, $field:ident, $none:expr, $from:literal) => {
        Field {
            title: $title,
            width: MIDDLE,
            from: $from,
            text: |plan, row| one(plan, row.$field),
            number: None,
            unit: None,
            edit: Some(|ui, name, plan, row| {
                take!(row.$field, entity_cell(ui, name, plan, row.$field, $none))
            }),
        }
    };
    (parties $title:expr, $field:ident, $from:literal) => {
        Field {
            title: $title,
            width: MIDDLE,
            from: $from,
            text: |plan, row| parties(plan, &row.$field),
            number: None,
            unit: None,
            edit: Some(|ui, name, plan, row| {
                take!(row.$field, stakeholders_cell(ui, name, plan, &row.$field))
            }),
        }
    };
    (when $field:ident, $from:literal) => {
        Field {
            title: say("When"),
            width: MIDDLE,
            from: $from,
            text: |plan, row| when_text(plan, &row.$field),
            number: None,
            unit: None,
            edit: Some(|ui, name, plan, row| take!(row.$field, when_cell(ui, name, plan, &row.$field))),
        }
    };
    (read $title:expr, $from:literal, $text:expr) => {
        Field {
            title: $title,
            width: SMALL,
            from: $from,
            text: $text,
            number: None,
            unit: None,
            edit: None,
        }
    };
    (number $title:expr, $from:literal, $text:expr, $number:expr) => {
        Field {
            title: $title,
            width: SMALL,
            from: $from,
            text: $text,
            number: Some($number),
            unit: None,
            edit: None,
        }
    };
    (count $title:expr, $field:ident, $from:literal) => {
        Field {
            title: $title,
            width: SMALL,
            from: $from,
            text: |_, row| row.$field.len().to_string(),
            number: Some(|_, row| row.$field.len() as f64),
            unit: None,
            edit: None,
        }
    };
}

impl Tabular for Stakeholder {
    fn fields() -> Vec<Field<Self>> {
        vec![
            field!(name),
            field!(text say("Short name"), short_name, 420.0),
            field!(word say("Kind"), kind, 0.0),
            field!(entity say("Answers to"), answers_to, say("Nobody"), 560.0),
            field!(read say("Armed"), 640.0, |_, row| if row.armed { say("Armed") } else { "" }.to_owned()),
            field!(count say("Contacts"), contacts, 980.0),
            field!(text say("Name in own script"), native_name, 760.0),
        ]
    }
}

impl Tabular for Relation {
    fn fields() -> Vec<Field<Self>> {
        vec![
            field!(read say("From"), 0.0, |plan, row| plan.label_of(row.from)),
            field!(read say("To"), 0.0, |plan, row| plan.label_of(row.to)),
            field!(word say("State"), state, 0.0),
            field!(when when, 420.0),
            field!(text say("Basis"), basis, 640.0),
        ]
    }
}

impl Tabular for Channel {
    fn fields() -> Vec<Field<Self>> {
        vec![
            field!(name),
            field!(parties say("Parties"), parties, 0.0),
            field!(word say("Way"), mode, 420.0),
            field!(entity say("Through"), via, say("Direct"), 760.0),
            field!(word say("State"), state, 420.0),
            field!(when when, 860.0),
            field!(read say("Last tested"), 980.0, |_, row| {
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
                title: say("Parties"),
                width: WIDE,
                from: 420.0,
                text: |plan, row| {
                    let ids: Vec<_> = row.parties.iter().map(|party| party.stakeholder).collect();
                    parties(plan, &ids)
                },
                number: None,
                unit: None,
                edit: None,
            },
            field!(number say("Accepted"), 0.0,
                |_, row| format!("{} of {}", accepted(row), row.parties.len()),
                |_, row| accepted(row) as f64 - row.parties.len() as f64),
            field!(when when, 560.0),
            field!(count say("Clauses"), clauses, 640.0),
            field!(count say("Breaches"), breaches, 860.0),
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
            field!(word say("Kind"), kind, 0.0),
            Field {
                title: say("Start"),
                width: SMALL,
                from: 0.0,
                text: |_, row| minute_text(row.start),
                number: Some(|_, row| row.start as f64),
                unit: None,
                edit: Some(|ui, name, _, row| take!(row.start, minute_cell(ui, name, row.start))),
            },
            Field {
                title: say("End"),
                width: SMALL,
                from: 0.0,
                text: |_, row| row.end.map(minute_text).unwrap_or_default(),
                number: Some(|_, row| row.end.map_or(f64::INFINITY, |end| end as f64)),
                unit: None,
                edit: Some(|ui, name, _, row| take!(row.end, open_minute_cell(ui, name, row.end))),
            },
            field!(count say("To enter"), entry, 640.0),
            field!(count say("To leave"), exit, 640.0),
        ]
    }
}

impl Tabular for Force {
    fn fields() -> Vec<Field<Self>> {
        vec![
            field!(name),
            field!(entity say("Stakeholder"), stakeholder, say("Nobody"), 0.0),
            field!(word say("Function"), symbol.function, 420.0),
            field!(read say("Size"), 560.0, |_, row| {
                row.symbol.echelon.map(word).unwrap_or_default()
            }),
            field!(word say("Posture"), posture, 640.0),
            field!(entity say("Superior"), superior, say("None"), 860.0),
            field!(entity say("Sector"), sector, say("None"), 980.0),
            field!(number say("Personnel"), 760.0,
                |_, row| row.personnel.map(|count| count.to_string()).unwrap_or_default(),
                |_, row| row.personnel.map_or(-1.0, f64::from)),
            field!(count say("Places"), placements, 760.0),
        ]
    }
}

impl Tabular for Sector {
    fn fields() -> Vec<Field<Self>> {
        vec![
            field!(name),
            field!(entity say("Holder"), holder, say("Nobody"), 0.0),
            field!(word say("Role"), role, 420.0),
            field!(word say("State"), state, 560.0),
            field!(when when, 640.0),
            field!(entity say("Agreement"), agreement, say("None"), 860.0),
            Field {
                unit: Some("m²"),
                ..field!(number say("Area"), 0.0,
                    |_, row| area_text(drawn_area_m2(&row.area)),
                    |_, row| drawn_area_m2(&row.area))
            },
            field!(count say("Handovers"), handovers, 980.0),
        ]
    }
}

impl Tabular for Boundary {
    fn fields() -> Vec<Field<Self>> {
        vec![
            field!(name),
            field!(word say("Kind"), kind, 420.0),
            field!(entity say("Left"), left, say("Nobody"), 0.0),
            field!(entity say("Right"), right, say("Nobody"), 0.0),
            field!(entity say("Inclusive to"), inclusive_to, say("Nobody"), 860.0),
            field!(entity say("Agreement"), agreement, say("None"), 760.0),
            field!(when when, 640.0),
            Field {
                unit: Some("m"),
                ..field!(number say("Length"), 560.0,
                    |_, row| length_text(length_m(&row.path)),
                    |_, row| length_m(&row.path))
            },
        ]
    }
}

impl Tabular for Measure {
    fn fields() -> Vec<Field<Self>> {
        vec![
            field!(name),
            field!(word say("Kind"), kind, 0.0),
            field!(entity say("Owner"), owner, say("Nobody"), 420.0),
            field!(entity say("Agreement"), agreement, say("None"), 760.0),
            field!(when when, 560.0),
            field!(number say("Size"), 640.0, |_, row| size_text(&row.shape), |_, row| size(&row.shape)),
        ]
    }
}

impl Tabular for Site {
    fn fields() -> Vec<Field<Self>> {
        vec![
            field!(name),
            field!(word say("Kind"), kind, 0.0),
            field!(entity say("Operator"), operator, say("Nobody"), 420.0),
            field!(when when, 640.0),
            field!(number say("Buffer"), 560.0,
                |_, row| row.buffer_m.map(|metres| format!("{metres} m")).unwrap_or_default(),
                |_, row| row.buffer_m.map_or(-1.0, f64::from)),
            field!(text say("Name in own script"), native_name, 760.0),
        ]
    }
}

impl Tabular for Corridor {
    fn fields() -> Vec<Field<Self>> {
        vec![
            field!(name),
            field!(entity say("Owner"), owner, say("Nobody"), 420.0),
            field!(entity say("From"), from, say("Nowhere"), 640.0),
            field!(entity say("To"), to, say("Nowhere"), 640.0),
            field!(word say("Way"), mode, 560.0),
            Field {
                title: say("Width (m)"),
                width: SMALL,
                from: 0.0,
                text: |_, row| row.width_m.to_string(),
                number: Some(|_, row| f64::from(row.width_m)),
                unit: None,
                edit: Some(|ui, name, _, row| take!(row.width_m, number_cell(ui, name, row.width_m))),
            },
            field!(entity say("Agreement"), agreement, say("None"), 860.0),
            Field {
                unit: Some("m"),
                ..field!(number say("Length"), 760.0,
                    |_, row| length_text(length_m(&row.path)),
                    |_, row| length_m(&row.path))
            },
        ]
    }
}
