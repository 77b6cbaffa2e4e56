//! The command line as scripts use it.
//!
//! Proves the exit codes, the JSON objects' keys and their order, that output is the same from run to
//! run, and that what cannot be done is one sentence and exit code 2.

mod drafts;
mod exercise;

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs the program in a home of its own.
pub fn entente(home: &Path, arguments: &[&str]) -> Run {
    entente_in(home, home, arguments)
}

/// Runs the program in a folder, with another one as its home.
pub fn entente_in(folder: &Path, home: &Path, arguments: &[&str]) -> Run {
    let output: Output = Command::new(env!("CARGO_BIN_EXE_entente"))
        .args(arguments)
        .current_dir(folder)
        .env("HOME", home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .output()
        .unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn home() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn check_prints_the_contracts_object_and_the_same_one_every_time() {
    let home = home();
    let first = entente(
        home.path(),
        &["check", "--sample", "fallujah", "--format", "json"],
    );
    assert_eq!((first.code, first.err.as_str()), (1, ""));
    let second = entente(
        home.path(),
        &["check", "--sample", "fallujah", "--format", "json"],
    );
    assert_eq!(first.out, second.out);

    let report: Value = serde_json::from_str(&first.out).unwrap();
    assert_eq!(keys(&report), ["schema", "plan", "summary", "findings"]);
    assert_eq!(report["schema"], 1);
    assert_eq!(keys(&report["plan"]), ["title", "file", "sha256", "as_of"]);
    assert_eq!(report["plan"]["file"], "sample:fallujah");
    assert_eq!(
        keys(&report["summary"]),
        ["critical", "major", "minor", "info", "waived"]
    );
    let findings = report["findings"].as_array().unwrap();
    for finding in findings {
        assert_eq!(
            keys(finding),
            [
                "code",
                "name",
                "severity",
                "title",
                "message",
                "subjects",
                "phases",
                "from_minute",
                "until_minute",
                "measures",
                "geometry",
                "why",
                "who_must_act",
                "fixes",
                "fingerprint",
                "status",
                "waiver"
            ]
        );
        assert!(
            !finding["why"].as_array().unwrap().is_empty(),
            "{}",
            finding["title"]
        );
    }
    let codes: Vec<&str> = findings
        .iter()
        .map(|finding| finding["code"].as_str().unwrap())
        .collect();
    for planted in [
        "A01", "A02", "A04", "A05", "B01", "B02", "K01", "K03", "F01", "F03", "L01",
    ] {
        assert!(codes.contains(&planted), "{planted} is not among {codes:?}");
    }
    let open = findings
        .iter()
        .filter(|finding| finding["status"] == "open")
        .count();
    let summary = &report["summary"];
    let counted: u64 = ["critical", "major", "minor", "info"]
        .iter()
        .map(|level| summary[level].as_u64().unwrap())
        .sum();
    assert_eq!(counted, open as u64);
}

#[test]
fn the_agreed_plan_passes_and_the_other_fails_from_the_level_asked_for() {
    let home = home();
    assert_eq!(
        entente(home.path(), &["check", "--sample", "fallujah-agreed"]).code,
        0
    );
    assert_eq!(
        entente(
            home.path(),
            &["check", "--sample", "fallujah", "--fail-on", "critical"]
        )
        .code,
        1
    );
    assert_eq!(
        entente(
            home.path(),
            &["check", "--sample", "fallujah", "--fail-on", "never"]
        )
        .code,
        0
    );
}

#[test]
fn a_phase_is_chosen_by_name_and_an_unknown_one_is_named_with_those_there_are() {
    let home = home();
    let wrong = entente(home.path(), &["check", "--sample", "fallujah", "--phase", "P9"]);
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.err.contains("there is no phase `P9`; there are: `P0"),
        "{}",
        wrong.err
    );
}

#[test]
fn samples_are_listed_written_and_canonical() {
    let home = home();
    let list = entente(home.path(), &["sample"]);
    for name in ["fallujah", "fallujah-agreed", "mosul"] {
        assert!(list.out.contains(name), "{}", list.out);
        let file = format!("{name}.plan.ron");
        assert_eq!(entente(home.path(), &["sample", name, "-o", &file]).code, 0);
        assert_eq!(entente(home.path(), &["fmt", "--check", &file]).code, 0, "{name}");
        let valid = entente(home.path(), &["validate", &file]);
        assert!(
            valid.code == 0 && valid.out.contains("an Entente plan of format 1"),
            "{}",
            valid.out
        );
    }
}

#[test]
fn fmt_mends_a_plan_edited_by_hand_and_keeps_the_old_content() {
    let home = home();
    entente(home.path(), &["sample", "fallujah", "-o", "plan.plan.ron"]);
    let path = home.path().join("plan.plan.ron");
    let text = std::fs::read_to_string(&path)
        .unwrap()
        .replace("Fallujah 2016", "Fallujah  2016 by hand");
    std::fs::write(&path, &text).unwrap();
    let check = entente(home.path(), &["check", "plan.plan.ron", "--fail-on", "never"]);
    assert!(
        check.err.contains("edited outside Entente or is damaged"),
        "{}",
        check.err
    );
    assert_eq!(entente(home.path(), &["fmt", "--check", "plan.plan.ron"]).code, 1);
    assert_eq!(entente(home.path(), &["fmt", "plan.plan.ron"]).code, 0);
    assert_eq!(entente(home.path(), &["fmt", "--check", "plan.plan.ron"]).code, 0);
}

#[test]
fn coverage_has_the_contracts_object() {
    let home = home();
    let run = entente(
        home.path(),
        &["coverage", "--sample", "fallujah", "--format", "json"],
    );
    let coverage: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(keys(&coverage), ["schema", "slices"]);
    for slice in coverage["slices"].as_array().unwrap() {
        assert_eq!(
            keys(slice),
            [
                "phases",
                "from_minute",
                "until_minute",
                "area_of_operations_m2",
                "covered_m2",
                "uncovered_m2",
                "multiply_covered_m2",
                "holders",
                "pairs"
            ]
        );
        let figure = |name: &str| slice[name].as_f64().unwrap();
        let whole = figure("area_of_operations_m2");
        assert!((figure("covered_m2") + figure("uncovered_m2") - whole).abs() < 1e-6 * whole);
        for pair in slice["pairs"].as_array().unwrap() {
            assert!(pair["a"]["id"].as_str().unwrap() < pair["b"]["id"].as_str().unwrap());
        }
    }
}

#[test]
fn the_catalogue_is_printed_whole_and_one_page_by_code() {
    let home = home();
    let run = entente(home.path(), &["rules", "--format", "json"]);
    let rules: Value = serde_json::from_str(&run.out).unwrap();
    let codes: Vec<&str> = rules
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| rule["code"].as_str().unwrap())
        .collect();
    assert!(codes.is_sorted() && codes.len() >= 14, "{codes:?}");
    for rule in rules.as_array().unwrap() {
        assert_eq!(
            keys(rule),
            [
                "code",
                "name",
                "title",
                "default",
                "summary",
                "thresholds",
                "source"
            ]
        );
    }
    let page = entente(home.path(), &["explain", "A01"]);
    for heading in [
        "What it finds",
        "Why it matters",
        "Example",
        "What to do",
        "Source",
    ] {
        assert!(page.out.contains(heading), "{heading}");
    }
    let why = entente(home.path(), &["explain", "h08", "--sample", "fallujah"]);
    assert_eq!((why.code, why.err.as_str()), (0, ""));
    for said in [
        "## What it finds",
        "ground for 9,000 of 52,000 people",
        "Must act: ",
    ] {
        assert!(why.out.contains(said), "{said} in {}", why.out);
    }
    let nothing = entente(home.path(), &["explain", "H08", "--sample", "fallujah-agreed"]);
    assert!(
        nothing
            .out
            .ends_with("\nH08 finds nothing on sample:fallujah-agreed\n"),
        "{}",
        nothing.out
    );
    assert_eq!(entente(home.path(), &["explain", "Z99"]).code, 2);
}

#[test]
fn partners_files_of_every_format_become_one_plan() {
    let home = home();
    let kml = "<kml><Document><Folder><name>Sectors</name><Placemark><name>South</name><Polygon><outerBoundaryIs>\
        <LinearRing><coordinates>43,33 44,33 44,34 43,33</coordinates></LinearRing></outerBoundaryIs></Polygon>\
        </Placemark></Folder></Document></kml>";
    let csv = "Einheit;Gitter;Stärke\n1. Btl;38S LB 86481 90753;400\nOhne Ort;;10\n";
    std::fs::write(home.path().join("overlay.kml"), kml).unwrap();
    std::fs::write(home.path().join("orbat.csv"), csv).unwrap();
    let mut arguments = vec![
        "import",
        "overlay.kml",
        "orbat.csv",
        "-o",
        "all.plan.ron",
        "--owner",
        "CTS",
    ];
    arguments.extend([
        "--phase",
        "Shaping",
        "--map",
        "Einheit=name",
        "--map",
        "Stärke=strength",
    ]);
    let run = entente(home.path(), &arguments);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    for line in [
        "overlay.kml\n  sector: 1 added, 0 updated\n",
        "  guessed: kind sector, from its folder (line 1)\n",
        "orbat.csv\n  force: 2 added, 0 updated\n",
        "  guessed: column `Gitter` is position\n",
        "phases: Shaping, as asked for (line 1)",
        "stakeholder: CTS, as asked for (line 2, line 3)",
    ] {
        assert!(run.out.contains(line), "{line}\n{}", run.out);
    }
    arguments.extend(["--format", "json"]);
    let run = entente(home.path(), &arguments);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(keys(&report["files"][0]), ["file", "taken", "notes"]);
    assert_eq!(keys(&report["files"][1]), ["file", "taken", "notes", "columns"]);
    assert_eq!(
        report["files"][1]["columns"][1],
        serde_json::json!({"name": "Gitter", "field": "position", "guessed": true})
    );
    let notes = report["files"][1]["notes"].as_array().unwrap();
    let placed = notes.iter().find(|note| note["lines"].is_array()).unwrap();
    assert_eq!(keys(placed), ["sort", "text", "features", "lines"]);
}

#[test]
fn what_cannot_be_imported_is_one_sentence() {
    let home = home();
    std::fs::write(home.path().join("a.csv"), "name,lat,lon\nA,33,43\n").unwrap();
    std::fs::write(home.path().join("bomb.kml"), "<!DOCTYPE kml []>\n<kml/>").unwrap();
    std::fs::write(home.path().join("torn.kmz"), "PK\u{3}\u{4}").unwrap();
    let refused = |arguments: &[&str]| {
        let run = entente(
            home.path(),
            &[&["import"], arguments, &["-o", "x.plan.ron"]].concat(),
        );
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.err);
        assert!(!home.path().join("x.plan.ron").exists());
        run.err
    };
    assert!(refused(&["bomb.kml"]).contains("bomb.kml: line 1: the file defines a document type"));
    assert!(refused(&["torn.kmz"]).contains("ask for the whole file"));
    assert!(refused(&["a.csv", "--map", "Rank=name"]).contains("the table has no column `Rank`"));
    assert!(refused(&["a.csv", "--map", "name=colour"]).contains("`colour` is nothing a column can hold"));
    assert!(refused(&["a.csv", "--map", "name"]).contains("column=field"));
}

#[test]
fn what_is_exported_can_be_imported_again_and_twice_is_once() {
    let home = home();
    assert_eq!(
        entente(
            home.path(),
            &["export", "--sample", "fallujah", "-o", "map.geojson"]
        )
        .code,
        0
    );
    let first = entente(home.path(), &["import", "map.geojson", "-o", "one.plan.ron"]);
    assert_eq!(first.code, 0, "{}", first.err);
    assert!(first.out.contains("sector:"), "{}", first.out);
    let again = entente(
        home.path(),
        &[
            "import",
            "map.geojson",
            "--into",
            "one.plan.ron",
            "-o",
            "two.plan.ron",
        ],
    );
    assert_eq!(again.code, 0, "{}", again.err);
    let read = |name: &str| std::fs::read_to_string(home.path().join(name)).unwrap();
    assert_eq!(read("one.plan.ron"), read("two.plan.ron"));
    let report = entente(
        home.path(),
        &["import", "map.geojson", "-o", "one.plan.ron", "--format", "json"],
    );
    assert!(serde_json::from_str::<Value>(&report.out).is_ok());
}

#[test]
fn what_cannot_be_done_is_one_sentence_and_exit_code_two() {
    let home = home();
    std::fs::write(
        home.path().join("broken.plan.ron"),
        "(\n  format: 1,\n  id: \"e-00000001\",\n  sectors: {\n",
    )
    .unwrap();
    let broken = entente(home.path(), &["check", "broken.plan.ron"]);
    assert_eq!(broken.code, 2);
    assert!(broken.err.contains("broken.plan.ron"), "{}", broken.err);
    for arguments in [
        &["check", "missing.plan.ron"][..],
        &["check"],
        &["check", "--sample", "atlantis"],
        &["export", "--sample", "fallujah", "-o", "map.kmz"],
        &["import", "missing.geojson", "-o", "plan.plan.ron"],
        &["import", "broken.plan.ron", "-o", "plan.plan.ron"],
        &["explain", "Z99"],
        &["frobnicate"],
    ] {
        let run = entente(home.path(), arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.err);
        assert!(
            !run.err.is_empty() && !run.err.contains("panicked"),
            "{arguments:?}: {}",
            run.err
        );
    }
}

#[test]
fn without_a_display_it_says_so_and_prints_the_findings() {
    let home = home();
    let run = entente(home.path(), &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err.contains("No window can be opened here") && run.err.lines().count() == 1,
        "{}",
        run.err
    );
    assert!(run.out.contains("A01"), "{}", run.out);
}

#[test]
fn every_command_shows_an_example() {
    let home = home();
    for command in [
        "check", "coverage", "rules", "explain", "sample", "import", "export", "fmt", "validate",
    ] {
        let help = entente(home.path(), &[command, "--help"]);
        assert!(
            help.code == 0 && help.out.contains("Example: entente"),
            "{command}"
        );
    }
}

#[test]
fn the_catalogue_is_one_text_and_reads_as_it_did() {
    let home = home();
    let markdown = entente(home.path(), &["rules", "--format", "markdown"]);
    assert_eq!((markdown.code, markdown.err.as_str()), (0, ""));
    insta::assert_snapshot!("catalogue", markdown.out);
    let json = || entente(home.path(), &["rules", "--format", "json"]).out;
    assert_eq!(json(), json());
    insta::assert_snapshot!("catalogue_json", json());
}

#[test]
fn render_writes_the_file_that_the_ending_names_and_the_same_one_every_time() {
    let home = home();
    let starts: [(&str, &[u8]); 3] = [
        ("map.svg", b"<svg "),
        ("map.png", b"\x89PNG"),
        ("map.pdf", b"%PDF-"),
    ];
    for (name, start) in starts {
        let render = || {
            let run = entente(
                home.path(),
                &["render", "--sample", "fallujah", "-o", name, "--size", "400x260"],
            );
            assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
            std::fs::read(home.path().join(name)).unwrap()
        };
        let first = render();
        assert!(first.starts_with(start), "{name}");
        assert!(first == render(), "{name} differs from run to run");
    }
}

#[test]
fn render_says_what_it_cannot_draw() {
    let home = home();
    for (arguments, says) in [
        (vec!["-o", "map.jpg"], ".png, .svg or .pdf"),
        (vec!["-o", "map.png", "--phase", "Tomorrow"], "there are: "),
        (vec!["-o", "map.pdf", "--paper", "letter"], "A4, A3, A2, A1, A0"),
        (
            vec!["-o", "map.pdf", "--paper", "A4", "--scale", "5000"],
            "1:10,000",
        ),
        (vec!["-o", "map.pdf", "--scale", "50000"], "--paper"),
        (vec!["-o", "map.png", "--extent", "44,33,43,x"], "four numbers"),
        (vec!["-o", "map.png", "--size", "12"], "1600x1000"),
        (
            vec!["-o", "map.pdf", "--paper", "A4", "--extent", "20,10,70,60"],
            "--extent",
        ),
    ] {
        let mut all = vec!["render", "--sample", "fallujah"];
        all.extend(arguments);
        let run = entente(home.path(), &all);
        assert_eq!(run.code, 2, "{all:?}");
        assert!(run.err.contains(says), "{all:?}: {}", run.err);
    }
    for name in ["map.jpg", "map.png", "map.pdf"] {
        assert!(!home.path().join(name).exists(), "{name} was written");
    }
}
