//! The desk under the map: what is wrong, who agreed, who stands how to whom, when, and what was done.
//!
//! One tab is open, the workspace's; the others cost nothing. Reads the editor and asks; changes nothing.

mod acceptance;
#[cfg(test)]
mod agreeing_tests;
mod agreements;
mod answers;
mod breaches;
mod channel_graph;
mod channels;
mod choices;
mod findings;
mod ground;
mod history;
mod listing;
mod objects;
mod phases;
mod policy;
mod popup;
mod readings;
mod relations;
mod resolve;
pub mod table;
mod tabs;
#[cfg(test)]
mod tests;
mod views;
pub mod words;

pub use objects::title as kinds_title;

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Response, Ui};

use crate::checks::Standing;
use crate::drawing::words::name_of;
use crate::editor::{Command, Desk, Editor};
use crate::model::{AnyId, Edit, Entity, Id, Plan};
use crate::ui::asks::{Asks, DeskView};
use crate::ui::theme::Look;
use crate::ui::widgets::compare_names;

/// What the desk remembers between frames: filters, groups, forms being filled in.
#[derive(Default)]
pub struct DeskState {
    findings: findings::FindingsState,
    acceptance: Option<acceptance::Form>,
    policy: policy::PolicyState,
    history: history::HistoryState,
    ground: ground::GroundState,
    objects: objects::ObjectsState,
    views: views::Views,
    answers: answers::AnswersState,
    /// How things stand, and in which plan.
    standing: Option<(Arc<Plan>, Standing)>,
    /// The plan that the filters were typed for.
    plan: Option<Id<Plan>>,
}

impl DeskState {
    /// Shows a tab in that way from now on.
    pub fn look(&mut self, desk: Desk, view: DeskView) {
        self.views.set(desk, view);
    }

    /// Forgets what was looked for in another plan: there it would hide what is found.
    fn open(&mut self, plan: Id<Plan>) {
        if self.plan.replace(plan).is_some_and(|known| known != plan) {
            self.findings.look_for_all();
            self.objects.look_for_all();
        }
    }

    /// Finds out how things stand, unless that is known of this plan.
    fn find_standing(&mut self, plan: &Arc<Plan>) {
        let known = self
            .standing
            .as_ref()
            .is_some_and(|(known, _)| Arc::ptr_eq(known, plan));
        if !known {
            self.standing = Some((Arc::clone(plan), Standing::of(plan)));
        }
    }
}

/// Draws the desk.
pub fn ui(ui: &mut Ui, editor: &Editor, state: &mut DeskState, asks: &mut Asks) {
    let look = Look::of(ui.ctx());
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.painter().rect_filled(ui.max_rect(), 0.0, look.panel);
    // A panel remembers how high its contents were: those that leave a margin would make it ever lower.
    ui.expand_to_include_rect(ui.max_rect());
    let desk = editor.workspace().desk;
    state.open(editor.plan().id);
    if matches!(desk, Desk::Agreements | Desk::Relations) {
        state.find_standing(editor.plan());
    }
    tabs::ui(ui, editor, asks, |ui, asks| match desk {
        Desk::Findings => findings::controls_ui(ui, editor, &mut state.findings),
        Desk::Agreements => agreements::controls_ui(ui, editor, asks),
        Desk::Channels => channels::controls_ui(ui, editor, asks),
        Desk::Phases => phases::controls_ui(ui, editor, asks),
        Desk::Policy => policy::controls_ui(ui, editor, &mut state.policy, asks),
        Desk::Ground => ground::controls_ui(ui, editor, asks),
        Desk::Objects => objects::controls_ui(ui, editor, &mut state.objects, asks),
        Desk::Relations | Desk::History => {}
    });
    let view = state.views.of(desk);
    let answers = &mut state.answers;
    state.views.ui(ui, desk, |ui| match view {
        DeskView::Answers => answers::controls_ui(ui, editor, answers, asks),
        DeskView::Breaches => breaches::controls_ui(ui, editor, asks),
        _ => {}
    });
    ui.push_id(desk, |ui| match (desk, &state.standing) {
        (Desk::Findings, _) => findings::ui(ui, editor, &mut state.findings, asks),
        (Desk::Agreements, Some((_, standing))) => match state.views.of(desk) {
            DeskView::Answers => {
                answers::ui(ui, editor, &mut state.answers, &mut state.acceptance, asks);
            }
            DeskView::Breaches => breaches::ui(ui, editor, asks),
            DeskView::Readings => readings::ui(ui, editor, asks),
            _ => agreements::ui(ui, editor, standing, &mut state.acceptance, asks),
        },
        (Desk::Relations, Some((_, standing))) => {
            relations::ui(ui, editor, standing, state.views.of(desk), asks);
        }
        (Desk::Agreements | Desk::Relations, None) => {}
        (Desk::Channels, _) => match state.views.of(desk) {
            DeskView::Graph => channel_graph::ui(ui, editor, asks),
            _ => channels::ui(ui, editor, asks),
        },
        (Desk::Phases, _) => phases::ui(ui, editor, asks),
        (Desk::Ground, _) => ground::ui(ui, editor, &mut state.ground, asks),
        (Desk::Objects, _) => objects::ui(ui, editor, &mut state.objects, asks),
        (Desk::Policy, _) => policy::ui(ui, editor, &mut state.policy, asks),
        (Desk::History, _) => history::ui(ui, editor, &mut state.history, asks),
    });
}

/// A few lines in place of a table.
fn note(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    egui::Frame::new()
        .inner_margin(egui::Margin::symmetric(16, 6))
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            contents(ui);
        });
}

/// The ids of a table, by name as people sort them.
fn ids_by_name<E: Entity>(plan: &Plan) -> Vec<Id<E>> {
    let mut ids: Vec<(Id<E>, &str)> = E::table(plan)
        .iter()
        .map(|(id, entity)| (id, entity.name()))
        .collect();
    ids.sort_by(|(a, one), (b, other)| compare_names(one, other).then(a.cmp(b)));
    ids.into_iter().map(|(id, _)| id).collect()
}

/// What a row of an entity does when it is clicked: it is selected, or deleted from its menu.
fn row_answers(row: &Response, id: AnyId, delete: &str, asks: &mut Asks) {
    if row.clicked() {
        asks.command(Command::Select(BTreeSet::from([id])));
    }
    row.context_menu(|ui| {
        if ui.button(delete).clicked() {
            asks.commit(Edit::Delete(vec![id]));
        }
    });
}

/// Fields of a table show that they are fields only under the pointer: a table is read first.
fn quiet_fields(ui: &mut Ui) {
    let visuals = ui.visuals_mut();
    visuals.text_edit_bg_color = Some(egui::Color32::TRANSPARENT);
    let quiet = &mut visuals.widgets.inactive;
    quiet.weak_bg_fill = egui::Color32::TRANSPARENT;
    quiet.bg_fill = egui::Color32::TRANSPARENT;
    quiet.bg_stroke = egui::Stroke::NONE;
}
