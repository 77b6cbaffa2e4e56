//! Every object of a kind as a table: sorted by any column, filtered, changed in place, copied as CSV.

mod fields;

use std::sync::Arc;

use egui::{Sense, TextEdit, Ui};

use crate::editor::Editor;
use crate::files::csv_field;
use crate::files::text::visible;
use crate::language::Language;
use crate::model::{
    Agreement, AnyEntity, AnyId, Boundary, Channel, Corridor, Edit, Force, Id, Kind, Measure, Phase, Plan,
    Relation, Sector, Site, Stakeholder,
};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{choice_bare, compare_names, empty_note, link};
use crate::ui::words::{language, said, say};

use super::table::{self, Column, Columns, Row};
use fields::{Field, Tabular};

/// What the table shows, and how.
pub struct ObjectsState {
    kind: Kind,
    filter: String,
    /// The column sorted by, and whether the last comes first.
    sorting: (usize, bool),
    rows: Option<Rows>,
}

impl Default for ObjectsState {
    fn default() -> Self {
        Self {
            kind: Kind::Sector,
            filter: String::new(),
            sorting: (0, false),
            rows: None,
        }
    }
}

impl ObjectsState {
    /// Shows every object again.
    pub fn look_for_all(&mut self) {
        self.filter.clear();
    }
}

/// The rows in order, and what they were made of.
struct Rows {
    plan: Arc<Plan>,
    language: Language,
    kind: Kind,
    filter: String,
    sorting: (usize, bool),
    /// The bits of the ids.
    ids: Vec<u64>,
}

/// Calls a function for the type of a kind.
macro_rules! of_kind {
    ($kind:expr, $call:ident($($argument:expr),*)) => {
        match $kind {
            Kind::Stakeholder => $call::<Stakeholder>($($argument),*),
            Kind::Relation => $call::<Relation>($($argument),*),
            Kind::Channel => $call::<Channel>($($argument),*),
            Kind::Agreement => $call::<Agreement>($($argument),*),
            Kind::Phase => $call::<Phase>($($argument),*),
            Kind::Force => $call::<Force>($($argument),*),
            Kind::Sector => $call::<Sector>($($argument),*),
            Kind::Boundary => $call::<Boundary>($($argument),*),
            Kind::Measure => $call::<Measure>($($argument),*),
            Kind::Site => $call::<Site>($($argument),*),
            Kind::Corridor => $call::<Corridor>($($argument),*),
        }
    };
}

/// What the objects of a kind are called together.
pub fn title(kind: Kind) -> &'static str {
    match kind {
        Kind::Stakeholder => say("Stakeholders"),
        Kind::Relation => say("Relations"),
        Kind::Channel => say("Channels"),
        Kind::Agreement => say("Agreements"),
        Kind::Phase => say("Phases"),
        Kind::Force => say("Forces"),
        Kind::Sector => say("Sectors"),
        Kind::Boundary => say("Boundaries"),
        Kind::Measure => say("Control measures"),
        Kind::Site => say("Sites"),
        Kind::Corridor => say("Corridors"),
    }
}

/// Draws what kind is shown, the filter, and the copy.
pub fn controls_ui(ui: &mut Ui, editor: &Editor, state: &mut ObjectsState, asks: &mut Asks) {
    let copy = link(ui, say("Copy as CSV"));
    if copy.hovered() {
        asks.hint(say("Copy the rows shown with every column, for a spreadsheet"));
    }
    if copy.clicked() {
        asks.copied = Some(of_kind!(state.kind, csv(editor.plan(), state)));
    }
    ui.add_space(6.0);
    let filter = TextEdit::singleline(&mut state.filter)
        .hint_text(say("Filter"))
        .desired_width(110.0);
    let response = ui.add(filter);
    let shown = state.filter.clone();
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, &shown, &shown, "");
        info.label = Some(say("Filter objects").to_owned());
        info
    });
    ui.add_space(6.0);
    let room = egui::vec2(150.0, ui.available_height());
    ui.allocate_ui(room, |ui| {
        let kinds = || {
            Kind::ALL
                .iter()
                .map(|kind| (*kind, title(*kind).to_owned()))
                .collect()
        };
        if let Some(kind) = choice_bare(
            ui,
            say("Kind of object"),
            title(state.kind),
            Some(&state.kind),
            kinds,
        ) {
            state.kind = kind;
            state.sorting = (0, false);
        }
    });
}

/// Draws the table.
pub fn ui(ui: &mut Ui, editor: &Editor, state: &mut ObjectsState, asks: &mut Asks) {
    of_kind!(state.kind, table_ui(ui, editor, state, asks));
}

fn table_ui<E: Tabular>(ui: &mut Ui, editor: &Editor, state: &mut ObjectsState, asks: &mut Asks)
where
    AnyEntity: From<(Id<E>, E)>,
{
    let plan = editor.plan();
    let fields = E::fields();
    if E::table(plan).is_empty() {
        let words = said(format!("The plan has no {}", title(E::KIND).to_lowercase()));
        super::note(ui, |ui| empty_note(ui, &words));
        return;
    }
    refresh(plan, &fields, state);
    let columns: Vec<Column> = fields
        .iter()
        .map(|field| Column {
            title: field.title,
            width: field.width,
            from: field.from,
            right: field.number.is_some() && field.edit.is_none(),
            field: field.edit.is_some(),
        })
        .collect();
    header_ui(ui, &columns, &mut state.sorting);
    let ids = state
        .rows
        .as_ref()
        .map(|rows| rows.ids.clone())
        .unwrap_or_default();
    if ids.is_empty() {
        super::note(ui, |ui| empty_note(ui, say("Nothing fits the filter")));
        return;
    }
    super::quiet_fields(ui);
    let places = Columns::of(ui.available_width(), &columns);
    table::rows(ui, "objects", ids.len(), None, |ui, rect, place| {
        let Some(id) = ids.get(place).map(|bits| Id::<E>::from_bits(*bits)) else {
            return;
        };
        let Some(entity) = E::table(plan).get(id) else {
            return;
        };
        let any = E::any_id(id);
        let name = super::name_of(plan, any);
        let chosen = editor.workspace().selection.contains(&any);
        let ground = table::ground(ui, rect, &name, chosen, Sense::click());
        let delete = said(format!("Delete {}", E::KIND.word()));
        super::row_answers(&ground, any, &delete, asks);
        let mut changed = entity.clone();
        let mut row = Row::new(ui, rect, &places);
        let mut dirty = false;
        for field in &fields {
            match field.edit {
                Some(edit) => {
                    let called = format!("{} of {name}", field.title);
                    dirty |= row
                        .cell(|ui| edit(ui, &called, plan, &mut changed))
                        .unwrap_or(false);
                }
                None => drop(row.text(&(field.text)(plan, entity))),
            }
        }
        if dirty {
            asks.commit(Edit::Update(AnyEntity::from((id, changed))));
        }
    });
}

/// Titles that sort by their column; once more turns the order.
fn header_ui(ui: &mut Ui, columns: &[Column], sorting: &mut (usize, bool)) {
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(egui::vec2(width, table::HEADER), Sense::hover());
    let places = Columns::of(width, columns);
    let mut row = Row::new(ui, rect, &places);
    for (place, column) in columns.iter().enumerate() {
        row.cell(|ui| {
            let look = Look::of(ui.ctx());
            let mark = match *sorting {
                (by, false) if by == place => " ▲",
                (by, true) if by == place => " ▼",
                _ => "",
            };
            let text = egui::RichText::new(format!("{}{mark}", column.title))
                .size(11.0)
                .color(look.muted);
            let response = ui.add(egui::Button::new(text).frame(false).truncate());
            let name = said(format!("Sort by {}", column.title));
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
            if response.clicked() {
                *sorting = (place, sorting.0 == place && !sorting.1);
            }
        });
    }
}

/// Makes the rows anew where anything they depend on has changed.
fn refresh<E: Tabular>(plan: &Arc<Plan>, fields: &[Field<E>], state: &mut ObjectsState) {
    let known = state.rows.as_ref().is_some_and(|rows| {
        Arc::ptr_eq(&rows.plan, plan)
            && rows.language == language()
            && rows.kind == E::KIND
            && rows.filter == state.filter
            && rows.sorting == state.sorting
    });
    if known {
        return;
    }
    state.rows = Some(Rows {
        plan: Arc::clone(plan),
        language: language(),
        kind: E::KIND,
        filter: state.filter.clone(),
        sorting: state.sorting,
        ids: ordered(plan, fields, &state.filter, state.sorting),
    });
}

fn ordered<E: Tabular>(
    plan: &Plan,
    fields: &[Field<E>],
    filter: &str,
    (by, turned): (usize, bool),
) -> Vec<u64> {
    let words: Vec<String> = filter.split_whitespace().map(str::to_lowercase).collect();
    let fits = |entity: &E| {
        let mut all: Vec<String> = fields
            .iter()
            .map(|field| (field.text)(plan, entity).to_lowercase())
            .collect();
        entity.each_reference(&mut |id| all.extend(names_of(plan, id)));
        words
            .iter()
            .all(|word| all.iter().any(|text| text.contains(word)))
    };
    let field = fields.get(by).or(fields.first());
    let mut rows: Vec<(f64, String, u64)> = E::table(plan)
        .iter()
        .filter(|(_, entity)| words.is_empty() || fits(entity))
        .map(|(id, entity)| {
            let number = field
                .and_then(|field| field.number)
                .map_or(0.0, |number| number(plan, entity));
            let text = field.map(|field| (field.text)(plan, entity)).unwrap_or_default();
            (number, text, id.bits())
        })
        .collect();
    rows.sort_by(|one, other| {
        let order = one
            .0
            .total_cmp(&other.0)
            .then_with(|| compare_names(&one.1, &other.1));
        let order = if turned { order.reverse() } else { order };
        order.then(one.2.cmp(&other.2))
    });
    rows.into_iter().map(|(_, _, bits)| bits).collect()
}

/// Every name of a stakeholder that an object speaks of, as people type it: the long, the short, the own.
fn names_of(plan: &Plan, id: AnyId) -> Vec<String> {
    let AnyId::Stakeholder(id) = id else {
        return Vec::new();
    };
    let names = plan
        .stakeholders
        .get(id)
        .map(|party| [&party.name, &party.short_name, &party.native_name]);
    names
        .into_iter()
        .flatten()
        .map(|name| name.to_lowercase())
        .collect()
}

/// The rows shown with every column, and the id, which no column has.
fn csv<E: Tabular>(plan: &Arc<Plan>, state: &ObjectsState) -> String {
    let fields = E::fields();
    let line = |cells: Vec<String>| {
        let cells: Vec<String> = cells.iter().map(|cell| csv_field(&visible(cell))).collect();
        cells.join(",") + "\r\n"
    };
    let title = |field: &Field<E>| match field.unit {
        Some(unit) => format!("{} ({unit})", field.title),
        None => field.title.to_owned(),
    };
    let titles = std::iter::once(say("Id").to_owned()).chain(fields.iter().map(title));
    let mut text = line(titles.collect());
    for bits in ordered(plan, &fields, &state.filter, state.sorting) {
        let id = Id::<E>::from_bits(bits);
        if let Some(entity) = E::table(plan).get(id) {
            // One unit in a column, so that a spreadsheet can add it up.
            let cells = fields.iter().map(|field| match (field.unit, field.number) {
                (Some(_), Some(number)) => format!("{:.0}", number(plan, entity)),
                _ => (field.text)(plan, entity),
            });
            text += &line(std::iter::once(id.to_string()).chain(cells).collect());
        }
    }
    text
}

#[cfg(test)]
mod tests;
