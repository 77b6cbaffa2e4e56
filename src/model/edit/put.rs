//! What was changed elsewhere is put into a plan that others changed meanwhile.
//!
//! What the plan got since in other fields stays; in the same ones what is put is taken. So an accepted proposal and an
//! inject of an exercise do what was meant and no more.

use super::{EditError, delete, refuse_dangling, shape};
use crate::model::{AnyEntity, AnyId, Changes, Edit, Merged, Plan, Refer as _, Says, Side, merge};

/// Puts it where what it was is there still.
pub(super) fn put_strictly(
    plan: &mut Plan,
    about: Option<AnyId>,
    before: &Says,
    after: &Says,
) -> Result<(), EditError> {
    match (before, about.filter(|id| !id.is_in(plan))) {
        (Says::Entity(_), Some(id)) => Err(EditError::NoSuch(id)),
        _ => put(plan, about, before, after),
    }
}

/// Puts it. It is refused where it would name something that the plan does not have.
pub(super) fn put(
    plan: &mut Plan,
    about: Option<AnyId>,
    before: &Says,
    after: &Says,
) -> Result<(), EditError> {
    match (after, about) {
        (Says::Nothing, Some(id)) if id.is_in(plan) => delete::delete(plan, &[id]),
        (Says::Nothing, _) => Ok(()),
        (Says::Entity(entity), _) => {
            shape::refuse_empty(entity)?;
            let changed = merged(plan, about, before, after);
            if let Some(merged) = entity.id().entity_in(&changed) {
                refuse_dangling(plan, &merged)?;
            }
            *plan = changed;
            Ok(())
        }
        (Says::Plan { info, .. }, _) => {
            let mut lost = None;
            info.each_reference(&mut |to| {
                if lost.is_none() && !to.is_in(plan) {
                    lost = Some(to);
                }
            });
            if let Some(to) = lost {
                return Err(EditError::Dangling {
                    from: "the plan".to_owned(),
                    to,
                });
            }
            *plan = merged(plan, about, before, after);
            Ok(())
        }
    }
}

/// Says what is put, as [`Edit::label`] says the edit that it was.
pub(super) fn label(plan: &Plan, about: Option<AnyId>, before: &Says, after: &Says) -> String {
    match (before, after, about) {
        (Says::Nothing, Says::Entity(entity), _) => Edit::Create(entity.clone()).label(plan),
        (Says::Entity(entity), Says::Nothing, Some(id)) if !id.is_in(plan) => {
            format!("Delete {}", entity.name())
        }
        (_, Says::Nothing, Some(id)) => Edit::Delete(vec![id]).label(plan),
        (Says::Entity(old), Says::Entity(entity), _) => {
            let name = if entity.name().is_empty() {
                format!("{} {}", entity.id().kind(), entity.id())
            } else {
                entity.name().to_owned()
            };
            match old.changed_fields(entity).as_slice() {
                [field] => format!("Change {} of {name}", field.replace('_', " ")),
                _ => format!("Change {name}"),
            }
        }
        _ => "Change plan details".to_owned(),
    }
}

/// What leads from one plan to another, as edits that fit a third one: what is made, what is changed, what goes.
/// What a plan says beside its objects and of itself (approvals, conflicts, discussion) is not among them.
pub fn edits_between(before: &Plan, after: &Plan) -> Vec<Edit> {
    let changes = Changes::between(before, after);
    let of = |about: Option<AnyId>| Edit::Put {
        about,
        before: Says::of(before, about),
        after: Says::of(after, about),
    };
    let says_more = changes.info.is_some() || changes.policy.is_some() || changes.readiness.is_some();
    let (made, rest): (Vec<AnyId>, Vec<AnyId>) = changes.ids().into_iter().partition(|id| !id.is_in(before));
    let (changed, gone): (Vec<AnyId>, Vec<AnyId>) = rest.into_iter().partition(|id| id.is_in(after));
    // What is named comes first, what goes comes last, so that no edit names what is not there.
    let mut edits = makings(after, &made);
    edits.extend(says_more.then(|| of(None)));
    edits.extend(changed.into_iter().map(|id| of(Some(id))));
    if !gone.is_empty() {
        edits.push(Edit::Delete(gone));
    }
    edits
}

/// Makes new entities in an order in which each names only what is there by then. Of those that name each other one is
/// made without the others first, and names them when all are there.
fn makings(after: &Plan, made: &[AnyId]) -> Vec<Edit> {
    let mut left: Vec<AnyEntity> = made.iter().filter_map(|id| id.entity_in(after)).collect();
    let mut edits = Vec::new();
    let mut later = Vec::new();
    while !left.is_empty() {
        let waiting: Vec<AnyId> = left.iter().map(AnyEntity::id).collect();
        let is_ready = |entity: &AnyEntity| {
            let mut ready = true;
            entity.each_reference(&mut |to| ready &= to == entity.id() || !waiting.contains(&to));
            ready
        };
        let alone = |entity: &AnyEntity| {
            let others = waiting.iter().filter(|id| **id != entity.id()).copied();
            let alone = Edit::Delete(others.collect()).apply(after).ok()?;
            entity.id().entity_in(&alone)
        };
        // Where none can be without the others, whoever puts them is told.
        let (place, made_alone) = match left.iter().position(is_ready) {
            Some(place) => (place, None),
            None => left
                .iter()
                .enumerate()
                .find_map(|(place, entity)| Some((place, Some(alone(entity)?))))
                .unwrap_or((0, None)),
        };
        let entity = left.remove(place);
        let as_made = made_alone.unwrap_or_else(|| entity.clone());
        let about = Some(entity.id());
        edits.push(Edit::Put {
            about,
            before: Says::Nothing,
            after: Says::Entity(as_made.clone()),
        });
        if as_made != entity {
            later.push(Edit::Put {
                about,
                before: Says::Entity(as_made),
                after: Says::Entity(entity),
            });
        }
    }
    edits.extend(later);
    edits
}

/// The plan with what is said now in place of what was said: a merge in which what is put wins.
fn merged(plan: &Plan, about: Option<AnyId>, before: &Says, after: &Says) -> Plan {
    let said = |says: &Says| {
        let mut changed = plan.clone();
        says.put_into(&mut changed, about, None);
        changed
    };
    let (base, theirs) = match (before, after) {
        (Says::Plan { .. }, Says::Plan { .. }) => (whole(plan, before), whole(plan, after)),
        (before, after) => (said(before), said(after)),
    };
    let Merged {
        plan: merged,
        conflicts,
    } = merge(&base, plan, &theirs);
    let settled = conflicts.iter().filter(|conflict| conflict.taken() == Side::Ours);
    settled.fold(merged, |merged, conflict| conflict.settled(&merged, &theirs))
}

/// The plan, saying all of that of itself.
fn whole(plan: &Plan, says: &Says) -> Plan {
    let mut changed = plan.clone();
    if let Says::Plan {
        readiness,
        info,
        policy,
    } = says
    {
        changed.readiness = *readiness;
        changed.info = (**info).clone();
        changed.policy = (**policy).clone();
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Agreement, Clause, Id, Sector, Stakeholder};
    use crate::testing::sketch::Sketch;

    fn all(edits: &[Edit], plan: &Plan) -> Result<Plan, EditError> {
        edits
            .iter()
            .try_fold(plan.clone(), |plan, edit| edit.apply(&plan))
    }

    #[test]
    fn what_others_changed_in_other_fields_stays() {
        let before = Sketch::of(&[&["AB"]]).plan().clone();
        let ids: Vec<Id<Sector>> = before.sectors.ids().collect();
        let rename = |plan: &Plan, place: usize, change: &dyn Fn(&mut Sector)| {
            let mut sector = plan.sectors.get(ids[place]).unwrap().clone();
            change(&mut sector);
            Edit::Update((ids[place], sector).into()).apply(plan).unwrap()
        };
        let after = rename(&before, 0, &|sector| sector.name = "North".to_owned());
        let meanwhile = rename(&before, 0, &|sector| sector.notes = "mined".to_owned());
        let put = all(&edits_between(&before, &after), &meanwhile).unwrap();
        let sector = put.sectors.get(ids[0]).unwrap();
        assert_eq!((sector.name.as_str(), sector.notes.as_str()), ("North", "mined"));
    }

    #[test]
    fn what_is_gone_meanwhile_is_not_made_again() {
        let before = Sketch::of(&[&["AB"]]).plan().clone();
        let id = before.sectors.ids().next().unwrap();
        let mut sector = before.sectors.get(id).unwrap().clone();
        sector.name = "North".to_owned();
        let after = Edit::Update((id, sector).into()).apply(&before).unwrap();
        let gone = Edit::Delete(vec![id.into()]).apply(&before).unwrap();
        assert_eq!(
            all(&edits_between(&before, &after), &gone),
            Err(EditError::NoSuch(id.into()))
        );
    }

    #[test]
    fn new_things_that_name_each_other_are_made_all_the_same() {
        let before = Sketch::of(&[&["A."]]).plan().clone();
        let holder: Id<Stakeholder> = before.stakeholders.ids().next().unwrap();
        let (sector_id, agreement_id) = (Id::from_bits(71), Id::from_bits(72));
        let mut sector = before.sectors.iter().next().unwrap().1.clone();
        let mut agreement = Agreement::new();
        agreement.name = "Line".to_owned();
        let mut after = Edit::Create((sector_id, sector.clone()).into())
            .apply(&before)
            .unwrap();
        agreement.clauses.push(Clause::HoldsGround {
            who: holder,
            sectors: vec![sector_id],
        });
        after = Edit::Create((agreement_id, agreement).into())
            .apply(&after)
            .unwrap();
        sector.agreement = Some(agreement_id);
        after = Edit::Update((sector_id, sector).into()).apply(&after).unwrap();
        assert_eq!(all(&edits_between(&before, &after), &before), Ok(after.clone()));
        assert_eq!(all(&edits_between(&after, &before), &after), Ok(before));
    }
}
