//! The panel of a file that is being imported, in the inspector's place: what was found in it, what that is
//! to mean, and the report. The map beside it shows the plan with the file in it.
//!
//! Reads nothing and decides nothing: choices go to the editor as an order, and the file is read anew.

mod columns;
mod groups;
mod report;

use egui::{Margin, RichText, ScrollArea, Spinner, Ui};

use crate::editor::{Command, Editor, ImportOrder, Importing};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{cut_name, muted, paragraph, primary_button, quiet_button, title_text};
use crate::ui::words::{said, say};

/// Room for the buttons below, points.
const BUTTONS: f32 = 52.0;

/// Draws the panel.
pub fn ui(ui: &mut Ui, editor: &Editor, importing: &Importing, asks: &mut Asks) {
    let look = Look::of(ui.ctx());
    egui::Frame::new()
        .inner_margin(Margin::symmetric(12, 10))
        .show(ui, |ui| {
            cut_name(
                ui,
                &title_text(&said(format!("Import {}", importing.name())), 14.0),
            );
            ui.horizontal(|ui| {
                if importing.is_reading() {
                    ui.add(Spinner::new().size(12.0));
                    muted(ui, say("Reading…"));
                } else {
                    muted(
                        ui,
                        say("Nothing is in the plan yet; the map shows it as it would be."),
                    );
                }
            });
            if let Some(fault) = importing.fault() {
                paragraph(ui, RichText::new(said(fault)).color(look.critical));
            }
            ui.add_space(4.0);
            let room = (ui.available_height() - BUTTONS).max(80.0);
            ScrollArea::vertical()
                .id_salt(("import", importing.name()))
                .max_height(room)
                .min_scrolled_height(room)
                .auto_shrink([false, false])
                .show(ui, |ui| {
                    // Clear of the bar that scrolls.
                    ui.set_width(ui.available_width() - 12.0);
                    let mut order = importing.order.clone();
                    contents_ui(ui, editor, importing, &mut order);
                    if order != importing.order {
                        asks.command(Command::ChooseImport(Box::new(order)));
                    }
                });
            ui.separator();
            ui.horizontal(|ui| {
                let ready = editor.can_take_import();
                let take = ui
                    .add_enabled_ui(ready, |ui| primary_button(ui, say("Import"), 110.0))
                    .inner;
                if take.clicked() {
                    asks.command(Command::TakeImport);
                }
                if quiet_button(ui, say("Cancel import")).clicked() {
                    asks.command(Command::DropImport);
                }
                match importing.waiting.len() {
                    0 => {}
                    1 => drop(muted(ui, say("1 more file waits"))),
                    more => drop(muted(ui, said(format!("{more} more files wait")))),
                }
            });
        });
}

fn contents_ui(ui: &mut Ui, editor: &Editor, importing: &Importing, order: &mut ImportOrder) {
    let Some(read) = &importing.read else { return };
    if let Some(table) = &read.table {
        columns::ui(ui, table, order);
    }
    groups::ui(ui, editor.plan(), &read.groups, order);
    if let Ok(imported) = &read.imported {
        report::ui(ui, imported);
    }
}
