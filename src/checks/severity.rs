//! How bad a finding between two parties is.
//!
//! The base is how they stand to each other; agreements, leads and liaison ease it, silence, marching
//! forces and people near make it worse. A rule whose own page says otherwise does not come here.

use super::situation::{Contact, Stance};
use super::{Reason, Term};
use crate::model::Severity;

/// Returns the severity that a stance alone gives, 1 to 4.
pub const fn base(stance: Stance) -> u8 {
    match stance {
        Stance::Same => 1,
        Stance::Allied | Stance::Cooperating => 2,
        Stance::Neutral | Stance::Unknown => 3,
        Stance::NoContact | Stance::Rival | Stance::Hostile => 4,
    }
}

/// Returns the severity of a number, cut to 1 to 4.
pub const fn of_number(number: u8) -> Severity {
    match number {
        0 | 1 => Severity::Info,
        2 => Severity::Minor,
        3 => Severity::Major,
        _ => Severity::Critical,
    }
}

/// What eases or worsens a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "five independent facts, each a row of the finding"
)]
pub struct Modifiers {
    /// An agreement in force covers it.
    pub covered: bool,
    /// A lead is named.
    pub lead: bool,
    /// How the two can speak to each other.
    pub contact: Contact,
    /// Armed forces of both march near.
    pub both_march: bool,
    /// People are near.
    pub people: bool,
}

/// Returns the severity of a finding between two parties.
pub fn computed(stance: Stance, modifiers: Modifiers) -> Severity {
    let base = i32::from(base(stance));
    // In halves, so that no rounding can differ between machines.
    let mut halves = 2 * base;
    halves -= 2 * i32::from(modifiers.covered);
    halves -= 2 * i32::from(modifiers.lead);
    halves += contact_halves(modifiers.contact);
    halves += 2 * i32::from(modifiers.both_march);
    halves += 2 * i32::from(modifiers.people);
    let mut severity = (halves + 1).div_euclid(2);
    if modifiers.covered {
        severity = severity.max(base.min(2));
    }
    of_number(severity.clamp(1, 4) as u8)
}

/// Liaison eases by a half, no working channel worsens by one; a channel that is degraded counts, one
/// step worse.
const fn contact_halves(contact: Contact) -> i32 {
    match contact {
        Contact::Liaison => -1,
        Contact::DegradedLiaison => 1,
        Contact::Indirect => 0,
        Contact::DegradedIndirect | Contact::None => 2,
    }
}

impl Modifiers {
    /// Returns the rows that say how a severity came about.
    pub fn reasons(self, stance: Stance) -> Vec<Reason> {
        let word = |term: &str, word: &str| Reason {
            term: term.to_owned(),
            value: Term::Text(word.to_owned()),
            limit: None,
            unit: None,
        };
        let yes_no = |yes: bool| if yes { "yes" } else { "no" };
        vec![
            word("relation", stance.word()),
            word("covered by an agreement in force", yes_no(self.covered)),
            word("lead named", yes_no(self.lead)),
            word("contact", self.contact.words()),
            word("armed forces of both march near", yes_no(self.both_march)),
            word("people near", yes_no(self.people)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Modifiers = Modifiers {
        covered: false,
        lead: false,
        contact: Contact::Indirect,
        both_march: false,
        people: false,
    };

    #[test]
    fn the_base_follows_the_stance() {
        assert_eq!(computed(Stance::Cooperating, PLAIN), Severity::Minor);
        assert_eq!(computed(Stance::Unknown, PLAIN), Severity::Major);
        assert_eq!(computed(Stance::Rival, PLAIN), Severity::Critical);
    }

    #[test]
    fn a_half_step_counts_only_together_with_another() {
        let with = |contact, lead| {
            computed(
                Stance::Unknown,
                Modifiers {
                    lead,
                    contact,
                    ..PLAIN
                },
            )
        };
        assert_eq!(with(Contact::Liaison, false), Severity::Major);
        assert_eq!(with(Contact::Liaison, true), Severity::Minor);
        assert_eq!(with(Contact::None, false), Severity::Critical);
        assert_eq!(with(Contact::DegradedLiaison, false), Severity::Critical);
    }

    #[test]
    fn an_agreement_never_makes_rivals_less_than_minor() {
        let eased = Modifiers {
            covered: true,
            lead: true,
            contact: Contact::Liaison,
            ..PLAIN
        };
        assert_eq!(computed(Stance::Hostile, eased), Severity::Minor);
        assert_eq!(computed(Stance::Allied, eased), Severity::Minor);
        assert_eq!(
            computed(
                Stance::Hostile,
                Modifiers {
                    people: true,
                    ..eased
                }
            ),
            Severity::Major
        );
        assert_eq!(
            computed(
                Stance::Hostile,
                Modifiers {
                    people: true,
                    ..PLAIN
                }
            ),
            Severity::Critical
        );
    }
}
