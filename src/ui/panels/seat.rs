//! A seat to try a panel from: an editor that obeys what the panel asks, asked by name, without a screen.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::editor::{Command, Editor};
use crate::ui::asks::{Asks, Dialog};

/// An editor before a panel.
pub struct Seat<S> {
    pub editor: Editor,
    pub state: S,
    /// Everything asked so far.
    pub asked: Vec<Command>,
    pub dialog: Option<Dialog>,
}

/// A panel with a state of its own.
pub type Panel<S> = fn(&mut egui::Ui, &Editor, &mut S, &mut Asks);

/// Seats the editor before the panel.
pub fn seat<'a, S: Default + 'a>(editor: Editor, panel: Panel<S>) -> Harness<'a, Seat<S>> {
    let seat = Seat {
        editor,
        state: S::default(),
        asked: Vec::new(),
        dialog: None,
    };
    Harness::builder()
        .with_size([340.0, 2000.0])
        .with_max_steps(30)
        .with_context_setup(|ctx| {
            crate::ui::map::text::install_fonts(ctx);
            crate::ui::theme::apply(ctx);
        })
        .build_ui_state(
            move |ui, seat: &mut Seat<S>| {
                let mut asks = Asks::default();
                panel(ui, &seat.editor, &mut seat.state, &mut asks);
                let busy = !asks.commands.is_empty();
                for command in asks.commands {
                    seat.asked.push(command.clone());
                    seat.editor.obey(command);
                }
                seat.editor.collect();
                seat.dialog = asks.dialog.or(seat.dialog.take());
                if busy {
                    ui.ctx().request_repaint();
                }
            },
            seat,
        )
}

/// What a hand does.
pub trait Hand {
    /// Clicks what is called so.
    fn press(&mut self, name: &str);
    /// Opens a list and chooses from it.
    fn choose(&mut self, field: &str, choice: &str);
    /// Types a text in place of a field's own, and finishes with Enter.
    fn fill(&mut self, field: &str, text: &str);
}

impl<S> Hand for Harness<'_, Seat<S>> {
    fn press(&mut self, name: &str) {
        self.get_by_label(name).click();
        self.run();
    }

    fn choose(&mut self, field: &str, choice: &str) {
        self.press(field);
        self.press(choice);
    }

    fn fill(&mut self, field: &str, text: &str) {
        self.get_by_label(field).click();
        self.run();
        self.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        self.run();
        self.get_by_label(field).type_text(text);
        self.run();
        self.key_press(egui::Key::Enter);
        self.run();
    }
}
