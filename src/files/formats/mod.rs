//! The plan file's formats, one file each: what a plan of that format looks like on disk.
//!
//! A format that was released is never changed: `vN` keeps its own types, and one `From` leads to the
//! next. Until the first declared release the format stays 1 and the model's types serve as its own.

mod exercise_v1;
mod v1;

pub use exercise_v1::ExerciseV1;
pub use v1::PlanV1;

/// The format that is written.
pub const FORMAT: u32 = 1;

/// The format of exercises that is written.
pub const EXERCISE_FORMAT: u32 = 1;
