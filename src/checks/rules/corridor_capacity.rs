//! H05: a corridor that lets too few through in time, or is too long for its windows.
//!
//! Whether the way itself holds together is H06's question, whether the other end has room H08's.

use super::super::fixes::corridor::{Shortage, by_vehicle, let_more_through, open_longer};
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Situation, Way, speed_km_per_h};
use super::super::{Finding, Reason, wording};
use crate::geometry::{Geometry, length_m};
use crate::model::{AnyId, CorridorMode, Level, Minute, Severity};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "H05",
    name: "corridor-capacity",
    title: "Corridor too narrow or too long",
    summary: "Checks for corridors that cannot take everybody in time, or whose windows are shorter than the way.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &[
        "corridor_foot_km_per_h",
        "corridor_vehicle_km_per_h",
        "corridor_boat_km_per_h",
        "corridor_critical_permille",
    ],
    source: "Entente; the speeds are defaults",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

A corridor through which fewer people pass (its people an hour times the hours it is open before the minute it is \
needed by, or altogether) than are expected on it. And a corridor whose way takes longer, at the speed of its mode \
(`corridor_foot_km_per_h`, `corridor_vehicle_km_per_h`, `corridor_boat_km_per_h`), than its longest window lasts.

Major; critical above `corridor_critical_permille` of what it can take. A corridor without an estimate, without a \
rate, or open without end is not judged for it; nor is one with a window in a phase that is not in the plan.

## Why it matters

Those who are not through when the window closes stand in the open between two lines, or go back into the city \
that is about to be attacked.

## Example

50,000 people are expected on the Zawiyah corridor before the ultimatum runs out; at 170 an hour it takes 19,000.

## What to do

Open it earlier and longer, find transport, or open a second way. Entente can add the missing hours.

## Source

A rule of Entente's own; ICRC, *Customary IHL*, rule 24, asks to remove civilians from the vicinity as far as \
feasible. The speeds, for groups with children and old people, are defaults of Entente.
";

/// What a corridor has to take and what it takes.
pub(super) struct Load {
    /// Who are expected.
    pub(super) people: u32,
    /// How many pass in an hour.
    rate: u32,
    /// Minutes that it is open.
    open_minutes: Minute,
}

impl Load {
    /// Returns the load of a corridor before a minute, or altogether; `None` where it cannot be told.
    pub(super) fn before(way: &Way<'_>, limit: Option<Minute>) -> Option<Self> {
        if way.has_lost_window {
            return None;
        }
        Some(Self {
            people: way.corridor.expected_people?,
            rate: way.corridor.people_per_hour?,
            open_minutes: way.open_minutes_before(limit)?,
        })
    }

    /// Returns how many pass; nobody halfway.
    pub(super) fn passing(&self) -> f64 {
        (f64::from(self.rate) * self.open_minutes as f64 / 60.0).floor()
    }

    /// Returns how many are left.
    pub(super) fn left(&self) -> f64 {
        f64::from(self.people) - self.passing()
    }

    /// Returns the minutes that it would have to be open longer; all of them where nobody passes.
    pub(super) fn missing_minutes(&self) -> Option<Minute> {
        let needed = (u64::from(self.people) * 60).checked_div(u64::from(self.rate))?;
        let exact = (u64::from(self.people) * 60).is_multiple_of(u64::from(self.rate));
        let needed = i64::try_from(needed + u64::from(!exact)).ok()?;
        Some(needed.saturating_sub(self.open_minutes).max(0))
    }

    fn share(&self) -> f64 {
        60.0 * f64::from(self.people) / (f64::from(self.rate) * self.open_minutes as f64)
    }
}

/// How long the way takes and how long there is.
struct Journey {
    hours: f64,
    longest_h: f64,
}

impl Journey {
    fn of(situation: &Situation<'_>, way: &Way<'_>) -> Option<Self> {
        if way.has_lost_window || way.corridor.path.points.len() < 2 {
            return None;
        }
        Some(Self {
            hours: way.journey_h(situation.thresholds())?,
            longest_h: way.longest_window_minutes()? as f64 / 60.0,
        })
    }

    fn share(&self) -> f64 {
        self.hours / self.longest_h
    }
}

/// The largest share that is told apart; a corridor that never opens is as bad.
const MOST: f64 = 1_000.0;

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for way in &situation.ways {
        let (load, journey) = short(situation, way);
        if load.is_some() || journey.is_some() {
            findings.add(draft(situation, way, load.as_ref(), journey.as_ref()));
        }
    }
}

/// Returns what is too much for a corridor.
fn short(situation: &Situation<'_>, way: &Way<'_>) -> (Option<Load>, Option<Journey>) {
    let load = Load::before(way, way.corridor.needed_by).filter(|load| load.left() > 0.0);
    let journey = Journey::of(situation, way).filter(|journey| journey.hours > journey.longest_h);
    (load, journey)
}

fn draft(situation: &Situation<'_>, way: &Way<'_>, load: Option<&Load>, journey: Option<&Journey>) -> Draft {
    let limits = situation.thresholds();
    let name = way.name();
    let by = way
        .corridor
        .needed_by
        .map_or_else(String::new, |by| format!(" before {}", wording::minute(by)));
    let mut share: f64 = 0.0;
    let mut sentences = Vec::new();
    let mut why = Vec::new();
    let mut measures = Vec::new();
    let mut title = String::new();
    if let Some(load) = load {
        share = share.max(load.share());
        title = format!(
            "{name} takes {} of {} people{by}",
            wording::grouped(load.passing()),
            wording::grouped(f64::from(load.people))
        );
        sentences.push(format!(
            "{} people are expected on {name}; at {} an hour, {} open{by} let {} through: {} are left.",
            wording::grouped(f64::from(load.people)),
            wording::grouped(f64::from(load.rate)),
            hours(load.open_minutes as f64 / 60.0),
            wording::grouped(load.passing()),
            wording::grouped(load.left()),
        ));
        why.push(Reason::number(
            "people expected",
            f64::from(load.people),
            Some(load.passing()),
            "people",
        ));
        why.push(Reason::number(
            "people an hour",
            f64::from(load.rate),
            None,
            "people",
        ));
        why.push(Reason::number(
            "time open",
            load.open_minutes as f64 / 60.0,
            None,
            "h",
        ));
        measures.push(("left_people", load.left()));
    }
    if let Some(journey) = journey {
        share = share.max(journey.share());
        let mode = way.corridor.mode;
        let how = match mode {
            CorridorMode::Foot => "on foot",
            CorridorMode::Vehicle => "in vehicles",
            CorridorMode::Boat => "in boats",
        };
        if title.is_empty() {
            title = format!("{name} is longer than its windows allow");
        }
        sentences.push(format!(
            "Its {} take {} {how} at {} km/h; the longest window is {}.",
            wording::length(length_m(&way.corridor.path)),
            hours(journey.hours),
            speed_km_per_h(mode, limits),
            hours(journey.longest_h),
        ));
        why.push(Reason::number(
            "time under way",
            journey.hours,
            Some(journey.longest_h),
            "h",
        ));
        measures.push(("journey_h", journey.hours));
    }
    let share = share.min(MOST);
    let critical = share * 1000.0 > f64::from(limits.corridor_critical_permille);
    why.push(Reason::number(
        "share of what it can take",
        share * 100.0,
        Some(100.0),
        "%",
    ));
    measures.insert(0, ("load_share", share));
    Draft {
        severity: if critical {
            Severity::Critical
        } else {
            Severity::Major
        },
        title,
        message: sentences.join(" "),
        subjects: vec![AnyId::from(way.id)],
        parties: way.owner(situation.plan).into_iter().collect(),
        measures,
        geometry: Some(Geometry::Path(way.corridor.path.clone())),
        at: way.corridor.path.points.first().copied(),
        value: share,
        why,
        time: Time::Object(way.open.clone()),
    }
}

/// Writes hours: `4 h`, `5.3 h`.
fn hours(hours: f64) -> String {
    if (hours - hours.round()).abs() < 0.05 {
        format!("{} h", wording::grouped(hours))
    } else {
        format!("{hours:.1} h")
    }
}

fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let Some(way) = situation
        .ways
        .iter()
        .find(|way| finding.subjects.contains(&AnyId::from(way.id)))
    else {
        return Vec::new();
    };
    let (load, journey) = short(situation, way);
    let by = way.corridor.needed_by;
    let shortage = Shortage {
        by,
        open_minutes: load.as_ref().and_then(Load::missing_minutes).unwrap_or(0),
        longest_minutes: journey
            .as_ref()
            .map_or(0, |journey| (journey.hours * 60.0).ceil() as Minute),
    };
    let mut proposals = open_longer(way, shortage);
    if load.is_some() {
        proposals.extend(let_more_through(way, by));
    }
    if journey.is_some() {
        proposals.extend(by_vehicle(situation, way));
    }
    proposals
}

#[cfg(test)]
mod tests {
    use crate::checks::FixKind;
    use crate::model::{Corridor, Id, Minute, When};
    use crate::testing::sketch::Sketch;

    fn from_until(from: Minute, until: Minute) -> When {
        When {
            from: Some(from),
            until: Some(until),
            ..When::always()
        }
    }

    /// A way of 6 km, open for 10 h, 100 people an hour, within two days.
    fn way(how: impl FnOnce(&mut Corridor)) -> Sketch {
        Sketch::of(&[])
            .phases(&[("P1", 48)])
            .corridor("Way", &[(0.0, 0.0), (6.0, 0.0)])
            .corridor_with("Way", |corridor| {
                corridor.people_per_hour = Some(100);
                corridor.windows = vec![from_until(600, 1_200)];
                how(corridor);
            })
    }

    #[test]
    fn more_people_than_pass_in_time_are_found() {
        let of = |people| way(|way| way.expected_people = Some(people)).findings("H05");
        assert!(of(1_000).is_empty());
        assert_eq!(of(1_001), ["H05 Way: 100 %, major"]);
        assert_eq!(of(1_500), ["H05 Way: 150 %, major"]);
        assert_eq!(of(1_501), ["H05 Way: 150 %, critical"]);
        let first = way(|way| way.expected_people = Some(1_500)).first("H05");
        assert_eq!(first.value, 1.5);
        assert_eq!(first.measure("left_people"), Some(500.0));
    }

    #[test]
    fn only_what_is_open_before_it_is_needed_counts() {
        let of = |by| {
            let sketch = way(|way| {
                way.expected_people = Some(1_000);
                way.needed_by = Some(by);
            });
            sketch.findings("H05")
        };
        assert!(of(1_200).is_empty());
        assert_eq!(of(1_080), ["H05 Way: 125 %, major"]);
        assert_eq!(of(300), ["H05 Way: 100000 %, critical"]);
    }

    #[test]
    fn a_way_that_takes_longer_than_any_window_is_found() {
        let of = |minutes| way(|way| way.windows = vec![from_until(0, minutes)]).findings("H05");
        assert!(of(121).is_empty());
        assert_eq!(of(100), ["H05 Way: 120 %, major"]);
        assert_eq!(of(60), ["H05 Way: 200 %, critical"]);
        let driven = way(|way| {
            way.windows = vec![from_until(0, 60)];
            way.mode = crate::model::CorridorMode::Vehicle;
        });
        assert!(driven.findings("H05").is_empty());
    }

    #[test]
    fn what_nobody_has_said_is_not_judged() {
        assert!(way(|_| ()).findings("H05").is_empty());
        let rateless = way(|way| {
            way.expected_people = Some(90_000);
            way.people_per_hour = None;
        });
        assert!(rateless.findings("H05").is_empty());
        let lost = way(|way| {
            way.expected_people = Some(90_000);
            way.windows[0].phases = vec![Id::from_bits(1)];
        });
        assert_eq!(lost.findings("H05").len(), 1);
        let endless = Sketch::of(&[])
            .corridor("Way", &[(0.0, 0.0), (6.0, 0.0)])
            .corridor_with("Way", |way| {
                way.people_per_hour = Some(1);
                way.expected_people = Some(90_000);
            });
        assert!(endless.findings("H05").is_empty());
    }

    #[test]
    fn a_waiver_binds_it() {
        let waived = way(|way| way.expected_people = Some(1_500)).waived("H05");
        assert_eq!(waived.findings("H05"), ["H05 Way: 150 %, major, waived"]);
        let more = waived.corridor_with("Way", |way| way.expected_people = Some(1_700));
        assert_eq!(more.findings("H05"), ["H05 Way: 170 %, critical"]);
    }

    #[test]
    fn more_hours_resolve_it_and_more_people_an_hour_are_a_next_step() {
        let sketch = way(|way| {
            way.expected_people = Some(1_250);
            way.windows.push(from_until(1_500, 1_560));
            way.needed_by = Some(1_800);
        });
        assert_eq!(sketch.findings("H05"), ["H05 Way: 114 %, major"]);
        let fixes = sketch.fixes("H05");
        let titles: Vec<&str> = fixes.iter().map(|fix| fix.title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "Keep Way open from H+10 h until H+30 h",
                "Open Way 2 h earlier",
                "Find transport and lanes for 114 people an hour on Way"
            ]
        );
        assert_eq!(fixes[0].kind, FixKind::Resolves);
        assert_eq!(fixes[1].kind, FixKind::Resolves);
        assert!(matches!(fixes[2].kind, FixKind::NextStep { .. }));
        for fix in &fixes {
            assert!(
                sketch.clone().with(&fix.edit).findings("H05").is_empty(),
                "{}",
                fix.title
            );
        }
    }

    #[test]
    fn a_corridor_that_never_opens_is_given_its_window() {
        let sketch = way(|way| {
            way.expected_people = Some(300);
            way.windows = vec![from_until(500, 500)];
            way.needed_by = Some(600);
        });
        let fixes = sketch.fixes("H05");
        assert_eq!(fixes[0].title, "Open Way from H+7 h until H+10 h");
        assert!(sketch.with(&fixes[0].edit).findings("H05").is_empty());
    }

    #[test]
    fn a_longer_window_or_vehicles_for_a_way_that_is_too_long() {
        let sketch = way(|way| way.windows = vec![from_until(600, 660)]);
        let fixes = sketch.fixes("H05");
        let titles: Vec<&str> = fixes.iter().map(|fix| fix.title.as_str()).collect();
        let two = ["Open Way 1 h earlier", "Keep Way open 1 h longer"];
        assert_eq!(titles[..2], two);
        assert_eq!(titles[2], "Find vehicles for Way");
    }
}
