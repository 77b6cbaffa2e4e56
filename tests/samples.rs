//! The embedded samples are whole, and say what they are meant to say.
//!
//! - Each text is read, is canonical, and names nothing that is not in it.
//! - `fallujah` is as large as it is meant to be, and its shapes have no defect.
//! - The checks find what is planted in it, with the values found by other means, and nothing else.
//! - `fallujah-agreed` differs by resolutions alone, and the checks find nothing critical or major in it.
//! - `mosul` is as large as it is meant to be, and holds what is planted in it: `samples/mosul.rs`.
//! - The exercise is fit to be run, and its log can be played: `samples/exercise.rs`.
//! - No person is named.
//!
//! The expected values were computed from the texts with shapely 2.2 and pyproj 3.7, by a reader of its
//! own for the texts. Areas: the polygon intersection or difference in longitude and latitude, each edge
//! cut in 200, `Geod(ellps="WGS84").polygon_area_perimeter`. Distances: `Geod.inv`. Lengths of edges:
//! `Geod.line_length` of what both outlines share; checks also count what runs within 50 m beside it at
//! the corners, so these are compared with 3 %, all else with 0.1 %.

mod exercise;
mod mosul;

use std::collections::BTreeSet;

use entente::checks::{Finding, check};
use entente::files::{Seal, ron_text};
use entente::model::{AnyId, Instant, Plan, Severity, Sharing};
use entente::samples;

fn plan(name: &str) -> Plan {
    let sample = samples::find(name).unwrap();
    ron_text::read(sample.text.as_bytes()).unwrap().plan
}

/// What is planted: code, severity, phases, names of the subjects, measure, its value, tolerance.
type Planted = (
    &'static str,
    Severity,
    &'static [&'static str],
    &'static [&'static str],
    Option<(&'static str, f64, f64)>,
);

const EXACT: f64 = 0.001;
const EDGE: f64 = 0.03;

const PLANTED: &[Planted] = {
    use Severity::{Critical, Major, Minor};
    &[
        (
            "A01",
            Critical,
            &["P3"],
            &["South", "Northwest"],
            Some(("area_m2", 3_208_044.2, EXACT)),
        ),
        (
            "A04",
            Critical,
            &["P1"],
            &[],
            Some(("area_m2", 30_994_852.0, EXACT)),
        ),
        (
            "A05",
            Critical,
            &["P4", "P5"],
            &["Industrial quarter"],
            Some(("area_m2", 3_577_858.0, EXACT)),
        ),
        (
            "A02",
            Minor,
            &["P0", "P1", "P2", "P3", "P4", "P5"],
            &["West bank", "Amiriyah"],
            Some(("area_m2", 9_408.7, EXACT)),
        ),
        (
            "B01",
            Major,
            &["P2"],
            &["Naimiyah", "West bank"],
            Some(("length_m", 7_530.4, EDGE)),
        ),
        (
            "B02",
            Major,
            &["P1", "P2", "P3", "P4", "P5"],
            &["Northeast – East"],
            Some(("length_m", 4_360.3, EXACT)),
        ),
        ("F01", Critical, &["P3"], &["South", "Badr 1st Battalion"], None),
        (
            "F03",
            Critical,
            &["P3"],
            &["1st Special Operations Brigade", "Badr 1st Battalion"],
            Some(("distance_m", 433.33, EXACT)),
        ),
        (
            "F03",
            Critical,
            &["P4"],
            &["Kata'ib Hezbollah Battalion", "Halabsa tribal battalion"],
            Some(("distance_m", 3_670.69, EXACT)),
        ),
        (
            "H16",
            Critical,
            &["P0", "P1", "P2", "P3", "P4", "P5"],
            &["NGOs"],
            None,
        ),
        (
            "K01",
            Critical,
            &["P3"],
            &["South", "Northwest"],
            Some(("area_m2", 3_208_044.2, EXACT)),
        ),
        // What of Fallujah west's outline lies within 50 m of the Northwest: 2,681.9 m.
        (
            "K01",
            Critical,
            &["P4", "P5"],
            &["Fallujah west", "Northwest"],
            Some(("length_m", 2_681.9, EXACT)),
        ),
        (
            "K01",
            Critical,
            &["P2", "P3", "P4", "P5"],
            &["Northwest", "Halabsa"],
            Some(("length_m", 9_931.5, EDGE)),
        ),
        (
            "K02",
            Critical,
            &["P3"],
            &["South", "Northwest"],
            Some(("area_m2", 3_208_044.2, EXACT)),
        ),
        (
            "K02",
            Critical,
            &["P4"],
            &["Fallujah west", "Northwest"],
            Some(("length_m", 2_681.9, EXACT)),
        ),
        (
            "K02",
            Critical,
            &["P2", "P3", "P4", "P5"],
            &["Northwest", "Halabsa"],
            Some(("length_m", 9_931.5, EDGE)),
        ),
        // Camps by hand: 405,000 m² at 45, 1,160 shelters for 6, 136,000 m² at 45.
        (
            "H08",
            Critical,
            &["P0", "P1", "P2", "P3", "P4", "P5"],
            &["Amiriyat al-Fallujah camps (6)"],
            Some(("served_people", 405_000.0 / 45.0, EXACT)),
        ),
        (
            "H08",
            Critical,
            &["P0", "P1", "P2", "P3", "P4", "P5"],
            &["Habbaniyah Tourist City camps (5)"],
            Some(("served_people", 1_160.0 * 6.0, EXACT)),
        ),
        (
            "H08",
            Critical,
            &["P0", "P1", "P2", "P3", "P4", "P5"],
            &["Khalidiyah camps (2)"],
            Some(("served_people", 136_000.0 / 45.0, EXACT)),
        ),
        // 170 people an hour in 114 open hours, of 50,000.
        (
            "H05",
            Critical,
            &["P2", "P3", "P4", "P5"],
            &["Zawiyah corridor"],
            Some(("left_people", 50_000.0 - 170.0 * 114.0, EXACT)),
        ),
        (
            "T08",
            Critical,
            &["P2"],
            &["Zawiyah corridor"],
            Some(("left_people", 50_000.0 - 170.0 * 114.0, EXACT)),
        ),
        (
            "T08",
            Critical,
            &["P2", "P3"],
            &["Northern corridor"],
            Some(("left_people", 20_000.0, EXACT)),
        ),
        ("H03", Major, &["P2", "P3"], &["Northern corridor"], None),
        (
            "H04",
            Critical,
            &["P2", "P3"],
            &["Northern corridor", "Northwest"],
            Some(("length_m", 6_915.6, EXACT)),
        ),
        (
            "H06",
            Critical,
            &["P5"],
            &["Euphrates", "Barrage bridge", "Zawiyah corridor"],
            None,
        ),
        (
            "H11",
            Critical,
            &["P0", "P1", "P2", "P3", "P4", "P5"],
            &["Saqlawiyah screening"],
            None,
        ),
        // A circle of 7,200 points by `Geod.fwd`, 5 km round the battery, with each sector.
        (
            "F07",
            Critical,
            &["P3"],
            &["PMF mortar battery", "South"],
            Some(("area_m2", 2_075_781.7, EXACT)),
        ),
        (
            "F07",
            Critical,
            &["P4", "P5"],
            &["PMF mortar battery", "Fallujah west"],
            Some(("area_m2", 873_647.6, EXACT)),
        ),
        (
            "F07",
            Critical,
            &["P1", "P2", "P3", "P4", "P5"],
            &["PMF mortar battery", "Northeast"],
            Some(("area_m2", 4_193_339.1, EXACT)),
        ),
        (
            "F07",
            Critical,
            &["P2", "P3", "P4", "P5"],
            &["PMF mortar battery", "Halabsa"],
            Some(("area_m2", 17_108_112.1, EXACT)),
        ),
        (
            "F07",
            Critical,
            &["P1", "P2", "P3", "P4", "P5"],
            &["PMF mortar battery", "Habbaniyah"],
            Some(("area_m2", 5_481_765.8, EXACT)),
        ),
        // Where the one has arrived and the other waits.
        (
            "B07",
            Critical,
            &["P0", "P1", "P2", "P3", "P4", "P5"],
            &["Baghdad Operations 2nd Brigade", "PMF Garma Brigade"],
            Some(("distance_m", 1_928.36, EXACT)),
        ),
        ("B03", Minor, &["P4"], &["South – Halabsa"], None),
        (
            "K10",
            Major,
            &["P2", "P3", "P4", "P5"],
            &["Stay-out understanding"],
            Some(("missed_minutes", (60.0 - 22.0) * 1_440.0, EXACT)),
        ),
        (
            "L07",
            Critical,
            &["P4"],
            &["Golden Division", "PMF"],
            Some(("length_m", 2_681.9, EXACT)),
        ),
        (
            "L07",
            Critical,
            &["P2", "P3", "P4", "P5"],
            &["PMF", "Tribal forces"],
            Some(("length_m", 9_931.5, EDGE)),
        ),
        (
            "L07",
            Critical,
            &["P5"],
            &["PMF", "Anbar police"],
            Some(("length_m", 2_681.9, EXACT)),
        ),
        (
            "T01",
            Critical,
            &["P1"],
            &["Halabsa", "ISIL pocket"],
            Some(("area_m2", 30_994_852.0, EXACT)),
        ),
        ("T02", Critical, &["P1"], &["Iraqi Army", "Garma"], None),
        ("T02", Critical, &["P5"], &["Anbar police", "Fallujah west"], None),
        ("T02", Critical, &["P5"], &["Anbar police", "Naimiyah"], None),
        ("K03", Major, &["P1", "P2"], &["Stay-out understanding"], None),
        ("K03", Major, &["P2", "P3", "P4", "P5"], &["Euphrates line"], None),
        (
            "K03",
            Major,
            &["P2", "P3", "P4", "P5"],
            &["Northern corridor"],
            None,
        ),
        ("L01", Major, &["P3", "P4"], &["Golden Division", "PMF"], None),
    ]
};

fn names(plan: &Plan, finding: &Finding) -> BTreeSet<String> {
    let name = |id: &AnyId| match id {
        AnyId::Stakeholder(id) => plan.label_of(*id),
        id => id.name_in(plan).unwrap_or_default().to_owned(),
    };
    finding.subjects.iter().map(name).collect()
}

fn phases(plan: &Plan, finding: &Finding) -> Vec<String> {
    let short = |name: &str| name.split(' ').next().unwrap_or_default().to_owned();
    let ids = finding.phases.iter();
    ids.map(|id| short(&plan.phases.get(*id).unwrap().name)).collect()
}

#[test]
fn every_sample_is_read_and_canonical() {
    for sample in samples::ALL {
        let read = ron_text::read(sample.text.as_bytes()).unwrap();
        assert_eq!(read.seal, Seal::Sealed, "{}", sample.name);
        assert!(
            ron_text::write(&read.plan).unwrap() == sample.text,
            "{} is not canonical",
            sample.name
        );
        assert_eq!(read.plan.info.title, sample.title);
        assert_eq!(read.plan.info.marking, "EXERCISE");
        let h_hour = match sample.name {
            "mosul" => "2016-10-17T00:00+03:00",
            _ => "2016-05-23T00:00+03:00",
        };
        assert_eq!(read.plan.info.h_hour.unwrap().to_string(), h_hour);
        assert!(read.plan.info.notes.starts_with("Approximate training data"));
        assert_eq!(read.plan.dangling(), [], "{}", sample.name);
    }
}

#[test]
fn the_names_of_the_samples_differ() {
    let names: BTreeSet<_> = samples::ALL.iter().map(|sample| sample.name).collect();
    assert_eq!(names.len(), samples::ALL.len());
    assert_eq!(samples::ALL[0].name, "fallujah", "opened on the first start");
}

#[test]
fn fallujah_is_as_large_as_it_is_meant_to_be() {
    let plan = plan("fallujah");
    let starts: Vec<_> = plan
        .phases_in_order()
        .into_iter()
        .map(|(_, phase)| phase.start / 1440)
        .collect();
    assert_eq!(starts, [-16, 0, 14, 24, 27, 35]);
    let at_least = [
        ("stakeholders", plan.stakeholders.iter().count(), 9),
        ("sectors", plan.sectors.iter().count(), 12),
        ("forces", plan.forces.iter().count(), 20),
        (
            "boundaries",
            plan.boundaries
                .iter()
                .filter(|(_, line)| line.between.is_some())
                .count(),
            10,
        ),
        ("agreements", plan.agreements.iter().count(), 6),
        ("measures", plan.measures.iter().count(), 12),
        ("corridors", plan.corridors.iter().count(), 2),
        (
            "sites with Arabic names",
            plan.sites
                .iter()
                .filter(|(_, site)| !site.native_name.is_empty())
                .count(),
            32,
        ),
    ];
    for (what, count, least) in at_least {
        assert!(count >= least, "{count} {what}, at least {least} are meant");
    }
}

#[test]
fn colours_and_patterns_tell_stakeholders_apart() {
    let plan = plan("fallujah");
    let looks: BTreeSet<_> = plan
        .stakeholders
        .iter()
        .map(|(_, party)| (party.colour.unwrap().to_string(), party.pattern.unwrap().word()))
        .collect();
    assert_eq!(looks.len(), plan.stakeholders.iter().count());
    let holders: BTreeSet<_> = plan
        .sectors
        .iter()
        .filter_map(|(_, sector)| sector.holder)
        .collect();
    let patterns: BTreeSet<_> = holders
        .iter()
        .map(|id| plan.stakeholders.get(*id).unwrap().pattern.unwrap().word())
        .collect();
    assert_eq!(
        patterns.len(),
        holders.len(),
        "who holds ground differs in pattern"
    );
}

#[test]
fn names_are_unique_among_their_kind() {
    for sample in samples::ALL {
        let plan = plan(sample.name);
        let mut seen = BTreeSet::new();
        plan.each_id(&mut |id| {
            let name = id.name_in(&plan).unwrap().to_owned();
            assert!(!name.is_empty(), "{id} has no name");
            assert!(
                seen.insert((id.kind(), name.clone())),
                "{}: two are called {name}",
                sample.name
            );
        });
    }
}

#[test]
fn the_checks_find_what_is_planted_and_nothing_else() {
    assert_finds(&plan("fallujah"), PLANTED);
}

/// Asserts that the checks find what is planted in a plan, with its values, and nothing else.
fn assert_finds(plan: &Plan, planted: &[Planted]) {
    let mut found = check(plan, None).findings;
    for (code, severity, when, subjects, measure) in planted {
        let subjects: BTreeSet<String> = subjects.iter().map(|name| (*name).to_owned()).collect();
        let place = found.iter().position(|finding| {
            finding.code == *code && names(plan, finding) == subjects && phases(plan, finding) == *when
        });
        let Some(place) = place else {
            panic!(
                "{code} {subjects:?} in {when:?} is not found; left are {:#?}",
                titles(&found)
            );
        };
        let finding = found.remove(place);
        assert_eq!(finding.severity, *severity, "{}", finding.message);
        if let Some((name, value, tolerance)) = measure {
            let measured = finding.measure(name).unwrap();
            let off = (measured - value).abs() / value;
            assert!(
                off <= *tolerance,
                "{}: {measured}, {value} is expected",
                finding.message
            );
        }
    }
    assert!(found.is_empty(), "found, and not planted: {:#?}", titles(&found));
}

#[test]
fn the_notes_list_every_planted_finding() {
    assert_noted(&plan("fallujah"), PLANTED);
}

/// Asserts that a plan's notes have a line for each planted finding.
fn assert_noted(plan: &Plan, planted: &[Planted]) {
    for (code, _, _, subjects, _) in planted {
        let line = plan
            .info
            .notes
            .lines()
            .find(|line| line.starts_with(code) && subjects.iter().all(|subject| line.contains(subject)));
        assert!(line.is_some(), "the notes do not speak of {code} {subjects:?}");
    }
}

#[test]
fn the_battalion_in_the_city_is_as_deep_as_planted() {
    let plan = plan("fallujah");
    let report = check(&plan, None);
    let finding = report
        .findings
        .iter()
        .find(|finding| finding.code == "F01")
        .unwrap();
    // The distance to Northwest's outline in an azimuthal equidistant plane round the force: 854.6 m.
    assert!(finding.message.contains("855 m"), "{}", finding.message);
}

#[test]
fn a_later_day_finds_nothing_more() {
    let later: Instant = "2026-11-23".parse().unwrap();
    for sample in samples::ALL {
        let plan = plan(sample.name);
        let codes = |as_of| -> Vec<&str> {
            check(&plan, as_of)
                .findings
                .iter()
                .map(|found| found.code)
                .collect()
        };
        let (mut then, mut now) = (codes(None), codes(Some(later)));
        then.sort_unstable();
        now.sort_unstable();
        assert_eq!(then, now, "{}", sample.name);
    }
}

#[test]
fn nothing_is_left_in_the_agreed_plan() {
    let plan = plan("fallujah-agreed");
    let report = check(&plan, None);
    assert!(report.findings.is_empty(), "{:#?}", titles(&report.findings));
    assert!(
        plan.policy.waivers.is_empty() && plan.policy.levels.is_empty(),
        "resolved, not silenced"
    );
}

#[test]
fn the_agreed_plan_is_a_branch_of_the_first() {
    let (first, agreed) = (samples::find("fallujah").unwrap(), plan("fallujah-agreed"));
    let read = ron_text::read(first.text.as_bytes()).unwrap();
    let base = agreed.base.clone().unwrap();
    assert_eq!((base.id, base.hash), (read.plan.id, read.hash.to_string()));
    // The same parties, phases and sectors, by the same ids: what differs is what was resolved.
    assert_eq!(agreed.phases, read.plan.phases);
    for (id, row) in read.plan.stakeholders.iter() {
        let mut resolved = row.clone();
        resolved.sharing = Sharing::Concerned;
        assert_eq!(agreed.stakeholders.get(id), Some(&resolved));
    }
    assert_eq!(agreed.stakeholders.len(), read.plan.stakeholders.len());
    assert_eq!(agreed.relations, read.plan.relations);
    let ids = |plan: &Plan| plan.sectors.iter().map(|(id, _)| id).collect::<Vec<_>>();
    assert_eq!(ids(&agreed), ids(&read.plan));
}

#[test]
fn no_person_is_named() {
    // Ranks and forms of address that come before a person's name.
    let titles = [
        "Gen.",
        "Lt.",
        "Lt ",
        "Maj.",
        "Col.",
        "Brig.",
        "Capt.",
        "Sgt",
        "Mr ",
        "Mr.",
        "Mrs",
        "Dr.",
        "Sheikh",
        "Sayyid",
        "President ",
        "Minister ",
        "Commander ",
        "Colonel ",
        "Captain ",
        "اللواء",
        "العميد",
        "الشيخ",
        "الفريق",
    ];
    for sample in samples::ALL {
        for title in titles {
            let at = sample.text.find(title);
            assert!(at.is_none(), "{}: {title} at byte {at:?}", sample.name);
        }
    }
}

fn titles(findings: &[Finding]) -> Vec<String> {
    let said = |finding: &Finding| format!("{} {}: {}", finding.code, finding.title, finding.message);
    findings.iter().map(said).collect()
}
