//! Actions on plans side by side.

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::editor::{BranchCommand, Command, CompareCommand, CompareView, Editor};
use crate::ui::asks::{Asks, Dialog};
use crate::ui::compare::{differences_text, scores_csv, scores_markdown, view_hint, view_text};
use crate::ui::words::say;

/// An action on plans side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompareAction {
    /// Compare plans.
    Open,
    /// Go back to the plan.
    Close,
    /// Compare the plan with another one's file.
    WithFile,
    /// Take in a draft as proposals.
    TakeInProposals,
    /// List the plan's branches.
    Branches,
    /// What was first is second.
    Exchange,
    /// Show the plans that way.
    View(CompareView),
    /// Put plans into the score table.
    AddCourses,
    /// Copy what differs, a line each.
    CopyDifferences,
    /// Copy the score table.
    CopyMarkdown,
    /// Copy the score table for a spreadsheet.
    CopyCsv,
}

impl CompareAction {
    /// Returns what it is called.
    pub fn text(self) -> &'static str {
        match self {
            Self::Open => say("Compare plans"),
            Self::Close => say("Back to the plan"),
            Self::WithFile => say("Compare with another plan…"),
            Self::TakeInProposals => say("Take in a draft as proposals…"),
            Self::Branches => say("Branches…"),
            Self::Exchange => say("Exchange the plans"),
            Self::View(view) => view_text(view),
            Self::AddCourses => say("Add plans to the score table…"),
            Self::CopyDifferences => say("Copy the differences"),
            Self::CopyMarkdown => say("Copy the score table as Markdown"),
            Self::CopyCsv => say("Copy the score table as CSV"),
        }
    }

    /// Returns one sentence for the status line.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Open => {
                say("Look at two plans side by side: the plan at hand, an older step of it, or another file")
            }
            Self::Close => say("Go on with the plan at hand"),
            Self::WithFile => say("Look at the plan at hand beside another one"),
            Self::TakeInProposals => say(
                "Look at what a stakeholder's draft changes, object by object, to be accepted, rejected or countered",
            ),
            Self::Branches => {
                say("Scenarios beside the plan: make one, open, compare, merge, promote or discard it")
            }
            Self::Exchange => say("What was first is second"),
            Self::View(view) => view_hint(view),
            Self::AddCourses => say("Put another plan, or all plans of a folder, into the table"),
            Self::CopyDifferences => say("Copy what differs, a line for each thing"),
            Self::CopyMarkdown | Self::CopyCsv => {
                say("Copy the figures of every plan and phase, as entente compare writes them")
            }
        }
    }

    /// Returns its key.
    pub const fn shortcut(self) -> Option<KeyboardShortcut> {
        match self {
            Self::Open => Some(KeyboardShortcut::new(Modifiers::NONE, Key::F9)),
            _ => None,
        }
    }

    /// Returns true where it can be done now.
    pub fn is_available(self, editor: &Editor) -> bool {
        match self {
            Self::Open | Self::WithFile | Self::TakeInProposals | Self::Branches => true,
            Self::CopyMarkdown | Self::CopyCsv => editor
                .comparing()
                .is_some_and(|comparing| !comparing.rows().is_empty()),
            _ => editor.comparing().is_some(),
        }
    }

    /// Returns whether it is what is shown; `None` where it is none of several ways.
    pub fn is_on(self, editor: &Editor) -> Option<bool> {
        match self {
            Self::View(view) => Some(editor.comparing().is_some_and(|comparing| comparing.view == view)),
            _ => None,
        }
    }

    /// Asks for what it does.
    pub fn run(self, editor: &Editor, asks: &mut Asks) {
        let compare = |command: CompareCommand| Command::Compare(command);
        match (self, editor.comparing()) {
            // The key leads there and back.
            (Self::Open, Some(_)) | (Self::Close, _) => asks.command(compare(CompareCommand::Close)),
            (Self::Open, None) => asks.command(compare(CompareCommand::Open)),
            (Self::WithFile, open) => {
                if open.is_none() {
                    asks.command(compare(CompareCommand::Open));
                }
                asks.dialog(Dialog::CompareWith(0));
            }
            (Self::TakeInProposals, _) => asks.dialog(Dialog::TakeInProposals),
            (Self::Branches, _) => {
                asks.command(Command::Branch(BranchCommand::Look));
                asks.dialog(Dialog::Branches);
            }
            (Self::Exchange, _) => asks.command(compare(CompareCommand::Exchange)),
            (Self::View(view), _) => asks.command(compare(CompareCommand::Show(view))),
            (Self::AddCourses, _) => asks.dialog(Dialog::AddCourses),
            (Self::CopyDifferences, Some(comparing)) => asks.copied = Some(differences_text(comparing)),
            (Self::CopyMarkdown, Some(comparing)) => asks.copied = Some(scores_markdown(comparing)),
            (Self::CopyCsv, Some(comparing)) => asks.copied = Some(scores_csv(comparing)),
            (Self::CopyDifferences | Self::CopyMarkdown | Self::CopyCsv, None) => {}
        }
    }
}
