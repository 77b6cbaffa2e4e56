//! Programs that are killed in the midst of work, and what they leave.
//!
//! The program at work is a child process that says on its standard output what it has promised, a line
//! each; the judge kills it at some moment, reads what it said to the end, and looks at the disk. There are
//! two: a plain worker, whose every step is certain before the next, and the editor itself with its
//! journal's own thread, whose last steps may be lost, but only those of the last moments.

use std::io::{self, BufRead as _, BufReader, Read as _, Write};
use std::path::Path;
use std::process::Child;
use std::time::Duration;

use super::super::Chance;
use super::worker::{Desk, Promise, Recovered, Worker, edit_to, revision_of};
use super::{Broken, holds};
use crate::editor::{Command, Editor, Jobs, Surroundings};
use crate::files::LocalDisk;
use crate::files::disk::Disk as _;
use crate::files::lock::Holder;
use crate::model::Instant;

/// Most lines that a child may say before it is killed.
const MOST_LINES: u64 = 60;
/// Longest wait between the last line that was read and the kill, microseconds.
const LONGEST_WAIT_US: u64 = 3_000;
/// Programs that are killed on the same folder.
const KILLS_A_FOLDER: usize = 25;

/// Who is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Victim {
    /// A worker that promises every step.
    Worker,
    /// The editor, whose journal is written beside.
    Editor,
}

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KillFigures {
    /// Programs that were killed.
    pub kills: u32,
    /// Promises that they had made.
    pub promises: u64,
    /// Most steps that one of them lost.
    pub most_lost: u32,
    /// The oldest step that was lost, by its age when the program was killed.
    pub oldest_lost: Duration,
}

/// Works in a folder until it is killed or nobody listens.
///
/// # Errors
/// Where nobody listens, or what is in the folder is not as it should be.
pub fn work_until_killed(victim: Victim, folder: &Path, out: &mut dyn Write) -> io::Result<()> {
    let desk = Desk::inside(folder);
    LocalDisk.make_private_folder(desk.folder())?;
    match victim {
        Victim::Worker => worker(&desk, out),
        Victim::Editor => editor(&desk, out),
    }
}

fn worker(desk: &Desk, out: &mut dyn Write) -> io::Result<()> {
    let mut worker = Worker::sit_down(&LocalDisk, desk).map_err(io::Error::other)?;
    for round in 0_u32.. {
        writeln!(out, "begun {}", worker.at() + 1)?;
        let promise = if round % 3 == 2 {
            worker.save().map_err(io::Error::other)?
        } else {
            worker.step()
        };
        match promise {
            Some(Promise::Saved(revision)) => writeln!(out, "saved {revision}")?,
            Some(Promise::Kept(revision)) => writeln!(out, "kept {revision}")?,
            None => return Err(io::Error::other("the disk did not take it")),
        }
        out.flush()?;
    }
    Ok(())
}

fn editor(desk: &Desk, out: &mut dyn Write) -> io::Result<()> {
    let surroundings = Surroundings {
        folders: Some(desk.folders.clone()),
        holder: Some(Holder::this("Anna", "laptop-3")),
        ..Surroundings::default()
    };
    let today = Instant::from_unix_minutes(0, 0).ok_or(io::ErrorKind::InvalidData)?;
    let mut editor = Editor::new(surroundings, Jobs::threaded(|| {}), today, 7);
    if desk.path.exists() {
        editor.obey(Command::Open(desk.path.clone()));
    }
    if !editor.lost().is_empty() {
        editor.obey(Command::LookAtLost(0));
        editor.obey(Command::TakeIncoming);
    }
    // Before the first save of all, the plan is any other.
    let mut at = revision_of(editor.plan()).unwrap_or(0);
    for round in 0_u32.. {
        writeln!(out, "begun {}", at + 1)?;
        editor.obey(Command::Commit(edit_to(editor.plan(), at + 1)));
        at += 1;
        writeln!(out, "done {at}")?;
        if round % 8 == 0 {
            if editor.document().file.is_some() {
                editor.obey(Command::Save);
            } else {
                editor.obey(Command::SaveAs(desk.path.clone()));
            }
            if editor.document().is_unsaved() {
                return Err(io::Error::other("the plan was not saved"));
            }
            writeln!(out, "saved {at}")?;
        }
        out.flush()?;
        editor.collect();
    }
    Ok(())
}

/// What a child said, and when.
#[derive(Default)]
struct Said {
    begun: u32,
    promises: Vec<Promise>,
    /// Steps that were done, and when that was heard.
    done: Vec<(u32, Duration)>,
}

impl Said {
    fn hear(&mut self, line: &str, now: Duration) {
        let Some((word, number)) = line.split_once(' ') else {
            return;
        };
        let Ok(revision) = number.parse() else { return };
        match word {
            "begun" => self.begun = self.begun.max(revision),
            "saved" => self.promises.push(Promise::Saved(revision)),
            "kept" => self.promises.push(Promise::Kept(revision)),
            "done" => self.done.push((revision, now)),
            _ => {}
        }
    }
}

/// Kills so many programs, one after the other; every so many begin in a new folder, so that what there is to
/// recover does not grow without end. `start` starts one that works in a folder, with its standard output
/// piped; `clock` says how long it is since some moment.
///
/// # Errors
/// The first broken promise, or where a program cannot be started or ends by itself.
pub fn kills(
    folder: &Path,
    number: u32,
    seed: u64,
    start: &mut dyn FnMut(&Path) -> io::Result<Child>,
    clock: &dyn Fn() -> Duration,
) -> Result<KillFigures, Broken> {
    let mut chance = Chance::new(seed);
    let mut figures = KillFigures::default();
    for first in (0..number).step_by(KILLS_A_FOLDER) {
        let folder = folder.join(format!("from-{first}"));
        let desk = Desk::inside(&folder);
        let mut last = Recovered::default();
        for number in first..number.min(first + KILLS_A_FOLDER as u32) {
            let of_kill = |broken: Broken| broken.after(format!("kill {number} of seed {seed}"));
            let (said, killed_at) = one_kill(&mut || start(&folder), &mut chance, clock)
                .map_err(|error| of_kill(Broken::because(format!("the program: {error}"))))?;
            last = figures.judged(&desk, &last, &said, killed_at).map_err(of_kill)?;
        }
        leaves_nothing(&desk)?;
    }
    Ok(figures)
}

impl KillFigures {
    /// Holds what is found after a kill against what was said before it, and counts.
    fn judged(
        &mut self,
        desk: &Desk,
        last: &Recovered,
        said: &Said,
        killed_at: Duration,
    ) -> Result<Recovered, Broken> {
        let found = Recovered::on(&LocalDisk, desk)?;
        let mut promises = said.promises.clone();
        // What was there before must not be gone now.
        promises.extend(last.file.map(Promise::Saved));
        promises.extend(last.newest().map(Promise::Kept));
        found.keeps(&promises, said.begun.max(last.newest().unwrap_or(0)))?;
        let lost = said
            .done
            .iter()
            .filter(|(revision, _)| found.newest() < Some(*revision));
        self.most_lost = self.most_lost.max(lost.clone().count() as u32);
        let ages = lost.map(|(_, done)| killed_at.saturating_sub(*done));
        self.oldest_lost = self.oldest_lost.max(ages.max().unwrap_or_default());
        self.kills += 1;
        self.promises += said.promises.len() as u64;
        Ok(found)
    }
}

fn one_kill(
    start: &mut dyn FnMut() -> io::Result<Child>,
    chance: &mut Chance,
    clock: &dyn Fn() -> Duration,
) -> io::Result<(Said, Duration)> {
    let mut child = start()?;
    let out = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
    let mut out = BufReader::new(out);
    let mut said = Said::default();
    let mut line = String::new();
    let mut heard = 0;
    let wanted = 1 + chance.below(MOST_LINES);
    while heard < wanted && out.read_line(&mut line)? > 0 {
        said.hear(line.trim(), clock());
        heard += u64::from(line.starts_with("kept") || line.starts_with("saved") || line.starts_with("done"));
        line.clear();
    }
    // At any moment between two lines, not just after one.
    std::thread::sleep(Duration::from_micros(chance.below(LONGEST_WAIT_US)));
    let killed_at = clock();
    let ended = child.try_wait()?;
    child.kill()?;
    child.wait()?;
    let mut rest = String::new();
    out.read_to_string(&mut rest)?;
    // A line that was cut off was not said.
    for line in rest.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
        said.hear(line.trim(), killed_at);
    }
    match ended {
        Some(status) => Err(io::Error::other(format!("it ended by itself: {status}"))),
        None => Ok((said, killed_at)),
    }
}

/// The next save clears away what dead programs left half-written.
fn leaves_nothing(desk: &Desk) -> Result<(), Broken> {
    let mut worker = Worker::sit_down(&LocalDisk, desk)?;
    holds(worker.step().is_some(), || "a step could not be kept".to_owned())?;
    worker.save_at_last()
}
