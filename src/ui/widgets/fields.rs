//! Fields that hand over a value when it is finished: on Enter or when the focus leaves.
//!
//! While a field is being typed in, its text lives in the window's memory; Esc puts the old value back.
//! A text that is no value stays, marked, with what was expected below it.

use egui::{Id, Response, RichText, TextEdit, Ui};

use crate::drawing::figures::{Units, distances_text, read_distances};
use crate::model::sidc::SymbolCode;
use crate::model::{Colour, Instant, Minute};
use crate::ui::theme::{LABEL, Look, semibold};
use crate::ui::words::{said, say};

use super::label::Label;
use super::paragraph::paragraph;
use super::rows::{labelled, quiet_button};
use crate::model::{minute_text, read_minute};

/// A line of text; `Some` where it was changed.
pub fn text_field(ui: &mut Ui, label: impl Into<Label>, value: &str) -> Option<String> {
    typed(ui, &label.into(), value, 1, |text| Ok(text.to_owned()))
}

/// The name that stands as a title, edited in place: a field only where the pointer or the focus is.
/// Alone, as wide as there is room; `id` lets somebody else give it the focus.
pub fn title_field(ui: &mut Ui, id: Id, name: &str, value: &str) -> Option<String> {
    let read = |text: &str, _| Ok(text.trim().to_owned());
    finished(ui, id, name, value, Shape::Title, read).0
}

/// Several lines of text; `Some` where it was changed.
pub fn text_area(ui: &mut Ui, label: impl Into<Label>, value: &str) -> Option<String> {
    typed(ui, &label.into(), value, 3, |text| Ok(text.to_owned()))
}

/// Words between commas; `Some` where they were changed.
pub fn words_field(ui: &mut Ui, label: impl Into<Label>, value: &[String]) -> Option<Vec<String>> {
    typed(ui, &label.into(), &value.join(", "), 1, |text| {
        Ok(pieces(text, ',').collect())
    })
}

/// One item a line; `Some` where they were changed.
pub fn lines_field(ui: &mut Ui, label: impl Into<Label>, value: &[String]) -> Option<Vec<String>> {
    let rows = value.len().clamp(2, 6);
    typed(ui, &label.into(), &value.join("\n"), rows, |text| {
        Ok(pieces(text, '\n').collect())
    })
}

fn pieces(text: &str, between: char) -> impl Iterator<Item = String> {
    text.split(between)
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .map(str::to_owned)
}

/// A whole number that may be absent; `Some` where it was changed.
pub fn number_field(
    ui: &mut Ui,
    label: impl Into<Label>,
    value: Option<u32>,
    unit: &str,
) -> Option<Option<u32>> {
    let shown = value.map(|value| value.to_string()).unwrap_or_default();
    typed(ui, &label.into().in_unit(unit), &shown, 1, number_or_none)
}

/// A whole number that must be there; `Some` where it was changed.
pub fn count_field(ui: &mut Ui, label: impl Into<Label>, value: u32, unit: &str) -> Option<u32> {
    typed(ui, &label.into().in_unit(unit), &value.to_string(), 1, |text| {
        number_or_none(text)?.ok_or_else(|| NO_COUNT.to_owned())
    })
}

/// A minute from H-hour that may be absent, typed as minutes, hours or days: `90`, `H+36 h`, `-16 d`.
pub fn minute_field(ui: &mut Ui, label: impl Into<Label>, value: Option<Minute>) -> Option<Option<Minute>> {
    let shown = value.map(minute_text).unwrap_or_default();
    typed(ui, &label.into(), &shown, 1, minute_or_none)
}

/// A minute from H-hour that must be there.
pub fn needed_minute_field(ui: &mut Ui, label: impl Into<Label>, value: Minute) -> Option<Minute> {
    typed(ui, &label.into(), &minute_text(value), 1, |text| {
        minute_or_none(text)?.ok_or_else(|| NO_MINUTE.to_owned())
    })
}

/// A calendar instant that may be absent.
pub fn instant_field(
    ui: &mut Ui,
    label: impl Into<Label>,
    value: Option<Instant>,
) -> Option<Option<Instant>> {
    let shown = value.map(|value| value.to_string()).unwrap_or_default();
    typed(ui, &label.into(), &shown, 1, instant_or_none)
}

/// A colour as `#0072b2` that may be absent.
pub fn colour_field(ui: &mut Ui, label: impl Into<Label>, value: Option<Colour>) -> Option<Option<Colour>> {
    let shown = value.map(|value| value.to_string()).unwrap_or_default();
    typed(ui, &label.into(), &shown, 1, |text| {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        text.parse()
            .map(Some)
            .map_err(|error: crate::model::ColourError| error.to_string())
    })
}

/// A symbol code of the standard; what was typed comes with what it says.
pub fn symbol_code_field(ui: &mut Ui, label: impl Into<Label>, shown: &str) -> Option<(SymbolCode, String)> {
    typed(ui, &label.into(), shown, 1, |text| {
        let code = SymbolCode::read(text).map_err(|error| said(format!("Not a symbol code: {error}")))?;
        Ok((code, text.to_owned()))
    })
}

const NO_COUNT: &str = "expected a whole number from 0 to 4,294,967,295";
const NO_MINUTE: &str = "expected minutes, hours or days from H-hour: 90, 36 h, -16 d, 1 d 6 h";

/// Reads a minute; nothing typed is none.
pub(super) fn minute_or_none(text: &str) -> Result<Option<Minute>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    read_minute(text).map(Some).ok_or_else(|| NO_MINUTE.to_owned())
}

/// Reads an instant; nothing typed is none.
pub(super) fn instant_or_none(text: &str) -> Result<Option<Instant>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    text.parse()
        .map(Some)
        .map_err(|error: crate::model::InstantError| error.to_string())
}

/// Distances in metres, typed as `500 m, 1, 2.5 km`; `Some` where they were changed.
pub fn distances_field(
    ui: &mut Ui,
    label: impl Into<Label>,
    distances_m: &[u32],
    units: Units,
) -> Option<Vec<u32>> {
    let shown = distances_text(distances_m, units);
    typed(ui, &label.into(), &shown, 1, |text| {
        read_distances(text, units).map_err(|error| error.to_string())
    })
}

/// Reads a whole number, thousands set apart or not; nothing typed is none.
pub(super) fn number_or_none(text: &str) -> Result<Option<u32>, String> {
    let separates = |letter: &char| matches!(letter, ' ' | ',' | '\u{a0}' | '\u{202f}');
    let digits: String = text.chars().filter(|letter| !separates(letter)).collect();
    if digits.is_empty() {
        return Ok(None);
    }
    digits.parse().map(Some).map_err(|_| NO_COUNT.to_owned())
}

/// What is being typed into a field, and what was wrong with it.
#[derive(Clone, Default)]
struct Typing {
    text: String,
    refusal: Option<Refusal>,
}

/// Why a text is not taken, and what may be meant instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// What is wrong.
    pub(super) why: String,
    /// What can be taken in its place: how it is called, and the text.
    pub(super) instead: Option<[String; 2]>,
    /// It is taken as it stands by whoever insists.
    pub(super) if_insisted: bool,
}

impl From<String> for Refusal {
    fn from(why: String) -> Self {
        Self {
            why,
            instead: None,
            if_insisted: false,
        }
    }
}

/// How a text is handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// For the first time.
    First,
    /// Again, after its doubts were shown.
    Again,
}

fn typed<T>(
    ui: &mut Ui,
    label: &Label,
    shown: &str,
    rows: usize,
    read: impl Fn(&str) -> Result<T, String>,
) -> Option<T> {
    typed_asking(ui, label, shown, rows, |text, _| {
        read(text).map_err(Refusal::from)
    })
}

/// A field whose text can be doubted: what may be meant instead is offered below it.
pub(super) fn typed_asking<T>(
    ui: &mut Ui,
    label: &Label,
    shown: &str,
    rows: usize,
    read: impl Fn(&str, Asked) -> Result<T, Refusal>,
) -> Option<T> {
    let (id, value, refusal) = labelled(ui, label.clone(), |ui| {
        let id = ui.make_persistent_id(("field", &label.name));
        let (value, refusal) = finished(ui, id, &label.name, shown, Shape::Lines(rows), &read);
        (id, value, refusal)
    });
    let Some(refusal) = refusal else { return value };
    let mut answer = None;
    ui.horizontal(|ui| {
        let look = Look::of(ui.ctx());
        ui.add_space(LABEL + ui.spacing().item_spacing.x);
        ui.vertical(|ui| {
            paragraph(ui, RichText::new(said(&refusal.why)).small().color(look.critical));
            if let Some([name, text]) = &refusal.instead
                && quiet_button(ui, name).clicked()
            {
                answer = Some(read(text, Asked::Again));
            }
            if refusal.if_insisted && quiet_button(ui, say("Keep as typed")).clicked() {
                let typing: Option<Typing> = ui.data(|data| data.get_temp(id));
                answer = typing.map(|typing| read(&typing.text, Asked::Again));
            }
        });
    });
    match answer {
        Some(Ok(value)) => {
            ui.data_mut(|data| data.remove::<Typing>(id));
            Some(value)
        }
        _ => value,
    }
}

/// A field alone, as wide as there is room: its name is heard, not seen. Returns the new value, and
/// what is wrong with the text that stands in it.
pub(super) fn typed_bare<T>(
    ui: &mut Ui,
    name: &str,
    shown: &str,
    rows: usize,
    read: impl FnOnce(&str) -> Result<T, String>,
) -> (Option<T>, Option<String>) {
    let id = ui.make_persistent_id(("field", name));
    let read = |text: &str, _| read(text).map_err(Refusal::from);
    let (value, refusal) = finished(ui, id, name, shown, Shape::Lines(rows), read);
    (value, refusal.map(|refusal| refusal.why))
}

/// How a field looks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// So many lines high.
    Lines(usize),
    /// A title that can be typed over.
    Title,
}

fn finished<T>(
    ui: &mut Ui,
    id: Id,
    name: &str,
    shown: &str,
    shape: Shape,
    read: impl FnOnce(&str, Asked) -> Result<T, Refusal>,
) -> (Option<T>, Option<Refusal>) {
    // What was typed into a field that vanished with its row is not for whoever looks at it later.
    let touched = ui.memory(|memory| memory.has_focus(id) || memory.had_focus_last_frame(id));
    let typing: Option<Typing> = ui.data(|data| data.get_temp(id));
    let typing = typing.filter(|typing| touched || typing.refusal.is_some());
    let mut text = typing
        .as_ref()
        .map_or_else(|| shown.to_owned(), |typing| typing.text.clone());
    let response = field_ui(ui, id, name, &mut text, shape);
    let refusal = typing.as_ref().and_then(|typing| typing.refusal.clone());
    if response.changed() {
        keep(ui, id, &text, None);
    }
    if !response.lost_focus() || (typing.is_none() && !response.changed()) {
        return (None, refusal);
    }
    let given_up = ui.input(|input| input.key_pressed(egui::Key::Escape));
    if given_up || text == shown {
        ui.data_mut(|data| data.remove::<Typing>(id));
        return (None, None);
    }
    match read(&text, Asked::First) {
        Ok(value) => {
            ui.data_mut(|data| data.remove::<Typing>(id));
            (Some(value), None)
        }
        Err(refusal) => {
            keep(ui, id, &text, Some(refusal));
            (None, None)
        }
    }
}

fn keep(ui: &Ui, id: Id, text: &str, refusal: Option<Refusal>) {
    let text = text.to_owned();
    ui.data_mut(|data| data.insert_temp(id, Typing { text, refusal }));
}

fn field_ui(ui: &mut Ui, id: Id, name: &str, text: &mut String, shape: Shape) -> Response {
    let width = ui.available_width();
    let size = if shape == Shape::Title { 15.0 } else { 12.5 };
    // A family whose first font has the script keeps words of a phrase in their order.
    let arabic = super::text::is_right_to_left(text);
    let font = if arabic {
        super::text::arabic_font(size)
    } else if shape == Shape::Title {
        egui::FontId::new(size, semibold())
    } else {
        egui::FontId::proportional(size)
    };
    let edit = match shape {
        Shape::Lines(rows) if rows > 1 => TextEdit::multiline(text).desired_rows(rows),
        _ => TextEdit::singleline(text),
    };
    let edit = edit
        .id(id)
        .font(font)
        .desired_width(width)
        .margin(egui::Margin::symmetric(8, 4));
    let response = if shape == Shape::Title {
        title_ui(ui, id, edit)
    } else {
        ui.add(edit)
    };
    let text = text.clone();
    let enabled = ui.is_enabled();
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(enabled, &text, &text, "");
        info.label = Some(name.to_owned());
        info
    });
    response
}

/// A title looks like text until the pointer or the focus is on it.
fn title_ui(ui: &mut Ui, id: Id, edit: TextEdit<'_>) -> Response {
    let look = Look::of(ui.ctx());
    let known = ui.ctx().read_response(id);
    let touched = known.is_some_and(|known| known.hovered() || known.has_focus());
    ui.scope(|ui| {
        let visuals = &mut ui.style_mut().visuals;
        if !touched {
            visuals.text_edit_bg_color = Some(look.panel);
            visuals.widgets.inactive.bg_stroke = egui::Stroke::NONE;
        }
        ui.add(edit.hint_text(say("No name")))
    })
    .inner
}
