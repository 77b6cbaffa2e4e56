//! Who answers for which ground, phase by phase. Boundaries are `boundaries`'.
//!
//! Planted here: South reaches over the river (A01), Halabsa is nobody's in P1 (A04), the industrial
//! quarter has no holder (A05), and Amiriyah's trace of the river is off (A02).

use entente::geometry::Position;
use entente::model::{Handover, Minute, Sector, SectorRole, SectorState, When};

use crate::draft::{DAY, Draft, during};
use crate::ground::{
    AMIRIYAH_TRACE, Along, BRIDGEHEAD, Back, CITY_EDGE_ASKARI, CITY_EDGE_EAST, CITY_EDGE_JOLAN,
    CITY_EDGE_SINAI, CITY_EDGE_SOUTH, EAST_AMIRIYAH, EAST_EDGE_AMIRIYAH, EAST_EDGE_EAST, EAST_EDGE_GARMA,
    EAST_WEST_BANK, GARMA_EAST_EASTERN, GARMA_EAST_WESTERN, GARMA_SPLIT, HABBANIYAH_HALABSA,
    HABBANIYAH_NORTHWEST, HABBANIYAH_WEST_BANK, HALABSA_WEST_BANK, HIGHWAY_TEN_EAST, HIGHWAY_TEN_WEST,
    JOLAN_ASKARI, NAIMIYAH_EAST, NAIMIYAH_WEST_BANK, NORTH_EDGE_GARMA, NORTH_EDGE_HABBANIYAH,
    NORTH_EDGE_NORTHEAST, NORTH_EDGE_NORTHWEST, NORTHEAST_EAST, NORTHEAST_GARMA_FAR, NORTHEAST_GARMA_NEAR,
    NORTHEAST_NAIMIYAH, NORTHEAST_SPLIT, NORTHWEST_HALABSA, NORTHWEST_NORTHEAST_FAR,
    NORTHWEST_NORTHEAST_NEAR, RIVER_CENTRE, RIVER_JOLAN, RIVER_SOUTHERN, SINAI_WEST, SOUTH_EDGE_AMIRIYAH,
    SOUTH_EDGE_HABBANIYAH, SOUTH_EDGE_WEST_BANK, SOUTHERN_EAST, SOUTHERN_WEST, WEST_BANK_AMIRIYAH_MIDDLE,
    WEST_BANK_AMIRIYAH_NORTH, WEST_BANK_AMIRIYAH_SOUTH, WEST_EDGE, Walk, area, at,
};
use crate::keys::{Ground, In, Who};

/// The minute the PMF hand Garma over: 28 May.
pub const GARMA_HANDOVER: Minute = 5 * DAY;
/// How long before it both hold Garma.
pub const GARMA_OVERLAP: u32 = 12 * 60;
/// The first minute of the last phase, when the police take over city and south.
pub const STABILISE: Minute = 35 * DAY;

/// Every phase.
pub const ALL: &[In] = &[In::P0, In::P1, In::P2, In::P3, In::P4, In::P5];
/// From H-hour on.
pub const FROM_P1: &[In] = &[In::P1, In::P2, In::P3, In::P4, In::P5];
/// From the break-in on.
pub const FROM_P2: &[In] = &[In::P2, In::P3, In::P4, In::P5];
/// From the clearing of the northwest on.
pub const FROM_P4: &[In] = &[In::P4, In::P5];

/// One sector as the table below gives it.
struct Row {
    ground: Ground,
    name: &'static str,
    holder: Option<Who>,
    role: SectorRole,
    state: SectorState,
    phases: &'static [In],
    /// Who supports in it; its holder then leads, and it is shared.
    supporting: &'static [Who],
    ring: &'static [Walk],
    notes: &'static str,
}

/// South's edge in the sample, with the hospital and the bridgeheads beyond the river.
const SOUTH_BEYOND: &[Walk] = &[
    Along(BRIDGEHEAD),
    Along(HIGHWAY_TEN_WEST),
    Along(HIGHWAY_TEN_EAST),
    Along(CITY_EDGE_EAST),
    Along(CITY_EDGE_SINAI),
    Along(CITY_EDGE_SOUTH),
    Back(RIVER_SOUTHERN),
];
/// South's edge as agreed: the river.
pub const SOUTH_TO_THE_RIVER: &[Walk] = &[
    Back(RIVER_CENTRE),
    Along(HIGHWAY_TEN_WEST),
    Along(HIGHWAY_TEN_EAST),
    Along(CITY_EDGE_EAST),
    Along(CITY_EDGE_SINAI),
    Along(CITY_EDGE_SOUTH),
    Back(RIVER_SOUTHERN),
];
const AMIRIYAH_OWN_TRACE: &[Walk] = &[
    Along(EAST_AMIRIYAH),
    Along(WEST_BANK_AMIRIYAH_NORTH),
    Along(AMIRIYAH_TRACE),
    Along(WEST_BANK_AMIRIYAH_SOUTH),
    Back(SOUTH_EDGE_AMIRIYAH),
    Back(EAST_EDGE_AMIRIYAH),
];
/// Amiriyah's edge as agreed: the river as the West bank drew it.
pub const AMIRIYAH_COMMON_TRACE: &[Walk] = &[
    Along(EAST_AMIRIYAH),
    Along(WEST_BANK_AMIRIYAH_NORTH),
    Along(WEST_BANK_AMIRIYAH_MIDDLE),
    Along(WEST_BANK_AMIRIYAH_SOUTH),
    Back(SOUTH_EDGE_AMIRIYAH),
    Back(EAST_EDGE_AMIRIYAH),
];
/// The relief hub inside Amiriyah: a layer over it.
const RELIEF_HUB: &[Position] = &[
    at(33.1640, 43.8560),
    at(33.1640, 43.8900),
    at(33.1420, 43.8900),
    at(33.1420, 43.8560),
    at(33.1640, 43.8560),
];

const SECTORS: &[Row] = &[
    Row {
        ground: Ground::South,
        name: "South",
        holder: Some(Who::Cts),
        role: SectorRole::Assault,
        state: SectorState::Planned,
        phases: &[In::P3],
        supporting: &[Who::Erd],
        ring: SOUTH_BEYOND,
        notes: "Drawn by the Golden Division with the hospital and both western bridgeheads.",
    },
    Row {
        ground: Ground::SouthBreakIn,
        name: "South break-in",
        holder: Some(Who::Cts),
        role: SectorRole::Assault,
        state: SectorState::Agreed,
        phases: &[In::P2],
        supporting: &[Who::Erd],
        ring: &[
            Along(SOUTHERN_WEST),
            Along(SOUTHERN_EAST),
            Along(CITY_EDGE_SINAI),
            Along(CITY_EDGE_SOUTH),
            Back(RIVER_SOUTHERN),
        ],
        notes: "Jubail, Shuhada, the southern part of Nazzal and the industrial quarter.",
    },
    Row {
        ground: Ground::FallujahWest,
        name: "Fallujah west",
        holder: Some(Who::Cts),
        role: SectorRole::Hold,
        state: SectorState::Planned,
        phases: FROM_P4,
        supporting: &[Who::Erd],
        ring: &[
            Along(CITY_EDGE_JOLAN),
            Along(JOLAN_ASKARI),
            Along(HIGHWAY_TEN_EAST),
            Along(CITY_EDGE_EAST),
            Back(SOUTHERN_EAST),
            Along(SINAI_WEST),
            Along(CITY_EDGE_SOUTH),
            Back(RIVER_SOUTHERN),
            Back(RIVER_CENTRE),
            Back(RIVER_JOLAN),
        ],
        notes: "Jolan, the centre and the southern quarters; to the police from P5.",
    },
    Row {
        ground: Ground::Naimiyah,
        name: "Naimiyah",
        holder: Some(Who::Cts),
        role: SectorRole::Hold,
        state: SectorState::Agreed,
        phases: FROM_P1,
        supporting: &[Who::Erd, Who::Coalition],
        ring: &[
            Along(NORTHEAST_NAIMIYAH),
            Back(NAIMIYAH_EAST),
            Back(NAIMIYAH_WEST_BANK),
            Back(CITY_EDGE_SOUTH),
            Back(CITY_EDGE_SINAI),
            Back(CITY_EDGE_EAST),
        ],
        notes: "The base of the southern axis; to the police from P5.",
    },
    Row {
        ground: Ground::IndustrialQuarter,
        name: "Industrial quarter",
        holder: None,
        role: SectorRole::Hold,
        state: SectorState::Planned,
        phases: FROM_P4,
        supporting: &[],
        ring: &[Along(SOUTHERN_EAST), Along(CITY_EDGE_SINAI), Back(SINAI_WEST)],
        notes: "Cleared on 17 June; nobody was named to hold it.",
    },
    Row {
        ground: Ground::Northwest,
        name: "Northwest",
        holder: Some(Who::Pmf),
        role: SectorRole::Screen,
        state: SectorState::Claimed,
        phases: FROM_P1,
        supporting: &[],
        ring: &[
            Along(NORTH_EDGE_NORTHWEST),
            Along(NORTHWEST_NORTHEAST_FAR),
            Along(NORTHWEST_NORTHEAST_NEAR),
            Along(RIVER_JOLAN),
            Along(RIVER_CENTRE),
            Back(NORTHWEST_HALABSA),
            Back(HABBANIYAH_NORTHWEST),
        ],
        notes: "Saqlawiyah, Albu Shajal and the peninsula opposite the city. By the understanding the PMF \
                stay west of the river.",
    },
    Row {
        ground: Ground::GarmaEast,
        name: "Garma east",
        holder: Some(Who::Pmf),
        role: SectorRole::Screen,
        state: SectorState::Held,
        phases: &[In::P0],
        supporting: &[],
        ring: &[
            Along(NORTH_EDGE_GARMA),
            Along(EAST_EDGE_GARMA),
            Back(GARMA_EAST_EASTERN),
            Back(GARMA_SPLIT),
            Back(NORTHEAST_GARMA_FAR),
        ],
        notes: "Where the PMF gathered from 17 May on.",
    },
    Row {
        ground: Ground::Garma,
        name: "Garma",
        holder: Some(Who::Pmf),
        role: SectorRole::Hold,
        state: SectorState::Agreed,
        phases: FROM_P1,
        supporting: &[],
        ring: &[
            Along(NORTH_EDGE_GARMA),
            Along(EAST_EDGE_GARMA),
            Back(GARMA_EAST_EASTERN),
            Back(GARMA_EAST_WESTERN),
            Back(NORTHEAST_GARMA_NEAR),
            Back(NORTHEAST_GARMA_FAR),
        ],
        notes: "Taken by the PMF from 23 May, handed to the Army and tribesmen on 28 May.",
    },
    Row {
        ground: Ground::Northeast,
        name: "Northeast",
        holder: Some(Who::FederalPolice),
        role: SectorRole::Hold,
        state: SectorState::Agreed,
        phases: FROM_P1,
        supporting: &[],
        ring: &[
            Along(NORTH_EDGE_NORTHEAST),
            Along(NORTHEAST_GARMA_FAR),
            Along(NORTHEAST_GARMA_NEAR),
            Back(NORTHEAST_EAST),
            Back(NORTHEAST_NAIMIYAH),
            Back(CITY_EDGE_ASKARI),
            Back(CITY_EDGE_JOLAN),
            Back(NORTHWEST_NORTHEAST_NEAR),
            Back(NORTHWEST_NORTHEAST_FAR),
        ],
        notes: "Sajar, the railway and the city's northern edge.",
    },
    Row {
        ground: Ground::NortheastLine,
        name: "Northeast line",
        holder: Some(Who::FederalPolice),
        role: SectorRole::Hold,
        state: SectorState::Held,
        phases: &[In::P0],
        supporting: &[],
        ring: &[
            Along(NORTH_EDGE_NORTHEAST),
            Along(NORTHEAST_GARMA_FAR),
            Back(NORTHEAST_SPLIT),
            Back(NORTHWEST_NORTHEAST_FAR),
        ],
        notes: "",
    },
    Row {
        ground: Ground::Askari,
        name: "Askari",
        holder: Some(Who::FederalPolice),
        role: SectorRole::Hold,
        state: SectorState::Agreed,
        phases: FROM_P4,
        supporting: &[],
        ring: &[
            Along(CITY_EDGE_ASKARI),
            Back(HIGHWAY_TEN_EAST),
            Back(JOLAN_ASKARI),
        ],
        notes: "Askari, Dhubbat and Shurta, north of Highway 10.",
    },
    Row {
        ground: Ground::WestBank,
        name: "West bank",
        holder: Some(Who::Tribal),
        role: SectorRole::Hold,
        state: SectorState::Held,
        phases: ALL,
        supporting: &[],
        ring: &[
            Along(HALABSA_WEST_BANK),
            Along(NAIMIYAH_WEST_BANK),
            Along(EAST_WEST_BANK),
            Along(WEST_BANK_AMIRIYAH_NORTH),
            Along(WEST_BANK_AMIRIYAH_MIDDLE),
            Along(WEST_BANK_AMIRIYAH_SOUTH),
            Along(SOUTH_EDGE_WEST_BANK),
            Back(HABBANIYAH_WEST_BANK),
        ],
        notes: "",
    },
    Row {
        ground: Ground::Halabsa,
        name: "Halabsa",
        holder: Some(Who::Tribal),
        role: SectorRole::Hold,
        state: SectorState::Agreed,
        phases: FROM_P2,
        supporting: &[],
        ring: &[
            Along(NORTHWEST_HALABSA),
            Along(RIVER_SOUTHERN),
            Back(HALABSA_WEST_BANK),
            Back(HABBANIYAH_HALABSA),
        ],
        notes: "Between the river and the West bank; taken over from P2 only.",
    },
    Row {
        ground: Ground::Amiriyah,
        name: "Amiriyah",
        holder: Some(Who::AnbarPolice),
        role: SectorRole::Hold,
        state: SectorState::Held,
        phases: ALL,
        supporting: &[],
        ring: AMIRIYAH_OWN_TRACE,
        notes: "Receives the displaced.",
    },
    Row {
        ground: Ground::Habbaniyah,
        name: "Habbaniyah",
        holder: Some(Who::Army),
        role: SectorRole::Hold,
        state: SectorState::Held,
        phases: ALL,
        supporting: &[Who::Coalition],
        ring: &[
            Along(WEST_EDGE),
            Along(NORTH_EDGE_HABBANIYAH),
            Along(HABBANIYAH_NORTHWEST),
            Along(HABBANIYAH_HALABSA),
            Along(HABBANIYAH_WEST_BANK),
            Along(SOUTH_EDGE_HABBANIYAH),
        ],
        notes: "Taqaddum air base and the lake shore.",
    },
    Row {
        ground: Ground::East,
        name: "East",
        holder: Some(Who::Army),
        role: SectorRole::Hold,
        state: SectorState::Held,
        phases: ALL,
        supporting: &[Who::Cts, Who::Erd, Who::Coalition],
        ring: &[
            Along(NORTHEAST_EAST),
            Along(GARMA_EAST_WESTERN),
            Along(GARMA_EAST_EASTERN),
            Along(EAST_EDGE_EAST),
            Along(EAST_AMIRIYAH),
            Back(EAST_WEST_BANK),
            Along(NAIMIYAH_EAST),
        ],
        notes: "Camp Tariq and the road to Abu Ghraib: the base of the southern axis before H-hour.",
    },
    Row {
        ground: Ground::ReliefHub,
        name: "Amiriyah relief hub",
        holder: Some(Who::Un),
        role: SectorRole::Humanitarian,
        state: SectorState::Agreed,
        phases: ALL,
        supporting: &[],
        ring: &[Along(RELIEF_HUB)],
        notes: "Camps and stores; a layer over Amiriyah.",
    },
    Row {
        ground: Ground::IsilBelt,
        name: "ISIL pocket",
        holder: Some(Who::Isil),
        role: SectorRole::Hold,
        state: SectorState::Held,
        phases: &[In::P0],
        supporting: &[],
        ring: &[
            Along(NORTH_EDGE_NORTHWEST),
            Along(NORTHWEST_NORTHEAST_FAR),
            Along(NORTHEAST_SPLIT),
            Along(GARMA_SPLIT),
            Back(GARMA_EAST_WESTERN),
            Back(NORTHEAST_EAST),
            Back(NAIMIYAH_EAST),
            Back(NAIMIYAH_WEST_BANK),
            Back(HALABSA_WEST_BANK),
            Back(HABBANIYAH_HALABSA),
            Back(HABBANIYAH_NORTHWEST),
        ],
        notes: "Adversary-held ground at the start.",
    },
    Row {
        ground: Ground::IsilCity,
        name: "Fallujah city",
        holder: Some(Who::Isil),
        role: SectorRole::Hold,
        state: SectorState::Held,
        phases: &[In::P1],
        supporting: &[],
        ring: &[
            Along(CITY_EDGE_JOLAN),
            Along(CITY_EDGE_ASKARI),
            Along(CITY_EDGE_EAST),
            Along(CITY_EDGE_SINAI),
            Along(CITY_EDGE_SOUTH),
            Back(RIVER_SOUTHERN),
            Back(RIVER_CENTRE),
            Back(RIVER_JOLAN),
        ],
        notes: "Adversary-held.",
    },
    Row {
        ground: Ground::IsilCentre,
        name: "Centre and north",
        holder: Some(Who::Isil),
        role: SectorRole::Hold,
        state: SectorState::Held,
        phases: &[In::P2],
        supporting: &[],
        ring: &[
            Along(CITY_EDGE_JOLAN),
            Along(CITY_EDGE_ASKARI),
            Along(CITY_EDGE_EAST),
            Back(SOUTHERN_EAST),
            Back(SOUTHERN_WEST),
            Back(RIVER_CENTRE),
            Back(RIVER_JOLAN),
        ],
        notes: "Adversary-held.",
    },
    Row {
        ground: Ground::IsilNorth,
        name: "Jolan and north",
        holder: Some(Who::Isil),
        role: SectorRole::Hold,
        state: SectorState::Held,
        phases: &[In::P3],
        supporting: &[],
        ring: &[
            Along(CITY_EDGE_JOLAN),
            Along(CITY_EDGE_ASKARI),
            Back(HIGHWAY_TEN_EAST),
            Back(HIGHWAY_TEN_WEST),
            Back(RIVER_JOLAN),
        ],
        notes: "Adversary-held.",
    },
];

/// Adds every sector. Needs stakeholders and phases.
pub fn add(draft: &mut Draft) -> anyhow::Result<()> {
    for row in SECTORS {
        let mut sector = Sector::new(area(row.ring)?);
        sector.name = row.name.into();
        sector.holder = row.holder.map(Who::id);
        sector.role = row.role;
        sector.state = row.state;
        sector.when = phases(row.phases);
        if !row.supporting.is_empty() {
            sector.shared = true;
            sector.lead = row.holder.map(Who::id);
            sector.supporting = row.supporting.iter().map(|who| who.id()).collect();
        }
        sector.notes = row.notes.into();
        draft.add(row.ground, sector)?;
    }
    draft.change(Ground::Garma, |sector: &mut Sector| {
        // No contact point: T02 and B07 will say so.
        sector.handovers = vec![Handover {
            overlap_minutes: GARMA_OVERLAP,
            accepted: true,
            ..Handover::new(Who::Army.id(), GARMA_HANDOVER)
        }];
    })?;
    Ok(())
}

/// Returns the hand-over of a sector to the police at the last phase's start.
pub fn to_the_police(liaison: impl IntoIterator<Item = Who>) -> Handover {
    Handover {
        liaison: liaison.into_iter().map(Who::id).collect(),
        accepted: true,
        ..Handover::new(Who::AnbarPolice.id(), STABILISE)
    }
}

/// Returns the time of these phases.
pub fn phases(list: &[In]) -> When {
    during(list.iter().copied())
}
