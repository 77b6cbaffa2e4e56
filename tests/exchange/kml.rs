//! KML:
//! * A placemark becomes what a feature of the same properties would.
//! * Folders and names are hints, named in the report; what is written counts for more.
//! * Ids derive from the foreign ones, so the same file read twice is the same plan.
//! * A file that is cut off, flipped, too deep, or tries to define entities is refused with a line and a
//!   remedy; nothing panics.

use entente::files::exchange::kml::{ReadKmlError, read};
use entente::files::exchange::{Choice, Choices, Imported, MapKind, Options, Owner, ShapeSort};
use entente::model::{Echelon, Extra, MeasureKind, SectorRole, SiteKind};

use super::{only, report};

fn taken(text: &str) -> Imported {
    read(text.as_bytes(), &Options::default()).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn refused(bytes: &[u8]) -> ReadKmlError {
    read(bytes, &Options::default()).unwrap_err()
}

fn kml(inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\" \
         xmlns:gx=\"http://www.google.com/kml/ext/2.2\">\n<Document>\n{inside}\n</Document>\n</kml>\n"
    )
}

const SQUARE: &str = "<Polygon><outerBoundaryIs><LinearRing><coordinates>43,33,0 44,33,0 44,34,0 43,34,0 43,33,0\
    </coordinates></LinearRing></outerBoundaryIs></Polygon>";
const HOLE: &str = "<Polygon><outerBoundaryIs><LinearRing><coordinates>43,33 44,33 44,34 43,34 43,33</coordinates>\
    </LinearRing></outerBoundaryIs><innerBoundaryIs><LinearRing><coordinates>43.2,33.2 43.4,33.2 43.4,33.4 \
    43.2,33.2</coordinates></LinearRing></innerBoundaryIs></Polygon>";
const LINE: &str = "<LineString><coordinates>43,33 44,33.5</coordinates></LineString>";
const POINT: &str = "<Point><coordinates>43.5,33.5,0</coordinates></Point>";

fn placemark(name: &str, more: &str) -> String {
    format!("<Placemark><name>{name}</name>{more}</Placemark>")
}

/// A file as partners send them: folders, Arabic, HTML, a table's columns, a view and a style.
fn partners_file() -> String {
    kml(&format!(
        r##"<name>PMF overlay 23 May</name>
        <Style id="s"><LineStyle><color>ff0000ff</color></LineStyle></Style>
        <Schema name="units" id="units"><SimpleField type="string" name="stakeholder"/></Schema>
        <Folder><name>Sectors</name>
          <Placemark id="sector-1"><name>القطاع الجنوبي</name>
            <description><![CDATA[<b>Held</b> by the brigade.<br>See &amp; report.]]></description>
            <ExtendedData><Data name="stakeholder"><value>PMF</value></Data><Data name="Role"><value>assault</value></Data>
              <Data name="phases"><value>P1; P2</value></Data><Data name="colour"><value>red</value></Data></ExtendedData>
            <TimeSpan><begin>2016-05-23</begin><end>2016-05-30</end></TimeSpan>{HOLE}</Placemark>
        </Folder>
        <Folder><name>ORBAT</name><Folder><name>Units</name>
          <Placemark id="u1"><name>Kata'ib</name><ExtendedData><SchemaData schemaUrl="#units">
            <SimpleData name="stakeholder">PMF</SimpleData><SimpleData name="echelon">brigade</SimpleData></SchemaData>
            </ExtendedData><LookAt><longitude>1</longitude></LookAt>{POINT}</Placemark>
        </Folder></Folder>
        {}{}{}
        <NetworkLink><Link><href>http://example.org/x.kml</href></Link></NetworkLink>
        <GroundOverlay><Icon><href>x.png</href></Icon></GroundOverlay>"##,
        placemark("PL GREEN", LINE),
        placemark("Jolan hospital", POINT),
        placemark(
            "Area of operations",
            &format!("<MultiGeometry>{SQUARE}{SQUARE}</MultiGeometry>")
        ),
    ))
}

#[test]
fn placemarks_become_what_features_would() {
    let imported = taken(&partners_file());
    let plan = &imported.plan;
    assert_eq!(plan.info.title, "PMF overlay 23 May");
    let sector = only(&plan.sectors);
    assert_eq!(
        (sector.name.as_str(), sector.role, sector.notes.as_str()),
        (
            "القطاع الجنوبي",
            SectorRole::Assault,
            "Held by the brigade.\nSee & report."
        )
    );
    assert_eq!(plan.label_of(sector.holder.unwrap()), "PMF");
    assert_eq!(sector.area.parts[0].holes.len(), 1);
    assert_eq!((sector.when.phases.len(), plan.phases.len()), (2, 2));
    assert_eq!(sector.foreign_id.as_deref(), Some("sector-1"));
    assert_eq!(sector.extra["colour"], Extra::Text("red".to_owned()));
    assert_eq!(sector.extra["folder"], Extra::Text("Sectors".to_owned()));
    let Extra::Map(span) = &sector.extra["TimeSpan"] else {
        panic!("{:?}", sector.extra)
    };
    assert_eq!(span["begin"], Extra::Text("2016-05-23".to_owned()));
    let force = only(&plan.forces);
    assert_eq!(force.symbol.echelon, Some(Echelon::Brigade));
    assert_eq!(force.stakeholder, sector.holder);
    assert_eq!(force.placements[0].at.to_string(), "33.5000000 43.5000000");
    assert_eq!(only(&plan.measures).kind, MeasureKind::PhaseLine);
    assert_eq!(only(&plan.sites).kind, SiteKind::Hospital);
    assert_eq!(plan.info.area_of_operations.as_ref().unwrap().parts.len(), 2);
    let lines: Vec<String> = imported
        .notes
        .iter()
        .map(|note| note.told(&imported.places))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn the_same_file_read_twice_is_the_same_plan() {
    let text = partners_file();
    let first = taken(&text).plan;
    assert_eq!(taken(&text).plan, first);
    let options = Options {
        into: Some(&first),
        ..Options::default()
    };
    assert_eq!(read(text.as_bytes(), &options).unwrap().plan, first);
}

#[test]
fn folders_and_names_are_hints_and_what_is_asked_for_counts_for_more() {
    let text = kml(&format!(
        "<Folder><name>Hospitals</name>{}</Folder><Folder><name>المستشفيات</name>{}</Folder>{}",
        placemark("North", SQUARE),
        placemark("No hint", POINT),
        placemark("Bridge 3", POINT)
    ));
    let imported = taken(&text);
    assert_eq!((imported.plan.sites.len(), imported.plan.forces.len()), (2, 1));
    let options = Options {
        kind: Some(MapKind::Measure),
        owner: Some("CTS"),
        ..Options::default()
    };
    let plan = read(text.as_bytes(), &options).unwrap().plan;
    assert_eq!(plan.measures.len(), 3);
    assert!(plan.measures.iter().all(|(_, measure)| measure.owner.is_some()));
}

#[test]
fn groups_are_listed_and_choices_hold_for_all_of_a_group() {
    let text = kml(&format!(
        "<Folder><name>A</name>{}{}</Folder><Folder><name>B</name>{}</Folder>{}",
        placemark("one", SQUARE),
        placemark("two", SQUARE),
        placemark("three", SQUARE),
        placemark("four", LINE)
    ));
    let imported = taken(&text);
    let shown: Vec<_> = imported
        .groups
        .iter()
        .map(|group| {
            (
                group.key.folder.as_str(),
                group.key.shape,
                group.count,
                group.kind,
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("", ShapeSort::Line, 1, Some(MapKind::Boundary)),
            ("A", ShapeSort::Area, 2, Some(MapKind::Sector)),
            ("B", ShapeSort::Area, 1, Some(MapKind::Sector)),
        ]
    );
    let mut choices = Choices::new();
    let [lines, a, b] = [0, 1, 2].map(|place| imported.groups[place].key.clone());
    let leave_out = Choice {
        leave_out: true,
        ..Choice::default()
    };
    choices.insert(lines, leave_out.clone());
    choices.insert(
        a,
        Choice {
            kind: Some(MapKind::Measure),
            owner: Owner::Of("UN".to_owned()),
            phases: Some(vec!["P1".to_owned()]),
            ..Choice::default()
        },
    );
    choices.insert(b, leave_out);
    let options = Options {
        choices: Some(&choices),
        ..Options::default()
    };
    let chosen = read(text.as_bytes(), &options).unwrap();
    let plan = &chosen.plan;
    assert_eq!((plan.entity_count(), plan.measures.len()), (4, 2));
    for (_, measure) in plan.measures.iter() {
        assert_eq!(plan.label_of(measure.owner.unwrap()), "UN");
        assert_eq!(measure.when.phases.len(), 1);
    }
    let told = report(&chosen);
    assert!(
        told.contains("not-taken: left out, as chosen (features[2], features[3])"),
        "{told}"
    );
    // All left out is nothing taken, and no fault.
    for choice in choices.values_mut() {
        choice.leave_out = true;
    }
    let options = Options {
        choices: Some(&choices),
        ..Options::default()
    };
    assert_eq!(read(text.as_bytes(), &options).unwrap().plan.entity_count(), 0);
}

#[test]
fn odd_geometries_cost_only_themselves() {
    let text = kml(&[
        placemark("two at once", &format!("{POINT}{LINE}")),
        placemark(
            "track",
            "<gx:Track><when>2016</when><gx:coord>43 33 5</gx:coord><gx:coord>44 33 5</gx:coord></gx:Track>",
        ),
        placemark(
            "ring",
            "<LinearRing><coordinates>43,33 44,33 44,34 43,33</coordinates></LinearRing>",
        ),
        placemark("nothing", ""),
        placemark("empty", "<Point></Point>"),
        placemark("bare", "<Point><coordinates/></Point>"),
        placemark("infinite", "<Point><coordinates>inf,33</coordinates></Point>"),
        placemark("beyond", "<Point><coordinates>33,430</coordinates></Point>"),
        placemark(
            "half",
            "<LineString><coordinates>43,33 44</coordinates></LineString>",
        ),
        placemark("no ring", "<Polygon></Polygon>"),
        placemark("model", "<Model><Location/></Model>"),
        "<Placemark/>".to_owned(),
    ]
    .concat());
    let imported = taken(&text);
    assert_eq!(
        (imported.plan.forces.len(), imported.plan.boundaries.len()),
        (1, 3)
    );
    insta::assert_snapshot!(report(&imported));
}

#[test]
fn other_encodings_are_honoured_and_unknown_ones_named() {
    let body = kml(&placemark("caf\u{e9}", POINT)).replace("UTF-8", "ISO-8859-1");
    let latin: Vec<u8> = body.chars().map(|letter| letter as u8).collect();
    let plan = read(&latin, &Options::default()).unwrap().plan;
    assert_eq!(only(&plan.forces).name, "café");
    let wide: Vec<u8> = std::iter::once(0xfeff)
        .chain(body.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(
        only(&read(&wide, &Options::default()).unwrap().plan.forces).name,
        "café"
    );
    let unknown = refused(body.replace("ISO-8859-1", "windows-1256").as_bytes()).to_string();
    assert!(unknown.contains("windows-1256"), "{unknown}");
    assert!(
        refused(b"<kml>\n\xff</kml>")
            .to_string()
            .starts_with("line 2 is not text in UTF-8")
    );
}

#[test]
fn bombs_and_foreign_files_are_refused_with_line_and_remedy() {
    let bomb =
        "<?xml version=\"1.0\"?>\n<!DOCTYPE kml [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>\n<kml>&b;</kml>";
    let deep = kml(&"<Folder>".repeat(1000));
    let long = kml(&placemark(&"x".repeat(2 << 20), POINT));
    let messages: Vec<String> = [
        bomb,
        deep.as_str(),
        long.as_str(),
        "",
        "  \n ",
        "plain text",
        "<gpx><wpt/></gpx>",
        "<kml>",
        "<kml><Document><Placemark>",
        "<kml><Document>\n<Placemark><name>x</name></Folder></Document></kml>",
        "<kml><Document></Document></kml></kml>",
        "<kml><Document",
        "<kml>\n<!-- never closed",
        "<kml><Document/></kml>",
    ]
    .iter()
    .map(|text| match read(text.as_bytes(), &Options::default()) {
        Err(error) => error.to_string(),
        Ok(imported) => report(&imported),
    })
    .collect();
    insta::assert_snapshot!(messages.join("\n"));
    let too_large = refused(&vec![b' '; 64 * 1024 * 1024 + 1]).to_string();
    assert!(too_large.contains("split it"), "{too_large}");
}

#[test]
fn no_truncation_and_no_flip_makes_it_panic_or_loop() {
    let text = partners_file();
    let bytes = text.as_bytes();
    for end in 0..bytes.len() - "\n".len() {
        let error = read(&bytes[..end], &Options::default());
        // Only with the last `>` is it whole.
        assert!(error.is_err(), "cut at {end}");
    }
    let mut flipped = bytes.to_vec();
    for place in 0..flipped.len() {
        for bit in [0, 3, 7] {
            flipped[place] ^= 1 << bit;
            let _ = read(&flipped, &Options::default());
            flipped[place] ^= 1 << bit;
        }
    }
}

#[test]
fn an_unescaped_ampersand_and_html_names_are_read() {
    let text = kml(&placemark("A&B &amp; caf&#233; &nbsp;x", POINT));
    assert_eq!(only(&taken(&text).plan.forces).name, "A&B & café &nbsp;x");
}
