//! The exercise as it is prepared, on the left: what it is, its objectives, cells and branches, and what X01 to X04 find.

use egui::{Frame, Margin, RichText, ScrollArea, Ui};

use crate::editor::{Command, Editor, ExerciseCommand, Exercising};
use crate::exercise::{About, Branch, Cell, CellKind, Exercise, Objective};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{
    Fold, Hinted, Icon, choice_picker, cut_name, fold, icon_button, muted, paragraph, quiet_button, row,
    severity_mark, stakeholder_picker, text_area, text_field, tick, title_text,
};
use crate::ui::words::{said, say};

/// What is kept from frame to frame.
#[derive(Default)]
pub struct SetupState {
    /// The name that was typed last into a new row, so that two are not called alike.
    made: u32,
}

/// Draws it.
pub fn ui(ui: &mut Ui, editor: &Editor, exercising: &Exercising, state: &mut SetupState, asks: &mut Asks) {
    let _ = editor;
    Frame::new().inner_margin(Margin::symmetric(10, 8)).show(ui, |ui| {
        ScrollArea::vertical().id_salt("setup").auto_shrink(false).show(ui, |ui| {
            ui.set_width(ui.available_width() - 8.0);
            if exercising.has_run() {
                muted(
                    ui,
                    say(
                        "This exercise was run: its list stays as it is. Set the run aside, or save it under another name, to \
                         prepare it anew.",
                    ),
                );
            }
            remarks_ui(ui, exercising, asks);
            if exercising.has_run() {
                as_it_was_ui(ui, exercising);
            } else {
                objectives_ui(ui, exercising, state, asks);
                cells_ui(ui, exercising, state, asks);
                branches_ui(ui, exercising, state, asks);
            }
        });
    });
}

/// Asks for another state of the exercise. What was typed is finished in the frame in which a button is pressed: whatever
/// was asked for before in this frame is kept.
pub fn change(exercising: &Exercising, what: &str, asks: &mut Asks, how: impl FnOnce(&mut Exercise)) {
    let asked = asks.commands.iter().rev().find_map(|command| match command {
        Command::Exercise(ExerciseCommand::Change(exercise, _)) => Some((**exercise).clone()),
        _ => None,
    });
    let mut exercise = asked.unwrap_or_else(|| (**exercising.exercise()).clone());
    how(&mut exercise);
    asks.command(Command::Exercise(ExerciseCommand::Change(
        Box::new(exercise),
        what.to_owned(),
    )));
}

/// Objectives, cells and branches to be read.
fn as_it_was_ui(ui: &mut Ui, exercising: &Exercising) {
    let exercise = exercising.exercise();
    let look = Look::of(ui.ctx());
    let one = |ui: &mut Ui, name: &str, more: &str| {
        paragraph(ui, RichText::new(name).strong().color(look.text));
        if !more.is_empty() {
            muted(ui, more);
        }
        ui.add_space(4.0);
    };
    fold(
        ui,
        say("Objectives"),
        Some(exercise.objectives.len()),
        Fold::Open,
        |ui| {
            for objective in &exercise.objectives {
                one(ui, &objective.name, &objective.criteria);
            }
        },
    );
    fold(ui, say("Cells"), Some(exercise.cells.len()), Fold::Open, |ui| {
        for cell in &exercise.cells {
            let plays = cell.plays.map_or_else(
                || say(cell.kind.title()).to_owned(),
                |party| said(format!("Plays {}", exercise.plan.label_of(party))),
            );
            one(ui, &cell.name, &plays);
        }
    });
    fold(
        ui,
        say("Branches"),
        Some(exercise.branches.len()),
        Fold::Open,
        |ui| {
            for branch in &exercise.branches {
                one(ui, &branch.name, "");
            }
        },
    );
}

fn remarks_ui(ui: &mut Ui, exercising: &Exercising, asks: &mut Asks) {
    let remarks = exercising.remarks();
    fold(
        ui,
        say("Is it fit to be run?"),
        Some(remarks.len()),
        Fold::Open,
        |ui| {
            if remarks.is_empty() {
                muted(ui, say("Nothing is missing, and every effect fits."));
            }
            for remark in remarks {
                let text = format!("{} {}", remark.rule.code, said(&remark.title));
                let (response, ()) = row(ui, &text, false, |ui| {
                    severity_mark(ui, remark.severity);
                    cut_name(ui, &title_text(&text, 12.0));
                });
                if response.hinted(said(&remark.message)).clicked()
                    && let About::Inject(inject) = remark.about
                {
                    asks.command(Command::Exercise(ExerciseCommand::Select(Some(inject))));
                }
            }
        },
    );
}

fn objectives_ui(ui: &mut Ui, exercising: &Exercising, state: &mut SetupState, asks: &mut Asks) {
    let exercise = exercising.exercise();
    fold(
        ui,
        say("Objectives"),
        Some(exercise.objectives.len()),
        Fold::Open,
        |ui| {
            for (place, objective) in exercise.objectives.iter().enumerate() {
                let whole = said(format!("Objective {}", place + 1));
                ui.push_id(objective.id, |ui| {
                    let mut changed = objective.clone();
                    head_ui(ui, &whole, || {
                        change(exercising, "Remove an objective", asks, |exercise| {
                            exercise.remove_objective(objective.id);
                        });
                    });
                    if let Some(name) = text_field(
                        ui,
                        crate::ui::widgets::Label::of(&whole, say("Name")),
                        &changed.name,
                    ) {
                        changed.name = name;
                    }
                    if let Some(text) = text_area(
                        ui,
                        crate::ui::widgets::Label::of(&whole, say("Met where")),
                        &changed.criteria,
                    ) {
                        changed.criteria = text;
                    }
                    if changed != *objective {
                        change(exercising, "Change an objective", asks, |exercise| {
                            put(&mut exercise.objectives, changed, |row| row.id);
                        });
                    }
                });
            }
            if quiet_button(ui, say("Add an objective")).clicked() {
                let id = fresh(exercise, "objective", state);
                change(exercising, "Add an objective", asks, |exercise| {
                    let number = exercise.objectives.len() + 1;
                    exercise.objectives.push(Objective {
                        id,
                        name: format!("Objective {number}"),
                        criteria: String::new(),
                    });
                });
            }
        },
    );
}

fn cells_ui(ui: &mut Ui, exercising: &Exercising, state: &mut SetupState, asks: &mut Asks) {
    let exercise = exercising.exercise();
    fold(ui, say("Cells"), Some(exercise.cells.len()), Fold::Open, |ui| {
        for (place, cell) in exercise.cells.iter().enumerate() {
            let whole = said(format!("Cell {}", place + 1));
            let label = |text: &'static str| crate::ui::widgets::Label::of(&whole, text);
            ui.push_id(cell.id, |ui| {
                let mut changed = cell.clone();
                head_ui(ui, &whole, || {
                    change(exercising, "Remove a cell", asks, |exercise| {
                        exercise.remove_cell(cell.id);
                    });
                });
                if let Some(name) = text_field(ui, label(say("Name")), &changed.name) {
                    changed.name = name;
                }
                let kind = choice_picker(
                    ui,
                    label(say("Kind")),
                    say(cell.kind.title()),
                    Some(&cell.kind),
                    || {
                        CellKind::ALL
                            .iter()
                            .map(|kind| (*kind, say(kind.title()).to_owned()))
                            .collect()
                    },
                );
                changed.kind = kind.unwrap_or(changed.kind);
                if changed.kind == CellKind::Players {
                    let plays = stakeholder_picker(ui, label(say("Plays")), &exercise.plan, changed.plays);
                    changed.plays = plays.unwrap_or(changed.plays);
                }
                if let Some(text) = text_area(ui, label(say("Brief")), &changed.brief) {
                    changed.brief = text;
                }
                if changed != *cell {
                    change(exercising, "Change a cell", asks, |exercise| {
                        put(&mut exercise.cells, changed, |row| row.id);
                    });
                }
            });
        }
        if quiet_button(ui, say("Add a cell")).clicked() {
            let id = fresh(exercise, "cell", state);
            change(exercising, "Add a cell", asks, |exercise| {
                let number = exercise.cells.len() + 1;
                exercise.cells.push(Cell {
                    id,
                    name: format!("Cell {number}"),
                    kind: CellKind::Players,
                    plays: None,
                    brief: String::new(),
                });
            });
        }
    });
}

fn branches_ui(ui: &mut Ui, exercising: &Exercising, state: &mut SetupState, asks: &mut Asks) {
    let exercise = exercising.exercise();
    fold(
        ui,
        say("Branches"),
        Some(exercise.branches.len()),
        Fold::Closed,
        |ui| {
            muted(
                ui,
                say("What happens only if. In the run the controllers decide which branch is taken."),
            );
            for (place, branch) in exercise.branches.iter().enumerate() {
                let whole = said(format!("Branch {}", place + 1));
                ui.push_id(branch.id, |ui| {
                    let mut changed = branch.clone();
                    head_ui(ui, &whole, || {
                        change(exercising, "Remove a branch", asks, |exercise| {
                            exercise.remove_branch(branch.id);
                        });
                    });
                    if let Some(name) = text_field(
                        ui,
                        crate::ui::widgets::Label::of(&whole, say("If")),
                        &changed.name,
                    ) {
                        changed.name = name;
                    }
                    tick(ui, &mut changed.is_usual, say("Taken in the dry run"));
                    if changed != *branch {
                        change(exercising, "Change a branch", asks, |exercise| {
                            put(&mut exercise.branches, changed, |row| row.id);
                        });
                    }
                });
            }
            if quiet_button(ui, say("Add a branch")).clicked() {
                let id = fresh(exercise, "branch", state);
                change(exercising, "Add a branch", asks, |exercise| {
                    exercise.branches.push(Branch {
                        id,
                        name: "If the corridor is closed".to_owned(),
                        is_usual: false,
                    });
                });
            }
        },
    );
}

/// The head of a row: what it is, and the button that takes it out.
fn head_ui(ui: &mut Ui, whole: &str, remove: impl FnOnce()) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(whole).color(Look::of(ui.ctx()).muted));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let label = said(format!("Remove {whole}"));
            if icon_button(ui, Icon::Remove, &label).clicked() {
                remove();
            }
        });
    });
}

/// Puts a row in place of the one with its id.
fn put<T, I: PartialEq>(rows: &mut [T], row: T, id: impl Fn(&T) -> I) {
    if let Some(place) = rows.iter_mut().find(|known| id(known) == id(&row)) {
        *place = row;
    }
}

/// An id that nothing in the exercise has yet.
fn fresh<T>(exercise: &Exercise, what: &str, state: &mut SetupState) -> crate::model::Id<T> {
    state.made += 1;
    let count =
        exercise.objectives.len() + exercise.cells.len() + exercise.branches.len() + exercise.injects.len();
    crate::model::Id::derived([
        what,
        &exercise.id.to_string(),
        &count.to_string(),
        &state.made.to_string(),
        // Another session counts from the same start.
        &exercise.title,
    ])
}
