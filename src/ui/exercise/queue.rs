//! The run's left side: what is due, what comes, which way is taken, the cells, and what is written down.

use egui::{Frame, Margin, RichText, ScrollArea, Ui};

use super::player::PlayerState;
use super::{cells, clock_text, typed_ui};
use crate::editor::{Command, Editor, ExerciseCommand, Exercising};
use crate::exercise::{Cell, Event, Inject, NoteKind, Stand, State};
use crate::model::{Id, Minute, minute_text};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{
    Fold, choice_picker, cut_name, fold, muted, name_text, primary_button, quiet_button, tall_row, tick,
    title_text,
};
use crate::ui::words::{said, say};

/// What is typed and not yet entered.
#[derive(Default)]
pub struct QueueState {
    note: String,
    kind: NoteKind,
    cell: Option<Id<Cell>>,
}

/// Draws it.
pub fn ui(
    ui: &mut Ui,
    editor: &Editor,
    exercising: &Exercising,
    state: &mut QueueState,
    player: &mut PlayerState,
    asks: &mut Asks,
) {
    Frame::new()
        .inner_margin(Margin::symmetric(10, 8))
        .show(ui, |ui| {
            ScrollArea::vertical()
                .id_salt("queue")
                .auto_shrink(false)
                .show(ui, |ui| {
                    ui.set_width(ui.available_width() - 8.0);
                    let Some(run) = exercising.state() else {
                        no_run_ui(ui, exercising, asks);
                        return;
                    };
                    let now = exercising.clock().minute(editor.room_ms());
                    due_ui(ui, exercising, run, now, asks);
                    coming_ui(ui, exercising, run, now, asks);
                    branches_ui(ui, exercising, run, asks);
                    cells::ui(ui, exercising, player, asks);
                    decider_ui(ui, exercising, run, asks);
                    note_ui(ui, exercising, state, asks);
                });
        });
}

fn no_run_ui(ui: &mut Ui, exercising: &Exercising, asks: &mut Asks) {
    cut_name(ui, &title_text(say("No run has begun"), 14.0));
    if let Some(why) = exercising.blocked() {
        ui.label(RichText::new(why).color(Look::of(ui.ctx()).critical));
        if quiet_button(ui, say("Set that run aside")).clicked() {
            asks.command(Command::Exercise(ExerciseCommand::SetAside));
        }
        return;
    }
    muted(
        ui,
        say(
            "The clock stands at the start. Once the run has begun, every entry is written to a log beside the exercise's \
             file, and the list is changed only by what you amend on the fly.",
        ),
    );
    ui.add_space(6.0);
    muted(
        ui,
        say("Start the run above; an exercise without a file is saved first."),
    );
}

/// A row of an inject: its label, and when it is due.
fn inject_row(ui: &mut Ui, exercising: &Exercising, inject: &Inject, when: &str, asks: &mut Asks) {
    let look = Look::of(ui.ctx());
    let chosen = exercising.selected == Some(inject.id);
    let name = said(format!("Inject {}", inject.label()));
    let (response, ()) = tall_row(ui, &name, chosen, |ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            cut_name(ui, &name_text(&inject.label(), 12.5).color(look.text));
            cut_name(ui, &name_text(when, 11.0).color(look.muted));
        });
    });
    if response.clicked() {
        asks.command(Command::Exercise(ExerciseCommand::Select(Some(inject.id))));
    }
}

fn due_ui(ui: &mut Ui, exercising: &Exercising, run: &State, now: Minute, asks: &mut Asks) {
    let queue = run.queue(now);
    let title = say("Due");
    fold(ui, title, Some(queue.len()), Fold::Open, |ui| {
        if queue.is_empty() {
            muted(ui, say("Nothing is due."));
        }
        for inject in &queue {
            let due = run.due(inject).unwrap_or(inject.due);
            let late = now.saturating_sub(due);
            let when = if late > 0 {
                said(format!("due {}, {} ago", minute_text(due), span_text(late)))
            } else {
                said(format!("due {}", minute_text(due)))
            };
            inject_row(ui, exercising, inject, &when, asks);
            if exercising.may_change() {
                ui.horizontal(|ui| actions_ui(ui, run, inject, now, Named::ByInject, asks));
            }
        }
    });
}

/// What can be done with an inject that was not delivered.
pub fn actions_ui(ui: &mut Ui, run: &State, inject: &Inject, now: Minute, named: Named, asks: &mut Asks) {
    let enter = |event: Event| Command::Exercise(ExerciseCommand::Enter(event));
    let publish = primary_button(ui, say("Publish"), 74.0);
    name(&publish, "Publish", inject, named);
    if publish.clicked() {
        asks.command(enter(Event::Published(inject.id)));
    }
    let is_held = matches!(run.stands.get(&inject.id), Some(Stand::Held(None)));
    if is_held {
        let ready = quiet_button(ui, say("Release"));
        name(&ready, "Release", inject, named);
        if ready.clicked() {
            asks.command(enter(Event::Held {
                inject: inject.id,
                until: Some(now),
            }));
        }
    } else {
        let held = quiet_button(ui, say("Hold back"));
        name(&held, "Hold back", inject, named);
        if held.clicked() {
            asks.command(enter(Event::Held {
                inject: inject.id,
                until: None,
            }));
        }
    }
    let skipped = quiet_button(ui, say("Leave out"));
    name(&skipped, "Leave out", inject, named);
    if skipped.clicked() {
        asks.command(enter(Event::Skipped {
            inject: inject.id,
            why: String::new(),
        }));
    }
}

/// How a button is heard.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// With the inject, among those of others.
    ByInject,
    /// Alone, on the inject's own card.
    Alone,
}

/// What a button does with which inject, for who hears it.
fn name(response: &egui::Response, what: &'static str, inject: &Inject, named: Named) {
    if named == Named::ByInject {
        let spoken = said(format!("{what} inject {}", inject.label()));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &spoken));
    }
}

fn coming_ui(ui: &mut Ui, exercising: &Exercising, run: &State, now: Minute, asks: &mut Asks) {
    let coming = run.coming(now);
    fold(ui, say("Coming"), Some(coming.len()), Fold::Open, |ui| {
        for (due, inject) in coming.iter().take(6) {
            let when = said(format!(
                "{}, in {}",
                clock_text(&exercising.exercise().plan, *due),
                span_text(due - now)
            ));
            inject_row(ui, exercising, inject, &when, asks);
        }
        if coming.len() > 6 {
            muted(
                ui,
                said(format!("and {} more on the time line", coming.len() - 6)),
            );
        }
    });
    let held: Vec<&Inject> = run
        .injects
        .iter()
        .filter(|inject| {
            matches!(
                run.stands.get(&inject.id),
                Some(Stand::Held(None) | Stand::Skipped)
            )
        })
        .collect();
    if held.is_empty() {
        return;
    }
    fold(
        ui,
        say("Held back or left out"),
        Some(held.len()),
        Fold::Open,
        |ui| {
            for inject in held {
                let is_held = matches!(run.stands.get(&inject.id), Some(Stand::Held(_)));
                let when = if is_held {
                    say("held back")
                } else {
                    say("left out")
                };
                inject_row(ui, exercising, inject, when, asks);
            }
        },
    );
}

fn branches_ui(ui: &mut Ui, exercising: &Exercising, run: &State, asks: &mut Asks) {
    let branches = &exercising.exercise().branches;
    if branches.is_empty() {
        return;
    }
    fold(ui, say("Branches taken"), None, Fold::Open, |ui| {
        for branch in branches {
            let mut taken = run.taken.contains(&branch.id);
            let changed = ui
                .add_enabled_ui(exercising.may_change(), |ui| {
                    tick(ui, &mut taken, branch.name.as_str()).changed()
                })
                .inner;
            if changed {
                asks.command(Command::Exercise(ExerciseCommand::Enter(Event::Took {
                    branch: branch.id,
                    taken,
                })));
            }
        }
    });
}

fn note_ui(ui: &mut Ui, exercising: &Exercising, state: &mut QueueState, asks: &mut Asks) {
    if !exercising.is_kept() {
        return;
    }
    fold(ui, say("Write down"), None, Fold::Open, |ui| {
        let kind = choice_picker(
            ui,
            say("Kind"),
            say(state.kind.title()),
            Some(&state.kind),
            || {
                NoteKind::ALL
                    .iter()
                    .map(|kind| (*kind, say(kind.title()).to_owned()))
                    .collect()
            },
        );
        state.kind = kind.unwrap_or(state.kind);
        let chosen = cells::picker(ui, exercising, say("Concerns"), state.cell, say("Everybody"));
        state.cell = chosen.unwrap_or(state.cell);
        typed_ui(ui, say("Note"), &mut state.note);
        let about = exercising.selected_inject().map(Inject::label);
        if let Some(about) = &about {
            muted(
                ui,
                said(format!("It stands with inject {about}, which is looked at.")),
            );
        }
        let can = !state.note.trim().is_empty();
        let add = ui.add_enabled_ui(can, |ui| quiet_button(ui, say("Enter the note")));
        if add.inner.clicked() {
            asks.command(Command::Exercise(ExerciseCommand::Enter(Event::Noted {
                cell: state.cell,
                inject: exercising.selected,
                kind: state.kind,
                text: std::mem::take(&mut state.note),
            })));
        }
    });
}

/// Whose decisions the changes on the map are.
fn decider_ui(ui: &mut Ui, exercising: &Exercising, run: &State, asks: &mut Asks) {
    if !exercising.may_change() {
        return;
    }
    fold(ui, say("What you change on the map"), None, Fold::Open, |ui| {
        let mut decider = exercising.decider;
        let before = decider;
        if let Some(cell) = cells::picker(ui, exercising, say("Decided by"), decider.cell, say("Control")) {
            decider.cell = cell;
        }
        let shown = decider
            .answers
            .and_then(|id| run.inject(id))
            .map_or_else(|| say("None").to_owned(), Inject::label);
        let answers = choice_picker(ui, say("Answers inject"), &shown, Some(&decider.answers), || {
            let delivered = run
                .injects
                .iter()
                .filter(|inject| matches!(run.stands.get(&inject.id), Some(Stand::Published(..))));
            std::iter::once((None, say("None").to_owned()))
                .chain(delivered.map(|inject| (Some(inject.id), inject.label())))
                .collect()
        });
        decider.answers = answers.unwrap_or(decider.answers);
        decider.reach = cells::reach_picker(ui, decider.reach, false).unwrap_or(decider.reach);
        if decider != before {
            asks.command(Command::Exercise(ExerciseCommand::Decide(decider)));
        }
        muted(
            ui,
            say("Each change is a decision in the log. Ctrl+Z withdraws the last one."),
        );
    });
}

/// A span of minutes in words.
pub fn span_text(minutes: Minute) -> String {
    let text = minute_text(minutes);
    match text.strip_prefix("H+") {
        Some(span) => span.to_owned(),
        None => "0 min".to_owned(),
    }
}
