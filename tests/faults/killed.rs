//! Programs that are killed in the midst of saving and journaling: real processes, real files.

use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

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
