//! The plan that the panels' tests look at: four holders, an overlap, a camp, names in two scripts.

use crate::editor::{Command, Editor, Jobs, Surroundings};
use crate::geometry::{Area, Geometry, Path, Position};
use crate::model::{
    Acceptance, Agreement, AnyEntity, Boundary, Capacity, Channel, Clause, Corridor, Deadline, Echelon, Edit,
    Evidence, Force, Function, Handover, Id, Instant, Measure, MeasureKind, Party, People, Phase, PhaseKind,
    Placement, PlanInfo, Relation, RelationState, Sector, SectorRole, Site, SiteKind, Stakeholder,
    StakeholderKind, Symbol, When,
};

pub const GOLDEN: Id<Stakeholder> = Id::from_bits(1);
pub const POLICE: Id<Stakeholder> = Id::from_bits(2);
pub const PMF: Id<Stakeholder> = Id::from_bits(3);
pub const TRIBAL: Id<Stakeholder> = Id::from_bits(4);
pub const UN: Id<Stakeholder> = Id::from_bits(5);
pub const SOUTH: Id<Sector> = Id::from_bits(11);
pub const NORTHWEST: Id<Sector> = Id::from_bits(12);
pub const NORTHEAST: Id<Sector> = Id::from_bits(13);
pub const WEST_BANK: Id<Sector> = Id::from_bits(14);
pub const NOBODYS: Id<Sector> = Id::from_bits(15);
pub const FIRST_SOF: Id<Force> = Id::from_bits(21);
pub const KH: Id<Force> = Id::from_bits(22);
pub const STAY_OUT: Id<Agreement> = Id::from_bits(31);
pub const CENTRE: Id<Phase> = Id::from_bits(43);
pub const CAMP: Id<Site> = Id::from_bits(51);
pub const CORRIDOR: Id<Corridor> = Id::from_bits(61);
pub const LINE: Id<Boundary> = Id::from_bits(71);
pub const CHANNEL: Id<Channel> = Id::from_bits(81);
pub const ZONE: Id<Measure> = Id::from_bits(91);
pub const RIVALS: Id<Relation> = Id::from_bits(101);

const DAY: i64 = 1440;

/// Returns an editor with the plan, checked.
pub fn editor() -> Editor {
    let today = "2016-06-17".parse().unwrap_or_default();
    let mut editor = Editor::new(Surroundings::default(), Jobs::inline(), today, 7);
    let edits = entities().into_iter().map(Edit::Create).collect();
    editor.obey(Command::Commit(Edit::together("Fill", edits)));
    let info = PlanInfo {
        title: "Fallujah 2016".to_owned(),
        marking: "EXERCISE".to_owned(),
        h_hour: "2016-05-23T00:00+03:00".parse::<Instant>().ok(),
        area_of_operations: Some(ground(&[
            (33.24, 43.58),
            (33.24, 43.99),
            (33.46, 43.99),
            (33.46, 43.58),
        ])),
        deadlines: vec![Deadline::new(22 * DAY)],
        ..PlanInfo::default()
    };
    editor.obey(Command::Commit(Edit::SetInfo(Box::new(info))));
    editor.obey(Command::ShowPhase(Some(CENTRE)));
    editor.collect();
    editor
}

fn at((latitude, longitude): (f64, f64)) -> Position {
    Position::nearest(latitude, longitude)
}

fn ground(corners: &[(f64, f64)]) -> Area {
    Area::from_outer(corners.iter().copied().map(at).collect())
}

fn line(points: &[(f64, f64)]) -> Path {
    Path::new(points.iter().copied().map(at).collect())
}

fn entities() -> Vec<AnyEntity> {
    let mut all = phases();
    all.extend(parties());
    all.extend(agreements());
    all.extend(sectors());
    all.extend(forces());
    all.extend(places());
    all
}

fn phases() -> Vec<AnyEntity> {
    let names = [
        "P0 Shaping",
        "P1 Isolate",
        "P2 South",
        "P3 Centre",
        "P4 Northwest",
        "P5 Stabilise",
    ];
    let starts = [-16, 0, 14, 24, 27, 35, 60];
    let kinds = [
        PhaseKind::Shape,
        PhaseKind::Isolate,
        PhaseKind::Attack,
        PhaseKind::Attack,
        PhaseKind::Clear,
        PhaseKind::Stabilise,
    ];
    let spans = starts.iter().zip(starts.iter().skip(1));
    let each = names.iter().zip(kinds).zip(spans).enumerate();
    each.map(|(place, ((name, kind), (start, end)))| {
        let phase = Phase {
            name: (*name).to_owned(),
            kind,
            end: Some(end * DAY),
            ..Phase::new(start * DAY)
        };
        (Id::from_bits(40 + place as u64), phase).into()
    })
    .collect()
}

fn parties() -> Vec<AnyEntity> {
    let party = |id, name: &str, short: &str, kind, armed| {
        let party = Stakeholder {
            name: name.to_owned(),
            short_name: short.to_owned(),
            kind,
            armed,
            ..Stakeholder::new()
        };
        AnyEntity::from((id, party))
    };
    let channel = Channel {
        name: "Prime minister's office".to_owned(),
        mode: crate::model::ChannelMode::Intermediary,
        state: crate::model::ChannelState::Up,
        ..Channel::new(vec![GOLDEN, PMF])
    };
    let rivals = Relation {
        state: RelationState::Rival,
        ..Relation::new(GOLDEN, PMF)
    };
    vec![
        party(
            GOLDEN,
            "Golden Division",
            "CTS",
            StakeholderKind::StateForce,
            true,
        ),
        party(POLICE, "Federal Police", "", StakeholderKind::Police, true),
        party(PMF, "Popular Mobilization", "PMF", StakeholderKind::Militia, true),
        party(TRIBAL, "Tribal forces", "", StakeholderKind::TribalForce, true),
        party(UN, "UN and NGOs", "UN", StakeholderKind::UnNgo, false),
        (CHANNEL, channel).into(),
        (RIVALS, rivals).into(),
    ]
}

fn agreements() -> Vec<AnyEntity> {
    let accepted = Party {
        state: Acceptance::Accepted,
        evidence: Some(Evidence::Written),
        via: Some(CHANNEL),
        ..Party::new(GOLDEN)
    };
    let silent = Party {
        state: Acceptance::Silent,
        ..Party::new(PMF)
    };
    let stay_out = Agreement {
        name: "Stay-out understanding".to_owned(),
        parties: vec![accepted, silent],
        when: When {
            until: Some(22 * DAY),
            ..When::always()
        },
        ..Agreement::new()
    };
    vec![(STAY_OUT, stay_out).into()]
}

fn sectors() -> Vec<AnyEntity> {
    let sector = |id, name: &str, holder, role, corners: &[(f64, f64)]| {
        let sector = Sector {
            name: name.to_owned(),
            holder,
            role,
            ..Sector::new(ground(corners))
        };
        AnyEntity::from((id, sector))
    };
    let south = Sector {
        name: "South".to_owned(),
        native_name: "القطاع الجنوبي".to_owned(),
        holder: Some(GOLDEN),
        supporting: vec![POLICE],
        role: SectorRole::Assault,
        state: crate::model::SectorState::Agreed,
        agreement: Some(STAY_OUT),
        when: When::in_phases([Id::from_bits(42), CENTRE]),
        handovers: vec![Handover::new(POLICE, 27 * DAY)],
        ..Sector::new(ground(&[
            (33.25, 43.73),
            (33.25, 43.86),
            (33.30, 43.90),
            (33.345, 43.86),
            (33.355, 43.80),
            (33.33, 43.74),
        ]))
    };
    vec![
        (SOUTH, south).into(),
        sector(
            NORTHWEST,
            "Northwest",
            Some(PMF),
            SectorRole::Hold,
            &[(33.34, 43.60), (33.345, 43.80), (33.45, 43.76), (33.45, 43.60)],
        ),
        sector(
            NORTHEAST,
            "Northeast",
            Some(POLICE),
            SectorRole::Hold,
            &[(33.36, 43.81), (33.35, 43.95), (33.45, 43.97), (33.45, 43.77)],
        ),
        sector(
            WEST_BANK,
            "West bank",
            Some(TRIBAL),
            SectorRole::Hold,
            &[(33.25, 43.60), (33.25, 43.71), (33.32, 43.72), (33.32, 43.60)],
        ),
        sector(
            NOBODYS,
            "Halabsa strip",
            None,
            SectorRole::Buffer,
            &[(33.325, 43.60), (33.325, 43.70), (33.335, 43.70), (33.335, 43.60)],
        ),
    ]
}

fn forces() -> Vec<AnyEntity> {
    let force = |id, name: &str, stakeholder, function, place| {
        let force = Force {
            name: name.to_owned(),
            stakeholder,
            symbol: Symbol {
                function,
                echelon: Some(Echelon::Battalion),
                ..Symbol::default()
            },
            placements: vec![Placement::new(at(place))],
            ..Force::new()
        };
        AnyEntity::from((id, force))
    };
    vec![
        force(
            FIRST_SOF,
            "1st SOF",
            Some(GOLDEN),
            Function::SpecialForces,
            (33.29, 43.80),
        ),
        force(
            Id::from_bits(23),
            "2nd Bn",
            Some(GOLDEN),
            Function::Armour,
            (33.30, 43.84),
        ),
        force(KH, "KH Bn", Some(PMF), Function::Irregular, (33.335, 43.775)),
        force(
            Id::from_bits(24),
            "Badr 1",
            Some(PMF),
            Function::Infantry,
            (33.40, 43.68),
        ),
        force(
            Id::from_bits(25),
            "5th FP",
            Some(POLICE),
            Function::Police,
            (33.40, 43.90),
        ),
        force(
            Id::from_bits(26),
            "Tribal",
            Some(TRIBAL),
            Function::Tribal,
            (33.28, 43.66),
        ),
        force(
            Id::from_bits(27),
            "حشد عشائري",
            None,
            Function::Tribal,
            (33.27, 43.65),
        ),
    ]
}

fn places() -> Vec<AnyEntity> {
    let camp = Site {
        name: "Amiriyat camp".to_owned(),
        native_name: "مخيم عامرية الفلوجة".to_owned(),
        kind: SiteKind::Camp,
        operator: Some(UN),
        people: Some(People {
            source: "UN flash update".to_owned(),
            ..People::new(18_000, 21_000, 26_000)
        }),
        capacity: Some(Capacity {
            toilets: Some(149),
            taps: Some(40),
            ..Capacity::default()
        }),
        ..Site::new(Geometry::Point(at((33.27, 43.84))))
    };
    let corridor = Corridor {
        name: "Zawiyah corridor".to_owned(),
        owner: Some(UN),
        to: Some(CAMP),
        ..Corridor::new(line(&[(33.34, 43.78), (33.30, 43.80), (33.27, 43.84)]), 200)
    };
    let boundary = Boundary {
        name: "CTS | FP".to_owned(),
        left: Some(POLICE),
        right: Some(GOLDEN),
        ..Boundary::new(line(&[(33.355, 43.80), (33.345, 43.86)]))
    };
    let zone = Measure {
        name: "Hospital".to_owned(),
        kind: MeasureKind::NoFireArea,
        ..Measure::new(Geometry::Area(ground(&[
            (33.35, 43.76),
            (33.35, 43.77),
            (33.36, 43.77),
        ])))
    };
    vec![
        (CAMP, camp).into(),
        (CORRIDOR, corridor).into(),
        (LINE, boundary).into(),
        (ZONE, zone).into(),
    ]
}

/// A clause that names the corridor.
pub fn civilian_passage() -> Clause {
    Clause::CivilianPassage { corridor: CORRIDOR }
}
