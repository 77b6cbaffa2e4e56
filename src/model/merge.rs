//! Three-way merge of plans: per entity, and within an entity per field.
//!
//! A field that both changed is put together where that needs no guess (`mergeable`): other vertices of one
//! outline, other parties of one agreement. Nothing is decided in silence: where that cannot be, ours stays and
//! a conflict names entity, field and both values' plans. An entity deleted on one side and changed on
//! the other is kept, as changed, with a conflict: a merge never drops an object that somebody still
//! works on. References may dangle afterwards; a check reports them.
//!
//! The merged plan takes ours' identity (id and base). Which side a conflict is settled for is said by
//! whoever looks at it ([`Conflict::settled`]).

use std::sync::Arc;

use super::approval::merge_approvals;
use super::changes::merge_part;
use super::tables::each_table;
use super::{
    Agreement, AnyId, Discussion, Entity, Id, OpenConflict, Party, Plan, Reading, Record, Says, Table,
    Version,
};

/// A merged plan and what could not be decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The plan, with ours where there is a conflict.
    pub plan: Plan,
    /// What both sides changed differently, in table, id and field order.
    pub conflicts: Vec<Conflict>,
}

/// Something that both sides changed differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// A field of an entity; ours stays.
    Field {
        /// The entity.
        id: AnyId,
        /// The field's name.
        field: &'static str,
    },
    /// Both created an entity with this id, with different contents in this field; ours stays.
    Created {
        /// The entity.
        id: AnyId,
        /// The field's name.
        field: &'static str,
    },
    /// One side deleted what the other changed; it is kept as changed.
    DeletedHere {
        /// The entity, deleted by ours and changed by theirs.
        id: AnyId,
    },
    /// The other way round.
    DeletedThere {
        /// The entity, changed by ours and deleted by theirs.
        id: AnyId,
    },
    /// Both changed it so that no field can be judged for itself: a reading of one draft would name a clause that
    /// the other moved. Ours stays, whole.
    Whole {
        /// The entity.
        id: AnyId,
    },
    /// A field of the plan's information or policy, or its readiness; ours stays.
    Plan {
        /// The field's name.
        field: &'static str,
    },
}

/// One of the two sides of a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The plan that is merged into.
    Ours,
    /// The other one.
    Theirs,
}

impl Conflict {
    /// Returns the side that a merge takes by itself, until somebody decides.
    pub fn taken(&self) -> Side {
        match self {
            Self::DeletedHere { .. } => Side::Theirs,
            _ => Side::Ours,
        }
    }

    /// Returns the entity it is about; `None`: what the plan says of itself.
    pub fn entity(&self) -> Option<AnyId> {
        match self {
            Self::Field { id, .. }
            | Self::Created { id, .. }
            | Self::DeletedHere { id }
            | Self::DeletedThere { id }
            | Self::Whole { id } => Some(*id),
            Self::Plan { .. } => None,
        }
    }

    /// Returns the field it is about; `None`: the whole entity.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::Field { field, .. } | Self::Created { field, .. } | Self::Plan { field } => Some(field),
            Self::DeletedHere { .. } | Self::DeletedThere { .. } | Self::Whole { .. } => None,
        }
    }

    /// Returns the merged plan with this conflict as that plan, one of the two sides, has it.
    #[must_use]
    pub fn settled(&self, merged: &Plan, as_in: &Plan) -> Plan {
        let mut plan = merged.clone();
        Says::of(as_in, self.entity()).put_into(&mut plan, self.entity(), self.field());
        plan
    }
}

macro_rules! merge_tables {
    ($( $entity:ident, $table:ident, $word:literal; )+) => {
        /// Merges what `ours` and `theirs` made of `base`.
        pub fn merge(base: &Plan, ours: &Plan, theirs: &Plan) -> Merged {
            let mut plan = ours.clone();
            let mut conflicts = Vec::new();
            let (readiness, agreed) = merge_part(&base.readiness, &ours.readiness, &theirs.readiness);
            plan.readiness = readiness;
            let (info, info_fields) = Record::merge_fields(&base.info, &ours.info, &theirs.info);
            plan.info = info;
            let (policy, policy_fields) = Record::merge_fields(&base.policy, &ours.policy, &theirs.policy);
            plan.policy = policy;
            plan.approvals = merge_approvals(&base.approvals, &ours.approvals, &theirs.approvals);
            plan.conflicts = merge_open(&base.conflicts, &ours.conflicts, &theirs.conflicts);
            plan.discussion = Discussion::merged(&base.discussion, &ours.discussion, &theirs.discussion);
            let part = (!agreed).then_some("readiness");
            conflicts.extend(part.into_iter().chain(info_fields).chain(policy_fields).map(|field| Conflict::Plan { field }));
            $( plan.$table = merge_table(&base.$table, &ours.$table, &theirs.$table, &mut conflicts); )+
            keep_readings(&mut plan, [base, ours, theirs], &mut conflicts);
            Merged { plan, conflicts }
        }
    };
}
each_table!(merge_tables);

/// Keeps agreements whole where a reading would come to stand for another clause than it was made of.
fn keep_readings(plan: &mut Plan, [base, ours, theirs]: [&Plan; 3], conflicts: &mut Vec<Conflict>) {
    let astray: Vec<Id<Agreement>> = plan
        .agreements
        .iter()
        .filter(
            |(id, merged)| match (ours.agreements.get(*id), theirs.agreements.get(*id)) {
                (Some(ours), Some(theirs)) => {
                    base.agreements.contains(*id) && goes_astray(merged, [ours, theirs])
                }
                _ => false,
            },
        )
        .map(|(id, _)| id)
        .collect();
    for id in astray {
        let whole = AnyId::from(id);
        conflicts.retain(|conflict| conflict.entity() != Some(whole));
        conflicts.push(Conflict::Whole { id: whole });
        plan.agreements.put(id, ours.agreements.row(id).cloned());
    }
}

/// True where a reading is of no draft, or names another clause than it does in the draft it is of.
fn goes_astray(merged: &Agreement, drafts: [&Agreement; 2]) -> bool {
    let is_of = |draft: &Agreement, party: &Party, reading: &Reading| {
        let clause = |agreement: &Agreement| agreement.clauses.get(reading.clause as usize).cloned();
        let mut same = draft
            .parties
            .iter()
            .filter(|other| other.stakeholder == party.stakeholder);
        same.any(|other| other.readings.contains(reading)) && clause(draft) == clause(merged)
    };
    merged.parties.iter().any(|party| {
        let mut readings = party.readings.iter();
        readings.any(|reading| !drafts.iter().any(|draft| is_of(draft, party, reading)))
    })
}

/// Open conflicts of both sides: one that either decided is decided, one that either found is open.
fn merge_open(base: &[OpenConflict], ours: &[OpenConflict], theirs: &[OpenConflict]) -> Vec<OpenConflict> {
    let about =
        |one: &OpenConflict, other: &OpenConflict| one.about == other.about && one.field == other.field;
    let has =
        |side: &[OpenConflict], conflict: &OpenConflict| side.iter().any(|other| about(other, conflict));
    let mut merged: Vec<OpenConflict> = Vec::new();
    for conflict in ours.iter().chain(theirs) {
        let is_decided = has(base, conflict) && !(has(ours, conflict) && has(theirs, conflict));
        match merged.iter_mut().find(|known| about(known, conflict)) {
            _ if is_decided => {}
            None => merged.push(conflict.clone()),
            Some(known) => {
                let more = conflict
                    .versions
                    .iter()
                    .filter(|version| !known.versions.contains(version));
                let more: Vec<Version> = more.cloned().collect();
                known.versions.extend(more);
            }
        }
    }
    merged
}

fn merge_table<E: Entity>(
    base: &Table<E>,
    ours: &Table<E>,
    theirs: &Table<E>,
    conflicts: &mut Vec<Conflict>,
) -> Table<E> {
    let mut ids: Vec<Id<E>> = base.ids().chain(ours.ids()).chain(theirs.ids()).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut merged = ours.clone();
    for id in ids {
        merged.put(
            id,
            merge_row(id, [base.row(id), ours.row(id), theirs.row(id)], conflicts),
        );
    }
    merged
}

fn merge_row<E: Entity>(
    id: Id<E>,
    [base, ours, theirs]: [Option<&Arc<E>>; 3],
    conflicts: &mut Vec<Conflict>,
) -> Option<Arc<E>> {
    if ours == theirs || theirs == base {
        return ours.cloned();
    }
    if ours == base {
        return theirs.cloned();
    }
    let id = E::any_id(id);
    match (base, ours, theirs) {
        (Some(base), Some(ours), Some(theirs)) => {
            let (row, fields) = E::merge_fields(base, ours, theirs);
            conflicts.extend(fields.into_iter().map(|field| Conflict::Field { id, field }));
            Some(Arc::new(row))
        }
        (None, Some(ours), Some(theirs)) => {
            let fields = ours.changed_fields(theirs);
            conflicts.extend(fields.into_iter().map(|field| Conflict::Created { id, field }));
            Some(Arc::clone(ours))
        }
        (_, None, Some(theirs)) => {
            conflicts.push(Conflict::DeletedHere { id });
            Some(Arc::clone(theirs))
        }
        (_, ours, _) => {
            conflicts.push(Conflict::DeletedThere { id });
            ours.cloned()
        }
    }
}
