//! `diff`, `merge` and `compare`: what differs, several drafts as one, courses of action side by side; and git.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::{entente, home, keys};

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
