//! The band of an exercise: what is worked on, and the clock.

use egui::{Align, Button, Key, Layout, RichText, Ui, Vec2};

use super::clock_text;
use crate::editor::{Command, Editor, ExerciseCommand, ExerciseTab, Exercising, ListFile};
use crate::exercise::Event;
use crate::model::Minute;
use crate::ui::asks::{Asks, Dialog};
use crate::ui::theme::{Look, title};
use crate::ui::widgets::{Hinted, choice_bare, primary_button, quiet_button};
use crate::ui::words::{said, say};

/// Paces that are offered: minutes of the exercise in a minute of the room.
const PACES: [u32; 8] = [1, 5, 15, 60, 120, 360, 720, 1440];

/// Draws the band.
pub fn ui(ui: &mut Ui, editor: &Editor, exercising: &Exercising, asks: &mut Asks) {
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        for tab in ExerciseTab::ALL {
            let chosen = exercising.tab == tab;
            let button = ui.add(Button::selectable(chosen, tab_text(tab)));
            if button.hovered() {
                asks.hint(tab_hint(tab));
            }
            if button.clicked() {
                asks.command(show(tab));
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| match exercising.tab {
            ExerciseTab::Prepare => prepare_ui(ui, exercising, asks),
            ExerciseTab::Run => run_ui(ui, editor, exercising, asks),
            ExerciseTab::Review => review_ui(ui, exercising, asks),
        });
    });
}

/// What a tab is called.
pub fn tab_text(tab: ExerciseTab) -> &'static str {
    match tab {
        ExerciseTab::Prepare => say("Prepare"),
        ExerciseTab::Run => say("Run"),
        ExerciseTab::Review => say("Review"),
    }
}

/// One sentence on it.
pub fn tab_hint(tab: ExerciseTab) -> &'static str {
    match tab {
        ExerciseTab::Prepare => say("Write the list of injects, and record what each does to the plan"),
        ExerciseTab::Run => say("Let the clock run, publish what is due, enter what the players decide"),
        ExerciseTab::Review => say("Look back: what became of the plan, who reacted how soon, the report"),
    }
}

fn show(tab: ExerciseTab) -> Command {
    Command::Exercise(ExerciseCommand::Show(tab))
}

fn prepare_ui(ui: &mut Ui, exercising: &Exercising, asks: &mut Asks) {
    let start = if exercising.has_run() {
        say("Go to the run")
    } else {
        say("Start the run")
    };
    if primary_button(ui, start, 118.0).clicked() {
        asks.command(if exercising.has_run() && !exercising.is_kept() {
            show(ExerciseTab::Run)
        } else {
            Command::Exercise(ExerciseCommand::Start)
        });
    }
    let dry = ui.add_enabled_ui(!exercising.is_reviewing(), |ui| quiet_button(ui, say("Dry run")));
    if dry.inner.hovered() {
        asks.hint(say(
            "Play the whole list and see which findings come and go, and what fails",
        ));
    }
    if dry.inner.clicked() {
        asks.command(Command::Exercise(ExerciseCommand::DryRun));
    }
    if exercising.has_run() && quiet_button(ui, say("Set the run aside")).clicked() {
        asks.command(Command::Exercise(ExerciseCommand::SetAside));
    }
    if exercising.is_reviewing() {
        ui.spinner();
    }
}

fn run_ui(ui: &mut Ui, editor: &Editor, exercising: &Exercising, asks: &mut Asks) {
    let look = Look::of(ui.ctx());
    let enter = |event: Event| Command::Exercise(ExerciseCommand::Enter(event));
    let Some(state) = exercising.state() else {
        if primary_button(ui, say("Start the run"), 118.0).clicked() {
            asks.command(Command::Exercise(ExerciseCommand::Start));
        }
        return;
    };
    if !exercising.is_kept() {
        ui.label(
            RichText::new(say("A run that is looked at: save the exercise to run it")).color(look.muted),
        );
        return;
    }
    if state.has_ended {
        ui.label(RichText::new(say("The exercise has ended")).color(look.muted));
        return;
    }
    if quiet_button(ui, say("End"))
        .hinted(say("The exercise is over; what is not delivered stays so"))
        .clicked()
    {
        asks.command(enter(Event::Ended));
    }
    let now = exercising.clock().minute(editor.room_ms());
    picture_ui(ui, now, asks);
    if let Some((due, inject)) = state.coming(now).first() {
        let button = quiet_button(ui, say("To the next inject"));
        if button
            .hinted(said(format!(
                "Set the clock to {}: {}",
                clock_text(&exercising.exercise().plan, *due),
                inject.label()
            )))
            .clicked()
        {
            asks.command(enter(Event::Jumped(*due)));
        }
    }
    pace_ui(ui, exercising, asks);
    let runs = exercising.clock().is_running();
    let text = if runs { say("Pause") } else { say("Run the clock") };
    let toggled = ui.input_mut(|input| input.consume_key(egui::Modifiers::CTRL, Key::Space));
    if primary_button(ui, text, 118.0).clicked() || toggled {
        asks.command(Command::Exercise(ExerciseCommand::RunClock(!runs)));
    }
    let clock = clock_text(&exercising.exercise().plan, now);
    let ink = if runs { look.accent } else { look.text };
    let label = ui.label(title(&clock, 14.0).color(ink));
    let spoken = said(format!("Exercise time {clock}"));
    label.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &spoken));
}

/// Keeps the map as it is at a minute for the report.
fn picture_ui(ui: &mut Ui, at: Minute, asks: &mut Asks) {
    let button = quiet_button(ui, say("Picture"));
    if button
        .hinted(say("The map as it is now goes into the report"))
        .clicked()
    {
        let caption = String::new();
        asks.command(Command::Exercise(ExerciseCommand::Enter(Event::Pictured {
            at,
            caption,
        })));
    }
}

fn pace_ui(ui: &mut Ui, exercising: &Exercising, asks: &mut Asks) {
    let rate = exercising.clock().rate();
    let text = |rate: u32| format!("{rate}×");
    let chosen = ui
        .allocate_ui(Vec2::new(84.0, 26.0), |ui| {
            choice_bare(ui, say("Pace of the clock"), &text(rate), Some(&rate), || {
                PACES.iter().map(|rate| (*rate, text(*rate))).collect()
            })
        })
        .inner;
    if let Some(rate) = chosen {
        asks.command(Command::Exercise(ExerciseCommand::Enter(Event::Paced(rate))));
    }
}

fn review_ui(ui: &mut Ui, exercising: &Exercising, asks: &mut Asks) {
    if exercising.is_reviewing() {
        ui.spinner();
        ui.label(say("Looking through the run"));
        return;
    }
    let Some(reviewed) = exercising.reviewed() else {
        ui.label(RichText::new(say("No run to look back on yet")).color(Look::of(ui.ctx()).muted));
        return;
    };
    if let Err(why) = &reviewed.review {
        ui.label(
            RichText::new(said(format!("The run could not be looked through: {why}")))
                .color(Look::of(ui.ctx()).critical),
        );
        return;
    }
    if primary_button(ui, say("Report…"), 90.0).clicked() {
        asks.dialog(Dialog::ExerciseFile(ListFile::Report));
    }
    if exercising.is_kept() {
        picture_ui(ui, exercising.shown_minute(0), asks);
    }
    for (text, what) in [
        (say("Findings as a table…"), ListFile::Findings),
        (say("Log as a table…"), ListFile::Log),
    ] {
        if quiet_button(ui, text).clicked() {
            asks.dialog(Dialog::ExerciseFile(what));
        }
    }
}
