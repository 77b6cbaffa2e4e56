//! Actions on handing the plan on: what one stakeholder may see, and who approved.

use crate::editor::{Command, Editor, ReleaseCommand};
use crate::ui::asks::{Asks, Dialog};
use crate::ui::words::say;

/// An action on handing the plan on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReleaseAction {
    /// Look at the plan as one stakeholder would see it, and write that.
    Release,
    /// Approve the plan, and see who did.
    Approvals,
}

impl ReleaseAction {
    /// Every action, in order.
    pub const ALL: [Self; 2] = [Self::Release, Self::Approvals];

    /// Returns what it is called.
    pub fn text(self) -> &'static str {
        match self {
            Self::Release => say("Release to a stakeholder…"),
            Self::Approvals => say("Approvals…"),
        }
    }

    /// Returns one sentence for the status line.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Release => {
                say("Look at the plan as one stakeholder would see it, and write that as a file")
            }
            Self::Approvals => say("Who approved the plan, whether it was changed since, and approving it"),
        }
    }

    /// Returns true where it can be done now.
    pub fn is_available(self, editor: &Editor) -> bool {
        match self {
            Self::Release => editor.releasing().is_none() && !editor.plan().stakeholders.is_empty(),
            Self::Approvals => editor.releasing().is_none(),
        }
    }

    /// Asks for what it does.
    pub fn run(self, asks: &mut Asks) {
        match self {
            Self::Release => asks.command(Command::Release(ReleaseCommand::LookAs(None))),
            Self::Approvals => asks.dialog(Dialog::Approvals),
        }
    }
}
