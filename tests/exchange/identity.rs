//! Which object of the plan a feature is.

use entente::files::exchange::geojson::write;
use entente::geometry::{Area, Position};
use entente::model::{Edit, Extra, Id, Plan, Sector, SectorState, Stakeholder};

use super::{collection, feature, only, report, taken, taken_into};

#[test]
fn reading_into_a_plan_sets_what_is_there_and_deletes_nothing() {
    let base = taken(&collection(&[
        &feature(
            r#""a""#,
            r#""name": "A", "stakeholder": "CTS", "role": "assault", "phases": ["P1"], "x": 1, "y": 2"#,
            "square",
        ),
        &feature(r#""b""#, r#""name": "B""#, "square"),
    ]))
    .plan;
    let text = collection(&[
        &feature(
            r#""a""#,
            r#""stakeholder": null, "state": "held", "y": 3, "x": null"#,
            "null",
        ),
        &feature(r#""c""#, r#""name": "C", "stakeholder": "CTS""#, "square"),
    ]);
    // Without a geometry it must say what it is.
    let text = text.replace(
        r#""stakeholder": null"#,
        r#""kind": "sector", "stakeholder": null"#,
    );
    let imported = taken_into(&text, &base);
    let (old, new) = (&base, &imported.plan);
    assert_eq!(new.sectors.len(), 3);
    assert_eq!(new.stakeholders, old.stakeholders);
    let named = |plan: &Plan, name: &str| {
        plan.sectors
            .iter()
            .find(|(_, sector)| sector.name == name)
            .unwrap()
            .1
            .clone()
    };
    let mut want = named(old, "A");
    want.state = SectorState::Held;
    want.extra.insert("y".to_owned(), Extra::Whole(3));
    assert_eq!(named(new, "A"), want);
    assert_eq!(named(new, "B"), named(old, "B"));
    assert_eq!(
        report(&imported).lines().next(),
        Some("sector: 1 added, 1 updated")
    );
}

#[test]
fn objects_of_the_base_are_found_by_foreign_id_whatever_their_own() {
    let mut sector = Sector::new(Area::from_outer(vec![Position::new(1.0, 1.0).unwrap()]));
    sector.foreign_id = Some("way/7".to_owned());
    sector.notes = "ours".to_owned();
    let mut party = Stakeholder::new();
    party.name = "Counter Terrorism Service".to_owned();
    party.short_name = "CTS".to_owned();
    let base = Edit::together(
        "",
        vec![
            Edit::Create((Id::from_bits(5), sector).into()),
            Edit::Create((Id::from_bits(6), party).into()),
        ],
    )
    .apply(&Plan::empty(Id::from_bits(1)))
    .unwrap();
    let text = collection(&[&feature(
        r#""way/7""#,
        r#""name": "N", "stakeholder": "CTS""#,
        "square",
    )]);
    let plan = taken_into(&text, &base).plan;
    let sector = only(&plan.sectors);
    assert_eq!(
        (sector.name.as_str(), sector.notes.as_str(), sector.holder),
        ("N", "ours", Some(Id::from_bits(6)))
    );
    assert!(plan.sectors.contains(Id::from_bits(5)));
}

#[test]
fn ids_derive_from_kind_and_foreign_id_or_from_name_and_shape() {
    let ids = |features: &[&str]| {
        taken(&collection(features))
            .plan
            .sectors
            .ids()
            .collect::<Vec<_>>()
    };
    let by_id = ids(&[&feature("7", r#""name": "A""#, "square")]);
    assert_eq!(
        by_id,
        ids(&[&feature("7", r#""name": "B", "role": "screen""#, "square")])
    );
    assert_eq!(by_id, ids(&[&feature("", r#""id": 7"#, "square")]));
    assert_ne!(
        by_id,
        ids(&[&feature(r#""7""#, "", "square")]),
        "a number and a text are two ids"
    );
    let by_shape = ids(&[&feature("", r#""name": "A""#, "square")]);
    assert_eq!(
        by_shape,
        ids(&[&feature("", r#""name": "A", "notes": "changed""#, "square")])
    );
    assert_ne!(by_shape, ids(&[&feature("", r#""name": "B""#, "square")]));
    assert_eq!(
        ids(&[&feature(r#""s-7k3qf2xm""#, "", "square")]),
        ["s-7k3qf2xm".parse().unwrap()]
    );
    assert_ne!(
        ids(&[&feature(r#""p-7k3qf2xm""#, "", "square")]),
        ["s-7k3qf2xm".parse().unwrap()]
    );
}

#[test]
fn ids_that_meet_are_told_apart() {
    let imported = taken(&collection(&[
        &feature(r#""a""#, r#""name": "first""#, "square"),
        &feature(r#""a""#, r#""name": "second""#, "square"),
        &feature(r#""a#2""#, r#""name": "third""#, "square"),
        &feature("7", r#""name": "number""#, "square"),
        &feature(r#""7""#, r#""name": "text""#, "square"),
        &feature(r#""s-7k3qf2xm""#, r#""name": "ours""#, "square"),
        &feature(r#""s-7k3qf2xm""#, r#""name": "ours again""#, "square"),
        &feature("", r#""name": "same""#, "square"),
        &feature("", r#""name": "same""#, "square"),
        &feature(r#""a""#, r#""kind": "site""#, "square"),
    ]));
    let plan = &imported.plan;
    let mut ids: Vec<_> = plan
        .sectors
        .iter()
        .map(|(_, sector)| (sector.name.as_str(), sector.foreign_id.as_deref()))
        .collect();
    ids.sort_unstable();
    let want = [
        ("first", Some("a")),
        ("number", Some("7")),
        ("ours", None),
        ("ours again", Some("s-7k3qf2xm#2")),
        ("same", None),
        ("same", None),
        ("second", Some("a#3")),
        ("text", Some("\"7\"")),
        ("third", Some("a#2")),
    ];
    assert_eq!(ids, want);
    insta::assert_snapshot!(report(&imported));
    // Written back as they were: numbers as numbers, and read again as the same.
    let text = write(plan, None);
    assert!(
        text.contains(r#""id":7,"properties":{"kind":"sector","name":"number""#),
        "{text}"
    );
    assert!(
        text.contains(r#""id":"7","properties":{"kind":"sector","name":"text""#),
        "{text}"
    );
    assert_eq!(taken_into(&text, plan).plan, *plan);
    assert_eq!(taken(&text).plan.sectors, plan.sectors);
}

#[test]
fn a_base_that_holds_an_id_by_chance_keeps_its_object() {
    let text = collection(&[&feature("7", r#""name": "new""#, "square")]);
    let id = taken(&text).plan.sectors.ids().next().unwrap();
    let mut sector = Sector::new(Area::from_outer(vec![Position::new(1.0, 1.0).unwrap()]));
    sector.name = "drawn here".to_owned();
    let base = Edit::Create((id, sector).into())
        .apply(&Plan::empty(Id::from_bits(1)))
        .unwrap();
    let plan = taken_into(&text, &base).plan;
    assert_eq!(plan.sectors.len(), 2);
    assert_eq!(plan.sectors.get(id), base.sectors.get(id));
    assert_eq!(taken_into(&text, &plan).plan, plan);
}

#[test]
fn stakeholders_and_phases_are_the_same_by_name_and_renamed_ones_stay() {
    let text = collection(&[&feature(
        "1",
        r#""stakeholder": "CTS", "phases": ["P1"]"#,
        "square",
    )]);
    let first = taken(&text).plan;
    let (id, party) = first.stakeholders.iter().next().unwrap();
    let mut renamed = party.clone();
    renamed.name = "Golden Division".to_owned();
    let base = Edit::Update((id, renamed).into()).apply(&first).unwrap();
    assert_eq!(taken_into(&text, &base).plan, base);
    let more = collection(&[&feature("2", r#""phases": ["P1", "P2"]"#, "square")]);
    let phases: Vec<_> = taken_into(&more, &base)
        .plan
        .phases_in_order()
        .iter()
        .map(|(_, phase)| (phase.name.clone(), phase.start))
        .collect();
    assert_eq!(phases, [("P1".to_owned(), 0), ("P2".to_owned(), 1440)]);
}
