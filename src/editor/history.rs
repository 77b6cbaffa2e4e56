//! Undo and redo: whole plans, newest last.
//!
//! Plans share their rows, so a step costs pointers, and going back is exact: there is no inverse that
//! could be wrong. Knows nothing of files or of what is shown.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::model::Plan;

/// Steps kept; beyond, the oldest are forgotten.
const LIMIT: usize = 10_000;

/// A plan and what was done to get to it.
#[derive(Clone, Debug)]
pub struct Step {
    /// The plan after the step.
    pub plan: Arc<Plan>,
    /// What was done; for the first step, where the plan came from.
    pub label: String,
}

/// Every step that can be gone to, one of them live.
#[derive(Clone, Debug)]
pub struct History {
    current: Step,
    before: VecDeque<Step>,
    after: Vec<Step>,
}

impl History {
    /// Starts a history at a plan.
    pub fn new(plan: Arc<Plan>, label: impl Into<String>) -> Self {
        Self {
            current: Step {
                plan,
                label: label.into(),
            },
            before: VecDeque::new(),
            after: Vec::new(),
        }
    }

    /// Makes a history of known steps, oldest first; `None` where there is no step at `live`. Of more than
    /// can be kept, the oldest are forgotten.
    pub(super) fn of(steps: Vec<Step>, live: usize) -> Option<Self> {
        if live >= steps.len() {
            return None;
        }
        let surplus = steps.len().saturating_sub(LIMIT).min(live);
        let mut before: VecDeque<Step> = steps.into_iter().skip(surplus).collect();
        let mut after: Vec<Step> = before.split_off(live - surplus + 1).into();
        after.reverse();
        let current = before.pop_back()?;
        Some(Self {
            current,
            before,
            after,
        })
    }

    /// Returns the live plan.
    pub fn plan(&self) -> &Arc<Plan> {
        &self.current.plan
    }

    /// Adds a step; what was undone is forgotten.
    pub fn commit(&mut self, plan: Arc<Plan>, label: impl Into<String>) {
        let step = Step {
            plan,
            label: label.into(),
        };
        self.before.push_back(std::mem::replace(&mut self.current, step));
        self.after.clear();
        if self.before.len() >= LIMIT {
            self.before.pop_front();
        }
    }

    /// Goes one step back; false where there is none.
    pub fn undo(&mut self) -> bool {
        let Some(step) = self.before.pop_back() else {
            return false;
        };
        self.after.push(std::mem::replace(&mut self.current, step));
        true
    }

    /// Goes one step forward; false where there is none.
    pub fn redo(&mut self) -> bool {
        let Some(step) = self.after.pop() else {
            return false;
        };
        self.before.push_back(std::mem::replace(&mut self.current, step));
        true
    }

    /// Goes to the step of that place in [`History::steps`]; false where there is none.
    pub fn go_to(&mut self, place: usize) -> bool {
        if place >= self.len() {
            return false;
        }
        while self.live() > place && self.undo() {}
        while self.live() < place && self.redo() {}
        true
    }

    /// Returns the labels of all steps, oldest first.
    pub fn steps(&self) -> impl Iterator<Item = &Step> + '_ {
        self.before
            .iter()
            .chain(std::iter::once(&self.current))
            .chain(self.after.iter().rev())
    }

    /// Returns the live step's place in [`History::steps`].
    pub fn live(&self) -> usize {
        self.before.len()
    }

    /// Returns how many steps there are.
    #[expect(
        clippy::len_without_is_empty,
        reason = "a history has a live step, so it is never empty"
    )]
    pub fn len(&self) -> usize {
        self.before.len() + 1 + self.after.len()
    }

    /// Returns what undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        (!self.before.is_empty()).then_some(self.current.label.as_str())
    }

    /// Returns what redo would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.after.last().map(|step| step.label.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

    fn plan(bits: u64) -> Arc<Plan> {
        Arc::new(Plan::empty(Id::from_bits(bits)))
    }

    #[test]
    fn undo_and_redo_give_the_very_same_plans() {
        let first = plan(1);
        let mut history = History::new(Arc::clone(&first), "Open");
        let second = plan(2);
        history.commit(Arc::clone(&second), "Draw");
        assert!(history.undo());
        assert!(Arc::ptr_eq(history.plan(), &first));
        assert_eq!(history.redo_label(), Some("Draw"));
        assert!(history.redo() && !history.redo());
        assert!(Arc::ptr_eq(history.plan(), &second));
    }

    #[test]
    fn a_new_step_forgets_what_was_undone() {
        let mut history = History::new(plan(1), "Open");
        history.commit(plan(2), "One");
        history.commit(plan(3), "Two");
        assert!(history.go_to(0));
        history.commit(plan(4), "Other");
        assert_eq!(
            history
                .steps()
                .map(|step| step.label.as_str())
                .collect::<Vec<_>>(),
            ["Open", "Other"]
        );
        assert!(!history.go_to(2));
    }

    #[test]
    fn the_oldest_steps_are_forgotten_first() {
        let mut history = History::new(plan(0), "Open");
        for bits in 1..=LIMIT as u64 + 5 {
            history.commit(plan(bits), "Step");
        }
        assert_eq!(history.len(), LIMIT);
        assert_eq!(history.plan().id, Id::from_bits(LIMIT as u64 + 5));
    }
}
