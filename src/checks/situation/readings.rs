//! Where parties to one agreement read the same clause differently.
//!
//! Compared are readings with each other, never with the clause: a single one is that party's remark.
//! [`Disagreement`] is by clause, whatever differs; [`Differing`] is by two parties, and of ground only.
//! Whether that makes ground contested is not said here.

use std::collections::BTreeMap;

use super::{Part, Situation, Spans};
use crate::geometry::{Area, Undecided, difference};
use crate::model::{Agreement, Id, Party, Reading, Stakeholder};

/// A clause that at least two parties read differently.
#[derive(Debug)]
pub struct Disagreement<'a> {
    /// The agreement's id.
    pub id: Id<Agreement>,
    /// As the plan has it.
    pub agreement: &'a Agreement,
    /// Which of its clauses, counted from 0.
    pub clause: usize,
    /// When the agreement is valid.
    pub spans: Spans,
    /// Those whose readings differ from another's, in the agreement's order.
    pub parties: Vec<Id<Stakeholder>>,
    /// The largest ground between two readings of at least the least overlap; `None`: they agree on it.
    pub ground: Option<Result<Ground, Undecided>>,
    /// The most minutes between two readings; `None`: they agree on them.
    pub minutes: Option<i64>,
    /// Whether the words differ.
    pub words: bool,
}

/// What is in one of two readings and not in both.
#[derive(Debug)]
pub struct Ground {
    /// Its connected parts, the largest first.
    pub parts: Vec<Part>,
    /// Their area.
    pub area_m2: f64,
}

/// Two readings of one clause that do not speak of the same ground.
#[derive(Debug)]
pub struct Differing<'a> {
    /// The agreement.
    pub agreement: Id<Agreement>,
    /// Which of its clauses, counted from 0.
    pub clause: u32,
    /// The one who reads it so, with the ground it takes the clause to speak of.
    pub a: (Id<Stakeholder>, &'a Area),
    /// The other.
    pub b: (Id<Stakeholder>, &'a Area),
    /// The connected parts that are in one reading only, or that it cannot be told.
    pub parts: Result<Vec<Part>, Undecided>,
    /// When the agreement is valid, accepted or not.
    pub spans: Spans,
}

impl<'a> Situation<'a> {
    /// Returns the clauses that parties read differently, of agreements that are ever valid, in order.
    pub fn disagreements(&self) -> Vec<Disagreement<'a>> {
        let mut found = Vec::new();
        for (id, agreement) in self.plan.agreements.iter() {
            let mut by_clause: BTreeMap<usize, Vec<(&'a Party, &'a Reading)>> = BTreeMap::new();
            for party in &agreement.parties {
                for reading in &party.readings {
                    by_clause
                        .entry(reading.clause as usize)
                        .or_default()
                        .push((party, reading));
                }
            }
            // A reading of a clause that is not there any more says nothing.
            by_clause.retain(|clause, readings| *clause < agreement.clauses.len() && readings.len() > 1);
            if by_clause.is_empty() {
                continue;
            }
            let spans = self.slices.of_when(&agreement.when, self.plan);
            if spans.is_empty() {
                continue;
            }
            for (clause, readings) in by_clause {
                let mut disagreement = Disagreement {
                    id,
                    agreement,
                    clause,
                    spans: spans.clone(),
                    parties: Vec::new(),
                    ground: None,
                    minutes: None,
                    words: false,
                };
                self.compare(&readings, &mut disagreement);
                if !disagreement.parties.is_empty() {
                    found.push(disagreement);
                }
            }
        }
        found
    }

    /// Returns the readings that differ in ground, by agreement, clause and party.
    pub fn differing_readings(&self) -> Vec<Differing<'a>> {
        let mut found = Vec::new();
        for (id, agreement) in self.plan.agreements.iter() {
            let said: Vec<(u32, Id<Stakeholder>, &'a Area)> = readings(agreement);
            for (number, &(clause, party_a, area_a)) in said.iter().enumerate() {
                let others = said.iter().skip(number + 1);
                for &(_, party_b, area_b) in others.filter(|other| other.0 == clause && other.1 != party_a) {
                    if area_a == area_b {
                        continue;
                    }
                    found.push(Differing {
                        agreement: id,
                        clause,
                        a: (party_a, area_a),
                        b: (party_b, area_b),
                        parts: self.apart(area_a, area_b),
                        spans: self.slices.of_when(&agreement.when, self.plan),
                    });
                }
            }
        }
        found
    }

    fn compare(&self, readings: &[(&Party, &Reading)], found: &mut Disagreement<'a>) {
        let mut differing = Vec::new();
        for (number, (party, reading)) in readings.iter().enumerate() {
            for (other_party, other) in readings.iter().skip(number + 1) {
                if party.stakeholder == other_party.stakeholder {
                    continue;
                }
                let ground = reading.area.as_ref().zip(other.area.as_ref());
                let ground = ground.and_then(|(a, b)| self.between(a, b));
                let minutes = reading.at.zip(other.at).map(|(a, b)| a.saturating_sub(b));
                let minutes = minutes.map(i64::saturating_abs).filter(|apart| *apart > 0);
                let words = differ(&reading.text, &other.text);
                if ground.is_none() && minutes.is_none() && !words {
                    continue;
                }
                differing.extend([party.stakeholder, other_party.stakeholder]);
                found.minutes = found.minutes.max(minutes);
                found.words |= words;
                let size = |ground: &Option<Result<Ground, Undecided>>| match ground {
                    None => 0.0,
                    Some(Ok(ground)) => ground.area_m2,
                    Some(Err(Undecided)) => f64::INFINITY,
                };
                if size(&ground) > size(&found.ground) {
                    found.ground = ground;
                }
            }
        }
        let parties = found.agreement.parties.iter().map(|party| party.stakeholder);
        found.parties = parties.filter(|party| differing.contains(party)).collect();
    }

    /// Returns what two drawn areas do not have in common, where it is large enough to count.
    fn between(&self, a: &Area, b: &Area) -> Option<Result<Ground, Undecided>> {
        let least_m2 = f64::from(self.thresholds().min_overlap_m2);
        match self.apart(a, b) {
            Err(undecided) => Some(Err(undecided)),
            Ok(mut parts) => {
                let area_m2 = parts.iter().map(|part| part.area_m2).sum();
                parts.sort_by(|a, b| b.area_m2.total_cmp(&a.area_m2));
                (area_m2 >= least_m2).then_some(Ok(Ground { parts, area_m2 }))
            }
        }
    }

    /// Returns the connected parts that only one of two drawn areas has.
    fn apart(&self, a: &Area, b: &Area) -> Result<Vec<Part>, Undecided> {
        let (a, b) = (self.shape(a), self.shape(b));
        let mut parts = difference(&a, [&*b])?.parts();
        parts.extend(difference(&b, [&*a])?.parts());
        Ok(parts.into_iter().map(Part::of).collect())
    }
}

/// Returns true for texts that are both there and differ in more than case and blanks.
fn differ(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> { text.split_whitespace().map(str::to_lowercase).collect() };
    let (a, b) = (words(a), words(b));
    !a.is_empty() && !b.is_empty() && a != b
}

/// Returns the clauses that parties read as ground of their own, in order of clause and party.
fn readings(agreement: &Agreement) -> Vec<(u32, Id<Stakeholder>, &Area)> {
    let mut said = Vec::new();
    for party in &agreement.parties {
        for reading in &party.readings {
            if let Some(area) = &reading.area {
                said.push((reading.clause, party.stakeholder, area));
            }
        }
    }
    said.sort_by_key(|(clause, party, _)| (*clause, *party));
    said
}
