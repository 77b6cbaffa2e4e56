//! Odd disks, odd names, odd clocks: the rest of what a plan must survive, a test each.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command as Process;
use std::time::{Duration, SystemTime};

use entente::editor::{Command, Document, Editor, Jobs, NoticeKind, Surroundings};
use entente::files::{Existing, Folders, LocalDisk, PlanFile, Seal, plan_file, ron_text};
use entente::model::{Edit, Id, Instant, Plan, Stakeholder};
use entente::testing::faults::plan_of;

fn editor_on(home: Option<&Path>, day: &str) -> Editor {
    let surroundings = Surroundings {
        folders: home.map(Folders::inside),
        ..Surroundings::default()
    };
    let today: Instant = day.parse().unwrap();
    let mut editor = Editor::new(surroundings, Jobs::inline(), today, 7);
    editor.collect();
    editor
}

fn editor(home: &Path) -> Editor {
    editor_on(Some(home), "2026-11-30")
}

fn save_new(plan: &Plan, path: &Path) -> PlanFile {
    plan_file::save_as(&LocalDisk, plan, path, Existing::Refuse, None)
        .unwrap()
        .0
}

fn named(name: &str) -> Command {
    let mut party = Stakeholder::new();
    name.clone_into(&mut party.name);
    Command::Commit(Edit::Update((Id::<Stakeholder>::from_bits(1), party).into()))
}

fn name_in(plan: &Plan) -> &str {
    plan.stakeholders
        .get(Id::from_bits(1))
        .map_or("", |party| party.name.as_str())
}

fn troubles(editor: &Editor) -> usize {
    let shown = editor.notices().shown().iter();
    shown.filter(|notice| notice.kind == NoticeKind::Error).count()
}

/// Works, crashes, and returns who sits down after it, with the lost work taken back.
fn crashed_and_back(home: &Path, path: &Path, days: [&str; 2]) -> Editor {
    let mut first = editor_on(Some(home), days[0]);
    first.obey(Command::Open(path.to_owned()));
    first.obey(named("Lost and found"));
    assert_eq!(name_in(first.plan()), "Lost and found", "{}", path.display());
    drop(first);
    let mut next = editor_on(Some(home), days[1]);
    next.obey(Command::Open(path.to_owned()));
    assert!(next.take_offer(), "{} {days:?}", path.display());
    next.obey(Command::LookAtLost(0));
    next.obey(Command::TakeIncoming);
    assert_eq!(name_in(next.plan()), "Lost and found");
    next
}

#[test]
fn a_clock_in_1970_2038_or_9999_loses_nothing() {
    let days = ["1970-01-01", "2038-01-20", "9999-12-30", "2026-11-30"];
    for before in days {
        for after in days {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("north.plan.ron");
            save_new(&plan_of(1), &path);
            crashed_and_back(folder.path(), &path, [before, after]);
        }
    }
}

#[test]
fn files_from_1970_and_from_the_future_are_opened_saved_and_recovered() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("north.plan.ron");
    save_new(&plan_of(1), &path);
    let long = |days: u64| SystemTime::UNIX_EPOCH + Duration::from_hours(24 * days);
    for (number, time) in [long(0), long(24_900), long(2_900_000)].into_iter().enumerate() {
        let home = folder.path().join(number.to_string());
        let mut first = editor(&home);
        first.obey(Command::Open(path.clone()));
        first.obey(named("Lost and found"));
        drop(first);
        let journals = fs::read_dir(home.join("data/recovery")).unwrap();
        let all = journals.map(|entry| entry.unwrap().path()).chain([path.clone()]);
        for file in all {
            fs::File::options()
                .write(true)
                .open(file)
                .unwrap()
                .set_modified(time)
                .unwrap();
        }
        let mut next = editor(&home);
        next.obey(Command::Open(path.clone()));
        assert!(next.take_offer(), "{time:?}");
        next.obey(Command::LookAtLost(0));
        next.obey(Command::TakeIncoming);
        next.obey(Command::Save);
        assert!(!next.document().is_unsaved(), "{time:?}");
        next.obey(named("Party 0"));
        next.obey(Command::Save);
        assert_eq!(troubles(&next), 0);
    }
}

#[cfg(unix)]
#[test]
fn odd_names_are_saved_opened_and_recovered() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let long = format!("{}.plan.ron", "n".repeat(246));
    assert_eq!(long.len(), 255);
    let names: [&OsStr; 8] = [
        OsStr::new(&long),
        OsStr::new("  two words .plan.ron"),
        OsStr::new("new\nline.plan.ron"),
        OsStr::new("الفلوجة.plan.ron"),
        OsStr::new("\u{202e}nor.nalp\u{200b}.ron"),
        OsStr::new("🚑 'quoted' \"twice\" $(x) %20;.plan.ron"),
        OsStr::new("-o"),
        OsStr::from_bytes(b"not\xff\xfeutf8.plan.ron"),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (number, name) in names.into_iter().enumerate() {
        let plans = folder.path().join(number.to_string());
        fs::create_dir(&plans).unwrap();
        let path = plans.join(name);
        save_new(&plan_of(1), &path);
        let mut next = crashed_and_back(&plans.join("home"), &path, ["2026-11-30"; 2]);
        if next.document().file.is_none() {
            // A name that is no text is not in the journal; where to save is asked for then.
            next.obey(Command::SaveOver(path.clone()));
        } else {
            next.obey(Command::Save);
        }
        assert!(
            !next.document().is_unsaved(),
            "{name:?}: {:?}",
            next.notices().shown()
        );
        assert_eq!(
            name_in(&plan_file::open(&LocalDisk, &path).unwrap().plan),
            "Lost and found"
        );
    }
}

#[cfg(unix)]
#[test]
fn names_that_differ_in_case_alone_are_two_files_or_one_and_never_mixed_up() {
    let folder = tempfile::tempdir().unwrap();
    let (small, large) = (
        folder.path().join("north.plan.ron"),
        folder.path().join("NORTH.plan.ron"),
    );
    let mut file = save_new(&plan_of(1), &small);
    fs::rename(&small, &large).unwrap();
    // Whoever still knows the old name writes there what it has, and says that it had been gone.
    let saved = plan_file::save(&LocalDisk, &plan_of(2), &mut file, None);
    if let Ok(saved) = saved {
        assert!(small.is_file());
        let is_one_file = fs::read_dir(folder.path()).unwrap().count() == 1;
        assert_eq!(saved.notes.is_empty(), is_one_file);
        assert!(is_one_file || plan_file::open(&LocalDisk, &large).unwrap().plan == plan_of(1));
    }
}

#[test]
fn a_folder_that_vanishes_is_said_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let (home, stick) = (folder.path().join("home"), folder.path().join("stick"));
    let path = stick.join("north.plan.ron");
    fs::create_dir(&stick).unwrap();
    save_new(&plan_of(1), &path);
    let mut editor = editor(&home);
    editor.obey(Command::Open(path.clone()));
    editor.obey(named("Still here"));
    fs::remove_dir_all(&stick).unwrap();
    editor.obey(Command::LookAtFile);
    editor.collect();
    assert!(editor.outside().is_some());
    editor.obey(Command::Save);
    assert!(editor.document().is_unsaved());
    assert_eq!(troubles(&editor), 1);
    fs::create_dir(&stick).unwrap();
    editor.obey(Command::Save);
    assert!(!editor.document().is_unsaved());
    assert_eq!(
        name_in(&plan_file::open(&LocalDisk, &path).unwrap().plan),
        "Still here"
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_becomes_a_folder_or_a_pipe_under_us_is_neither_read_nor_written() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    for what in ["mkdir", "mkfifo"] {
        let path = folder.path().join(format!("{what}.plan.ron"));
        save_new(&plan_of(1), &path);
        let mut editor = editor(&home);
        editor.obey(Command::Open(path.clone()));
        editor.obey(named("Still here"));
        fs::remove_file(&path).unwrap();
        let made = Process::new(what).arg(&path).status().unwrap();
        assert!(made.success());
        // Neither waits for somebody at the other end of the pipe.
        editor.obey(Command::LookAtFile);
        editor.obey(Command::Save);
        editor.obey(Command::MergeWithFile);
        assert!(editor.document().is_unsaved() && !path.is_file());
        assert_eq!(troubles(&editor), 2, "{:?}", editor.notices().shown());
    }
}

#[test]
fn without_a_home_folder_everything_works_but_remembering() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("north.plan.ron");
    save_new(&plan_of(1), &path);
    let mut editor = editor_on(None, "2026-11-30");
    editor.obey(Command::Open(path.clone()));
    editor.obey(named("Worked"));
    editor.obey(Command::Save);
    editor.obey(Command::FindLost);
    editor.obey(Command::ForgetPlan);
    editor.collect();
    assert_eq!(troubles(&editor), 0);
    assert_eq!(
        name_in(&plan_file::open(&LocalDisk, &path).unwrap().plan),
        "Worked"
    );
    // That no backup could be kept is said with the save.
    let said = editor
        .notices()
        .shown()
        .iter()
        .any(|notice| notice.details.contains("no backup"));
    assert!(said, "{:?}", editor.notices().shown());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn ten_thousand_steps_are_undone_to_the_identical_file() {
    let first = plan_of(1);
    let text = ron_text::write(&first).unwrap();
    let mut document = Document::new(first, "Open", None);
    for step in 0..9_990 {
        let Command::Commit(edit) = named(&format!("Step {step}")) else {
            unreachable!()
        };
        document.commit(&edit).unwrap();
    }
    let last = ron_text::write(document.current()).unwrap();
    let mut back = 0;
    while document.undo() {
        back += 1;
    }
    assert_eq!(
        (back, ron_text::write(document.current()).unwrap()),
        (9_990, text)
    );
    while document.redo() {}
    assert_eq!(ron_text::write(document.current()).unwrap(), last);
}

#[test]
fn line_ends_of_another_system_break_no_seal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("north.plan.ron");
    let text = ron_text::write(&plan_of(1)).unwrap().replace('\n', "\r\n");
    fs::write(&path, &text).unwrap();
    let mut opened = plan_file::open(&LocalDisk, &path).unwrap();
    assert_eq!((&opened.plan, opened.seal), (&plan_of(1), Seal::Sealed));
    plan_file::save(&LocalDisk, &plan_of(2), &mut opened.file, None).unwrap();
    assert!(!fs::read_to_string(&path).unwrap().contains('\r'));
}

/// Runs the program where no file may grow beyond so many blocks of 1 KB.
#[cfg(target_os = "linux")]
fn limited(blocks: u32, then: &str, folder: &Path) -> std::process::Output {
    let script = format!("ulimit -f {blocks}; {then}; exec \"$0\" \"$@\"");
    Process::new("bash")
        .args(["-c", &script, env!("CARGO_BIN_EXE_entente")])
        .args(["fmt", "north.plan.ron"])
        .current_dir(folder)
        .env("HOME", folder)
        .output()
        .unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_without_room_leaves_the_old_plan_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("north.plan.ron");
    // Formatted anew it is as large; only the seal is missing.
    let sample = entente::samples::find("fallujah").unwrap().text;
    let (_, unsealed) = sample.split_once('\n').unwrap();
    fs::write(&path, unsealed).unwrap();
    let names = || -> Vec<PathBuf> {
        let all = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().path());
        all.filter(|path| path.is_file()).collect()
    };
    // The system answers that there is no room, or kills: either way in the midst of writing.
    let refused = limited(16, "trap '' XFSZ", folder.path());
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("larger than the disk takes"), "{said}");
    assert_eq!(names(), std::slice::from_ref(&path));
    let killed = limited(16, "true", folder.path());
    assert_eq!(killed.status.code(), None, "{killed:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), unsealed);
    assert_eq!(names().len(), 2, "what was being written stays behind");
    let done = limited(10_000, "true", folder.path());
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    assert_eq!(
        names(),
        std::slice::from_ref(&path),
        "and goes with the next save"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), sample);
}

#[test]
fn a_language_with_decimal_commas_changes_no_byte() {
    let printed = |language: &str| {
        let output = Process::new(env!("CARGO_BIN_EXE_entente"))
            .args(["coverage", "--sample", "fallujah"])
            .envs([("LC_ALL", language), ("LANG", language), ("LANGUAGE", language)])
            .output()
            .unwrap();
        assert!(!output.stdout.is_empty());
        output.stdout
    };
    assert_eq!(printed("C"), printed("de_DE.UTF-8"));
}
