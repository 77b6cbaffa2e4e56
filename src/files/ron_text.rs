//! A plan as text: the content of a `.plan.ron` file.
//!
//! The first line carries the hash of all that follows, because RON does not notice damage: one bit
//! in thirty can flip and leave another plan that reads well. What does not match is read all the
//! same, and said. Touches no file; see `plan_file` for that.

use std::borrow::Cow;

use crate::model::Plan;

use super::formats::{FORMAT, PlanV1};
use super::hash::ContentHash;
use super::text::{self, DecodeError, Fault, PrintError};

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

/// Whether a text is as Entente wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seal {
    /// The hash in the first line is that of the rest.
    Sealed,
    /// There is no hash in the first line: written by hand, or the line is damaged.
    Missing,
    /// The hash is another one: edited outside Entente, or damaged.
    Broken {
        /// The hash that the first line states.
        stated: ContentHash,
    },
}

impl Seal {
    /// Returns what to tell the planner; `None` where nothing is the matter.
    pub fn warning(&self) -> Option<&'static str> {
        match self {
            Self::Sealed => None,
            Self::Missing => Some(
                "this plan has no seal in its first line: it was written outside Entente, or that line is damaged",
            ),
            Self::Broken { .. } => Some(
                "this plan was edited outside Entente or is damaged: its content does not match the hash in its first line",
            ),
        }
    }
}

/// Why a text is no plan. The display names line and column, shows the line and says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadPlanError {
    /// Larger than any plan may be, or no text at all.
    #[error("{0}. This is not a plan, or it is damaged; open a backup")]
    NotText(#[from] DecodeError),
    /// Nothing in it.
    #[error("the file is empty. Open a backup of the plan")]
    Empty,
    /// Something else than a plan.
    #[error("this is not a plan: {found}. {remedy}")]
    NotAPlan {
        /// What it looks like.
        found: String,
        /// What to do.
        remedy: &'static str,
    },
    /// Written by a later Entente.
    #[error(
        "this plan has format {found}, and this Entente reads formats up to {FORMAT}. Open it with a newer Entente; nothing was changed"
    )]
    NewerFormat {
        /// Its format.
        found: u32,
    },
    /// Not what it should be at one place, or cut off.
    #[error(transparent)]
    Fault(#[from] Box<Fault>),
}

/// Returns the plan's text: the same plan, the same bytes.
///
/// # Errors
/// [`PrintError`] where an imported property is nested too deeply to be read again.
pub fn write(plan: &Plan) -> Result<String, PrintError> {
    let body = format!("{LEGEND}{}", text::print(&PlanV1::from(plan))?);
    Ok(format!(
        "{}\n{body}",
        first_line(ContentHash::of(body.as_bytes()))
    ))
}

/// Reads a plan from the bytes of a file: byte order mark and any line endings are taken.
///
/// # Errors
/// See [`ReadPlanError`].
pub fn read(bytes: &[u8]) -> Result<Read, ReadPlanError> {
    let text = text::decode(bytes)?;
    if text.trim().is_empty() {
        return Err(ReadPlanError::Empty);
    }
    let outline = text::outline(&text);
    let format = outline.format.and_then(|(_, word)| word.parse::<u32>().ok());
    if let Some(found) = format.filter(|format| *format > FORMAT) {
        return Err(ReadPlanError::NewerFormat { found });
    }
    let Some((format_at, _)) = outline.format else {
        return Err(match outline.unclosed {
            Some(open) if text.starts_with("// Entente plan") => Box::new(Fault::cut_off(&text, open)).into(),
            _ => no_plan(&text),
        });
    };
    if let Some(fault) = text::fault_of(&text, &outline) {
        return Err(fault.into());
    }
    if format == Some(0) {
        let what = format!("there is no plan format 0; expected {FORMAT}");
        return Err(Box::new(Fault::at(&text, format_at, what, "Open a backup of the plan.")).into());
    }
    let plan = Plan::from(text::parse::<PlanV1>(&text)?);
    let (stated, body) = split(&text);
    let hash = ContentHash::of(body.as_bytes());
    let seal = match stated {
        Some(stated) if stated == hash => Seal::Sealed,
        Some(stated) => Seal::Broken { stated },
        None => Seal::Missing,
    };
    Ok(Read { plan, seal, hash })
}

/// Returns the hash of a plan file's text: of what follows the first line where that is a seal, of all
/// of it where there is none. Line endings do not matter.
pub fn content_hash(text: &str) -> ContentHash {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text: Cow<str> = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    };
    ContentHash::of(split(&text).1.as_bytes())
}

/// Returns the hash that the plan's file has in its first line.
///
/// # Errors
/// As [`write()`].
pub fn plan_hash(plan: &Plan) -> Result<ContentHash, PrintError> {
    write(plan).map(|text| content_hash(&text))
}

fn first_line(hash: ContentHash) -> String {
    format!("// Entente plan {FORMAT}, sha256 {hash}")
}

/// Takes the seal off: the hash it states, and what it is to be the hash of.
fn split(text: &str) -> (Option<ContentHash>, &str) {
    let sealed = text.split_once('\n').and_then(|(line, body)| {
        let (format, hash) = line.strip_prefix("// Entente plan ")?.split_once(", sha256 ")?;
        format.parse::<u32>().ok()?;
        Some((hash.trim_end().parse().ok()?, body))
    });
    sealed.map_or((None, text), |(hash, body)| (Some(hash), body))
}

/// Says what a text without a format is.
fn no_plan(text: &str) -> ReadPlanError {
    let start = text.trim_start();
    let import = "Bring its content into a plan with `entente import`, or Import in the window";
    let (found, remedy) = match start.chars().next() {
        Some('{' | '[') => ("it looks like JSON or GeoJSON".to_owned(), import),
        Some('<') => ("it looks like XML or KML".to_owned(), import),
        _ => match other_kind(start) {
            Some(kind) => (format!("it is an Entente {kind}"), "Open it as what it is"),
            None => (
                "it has no `format` field".to_owned(),
                "Choose a file that Entente wrote, usually `.plan.ron`, or open a backup",
            ),
        },
    };
    ReadPlanError::NotAPlan { found, remedy }
}

/// Returns the word in `// Entente exercise 1, …` where it is not `plan`.
fn other_kind(start: &str) -> Option<&str> {
    let kind = start.strip_prefix("// Entente ")?.split([' ', '\n']).next()?;
    (kind != "plan" && !kind.is_empty() && kind.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(kind)
}
