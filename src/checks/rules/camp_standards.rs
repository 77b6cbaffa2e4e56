//! H08: a camp that is to serve more people than what it has allows.
//!
//! Only figures that the plan gives count; where a camp lies is another question.

use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Place, Situation};
use super::super::{Finding, Reason, wording};
use crate::model::{AnyEntity, AnyId, Capacity, Edit, Level, Severity, Thresholds};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "H08",
    name: "camp-standards",
    title: "Camp below standard",
    summary: "Checks for camps and other sites that are to serve more people than what they have allows.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &[
        "camp_area_per_person_m2",
        "camp_people_per_toilet",
        "camp_people_per_tap",
        "camp_water_per_person_l",
        "camp_people_per_shelter",
        "camp_people_per_health_post",
        "camp_minor_permille",
        "camp_critical_permille",
    ],
    source: "Sphere Handbook 2018; UNHCR Emergency Handbook",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

A site with figures of what it has (ground, toilets, taps, water, shelters, health posts) that is to serve more \
people than the scarcest of them allows. It is to serve the people who are there by the best estimate, or those \
who are expected through the corridors that end there, whichever is more. Figures that the plan does not give are \
not judged, nor is a site while it is closed.

Minor up to `camp_minor_permille` of what it can serve, major up to `camp_critical_permille`, critical above.

The standards are those for a camp that stays: 45 m² a person (`camp_area_per_person_m2`), a toilet for 20 \
(`camp_people_per_toilet`), a tap for 250 (`camp_people_per_tap`), 15 l of water a day (`camp_water_per_person_l`), a \
shelter for 6 (`camp_people_per_shelter`), a health post for 10,000 (`camp_people_per_health_post`). In the first days of an emergency 30 m², a toilet for 50 and 7.5 l are \
what keeps people alive: set the thresholds to them while that lasts.

## Why it matters

People who find no water and no latrine after days on the road fall ill, go back, or move on to where nobody \
expects them. A camp that is full on its first day has no second one.

## Example

Three camps are planned for 18,990 people; by the end of June 2016, 85,000 have come from Fallujah.

## What to do

Add what is short, or open a second site: the finding says for how many people, and how many toilets, taps or \
shelters those need. Entente can plan the missing units.

## Source

*The Sphere Handbook* 2018: water supply standard 2.1, excreta management standard 3.2, shelter and settlement \
standard 2, health systems standard 1.1; UNHCR *Emergency Handbook*, camp planning standards. The six people of a \
shelter and the steps of severity are defaults of Entente.
";

/// What a camp has of one thing, and how many that serves.
struct Figure {
    /// `toilets`.
    what: &'static str,
    /// `toilet`.
    one: &'static str,
    have: u32,
    standard: Standard,
}

#[derive(Clone, Copy)]
enum Standard {
    /// So many units for each person.
    EachNeeds(u32),
    /// So many people for each unit.
    EachServes(u32),
}

impl Figure {
    fn serves(&self) -> f64 {
        match self.standard {
            Standard::EachNeeds(units) => f64::from(self.have) / f64::from(units),
            Standard::EachServes(people) => f64::from(self.have) * f64::from(people),
        }
    }

    /// Returns how many units are missing for so many people.
    fn missing(&self, people: u64) -> u64 {
        let wanted = match self.standard {
            Standard::EachNeeds(units) => people.saturating_mul(u64::from(units)),
            Standard::EachServes(served) => people.div_ceil(u64::from(served)),
        };
        wanted.saturating_sub(u64::from(self.have))
    }

    /// Writes an amount of it: `600 toilets`, `1 tap`, `2,000 l of water a day`.
    fn amount(&self, units: u64) -> String {
        let what = if units == 1 { self.one } else { self.what };
        format!("{} {what}", wording::grouped(units as f64))
    }

    /// Writes the standard: `45 m² a person`, `20 people each`.
    fn limit(&self) -> String {
        match self.standard {
            Standard::EachNeeds(units) => {
                let unit = self.what.split(' ').next().unwrap_or_default();
                format!("{} {unit} a person", wording::grouped(f64::from(units)))
            }
            Standard::EachServes(people) => format!("{} people each", wording::grouped(f64::from(people))),
        }
    }
}

/// Returns the figures that the plan gives and the policy judges, in the order of the model.
fn figures(capacity: &Capacity, limits: &Thresholds) -> Vec<Figure> {
    use Standard::{EachNeeds, EachServes};
    let rows = [
        (
            "m² of ground",
            "m² of ground",
            capacity.area_m2,
            EachNeeds(limits.camp_area_per_person_m2),
        ),
        (
            "toilets",
            "toilet",
            capacity.toilets,
            EachServes(limits.camp_people_per_toilet),
        ),
        (
            "taps",
            "tap",
            capacity.taps,
            EachServes(limits.camp_people_per_tap),
        ),
        (
            "l of water a day",
            "l of water a day",
            capacity.water_l_per_day,
            EachNeeds(limits.camp_water_per_person_l),
        ),
        (
            "shelters",
            "shelter",
            capacity.shelters,
            EachServes(limits.camp_people_per_shelter),
        ),
        (
            "health posts",
            "health post",
            capacity.health_posts,
            EachServes(limits.camp_people_per_health_post),
        ),
    ];
    rows.into_iter()
        .filter_map(|(what, one, have, standard)| {
            let (EachNeeds(number) | EachServes(number)) = standard;
            let have = have.filter(|_| number > 0)?;
            Some(Figure {
                what,
                one,
                have,
                standard,
            })
        })
        .collect()
}

/// Returns the figures of a site that are too low for those who come, the scarcest first.
fn short(place: &Place<'_>, limits: &Thresholds) -> Vec<Figure> {
    let expected = place.expected() as f64;
    let Some(capacity) = &place.site.capacity else {
        return Vec::new();
    };
    let mut short = figures(capacity, limits);
    short.retain(|figure| figure.serves() < expected);
    short.sort_by(|a, b| a.serves().total_cmp(&b.serves()));
    short
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for place in situation.places.all() {
        if place.open.is_empty() {
            continue;
        }
        let short = short(place, situation.thresholds());
        if let Some(scarcest) = short.first() {
            findings.add(draft(situation, place, scarcest, &short));
        }
    }
}

fn draft(situation: &Situation<'_>, place: &Place<'_>, scarcest: &Figure, short: &[Figure]) -> Draft {
    let limits = situation.thresholds();
    let expected = place.expected();
    let serves = scarcest.serves();
    let permille = expected as f64 * 1000.0;
    let severity = if permille > f64::from(limits.camp_critical_permille) * serves {
        Severity::Critical
    } else if permille > f64::from(limits.camp_minor_permille) * serves {
        Severity::Major
    } else {
        Severity::Minor
    };
    let missing: Vec<String> = short
        .iter()
        .map(|figure| figure.amount(figure.missing(expected)))
        .collect();
    let mut why: Vec<Reason> = short
        .iter()
        .map(|figure| {
            let term = format!("people that {} serve", figure.amount(u64::from(figure.have)));
            Reason::number(&term, figure.serves(), Some(expected as f64), "people")
        })
        .collect();
    why.push(Reason::number(
        "people there",
        place.people() as f64,
        None,
        "people",
    ));
    why.push(Reason::number(
        "people expected through corridors",
        place.arriving as f64,
        None,
        "people",
    ));
    let name = place.name();
    let left_over = expected as f64 - serves;
    Draft {
        severity,
        title: format!(
            "{name} has {} for {} of {} people",
            scarcest
                .what
                .split(" of ")
                .last()
                .unwrap_or(scarcest.what)
                .trim_end_matches(" a day"),
            wording::grouped(serves.floor()),
            wording::grouped(expected as f64)
        ),
        message: format!(
            "{name} is to serve {} people ({} there, {} expected through corridors). {} at {} serve {}: \
             {} are left without. Missing: {}.",
            wording::grouped(expected as f64),
            wording::grouped(place.people() as f64),
            wording::grouped(place.arriving as f64),
            scarcest.amount(u64::from(scarcest.have)),
            scarcest.limit(),
            wording::grouped(serves.floor()),
            wording::grouped(left_over.ceil()),
            wording::joined(&missing),
        ),
        subjects: vec![AnyId::from(place.id)],
        parties: place.operator(situation.plan).into_iter().collect(),
        measures: vec![
            ("without_people", left_over),
            ("expected_people", expected as f64),
            ("served_people", serves),
        ],
        geometry: Some(place.site.shape.clone()),
        at: place.at(),
        value: left_over,
        why,
        time: Time::Object(place.open.clone()),
    }
}

/// Proposes to add what is scarcest, and everything that is short.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let Some(&AnyId::Site(id)) = finding.subjects.first() else {
        return Vec::new();
    };
    let Some(place) = situation.places.of_site(id) else {
        return Vec::new();
    };
    let short = short(place, situation.thresholds());
    let scarcest = short.get(..1).unwrap_or_default();
    let mut proposals: Vec<Proposal> = added(place, "add-scarcest", scarcest).into_iter().collect();
    if short.len() > 1 {
        proposals.extend(added(place, "add-all-missing", &short));
    }
    proposals
}

/// Returns the proposal to add what is missing of some figures.
fn added(place: &Place<'_>, id: &'static str, figures: &[Figure]) -> Option<Proposal> {
    let mut site = place.site.clone();
    let capacity = site.capacity.as_mut()?;
    let expected = place.expected();
    let mut words = Vec::new();
    for figure in figures {
        let missing = figure.missing(expected);
        let field = match figure.one {
            "toilet" => &mut capacity.toilets,
            "tap" => &mut capacity.taps,
            "shelter" => &mut capacity.shelters,
            "health post" => &mut capacity.health_posts,
            "l of water a day" => &mut capacity.water_l_per_day,
            _ => &mut capacity.area_m2,
        };
        *field = Some(u32::try_from(u64::from(figure.have) + missing).ok()?);
        words.push(figure.amount(missing));
    }
    let title = format!("Add {} at {}", wording::joined(&words), place.name());
    let edit = Edit::Update(AnyEntity::from((place.id, site)));
    Some(Proposal::resolving(id, title, edit))
}

#[cfg(test)]
mod tests {
    use crate::checks::FixKind;
    use crate::model::{Capacity, People, SiteKind, When};
    use crate::testing::sketch::Sketch;

    fn camp(people: u32, how: impl FnOnce(&mut Capacity)) -> Sketch {
        let mut capacity = Capacity::default();
        how(&mut capacity);
        Sketch::of(&[])
            .phases(&[("P1", 24)])
            .site("Camp", SiteKind::Camp, 1.0, 1.0)
            .site_with("Camp", |site| {
                site.people = Some(People::new(people, people, people));
                site.capacity = Some(capacity);
            })
    }

    #[test]
    fn each_figure_is_judged_by_its_standard_and_the_scarcest_counts() {
        let of = |how: fn(&mut Capacity)| camp(1_300, how).findings("H08");
        let short = ["H08 Camp: 300 people, major"];
        assert_eq!(of(|has| has.area_m2 = Some(45_000)), short);
        assert_eq!(of(|has| has.toilets = Some(50)), short);
        assert_eq!(of(|has| has.taps = Some(4)), short);
        assert_eq!(of(|has| has.water_l_per_day = Some(15_000)), short);
        let both = of(|has| {
            has.toilets = Some(50);
            has.shelters = Some(50);
            has.health_posts = Some(1);
        });
        assert_eq!(both, ["H08 Camp: 1,000 people, critical"]);
        assert!(of(|_| ()).is_empty());
    }

    #[test]
    fn what_it_can_serve_is_enough_and_the_steps_are_those_of_the_policy() {
        let of = |people| camp(people, |has| has.toilets = Some(50)).findings("H08");
        assert!(of(1_000).is_empty());
        assert_eq!(of(1_001), ["H08 Camp: 1 people, minor"]);
        assert_eq!(of(1_200), ["H08 Camp: 200 people, minor"]);
        assert_eq!(of(1_201), ["H08 Camp: 201 people, major"]);
        assert_eq!(of(2_000), ["H08 Camp: 1,000 people, major"]);
        assert_eq!(of(2_001), ["H08 Camp: 1,001 people, critical"]);
        let none = camp(5, |has| has.taps = Some(0));
        assert_eq!(none.findings("H08"), ["H08 Camp: 5 people, critical"]);
    }

    #[test]
    fn those_who_come_by_corridor_count_where_they_are_more() {
        let sketch = camp(500, |has| has.toilets = Some(50)).corridor("Way", &[(0.0, 0.0), (1.0, 1.0)]);
        let with = |people| {
            let to = sketch.plan().sites.ids().next();
            sketch.clone().corridor_with("Way", |corridor| {
                corridor.to = to;
                corridor.expected_people = Some(people);
            })
        };
        assert!(with(1_000).findings("H08").is_empty());
        assert_eq!(with(1_500).findings("H08"), ["H08 Camp: 500 people, major"]);
    }

    #[test]
    fn a_closed_camp_and_one_that_never_opens_are_not_judged() {
        let full = || camp(1_500, |has| has.toilets = Some(50));
        let closed = full().site_with("Camp", |site| site.closed = vec![When::always()]);
        assert!(closed.findings("H08").is_empty());
        let later = full().site_with("Camp", |site| site.when.from = Some(48 * 60));
        assert!(later.findings("H08").is_empty());
    }

    #[test]
    fn a_waiver_binds_it_until_more_come() {
        let waived = camp(1_500, |has| has.toilets = Some(50)).waived("H08");
        assert_eq!(waived.findings("H08"), ["H08 Camp: 500 people, major, waived"]);
        let more = waived.site_with("Camp", |site| site.people = Some(People::new(0, 1_600, 2_000)));
        assert_eq!(more.findings("H08"), ["H08 Camp: 600 people, major"]);
    }

    #[test]
    fn the_missing_units_are_named_and_resolve_it() {
        let one = camp(1_310, |has| has.toilets = Some(50));
        let fixes = one.fixes("H08");
        assert_eq!(fixes.len(), 1);
        assert_eq!(fixes[0].title, "Add 16 toilets at Camp");
        assert_eq!(fixes[0].kind, FixKind::Resolves);
        assert!(one.with(&fixes[0].edit).findings("H08").is_empty());

        let two = camp(1_310, |has| {
            has.toilets = Some(50);
            has.area_m2 = Some(58_000);
        });
        let fixes = two.fixes("H08");
        assert_eq!(fixes[0].title, "Add 16 toilets and 950 m² of ground at Camp");
        assert_eq!(fixes[0].kind, FixKind::Resolves);
        assert!(two.clone().with(&fixes[0].edit).findings("H08").is_empty());
        assert_eq!(fixes[1].title, "Add 16 toilets at Camp");
        assert!(matches!(fixes[1].kind, FixKind::NextStep { .. }));
        assert_eq!(
            two.with(&fixes[1].edit).findings("H08"),
            ["H08 Camp: 21 people, minor"]
        );
    }
}
