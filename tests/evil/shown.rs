//! What a hostile plan's texts become where they are shown: terminals, tables, drawings.

use std::path::Path;
use std::process::Command;

use entente::files::{ron_text, text::can_be_seen};
use entente::geometry::Area;
use entente::model::{AnyEntity, Edit, Id, Phase, Plan, PlanInfo, Sector, Stakeholder};

/// Controls of both kinds, DEL, marks that turn text, characters without width, line ends of every sort, and
/// what spreadsheets, XML and Markdown take for their own.
pub(super) const EVIL: &str = "\u{1b}[31m\u{9b}2J\u{7f}\u{202e}evil\u{200b}\u{feff}\u{2066}\u{2028}\r\n|<script>&\"]]>`x`\u{0}\u{e0041}";

/// Two sectors that overlap, everything called [`EVIL`].
fn plan() -> Plan {
    plan_called(EVIL)
}

/// Two sectors that overlap, everything called so.
pub(super) fn plan_called(name: &str) -> Plan {
    let square = |west: &str, east: &str| {
        let corners = [("33.0", west), ("33.0", east), ("33.5", east), ("33.5", west)];
        let corners = corners.map(|(lat, lon)| format!("{lat} {lon}").parse().unwrap());
        Area::from_outer(corners.to_vec())
    };
    let mut edits = Vec::new();
    for (number, lead) in [(1, "="), (2, "@")] {
        let mut party = Stakeholder::new();
        party.name = format!("{lead}{name}");
        let party_id = Id::from_bits(number);
        let mut sector = Sector::new(if number == 1 {
            square("43.0", "44.0")
        } else {
            square("43.5", "44.5")
        });
        sector.name = format!("{lead}{name}");
        sector.holder = Some(party_id);
        edits.push(Edit::Create(AnyEntity::from((party_id, party))));
        edits.push(Edit::Create(AnyEntity::from((
            Id::<Sector>::from_bits(number),
            sector,
        ))));
    }
    let mut phase = Phase::new(0);
    name.clone_into(&mut phase.name);
    edits.push(Edit::Create(AnyEntity::from((Id::from_bits(9), phase))));
    edits.push(Edit::SetInfo(Box::new(PlanInfo {
        title: name.to_owned(),
        marking: name.to_owned(),
        author: name.to_owned(),
        ..PlanInfo::default()
    })));
    Edit::together("all", edits)
        .apply(&Plan::empty(Id::from_bits(7)))
        .unwrap()
}

/// Runs the program in a folder that has the plan; returns what it printed, both ways.
pub(super) fn printed(folder: &Path, arguments: &[&str]) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_entente"))
        .args(arguments)
        .current_dir(folder)
        .env("HOME", folder)
        .env("XDG_DATA_HOME", folder.join("data"))
        .env("XDG_CONFIG_HOME", folder.join("config"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .unwrap();
    assert!(output.status.code().is_some_and(|code| code < 2), "{arguments:?}");
    (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let text = ron_text::write(&plan()).unwrap();
    std::fs::write(folder.path().join("evil.plan.ron"), text).unwrap();
    folder
}

#[test]
fn a_terminal_gets_nothing_that_it_would_obey() {
    let folder = folder();
    std::fs::write(
        folder.path().join("\u{1b}[31m.geojson"),
        r#"{"type": "Feature", "properties": {"name": "\u001b[2J\u202e", "\u001b[2J": 1, "echelon": "\u202e"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}"#,
    )
    .unwrap();
    let plan = "evil.plan.ron";
    for arguments in [
        &["check", plan][..],
        &["check", plan, "--format", "json"],
        &["check", plan, "--format", "csv"],
        &["check", plan, "--format", "markdown"],
        &["coverage", plan],
        &["coverage", plan, "--format", "json"],
        &["coverage", plan, "--format", "csv"],
        &["explain", "A01", plan],
        &["explain", "D10", plan],
        &["validate", plan],
        &["import", "\u{1b}[31m.geojson", "-o", "out.plan.ron"],
        &[
            "import",
            "\u{1b}[31m.geojson",
            "-o",
            "out.plan.ron",
            "--format",
            "json",
        ],
        &[plan],
    ] {
        let (out, err) = printed(folder.path(), arguments);
        for text in [&out, &err] {
            let bad = text
                .chars()
                .find(|letter| *letter != '\n' && !can_be_seen(*letter));
            assert_eq!(bad, None, "{arguments:?}: {text}");
        }
        assert!(!out.is_empty() || !err.is_empty());
    }
}

#[test]
fn escaped_json_is_the_same_json() {
    let folder = folder();
    let (out, _) = printed(folder.path(), &["check", "evil.plan.ron", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["plan"]["title"], EVIL);
}

#[test]
fn a_spreadsheet_gets_no_formula() {
    let folder = folder();
    for command in ["check", "coverage"] {
        let (out, _) = printed(folder.path(), &[command, "evil.plan.ron", "--format", "csv"]);
        assert!(out.contains("evil"), "{command}");
        let mut inside = false;
        let mut at_start = true;
        for letter in out.chars() {
            let starts_formula = at_start && matches!(letter, '=' | '@' | '+' | '\t' | '\r');
            assert!(!starts_formula, "{command}: {out}");
            at_start = (at_start && letter == '"') || matches!((letter, inside), (',' | '\n', false));
            inside ^= letter == '"';
        }
    }
}

#[test]
fn a_drawing_has_words_and_no_markup_of_a_plan() {
    let folder = folder();
    for more in [&[][..], &["--paper", "A4", "--pages", "all"]] {
        let arguments = [&["render", "evil.plan.ron", "-o", "evil.svg", "--findings"], more].concat();
        printed(folder.path(), &arguments);
        let mut pages = 0;
        for entry in std::fs::read_dir(folder.path()).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|ending| ending != "svg") {
                continue;
            }
            pages += 1;
            let text = std::fs::read_to_string(&path).unwrap();
            let lower = text.to_lowercase();
            for bad in [
                "<script",
                "<!entity",
                "<!doctype",
                "javascript:",
                "href=\"http",
                "onload",
            ] {
                assert!(!lower.contains(bad), "{bad} in {}", path.display());
            }
            let bad = text
                .chars()
                .find(|letter| !letter.is_whitespace() && !can_be_seen(*letter));
            assert_eq!(bad, None, "{}", path.display());
            let mut reader = quick_xml::Reader::from_str(&text);
            while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
        }
        assert!(pages > 0);
    }
}

#[test]
fn the_content_of_a_plan_is_told_in_eight_digits() {
    let folder = folder();
    let hash = ron_text::plan_hash(&plan()).unwrap().short();
    for arguments in [
        &["check", "evil.plan.ron"][..],
        &["check", "evil.plan.ron", "--format", "markdown"],
        &["validate", "evil.plan.ron"],
        &["check", "evil.plan.ron", "--format", "json"],
    ] {
        let (out, _) = printed(folder.path(), arguments);
        assert!(out.contains(&hash), "{arguments:?}: {out}");
    }
}
