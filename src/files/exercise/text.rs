//! An exercise as text.

use crate::exercise::Exercise;

use super::super::formats::{EXERCISE_FORMAT, ExerciseV1};
use super::super::hash::ContentHash;
use super::super::ron_text;
use super::super::sealed::{self, Kind, ReadFileError, Seal};
use super::super::text::{self, Fault, PrintError};

/// Exercise files.
pub(super) static EXERCISE: Kind = Kind {
    word: "exercise",
    one: "an exercise",
    format: EXERCISE_FORMAT,
    usual: "`.exercise.ron`",
    first: "// Entente exercise ",
};

/// The second line of an exercise file.
const LEGEND: &str = "// Times are minutes from H-hour. The plan that the exercise starts from follows it.\n";

/// An exercise that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadExercise {
    /// The exercise.
    pub exercise: Exercise,
    /// Whether it is as Entente wrote it.
    pub seal: Seal,
    /// The hash of what was read, as the first line should state it.
    pub hash: ContentHash,
}

/// Returns the exercise's text: the same exercise, the same bytes.
///
/// # Errors
/// [`PrintError`] where something in it is nested too deeply to be read again.
pub fn write(exercise: &Exercise) -> Result<String, PrintError> {
    let prepared = text::print(&ExerciseV1::from(exercise))?;
    let plan = ron_text::write(&exercise.plan)?;
    Ok(sealed::seal(&EXERCISE, &format!("{LEGEND}{prepared}{plan}")))
}

/// Returns the hash that the exercise's file has in its first line.
///
/// # Errors
/// As [`write()`].
pub fn exercise_hash(exercise: &Exercise) -> Result<ContentHash, PrintError> {
    write(exercise).map(|text| sealed::content_hash(&EXERCISE, &text))
}

/// Reads an exercise from the bytes of a file: byte order mark and any line endings are taken.
///
/// # Errors
/// See [`ReadFileError`].
pub fn read(bytes: &[u8]) -> Result<ReadExercise, ReadFileError> {
    let text = sealed::decode(&EXERCISE, bytes)?;
    // The plan begins at the first line that begins as a plan file does; within texts there are no line ends.
    let plan_at = text
        .match_indices(ron_text::PLAN.first)
        .map(|(at, _)| at)
        .find(|at| text.get(..*at).is_some_and(|before| before.ends_with('\n')));
    let (prepared, plan) = plan_at
        .and_then(|at| text.split_at_checked(at))
        .unwrap_or((&text, ""));
    let prepared: ExerciseV1 = sealed::parse(&EXERCISE, prepared).map_err(of_exercise)?;
    if plan.is_empty() {
        let what = "here the exercise ends, and the plan that it starts from is missing";
        let remedy = "The file is cut off; open a backup of the exercise.";
        return Err(Box::new(Fault::at(&text, text.len(), what, remedy)).into());
    }
    let lines = text.len().checked_sub(plan.len()).and_then(|at| text.get(..at));
    let lines = lines.map_or(0, |before| before.matches('\n').count());
    let plan = ron_text::read(plan.as_bytes()).map_err(|error| match error {
        ReadFileError::Fault(mut fault) => {
            fault.line += lines;
            of_exercise(ReadFileError::Fault(fault))
        }
        error => error,
    })?;
    let mut exercise = prepared.on(plan.plan);
    if let Some(minute) = exercise.too_far() {
        let at = text.find(&minute.to_string()).unwrap_or(0);
        let what = format!("minute {minute} is more than a thousand years from H-hour");
        let remedy = "Correct this time, or open a backup of the exercise.";
        return Err(Box::new(Fault::at(&text, at, what, remedy)).into());
    }
    exercise.rate = exercise.rate.max(1);
    let (seal, hash) = sealed::judge(&EXERCISE, &text);
    Ok(ReadExercise { exercise, seal, hash })
}

/// Says what is to be done about an exercise where it is said about a plan.
fn of_exercise(error: ReadFileError) -> ReadFileError {
    match error {
        ReadFileError::Fault(mut fault) => {
            fault.remedy = fault.remedy.replace("the plan", "the exercise");
            ReadFileError::Fault(fault)
        }
        error => error,
    }
}
