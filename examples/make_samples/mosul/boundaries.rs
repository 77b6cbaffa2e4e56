//! The boundaries between sectors, made of the very edges that their cells share.
//!
//! For each two sectors, each stretch of time in which both have the same holders is a boundary. Planted
//! here: one is left out (B01), the sides of another are swapped (B02). Who holds what is `sectors`'.

use entente::geometry::Path;
use entente::model::{
    Boundary, BoundaryKind, Echelon, Id, Minute, RelationState, Sector, SectorRole, Stakeholder,
    StakeholderKind, When,
};

use super::keys::{Ground, Who};
use super::mesh::shared;
use super::responsibility::SECTORS;
use super::sectors::Row;
use crate::draft::Draft;
use crate::keys::ordered_id;

/// Planted, B01: the PMF and the Army draw no boundary between the airbase and Badush.
const LEFT_OUT: [Ground; 2] = [Ground::Airbase, Ground::Badush];
/// Planted, B02: left and right are swapped.
const SWAPPED: [Ground; 2] = [Ground::Qayyarah, Ground::HajjAli];

/// A stretch of time in which two sectors have the same holders.
struct Stretch {
    holders: [Id<Stakeholder>; 2],
    when: When,
    from: Minute,
}

/// Adds every boundary. Needs sectors, handovers and forces: the echelon marks come from those.
pub fn add(draft: &mut Draft) -> anyhow::Result<()> {
    let mut number = 0;
    for (place, one) in SECTORS.iter().enumerate() {
        for other in SECTORS.iter().skip(place + 1) {
            if [one.ground, other.ground] == LEFT_OUT || !is_primary(one) || !is_primary(other) {
                continue;
            }
            let stretches = stretches(draft, [one.ground.id(), other.ground.id()]);
            if stretches.is_empty() {
                continue;
            }
            for path in shared(one.cells, other.cells)? {
                for stretch in &stretches {
                    add_boundary(draft, (one, other), &path, stretch, number)?;
                    number += 1;
                }
            }
        }
    }
    Ok(())
}

const fn is_primary(row: &Row) -> bool {
    !matches!(row.role, SectorRole::Humanitarian) && !matches!(row.holder, Who::Isil)
}

fn add_boundary(
    draft: &mut Draft,
    (one, other): (&Row, &Row),
    path: &Path,
    stretch: &Stretch,
    number: u64,
) -> anyhow::Result<()> {
    // The first sector is walked clockwise: it is on the right.
    let [right, left] = stretch.holders;
    let mut boundary = Boundary::new(path.clone());
    boundary.name = format!("{} – {}", one.name, other.name);
    let taken = draft
        .plan
        .boundaries
        .iter()
        .any(|(_, known)| known.name.starts_with(&boundary.name));
    if taken {
        boundary.name = format!("{}, from day {}", boundary.name, stretch.from.div_euclid(1_440));
    }
    let swapped = [one.ground, other.ground] == SWAPPED;
    boundary.left = Some(if swapped { right } else { left });
    boundary.right = Some(if swapped { left } else { right });
    boundary.inclusive_to = Some(right);
    boundary.between = Some([one.ground.id(), other.ground.id()]);
    boundary.echelon = Some(echelon_of(draft, [one.ground.id(), other.ground.id()]));
    boundary.when = stretch.when.clone();
    if stands_apart(draft, stretch.holders) {
        boundary.kind = BoundaryKind::Separation;
    }
    let id: Id<Boundary> = ordered_id("Boundary", number, &boundary.name);
    draft.add(id, boundary)
}

/// Returns who holds a sector from a minute on.
fn holder_at(sector: &Sector, minute: Minute) -> Option<Id<Stakeholder>> {
    let passed = sector.handovers.iter().filter(|handover| handover.at <= minute);
    passed
        .max_by_key(|handover| handover.at)
        .map(|handover| handover.to)
        .or(sector.holder)
}

/// Returns the stretches in which two sectors are both there with different holders, in order.
fn stretches(draft: &Draft, ids: [Id<Sector>; 2]) -> Vec<Stretch> {
    let [Some(one), Some(other)] = ids.map(|id| draft.plan.sectors.get(id)) else {
        return Vec::new();
    };
    let changes: Vec<Minute> = one
        .handovers
        .iter()
        .chain(&other.handovers)
        .map(|handover| handover.at)
        .collect();
    let mut found: Vec<Stretch> = Vec::new();
    for (phase, row) in draft.plan.phases_in_order() {
        let (Some(end), true) = (
            row.end,
            one.when.phases.contains(&phase) && other.when.phases.contains(&phase),
        ) else {
            continue;
        };
        let mut cuts = vec![row.start, end];
        cuts.extend(changes.iter().filter(|at| row.start < **at && **at < end));
        cuts.sort_unstable();
        for (from, until) in cuts.iter().zip(cuts.iter().skip(1)) {
            let (Some(a), Some(b)) = (holder_at(one, *from), holder_at(other, *from)) else {
                continue;
            };
            let is_friend = |id| {
                let party = draft.plan.stakeholders.get(id);
                party.is_some_and(|party| party.kind != StakeholderKind::Adversary)
            };
            if a == b || !is_friend(a) || !is_friend(b) {
                continue;
            }
            let whole = *from == row.start && *until == end;
            match found.last_mut() {
                // The next phase with the same holders, where nothing was cut.
                Some(last) if last.holders == [a, b] && whole && last.when.until.is_none() => {
                    last.when.phases.push(phase);
                }
                _ => found.push(Stretch {
                    holders: [a, b],
                    when: When {
                        phases: vec![phase],
                        from: (*from != row.start).then_some(*from),
                        until: (*until != end).then_some(*until),
                    },
                    from: *from,
                }),
            }
        }
    }
    found
}

/// Returns true for parties that have no contact or are rivals.
fn stands_apart(draft: &Draft, [a, b]: [Id<Stakeholder>; 2]) -> bool {
    draft.plan.relations.iter().any(|(_, relation)| {
        let both = [(a, b), (b, a)].contains(&(relation.from, relation.to));
        both && matches!(relation.state, RelationState::NoContact | RelationState::Rival)
    })
}

/// The larger of both sides' largest formations; a brigade's where none works there.
fn echelon_of(draft: &Draft, between: [Id<Sector>; 2]) -> Echelon {
    let there = draft
        .plan
        .forces
        .iter()
        .filter(|(_, force)| between.into_iter().any(|id| force.sector == Some(id)));
    there
        .filter_map(|(_, force)| force.symbol.echelon)
        .max()
        .unwrap_or(Echelon::Brigade)
}
