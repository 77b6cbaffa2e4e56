//! In what two plans differ: every field that differs is told, areas add up, and twenty changes of an
//! officer's morning read as a person would say them.

use std::sync::Arc;

use entente::checks;
use entente::compare::{Became, Difference, FindingsDifference, GroundDifference, ThingDifference};
use entente::geometry::{Area, Geometry, Position};
use entente::model::{
    Acceptance, AnyEntity, AnyId, BoundaryKind, Breach, ChannelState, Edit, HHourKeeps, Handover, Kind,
    Level, Plan, Readiness, Record as _, RelationState, Sector, SectorState, Stakeholder, merge_many,
};
use entente::testing::Chance;
use entente::testing::generate::{self, Size};

use crate::laws::edited;

fn fallujah() -> Plan {
    let text = entente::samples::find("fallujah").unwrap().text;
    entente::files::ron_text::read(text.as_bytes()).unwrap().plan
}

/// The entity of that kind and name.
fn named(plan: &Plan, kind: Kind, name: &str) -> AnyId {
    let mut found = None;
    plan.each_id(&mut |id| {
        if id.kind() == kind && id.name_in(plan) == Some(name) {
            found = Some(id);
        }
    });
    found.unwrap_or_else(|| panic!("no {kind} {name}"))
}

macro_rules! change {
    ($plan:expr, $kind:ident, $name:expr, |$row:ident| $change:expr) => {{
        let id = named($plan, Kind::$kind, $name);
        let Some(AnyEntity::$kind(id, row)) = id.entity_in($plan) else {
            panic!("no such row")
        };
        let mut $row = Arc::unwrap_or_clone(row);
        $change;
        Edit::Update(AnyEntity::$kind(id, Arc::new($row)))
    }};
}

fn party(plan: &Plan, name: &str) -> entente::model::Id<Stakeholder> {
    plan.stakeholders
        .iter()
        .find(|(_, party)| party.label() == name)
        .unwrap_or_else(|| panic!("no party {name}"))
        .0
}

fn moved(area: &Area, lat_e7: i32, lon_e7: i32) -> Area {
    let mut area = area.clone();
    for ring in area.rings_mut() {
        for point in &mut ring.points {
            *point = Position::from_e7(point.lat_e7() + lat_e7, point.lon_e7() + lon_e7).unwrap();
        }
    }
    area
}

#[test]
fn twenty_changes_read_as_a_person_would_say_them() {
    let plan = fallujah();
    let p = &plan;
    let edits: Vec<Edit> = vec![
        change!(p, Sector, "South", |row| row.holder =
            Some(party(p, "Federal Police"))),
        change!(p, Sector, "East", |row| {
            row.name = "East bank".to_owned();
            row.state = SectorState::Disputed;
        }),
        change!(p, Sector, "Amiriyah", |row| row.area =
            moved(&row.area, 100_000, 0)),
        change!(p, Sector, "Habbaniyah", |row| row.area =
            moved(&row.area, 50_000, 50_000)),
        change!(p, Sector, "Northwest", |row| row.when.until = Some(6_000)),
        change!(p, Sector, "Garma", |row| row.when.phases =
            vec![p.phases_in_order()[0].0]),
        change!(p, Sector, "Industrial quarter", |row| row
            .handovers
            .push(Handover::new(party(p, "PMF"), 9_000))),
        change!(p, Boundary, "Northeast – East", |row| {
            row.kind = BoundaryKind::Separation;
            row.path.points.pop();
        }),
        change!(p, Agreement, "Stay-out understanding", |row| {
            row.parties
                .iter_mut()
                .find(|one| one.stakeholder == party(p, "PMF"))
                .unwrap()
                .state = Acceptance::Rejected;
        }),
        change!(p, Agreement, "Euphrates line", |row| row
            .breaches
            .push(Breach::new(600, "Crossed by night".to_owned()))),
        change!(p, Agreement, "City to the police", |row| drop(row.clauses.pop())),
        change!(p, Force, "PMF mortar battery", |row| {
            let at = &mut row.placements[0].at;
            *at = Position::from_e7(at.lat_e7() + 200_000, at.lon_e7()).unwrap();
        }),
        change!(p, Force, "Emergency Response Brigade", |row| row.personnel =
            Some(1_234)),
        change!(p, Corridor, "Zawiyah corridor", |row| row.width_m = 300),
        change!(p, Site, "Amiriyat al-Fallujah camps (6)", |row| row
            .people
            .as_mut()
            .unwrap()
            .best =
            85_000),
        change!(p, Channel, "Through the Prime Minister's office", |row| row
            .state =
            ChannelState::Down),
        Edit::Delete(vec![named(p, Kind::Measure, "City stay-out area")]),
        Edit::SetReadiness(Readiness::Ready),
        Edit::SetThreshold {
            name: "min_overlap_m2".to_owned(),
            value: 5_000,
        },
        Edit::SetLevel {
            code: "A02".to_owned(),
            level: Level::Off,
        },
        Edit::SetHHour {
            to: Some("2016-05-24T00:00+03:00".parse().unwrap()),
            keeps: HHourKeeps::Minutes,
        },
        {
            let (id, relation) = p.relations.iter().next().unwrap();
            let mut relation = relation.clone();
            relation.state = RelationState::Hostile;
            Edit::Update((id, relation).into())
        },
        Edit::Create(
            (entente::model::Id::from_bits(77), {
                let mut sector = Sector::new(p.sectors.iter().next().unwrap().1.area.clone());
                "New sector".clone_into(&mut sector.name);
                sector.holder = Some(party(p, "PMF"));
                sector
            })
                .into(),
        ),
    ];
    let told: Vec<String> = edits
        .iter()
        .map(|edit| {
            let after = edit.apply(&plan).unwrap();
            let things = Difference::between(&plan, &after).things;
            let all: Vec<String> = things.iter().map(ThingDifference::sentence).collect();
            all.join("\n    and ")
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn every_field_that_differs_is_told_and_nothing_else() {
    for seed in 0..120 {
        let mut chance = Chance::new(seed);
        let before = generate::plan(&mut chance, Size::SMALL);
        let after = edited(&mut chance, &before, 6);
        let difference = Difference::between(&before, &after);
        assert!(Difference::between(&before, &before).is_empty());
        for thing in &difference.things {
            let Became::Changed(fields) = &thing.became else {
                continue;
            };
            let mut told: Vec<&str> = fields.iter().map(|field| field.field.as_str()).collect();
            told.dedup();
            let differ = if let Some(id) = thing.id {
                let [old, new] = [&before, &after].map(|plan| id.entity_in(plan).unwrap());
                old.changed_fields(&new)
            } else {
                let ready = (before.readiness != after.readiness).then_some("readiness");
                let info = before.info.changed_fields(&after.info);
                let policy = before.policy.changed_fields(&after.policy);
                let said = (before.discussion != after.discussion).then_some("discussion");
                ready.into_iter().chain(info).chain(policy).chain(said).collect()
            };
            assert_eq!(told, differ, "seed {seed}: {}", thing.sentence());
        }
    }
}

#[test]
fn a_plan_with_open_questions_is_not_the_same_as_one_without() {
    let plan = fallujah();
    let titled = |title: &str| {
        let mut info = plan.info.clone();
        title.clone_into(&mut info.title);
        (
            title.to_owned(),
            Edit::SetInfo(Box::new(info)).apply(&plan).unwrap(),
        )
    };
    let merged = merge_many(&plan, &[titled("One"), titled("Two")]);
    let decided = merged.conflicts[0].decided(&merged.conflicts[0].versions[0]);
    let decided = decided.apply(&merged).unwrap();
    let difference = Difference::between(&merged, &decided);
    let sentences: Vec<String> = difference.things.iter().map(ThingDifference::sentence).collect();
    assert_eq!(sentences, ["The plan: question on The plan, title removed"]);
    let sentence = Difference::between(&decided, &merged).things[0].sentence();
    assert_eq!(sentence, "The plan: question on The plan, title added");
}

#[test]
fn what_ground_gains_and_loses_adds_up() {
    let mut measured = 0;
    for seed in 0..100 {
        let mut chance = Chance::new(seed);
        let before = generate::plan(&mut chance, Size::SMALL);
        let after = edited(&mut chance, &before, 8);
        for thing in Difference::between(&before, &after).things {
            let Became::Changed(fields) = thing.became else {
                continue;
            };
            for field in fields {
                let Some(GroundDifference::Area {
                    before_m2,
                    after_m2,
                    gained: Some((_, gained_m2)),
                    lost: Some((_, lost_m2)),
                    ..
                }) = field.ground
                else {
                    continue;
                };
                let off = (after_m2 - before_m2) - (gained_m2 - lost_m2);
                assert!(
                    off.abs() <= 1.0 + 1e-6 * before_m2.max(after_m2),
                    "seed {seed}: {off} m²"
                );
                measured += 1;
            }
        }
    }
    assert!(measured > 20, "{measured}");
}

#[test]
fn findings_that_come_go_worsen_and_ease_are_told_apart() {
    let plan = fallujah();
    let before = checks::check(&plan, None);
    assert!(FindingsDifference::between(&before, &before).is_empty());

    let overlap = |name: &str| {
        let AnyId::Sector(id) = named(&plan, Kind::Sector, name) else {
            unreachable!()
        };
        id
    };
    // South yields to Northwest what both claim: the overlap is gone, and nothing else comes of it but what
    // was hidden by it.
    let [south, northwest] = [overlap("South"), overlap("Northwest")]
        .map(|id| entente::geometry::Shape::of(&plan.sectors.get(id).unwrap().area));
    let cut = entente::geometry::difference(&south, [&northwest]).unwrap();
    let edit = Edit::Reshape {
        id: overlap("South").into(),
        to: Geometry::Area(cut.to_area()),
    };
    let after = checks::check(&edit.apply(&plan).unwrap(), None);
    let shift = FindingsDifference::between(&before, &after);
    assert!(shift.vanished.iter().any(|finding| finding.code == "A01"));
    assert!(!shift.appeared.iter().any(|finding| finding.code == "A01"));
    let back = FindingsDifference::between(&after, &before);
    assert_eq!(back.appeared, shift.vanished);
    assert_eq!(back.worsened.len(), shift.eased.len());

    // More people in the same camp: the same finding, worse.
    let full = change!(&plan, Site, "Amiriyat al-Fallujah camps (6)", |row| row
        .people
        .as_mut()
        .unwrap()
        .best =
        85_000);
    let after = checks::check(&full.apply(&plan).unwrap(), None);
    let shift = FindingsDifference::between(&before, &after);
    assert!(
        shift.worsened.iter().any(|(_, finding)| finding.code == "H08"),
        "{shift:#?}"
    );
    assert!(shift.appeared.is_empty() && shift.vanished.is_empty() && shift.eased.is_empty());
}
