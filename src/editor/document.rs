//! The plan being worked on: its history, the gesture under way, its file, its findings.
//!
//! A gesture is a draft; only a commit is history. Reads and writes no file itself.

use std::sync::Arc;

use crate::checks::Report;
use crate::files::PlanFile;
use crate::model::{Edit, EditError, Instant, Plan};

use super::history::{History, Step};

/// The plan being worked on.
#[derive(Debug)]
pub struct Document {
    history: History,
    draft: Option<Arc<Plan>>,
    in_file: Arc<Plan>,
    /// What happened since it was last asked.
    happened: Vec<Happened>,
    writing: Writing,
    /// The file it was read from or written to; `None`: a new plan or a sample.
    pub file: Option<PlanFile>,
    /// What the newest finished check found, and about which plan.
    pub report: Option<Dated>,
}

/// Whether the plan may be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Writing {
    Free,
    /// Somebody else has it open.
    ReadOnly,
    /// The same, and a change was refused since that was last asked.
    Refused,
}

/// What happened to a document, to be kept in its journal.
#[derive(Clone, Debug)]
pub(super) enum Happened {
    /// Something was done.
    Step {
        label: String,
        before: Arc<Plan>,
        after: Arc<Plan>,
    },
    /// So many steps back (below 0) or forward, to that plan.
    Moved { by: i64, after: Arc<Plan> },
    /// Its file has this plan, as it was read or saved.
    InFile(PlanFile, Arc<Plan>),
}

/// A report with the plan that it is about.
#[derive(Clone, Debug)]
pub struct Dated {
    /// The plan that was checked.
    pub plan: Arc<Plan>,
    /// What was found.
    pub report: Arc<Report>,
    /// The instant it was judged at.
    pub as_of: Option<Instant>,
}

impl Document {
    /// Starts with a plan from a file, a sample or nowhere.
    pub fn new(plan: Plan, label: impl Into<String>, file: Option<PlanFile>) -> Self {
        let plan = Arc::new(plan);
        Self {
            in_file: Arc::clone(&plan),
            history: History::new(plan, label),
            draft: None,
            happened: Vec::new(),
            writing: Writing::Free,
            file,
            report: None,
        }
    }

    /// Goes on where an earlier session ended: with its steps, `live` the one at hand.
    pub(super) fn resumed(
        steps: Vec<Step>,
        live: usize,
        in_file: Arc<Plan>,
        file: Option<PlanFile>,
    ) -> Option<Self> {
        Some(Self {
            history: History::of(steps, live)?,
            in_file,
            draft: None,
            happened: Vec::new(),
            writing: Writing::Free,
            file,
            report: None,
        })
    }

    /// Says whether somebody else has the plan open, so that it is only read here.
    pub(super) fn set_read_only(&mut self, is_read_only: bool) {
        self.writing = if is_read_only {
            Writing::ReadOnly
        } else {
            Writing::Free
        };
    }

    /// Returns true while somebody else has the plan open: no step is then taken.
    pub fn is_read_only(&self) -> bool {
        self.writing != Writing::Free
    }

    /// Returns true where a step was refused since this was last asked.
    pub(super) fn take_refused(&mut self) -> bool {
        let was_refused = self.writing == Writing::Refused;
        if was_refused {
            self.writing = Writing::ReadOnly;
        }
        was_refused
    }

    fn refuses(&mut self) -> bool {
        if self.is_read_only() {
            self.writing = Writing::Refused;
        }
        self.is_read_only()
    }

    /// Returns the plan as its file has it; without a file, what the session began with.
    pub fn in_file(&self) -> &Arc<Plan> {
        &self.in_file
    }

    /// Returns what happened since this was last asked.
    pub(super) fn take_happened(&mut self) -> Vec<Happened> {
        std::mem::take(&mut self.happened)
    }

    /// Returns the plan without the gesture under way.
    pub fn current(&self) -> &Arc<Plan> {
        self.history.plan()
    }

    /// Returns the plan as it is to be drawn: with the gesture under way.
    pub fn shown(&self) -> &Arc<Plan> {
        self.draft.as_ref().unwrap_or_else(|| self.history.plan())
    }

    /// Returns true while a gesture is under way.
    pub fn is_drafting(&self) -> bool {
        self.draft.is_some()
    }

    /// Returns the history.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Returns true where the plan is not as it is in its file.
    pub fn is_unsaved(&self) -> bool {
        !Arc::ptr_eq(&self.in_file, self.current()) && self.in_file != *self.current()
    }

    /// Returns the newest report where it is about the current plan; a report about an older plan is stale.
    pub fn fresh_report(&self) -> Option<&Dated> {
        self.report
            .as_ref()
            .filter(|dated| Arc::ptr_eq(&dated.plan, self.current()))
    }

    /// Shows what an edit would do, in place of what was shown before.
    ///
    /// # Errors
    /// Where the edit does not fit; the last draft that did stays.
    pub fn draft(&mut self, edit: &Edit) -> Result<(), EditError> {
        self.draft = Some(Arc::new(edit.apply(self.current())?));
        Ok(())
    }

    /// Shows a plan that comes from elsewhere (an import) as it would be, in place of what was shown before.
    pub fn show(&mut self, plan: Arc<Plan>) {
        self.draft = Some(plan);
    }

    /// Drops the gesture: nothing to undo, because nothing was done.
    pub fn drop_draft(&mut self) {
        self.draft = None;
    }

    /// Makes an edit history; one that changes nothing leaves no step.
    ///
    /// # Errors
    /// Where the edit does not fit; the plan stays, the draft is dropped.
    pub fn commit(&mut self, edit: &Edit) -> Result<(), EditError> {
        self.draft = None;
        let label = edit.label(self.current());
        let plan = edit.apply(self.current())?;
        if plan != **self.current() {
            self.step(Arc::new(plan), label);
        }
        Ok(())
    }

    /// Makes a plan that came from elsewhere (an import, a merge) the next step.
    pub fn replace(&mut self, plan: Arc<Plan>, label: impl Into<String>) {
        self.draft = None;
        self.step(plan, label.into());
    }

    /// Shows another plan in its place, which was come to elsewhere: there are no steps to it. The last report stays,
    /// stale, until there is another.
    pub(super) fn stand_in(&mut self, plan: Arc<Plan>) {
        self.draft = None;
        self.in_file = Arc::clone(&plan);
        self.history = History::new(plan, "Exercise");
    }

    fn step(&mut self, plan: Arc<Plan>, label: String) {
        if self.refuses() {
            return;
        }
        self.happened.push(Happened::Step {
            label: label.clone(),
            before: Arc::clone(self.current()),
            after: Arc::clone(&plan),
        });
        self.history.commit(plan, label);
    }

    /// Goes one step back.
    pub fn undo(&mut self) -> bool {
        self.moved(History::undo)
    }

    /// Goes one step forward.
    pub fn redo(&mut self) -> bool {
        self.moved(History::redo)
    }

    /// Goes to a step of the history.
    pub fn go_to(&mut self, place: usize) -> bool {
        self.moved(|history| history.go_to(place))
    }

    fn moved(&mut self, go: impl FnOnce(&mut History) -> bool) -> bool {
        self.draft = None;
        if self.refuses() {
            return false;
        }
        let before = self.history.live();
        let went = go(&mut self.history);
        let by = self.history.live().cast_signed() - before.cast_signed();
        if by != 0 {
            let after = Arc::clone(self.current());
            self.happened.push(Happened::Moved { by: by as i64, after });
        }
        went
    }

    /// Remembers that this plan is what the file holds.
    pub fn mark_in_file(&mut self, plan: &Arc<Plan>, file: PlanFile) {
        self.in_file = Arc::clone(plan);
        self.happened
            .push(Happened::InFile(file.clone(), Arc::clone(plan)));
        self.file = Some(file);
    }
}
