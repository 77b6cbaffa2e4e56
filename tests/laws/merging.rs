//! Laws of merging, over generated plans that several edits changed on two sides.

use std::collections::BTreeSet;
use std::slice;

use entente::files::ron_text;
use entente::geometry::{Area, Position};
use entente::model::{
    Acceptance, Agreement, AnyId, BASE, Clause, Conflict, Edit, Id, Merged, Party, Plan, Reading, Record,
    Says, Sector, Stakeholder, merge, merge_many,
};
use entente::testing::Chance;
use entente::testing::generate::{self, Size};

use super::{all_ids, edited};

/// A base, two sides of it, and the base's chance, for merges.
fn three(seed: u64) -> [Plan; 3] {
    let mut chance = Chance::new(seed);
    let base = generate::plan(&mut chance, Size::SMALL);
    let ours = edited(&mut chance, &base, 6);
    let theirs = edited(&mut chance, &base, 6);
    [base, ours, theirs]
}

/// The plan with another's identity, which a merge takes from ours.
fn named_as(plan: &Plan, ours: &Plan) -> Plan {
    let mut plan = plan.clone();
    plan.id = ours.id;
    plan.base.clone_from(&ours.base);
    plan
}

#[test]
fn a_merge_takes_what_only_one_side_did() {
    for seed in 0..150 {
        let [base, side, _] = three(seed);
        let clean = |plan: &Plan| Merged {
            plan: plan.clone(),
            conflicts: Vec::new(),
        };
        assert_eq!(merge(&base, &side, &base), clean(&side), "seed {seed}: only ours");
        assert_eq!(
            merge(&base, &base, &side),
            clean(&named_as(&side, &base)),
            "seed {seed}: only theirs"
        );
        assert_eq!(
            merge(&base, &side, &side),
            clean(&side),
            "seed {seed}: both the same"
        );
    }
}

#[test]
fn a_merge_without_conflict_is_the_same_either_way_round() {
    let mut clean = 0;
    for seed in 0..400 {
        let [base, ours, theirs] = three(seed);
        let (one, other) = (merge(&base, &ours, &theirs), merge(&base, &theirs, &ours));
        assert_eq!(
            one.conflicts.is_empty(),
            other.conflicts.is_empty(),
            "seed {seed}"
        );
        if one.conflicts.is_empty() {
            assert_eq!(one.plan, named_as(&other.plan, &one.plan), "seed {seed}");
            clean += 1;
        }
    }
    assert!(clean > 20, "{clean}");
}

#[test]
fn a_merge_never_loses_an_entity_that_nobody_deleted_nor_one_that_somebody_changed() {
    for seed in 0..200 {
        let [base, ours, theirs] = three(seed);
        let merged = merge(&base, &ours, &theirs);
        for (side, other) in [(&ours, &theirs), (&theirs, &ours)] {
            for id in all_ids(side) {
                let deleted_there = id.is_in(&base) && !id.is_in(other);
                let changed_here = id.entity_in(&base) != id.entity_in(side);
                assert!(
                    id.is_in(&merged.plan) || deleted_there && !changed_here,
                    "seed {seed}: {id} was lost"
                );
            }
        }
        for id in all_ids(&merged.plan) {
            assert!(
                id.is_in(&ours) || id.is_in(&theirs),
                "seed {seed}: {id} came from nowhere"
            );
        }
    }
}

/// The fields in which two plans' entities differ; every field where one of them is not there.
fn differs(id: AnyId, field: &str, one: &Plan, other: &Plan) -> bool {
    match (id.entity_in(one), id.entity_in(other)) {
        (Some(one), Some(other)) => one.changed_fields(&other).contains(&field),
        _ => true,
    }
}

#[test]
fn conflicts_name_real_differences_once_and_the_merge_keeps_ours() {
    let mut seen = BTreeSet::new();
    for seed in 0..400 {
        let [base, ours, theirs] = three(seed);
        let merged = merge(&base, &ours, &theirs);
        for (place, conflict) in merged.conflicts.iter().enumerate() {
            assert!(
                !merged.conflicts[..place].contains(conflict),
                "seed {seed}: {conflict:?} twice"
            );
            let context = format!("seed {seed}: {conflict:?}");
            match conflict {
                Conflict::Field { id, field } => {
                    assert!(differs(*id, field, &base, &ours), "{context}");
                    assert!(differs(*id, field, &base, &theirs), "{context}");
                    assert!(differs(*id, field, &ours, &theirs), "{context}");
                    assert!(!differs(*id, field, &ours, &merged.plan), "{context}");
                }
                Conflict::Created { id, field } => {
                    assert!(
                        !id.is_in(&base) && differs(*id, field, &ours, &theirs),
                        "{context}"
                    );
                    assert_eq!(id.entity_in(&ours), id.entity_in(&merged.plan), "{context}");
                }
                Conflict::DeletedHere { id } => {
                    assert!(id.is_in(&base) && !id.is_in(&ours), "{context}");
                    assert_ne!(id.entity_in(&base), id.entity_in(&theirs), "{context}");
                    assert_eq!(id.entity_in(&theirs), id.entity_in(&merged.plan), "{context}");
                }
                Conflict::DeletedThere { id } => {
                    assert!(id.is_in(&base) && !id.is_in(&theirs), "{context}");
                    assert_ne!(id.entity_in(&base), id.entity_in(&ours), "{context}");
                    assert_eq!(id.entity_in(&ours), id.entity_in(&merged.plan), "{context}");
                }
                Conflict::Whole { id } => {
                    for side in [&ours, &theirs] {
                        assert_ne!(id.entity_in(&base), id.entity_in(side), "{context}");
                    }
                    assert_eq!(id.entity_in(&ours), id.entity_in(&merged.plan), "{context}");
                }
                Conflict::Plan { field } => {
                    let mut fields = ours.info.changed_fields(&theirs.info);
                    fields.extend(ours.policy.changed_fields(&theirs.policy));
                    fields.extend((ours.readiness != theirs.readiness).then_some("readiness"));
                    assert!(fields.contains(field), "{context}");
                }
            }
            seen.insert(format!("{conflict:?}").split(' ').next().unwrap().to_owned());
        }
    }
    let kinds: Vec<_> = seen.iter().map(String::as_str).collect();
    assert_eq!(kinds, ["DeletedHere", "DeletedThere", "Field", "Plan", "Whole"]);
}

#[test]
fn two_objects_created_under_one_id_are_a_conflict_that_keeps_ours() {
    let mut chance = Chance::new(3);
    let base = generate::plan(&mut chance, Size::SMALL);
    let mut sector = Sector::new(generate::area(&mut chance));
    let id = Id::from_bits(12_345);
    sector.name = "Ours".to_owned();
    let ours = Edit::Create((id, sector.clone()).into()).apply(&base).unwrap();
    sector.name = "Theirs".to_owned();
    let theirs = Edit::Create((id, sector).into()).apply(&base).unwrap();
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(merged.plan, ours);
    let conflict = Conflict::Created {
        id: id.into(),
        field: "name",
    };
    assert_eq!(merged.conflicts, [conflict]);
}

/// A plan with one sector of this outline, for merging vertices.
fn drawn(points: &[Position]) -> Plan {
    let mut sector = Sector::new(Area::from_outer(points.to_vec()));
    "North".clone_into(&mut sector.name);
    Edit::Create((Id::<Sector>::from_bits(1), sector).into())
        .apply(&Plan::empty(Id::from_bits(9)))
        .unwrap()
}

fn outline(plan: &Plan) -> &[Position] {
    &plan.sectors.get(Id::from_bits(1)).unwrap().area.parts[0]
        .outer
        .points
}

fn at(number: i32) -> Position {
    Position::from_e7(330_000_000 + number * 1_000, 430_000_000).unwrap()
}

#[test]
fn vertices_that_one_side_alone_touched_are_all_taken() {
    for seed in 0..300 {
        let mut chance = Chance::new(seed);
        let base: Vec<Position> = (0..24).map(at).collect();
        // Each side changes vertices of its own, one of: moved, taken out, another put before it.
        let mut sides = [base.clone(), base.clone()];
        let (mut moved, mut gone, mut put) = (Vec::new(), Vec::new(), Vec::new());
        for place in (1..23).rev() {
            let Some(side) = sides.get_mut(chance.below(3) as usize) else {
                continue;
            };
            let now = side.iter().position(|point| *point == base[place]).unwrap();
            let new = at(1_000 + place as i32);
            match chance.below(3) {
                0 => {
                    side[now] = new;
                    moved.push((base[place], new));
                }
                1 => gone.push(side.remove(now)),
                _ => {
                    side.insert(now, new);
                    put.push((new, base[place]));
                }
            }
        }
        let [ours, theirs] = sides.map(|side| drawn(&side));
        let base = drawn(&base);
        let merged = merge(&base, &ours, &theirs);
        let other = merge(&base, &theirs, &ours);
        assert_eq!(
            merged.conflicts.is_empty(),
            other.conflicts.is_empty(),
            "seed {seed}"
        );
        if !merged.conflicts.is_empty() {
            continue;
        }
        assert_eq!(merged.plan, other.plan, "seed {seed}");
        let merged = outline(&merged.plan);
        for (old, new) in moved {
            assert!(!merged.contains(&old) && merged.contains(&new), "seed {seed}");
        }
        for old in gone {
            assert!(!merged.contains(&old), "seed {seed}");
        }
        for (new, _) in put {
            assert!(merged.contains(&new), "seed {seed}");
        }
    }
}

#[test]
fn edits_to_different_vertices_merge_and_to_the_same_vertex_conflict() {
    let base: Vec<Position> = (0..8).map(at).collect();
    let with = |place: usize, number: i32| {
        let mut points = base.clone();
        points[place] = at(number);
        drawn(&points)
    };
    let base_plan = drawn(&base);
    // Neighbours, one each.
    let merged = merge(&base_plan, &with(3, 100), &with(4, 200));
    assert_eq!(merged.conflicts, []);
    assert_eq!(outline(&merged.plan)[3..5], [at(100), at(200)]);
    // The same one, differently.
    let merged = merge(&base_plan, &with(3, 100), &with(3, 200));
    let conflict = Conflict::Field {
        id: Id::<Sector>::from_bits(1).into(),
        field: "area",
    };
    assert_eq!(merged.conflicts, slice::from_ref(&conflict));
    assert_eq!(merged.plan, with(3, 100));
    // Moved here, taken out there.
    let mut shorter = base.clone();
    shorter.remove(3);
    let merged = merge(&base_plan, &with(3, 100), &drawn(&shorter));
    assert_eq!(merged.conflicts, slice::from_ref(&conflict));
    // Both put one at the same place.
    let put = |number: i32| {
        let mut points = base.clone();
        points.insert(3, at(number));
        drawn(&points)
    };
    assert_eq!(merge(&base_plan, &put(100), &put(200)).conflicts, [conflict]);
    assert_eq!(merge(&base_plan, &put(100), &put(100)).conflicts, []);
}

#[test]
fn parties_of_one_agreement_that_answer_in_two_drafts_both_count() {
    let parties: Vec<Id<Stakeholder>> = (1..=3).map(Id::from_bits).collect();
    let mut base = Plan::empty(Id::from_bits(9));
    for party in &parties {
        base = Edit::Create((*party, Stakeholder::new()).into())
            .apply(&base)
            .unwrap();
    }
    let id = Id::<Agreement>::from_bits(7);
    let mut agreement = Agreement::new();
    agreement.parties = parties.iter().map(|party| Party::new(*party)).collect();
    base = Edit::Create((id, agreement).into()).apply(&base).unwrap();
    let answers = |place: usize, state: Acceptance| {
        let mut agreement = base.agreements.get(id).unwrap().clone();
        agreement.parties[place].state = state;
        Edit::Update((id, agreement).into()).apply(&base).unwrap()
    };
    let merged = merge(
        &base,
        &answers(0, Acceptance::Accepted),
        &answers(1, Acceptance::Rejected),
    );
    assert_eq!(merged.conflicts, []);
    let states = |plan: &Plan| -> Vec<Acceptance> {
        let parties = &plan.agreements.get(id).unwrap().parties;
        parties.iter().map(|party| party.state).collect()
    };
    let expected = [Acceptance::Accepted, Acceptance::Rejected, Acceptance::Draft];
    assert_eq!(states(&merged.plan), expected);
    // One party's answer, told in two ways, is for people to decide.
    let merged = merge(
        &base,
        &answers(0, Acceptance::Accepted),
        &answers(0, Acceptance::Rejected),
    );
    let conflict = Conflict::Field {
        id: id.into(),
        field: "parties",
    };
    assert_eq!(merged.conflicts, [conflict]);
}

#[test]
fn a_reading_never_comes_to_stand_for_another_clause() {
    let mut base = with_parties(&Plan::empty(Id::from_bits(9)));
    let id = Id::<Agreement>::from_bits(7);
    let party = |bits: u64| Id::<Stakeholder>::from_bits(bits);
    let mut agreement = Agreement::new();
    agreement.parties = (1..=2).map(|bits| Party::new(party(bits))).collect();
    agreement.clauses = (1..=3)
        .map(|bits| Clause::Limits {
            who: party(bits),
            largest_echelon: None,
            people: None,
        })
        .collect();
    base = Edit::Create((id, agreement).into()).apply(&base).unwrap();
    let changed = |how: &dyn Fn(&mut Agreement)| {
        let mut agreement = base.agreements.get(id).unwrap().clone();
        how(&mut agreement);
        Edit::Update((id, agreement).into()).apply(&base).unwrap()
    };
    // One draft takes the first clause out; the other says how a party reads the second.
    let shorter = changed(&|agreement| drop(agreement.clauses.remove(0)));
    let read = changed(&|agreement| agreement.parties[1].readings.push(Reading::new(1)));
    for (ours, theirs) in [(&shorter, &read), (&read, &shorter)] {
        let merged = merge(&base, ours, theirs);
        assert_eq!(merged.conflicts, [Conflict::Whole { id: id.into() }]);
        assert_eq!(merged.plan, *ours);
        assert_eq!(merged.conflicts[0].settled(&merged.plan, theirs), *theirs);
    }
    // Of a clause before it nothing moves.
    let read = changed(&|agreement| agreement.parties[1].readings.push(Reading::new(0)));
    let shorter = changed(&|agreement| drop(agreement.clauses.pop()));
    let merged = merge(&base, &shorter, &read);
    assert_eq!(merged.conflicts, []);
    let merged = merged.plan.agreements.get(id).unwrap();
    assert_eq!((merged.clauses.len(), merged.parties[1].readings.len()), (2, 1));
}

#[test]
fn what_one_draft_adds_to_a_list_and_another_takes_from_it_comes_and_goes() {
    let base = drawn(&[at(0), at(1), at(2)]);
    let with = |supporting: &[u64], tags: &[&str]| {
        let mut sector = base.sectors.get(Id::from_bits(1)).unwrap().clone();
        sector.supporting = supporting.iter().map(|bits| Id::from_bits(*bits)).collect();
        sector.tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
        Edit::Update((Id::<Sector>::from_bits(1), sector).into())
            .apply(&with_parties(&base))
            .unwrap()
    };
    let merged = merge(
        &with(&[1, 2, 3], &["a"]),
        &with(&[2, 3], &["a", "c"]),
        &with(&[1, 2, 3, 4], &["a", "b"]),
    );
    assert_eq!(merged.conflicts, []);
    assert_eq!(merged.plan, with(&[2, 3, 4], &["a", "b", "c"]));
    // Once more here, taken out there: which of the two is left is nobody's guess.
    let merged = merge(&with(&[], &["a"]), &with(&[], &["a", "a"]), &with(&[], &[]));
    assert_eq!(merged.conflicts.len(), 1);
    // Put in another order here, something added there: the order is somebody's decision.
    let merged = merge(&with(&[1, 2], &[]), &with(&[2, 1], &[]), &with(&[1, 2, 3], &[]));
    assert_eq!(merged.conflicts.len(), 1);
}

fn with_parties(plan: &Plan) -> Plan {
    (1..=4).fold(plan.clone(), |plan, bits| {
        let party = (Id::<Stakeholder>::from_bits(bits), Stakeholder::new());
        Edit::Create(party.into()).apply(&plan).unwrap()
    })
}

fn named(drafts: &[&Plan]) -> Vec<(String, Plan)> {
    let letters = ["A", "B", "C", "D"];
    let each = letters.iter().zip(drafts);
    each.map(|(letter, draft)| ((*letter).to_owned(), (*draft).clone()))
        .collect()
}

#[test]
fn several_drafts_merge_as_two_do_and_what_they_say_differently_is_kept_until_it_is_decided() {
    let (mut conflicts, mut clean) = (0, 0);
    for seed in 0..150 {
        let [base, ours, theirs] = three(seed);
        let third = edited(&mut Chance::new(seed + 10_000), &base, 4);
        // A draft in which nothing was done, or the same twice, changes nothing.
        assert_eq!(merge_many(&base, &named(&[&ours, &base])), ours, "seed {seed}");
        assert_eq!(
            merge_many(&base, &named(&[&ours, &ours, &ours])),
            ours,
            "seed {seed}"
        );

        let plan = merge_many(&base, &named(&[&ours, &theirs, &third]));
        for side in [&ours, &theirs, &third] {
            for id in all_ids(side) {
                let others = [&ours, &theirs, &third];
                let deleted = id.is_in(&base) && others.iter().any(|other| !id.is_in(other));
                assert!(id.is_in(&plan) || deleted, "seed {seed}: {id} was lost");
            }
        }
        let text = ron_text::write(&plan).unwrap();
        assert_eq!(ron_text::read(text.as_bytes()).unwrap().plan, plan, "seed {seed}");
        let other = merge_many(&base, &named(&[&third, &ours, &theirs]));
        // Whose draft comes first decides nothing: neither whether there is a question nor, without one, the plan.
        assert_eq!(
            other.conflicts.is_empty(),
            plan.conflicts.is_empty(),
            "seed {seed}"
        );
        if plan.conflicts.is_empty() {
            assert_eq!(named_as(&other, &plan), plan, "seed {seed}");
            clean += 1;
        }
        // Decided one by one, for each version in turn, nothing is left to decide, and each is one step.
        let mut decided = plan.clone();
        for (place, conflict) in plan.conflicts.iter().enumerate() {
            let context = format!("seed {seed}: {conflict:#?}");
            assert!(conflict.versions.len() > 1, "{context}");
            assert!(conflict.held_by(&plan).is_some(), "{context}");
            let version = &conflict.versions[place % conflict.versions.len()];
            decided = conflict.decided(version).apply(&decided).unwrap();
            if conflict.field.is_some() {
                assert!(
                    Says::of(&decided, conflict.about).same_in(&version.says, conflict.field.as_deref())
                        || !conflict.about.is_none_or(|id| id.is_in(&decided)),
                    "{context}"
                );
            }
            conflicts += 1;
        }
        assert_eq!(decided.conflicts, []);
    }
    assert!(conflicts > 50 && clean > 5, "{conflicts} {clean}");
}

#[test]
fn whoever_says_the_same_is_named_together_and_what_was_there_before_can_be_chosen_too() {
    let base = drawn(&[at(0), at(1), at(2)]);
    let titled = |title: &str| {
        let mut info = base.info.clone();
        title.clone_into(&mut info.title);
        Edit::SetInfo(Box::new(info)).apply(&base).unwrap()
    };
    let (one, two) = (titled("One"), titled("Two"));
    let plan = merge_many(&base, &named(&[&one, &two, &one]));
    let [conflict] = plan.conflicts.as_slice() else {
        panic!("{:#?}", plan.conflicts)
    };
    let by: Vec<&str> = conflict
        .versions
        .iter()
        .map(|version| version.by.as_str())
        .collect();
    assert_eq!(by, ["A, C", "B", BASE]);
    assert_eq!(plan.info.title, "One");
    let decided = conflict.decided(&conflict.versions[1]).apply(&plan).unwrap();
    assert_eq!((decided.info.title.as_str(), decided.conflicts.len()), ("Two", 0));
    // One who decided it in a draft of the merged plan decided it for all.
    let merged = merge(&plan, &plan, &decided);
    assert_eq!(merged.plan, decided);
}
