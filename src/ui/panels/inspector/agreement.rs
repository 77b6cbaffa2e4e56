//! Agreements: what each party said and how we know, on what conditions, what was broken.
//!
//! The clauses are in `clauses`.

use crate::model::{Agreement, Breach, Edit, Id, Party, Phase, Precondition, Proof, Reading, Stakeholder};
use crate::ui::widgets::{choice_picker, entities_by_name, entity_name};
use crate::ui::words::{said, say};

use super::clauses;
use super::form::Form;
use super::kinds::{Inspected, common_fields};

impl Inspected for Agreement {
    common_fields!();

    fn fields(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        form.when(say("When"), &mut self.when);
        form.minute(say("Review at"), &mut self.review_at);
        form.several(say("Supersedes"), &mut self.supersedes, say("None"));
    }

    fn blocks(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        let titles: Vec<String> = self.clauses.iter().map(|clause| said(clause.title())).collect();
        let named: Vec<_> = self.parties.iter().map(|party| party.stakeholder).collect();
        form.list(
            say("Parties"),
            "party",
            &mut self.parties,
            |form| {
                let others = form.plan().stakeholders.ids();
                let new = others.into_iter().find(|id| !named.contains(id));
                new.map(Party::new)
                    .ok_or(say("Every stakeholder is a party already"))
            },
            |form, party| party_ui(form, party, &titles),
        );
        clauses::ui(form, self);
        form.list(
            say("Preconditions"),
            "precondition",
            &mut self.preconditions,
            |_| Ok(Precondition::new(String::new())),
            |form, condition| {
                form.prose(say("What"), &mut condition.text);
                form.flag(say("Met"), &mut condition.met);
                proof(form, &mut condition.by);
            },
        );
        form.list(
            say("Breaches"),
            "breach",
            &mut self.breaches,
            |form| {
                Ok(Breach::new(
                    super::start_of_shown_phase(form.editor),
                    String::new(),
                ))
            },
            |form, breach| {
                form.needed_minute(say("At"), &mut breach.at);
                form.prose(say("What"), &mut breach.text);
                form.party(say("By"), &mut breach.by);
                form.flag(say("Settled"), &mut breach.resolved);
            },
        );
    }

    fn meant(self, id: Id<Self>, before: &Self) -> Edit {
        match answered(&self, before) {
            Some(party) => Edit::RecordAcceptance {
                agreement: id,
                party: party.stakeholder,
                state: party.state,
                evidence: party.evidence,
                at: party.at,
                via: party.via,
            },
            None => Edit::Update(self.any(id)),
        }
    }
}

/// Returns the one party whose answer is all that changed.
fn answered(after: &Agreement, before: &Agreement) -> Option<Party> {
    let mut as_before = before.clone();
    let mut changed = None;
    for (old, new) in as_before.parties.iter_mut().zip(&after.parties) {
        let answer = Party {
            state: new.state,
            evidence: new.evidence,
            at: new.at,
            via: new.via,
            ..old.clone()
        };
        if answer == *new && answer != *old && changed.is_none() {
            *old = answer;
            changed = Some(new.clone());
        }
    }
    let once = |party: &Party| {
        let same = after
            .parties
            .iter()
            .filter(|other| other.stakeholder == party.stakeholder);
        same.count() == 1
    };
    changed.filter(|party| as_before == *after && once(party))
}

fn party_ui(form: &mut Form<'_>, party: &mut Party, clauses: &[String]) {
    form.needed(say("Who"), &mut party.stakeholder);
    form.word(say("State"), &mut party.state);
    form.maybe_word(say("Evidence"), &mut party.evidence, say("None"));
    form.instant(say("Date"), &mut party.at);
    form.one(say("Via"), &mut party.via, say("Not said"));
    form.rows("reading", &mut party.readings, |form, reading| {
        reading_ui(form, reading, clauses);
    });
    let add = form.label(say("Add its own reading of a clause"));
    let button = egui::Button::new(egui::RichText::new(add.shown).small());
    let response = form.add_enabled(!clauses.is_empty(), button);
    let response = response.accessible_name(add.name);
    if response.clicked() {
        party.readings.push(Reading::new(0));
    }
    response.on_disabled_hover_text(say("Add the clause first"));
}

fn reading_ui(form: &mut Form<'_>, reading: &mut Reading, clauses: &[String]) {
    let name = |place: u32| {
        let title = clauses
            .get(place as usize)
            .map_or(say("no such clause"), String::as_str);
        format!("{}. {title}", u64::from(place) + 1)
    };
    let shown = name(reading.clause);
    let label = form.label(say("Of clause"));
    let chosen = choice_picker(form, label, &shown, Some(&reading.clause), || {
        (0..clauses.len() as u32)
            .map(|place| (place, name(place)))
            .collect()
    });
    if let Some(clause) = chosen {
        reading.clause = clause;
    }
    form.prose(say("In its words"), &mut reading.text);
    form.minute(say("At"), &mut reading.at);
    clauses::ground(form, &mut reading.area);
}

/// What would show that a precondition is met.
fn proof(form: &mut Form<'_>, by: &mut Option<Proof>) {
    let plan = form.plan();
    let phase = |id: Id<Phase>| said(format!("{} has begun", entity_name(plan, id)));
    let party = |id: Id<Stakeholder>| said(format!("{} acknowledged", entity_name(plan, id)));
    let shown = match by {
        None => say("Not said").to_owned(),
        Some(Proof::PhaseReached(id)) => phase(*id),
        Some(Proof::NotificationAcknowledged(id)) => party(*id),
    };
    let label = form.label(say("Shown by"));
    let chosen = choice_picker(form, label, &shown, Some(&*by), || {
        let phases = plan.phases_in_order().into_iter();
        let phases = phases.map(|(id, _)| (Some(Proof::PhaseReached(id)), phase(id)));
        let parties = entities_by_name::<Stakeholder>(plan).into_iter();
        let parties = parties.map(|(id, _)| (Some(Proof::NotificationAcknowledged(id)), party(id)));
        let none = std::iter::once((None, say("Not said").to_owned()));
        none.chain(phases).chain(parties).collect()
    });
    if let Some(chosen) = chosen {
        *by = chosen;
    }
}
