//! A few words to choose from, side by side: quicker than a list where there are less than ten.

use egui::{Button, Ui};

use crate::model::Vocabulary;
use crate::ui::widgets::name_text;
use crate::ui::words::word;

/// Draws the words of a vocabulary; `Some` where another was chosen. `name` goes before each word's name.
pub fn word_chips<W: Vocabulary>(ui: &mut Ui, name: &str, current: Option<W>) -> Option<W> {
    let choices: Vec<(W, String)> = W::WORDS.iter().map(|each| (*each, word(*each))).collect();
    chips(ui, name, current, &choices)
}

/// Draws choices; `Some` where another was chosen. `name` goes before each choice's name.
pub fn chips<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    current: Option<T>,
    choices: &[(T, String)],
) -> Option<T> {
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(2.0, 3.0);
        ui.spacing_mut().button_padding = egui::vec2(7.0, 2.0);
        for (value, text) in choices {
            let is_current = current == Some(*value);
            let response = ui.add(Button::selectable(is_current, name_text(text, 12.0)).truncate());
            let said = format!("{name}: {text}");
            response
                .widget_info(|| egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_current, &said));
            if response.clicked() && !is_current {
                chosen = Some(*value);
            }
        }
    });
    chosen
}
