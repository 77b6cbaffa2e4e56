//! Who approved the plan: the user's key, an approval as a stakeholder, and every approval with whether it holds.

use std::sync::Arc;

use egui::{Context, RichText, Ui};

use super::Stays;
use super::frame::{buttons, modal, scroll};
use crate::approval::{Judged, State, Trust, content, fingerprint, missing};
use crate::compare::ThingDifference;
use crate::editor::{ApprovalCommand, Command, Editor};
use crate::model::{Id, Plan, Stakeholder};
use crate::ui::asks::Asks;
use crate::ui::theme::{Look, title};
use crate::ui::widgets::{
    choice_picker, muted, paragraph, primary_button, quiet_button, stakeholders_by_label, text_field,
};
use crate::ui::words::{said, say};

/// Changes that are listed of what was approved.
const SHOWN: usize = 12;

/// What is typed, and what was worked out for a plan.
#[derive(Default)]
pub(super) struct ApprovalsDialog {
    approve_as: Option<Id<Stakeholder>>,
    key_of: Option<Id<Stakeholder>>,
    office: String,
    key: String,
    worked_out: Option<WorkedOut>,
}

/// What is not worked out anew every frame.
struct WorkedOut {
    plan: Arc<Plan>,
    content: String,
    /// Of each approval, in order: what was changed since; `None`: it cannot be said.
    changes: Vec<Option<Vec<String>>>,
}

impl ApprovalsDialog {
    /// Draws the dialog.
    pub(super) fn ui(&mut self, ctx: &Context, editor: &Editor, asks: &mut Asks) -> Stays {
        let judged = editor.approvals();
        let is_about = |known: &WorkedOut| {
            Arc::ptr_eq(&known.plan, editor.plan()) && known.changes.len() == judged.len()
        };
        if !self.worked_out.as_ref().is_some_and(is_about) {
            self.worked_out = Some(WorkedOut::of(editor, &judged));
        }
        modal(ctx, say("Approvals"), 560.0, |ui| {
            if let Some(known) = &self.worked_out {
                muted(
                    ui,
                    said(format!(
                        "What is approved is the plan as it is, content {}; not how far it is, nor what is open.",
                        known.content
                    )),
                );
            }
            ui.add_space(4.0);
            scroll(ui, 460.0, |ui| {
                ui.set_width(ui.available_width() - 12.0);
                self.list_ui(ui, editor, &judged, asks);
                ui.separator();
                self.own_ui(ui, editor, asks);
                ui.separator();
                self.key_ui(ui, editor, asks);
            });
            if buttons(ui, |ui| quiet_button(ui, say("Close")).clicked()) {
                Stays::Closed
            } else {
                Stays::Open
            }
        })
    }

    fn list_ui(&self, ui: &mut Ui, editor: &Editor, judged: &[Judged], asks: &mut Asks) {
        let look = Look::of(ui.ctx());
        if judged.is_empty() {
            muted(ui, say("Nobody has approved the plan."));
        }
        let changes = self.worked_out.iter().flat_map(|known| &known.changes);
        for (place, (one, changes)) in judged.iter().zip(changes).enumerate() {
            ui.push_id(place, |ui| {
                approval_ui(ui, editor.plan(), one, changes.as_deref(), asks);
            });
            ui.add_space(6.0);
        }
        let missing = missing(editor.plan(), judged);
        if !missing.is_empty() {
            let labels: Vec<String> = missing.iter().map(|id| editor.plan().label_of(*id)).collect();
            let labels = labels.join(", ");
            paragraph(
                ui,
                RichText::new(said(format!(
                    "Hold ground and have not approved it as it is: {labels}"
                )))
                .color(look.text),
            );
        }
    }

    /// The user's own key, and approving with it.
    fn own_ui(&mut self, ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
        ui.label(title(say("Approve it yourself"), 13.0));
        let Some(own) = editor.own_key() else {
            muted(
                ui,
                say(
                    "Your key is made once. It stays in your own folder on this computer and is never in a plan.",
                ),
            );
            if quiet_button(ui, say("Make your key")).clicked() {
                make_key(asks);
            }
            return;
        };
        let read_aloud = fingerprint(&own).unwrap_or_default();
        muted(
            ui,
            said(format!(
                "Your key, to be read aloud to whoever asks: {read_aloud}"
            )),
        );
        if quiet_button(ui, say("Copy the public key")).clicked() {
            asks.copied = Some(own);
        }
        stakeholder_ui(ui, editor, say("Approve as"), &mut self.approve_as);
        if let Some(office) = text_field(ui, say("Office"), &self.office) {
            self.office = office;
        }
        let Some(stakeholder) = self.approve_as else {
            return;
        };
        if primary_button(ui, say("Approve the plan as it is"), 210.0).clicked() {
            asks.command(Command::Approval(ApprovalCommand::Approve {
                stakeholder,
                office: self.office.trim().to_owned(),
                at: Some(editor.today()),
            }));
        }
    }

    /// A public key that came another way.
    fn key_ui(&mut self, ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
        ui.label(title(say("Key of a stakeholder"), 13.0));
        muted(
            ui,
            say(
                "Nobody can see from a key whose it is. Have its fingerprint read to you over a channel that you trust, \
                 and remember it only then.",
            ),
        );
        stakeholder_ui(ui, editor, say("Key of"), &mut self.key_of);
        if let Some(key) = text_field(ui, say("Public key"), &self.key) {
            key.trim().clone_into(&mut self.key);
        }
        match (fingerprint(&self.key), self.key_of) {
            (Some(read_aloud), Some(stakeholder)) => {
                muted(ui, said(format!("Fingerprint: {read_aloud}")));
                if quiet_button(ui, say("It was compared: remember it")).clicked() {
                    let key = self.key.clone();
                    asks.command(Command::Approval(ApprovalCommand::Know { stakeholder, key }));
                    self.key.clear();
                }
            }
            (None, _) if !self.key.is_empty() => {
                muted(ui, say("A public key is 64 of the digits 0 to 9 and a to f."));
            }
            _ => {}
        }
    }
}

impl WorkedOut {
    fn of(editor: &Editor, judged: &[Judged]) -> Self {
        let changes = judged.iter().map(|one| {
            let since = editor.changed_since(one)?;
            Some(since.things.iter().map(sentence).collect())
        });
        Self {
            plan: Arc::clone(editor.plan()),
            content: content(editor.plan()).map_or_else(|_| String::new(), |hash| hash.short()),
            changes: changes.collect(),
        }
    }
}

fn stakeholder_ui(
    ui: &mut Ui,
    editor: &Editor,
    label: &'static str,
    stakeholder: &mut Option<Id<Stakeholder>>,
) {
    let plan = editor.plan();
    let shown = stakeholder.map_or_else(|| say("Choose…").to_owned(), |id| plan.label_of(id));
    let all = || stakeholders_by_label(plan, &[]);
    if let Some(chosen) = choice_picker(ui, label, &shown, stakeholder.as_ref(), all) {
        *stakeholder = Some(chosen);
    }
}

fn sentence(thing: &ThingDifference) -> String {
    let say = |text: &str| said(text);
    format!("{}: {}", thing.title_in(&say), thing.pieces_in(&say).join("; "))
}

fn make_key(asks: &mut Asks) {
    let mut seed = [0; 32];
    match getrandom::fill(&mut seed) {
        Ok(()) => asks.command(Command::Approval(ApprovalCommand::MakeKey(seed))),
        Err(error) => asks.refuse(&error),
    }
}

/// One approval: whose, whether it holds, what was changed since, and whose the key is.
fn approval_ui(ui: &mut Ui, plan: &Plan, one: &Judged, changes: Option<&[String]>, asks: &mut Asks) {
    let look = Look::of(ui.ctx());
    let approval = &one.approval;
    let who = plan.label_of(approval.stakeholder);
    let (text, ink) = match one.state {
        State::Valid => (said(format!("{who} approved the plan as it is")), look.text),
        State::Changed => (
            said(format!("{who} approved it, and it was changed since")),
            look.major,
        ),
        State::Forged => (
            said(format!("Forged: the approval of {who} was not signed like this")),
            look.critical,
        ),
    };
    paragraph(ui, RichText::new(text).strong().color(ink));
    let at = approval.at.map(|at| at.to_string()).unwrap_or_default();
    let signed: Vec<&str> = [approval.office.as_str(), at.as_str()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    if !signed.is_empty() {
        muted(ui, signed.join(", "));
    }
    if one.state == State::Changed {
        changes_ui(ui, changes);
    }
    let read_aloud = fingerprint(&approval.key).unwrap_or_default();
    let (text, ink) = match one.trust {
        Trust::Known => (said(format!("Known key {read_aloud}")), look.muted),
        Trust::Unknown => (
            said(format!(
                "Key seen for the first time, not known to be theirs: {read_aloud}"
            )),
            look.major,
        ),
        Trust::Other => (
            said(format!("Not the key that is known for them: {read_aloud}")),
            look.critical,
        ),
    };
    paragraph(ui, RichText::new(text).color(ink));
    ui.horizontal(|ui| {
        let may_trust = one.trust != Trust::Known && one.state != State::Forged;
        if may_trust && quiet_button(ui, say("It was compared: remember it")).clicked() {
            asks.command(Command::Approval(ApprovalCommand::Know {
                stakeholder: approval.stakeholder,
                key: approval.key.clone(),
            }));
        }
        if quiet_button(ui, say("Remove approval")).clicked() {
            let approval = Box::new(approval.clone());
            asks.command(Command::Approval(ApprovalCommand::Drop(approval)));
        }
    });
}

fn changes_ui(ui: &mut Ui, changes: Option<&[String]>) {
    let Some(changes) = changes else {
        muted(
            ui,
            say("What was approved is not on this computer, so what was changed cannot be said."),
        );
        return;
    };
    for change in changes.iter().take(SHOWN) {
        muted(ui, format!("– {change}"));
    }
    if changes.len() > SHOWN {
        muted(ui, said(format!("… and {} more", changes.len() - SHOWN)));
    }
}
