//! Keys and About.

use egui::{Context, Grid};

use super::Stays;
use super::frame::{buttons, light_modal, scroll};
use crate::files::basemap::CREDIT;
use crate::ui::action::Action;
use crate::ui::theme::title;
use crate::ui::widgets::{muted, paragraph, quiet_button};
use crate::ui::words::say;

/// What is said about keys that belong to no action.
const MAP_KEYS: &[(&str, &str)] = &[
    ("Arrows", "Move the map; with Shift in small steps"),
    ("Space", "Click at the middle of the map"),
    ("Enter", "Finish the shape"),
    ("Backspace", "Take the last vertex back"),
    (
        "Esc",
        "Step back: drop the gesture, the form, the tool, the selection",
    ),
    ("Alt", "Do not snap; Alt-click removes a vertex"),
    ("Tab", "Go to the next field or button"),
];

/// Draws every key.
pub(super) fn shortcuts_ui(ctx: &Context) -> Stays {
    light_modal(ctx, say("Keys"), 560.0, |ui| {
        scroll(ui, 560.0, |ui| {
            Grid::new("keys")
                .num_columns(2)
                .spacing([18.0, 5.0])
                .show(ui, |ui| {
                    for action in Action::all() {
                        let Some(shortcut) = action.shortcut() else {
                            continue;
                        };
                        ui.label(title(ui.ctx().format_shortcut(&shortcut), 12.0));
                        ui.label(action.text().trim_end_matches('…'));
                        ui.end_row();
                    }
                    for (key, what) in MAP_KEYS {
                        ui.label(title(*key, 12.0));
                        ui.label(*what);
                        ui.end_row();
                    }
                });
        });
        if buttons(ui, |ui| quiet_button(ui, say("Close")).clicked()) {
            Stays::Closed
        } else {
            Stays::Open
        }
    })
}

/// Draws version, credits and licences.
pub(super) fn about_ui(ctx: &Context) -> Stays {
    light_modal(ctx, say("About Entente"), 520.0, |ui| {
        ui.label(concat!("Version ", env!("CARGO_PKG_VERSION")));
        ui.add_space(6.0);
        paragraph(
            ui,
            say(
                "Keeps forces that distrust each other from clashing, and civilians out of the way. Neutral and \
             protective: no targeting, no tracking of persons. Nothing goes to a network, unless you add \
             an online map and switch it on.",
            ),
        );
        ui.add_space(6.0);
        muted(ui, CREDIT);
        muted(
            ui,
            say("Fonts: Inter, Noto Sans Arabic, Noto Sans Hebrew (SIL Open Font License 1.1). Code: MIT."),
        );
        if buttons(ui, |ui| quiet_button(ui, say("Close")).clicked()) {
            Stays::Closed
        } else {
            Stays::Open
        }
    })
}
