//! What a cell of players may see: the plan as it believes it to be, by the rules of release.

use std::sync::Arc;

use crate::exercise::{Cell, CellKind};
use crate::model::{ExtractOf, Generalisation, Id, Plan};
use crate::release::release;

use super::Exercising;

impl Exercising {
    /// Returns what a cell sees of the plan in the run as it is now, or why it sees none. Control and evaluators see
    /// the plan itself, in the trainer's window.
    pub fn seen_by(&self, id: Id<Cell>) -> Result<Arc<Plan>, String> {
        let no = |why: &str| Err(why.to_owned());
        let Some(cell) = self.exercise().cell(id) else {
            return no("There is no such cell");
        };
        if cell.kind != CellKind::Players {
            return no("This cell sees the plan itself, in the trainer's window");
        }
        let Some(stakeholder) = cell.plays else {
            return no("This cell plays nobody in the plan: it has no map");
        };
        let plan = match self.state() {
            Some(state) => state.known.get(&id).unwrap_or(&state.truth),
            None => &self.exercise().plan,
        };
        let mut seen = self.seen.borrow_mut();
        if let Some((of, extract)) = seen.get(&id)
            && Arc::ptr_eq(of, plan)
        {
            return extract.clone();
        }
        let of = ExtractOf {
            stakeholder,
            generalised: Generalisation::default(),
        };
        let extract = release(plan, "", of)
            .map(|extract| Arc::new(extract.plan))
            .map_err(|error| error.to_string());
        seen.insert(id, (Arc::clone(plan), extract.clone()));
        extract
    }
}
