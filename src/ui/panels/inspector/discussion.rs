//! What is said about an object and proposed: each proposal seen on the map while it is pointed at, answered with
//! a word; comments with their answers.

use std::collections::{BTreeMap, BTreeSet};

use egui::{RichText, TextEdit, Ui};

use crate::compare::{Became, FieldDifference, proposal_title, proposed};
use crate::editor::{Command, Editor};
use crate::model::{AnyId, Comment, Edit, Instant, Plan, Proposal, ProposalState, Remark};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{Fold, Hinted, fold, link, muted, paragraph, quiet_button, text_field};
use crate::ui::words::{composed, in_words, said, say, word};

/// Changes of a proposal that are told.
const TOLD: usize = 8;

/// What is being typed: by what it is said to.
#[derive(Default)]
pub(super) struct DiscussionState {
    typed: BTreeMap<To, String>,
}

/// What something is said to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum To {
    Object(Option<AnyId>),
    Comment(u64),
    Proposal(u64),
}

impl DiscussionState {
    /// Shows what is said about an entity; `None`: about the plan and everything in it, what is open first.
    pub(super) fn ui(&mut self, ui: &mut Ui, editor: &Editor, about: Option<AnyId>, asks: &mut Asks) {
        let plan = editor.document().current();
        let mut proposals: Vec<&Proposal> = plan
            .discussion
            .proposals
            .iter()
            .filter(|proposal| about.is_none() || proposal.about == about)
            .collect();
        let mut comments: Vec<&Comment> = plan
            .discussion
            .comments
            .iter()
            .filter(|comment| about.is_none() || comment.about == about)
            .collect();
        proposals.sort_by_key(|proposal| !proposal.is_open());
        comments.sort_by_key(|comment| !comment.is_open());
        let open = proposals.iter().filter(|proposal| proposal.is_open()).count()
            + comments.iter().filter(|comment| comment.is_open()).count();
        let at_first = if open > 0 { Fold::Open } else { Fold::Closed };
        fold(ui, say("Discussion"), Some(open), at_first, |ui| {
            let can_write = !editor.document().is_read_only();
            ui.add_enabled_ui(can_write, |ui| {
                for proposal in proposals {
                    ui.push_id(("proposal", proposal.id.bits()), |ui| {
                        self.proposal_ui(ui, editor, proposal, about.is_none(), asks);
                    });
                    ui.add_space(8.0);
                }
                for comment in comments {
                    ui.push_id(("comment", comment.id.bits()), |ui| {
                        self.comment_ui(ui, editor, comment, about.is_none(), asks);
                    });
                    ui.add_space(8.0);
                }
                self.new_comment_ui(ui, editor, about, asks);
            });
        });
    }

    fn proposal_ui(
        &mut self,
        ui: &mut Ui,
        editor: &Editor,
        proposal: &Proposal,
        named: bool,
        asks: &mut Asks,
    ) {
        let plan = editor.document().current();
        let look = Look::of(ui.ctx());
        let by = said(format!("{} proposes", proposal.said.by));
        if named {
            object_ui(ui, plan, proposal.about, &proposal_title(plan, proposal), asks);
        }
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(by).strong().color(look.text));
            let ink = if proposal.is_open() {
                look.accent
            } else {
                look.muted
            };
            ui.label(RichText::new(word(proposal.state)).color(ink));
        });
        for line in lines_of(plan, proposal) {
            paragraph(ui, RichText::new(line).color(look.text).size(11.5));
        }
        for answer in &proposal.trail {
            let text = format!("{}: {}", answer.said.by, answer.state.word());
            muted(ui, with_word(&said(text), &answer.said));
        }
        if !proposal.is_open() {
            let again = answered(editor, proposal, ProposalState::Open, "");
            if link(ui, say("Open it again")).clicked() {
                asks.commit(again);
            }
            return;
        }
        let typed = self.typed.entry(To::Proposal(proposal.id.bits())).or_default();
        let field = TextEdit::singleline(typed)
            .hint_text(say("A word on the answer"))
            .desired_width(f32::INFINITY);
        ui.add(field).accessible_name(say("A word on the answer"));
        let text = typed.trim().to_owned();
        let mut is_answered = false;
        ui.horizontal_wrapped(|ui| {
            let offers = [
                (
                    say("Accept"),
                    say("The plan takes it at once"),
                    ProposalState::Accepted,
                ),
                (
                    say("Reject"),
                    say("The plan stays as it is"),
                    ProposalState::Rejected,
                ),
                (
                    say("Counter"),
                    say("Offer what the plan has now, with a word on it; the proposal stays open"),
                    ProposalState::Countered,
                ),
            ];
            for (label, hint, state) in offers {
                // A counter-offer without a word offers nothing.
                let enabled = state != ProposalState::Countered || !text.is_empty();
                let edit = answered(editor, proposal, state, &text);
                let button = ui.add_enabled_ui(enabled, |ui| quiet_button(ui, label)).inner;
                if button.hovered() && state == ProposalState::Accepted {
                    asks.preview(&edit);
                }
                if button.hinted(hint).clicked() {
                    asks.commit(edit);
                    is_answered = true;
                }
            }
        });
        if is_answered {
            self.typed.remove(&To::Proposal(proposal.id.bits()));
        }
    }

    fn comment_ui(&mut self, ui: &mut Ui, editor: &Editor, comment: &Comment, named: bool, asks: &mut Asks) {
        let plan = editor.document().current();
        let look = Look::of(ui.ctx());
        let ink = if comment.is_open() { look.text } else { look.muted };
        if named {
            let title = comment
                .about
                .map_or_else(|| say("The plan itself").to_owned(), |id| plan.name_of(id));
            object_ui(ui, plan, comment.about, &title, asks);
        }
        ui.label(RichText::new(signed(&comment.said)).strong().color(ink));
        paragraph(ui, RichText::new(&comment.said.text).color(ink));
        for reply in &comment.replies {
            ui.indent("reply", |ui| {
                muted(ui, signed(reply));
                paragraph(ui, RichText::new(&reply.text).color(ink));
            });
        }
        if let Some(resolved) = &comment.resolved {
            let text = said(format!("Settled by {}", resolved.by));
            muted(ui, with_word(&text, resolved));
        }
        let to = To::Comment(comment.id.bits());
        let typed = self.typed.entry(to).or_default();
        let field = TextEdit::singleline(typed)
            .hint_text(say("Answer"))
            .desired_width(f32::INFINITY);
        ui.add(field).accessible_name(say("Answer to the comment"));
        let text = typed.trim().to_owned();
        let mut is_said = false;
        ui.horizontal_wrapped(|ui| {
            let reply = ui.add_enabled_ui(!text.is_empty(), |ui| quiet_button(ui, say("Answer")));
            if reply.inner.clicked() {
                asks.commit(Edit::Reply {
                    comment: comment.id,
                    said: remark(editor, &text),
                });
                is_said = true;
            }
            if comment.is_open() {
                let settle = quiet_button(ui, say("Settle"));
                if settle
                    .hinted(say("Nothing is left to be said or done about it"))
                    .clicked()
                {
                    asks.commit(Edit::Resolve {
                        comment: comment.id,
                        said: remark(editor, &text),
                    });
                    is_said = true;
                }
            }
            if link(ui, say("Remove")).clicked() {
                asks.commit(Edit::RemoveComment(comment.id));
            }
        });
        if is_said {
            self.typed.remove(&to);
        }
    }

    fn new_comment_ui(&mut self, ui: &mut Ui, editor: &Editor, about: Option<AnyId>, asks: &mut Asks) {
        let signs_as = &editor.preferences().signs_as;
        if signs_as.trim().is_empty()
            && let Some(name) = text_field(ui, say("You are"), "")
        {
            asks.command(Command::SignAs(name));
        }
        let to = To::Object(about);
        let typed = self.typed.entry(to).or_default();
        let field = TextEdit::multiline(typed)
            .hint_text(say("A comment"))
            .desired_rows(2)
            .desired_width(f32::INFINITY);
        ui.add(field).accessible_name(say("A comment"));
        let text = typed.trim().to_owned();
        let button = ui.add_enabled_ui(!text.is_empty(), |ui| quiet_button(ui, say("Comment")));
        if button.inner.clicked() {
            asks.commit(Edit::Comment(Box::new(Comment {
                id: fresh(editor),
                about,
                said: remark(editor, &text),
                replies: Vec::new(),
                resolved: None,
            })));
            self.typed.remove(&to);
        }
    }
}

/// An id that no comment has.
fn fresh(editor: &Editor) -> crate::model::Id<Comment> {
    let bits = editor.fresh_id::<crate::model::Stakeholder>().bits();
    let known = |bits: u64| {
        let mut comments = editor.plan().discussion.comments.iter();
        comments.any(|comment| comment.id.bits() == bits)
    };
    let free = (bits..bits.saturating_add(1_000))
        .find(|bits| !known(*bits))
        .unwrap_or(bits);
    crate::model::Id::from_bits(free)
}

fn object_ui(ui: &mut Ui, plan: &Plan, about: Option<AnyId>, title: &str, asks: &mut Asks) {
    match about.filter(|id| id.is_in(plan)) {
        Some(id) => {
            if link(ui, title).clicked() {
                asks.command(Command::ShowObjects(BTreeSet::from([id])));
            }
        }
        None => drop(muted(ui, title)),
    }
}

/// Who says it, and when: `Anna, 30 November 2026`.
fn signed(said: &Remark) -> String {
    let name = if said.by.trim().is_empty() {
        say("Somebody").to_owned()
    } else {
        said.by.clone()
    };
    said.at
        .map_or_else(|| name.clone(), |at| format!("{name}, {}", day(at)))
}

fn day(at: Instant) -> String {
    let text = at.to_string();
    text.split('T').next().unwrap_or_default().to_owned()
}

fn with_word(text: &str, remark: &Remark) -> String {
    if remark.text.is_empty() {
        text.to_owned()
    } else {
        format!("{text} – {}", remark.text)
    }
}

/// What a proposal would change, a line each.
fn lines_of(plan: &Plan, proposal: &Proposal) -> Vec<String> {
    let say_in = |text: &str| in_words(text);
    let mut lines: Vec<String> = match proposed(plan, proposal) {
        Became::Added(told) => vec![format!("{} {}", in_words("Add it:"), in_words(&told))],
        Became::Removed(_) => vec![in_words("Take it out of the plan")],
        Became::Changed(fields) => fields
            .iter()
            .map(|field: &FieldDifference| field.said_in(&say_in))
            .collect(),
    };
    let more = lines.len().saturating_sub(TOLD);
    lines.truncate(TOLD);
    if more > 0 {
        lines.push(in_words(format!("… and {more} more")));
    }
    lines.into_iter().map(composed).collect()
}

fn remark(editor: &Editor, text: &str) -> Remark {
    let by = editor.preferences().signs_as.trim().to_owned();
    Remark::new(by, Some(editor.today()), text)
}

fn answered(editor: &Editor, proposal: &Proposal, state: ProposalState, text: &str) -> Edit {
    Edit::AnswerProposal {
        proposal: proposal.id,
        state,
        said: remark(editor, text),
    }
}
