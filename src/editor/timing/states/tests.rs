//! A sector, a force and a corridor over four phases.

use super::super::toggle::{StateError, toggle};
use super::*;
use crate::geometry::{Area, Path};
use crate::model::{AnyEntity, Corridor, Edit, Handover, Placement};

fn phase_id(place: u64) -> Id<Phase> {
    Id::from_bits(place)
}

/// Four phases of an hour, two parties, and a sector of the first in the middle two.
fn plan() -> Plan {
    let mut plan = Plan::empty(Id::from_bits(1));
    let mut put = |entity: AnyEntity| plan = Edit::Create(entity).apply(&plan).unwrap();
    for place in 0..4 {
        let start = place as Minute * 60;
        let phase = Phase {
            name: format!("P{place} Name"),
            end: Some(start + 60),
            ..Phase::new(start)
        };
        put((phase_id(place), phase).into());
    }
    for (bits, name) in [(1, "Army"), (2, "Police")] {
        let party = Stakeholder {
            name: name.to_owned(),
            ..Stakeholder::new()
        };
        put((Id::<Stakeholder>::from_bits(bits), party).into());
    }
    let corners = [(33.0, 43.0), (33.0, 43.1), (33.1, 43.1)];
    let corners = corners.map(|(lat, lon)| Position::nearest(lat, lon));
    let sector = Sector {
        name: "South".to_owned(),
        holder: Some(Id::from_bits(1)),
        when: When::in_phases([phase_id(1), phase_id(2)]),
        handovers: vec![Handover::new(Id::from_bits(2), 150)],
        ..Sector::new(Area::from_outer(corners.to_vec()))
    };
    put((Id::<Sector>::from_bits(1), sector).into());
    let force = Force {
        name: "1st".to_owned(),
        placements: vec![
            Placement {
                when: When::in_phases([phase_id(0)]),
                ..Placement::new(Position::nearest(33.0, 43.0))
            },
            Placement {
                when: When::in_phases([phase_id(1)]),
                ..Placement::new(Position::nearest(33.1, 43.0))
            },
        ],
        ..Force::new()
    };
    put((Id::<Force>::from_bits(1), force).into());
    let corridor = Corridor {
        name: "Road".to_owned(),
        ..Corridor::new(Path::new(corners.to_vec()), 100)
    };
    put((Id::<Corridor>::from_bits(1), corridor).into());
    plan
}

fn sector() -> AnyId {
    Id::<Sector>::from_bits(1).into()
}

fn force() -> AnyId {
    Id::<Force>::from_bits(1).into()
}

fn toggled(plan: &Plan, id: AnyId, place: u64) -> Result<Plan, StateError> {
    Ok(toggle(plan, id, phase_id(place))?.apply(plan).unwrap())
}

fn holds(plan: &Plan, id: AnyId) -> Vec<Extent> {
    states_of(plan, &Standing::of(plan), id).unwrap().holds
}

#[test]
fn a_sector_is_seen_over_the_phases_with_who_holds_it() {
    let plan = plan();
    let states = states_of(&plan, &Standing::of(&plan), sector()).unwrap();
    assert_eq!(
        states.holds,
        [Extent::None, Extent::Whole, Extent::Whole, Extent::None]
    );
    let (title, holders) = &states.rows[0];
    let shorts: Vec<&str> = holders.iter().map(|said| said.short.as_str()).collect();
    assert_eq!(
        (*title, shorts),
        ("Holder", vec!["", "Army", "Army → Police", ""])
    );
    assert!(holders[2].full.contains("not accepted yet"));
}

#[test]
fn a_click_lets_an_object_hold_in_a_phase_and_another_takes_it_back() {
    let plan = plan();
    let more = toggled(&plan, sector(), 3).unwrap();
    let when = &more.sectors.get(Id::from_bits(1)).unwrap().when;
    assert_eq!(when.phases, [phase_id(1), phase_id(2), phase_id(3)]);
    assert_eq!(toggled(&more, sector(), 3).unwrap(), plan);
}

#[test]
fn what_would_hold_at_no_time_is_refused() {
    let plan = plan();
    let once = toggled(&plan, sector(), 1).unwrap();
    let error = toggled(&once, sector(), 2).unwrap_err();
    assert_eq!(
        error.to_string(),
        "South holds at no other time; delete it instead"
    );
}

#[test]
fn a_force_stays_where_it_stood_last() {
    let plan = plan();
    let more = toggled(&plan, force(), 2).unwrap();
    let placements = &more.forces.get(Id::from_bits(1)).unwrap().placements;
    assert_eq!(placements.len(), 2);
    assert_eq!(placements[1].when.phases, [phase_id(1), phase_id(2)]);
    let less = toggled(&plan, force(), 0).unwrap();
    let placements = &less.forces.get(Id::from_bits(1)).unwrap().placements;
    assert_eq!(placements.len(), 1);
    assert!(toggled(&less, force(), 1).is_err());
    let states = states_of(&more, &Standing::of(&more), force()).unwrap();
    let shorts: Vec<&str> = states.rows[0].1.iter().map(|said| said.short.as_str()).collect();
    assert_eq!(shorts, ["1", "2", "2", ""]);
}

#[test]
fn a_corridor_that_is_always_open_is_closed_in_one_phase() {
    let plan = plan();
    let id: AnyId = Id::<Corridor>::from_bits(1).into();
    let less = toggled(&plan, id, 2).unwrap();
    assert_eq!(
        holds(&less, id),
        [Extent::Whole, Extent::Whole, Extent::None, Extent::Whole]
    );
    let again = toggled(&less, id, 2).unwrap();
    assert_eq!(holds(&again, id), [Extent::Whole; 4]);
}
