//! The log of what was not kept: breaches, answers taken back, and what the checks say is contradicted,
//! over all agreements, in order of time.

use crate::checks::Finding;
use crate::drawing::words::{known_by, name_of};
use crate::model::{
    Acceptance, Agreement, AnyId, Breach, Channel, Edit, Evidence, Id, Instant, Minute, Plan, Stakeholder,
};

/// The rule that says an agreement is contradicted by the plan itself.
const CONTRADICTED: &str = "K04";

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreachEntry {
    /// When, from H-hour; `None`: not said, or H-hour is not.
    pub at: Option<Minute>,
    /// When, where it was written down as a date.
    pub instant: Option<Instant>,
    /// Of which agreement.
    pub agreement: Id<Agreement>,
    /// By whom.
    pub party: Option<Id<Stakeholder>>,
    /// What sort of entry it is.
    pub kind: LogKind,
    /// What happened.
    pub text: String,
    /// How it is known; empty where nothing is written down.
    pub known: String,
}

/// Sorts of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogKind {
    /// Written down as a breach; settled or not.
    Breach {
        /// Settled.
        settled: bool,
    },
    /// A party took its acceptance back, refused, or is said to have broken it.
    Answer(Acceptance),
    /// The checks found it; the place among the findings.
    Finding(usize),
}

impl LogKind {
    /// Returns it in a word or two.
    pub fn title(self) -> String {
        match self {
            Self::Breach { settled: false } => "Breach, open".to_owned(),
            Self::Breach { settled: true } => "Breach, settled".to_owned(),
            Self::Answer(state) => state.title(),
            Self::Finding(_) => "Planned against it".to_owned(),
        }
    }
}

/// Returns the log, the earliest first, what has no time last.
pub fn breach_log(plan: &Plan, findings: &[Finding]) -> Vec<BreachEntry> {
    let mut entries = Vec::new();
    for (id, agreement) in plan.agreements.iter() {
        for breach in &agreement.breaches {
            entries.push(BreachEntry {
                at: Some(breach.at),
                instant: None,
                agreement: id,
                party: breach.by,
                kind: LogKind::Breach {
                    settled: breach.resolved,
                },
                text: breach.text.clone(),
                known: String::new(),
            });
        }
        for party in &agreement.parties {
            let broken = matches!(
                party.state,
                Acceptance::Breached | Acceptance::Withdrawn | Acceptance::Rejected
            );
            if broken {
                let h_hour = plan.info.h_hour;
                entries.push(BreachEntry {
                    at: party.at.zip(h_hour).map(|(at, h_hour)| at.minutes_since(h_hour)),
                    instant: party.at,
                    agreement: id,
                    party: Some(party.stakeholder),
                    kind: LogKind::Answer(party.state),
                    text: format!("{} {}", plan.label_of(party.stakeholder), said(party.state)),
                    known: known_by(plan, party),
                });
            }
        }
    }
    for (place, finding) in findings.iter().enumerate() {
        if finding.code != CONTRADICTED {
            continue;
        }
        for subject in &finding.subjects {
            if let AnyId::Agreement(id) = subject
                && plan.agreements.contains(*id)
            {
                entries.push(BreachEntry {
                    at: finding.interval.from,
                    instant: None,
                    agreement: *id,
                    party: None,
                    kind: LogKind::Finding(place),
                    text: finding.title.clone(),
                    known: format!("{} of the checks", finding.code),
                });
            }
        }
    }
    let key = |entry: &BreachEntry| {
        let instant = entry.instant.map(Instant::unix_minutes);
        let name = name_of(plan, entry.agreement.into());
        (entry.at.is_none(), entry.at, instant, name)
    };
    entries.sort_by_key(key);
    entries
}

const fn said(state: Acceptance) -> &'static str {
    match state {
        Acceptance::Breached => "did not keep it",
        Acceptance::Withdrawn => "withdrew from it",
        _ => "refused it",
    }
}

/// A breach or a withdrawal being written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreachForm {
    /// Of which agreement.
    pub agreement: Option<Id<Agreement>>,
    /// By whom.
    pub party: Option<Id<Stakeholder>>,
    /// When.
    pub at: Minute,
    /// What happened.
    pub text: String,
    /// How it is known.
    pub evidence: Option<Evidence>,
    /// By which channel it was heard.
    pub via: Option<Id<Channel>>,
    /// What the party's state is from then on: breached or withdrawn.
    pub state: Acceptance,
}

impl BreachForm {
    /// Starts with what is likely.
    pub fn new(agreement: Option<Id<Agreement>>, at: Minute) -> Self {
        Self {
            agreement,
            party: None,
            at,
            text: String::new(),
            evidence: None,
            via: None,
            state: Acceptance::Breached,
        }
    }

    /// Returns the edit; else what is missing, in a sentence.
    ///
    /// The party's state is recorded, and a breach is added to the agreement's; one step.
    pub fn edit(&self, plan: &Plan) -> Result<Edit, &'static str> {
        let found = self.agreement.and_then(|id| Some((id, plan.agreements.get(id)?)));
        let (id, agreement) = found.ok_or("Say which agreement")?;
        let entry = self
            .party
            .and_then(|party| agreement.parties.iter().find(|entry| entry.stakeholder == party));
        let party = entry.ok_or("Say which party")?.stakeholder;
        if self.evidence.is_none() {
            return Err("Say how it is known");
        }
        let breached = self.state == Acceptance::Breached;
        if breached && self.text.trim().is_empty() {
            return Err("Say what happened");
        }
        let recorded = Edit::RecordAcceptance {
            agreement: id,
            party,
            state: self.state,
            evidence: self.evidence,
            at: plan.info.h_hour.and_then(|h_hour| h_hour.after(self.at)),
            via: self.via,
        };
        let word = if breached { "breach" } else { "withdrawal" };
        let label = format!("Record {word} of {}", name_of(plan, id.into()));
        let mut edits = vec![recorded];
        if breached {
            let after = edits
                .iter()
                .try_fold(plan.clone(), |plan, edit| edit.apply(&plan));
            let after = after.map_err(|_| "Say which party")?;
            let mut agreement = after.agreements.get(id).ok_or("Say which agreement")?.clone();
            agreement.breaches.push(Breach {
                by: Some(party),
                ..Breach::new(self.at, self.text.trim().to_owned())
            });
            agreement.breaches.sort_by_key(|breach| breach.at);
            edits.push(Edit::Update((id, agreement).into()));
        }
        Ok(Edit::together(label, edits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AnyEntity, Party, PlanInfo};

    const TRUCE: Id<Agreement> = Id::from_bits(1);

    fn party(bits: u64) -> Id<Stakeholder> {
        Id::from_bits(bits)
    }

    fn plan() -> Plan {
        let mut plan = Plan::empty(Id::from_bits(1));
        let mut put = |entity: AnyEntity| plan = Edit::Create(entity).apply(&plan).unwrap();
        for bits in 1..=2 {
            let stakeholder = Stakeholder {
                name: format!("Party {bits}"),
                ..Stakeholder::new()
            };
            put((party(bits), stakeholder).into());
        }
        let withdrawn = Party {
            state: Acceptance::Withdrawn,
            evidence: Some(Evidence::Verbal),
            at: "2016-05-23T02:00Z".parse().ok(),
            ..Party::new(party(1))
        };
        let truce = Agreement {
            name: "Truce".to_owned(),
            parties: vec![withdrawn, Party::new(party(2))],
            breaches: vec![
                Breach::new(200, "Shots at the bridge".to_owned()),
                Breach::new(60, "Patrol over the line".to_owned()),
            ],
            ..Agreement::new()
        };
        put((TRUCE, truce).into());
        let info = PlanInfo {
            h_hour: "2016-05-23T00:00Z".parse().ok(),
            ..PlanInfo::default()
        };
        Edit::SetInfo(Box::new(info)).apply(&plan).unwrap()
    }

    #[test]
    fn the_log_is_in_order_of_time_whatever_it_was_written_down_as() {
        let log = breach_log(&plan(), &[]);
        let said: Vec<(Option<Minute>, &str)> =
            log.iter().map(|entry| (entry.at, entry.text.as_str())).collect();
        assert_eq!(
            said,
            [
                (Some(60), "Patrol over the line"),
                (Some(120), "Party 1 withdrew from it"),
                (Some(200), "Shots at the bridge"),
            ]
        );
        assert!(log[1].known.starts_with("verbal, on 23 May 2016"));
    }

    #[test]
    fn a_breach_is_recorded_with_the_partys_state_in_one_step() {
        let plan = plan();
        let form = BreachForm {
            party: Some(party(2)),
            text: "Crossed the canal".to_owned(),
            evidence: Some(Evidence::Reported),
            ..BreachForm::new(Some(TRUCE), 90)
        };
        let after = form.edit(&plan).unwrap().apply(&plan).unwrap();
        let truce = after.agreements.get(TRUCE).unwrap();
        assert_eq!(truce.parties[1].state, Acceptance::Breached);
        assert_eq!(truce.parties[1].at.unwrap().to_string(), "2016-05-23T01:30Z");
        assert_eq!(truce.breaches.len(), 3);
        assert_eq!((truce.breaches[1].at, truce.breaches[1].by), (90, Some(party(2))));
    }

    #[test]
    fn what_is_missing_is_said() {
        let plan = plan();
        let mut form = BreachForm::new(None, 0);
        assert_eq!(form.edit(&plan).unwrap_err(), "Say which agreement");
        form.agreement = Some(TRUCE);
        assert_eq!(form.edit(&plan).unwrap_err(), "Say which party");
        form.party = Some(party(2));
        assert_eq!(form.edit(&plan).unwrap_err(), "Say how it is known");
        form.evidence = Some(Evidence::Tacit);
        assert_eq!(form.edit(&plan).unwrap_err(), "Say what happened");
        form.state = Acceptance::Withdrawn;
        assert!(form.edit(&plan).is_ok());
    }
}
