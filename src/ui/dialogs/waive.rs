//! Accepting a finding: by whom, why, until when.

use egui::{Context, RichText, TextEdit, Ui};

use super::Stays;
use super::frame::{buttons, modal};
use crate::checks::Finding;
use crate::editor::{Command, Editor, FindingKey};
use crate::model::{Edit, Instant, Waiver};
use crate::ui::asks::Asks;
use crate::ui::theme::{Look, title};
use crate::ui::widgets::{labelled, muted, paragraph, primary_button, quiet_button, severity_mark};
use crate::ui::words::{said, say};

/// What is typed about one finding.
pub(super) struct WaiveDialog {
    key: Option<FindingKey>,
    by: String,
    role: String,
    reason: String,
    until: String,
    fault: Option<String>,
}

impl WaiveDialog {
    /// Starts with who waived last.
    pub(super) fn new(place: usize, editor: &Editor) -> Self {
        let finding = editor.report().and_then(|report| report.findings.get(place));
        Self {
            key: finding.map(FindingKey::of),
            by: editor.preferences().signs_as.clone(),
            role: String::new(),
            reason: String::new(),
            until: String::new(),
            fault: None,
        }
    }

    /// Draws the form.
    pub(super) fn ui(&mut self, ctx: &Context, editor: &Editor, asks: &mut Asks) -> Stays {
        // The finding may be gone, or the report stale, since the dialog was opened.
        let findings = editor
            .document()
            .fresh_report()
            .map(|dated| dated.report.findings.as_slice());
        let finding = findings.and_then(|findings| {
            findings
                .iter()
                .find(|finding| self.key.as_ref().is_some_and(|key| key.is_of(finding)))
        });
        let Some(finding) = finding else {
            return Stays::Closed;
        };
        modal(ctx, say("Waive a finding"), 460.0, |ui| {
            ui.horizontal(|ui| {
                severity_mark(ui, finding.severity);
                ui.label(title(format!("{} {}", finding.code, said(&finding.title)), 12.5));
            });
            muted(ui, said(&finding.message));
            ui.add_space(6.0);
            field(ui, say("Reason"), &mut self.reason, say("Why this is acceptable"));
            field(ui, say("By"), &mut self.by, say("Office or duty post"));
            field(ui, say("In the role of"), &mut self.role, say("Optional"));
            field(
                ui,
                say("Until"),
                &mut self.until,
                say("Optional: 2016-06-14 or 2016-06-14T12:00+03:00"),
            );
            muted(
                ui,
                say("It opens again when it worsens by more than a tenth, or after that day."),
            );
            if let Some(fault) = &self.fault {
                let look = Look::of(ui.ctx());
                paragraph(ui, RichText::new(said(fault)).color(look.critical));
            }
            buttons(ui, |ui| {
                let waive = primary_button(ui, say("Waive"), 110.0).clicked() || super::frame::entered(ui);
                if quiet_button(ui, say("Cancel")).clicked() {
                    return Stays::Closed;
                }
                if waive {
                    self.waive(finding, asks)
                } else {
                    Stays::Open
                }
            })
        })
    }

    fn waive(&mut self, finding: &Finding, asks: &mut Asks) -> Stays {
        let (reason, by) = (self.reason.trim(), self.by.trim());
        if reason.is_empty() || by.is_empty() {
            self.fault = Some(say("Say why, and who accepts it").to_owned());
            return Stays::Open;
        }
        let until = match self.until.trim() {
            "" => None,
            text => match text.parse::<Instant>() {
                Ok(until) => Some(until),
                Err(error) => {
                    self.fault = Some(error.to_string());
                    return Stays::Open;
                }
            },
        };
        let waiver = Waiver {
            role: self.role.trim().to_owned(),
            until,
            ..Waiver::of(
                finding.code,
                finding.subjects.clone(),
                finding.at,
                finding.value,
                by,
                reason,
            )
        };
        asks.command(Command::SignAs(by.to_owned()));
        asks.commit(Edit::Waive(waiver));
        Stays::Closed
    }
}

fn field(ui: &mut Ui, label: &str, text: &mut String, hint: &str) {
    labelled(ui, label, |ui| {
        let response = ui.add(
            TextEdit::singleline(text)
                .desired_width(f32::INFINITY)
                .hint_text(hint.to_owned()),
        );
        let shown = text.clone();
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::text_edit(true, &shown, &shown, hint);
            info.label = Some(label.to_owned());
            info
        });
        if label == "Reason" && ui.memory(|memory| memory.focused().is_none()) {
            response.request_focus();
        }
    });
}
