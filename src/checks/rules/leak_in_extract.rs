//! H16: what an extract for somebody would let out.
//!
//! Reads the sharing of objects alone; whether an extract that was made holds any of it, `release` says of that
//! extract, and a release is refused by the same measure.

use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::Situation;
use super::super::{Finding, Reason, wording};
use crate::model::{AnyId, Edit, Level, Severity, Sharing};
use crate::release::{Leak, Sensitive, leaks_by_sharing};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "H16",
    name: "leak-in-extract",
    title: "An extract would let out what it should not",
    summary: "Checks for contacts, safeguards and names that would go out with an extract by their sharing.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &[],
    source: "ICRC, Handbook on Data Protection in Humanitarian Action (2020), chapters 2 and 6; Entente's redaction profile",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

Objects shared with everybody or with somebody by name, whose details are not for whoever gets them: contacts of an aid \
agency or a group of civilians, and of a channel to one, that others than its own parties get; safeguards of a screening \
that others than its operator get. And texts of an object that goes out (its name, its label, what is agreed) which name, \
word for word, something that is kept from somebody who reads them; names of fewer than 4 letters, and names that \
something open has too, are not looked for. One finding for each object; its value is how many stakeholders get it. \
Critical, always. An extract in which any of this is left is not written.

## Why it matters

Who speaks for the displaced, who watches a screening and how they are reached is what gets them threatened. Once a file \
is with six parties nobody can call it back.

## Example

The NGO desk is shared with everybody, so that the army can ring it. The militia's extract has the telephone number of \
the monitors.

## What to do

Share the object with those concerned: they see it without these details. Pass contacts on by the channel that both sides \
agreed to. Word a text anew that names what it should not. A waiver takes the finding off the list; it lets nothing out.

## Source

ICRC, Handbook on Data Protection in Humanitarian Action, second edition (2020), chapters 2 (basic principles: data \
minimisation) and 6 (data sharing). Which details count is Entente's redaction profile.
";

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for leak in leaks_by_sharing(situation.plan) {
        findings.add(draft(situation, &leak));
    }
}

fn draft(situation: &Situation<'_>, leak: &Leak) -> Draft {
    let plan = situation.plan;
    let labels: Vec<String> = leak.to.iter().map(|party| situation.label(*party)).collect();
    let (count, who) = (leak.to.len() as f64, wording::joined(&labels));
    let of = leak.of.map_or_else(String::new, |id| plan.name_of(id));
    let mut subjects: Vec<AnyId> = leak.of.into_iter().collect();
    let (title, message) = match leak.what {
        Sensitive::Contacts => (
            format!("Contacts of {of} would go out with extracts"),
            format!(
                "By its sharing, the contacts of {of} would go out with extracts for {who}: {count:.0} stakeholders \
                 would get them, none should."
            ),
        ),
        Sensitive::Safeguards => (
            format!("Safeguards at {of} would go out with extracts"),
            format!(
                "By its sharing, the safeguards of the screening at {of} would go out with extracts for {who}: \
                 {count:.0} stakeholders would get them, none but its operator should."
            ),
        ),
        Sensitive::Names(hidden) => {
            subjects.push(hidden);
            let hidden = plan.name_of(hidden);
            (
                format!("{of} names {hidden}, which is kept from whoever reads it"),
                format!(
                    "A text of {of} names {hidden}, which is kept from {who}, who would get that text in an extract: \
                     {count:.0} stakeholders, none should."
                ),
            )
        }
    };
    Draft {
        severity: Severity::Critical,
        title,
        message,
        subjects,
        parties: Vec::new(),
        measures: Vec::new(),
        geometry: None,
        at: None,
        value: count,
        why: vec![Reason::number(
            "stakeholders who would get it",
            count,
            Some(0.0),
            "stakeholders",
        )],
        time: Time::Object(situation.slices.all()),
    }
}

/// Proposes to share it with those concerned: they see it without these details.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let [id] = finding.subjects.as_slice() else {
        return Vec::new();
    };
    let Some(entity) = id.entity_in(situation.plan) else {
        return Vec::new();
    };
    let edit = Edit::Update(entity.shared(Sharing::Concerned));
    let title = format!("Share {} with those concerned", wording::name(situation, *id));
    vec![Proposal::resolving("share-with-concerned", title, edit)]
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, FixKind, check};
    use crate::model::{Contact, Edit, Screening, Sharing, SiteKind, Stakeholder, StakeholderKind, Waiver};
    use crate::testing::sketch::{Sketch, party};

    fn agency(party: &mut Stakeholder) {
        party.kind = StakeholderKind::UnNgo;
        party.contacts = vec![Contact {
            office: "Monitors' desk".to_owned(),
            ..Contact::default()
        }];
    }

    /// A and B hold ground; N is an aid agency with contacts.
    fn shared(sharing: &Sharing) -> Sketch {
        Sketch::of(&[&["AABB"]]).party('N').party_with('N', |it| {
            agency(it);
            it.sharing = sharing.clone();
        })
    }

    #[test]
    fn contacts_of_an_agency_are_not_for_everybody() {
        for sharing in [
            Sharing::Concerned,
            Sharing::AuthorOnly,
            Sharing::Named(vec![party('N')]),
        ] {
            assert!(shared(&sharing).findings("H16").is_empty(), "{sharing:?}");
        }
        let with_all = shared(&Sharing::All);
        assert_eq!(with_all.findings("H16"), ["H16 N: critical"]);
        assert_eq!(with_all.first("H16").value, 2.0);
        assert_eq!(shared(&Sharing::Named(vec![party('A')])).first("H16").value, 1.0);
        let army = with_all.party_with('N', |it| it.kind = StakeholderKind::StateForce);
        assert!(army.findings("H16").is_empty());
    }

    #[test]
    fn safeguards_of_a_screening_are_its_operators() {
        let site = |sharing: Sharing, operator: char| {
            Sketch::of(&[&["AABB"]])
                .site("Screening", SiteKind::ScreeningPoint, 0.5, 0.5)
                .site_with("Screening", |site| {
                    site.screening = Some(Screening::default());
                    site.sharing = sharing.clone();
                    site.operator = Some(party(operator));
                })
        };
        assert!(site(Sharing::Concerned, 'A').findings("H16").is_empty());
        assert_eq!(
            site(Sharing::All, 'A').findings("H16"),
            ["H16 Screening: critical"]
        );
        let to_operator = Sharing::Named(vec![party('A')]);
        assert!(site(to_operator, 'A').findings("H16").is_empty());
    }

    #[test]
    fn a_name_that_is_kept_from_its_reader_is_found_word_for_word() {
        let named = |text: &str, sharing: Sharing| {
            Sketch::of(&[&["AABB", "CCCC"]])
                .sector_with("A", |sector| text.clone_into(&mut sector.name))
                .sector_with("C", |sector| {
                    "Cache seven".clone_into(&mut sector.name);
                    sector.sharing = sharing.clone();
                })
        };
        let found = named("Road to cache seven", Sharing::AuthorOnly);
        assert_eq!(found.findings("H16").len(), 1);
        // A, whose sector it is, and B and C, whose sectors it touches: all read it.
        assert_eq!(found.first("H16").value, 3.0);
        assert!(found.fixes("H16").is_empty());
        assert_eq!(
            named(
                "Road to cache seven",
                Sharing::Named(vec![party('A'), party('C')])
            )
            .first("H16")
            .value,
            1.0
        );
        assert!(
            named("Road to cache seventy", Sharing::AuthorOnly)
                .findings("H16")
                .is_empty()
        );
        assert!(
            named("Road to cache seven", Sharing::Concerned)
                .findings("H16")
                .is_empty()
        );
        // Notes go out to nobody.
        let noted = named("Road", Sharing::AuthorOnly)
            .sector_with("B", |sector| "cache seven".clone_into(&mut sector.notes));
        assert!(noted.findings("H16").is_empty());
    }

    #[test]
    fn sharing_it_with_those_concerned_resolves_it() {
        let sketch = shared(&Sharing::All);
        let fixes = sketch.fixes("H16");
        assert_eq!(fixes[0].title, "Share N with those concerned");
        assert_eq!(fixes[0].kind, FixKind::Resolves);
        assert!(sketch.with(&fixes[0].edit).findings("H16").is_empty());
    }

    #[test]
    fn a_waiver_binds_it_until_more_get_it() {
        let narrow = shared(&Sharing::Named(vec![party('A')]));
        let waiver = Waiver::of(
            "H16",
            vec![party('N').into()],
            None,
            1.0,
            "Plans",
            "agreed by the agency",
        );
        let waived = narrow.with(&Edit::Waive(waiver));
        assert_eq!(waived.findings("H16"), ["H16 N: critical, waived"]);
        let wide = waived.party_with('N', |it| it.sharing = Sharing::All);
        assert_eq!(wide.findings("H16"), ["H16 N: critical"]);
        let report = check(wide.plan(), None);
        assert_eq!(
            Checker::new()
                .fixes(wide.plan(), &report, &wide.first("H16"))
                .len(),
            1
        );
    }
}
