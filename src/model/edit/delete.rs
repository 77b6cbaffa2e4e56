//! Deleting, with every mention of what is deleted.

use std::sync::Arc;

use super::super::reference::{Gone, Refer};
use super::super::tables::each_table;
use super::super::{Agreement, AnyId, Entity, Plan, Table};
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
            let agreements = plan.agreements.clone();
            loop {
                let known = gone.ids.len();
                $( forget_in(&mut plan.$table, &mut gone); )+
                if gone.ids.len() == known {
                    break;
                }
            }
            renumber_readings(&agreements, &mut plan.agreements, &gone);
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

/// Keeps each reading with the clause that it is about: readings count clauses, and clauses went.
fn renumber_readings(before: &Table<Agreement>, agreements: &mut Table<Agreement>, gone: &Gone) {
    let shortened: Vec<_> = agreements
        .iter()
        .filter_map(|(id, now)| {
            let then = before
                .get(id)
                .filter(|then| then.clauses.len() != now.clauses.len())?;
            let stays = |place: usize| {
                then.clauses
                    .get(place)
                    .is_some_and(|clause| clause.clone().forget(gone))
            };
            // Where each clause is now; `None` for those that went.
            let mut next = 0;
            let places: Vec<Option<u32>> = (0..then.clauses.len())
                .map(|place| {
                    stays(place).then(|| {
                        next += 1;
                        next - 1
                    })
                })
                .collect();
            let mut renumbered = now.clone();
            for party in &mut renumbered.parties {
                party
                    .readings
                    .retain_mut(|reading| match places.get(reading.clause as usize) {
                        Some(Some(place)) => {
                            reading.clause = *place;
                            true
                        }
                        Some(None) => false,
                        // It spoke of no clause before; a check may say so, a deletion does not hide it.
                        None => true,
                    });
            }
            Some((id, Arc::new(renumbered)))
        })
        .collect();
    for (id, row) in shortened {
        agreements.put(id, Some(row));
    }
}
