//! Control measures: what orders who may do what where.
//!
//! Phase lines end short of the boundaries, so that only the two coordinating points are needed.
//! Agreements that measures rest on are named by `agreements`.

use entente::geometry::{Area, Geometry, Path, Position};
use entente::model::{Measure, MeasureKind, Minute};

use crate::draft::{DAY, Draft, between, during};
use crate::forces::{GARMA_CROSSING, KARMA_ROAD_CROSSING, SAJAR_CROSSING, TARIQ_CROSSING};
use crate::ground::{HIGHWAY_TEN_EAST, INTERCHANGE, RIVER_APEX, at, circle};
use crate::keys::{In, Mark, Who};
use crate::places::CITY_OUTLINE;
use crate::sectors::{ALL, FROM_P1};

/// The PMF's ultimatum of 4 June runs out: 14 June 00:00.
pub const ULTIMATUM: Minute = 22 * DAY;
/// The end of the plan.
pub const END: Minute = 60 * DAY;

/// Where the hospital stands.
pub const HOSPITAL: Position = at(33.3470, 43.7580);
/// Where the barrage stands.
pub const BARRAGE: Position = at(33.3000, 43.7700);
/// Where the water works stand.
pub const WATER_WORKS: Position = at(33.3565, 43.7680);

/// How those who meet at a point know each other.
pub const RECOGNITION: &str = "Orange panel by day, two green lights by night; word of the day";

/// What a measure is drawn as.
#[derive(Clone, Copy)]
enum Drawn {
    Point(Position),
    Path(&'static [Position]),
    Ring(&'static [Position]),
    /// A circle of a radius in metres.
    Round(Position, f64),
}

/// When a measure holds; fire support measures want both ends.
#[derive(Clone, Copy)]
enum Time {
    In(&'static [In]),
    Between(Minute, Minute),
}

/// One measure as the table below gives it.
struct Row {
    mark: Mark,
    kind: MeasureKind,
    name: &'static str,
    abbreviation: &'static str,
    owner: Who,
    affected: &'static [Who],
    drawn: Drawn,
    time: Time,
    notes: &'static str,
}

/// A point at which parties meet or pass.
const fn meeting(
    mark: Mark,
    kind: MeasureKind,
    [name, abbreviation, notes]: [&'static str; 3],
    owner: Who,
    place: Position,
    phases: &'static [In],
) -> Row {
    Row {
        mark,
        kind,
        name,
        abbreviation,
        owner,
        affected: &[],
        drawn: Drawn::Point(place),
        time: Time::In(phases),
        notes,
    }
}

const MILITIAS: &[Who] = &[Who::Pmf, Who::KataibHezbollah];

const MEASURES: &[Row] = &[
    Row {
        mark: Mark::CityStayOut,
        kind: MeasureKind::NoEntryZone,
        name: "City stay-out area",
        abbreviation: "NEZ",
        owner: Who::PmOffice,
        affected: MILITIAS,
        drawn: Drawn::Ring(CITY_OUTLINE),
        time: Time::Between(0, ULTIMATUM),
        notes: "The PMF do not enter the city. Lapses with the ultimatum.",
    },
    Row {
        mark: Mark::HospitalFires,
        kind: MeasureKind::NoFireArea,
        name: "NFA Hospital",
        abbreviation: "NFA",
        owner: Who::Army,
        affected: &[],
        drawn: Drawn::Round(HOSPITAL, 600.0),
        time: Time::Between(0, END),
        notes: "600 m round the general hospital.",
    },
    Row {
        mark: Mark::BarrageFires,
        kind: MeasureKind::NoFireArea,
        name: "NFA Barrage",
        abbreviation: "NFA",
        owner: Who::Army,
        affected: &[],
        drawn: Drawn::Round(BARRAGE, 600.0),
        time: Time::Between(0, END),
        notes: "600 m round the barrage and its bridge.",
    },
    Row {
        mark: Mark::WaterFires,
        kind: MeasureKind::RestrictiveFireArea,
        name: "RFA Water works",
        abbreviation: "RFA",
        owner: Who::Army,
        affected: &[],
        drawn: Drawn::Round(WATER_WORKS, 600.0),
        time: Time::Between(0, END),
        notes: "Direct fire only, 600 m round the water works.",
    },
    Row {
        mark: Mark::CityFireLine,
        kind: MeasureKind::RestrictiveFireLine,
        name: "RFL Highway 10",
        abbreviation: "RFL",
        owner: Who::Army,
        affected: &[],
        drawn: Drawn::Path(HIGHWAY_TEN_EAST),
        time: Time::Between(24 * DAY, 35 * DAY),
        notes: "Between Golden Division and Federal Police as they close on each other.",
    },
    Row {
        mark: Mark::LineAmber,
        kind: MeasureKind::PhaseLine,
        name: "PL Amber",
        abbreviation: "PL",
        owner: Who::Cts,
        affected: &[],
        drawn: Drawn::Path(&[at(33.3358, 43.7710), at(33.3405, 43.7900), at(33.3445, 43.8090)]),
        time: Time::In(&[In::P2, In::P3]),
        notes: "Southern quarters taken.",
    },
    Row {
        mark: Mark::LineCobalt,
        kind: MeasureKind::PhaseLine,
        name: "PL Cobalt",
        abbreviation: "PL",
        owner: Who::Cts,
        affected: &[],
        drawn: Drawn::Path(&[
            at(33.3462, 43.7690),
            at(33.3480, 43.7760),
            at(33.3490, 43.7850),
            at(33.3510, 43.8090),
        ]),
        time: Time::In(&[In::P3]),
        notes: "Government complex taken.",
    },
    Row {
        mark: Mark::PmfLimit,
        kind: MeasureKind::LimitOfAdvance,
        name: "LOA PMF",
        abbreviation: "LOA",
        owner: Who::PmOffice,
        affected: MILITIAS,
        drawn: Drawn::Path(&[at(33.3640, 43.7500), at(33.3560, 43.7480), at(33.3440, 43.7420)]),
        time: Time::In(FROM_P1),
        notes: "As far as the PMF go towards the city.",
    },
    Row {
        mark: Mark::AssemblyTariq,
        kind: MeasureKind::AssemblyArea,
        name: "Assembly area Tariq",
        abbreviation: "AA",
        owner: Who::Cts,
        affected: &[],
        drawn: Drawn::Ring(&[
            at(33.2830, 43.8620),
            at(33.3080, 43.8620),
            at(33.3080, 43.8820),
            at(33.2830, 43.8820),
        ]),
        time: Time::In(&[In::P0, In::P5]),
        notes: "Position of the camp differs between sources by kilometres.",
    },
    Row {
        mark: Mark::GovernmentComplex,
        kind: MeasureKind::Objective,
        name: "Objective Government complex",
        abbreviation: "OBJ",
        owner: Who::Cts,
        affected: &[],
        drawn: Drawn::Ring(&[
            at(33.3475, 43.7765),
            at(33.3495, 43.7765),
            at(33.3495, 43.7810),
            at(33.3475, 43.7810),
        ]),
        time: Time::In(&[In::P3]),
        notes: "Reached on 17 June.",
    },
    Row {
        mark: Mark::SupplyRoute,
        kind: MeasureKind::SupplyRoute,
        name: "MSR Abu Ghraib",
        abbreviation: "MSR",
        owner: Who::Army,
        affected: &[],
        drawn: Drawn::Path(&[
            at(33.3005, 44.0300),
            at(33.3230, 43.9400),
            at(33.3320, 43.9000),
            at(33.3390, 43.8700),
        ]),
        time: Time::In(ALL),
        notes: "Highway 1 from the east; closed to aid from 28 to 30 June.",
    },
    meeting(
        Mark::Interchange,
        MeasureKind::CoordinatingPoint,
        [
            "Coordinating point 1",
            "1",
            "Federal Police, Golden Division and Army meet daily.",
        ],
        Who::FederalPolice,
        INTERCHANGE,
        FROM_P1,
    ),
    meeting(
        Mark::RiverBend,
        MeasureKind::CoordinatingPoint,
        [
            "Coordinating point 2",
            "2",
            "PMF, Federal Police and whoever holds Jolan.",
        ],
        Who::FederalPolice,
        RIVER_APEX,
        FROM_P1,
    ),
    meeting(
        Mark::PassTariq,
        MeasureKind::PassagePoint,
        ["Passage point Tariq", "PP", "Where the southern axis starts."],
        Who::Army,
        TARIQ_CROSSING,
        &[In::P0, In::P1],
    ),
    meeting(
        Mark::PassGarma,
        MeasureKind::PassagePoint,
        ["Passage point Garma", "PP", "Where the PMF leave Garma."],
        Who::FederalPolice,
        GARMA_CROSSING,
        &[In::P1],
    ),
    meeting(
        Mark::PassSajar,
        MeasureKind::PassagePoint,
        ["Passage point Sajar", "PP", "Where the PMF enter the northwest."],
        Who::FederalPolice,
        SAJAR_CROSSING,
        &[In::P1],
    ),
    meeting(
        Mark::PassKarmaRoad,
        MeasureKind::PassagePoint,
        ["Passage point Karma road", "PP", "Where the Army enters Garma."],
        Who::Army,
        KARMA_ROAD_CROSSING,
        &[In::P1],
    ),
    meeting(
        Mark::SalamCheckpoint,
        MeasureKind::Checkpoint,
        [
            "Checkpoint Salam",
            "CKP",
            "Southern exit; tribes and Anbar police.",
        ],
        Who::Tribal,
        at(33.2440, 43.8200),
        ALL,
    ),
    meeting(
        Mark::InterchangeCheckpoint,
        MeasureKind::Checkpoint,
        ["Checkpoint Interchange", "CKP", "Way in from the expressway."],
        Who::FederalPolice,
        at(33.3560, 43.8180),
        FROM_P1,
    ),
];

/// Adds every measure. Needs stakeholders and phases.
pub fn add(draft: &mut Draft) -> anyhow::Result<()> {
    for row in MEASURES {
        let mut measure = Measure::new(match row.drawn {
            Drawn::Point(place) => Geometry::Point(place),
            Drawn::Path(points) => Geometry::Path(Path::new(points.to_vec())),
            Drawn::Ring(points) => Geometry::Area(Area::from_outer(points.to_vec())),
            Drawn::Round(centre, radius_m) => Geometry::Area(circle(centre, radius_m)),
        });
        measure.name = row.name.into();
        measure.kind = row.kind;
        measure.abbreviation = row.abbreviation.into();
        measure.owner = Some(row.owner.id());
        measure.affected = row.affected.iter().map(|who| who.id()).collect();
        measure.notes = row.notes.into();
        measure.when = match row.time {
            Time::In(phases) => during(phases.iter().copied()),
            Time::Between(from, until) => between(from, until),
        };
        measure.review_at = match row.drawn {
            Drawn::Round(..) => Some(27 * DAY),
            _ => None,
        };
        if matches!(
            row.kind,
            MeasureKind::PassagePoint | MeasureKind::CoordinatingPoint
        ) {
            measure.recognition = RECOGNITION.into();
        }
        draft.add(row.mark, measure)?;
    }
    Ok(())
}
