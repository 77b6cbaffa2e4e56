//! Tables:
//! * An order of battle becomes forces, with who answers to whom, placed or not.
//! * A list of places becomes sites and point measures, by words in English, French and Arabic.
//! * Coordinates come from two columns, from one in any form, or from well-known text.
//! * What each column holds is guessed and told, and can be said instead.
//! * What is no table, and damage, is a sentence.

use entente::files::exchange::table::{Field, Mapping, ReadTableError, read};
use entente::files::exchange::{Imported, MapKind, Options};
use entente::model::{Echelon, Edit, Extra, Force, Function, Id, MeasureKind, Plan, SiteKind};

use super::{only, report};

fn taken(text: &str) -> Imported {
    read(text.as_bytes(), &Options::default()).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn mapped(text: &str, mapping: &str) -> Result<Imported, ReadTableError> {
    let mapping: Mapping = mapping.parse().unwrap();
    let options = Options {
        mapping: Some(&mapping),
        ..Options::default()
    };
    read(text.as_bytes(), &options)
}

fn named<'p>(plan: &'p Plan, name: &str) -> &'p Force {
    let mut forces = plan.forces.iter().map(|(_, force)| force);
    forces.find(|force| force.name == name).unwrap()
}

fn told(imported: &Imported) -> String {
    let notes = imported.notes.iter();
    notes
        .map(|note| note.told(&imported.places))
        .collect::<Vec<_>>()
        .join("\n")
}

const ORBAT: &str = "Unit;Parent Unit;Size;Branch;Strength;Side;MGRS;Status\n\
    1st SOF Bn;1st SOF Bde;Bn;SOF;420;CTS;38S LB 86481 90753;ready\n\
    1st SOF Bde;;Bde;SOF;1800;CTS;;\n\
    لواء 30;;لواء;مشاة;900;PMF;33.40, 43.90;\n\
    Scouts;1st SOF Bn;?;?;many;CTS;nowhere;\n";

#[test]
fn places_among_units_stay_places_and_lengths_have_their_units() {
    let imported = taken(
        "Name,Type,Lat,Lon,Owner,Buffer m,Strength\n\
         Camp Noor,camp,33.31,43.72,UN,0.5 km,\n\
         School A,school,33.33,43.76,,300 m,\n\
         2nd Battalion,infantry battalion,33.29,43.90,Army,,450\n",
    );
    let plan = &imported.plan;
    assert_eq!((plan.forces.len(), plan.sites.len()), (1, 2));
    assert_eq!(named(plan, "2nd Battalion").personnel, Some(450));
    let mut buffers: Vec<_> = plan.sites.iter().map(|(_, site)| site.buffer_m).collect();
    buffers.sort();
    assert_eq!(buffers, [Some(300), Some(500)]);
    assert!(told(&imported).contains("0.5 km"), "what was guessed is said");
}

#[test]
fn an_order_of_battle_becomes_forces() {
    let imported = taken(ORBAT);
    let plan = &imported.plan;
    assert_eq!((plan.forces.len(), plan.stakeholders.len()), (4, 2));
    let battalion = named(plan, "1st SOF Bn");
    assert_eq!(
        (
            battalion.symbol.echelon,
            battalion.symbol.function,
            battalion.personnel
        ),
        (Some(Echelon::Battalion), Function::SpecialForces, Some(420))
    );
    let superior = plan.forces.get(battalion.superior.unwrap()).unwrap();
    assert_eq!(
        (superior.name.as_str(), superior.placements.len()),
        ("1st SOF Bde", 0)
    );
    assert_eq!(battalion.placements[0].at.to_string().split(' ').count(), 2);
    assert_eq!(battalion.extra["Status"], Extra::Text("ready".to_owned()));
    let arabic = named(plan, "لواء 30");
    assert_eq!(
        (arabic.symbol.echelon, arabic.symbol.function),
        (Some(Echelon::Brigade), Function::Infantry)
    );
    assert_eq!(arabic.placements[0].at.to_string(), "33.4000000 43.9000000");
    // What cannot be read is kept, and costs nothing else.
    let scouts = named(plan, "Scouts");
    assert_eq!(scouts.extra["echelon"], Extra::Text("?".to_owned()));
    assert_eq!(scouts.extra["personnel"], Extra::Text("many".to_owned()));
    assert!(scouts.placements.is_empty() && scouts.superior.is_some());
    insta::assert_snapshot!(told(&imported));
}

#[test]
fn the_same_table_read_twice_is_the_same_plan() {
    let first = taken(ORBAT).plan;
    assert_eq!(taken(ORBAT).plan, first);
    let with_ids = "id,name,lat,lon\n7,A,33.1,43.1\n8,B,33.2,43.2\n";
    let plan = taken(with_ids).plan;
    let moved = with_ids.replace("33.1,", "33.3,");
    let options = Options {
        into: Some(&plan),
        ..Options::default()
    };
    let again = read(moved.as_bytes(), &options).unwrap().plan;
    assert_eq!(again.sites.len(), 2);
    assert_ne!(again, plan);
}

#[test]
fn who_answers_to_whom_may_stand_in_any_order_and_in_the_plan() {
    let text = "name,parent\nA,B\nB,A\nC,C\nD,Nobody\nE,Old\n";
    let mut old = Force::new();
    old.name = "Old".to_owned();
    let base = Edit::Create((Id::from_bits(9), old).into())
        .apply(&Plan::empty(Id::from_bits(1)))
        .unwrap();
    let options = Options {
        into: Some(&base),
        ..Options::default()
    };
    let imported = read(text.as_bytes(), &options).unwrap();
    let plan = &imported.plan;
    let superior = |name: &str| {
        let superior = named(plan, name).superior;
        superior.map(|id| plan.forces.get(id).unwrap().name.clone())
    };
    assert_eq!(
        ["A", "B", "C", "D", "E"].map(superior),
        [Some("B".into()), Some("A".into()), None, None, Some("Old".into())]
    );
    assert!(report(&imported).contains("`superior` is `Nobody`, which is no other force"));
}

#[test]
fn a_list_of_places_becomes_sites_and_points() {
    let text = "الاسم,النوع,خط العرض,خط الطول,Population\n\
        مستشفى الفلوجة,,33.35,43.78,\n\
        Camp 4,IDP camp,33.30,43.60,1200\n\
        Pont neuf,pont,33.31,43.61,\n\
        CP 7,checkpoint,33.32,43.62,\n\
        Thing,gadget,33.33,43.63,\n\
        Nowhere,school,,,\n";
    let imported = taken(text);
    let plan = &imported.plan;
    let mut sites: Vec<_> = plan
        .sites
        .iter()
        .map(|(_, site)| (site.name.as_str(), site.kind))
        .collect();
    sites.sort_unstable();
    let mut want = [
        ("Camp 4", SiteKind::Camp),
        ("Pont neuf", SiteKind::Bridge),
        ("Thing", SiteKind::Other),
        ("مستشفى الفلوجة", SiteKind::Hospital),
    ];
    want.sort_unstable();
    assert_eq!(sites, want);
    assert_eq!(only(&plan.measures).kind, MeasureKind::Checkpoint);
    let camp = plan
        .sites
        .iter()
        .find(|(_, site)| site.name == "Camp 4")
        .unwrap()
        .1;
    assert_eq!(camp.people.as_ref().map(|people| people.best), Some(1200));
    let thing = plan
        .sites
        .iter()
        .find(|(_, site)| site.name == "Thing")
        .unwrap()
        .1;
    assert_eq!(thing.extra["النوع"], Extra::Text("gadget".to_owned()));
    insta::assert_snapshot!(told(&imported));
}

#[test]
fn coordinates_come_in_any_column_and_form() {
    let at = |text: &str| {
        let plan = taken(text).plan;
        only(&plan.sites).shape.points().first().unwrap().to_string()
    };
    let there = "33.3500000 43.7800000";
    for text in [
        "name,y,x\nA,33.35,43.78\n",
        "name,x,y\nA,43.78,33.35\n",
        "name;Latitude;Longitude\nA;33,35;43,78\n",
        "name,latitude,longitude\nA,33°21'00\"N,43°46'48\"E\n",
        "name,where\nA,\"33.35, 43.78\"\n",
        "name,GPS\nA,33°21′00″N 43°46′48″E\n",
        "name,geometry\nA,POINT (43.78 33.35)\n",
        "A,33.35,43.78\n",
        "name,one,two\nA,33.35,43.78\nB,,\n",
    ] {
        assert_eq!(at(text), there, "{text}");
    }
    // A grid reference without its zone is read where the plan lies.
    let area = "name,kind,wkt\nAO,area of operations,\"POLYGON((43 33, 44 33, 44 34, 43 34, 43 33))\"\n";
    let base = taken(area).plan;
    assert!(base.info.area_of_operations.is_some());
    let options = Options {
        into: Some(&base),
        ..Options::default()
    };
    let text = "name,grid\nA,LB 86481 90753\n";
    assert_eq!(read(text.as_bytes(), &options).unwrap().plan.sites.len(), 1);
    assert!(read(text.as_bytes(), &Options::default()).is_err());
}

#[test]
fn shapes_as_text_become_sectors_and_lines() {
    let text = "name,owner,wkt\n\
        North,CTS,\"POLYGON((43 33, 44 33, 44 34, 43 33),(43.5 33.1, 43.6 33.1, 43.6 33.2, 43.5 33.1))\"\n\
        PL RED,,\"LINESTRING(43 33, 44 33.5)\"\n\
        Odd,,CIRCLE(1 2)\n";
    let imported = taken(text);
    let plan = &imported.plan;
    let sector = only(&plan.sectors);
    assert_eq!(sector.area.parts[0].holes.len(), 1);
    assert_eq!(plan.label_of(sector.holder.unwrap()), "CTS");
    assert_eq!(only(&plan.measures).kind, MeasureKind::PhaseLine);
    assert!(
        told(&imported).contains("not-taken: no geometry (line 4)"),
        "{}",
        told(&imported)
    );
}

#[test]
fn a_mapping_counts_for_more_than_the_guess() {
    let text = "a,b,c,name\n33.35,43.78,CTS,old\n";
    let imported = mapped(text, "a=latitude; b=lon; C=owner; name=keep").unwrap();
    let site = only(&imported.plan.sites);
    assert_eq!(imported.plan.label_of(site.operator.unwrap()), "CTS");
    assert_eq!(site.name, "");
    let table = imported.table.as_ref().unwrap();
    let fields: Vec<Field> = table.columns.iter().map(|column| column.field).collect();
    assert_eq!(
        fields,
        [
            Field::Latitude,
            Field::Longitude,
            Field::Property("stakeholder"),
            Field::Keep
        ]
    );
    assert!(table.columns.iter().all(|column| !column.guessed));
    // The mapping that is shown can be said.
    let said = table.mapping().to_string();
    assert_eq!(mapped(text, &said).unwrap().plan, imported.plan);
    // A field that is given to one column is taken from the one it was guessed for.
    let exchanged = mapped("lat,y2,lon\n1,33.35,43.78\n", "y2=latitude").unwrap();
    assert_eq!(
        only(&exchanged.plan.sites).shape.points()[0].to_string(),
        "33.3500000 43.7800000"
    );
    let error = mapped(text, "Rank=name").unwrap_err().to_string();
    assert_eq!(
        error,
        "the table has no column `Rank`; its columns are: a, b, c, name"
    );
    let ignored = mapped("name,lat,lon,secret\nA,1,2,x\n", "secret=ignore").unwrap();
    assert!(only(&ignored.plan.sites).extra.is_empty());
}

#[test]
fn what_is_asked_for_holds_for_every_row() {
    let phases = ["P1".to_owned()];
    let options = Options {
        owner: Some("UN"),
        kind: Some(MapKind::Site),
        phases: &phases,
        ..Options::default()
    };
    let text = "name,type,lat,lon\nA,school,33.1,43.1\nB,infantry,33.2,43.2\n";
    let imported = read(text.as_bytes(), &options).unwrap();
    let plan = &imported.plan;
    assert_eq!((plan.sites.len(), plan.phases.len()), (2, 1));
    let school = plan.sites.iter().find(|(_, site)| site.name == "A").unwrap().1;
    assert_eq!((school.kind, school.when.phases.len()), (SiteKind::School, 1));
    assert!(plan.sites.iter().all(|(_, site)| site.operator.is_some()));
}

#[test]
fn what_is_no_table_is_refused_with_a_sentence() {
    let messages: Vec<String> = [
        &b""[..],
        b"\n\n",
        b"name,lat,lon\n",
        b"PK\x03\x04workbook",
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0",
        b"name,lat\n\xe9,1\n",
        b"name,lat,lon\nA,\"1,2\n",
        b"name,colour\nA,red\n",
        b"name,lat,lon\nA,95,10\n",
        b"name,easting,northing\nA,386481,3690753\n",
    ]
    .iter()
    .map(|bytes| read(bytes, &Options::default()).unwrap_err().to_string())
    .collect();
    insta::assert_snapshot!(messages.join("\n"));
    let many = format!("name,lat,lon\n{}", "A,1,2\n".repeat(100_001));
    assert!(matches!(
        read(many.as_bytes(), &Options::default()),
        Err(ReadTableError::TooMany { what: "rows", .. })
    ));
}

#[test]
fn no_damage_makes_it_panic() {
    let bytes = ORBAT.as_bytes();
    for end in 0..bytes.len() {
        let _ = read(&bytes[..end], &Options::default());
    }
    let mut flipped = bytes.to_vec();
    for place in 0..flipped.len() {
        for bit in 0..8 {
            flipped[place] ^= 1 << bit;
            let _ = read(&flipped, &Options::default());
            flipped[place] ^= 1 << bit;
        }
    }
}
