//! Selections of each kind, and what comes of them.

use super::*;
use crate::geometry::{Area, Position};
use crate::model::{AnyEntity, Boundary, Corridor, Force, Minute, Phase, Site};

const ARMY: Id<Stakeholder> = Id::from_bits(1);
const POLICE: Id<Stakeholder> = Id::from_bits(2);
const NEW: Id<Agreement> = Id::from_bits(99);

fn sector_id(bits: u64) -> Id<Sector> {
    Id::from_bits(bits)
}

fn at(lat: f64, lon: f64) -> Position {
    Position::nearest(lat, lon)
}

fn square(west: f64) -> Area {
    Area::from_outer(vec![
        at(33.0, west),
        at(33.0, west + 0.1),
        at(33.1, west + 0.1),
        at(33.1, west),
    ])
}

/// Three phases; South of the army in the first two, North of the police in the last two, a spare
/// sector of nobody, a boundary, a no-entry zone of the army, a corridor through both, a hospital in
/// South and a force of the police.
fn plan() -> Plan {
    let mut plan = Plan::empty(Id::from_bits(1));
    let mut put = |entity: AnyEntity| plan = Edit::Create(entity).apply(&plan).unwrap();
    for place in 0..3 {
        let start = place as Minute * 60;
        let phase = Phase {
            end: Some(start + 60),
            ..Phase::new(start)
        };
        put((Id::<Phase>::from_bits(place), phase).into());
    }
    for (id, name) in [(ARMY, "Army"), (POLICE, "Police")] {
        let party = Stakeholder {
            name: name.to_owned(),
            ..Stakeholder::new()
        };
        put((id, party).into());
    }
    let sector = |name: &str, holder, phases: [u64; 2], west| Sector {
        name: name.to_owned(),
        holder,
        when: When::in_phases(phases.map(Id::from_bits)),
        ..Sector::new(square(west))
    };
    put((sector_id(1), sector("South", Some(ARMY), [0, 1], 43.0)).into());
    put((sector_id(2), sector("North", Some(POLICE), [1, 2], 43.1)).into());
    put((sector_id(3), sector("Spare", None, [0, 1], 43.5)).into());
    let line = Path::new(vec![at(33.0, 43.1), at(33.1, 43.1)]);
    let boundary = Boundary {
        left: Some(ARMY),
        right: Some(POLICE),
        ..Boundary::new(line)
    };
    put((Id::<Boundary>::from_bits(1), boundary).into());
    let zone = Measure {
        kind: MeasureKind::NoEntryZone,
        owner: Some(ARMY),
        ..Measure::new(Geometry::Area(square(43.0)))
    };
    put((Id::<Measure>::from_bits(1), zone).into());
    let corridor = Corridor::new(Path::new(vec![at(33.05, 43.05), at(33.05, 43.15)]), 100);
    put((Id::<Corridor>::from_bits(1), corridor).into());
    let hospital = Site {
        kind: SiteKind::Hospital,
        ..Site::new(Geometry::Point(at(33.05, 43.05)))
    };
    put((Id::<Site>::from_bits(1), hospital).into());
    let force = Force {
        stakeholder: Some(POLICE),
        ..Force::new()
    };
    put((Id::<Force>::from_bits(1), force).into());
    plan
}

fn drafted_on(on: &[AnyId]) -> Result<Agreement, DraftError> {
    let plan = plan();
    let edit = draft(&plan, &on.iter().copied().collect(), NEW)?;
    let after = edit.apply(&plan).unwrap();
    Ok(after.agreements.get(NEW).unwrap().clone())
}

fn parties(agreement: &Agreement) -> Vec<Id<Stakeholder>> {
    agreement.parties.iter().map(|party| party.stakeholder).collect()
}

#[test]
fn two_sectors_give_their_holders_what_each_holds_and_the_time_both_hold() {
    let agreement = drafted_on(&[sector_id(1).into(), sector_id(2).into()]).unwrap();
    assert_eq!(parties(&agreement), [ARMY, POLICE]);
    let holds = |who, bits| Clause::HoldsGround {
        who,
        sectors: vec![sector_id(bits)],
    };
    assert_eq!(agreement.clauses, [holds(ARMY, 1), holds(POLICE, 2)]);
    assert_eq!(agreement.when, When::in_phases([Id::from_bits(1)]));
    assert_eq!(agreement.name, "South – North");
    assert!(
        agreement
            .parties
            .iter()
            .all(|party| party.state == crate::model::Acceptance::Draft)
    );
}

#[test]
fn each_kind_gives_its_clause() {
    let boundary: AnyId = Id::<Boundary>::from_bits(1).into();
    let agreement = drafted_on(&[boundary]).unwrap();
    assert_eq!(
        agreement.clauses,
        [Clause::Separation {
            along: boundary,
            stand_off_m: None
        }]
    );
    assert_eq!(agreement.when, When::always());
    // The corridor runs through ground of both.
    let corridor = Id::<Corridor>::from_bits(1);
    let agreement = drafted_on(&[corridor.into()]).unwrap();
    assert_eq!(parties(&agreement), [ARMY, POLICE]);
    assert_eq!(agreement.clauses, [Clause::CivilianPassage { corridor }]);
    let (zone, hospital): (AnyId, AnyId) = (
        Id::<Measure>::from_bits(1).into(),
        Id::<Site>::from_bits(1).into(),
    );
    let agreement = drafted_on(&[zone, hospital, POLICE.into()]).unwrap();
    let keeps_out = Clause::KeepsOut {
        who: POLICE,
        area: zone,
    };
    assert_eq!(agreement.clauses, [keeps_out, Clause::NoFires { at: hospital }]);
}

#[test]
fn a_force_in_anothers_sector_is_given_passage() {
    let force: AnyId = Id::<Force>::from_bits(1).into();
    let agreement = drafted_on(&[sector_id(1).into(), force]).unwrap();
    assert!(agreement.clauses.contains(&Clause::Passage {
        who: POLICE,
        through: sector_id(1).into(),
        when: When::always(),
    }));
}

#[test]
fn what_gives_no_agreement_says_why() {
    let said = |on: &[AnyId]| drafted_on(on).unwrap_err().to_string();
    assert_eq!(
        said(&[sector_id(1).into()]),
        "only Army is concerned; select what the other party holds too"
    );
    assert!(said(&[sector_id(3).into()]).starts_with("nobody holds"));
    assert!(said(&[Id::<Phase>::from_bits(1).into()]).starts_with("select sectors"));
    assert!(said(&[]).starts_with("select sectors"));
}

#[test]
fn things_that_never_hold_together_are_not_agreed_on_together() {
    let mut plan = plan();
    let mut north = plan.sectors.get(sector_id(2)).unwrap().clone();
    north.when = When::in_phases([Id::from_bits(2)]);
    plan = Edit::Update((sector_id(2), north).into()).apply(&plan).unwrap();
    let on = [sector_id(1).into(), sector_id(2).into()].into();
    let error = draft(&plan, &on, NEW).unwrap_err();
    assert_eq!(error.to_string(), "South and North hold at no common time");
}
