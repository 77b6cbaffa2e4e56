//! Where two parties to an agreement take a clause to speak of different ground.
//!
//! Only readings with an area are compared, each with each; dates and words are for a rule of their
//! own. Whether that makes ground contested is not said here.

use super::pairs::Part;
use super::{Situation, Spans};
use crate::geometry::{Area, Undecided, difference};
use crate::model::{Agreement, Id, Stakeholder};

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
                        parts: self.parts_of_one(area_a, area_b),
                        spans: self.slices.of_when(&agreement.when, self.plan),
                    });
                }
            }
        }
        found
    }

    /// Returns the connected parts that only one of two areas has.
    fn parts_of_one(&self, a: &Area, b: &Area) -> Result<Vec<Part>, Undecided> {
        let (a, b) = (self.shape(a), self.shape(b));
        let mut parts = difference(&a, [&*b])?.parts();
        parts.extend(difference(&b, [&*a])?.parts());
        Ok(parts.into_iter().map(Part::of).collect())
    }
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
