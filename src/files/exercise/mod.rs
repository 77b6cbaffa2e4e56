//! Exercises on disk: `.exercise.ron`, the log of a run beside it, and the list as a table.
//!
//! An exercise's file is two texts, one after the other: what the trainer prepared, and the plan that it starts from
//! exactly as a plan file has it. The first line seals both. The log of a run is a file of its own that only grows
//! ([`log_file`]), so that a killed process loses no entry and a long run rewrites nothing.

mod columns;
mod file;
mod kept;
pub mod log_file;
pub mod looked_back;
pub mod table;
mod text;

pub use file::{OpenExerciseError, OpenedExercise, SaveExerciseError, checked_text, open, save, save_as};
pub use kept::KeptExercises;
pub use log_file::{LogFile, ReadLogError, log_path};
pub use text::{ReadExercise, exercise_hash, read, write};

/// What the names of exercise files end in.
pub const EXERCISE_ENDING: &str = ".exercise.ron";
