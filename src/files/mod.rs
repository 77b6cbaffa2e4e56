//! Bytes and values: the only module that touches the file system.
//!
//! It turns files into values and values into files, and decides nothing about them: what a plan may
//! hold is said in `model`, whether it is sound in `checks`. Every file is untrusted, a colleague's too:
//! limits before parsing, errors with line and column, never a panic. Files are written by the save
//! sequence of `atomic` alone, so that at every moment the disk has the old content or the new. Reads no
//! clock; where the user's folders are is asked for in `folders` alone, every other path is an argument.

pub mod atomic;
pub mod backups;
pub mod basemap;
mod bases;
mod csv;
pub mod disk;
pub mod exchange;
pub mod folders;
pub mod formats;
mod hash;
pub mod journal;
mod listing;
pub mod lock;
pub mod plan_file;
pub mod ron_text;
mod starts;
pub mod text;
pub mod tiles;

pub use atomic::{Existing, WriteFileError, WriteNote, Written, write_file};
pub use backups::{Backup, Backups};
pub use bases::{Bases, KeepBaseError};
pub use csv::csv_field;
pub use disk::{Disk, LocalDisk};
pub use folders::Folders;
pub use hash::{ContentHash, ContentHashError};
pub use journal::Journals;
pub use listing::{Entry, list_folder, make_folder, numbered};
pub use plan_file::{OpenPlanError, Opened, PlanFile, SavePlanError, Saved};
pub use ron_text::{Read, ReadPlanError, Seal};
pub use starts::Starts;
