//! Laws of splitting and merging over generated plans, and each operation on a plan of three phases.

use super::*;
use crate::geometry::{Area, Path, Position};
use crate::model::{Agreement, AnyId, Changes, Corridor, Precondition, Proof, Sector, Stakeholder};
use crate::testing::{Chance, generate};

fn phase_id(place: u64) -> Id<Phase> {
    Id::from_bits(40 + place)
}

fn sector_id(place: u64) -> Id<Sector> {
    Id::from_bits(10 + place)
}

/// `P0 A` 0–60, `P1 B` 60–120, `P2 C` 120–180, and a sector in each of these sets of phases.
fn plan(sets: &[&[u64]]) -> Plan {
    let mut plan = Plan::empty(Id::from_bits(1));
    let mut put = |entity| plan = Edit::Create(entity).apply(&plan).unwrap();
    for (place, name) in ["P0 A", "P1 B", "P2 C"].into_iter().enumerate() {
        let start = place as Minute * 60;
        let phase = Phase {
            name: name.to_owned(),
            end: Some(start + 60),
            ..Phase::new(start)
        };
        put((phase_id(place as u64), phase).into());
    }
    for (place, set) in sets.iter().enumerate() {
        let corners = [(33.0, 43.0), (33.0, 43.1), (33.1, 43.1)];
        let corners = corners.map(|(lat, lon)| Position::nearest(lat, lon));
        let sector = Sector {
            name: format!("S{place}"),
            when: When::in_phases(set.iter().map(|place| phase_id(*place))),
            ..Sector::new(Area::from_outer(corners.to_vec()))
        };
        put((sector_id(place as u64), sector).into());
    }
    plan
}

fn times(plan: &Plan, id: AnyId) -> Vec<When> {
    let mut times = Vec::new();
    if let Some(entity) = id.entity_in(plan) {
        let _ = entity.with_times(&mut |when| times.push(when.clone()));
    }
    times
}

/// Every instant at which anything could begin or end, and the minutes beside it.
fn minutes(plans: [&Plan; 2]) -> Vec<Minute> {
    let mut minutes = Vec::new();
    for plan in plans {
        for (_, phase) in plan.phases.iter() {
            minutes.extend([Some(phase.start), phase.end].into_iter().flatten());
        }
        plan.each_id(&mut |id| {
            for when in times(plan, id) {
                minutes.extend([when.from, when.until].into_iter().flatten());
            }
        });
    }
    let mut all: Vec<Minute> = minutes.iter().flat_map(|at| [at - 1, *at, at + 1]).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Asserts that whatever is in both plans holds in both at the same minutes.
fn check_holds_as_before(before: &Plan, after: &Plan, what: &str) {
    let minutes = minutes([before, after]);
    before.each_id(&mut |id| {
        let (old, new) = (times(before, id), times(after, id));
        if !id.is_in(after) {
            return;
        }
        assert_eq!(old.len(), new.len(), "{what}: {id}");
        for (old, new) in old.iter().zip(&new) {
            for minute in &minutes {
                assert_eq!(
                    old.holds_at(*minute, &before.phases),
                    new.holds_at(*minute, &after.phases),
                    "{what}: {id} at {minute}: {old:?} became {new:?}"
                );
            }
        }
    });
}

fn cuttable(plan: &Plan) -> Vec<(Id<Phase>, Minute)> {
    plan.phases
        .iter()
        .filter(|(_, phase)| phase.interval().is_some())
        .filter_map(|(id, phase)| Some((id, middle(phase)?)))
        .collect()
}

#[test]
fn whatever_named_a_phase_holds_as_before_after_a_split_and_a_merge_of_the_halves_is_the_plan_again() {
    let mut split = 0;
    for seed in 0..8 {
        let plan = generate::plan(&mut Chance::new(seed), generate::Size::MEDIUM);
        for (id, at) in cuttable(&plan) {
            let what = format!("seed {seed}, {id} at {at}");
            let new = Id::from_bits(7);
            let halves = split_phase(&plan, id, at, new).unwrap().apply(&plan).unwrap();
            assert_eq!(halves.phases.len(), plan.phases.len() + 1);
            check_holds_as_before(&plan, &halves, &what);
            assert_eq!(halves.dangling(), plan.dangling(), "{what}");
            let again = merge_phases(&halves, id, new).unwrap().apply(&halves).unwrap();
            let changed = Changes::between(&plan, &again).ids();
            assert!(again == plan, "{what}: {changed:?}");
            split += 1;
        }
    }
    assert!(split > 40, "{split}");
}

#[test]
fn whatever_named_a_phase_holds_as_before_after_a_merge_that_is_not_refused() {
    let (mut merged, mut refused) = (0, 0);
    for seed in 0..60 {
        let plan = generate::plan(&mut Chance::new(seed), generate::Size::SMALL);
        let order = plan.phases_in_order();
        for ((one, _), (other, _)) in order.iter().zip(order.iter().skip(1)) {
            let Ok(edit) = merge_phases(&plan, *other, *one) else {
                refused += 1;
                continue;
            };
            let after = edit.apply(&plan).unwrap();
            assert_eq!(after.phases.len(), plan.phases.len() - 1);
            check_holds_as_before(&plan, &after, &format!("seed {seed}, {one} and {other}"));
            assert!(after.dangling().is_empty());
            merged += 1;
        }
    }
    assert!(merged > 3 && refused > 3, "{merged} merged, {refused} refused");
}

#[test]
fn the_second_half_is_named_after_the_first_and_takes_what_must_hold_to_leave() {
    let mut plan = plan(&[&[0], &[1, 2]]);
    let mut phase = plan.phases.get(phase_id(1)).unwrap().clone();
    phase.entry = vec!["in".to_owned()];
    phase.exit = vec!["out".to_owned()];
    plan = Edit::Update((phase_id(1), phase).into()).apply(&plan).unwrap();
    let new = Id::from_bits(99);
    let after = split_phase(&plan, phase_id(1), 90, new)
        .unwrap()
        .apply(&plan)
        .unwrap();
    let (first, second) = (
        after.phases.get(phase_id(1)).unwrap(),
        after.phases.get(new).unwrap(),
    );
    assert_eq!((first.name.as_str(), second.name.as_str()), ("P1 B", "P1b B"));
    assert_eq!(
        (first.start, first.end, second.start, second.end),
        (60, Some(90), 90, Some(120))
    );
    assert_eq!((first.entry.len(), first.exit.len()), (1, 0));
    assert_eq!((second.entry.len(), second.exit.len()), (0, 1));
    let sector = after.sectors.get(sector_id(1)).unwrap();
    assert_eq!(sector.when.phases, [phase_id(1), new, phase_id(2)]);
    assert_eq!(
        after.sectors.get(sector_id(0)).unwrap().when.phases,
        [phase_id(0)]
    );
}

#[test]
fn a_split_outside_the_phase_says_where_it_can_be() {
    let plan = plan(&[]);
    for at in [60, 120, 500] {
        let error = split_phase(&plan, phase_id(1), at, Id::from_bits(99)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "P1 B can be split between H+1:01 h and H+1:59 h"
        );
    }
}

#[test]
fn what_named_one_of_two_merged_phases_is_cut_to_its_time_and_what_named_both_names_the_one_that_stays() {
    let plan = plan(&[&[0], &[1], &[0, 1], &[1, 2], &[]]);
    let after = merge_phases(&plan, phase_id(0), phase_id(1))
        .unwrap()
        .apply(&plan)
        .unwrap();
    let when = |place| after.sectors.get(sector_id(place)).unwrap().when.clone();
    let merged = When::in_phases([phase_id(0)]);
    let cut = |from, until, phases: &[u64]| When {
        from,
        until,
        ..When::in_phases(phases.iter().map(|place| phase_id(*place)))
    };
    assert_eq!(when(0), cut(None, Some(60), &[0]));
    assert_eq!(when(1), cut(Some(60), None, &[0]));
    assert_eq!(when(2), merged);
    assert_eq!(when(3), cut(Some(60), None, &[0, 2]));
    assert_eq!(when(4), When::always());
    assert_eq!(after.phases.get(phase_id(0)).unwrap().end, Some(120));
}

#[test]
fn a_merge_that_would_leave_a_hole_in_a_time_is_refused_and_names_what_has_it() {
    let plan = plan(&[&[0, 2], &[1]]);
    let error = merge_phases(&plan, phase_id(0), phase_id(1)).unwrap_err();
    assert_eq!(
        error,
        PhaseError::WouldChange {
            what: "S0".to_owned()
        }
    );
}

#[test]
fn phases_with_time_between_them_are_not_merged() {
    let plan = plan(&[]);
    let error = merge_phases(&plan, phase_id(0), phase_id(2)).unwrap_err();
    assert!(matches!(error, PhaseError::Apart { .. }), "{error}");
}

#[test]
fn a_phase_that_an_agreement_waits_for_is_not_merged_into_an_earlier_one() {
    let mut agreement = Agreement::new();
    agreement.name = "Truce".to_owned();
    agreement.preconditions.push(Precondition {
        by: Some(Proof::PhaseReached(phase_id(1))),
        ..Precondition::new("reached".to_owned())
    });
    let entity = (Id::<Agreement>::from_bits(1), agreement).into();
    let plan = Edit::Create(entity).apply(&plan(&[])).unwrap();
    let refused = merge_phases(&plan, phase_id(0), phase_id(1)).unwrap_err();
    assert!(
        refused
            .to_string()
            .starts_with("Truce waits until P1 B has begun")
    );
    // The phase that stays is waited for as before.
    assert!(merge_phases(&plan, phase_id(1), phase_id(2)).is_ok());
}

fn spans(plan: &Plan) -> Vec<(Minute, Option<Minute>)> {
    plan.phases_in_order()
        .iter()
        .map(|(_, phase)| (phase.start, phase.end))
        .collect()
}

#[test]
fn a_moved_edge_takes_the_neighbour_along_or_leaves_a_gap() {
    let plan = plan(&[]);
    let moved = |edge, to, neighbours| {
        let edit = move_phase_edge(&plan, phase_id(1), edge, to, neighbours)?;
        Ok::<_, PhaseError>(spans(&edit.apply(&plan).unwrap()))
    };
    assert_eq!(
        moved(Edge::Start, 30, Neighbours::Follow).unwrap(),
        [(0, Some(30)), (30, Some(120)), (120, Some(180))]
    );
    assert_eq!(
        moved(Edge::End, 110, Neighbours::Stay).unwrap(),
        [(0, Some(60)), (60, Some(110)), (120, Some(180))]
    );
    let over = moved(Edge::Start, 0, Neighbours::Follow).unwrap_err();
    assert_eq!(
        over.to_string(),
        "the start of P1 B can go from H+1 min to H+1:59 h and no further"
    );
    assert!(moved(Edge::End, 121, Neighbours::Stay).is_err());
    assert!(moved(Edge::End, 60, Neighbours::Follow).is_err());
}

#[test]
fn a_shifted_phase_keeps_its_length_and_its_neighbours_stay_joined() {
    let plan = plan(&[]);
    let edit = shift_phase(&plan, phase_id(1), 20, Neighbours::Follow).unwrap();
    assert_eq!(
        spans(&edit.apply(&plan).unwrap()),
        [(0, Some(80)), (80, Some(140)), (140, Some(180))]
    );
    assert_eq!(
        shift_range(&plan, phase_id(1), Neighbours::Follow),
        (Some(-59), Some(59))
    );
    assert_eq!(
        shift_range(&plan, phase_id(1), Neighbours::Stay),
        (Some(0), Some(0))
    );
    assert_eq!(shift_range(&plan, phase_id(2), Neighbours::Stay), (Some(0), None));
}

#[test]
fn a_new_phase_fills_the_gap_or_the_later_ones_make_room() {
    let plan = plan(&[&[1]]);
    let new = Id::from_bits(99);
    let after = insert_phase(&plan, phase_id(0), Side::After, new)
        .unwrap()
        .apply(&plan)
        .unwrap();
    assert_eq!(
        spans(&after),
        [
            (0, Some(60)),
            (60, Some(1500)),
            (1500, Some(1560)),
            (1560, Some(1620))
        ]
    );
    assert_eq!(after.phases.get(new).unwrap().name, "P0b");
    let gap = move_phase_edge(&plan, phase_id(0), Edge::End, 40, Neighbours::Stay).unwrap();
    let gap = gap.apply(&plan).unwrap();
    for (beside, side) in [(0, Side::After), (1, Side::Before)] {
        let edit = insert_phase(&gap, phase_id(beside), side, new).unwrap();
        let after = edit.apply(&gap).unwrap();
        assert_eq!(
            spans(&after),
            [(0, Some(40)), (40, Some(60)), (60, Some(120)), (120, Some(180))]
        );
    }
    let first = insert_phase(&plan, phase_id(0), Side::Before, new).unwrap();
    assert_eq!(spans(&first.apply(&plan).unwrap())[0], (-1440, Some(0)));
}

#[test]
fn a_window_of_a_corridor_and_a_part_in_the_operation_are_split_too() {
    let mut plan = plan(&[]);
    let mut put = |entity| plan = Edit::Create(entity).apply(&plan).unwrap();
    let line = [Position::nearest(33.0, 43.0), Position::nearest(33.1, 43.0)];
    let corridor = Corridor {
        windows: vec![When::in_phases([phase_id(0)]), When::in_phases([phase_id(1)])],
        ..Corridor::new(Path::new(line.to_vec()), 100)
    };
    put((Id::from_bits(1), corridor).into());
    let party = Stakeholder {
        active: When::in_phases([phase_id(1)]),
        ..Stakeholder::new()
    };
    put((Id::from_bits(2), party).into());
    let new = Id::from_bits(99);
    let after = split_phase(&plan, phase_id(1), 90, new)
        .unwrap()
        .apply(&plan)
        .unwrap();
    let windows = &after.corridors.get(Id::from_bits(1)).unwrap().windows;
    assert_eq!(windows[0].phases, [phase_id(0)]);
    assert_eq!(windows[1].phases, [phase_id(1), new]);
    assert_eq!(
        after
            .stakeholders
            .get(Id::from_bits(2))
            .unwrap()
            .active
            .phases
            .len(),
        2
    );
}
