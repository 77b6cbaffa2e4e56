//! Generated agreements: parties, what they said, clauses of every sort and readings of them.

use crate::model::{
    Acceptance, Agreement, AnyId, Boundary, Breach, Clause, Corridor, Echelon, Evidence, Measure, Party,
    Plan, Precondition, Proof, Reading, Sector, Site,
};

use super::Chance;
use super::values::{
    area, instant, maybe, minute, one, perhaps, several, some, some_text, text, when, whole, word,
};

/// Fills a bare agreement in.
pub(super) fn filled(chance: &mut Chance, plan: &Plan, bare: Agreement) -> Agreement {
    let clauses: Vec<_> = several(chance, 6, |chance| clause(chance, plan))
        .into_iter()
        .flatten()
        .collect();
    let parties = some(chance, plan, 4)
        .into_iter()
        .map(|stakeholder| Party {
            stakeholder,
            state: word(chance, Acceptance::ALL),
            via: perhaps(chance, plan),
            evidence: maybe(chance, 60, |chance| word(chance, Evidence::ALL)),
            at: maybe(chance, 60, instant).flatten(),
            readings: several(chance, 2, |chance| Reading {
                clause: chance.below(clauses.len() as u64) as u32,
                text: text(chance),
                area: maybe(chance, 40, area),
                at: maybe(chance, 40, minute),
            })
            .into_iter()
            .filter(|_| !clauses.is_empty())
            .collect(),
        })
        .collect();
    Agreement {
        parties,
        clauses,
        when: when(chance, plan),
        preconditions: several(chance, 2, |chance| Precondition {
            text: some_text(chance),
            met: chance.happens(50),
            by: proof(chance, plan),
        }),
        review_at: maybe(chance, 50, minute),
        supersedes: some(chance, plan, 1),
        breaches: several(chance, 1, |chance| Breach {
            at: minute(chance),
            text: some_text(chance),
            by: perhaps(chance, plan),
            resolved: chance.happens(50),
        }),
        ..bare
    }
}

fn proof(chance: &mut Chance, plan: &Plan) -> Option<Proof> {
    match chance.below(3) {
        0 => one(chance, plan).map(Proof::PhaseReached),
        1 => one(chance, plan).map(Proof::NotificationAcknowledged),
        _ => None,
    }
}

/// Returns a clause of any sort; `None` where the plan has nothing for it to name.
fn clause(chance: &mut Chance, plan: &Plan) -> Option<Clause> {
    let who = one(chance, plan)?;
    let measure = one::<Measure>(chance, plan).map(AnyId::from);
    let sector = one::<Sector>(chance, plan);
    let site = one::<Site>(chance, plan).map(AnyId::from);
    let corridor = one::<Corridor>(chance, plan);
    Some(match chance.below(10) {
        0 => Clause::HoldsGround {
            who,
            sectors: some(chance, plan, 3),
        },
        1 => Clause::Separation {
            along: one::<Boundary>(chance, plan)
                .map(AnyId::from)
                .filter(|_| chance.happens(50))
                .or(measure)?,
            stand_off_m: maybe(chance, 50, whole),
        },
        2 => Clause::KeepsOut {
            who,
            area: word_of(chance, &[measure?, sector?.into(), site?])?,
        },
        3 => Clause::Passage {
            who,
            through: word_of(chance, &[measure?, sector?.into(), corridor?.into()])?,
            when: when(chance, plan),
        },
        4 => Clause::SharedGround {
            sector: sector?,
            lead: who,
        },
        5 => Clause::CivilianPassage { corridor: corridor? },
        6 => Clause::NoFires {
            at: word_of(chance, &[measure?, site?])?,
        },
        7 => Clause::Handover {
            sector: sector?,
            to: who,
            at: minute(chance),
        },
        8 => Clause::IncidentProcedure {
            channel: one(chance, plan)?,
            within_hours: chance.below(48) as u32,
        },
        _ => Clause::Limits {
            who,
            largest_echelon: maybe(chance, 50, |chance| word(chance, Echelon::ALL)),
            people: maybe(chance, 50, whole),
        },
    })
}

fn word_of(chance: &mut Chance, ids: &[AnyId]) -> Option<AnyId> {
    chance.pick(ids).copied()
}
