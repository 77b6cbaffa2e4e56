//! D02: a plan that is called ready while people still wait for an answer.
//!
//! Reads what was said and proposed, nothing else; whether an answer is a good one nobody but people can say.

use std::collections::BTreeMap;

use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::Situation;
use super::super::{Finding, Reason, wording};
use crate::model::{AnyId, Edit, Level, Readiness, Severity};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "D02",
    name: "undecided-in-ready-plan",
    title: "Comments or proposals left open",
    summary: "Checks for open comments and proposals in a plan that is called ready.",
    page: PAGE,
    default: Level::Major,
    thresholds: &[],
    source: "Entente: what a stakeholder proposed is answered before the plan is called ready",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

Comments that are not settled and proposals that are neither accepted nor rejected, in a plan that is called ready or \
approved: one finding for each object, its value is how many there are. A proposal that was countered is open still: its \
stakeholder has the word. Major, always.

## Why it matters

Whoever gets a plan that is called ready takes it for what was agreed. A party that proposed another line and heard \
nothing will hold its own.

## Example

The tribal forces proposed that the west bank ends at the canal. The plan was sent out as ready with the proposal \
unanswered; two patrols met at the canal, each on what it took for its own ground.

## What to do

Answer each proposal, settle each comment; both stand with their object in the inspector. Or call the plan a draft \
again until that is done.

## Source

A rule of Entente's own.
";

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let plan = situation.plan;
    if plan.readiness == Readiness::Draft {
        return;
    }
    let mut open: BTreeMap<Option<AnyId>, [usize; 2]> = BTreeMap::new();
    let here = |about: Option<AnyId>| about.filter(|id| id.is_in(plan));
    for comment in plan
        .discussion
        .comments
        .iter()
        .filter(|comment| comment.is_open())
    {
        open.entry(here(comment.about)).or_default()[0] += 1;
    }
    for proposal in plan
        .discussion
        .proposals
        .iter()
        .filter(|proposal| proposal.is_open())
    {
        open.entry(here(proposal.about)).or_default()[1] += 1;
    }
    for (about, [comments, proposals]) in open {
        findings.add(draft(situation, about, comments, proposals));
    }
}

fn draft(situation: &Situation<'_>, about: Option<AnyId>, comments: usize, proposals: usize) -> Draft {
    let name = about.map_or_else(|| "the plan".to_owned(), |id| wording::name(situation, id));
    let counted = |count: usize, one: &str, more: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {more}")),
    };
    let parts: Vec<String> = [
        counted(proposals, "proposal", "proposals"),
        counted(comments, "comment", "comments"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let what = parts.join(" and ");
    let readiness = situation.plan.readiness.word();
    let count = (comments + proposals) as f64;
    Draft {
        severity: Severity::Major,
        title: format!("{what} on {name} left open"),
        message: format!(
            "The plan is called {readiness}, and {what} on {name} wait for an answer: none should be left open."
        ),
        subjects: about.into_iter().collect(),
        parties: Vec::new(),
        measures: Vec::new(),
        geometry: None,
        at: None,
        value: count,
        why: vec![Reason::number("left open", count, Some(0.0), "answers")],
        time: Time::Object(situation.slices.all()),
    }
}

/// Proposes to call the plan a draft again.
fn fixes(_: &Situation<'_>, _: &Finding) -> Vec<Proposal> {
    let edit = Edit::SetReadiness(Readiness::Draft);
    vec![Proposal::resolving(
        "call-it-a-draft",
        "Call the plan a draft again".to_owned(),
        edit,
    )]
}

#[cfg(test)]
mod tests {
    use crate::checks::{FixKind, check};
    use crate::model::{AnyId, Comment, Edit, Id, ProposalState, Readiness, Remark, Says, Waiver};
    use crate::testing::sketch::Sketch;

    fn comment(bits: u64, about: Option<AnyId>) -> Edit {
        Edit::Comment(Box::new(Comment {
            id: Id::from_bits(bits),
            about,
            said: Remark::new("Anna", None, "Is this still so?"),
            replies: Vec::new(),
            resolved: None,
        }))
    }

    fn proposal(sketch: &Sketch, about: Option<AnyId>) -> Edit {
        let says = Says::of(sketch.plan(), about);
        Edit::Propose(vec![crate::model::Proposal {
            id: Id::from_bits(9),
            about,
            said: Remark::new("PMF", None, ""),
            before: says.clone(),
            after: says,
            state: ProposalState::Open,
            trail: Vec::new(),
        }])
    }

    fn answered(state: ProposalState) -> Edit {
        Edit::AnswerProposal {
            proposal: Id::from_bits(9),
            state,
            said: Remark::new("Anna", None, ""),
        }
    }

    fn settled(bits: u64) -> Edit {
        Edit::Resolve {
            comment: Id::from_bits(bits),
            said: Remark::new("Anna", None, ""),
        }
    }

    const READY: Edit = Edit::SetReadiness(Readiness::Ready);

    /// A and B, a comment on A, a comment on the plan, a proposal on A; then this.
    fn after(edits: &[Edit]) -> Sketch {
        let sketch = Sketch::of(&[&["AABB"]]);
        let a: AnyId = sketch.sector_id("A").into();
        let proposal = proposal(&sketch, Some(a));
        let sketch = sketch
            .with(&comment(1, Some(a)))
            .with(&comment(2, None))
            .with(&proposal);
        edits.iter().fold(sketch, Sketch::with)
    }

    #[test]
    fn what_waits_for_an_answer_is_found_once_the_plan_is_called_ready() {
        assert!(after(&[]).findings("D02").is_empty());
        let ready = after(&[READY]);
        assert_eq!(ready.findings("D02"), ["D02: major", "D02 A: major"]);
        let report = check(ready.plan(), None);
        let of_rule = report.findings.iter().filter(|finding| finding.code == "D02");
        let titles: Vec<&str> = of_rule.map(|finding| finding.title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "1 comment on the plan left open",
                "1 proposal and 1 comment on A left open"
            ]
        );
    }

    #[test]
    fn settled_comments_and_answered_proposals_are_no_findings_but_a_counter_offer_is() {
        let with = |last: &[Edit]| after(&[&[READY, settled(1), settled(2)], last].concat()).findings("D02");
        assert_eq!(with(&[]), ["D02 A: major"]);
        assert_eq!(with(&[answered(ProposalState::Countered)]), ["D02 A: major"]);
        for state in [ProposalState::Accepted, ProposalState::Rejected] {
            assert!(with(&[answered(state)]).is_empty());
        }
        // An answer to a settled comment opens it again.
        let again = Edit::Reply {
            comment: Id::from_bits(2),
            said: Remark::new("Omar", None, "No"),
        };
        assert_eq!(with(&[answered(ProposalState::Rejected), again]), ["D02: major"]);
    }

    #[test]
    fn calling_it_a_draft_again_resolves_it_and_a_waiver_binds_it_until_there_is_more() {
        let ready = after(&[READY]);
        let fixes = ready.fixes("D02");
        assert_eq!(fixes[0].kind, FixKind::Resolves);
        let a: AnyId = ready.sector_id("A").into();
        assert!(ready.with(&fixes[0].edit).findings("D02").is_empty());
        let waiver = Edit::Waive(Waiver::of(
            "D02",
            vec![a],
            None,
            2.0,
            "Plans",
            "answered by telephone",
        ));
        let waived = after(&[READY, waiver.clone()]);
        assert_eq!(waived.findings("D02"), ["D02: major", "D02 A: major, waived"]);
        let more = after(&[READY, waiver, comment(3, Some(a))]);
        assert_eq!(more.findings("D02"), ["D02: major", "D02 A: major"]);
    }
}
