//! Choosing a sample.

use egui::Context;

use super::Stays;
use super::frame::{buttons, light_modal};
use crate::editor::Command;
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
            ui.horizontal(|ui| {
                ui.vertical(|ui| {
                    ui.set_width(ui.available_width() - 80.0);
                    ui.label(title(sample.title, 13.0));
                    muted(ui, said(sample.about));
                });
                let button = quiet_button(ui, say("Open"));
                let name = said(format!("Open {}", sample.name));
                button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
                if button.clicked() {
                    asks.command(Command::OpenSample(sample.name.to_owned()));
                    stays = Stays::Closed;
                }
            });
            ui.add_space(6.0);
        }
        if buttons(ui, |ui| quiet_button(ui, say("Cancel")).clicked()) {
            Stays::Closed
        } else {
            stays
        }
    })
}
