//! Short messages to the planner: what was done, what could not be.

/// How much a notice asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something was done.
    Done,
    /// Something is to be known.
    Warning,
    /// Something could not be done.
    Error,
}

/// A message and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How much it asks for.
    pub kind: NoticeKind,
    /// What happened, in one sentence.
    pub text: String,
    /// More lines, shown on request: places, remedies.
    pub details: String,
}

/// The messages that are still shown, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Notices {
    shown: Vec<Notice>,
}

impl Notices {
    /// Most notices kept; beyond, the oldest go.
    const LIMIT: usize = 6;

    /// Shows a notice.
    pub fn push(&mut self, kind: NoticeKind, text: impl Into<String>, details: impl Into<String>) {
        let notice = Notice {
            kind,
            text: text.into(),
            details: details.into(),
        };
        self.shown.retain(|known| *known != notice);
        self.shown.push(notice);
        if self.shown.len() > Self::LIMIT {
            self.shown.remove(0);
        }
    }

    /// Returns what is shown, oldest first.
    pub fn shown(&self) -> &[Notice] {
        &self.shown
    }

    /// Takes one away.
    pub fn dismiss(&mut self, place: usize) {
        if place < self.shown.len() {
            self.shown.remove(place);
        }
    }

    /// Takes away what only says that something was done.
    pub fn dismiss_done(&mut self) {
        self.shown.retain(|notice| notice.kind != NoticeKind::Done);
    }
}
