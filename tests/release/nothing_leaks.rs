//! Over generated plans and the samples: no id, name, text or position of something withheld is anywhere in the
//! bytes of an extract, and neither is working text of anything, nor what a plan says of itself alone.
//!
//! Every text of a plan is first made unlike every other, so that finding one says whose it is.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

use entente::files::exchange::geojson;
use entente::files::ron_text;
use entente::geometry::Position;
use entente::model::{AnyId, Generalisation, Id, Plan, Stakeholder, Value};
use entente::release::{Extract, can_be_released_to};
use entente::testing::Chance;
use entente::testing::generate::{self, Size};

use super::{COARSER, extract, sample};

/// Fields that go out with nothing: words for whoever keeps the plan.
const WORKING: [&str; 9] = [
    "notes",
    "tags",
    "source",
    "foreign_id",
    "extra",
    "basis",
    "breaches",
    "backed_by",
    "sharing",
];

/// The plan with every text in it replaced by one that is nowhere else, however many fields there are: done on the
/// file, where ids, dates, colours and keys can be told from texts.
fn with_texts_of_their_own(plan: &Plan) -> Plan {
    let text = ron_text::write(plan).unwrap();
    let mut told = String::new();
    let mut rest = text.as_str();
    let mut count = 0;
    while let Some(start) = rest.find('"') {
        let is_raw = rest[..start].ends_with('r');
        let end = closing(&rest[start + 1..], is_raw) + start + 1;
        let (before, literal, after) = (&rest[..start], &rest[start + 1..end], &rest[end + 1..]);
        told.push_str(before);
        let is_key = after.starts_with(':');
        if is_raw || is_key || is_a_value(literal) {
            told.push_str(&rest[start..=end]);
        } else {
            count += 1;
            let _ = write!(told, "\"zq{count:05}qz\"");
        }
        rest = after;
    }
    told.push_str(rest);
    ron_text::read(told.as_bytes()).unwrap().plan
}

/// Where a literal ends, from behind its opening quote.
fn closing(text: &str, is_raw: bool) -> usize {
    let mut escaped = false;
    for (place, letter) in text.char_indices() {
        match letter {
            '"' if !escaped => return place,
            '\\' if !is_raw => escaped = !escaped,
            _ => escaped = false,
        }
    }
    panic!("a text without an end");
}

/// True for what the model reads as something else than text.
fn is_a_value(literal: &str) -> bool {
    // Whatever kind an id is of: plans, comments and proposals have letters of their own.
    let of_plan = literal.get(1..).map(|rest| format!("e{rest}"));
    of_plan.is_some_and(|id| id.parse::<Id<Plan>>().is_ok())
        || literal.parse::<entente::model::Instant>().is_ok()
        || literal.parse::<entente::model::Colour>().is_ok()
        || literal.parse::<Position>().is_ok()
}

/// The texts that were made unlike every other, of what can be printed.
fn texts(of: &impl std::fmt::Debug) -> BTreeSet<String> {
    let printed = format!("{of:?}");
    printed
        .match_indices("zq")
        .filter_map(|(place, _)| printed.get(place..place + 9))
        .filter(|text| text.ends_with("qz"))
        .map(str::to_owned)
        .collect()
}

/// Every position in a value.
fn positions(value: &Value<'_>, into: &mut BTreeSet<Position>) {
    match value {
        Value::Position(at) => drop(into.insert(*at)),
        Value::Path(path) => into.extend(&path.points),
        Value::Area(area) => into.extend(area.points()),
        Value::List(values) => values.iter().for_each(|value| positions(value, into)),
        Value::Fields(_, fields) => fields.iter().for_each(|(_, value)| positions(value, into)),
        _ => {}
    }
}

fn positions_of(plan: &Plan, ids: &BTreeSet<AnyId>) -> BTreeSet<Position> {
    let mut found = BTreeSet::new();
    for id in ids {
        positions(&id.entity_in(plan).unwrap().value(), &mut found);
    }
    found
}

/// What must not be in the bytes of an extract, by what it is.
fn needles(plan: &Plan, extract: &Extract, party: Id<Stakeholder>) -> Vec<(String, String)> {
    let mut needles = Vec::new();
    let mut withheld: BTreeSet<AnyId> = extract.withheld.keys().copied().collect();
    // Whatever the extract says of itself: what its sharing keeps from the stakeholder is withheld.
    plan.each_id(&mut |id| {
        let value = id.entity_in(plan).unwrap();
        let Value::Fields(_, fields) = value.value() else {
            return;
        };
        let (_, sharing) = fields.iter().find(|(name, _)| *name == "sharing").unwrap();
        let kept = match sharing {
            Value::Word(word) => word == "The author only",
            Value::List(named) => !named.contains(&Value::Id(party.into())),
            _ => false,
        };
        if kept {
            withheld.insert(id);
        }
    });
    for id in &withheld {
        let entity = id.entity_in(plan).unwrap();
        needles.push((format!("id of {id}"), id.to_string()));
        needles.extend(
            texts(&entity)
                .into_iter()
                .map(|text| (format!("text of {id}"), text)),
        );
    }
    let mut shown = BTreeSet::new();
    plan.each_id(&mut |id| shown.extend((!withheld.contains(&id)).then_some(id)));
    for id in &shown {
        let Some(entity) = id.entity_in(plan) else {
            continue;
        };
        let Value::Fields(_, fields) = entity.value() else {
            continue;
        };
        for (name, value) in fields.iter().filter(|(name, _)| WORKING.contains(name)) {
            needles.extend(
                texts(value)
                    .into_iter()
                    .map(|text| (format!("{name} of {id}"), text)),
            );
        }
    }
    // Neighbours share vertices: what is shown anyway is not told by what is withheld.
    let known = positions_of(plan, &shown);
    let hidden = positions_of(plan, &withheld);
    for at in hidden.difference(&known) {
        needles.push(("a position".to_owned(), at.to_string()));
        let json = format!("{:.7},{:.7}", at.longitude(), at.latitude());
        needles.push(("a position in JSON".to_owned(), json));
    }
    let info = &plan.info;
    let of_plan = (
        &info.notes,
        &info.sources,
        &info.deadlines,
        &plan.policy,
        &plan.approvals,
        &plan.conflicts,
        &plan.discussion,
    );
    needles.extend(
        texts(&of_plan)
            .into_iter()
            .map(|text| ("of the plan".to_owned(), text)),
    );
    needles
}

/// Returns what of the needles is in the bytes of an extract, in either form that it can have.
fn leaks(plan: &Plan, extract: &Extract, party: Id<Stakeholder>) -> Vec<String> {
    let ron = ron_text::write(&extract.plan).unwrap();
    let json: String = geojson::write(&extract.plan, None)
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let needles = needles(plan, extract, party);
    let by_text: BTreeMap<&[u8], &str> = needles
        .iter()
        .map(|(what, needle)| (needle.as_bytes(), what.as_str()))
        .collect();
    let found = [ron.as_bytes(), json.as_bytes()].map(|bytes| found_in(bytes, &by_text));
    let found: BTreeSet<String> = found.into_iter().flatten().collect();
    found.into_iter().collect()
}

/// Every place of some bytes is looked at for every needle: they come in few lengths and with few beginnings.
fn found_in(bytes: &[u8], needles: &BTreeMap<&[u8], &str>) -> Vec<String> {
    let quick: HashMap<&[u8], &str> = needles.iter().map(|(needle, what)| (*needle, *what)).collect();
    let lengths: BTreeSet<usize> = needles.keys().map(|needle| needle.len()).collect();
    let mut begins = vec![false; 1 << 16];
    let beginning = |at: &[u8]| usize::from(at[0]) << 8 | usize::from(at[1]);
    for needle in needles.keys() {
        begins[beginning(needle)] = true;
    }
    let mut found = Vec::new();
    for place in 0..bytes.len().saturating_sub(1) {
        if !begins[beginning(&bytes[place..])] {
            continue;
        }
        for length in &lengths {
            let here = bytes.get(place..place + length);
            if let Some((needle, what)) = here.and_then(|here| quick.get_key_value(here)) {
                found.push(format!("{what}: {}", String::from_utf8_lossy(needle)));
            }
        }
    }
    found
}

/// How many plans are generated; `ENTENTE_RELEASE_PLANS` for a longer run.
fn plans() -> u64 {
    let asked = std::env::var("ENTENTE_RELEASE_PLANS").ok();
    asked.and_then(|count| count.parse().ok()).unwrap_or(8)
}

fn nothing_leaks(plan: &Plan, coarser: &[Generalisation], of_what: &str) -> (usize, usize) {
    let mut extracts = 0;
    let mut withheld = 0;
    for party in can_be_released_to(plan) {
        for coarser in coarser {
            let extract = extract(plan, party, *coarser);
            assert_eq!(
                leaks(plan, &extract, party),
                Vec::<String>::new(),
                "{of_what}, for {party}"
            );
            assert_eq!(extract.plan.dangling(), [], "{of_what}, for {party}");
            assert_eq!(extract.shown.len(), extract.plan.entity_count());
            assert_eq!(extract.shown.len() + extract.withheld.len(), plan.entity_count());
            extracts += 1;
            withheld += extract.withheld.len();
        }
    }
    (extracts, withheld)
}

#[test]
fn nothing_withheld_is_in_the_bytes_of_an_extract_of_a_generated_plan() {
    let (mut extracts, mut withheld) = (0, 0);
    for seed in 0..plans() {
        let size = if seed % 10 == 0 { Size::MEDIUM } else { Size::SMALL };
        let plan = with_texts_of_their_own(&generate::plan(&mut Chance::new(seed), size));
        let (made, kept) = nothing_leaks(&plan, &COARSER, &format!("seed {seed}"));
        extracts += made;
        withheld += kept;
    }
    assert!(
        extracts > 40 && withheld > 800,
        "{extracts} extracts, {withheld} withheld"
    );
}

#[test]
fn nothing_withheld_is_in_the_bytes_of_an_extract_of_a_sample() {
    let plan = with_texts_of_their_own(&sample("fallujah"));
    let (extracts, withheld) = nothing_leaks(&plan, &COARSER[..1], "fallujah");
    assert!(extracts > 10 && withheld > 1_000, "{extracts}, {withheld}");
}

#[test]
fn a_leak_would_be_seen() {
    let plan = with_texts_of_their_own(&generate::plan(&mut Chance::new(3), Size::MEDIUM));
    let party = can_be_released_to(&plan)[0];
    let sound = extract(&plan, party, COARSER[0]);
    let seen = |change: &dyn Fn(&mut Extract)| {
        let mut leaking = sound.clone();
        change(&mut leaking);
        leaks(&plan, &leaking, party)
    };
    assert!(seen(&|_| {}).is_empty());
    // The policy with its waivers; notes of the plan; a withheld object whole; its name in another's.
    assert!(!seen(&|it| it.plan.policy = plan.policy.clone()).is_empty());
    assert!(!seen(&|it| it.plan.info = plan.info.clone()).is_empty());
    for id in sound.withheld.keys() {
        let whole = id.entity_in(&plan).unwrap();
        let put = |it: &mut Extract| it.plan = it.plan.clone().with([whole.clone()]);
        assert!(seen(&put).len() > 1, "{id} put back whole is not seen");
    }
    let (_, name) = needles(&plan, &sound, party)
        .into_iter()
        .find(|(what, _)| what.starts_with("text of"))
        .unwrap();
    let told = |it: &mut Extract| it.plan.info.title = format!("Beside {name}");
    assert_eq!(seen(&told).len(), 1);
    // The row of a shown object as the whole plan has it: its working text.
    let shown = sound.shown.keys().filter_map(|id| id.entity_in(&plan));
    let back = |it: &mut Extract| it.plan = it.plan.clone().with(shown.clone());
    assert!(seen(&back).iter().any(|leak| leak.starts_with("notes of")));
}

#[test]
fn an_extract_is_not_the_plan_and_is_made_alike_each_time() {
    let plan = sample("fallujah");
    for party in can_be_released_to(&plan) {
        let one = extract(&plan, party, COARSER[1]);
        assert_ne!(one.plan.id, plan.id);
        assert_eq!(one.plan.base.as_ref().unwrap().id, plan.id);
        assert_eq!(one.plan.extract.unwrap().stakeholder, party);
        assert_eq!(one, extract(&plan, party, COARSER[1]));
        let text = ron_text::write(&one.plan).unwrap();
        assert_eq!(ron_text::read(text.as_bytes()).unwrap().plan, one.plan);
    }
    let first = plan.stakeholders.ids().next().unwrap();
    let other = plan.stakeholders.ids().nth(1).unwrap();
    assert_ne!(
        extract(&plan, first, COARSER[0]).plan.id,
        extract(&plan, other, COARSER[0]).plan.id
    );
}
