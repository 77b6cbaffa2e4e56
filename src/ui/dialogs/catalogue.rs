//! The rules: every page, and why a finding is one.

use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Context, Grid, Layout, RichText, TextStyle, Ui, vec2};

use super::Stays;
use super::frame::{buttons, light_modal, scroll, scroll_height};
use crate::checks::{self, Finding, Rule, Term, wording};
use crate::editor::{Editor, FindingKey};
use crate::ui::theme::{Look, title};
use crate::ui::widgets::{muted, name_text, paragraph, quiet_button, row, severity_mark, title_text};
use crate::ui::words::{in_words, said, say};

/// Which rule's page is shown.
#[derive(Default)]
pub(super) struct RulesDialog {
    shown: usize,
}

impl RulesDialog {
    /// Starts at the page of a rule.
    pub(super) fn at(code: &str) -> Self {
        let shown = checks::rules()
            .iter()
            .position(|rule| rule.code == code)
            .unwrap_or_default();
        Self { shown }
    }

    /// Draws the list and one page.
    pub(super) fn ui(&mut self, ctx: &Context) -> Stays {
        light_modal(ctx, say("Rules"), 780.0, |ui| {
            let height = scroll_height(ui, 520.0);
            let list = vec2(250.0, height);
            let page = vec2(ui.available_width() - list.x - 17.0, height);
            // Sizes are given: within a row, a scroll area would take all the height there is.
            ui.horizontal(|ui| {
                ui.allocate_ui_with_layout(list, Layout::top_down(Align::Min), |ui| {
                    scroll(ui, height, |ui| {
                        for (place, rule) in checks::rules().iter().enumerate() {
                            let name = format!("{} {}", rule.code, said(rule.title));
                            let (response, ()) = row(ui, &name, place == self.shown, |ui| {
                                ui.label(title(rule.code, 12.0));
                                ui.add(egui::Label::new(said(rule.title)).truncate());
                            });
                            if response.clicked() {
                                self.shown = place;
                            }
                        }
                    });
                });
                ui.add_space(16.0);
                ui.allocate_ui_with_layout(page, Layout::top_down(Align::Min), |ui| {
                    if let Some(rule) = checks::rules().get(self.shown) {
                        ui.push_id(rule.code, |ui| scroll(ui, height, |ui| page_ui(ui, rule)));
                    }
                });
            });
            if buttons(ui, |ui| quiet_button(ui, say("Close")).clicked()) {
                Stays::Closed
            } else {
                Stays::Open
            }
        })
    }
}

/// Draws why a finding is one: the numbers put into the rule's condition, and the rule.
///
/// The finding is asked for by its key: a newer report may have come in since the dialog was opened.
pub(super) fn explain_ui(ctx: &Context, editor: &Editor, key: &FindingKey) -> Stays {
    let found = editor
        .report()
        .and_then(|report| report.findings.iter().find(|finding| key.is_of(finding)));
    let Some(finding) = found else {
        return Stays::Closed;
    };
    light_modal(ctx, say("Why this finding?"), 600.0, |ui| {
        scroll(ui, 560.0, |ui| {
            ui.horizontal(|ui| {
                severity_mark(ui, finding.severity);
                ui.label(title_text(
                    &format!("{} {}", finding.code, in_words(&finding.title)),
                    13.0,
                ));
            });
            paragraph(ui, name_text(&said(&finding.message), 12.5));
            muted(ui, when(editor, finding));
            ui.add_space(6.0);
            why_ui(ui, finding);
            if !finding.who_must_act.is_empty() {
                ui.add_space(6.0);
                ui.label(title(say("Who must act"), 12.5));
                for who in &finding.who_must_act {
                    paragraph(ui, name_text(&said(who), 12.5));
                }
            }
            if let Some(rule) = checks::explain(finding.code) {
                ui.add_space(6.0);
                ui.separator();
                page_ui(ui, rule);
            }
        });
        if buttons(ui, |ui| quiet_button(ui, say("Close")).clicked()) {
            Stays::Closed
        } else {
            Stays::Open
        }
    })
}

fn when(editor: &Editor, finding: &Finding) -> String {
    let plan = editor.plan();
    let phases: Vec<&str> = finding
        .phases
        .iter()
        .filter_map(|id| plan.phases.get(*id))
        .map(|phase| phase.name.as_str())
        .collect();
    let minute = |minute: Option<i64>, open: &str| minute.map_or_else(|| open.to_owned(), wording::minute);
    let from = minute(finding.interval.from, say("the beginning"));
    let until = minute(finding.interval.until, say("open end"));
    if phases.is_empty() {
        format!("{from} to {until}")
    } else {
        said(format!("{}: {from} to {until}", phases.join(", ")))
    }
}

fn why_ui(ui: &mut Ui, finding: &Finding) {
    let look = Look::of(ui.ctx());
    Grid::new("why")
        .num_columns(3)
        .spacing([18.0, 4.0])
        .striped(false)
        .show(ui, |ui| {
            for heading in [say("What was looked at"), say("Found"), say("Limit")] {
                ui.label(RichText::new(heading).small().color(look.muted));
            }
            ui.end_row();
            for reason in &finding.why {
                let unit = reason.unit.unwrap_or_default();
                ui.label(said(&reason.term));
                ui.label(term_text(&reason.value, unit));
                ui.label(
                    reason
                        .limit
                        .as_ref()
                        .map(|limit| term_text(limit, unit))
                        .unwrap_or_default(),
                );
                ui.end_row();
            }
        });
}

fn term_text(term: &Term, unit: &str) -> String {
    match term {
        Term::Number(value) => format!("{} {unit}", wording::grouped(*value))
            .trim_end()
            .to_owned(),
        Term::Text(text) => text.clone(),
    }
}

/// A paragraph of a page: `*emphasis*` slanted, names in backticks in the font of programs.
fn marked_up(ui: &Ui, text: &str) -> LayoutJob {
    let look = Look::of(ui.ctx());
    let plain = TextFormat::simple(TextStyle::Body.resolve(ui.style()), look.text);
    let mut job = LayoutJob::default();
    for (n, piece) in text.split('`').enumerate() {
        if n % 2 == 1 {
            let font = TextStyle::Monospace.resolve(ui.style());
            job.append(piece, 0.0, TextFormat::simple(font, look.text));
            continue;
        }
        for (m, words) in piece.replace("**", "*").split('*').enumerate() {
            let mut format = plain.clone();
            format.italics = m % 2 == 1;
            job.append(words, 0.0, format);
        }
    }
    job
}

/// A rule's page: headings, paragraphs and lists.
fn page_ui(ui: &mut Ui, rule: &Rule) {
    ui.label(title(format!("{} {}", rule.code, said(rule.title)), 14.0));
    let mut paragraph = String::new();
    let flush = |ui: &mut Ui, paragraph: &mut String| {
        if !paragraph.is_empty() {
            ui.label(marked_up(ui, paragraph));
            ui.add_space(2.0);
            paragraph.clear();
        }
    };
    for line in rule.page.lines().map(str::trim) {
        let heading = line.trim_start_matches('#');
        let item = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "));
        if heading.len() < line.len() {
            flush(ui, &mut paragraph);
            ui.add_space(6.0);
            ui.label(title(heading.trim(), 12.5));
        } else if let Some(item) = item {
            flush(ui, &mut paragraph);
            paragraph = format!("•  {item}");
        } else if line.is_empty() {
            flush(ui, &mut paragraph);
        } else {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(line);
        }
    }
    flush(ui, &mut paragraph);
    let mut thresholds = rule.threshold_infos().peekable();
    if thresholds.peek().is_some() {
        ui.add_space(6.0);
        ui.label(title(say("Thresholds"), 12.5));
        for threshold in thresholds {
            ui.label(format!(
                "{}: {} {}",
                threshold.name, threshold.default, threshold.unit
            ));
        }
    }
}
