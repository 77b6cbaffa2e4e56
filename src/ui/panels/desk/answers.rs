//! The answers that are missing: who has not accepted what, how it is reached, by when it is needed.
//!
//! A click on a row opens the form that records what the party said.

use std::sync::Arc;

use egui::{Color32, Rect, Sense, Ui};

use crate::drawing::words::day_text;
use crate::editor::Editor;
use crate::editor::agreeing::{ChaseOrder, Missing, chase_text, missing};
use crate::model::{ChannelState, Plan};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{choice_bare, counted, empty_note, link, minute_text};
use crate::ui::words::{said, say};

use super::acceptance::{self, Form};
use super::table::{self, Column, Columns, Row, Width};

const COLUMNS: [Column; 7] = [
    Column::new("Agreement", Width::Share(3.0)),
    Column::new("Party", Width::Share(2.0)),
    Column::new("Said", Width::Fixed(110.0)),
    Column::new("Since", Width::Fixed(100.0)).from(760.0),
    Column::new("Reached", Width::Share(4.0)).from(520.0),
    Column::new("Channel", Width::Fixed(82.0)).from(640.0),
    Column::new("Needed by", Width::Fixed(104.0)),
];

/// What the view remembers between frames.
#[derive(Default)]
pub struct AnswersState {
    order: ChaseOrder,
    list: Option<(Arc<Plan>, ChaseOrder, Vec<Missing>)>,
}

impl AnswersState {
    /// Returns the list, made anew where the plan or the order is another.
    fn list(&mut self, plan: &Arc<Plan>) -> &[Missing] {
        let order = self.order;
        let known = self
            .list
            .take()
            .filter(|(known, by, _)| Arc::ptr_eq(known, plan) && *by == order);
        let (_, _, list) = self
            .list
            .insert(known.unwrap_or_else(|| (Arc::clone(plan), order, missing(plan, order))));
        list
    }
}

/// Draws the order and what can be done with the list.
pub fn controls_ui(ui: &mut Ui, editor: &Editor, state: &mut AnswersState, asks: &mut Asks) {
    let list = state.list(editor.plan());
    if !list.is_empty() && link(ui, say("Copy list")).clicked() {
        asks.copied = Some(chase_text(editor.plan(), list));
        let count = counted(list.len(), "answer", "answers");
        asks.hint(said(format!("{count} copied as text")));
    }
    let order = state.order;
    let chosen = ui
        .allocate_ui(egui::vec2(112.0, 24.0), |ui| {
            ui.set_width(112.0_f32.min(ui.available_width()));
            choice_bare(
                ui,
                say("Order of answers"),
                say(order.title()),
                Some(&order),
                || {
                    let orders = ChaseOrder::ALL.into_iter();
                    orders
                        .map(|order| (order, say(order.title()).to_owned()))
                        .collect()
                },
            )
        })
        .inner;
    if let Some(chosen) = chosen {
        state.order = chosen;
    }
}

/// Draws the list.
pub fn ui(ui: &mut Ui, editor: &Editor, state: &mut AnswersState, form: &mut Option<Form>, asks: &mut Asks) {
    let plan = editor.plan();
    let list = state.list(plan);
    if list.is_empty() {
        super::note(ui, |ui| {
            empty_note(
                ui,
                if plan.agreements.is_empty() {
                    say("No agreement is written down yet, so no answer is missing")
                } else {
                    say("Every party of every agreement has accepted")
                },
            );
        });
        return;
    }
    table::header(ui, &COLUMNS);
    let columns = Columns::of(ui.available_width(), &COLUMNS);
    table::rows(ui, "answers", list.len(), None, |ui, rect, place| {
        if let Some(entry) = list.get(place) {
            row_ui(ui, rect, &columns, editor, entry, form, asks);
        }
    });
}

fn row_ui(
    ui: &mut Ui,
    rect: Rect,
    columns: &Columns,
    editor: &Editor,
    entry: &Missing,
    form: &mut Option<Form>,
    asks: &mut Asks,
) {
    let (plan, look) = (editor.plan(), Look::of(ui.ctx()));
    let agreement = super::name_of(plan, entry.agreement.into());
    let label = plan.label_of(entry.party);
    let name = said(format!(
        "{label} to {agreement}: {}",
        entry.state_text().to_lowercase()
    ));
    let chosen = editor.workspace().selection.contains(&entry.agreement.into());
    let ground = table::ground(ui, rect, &name, chosen, Sense::click());
    let mut row = Row::new(ui, rect, columns);
    row.text(&agreement);
    row.text(&label);
    row.text(&entry.state_text());
    row.muted(&entry.since.map_or_else(|| "—".to_owned(), day_text));
    row.cell(|ui| {
        let ink = if entry.way.is_some() {
            look.text
        } else {
            look.critical
        };
        table::words(ui, &capital(&entry.way_text(plan)), ink)
    });
    row.cell(|ui| match &entry.way {
        Some(way) => table::words(ui, &said(way.state.title()), ink_of(way.state, look)),
        None => table::words(ui, "—", look.muted),
    });
    row.text(&entry.deadline.map_or_else(|| "—".to_owned(), minute_text));
    if ground.hovered() {
        asks.hint(say("Click to record what the party said"));
    }
    let party = plan.agreements.get(entry.agreement).and_then(|agreement| {
        agreement
            .parties
            .iter()
            .find(|party| party.stakeholder == entry.party)
    });
    if let Some(party) = party {
        acceptance::popup_ui(&ground, editor, entry.agreement, party, form, asks);
    }
}

/// The ink of a channel's state; the word says the same.
pub(super) fn ink_of(state: ChannelState, look: &Look) -> Color32 {
    match state {
        ChannelState::Up => look.accent,
        ChannelState::Degraded => look.major,
        ChannelState::Down => look.critical,
        ChannelState::Unknown => look.muted,
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
