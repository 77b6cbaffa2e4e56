//! Control measures around Mosul: what orders who may do what where.
//!
//! Phase lines end short of the boundaries, but for the one that has a coordinating point. Agreements
//! that measures rest on are named by `agreements`.

use entente::geometry::{Area, Geometry, Path, Position};
use entente::model::{Measure, MeasureKind, Minute};

use super::fires::{FIRES, NURI};
use super::ground::{ADVANCE_1, LINE_OF_OCTOBER, NAWARAN_2, SEAM_1, TRENCH};
use super::keys::{In, Mark, Who};
use super::sectors::{FROM_P1, FROM_P2, FROM_P3, FROM_P4};
use crate::draft::{DAY, Draft, between, during};
use crate::lines::{at, circle};
use crate::measures::RECOGNITION;

/// The end of the plan.
pub const END: Minute = 300 * DAY;

/// The city, 150 m and more inside its limits.
const CITY: &[Position] = &[
    at(36.3850, 43.0950),
    at(36.3980, 43.1180),
    at(36.4030, 43.1700),
    at(36.3930, 43.2400),
    at(36.3300, 43.2450),
    at(36.2950, 43.2320),
    at(36.2760, 43.1880),
    at(36.2720, 43.1300),
    at(36.2790, 43.0500),
    at(36.3310, 43.0490),
    at(36.3530, 43.0230),
    at(36.3890, 43.0430),
    at(36.3880, 43.0650),
];

/// What a measure is drawn as.
#[derive(Clone, Copy)]
pub enum Drawn {
    Point(Position),
    Path(&'static [Position]),
    Ring(&'static [Position]),
    /// A circle of a radius in metres.
    Round(Position, f64),
}

/// When a measure holds; fire support measures want both ends.
#[derive(Clone, Copy)]
pub enum Time {
    In(&'static [In]),
    Between(Minute, Minute),
}

/// One measure as the table below gives it.
pub struct Row {
    pub mark: Mark,
    pub kind: MeasureKind,
    pub name: &'static str,
    pub abbreviation: &'static str,
    pub owner: Who,
    pub affected: &'static [Who],
    pub drawn: Drawn,
    pub time: Time,
    pub notes: &'static str,
}

const MEASURES: &[Row] = &[
    Row {
        mark: Mark::CityStayOut,
        kind: MeasureKind::NoEntryZone,
        name: "City stay-out area",
        abbreviation: "NEZ",
        owner: Who::PmOffice,
        affected: &[Who::Peshmerga, Who::Pmf],
        drawn: Drawn::Ring(CITY),
        time: Time::Between(0, END),
        notes: "Neither Peshmerga nor PMF enter the city.",
    },
    Row {
        mark: Mark::Reversion,
        kind: MeasureKind::SeparationLine,
        name: "Line of 16 October",
        abbreviation: "",
        owner: Who::Krg,
        affected: &[Who::Peshmerga, Who::Army],
        drawn: Drawn::Path(LINE_OF_OCTOBER),
        time: Time::In(FROM_P1),
        notes: "Where the Peshmerga stood before H-hour; who goes back behind it is read differently.",
    },
    Row {
        mark: Mark::Trench,
        kind: MeasureKind::SeparationLine,
        name: "Peshmerga trench",
        abbreviation: "",
        owner: Who::Peshmerga,
        affected: &[Who::Peshmerga],
        drawn: Drawn::Path(TRENCH),
        time: Time::In(FROM_P1),
        notes: "Dug where they stopped, 5 to 6 km short of the city.",
    },
    Row {
        mark: Mark::PlAmber,
        kind: MeasureKind::PhaseLine,
        name: "PL Amber",
        abbreviation: "PL",
        owner: Who::Cts,
        affected: &[],
        drawn: Drawn::Path(&[at(36.3920, 43.2080), at(36.3700, 43.2050), at(36.3540, 43.2000)]),
        time: Time::In(&[In::P2]),
        notes: "Eastern quarters north taken.",
    },
    Row {
        mark: Mark::PlBirch,
        kind: MeasureKind::PhaseLine,
        name: "PL Birch",
        abbreviation: "PL",
        owner: Who::Army,
        affected: &[],
        drawn: Drawn::Path(&[at(36.3370, 43.1950), at(36.3200, 43.1970), at(36.2900, 43.2000)]),
        time: Time::In(&[In::P2]),
        notes: "Eastern quarters south taken.",
    },
    Row {
        mark: Mark::PlCedar,
        kind: MeasureKind::PhaseLine,
        name: "PL Cedar",
        abbreviation: "PL",
        owner: Who::FederalPolice,
        affected: &[],
        drawn: Drawn::Path(&[at(36.3050, 43.0550), at(36.3020, 43.1000), at(36.3000, 43.1600)]),
        time: Time::In(&[In::P4]),
        notes: "The airport taken.",
    },
    Row {
        mark: Mark::PlDate,
        kind: MeasureKind::PhaseLine,
        name: "PL Date",
        abbreviation: "PL",
        owner: Who::Cts,
        affected: &[],
        drawn: Drawn::Path(&[at(36.3420, 43.0520), at(36.3600, 43.0620), at(36.3800, 43.0700)]),
        time: Time::In(&[In::P4, In::P5]),
        notes: "Northwestern quarters taken.",
    },
    Row {
        mark: Mark::PlElm,
        kind: MeasureKind::PhaseLine,
        name: "PL Elm",
        abbreviation: "PL",
        owner: Who::FederalPolice,
        affected: &[],
        drawn: Drawn::Path(&[at(36.0100, 42.9750), at(36.0050, 43.1000), at(36.0000, 43.2900)]),
        time: Time::In(&[In::P1]),
        notes: "Shura taken.",
    },
    Row {
        mark: Mark::PlFig,
        kind: MeasureKind::PhaseLine,
        name: "PL Fig",
        abbreviation: "PL",
        owner: Who::FederalPolice,
        affected: &[],
        drawn: Drawn::Path(&[at(36.1900, 42.9980), at(36.1850, 43.1200), at(36.1800, 43.2300)]),
        time: Time::In(&[In::P2]),
        notes: "Hammam al-Alil taken.",
    },
    Row {
        mark: Mark::PlHazel,
        kind: MeasureKind::PhaseLine,
        name: "PL Hazel",
        abbreviation: "PL",
        owner: Who::Army,
        affected: &[],
        drawn: Drawn::Path(&[at(36.3800, 43.3600), at(36.2300, 43.3600)]),
        time: Time::In(&[In::P1]),
        notes: "Bartella and Hamdaniya reached; crosses the boundary of CTS and Army.",
    },
    Row {
        mark: Mark::PmfLimit,
        kind: MeasureKind::LimitOfAdvance,
        name: "PMF limit, Tal Afar",
        abbreviation: "LOA",
        owner: Who::PmOffice,
        affected: &[Who::Pmf, Who::KataibHezbollah],
        drawn: Drawn::Path(&[at(36.3000, 42.3700), at(36.2980, 42.4600), at(36.3050, 42.5900)]),
        time: Time::In(FROM_P2),
        notes: "From 23 November the PMF stay south of the town.",
    },
    Row {
        mark: Mark::BartellaCoordination,
        kind: MeasureKind::CoordinatingPoint,
        name: "CP Karamlis",
        abbreviation: "",
        owner: Who::Cts,
        affected: &[],
        drawn: Drawn::Point(at(36.3104, 43.3600)),
        time: Time::In(&[In::P1]),
        notes: "Golden Division and 9th Armoured Division where PL Hazel crosses.",
    },
    Row {
        mark: Mark::HamdaniyaContact,
        kind: MeasureKind::ContactPoint,
        name: "Contact Hamdaniya",
        abbreviation: "",
        owner: Who::Army,
        affected: &[],
        drawn: Drawn::Point(at(36.2700, 43.3770)),
        time: Time::Between(97 * DAY, 101 * DAY),
        notes: "The Plain units take over.",
    },
    Row {
        mark: Mark::EastContact,
        kind: MeasureKind::ContactPoint,
        name: "Contact Gogjali",
        abbreviation: "",
        owner: Who::Army,
        affected: &[],
        drawn: Drawn::Point(at(36.3540, 43.2420)),
        time: Time::Between(123 * DAY, 127 * DAY),
        notes: "The Ninewa police take over.",
    },
    Row {
        mark: Mark::ReliefContact,
        kind: MeasureKind::ContactPoint,
        name: "Contact fourth bridge",
        abbreviation: "",
        owner: Who::NinewaPolice,
        affected: &[],
        drawn: Drawn::Point(at(36.3260, 43.1650)),
        time: Time::Between(123 * DAY, 127 * DAY),
        notes: "The police regiment relieves the 34th Brigade.",
    },
    Row {
        mark: Mark::PassKhazir,
        kind: MeasureKind::PassagePoint,
        name: "Passage Khazir front",
        abbreviation: "",
        owner: Who::Peshmerga,
        affected: &[],
        drawn: Drawn::Point(ADVANCE_1),
        time: Time::In(&[In::P0, In::P1]),
        notes: "The Golden Division passes the Peshmerga.",
    },
    Row {
        mark: Mark::PassGwer,
        kind: MeasureKind::PassagePoint,
        name: "Passage Gwer",
        abbreviation: "",
        owner: Who::Peshmerga,
        affected: &[],
        drawn: Drawn::Point(SEAM_1),
        time: Time::In(&[In::P0, In::P1]),
        notes: "The 9th Armoured Division passes the Peshmerga.",
    },
    Row {
        mark: Mark::PassNawaran,
        kind: MeasureKind::PassagePoint,
        name: "Passage Nawaran",
        abbreviation: "",
        owner: Who::Peshmerga,
        affected: &[],
        drawn: Drawn::Point(NAWARAN_2),
        time: Time::In(&[In::P3]),
        notes: "The 16th Division passes the Peshmerga.",
    },
    Row {
        mark: Mark::AqrabCheckpoint,
        kind: MeasureKind::Checkpoint,
        name: "Aqrab checkpoint",
        abbreviation: "",
        owner: Who::FederalPolice,
        affected: &[],
        drawn: Drawn::Point(at(36.2440, 43.1170)),
        time: Time::In(FROM_P4),
        notes: "Families are separated here.",
    },
    Row {
        mark: Mark::GogjaliCheckpoint,
        kind: MeasureKind::Checkpoint,
        name: "Gogjali checkpoint",
        abbreviation: "",
        owner: Who::NinewaPolice,
        affected: &[],
        drawn: Drawn::Point(at(36.3530, 43.2450)),
        time: Time::In(FROM_P3),
        notes: "",
    },
    Row {
        mark: Mark::AssemblyKhazir,
        kind: MeasureKind::AssemblyArea,
        name: "AA Khazir",
        abbreviation: "AA",
        owner: Who::Cts,
        affected: &[],
        drawn: Drawn::Ring(&[
            at(36.3050, 43.5900),
            at(36.3050, 43.6400),
            at(36.2600, 43.6400),
            at(36.2600, 43.5900),
        ]),
        time: Time::In(&[In::P0]),
        notes: "Golden Division before H-hour.",
    },
    Row {
        mark: Mark::AssemblyMakhmur,
        kind: MeasureKind::AssemblyArea,
        name: "AA Makhmur",
        abbreviation: "AA",
        owner: Who::Army,
        affected: &[],
        drawn: Drawn::Ring(&[
            at(35.8650, 43.5400),
            at(35.8650, 43.5900),
            at(35.8300, 43.5900),
            at(35.8300, 43.5400),
        ]),
        time: Time::In(&[In::P0]),
        notes: "15th Division before H-hour.",
    },
    Row {
        mark: Mark::AssemblyQayyarah,
        kind: MeasureKind::AssemblyArea,
        name: "AA Qayyarah",
        abbreviation: "AA",
        owner: Who::Army,
        affected: &[],
        drawn: Drawn::Ring(&[
            at(35.8850, 43.1200),
            at(35.8850, 43.2700),
            at(35.8300, 43.2700),
            at(35.8300, 43.1200),
        ]),
        time: Time::In(&[In::P0, In::P1]),
        notes: "Federal Police and ERD before H-hour.",
    },
    Row {
        mark: Mark::ObjectiveAirport,
        kind: MeasureKind::Objective,
        name: "Objective Airport",
        abbreviation: "OBJ",
        owner: Who::FederalPolice,
        affected: &[],
        drawn: Drawn::Ring(&[
            at(36.3140, 43.1350),
            at(36.3140, 43.1550),
            at(36.2950, 43.1650),
            at(36.2950, 43.1350),
        ]),
        time: Time::In(&[In::P4]),
        notes: "",
    },
    Row {
        mark: Mark::ObjectiveNuri,
        kind: MeasureKind::Objective,
        name: "Objective Nuri",
        abbreviation: "OBJ",
        owner: Who::Cts,
        affected: &[],
        drawn: Drawn::Round(NURI, 300.0),
        time: Time::In(&[In::P5]),
        notes: "",
    },
    Row {
        mark: Mark::ObjectiveBadush,
        kind: MeasureKind::Objective,
        name: "Objective Badush",
        abbreviation: "OBJ",
        owner: Who::Army,
        affected: &[],
        drawn: Drawn::Ring(&[
            at(36.4200, 42.9000),
            at(36.4200, 42.9400),
            at(36.3900, 42.9700),
            at(36.3900, 42.9000),
        ]),
        time: Time::In(&[In::P4]),
        notes: "",
    },
    Row {
        mark: Mark::RouteEast,
        kind: MeasureKind::SupplyRoute,
        name: "Route Erbil",
        abbreviation: "MSR",
        owner: Who::Cts,
        affected: &[],
        drawn: Drawn::Path(&[
            at(36.1950, 43.7100),
            at(36.3340, 43.5200),
            at(36.3520, 43.3790),
            at(36.3530, 43.2420),
        ]),
        time: Time::In(FROM_P1),
        notes: "",
    },
    Row {
        mark: Mark::RouteSouth,
        kind: MeasureKind::SupplyRoute,
        name: "Route Baghdad",
        abbreviation: "MSR",
        owner: Who::FederalPolice,
        affected: &[],
        drawn: Drawn::Path(&[
            at(35.6700, 43.1800),
            at(35.8900, 43.2300),
            at(36.0900, 43.2350),
            at(36.2680, 43.1300),
        ]),
        time: Time::In(FROM_P2),
        notes: "",
    },
];

/// Adds every measure. Needs stakeholders and phases.
pub fn add(draft: &mut Draft) -> anyhow::Result<()> {
    for row in MEASURES.iter().chain(FIRES) {
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
        measure.review_at = match row.kind {
            MeasureKind::NoFireArea | MeasureKind::RestrictiveFireArea | MeasureKind::NoEntryZone => {
                Some(125 * DAY)
            }
            _ => None,
        };
        if matches!(
            row.kind,
            MeasureKind::PassagePoint | MeasureKind::CoordinatingPoint | MeasureKind::ContactPoint
        ) {
            measure.recognition = RECOGNITION.into();
        }
        draft.add(row.mark, measure)?;
    }
    Ok(())
}
