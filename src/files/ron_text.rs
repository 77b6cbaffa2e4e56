//! A plan as text: the content of a `.plan.ron` file. Touches no file; see `plan_file` for that.

use crate::model::Plan;

use super::formats::{FORMAT, PlanV1};
use super::hash::ContentHash;
use super::sealed::{self, Kind, ReadFileError, Seal};
use super::text::{self, PrintError};

/// Plan files.
pub(super) static PLAN: Kind = Kind {
    word: "plan",
    one: "a plan",
    format: FORMAT,
    usual: "`.plan.ron`",
    first: "// Entente plan ",
};

/// The second line of a plan file.
const LEGEND: &str = "// Positions are latitude longitude, WGS 84 degrees. Times are minutes from H-hour unless they are dates.\n";

/// A plan that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The plan.
    pub plan: Plan,
    /// Whether it is as Entente wrote it.
    pub seal: Seal,
    /// The hash of what was read, as the first line should state it.
    pub hash: ContentHash,
}

/// Returns the plan's text: the same plan, the same bytes.
///
/// # Errors
/// [`PrintError`] where an imported property is nested too deeply to be read again.
pub fn write(plan: &Plan) -> Result<String, PrintError> {
    let body = format!("{LEGEND}{}", text::print(&PlanV1::from(plan))?);
    Ok(sealed::seal(&PLAN, &body))
}

/// Reads a plan from the bytes of a file: byte order mark and any line endings are taken.
///
/// # Errors
/// See [`ReadFileError`].
pub fn read(bytes: &[u8]) -> Result<Read, ReadFileError> {
    let text = sealed::decode(&PLAN, bytes)?;
    let plan = Plan::from(sealed::parse::<PlanV1>(&PLAN, &text)?);
    let (seal, hash) = sealed::judge(&PLAN, &text);
    Ok(Read { plan, seal, hash })
}

/// Returns the hash of a plan file's text: of what follows the first line where that is a seal, of all
/// of it where there is none. Line endings do not matter.
pub fn content_hash(text: &str) -> ContentHash {
    sealed::content_hash(&PLAN, text)
}

/// Returns the hash that the plan's file has in its first line.
///
/// # Errors
/// As [`write()`].
pub fn plan_hash(plan: &Plan) -> Result<ContentHash, PrintError> {
    write(plan).map(|text| content_hash(&text))
}
