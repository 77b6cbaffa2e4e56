//! An exercise's file: opened with limits, saved with the same care as a plan's.

use std::path::{Path, PathBuf};

use crate::exercise::Exercise;

use super::super::atomic::{Existing, WriteFileError, WriteNote, shown, write_file};
use super::super::backups::Backups;
use super::super::disk::Disk;
use super::super::hash::ContentHash;
use super::super::plan_file::{OpenPlanError, PlanFile, read_bytes};
use super::super::sealed::{ReadFileError, Seal};
use super::super::text::PrintError;
use super::text;

/// An exercise that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedExercise {
    /// The exercise.
    pub exercise: Exercise,
    /// Whether it is as Entente wrote it.
    pub seal: Seal,
    /// The hash of its content, as its first line should state it.
    pub hash: ContentHash,
    /// The file it came from.
    pub file: PlanFile,
}

/// Why an exercise was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenExerciseError {
    /// It cannot be read.
    #[error(transparent)]
    File(#[from] OpenPlanError),
    /// It is no exercise, or a damaged one.
    #[error("{}: {source}", shown(.path))]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, and where.
        source: ReadFileError,
    },
}

/// Why an exercise was not saved. What is in memory is untouched.
#[derive(Debug, thiserror::Error)]
pub enum SaveExerciseError {
    /// The file is not as it was when it was loaded.
    #[error("{} was changed by another program since it was opened. Nothing was written; save under another name, or open it anew", shown(.0))]
    ChangedOnDisk(PathBuf),
    /// A file that was never loaded is there.
    #[error("{} is there already. Nothing was written; choose another name, or have it replaced", shown(.0))]
    Exists(PathBuf),
    /// Something in it is nested too deeply to be written.
    #[error("the exercise cannot be written: {0}. Nothing was changed; remove the imported property")]
    NoText(#[from] PrintError),
    /// What would be written does not read back as the same exercise.
    #[error(
        "the exercise cannot be saved, because it would read back differently. Nothing was written; undo the last change, and save again"
    )]
    ReadsDifferently,
    /// The file could not be written.
    #[error(transparent)]
    Write(WriteFileError),
}

impl From<WriteFileError> for SaveExerciseError {
    fn from(error: WriteFileError) -> Self {
        match error {
            WriteFileError::ChangedOnDisk(path) => Self::ChangedOnDisk(path),
            WriteFileError::Exists(path) => Self::Exists(path),
            error => Self::Write(error),
        }
    }
}

/// Opens an exercise.
///
/// # Errors
/// [`OpenExerciseError`]; the file is never changed.
pub fn open(disk: &dyn Disk, path: &Path) -> Result<OpenedExercise, OpenExerciseError> {
    let bytes = read_bytes(disk, path)?;
    let read = text::read(&bytes).map_err(|source| OpenExerciseError::Content {
        path: path.to_owned(),
        source,
    })?;
    Ok(OpenedExercise {
        exercise: read.exercise,
        seal: read.seal,
        hash: read.hash,
        file: PlanFile::of(path, ContentHash::of(&bytes)),
    })
}

/// Saves an exercise over the file it was loaded from.
///
/// # Errors
/// [`SaveExerciseError`]; `ChangedOnDisk` where the file is not as it was loaded.
pub fn save(
    disk: &dyn Disk,
    exercise: &Exercise,
    file: &mut PlanFile,
    backups: Option<&Backups>,
) -> Result<Vec<WriteNote>, SaveExerciseError> {
    let text = checked_text(exercise)?;
    let existing = Existing::Unchanged(file.hash());
    let written = write_file(disk, &file.path, text.as_bytes(), existing, backups);
    // Not confirmed, but there: the next save replaces this content, not the one before.
    if matches!(written, Ok(_) | Err(WriteFileError::NotConfirmed { .. })) {
        *file = PlanFile::of(&file.path, ContentHash::of(text.as_bytes()));
    }
    Ok(written?.notes)
}

/// Saves an exercise to a file it was not loaded from.
///
/// # Errors
/// [`SaveExerciseError`]; `Exists` where a file is there and `existing` is [`Existing::Refuse`].
pub fn save_as(
    disk: &dyn Disk,
    exercise: &Exercise,
    path: &Path,
    existing: Existing,
    backups: Option<&Backups>,
) -> Result<(PlanFile, Vec<WriteNote>), SaveExerciseError> {
    let text = checked_text(exercise)?;
    let written = write_file(disk, path, text.as_bytes(), existing, backups)?;
    Ok((PlanFile::of(path, written.hash), written.notes))
}

/// Returns the exercise's text once it is certain that it reads back as this exercise.
///
/// # Errors
/// [`SaveExerciseError`] where it does not.
pub fn checked_text(exercise: &Exercise) -> Result<String, SaveExerciseError> {
    let written = text::write(exercise)?;
    let read = text::read(written.as_bytes()).map_err(|_| SaveExerciseError::ReadsDifferently)?;
    if read.exercise != *exercise || read.seal != Seal::Sealed {
        return Err(SaveExerciseError::ReadsDifferently);
    }
    Ok(written)
}
