//! Who sees what, kind by kind, on small plans; and how much of the Fallujah sample each stakeholder sees, and why.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use entente::geometry::{Area, Geometry, Path, Position};
use entente::model::{
    Agreement, AnyEntity, AnyId, Boundary, Channel, Clause, Contact, Corridor, Edit, Entity, ExtractOf,
    Force, Handover, Id, Measure, Notification, Party, Phase, Plan, Reading, Relation, Sector, Sharing, Site,
    Stakeholder, StakeholderKind, Task, TaskKind, When,
};
use entente::release::{Extract, ReleaseError, Why, WhyNot, can_be_released_to, release};

use super::{COARSER, extract, sample};

/// North, South and East: three parties, each with a square of its own beside the next; 33.0 N and on.
const NORTH: Id<Stakeholder> = Id::from_bits(1);
const SOUTH: Id<Stakeholder> = Id::from_bits(2);
const EAST: Id<Stakeholder> = Id::from_bits(3);

fn id<E>(bits: u64) -> Id<E> {
    Id::from_bits(bits)
}

fn square(south: f64, west: f64) -> Area {
    let corners = [(0.0, 0.0), (0.0, 0.1), (0.1, 0.1), (0.1, 0.0)];
    let at = |(lat, lon): &(f64, f64)| Position::nearest(south + lat, west + lon);
    Area::from_outer(corners.iter().map(at).collect())
}

fn put(plan: Plan, entity: impl Into<AnyEntity>) -> Plan {
    plan.with([entity.into()])
}

fn parties() -> Plan {
    [(NORTH, "North"), (SOUTH, "South"), (EAST, "East")]
        .into_iter()
        .fold(Plan::empty(id(9)), |plan, (party, name)| {
            let mut row = Stakeholder::new();
            name.clone_into(&mut row.name);
            row.contacts = vec![Contact {
                office: format!("{name} desk"),
                ..Contact::default()
            }];
            put(plan, (party, row))
        })
}

/// North holds the square at 33.2, South the one below it, East one far away.
fn grounds() -> Plan {
    [(10, NORTH, 33.2), (11, SOUTH, 33.1), (12, EAST, 34.0)]
        .into_iter()
        .fold(parties(), |plan, (bits, holder, south)| {
            let mut sector = Sector::new(square(south, 43.0));
            sector.holder = Some(holder);
            put(plan, (id::<Sector>(bits), sector))
        })
}

fn seen_by(plan: &Plan, party: Id<Stakeholder>) -> Extract {
    extract(plan, party, COARSER[0])
}

/// Why each of the three sees an object; `None`: not at all.
fn why(plan: &Plan, object: impl Into<AnyId>) -> [Option<Why>; 3] {
    let object = object.into();
    [NORTH, SOUTH, EAST].map(|party| seen_by(plan, party).shown.get(&object).copied())
}

#[test]
fn a_sector_is_its_holders_and_the_neighbours_that_touch_it() {
    let plan = grounds();
    let (north, south) = (id::<Sector>(10), id::<Sector>(11));
    assert_eq!(
        why(&plan, north),
        [Some(Why::Own), Some(Why::Touches(south)), None]
    );
    // Not where the two are never there at once.
    let mut early = plan.sectors.get(south).unwrap().clone();
    early.when.until = Some(0);
    let mut late = plan.sectors.get(north).unwrap().clone();
    late.when.from = Some(0);
    let plan = put(put(plan, (south, early)), (north, late));
    assert_eq!(why(&plan, north), [Some(Why::Own), None, None]);
}

#[test]
fn a_sector_is_also_theirs_who_lead_support_or_take_it_over() {
    for change in [
        |sector: &mut Sector| sector.lead = Some(EAST),
        |sector: &mut Sector| sector.supporting = vec![EAST],
        |sector: &mut Sector| sector.handovers = vec![Handover::new(EAST, 60)],
    ] {
        let plan = grounds();
        let north = id::<Sector>(10);
        let mut sector = plan.sectors.get(north).unwrap().clone();
        change(&mut sector);
        assert_eq!(why(&put(plan, (north, sector)), north)[2], Some(Why::Concerned));
    }
}

#[test]
fn sharing_says_more_or_less_than_concern() {
    let north = id::<Sector>(10);
    let shared = |sharing: Sharing| {
        let plan = grounds();
        let mut sector = plan.sectors.get(north).unwrap().clone();
        sector.sharing = sharing;
        put(plan, (north, sector))
    };
    assert_eq!(why(&shared(Sharing::All), north)[2], Some(Why::Everybody));
    let named = shared(Sharing::Named(vec![EAST]));
    assert_eq!(why(&named, north), [None, None, Some(Why::Named)]);
    let hidden = shared(Sharing::AuthorOnly);
    assert_eq!(why(&hidden, north), [None; 3]);
    assert_eq!(
        seen_by(&hidden, NORTH).withheld[&north.into()],
        WhyNot::AuthorOnly
    );
}

#[test]
fn forces_are_their_own_whom_they_meet_and_in_whose_sector_they_work() {
    let mut force = Force::new();
    force.stakeholder = Some(SOUTH);
    force.personnel = Some(900);
    let it = id::<Force>(20);
    let plan = put(grounds(), (it, force.clone()));
    assert_eq!(why(&plan, it), [None, Some(Why::Own), None]);
    let mut guest = force.clone();
    guest.sector = Some(id(10));
    let guests = put(plan.clone(), (it, guest));
    assert_eq!(why(&guests, it)[0], Some(Why::WorksIn(id(10))));
    // How strong it is stays its own.
    assert_eq!(
        seen_by(&guests, NORTH).plan.forces.get(it).unwrap().personnel,
        None
    );
    assert_eq!(
        seen_by(&guests, SOUTH).plan.forces.get(it).unwrap().personnel,
        Some(900)
    );
    let mut other = Force::new();
    other.stakeholder = Some(EAST);
    other.task = Some(Task::new(TaskKind::Linkup, it));
    let meeting = put(plan, (id::<Force>(21), other));
    assert_eq!(why(&meeting, it)[2], Some(Why::Meets(id(21))));
    assert_eq!(why(&meeting, id::<Force>(21))[1], Some(Why::Meets(it)));
}

#[test]
fn what_an_agreement_is_on_is_seen_by_its_parties_and_nobody_else() {
    let agreement = id::<Agreement>(30);
    let mut agreed = Agreement::new();
    agreed.parties = vec![Party::new(NORTH), Party::new(EAST)];
    agreed.parties[0].readings = vec![Reading {
        text: "as North reads it".to_owned(),
        ..Reading::new(0)
    }];
    agreed.clauses = vec![
        Clause::KeepsOut {
            who: EAST,
            area: id::<Measure>(40).into(),
        },
        Clause::HoldsGround {
            who: NORTH,
            sectors: vec![id(10)],
        },
    ];
    let mut zone = Measure::new(Geometry::Area(square(33.5, 43.5)));
    zone.sharing = Sharing::AuthorOnly;
    let plan = put(
        put(grounds(), (agreement, agreed)),
        (id::<Measure>(40), zone.clone()),
    );
    assert_eq!(why(&plan, id::<Sector>(10))[2], Some(Why::Agreed(agreement)));
    assert_eq!(
        why(&plan, agreement),
        [Some(Why::Concerned), None, Some(Why::Concerned)]
    );
    // The clause on what is withheld is not there, and readings stay with their clauses.
    let east = seen_by(&plan, EAST).plan;
    let clauses = &east.agreements.get(agreement).unwrap().clauses;
    assert_eq!(clauses.len(), 1);
    assert!(matches!(clauses[0], Clause::HoldsGround { .. }));
    let north = seen_by(&plan, NORTH).plan;
    assert_eq!(north.agreements.get(agreement).unwrap().parties[0].readings, []);
    // With the zone shown North keeps its reading, and East does not see it.
    zone.sharing = Sharing::Concerned;
    let plan = put(plan, (id::<Measure>(40), zone));
    let readings = |party| {
        let seen = seen_by(&plan, party).plan;
        seen.agreements.get(agreement).unwrap().parties[0].readings.len()
    };
    assert_eq!([readings(NORTH), readings(EAST)], [1, 0]);
    assert_eq!(why(&plan, id::<Measure>(40))[1], None);
}

#[test]
fn lines_places_and_ways_are_theirs_whom_they_name_or_whose_ground_they_touch() {
    let along = |lat: f64| Path::new(vec![Position::nearest(lat, 43.0), Position::nearest(lat, 43.1)]);
    let mut boundary = Boundary::new(along(33.2));
    (boundary.left, boundary.right) = (Some(NORTH), Some(SOUTH));
    let mut measure = Measure::new(Geometry::Path(along(34.05)));
    measure.owner = Some(NORTH);
    let mut told = Site::new(Geometry::Point(Position::nearest(33.15, 43.05)));
    told.notifications = vec![Notification::new(EAST), Notification::new(NORTH)];
    let mut way = Corridor::new(along(33.25), 100);
    way.owner = Some(SOUTH);
    let plan = put(
        put(grounds(), (id::<Boundary>(50), boundary)),
        (id::<Measure>(51), measure),
    );
    let plan = put(put(plan, (id::<Site>(52), told)), (id::<Corridor>(53), way));
    assert_eq!(
        why(&plan, id::<Boundary>(50)),
        [Some(Why::Concerned), Some(Why::Concerned), None]
    );
    assert_eq!(
        why(&plan, id::<Measure>(51)),
        [Some(Why::Own), None, Some(Why::Touches(id(12)))]
    );
    assert_eq!(
        why(&plan, id::<Site>(52)),
        [
            Some(Why::Concerned),
            Some(Why::Touches(id(11))),
            Some(Why::Concerned)
        ]
    );
    assert_eq!(
        why(&plan, id::<Corridor>(53)),
        [Some(Why::Touches(id(10))), Some(Why::Own), None]
    );
    // Whoever was told sees that it was, not who else was.
    let seen = seen_by(&plan, EAST).plan;
    assert_eq!(
        seen.sites.get(id(52)).unwrap().notifications,
        [Notification::new(EAST)]
    );
}

#[test]
fn channels_and_stances_are_their_parties_and_judgements_nobodys() {
    let mut channel = Channel::new(vec![NORTH, SOUTH]);
    channel.contact = "line 7".to_owned();
    let mut relation = Relation::new(NORTH, SOUTH);
    relation.basis = "heard".to_owned();
    let plan = put(
        put(grounds(), (id::<Channel>(60), channel)),
        (id::<Relation>(61), relation),
    );
    assert_eq!(
        why(&plan, id::<Channel>(60)),
        [Some(Why::Concerned), Some(Why::Concerned), None]
    );
    assert_eq!(why(&plan, id::<Relation>(61)), [Some(Why::Own), None, None]);
    let north = seen_by(&plan, NORTH).plan;
    assert_eq!(north.channels.get(id(60)).unwrap().contact, "line 7");
    assert_eq!(north.relations.get(id(61)).unwrap().basis, "");
}

#[test]
fn stakeholders_and_phases_come_along_where_something_shown_names_them() {
    let phase = id::<Phase>(70);
    let mut start = Phase::new(-60);
    start.end = Some(600);
    start.name = "Opening".to_owned();
    let plan = put(grounds(), (phase, start.clone()));
    assert_eq!(why(&plan, phase), [None; 3]);
    assert_eq!(why(&plan, EAST), [None, None, Some(Why::Own)]);
    let in_phase = |plan: &Plan| {
        let mut sector = plan.sectors.get(id(12)).unwrap().clone();
        sector.when = When::in_phases([phase]);
        put(plan.clone(), (id::<Sector>(12), sector))
    };
    let plan = in_phase(&plan);
    assert_eq!(
        why(&plan, phase),
        [None, None, Some(Why::NamedBy(id::<Sector>(12).into()))]
    );
    // South is named by its sector beside North's; its contacts are its own.
    let north = seen_by(&plan, NORTH);
    assert_eq!(north.shown[&SOUTH.into()], Why::NamedBy(id::<Sector>(11).into()));
    let contacts = |party| north.plan.stakeholders.get(party).unwrap().contacts.len();
    assert_eq!([contacts(NORTH), contacts(SOUTH)], [1, 0]);
    // A phase that is withheld leaves its minutes.
    start.sharing = Sharing::AuthorOnly;
    let seen = seen_by(&put(plan, (phase, start)), EAST).plan;
    let when = &seen.sectors.get(id(12)).unwrap().when;
    assert_eq!(
        (when.phases.len(), when.from, when.until),
        (0, Some(-60), Some(600))
    );
}

#[test]
fn what_belongs_to_somebody_withheld_is_withheld_with_him() {
    let plan = grounds();
    let mut south = plan.stakeholders.get(SOUTH).unwrap().clone();
    south.sharing = Sharing::Named(vec![SOUTH]);
    let plan = put(plan, (SOUTH, south));
    let north = seen_by(&plan, NORTH);
    let sector = AnyId::from(id::<Sector>(11));
    assert_eq!(north.withheld[&sector], WhyNot::OwnerWithheld(SOUTH));
    assert_eq!(north.withheld[&SOUTH.into()], WhyNot::SharedWithOthers);
    assert_eq!(seen_by(&plan, SOUTH).shown[&sector], Why::Own);
}

#[test]
fn the_adversary_who_is_hidden_and_whoever_has_an_extract_get_nothing() {
    let of = |stakeholder| ExtractOf {
        stakeholder,
        generalised: COARSER[0],
    };
    let changed = |change: &dyn Fn(&mut Stakeholder)| {
        let plan = grounds();
        let mut row = plan.stakeholders.get(EAST).unwrap().clone();
        change(&mut row);
        put(plan, (EAST, row))
    };
    let refused = |plan: &Plan| release(plan, "", of(EAST)).unwrap_err();
    let adversary = changed(&|row| row.kind = StakeholderKind::Adversary);
    assert_eq!(refused(&adversary), ReleaseError::Adversary(EAST));
    assert_eq!(can_be_released_to(&adversary), [NORTH, SOUTH]);
    let hidden = changed(&|row| row.sharing = Sharing::Named(vec![NORTH]));
    assert_eq!(refused(&hidden), ReleaseError::Hidden(EAST));
    assert_eq!(refused(&Plan::empty(id(1))), ReleaseError::NoStakeholder(EAST));
    let passed_on = seen_by(&grounds(), EAST).plan;
    assert_eq!(refused(&passed_on), ReleaseError::IsAnExtract);
}

#[test]
fn a_coarser_extract_keeps_what_is_the_stakeholders_own() {
    let mut site = Site::new(Geometry::Point(Position::nearest(33.123_456_7, 43.054_321)));
    site.name = "Clinic".to_owned();
    let plan = put(grounds(), (id::<Site>(52), site));
    let seen = extract(&plan, SOUTH, COARSER[3]).plan;
    let own = |plan: &Plan| plan.sectors.get(id(11)).unwrap().area.clone();
    assert_eq!(own(&seen), own(&plan));
    let coarse = seen.sites.get(id(52)).unwrap();
    assert_eq!(coarse.name, "Other 0000");
    let Geometry::Point(at) = coarse.shape else {
        panic!("no point")
    };
    let was = Position::nearest(33.123_456_7, 43.054_321);
    assert_ne!(at, was);
    assert!(entente::geometry::distance_m(at, was) < 720.0);
    assert_ne!(
        seen.sectors.get(id(10)).unwrap().area,
        plan.sectors.get(id(10)).unwrap().area
    );
}

#[test]
fn how_much_of_the_sample_each_stakeholder_sees_and_why() {
    let plan = sample("fallujah");
    let mut table = String::new();
    for party in can_be_released_to(&plan) {
        let extract = seen_by(&plan, party);
        let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
        let word = |debug: String| debug.split('(').next().unwrap_or_default().to_owned();
        for why in extract.shown.values() {
            *reasons.entry(word(format!("{why:?}"))).or_default() += 1;
        }
        for why in extract.withheld.values() {
            *reasons
                .entry(format!("not {}", word(format!("{why:?}"))))
                .or_default() += 1;
        }
        let reasons: Vec<String> = reasons
            .iter()
            .map(|(why, count)| format!("{why} {count}"))
            .collect();
        let _ = writeln!(table, "{}: {}", plan.label_of(party), reasons.join(", "));
    }
    insta::assert_snapshot!(table);
}

#[test]
fn edits_of_what_is_seen_still_fit_an_extract() {
    let plan = sample("fallujah");
    for party in can_be_released_to(&plan) {
        let seen = seen_by(&plan, party).plan;
        let ids: Vec<AnyId> = Sector::table(&seen).ids().map(AnyId::from).collect();
        for id in ids {
            assert!(Edit::Delete(vec![id]).apply(&seen).is_ok());
            assert!(Edit::Update(id.entity_in(&seen).unwrap()).apply(&seen).is_ok());
        }
    }
}
