//! What differs: things and findings, each to be looked at on the maps.

use std::sync::Arc;

use egui::{CornerRadius, Margin, Rect, RichText, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2};

use crate::checks::Finding;
use crate::compare::{Became, Difference, FindingsDifference, ThingDifference};
use crate::editor::{Command, CompareCommand, Comparing, Judgement, Picked};
use crate::language::Language;
use crate::model::{Kind, Severity};
use crate::ui::asks::Asks;
use crate::ui::panels::desk::kinds_title;
use crate::ui::theme::Look;
use crate::ui::widgets::{
    Fold, empty_note, fold, muted, name_text, paint_severity, stacked, tick, title_text,
};
use crate::ui::words::{composed, in_words, language, said, say};

/// Rows that are listed; the filter finds the others.
const SHOWN: usize = 300;
/// Room of the mark before a row's text, points.
const MARK: f32 = 22.0;

/// What is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum What {
    #[default]
    Things,
    Findings,
}

/// What the list remembers between frames.
#[derive(Default)]
pub struct ListState {
    what: What,
    /// Only what holds in the phase that is shown.
    only_phase: bool,
    filter: String,
    rows: Option<Rows>,
}

/// Draws the panel.
pub fn ui(ui: &mut Ui, comparing: &Comparing, state: &mut ListState, asks: &mut Asks) {
    egui::Frame::new()
        .inner_margin(Margin::symmetric(10, 8))
        .show(ui, |ui| {
            head_ui(ui, comparing, state);
            ui.add_space(4.0);
            ScrollArea::vertical()
                .id_salt(("differences", state.what == What::Things))
                .auto_shrink(false)
                .show(ui, |ui| {
                    // The bar that scrolls lies over the right edge.
                    ui.set_max_width(ui.available_width() - 8.0);
                    ui.spacing_mut().item_spacing.y = 2.0;
                    match state.what {
                        What::Things => things_ui(ui, comparing, state, asks),
                        What::Findings => findings_ui(ui, comparing, state, asks),
                    }
                });
        });
}

fn head_ui(ui: &mut Ui, comparing: &Comparing, state: &mut ListState) {
    let things = comparing.difference.things.len();
    let findings = comparing.findings.as_ref().map(|findings| count_of(findings));
    ui.horizontal(|ui| {
        let titles = [
            (What::Things, said(format!("Differences {things}"))),
            (
                What::Findings,
                findings.map_or_else(
                    || say("Findings").to_owned(),
                    |count| said(format!("Findings {count}")),
                ),
            ),
        ];
        for (what, text) in titles {
            let chosen = state.what == what;
            if ui.add(egui::Button::selectable(chosen, text)).clicked() {
                state.what = what;
            }
        }
    });
    let [added, removed, changed] = comparing.difference.counts();
    muted(
        ui,
        said(format!("{added} added, {removed} removed, {changed} changed")),
    );
    let edit = egui::TextEdit::singleline(&mut state.filter)
        .hint_text(say("Filter"))
        .desired_width(f32::INFINITY);
    ui.add(edit).accessible_name(say("Filter the differences"));
    if comparing.phase.is_some() {
        tick(
            ui,
            &mut state.only_phase,
            RichText::new(say("Only what holds in this phase")),
        );
    }
}

fn count_of(findings: &FindingsDifference) -> usize {
    findings.appeared.len() + findings.vanished.len() + findings.worsened.len() + findings.eased.len()
}

fn is_wanted(filter: &str, text: &str) -> bool {
    let filter = filter.trim().to_lowercase();
    filter.is_empty() || text.to_lowercase().contains(&filter)
}

/// What the rows say, and how high they were last, as long as nothing that they depend on changes.
struct Rows {
    difference: Arc<Difference>,
    language: Language,
    width: f32,
    all: Vec<Row>,
}

/// A row's texts, the title first.
struct Row {
    texts: Vec<String>,
    height: Option<f32>,
}

impl ListState {
    fn rows(&mut self, difference: &Arc<Difference>, width: f32) -> &mut [Row] {
        let language = language();
        let known = self.rows.take().filter(|known| {
            Arc::ptr_eq(&known.difference, difference) && known.language == language && known.width == width
        });
        let rows = known.unwrap_or_else(|| Rows {
            difference: Arc::clone(difference),
            language,
            width,
            all: difference
                .things
                .iter()
                .map(|thing| Row {
                    texts: texts_of(thing),
                    height: None,
                })
                .collect(),
        });
        &mut self.rows.insert(rows).all
    }
}

fn things_ui(ui: &mut Ui, comparing: &Comparing, state: &mut ListState, asks: &mut Asks) {
    if comparing.difference.is_empty() {
        empty_note(
            ui,
            say("The plans say the same. Choose another plan, an older step or a file over the map."),
        );
        return;
    }
    let only_phase = state.only_phase && comparing.phase.is_some();
    let filter = state.filter.clone();
    let rows = state.rows(&comparing.difference, ui.available_width());
    let things = comparing.difference.things.iter().zip(rows).enumerate();
    let mut wanted: Vec<(usize, &ThingDifference, &mut Row)> = things
        .map(|(place, (thing, row))| (place, thing, row))
        .filter(|(_, thing, _)| !only_phase || comparing.holds(thing))
        .filter(|(_, _, row)| row.texts.iter().any(|text| is_wanted(&filter, text)))
        .collect();
    if wanted.is_empty() {
        empty_note(ui, say("Nothing here that fits."));
        return;
    }
    let count = wanted.len();
    let groups = wanted.chunk_by_mut(|(_, one, _), (_, other, _)| kind_of(one) == kind_of(other));
    let mut left = SHOWN;
    for group in groups {
        let Some((_, first, _)) = group.first() else {
            continue;
        };
        let shown = group.len().min(left);
        left -= shown;
        let title = kind_of(first).map_or_else(
            || say("The plan itself").to_owned(),
            |kind| kinds_title(kind).to_owned(),
        );
        fold(ui, &title, Some(group.len()), Fold::Open, |ui| {
            for (place, thing, row) in group.iter_mut().take(shown) {
                let picked = Picked::Thing(*place);
                let chosen = comparing.picked == Some(picked);
                let mark = mark_of(thing);
                if row_ui(ui, &row.texts, Mark::Letter(mark), chosen, &mut row.height) {
                    pick(picked, chosen, asks);
                }
            }
        });
    }
    if count > SHOWN {
        muted(ui, said(format!("… and {} more", count - SHOWN)));
    }
}

fn kind_of(thing: &ThingDifference) -> Option<Kind> {
    thing.id.map(crate::model::AnyId::kind)
}

/// What a row says: the title, then what became of it.
fn texts_of(thing: &ThingDifference) -> Vec<String> {
    let say = |text: &str| in_words(text);
    let title = std::iter::once(thing.title_in(&say));
    title.chain(thing.pieces_in(&say)).map(composed).collect()
}

fn mark_of(thing: &ThingDifference) -> &'static str {
    match thing.became {
        Became::Added(_) => "+",
        Became::Removed(_) => "−",
        Became::Changed(_) => "≠",
    }
}

fn pick(picked: Picked, chosen: bool, asks: &mut Asks) {
    let picked = (!chosen).then_some(picked);
    asks.command(Command::Compare(CompareCommand::Pick(picked)));
}

/// What stands before a row's text.
#[derive(Clone, Copy)]
enum Mark {
    Letter(&'static str),
    Severity(Severity),
}

/// A row as high as its texts; true where it was clicked. One that is not seen keeps the height it had.
fn row_ui(ui: &mut Ui, texts: &[String], mark: Mark, chosen: bool, known: &mut Option<f32>) -> bool {
    let look = Look::of(ui.ctx());
    if let Some(height) = *known {
        let place = Rect::from_min_size(ui.cursor().min, Vec2::new(ui.available_width(), height));
        if !ui.is_rect_visible(place) {
            ui.allocate_space(place.size());
            return false;
        }
    }
    let width = ui.available_width() - MARK - 8.0;
    let names: Vec<_> = texts
        .iter()
        .enumerate()
        .map(|(place, text)| match place {
            0 => title_text(text, 12.0).color(look.text),
            _ => name_text(text, 11.5).color(look.muted),
        })
        .collect();
    let galley = stacked(ui, &names, width);
    let size = Vec2::new(ui.available_width(), galley.size().y + 8.0);
    *known = Some(size.y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    if ui.is_rect_visible(rect) {
        let fill = if chosen {
            look.accent_background
        } else if response.hovered() || response.has_focus() {
            look.hover
        } else {
            egui::Color32::TRANSPARENT
        };
        let corner = CornerRadius::same(6);
        ui.painter().rect_filled(rect, corner, fill);
        if response.has_focus() {
            let stroke = Stroke::new(1.0, look.accent);
            ui.painter().rect_stroke(rect, corner, stroke, StrokeKind::Inside);
        }
        let middle = rect.left_top() + Vec2::new(MARK / 2.0, 12.0);
        match mark {
            Mark::Letter(letter) => {
                let font = egui::FontId::new(13.0, crate::ui::theme::semibold());
                ui.painter()
                    .text(middle, egui::Align2::CENTER_CENTER, letter, font, look.accent);
            }
            Mark::Severity(severity) => paint_severity(ui.painter(), middle, severity, look),
        }
        // What is read from the right stands at the right.
        let left = if galley.rect.left() < 0.0 {
            rect.right() - 6.0
        } else {
            rect.left() + MARK
        };
        ui.painter()
            .galley(egui::pos2(left, rect.top() + 4.0), galley, look.text);
    }
    let spoken = texts.join("; ");
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, chosen, &spoken));
    response.clicked()
}

/// Findings of which the same became: its title, whose plan they are of, and how one is picked.
type Group<'f> = (&'static str, usize, Vec<&'f Finding>, fn(usize) -> Picked);

fn findings_ui<'f>(ui: &mut Ui, comparing: &'f Comparing, state: &ListState, asks: &mut Asks) {
    for seen in &comparing.sides {
        if let Judgement::Failed(why) = &seen.judgement {
            let text = said(format!("{} cannot be judged: {why}", seen.name));
            empty_note(ui, &text);
        }
    }
    let Some(findings) = &comparing.findings else {
        if comparing
            .sides
            .iter()
            .any(|seen| matches!(seen.judgement, Judgement::Waits))
        {
            empty_note(ui, say("Checking…"));
        }
        return;
    };
    if findings.is_empty() {
        empty_note(ui, say("Both plans have the same findings."));
        return;
    }
    let of = |all: &'f [Finding]| all.iter().collect::<Vec<_>>();
    let after = |pairs: &'f [(Finding, Finding)]| pairs.iter().map(|(_, after)| after).collect::<Vec<_>>();
    let groups: [Group<'_>; 4] = [
        (say("New in B"), 1, of(&findings.appeared), Picked::Appeared),
        (say("Worse in B"), 1, after(&findings.worsened), Picked::Worsened),
        (say("Better in B"), 1, after(&findings.eased), Picked::Eased),
        (say("Gone in B"), 0, of(&findings.vanished), Picked::Vanished),
    ];
    let only_phase = state.only_phase && comparing.phase.is_some();
    for (title, side, group, picked_at) in groups {
        let wanted: Vec<(usize, &Finding)> = group
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, finding)| !only_phase || comparing.has_finding(side, finding))
            .filter(|(_, finding)| is_wanted(&state.filter, &format!("{} {}", finding.code, finding.title)))
            .collect();
        if wanted.is_empty() {
            continue;
        }
        fold(ui, title, Some(wanted.len()), Fold::Open, |ui| {
            for (place, finding) in wanted.iter().take(SHOWN) {
                let picked = picked_at(*place);
                let chosen = comparing.picked == Some(picked);
                let mut texts = vec![composed(format!("{} {}", finding.code, in_words(&finding.title)))];
                texts.extend(shift_of(findings, picked));
                if !finding.is_open() {
                    texts.push(say("waived").to_owned());
                }
                if row_ui(ui, &texts, Mark::Severity(finding.severity), chosen, &mut None) {
                    pick(picked, chosen, asks);
                }
            }
            if wanted.len() > SHOWN {
                muted(ui, said(format!("… and {} more", wanted.len() - SHOWN)));
            }
        });
    }
}

/// What it was and what it is, of a finding that both plans have.
fn shift_of(findings: &FindingsDifference, picked: Picked) -> Option<String> {
    let (before, after) = match picked {
        Picked::Worsened(place) => findings.worsened.get(place)?,
        Picked::Eased(place) => findings.eased.get(place)?,
        _ => return None,
    };
    if before.title == after.title {
        let [before, after] = [before, after].map(|finding| say(finding.severity.word()));
        return (before != after).then(|| format!("{before} → {after}"));
    }
    Some(said(format!("was: {}", before.title)))
}
