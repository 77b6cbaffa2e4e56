//! What leads from one plan to the next, in whole rows.
//!
//! Kept in journals: an edit done again years later by another program might do something else; a row put
//! in place of a row is always the same. No conflict can arise, and nothing is computed.

use super::changes::Changes;
use super::tables::each_table;
use super::{AnyId, Plan};

/// What leads from one plan to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// Of every table only the rows that are new or different. What the plan says of itself (id, base,
    /// readiness, information, policy) counts where `of_plan` says so.
    pub rows: Plan,
    /// The rows that are no more.
    pub gone: Vec<AnyId>,
    /// What the plan says of itself differs, and is in `rows`.
    pub of_plan: bool,
}

macro_rules! patch {
    ($( $entity:ident, $table:ident, $word:literal; )+) => {
        impl Patch {
            /// Returns what leads from `before` to `after`.
            pub fn between(before: &Plan, after: &Plan) -> Self {
                let changes = Changes::between(before, after);
                let mut rows = Plan::empty(after.id);
                let mut gone = Vec::new();
                let of_plan = changes.id.is_some()
                    || changes.base.is_some()
                    || changes.extract.is_some()
                    || changes.readiness.is_some()
                    || changes.info.is_some()
                    || changes.policy.is_some()
                    || changes.conflicts.is_some()
                    || changes.approvals.is_some()
                    || changes.conflicts.is_some()
                    || changes.discussion.is_some();
                if of_plan {
                    rows.base.clone_from(&after.base);
                    rows.extract = after.extract;
                    rows.readiness = after.readiness;
                    rows.info = after.info.clone();
                    rows.policy = after.policy.clone();
                    rows.approvals.clone_from(&after.approvals);
                    rows.conflicts.clone_from(&after.conflicts);
                    rows.discussion.clone_from(&after.discussion);
                }
                $( for change in changes.$table {
                    if change.after.is_none() {
                        gone.push(change.id.into());
                    }
                    rows.$table.put(change.id, change.after);
                } )+
                Self { rows, gone, of_plan }
            }

            /// Returns the plan with the patch on it; rows are shared.
            #[must_use]
            pub fn on(&self, plan: &Plan) -> Plan {
                let mut patched = plan.clone();
                if self.of_plan {
                    patched.id = self.rows.id;
                    patched.base.clone_from(&self.rows.base);
                    patched.extract = self.rows.extract;
                    patched.readiness = self.rows.readiness;
                    patched.info = self.rows.info.clone();
                    patched.policy = self.rows.policy.clone();
                    patched.approvals.clone_from(&self.rows.approvals);
                    patched.conflicts.clone_from(&self.rows.conflicts);
                    patched.discussion.clone_from(&self.rows.discussion);
                }
                for id in &self.gone {
                    match *id {
                        $( AnyId::$entity(id) => patched.$table.put(id, None), )+
                    }
                }
                $( for (id, row) in self.rows.$table.rows() {
                    patched.$table.put(id, Some(std::sync::Arc::clone(row)));
                } )+
                patched
            }
        }
    };
}
each_table!(patch);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Edit, Id, Stakeholder};

    fn with(plan: &Plan, bits: u64, name: &str) -> Plan {
        let mut party = Stakeholder::new();
        name.clone_into(&mut party.name);
        Edit::Create((Id::from_bits(bits), party).into())
            .apply(plan)
            .unwrap()
    }

    #[test]
    fn a_patch_leads_from_one_plan_to_the_next_and_holds_no_more() {
        let before = with(&with(&Plan::empty(Id::from_bits(9)), 1, "North"), 2, "South");
        let mut after = with(&before, 3, "East");
        after.info.title = "Plan".to_owned();
        after = Edit::Delete(vec![Id::<Stakeholder>::from_bits(1).into()])
            .apply(&after)
            .unwrap();
        let patch = Patch::between(&before, &after);
        assert_eq!(patch.on(&before), after);
        assert_eq!(patch.rows.stakeholders.len(), 1);
        assert_eq!(patch.gone, [Id::<Stakeholder>::from_bits(1).into()]);
        assert!(patch.of_plan);
        assert_eq!(Patch::between(&after, &before).on(&after), before);
        assert!(!Patch::between(&before, &with(&before, 3, "East")).of_plan);
    }
}
