//! Names in any script: Arabic in a font that has it, long ones cut with the whole under the pointer.

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, Label, Response, Ui, WidgetText};

use crate::ui::map::text::{ARABIC, bidi_job_of, bidi_job_within};
use crate::ui::theme::semibold;
use crate::ui::words::in_reading_order;

/// True where a text has a letter of a right-to-left script.
pub fn is_right_to_left(text: &str) -> bool {
    text.chars().any(
        |letter| matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'),
    )
}

/// The font of Arabic text: a family whose first font has the script keeps the words of a phrase in order.
pub fn arabic_font(size: f32) -> FontId {
    FontId::new(size, egui::FontFamily::Name(ARABIC.into()))
}

/// A text whose words come in the order they are read, in whatever scripts.
#[derive(Clone, Debug)]
pub struct Name {
    text: String,
    format: TextFormat,
}

impl Name {
    /// Returns it in that colour; without, it is that of the widget it stands in.
    #[must_use]
    pub fn color(mut self, ink: Color32) -> Self {
        self.format.color = ink;
        self
    }

    /// Returns it in the order in which it is read.
    pub(super) fn reading(&self) -> &str {
        &self.text
    }

    pub(super) const fn format(&self) -> &TextFormat {
        &self.format
    }

    /// Lays it out on one line no wider than that, cut at the end of what it says.
    pub fn within(&self, ui: &Ui, width: f32) -> LayoutJob {
        bidi_job_within(ui.ctx(), &self.text, &self.format, width)
    }
}

impl From<Name> for WidgetText {
    fn from(name: Name) -> Self {
        bidi_job_of(&name.text, &name.format).into()
    }
}

/// Returns a name of that size, points.
pub fn name_text(name: &str, size: f32) -> Name {
    Name {
        text: in_reading_order(name),
        format: TextFormat::simple(FontId::proportional(size), Color32::PLACEHOLDER),
    }
}

/// Returns a name as [`name_text`], in the weight of titles.
pub fn title_text(name: &str, size: f32) -> Name {
    Name {
        text: in_reading_order(name),
        format: TextFormat::simple(FontId::new(size, semibold()), Color32::PLACEHOLDER),
    }
}

/// A text on one line, cut where it does not fit; the whole is shown under the pointer.
pub fn cut(ui: &mut Ui, text: impl Into<WidgetText>) -> Response {
    ui.add(Label::new(text).truncate().selectable(false))
}

/// As [`cut`], for names in any script: what is lost is the end of the name.
pub fn cut_name(ui: &mut Ui, name: &Name) -> Response {
    if !is_right_to_left(&name.text) {
        return cut(ui, name.clone());
    }
    let job = name.within(ui, ui.available_width());
    let is_cut = job.text.ends_with('…') || job.text.starts_with('…');
    let response = ui.add(Label::new(job).truncate().selectable(false));
    if is_cut {
        return response.on_hover_text(name.clone());
    }
    response
}

/// Compares names as people sort them: see [`name_key`].
pub fn compare_names(one: &str, other: &str) -> std::cmp::Ordering {
    name_key(one).cmp(&name_key(other))
}

/// What names are sorted by: letters without case, digits by their number (`P2` before `P10`).
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub struct NameKey {
    runs: Vec<Run>,
    name: String,
}

/// Returns what a name is sorted by.
pub fn name_key(name: &str) -> NameKey {
    NameKey {
        runs: runs(name).collect(),
        name: name.to_owned(),
    }
}

/// A name in pieces: a number, or letters between numbers.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Run {
    Number(u128),
    Letters(String),
}

fn runs(name: &str) -> impl Iterator<Item = Run> + '_ {
    let mut rest = name;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let numeric = first.is_ascii_digit();
        let end = rest
            .find(|letter: char| letter.is_ascii_digit() != numeric)
            .unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(match run.parse() {
            Ok(number) if numeric => Run::Number(number),
            _ => Run::Letters(run.to_lowercase()),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_as_people_sort_them() {
        let mut names = ["P10", "p2", "P1", "Échelon", "10th", "2nd Bn", ""];
        names.sort_by(|one, other| compare_names(one, other));
        assert_eq!(names, ["", "2nd Bn", "10th", "P1", "p2", "P10", "Échelon"]);
    }
}
