//! Writing down that an agreement was not kept, or that a party withdrew: who, when, what, how it is known.

use egui::{Context, RichText, Ui};

use super::Stays;
use super::frame::{buttons, modal};
use crate::editor::Editor;
use crate::editor::agreeing::BreachForm;
use crate::model::{Acceptance, Agreement, Id, Instant, Minute, Stakeholder};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{
    choice_picker, entity_picker, labelled, maybe_word_picker, muted, needed_minute_field, primary_button,
    quiet_button,
};
use crate::ui::words::say;

/// What is being written down.
pub(super) struct RecordBreachDialog {
    form: BreachForm,
}

impl RecordBreachDialog {
    /// Starts with an agreement, where one is known.
    pub(super) fn new(agreement: Option<Id<Agreement>>, editor: &Editor) -> Self {
        Self {
            form: BreachForm::new(agreement, start(editor)),
        }
    }

    /// Draws the form.
    pub(super) fn ui(&mut self, ctx: &Context, editor: &Editor, asks: &mut Asks) -> Stays {
        let look = Look::of(ctx);
        modal(ctx, say("Record a breach"), 440.0, |ui| {
            muted(
                ui,
                say(
                    "The party's answer becomes breached or withdrawn, and the agreement is no longer in force.",
                ),
            );
            ui.add_space(6.0);
            self.fields_ui(ui, editor);
            let edit = self.form.edit(editor.plan());
            if let Err(missing) = &edit {
                ui.add_space(4.0);
                ui.label(RichText::new(*missing).small().color(look.muted));
            }
            buttons(ui, |ui| {
                let button = ui
                    .add_enabled_ui(edit.is_ok(), |ui| primary_button(ui, say("Record"), 110.0))
                    .inner;
                if quiet_button(ui, say("Cancel")).clicked() {
                    return Stays::Closed;
                }
                match edit {
                    Ok(edit) if button.clicked() => {
                        asks.commit(edit);
                        Stays::Closed
                    }
                    _ => Stays::Open,
                }
            })
        })
    }

    fn fields_ui(&mut self, ui: &mut Ui, editor: &Editor) {
        let plan = editor.plan();
        let form = &mut self.form;
        if let Some(chosen) = entity_picker(ui, say("Agreement"), plan, form.agreement, say("Choose…")) {
            form.agreement = chosen;
            form.party = None;
        }
        let agreement = form.agreement.and_then(|id| plan.agreements.get(id));
        let parties = || -> Vec<(Id<Stakeholder>, String)> {
            let parties = agreement.map_or(&[][..], |agreement| &agreement.parties);
            let parties = parties.iter().map(|party| party.stakeholder);
            parties.map(|party| (party, plan.label_of(party))).collect()
        };
        let shown = form
            .party
            .map_or_else(|| say("Choose…").to_owned(), |party| plan.label_of(party));
        if let Some(chosen) = choice_picker(ui, say("Party"), &shown, form.party.as_ref(), parties) {
            form.party = Some(chosen);
        }
        let states = [
            (Acceptance::Breached, say("Not kept")),
            (Acceptance::Withdrawn, say("Withdrawn")),
        ];
        let known = states.iter().find(|(state, _)| *state == form.state);
        let shown = known.map_or("", |(_, text)| *text);
        let chosen = choice_picker(ui, say("It was"), shown, Some(&form.state), || {
            states.map(|(state, text)| (state, text.to_owned())).to_vec()
        });
        if let Some(state) = chosen {
            form.state = state;
        }
        if let Some(at) = needed_minute_field(ui, say("At"), form.at) {
            form.at = at;
        }
        let clock = plan.info.h_hour.and_then(|h_hour| h_hour.after(form.at));
        if let Some(group) = clock.map(Instant::date_time_group) {
            muted(ui, group);
        }
        if form.state == Acceptance::Breached {
            labelled(ui, say("What happened"), |ui| {
                // Taken as it is typed: Record is at hand once there is a word.
                let field = egui::TextEdit::multiline(&mut form.text)
                    .desired_rows(2)
                    .desired_width(f32::INFINITY);
                ui.add(field).accessible_name(say("What happened"));
            });
        }
        if let Some(evidence) = maybe_word_picker(ui, say("Known by"), form.evidence, say("Choose…")) {
            form.evidence = evidence;
        }
        if let Some(via) = entity_picker(ui, say("Heard through"), plan, form.via, say("Not said")) {
            form.via = via;
        }
    }
}

/// The minute that it is today where that is in the plan's time, else the start of the phase shown.
fn start(editor: &Editor) -> Minute {
    let plan = editor.plan();
    let shown = editor.workspace().phase.and_then(|id| plan.phases.get(id));
    let today = plan
        .info
        .h_hour
        .map(|h_hour| editor.today().minutes_since(h_hour));
    let inside = |at: &Minute| {
        let intervals = plan.phases.iter().filter_map(|(_, phase)| phase.interval());
        intervals.into_iter().any(|interval| interval.contains(*at))
    };
    today
        .filter(inside)
        .or(shown.map(|phase| phase.start))
        .unwrap_or(0)
}
