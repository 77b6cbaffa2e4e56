//! Actions on time: phases cut, joined, added and copied, and sectors handed over.
//!
//! They are about the phase shown and what is selected; the strip of phases calls the same functions for
//! the phase under the pointer.

use std::collections::BTreeSet;

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::editor::timing::{self, PhaseError, Side};
use crate::editor::{Command, Editor};
use crate::model::{AnyId, Edit, Id, Minute, Phase, Plan, Sector};
use crate::ui::asks::{Asks, Dialog};
use crate::ui::words::say;

/// An action on time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeAction {
    /// Cut the phase shown in two.
    SplitPhase,
    /// Make the phase shown and the next one.
    MergePhase,
    /// Add a phase before the one shown.
    PhaseBefore,
    /// Add a phase after the one shown.
    PhaseAfter,
    /// Let what holds in the phase shown hold in the next one too.
    CopyLayout,
    /// Hand the selected sector over to somebody.
    HandOver,
}

impl TimeAction {
    /// Every action, in order.
    pub const ALL: [Self; 6] = [
        Self::SplitPhase,
        Self::MergePhase,
        Self::PhaseBefore,
        Self::PhaseAfter,
        Self::CopyLayout,
        Self::HandOver,
    ];

    /// Returns what it is called.
    pub fn text(self) -> &'static str {
        match self {
            Self::SplitPhase => say("Split phase"),
            Self::MergePhase => say("Merge phase with next"),
            Self::PhaseBefore => say("Add phase before"),
            Self::PhaseAfter => say("Add phase after"),
            Self::CopyLayout => say("Copy layout to next phase…"),
            Self::HandOver => say("Hand sector over…"),
        }
    }

    /// Returns one sentence for the status line.
    pub fn hint(self) -> &'static str {
        match self {
            Self::SplitPhase => say("Cut the phase in two; whatever holds in it holds in both halves"),
            Self::MergePhase => say("Make the phase and the next one; whatever holds keeps its time"),
            Self::PhaseBefore | Self::PhaseAfter => {
                say("Put a phase in; it takes the gap there, or the phases after it move later")
            }
            Self::CopyLayout => {
                say("Let sectors, forces, lines and corridors of the phase hold in the next one too")
            }
            Self::HandOver => {
                say("Write down who takes the selected sector over, when, and where the two meet")
            }
        }
    }

    /// Returns its key.
    pub const fn shortcut(self) -> Option<KeyboardShortcut> {
        let key = match self {
            Self::CopyLayout => Key::C,
            Self::HandOver => Key::O,
            Self::SplitPhase | Self::MergePhase | Self::PhaseBefore | Self::PhaseAfter => return None,
        };
        let modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
        Some(KeyboardShortcut::new(modifiers, key))
    }

    /// Returns true where it can be done now.
    pub fn is_available(self, editor: &Editor) -> bool {
        let shown = editor.workspace().phase;
        match self {
            Self::SplitPhase | Self::PhaseBefore | Self::PhaseAfter => shown.is_some(),
            Self::MergePhase | Self::CopyLayout => {
                shown.is_some_and(|shown| next_phase(editor.plan(), shown).is_some())
            }
            Self::HandOver => selected_sector(editor).is_some(),
        }
    }

    /// Asks for what it does.
    pub fn run(self, editor: &Editor, asks: &mut Asks) {
        if self == Self::HandOver {
            if let Some(sector) = selected_sector(editor) {
                asks.dialog(Dialog::HandOver(sector, None));
            }
            return;
        }
        let Some(shown) = editor.workspace().phase else {
            return;
        };
        match self {
            Self::SplitPhase => {
                let middle = editor.plan().phases.get(shown).and_then(timing::middle);
                if let Some(at) = middle {
                    split(editor, shown, at, asks);
                }
            }
            Self::MergePhase => merge_with_next(editor, shown, asks),
            Self::PhaseBefore => insert(editor, shown, Side::Before, asks),
            Self::PhaseAfter => insert(editor, shown, Side::After, asks),
            Self::CopyLayout => asks.dialog(Dialog::CopyLayout(shown)),
            Self::HandOver => {}
        }
    }
}

/// Returns the phase after one, in order of time.
pub fn next_phase(plan: &Plan, id: Id<Phase>) -> Option<Id<Phase>> {
    let order = plan.phases_in_order();
    let mut after = order.iter().skip_while(|(other, _)| *other != id);
    after.nth(1).map(|(next, _)| *next)
}

/// Cuts a phase in two at a minute.
pub fn split(editor: &Editor, id: Id<Phase>, at: Minute, asks: &mut Asks) {
    answer(
        timing::split_phase(editor.plan(), id, at, editor.fresh_id()),
        asks,
    );
}

/// Makes a phase and the one after it one.
pub fn merge_with_next(editor: &Editor, id: Id<Phase>, asks: &mut Asks) {
    if let Some(next) = next_phase(editor.plan(), id) {
        answer(timing::merge_phases(editor.plan(), id, next), asks);
    }
}

/// Adds a phase beside one, selects and shows it.
pub fn insert(editor: &Editor, beside: Id<Phase>, side: Side, asks: &mut Asks) {
    let new: Id<Phase> = editor.fresh_id();
    let edit = timing::insert_phase(editor.plan(), beside, side, new);
    let added = edit.is_ok();
    answer(edit, asks);
    if added {
        asks.command(Command::Select(BTreeSet::from([new.into()])));
        asks.command(Command::ShowPhase(Some(new)));
    }
}

fn answer(edit: Result<Edit, PhaseError>, asks: &mut Asks) {
    match edit {
        Ok(edit) => asks.commit(edit),
        Err(error) => asks.refuse(&error),
    }
}

fn selected_sector(editor: &Editor) -> Option<Id<Sector>> {
    match editor.workspace().selected()? {
        AnyId::Sector(id) => Some(id),
        _ => None,
    }
}
