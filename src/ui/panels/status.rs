//! The line at the bottom: what can be done now, where the pointer is, what was checked and saved.

use egui::{Align, Layout, RichText, Ui};

use crate::editor::{CoordinateFormat, Editor};
use crate::geometry::Position;
use crate::geometry::coordinates::write_short;
use crate::ui::theme::Look;
use crate::ui::widgets::{cut_name, name_text};
use crate::ui::words::{said, say};

/// What the line shows besides the editor's own.
pub struct Status<'a> {
    /// What can be done with what the pointer is on; else the tool's hint is shown.
    pub hint: Option<&'a str>,
    /// Where the pointer is on the ground.
    pub pointer: Option<Position>,
    /// The map's scale: ground metres in a point.
    pub metres_per_point: f64,
}

/// Draws the line.
pub fn ui(ui: &mut Ui, editor: &Editor, status: &Status<'_>) {
    let look = Look::of(ui.ctx());
    ui.horizontal_centered(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 18.0;
            let small = |ui: &mut Ui, text: String, ink| ui.label(RichText::new(text).size(11.5).color(ink));
            let (saved, ink) = saved_text(editor, look);
            small(ui, saved, ink);
            let (checked, ink) = checked_text(editor, look);
            small(ui, checked, ink);
            small(ui, scale_text(status.metres_per_point), look.muted);
            if let Some(pointer) = status.pointer {
                small(
                    ui,
                    position_text(pointer, editor.preferences().coordinates),
                    look.text,
                );
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let hint = said(status.hint.map_or_else(|| editor.hint(), Into::into));
                cut_name(ui, &name_text(&hint, 11.5).color(look.muted));
            });
        });
    });
}

/// Writes a position as the user likes it, to about a metre.
pub fn position_text(position: Position, format: CoordinateFormat) -> String {
    write_short(position, format)
}

/// The scale as on paper, for a screen of 96 points to the inch.
fn scale_text(metres_per_point: f64) -> String {
    let scale = metres_per_point * 96.0 / 0.0254;
    // Two figures say all that a screen's scale can.
    let figures = 10_f64.powi(scale.max(1.0).log10().floor() as i32 - 1);
    let rounded = ((scale / figures).round() * figures).max(1.0) as u64;
    format!("1 : {}", grouped(rounded))
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('\u{2009}');
        }
        text.push(digit);
    }
    text
}

fn checked_text(editor: &Editor, look: &Look) -> (String, egui::Color32) {
    if editor.document().fresh_report().is_some() {
        (say("Checked").to_owned(), look.muted)
    } else if editor.is_checking() {
        (say("Checking…").to_owned(), look.muted)
    } else {
        (say("Not checked").to_owned(), look.critical)
    }
}

fn saved_text(editor: &Editor, look: &Look) -> (String, egui::Color32) {
    match (editor.has_file(), editor.is_unsaved()) {
        (true, false) => (say("Saved").to_owned(), look.muted),
        (_, true) => (say("Not saved").to_owned(), look.accent),
        (false, false) => (say("No file yet").to_owned(), look.muted),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_rounded_to_what_a_screen_can_show() {
        assert_eq!(scale_text(16.4), "1 : 62\u{2009}000");
        assert_eq!(scale_text(0.0), "1 : 1");
    }
}
