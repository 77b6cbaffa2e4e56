//! Bytes and values: the only module that touches the file system.
//!
//! It turns files into values and values into files, and decides nothing about them: what a plan may
//! hold is said in `model`, whether it is sound in `checks`. Every file is untrusted, a colleague's too:
//! limits before parsing, errors with line and column, never a panic.

pub mod basemap;
pub mod formats;
mod hash;
pub mod ron_text;
pub mod text;

pub use hash::{ContentHash, ContentHashError};
pub use ron_text::{Read, ReadPlanError, Seal};
