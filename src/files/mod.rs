//! Bytes and values: the only module that touches the file system.
//!
//! It turns files into values and values into files, and decides nothing about them: what a plan may
//! hold is said in `model`, whether it is sound in `checks`. Every file is untrusted, a colleague's too:
//! limits before parsing, errors with line and column, never a panic. Files are written by the save
//! sequence of `atomic` alone, so that at every moment the disk has the old content or the new. Reads no
//! clock; where the user's folders are is asked for in `folders` alone, every other path is an argument.
//!
//! # Limits
//!
//! What is beyond one of these is refused with a sentence that says which and what to do, or, for one object of a
//! partner's file, costs that object and is noted. `tests/evil` goes through them; `fuzz/run` looks for what they
//! miss.
//!
//! | file | bytes | nesting | things | texts | time |
//! | --- | --- | --- | --- | --- | --- |
//! | plan, base, backup | 64 MB | 80 | 100,000 objects, 2 M positions, 4 M values | 64 KB | |
//! | journal | 256 MB | as a plan | heads of 8 MB | as a plan | |
//! | exercise | 64 MB with its plan | as a plan | its plan's | 64 KB | |
//! | log of an exercise | 64 MB | as a journal | heads of 8 MB | as a plan | |
//! | GeoJSON | 64 MB | 32 | 8 M values, 100,000 features, 2 M positions | 64 KB, cut | 2 min, 4 GB |
//! | KML | 64 MB | 32 | 8 M pieces, 100,000 placemarks, 1,000 properties each | 1 MB | 2 min, 4 GB |
//! | KMZ | 64 MB, unpacked too | 1 | 10,000 files, one unpacked | as KML | 2 min, 4 GB |
//! | table | 64 MB | as GeoJSON | 100,000 rows, 500 columns, 2 M positions | 64 KB, cut | 2 min, 4 GB |
//! | overlay | 32 MB | 32 | 100,000 features, 1 M positions | 160 letters | 30 s, 4 GB |
//! | tile | 4 MB, 16 MB unpacked | | 256 layers, 100,000 features, 400,000 positions, 4096² pixels | 120 letters | areas are filled for a second |
//! | MBTiles | a tile's | | 200 definitions, no view, trigger or computed table | 160 letters | 40 M steps a question |
//! | PMTiles | 4 MB a directory, 8 MB unpacked | 3 | 400,000 entries a directory | 160 letters | |
//! | typed or pasted positions | 1 MB | | | | |
//! | pasted GeoJSON | 4 MB | as GeoJSON | as GeoJSON | as GeoJSON | 10 s, 4 GB |
//!
//! What has a limit of gigabytes is read in a process of its own (`exchange::Reader`).

pub mod atomic;
pub mod backups;
pub mod basemap;
mod bases;
mod csv;
pub mod disk;
pub mod exchange;
pub mod exercise;
pub mod folders;
pub mod formats;
mod hash;
pub mod journal;
mod keys;
mod listing;
pub mod lock;
mod markdown;
pub mod plan_file;
pub mod ron_text;
mod sealed;
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
pub use keys::{KeepKeyError, Keys, KnownKey, bytes_of, digits_of};
pub use listing::{Entry, list_folder, make_folder, numbered};
pub use markdown::markdown_field;
pub use plan_file::{OpenPlanError, Opened, PlanFile, SavePlanError, Saved};
pub use ron_text::Read;
pub use sealed::{ReadFileError, Seal};
pub use starts::Starts;

/// What the names of plan files end in.
pub const PLAN_ENDING: &str = ".plan.ron";
