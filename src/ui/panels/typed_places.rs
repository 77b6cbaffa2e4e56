//! Coordinates typed or pasted while something is drawn: each becomes a vertex, as if it were clicked.
//!
//! A narrow field at the map's foot. It reads nothing itself (see `geometry::coordinates`) and changes no
//! plan: the tool in hand does, once, when the shape is finished.

use egui::{Frame, Id, Key, Rect, RichText, Stroke, TextEdit, Ui, UiBuilder, Vec2};

use crate::editor::tools::{MapEvent, MapEventKind};
use crate::editor::{Command, Editor};
use crate::geometry::Position;
use crate::geometry::coordinates::{Doubt, ReadCoordinates, read, stepped, write};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{PositionStyle, doubt_text, paragraph, quiet_button};
use crate::ui::words::{said, say};

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
    let on_map = typed_on_map(ui, id);
    let below = match (&state.fault, &state.asked) {
        (_, Some(_)) => 66.0,
        (Some(_), None) => 36.0,
        (None, None) => 0.0,
    };
    let size = Vec2::new(width, 38.0 + below);
    // Where the map is narrow, above the scale and the credit.
    let above = if map.width() < 900.0 { 50.0 } else { 14.0 };
    let corner = map.center_bottom() - Vec2::new(width / 2.0, size.y + above);
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
                field_ui(ui, id, editor, state, asks);
                if on_map == Some(OnMap::Pasted) && !state.text.trim().is_empty() {
                    entered(ui, editor, state, asks);
                }
                below_ui(ui, state, asks);
            })
            .response
            .rect
    });
    Some(shown.inner)
}

fn field_ui(ui: &mut Ui, id: Id, editor: &Editor, state: &mut TypedPlaces, asks: &mut Asks) {
    let edit = TextEdit::multiline(&mut state.text)
        .id(id)
        .desired_rows(1)
        .return_key(None)
        .desired_width(f32::INFINITY)
        .hint_text(if editor.typed_from().is_some() {
            say("Coordinates, or a step from the last vertex: 1500 m 045")
        } else {
            say("Type or paste coordinates, one or a list; Enter places them")
        });
    let response = ui.add(edit);
    let shown = state.text.clone();
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, &shown, &shown, "");
        info.label = Some(say("Coordinates of vertices").to_owned());
        info
    });
    if response.changed() {
        state.fault = None;
        state.asked = None;
    }
    if response.has_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        entered(ui, editor, state, asks);
    }
}

fn entered(ui: &Ui, editor: &Editor, state: &mut TypedPlaces, asks: &mut Asks) {
    if state.text.trim().is_empty() {
        asks.command(Command::Map(MapEvent {
            kind: MapEventKind::Finish,
            at: Position::nearest(0.0, 0.0),
            shift: false,
            alt: true,
            ctrl: false,
        }));
        return;
    }
    if let Some(positions) = editor.typed_from().and_then(|from| stepped(from, &state.text)) {
        place(state, positions, asks);
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
        paragraph(ui, RichText::new(said(fault)).small().color(look.critical));
    }
    let Some(asked) = state.asked.clone() else { return };
    let format = PositionStyle::of(ui.ctx()).format;
    let words = |positions: &[Position]| match positions {
        [one] => write(*one, format),
        several => {
            let count = several.len();
            said(format!("{count} positions"))
        }
    };
    let why = doubt_text(asked.doubt());
    paragraph(ui, RichText::new(why).small().color(look.critical));
    ui.horizontal(|ui| {
        if let Some(other) = asked.other() {
            let text = match asked.doubt() {
                Some(Doubt::LetterS) => said(format!("Southern: {}", words(&other))),
                _ => said(format!("Exchange them: {}", words(&other))),
            };
            if quiet_button(ui, text).clicked() {
                place(state, other, asks);
            }
        }
        if let Some(typed) = asked.typed()
            && quiet_button(ui, say("As typed")).clicked()
        {
            place(state, typed, asks);
        }
    });
}

/// What was typed on the map and belongs into the field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OnMap {
    /// A digit: more will follow.
    Digit,
    /// A text from the clipboard: it is whole.
    Pasted,
}

/// Gives the field the keys where something for it is typed on the map; the field then takes the text
/// itself.
fn typed_on_map(ui: &Ui, id: Id) -> Option<OnMap> {
    if ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()) {
        return None;
    }
    let typed = ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            egui::Event::Paste(_) => Some(OnMap::Pasted),
            egui::Event::Text(text) if text.chars().all(char::is_numeric) => Some(OnMap::Digit),
            _ => None,
        })
    });
    if typed.is_some() {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    typed
}
