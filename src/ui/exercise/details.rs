//! What the exercise says of itself, where no inject is looked at.

use egui::{Frame, Margin, RichText, ScrollArea, Ui};

use super::setup::change;
use crate::editor::{ExerciseTab, Exercising};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{
    count_field, cut_name, muted, needed_minute_field, paragraph, section, text_area, text_field, title_text,
};
use crate::ui::words::{said, say};

/// Draws it.
pub fn ui(ui: &mut Ui, exercising: &Exercising, asks: &mut Asks) {
    let exercise = exercising.exercise();
    Frame::new().inner_margin(Margin::symmetric(12, 10)).show(ui, |ui| {
        ScrollArea::vertical().id_salt("exercise").auto_shrink(false).show(ui, |ui| {
            ui.set_width(ui.available_width() - 8.0);
            cut_name(ui, &title_text(say("The exercise"), 14.0));
            let hint = match exercising.tab {
                ExerciseTab::Prepare => {
                    say("Choose an inject below or on the time line to write it, and to record what it does to the plan.")
                }
                ExerciseTab::Run | ExerciseTab::Review => {
                    say("Choose an inject to see all that it says.")
                }
            };
            muted(ui, hint);
            ui.add_space(4.0);
            let may = exercising.tab == ExerciseTab::Prepare && !exercising.has_run();
            ui.add_enabled_ui(may, |ui| {
                let mut changed = (**exercise).clone();
                if let Some(title) = text_field(ui, say("Title"), &changed.title) {
                    changed.title = title;
                }
                if let Some(author) = text_field(ui, say("Office"), &changed.author) {
                    changed.author = author;
                }
                if let Some(starts) = needed_minute_field(ui, say("Starts"), changed.starts) {
                    changed.starts = starts;
                }
                if let Some(ends) = needed_minute_field(ui, say("Ends"), changed.ends) {
                    changed.ends = ends;
                }
                if let Some(rate) = count_field(ui, say("Pace"), changed.rate, "×") {
                    changed.rate = rate.max(1);
                }
                if may && let Some(notes) = text_area(ui, say("Notes"), &changed.notes) {
                    changed.notes = notes;
                }
                if changed != **exercise {
change(exercising, "Change the exercise", asks, |exercise| {
                        // What is listed is changed elsewhere.
                        exercise.title = changed.title;
                        exercise.author = changed.author;
                        exercise.starts = changed.starts;
                        exercise.ends = changed.ends;
                        exercise.rate = changed.rate;
                        exercise.notes = changed.notes;
                    });
                }
            });
            let minutes = exercise.ends.saturating_sub(exercise.starts).max(0);
            let room = minutes / i64::from(exercise.rate.max(1));
            muted(
                ui,
                said(format!(
                    "A minute of the room is {} of the exercise; it takes {room} minutes.",
                    exercise.rate
                )),
            );
            if !may {
                section(ui, say("Notes"));
                paragraph(ui, RichText::new(&exercise.notes).color(Look::of(ui.ctx()).text));
                return;
            }
            muted(ui, say("With no inject chosen, what you change on the map is the plan that the exercise starts from."));
        });
    });
}
