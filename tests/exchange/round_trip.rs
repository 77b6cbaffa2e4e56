//! What is written is read back.

use entente::files::exchange::NoteSort;
use entente::files::exchange::geojson::write;
use entente::geometry::{Area, Geometry, Position, Ring};
use entente::model::{Changes, Edit, Entity, Id, Phase, Plan, Sector, Site, Stakeholder, Table, When};
use entente::testing::Chance;
use entente::testing::generate::{self, Size};

use super::{collection, feature, only, report, taken, taken_into};

/// What a stakeholder or phase is called in a file: its name where that is its own, else its id.
fn called<E: Entity>(table: &Table<E>, id: Id<E>) -> String {
    let name = table.get(id).map_or("", Entity::name);
    let bearers = table.iter().filter(|(_, row)| row.name() == name).count();
    if name.is_empty() || bearers > 1 || name.parse::<Id<E>>().is_ok() {
        id.to_string()
    } else {
        name.to_owned()
    }
}

fn time(plan: &Plan, when: &When) -> String {
    let phases: Vec<_> = when.phases.iter().map(|id| called(&plan.phases, *id)).collect();
    format!("{phases:?} {:?} {:?}", when.from, when.until)
}

fn party(plan: &Plan, id: Option<Id<Stakeholder>>) -> Option<String> {
    id.map(|id| called(&plan.stakeholders, id))
}

/// A shape with its rings turned one way: the standard wants a direction, the plan has none.
fn turned(shape: &Geometry) -> Geometry {
    let Geometry::Area(area) = shape else {
        return shape.clone();
    };
    let mut area = area.clone();
    for ring in area.rings_mut() {
        let mut back = ring.points.clone();
        back[1..].reverse();
        if back < ring.points {
            *ring = Ring::new(back);
        }
    }
    Geometry::Area(area)
}

/// What the map says in the terms of the exchange, an entry for each object, in any order. Ids are left
/// out but for the foreign ones: an object with a foreign id gets an id derived from that.
pub(super) fn content(plan: &Plan) -> Vec<String> {
    let mut content = Vec::new();
    macro_rules! add {
        ($row:ident, $( $field:expr ),+) => {
            content.push(format!("{:?}", (
                ($row.name.as_str(), $row.native_name.as_str(), $row.notes.as_str(), &$row.extra), $( $field ),+
            )));
        };
    }
    if let Some(area) = &plan.info.area_of_operations {
        content.push(format!("{:?}", turned(&Geometry::Area(area.clone()))));
    }
    for (_, row) in plan.sectors.iter() {
        let supporting: Vec<_> = row.supporting.iter().map(|id| party(plan, Some(*id))).collect();
        add!(
            row,
            turned(&Geometry::Area(row.area.clone())),
            party(plan, row.holder),
            (row.role, row.state, row.shared),
            (party(plan, row.lead), supporting),
            time(plan, &row.when)
        );
    }
    for (_, row) in plan.forces.iter() {
        let placements: Vec<_> = row
            .placements
            .iter()
            .map(|place| (place.at, time(plan, &place.when)))
            .collect();
        add!(
            row,
            party(plan, row.stakeholder),
            (
                row.symbol.echelon,
                row.symbol.function,
                &row.symbol.sidc,
                row.posture
            ),
            placements,
            &row.moves
        );
    }
    for (_, row) in plan.boundaries.iter() {
        let sides = (party(plan, row.left), party(plan, row.right));
        add!(
            row,
            &row.path,
            row.kind,
            sides,
            row.echelon,
            time(plan, &row.when)
        );
    }
    for (_, row) in plan.measures.iter() {
        add!(
            row,
            turned(&row.shape),
            row.kind,
            party(plan, row.owner),
            time(plan, &row.when)
        );
    }
    for (_, row) in plan.sites.iter() {
        let people = row
            .people
            .as_ref()
            .map(|people| [people.low, people.best, people.high]);
        add!(
            row,
            turned(&row.shape),
            row.kind,
            row.buffer_m,
            party(plan, row.operator),
            people,
            time(plan, &row.when)
        );
    }
    let site = |id: Option<Id<Site>>| {
        id.map(|id| {
            plan.sites
                .get(id)
                .map(|site| (site.name.clone(), turned(&site.shape)))
        })
    };
    for (_, row) in plan.corridors.iter() {
        let windows: Vec<_> = row.windows.iter().map(|when| time(plan, when)).collect();
        add!(
            row,
            &row.path,
            (row.width_m, row.mode),
            party(plan, row.owner),
            (site(row.from), site(row.to)),
            windows
        );
    }
    content.sort();
    content
}

#[test]
fn the_map_that_is_written_is_read_back() {
    for seed in 0..60 {
        let plan = generate::plan(&mut Chance::new(seed), Size { rows: 6 });
        let text = write(&plan, None);
        let imported = taken(&text);
        let (want, got) = (content(&plan), content(&imported.plan));
        assert_eq!(want.len(), got.len(), "seed {seed}");
        for (want, got) in want.iter().zip(&got) {
            assert_eq!(want, got, "seed {seed}");
        }
        let known = [NoteSort::Kept, NoteSort::Default];
        assert!(
            imported.notes.iter().all(|note| known.contains(&note.sort)),
            "{}",
            report(&imported)
        );
        assert_eq!(imported.plan.info.title, plan.info.title);
        assert_eq!(imported.plan.dangling(), []);
    }
}

#[test]
fn what_is_written_and_read_into_the_same_plan_changes_nothing() {
    for seed in 0..60 {
        let plan = generate::plan(&mut Chance::new(seed), Size { rows: 6 });
        let imported = taken_into(&write(&plan, None), &plan);
        let changes = Changes::between(&plan, &imported.plan);
        assert!(changes.is_empty(), "seed {seed}: {:?}", changes.ids());
        assert!(
            imported.taken.iter().all(|taken| taken.added == 0),
            "seed {seed}: {}",
            report(&imported)
        );
    }
}

#[test]
fn the_same_file_read_twice_is_the_same_plan() {
    for seed in 0..30 {
        let plan = generate::plan(&mut Chance::new(seed), Size::SMALL);
        let text = write(&plan, None);
        let first = taken(&text);
        assert_eq!(taken(&text), first);
        assert_eq!(taken_into(&text, &first.plan).plan, first.plan, "seed {seed}");
        let again = write(&first.plan, None);
        assert_eq!(taken_into(&again, &first.plan).plan, first.plan, "seed {seed}");
        assert_eq!(write(&first.plan, None), again);
    }
}

#[test]
fn ten_thousand_sectors_are_read_back_vertex_by_vertex() {
    let plan = generate::covering(2, 10_000, 8, 6);
    let imported = taken(&write(&plan, None));
    assert_eq!(imported.plan.sectors.len(), 10_000);
    for (id, sector) in plan.sectors.iter() {
        assert_eq!(imported.plan.sectors.get(id).unwrap().area, sector.area);
    }
}

#[test]
fn files_are_written_as_the_standard_wants() {
    let position = |lat: f64, lon: f64| Position::new(lat, lon).unwrap();
    let clockwise = vec![
        position(0.0, 0.0),
        position(1.0, 0.0),
        position(1.0, 1.0),
        position(0.0, 1.0),
    ];
    let mut sector = Sector::new(Area::from_outer(clockwise));
    let hole = [(0.2, 0.2), (0.2, 0.4), (-0.000_000_1, 0.3)];
    sector.area.parts[0].holes = vec![Ring::new(hole.map(|(lat, lon)| position(lat, lon)).to_vec())];
    sector.name = "القاطع \"A\"".to_owned();
    let plan = Plan::empty(Id::from_bits(1));
    let plan = Edit::Create((Id::from_bits(2), sector).into())
        .apply(&plan)
        .unwrap();
    insta::assert_snapshot!(write(&plan, None));
    let json: serde_json::Value = serde_json::from_str(&write(&plan, None)).unwrap();
    assert_eq!(json["features"][0]["properties"]["name"], "القاطع \"A\"");
}

#[test]
fn rings_that_cross_the_date_line_are_turned_by_the_short_way_and_stay_as_drawn() {
    let position = |lat: f64, lon: f64| Position::new(lat, lon).unwrap();
    let westward = vec![
        position(50.0, 179.0),
        position(52.0, 179.0),
        position(52.0, -179.0),
        position(50.0, -179.0),
    ];
    let plan = Plan::empty(Id::from_bits(1));
    let area = Area::from_outer(westward);
    let plan = Edit::Create((Id::from_bits(2), Sector::new(area.clone())).into())
        .apply(&plan)
        .unwrap();
    let text = write(&plan, None);
    assert!(
        text.contains("[[179.0000000,50.0000000],[-179.0000000,50.0000000],[-179.0"),
        "{text}"
    );
    assert_eq!(taken_into(&text, &plan).plan, plan);
    let mut turned = area.parts[0].outer.points.clone();
    turned[1..].reverse();
    assert_eq!(only(&taken(&text).plan.sectors).area, Area::from_outer(turned));
}

#[test]
fn a_phase_is_written_with_what_holds_in_it() {
    let text = collection(&[
        &feature("1", r#""kind": "area_of_operations""#, "square"),
        &feature("2", r#""name": "one", "phases": ["One"]"#, "square"),
        &feature("3", r#""name": "two", "phases": ["Two"]"#, "square"),
        &feature("4", r#""name": "both", "phases": ["One", "Two"]"#, "square"),
        &feature("5", r#""name": "always""#, "square"),
        &feature("6", r#""name": "late", "from_minute": 2000"#, "square"),
        &feature(
            "7",
            r#""name": "unit two", "placements": [{"at": [43, 33], "phases": ["One"]}], "phases": ["Two"]"#,
            "point",
        ),
        &feature("8", r#""name": "unit late", "from_minute": 5000"#, "point"),
        &feature(
            "9",
            r#""name": "way", "kind": "corridor", "phases": ["Two"]"#,
            "line",
        ),
        &feature(
            "10",
            r#""name": "marches", "from_minute": 5000, "moves": [{"path": [[1, 1], [2, 2]], "start": 10, "end": 20}]"#,
            "point",
        ),
    ]);
    let plan = taken(&text).plan;
    let phase = |name: &str| {
        plan.phases
            .iter()
            .find(|(_, phase)| phase.name == name)
            .unwrap()
            .0
    };
    let names = |phase: Id<Phase>| {
        let json: serde_json::Value = serde_json::from_str(&write(&plan, Some(phase))).unwrap();
        let features = json["features"].as_array().unwrap().clone();
        let mut names: Vec<_> = features
            .iter()
            .map(|feature| feature["properties"]["name"].as_str().unwrap_or("AO").to_owned())
            .collect();
        names.sort();
        names
    };
    assert_eq!(
        names(phase("One")),
        ["AO", "always", "both", "marches", "one", "unit two"]
    );
    assert_eq!(
        names(phase("Two")),
        ["AO", "always", "both", "late", "two", "unit two", "way"]
    );
}
