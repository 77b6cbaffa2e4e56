//! What to do about ground that nobody answers for.
//!
//! Whether one of these resolves the finding is for the trial run to say; that a holder was asked, it
//! cannot know: assigning a sector stays a next step.

use super::super::rule::Proposal;
use super::super::situation::{Ground, Situation, frame_of};
use super::super::{Finding, wording};
use super::{new_id, when_of};
use crate::geometry::{Area, Geometry, Shape, distance_between_m, stored_area, union};
use crate::model::{AnyEntity, AnyId, Edit, Id, Sector, SectorRole, Stakeholder};

/// The ids of offers to neighbours, in the neighbours' order; there are as many offers at most.
const EXTEND: [&str; 6] = [
    "extend-neighbour-1",
    "extend-neighbour-2",
    "extend-neighbour-3",
    "extend-neighbour-4",
    "extend-neighbour-5",
    "extend-neighbour-6",
];
const ASSIGN: [&str; 6] = [
    "assign-to-neighbour-1",
    "assign-to-neighbour-2",
    "assign-to-neighbour-3",
    "assign-to-neighbour-4",
    "assign-to-neighbour-5",
    "assign-to-neighbour-6",
];

/// Proposes to give a gap to a neighbour, to the headquarters over the neighbours, or to make it a buffer.
pub(in crate::checks) fn fill_gap(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let Some(Geometry::Area(area)) = &finding.geometry else {
        return Vec::new();
    };
    // As stored, so that the edges of the gap and of what fills it are the same to the last digit.
    let gap = Shape::of(area);
    let touching: Vec<&Ground<'_>> = touching(situation, &gap, finding)
        .into_iter()
        .filter(|ground| ground.sector.role.is_primary() && ground.sector.holder.is_some())
        .collect();
    let mut proposals: Vec<Proposal> = touching
        .iter()
        .zip(EXTEND)
        .filter_map(|(ground, id)| {
            let grown = union([&*ground.shape, &gap]).ok()?;
            let edit = Edit::Reshape {
                id: ground.id.into(),
                to: Geometry::Area(stored_area(&grown)?),
            };
            Some(Proposal::resolving(
                id,
                format!("Give it to {}", ground.name()),
                edit,
            ))
        })
        .collect();
    let superior = common_superior(situation, &touching);
    if let Some(superior) = superior {
        let label = situation.label(superior);
        let sector = new_sector(situation, finding, area, SectorRole::Caretaker, Some(superior));
        let title = format!("Assign it to {label} as caretaker");
        proposals.push(Proposal::resolving("assign-to-superior", title, sector));
    }
    let buffer = new_sector(situation, finding, area, SectorRole::Buffer, superior);
    let title = match superior {
        Some(superior) => format!("Mark it as a buffer under {}", situation.label(superior)),
        None => "Mark it as a buffer, its caretaker still to be found".to_owned(),
    };
    proposals.push(Proposal::resolving("mark-as-buffer", title, buffer));
    proposals
}

/// Proposes the holders of the sectors next to one that nobody holds.
pub(in crate::checks) fn assign_sector(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let Some(&AnyId::Sector(id)) = finding.subjects.first() else {
        return Vec::new();
    };
    let Some(ground) = situation.grounds.of_sector(id) else {
        return Vec::new();
    };
    let mut holders: Vec<Id<Stakeholder>> = touching(situation, &ground.shape, finding)
        .into_iter()
        .filter(|other| other.id != id)
        .filter_map(|other| other.sector.holder)
        .filter(|holder| !situation.parties.is_adversary(*holder))
        .collect();
    holders.sort_unstable();
    holders.dedup();
    let proposals = holders.into_iter().zip(ASSIGN).map(|(holder, role)| {
        let edit = Edit::AssignSector {
            sector: id,
            holder: Some(holder),
        };
        Proposal::next_step(
            role,
            format!("Assign {} to {}", ground.name(), situation.label(holder)),
            edit,
        )
    });
    proposals.collect()
}

/// Returns the sectors that touch a shape while a finding holds, in id order.
fn touching<'s, 'a>(situation: &'s Situation<'a>, shape: &Shape, finding: &Finding) -> Vec<&'s Ground<'a>> {
    let snap_m = f64::from(situation.thresholds().snap_m);
    let Some(bounds) = shape.bounds().map(|bounds| bounds.grown_m(snap_m)) else {
        return Vec::new();
    };
    let during = situation.slices.of_interval(finding.interval);
    let frame = frame_of(&[shape]);
    situation
        .grounds
        .near(bounds)
        .filter(|ground| !ground.spans.and(&during).is_empty())
        .filter(|ground| distance_between_m(&frame, shape, &ground.shape) <= snap_m)
        .collect()
}

/// Returns the nearest stakeholder that all holders answer to, none of them itself.
fn common_superior(situation: &Situation<'_>, grounds: &[&Ground<'_>]) -> Option<Id<Stakeholder>> {
    let mut holders: Vec<Id<Stakeholder>> =
        grounds.iter().filter_map(|ground| ground.sector.holder).collect();
    holders.sort_unstable();
    holders.dedup();
    let (first, others) = holders.split_first()?;
    let chains: Vec<Vec<_>> = others
        .iter()
        .map(|holder| situation.parties.superiors(*holder))
        .collect();
    situation
        .parties
        .superiors(*first)
        .into_iter()
        .filter(|superior| situation.plan.stakeholders.contains(*superior))
        .find(|superior| chains.iter().all(|chain| chain.contains(superior)))
}

fn new_sector(
    situation: &Situation<'_>,
    finding: &Finding,
    area: &Area,
    role: SectorRole,
    holder: Option<Id<Stakeholder>>,
) -> Edit {
    let mut sector = Sector::new(area.clone());
    sector.name = wording::capital(&format!(
        "{} {}",
        role.word(),
        finding.fingerprint.get(..4).unwrap_or("")
    ));
    sector.holder = holder;
    sector.role = role;
    sector.when = when_of(situation, finding);
    Edit::Create(AnyEntity::from((
        new_id(situation.plan, finding, role.word()),
        sector,
    )))
}
