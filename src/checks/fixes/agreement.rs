//! Agreements to be talked about: the missing one drafted from the geometry, the ending one renewed.
//!
//! A draft is never an acceptance: the finding stays until the parties have answered.

use super::super::rule::Proposal;
use super::super::situation::Situation;
use super::super::{Finding, wording};
use super::new_id;
use super::overlap::{contest_of, pair_of};
use crate::geometry::Geometry;
use crate::model::{
    Acceptance, Agreement, AnyEntity, Channel, ChannelMode, Clause, Edit, Id, Party, Stakeholder, When,
};

/// Proposes agreements that would cover the ground or the edge once both have accepted.
pub(in crate::checks) fn proposals(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let Some((pair, a, b)) = pair_of(situation, finding) else {
        return Vec::new();
    };
    let Some(contest) = contest_of(situation, pair, finding) else {
        return Vec::new();
    };
    let overlap = matches!(finding.geometry, Some(Geometry::Area(_)));
    let clauses = if overlap {
        vec![Clause::SharedGround {
            sector: a.id,
            lead: contest.a,
        }]
    } else {
        let follows = |row: &&super::super::situation::Bordering<'_>| {
            row.boundary
                .between
                .is_some_and(|between| between.contains(&a.id) && between.contains(&b.id))
        };
        match situation.boundaries().iter().find(follows) {
            Some(row) => vec![Clause::Separation {
                along: row.id.into(),
                stand_off_m: None,
            }],
            None => vec![
                Clause::HoldsGround {
                    who: contest.a,
                    sectors: vec![a.id],
                },
                Clause::HoldsGround {
                    who: contest.b,
                    sectors: vec![b.id],
                },
            ],
        }
    };
    let labels = [situation.label(contest.a), situation.label(contest.b)];
    let mut agreement = Agreement::new();
    agreement.name = format!("{} – {}", a.name(), b.name());
    agreement.parties = vec![Party::new(contest.a), Party::new(contest.b)];
    agreement.clauses = clauses;
    "drafted from the outlines of the two sectors".clone_into(&mut agreement.source);
    let id = new_id(situation.plan, finding, "agreement");
    let title = format!("Draft an agreement between {}", wording::joined(&labels));
    let edit = Edit::Create(AnyEntity::from((id, agreement)));
    vec![Proposal::next_step("draft-agreement", title, edit)]
}

/// Proposes an agreement like this one for another time, to be accepted anew; it replaces the old one.
pub(in crate::checks) fn successor(
    situation: &Situation<'_>,
    finding: &Finding,
    id: Id<Agreement>,
    when: When,
) -> Option<Proposal> {
    let old = situation.plan.agreements.get(id)?;
    let name = wording::name(situation, id.into());
    let mut agreement = Agreement::new();
    agreement.name = format!("{name}, renewed");
    agreement.source = format!("drafted after {name}");
    agreement.parties = old
        .parties
        .iter()
        .map(|party| Party::new(party.stakeholder))
        .collect();
    agreement.clauses.clone_from(&old.clauses);
    agreement.preconditions.clone_from(&old.preconditions);
    agreement.when = when;
    agreement.supersedes = vec![id];
    let new = new_id(situation.plan, finding, &format!("successor {id}"));
    let title = format!("Draft a renewal of {name}");
    let edit = Edit::Create(AnyEntity::from((new, agreement)));
    Some(Proposal::next_step("draft-renewal", title, edit))
}

/// Proposes to note that the parties that were not asked have been: the form for their answer is the
/// window's.
pub(in crate::checks) fn ask(situation: &Situation<'_>, id: Id<Agreement>) -> Option<Proposal> {
    let agreement = situation.plan.agreements.get(id)?;
    let unasked: Vec<&Party> = agreement
        .parties
        .iter()
        .filter(|party| party.state == Acceptance::Draft)
        .collect();
    if unasked.is_empty() {
        return None;
    }
    let edits = unasked.iter().map(|party| Edit::RecordAcceptance {
        agreement: id,
        party: party.stakeholder,
        state: Acceptance::Proposed,
        evidence: party.evidence,
        at: party.at,
        via: party.via,
    });
    let labels: Vec<String> = unasked
        .iter()
        .map(|party| situation.label(party.stakeholder))
        .collect();
    let title = format!("Mark as proposed to {}", wording::joined(&labels));
    let edit = Edit::together(title.clone(), edits.collect());
    Some(Proposal::next_step("propose", title, edit))
}

/// Returns a channel between these parties that is to be set up: unknown until somebody has tried it.
pub(in crate::checks) fn planned_channel(
    situation: &Situation<'_>,
    finding: &Finding,
    parties: &[Id<Stakeholder>],
    mode: ChannelMode,
) -> (Id<Channel>, Channel) {
    let labels: Vec<String> = parties.iter().map(|party| situation.label(*party)).collect();
    let mut channel = Channel::new(parties.to_vec());
    channel.name = format!("{} {}", mode.title(), labels.join("–"));
    channel.mode = mode;
    (new_id(situation.plan, finding, mode.word()), channel)
}
