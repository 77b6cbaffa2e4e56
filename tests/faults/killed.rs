//! Programs that are killed in the midst of saving and journaling: real processes, real files.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use entente::editor::{Command as Ask, Editor, ExerciseCommand, Jobs, Surroundings};
use entente::exercise::{Event, Exercise, Reach};
use entente::files::exercise::{exercise_hash, log_file, log_path, open, save_as};
use entente::files::{Existing, LocalDisk};
use entente::model::{Edit, Id, Plan, PlanInfo};
use entente::testing::Chance;
use entente::testing::faults::{KillFigures, Victim, kills, work_until_killed};

/// Names the folder in which a process of this test is to work until it is killed.
const WORKER: &str = "ENTENTE_TEST_WORKER";
const EDITOR: &str = "ENTENTE_TEST_EDITOR";

/// This very test program, started again to do nothing but the work.
fn start(variable: &str, test: &str, folder: &Path) -> io::Result<Child> {
    Command::new(std::env::current_exe()?)
        .args(["--exact", test, "--nocapture"])
        .env(variable, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}

/// Kills the victim so many times; in the process that is the victim, works and never returns.
fn killed(victim: Victim, variable: &str, test: &str, number: u32) -> Option<KillFigures> {
    if let Some(folder) = std::env::var_os(variable) {
        // That nobody listens any more is how it ends where it was not killed.
        let _ = work_until_killed(victim, Path::new(&folder), &mut io::stdout());
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut start = |folder: &Path| start(variable, test, folder);
    #[expect(
        clippy::disallowed_methods,
        reason = "how old a lost step is can be told by nothing else"
    )]
    let begun = Instant::now();
    let figures = kills(folder.path(), number, 1, &mut start, &|| begun.elapsed());
    Some(figures.unwrap_or_else(|broken| panic!("{broken}")))
}

#[test]
fn a_program_killed_while_it_saves_breaks_no_promise() {
    let test = "faults::killed::a_program_killed_while_it_saves_breaks_no_promise";
    if let Some(figures) = killed(Victim::Worker, WORKER, test, 25) {
        assert_eq!((figures.kills, figures.most_lost), (25, 0));
        assert!(figures.promises > 250, "{figures:?}");
    }
}

#[test]
fn an_editor_that_is_killed_loses_its_last_moments_at_most() {
    let test = "faults::killed::an_editor_that_is_killed_loses_its_last_moments_at_most";
    if let Some(figures) = killed(Victim::Editor, EDITOR, test, 10) {
        assert_eq!(figures.kills, 10);
        assert!(figures.oldest_lost < Duration::from_secs(5), "{figures:?}");
    }
}

const RUN: &str = "ENTENTE_TEST_RUN";

/// The plan's title after so many entries.
fn titled(number: usize) -> Edit {
    Edit::SetInfo(Box::new(PlanInfo {
        title: format!("Entry {number}"),
        ..PlanInfo::default()
    }))
}

/// Opens the exercise with whatever run there is, and enters decisions until it is killed.
fn run_until_killed(path: &Path) -> io::Result<()> {
    let today = "2016-05-23T08:00+03:00".parse().map_err(io::Error::other)?;
    let mut editor = Editor::new(Surroundings::default(), Jobs::inline(), today, 7);
    editor.obey(Ask::Open(path.to_owned()));
    editor.obey(Ask::Exercise(ExerciseCommand::Start));
    let entered = |editor: &Editor| {
        let exercising = editor.exercising();
        let session = exercising.and_then(|exercising| exercising.session());
        session.map(|session| session.entries().len())
    };
    let mut at = entered(&editor).ok_or(io::ErrorKind::InvalidData)?;
    let mut out = io::stdout().lock();
    loop {
        writeln!(out, "begun {}", at + 1)?;
        out.flush()?;
        editor.obey(Ask::Exercise(ExerciseCommand::Enter(Event::Decided {
            cell: None,
            answers: None,
            text: format!("Entry {}", at + 1),
            edits: vec![titled(at + 1)],
            reach: Reach::Told,
        })));
        at += 1;
        if entered(&editor) != Some(at) {
            return Err(io::Error::other("the log did not take it"));
        }
        writeln!(out, "kept {at}")?;
        out.flush()?;
    }
}

#[test]
fn a_run_that_is_killed_keeps_every_entry_and_goes_on_from_the_last() {
    let test = "faults::killed::a_run_that_is_killed_keeps_every_entry_and_goes_on_from_the_last";
    if let Some(path) = std::env::var_os(RUN) {
        let _ = run_until_killed(Path::new(&path));
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("day.exercise.ron");
    let exercise = Exercise::on(Id::from_bits(5), Arc::new(Plan::empty(Id::from_bits(6))));
    save_as(&LocalDisk, &exercise, &path, Existing::Refuse, None).unwrap();
    let mut chance = Chance::new(11);
    let mut last = 0;
    for round in 0..12 {
        let mut child = start(RUN, test, &path).unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (mut kept, mut begun) = (last, last);
        let most = 4 + chance.below(40);
        let mut said = 0;
        let mut is_killed = false;
        for line in lines.map_while(Result::ok) {
            // The test's own harness writes before the first line.
            let Some((word, number)) = line.rsplit_once(' ') else {
                continue;
            };
            let Ok(number) = number.parse::<usize>() else {
                continue;
            };
            if word.ends_with("kept") {
                kept = number;
            } else if word.ends_with("begun") {
                begun = number;
            }
            said += 1;
            if said >= most && !is_killed {
                child.kill().unwrap();
                is_killed = true;
            }
        }
        child.wait().unwrap();
        assert!(
            is_killed && kept > last,
            "round {round}: {kept} of {begun} after {last}"
        );
        let log = log_file::read_log(&LocalDisk, &log_path(&path)).unwrap().unwrap();
        let found = log.entries.len();
        assert!(
            (kept..=begun).contains(&found),
            "round {round}: {found}, promised {kept}, begun {begun}"
        );
        // The exercise itself is as it was, and its run gives the plan of the last entry.
        let opened = open(&LocalDisk, &path).unwrap();
        assert_eq!(opened.exercise, exercise);
        assert_eq!(log.hash, exercise_hash(&exercise).unwrap());
        let session = entente::exercise::Session::of(Arc::new(opened.exercise), &log.entries).unwrap();
        assert_eq!(session.state().truth.info.title, format!("Entry {found}"));
        last = found;
    }
}
