//! How a row of the table of responsibility becomes a sector, and how ground is handed over.
//!
//! Planted here: Tal Afar is reassigned in the middle of P2 (T02). Boundaries are `boundaries`'.

use entente::geometry::{Area, Position};
use entente::model::{Handover, Minute, Sector, SectorRole, SectorState};

use super::cells::Cell;
use super::keys::{Ground, In, Mark, Who};
use super::mesh::outline;
use super::responsibility::SECTORS;
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

/// The relief hub inside Khazir: a layer over it.
const RELIEF_HUB: &[Position] = &[
    at(36.3560, 43.6250),
    at(36.3560, 43.6480),
    at(36.3380, 43.6480),
    at(36.3380, 43.6250),
];

/// Adds every sector. Needs stakeholders and phases.
pub fn add(draft: &mut Draft) -> anyhow::Result<()> {
    for row in SECTORS {
        let area = if row.cells.is_empty() {
            Area::from_outer(RELIEF_HUB.to_vec())
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
