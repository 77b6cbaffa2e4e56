//! The card of an inject while it is prepared: every column of the list, and what it does to the plan.

use egui::{Frame, Margin, RichText, ScrollArea, Ui};

use super::cells::reach_picker;
use super::setup::change;
use crate::editor::{Command, Editor, ExerciseCommand, Exercising};
use crate::exercise::{Effect, Exercise, Inject, Method};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{
    Icon, Label, choice_picker, cut_name, icon_button, lines_field, muted, needed_minute_field, paragraph,
    primary_button, quiet_button, section, several_picker, text_area, text_field, title_text,
};
use crate::ui::words::{said, say};

/// Draws the card.
pub fn ui(ui: &mut Ui, editor: &Editor, exercising: &Exercising, inject: &Inject, asks: &mut Asks) {
    let _ = editor;
    Frame::new()
        .inner_margin(Margin::symmetric(12, 10))
        .show(ui, |ui| {
            ScrollArea::vertical()
                .id_salt(("form", inject.id))
                .auto_shrink(false)
                .show(ui, |ui| {
                    ui.set_width(ui.available_width() - 8.0);
                    ui.push_id(inject.id, |ui| {
                        cut_name(ui, &title_text(&inject.label(), 14.0));
                        effects_ui(ui, exercising, inject, asks);
                        section(ui, say("The inject"));
                        fields_ui(ui, exercising, inject, asks);
                        ui.add_space(6.0);
                        ends_ui(ui, exercising, inject, asks);
                    });
                });
        });
}

/// Asks for another state of an inject.
fn put(exercising: &Exercising, inject: &Inject, what: &str, asks: &mut Asks, how: impl FnOnce(&mut Inject)) {
    let what = format!("{what} of {}", inject.label());
    change(exercising, &what, asks, |exercise| {
        if let Some(known) = exercise.injects.iter_mut().find(|known| known.id == inject.id) {
            how(known);
        }
    });
}

fn effects_ui(ui: &mut Ui, exercising: &Exercising, inject: &Inject, asks: &mut Asks) {
    let look = Look::of(ui.ctx());
    section(ui, say("What it does to the plan"));
    let text = if exercising.recording {
        say("Stop recording")
    } else {
        say("Record on the map")
    };
    let button = if exercising.recording {
        primary_button(ui, text, 150.0)
    } else {
        quiet_button(ui, text)
    };
    if button.clicked() {
        asks.command(Command::Exercise(ExerciseCommand::Record(!exercising.recording)));
    }
    if exercising.recording {
        ui.label(
            RichText::new(say("Recording: change the plan; each change is listed here")).color(look.accent),
        );
    } else if inject.effects.is_empty() {
        muted(
            ui,
            say(
                "Nothing yet. Record, then close a bridge, move a force, let an agreement lapse, as you would in a plan.",
            ),
        );
    }
    let failed: Vec<&str> = exercising
        .remarks()
        .iter()
        .filter(|remark| {
            remark.rule.code == "X04" && remark.about == crate::exercise::About::Inject(inject.id)
        })
        .map(|remark| remark.message.as_str())
        .collect();
    for message in failed {
        paragraph(ui, RichText::new(said(message)).color(look.major));
    }
    for (place, effect) in inject.effects.iter().enumerate() {
        effect_ui(ui, exercising, inject, place, effect, asks);
    }
}

fn effect_ui(
    ui: &mut Ui,
    exercising: &Exercising,
    inject: &Inject,
    place: usize,
    effect: &Effect,
    asks: &mut Asks,
) {
    let look = Look::of(ui.ctx());
    let plan = &exercising.exercise().plan;
    ui.push_id(("effect", place), |ui| {
        ui.horizontal(|ui| {
            let room = (ui.available_width() - 34.0).max(60.0);
            ui.allocate_ui(egui::vec2(room, 20.0), |ui| {
                ui.set_min_width(room);
                let text = said(format!("{}. {}", place + 1, effect.edit.label(plan)));
                paragraph(ui, RichText::new(text).color(look.text));
            });
            let label = said(format!("Remove effect {}", place + 1));
            if icon_button(ui, Icon::Remove, &label).clicked() {
                put(exercising, inject, "Remove an effect", asks, |inject| {
                    if place < inject.effects.len() {
                        inject.effects.remove(place);
                    }
                });
            }
        });
        if let Some(reach) = reach_picker(ui, effect.reach, true) {
            put(exercising, inject, "Change who knows an effect", asks, |inject| {
                if let Some(effect) = inject.effects.get_mut(place) {
                    effect.reach = reach;
                }
            });
        }
    });
}

fn fields_ui(ui: &mut Ui, exercising: &Exercising, inject: &Inject, asks: &mut Asks) {
    let exercise = exercising.exercise();
    let mut changed = inject.clone();
    let texts = |ui: &mut Ui, label: &'static str, value: &mut String| {
        if let Some(text) = text_field(ui, label, value) {
            *value = text;
        }
    };
    texts(ui, say("Serial"), &mut changed.serial);
    texts(ui, say("Title"), &mut changed.title);
    let due = needed_minute_field(ui, say("Due"), inject.due);
    texts(ui, say("From"), &mut changed.from);
    let cells: Vec<_> = exercise
        .cells
        .iter()
        .map(|cell| (cell.id, cell.name.clone()))
        .collect();
    let shown = names(say("Everybody"), &changed.to, |id| exercise.cell_name(id));
    if let Some(to) = several_picker(ui, say("To"), &shown, &changed.to, || cells) {
        changed.to = to;
    }
    texts(ui, say("Controller"), &mut changed.controller);
    let method = choice_picker(
        ui,
        say("Method"),
        say(changed.method.title()),
        Some(&changed.method),
        || {
            Method::ALL
                .iter()
                .map(|method| (*method, say(method.title()).to_owned()))
                .collect()
        },
    );
    changed.method = method.unwrap_or(changed.method);
    for (label, value) in [
        (say("Text"), &mut changed.text),
        (say("Expected action"), &mut changed.expected),
    ] {
        if let Some(text) = text_area(ui, label, value) {
            *value = text;
        }
    }
    let objectives: Vec<_> = exercise
        .objectives
        .iter()
        .map(|objective| (objective.id, objective.name.clone()))
        .collect();
    let objective = |id| {
        exercise
            .objective(id)
            .map_or_else(String::new, |row| row.name.clone())
    };
    let shown = names(say("None"), &changed.objectives, objective);
    if let Some(chosen) = several_picker(ui, say("Objectives"), &shown, &changed.objectives, || objectives) {
        changed.objectives = chosen;
    }
    links_ui(ui, exercise, &mut changed);
    if let Some(notes) = text_area(ui, say("Evaluator notes"), &changed.notes) {
        changed.notes = notes;
    }
    if let Some(files) = lines_field(ui, Label::from(say("Attachments")), &changed.attachments) {
        changed.attachments = files;
    }
    if changed != *inject {
        // What it does is changed above, and its time below.
        put(exercising, inject, "Change the words", asks, |inject| {
            changed.effects = std::mem::take(&mut inject.effects);
            changed.due = inject.due;
            *inject = changed;
        });
    }
    if let Some(due) = due {
        // What follows from it moves with it.
        let id = inject.id;
        change(
            exercising,
            &format!("Move {}", inject.label()),
            asks,
            |exercise| {
                exercise.retime(id, due);
            },
        );
    }
}

/// What it follows from, and on which way it lies.
fn links_ui(ui: &mut Ui, exercise: &Exercise, changed: &mut Inject) {
    let none = || say("None").to_owned();
    let shown = changed
        .after
        .and_then(|id| exercise.inject(id))
        .map_or_else(none, Inject::label);
    let own = changed.id;
    let after = choice_picker(ui, say("Follows from"), &shown, Some(&changed.after), || {
        let others = exercise.injects.iter().filter(|other| other.id != own);
        std::iter::once((None, none()))
            .chain(others.map(|other| (Some(other.id), other.label())))
            .collect()
    });
    changed.after = after.unwrap_or(changed.after);
    let always = || say("Always").to_owned();
    let shown = changed
        .branch
        .and_then(|id| exercise.branch(id))
        .map_or_else(always, |branch| branch.name.clone());
    let branch = choice_picker(ui, say("Happens"), &shown, Some(&changed.branch), || {
        let branches = exercise.branches.iter();
        std::iter::once((None, always()))
            .chain(branches.map(|branch| (Some(branch.id), branch.name.clone())))
            .collect()
    });
    changed.branch = branch.unwrap_or(changed.branch);
}

fn ends_ui(ui: &mut Ui, exercising: &Exercising, inject: &Inject, asks: &mut Asks) {
    ui.horizontal(|ui| {
        if quiet_button(ui, say("Remove the inject")).clicked() {
            let id = inject.id;
            change(
                exercising,
                &format!("Remove {}", inject.label()),
                asks,
                |exercise| exercise.remove_inject(id),
            );
        }
        if quiet_button(ui, say("Duplicate")).clicked() {
            let exercise = exercising.exercise();
            let serial = exercise.next_serial();
            let id = crate::model::Id::derived([
                "inject",
                &exercise.id.to_string(),
                &serial,
                &inject.id.to_string(),
            ]);
            let copy = Inject {
                id,
                serial,
                ..inject.clone()
            };
            change(
                exercising,
                &format!("Duplicate {}", inject.label()),
                asks,
                |exercise| exercise.injects.push(copy),
            );
            asks.command(Command::Exercise(ExerciseCommand::Select(Some(id))));
        }
    });
}

fn names<T: Copy>(none: &str, ids: &[T], name: impl Fn(T) -> String) -> String {
    if ids.is_empty() {
        return none.to_owned();
    }
    ids.iter().map(|id| name(*id)).collect::<Vec<_>>().join(", ")
}
