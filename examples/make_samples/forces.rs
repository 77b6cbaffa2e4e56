//! Formations: places that others speak of, and how a row of the order of battle becomes a force.
//!
//! Who stands where is `order_of_battle`'s.

use entente::geometry::{Path, Position};
use entente::model::{
    Echelon, Force, Function, Minute, Mobility, Move, Placement, Posture, Symbol, Task, TaskKind, When,
};

use crate::draft::{Draft, during};
use crate::ground::at;
use crate::keys::{Ground, In, Unit, Who};
use crate::order_of_battle::FORCES;

/// Where the road from Camp Tariq crosses into Naimiyah.
pub const TARIQ_CROSSING: Position = at(33.3000, 43.8517);
/// Where the track from Garma enters the Northeast.
pub const GARMA_CROSSING: Position = at(33.4300, 43.8800);
/// Where it leaves it for the Northwest.
pub const SAJAR_CROSSING: Position = at(33.4400, 43.7720);
/// Where the Abu Ghraib road enters Garma.
pub const KARMA_ROAD_CROSSING: Position = at(33.3260, 43.9400);
/// Where the mortars stand in the agreed plan: their reach stays inside the Northwest.
pub const MORTARS_BACK: Position = at(33.4400, 43.7100);
/// Where the Badr battalion stands before and after.
pub const BADR_LINE: Position = at(33.4020, 43.7350);
/// Where the Kata'ib Hezbollah battalion stands before and after.
pub const KH_LINE: Position = at(33.4300, 43.7350);
/// Where the tribes hold Halabsa.
pub const HALABSA_POST: Position = at(33.3230, 43.7150);

/// When a force stands somewhere.
#[derive(Clone, Copy)]
pub enum Time {
    In(&'static [In]),
    Until(In, Minute),
    From(&'static [In], Minute),
}

/// One force as the order of battle gives it.
pub struct Row {
    pub unit: Unit,
    pub name: &'static str,
    pub who: Who,
    pub superior: Option<Unit>,
    pub function: Function,
    pub echelon: Echelon,
    pub personnel: u32,
    pub mobility: Mobility,
    pub posture: Posture,
    pub sector: Option<Ground>,
    pub stands: &'static [(Position, Time)],
    pub marches: &'static [(&'static [Position], Minute, Minute)],
}

/// Adds every force. Needs stakeholders and sectors; a superior stands before those under it.
pub fn add(draft: &mut Draft) -> anyhow::Result<()> {
    for row in FORCES {
        let mut force = Force::new();
        force.name = row.name.into();
        force.stakeholder = Some(row.who.id());
        force.superior = row.superior.map(Unit::id);
        force.symbol = Symbol {
            function: row.function,
            echelon: Some(row.echelon),
            headquarters: row.function == Function::Headquarters,
            ..Symbol::default()
        };
        force.personnel = Some(row.personnel);
        force.mobility = row.mobility;
        force.posture = row.posture;
        force.sector = row.sector.map(Ground::id);
        force.placements = row.stands.iter().map(placement).collect();
        force.moves = row
            .marches
            .iter()
            .map(|(path, start, end)| Move::new(Path::new(path.to_vec()), *start, *end))
            .collect();
        draft.add(row.unit, force)?;
    }
    draft.change(Unit::MortarBattery, |force: &mut Force| {
        force.max_range_m = Some(5_000);
    })?;
    // They are to relieve each other at Garma, and no point is named: B07 and T02 will say so.
    draft.change(Unit::BaghdadSecond, |force: &mut Force| {
        force.task = Some(Task::new(TaskKind::Relief, Unit::GarmaBrigade.id()));
    })
}

fn placement((at, time): &(Position, Time)) -> Placement {
    let when = match *time {
        Time::In(list) => during(list.iter().copied()),
        Time::Until(phase, until) => When {
            until: Some(until),
            ..during([phase])
        },
        Time::From(list, from) => When {
            from: Some(from),
            ..during(list.iter().copied())
        },
    };
    Placement {
        when,
        ..Placement::new(*at)
    }
}
