//! Partners' files are read in a process of their own: the same plan comes of it, and whatever becomes of that
//! process is a sentence.

use std::path::{Path, PathBuf};
use std::time::Duration;

use entente::apart::{Apart, Limits};
use entente::editor::{Command, Editor, Jobs, Surroundings};
use entente::files::exchange::{
    COMMAND, Choice, Choices, FileRead, MapKind, Options, Owner, Reader, table::Mapping,
};
use entente::model::Plan;

const LIMITS: Limits = Limits {
    deadline: Duration::from_mins(1),
    memory_bytes: 8 << 30,
    answer_bytes: 64 << 20,
};

/// The program itself as the reader.
fn program(limits: Limits) -> Reader {
    Reader::Apart(Apart {
        program: PathBuf::from(env!("CARGO_BIN_EXE_entente")),
        arguments: vec![
            COMMAND.to_owned(),
            limits.memory_bytes.to_string(),
            limits.deadline.as_secs().to_string(),
        ],
        limits,
    })
}

fn corpus(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(folder);
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect()
}

#[test]
fn what_is_read_apart_is_what_is_read_here() {
    let apart = program(LIMITS);
    let phases = ["P1".to_owned()];
    let mapping: Mapping = "Side=keep".parse().unwrap();
    let options = Options {
        owner: Some("Civil authority"),
        kind: Some(MapKind::Measure),
        phases: &phases,
        ..Options::default()
    };
    for path in ["geojson", "kml", "kmz", "table"]
        .iter()
        .flat_map(|name| corpus(name))
    {
        let bytes = std::fs::read(&path).unwrap();
        let here = Reader::Here.read(&path, &bytes, &options);
        assert_eq!(apart.read(&path, &bytes, &options), here, "{}", path.display());
        // Into a plan, with choices about its groups.
        let Ok(imported) = here.imported else { continue };
        let choice = Choice {
            owner: Owner::Of("PMF".to_owned()),
            phases: Some(vec!["P2".to_owned()]),
            ..Choice::default()
        };
        let keys = imported
            .groups
            .iter()
            .map(|group| (group.key.clone(), choice.clone()));
        let choices: Choices = keys.collect();
        let options = Options {
            choices: Some(&choices),
            mapping: Some(&mapping).filter(|_| path.ends_with("orbat.csv")),
            into: Some(&imported.plan),
            ..options
        };
        let here = Reader::Here.read(&path, &bytes, &options);
        assert_eq!(apart.read(&path, &bytes, &options), here, "{}", path.display());
    }
}

#[test]
fn an_overlay_that_is_read_apart_is_what_is_read_here() {
    let apart = program(LIMITS);
    for path in corpus("overlay") {
        let here = Reader::Here.read_overlay(&path);
        assert_eq!(apart.read_overlay(&path), here, "{}", path.display());
    }
    let absent = Path::new("/nowhere/roads.geojson");
    let told = apart.read_overlay(absent).unwrap_err();
    assert!(told.contains("cannot be read"), "{told}");
}

#[test]
fn what_is_pasted_is_read_apart_and_is_new_every_time() {
    let surroundings = Surroundings {
        reader: program(LIMITS),
        ..Surroundings::default()
    };
    let mut editor = Editor::new(surroundings, Jobs::inline(), "2026-11-30".parse().unwrap(), 7);
    let text = r#"{"type": "Feature", "id": "a", "properties": {"name": "Ford"}, "geometry": {"type": "Point", "coordinates": [43.7, 33.3]}}"#;
    for pasted in 1..=3 {
        editor.obey(Command::Paste(text.to_owned()));
        assert_eq!(
            editor.plan().entity_count(),
            pasted,
            "{:?}",
            editor.notices().shown()
        );
    }
    editor.obey(Command::Paste("{".repeat(1_000)));
    assert_eq!(editor.plan().entity_count(), 3);
    let notice = editor.notices().shown().last().unwrap();
    assert!(notice.text.contains("no GeoJSON"), "{notice:?}");
}

#[test]
#[cfg(unix)]
fn whatever_becomes_of_what_reads_an_overlay_or_a_paste_is_a_sentence() {
    let reader = |script: &str| {
        Reader::Apart(Apart {
            program: PathBuf::from("/bin/sh"),
            arguments: vec!["-c".to_owned(), script.to_owned()],
            limits: LIMITS,
        })
    };
    let path = corpus("overlay").pop().unwrap();
    for (script, words) in [
        ("kill -SEGV $$", "broke down"),
        ("exec sleep 600", "longer than 1 s"),
        ("cat >/dev/null; echo hello", "makes no sense"),
        (r#"cat >/dev/null; printf '11 0\n{"Ok":null}'"#, "makes no sense"),
        (
            r#"cat >/dev/null; printf '11 0\n{"Ok":null}{}\n'"#,
            "makes no sense",
        ),
        (r#"cat >/dev/null; printf '13 0\n{"Err":"no"}'"#, "makes no sense"),
        (r#"cat >/dev/null; printf '14 0\n{"Err":"torn"}'"#, "torn"),
    ] {
        let reader = reader(script).sooner(Duration::from_secs(1));
        let told = reader.read_overlay(&path).unwrap_err();
        assert!(told.contains(words), "{script}: {told}");
    }
    let surroundings = Surroundings {
        reader: reader("kill -SEGV $$"),
        ..Surroundings::default()
    };
    let mut editor = Editor::new(surroundings, Jobs::inline(), "2026-11-30".parse().unwrap(), 7);
    let before = editor.plan().clone();
    editor.obey(Command::Paste("{}".to_owned()));
    assert_eq!(*editor.plan(), before);
    let notice = editor.notices().shown().last().unwrap();
    assert!(notice.details.contains("broke down"), "{notice:?}");
}

#[test]
fn rows_that_stayed_are_the_rows_of_the_plan_that_was_read_into() {
    let path = Path::new("a.geojson");
    let bytes = br#"{"type": "Feature", "id": 1, "properties": {}, "geometry": {"type": "Point", "coordinates": [1, 2]}}"#;
    let options = Options::default();
    let first = program(LIMITS).read(path, bytes, &options).imported.unwrap().plan;
    let options = Options {
        into: Some(&first),
        ..Options::default()
    };
    let again = program(LIMITS).read(path, bytes, &options).imported.unwrap().plan;
    let rows = |plan: &Plan| {
        plan.forces
            .iter()
            .map(|(_, row)| std::ptr::from_ref(row))
            .collect::<Vec<_>>()
    };
    assert_eq!(rows(&first), rows(&again));
}

/// What is said where the reader is that shell script.
#[cfg(unix)]
fn told(script: &str, limits: Limits) -> String {
    let reader = Reader::Apart(Apart {
        program: PathBuf::from("/bin/sh"),
        arguments: vec!["-c".to_owned(), script.to_owned()],
        limits,
    });
    let bytes = vec![b' '; 1 << 20];
    let FileRead { imported, table } = reader.read(Path::new("a.geojson"), &bytes, &Options::default());
    assert_eq!(table, None);
    imported.unwrap_err().message
}

#[test]
#[cfg(unix)]
fn whatever_becomes_of_the_reader_is_a_sentence_with_a_remedy() {
    let short = Limits {
        deadline: Duration::from_secs(1),
        ..LIMITS
    };
    let little = Limits {
        answer_bytes: 1000,
        ..LIMITS
    };
    for (script, limits, words) in [
        // It crashes at once, after it has read, or in the middle of its answer.
        ("kill -SEGV $$", LIMITS, "broke down (signal: 11"),
        ("cat >/dev/null; kill -KILL $$", LIMITS, "broke down (signal: 9"),
        (
            "cat >/dev/null; echo 5 5; kill -ABRT $$",
            LIMITS,
            "broke down (signal: 6",
        ),
        ("cat >/dev/null; exit 3", LIMITS, "broke down (exit status: 3"),
        // It hangs: without reading, after reading, after it has answered and closed its output.
        ("exec sleep 600", short, "longer than 1 s"),
        ("cat >/dev/null; exec sleep 600", short, "longer than 1 s"),
        ("exec >&-; exec sleep 600", short, "longer than 1 s"),
        // It talks without end, says nothing, or nonsense.
        ("exec yes", little, "more than 1000 bytes"),
        ("cat >/dev/null", LIMITS, "makes no sense"),
        ("cat >/dev/null; echo hello", LIMITS, "makes no sense"),
        ("cat >/dev/null; printf '2 0\\n{}'", LIMITS, "makes no sense"),
        (
            "cat >/dev/null; printf '99999999999999999999 1\\n'",
            LIMITS,
            "makes no sense",
        ),
        (
            "cat >/dev/null; printf '18446744073709551615 1\\n'",
            LIMITS,
            "makes no sense",
        ),
        // It hands back what is no plan.
        (
            r#"cat >/dev/null; printf '%s' '86 5
{"refusal":null,"taken":[],"notes":[],"places":{"lines":[]},"groups":[],"table":null}
(a: 1'"#,
            LIMITS,
            "no plan that could be saved",
        ),
    ] {
        let told = told(script, limits);
        assert!(told.contains(words), "{script}: {told}");
    }
    let nowhere = Reader::Apart(Apart {
        program: PathBuf::from("/nowhere/entente"),
        arguments: Vec::new(),
        limits: LIMITS,
    });
    let read = nowhere.read(Path::new("a.geojson"), b"{}", &Options::default());
    assert!(
        read.imported
            .unwrap_err()
            .message
            .contains("no process can be started")
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_reader_that_wants_more_memory_or_time_than_allowed_is_ended() {
    let path = Path::new("x.geojson");
    let told = |limits: Limits, bytes: &[u8]| {
        let read = program(limits).read(path, bytes, &Options::default());
        read.imported.unwrap_err().message
    };
    let little_memory = Limits {
        memory_bytes: 16 << 20,
        ..LIMITS
    };
    let told_of_memory = told(little_memory, &vec![b' '; 60 << 20]);
    assert!(
        told_of_memory.contains("broke down") && told_of_memory.contains("memory"),
        "{told_of_memory}"
    );
    // The system counts its processor time; nobody waits for the deadline.
    let values = format!("[{}0]", "[],".repeat(7_000_000));
    let reader = Reader::Apart(Apart {
        program: PathBuf::from(env!("CARGO_BIN_EXE_entente")),
        arguments: vec![
            COMMAND.to_owned(),
            LIMITS.memory_bytes.to_string(),
            "0".to_owned(),
        ],
        limits: Limits {
            deadline: Duration::from_mins(10),
            ..LIMITS
        },
    });
    let read = reader.read(path, values.as_bytes(), &Options::default());
    let told_of_time = read.imported.unwrap_err().message;
    assert!(
        told_of_time.contains("signal: 24") || told_of_time.contains("signal: 9"),
        "{told_of_time}"
    );
}
