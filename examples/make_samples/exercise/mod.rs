//! The exercise `fallujah-exercise` on the plan `fallujah-agreed`, and the log of a run of it.
//!
//! What was agreed comes apart inject by inject, as it did in 2016, and the players mend it. Posts and places only, no
//! person. What the checks find meanwhile is asserted in `tests/samples.rs`.

mod effects;
mod injects;
mod played;

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use entente::exercise::{Branch, Cell, CellKind, Exercise, Inject, Objective};
use entente::files::LocalDisk;
use entente::files::exercise::{LogFile, exercise_hash, write};
use entente::model::{Id, Minute, Plan, Stakeholder};

use crate::draft::day;
use crate::keys::{Who, ordered_id};

pub use played::entries;

/// When its clock starts, and when it ends.
const SPAN: [Minute; 2] = [day(5, 0), day(38, 0)];
/// Minutes of the exercise in a minute of the room: 33 days in 165 minutes.
const RATE: u32 = 288;

const NOTES: &str = "\
Approximate training data. What happens follows public reports of May and June 2016 in its order; wording, times and \
details are made for training. Posts, formations and places only; it names no person and proposes no action against \
anybody. Not for any use but learning.

The plan that it starts from is the sample `fallujah-agreed`, in which everything is settled. Inject by inject what was \
agreed comes apart. The cells are to notice it, to reach each other by a channel that works, and to mend the plan, so \
that forces keep out of each other's way and civilians can leave in safety. Half a day: three hours at the tables, one \
hour to look back.";

/// Whom a cell is for; its place in the list is its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    Golden,
    Liaison,
    Relief,
    Control,
    Evaluators,
}

/// What is practised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    Speak,
    StayOut,
    Leave,
    Screened,
    HandOver,
}

impl Table {
    /// Returns its id.
    pub fn id(self) -> Id<Cell> {
        ordered_id("exercise cell", self as u64, &format!("{self:?}"))
    }
}

impl Aim {
    /// Returns its id.
    pub fn id(self) -> Id<Objective> {
        ordered_id("exercise objective", self as u64, &format!("{self:?}"))
    }
}

/// Returns the id of the inject with that number.
pub fn inject_id(number: u64) -> Id<Inject> {
    ordered_id("exercise inject", number, &number.to_string())
}

/// Returns the id of the only branch.
pub fn closed() -> Id<Branch> {
    ordered_id("exercise branch", 0, "closed")
}

/// Builds the exercise on the agreed plan.
pub fn exercise(agreed: &Plan) -> anyhow::Result<Exercise> {
    let [starts, ends] = SPAN;
    let mut exercise = Exercise {
        title: "Fallujah 2016: keeping the understanding".into(),
        notes: NOTES.into(),
        author: "Joint coordination, training cell".into(),
        starts,
        ends,
        rate: RATE,
        objectives: objectives(),
        cells: cells(),
        branches: vec![Branch {
            id: closed(),
            name: "If the Zawiyah corridor is closed".into(),
            is_usual: false,
        }],
        ..Exercise::on(
            Id::derived(["entente sample", "fallujah-exercise"]),
            Arc::new(agreed.clone()),
        )
    };
    exercise.injects = injects::list(agreed)?;
    exercise.sort();
    Ok(exercise)
}

fn objectives() -> Vec<Objective> {
    let rows = [
        (
            Aim::Speak,
            "Speak before anything moves",
            "The other side is reached within two hours by a channel that works, and both know what was said.",
        ),
        (
            Aim::StayOut,
            "Keep the stay-out understanding in force",
            "Acceptance is on record, every breach is answered by the incident procedure, and nobody enters the city \
             unannounced.",
        ),
        (
            Aim::Leave,
            "Let civilians leave in safety",
            "A way out is open, wide enough before the ultimatum, and every armed party knows of it before it opens.",
        ),
        (
            Aim::Screened,
            "Protect those who are screened",
            "Screening is by a body with a mandate, with a register, monitors, and word to the families.",
        ),
        (
            Aim::HandOver,
            "Hand over ground without a gap",
            "Every handover has a contact point and liaison officers of both sides before it begins.",
        ),
    ];
    let objective = |(aim, name, criteria): (Aim, &str, &str)| Objective {
        id: aim.id(),
        name: name.into(),
        criteria: criteria.into(),
    };
    rows.into_iter().map(objective).collect()
}

fn cells() -> Vec<Cell> {
    let rows = [
        (
            Table::Golden,
            "Golden Division command",
            CellKind::Players,
            Some(Who::Cts),
            "You command the southern axis. Nothing of yours moves towards ground of others before they know of it.",
        ),
        (
            Table::Liaison,
            "PMF liaison",
            CellKind::Players,
            Some(Who::Pmf),
            "You speak for the PMF in the liaison cells and see to it that what was agreed is kept and known.",
        ),
        (
            Table::Relief,
            "Humanitarian coordination (OCHA)",
            CellKind::Players,
            Some(Who::Un),
            "You keep the picture of people in need, ways out and camps, and tell every armed party of them.",
        ),
        (
            Table::Control,
            "Exercise control",
            CellKind::Control,
            None,
            "You deliver the injects and play everybody who is not at a table.",
        ),
        (
            Table::Evaluators,
            "Evaluators",
            CellKind::Evaluators,
            None,
            "You write down what was decided, how long it took and by which channel; you judge the exercise, not people.",
        ),
    ];
    let cell = |(table, name, kind, plays, brief): (Table, &str, CellKind, Option<Who>, &str)| Cell {
        id: table.id(),
        name: name.into(),
        kind,
        plays: plays.map(|who| -> Id<Stakeholder> { who.id() }),
        brief: brief.into(),
    };
    rows.into_iter().map(cell).collect()
}

/// Returns the texts of the exercise and of the log of its run, as they are on a disk.
pub fn texts(agreed: &Plan) -> anyhow::Result<[String; 2]> {
    let exercise = exercise(agreed)?;
    let text = write(&exercise)?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("sample.exercise.ron");
    std::fs::write(&path, &text)?;
    let mut log = LogFile::begin(&LocalDisk, &path, exercise.id, exercise_hash(&exercise)?)?;
    for entry in entries(&exercise)? {
        log.append(&LocalDisk, &entry)?;
    }
    let written = read(log.path())?;
    Ok([text, written])
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| path.display().to_string())
}
