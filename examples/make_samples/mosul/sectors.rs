//! Who answers for which ground around Mosul, phase by phase. Boundaries are `boundaries`'.
//!
//! Planted here: the Federal Police of phase P5 reach into the Old City (A01), Shura is nobody's in P3
//! (A04, T01, T02), and Tal Afar is reassigned in the middle of P2 (T02).

use entente::model::{Handover, Minute, Sector, SectorRole, SectorState};

use super::keys::{Ground, In, Mark, Who};
use super::mesh::{Cell, outline};
use crate::draft::{DAY, Draft, during};
use crate::lines::at;

/// The minute Tal Afar is reassigned from the PMF to the Army: 23 November.
pub const REASSIGNED: Minute = 37 * DAY;
/// The first minute of the phase of regrouping, when the plain passes to the Plain units: 24 January.
pub const REGROUP: Minute = 99 * DAY;
/// The first minute of the attack on the west bank, when the police take over the east: 19 February.
pub const WEST_BANK: Minute = 125 * DAY;

/// Every phase.
pub const ALL: &[In] = &[In::P0, In::P1, In::P2, In::P3, In::P4, In::P5, In::P6];
/// From H-hour on.
pub const FROM_P1: &[In] = &[In::P1, In::P2, In::P3, In::P4, In::P5, In::P6];
/// From the attack on the east bank on.
pub const FROM_P2: &[In] = &[In::P2, In::P3, In::P4, In::P5, In::P6];
/// From the regrouping on.
pub const FROM_P3: &[In] = &[In::P3, In::P4, In::P5, In::P6];
/// From the attack on the west bank on.
pub const FROM_P4: &[In] = &[In::P4, In::P5, In::P6];

/// One sector as the table below gives it.
pub struct Row {
    pub ground: Ground,
    pub name: &'static str,
    pub holder: Who,
    pub role: SectorRole,
    pub state: SectorState,
    pub phases: &'static [In],
    /// Who supports in it; its holder then leads, and it is shared.
    pub supporting: &'static [Who],
    pub cells: &'static [Cell],
    pub notes: &'static str,
}

/// Every sector but the relief hub is made of cells.
pub const SECTORS: &[Row] = &[
    Row {
        ground: Ground::MosulDam,
        name: "Mosul Dam",
        holder: Who::Peshmerga,
        role: SectorRole::Hold,
        state: SectorState::Held,
        phases: ALL,
        supporting: &[],
        cells: &[Cell::MosulDam],
        notes: "The dam, Zumar and the road to the Syrian border.",
    },
    Row {
        ground: Ground::Nawaran,
        name: "Nawaran",
        holder: Who::Peshmerga,
        role: SectorRole::Hold,
        state: SectorState::Held,
        phases: ALL,
        supporting: &[Who::Army, Who::Coalition],
        cells: &[Cell::Nawaran],
        notes: "The 16th Division waits here for Tel Kaif.",
    },
    Row {
        ground: Ground::BashiqaLine,
        name: "Bashiqa line",
        holder: Who::Peshmerga,
        role: SectorRole::Hold,
        state: SectorState::Held,
        phases: ALL,
        supporting: &[Who::Turkey, Who::Coalition],
        cells: &[Cell::BashiqaLine],
        notes: "Up to the line of 16 October.",
    },
    Row {
        ground: Ground::Khazir,
        name: "Khazir",
        holder: Who::Peshmerga,
        role: SectorRole::Hold,
        state: SectorState::Held,
        phases: ALL,
        supporting: &[Who::Cts, Who::Coalition, Who::Ngo],
        cells: &[Cell::Khazir],
        notes: "Base of the eastern axis before H-hour; most of the camps.",
    },
    Row {
        ground: Ground::Gwer,
        name: "Gwer",
        holder: Who::Peshmerga,
        role: SectorRole::Hold,
        state: SectorState::Held,
        phases: ALL,
        supporting: &[Who::Army, Who::Coalition],
        cells: &[Cell::Gwer],
        notes: "Base of the southeastern axis before H-hour; south of the seam to Hamdaniya.",
    },
    Row {
        ground: Ground::Makhmur,
        name: "Makhmur",
        holder: Who::Peshmerga,
        role: SectorRole::Hold,
        state: SectorState::Held,
        phases: ALL,
        supporting: &[Who::Army, Who::Coalition],
        cells: &[Cell::Makhmur],
        notes: "Base of the 15th Division before H-hour.",
    },
    Row {
        ground: Ground::SinjarRoad,
        name: "Sinjar road",
        holder: Who::Peshmerga,
        role: SectorRole::Hold,
        state: SectorState::Held,
        phases: ALL,
        supporting: &[],
        cells: &[Cell::SinjarRoad],
        notes: "The Peshmerga of Sinjar.",
    },
    Row {
        ground: Ground::BashiqaFront,
        name: "Bashiqa front",
        holder: Who::Peshmerga,
        role: SectorRole::Hold,
        state: SectorState::Claimed,
        phases: FROM_P1,
        supporting: &[Who::Coalition],
        cells: &[Cell::BashiqaAdvance],
        notes: "From the line of 16 October to the trench, 5 to 6 km short of the city.",
    },
    Row {
        ground: Ground::KhazirFront,
        name: "Khazir front",
        holder: Who::Peshmerga,
        role: SectorRole::Hold,
        state: SectorState::Claimed,
        phases: FROM_P1,
        supporting: &[Who::Cts, Who::Coalition],
        cells: &[Cell::KhazirAdvance],
        notes: "From the line of 16 October to the trench east of Bartella.",
    },
    Row {
        ground: Ground::Qayyarah,
        name: "Qayyarah",
        holder: Who::Army,
        role: SectorRole::Hold,
        state: SectorState::Held,
        phases: ALL,
        supporting: &[
            Who::FederalPolice,
            Who::Erd,
            Who::Pmf,
            Who::NinewaPolice,
            Who::Coalition,
        ],
        cells: &[Cell::Qayyarah],
        notes: "Base of the southern axis: airfield and bridge.",
    },
    Row {
        ground: Ground::HajjAli,
        name: "Hajj Ali",
        holder: Who::Tribal,
        role: SectorRole::Hold,
        state: SectorState::Held,
        phases: ALL,
        supporting: &[Who::Army, Who::Coalition],
        cells: &[Cell::HajjAli],
        notes: "East bank opposite Qayyarah.",
    },
    Row {
        ground: Ground::Shura,
        name: "Shura",
        holder: Who::FederalPolice,
        role: SectorRole::Hold,
        state: SectorState::Agreed,
        phases: &[In::P1, In::P2],
        supporting: &[Who::Erd, Who::Coalition],
        cells: &[Cell::Shura],
        notes: "Cleared by 29 October; the police leave it for Hammam al-Alil.",
    },
    Row {
        ground: Ground::ShuraLate,
        name: "Shura, tribal",
        holder: Who::Tribal,
        role: SectorRole::Hold,
        state: SectorState::Planned,
        phases: FROM_P4,
        supporting: &[Who::NinewaPolice],
        cells: &[Cell::Shura],
        notes: "Taken over from P4 only; nobody was named for P3.",
    },
    Row {
        ground: Ground::Hammam,
        name: "Hammam al-Alil",
        holder: Who::FederalPolice,
        role: SectorRole::Hold,
        state: SectorState::Agreed,
        phases: FROM_P2,
        supporting: &[Who::Erd, Who::Cts, Who::Army, Who::NinewaPolice, Who::Coalition],
        cells: &[Cell::Hammam],
        notes: "Base of the southern axis from 8 November on; reception and screening.",
    },
    Row {
        ground: Ground::Hamdaniya,
        name: "Hamdaniya",
        holder: Who::Army,
        role: SectorRole::Hold,
        state: SectorState::Agreed,
        phases: FROM_P1,
        supporting: &[Who::Army, Who::Npu, Who::Coalition],
        cells: &[Cell::Hamdaniya],
        notes: "The 9th Armoured Division from 22 October on; to the Plain units from P3.",
    },
    Row {
        ground: Ground::Bartella,
        name: "Bartella",
        holder: Who::Cts,
        role: SectorRole::Hold,
        state: SectorState::Agreed,
        phases: FROM_P1,
        supporting: &[Who::Coalition],
        cells: &[Cell::Bartella],
        notes: "Taken on 21 October; its brigades leave for the west bank in P4.",
    },
    Row {
        ground: Ground::TelKaif,
        name: "Tel Kaif",
        holder: Who::Army,
        role: SectorRole::Hold,
        state: SectorState::Agreed,
        phases: FROM_P3,
        supporting: &[Who::Npu, Who::Coalition],
        cells: &[Cell::TelKaif],
        notes: "Cleared by 19 January.",
    },
    Row {
        ground: Ground::EastNorth,
        name: "East Mosul north",
        holder: Who::Cts,
        role: SectorRole::Assault,
        state: SectorState::Agreed,
        phases: &[In::P2],
        supporting: &[Who::Coalition],
        cells: &[Cell::EastNorth],
        notes: "Gogjali on 1 November, then quarter by quarter to the river.",
    },
    Row {
        ground: Ground::EastSouth,
        name: "East Mosul south",
        holder: Who::Army,
        role: SectorRole::Assault,
        state: SectorState::Agreed,
        phases: &[In::P2],
        supporting: &[Who::Coalition, Who::Erd],
        cells: &[Cell::EastSouth],
        notes: "The 9th Armoured Division's axis.",
    },
    Row {
        ground: Ground::East,
        name: "East Mosul",
        holder: Who::Army,
        role: SectorRole::Hold,
        state: SectorState::Agreed,
        phases: FROM_P3,
        supporting: &[Who::Army, Who::Cts, Who::NinewaPolice, Who::Coalition],
        cells: &[Cell::EastNorth, Cell::EastSouth],
        notes: "Declared cleared on 24 January; to the police from P4.",
    },
    Row {
        ground: Ground::WestSouth,
        name: "West Mosul south",
        holder: Who::FederalPolice,
        role: SectorRole::Assault,
        state: SectorState::Agreed,
        phases: &[In::P4],
        supporting: &[Who::Erd, Who::Coalition],
        cells: &[Cell::WestSouth],
        notes: "The airport, then the southern quarters.",
    },
    Row {
        ground: Ground::WestSouthLate,
        name: "West Mosul south, widened",
        holder: Who::FederalPolice,
        role: SectorRole::Assault,
        state: SectorState::Claimed,
        phases: &[In::P5],
        supporting: &[Who::Erd, Who::Coalition],
        cells: &[Cell::WestSouth, Cell::Lanes],
        notes: "Drawn by the Federal Police with the market lanes at the Old City's southern edge.",
    },
    Row {
        ground: Ground::WestNorth,
        name: "West Mosul northwest",
        holder: Who::Cts,
        role: SectorRole::Assault,
        state: SectorState::Agreed,
        phases: &[In::P4, In::P5],
        supporting: &[Who::Army, Who::Coalition],
        cells: &[Cell::WestNorth],
        notes: "From the northwest from 4 May on.",
    },
    Row {
        ground: Ground::OldCity,
        name: "Old City",
        holder: Who::Cts,
        role: SectorRole::Assault,
        state: SectorState::Agreed,
        phases: &[In::P5],
        supporting: &[Who::Coalition],
        cells: &[Cell::OldCityCore, Cell::Lanes],
        notes: "From 18 June on.",
    },
    Row {
        ground: Ground::West,
        name: "West Mosul",
        holder: Who::FederalPolice,
        role: SectorRole::Stabilise,
        state: SectorState::Planned,
        phases: &[In::P6],
        supporting: &[Who::Cts, Who::Erd, Who::Army, Who::NinewaPolice, Who::Coalition],
        cells: &[Cell::WestSouth, Cell::WestNorth, Cell::OldCityCore, Cell::Lanes],
        notes: "Declared retaken on 10 July 2017.",
    },
    Row {
        ground: Ground::TelAbtah,
        name: "Tel Abtah",
        holder: Who::Pmf,
        role: SectorRole::Screen,
        state: SectorState::Held,
        phases: FROM_P2,
        supporting: &[],
        cells: &[Cell::TelAbtah],
        notes: "The PMF's western axis from 29 October on.",
    },
    Row {
        ground: Ground::Airbase,
        name: "Tal Afar airbase",
        holder: Who::Pmf,
        role: SectorRole::Hold,
        state: SectorState::Held,
        phases: FROM_P2,
        supporting: &[],
        cells: &[Cell::Airbase],
        notes: "Reached on 16 November.",
    },
    Row {
        ground: Ground::TalAfar,
        name: "Tal Afar",
        holder: Who::Pmf,
        role: SectorRole::Screen,
        state: SectorState::Planned,
        phases: FROM_P2,
        supporting: &[],
        cells: &[Cell::TalAfar],
        notes: "Planned for the PMF; reassigned to the Army on 23 November.",
    },
    Row {
        ground: Ground::Badush,
        name: "Badush",
        holder: Who::Army,
        role: SectorRole::Hold,
        state: SectorState::Planned,
        phases: FROM_P4,
        supporting: &[Who::Pmf, Who::Coalition],
        cells: &[Cell::Badush],
        notes: "The 9th Armoured Division closes the northwest.",
    },
    Row {
        ground: Ground::ReliefHub,
        name: "Khazir relief hub",
        holder: Who::Un,
        role: SectorRole::Humanitarian,
        state: SectorState::Agreed,
        phases: ALL,
        supporting: &[],
        cells: &[],
        notes: "Stores and offices; a layer over Khazir.",
    },
    Row {
        ground: Ground::IsilBelt,
        name: "ISIL, Mosul and its surroundings",
        holder: Who::Isil,
        role: SectorRole::Hold,
        state: SectorState::Held,
        phases: &[In::P0],
        supporting: &[],
        cells: &[
            Cell::BashiqaAdvance,
            Cell::KhazirAdvance,
            Cell::Bartella,
            Cell::Hamdaniya,
            Cell::Shura,
            Cell::Hammam,
            Cell::TelAbtah,
            Cell::Airbase,
            Cell::TalAfar,
            Cell::Badush,
            Cell::TelKaif,
            Cell::EastNorth,
            Cell::EastSouth,
            Cell::WestSouth,
            Cell::WestNorth,
            Cell::OldCityCore,
            Cell::Lanes,
        ],
        notes: "Adversary-held ground at the start.",
    },
    Row {
        ground: Ground::IsilMosul,
        name: "ISIL, Mosul and the west",
        holder: Who::Isil,
        role: SectorRole::Hold,
        state: SectorState::Held,
        phases: &[In::P1],
        supporting: &[],
        cells: &[
            Cell::Hammam,
            Cell::TelAbtah,
            Cell::Airbase,
            Cell::TalAfar,
            Cell::Badush,
            Cell::TelKaif,
            Cell::EastNorth,
            Cell::EastSouth,
            Cell::WestSouth,
            Cell::WestNorth,
            Cell::OldCityCore,
            Cell::Lanes,
        ],
        notes: "Adversary-held.",
    },
    Row {
        ground: Ground::IsilWest,
        name: "ISIL, west bank and Tel Kaif",
        holder: Who::Isil,
        role: SectorRole::Hold,
        state: SectorState::Held,
        phases: &[In::P2],
        supporting: &[],
        cells: &[
            Cell::Badush,
            Cell::TelKaif,
            Cell::WestSouth,
            Cell::WestNorth,
            Cell::OldCityCore,
            Cell::Lanes,
        ],
        notes: "Adversary-held.",
    },
    Row {
        ground: Ground::IsilWestBank,
        name: "ISIL, west bank",
        holder: Who::Isil,
        role: SectorRole::Hold,
        state: SectorState::Held,
        phases: &[In::P3],
        supporting: &[],
        cells: &[
            Cell::Badush,
            Cell::WestSouth,
            Cell::WestNorth,
            Cell::OldCityCore,
            Cell::Lanes,
        ],
        notes: "Adversary-held.",
    },
    Row {
        ground: Ground::IsilOldCity,
        name: "ISIL, Old City",
        holder: Who::Isil,
        role: SectorRole::Hold,
        state: SectorState::Held,
        phases: &[In::P4],
        supporting: &[],
        cells: &[Cell::OldCityCore, Cell::Lanes],
        notes: "Adversary-held.",
    },
];

/// The relief hub inside Khazir: a layer over it.
const RELIEF_HUB: &[entente::geometry::Position] = &[
    at(36.3560, 43.6250),
    at(36.3560, 43.6480),
    at(36.3380, 43.6480),
    at(36.3380, 43.6250),
];

/// Adds every sector. Needs stakeholders and phases.
pub fn add(draft: &mut Draft) -> anyhow::Result<()> {
    for row in SECTORS {
        let area = if row.cells.is_empty() {
            entente::geometry::Area::from_outer(RELIEF_HUB.to_vec())
        } else {
            outline(row.cells)?
        };
        let mut sector = Sector::new(area);
        sector.name = row.name.into();
        sector.holder = Some(row.holder.id());
        sector.role = row.role;
        sector.state = row.state;
        sector.when = during(row.phases.iter().copied());
        if !row.supporting.is_empty() {
            sector.shared = true;
            sector.lead = Some(row.holder.id());
            sector.supporting = row.supporting.iter().map(|who| who.id()).collect();
        }
        sector.notes = row.notes.into();
        draft.add(row.ground, sector)?;
    }
    Ok(())
}

/// Passes ground on. Needs control measures.
pub fn hand_over(draft: &mut Draft) -> anyhow::Result<()> {
    // Neither accepted nor prepared: T02 will say so.
    draft.change(Ground::TalAfar, |sector: &mut Sector| {
        sector.handovers = vec![Handover::new(Who::Army.id(), REASSIGNED)];
    })?;
    let settled = [
        (Ground::Hamdaniya, Who::Npu, REGROUP, Mark::HamdaniyaContact),
        (Ground::East, Who::NinewaPolice, WEST_BANK, Mark::EastContact),
    ];
    for (ground, to, minute, point) in settled {
        draft.change(ground, |sector: &mut Sector| {
            sector.handovers = vec![Handover {
                contact_point: Some(point.id()),
                liaison: vec![Who::Army.id(), to.id()],
                accepted: true,
                ..Handover::new(to.id(), minute)
            }];
        })?;
    }
    Ok(())
}
