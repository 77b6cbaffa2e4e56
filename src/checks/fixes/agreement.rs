//! The agreement that is missing, drafted from the geometry.
//!
//! A draft is never an acceptance: the finding stays until the parties have answered.

use super::super::rule::Proposal;
use super::super::situation::Situation;
use super::super::{Finding, wording};
use super::new_id;
use super::overlap::{contest_of, pair_of};
use crate::geometry::Geometry;
use crate::model::{Agreement, AnyEntity, Clause, Edit, Party};

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
    let id = new_id(situation.plan, finding, "agreement");
    let title = format!("Draft an agreement between {}", wording::joined(&labels));
    let edit = Edit::Create(AnyEntity::from((id, agreement)));
    vec![Proposal::next_step("draft-agreement", title, edit)]
}
