//! The palette: every action, object, place and position in one box.
//!
//! What is found is kept until the text or the plan changes; a frame that changes neither searches for
//! nothing.

mod finds;
mod places;

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Align, Context, Key, Layout, RichText, TextEdit, Ui};

use super::Stays;
use super::frame::{light_modal, scroll};
use crate::editor::{Command, Editor};
use crate::model::Plan;
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{PositionStyle, cut_name, name_text, paragraph, row};
use crate::ui::words::{said, say};
use finds::{Found, Line, lines};
pub use places::{FoundPlace, found_places};

/// What is typed, what it found, and which line is chosen.
#[derive(Default)]
pub(super) struct Palette {
    query: String,
    chosen: usize,
    found: Option<Finds>,
}

/// What a text found in a plan.
struct Finds {
    query: String,
    plan: Arc<Plan>,
    lines: Vec<Line>,
}

impl Palette {
    /// Draws the field and what it finds.
    pub(super) fn ui(
        &mut self,
        ctx: &Context,
        editor: &Editor,
        places: &dyn Fn(&str) -> Vec<FoundPlace>,
        asks: &mut Asks,
    ) -> Stays {
        light_modal(ctx, say("Find anything"), 640.0, |ui| {
            let (up, down, enter) = ui.input_mut(|input| {
                let mut pressed = |key| input.consume_key(egui::Modifiers::NONE, key);
                (
                    pressed(Key::ArrowUp),
                    pressed(Key::ArrowDown),
                    pressed(Key::Enter),
                )
            });
            if self.field_ui(ui) {
                self.chosen = 0;
            }
            let lines = self.lines(ui, editor, places);
            let last = lines.len().saturating_sub(1);
            let mut chosen = self.chosen;
            if down {
                chosen = (chosen + 1).min(last);
            }
            if up {
                chosen = chosen.saturating_sub(1);
            }
            chosen = chosen.min(last);
            let mut picked = enter.then_some(chosen);
            ui.add_space(6.0);
            let lines = self
                .found
                .as_ref()
                .map_or(&[][..], |found| found.lines.as_slice());
            scroll(ui, 420.0, |ui| {
                for (place, line) in lines.iter().enumerate() {
                    if line_ui(ui, line, place == chosen, up || down) {
                        picked = Some(place);
                    }
                }
                if lines.is_empty() {
                    nothing_ui(ui, &self.query);
                }
            });
            self.chosen = chosen;
            let Some(line) = picked.and_then(|place| lines.get(place)) else {
                return Stays::Open;
            };
            pick(&line.found, editor, asks)
        })
    }

    /// Draws the field; true where its text changed.
    fn field_ui(&mut self, ui: &mut Ui) -> bool {
        let response = ui.add(
            TextEdit::singleline(&mut self.query)
                .desired_width(f32::INFINITY)
                .hint_text(say("An action, an object, a place or coordinates")),
        );
        let shown = self.query.clone();
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::text_edit(true, &shown, &shown, "");
            info.label = Some(say("Find anything").to_owned());
            info
        });
        response.request_focus();
        response.changed()
    }

    /// Finds anew where the text or the plan changed.
    fn lines(&mut self, ui: &Ui, editor: &Editor, places: &dyn Fn(&str) -> Vec<FoundPlace>) -> &[Line] {
        let known = self
            .found
            .take()
            .filter(|found| found.query == self.query && Arc::ptr_eq(&found.plan, editor.plan()));
        let found = known.unwrap_or_else(|| {
            let style = PositionStyle::of(ui.ctx());
            let key = |action: crate::ui::action::Action| {
                let shortcut = action.shortcut();
                shortcut
                    .map(|key| ui.ctx().format_shortcut(&key))
                    .unwrap_or_default()
            };
            Finds {
                query: self.query.clone(),
                plan: Arc::clone(editor.plan()),
                lines: lines(&self.query, editor, &style, places, &key),
            }
        });
        &self.found.insert(found).lines
    }
}

fn line_ui(ui: &mut Ui, line: &Line, chosen: bool, moved: bool) -> bool {
    let look = Look::of(ui.ctx());
    if line.found == Found::Nothing {
        ui.add_space(6.0);
        paragraph(ui, RichText::new(said(&line.text)).small().color(look.critical));
        return false;
    }
    let (response, ()) = row(ui, &line.text, chosen, |ui| {
        // What tells it apart keeps its room; a long name is cut.
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(RichText::new(&line.about).small().color(look.muted));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                cut_name(ui, &name_text(&line.text, 12.5));
                if !line.native.is_empty() && line.native != line.text {
                    cut_name(ui, &name_text(&line.native, 12.5).color(look.muted));
                }
            });
        });
    });
    if chosen && moved {
        response.scroll_to_me(None);
    }
    response.clicked()
}

fn nothing_ui(ui: &mut Ui, query: &str) {
    let look = Look::of(ui.ctx());
    ui.add_space(4.0);
    paragraph(
        ui,
        said(format!("Nothing is called “{}”", shortened(query.trim()))),
    );
    let hint = say(
        "Try fewer letters, another spelling, or coordinates: 33.35 43.78, 33°21′N 43°46′48″E, \
                38S 386481 3690753, 38S LB 86481 90753",
    );
    paragraph(ui, RichText::new(hint).small().color(look.muted));
}

fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    let cut: String = text.chars().take(MOST).collect();
    if cut.len() < text.len() { cut + "…" } else { cut }
}

fn pick(found: &Found, editor: &Editor, asks: &mut Asks) -> Stays {
    match found {
        Found::Action(action) => action.run(editor, asks),
        Found::Object(id) => asks.command(Command::ShowObjects(BTreeSet::from([*id]))),
        Found::Place(pin) => asks.command(Command::GoTo(pin.clone())),
        Found::Nothing => return Stays::Open,
    }
    Stays::Closed
}
