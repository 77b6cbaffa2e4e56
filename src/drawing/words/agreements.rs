//! Agreements in words: clauses, what parties said and how it is known, and whether the whole is in force.
//!
//! Judges nothing: what is in force is [`Standing`]'s.

use crate::checks::Standing;
use crate::checks::wording::{grouped, joined};
use crate::model::{Acceptance, Agreement, Clause, Id, Interval, Party, Phase, Plan};

use super::{day_text, minute_text, name_of, when_text};

/// Returns a clause as a sentence without its period: `PMF keeps out of Fallujah city`.
pub fn clause_text(plan: &Plan, clause: &Clause) -> String {
    let party = |id| plan.label_of(id);
    match clause {
        Clause::HoldsGround { who, sectors } => {
            let names: Vec<String> = sectors.iter().map(|id| name_of(plan, (*id).into())).collect();
            let ground = if names.is_empty() {
                "no sector yet".to_owned()
            } else {
                joined(&names)
            };
            format!("{} holds {ground}", party(*who))
        }
        Clause::Separation { along, stand_off_m } => {
            let line = name_of(plan, *along);
            let off =
                stand_off_m.map(|metres| format!(", at least {} m from it", grouped(f64::from(metres))));
            format!("Each stays on its own side of {line}{}", off.unwrap_or_default())
        }
        Clause::KeepsOut { who, area } => format!("{} keeps out of {}", party(*who), name_of(plan, *area)),
        Clause::Passage { who, through, when } => {
            let when = if when.phases.is_empty() && when.from.is_none() && when.until.is_none() {
                String::new()
            } else {
                // Where no phase is named, a time begins with a capital of its own.
                let text = when_text(plan, when);
                format!(
                    ", {}",
                    if when.phases.is_empty() {
                        uncapital(&text)
                    } else {
                        text
                    }
                )
            };
            format!(
                "{} may pass through {}{when}",
                party(*who),
                name_of(plan, *through)
            )
        }
        Clause::SharedGround { sector, lead } => {
            let sector = name_of(plan, (*sector).into());
            format!("{sector} is shared ground, led by {}", party(*lead))
        }
        Clause::CivilianPassage { corridor } => {
            format!("Civilians may pass along {}", name_of(plan, (*corridor).into()))
        }
        Clause::NoFires { at } => format!("Nobody fires into {}", name_of(plan, *at)),
        Clause::Handover { sector, to, at } => {
            let sector = name_of(plan, (*sector).into());
            format!("{sector} passes to {} at {}", party(*to), minute_text(*at))
        }
        Clause::IncidentProcedure {
            channel,
            within_hours,
        } => format!(
            "Incidents are spoken of over {} and looked into within {within_hours} h",
            name_of(plan, (*channel).into())
        ),
        Clause::Limits {
            who,
            largest_echelon,
            people,
        } => {
            let who = party(*who);
            let unit = largest_echelon.map(|echelon| format!("no unit larger than a {}", echelon.word()));
            let people = people.map(|people| format!("no more than {} people", grouped(f64::from(people))));
            match (unit, people) {
                (None, None) => format!("{who} is limited in strength; no limit is written down"),
                (unit, people) => {
                    let limits: Vec<String> = unit.into_iter().chain(people).collect();
                    format!("{who} brings {}", joined(&limits))
                }
            }
        }
    }
}

/// Returns a phrase as it stands within a sentence.
pub fn uncapital(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Returns how it is known what a party said: `written, on 1 June 2016, via Joint cell`; empty where
/// nothing is written down.
pub fn known_by(plan: &Plan, party: &Party) -> String {
    let evidence = party.evidence.map(|evidence| evidence.word().to_owned());
    let at = party.at.map(|at| format!("on {}", day_text(at)));
    let via = party.via.map(|via| format!("via {}", name_of(plan, via.into())));
    let parts: Vec<String> = evidence.into_iter().chain(at).chain(via).collect();
    parts.join(", ")
}

/// Says whether an agreement is in force in the phase shown, and if not, the first thing it waits for.
pub fn in_force_text(
    plan: &Plan,
    id: Id<Agreement>,
    agreement: &Agreement,
    standing: &Standing,
    phase: Option<Id<Phase>>,
) -> (bool, String) {
    let all = standing.span();
    let shown = phase
        .and_then(|phase| plan.phases.get(phase)?.interval()?.intersection(all))
        .unwrap_or(all);
    let in_force = standing.in_force(id);
    let now: Vec<Interval> = in_force
        .iter()
        .filter_map(|interval| interval.intersection(shown))
        .collect();
    if let Some(first) = now.first() {
        let text = match (*first, first.from, first.until) {
            (whole, ..) if whole == shown => "In force".to_owned(),
            (_, from, Some(until)) if from == shown.from => format!("In force until {}", minute_text(until)),
            (_, Some(from), until) if until == shown.until => format!("In force from {}", minute_text(from)),
            (other, ..) => format!("In force {}", super::interval_text(other)),
        };
        return (true, text);
    }
    (false, waits_for(plan, agreement, !in_force.is_empty()))
}

fn waits_for(plan: &Plan, agreement: &Agreement, at_other_times: bool) -> String {
    if at_other_times {
        return "Not in this phase".to_owned();
    }
    if agreement.parties.is_empty() {
        return "No parties".to_owned();
    }
    let broken = agreement.parties.iter().find(|party| {
        matches!(
            party.state,
            Acceptance::Withdrawn | Acceptance::Rejected | Acceptance::Breached
        )
    });
    if let Some(party) = broken {
        let label = plan.label_of(party.stakeholder);
        return format!("{} by {label}", party.state.title());
    }
    let missing: Vec<String> = agreement
        .parties
        .iter()
        .filter(|party| !party.has_accepted())
        .map(|party| plan.label_of(party.stakeholder))
        .collect();
    if !missing.is_empty() {
        return format!("Waits for {}", missing.join(", "));
    }
    if let Some(open) = agreement.preconditions.iter().find(|condition| !condition.met) {
        return format!("Waits: {}", open.text);
    }
    if agreement.when.intervals(&plan.phases).is_empty() {
        return "Never: its phases are gone".to_owned();
    }
    "No working channel".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{Area, Position};
    use crate::model::{Echelon, Edit, Evidence, Sector, Stakeholder};

    #[test]
    fn clauses_are_sentences_with_names() {
        let mut plan = Plan::empty(Id::from_bits(1));
        let who: Id<Stakeholder> = Id::from_bits(2);
        let mut party = Stakeholder::new();
        party.name = "Police".to_owned();
        plan = Edit::Create((who, party).into()).apply(&plan).unwrap();
        let ground: Id<Sector> = Id::from_bits(3);
        let mut sector = Sector::new(Area::from_outer(vec![Position::nearest(33.0, 43.0)]));
        sector.name = "North".to_owned();
        plan = Edit::Create((ground, sector).into()).apply(&plan).unwrap();
        for (clause, text) in [
            (
                Clause::HoldsGround {
                    who,
                    sectors: vec![ground],
                },
                "Police holds North",
            ),
            (
                Clause::Separation {
                    along: ground.into(),
                    stand_off_m: Some(1500),
                },
                "Each stays on its own side of North, at least 1,500 m from it",
            ),
            (
                Clause::Handover {
                    sector: ground,
                    to: who,
                    at: 90,
                },
                "North passes to Police at H+1:30 h",
            ),
            (
                Clause::Limits {
                    who,
                    largest_echelon: Some(Echelon::Company),
                    people: Some(1200),
                },
                "Police brings no unit larger than a company and no more than 1,200 people",
            ),
            (
                Clause::Limits {
                    who: Id::from_bits(77),
                    largest_echelon: None,
                    people: None,
                },
                "p-0000002d is limited in strength; no limit is written down",
            ),
        ] {
            assert_eq!(clause_text(&plan, &clause), text);
        }
    }

    #[test]
    fn how_it_is_known_names_evidence_day_and_channel() {
        let plan = Plan::empty(Id::from_bits(1));
        let mut party = Party::new(Id::from_bits(2));
        assert_eq!(known_by(&plan, &party), "");
        party.evidence = Some(Evidence::Verbal);
        party.at = Some("2016-06-01T00:00+03:00".parse().unwrap());
        assert_eq!(known_by(&plan, &party), "verbal, on 1 June 2016");
    }
}
