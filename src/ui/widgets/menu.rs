//! Actions as items of a menu.

use egui::Ui;

use crate::editor::Editor;
use crate::ui::action::Action;
use crate::ui::asks::Asks;

/// An action in a menu, with its key; greyed where it cannot be done now.
pub fn action_item(ui: &mut Ui, editor: &Editor, asks: &mut Asks, action: Action) {
    let mut button = egui::Button::new(action.text());
    if let Some(shortcut) = action.shortcut() {
        button = button.shortcut_text(ui.ctx().format_shortcut(&shortcut));
    }
    let available = action.is_available(editor);
    let response = ui.add_enabled(available, button);
    if response.hovered() {
        asks.hint(action.hint());
        action.preview(editor, asks);
    }
    if response.clicked() {
        action.run(editor, asks);
        ui.close();
    }
}
