//! Fire-support measures around Mosul, and the protected places that some of them are drawn round.
//!
//! Each has its abbreviation, who established it, and the time from which and to which it holds.

use entente::geometry::Position;
use entente::model::MeasureKind;

use super::ground::{EAST_MIDDLE, TIGRIS_IN_THE_CITY};
use super::keys::{Mark, Who};
use super::measures::{Drawn, END, Row, Time};
use crate::draft::DAY;
use crate::lines::at;

/// Where the dam stands.
pub const DAM: Position = at(36.6300, 42.8230);
/// Where the Salam hospital stands.
pub const SALAM: Position = at(36.3300, 43.2050);
/// Where the Khansa hospital stands.
pub const KHANSA: Position = at(36.3720, 43.1550);
/// Where the Jumhuri hospital stands.
pub const JUMHURI: Position = at(36.3600, 43.1050);
/// Where the Nuri mosque stands.
pub const NURI: Position = at(36.3435, 43.1240);
/// Where the mound of Nineveh stands.
pub const WALLS: Position = at(36.3590, 43.1530);
/// Where the water works stands.
pub const WATER: Position = at(36.3850, 43.1180);
/// Where the hospital of Qayyarah stands.
pub const QAYYARAH_HOSPITAL: Position = at(35.8030, 43.2950);
/// Where the hospital of Hammam al-Alil stands.
pub const HAMMAM_HOSPITAL: Position = at(36.1600, 43.2550);
/// Where the hospital of Tal Afar stands.
pub const TAL_AFAR_HOSPITAL: Position = at(36.3760, 42.4500);

/// The measures.
pub const FIRES: &[Row] = &[
    Row {
        mark: Mark::EastFires,
        kind: MeasureKind::RestrictiveFireLine,
        name: "RFL East",
        abbreviation: "RFL",
        owner: Who::Army,
        affected: &[],
        drawn: Drawn::Path(EAST_MIDDLE),
        time: Time::Between(15 * DAY, 99 * DAY),
        notes: "Between Golden Division and 9th Armoured Division.",
    },
    Row {
        mark: Mark::TigrisFires,
        kind: MeasureKind::RestrictiveFireLine,
        name: "RFL Tigris",
        abbreviation: "RFL",
        owner: Who::Army,
        affected: &[],
        drawn: Drawn::Path(TIGRIS_IN_THE_CITY),
        time: Time::Between(125 * DAY, 266 * DAY),
        notes: "Between those who hold the east bank and those who attack the west bank.",
    },
    Row {
        mark: Mark::WestFires,
        kind: MeasureKind::CoordinatedFireLine,
        name: "CFL Badush",
        abbreviation: "CFL",
        owner: Who::Army,
        affected: &[],
        drawn: Drawn::Path(&[at(36.4300, 42.7200), at(36.3400, 42.7000), at(36.2400, 42.6900)]),
        time: Time::Between(125 * DAY, 266 * DAY),
        notes: "Fires beyond it need no coordination.",
    },
    Row {
        mark: Mark::DamFires,
        kind: MeasureKind::NoFireArea,
        name: "NFA Mosul Dam",
        abbreviation: "NFA",
        owner: Who::Peshmerga,
        affected: &[],
        drawn: Drawn::Round(DAM, 800.0),
        time: Time::Between(-14 * DAY, END),
        notes: "800 m round the dam.",
    },
    Row {
        mark: Mark::SalamFires,
        kind: MeasureKind::NoFireArea,
        name: "NFA Salam hospital",
        abbreviation: "NFA",
        owner: Who::Army,
        affected: &[],
        drawn: Drawn::Round(SALAM, 650.0),
        time: Time::Between(0, END),
        notes: "650 m round the hospital.",
    },
    Row {
        mark: Mark::KhansaFires,
        kind: MeasureKind::NoFireArea,
        name: "NFA Khansa hospital",
        abbreviation: "NFA",
        owner: Who::Army,
        affected: &[],
        drawn: Drawn::Round(KHANSA, 650.0),
        time: Time::Between(0, END),
        notes: "650 m round the hospital.",
    },
    Row {
        mark: Mark::JumhuriFires,
        kind: MeasureKind::NoFireArea,
        name: "NFA Jumhuri hospital",
        abbreviation: "NFA",
        owner: Who::Army,
        affected: &[],
        drawn: Drawn::Round(JUMHURI, 650.0),
        time: Time::Between(0, END),
        notes: "650 m round the hospital.",
    },
    Row {
        mark: Mark::NuriFires,
        kind: MeasureKind::NoFireArea,
        name: "NFA Nuri mosque",
        abbreviation: "NFA",
        owner: Who::Army,
        affected: &[],
        drawn: Drawn::Round(NURI, 450.0),
        time: Time::Between(0, END),
        notes: "450 m round the mosque and its minaret.",
    },
    Row {
        mark: Mark::WallsFires,
        kind: MeasureKind::RestrictiveFireArea,
        name: "RFA Nineveh walls",
        abbreviation: "RFA",
        owner: Who::Army,
        affected: &[],
        drawn: Drawn::Round(WALLS, 450.0),
        time: Time::Between(0, END),
        notes: "Direct fire only, 450 m round the mound.",
    },
    Row {
        mark: Mark::WaterFires,
        kind: MeasureKind::RestrictiveFireArea,
        name: "RFA Water works",
        abbreviation: "RFA",
        owner: Who::Army,
        affected: &[],
        drawn: Drawn::Round(WATER, 650.0),
        time: Time::Between(0, END),
        notes: "Direct fire only, 650 m round the water works.",
    },
    Row {
        mark: Mark::QayyarahFires,
        kind: MeasureKind::NoFireArea,
        name: "NFA Qayyarah hospital",
        abbreviation: "NFA",
        owner: Who::Army,
        affected: &[],
        drawn: Drawn::Round(QAYYARAH_HOSPITAL, 650.0),
        time: Time::Between(-14 * DAY, END),
        notes: "650 m round the hospital.",
    },
    Row {
        mark: Mark::HammamFires,
        kind: MeasureKind::NoFireArea,
        name: "NFA Hammam hospital",
        abbreviation: "NFA",
        owner: Who::FederalPolice,
        affected: &[],
        drawn: Drawn::Round(HAMMAM_HOSPITAL, 650.0),
        time: Time::Between(0, END),
        notes: "650 m round the hospital.",
    },
    Row {
        mark: Mark::TalAfarFires,
        kind: MeasureKind::NoFireArea,
        name: "NFA Tal Afar hospital",
        abbreviation: "NFA",
        owner: Who::Army,
        affected: &[],
        drawn: Drawn::Round(TAL_AFAR_HOSPITAL, 650.0),
        time: Time::Between(0, END),
        notes: "650 m round the hospital.",
    },
];
