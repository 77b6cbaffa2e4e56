//! `export --for` and `merge` of what comes back, as scripts use them: exit codes, files, sentences.

use std::fs;
use std::path::Path;

use entente::files::ron_text;
use entente::model::{Edit, Plan};

use crate::cli::entente_in;

/// Runs the program in a home of its own; returns the exit code, standard output and standard error.
fn entente(home: &Path, arguments: &[&str]) -> (i32, String, String) {
    let run = entente_in(home, home, arguments);
    (run.code, run.out, run.err)
}

fn plan_in(file: &Path) -> Plan {
    ron_text::read(&fs::read(file).unwrap()).unwrap().plan
}

#[test]
fn an_extract_that_h16_objects_to_is_not_written() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("pmf.plan.ron");
    let asked = [
        "export",
        "--sample",
        "fallujah",
        "-o",
        "pmf.plan.ron",
        "--for",
        "pmf",
    ];
    let (code, out, err) = entente(home.path(), &asked);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(
        err.starts_with("not written: H16 objects to an extract for PMF"),
        "{err}"
    );
    assert!(
        err.contains("contacts of NGOs: share it with those concerned"),
        "{err}"
    );
    assert!(!file.exists());

    let mut without = asked.to_vec();
    without.extend(["--without-contacts", "--grid", "1000"]);
    let (code, _, err) = entente(home.path(), &without);
    assert_eq!(code, 0, "{err}");
    assert!(
        err.starts_with("PMF sees ") && err.contains("are withheld"),
        "{err}"
    );
    let extract = plan_in(&file);
    let of = extract.extract.unwrap();
    assert_eq!(extract.label_of(of.stakeholder), "PMF");
    assert_eq!(
        (of.generalised.grid_m, of.generalised.contacts_dropped),
        (Some(1000), true)
    );
}

#[test]
fn an_extract_is_written_for_maps_and_for_a_phase_too() {
    let home = tempfile::tempdir().unwrap();
    let asked = [
        "export",
        "--sample",
        "fallujah-agreed",
        "-o",
        "pmf.geojson",
        "--for",
        "PMF",
    ];
    let (code, _, err) = entente(home.path(), &asked);
    assert_eq!(code, 0, "{err}");
    let whole = fs::read_to_string(home.path().join("pmf.geojson")).unwrap();
    let mut in_phase = asked.to_vec();
    in_phase.extend(["--phase", "P3 Centre"]);
    assert_eq!(entente(home.path(), &in_phase).0, 0);
    let of_phase = fs::read_to_string(home.path().join("pmf.geojson")).unwrap();
    assert!(of_phase.len() < whole.len());
    assert!(whole.contains("Northwest") && !whole.contains("Amiriyah camps"));
}

#[test]
fn who_gets_no_extract_is_said() {
    let home = tempfile::tempdir().unwrap();
    let refused = |name: &str, says: &str| {
        let asked = [
            "export",
            "--sample",
            "fallujah",
            "-o",
            "out.plan.ron",
            "--for",
            name,
        ];
        let (code, _, err) = entente(home.path(), &asked);
        assert_eq!(code, 2);
        assert!(err.contains(says), "{err}");
    };
    refused("Nobody", "there is no stakeholder `Nobody`; there are: ");
    refused("ISIL", "is the adversary; nothing is released to it");
    let (code, _, err) = entente(
        home.path(),
        &[
            "export",
            "--sample",
            "fallujah",
            "-o",
            "x.geojson",
            "--hide-names",
        ],
    );
    assert_eq!(code, 2);
    assert!(err.contains("--for"), "{err}");
}

#[test]
fn what_comes_back_is_merged_into_the_plan_as_it_is_by_now() {
    let home = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| entente(home.path(), arguments);
    assert_eq!(run(&["sample", "fallujah-agreed", "-o", "whole.plan.ron"]).0, 0);
    assert_eq!(
        run(&["export", "whole.plan.ron", "-o", "pmf.plan.ron", "--for", "PMF"]).0,
        0
    );
    let (whole, pmf) = (
        home.path().join("whole.plan.ron"),
        home.path().join("pmf.plan.ron"),
    );
    let renamed = |file: &Path, from: &str, to: &str| {
        let plan = plan_in(file);
        let (id, row) = plan.sectors.iter().find(|(_, row)| row.name == from).unwrap();
        let mut row = row.clone();
        row.name = to.to_owned();
        let plan = Edit::Update((id, row).into()).apply(&plan).unwrap();
        fs::write(file, ron_text::write(&plan).unwrap()).unwrap();
    };
    let before = plan_in(&whole);
    renamed(&pmf, "Northwest", "Saqlawiyah");
    renamed(&whole, "Amiriyah", "Amiriyah district");
    let (code, out, err) = run(&["merge", "whole.plan.ron", "pmf.plan.ron", "-o", "whole.plan.ron"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("0 added, 0 removed, 2 changed"), "{out}");
    let merged = plan_in(&whole);
    let has = |name: &str| merged.sectors.iter().any(|(_, row)| row.name == name);
    assert!(has("Saqlawiyah") && has("Amiriyah district"));
    assert_eq!(merged.entity_count(), before.entity_count());
    assert_eq!(merged.info, before.info);
    assert_eq!((merged.id, merged.extract), (before.id, None));

    // Where what was released is not known it is asked for by its hash.
    fs::remove_dir_all(home.path().join("data")).unwrap();
    let (code, _, err) = run(&["merge", "whole.plan.ron", "pmf.plan.ron", "-o", "-"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("made of another state of the plan, whose content begins with"),
        "{err}"
    );
    let (code, _, err) = run(&[
        "merge",
        "sample:fallujah-agreed",
        "whole.plan.ron",
        "pmf.plan.ron",
        "-o",
        "out.plan.ron",
    ]);
    assert_eq!(code, 0, "{err}");
}
