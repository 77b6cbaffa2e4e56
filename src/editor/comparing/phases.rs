//! Which phase of one plan is which of another.

use crate::model::{Id, Minute, Phase, Plan};

/// A phase as two plans have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedPhase {
    /// What it is called: as in the second plan, where that has it.
    pub name: String,
    /// Its id in each; `None`: that plan has no such phase.
    pub ids: [Option<Id<Phase>>; 2],
    /// When it begins, minutes from H-hour.
    pub start: Minute,
}

/// Returns the phases of two plans, in order of start: the same id is the same phase, else the same name.
pub(super) fn shared(before: &Plan, after: &Plan) -> Vec<SharedPhase> {
    let mut left: Vec<Option<(Id<Phase>, &Phase)>> = before.phases_in_order().into_iter().map(Some).collect();
    let mut take = |is_it: &dyn Fn(Id<Phase>, &Phase) -> bool| {
        let slot = left
            .iter_mut()
            .find(|slot| slot.is_some_and(|(id, phase)| is_it(id, phase)))?;
        slot.take().map(|(id, _)| id)
    };
    let mut all: Vec<SharedPhase> = after
        .phases_in_order()
        .into_iter()
        .map(|(id, phase)| SharedPhase {
            name: phase.name.clone(),
            ids: [take(&|other, _| other == id), Some(id)],
            start: phase.start,
        })
        .collect();
    for phase in all.iter_mut().filter(|phase| phase.ids[0].is_none()) {
        phase.ids[0] = take(&|_, other| other.name == phase.name);
    }
    all.extend(left.into_iter().flatten().map(|(id, phase)| SharedPhase {
        name: phase.name.clone(),
        ids: [Some(id), None],
        start: phase.start,
    }));
    all.sort_by_key(|phase| phase.start);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Edit;
    use crate::testing::sketch::Sketch;

    #[test]
    fn a_phase_is_known_by_its_id_else_by_its_name_and_one_that_only_one_plan_has_stays() {
        let one = Sketch::of(&[&["A"]]).phases(&[("Isolate", 10), ("Attack", 10), ("Clear", 10)]);
        let before = one.plan().clone();
        let ids: Vec<Id<Phase>> = before.phases_in_order().iter().map(|(id, _)| *id).collect();
        let mut renamed = before.phases.get(ids[0]).unwrap().clone();
        renamed.name = "Shape".to_owned();
        let after = Edit::Update((ids[0], renamed).into()).apply(&before).unwrap();
        let mut again = after.phases.get(ids[1]).unwrap().clone();
        again.notes = "anew".to_owned();
        let other: Id<Phase> = "h-zzzzzzzz".parse().unwrap();
        let after = Edit::Delete([ids[1].into()].into()).apply(&after).unwrap();
        let after = Edit::Delete([ids[2].into()].into()).apply(&after).unwrap();
        let after = Edit::Create((other, again).into()).apply(&after).unwrap();
        let shared = shared(&before, &after);
        let told: Vec<(&str, [Option<Id<Phase>>; 2])> = shared
            .iter()
            .map(|phase| (phase.name.as_str(), phase.ids))
            .collect();
        let expected = [
            ("Shape", [Some(ids[0]), Some(ids[0])]),
            ("Attack", [Some(ids[1]), Some(other)]),
            ("Clear", [Some(ids[2]), None]),
        ];
        assert_eq!(told, expected);
    }
}
