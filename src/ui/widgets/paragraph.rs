//! Texts that wrap: broken into lines in the order in which they are read, from the right too.
//!
//! The toolkit breaks a line where its letters end on the right, which in Arabic is where a sentence begins. What
//! has no letters of such a script is the toolkit's own label.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align, Context, FontSelection, Galley, Label, Response, RichText, Role, Style, Ui, WidgetInfo, WidgetText,
};

use super::text::{Name, is_right_to_left};
use crate::ui::map::text::bidi_lines;
use crate::ui::words::known_reading;

/// A text to be wrapped.
pub struct Words {
    shown: WidgetText,
    /// In the order in which it is read, where it is known.
    reading: Option<String>,
    /// How it looks, where it says so itself.
    format: Option<TextFormat>,
}

impl From<Name> for Words {
    fn from(name: Name) -> Self {
        Self {
            reading: Some(name.reading().to_owned()),
            format: Some(name.format().clone()),
            shown: name.into(),
        }
    }
}

impl From<RichText> for Words {
    fn from(text: RichText) -> Self {
        Self {
            reading: known_reading(text.text()),
            format: None,
            shown: text.into(),
        }
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        RichText::new(text).into()
    }
}

impl From<&String> for Words {
    fn from(text: &String) -> Self {
        RichText::new(text).into()
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        RichText::new(text).into()
    }
}

impl Words {
    /// Lays it out in lines no wider than that; `None` where the toolkit does it as well.
    fn in_lines(&self, ctx: &Context, style: &Style, width: f32) -> Option<Arc<Galley>> {
        let reading = self.reading.as_deref().filter(|text| is_right_to_left(text))?;
        let format = self.format.clone().or_else(|| self.format_in(style))?;
        let job = bidi_lines(ctx, reading, &format, width);
        Some(ctx.fonts_mut(|fonts| fonts.layout_job(job)))
    }

    fn format_in(&self, style: &Style) -> Option<TextFormat> {
        let shown = self.shown.clone();
        let job = shown.into_layout_job(style, FontSelection::Default, Align::BOTTOM);
        job.sections.first().map(|section| section.format.clone())
    }
}

/// Shows a text that wraps.
pub fn paragraph(ui: &mut Ui, text: impl Into<Words>) -> Response {
    let words = text.into();
    let Some(galley) = words.in_lines(ui.ctx(), ui.style(), ui.available_width()) else {
        return ui.add(Label::new(words.shown).wrap());
    };
    let response = ui.add(Label::new(galley));
    let (enabled, reading) = (ui.is_enabled(), words.reading.unwrap_or_default());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, enabled, &reading));
    response
}

/// Returns texts one below the other, for a button: each in lines no wider than that.
pub fn stacked(ui: &Ui, texts: &[Name], width: f32) -> Arc<Galley> {
    let mut stack = LayoutJob::default();
    for text in texts {
        let lines = bidi_lines(ui.ctx(), text.reading(), text.format(), width);
        if !stack.is_empty() {
            stack.append("\n", 0.0, text.format().clone());
        }
        for section in &lines.sections {
            let range = section.byte_range.start.0..section.byte_range.end.0;
            let piece = lines.text.get(range).unwrap_or_default();
            stack.append(piece, section.leading_space, section.format.clone());
        }
        stack.halign = lines.halign;
    }
    ui.ctx().fonts_mut(|fonts| fonts.layout_job(stack))
}

/// What is said where the pointer rests.
pub trait Hinted {
    /// Shows a text under the pointer, as the toolkit's `on_hover_text`, wrapped as a [`paragraph`].
    fn hinted(self, text: impl Into<Words>) -> Response;
}

impl Hinted for Response {
    fn hinted(self, text: impl Into<Words>) -> Response {
        let words = text.into();
        // Nothing is laid out for what is not looked at.
        let lines = self.contains_pointer().then(|| {
            let style = self.ctx.global_style();
            words.in_lines(&self.ctx, &style, style.spacing.tooltip_width)
        });
        match lines.flatten() {
            Some(galley) => self.on_hover_text(galley),
            None => self.on_hover_text(words.shown),
        }
    }
}

#[cfg(test)]
mod tests {
    use egui::{Color32, FontId};

    use super::*;
    use crate::language::Language;
    use crate::ui::map::text::install_fonts;
    use crate::ui::words;

    /// The lines of a text laid out within that width, each from the left, and how wide they are.
    fn rows(text: &str, width: f32) -> (Vec<String>, f32) {
        let ctx = Context::default();
        install_fonts(&ctx);
        let mut found = (Vec::new(), 0.0);
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let format = TextFormat::simple(FontId::proportional(13.0), Color32::WHITE);
            let job = bidi_lines(ui.ctx(), text, &format, width);
            let lines = job.text.split('\n').map(str::to_owned).collect();
            let galley = ui.ctx().fonts_mut(|fonts| fonts.layout_job(job));
            found = (lines, galley.size().x);
        });
        output.textures_delta.clear();
        found
    }

    #[test]
    fn a_paragraph_from_the_right_begins_on_its_first_line() {
        let text = "احفظ باسم آخر لإبقاء الاثنين أو استبدل الملف القديم بالملف الجديد";
        let (whole, width) = rows(text, 2_000.0);
        assert_eq!(whole.len(), 1);
        let (lines, narrow) = rows(text, width / 2.5);
        assert!(lines.len() > 2, "{lines:?}");
        assert!(narrow <= width / 2.5);
        assert!(
            lines[0].contains("احفظ باسم آخر") && !lines[0].contains("الجديد"),
            "{lines:?}"
        );
        assert!(lines.last().unwrap().contains("الجديد"), "{lines:?}");
        // All of it, in the order in which it is read.
        assert_eq!(lines.join(" "), text);
    }

    #[test]
    fn names_from_the_left_keep_their_order_on_whatever_line_they_fall() {
        let text = "غيّر برنامج آخر الملف \u{2068}Northern corridor plan\u{2069} منذ فتحه هنا ولم يُكتب شيء";
        for width in [90.0, 140.0, 200.0, 320.0] {
            let (lines, _) = rows(text, width);
            let place = |word: &str| lines.iter().position(|line| line.contains(word)).unwrap();
            assert!(place("غيّر") <= place("Northern"), "{lines:?}");
            assert!(
                place("Northern") <= place("plan") && place("plan") <= place("شيء"),
                "{lines:?}"
            );
            let together = lines
                .iter()
                .find(|line| line.contains("Northern") && line.contains("plan"));
            if let Some(line) = together {
                assert!(line.contains("Northern corridor plan"), "{lines:?}");
            }
            assert!(lines.iter().all(|line| !line.contains('\u{2068}')), "{lines:?}");
        }
    }

    #[test]
    fn a_word_without_a_blank_is_broken_and_lines_of_a_text_stay_lines() {
        let text = format!("الملف {} تالف\n\nافتح نسخة", "x".repeat(120));
        let (lines, width) = rows(&text, 150.0);
        assert!(width <= 150.0 && lines.len() >= 6, "{lines:?}");
        assert_eq!(lines.last().unwrap(), "افتح نسخة");
        let letters: usize = lines.iter().map(|line| line.matches('x').count()).sum();
        assert_eq!(letters, 120);
    }

    #[test]
    fn brackets_round_a_word_from_the_left_open_to_it() {
        assert_eq!(rows("ارسم قطاعا (S).", 400.0).0, [".(Sارسم قطاعا ("]);
    }

    #[test]
    fn what_was_translated_is_read_aloud_in_its_order() {
        words::choose(Language::Arabic);
        let key = "Choose where to save the plan first";
        let shown = Words::from(words::say(key));
        assert_eq!(shown.reading.as_deref(), Language::Arabic.whole(key));
        words::choose(Language::English);
        assert_eq!(Words::from(words::say(key)).reading, None);
    }
}
