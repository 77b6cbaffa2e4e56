//! Choosing a plan to start from.

use egui::{Context, Ui};

use super::Stays;
use super::frame::{buttons, light_modal};
use crate::editor::{Command, Template};
use crate::ui::asks::{Asks, Dialog};
use crate::ui::theme::title;
use crate::ui::widgets::{muted, quiet_button};
use crate::ui::words::say;

/// Draws the list; a click starts the plan, or asks for the file it is made of.
pub(super) fn ui(ctx: &Context, asks: &mut Asks) -> Stays {
    light_modal(ctx, say("New plan from a template"), 520.0, |ui| {
        let mut stays = Stays::Open;
        let phases = say(
            "Shaping on the day before H-hour, then isolation, attack, clearing and stabilisation, a day \
                      each. Nothing else.",
        );
        if template_ui(
            ui,
            say("Usual phases"),
            phases,
            say("Start with the usual phases"),
        ) {
            asks.command(Command::NewFrom(Template::Phases));
            stays = Stays::Closed;
        }
        let iraq = say(
            "The usual phases, each of the 101 districts of Iraq as a sector that nobody holds yet, and all of them as \
             the area of operations. Simplified; not authoritative.",
        );
        if template_ui(
            ui,
            say("Districts of Iraq"),
            iraq,
            say("Start with the districts of Iraq"),
        ) {
            asks.command(Command::NewFrom(Template::Iraq));
            stays = Stays::Closed;
        }
        let districts = say(
            "The usual phases, each district of a file as a sector that nobody holds yet, and all of \
                         them as the area of operations. The file has the districts as polygons: GeoJSON, KML, \
                         KMZ, or CSV with shapes as text; OCHA and geoBoundaries publish them for every country. \
                         The map beneath the plan has districts only as lines, which hold no ground.",
        );
        if template_ui(
            ui,
            say("Districts of a country"),
            districts,
            say("Choose a file of districts"),
        ) {
            asks.dialog(Dialog::Districts);
            stays = Stays::Open;
        }
        if buttons(ui, |ui| quiet_button(ui, say("Cancel")).clicked()) {
            Stays::Closed
        } else {
            stays
        }
    })
}

/// One template; true where it was chosen.
fn template_ui(ui: &mut Ui, name: &str, about: &str, choose: &str) -> bool {
    let mut chosen = false;
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(ui.available_width() - 90.0);
            ui.label(title(name, 13.0));
            muted(ui, about);
        });
        let button = quiet_button(
            ui,
            if choose == say("Choose a file of districts") {
                say("Choose…")
            } else {
                say("Start")
            },
        );
        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, choose));
        chosen = button.clicked();
    });
    ui.add_space(8.0);
    chosen
}
