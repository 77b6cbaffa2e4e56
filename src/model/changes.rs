//! The difference between two plans: computed, never written by hand.
//!
//! Undo, the unsaved mark, scenario difference and merging are all lists of changes. What someone
//! *meant* is an `Edit`, not this.

use std::sync::Arc;

use super::record::merge_field;
use super::tables::each_table;
use super::{
    Agreement, AnyId, Approval, Base, Boundary, Channel, Corridor, Discussion, Entity, ExtractOf, Force, Id,
    Measure, OpenConflict, Phase, Plan, PlanInfo, Policy, Readiness, Relation, Sector, Site, Stakeholder,
    Table,
};

/// One entity before and after; `None`: not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<E: Entity> {
    /// Which.
    pub id: Id<E>,
    /// What it was.
    pub before: Option<Arc<E>>,
    /// What it is.
    pub after: Option<Arc<E>>,
}

/// A part of the plan that is no entity, before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced<T> {
    /// What it was.
    pub before: T,
    /// What it is.
    pub after: T,
}

/// Why changes do not apply to a plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApplyChangesError {
    /// An entity is not as it was where the changes were made.
    #[error("{0} is not as it was when the change was made")]
    Entity(AnyId),
    /// The plan's information, policy, base or readiness is not as it was.
    #[error("the plan's {0} is not as it was when the change was made")]
    Part(&'static str),
}

macro_rules! changes {
    ($( $entity:ident, $table:ident, $word:literal; )+) => {
        /// Everything in which two plans differ, in table and id order.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct Changes {
            /// The plan's id.
            pub id: Option<Replaced<Id<Plan>>>,
            /// What it was branched from.
            pub base: Option<Replaced<Option<Base>>>,
            /// For whom it is an extract.
            pub extract: Option<Replaced<Option<ExtractOf>>>,
            /// How far it is.
            pub readiness: Option<Replaced<Readiness>>,
            /// Title, times and the like.
            pub info: Option<Box<Replaced<PlanInfo>>>,
            /// How strictly it is judged.
            pub policy: Option<Box<Replaced<Policy>>>,
            /// Who approved.
            pub approvals: Option<Box<Replaced<Vec<Approval>>>>,
            /// What nobody has decided yet.
            pub conflicts: Option<Box<Replaced<Vec<OpenConflict>>>>,
            /// What was said and proposed.
            pub discussion: Option<Box<Replaced<Discussion>>>,
            $(
                #[doc = concat!("Every changed ", $word, ".")]
                pub $table: Vec<Change<$entity>>,
            )+
        }

        impl Changes {
            /// Returns what leads from `before` to `after`. Rows that are the same in memory are not looked into.
            pub fn between(before: &Plan, after: &Plan) -> Self {
                Self {
                    id: replaced(&before.id, &after.id),
                    base: replaced(&before.base, &after.base),
                    extract: replaced(&before.extract, &after.extract),
                    readiness: replaced(&before.readiness, &after.readiness),
                    info: replaced(&before.info, &after.info).map(Box::new),
                    policy: replaced(&before.policy, &after.policy).map(Box::new),
                    approvals: replaced(&before.approvals, &after.approvals).map(Box::new),
                    conflicts: replaced(&before.conflicts, &after.conflicts).map(Box::new),
                    discussion: replaced(&before.discussion, &after.discussion).map(Box::new),
                    $( $table: table_changes(&before.$table, &after.$table), )+
                }
            }

            /// Returns the plan after the changes.
            ///
            /// # Errors
            /// Where something is not as it was when the changes were made; nothing is then applied.
            pub fn apply(&self, plan: &Plan) -> Result<Plan, ApplyChangesError> {
                let mut changed = plan.clone();
                replace(&mut changed.id, self.id.as_ref(), "id")?;
                replace(&mut changed.base, self.base.as_ref(), "base")?;
                replace(&mut changed.extract, self.extract.as_ref(), "extract")?;
                replace(&mut changed.readiness, self.readiness.as_ref(), "readiness")?;
                replace(&mut changed.info, self.info.as_deref(), "information")?;
                replace(&mut changed.policy, self.policy.as_deref(), "policy")?;
                replace(&mut changed.approvals, self.approvals.as_deref(), "approvals")?;
                replace(&mut changed.conflicts, self.conflicts.as_deref(), "open conflicts")?;
                replace(&mut changed.discussion, self.discussion.as_deref(), "discussion")?;
                $( for change in &self.$table {
                    if changed.$table.row(change.id) != change.before.as_ref() {
                        return Err(ApplyChangesError::Entity(change.id.into()));
                    }
                    changed.$table.put(change.id, change.after.clone());
                } )+
                Ok(changed)
            }

            /// Returns the changes that lead back.
            #[must_use]
            pub fn inverted(&self) -> Self {
                Self {
                    id: self.id.as_ref().map(Replaced::inverted),
                    base: self.base.as_ref().map(Replaced::inverted),
                    extract: self.extract.as_ref().map(Replaced::inverted),
                    readiness: self.readiness.as_ref().map(Replaced::inverted),
                    info: self.info.as_ref().map(|part| Box::new(part.inverted())),
                    policy: self.policy.as_ref().map(|part| Box::new(part.inverted())),
                    approvals: self.approvals.as_ref().map(|part| Box::new(part.inverted())),
                    conflicts: self.conflicts.as_ref().map(|part| Box::new(part.inverted())),
                    discussion: self.discussion.as_ref().map(|part| Box::new(part.inverted())),
                    $( $table: self.$table.iter().map(Change::inverted).collect(), )+
                }
            }

            /// Returns the ids of every changed entity, in table and id order.
            pub fn ids(&self) -> Vec<AnyId> {
                let mut ids = Vec::new();
                $( ids.extend(self.$table.iter().map(|change| AnyId::from(change.id))); )+
                ids
            }
        }
    };
}
each_table!(changes);

impl Changes {
    /// Returns true where the plans are equal.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl<E: Entity> Change<E> {
    fn inverted(&self) -> Self {
        Self {
            id: self.id,
            before: self.after.clone(),
            after: self.before.clone(),
        }
    }
}

impl<T: Clone> Replaced<T> {
    fn inverted(&self) -> Self {
        Self {
            before: self.after.clone(),
            after: self.before.clone(),
        }
    }
}

fn replaced<T: Clone + PartialEq>(before: &T, after: &T) -> Option<Replaced<T>> {
    (before != after).then(|| Replaced {
        before: before.clone(),
        after: after.clone(),
    })
}

fn replace<T: Clone + PartialEq>(
    part: &mut T,
    change: Option<&Replaced<T>>,
    name: &'static str,
) -> Result<(), ApplyChangesError> {
    if let Some(change) = change {
        if *part != change.before {
            return Err(ApplyChangesError::Part(name));
        }
        part.clone_from(&change.after);
    }
    Ok(())
}

fn table_changes<E: Entity>(before: &Table<E>, after: &Table<E>) -> Vec<Change<E>> {
    let mut changes = Vec::new();
    for (id, row) in before.rows() {
        let now = after.row(id);
        let same = now.is_some_and(|now| Arc::ptr_eq(now, row) || now == row);
        if !same {
            changes.push(Change {
                id,
                before: Some(Arc::clone(row)),
                after: now.cloned(),
            });
        }
    }
    for (id, row) in after.rows().filter(|(id, _)| !before.contains(*id)) {
        changes.push(Change {
            id,
            before: None,
            after: Some(Arc::clone(row)),
        });
    }
    changes.sort_by_key(|change| change.id);
    changes
}

/// Merges a part of the plan that is no entity and has no fields of its own.
pub(super) fn merge_part<T: super::mergeable::Mergeable>(base: &T, ours: &T, theirs: &T) -> (T, bool) {
    match merge_field(base, ours, theirs) {
        Some(value) => (value, true),
        None => (ours.clone(), false),
    }
}
