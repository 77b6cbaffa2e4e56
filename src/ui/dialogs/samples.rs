//! Choosing a sample.

use egui::{Context, Ui};

use super::Stays;
use super::frame::{buttons, light_modal};
use crate::editor::{Command, ExerciseCommand};
use crate::samples;
use crate::ui::asks::Asks;
use crate::ui::theme::title;
use crate::ui::widgets::{muted, quiet_button};
use crate::ui::words::{said, say};

/// Draws the list; a click opens one.
pub(super) fn ui(ctx: &Context, asks: &mut Asks) -> Stays {
    light_modal(ctx, say("Open a sample"), 480.0, |ui| {
        let mut stays = Stays::Open;
        for sample in samples::ALL {
            let open = Command::OpenSample(sample.name.to_owned());
            if sample_ui(ui, [sample.name, sample.title, sample.about]) {
                asks.command(open);
                stays = Stays::Closed;
            }
        }
        for sample in samples::EXERCISES {
            let open = ExerciseCommand::OpenSample(sample.name.to_owned());
            if sample_ui(ui, [sample.name, sample.title, sample.about]) {
                asks.command(Command::Exercise(open));
                stays = Stays::Closed;
            }
        }
        if buttons(ui, |ui| quiet_button(ui, say("Cancel")).clicked()) {
            Stays::Closed
        } else {
            stays
        }
    })
}

/// A sample and what it shows; true where it is to be opened.
fn sample_ui(ui: &mut Ui, [name, shown, about]: [&str; 3]) -> bool {
    let clicked = ui
        .horizontal(|ui| {
            ui.vertical(|ui| {
                ui.set_width(ui.available_width() - 80.0);
                ui.label(title(shown, 13.0));
                muted(ui, said(about));
            });
            let button = quiet_button(ui, say("Open"));
            let name = said(format!("Open {name}"));
            button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
            button.clicked()
        })
        .inner;
    ui.add_space(6.0);
    clicked
}
