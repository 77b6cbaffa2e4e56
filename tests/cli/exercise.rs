//! Exercises from the command line.
//!
//! Proves the exit codes, the JSON objects' keys, that names from files are escaped wherever they are printed, that a
//! run and its report give the same bytes twice, and that what cannot be done says where and what to do.

use std::path::Path;
use std::sync::Arc;

use entente::exercise::{
    Branch, Cell, CellKind, Effect, Entry, Event, Exercise, Inject, NoteKind, Objective, Outcome, Reach,
};
use entente::files::LocalDisk;
use entente::files::exercise::{LogFile, exercise_hash, log_file, log_path, write};
use entente::model::{Edit, Id};
use entente::testing::sketch::Sketch;
use serde_json::Value;

use super::{Run, entente, entente_in, home, keys};

const EVIL: &str = "<script>alert(1)</script> | [x](http://evil.example) \u{1b}[31m";

/// Two sectors side by side; the second inject takes the holder of one away.
fn exercise() -> Exercise {
    let sketch = Sketch::of(&[&["AAABBB", "AAABBB"]]).h_hour("2016-05-23T00:00+03:00");
    let north = sketch.sector_id("A");
    let mut plan = sketch.plan().clone();
    plan.info.title = "Two sectors".into();
    plan.info.marking = "EXERCISE".into();
    let holder = plan.sectors.get(north).unwrap().holder;
    assert!(holder.is_some());
    let mut exercise = Exercise::on(Id::from_bits(7), Arc::new(plan));
    exercise.title = format!("Test {EVIL}");
    exercise.notes = "What it is for".into();
    exercise.objectives = vec![Objective {
        id: Id::from_bits(10),
        name: format!("Hold {EVIL}"),
        criteria: "Somebody holds it".into(),
    }];
    exercise.cells.push(Cell {
        id: Id::from_bits(20),
        name: "Players".into(),
        kind: CellKind::Players,
        plays: holder,
        brief: String::new(),
    });
    exercise.branches = vec![Branch {
        id: Id::from_bits(30),
        name: "If it rains".into(),
        is_usual: false,
    }];
    let inject = |number: u64, due: i64| {
        let mut inject = Inject::new(Id::from_bits(40 + number), number.to_string(), due);
        inject.title = format!("Inject {number} {EVIL}");
        inject.from = "Control".into();
        inject.to = vec![Id::from_bits(20)];
        inject.controller = "Controller".into();
        inject.text = "Something happens".into();
        inject.expected = "EXPECTED".into();
        inject.notes = "NOTES".into();
        inject.objectives = vec![Id::from_bits(10)];
        inject
    };
    let mut second = inject(2, 60);
    second.effects = vec![Effect {
        edit: Edit::AssignSector {
            sector: north,
            holder: None,
        },
        reach: Reach::Nobody,
    }];
    let mut third = inject(3, 90);
    third.branch = Some(Id::from_bits(30));
    exercise.injects = vec![inject(1, 30), second, third, inject(4, 120)];
    exercise
}

fn failing() -> Exercise {
    let mut exercise = exercise();
    exercise.injects[3].effects = vec![Effect::told(Edit::AssignSector {
        sector: Id::from_bits(999),
        holder: None,
    })];
    exercise
}

fn store(folder: &Path, exercise: &Exercise) {
    std::fs::write(folder.join("x.exercise.ron"), write(exercise).unwrap()).unwrap();
}

/// Stores an exercise with the log of a run in which the players mend what broke.
fn store_played(folder: &Path) {
    let exercise = exercise();
    store(folder, &exercise);
    let path = folder.join("x.exercise.ron");
    let hash = exercise_hash(&exercise).unwrap();
    let mut log = LogFile::begin(&LocalDisk, &path, exercise.id, hash).unwrap();
    let north = exercise.plan.sectors.ids().next().unwrap();
    let edits = vec![Edit::AssignSector {
        sector: north,
        holder: exercise.plan.sectors.get(north).unwrap().holder,
    }];
    let events = [
        (30, Event::Published(Id::from_bits(41))),
        (60, Event::Published(Id::from_bits(42))),
        (
            65,
            Event::Noted {
                cell: None,
                inject: Some(Id::from_bits(42)),
                kind: NoteKind::Observation,
                text: format!("Seen {EVIL}"),
            },
        ),
        (
            70,
            Event::Withdrawn {
                entry: 2,
                why: "by mistake".into(),
            },
        ),
        (
            75,
            Event::Decided {
                cell: Some(Id::from_bits(20)),
                answers: Some(Id::from_bits(42)),
                text: "Held again".into(),
                edits,
                reach: Reach::Everybody,
            },
        ),
        (
            100,
            Event::Assessed {
                objective: Id::from_bits(10),
                outcome: Outcome::Met,
                text: "Seen to be held".into(),
            },
        ),
        (120, Event::Ended),
    ];
    for (at, event) in events {
        let room = format!("2016-09-14T09:{:02}+03:00", at / 10).parse().ok();
        log.append(&LocalDisk, &Entry { at, room, event }).unwrap();
    }
}

fn done(run: &Run) {
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap()
}

#[test]
fn a_dry_run_prints_the_contracts_object_and_the_same_one_twice() {
    let home = home();
    store(home.path(), &exercise());
    let arguments = [
        "exercise",
        "run",
        "x.exercise.ron",
        "--until",
        "100",
        "--format",
        "json",
    ];
    let run = entente(home.path(), &arguments);
    done(&run);
    assert_eq!(run.out, entente(home.path(), &arguments).out);
    let run = json(&run);
    assert_eq!(keys(&run), ["schema", "steps", "summary"]);
    assert_eq!(run["schema"], 1);
    let steps = run["steps"].as_array().unwrap();
    // The third is on a way that the dry run does not take, the fourth is later.
    assert_eq!(steps.len(), 2);
    for step in steps {
        assert_eq!(
            keys(step),
            ["minute", "serial", "inject", "effects", "appeared", "vanished"]
        );
    }
    assert_eq!(
        (&steps[1]["minute"], &steps[1]["serial"]),
        (&60.into(), &"2".into())
    );
    assert_eq!(steps[1]["inject"], format!("Inject 2 {EVIL}"));
    assert_eq!(steps[1]["effects"].as_array().unwrap().len(), 1);
    let appeared = steps[1]["appeared"].as_array().unwrap();
    let codes: Vec<&str> = appeared
        .iter()
        .map(|found| found["code"].as_str().unwrap())
        .collect();
    assert!(codes.contains(&"A05"), "{codes:?}");
    assert_eq!(
        keys(&run["summary"]),
        ["critical", "major", "minor", "info", "waived", "steps", "failed"]
    );
    assert_eq!(
        (&run["summary"]["steps"], &run["summary"]["failed"]),
        (&2.into(), &0.into())
    );
    // A finding has the same members as in `check`.
    let check = entente(
        home.path(),
        &["check", "--sample", "fallujah", "--format", "json"],
    );
    let check = json(&check);
    assert_eq!(keys(&appeared[0]), keys(&check["findings"][0]));
}

#[test]
fn times_are_given_as_people_say_them() {
    let home = home();
    store(home.path(), &exercise());
    let steps = |until: &str| {
        let run = entente(
            home.path(),
            &[
                "exercise",
                "run",
                "x.exercise.ron",
                "--until",
                until,
                "--format",
                "json",
            ],
        );
        done(&run);
        json(&run)["steps"].as_array().unwrap().len()
    };
    assert_eq!(
        ["-5", "30", "H+1 h", "H+2:00 h", "H+2 d"].map(steps),
        [0, 1, 2, 3, 3]
    );
    let run = entente(
        home.path(),
        &["exercise", "run", "x.exercise.ron", "--until", "soon"],
    );
    assert_eq!(run.code, 2);
    assert!(run.err.contains("H+26 h"), "{}", run.err);
}

#[test]
fn an_effect_that_failed_says_why_and_is_the_exit_status() {
    let home = home();
    store(home.path(), &failing());
    let run = entente(
        home.path(),
        &["exercise", "run", "x.exercise.ron", "--format", "json"],
    );
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    let run = json(&run);
    let effect = run["steps"][2]["effects"][0].as_str().unwrap();
    assert!(effect.contains(" failed: there is no sector"), "{effect}");
    assert_eq!(run["summary"]["failed"], 1);
    let run = entente(home.path(), &["exercise", "run", "x.exercise.ron"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("1 effects failed"), "{}", run.out);
    assert!(
        run.out.contains("A05") && !run.out.contains('\u{1b}'),
        "{}",
        run.out
    );
}

#[test]
fn a_recorded_log_is_played_again() {
    let home = home();
    store_played(home.path());
    let run = entente(
        home.path(),
        &["exercise", "run", "x.exercise.ron", "--log", "--format", "json"],
    );
    done(&run);
    let run = json(&run);
    let steps = run["steps"].as_array().unwrap();
    assert_eq!(steps.len(), 3);
    assert_eq!(steps[2]["serial"], Value::Null);
    let raised: Vec<&Value> = steps[1]["appeared"].as_array().unwrap().iter().collect();
    let raised: Vec<&Value> = raised.iter().map(|found| &found["fingerprint"]).collect();
    let gone: Vec<&Value> = steps[2]["vanished"].as_array().unwrap().iter().collect();
    assert!(!raised.is_empty() && raised == gone, "{raised:?} {gone:?}");
    std::fs::copy(home.path().join("x.exercise.log"), home.path().join("other.log")).unwrap();
    let other = entente(
        home.path(),
        &[
            "exercise",
            "run",
            "x.exercise.ron",
            "--log=other.log",
            "--until",
            "60",
            "--format",
            "json",
        ],
    );
    done(&other);
    assert_eq!(json(&other)["steps"].as_array().unwrap().len(), 2);
}

#[test]
fn a_report_has_everything_in_it_lets_nothing_through_and_is_the_same_twice() {
    let home = home();
    store_played(home.path());
    let arguments = ["exercise", "report", "x.exercise.ron", "-o", "report.html"];
    done(&entente(home.path(), &arguments));
    let page = std::fs::read_to_string(home.path().join("report.html")).unwrap();
    assert!(!page.contains("<script") && !page.contains('\u{1b}'));
    for said in [
        "Held again",
        "by mistake",
        "Seen to be held",
        "What it is for",
        "id=\"map-1-clip1\"",
        "The start",
        "The end",
    ] {
        assert!(page.contains(said), "{said}");
    }
    done(&entente(home.path(), &arguments));
    assert_eq!(
        page,
        std::fs::read_to_string(home.path().join("report.html")).unwrap()
    );

    let run = entente(
        home.path(),
        &["exercise", "report", "x.exercise.ron", "-o", "report.md"],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    let text = std::fs::read_to_string(home.path().join("report.md")).unwrap();
    assert!(!text.contains("<script") && text.contains("\\<script\\> ") || text.contains("\\<script"));
    assert!(!text.replace("\\|", "").contains("</script\\> |"));
    for name in ["report-findings.svg", "report-map-1.svg"] {
        assert!(text.contains(&format!("]({name})")), "{name}");
        let svg = std::fs::read_to_string(home.path().join(name)).unwrap();
        assert!(svg.starts_with("<svg"), "{name}");
    }
}

#[test]
fn without_a_log_a_report_says_what_to_do() {
    let home = home();
    store(home.path(), &exercise());
    let run = entente(
        home.path(),
        &["exercise", "report", "x.exercise.ron", "-o", "r.html"],
    );
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("x.exercise.log")
            && run.err.contains("nothing was run yet")
            && run.err.contains("exercise run"),
        "{}",
        run.err
    );
    let run = entente(
        home.path(),
        &["exercise", "report", "x.exercise.ron", "-o", "r.pdf"],
    );
    assert_eq!(run.code, 2);
    assert!(run.err.contains(".html or .md"), "{}", run.err);
}

#[test]
fn the_log_of_another_exercise_is_refused_and_a_torn_one_is_used_up_to_there() {
    let home = home();
    store_played(home.path());
    let log = home.path().join("x.exercise.log");
    let mut bytes = std::fs::read(&log).unwrap();
    bytes.truncate(bytes.len() - 5);
    std::fs::write(&log, &bytes).unwrap();
    let run = entente(home.path(), &["exercise", "run", "x.exercise.ron", "--log"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err.contains("damaged") && run.err.contains("6 entries"),
        "{}",
        run.err
    );

    let mut other = exercise();
    let before = exercise_hash(&other).unwrap().short();
    other.notes = "Changed since".into();
    store(home.path(), &other);
    let run = entente(
        home.path(),
        &["exercise", "report", "x.exercise.ron", "-o", "r.html"],
    );
    assert_eq!(run.code, 2);
    let now = exercise_hash(&other).unwrap().short();
    assert!(
        run.err.contains(&before) && run.err.contains(&now) && run.err.contains("backups"),
        "{}",
        run.err
    );
}

#[test]
fn a_check_says_what_is_not_fit_to_be_run() {
    let home = home();
    store(home.path(), &exercise());
    let run = entente(home.path(), &["exercise", "check", "x.exercise.ron"]);
    done(&run);
    assert!(run.out.contains("nothing found"), "{}", run.out);
    let mut broken = failing();
    broken.injects[0].controller = String::new();
    store(home.path(), &broken);
    let run = entente(
        home.path(),
        &["exercise", "check", "x.exercise.ron", "--format", "json"],
    );
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    let run = json(&run);
    assert_eq!(keys(&run), ["schema", "remarks"]);
    let remarks = run["remarks"].as_array().unwrap();
    let codes: Vec<&str> = remarks.iter().map(|one| one["code"].as_str().unwrap()).collect();
    // What fails in the plan reaches no cell, and is said once.
    assert_eq!(codes, ["X04", "X01"]);
    assert_eq!(
        keys(&remarks[0]),
        ["code", "name", "severity", "about", "title", "message"]
    );
}

#[test]
fn tables_and_cards_are_written_and_a_table_is_taken_back() {
    let home = home();
    store_played(home.path());
    let export = |output: &str, more: &[&str]| {
        let mut arguments = vec!["exercise", "export", "x.exercise.ron", "-o", output];
        arguments.extend(more);
        done(&entente(home.path(), &arguments));
        std::fs::read_to_string(home.path().join(output)).unwrap()
    };
    let injects = export("injects.csv", &[]);
    assert!(injects.starts_with("Serial,Time,Title,"));
    assert!(export("log.csv", &["--what", "log"]).contains("Held again"));
    assert!(export("found.csv", &["--what", "findings"]).contains("A05"));
    assert!(export("aims.csv", &["--what", "objectives"]).contains("Seen to be held"));
    assert!(export("reactions.csv", &["--what", "reactions"]).contains("H+1 h"));
    let players = export("cards.html", &[]);
    assert!(!players.contains("EXPECTED") && !players.contains("NOTES") && !players.contains("<script"));
    let controllers = export("cards.html", &["--for-controllers"]);
    assert!(controllers.contains("EXPECTED") && controllers.contains("NOTES"));

    let changed = injects.replace("Something happens", "Something else happens");
    std::fs::write(home.path().join("injects.csv"), changed).unwrap();
    let run = entente(
        home.path(),
        &[
            "exercise",
            "import",
            "injects.csv",
            "--into",
            "x.exercise.ron",
            "-o",
            "y.exercise.ron",
        ],
    );
    assert_eq!(run.code, 0);
    assert!(run.err.contains("0 injects added, 4 changed"), "{}", run.err);
    let read =
        entente::files::exercise::read(&std::fs::read(home.path().join("y.exercise.ron")).unwrap()).unwrap();
    assert!(
        read.exercise
            .injects
            .iter()
            .all(|inject| inject.text == "Something else happens")
    );
    assert_eq!(read.exercise.injects[1].effects, exercise().injects[1].effects);
}

#[test]
fn an_exercise_is_made_on_a_plan_and_is_no_broken_plan() {
    let home = home();
    let files = home.path().join("files");
    std::fs::create_dir(&files).unwrap();
    let run = |arguments: &[&str]| entente_in(&files, home.path(), arguments);
    done(&run(&[
        "exercise",
        "new",
        "--sample",
        "fallujah-agreed",
        "-o",
        "new.exercise.ron",
    ]));
    done(&run(&[
        "exercise",
        "new",
        "sample:fallujah-agreed",
        "-o",
        "other.exercise.ron",
    ]));
    let ids = ["new.exercise.ron", "other.exercise.ron"].map(|name| {
        let bytes = std::fs::read(files.join(name)).unwrap();
        entente::files::exercise::read(&bytes).unwrap().exercise.id
    });
    assert_ne!(ids[0], ids[1]);
    let validated = run(&["validate", "new.exercise.ron"]);
    done(&validated);
    assert!(
        validated.out.contains("an Entente exercise of format"),
        "{}",
        validated.out
    );
    done(&run(&["fmt", "new.exercise.ron", "--check"]));
    let checked = run(&["check", "new.exercise.ron"]);
    assert_eq!(checked.code, 2);
    assert!(checked.err.contains("an Entente exercise"), "{}", checked.err);
}

#[test]
fn the_sample_is_listed_written_with_its_log_and_played() {
    let home = home();
    let listed = entente(home.path(), &["sample"]);
    done(&listed);
    assert!(listed.out.contains("fallujah-exercise"), "{}", listed.out);
    done(&entente(
        home.path(),
        &["sample", "fallujah-exercise", "-o", "x.exercise.ron"],
    ));
    let path = home.path().join("x.exercise.ron");
    let read = log_file::read_log(&LocalDisk, &log_path(&path)).unwrap().unwrap();
    assert!(!read.is_torn && read.entries.len() > 40);
    let run = entente(home.path(), &["exercise", "check", "sample:fallujah-exercise"]);
    done(&run);
    assert!(run.out.contains("20 injects, nothing found"), "{}", run.out);
    let run = entente(home.path(), &["exercise", "run", "--sample", "atlantis"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("fallujah-exercise"), "{}", run.err);
}
