//! Coordinates typed or pasted while something is drawn: each becomes a vertex, as if it were clicked.
//!
//! A narrow field at the map's foot. It reads nothing itself (see `geometry::coordinates`) and changes no
//! plan: the tool in hand does, once, when the shape is finished.

use egui::{Frame, Id, Key, Rect, RichText, Stroke, TextEdit, Ui, UiBuilder, Vec2};

use crate::editor::tools::{MapEvent, MapEventKind};
use crate::editor::{Command, Editor};
use crate::geometry::Position;
use crate::geometry::coordinates::{Doubt, ReadCoordinates, read, write};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{PositionStyle, doubt_text, quiet_button};

/// What is typed.
#[derive(Default)]
pub struct TypedPlaces {
    text: String,
    fault: Option<String>,
    asked: Option<ReadCoordinates>,
}

const WIDTH: f32 = 420.0;

/// Draws the field while a tool takes positions; gives the room it takes.
pub fn ui(ui: &mut Ui, editor: &Editor, state: &mut TypedPlaces, map: Rect, asks: &mut Asks) -> Option<Rect> {
    if !editor.takes_positions() {
        *state = TypedPlaces::default();
        return None;
    }
    let look = Look::of(ui.ctx());
    let id = Id::unique("typed places");
    let width = WIDTH.min(map.width() - 120.0);
    typed_on_map(ui, id, state, asks);
    let lines = if state.fault.is_some() || state.asked.is_some() {
        2
    } else {
        1
    };
    let size = Vec2::new(width, 12.0 + 26.0 * lines as f32);
    let corner = map.center_bottom() - Vec2::new(width / 2.0, size.y + 14.0);
    let place = Rect::from_min_size(corner, size);
    let frame = Frame::new()
        .fill(look.panel)
        .stroke(Stroke::new(1.0, look.hairline))
        .corner_radius(8)
        .inner_margin(egui::Margin::symmetric(8, 5));
    let shown = ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
        frame
            .show(ui, |ui| {
                ui.set_width(width - 18.0);
                field_ui(ui, id, state, asks);
                below_ui(ui, state, asks);
            })
            .response
            .rect
    });
    Some(shown.inner)
}

fn field_ui(ui: &mut Ui, id: Id, state: &mut TypedPlaces, asks: &mut Asks) {
    let edit = TextEdit::multiline(&mut state.text)
        .id(id)
        .desired_rows(1)
        .return_key(None)
        .desired_width(f32::INFINITY)
        .hint_text("Type or paste coordinates, one or a list; Enter places them");
    let response = ui.add(edit);
    let shown = state.text.clone();
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, &shown, &shown, "");
        info.label = Some("Coordinates of vertices".to_owned());
        info
    });
    if response.changed() {
        state.fault = None;
        state.asked = None;
    }
    if response.has_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        entered(ui, state, asks);
    }
}

fn entered(ui: &Ui, state: &mut TypedPlaces, asks: &mut Asks) {
    if state.text.trim().is_empty() {
        asks.command(Command::Map(MapEvent {
            kind: MapEventKind::Finish,
            at: Position::nearest(0.0, 0.0),
            shift: false,
            alt: true,
        }));
        return;
    }
    match read(&state.text, PositionStyle::of(ui.ctx()).near) {
        Ok(found) => match found.sure() {
            Some(positions) => place(state, positions, asks),
            None => state.asked = Some(found),
        },
        Err(error) => state.fault = Some(error.to_string()),
    }
}

fn place(state: &mut TypedPlaces, positions: Vec<Position>, asks: &mut Asks) {
    asks.command(Command::PlaceTyped(positions));
    *state = TypedPlaces::default();
}

/// What is wrong, or what is to be decided.
fn below_ui(ui: &mut Ui, state: &mut TypedPlaces, asks: &mut Asks) {
    let look = Look::of(ui.ctx());
    if let Some(fault) = &state.fault {
        ui.add(egui::Label::new(RichText::new(fault).small().color(look.critical)).wrap());
    }
    let Some(asked) = state.asked.clone() else { return };
    let format = PositionStyle::of(ui.ctx()).format;
    let words = |positions: &[Position]| match positions {
        [one] => write(*one, format),
        several => format!("{} positions", several.len()),
    };
    ui.horizontal_wrapped(|ui| {
        let why = doubt_text(asked.doubt());
        ui.label(RichText::new(why).small().color(look.critical));
        if let Some(other) = asked.other() {
            let text = match asked.doubt() {
                Some(Doubt::LetterS) => format!("Southern: {}", words(&other)),
                _ => format!("Exchange them: {}", words(&other)),
            };
            if quiet_button(ui, text).clicked() {
                place(state, other, asks);
            }
        }
        if let Some(typed) = asked.typed()
            && quiet_button(ui, "As typed").clicked()
        {
            place(state, typed, asks);
        }
    });
}

/// What is pasted while the map has the keys, and a digit typed there, goes into the field.
fn typed_on_map(ui: &Ui, id: Id, state: &mut TypedPlaces, asks: &mut Asks) {
    if ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    let typed = ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            egui::Event::Paste(text) => Some((text.clone(), true)),
            egui::Event::Text(text) if text.chars().all(char::is_numeric) => Some((text.clone(), false)),
            _ => None,
        })
    });
    let Some((text, pasted)) = typed else { return };
    state.text.push_str(&text);
    if pasted {
        entered(ui, state, asks);
    }
    if !state.text.is_empty() {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}
