//! Under the map while an exercise is prepared: the list as a table, and the dry run.

use egui::{RichText, ScrollArea, Ui, vec2};

use super::setup::change;
use super::{clock_text, review};
use crate::editor::{Command, ExerciseCommand, Exercising};
use crate::exercise::{Inject, Moment};
use crate::ui::asks::Asks;
use crate::ui::theme::{Look, ROW};
use crate::ui::widgets::{
    Hinted, Icon, cut_name, empty_note, icon_button, muted, name_text, primary_button, row,
};
use crate::ui::words::{said, say};

/// What is kept from frame to frame.
#[derive(Default)]
pub struct TableState {
    /// How many were added: no two get one id.
    added: u32,
}

/// The least room for a button with words, points.
const ROOM_FOR_WORDS: f32 = 160.0;

/// The columns of the list and their share of the room.
const COLUMNS: [(&str, f32); 8] = [
    ("Serial", 0.07),
    ("Due", 0.16),
    ("Title", 0.23),
    ("From", 0.12),
    ("To", 0.13),
    ("Method", 0.08),
    ("Controller", 0.11),
    ("Effects", 0.08),
];

/// Draws the button that adds an inject.
pub fn add_ui(ui: &mut Ui, exercising: &Exercising, state: &mut TableState, asks: &mut Asks) {
    // Beside long names of tabs there is room for a mark alone.
    let is_narrow = ui.available_width() < ROOM_FOR_WORDS;
    let add = ui.add_enabled_ui(!exercising.has_run(), |ui| {
        if is_narrow {
            icon_button(ui, Icon::Add, say("Add an inject"))
        } else {
            primary_button(ui, say("Add an inject"), 110.0)
        }
    });
    if add.inner.clicked() {
        add_inject(exercising, state, asks);
    }
}

fn add_inject(exercising: &Exercising, state: &mut TableState, asks: &mut Asks) {
    state.added += 1;
    let exercise = exercising.exercise();
    let serial = exercise.next_serial();
    let number = state.added.to_string();
    let id = crate::model::Id::derived(["inject", &exercise.id.to_string(), &serial, &number]);
    // After the one that is looked at, else at the start.
    let due = exercising
        .selected_inject()
        .map_or(exercise.starts, |inject| inject.due + 60);
    change(exercising, "Add an inject", asks, |exercise| {
        exercise.injects.push(Inject::new(id, serial, due));
    });
    asks.command(Command::Exercise(ExerciseCommand::Select(Some(id))));
}

/// Cells of a row, each with its share of the room.
fn cells_ui(ui: &mut Ui, room: f32, cells: &[(String, f32)], ink: egui::Color32) {
    ui.spacing_mut().item_spacing.x = 6.0;
    for (text, share) in cells {
        let width = (room * share - 6.0).max(10.0);
        ui.allocate_ui(vec2(width, ROW), |ui| {
            ui.set_min_width(width);
            cut_name(ui, &name_text(text, 12.0).color(ink));
        });
    }
}

/// Draws the list.
pub fn list_ui(ui: &mut Ui, exercising: &Exercising, asks: &mut Asks) {
    let look = Look::of(ui.ctx());
    let exercise = exercising.exercise();
    if exercise.injects.is_empty() {
        empty_note(
            ui,
            say("The list is empty. Add an inject, or take in a table with Exercise, Take in a list."),
        );
        return;
    }
    let room = ui.available_width() - 24.0;
    ui.horizontal(|ui| {
        ui.add_space(8.0);
        let titles: Vec<(String, f32)> = COLUMNS
            .iter()
            .map(|(title, share)| (say(title).to_owned(), *share))
            .collect();
        cells_ui(ui, room, &titles, look.muted);
    });
    ScrollArea::vertical()
        .id_salt("injects")
        .auto_shrink(false)
        .show_rows(ui, ROW, exercise.injects.len(), |ui, places| {
            for inject in exercise.injects.get(places).unwrap_or_default() {
                let to: Vec<String> = inject.to.iter().map(|cell| exercise.cell_name(*cell)).collect();
                let effects = match inject.effects.len() {
                    0 => String::new(),
                    count => count.to_string(),
                };
                let texts = [
                    inject.serial.clone(),
                    clock_text(&exercise.plan, inject.due),
                    inject.title.clone(),
                    inject.from.clone(),
                    to.join(", "),
                    say(inject.method.title()).to_owned(),
                    inject.controller.clone(),
                    effects,
                ];
                let cells: Vec<(String, f32)> = texts
                    .into_iter()
                    .zip(COLUMNS)
                    .map(|(text, (_, share))| (text, share))
                    .collect();
                let chosen = exercising.selected == Some(inject.id);
                let name = said(format!("Inject {}", inject.label()));
                let (response, ()) = row(ui, &name, chosen, |ui| cells_ui(ui, room, &cells, look.text));
                if response.hinted(inject.text.as_str()).clicked() {
                    asks.command(Command::Exercise(ExerciseCommand::Select(Some(inject.id))));
                }
            }
        });
}

/// Draws the dry run: its findings over time, or what each inject does.
pub fn dry_ui(ui: &mut Ui, exercising: &Exercising, findings: bool, asks: &mut Asks) {
    let look = Look::of(ui.ctx());
    let Some(dry) = exercising.dry() else {
        if exercising.is_reviewing() {
            ui.horizontal(|ui| {
                ui.spinner();
                muted(ui, say("The list is being played."));
            });
        } else {
            empty_note(
                ui,
                say("The exercise was changed since it was played last: Dry run plays it anew."),
            );
        }
        return;
    };
    let played = match &dry.review {
        Ok(played) => played,
        Err(why) => {
            ui.label(
                RichText::new(said(format!("The list could not be played: {why}"))).color(look.critical),
            );
            return;
        }
    };
    if findings {
        review::findings_ui(ui, &dry.session, played, true, asks);
        return;
    }
    let count = played.moments.len();
    ScrollArea::vertical()
        .id_salt("dry run")
        .auto_shrink(false)
        .show_rows(ui, ROW, count, |ui, places| {
            let room = ui.available_width() - 24.0;
            for moment in played.moments.get(places).unwrap_or_default() {
                moment_ui(ui, exercising, moment, room, asks);
            }
        });
}

fn moment_ui(ui: &mut Ui, exercising: &Exercising, moment: &Moment, room: f32, asks: &mut Asks) {
    let look = Look::of(ui.ctx());
    let exercise = exercising.exercise();
    let label = moment
        .inject
        .and_then(|id| exercise.inject(id))
        .map(Inject::label)
        .unwrap_or_default();
    let failed = moment.done.iter().filter(|done| done.failed.is_some()).count();
    let effects = match (moment.done.len(), failed) {
        (0, _) => say("no effects").to_owned(),
        (count, 0) => said(format!("{count} effects")),
        (count, failed) => said(format!("{count} effects, {failed} fail")),
    };
    let findings = said(format!(
        "+{} −{} findings, {} critical open",
        moment.appeared.len(),
        moment.vanished.len(),
        moment.open.critical
    ));
    let cells = [
        (clock_text(&exercise.plan, moment.at), 0.2),
        (label.clone(), 0.34),
        (effects.clone(), 0.2),
        (findings.clone(), 0.26),
    ];
    let ink = if failed > 0 { look.major } else { look.text };
    let chosen = moment.inject.is_some() && exercising.selected == moment.inject;
    let name = format!("{label}, {effects}, {findings}");
    let (response, ()) = row(ui, &name, chosen, |ui| cells_ui(ui, room, &cells, ink));
    let mut lines: Vec<String> = Vec::new();
    for done in &moment.done {
        lines.push(match &done.failed {
            Some(why) => said(format!("{}: fails, {why}", done.what)),
            None => done.what.clone(),
        });
    }
    lines.extend(
        moment
            .appeared
            .iter()
            .map(|finding| format!("+ {} {}", finding.code, finding.title)),
    );
    lines.extend(
        moment
            .vanished
            .iter()
            .map(|finding| format!("− {} {}", finding.code, finding.title)),
    );
    if response.hinted(lines.join("\n")).clicked() {
        asks.command(Command::Exercise(ExerciseCommand::Select(moment.inject)));
    }
}
