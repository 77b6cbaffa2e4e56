//! The notes of the plan `mosul`: what it is, and what is planted in it.
//!
//! The values are those that `tests/samples.rs` expects; they are written here, not computed.

/// What the plan rests on.
pub const SOURCES: &[&str] = &[
    "Institute for the Study of War, maps and posts of 19, 24, 26, 29 to 31 October and 22 to 28 November 2016",
];

/// The notes.
pub const MOSUL: &str = "\
Approximate training data.";
