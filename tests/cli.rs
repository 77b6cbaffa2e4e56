//! The command line as scripts use it.
//!
//! Proves the exit codes, the JSON objects' keys and their order, that output is the same from run to
//! run, and that what cannot be done is one sentence and exit code 2.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

struct Run {
    code: i32,
    out: String,
    err: String,
}

/// Runs the program in a home of its own.
fn entente(home: &Path, arguments: &[&str]) -> Run {
    let output: Output = Command::new(env!("CARGO_BIN_EXE_entente"))
        .args(arguments)
        .current_dir(home)
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

#[test]
fn diff_says_what_differs_and_by_its_exit_code_whether_anything_does() {
    let home = home();
    let same = entente(home.path(), &["diff", "sample:fallujah", "sample:fallujah"]);
    assert_eq!((same.code, same.out.as_str()), (0, "The plans say the same.\n"));

    let run = |format: &str| {
        entente(
            home.path(),
            &[
                "diff",
                "sample:fallujah",
                "sample:fallujah-agreed",
                "--format",
                format,
            ],
        )
    };
    let text = run("text");
    assert_eq!((text.code, text.err.as_str()), (1, ""));
    assert!(
        text.out
            .contains("\nSector South: area −3.21 km²; state Planned → Agreed; "),
        "{}",
        text.out
    );
    assert!(
        text.out
            .contains("\nFindings gone\n  A01 critical South and Northwest overlap\n")
    );

    let json = run("json");
    assert_eq!(json.out, run("json").out);
    let report: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(
        keys(&report),
        ["schema", "a", "b", "related", "summary", "changes", "findings"]
    );
    assert_eq!(
        keys(&report["findings"]),
        ["appeared", "vanished", "worsened", "eased"]
    );
    assert_eq!(report["related"], true);
    let changes = report["changes"].as_array().unwrap();
    for change in changes {
        assert_eq!(
            keys(change),
            ["kind", "id", "name", "change", "sentence", "fields"]
        );
    }
    let south = changes.iter().find(|change| change["name"] == "South").unwrap();
    let area = &south["fields"][0];
    assert_eq!(keys(area), ["field", "what", "text", "before", "after", "ground"]);
    let lost_m2 = area["ground"]["lost"]["area_m2"].as_f64().unwrap();
    assert!((lost_m2 - 3.21e6).abs() < 5e3, "{lost_m2}");

    let markdown = run("markdown");
    assert!(
        markdown
            .out
            .starts_with("# From sample:fallujah to sample:fallujah-agreed\n")
    );
    assert!(
        markdown.out.contains("\n- **Sector South**: area −3.21 km²; "),
        "{}",
        markdown.out
    );

    let strangers = entente(home.path(), &["diff", "sample:fallujah", "sample:mosul"]);
    assert!(strangers.out.contains("neither was made from the other"));
    let missing = entente(home.path(), &["diff", "sample:fallujah", "nowhere.plan.ron"]);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("nowhere.plan.ron"), "{}", missing.err);
}

/// Drafts of the agreed sample: South renamed, East renamed, South renamed otherwise.
fn drafts(folder: &Path) -> [String; 4] {
    let text = entente::samples::find("fallujah-agreed").unwrap().text;
    let write = |name: &str, from: &str, to: &str| {
        let path = folder.join(name);
        let changed = text.replacen(&format!("name: \"{from}\""), &format!("name: \"{to}\""), 1);
        std::fs::write(&path, changed).unwrap();
        // Sealed anew.
        assert_eq!(entente(folder, &["fmt", name]).code, 0);
        name.to_owned()
    };
    [
        write("base.plan.ron", "South", "South"),
        write("army.plan.ron", "South", "South of the canal"),
        write("police.plan.ron", "East", "East bank"),
        write("tribes.plan.ron", "South", "South of the bridge"),
    ]
}

#[test]
fn merge_makes_one_plan_of_drafts_and_keeps_in_it_what_they_say_differently() {
    let home = home();
    let [base, army, police, tribes] = drafts(home.path());
    let clean = entente(
        home.path(),
        &["merge", &base, &army, &police, "-o", "clean.plan.ron"],
    );
    assert_eq!(clean.code, 0, "{}{}", clean.out, clean.err);
    let both = entente(home.path(), &["diff", &base, "clean.plan.ron"]);
    assert!(
        both.out.contains("name “South” → “South of the canal”"),
        "{}",
        both.out
    );
    assert!(both.out.contains("name “East” → “East bank”"), "{}", both.out);

    let merge = |format: &str| {
        let arguments = [
            "merge",
            &base,
            &army,
            &police,
            &tribes,
            "-o",
            "merged.plan.ron",
            "--format",
            format,
        ];
        entente(home.path(), &arguments)
    };
    let text = merge("text");
    assert_eq!(text.code, 1, "{}", text.err);
    assert!(
        text.out.contains("\nSector South of the canal, name\n"),
        "{}",
        text.out
    );
    assert!(text.out.contains(": “South of the bridge”\n"), "{}", text.out);
    assert!(text.out.contains("  As it was: “South”\n"), "{}", text.out);
    let json: Value = serde_json::from_str(&merge("json").out).unwrap();
    assert_eq!(keys(&json), ["schema", "drafts", "changes", "conflicts"]);
    let conflict = &json["conflicts"][0];
    assert_eq!(
        keys(conflict),
        ["kind", "id", "name", "field", "title", "holds", "versions"]
    );
    assert_eq!(conflict["versions"].as_array().unwrap().len(), 3);
    // What is open is in the file, which is a sound plan.
    assert_eq!(
        entente(home.path(), &["fmt", "merged.plan.ron", "--check"]).code,
        0
    );

    let stranger = entente(
        home.path(),
        &["merge", &base, &army, "sample:mosul", "-o", "merged.plan.ron"],
    );
    assert_eq!(stranger.code, 2);
    assert!(stranger.err.contains("it is another plan"), "{}", stranger.err);
}

/// Runs git in a folder, with an author of its own and nobody's settings.
fn git(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let output = Command::new("git")
        .args(["-c", "user.name=Officer", "-c", "user.email=officer@example.org"])
        .args(arguments)
        .current_dir(folder)
        .env("HOME", folder)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    let text =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.success(), text)
}

#[test]
fn git_merges_branches_of_a_plan_with_the_two_lines_of_the_readme() {
    if Command::new("git").arg("--version").output().is_err() {
        println!("git is not installed: not tested");
        return;
    }
    let home = home();
    let [base, army, police, tribes] = drafts(home.path());
    let repository = home.path().join("plans");
    std::fs::create_dir(&repository).unwrap();
    let done = |arguments: &[&str]| {
        let (good, text) = git(&repository, arguments);
        assert!(good, "git {arguments:?}: {text}");
    };
    let put = |from: &str, message: &str| {
        std::fs::copy(home.path().join(from), repository.join("fallujah.plan.ron")).unwrap();
        done(&["add", "."]);
        done(&["commit", "-qm", message]);
    };
    done(&["init", "-q", "-b", "main"]);
    // The README's lines, with the program under test.
    let driver = format!("'{}' merge %O %A %B -o %A", env!("CARGO_BIN_EXE_entente"));
    done(&["config", "merge.entente.driver", &driver]);
    std::fs::write(repository.join(".gitattributes"), "*.plan.ron merge=entente\n").unwrap();
    put(&base, "Base");
    for (branch, draft) in [("army", &army), ("police", &police), ("tribes", &tribes)] {
        done(&["checkout", "-qb", branch, "main"]);
        put(draft, branch);
    }
    done(&["checkout", "-q", "main"]);
    done(&["merge", "-q", "--no-edit", "army"]);
    done(&["merge", "-q", "--no-edit", "police"]);
    let merged = entente(&repository, &["diff", "../base.plan.ron", "fallujah.plan.ron"]);
    assert!(
        merged.out.contains("“South of the canal”") && merged.out.contains("“East bank”"),
        "{}",
        merged.out
    );
    assert_eq!(
        entente(&repository, &["fmt", "fallujah.plan.ron", "--check"]).code,
        0
    );

    // A conflict is git's too, and what it left is a plan that opens, with the conflict in it.
    let (good, text) = git(&repository, &["merge", "-q", "--no-edit", "tribes"]);
    assert!(!good && text.contains("CONFLICT"), "{text}");
    let valid = entente(&repository, &["validate", "fallujah.plan.ron"]);
    assert_eq!(valid.code, 0, "{}", valid.err);
    let text = std::fs::read_to_string(repository.join("fallujah.plan.ron")).unwrap();
    assert!(text.contains("South of the canal") && text.contains("South of the bridge"));
}

#[test]
fn compare_prints_the_score_table_of_a_folder() {
    let home = home();
    let folder = home.path().join("courses");
    std::fs::create_dir(&folder).unwrap();
    for name in ["fallujah", "fallujah-agreed"] {
        let path = format!("courses/{name}.plan.ron");
        assert_eq!(entente(home.path(), &["sample", name, "-o", &path]).code, 0);
    }
    std::fs::write(folder.join("notes.txt"), "no plan").unwrap();
    let run = |format: &str| entente(home.path(), &["compare", "courses", "--format", format]);
    let json = run("json");
    assert_eq!((json.code, json.err.as_str()), (0, ""));
    assert_eq!(json.out, run("json").out);
    let table: Value = serde_json::from_str(&json.out).unwrap();
    let [agreed, first] = table["plans"].as_array().unwrap().as_slice() else {
        panic!("{}", json.out)
    };
    assert_eq!(
        keys(agreed),
        ["title", "file", "sha256", "base", "changes", "total", "phases"]
    );
    assert_eq!(
        keys(&agreed["total"]),
        [
            "name",
            "hours",
            "contested_m2h",
            "uncovered_m2h",
            "people_exposed",
            "agreements_missing",
            "handovers",
            "findings"
        ]
    );
    // The agreed plan was made of the first one.
    assert_eq!(agreed["changes"]["added"], 6);
    assert_eq!(agreed["total"]["contested_m2h"]["critical"], 0.0);
    assert_eq!(agreed["total"]["findings"]["critical"], 0);
    let check = entente(
        home.path(),
        &["check", "--sample", "fallujah", "--format", "json"],
    );
    let check: Value = serde_json::from_str(&check.out).unwrap();
    assert_eq!(
        first["total"]["findings"]["critical"],
        check["summary"]["critical"]
    );
    let centre = first["phases"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["name"] == "P3 Centre")
        .unwrap();
    let overlap = check["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["code"] == "A01")
        .unwrap();
    let expected = overlap["measures"]["area_m2"].as_f64().unwrap() * centre["hours"].as_f64().unwrap();
    let contested = centre["contested_m2h"]["critical"].as_f64().unwrap();
    assert!(
        (contested / expected - 1.0).abs() < 1e-9,
        "{contested} {expected}"
    );

    assert!(run("csv").out.lines().count() == 1 + 2 * 7, "{}", run("csv").out);
    assert!(run("markdown").out.contains("| fallujah-agreed.plan.ron | "));
    assert!(run("text").out.contains("P3 Centre"));
    std::fs::create_dir(home.path().join("empty")).unwrap();
    let empty = entente(home.path(), &["compare", "empty"]);
    assert_eq!(empty.code, 2);
    assert!(empty.err.contains("empty has no plans"), "{}", empty.err);
}
