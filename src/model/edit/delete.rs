//! Deleting, with every mention of what is deleted.

use std::sync::Arc;

use super::super::reference::{Gone, Refer};
use super::super::tables::each_table;
use super::super::{AnyId, Entity, Plan, Table};
use super::EditError;

macro_rules! delete_from_tables {
    ($( $entity:ident, $table:ident, $word:literal; )+) => {
        /// Deletes the entities, empties what named them, and deletes what cannot be without them,
        /// until nothing names anything deleted.
        pub(super) fn delete(plan: &mut Plan, ids: &[AnyId]) -> Result<(), EditError> {
            if let Some(id) = ids.iter().find(|id| !id.is_in(plan)) {
                return Err(EditError::NoSuch(*id));
            }
            let mut gone = Gone { ids: ids.iter().copied().collect(), ..Gone::default() };
            for (id, phase) in plan.phases.iter().filter(|(id, _)| gone.ids.contains(&AnyId::from(*id))) {
                gone.phases.insert(id, (phase.start, phase.end));
            }
            loop {
                let known = gone.ids.len();
                $( forget_in(&mut plan.$table, &mut gone); )+
                if gone.ids.len() == known {
                    break;
                }
            }
            plan.info.forget(&gone);
            Ok(())
        }
    };
}
each_table!(delete_from_tables);

/// Removes deleted rows and mentions of deleted rows; rows that cannot be without one join the deleted.
fn forget_in<E: Entity>(table: &mut Table<E>, gone: &mut Gone) {
    let rows: Vec<_> = table.rows().map(|(id, row)| (id, Arc::clone(row))).collect();
    for (id, row) in rows {
        if gone.ids.contains(&E::any_id(id)) {
            table.put(id, None);
            continue;
        }
        let mut named = false;
        row.each_reference(&mut |to| named |= gone.ids.contains(&to));
        if !named {
            continue;
        }
        let mut left = (*row).clone();
        if left.forget(gone) {
            table.put(id, Some(Arc::new(left)));
        } else {
            gone.ids.insert(E::any_id(id));
            table.put(id, None);
        }
    }
}
