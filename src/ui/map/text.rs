//! Fonts, and text whose words come in the right order.
//!
//! The toolkit shapes Arabic and Hebrew letters but does not order mixed text: a line is split here into
//! runs in the order they are seen, the right-to-left ones in a family whose first font has their
//! letters. A text that wraps is broken into lines first, in the order in which it is read
//! ([`bidi_lines`]): the first words stand on the first line.

use std::ops::Range;
use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align, Color32, Context, FontData, FontDefinitions, FontFamily, FontId};
use unicode_bidi::{BidiInfo, ParagraphInfo};

use crate::drawing::Rgba;
use crate::drawing::paper::Face;
use crate::drawing::scene::{Text, Weight};
use crate::ui::widgets::is_right_to_left;
use crate::ui::words::in_reading_order;

/// Family of semi-bold text: titles, names that matter.
pub const SEMIBOLD: &str = "semibold";
/// Family of Arabic text.
pub const ARABIC: &str = "ar";
/// Family of bold Arabic text.
pub const ARABIC_BOLD: &str = "ar-bold";
/// Family of Hebrew text.
pub const HEBREW: &str = "he";

/// Makes the program's own fonts the first of every family; the toolkit's follow for what they lack.
pub fn install_fonts(ctx: &Context) {
    ctx.set_fonts(fonts());
}

/// Returns the program's fonts: Inter, Noto Sans Arabic and Noto Sans Hebrew, all under the SIL OFL.
pub fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let files: [(&str, &'static [u8]); 5] = [
        ("inter", Face::Latin.bytes()),
        ("inter-semibold", Face::LatinSemiBold.bytes()),
        ("noto-arabic", Face::Arabic.bytes()),
        ("noto-arabic-bold", Face::ArabicBold.bytes()),
        ("noto-hebrew", Face::Hebrew.bytes()),
    ];
    for (name, bytes) in files {
        let data = Arc::new(FontData::from_static(bytes));
        fonts.font_data.insert(name.to_owned(), data);
    }
    let toolkit = fonts
        .families
        .get(&FontFamily::Proportional)
        .cloned()
        .unwrap_or_default();
    let families: [(FontFamily, &[&str]); 5] = [
        (FontFamily::Proportional, &["inter", "noto-arabic", "noto-hebrew"]),
        (semibold(), &["inter-semibold", "noto-arabic-bold", "noto-hebrew"]),
        (
            FontFamily::Name(ARABIC.into()),
            &["noto-arabic", "inter", "noto-hebrew"],
        ),
        (
            FontFamily::Name(ARABIC_BOLD.into()),
            &["noto-arabic-bold", "inter-semibold", "noto-hebrew"],
        ),
        (
            FontFamily::Name(HEBREW.into()),
            &["noto-hebrew", "inter", "noto-arabic"],
        ),
    ];
    for (family, first) in families {
        let names = first.iter().map(|name| (*name).to_owned());
        fonts
            .families
            .insert(family, names.chain(toolkit.iter().cloned()).collect());
    }
    fonts
}

/// Returns the family of semi-bold text.
pub fn semibold() -> FontFamily {
    FontFamily::Name(SEMIBOLD.into())
}

/// Converts a colour of the picture.
pub fn colour(Rgba([red, green, blue, alpha]): Rgba) -> Color32 {
    Color32::from_rgba_unmultiplied(red, green, blue, alpha)
}

/// Lays a line of mixed text out in regular weight.
pub fn bidi_job(text: &str, size: f32, colour: Color32) -> LayoutJob {
    let format = TextFormat::simple(FontId::proportional(size), colour);
    bidi_job_of(&in_reading_order(text), &format)
}

/// Lays a line of mixed text out in semi-bold weight.
pub fn bidi_job_semibold(text: &str, size: f32, colour: Color32) -> LayoutJob {
    let format = TextFormat::simple(FontId::new(size, semibold()), colour);
    bidi_job_of(&in_reading_order(text), &format)
}

/// Lays out a text of the picture.
pub fn job_of(text: &Text) -> LayoutJob {
    let family = match text.weight {
        Weight::Regular => FontFamily::Proportional,
        Weight::SemiBold => semibold(),
    };
    let mut format = TextFormat::simple(FontId::new(text.size, family), colour(text.colour));
    format.extra_letter_spacing = text.spacing;
    // Arabic fonts leave twice the room of Latin ones above and below their letters.
    format.line_height = Some((text.size * 1.3).round());
    bidi_job_of(&text.words, &format)
}

/// Lays a line of mixed text out no wider than that, cut at the end of what it says: where it ends in
/// Arabic that is not the right end of the line.
pub fn bidi_job_within(ctx: &Context, text: &str, format: &TextFormat, width: f32) -> LayoutJob {
    let width = width.max(8.0);
    let mixed = text.chars().any(|letter| u32::from(letter) >= 0x590);
    let width_of = |job: LayoutJob| ctx.fonts_mut(|fonts| fonts.layout_job(job).size().x);
    let mut job = bidi_job_of(text, format);
    if mixed && width_of(job.clone()) > width {
        let letters: Vec<char> = text.chars().collect();
        let cut = |count: usize| {
            let kept: String = letters.iter().take(count).collect();
            format!("{}…", kept.trim_end())
        };
        let (mut fits, mut too_many) = (0, letters.len());
        while too_many - fits > 1 {
            let count = usize::midpoint(fits, too_many);
            if width_of(bidi_job_of(&cut(count), format)) <= width {
                fits = count;
            } else {
                too_many = count;
            }
        }
        job = bidi_job_of(&cut(fits), format);
    }
    job.wrap = TextWrapping::truncate_at_width(width);
    job
}

/// Lays a text out in a format, paragraph by paragraph, each run in the family for its script.
pub fn bidi_job_of(text: &str, format: &TextFormat) -> LayoutJob {
    let mut job = LayoutJob::default();
    // Below U+0590 no letter runs from right to left.
    if text.chars().all(|letter| u32::from(letter) < 0x590) {
        job.append(text, 0.0, format.clone());
        return job;
    }
    // One height for every font of the line, or letters of two scripts stand on different lines.
    let mut format = format.clone();
    format
        .line_height
        .get_or_insert((format.font_id.size * 1.45).round());
    let info = BidiInfo::new(text, None);
    for paragraph in &info.paragraphs {
        append_line(&mut job, &info, paragraph, paragraph.range.clone(), &format);
    }
    job
}

/// Appends a line of a paragraph, its runs in the order in which they are seen; `line`: bytes of the text.
fn append_line(
    job: &mut LayoutJob,
    info: &BidiInfo<'_>,
    paragraph: &ParagraphInfo,
    line: Range<usize>,
    format: &TextFormat,
) {
    let (levels, runs) = info.visual_runs(paragraph, line);
    for run in runs {
        let right_to_left = levels.get(run.start).is_some_and(unicode_bidi::Level::is_rtl);
        let Some(piece) = info.text.get(run) else { continue };
        // What isolates a name has done its work.
        let piece = piece.replace(
            |letter| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}'),
            "",
        );
        if right_to_left && !is_right_to_left(&piece) {
            // The shaper turns what has letters; brackets and points alone it takes for a text from the left.
            let turned: String = piece.chars().rev().map(mirrored).collect();
            job.append(&turned, 0.0, right_to_left_format(&piece, format));
        } else if right_to_left {
            job.append(&piece, 0.0, right_to_left_format(&piece, format));
        } else {
            append_left_to_right(job, &piece, format);
        }
    }
}

/// A bracket as it stands in a text from the right.
const fn mirrored(letter: char) -> char {
    match letter {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '«' => '»',
        '»' => '«',
        other => other,
    }
}

/// Lays a text out in lines no wider than that, broken in the order in which it is read. Lines that are read
/// from the right end there.
pub fn bidi_lines(ctx: &Context, text: &str, format: &TextFormat, width: f32) -> LayoutJob {
    let mut format = format.clone();
    format
        .line_height
        .get_or_insert((format.font_id.size * 1.45).round());
    let info = BidiInfo::new(text, None);
    let mut job = LayoutJob::default();
    for (place, paragraph) in info.paragraphs.iter().enumerate() {
        let whole = text.get(paragraph.range.clone()).unwrap_or_default();
        let start = paragraph.range.start;
        for (number, line) in lines_of(ctx, whole, &format, width).into_iter().enumerate() {
            if place + number > 0 {
                job.append("\n", 0.0, format.clone());
            }
            let line = start + line.start..start + line.end;
            append_line(&mut job, &info, paragraph, line, &format);
        }
    }
    if info.paragraphs.first().is_some_and(|first| first.level.is_rtl()) {
        job.halign = Align::RIGHT;
    }
    job
}

/// Breaks a paragraph between words, and a word that is wider than a line between letters. The lines are ranges of
/// its bytes, without the blanks at their ends; an empty paragraph is one empty line.
fn lines_of(ctx: &Context, text: &str, format: &TextFormat, width: f32) -> Vec<Range<usize>> {
    /// Of the size of the letters.
    const BLANK: f32 = 0.3;
    let blank = format.font_id.size * BLANK;
    let width_of = |text: &str| {
        let job = bidi_job_of(text, format);
        ctx.fonts_mut(|fonts| fonts.layout_job(job).size().x)
    };
    let mut lines: Vec<Range<usize>> = Vec::new();
    let (mut line, mut used, mut place) = (0..0, 0.0, 0);
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let (mut start, end) = (place, place + word.len());
        place += piece.len();
        let mut room = width_of(word);
        if used > 0.0 && used + blank + room > width {
            lines.push(line.clone());
            line = start..start;
            used = 0.0;
        }
        while room > width {
            let Some(rest) = text.get(start..end) else { break };
            let cut = longest(rest, |part| width_of(part) <= width);
            if cut >= rest.len() {
                break;
            }
            lines.push(start..start + cut);
            start += cut;
            line = start..start;
            room = width_of(rest.get(cut..).unwrap_or_default());
        }
        if used == 0.0 {
            line.start = start;
            used = room;
        } else {
            used += blank + room;
        }
        line.end = end;
    }
    lines.push(line);
    lines
}

/// The bytes of the longest beginning of a word that fits; at least one letter.
fn longest(word: &str, fits: impl Fn(&str) -> bool) -> usize {
    let ends: Vec<usize> = word
        .char_indices()
        .skip(1)
        .map(|(at, _)| at)
        .chain([word.len()])
        .collect();
    let count = ends.partition_point(|end| word.get(..*end).is_some_and(&fits));
    ends.get(count.saturating_sub(1)).copied().unwrap_or(word.len())
}

/// Appends a run that is read from the left. The shaper takes Arabic digits for letters and would turn a
/// number of them round: each stands in a section of its own.
fn append_left_to_right(job: &mut LayoutJob, piece: &str, format: &TextFormat) {
    let is_digit = |letter: char| matches!(letter, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}');
    let mut rest = piece;
    let mut format = format.clone();
    while let Some(first) = rest.chars().next() {
        let end = if is_digit(first) {
            first.len_utf8()
        } else {
            rest.find(is_digit).unwrap_or(rest.len())
        };
        let (run, after) = rest.split_at(end);
        job.append(run, 0.0, format.clone());
        // Sections of one format would be joined again; with no background this changes nothing that is seen.
        format.expand_bg = 1.0 - format.expand_bg;
        rest = after;
    }
}

fn right_to_left_format(piece: &str, format: &TextFormat) -> TextFormat {
    let is_hebrew = |letter| matches!(letter, '\u{590}'..='\u{5ff}' | '\u{fb1d}'..='\u{fb4f}');
    let family = if piece.chars().any(is_hebrew) {
        HEBREW
    } else if format.font_id.family == semibold() {
        ARABIC_BOLD
    } else {
        ARABIC
    };
    TextFormat {
        font_id: FontId::new(format.font_id.size, FontFamily::Name(family.into())),
        // Letters that join would be torn apart.
        extra_letter_spacing: 0.0,
        ..format.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(text: &str) -> Vec<(String, String)> {
        let job = bidi_job(text, 12.0, Color32::WHITE);
        let run = |section: &egui::text::LayoutSection| {
            let range = section.byte_range.start.0..section.byte_range.end.0;
            let family = section.format.font_id.family.to_string();
            (job.text[range].to_owned(), family)
        };
        job.sections.iter().map(run).collect()
    }

    fn run(text: &str, family: &str) -> (String, String) {
        (text.to_owned(), family.to_owned())
    }

    #[test]
    fn latin_text_is_one_run() {
        assert_eq!(
            runs("Sector North, 42 km²"),
            [run("Sector North, 42 km²", "Proportional")]
        );
    }

    #[test]
    fn an_arabic_phrase_is_one_run_in_its_own_family() {
        assert_eq!(runs("مدينة الفلوجة"), [run("مدينة الفلوجة", ARABIC)]);
    }

    #[test]
    fn mixed_text_comes_in_the_order_it_is_seen() {
        assert_eq!(
            runs("Sector مدينة الفلوجة 12 north"),
            [
                run("Sector 12", "Proportional"),
                run("مدينة الفلوجة ", ARABIC),
                run(" north", "Proportional"),
            ]
        );
        // A phrase that begins in Arabic reads from the right: its number is seen first from the left.
        assert_eq!(runs("قطاع ٣"), [run("٣", "Proportional"), run("قطاع ", ARABIC)]);
        // The figures of a number stand from the left too, one by one.
        let year = ["٢", "٠", "١", "٦"].map(|figure| run(figure, "Proportional"));
        let mut expected = year.to_vec();
        expected.push(run("خطة ", ARABIC));
        assert_eq!(runs("خطة ٢٠١٦"), expected);
    }

    #[test]
    fn hebrew_has_its_own_family_and_joined_letters_are_not_spaced() {
        assert_eq!(runs("שלום"), [run("שלום", HEBREW)]);
        let text = Text::new("الكرمة", 14.0, Weight::SemiBold, Rgba::hex(0)).spaced(1.7);
        let job = job_of(&text);
        assert_eq!(job.sections[0].format.extra_letter_spacing, 0.0);
        assert_eq!(job.sections[0].format.font_id.family.to_string(), ARABIC_BOLD);
    }
}
