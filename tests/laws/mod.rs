//! Laws of the plan's values, over generated plans with fixed seeds.
//!
//! * The difference of two plans leads from one to the other, and inverted it leads back.
//! * No single edit leaves a reference that leads nowhere; deleting leaves no mention of what went, and
//!   no time widens by it.
//! * A merge takes what only one side did, is the same either way round where nothing conflicts, never
//!   loses an object that nobody deleted, and names real differences only.
//! * Sessions of exercises and their files: see `exercises`.
//! * An edit survives its file form; the generators fill every field and propose every kind of edit.

mod exercises;
mod lists;
mod merging;

use std::collections::{BTreeMap, BTreeSet};

use entente::geometry::{Area, Geometry, Path};
use entente::model::{
    AnyEntity, AnyId, Changes, Clause, Edit, EditError, Entity, Id, Interval, Kind, Minute, Phase, Plan,
    PlanInfo, Policy, Record, Relation, Stakeholder, Table, When,
};
use entente::testing::Chance;
use entente::testing::generate::{self, Size};

/// A plan and one that several edits made of it; those that do not fit are left out.
fn plan_and_later(seed: u64) -> (Plan, Plan) {
    let mut chance = Chance::new(seed);
    let before = generate::plan(&mut chance, Size::SMALL);
    let after = edited(&mut chance, &before, 8);
    (before, after)
}

pub fn edited(chance: &mut Chance, plan: &Plan, edits: usize) -> Plan {
    (0..edits).fold(plan.clone(), |plan, _| {
        generate::edit(chance, &plan).apply(&plan).unwrap_or(plan)
    })
}

fn all_ids(plan: &Plan) -> Vec<AnyId> {
    let mut ids = Vec::new();
    plan.each_id(&mut |id| ids.push(id));
    ids
}

#[test]
fn generated_plans_are_the_same_for_the_same_seed_and_dangle_nowhere() {
    for seed in 0..40 {
        let plan = generate::plan(&mut Chance::new(seed), Size::MEDIUM);
        assert_eq!(plan, generate::plan(&mut Chance::new(seed), Size::MEDIUM));
        assert_eq!(plan.dangling(), [], "seed {seed}");
        assert_eq!(plan.entity_count(), 12 * Kind::ALL.len());
    }
}

/// Field names by kind.
type Fields = BTreeSet<(Kind, &'static str)>;

/// Adds the fields in which rows of the table differ from each other to `seen`, and all to `all`.
fn look_at<E: Entity>(table: &Table<E>, seen: &mut Fields, all: &mut Fields) {
    let named = |field| (E::KIND, field);
    all.extend(E::FIELDS.iter().copied().map(named));
    for ((_, row), (_, next)) in table.iter().zip(table.iter().skip(1)) {
        seen.extend(row.changed_fields(next).into_iter().map(named));
    }
}

#[test]
fn generated_plans_set_every_field_at_times() {
    let (mut seen, mut all, mut of_plan) = (Fields::new(), Fields::new(), BTreeSet::new());
    for seed in 0..10 {
        let plan = generate::plan(&mut Chance::new(seed), Size::MEDIUM);
        look_at(&plan.stakeholders, &mut seen, &mut all);
        look_at(&plan.relations, &mut seen, &mut all);
        look_at(&plan.channels, &mut seen, &mut all);
        look_at(&plan.agreements, &mut seen, &mut all);
        look_at(&plan.phases, &mut seen, &mut all);
        look_at(&plan.forces, &mut seen, &mut all);
        look_at(&plan.sectors, &mut seen, &mut all);
        look_at(&plan.boundaries, &mut seen, &mut all);
        look_at(&plan.measures, &mut seen, &mut all);
        look_at(&plan.sites, &mut seen, &mut all);
        look_at(&plan.corridors, &mut seen, &mut all);
        of_plan.extend(plan.info.changed_fields(&PlanInfo::default()));
        of_plan.extend(plan.policy.changed_fields(&Policy::default()));
    }
    let kinds: BTreeSet<_> = all.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds.len(), Kind::ALL.len());
    assert_eq!(
        all.difference(&seen).collect::<Vec<_>>(),
        Vec::<&(Kind, &str)>::new()
    );
    assert_eq!(of_plan.len(), PlanInfo::FIELDS.len() + Policy::FIELDS.len());
}

#[test]
fn generated_edits_are_of_every_kind_and_most_of_them_fit() {
    let mut tried: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for seed in 0..60 {
        let mut chance = Chance::new(seed);
        let plan = generate::plan(&mut chance, Size::SMALL);
        for _ in 0..40 {
            let edit = generate::edit(&mut chance, &plan);
            let word = format!("{edit:?}");
            let word = word.split([' ', '(', '{']).next().unwrap().to_owned();
            tried.entry(word).or_default()[usize::from(edit.apply(&plan).is_ok())] += 1;
        }
    }
    assert_eq!(tried.len(), 25, "{tried:?}");
    for (word, [refused, applied]) in &tried {
        assert!(
            applied > refused || word == "SetThreshold" && *applied > 0,
            "{word}: {applied} fit, {refused} do not"
        );
    }
}

#[test]
fn changes_between_two_plans_lead_from_one_to_the_other_and_back() {
    for seed in 0..150 {
        let (before, after) = plan_and_later(seed);
        let changes = Changes::between(&before, &after);
        assert_eq!(changes.apply(&before).as_ref(), Ok(&after), "seed {seed}");
        assert_eq!(
            changes.inverted().apply(&after).as_ref(),
            Ok(&before),
            "seed {seed}"
        );
        assert_eq!(
            changes.inverted(),
            Changes::between(&after, &before),
            "seed {seed}"
        );
        assert_eq!(changes.is_empty(), before == after, "seed {seed}");
        assert!(Changes::between(&after, &after).is_empty());
    }
}

#[test]
fn changes_between_unrelated_plans_lead_from_one_to_the_other() {
    for seed in 0..30 {
        let before = generate::plan(&mut Chance::new(seed), Size::SMALL);
        let after = generate::plan(&mut Chance::new(seed + 1_000), Size::SMALL);
        let changes = Changes::between(&before, &after);
        assert_eq!(changes.apply(&before).as_ref(), Ok(&after));
        assert_eq!(changes.ids().len(), before.entity_count() + after.entity_count());
    }
}

#[test]
fn changes_do_not_apply_to_a_plan_that_differs_in_what_they_change() {
    for seed in 0..60 {
        let (before, after) = plan_and_later(seed);
        let changes = Changes::between(&before, &after);
        if !changes.is_empty() {
            assert!(changes.apply(&after).is_err(), "seed {seed}");
        }
    }
}

#[test]
fn no_single_edit_leaves_a_reference_that_leads_nowhere() {
    let mut applied = 0;
    for seed in 0..120 {
        let mut chance = Chance::new(seed);
        let mut plan = generate::plan(&mut chance, Size::SMALL);
        for _ in 0..25 {
            let edit = generate::edit(&mut chance, &plan);
            if let Ok(changed) = edit.apply(&plan) {
                assert_eq!(changed.dangling(), [], "seed {seed}: {edit:?}");
                plan = changed;
                applied += 1;
            }
        }
    }
    assert!(applied > 1_000, "{applied}");
}

#[test]
fn an_edit_that_is_refused_says_why_and_labels_never_fail() {
    for seed in 0..60 {
        let mut chance = Chance::new(seed);
        let plan = generate::plan(&mut chance, Size::SMALL);
        for _ in 0..20 {
            let edit = generate::edit(&mut chance, &plan);
            let _ = edit.label(&plan);
            if let Err(error) = edit.apply(&plan) {
                assert!(!error.to_string().is_empty());
            }
        }
    }
}

#[test]
fn deleting_any_entity_leaves_no_mention_of_it() {
    for seed in 0..25 {
        let plan = generate::plan(&mut Chance::new(seed), Size::SMALL);
        for id in all_ids(&plan) {
            let left = Edit::Delete(vec![id]).apply(&plan).unwrap();
            assert!(!id.is_in(&left));
            left.each_reference(&mut |from, to| assert_ne!(to, id, "{from:?} still names it"));
            assert_eq!(left.dangling(), [], "seed {seed}, {id}");
        }
        let everything = Edit::Delete(all_ids(&plan)).apply(&plan).unwrap();
        assert_eq!(everything.entity_count(), 0);
    }
}

/// Calls `see` with every time that the plan's map objects and agreements hold, and where it is.
fn each_when(plan: &Plan, see: &mut dyn FnMut(String, &When)) {
    for (id, row) in plan.stakeholders.iter() {
        see(format!("{id}"), &row.active);
    }
    for (id, row) in plan.relations.iter() {
        see(format!("{id}"), &row.when);
    }
    for (id, row) in plan.channels.iter() {
        see(format!("{id}"), &row.when);
    }
    for (id, row) in plan.agreements.iter() {
        see(format!("{id}"), &row.when);
    }
    for (id, row) in plan.forces.iter() {
        for (place, placement) in row.placements.iter().enumerate() {
            see(format!("{id} {place}"), &placement.when);
        }
    }
    for (id, row) in plan.sectors.iter() {
        see(format!("{id}"), &row.when);
    }
    for (id, row) in plan.boundaries.iter() {
        see(format!("{id}"), &row.when);
    }
    for (id, row) in plan.measures.iter() {
        see(format!("{id}"), &row.when);
    }
    for (id, row) in plan.sites.iter() {
        see(format!("{id}"), &row.when);
        for (place, closed) in row.closed.iter().enumerate() {
            see(format!("{id} {place}"), closed);
        }
    }
    for (id, row) in plan.corridors.iter() {
        for (place, window) in row.windows.iter().enumerate() {
            see(format!("{id} {place}"), window);
        }
    }
}

/// The instants at which anything of either plan begins or ends, and one in between.
fn instants(phases: &[&Table<Phase>], whens: &[&When]) -> Vec<Minute> {
    let mut minutes = BTreeSet::new();
    for table in phases {
        for (_, phase) in table.iter() {
            minutes.extend([Some(phase.start), phase.end].into_iter().flatten());
        }
    }
    for when in whens {
        minutes.extend([when.from, when.until].into_iter().flatten());
    }
    minutes
        .into_iter()
        .flat_map(|minute| [minute - 1, minute, minute + 1])
        .collect()
}

#[test]
fn no_time_widens_when_phases_are_deleted() {
    let mut compared = 0;
    for seed in 0..120 {
        let mut chance = Chance::new(seed);
        let plan = generate::plan(&mut chance, Size { rows: 4 });
        let mut gone: Vec<AnyId> = plan.phases.ids().map(AnyId::from).collect();
        gone.retain(|_| chance.happens(60));
        let left = Edit::Delete(gone.clone()).apply(&plan).unwrap();
        let mut before = BTreeMap::new();
        each_when(&plan, &mut |place, when| drop(before.insert(place, when.clone())));
        each_when(&left, &mut |place, now| {
            let then = &before[&place];
            for minute in instants(&[&plan.phases], &[then, now]) {
                let (was, is) = (
                    then.holds_at(minute, &plan.phases),
                    now.holds_at(minute, &left.phases),
                );
                assert!(
                    was || !is,
                    "seed {seed}, {place}: {then:?} became {now:?} without {gone:?}, minute {minute}"
                );
                compared += 1;
            }
        });
    }
    assert!(compared > 10_000);
}

#[test]
fn a_time_of_deleted_phases_with_a_pause_between_keeps_the_longest_of_them() {
    let phase = |start: Minute, end: Minute| {
        let mut phase = Phase::new(start);
        phase.end = Some(end);
        phase
    };
    let mut plan = Plan::empty(Id::from_bits(1));
    let ids = [0, 1, 2].map(Id::from_bits);
    for (id, phase) in ids.iter().zip([phase(0, 10), phase(10, 30), phase(100, 115)]) {
        plan = Edit::Create((*id, phase).into()).apply(&plan).unwrap();
    }
    let mut relation = Relation::new(Id::from_bits(7), Id::from_bits(7));
    let party = Stakeholder::new();
    plan = Edit::Create((Id::from_bits(7), party).into())
        .apply(&plan)
        .unwrap();
    relation.when = When {
        phases: ids.to_vec(),
        from: Some(5),
        until: None,
    };
    let relation_id = Id::from_bits(9);
    plan = Edit::Create((relation_id, relation).into()).apply(&plan).unwrap();
    let left = Edit::Delete(ids.map(AnyId::from).to_vec()).apply(&plan).unwrap();
    let when = &left.relations.get(relation_id).unwrap().when;
    let kept = Interval {
        from: Some(5),
        until: Some(30),
    };
    assert_eq!(when.intervals(&left.phases), [kept]);
}

#[test]
fn readings_stay_with_their_clause_when_another_clause_goes() {
    let mut judged = 0;
    for seed in 0..120 {
        let mut chance = Chance::new(seed);
        let plan = generate::plan(&mut chance, Size::SMALL);
        for id in all_ids(&plan) {
            let left = Edit::Delete(vec![id]).apply(&plan).unwrap();
            for (agreement, now) in left.agreements.iter() {
                let then = plan.agreements.get(agreement).unwrap();
                let title = |clauses: &[Clause], place: u32| clauses.get(place as usize).map(Clause::title);
                for party in &now.parties {
                    let was = then
                        .parties
                        .iter()
                        .find(|other| other.stakeholder == party.stakeholder)
                        .unwrap();
                    let mut readings = was.readings.iter();
                    for reading in &party.readings {
                        // What is left of the readings is in the old order, each about the same clause.
                        let old = readings.find(|old| {
                            (&old.text, &old.area, old.at) == (&reading.text, &reading.area, reading.at)
                                && title(&then.clauses, old.clause) == title(&now.clauses, reading.clause)
                        });
                        assert!(
                            old.is_some(),
                            "seed {seed}, {agreement} without {id}: {reading:?}"
                        );
                        judged += 1;
                    }
                }
            }
        }
    }
    assert!(judged > 500, "{judged}");
}

fn draws_nothing(edit: &Edit) -> bool {
    match edit {
        Edit::Reshape { to, .. } => to.points().is_empty(),
        Edit::Together { edits, .. } => edits.iter().any(draws_nothing),
        _ => false,
    }
}

#[test]
fn a_shape_without_a_point_is_refused() {
    let plan = generate::plan(&mut Chance::new(1), Size::SMALL);
    let path = Geometry::Path(Path::default());
    let area = Geometry::Area(Area::default());
    let ring = Geometry::Area(Area::from_outer(Vec::new()));
    let mut refused = 0;
    for id in all_ids(&plan) {
        for to in [&path, &area, &ring] {
            let reshape = Edit::Reshape { id, to: to.clone() };
            match reshape.apply(&plan) {
                Err(EditError::EmptyShape) => refused += 1,
                other => assert_eq!(other, Err(EditError::WrongShape(id))),
            }
        }
    }
    // Of each three: sectors have areas, boundaries and corridors paths, measures and sites either.
    assert_eq!(refused, 3 * (2 + 1 + 1 + 3 + 3));
}

#[test]
fn an_edit_survives_its_file_form() {
    for seed in 0..120 {
        let mut chance = Chance::new(seed);
        let plan = generate::plan(&mut chance, Size::SMALL);
        for _ in 0..10 {
            let edit = generate::edit(&mut chance, &plan);
            if draws_nothing(&edit) {
                continue; // A shape without a point is refused both by the plan and by the file.
            }
            let text = ron::to_string(&edit).unwrap();
            assert_eq!(
                ron::from_str::<Edit>(&text).as_ref(),
                Ok(&edit),
                "seed {seed}: {text}"
            );
            let pretty = ron::ser::to_string_pretty(&edit, ron::ser::PrettyConfig::new()).unwrap();
            assert_eq!(
                ron::from_str::<Edit>(&pretty).as_ref(),
                Ok(&edit),
                "seed {seed}: {pretty}"
            );
        }
        for id in all_ids(&plan) {
            let entity = id.entity_in(&plan).unwrap();
            let text = ron::to_string(&entity).unwrap();
            assert_eq!(
                ron::from_str::<AnyEntity>(&text).as_ref(),
                Ok(&entity),
                "seed {seed}: {text}"
            );
        }
    }
}

#[test]
fn the_covering_workload_has_what_it_promises() {
    let plan = generate::covering(1, 1_000, 8, 6);
    assert_eq!(plan, generate::covering(1, 1_000, 8, 6));
    assert_eq!(
        [plan.sectors.len(), plan.stakeholders.len(), plan.phases.len()],
        [1_000, 8, 6]
    );
    assert_eq!(plan.dangling(), []);
    let counts: Vec<_> = plan
        .sectors
        .iter()
        .map(|(_, sector)| sector.area.points().count())
        .collect();
    let mean = counts.iter().sum::<usize>() as f64 / counts.len() as f64;
    assert!((36.0..44.0).contains(&mean), "{mean}");
    assert!(counts.iter().all(|count| (5..=200).contains(count)));
    // Half of the vertices and more are shared with a neighbour to the last digit.
    let mut met: BTreeMap<_, usize> = BTreeMap::new();
    for (_, sector) in plan.sectors.iter() {
        for point in sector.area.points() {
            *met.entry(point).or_default() += 1;
        }
    }
    let shared = met.values().filter(|times| **times > 1).count();
    assert!(shared * 2 > met.len(), "{shared} of {}", met.len());
}
