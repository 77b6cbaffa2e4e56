//! Agreements on paper: what was agreed, what each party said and how it is known, when it is in force.

use super::{Block, Facts, Shown};
use crate::drawing::words::{
    clause_text, day_text, in_force_text, known_by, minute_text, name_of, when_text,
};
use crate::model::{Agreement, Breach, Id, Minute, Party, Plan, Precondition, Proof};

pub(super) fn blocks(shown: &Shown<'_>, blocks: &mut Vec<Block>) {
    let plan = shown.plan;
    let mut rows: Vec<(Id<Agreement>, &Agreement)> = plan
        .agreements
        .iter()
        .filter(|(_, agreement)| shown.shows(&agreement.when))
        .collect();
    rows.sort_by_key(|(id, agreement)| (agreement.name.to_lowercase(), *id));
    let elsewhere = plan.agreements.len() - rows.len();
    let said = match (rows.len(), elsewhere) {
        (0, 0) => "No agreement is written down.".to_owned(),
        (_, 0) => String::new(),
        (_, 1) => "One more agreement is for other phases.".to_owned(),
        (_, count) => format!("{count} more agreements are for other phases."),
    };
    if !said.is_empty() {
        blocks.push(Block::Paragraph(said));
    }
    blocks.extend(
        rows.into_iter()
            .map(|(id, agreement)| facts(shown, id, agreement).into()),
    );
}

fn facts(shown: &Shown<'_>, id: Id<Agreement>, agreement: &Agreement) -> Facts {
    let plan = shown.plan;
    let mut facts = Facts::of(name_of(plan, id.into()));
    facts.lines("State", &in_force(shown, id, agreement));
    facts.fact("When", when_text(plan, &agreement.when));
    let parties: Vec<String> = agreement
        .parties
        .iter()
        .map(|party| party_text(plan, party))
        .collect();
    if parties.is_empty() {
        facts.fact("Parties", "none named");
    }
    facts.lines("Parties", &parties);
    facts.lines("Clauses", &clauses(plan, agreement));
    let conditions: Vec<String> = agreement
        .preconditions
        .iter()
        .map(|condition| condition_text(plan, condition))
        .collect();
    facts.lines("Preconditions", &conditions);
    if let Some(minute) = agreement.review_at {
        facts.fact("Reviewed at", moment(plan, minute));
    }
    let replaced: Vec<String> = agreement
        .supersedes
        .iter()
        .map(|id| name_of(plan, (*id).into()))
        .collect();
    facts.fact("Replaces", replaced.join(", "));
    let breaches: Vec<String> = agreement
        .breaches
        .iter()
        .map(|breach| breach_text(plan, breach))
        .collect();
    facts.lines("Breaches", &breaches);
    facts.fact("Source", agreement.source.clone());
    facts
}

/// Whether it is in force and if not why: in the phase, or phase by phase, neighbours that say the same
/// together.
fn in_force(shown: &Shown<'_>, id: Id<Agreement>, agreement: &Agreement) -> Vec<String> {
    let plan = shown.plan;
    let say = |phase| in_force_text(plan, id, agreement, shown.standing, phase).1;
    let phases = plan.phases_in_order();
    if shown.phase.is_some() || phases.is_empty() {
        return vec![say(shown.phase)];
    }
    let mut runs: Vec<(Vec<_>, String)> = Vec::new();
    for (phase, _) in phases {
        let said = say(Some(phase));
        match runs.last_mut() {
            Some((run, known)) if *known == said => run.push(phase),
            _ => runs.push((vec![phase], said)),
        }
    }
    if let [(_, said)] = runs.as_slice() {
        return vec![said.clone()];
    }
    let line =
        |(run, said): &(Vec<_>, String)| format!("{}: {said}", crate::drawing::words::phases_text(plan, run));
    runs.iter().map(line).collect()
}

fn party_text(plan: &Plan, party: &Party) -> String {
    let known = known_by(plan, party);
    let state = party.state.title().to_lowercase();
    let label = plan.label_of(party.stakeholder);
    if known.is_empty() {
        format!("{label}: {state}")
    } else {
        format!("{label}: {state} ({known})")
    }
}

/// Clauses with their numbers, and under each what a party takes it to mean where that differs.
fn clauses(plan: &Plan, agreement: &Agreement) -> Vec<String> {
    let mut lines = Vec::new();
    for (place, clause) in agreement.clauses.iter().enumerate() {
        lines.push(format!("{}. {}.", place + 1, clause_text(plan, clause)));
        for party in &agreement.parties {
            let readings = party
                .readings
                .iter()
                .filter(|reading| reading.clause as usize == place);
            for reading in readings {
                let mut said: Vec<String> = Vec::new();
                said.extend(Some(reading.text.clone()).filter(|text| !text.is_empty()));
                said.extend(reading.at.map(|minute| format!("at {}", moment(plan, minute))));
                said.extend(
                    reading
                        .area
                        .as_ref()
                        .map(|_| "other ground than drawn".to_owned()),
                );
                let label = plan.label_of(party.stakeholder);
                lines.push(format!("    {label} reads this as: {}", said.join("; ")));
            }
        }
    }
    lines
}

fn condition_text(plan: &Plan, condition: &Precondition) -> String {
    let state = if condition.met { "met" } else { "open" };
    let proof = condition.by.as_ref().map(|proof| match proof {
        Proof::PhaseReached(phase) => format!(", shown by {} having begun", name_of(plan, (*phase).into())),
        Proof::NotificationAcknowledged(party) => {
            format!(
                ", shown by {} acknowledging the notification",
                plan.label_of(*party)
            )
        }
    });
    format!("{state}: {}{}", condition.text, proof.unwrap_or_default())
}

fn breach_text(plan: &Plan, breach: &Breach) -> String {
    let by = breach.by.map(|id| format!(", {}", plan.label_of(id)));
    let end = if breach.resolved { "settled" } else { "not settled" };
    format!(
        "{}{}: {} ({end})",
        moment(plan, breach.at),
        by.unwrap_or_default(),
        breach.text
    )
}

/// A minute, and the day it falls on where H-hour is set.
fn moment(plan: &Plan, minute: Minute) -> String {
    let text = minute_text(minute);
    let day = plan.info.h_hour.and_then(|h_hour| h_hour.after(minute));
    day.map_or_else(
        || text.clone(),
        |instant| format!("{text}, {}", day_text(instant)),
    )
}
