//! What was found about the entity shown, and the one button that does something about it.

use std::collections::BTreeSet;

use egui::{Align, Layout, RichText, Ui};

use crate::checks::{Finding, Fix, FixKind};
use crate::editor::{Command, Editor};
use crate::model::{AnyId, Plan};
use crate::ui::asks::{Asks, Dialog};
use crate::ui::theme::{Look, title};
use crate::ui::widgets::{
    Hinted, area_text, count_text, length_text, link, muted, name_text, paragraph, primary_button,
    severity_mark_high, stacked, tall_row, when_text,
};
use crate::ui::words::{in_words, said, say};

/// Findings listed before the rest is only counted.
const MOST: usize = 12;

/// The findings about any of these, worst first, and what can be done.
pub(super) fn ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks, about: &BTreeSet<AnyId>) {
    let Some(report) = editor.report() else {
        if editor.is_checking() {
            heading(ui, say("Findings here"), Some(say("checking…")));
        }
        return;
    };
    let concerns = |finding: &Finding| finding.subjects.iter().any(|id| about.contains(id));
    let here: Vec<(usize, &Finding)> = report
        .findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| concerns(finding))
        .collect();
    list(ui, editor, asks, say("Findings here"), &here);
    let looked_at = editor.finding().filter(|(_, finding)| concerns(finding));
    let to_resolve = looked_at.or_else(|| here.iter().find(|(_, finding)| finding.is_open()).copied());
    if let Some((place, finding)) = to_resolve {
        resolve(ui, editor, asks, place, finding);
    }
}

/// Findings under a title, each a row that shows it on the map.
pub(super) fn list(ui: &mut Ui, editor: &Editor, asks: &mut Asks, name: &str, here: &[(usize, &Finding)]) {
    let fresh = editor.document().fresh_report().is_some();
    heading(ui, name, (!fresh).then(|| say("checking…")));
    if here.is_empty() {
        let text = if fresh {
            say("Nothing found")
        } else {
            say("Nothing found so far")
        };
        muted(ui, text);
    }
    ui.spacing_mut().item_spacing.y = 1.0;
    for (place, finding) in here.iter().take(MOST) {
        finding_row(ui, editor, asks, *place, finding, fresh);
    }
    if here.len() > MOST && link(ui, said(format!("{} more", here.len() - MOST))).clicked() {
        asks.open_desk(crate::editor::Desk::Findings);
    }
}

fn heading(ui: &mut Ui, name: &str, state: Option<&str>) {
    ui.add_space(8.0);
    ui.separator();
    ui.horizontal(|ui| {
        ui.label(title(name, 12.5));
        if let Some(state) = state {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| muted(ui, state));
        }
    });
}

fn finding_row(ui: &mut Ui, editor: &Editor, asks: &mut Asks, place: usize, finding: &Finding, fresh: bool) {
    let look = Look::of(ui.ctx());
    let chosen = editor.finding().is_some_and(|(known, _)| known == place);
    let name = format!("{} {}", finding.code, said(&finding.title));
    let pale = !fresh || !finding.is_open();
    let detail = figures(editor.plan(), finding);
    let (response, ()) = tall_row(ui, &name, chosen, |ui| {
        if pale {
            ui.set_opacity(0.55);
        }
        severity_mark_high(ui, finding.severity, 20.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 5.0;
                ui.label(title(finding.code, 12.0));
                crate::ui::widgets::cut_name(ui, &name_text(&said(&finding.title), 12.5));
            });
            if !detail.is_empty() {
                crate::ui::widgets::cut(ui, RichText::new(detail).small().color(look.muted));
            }
        });
    });
    if response.hovered() {
        asks.hint(say("Show this finding on the map"));
    }
    let text = if finding.is_open() {
        said(&finding.message)
    } else {
        said(format!("Waived. {}", in_words(&finding.message)))
    };
    if response.hinted(text).clicked() {
        asks.command(Command::ShowFinding(place));
    }
}

/// Returns the finding's figure and time in a few letters: `3.2 km² · P3`.
pub(super) fn figures(plan: &Plan, finding: &Finding) -> String {
    let figure = finding.measures.iter().find_map(|(name, value)| match *name {
        "area_m2" => Some(area_text(*value)),
        "length_m" => Some(length_text(*value)),
        "people" => Some(count_text(value.max(0.0) as u64)),
        _ => None,
    });
    let phases = crate::model::When::in_phases(finding.phases.iter().copied());
    let time = (!finding.phases.is_empty()).then(|| when_text(plan, &phases));
    let time = time.map(|time| match time.split_once(' ') {
        Some((first, rest))
            if !rest.starts_with('–') && first.ends_with(|digit: char| digit.is_ascii_digit()) =>
        {
            first.to_owned()
        }
        _ => time,
    });
    [figure, time]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// The one filled button: opens what can be done about the finding.
fn resolve(ui: &mut Ui, editor: &Editor, asks: &mut Asks, place: usize, finding: &Finding) {
    ui.add_space(8.0);
    let width = ui.available_width();
    let response = primary_button(ui, said(format!("Resolve {}…", finding.code)), width);
    let looked_at = editor.finding().is_some_and(|(known, _)| known == place);
    if response.clicked() {
        asks.command(Command::ShowFinding(place));
    }
    let fixes = if looked_at { editor.fixes() } else { None };
    if let Some(fixes) = fixes.filter(|fixes| !fixes.is_empty()) {
        let titles: Vec<String> = fixes.iter().map(|fix| said(&fix.title)).collect();
        ui.add_space(2.0);
        muted(ui, titles.join(" · "));
    }
    egui::Popup::menu(&response)
        .width(width.max(260.0))
        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_max_width(width.max(260.0));
            ways_out(ui, editor, asks, place, finding, fixes);
        });
}

fn ways_out(
    ui: &mut Ui,
    editor: &Editor,
    asks: &mut Asks,
    place: usize,
    finding: &Finding,
    fixes: Option<&[Fix]>,
) {
    let look = Look::of(ui.ctx());
    paragraph(ui, name_text(&said(&finding.title), 12.5));
    match fixes {
        None => {
            ui.horizontal(|ui| {
                ui.spinner();
                muted(ui, say("Trying out what can be done…"));
            });
        }
        Some([]) => {
            muted(ui, say("Nothing can be done about it with one click."));
            if !finding.who_must_act.is_empty() {
                muted(
                    ui,
                    said(format!(
                        "Whose move it is: {}",
                        finding
                            .who_must_act
                            .iter()
                            .map(in_words)
                            .collect::<Vec<_>>()
                            .join("; ")
                    )),
                );
            }
        }
        Some(fixes) => {
            for fix in fixes {
                let kind = match &fix.kind {
                    FixKind::Resolves => say("Resolves it").to_owned(),
                    FixKind::NextStep { raises } if raises.is_empty() => say("Next step").to_owned(),
                    FixKind::NextStep { raises } => said(format!("Next step; raises {}", raises.join(", "))),
                };
                let title = name_text(&said(&fix.title), 12.5).color(look.text);
                let kind = name_text(&kind, 11.0).color(look.muted);
                let size = egui::vec2(ui.available_width(), 0.0);
                let room = size.x - 2.0 * ui.spacing().button_padding.x;
                let button = egui::Button::new(stacked(ui, &[title, kind], room)).min_size(size);
                let response = ui.add(button).accessible_name(said(&fix.title));
                if response.hovered() || response.has_focus() {
                    asks.preview(&fix.edit);
                }
                if response.clicked() {
                    asks.commit(fix.edit.clone());
                    ui.close();
                }
            }
        }
    }
    ui.separator();
    ui.horizontal(|ui| {
        if link(ui, say("Why?")).clicked() {
            asks.dialog(Dialog::Explain(place));
            ui.close();
        }
        let fresh = editor.document().fresh_report().is_some();
        if fresh && finding.is_open() && link(ui, say("Waive…")).clicked() {
            asks.dialog(Dialog::Waive(place));
            ui.close();
        }
    });
}
