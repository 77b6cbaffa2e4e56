//! What the properties mean.

use entente::files::exchange::geojson::{read, write};
use entente::files::exchange::{MapKind, Options};
use entente::model::{Echelon, Extra, Id, MeasureKind, SectorRole, SiteKind, Stakeholder, When};

use super::{collection, feature, only, report, taken, taken_into};

/// A file with every property in use.
fn one_of_everything() -> String {
    collection(&[
        &feature(r#""AO""#, r#""kind": "area_of_operations""#, "square"),
        &feature(
            r#""a""#,
            r#""kind": "sector", "name": "South", "native_name": "الجنوب", "notes": "n", "stakeholder": "CTS", "role": "assault",
               "state": "agreed", "phases": ["P1", "P2"], "from_minute": -60, "until_minute": 90, "shared": true, "lead": "CTS",
               "supporting": ["Police"]"#,
            "square",
        ),
        &feature(
            r#""b""#,
            r#""kind": "force", "name": "1st Bn", "stakeholder": "CTS", "echelon": "battalion", "function": "special-forces",
               "sidc": "10031000001211000000", "posture": "assault", "phases": ["P1"],
               "placements": [{"at": [43.25, 33.25], "phases": ["P2"], "from_minute": 5}, [43.5, 33.5]],
               "moves": [{"path": [[43.5, 33.5], [43.25, 33.25]], "start": 60, "end": 120}]"#,
            "point",
        ),
        &feature(
            r#""c""#,
            r#""kind": "boundary", "boundary_kind": "rear", "left": "CTS", "right": "Police", "echelon": "brigade""#,
            "line",
        ),
        &feature(
            r#""d""#,
            r#""kind": "measure", "measure": "no-fire-area", "stakeholder": "Police""#,
            "square",
        ),
        &feature(
            r#""e""#,
            r#""kind": "site", "site": "camp", "stakeholder": "UN", "buffer_m": 500, "people": [1, 2, 3]"#,
            "point",
        ),
        &feature(
            r#""f""#,
            r#""kind": "corridor", "stakeholder": "UN", "width_m": 40, "mode": "vehicle", "from": "e", "to": "River camp",
               "phases": ["P2"], "until_minute": 2000"#,
            "line",
        ),
        &feature("7", r#""kind": "site", "name": "River camp""#, "square"),
    ])
}

#[test]
fn every_property_has_its_place_in_the_plan() {
    let imported = taken(&one_of_everything());
    let plan = &imported.plan;
    let names = |ids: &[Id<Stakeholder>]| ids.iter().map(|id| plan.label_of(*id)).collect::<Vec<_>>();
    let name = |id: Option<Id<Stakeholder>>| names(id.as_slice()).concat();
    let phases = |when: &When| {
        when.phases
            .iter()
            .map(|id| plan.phases.get(*id).unwrap().name.clone())
            .collect::<Vec<_>>()
    };

    assert!(plan.info.area_of_operations.is_some());
    let sector = only(&plan.sectors);
    assert_eq!(
        (
            sector.name.as_str(),
            sector.native_name.as_str(),
            sector.notes.as_str()
        ),
        ("South", "الجنوب", "n")
    );
    assert_eq!(
        (name(sector.holder), name(sector.lead), names(&sector.supporting)),
        ("CTS".into(), "CTS".into(), vec!["Police".to_owned()])
    );
    assert_eq!(
        (sector.role.word(), sector.state.word(), sector.shared),
        ("assault", "agreed", true)
    );
    assert_eq!(
        (phases(&sector.when), sector.when.from, sector.when.until),
        (vec!["P1".into(), "P2".into()], Some(-60), Some(90))
    );
    assert_eq!(sector.foreign_id.as_deref(), Some("a"));

    let force = only(&plan.forces);
    assert_eq!(
        (force.symbol.function.word(), force.posture.word()),
        ("special-forces", "assault")
    );
    assert_eq!(force.symbol.sidc.as_deref(), Some("10031000001211000000"));
    let places: Vec<_> = force
        .placements
        .iter()
        .map(|place| (place.at.longitude(), phases(&place.when), place.when.from))
        .collect();
    assert_eq!(
        places,
        [
            (43.5, vec!["P1".to_owned()], None),
            (43.25, vec!["P2".to_owned()], Some(5)),
            (43.5, vec![], None)
        ]
    );
    assert_eq!(
        (
            force.moves[0].path.points.len(),
            force.moves[0].start,
            force.moves[0].end
        ),
        (2, 60, 120)
    );

    let boundary = only(&plan.boundaries);
    assert_eq!(
        (boundary.kind.word(), name(boundary.left), name(boundary.right)),
        ("rear", "CTS".into(), "Police".into())
    );
    assert_eq!(boundary.echelon.map(Echelon::word), Some("brigade"));
    let measure = only(&plan.measures);
    assert_eq!(
        (measure.kind, name(measure.owner)),
        (MeasureKind::NoFireArea, "Police".into())
    );
    let (camp, site) = plan
        .sites
        .iter()
        .find(|(_, site)| site.kind == SiteKind::Camp)
        .unwrap();
    let people = site
        .people
        .as_ref()
        .map(|people| [people.low, people.best, people.high]);
    assert_eq!(
        (name(site.operator), site.buffer_m, people),
        ("UN".into(), Some(500), Some([1, 2, 3]))
    );
    let corridor = only(&plan.corridors);
    assert_eq!(
        (name(corridor.owner), corridor.width_m, corridor.mode.word()),
        ("UN".into(), 40, "vehicle")
    );
    assert_eq!(corridor.from, Some(camp));
    assert_eq!(
        corridor
            .to
            .and_then(|id| plan.sites.get(id))
            .map(|site| site.name.as_str()),
        Some("River camp")
    );
    assert_eq!(
        (phases(&corridor.windows[0]), corridor.windows[0].until),
        (vec!["P2".into()], Some(2000))
    );

    let times: Vec<_> = plan
        .phases_in_order()
        .iter()
        .map(|(_, phase)| (phase.name.as_str(), phase.start, phase.end))
        .collect();
    assert_eq!(times, [("P1", 0, Some(1440)), ("P2", 1440, Some(2880))]);
    insta::assert_snapshot!(report(&imported));
}

#[test]
fn what_is_absent_is_assumed_and_said() {
    let imported = taken(&collection(&[
        &feature("", "", "square"),
        &feature(
            "",
            r#""stakeholder": "Coalition", "name": null, "role": """#,
            "square",
        ),
        &feature("", "", "line"),
        &feature("", "", "point"),
        &feature("", r#""kind": "measure""#, "point"),
        &feature("", r#""kind": "measure""#, "line"),
        &feature("", r#""kind": "measure""#, "square"),
        &feature("", r#""kind": "site""#, "square"),
        &feature("", r#""kind": "corridor""#, "line"),
    ]));
    insta::assert_snapshot!(report(&imported));
    let stakeholder = only(&imported.plan.stakeholders);
    assert_eq!(
        (stakeholder.kind.word(), stakeholder.armed),
        ("state-force", true)
    );
    assert!(imported.plan.relations.is_empty());
}

#[test]
fn what_can_be_understood_is_guessed_and_what_cannot_is_kept() {
    let imported = taken(&collection(&[
        &feature(
            "",
            r#""kind": "Sector", "role": "ASSAULT ", "state": "no such", "shared": "yes", "supporting": "A", "phases": "P""#,
            "square",
        ),
        &feature(
            "",
            r#""kind": "site", "name": 12, "site": "Built_up area", "people": 40, "buffer_m": "250""#,
            "square",
        ),
        &feature(
            "",
            r#""kind": "site", "name": "x", "people": [1, 2], "buffer_m": -3, "notes": ["a"], "height": 1.5"#,
            "square",
        ),
        &feature(
            "",
            r#""kind": "corridor", "from": "nowhere", "width_m": 12.4, "until_minute": "soon", "windows": 3"#,
            "line",
        ),
        &feature(
            "",
            r#""placements": [7, {"at": "33.5 43.5"}, {}], "moves": [{"path": []}, {"path": [[1, 1]], "start": 1}]"#,
            "point",
        ),
        &feature(
            "",
            r#""name": "a", "name": "b", "big": 123456789012345678901234567890, "nan": NaN, "huge": 1e999"#,
            "square",
        ),
        r#"{"type": "Feature", "properties": [1], "geometry": {"type": "Point", "coordinates": [1, 2, 3]}}"#,
        r#"{"type": "Feature", "properties": {"kind": "sector"}, "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1]], []]}}"#,
    ]));
    insta::assert_snapshot!(report(&imported));
    let sector = imported
        .plan
        .sectors
        .iter()
        .map(|(_, sector)| sector)
        .find(|sector| sector.shared)
        .unwrap();
    assert_eq!(sector.role, SectorRole::Assault);
    assert_eq!(sector.extra["state"], Extra::Text("no such".to_owned()));
    // What could not be used is written beside what stands in its place, and comes back.
    let text = write(&imported.plan, None);
    assert!(text.contains(r#""extra:state":"no such""#), "{text}");
    assert_eq!(taken_into(&text, &imported.plan).plan, imported.plan);
}

#[test]
fn owner_and_kind_hold_for_objects_that_say_nothing() {
    let text = collection(&[
        &feature("1", "", "square"),
        &feature("2", r#""kind": "sector", "stakeholder": "B""#, "square"),
    ]);
    let options = Options {
        owner: Some("A"),
        kind: Some(MapKind::Measure),
        ..Options::default()
    };
    let imported = read(text.as_bytes(), &options).unwrap();
    let plan = &imported.plan;
    assert_eq!(plan.label_of(only(&plan.measures).owner.unwrap()), "A");
    assert_eq!(plan.label_of(only(&plan.sectors).holder.unwrap()), "B");
    insta::assert_snapshot!(report(&imported));
    // An object that is there already keeps what it has.
    let again = Options {
        owner: Some("C"),
        into: Some(plan),
        ..options
    };
    assert_eq!(read(text.as_bytes(), &again).unwrap().plan, *plan);
}

#[test]
fn a_symbol_code_says_what_the_properties_do_not() {
    let imported = taken(&collection(&[
        &feature("1", r#""kind": "force", "sidc": "10061014151308000000""#, "point"),
        &feature(
            "3",
            r#""kind": "force", "sidc": "130310031414050000010000000368""#,
            "point",
        ),
        &feature("4", r#""kind": "force", "sidc": "10O31000161211020000""#, "point"),
        &feature("5", r#""kind": "site", "sidc": "10042000001207020000""#, "point"),
        &feature(
            "6",
            r#""kind": "measure", "sidc": "10032500001311000000""#,
            "point",
        ),
    ]));
    let told = report(&imported);
    for line in [
        "guessed: `sidc` says mortar, company, planned, task force; hostile there, here as the relations say",
        "kept: `sidc` says more than is drawn: entity 140500, feint or dummy, second modifier 01",
        "kept: `sidc` cannot be read: character 3 is `O`, which is no digit; give 0 to 9",
        "guessed: `sidc` says hospital",
        "guessed: `sidc` says linkup-point",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
    let text = write(&imported.plan, None);
    assert!(
        text.contains(r#""sidc":"10061014151308000000","sidc_given":true"#),
        "{text}"
    );
    // What came as a code goes as it came, and is read again as the same plan.
    assert_eq!(taken_into(&text, &imported.plan).plan, imported.plan);
    let again = taken(&text).plan;
    assert_eq!(write(&again, None), text);
}

#[test]
fn letters_that_contradict_the_function_are_still_there_after_a_way_out_and_back() {
    let plan = taken(&collection(&[&feature(
        "1",
        r#""kind": "force", "function": "armour", "sidc": "SFGPUCI----F---""#,
        "point",
    )]))
    .plan;
    assert_eq!(only(&plan.forces).symbol.sidc.as_deref(), Some("SFGPUCI----F---"));
    let text = write(&plan, None);
    assert!(
        !text.contains("SFGPUCI"),
        "digits go out, for what the fields say"
    );
    assert_eq!(taken_into(&text, &plan).plan, plan);
    // A partner who gives it another code is heard.
    let recoded = text.replace(r#""function":"armour","#, r#""function":"artillery","#);
    let theirs = recoded.replace("120500", "130300");
    assert_ne!(theirs, text);
    let symbol = &only(&taken_into(&theirs, &plan).plan.forces).symbol.clone();
    assert_eq!(
        (symbol.function.word(), symbol.sidc.as_deref()),
        ("artillery", None)
    );
}
