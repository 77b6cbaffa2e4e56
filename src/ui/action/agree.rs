//! Actions on agreements.

use std::collections::BTreeSet;

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::checks::Finding;
use crate::editor::agreeing::{DraftError, draft, draft_about};
use crate::editor::{Command, Desk, Editor};
use crate::model::{Agreement, AnyId, Edit, Id};
use crate::ui::asks::{Asks, DeskView, Dialog};
use crate::ui::words::say;

/// An action on agreements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AgreeAction {
    /// Draft an agreement on what is selected.
    Draft,
    /// Draft an agreement on what the finding looked at is about.
    DraftAboutFinding,
    /// List the answers that are missing.
    Answers,
    /// Open the log of breaches.
    Breaches,
    /// Write down that an agreement was not kept.
    RecordBreach,
    /// Compare what parties read.
    Readings,
    /// Show stances phase by phase.
    RelationsOverTime,
    /// Show who reaches whom as a graph.
    ChannelGraph,
}

impl AgreeAction {
    /// Every action, in order.
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::DraftAboutFinding,
        Self::Answers,
        Self::Breaches,
        Self::RecordBreach,
        Self::Readings,
        Self::RelationsOverTime,
        Self::ChannelGraph,
    ];

    /// Returns what it is called.
    pub fn text(self) -> &'static str {
        match self {
            Self::Draft => say("Draft agreement from selection"),
            Self::DraftAboutFinding => say("Draft agreement about finding"),
            Self::Answers => say("Open answers"),
            Self::Breaches => say("Breach log"),
            Self::RecordBreach => say("Record a breach…"),
            Self::Readings => say("Readings side by side"),
            Self::RelationsOverTime => say("Relations over time"),
            Self::ChannelGraph => say("Channels as a graph"),
        }
    }

    /// Returns one sentence for the status line.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Draft => say("Write parties, clauses and time of an agreement from what is selected"),
            Self::DraftAboutFinding => {
                say("Write parties, clauses and time of an agreement from what the finding is about")
            }
            Self::Answers => {
                say("Who has not accepted yet, how it can be reached, and by when the answer is needed")
            }
            Self::Breaches => say("What was not kept, over all agreements, in order of time"),
            Self::RecordBreach => {
                say("Write down who did not keep an agreement or withdrew, when, and how it is known")
            }
            Self::Readings => say("What each party takes a clause to mean"),
            Self::RelationsOverTime => say("How each stands to each, phase by phase"),
            Self::ChannelGraph => say("Who reaches whom, through whom, and whether it works"),
        }
    }

    /// Returns its key.
    pub const fn shortcut(self) -> Option<KeyboardShortcut> {
        match self {
            Self::Draft => {
                let modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
                Some(KeyboardShortcut::new(modifiers, Key::A))
            }
            _ => None,
        }
    }

    /// Returns true where it can be done now.
    pub fn is_available(self, editor: &Editor) -> bool {
        match self {
            Self::Draft => !editor.workspace().selection.is_empty(),
            Self::DraftAboutFinding => editor.finding().is_some(),
            Self::RecordBreach => !editor.plan().agreements.is_empty(),
            _ => true,
        }
    }

    /// Asks for what it does.
    pub fn run(self, editor: &Editor, asks: &mut Asks) {
        match self {
            Self::Draft => {
                let new = editor.fresh_id();
                let edit = draft(editor.plan(), &editor.workspace().selection, new);
                open(edit, new, asks);
            }
            Self::DraftAboutFinding => {
                if let Some((_, finding)) = editor.finding() {
                    about(editor, finding, asks);
                }
            }
            Self::Answers => view(Desk::Agreements, DeskView::Answers, asks),
            Self::Breaches => view(Desk::Agreements, DeskView::Breaches, asks),
            Self::RecordBreach => {
                let selected = editor.workspace().selection.iter().find_map(|id| match id {
                    AnyId::Agreement(id) => Some(*id),
                    _ => None,
                });
                asks.dialog(Dialog::RecordBreach(selected));
            }
            Self::Readings => view(Desk::Agreements, DeskView::Readings, asks),
            Self::RelationsOverTime => view(Desk::Relations, DeskView::OverTime, asks),
            Self::ChannelGraph => view(Desk::Channels, DeskView::Graph, asks),
        }
    }
}

/// Drafts an agreement on what a finding is about and opens it.
pub fn about(editor: &Editor, finding: &Finding, asks: &mut Asks) {
    let new = editor.fresh_id();
    open(draft_about(editor.plan(), finding, new), new, asks);
}

fn open(edit: Result<Edit, DraftError>, new: Id<Agreement>, asks: &mut Asks) {
    match edit {
        Ok(edit) => {
            asks.commit(edit);
            asks.command(Command::Select(BTreeSet::from([new.into()])));
            view(Desk::Agreements, DeskView::Table, asks);
        }
        Err(error) => asks.refuse(&error),
    }
}

fn view(desk: Desk, view: DeskView, asks: &mut Asks) {
    asks.open_desk(desk);
    asks.desk_view = Some((desk, view));
}
