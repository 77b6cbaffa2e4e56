//! Laws of merging, over generated plans that several edits changed on two sides.

use std::collections::BTreeSet;

use entente::model::{AnyId, Conflict, Edit, Id, Merged, Plan, Record, Sector, merge};
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
    assert_eq!(kinds, ["DeletedHere", "DeletedThere", "Field", "Plan"]);
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
