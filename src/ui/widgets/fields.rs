//! Fields that hand over a value when it is finished: on Enter or when the focus leaves.
//!
//! While a field is being typed in, its text lives in the window's memory; Esc puts the old value back.
//! A text that is no value stays, marked, with what was expected below it.

use egui::{Id, Response, RichText, TextEdit, Ui};

use crate::geometry::Position;
use crate::model::{Instant, Minute};
use crate::ui::theme::Look;

use super::rows::labelled;

/// A line of text; `Some` where it was changed.
pub fn text_field(ui: &mut Ui, label: &str, value: &str) -> Option<String> {
    typed(ui, label, value, 1, |text| Ok(text.to_owned()))
}

/// Several lines of text; `Some` where it was changed.
pub fn text_area(ui: &mut Ui, label: &str, value: &str) -> Option<String> {
    typed(ui, label, value, 3, |text| Ok(text.to_owned()))
}

/// A whole number that may be absent; `Some` where it was changed.
pub fn number_field(ui: &mut Ui, label: &str, value: Option<u32>, unit: &str) -> Option<Option<u32>> {
    let shown = value.map(|value| value.to_string()).unwrap_or_default();
    let label = if unit.is_empty() {
        label.to_owned()
    } else {
        format!("{label} ({unit})")
    };
    typed(ui, &label, &shown, 1, number_or_none)
}

/// A minute from H-hour that may be absent, typed as minutes, hours or days: `90`, `H+36 h`, `-16 d`.
pub fn minute_field(ui: &mut Ui, label: &str, value: Option<Minute>) -> Option<Option<Minute>> {
    let shown = value.map(minute_text).unwrap_or_default();
    typed(ui, label, &shown, 1, minute_or_none)
}

/// A calendar instant that may be absent.
pub fn instant_field(ui: &mut Ui, label: &str, value: Option<Instant>) -> Option<Option<Instant>> {
    let shown = value.map(|value| value.to_string()).unwrap_or_default();
    typed(ui, label, &shown, 1, instant_or_none)
}

/// A position, typed in decimal degrees or as a grid reference.
pub fn position_field(ui: &mut Ui, label: &str, value: Position) -> Option<Position> {
    let shown = format!("{:.5} {:.5}", value.latitude(), value.longitude());
    typed(ui, label, &shown, 1, |text| {
        let plain = text.replace([',', '°'], " ");
        plain
            .parse()
            .ok()
            .or_else(|| crate::geometry::position_of_mgrs(text).ok())
            .ok_or_else(|| "expected latitude and longitude in degrees, or a grid reference".to_owned())
    })
}

/// Returns a minute as people say it: `H+36 h`, `H-16 d`, `H+1 d 06:30`.
pub fn minute_text(minute: Minute) -> String {
    let sign = if minute < 0 { '-' } else { '+' };
    let size = minute.unsigned_abs();
    let (days, rest) = (size / 1440, size % 1440);
    let (hours, minutes) = (rest / 60, rest % 60);
    match (days, hours, minutes) {
        (0, 0, 0) => "H".to_owned(),
        (days, 0, 0) => format!("H{sign}{days} d"),
        (0, hours, 0) => format!("H{sign}{hours} h"),
        (0, 0, minutes) => format!("H{sign}{minutes} min"),
        (0, hours, minutes) => format!("H{sign}{hours}:{minutes:02} h"),
        (days, hours, minutes) => format!("H{sign}{days} d {hours:02}:{minutes:02}"),
    }
}

/// Reads what `minute_text` writes, and plain minutes, hours and days.
fn read_minute(text: &str) -> Option<Minute> {
    let text = text.trim().to_lowercase();
    let text = text.strip_prefix('h').unwrap_or(&text).trim();
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let mut minutes: Minute = 0;
    let mut number: Option<Minute> = None;
    let spaced: String = text
        .chars()
        .flat_map(|letter| {
            if letter.is_ascii_alphabetic() {
                vec![' ', letter]
            } else {
                vec![letter]
            }
        })
        .collect();
    // "min" and "days" arrive as single letters: the first of each word says the unit.
    let mut in_word = false;
    for word in spaced.split_whitespace() {
        let first = word.chars().next()?;
        if first.is_ascii_alphabetic() {
            if !in_word {
                let unit = match first {
                    'd' => 1440,
                    'h' => 60,
                    'm' => 1,
                    _ => return None,
                };
                minutes = minutes.checked_add(number.take()?.checked_mul(unit)?)?;
            }
            in_word = true;
            continue;
        }
        in_word = false;
        if let Some((hours, rest)) = word.split_once(':') {
            minutes = minutes.checked_add(hours.parse::<Minute>().ok()?.checked_mul(60)?)?;
            minutes = minutes.checked_add(
                rest.parse::<Minute>()
                    .ok()
                    .filter(|rest| (0..60).contains(rest))?,
            )?;
            // A unit that follows "6:30" belongs to it.
            number = Some(0);
        } else {
            if number.is_some() {
                return None;
            }
            number = Some(word.parse().ok()?);
        }
    }
    if text.is_empty() {
        Some(0)
    } else {
        Some(sign * minutes.checked_add(number.unwrap_or(0))?)
    }
}

/// Reads a minute; nothing typed is none.
pub(super) fn minute_or_none(text: &str) -> Result<Option<Minute>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    read_minute(text)
        .map(Some)
        .ok_or_else(|| "expected minutes, hours or days from H-hour: 90, 36 h, -16 d, 1 d 6 h".to_owned())
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

/// Reads a whole number, thousands set apart or not; nothing typed is none.
pub(super) fn number_or_none(text: &str) -> Result<Option<u32>, String> {
    let digits: String = text
        .chars()
        .filter(|letter| !matches!(letter, ' ' | ',' | '\u{a0}' | '\u{202f}'))
        .collect();
    if digits.is_empty() {
        return Ok(None);
    }
    digits
        .parse()
        .map(Some)
        .map_err(|_| "expected a whole number from 0 to 4,294,967,295".to_owned())
}

/// What is being typed into a field, and what was wrong with it.
#[derive(Clone, Default)]
struct Typing {
    text: String,
    fault: Option<String>,
}

fn typed<T>(
    ui: &mut Ui,
    label: &str,
    shown: &str,
    rows: usize,
    read: impl FnOnce(&str) -> Result<T, String>,
) -> Option<T> {
    let (value, fault) = labelled(ui, label, |ui| typed_bare(ui, label, shown, rows, read));
    if let Some(fault) = fault {
        let look = Look::of(ui.ctx());
        ui.add(egui::Label::new(RichText::new(fault).small().color(look.critical)).wrap());
    }
    value
}

/// A field alone, as wide as there is room: its name is heard, not seen. Returns the new value, and
/// what is wrong with the text that stands in it.
pub(super) fn typed_bare<T>(
    ui: &mut Ui,
    label: &str,
    shown: &str,
    rows: usize,
    read: impl FnOnce(&str) -> Result<T, String>,
) -> (Option<T>, Option<String>) {
    let id = ui.make_persistent_id(("field", label));
    let typing: Option<Typing> = ui.data(|data| data.get_temp(id));
    let mut text = typing
        .as_ref()
        .map_or_else(|| shown.to_owned(), |typing| typing.text.clone());
    let response = field_ui(ui, id, label, &mut text, rows);
    let fault = typing.as_ref().and_then(|typing| typing.fault.clone());
    if response.changed() {
        ui.data_mut(|data| {
            data.insert_temp(
                id,
                Typing {
                    text: text.clone(),
                    fault: None,
                },
            )
        });
    }
    if !response.lost_focus() || (typing.is_none() && !response.changed()) {
        return (None, fault);
    }
    let given_up = ui.input(|input| input.key_pressed(egui::Key::Escape));
    if given_up || text == shown {
        ui.data_mut(|data| data.remove::<Typing>(id));
        return (None, None);
    }
    match read(&text) {
        Ok(value) => {
            ui.data_mut(|data| data.remove::<Typing>(id));
            (Some(value), None)
        }
        Err(fault) => {
            ui.data_mut(|data| {
                data.insert_temp(
                    id,
                    Typing {
                        text,
                        fault: Some(fault),
                    },
                )
            });
            (None, None)
        }
    }
}

fn field_ui(ui: &mut Ui, id: Id, label: &str, text: &mut String, rows: usize) -> Response {
    let width = ui.available_width();
    let arabic = crate::ui::map::text::is_right_to_left(text);
    let edit = if rows > 1 {
        TextEdit::multiline(text).desired_rows(rows)
    } else {
        TextEdit::singleline(text)
    };
    let edit = edit
        .id(id.with("edit"))
        .desired_width(width)
        .margin(egui::Margin::symmetric(8, 4));
    // A family whose first font has the script keeps words of a phrase in their order.
    let edit = if arabic {
        edit.font(crate::ui::map::text::arabic_font(12.5))
    } else {
        edit
    };
    let response = ui.add(edit);
    let text = text.clone();
    let enabled = ui.is_enabled();
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(enabled, &text, &text, "");
        info.label = Some(label.to_owned());
        info
    });
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_read_as_they_are_shown() {
        for minute in [0, 1, 59, 60, 90, 1440, 1530, -23_040, 36 * 60, 20_160, -1, 2879] {
            assert_eq!(
                read_minute(&minute_text(minute)),
                Some(minute),
                "{}",
                minute_text(minute)
            );
        }
    }

    #[test]
    fn minutes_are_read_as_people_type_them() {
        for (text, minute) in [
            ("90", 90),
            ("36 h", 2160),
            ("-16 d", -23_040),
            ("1d 6h", 1800),
            ("H+14 days", 20_160),
            ("h", 0),
        ] {
            assert_eq!(read_minute(text), Some(minute), "{text}");
        }
        for text in ["soon", "1 2", "5 weeks", "1:75", "99999999999999999 d"] {
            assert_eq!(read_minute(text), None, "{text}");
        }
    }
}
