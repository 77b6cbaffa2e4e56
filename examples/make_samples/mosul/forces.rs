//! How a row of the order of battle becomes a force.
//!
//! Who stands where is said by `kurdish`, `federal` and `western`.

use entente::geometry::{Path, Position};
use entente::model::{
    Echelon, Force, Function, Minute, Mobility, Move, Placement, Posture, Symbol, Task, TaskKind, When,
};

use super::keys::{Ground, In, Mark, Unit, Who};
use super::{federal, kurdish, western};
use crate::draft::{Draft, during};

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

/// How far the PMF's rockets reach, metres: over the Sinjar road (F07), short of the sectors of others.
const ROCKET_RANGE_M: u32 = 8_000;

/// Adds every force. Needs stakeholders, sectors and measures.
pub fn add(draft: &mut Draft) -> anyhow::Result<()> {
    let lists = [kurdish::FORCES, federal::FORCES, western::FORCES];
    lists
        .into_iter()
        .flatten()
        .try_for_each(|row| add_force(draft, row))?;
    draft.change(Unit::PmfRockets, |force: &mut Force| {
        force.max_range_m = Some(ROCKET_RANGE_M);
    })?;
    let relief = |with: Unit| Task {
        at: Some(Mark::ReliefContact.id()),
        ..Task::new(TaskKind::Relief, with.id())
    };
    draft.change(Unit::NinewaRegiment, |force: &mut Force| {
        force.task = Some(relief(Unit::ArmouredSecond));
    })?;
    draft.change(Unit::PlainSecond, |force: &mut Force| {
        force.task = Some(Task {
            at: Some(Mark::HamdaniyaContact.id()),
            ..Task::new(TaskKind::Relief, Unit::NinetySecond.id())
        });
    })
}

fn add_force(draft: &mut Draft, row: &Row) -> anyhow::Result<()> {
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
    draft.add(row.unit, force)
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
