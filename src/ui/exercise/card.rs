//! The card of an inject in the run, and looking back: all that it says, what became of it, what can be done with it.

use egui::{Frame, Margin, RichText, ScrollArea, Ui};

use super::queue::{Named, actions_ui, span_text};
use super::{clock_text, memory, typed_ui};
use crate::editor::{Command, Editor, ExerciseCommand, ExerciseTab, Exercising};
use crate::exercise::{Event, Inject, Stand, State};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{
    cut_name, minute_field, muted, needed_minute_field, paragraph, quiet_button, section, text_area,
    title_text,
};
use crate::ui::words::{said, say};

/// Draws the card.
pub fn ui(ui: &mut Ui, editor: &Editor, exercising: &Exercising, inject: &Inject, asks: &mut Asks) {
    Frame::new()
        .inner_margin(Margin::symmetric(12, 10))
        .show(ui, |ui| {
            ScrollArea::vertical()
                .id_salt(("inject", inject.id))
                .auto_shrink(false)
                .show(ui, |ui| {
                    ui.set_width(ui.available_width() - 8.0);
                    cut_name(ui, &title_text(&inject.label(), 14.0));
                    muted(ui, clock_text(&exercising.exercise().plan, inject.due));
                    if let Some(run) = exercising.state() {
                        stand_ui(ui, editor, exercising, run, inject, asks);
                    }
                    said_ui(ui, exercising, inject);
                    if exercising.tab == ExerciseTab::Run && exercising.may_change() {
                        amend_ui(ui, exercising, inject, asks);
                    }
                });
        });
}

fn stand_ui(
    ui: &mut Ui,
    editor: &Editor,
    exercising: &Exercising,
    run: &State,
    inject: &Inject,
    asks: &mut Asks,
) {
    let look = Look::of(ui.ctx());
    let now = exercising.clock().minute(editor.room_ms());
    let plan = &exercising.exercise().plan;
    let may = exercising.tab == ExerciseTab::Run && exercising.may_change();
    let stand = run.stands.get(&inject.id);
    let text = match stand {
        Some(Stand::Published(at, 1)) => said(format!("Delivered {}", clock_text(plan, *at))),
        Some(Stand::Published(at, times)) => {
            said(format!("Delivered {}, {times} times", clock_text(plan, *at)))
        }
        Some(Stand::Held(Some(until))) => said(format!("Held back until {}", clock_text(plan, *until))),
        Some(Stand::Held(None)) => say("Held back").to_owned(),
        Some(Stand::Skipped) => say("Left out").to_owned(),
        None if run.due(inject).is_none() => say("On a branch that is not taken").to_owned(),
        None if inject.due <= now => said(format!("Due since {}", span_text(now - inject.due))),
        None => said(format!("Due in {}", span_text(inject.due - now))),
    };
    ui.label(RichText::new(text).strong().color(look.text));
    if !may {
        return;
    }
    ui.horizontal_wrapped(|ui| match stand {
        Some(Stand::Published(..)) => {
            let repeat = quiet_button(ui, say("Deliver it again"));
            if repeat.clicked() {
                asks.command(Command::Exercise(ExerciseCommand::Enter(Event::Published(
                    inject.id,
                ))));
            }
        }
        _ => actions_ui(ui, run, inject, now, Named::Alone, asks),
    });
    if !matches!(stand, Some(Stand::Published(..))) {
        let until = match stand {
            Some(Stand::Held(until)) => *until,
            _ => None,
        };
        if let Some(Some(until)) = minute_field(ui, say("Hold back until"), until) {
            asks.command(Command::Exercise(ExerciseCommand::Enter(Event::Held {
                inject: inject.id,
                until: Some(until),
            })));
        }
        return;
    }
    decision_ui(ui, exercising, inject, asks);
}

/// What the players decide, in words: without a change of the plan.
fn decision_ui(ui: &mut Ui, exercising: &Exercising, inject: &Inject, asks: &mut Asks) {
    section(ui, say("What the players decide"));
    let id = memory("decision");
    let mut text: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    typed_ui(ui, say("Decision"), &mut text);
    let decider = exercising.decider;
    let by = decider.cell.map_or_else(
        || say("Control").to_owned(),
        |cell| exercising.exercise().cell_name(cell),
    );
    muted(
        ui,
        said(format!(
            "Entered as {by}'s; what it changes in the plan is changed on the map."
        )),
    );
    let can = !text.trim().is_empty();
    let enter = ui.add_enabled_ui(can, |ui| quiet_button(ui, say("Enter the decision")));
    if enter.inner.clicked() {
        asks.command(Command::Exercise(ExerciseCommand::Enter(Event::Decided {
            cell: decider.cell,
            answers: Some(inject.id),
            text: std::mem::take(&mut text),
            edits: Vec::new(),
            reach: decider.reach,
        })));
    }
    ui.data_mut(|data| data.insert_temp(id, text));
}

/// All that the inject says.
fn said_ui(ui: &mut Ui, exercising: &Exercising, inject: &Inject) {
    let exercise = exercising.exercise();
    let to: Vec<String> = inject.to.iter().map(|cell| exercise.cell_name(*cell)).collect();
    let objectives: Vec<&str> = inject
        .objectives
        .iter()
        .filter_map(|id| Some(exercise.objective(*id)?.name.as_str()))
        .collect();
    let after = inject.after.and_then(|id| exercise.inject(id)).map(Inject::label);
    let branch = inject
        .branch
        .and_then(|id| exercise.branch(id))
        .map(|branch| branch.name.clone());
    let lines = [
        (say("From"), inject.from.clone()),
        (say("To"), to.join(", ")),
        (say("Controller"), inject.controller.clone()),
        (say("Delivered by"), say(inject.method.title()).to_owned()),
        (say("Follows from"), after.unwrap_or_default()),
        (say("Branch"), branch.unwrap_or_default()),
    ];
    ui.add_space(4.0);
    for (name, text) in lines {
        if !text.is_empty() {
            muted(ui, format!("{name}: {text}"));
        }
    }
    let look = Look::of(ui.ctx());
    let blocks = [
        (say("What the players are told"), inject.text.clone()),
        (say("Expected action"), inject.expected.clone()),
        (say("Objectives"), objectives.join("\n")),
        (say("Evaluator notes"), inject.notes.clone()),
        (say("Attachments"), inject.attachments.join("\n")),
    ];
    for (name, text) in blocks {
        if !text.is_empty() {
            section(ui, name);
            paragraph(ui, RichText::new(text).color(look.text));
        }
    }
    if !inject.effects.is_empty() {
        section(ui, say("What it does to the plan"));
        for effect in &inject.effects {
            paragraph(
                ui,
                RichText::new(effect.edit.label(&exercise.plan)).color(look.text),
            );
            muted(ui, say(effect.reach.title()));
        }
    }
}

/// Its words and its time, changed on the fly.
fn amend_ui(ui: &mut Ui, exercising: &Exercising, inject: &Inject, asks: &mut Asks) {
    let is_delivered = exercising
        .state()
        .is_some_and(|state| matches!(state.stands.get(&inject.id), Some(Stand::Published(..))));
    if is_delivered {
        return;
    }
    section(ui, say("Change it on the fly"));
    let mut amended = inject.clone();
    if let Some(due) = needed_minute_field(ui, say("Due"), amended.due) {
        amended.due = due;
    }
    if let Some(text) = text_area(ui, say("Text"), &amended.text) {
        amended.text = text;
    }
    if amended != *inject {
        asks.command(Command::Exercise(ExerciseCommand::Enter(Event::Amended(
            Box::new(amended),
        ))));
    }
}
