//! Journals: every step of a session on the disk within moments, so that a crash loses next to nothing.
//!
//! A journal is one file that only grows. Its first record is the plan that the session began with; each
//! further one is a step in whole rows ([`Patch`]), a step back or forward, or that the plan was saved. A
//! record carries a hash chained from the first byte on, in place of a plain checksum: a record that was
//! damaged, swapped or taken from another journal ends what is read, and the longest sound beginning
//! counts. Plans in it have the form of plan files, so that old journals are read as old plans are.
//!
//! Journals lie in the user's own recovery folder, readable by nobody else. They are never deleted because
//! somebody did not want what is in them; see [`Journals::sweep`] for when they are.
//!
//! ```text
//! // Entente journal 1
//! 0 <bytes of head> <bytes of plan> <16 hexadecimal digits>
//! Start(label: "Open north.plan.ron", path: "/plans/north.plan.ron", …)
//! // Entente plan 1, sha256 …
//! ```

mod folder;
mod read;
pub(in crate::files) mod record;
mod write;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::{AnyId, Patch, Plan};

use super::hash::ContentHash;
use super::ron_text;

pub use folder::{Found, Journals};
pub use read::{Kept, KeptStep, read};
pub use write::Journal;

/// The first line of a journal.
const FIRST_LINE: &str = "// Entente journal 1\n";

/// What a session began with.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// Where the plan came from, for people.
    pub label: String,
    /// Its file and the hash of that file's bytes; `None`: it has no file.
    pub file: Option<InFile>,
    /// The plan.
    pub plan: Arc<Plan>,
}

/// A file that holds the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InFile {
    /// Where it is, as text.
    pub path: String,
    /// The SHA-256 of its bytes, 64 hexadecimal digits.
    pub hash: String,
}

impl InFile {
    /// Names a file by its path and the hash of its bytes.
    pub fn new(path: &std::path::Path, hash: ContentHash) -> Self {
        Self {
            path: path.to_string_lossy().into_owned(),
            hash: hash.to_string(),
        }
    }
}

/// What happened in a session after its start.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// Something was done.
    Step {
        /// What, for people.
        label: String,
        /// What it changed.
        patch: Box<Patch>,
    },
    /// So many steps back (below 0) or forward.
    Moved(i64),
    /// The plan as it is now was saved.
    Saved(InFile),
    /// The file holds another plan by now, which was read.
    Read(InFile, Arc<Plan>),
    /// The planner went on to something else and chose not to save.
    Left,
}

/// The part of a record before its plan, as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
enum Head {
    Start {
        label: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file: Option<InFile>,
    },
    Step {
        label: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        gone: Vec<AnyId>,
        #[serde(default)]
        of_plan: bool,
    },
    Moved(i64),
    Saved(InFile),
    Read(InFile),
    Left,
}

/// Why something cannot be kept in a journal.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// It has no text form.
    #[error(transparent)]
    Text(#[from] super::text::PrintError),
    /// The disk refused it.
    #[error("{}", super::atomic::reason(.0))]
    Disk(#[from] std::io::Error),
}

impl Start {
    fn parts(&self) -> Result<(Head, String), KeepError> {
        let head = Head::Start {
            label: self.label.clone(),
            file: self.file.clone(),
        };
        Ok((head, ron_text::write(&self.plan)?))
    }
}

impl Entry {
    fn parts(&self) -> Result<(Head, String), KeepError> {
        let nothing = String::new();
        Ok(match self {
            Self::Step { label, patch } => {
                let head = Head::Step {
                    label: label.clone(),
                    gone: patch.gone.clone(),
                    of_plan: patch.of_plan,
                };
                (head, ron_text::write(&patch.rows)?)
            }
            Self::Moved(by) => (Head::Moved(*by), nothing),
            Self::Saved(file) => (Head::Saved(file.clone()), nothing),
            Self::Read(file, plan) => (Head::Read(file.clone()), ron_text::write(plan)?),
            Self::Left => (Head::Left, nothing),
        })
    }
}

#[cfg(test)]
mod tests;
