//! Partners' files read in a process of its own: what it is asked and what it answers, as bytes.
//!
//! A question is one line of two lengths, the options as JSON, the plan to read into, and the file; an answer
//! is such a line, the report as JSON, and the plan; or the pieces of an overlay. Plans travel as the text of a plan file, sealed, and are
//! read again with every limit that a plan file has: a reader that was taken over can only hand back a plan.
//!
//! Maps of tiles are not read here: a tile is wanted in a few milliseconds and there are hundreds of them in view, so
//! that a process would have to live as long as the map and hold its file open. They have limits on everything that
//! is read and a count of steps for every question (`tiles`), are read away from the window's thread, and a reader
//! that panics costs the tile.

use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::apart::{Apart, ApartError, Limits};
use crate::files::tiles::{Overlay, overlay, overlay_bytes, read_overlay};
use crate::files::{Seal, ron_text};
use crate::model::{Patch, Plan};

use super::table::{self, Mapping, TableLook};
use super::{
    Choice, Choices, Group, GroupKey, Imported, MapKind, Note, Options, Places, Taken, read_by_ending,
};

/// Where partners' files are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reader {
    /// In this process: for tests, and in the process that reads apart.
    #[default]
    Here,
    /// In a process of its own.
    Apart(Apart),
}

/// What came of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRead {
    /// The plan and the report.
    pub imported: Result<Imported, Refusal>,
    /// How a table was understood, even where nothing came of it.
    pub table: Option<TableLook>,
}

/// Why nothing came of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// What is wrong, where, and what to do.
    pub message: String,
    /// The groups of objects that the file has all the same: what is chosen for them may make something of it.
    pub groups: Vec<Group>,
}

/// What reading one file may use: the largest that is read takes a tenth of either.
const LIMITS: Limits = Limits {
    deadline: Duration::from_mins(2),
    memory_bytes: 4 << 30,
    answer_bytes: 512 << 20,
};

/// The command that answers questions from standard input, and is for programs alone.
pub const COMMAND: &str = "read-apart";

impl Reader {
    /// Reads in a process of its own: this program's, with the usual limits.
    pub fn apart() -> Self {
        Self::within(LIMITS)
    }

    /// Reads in a process of its own within these limits.
    pub fn within(limits: Limits) -> Self {
        let arguments = vec![
            COMMAND.to_owned(),
            limits.memory_bytes.to_string(),
            limits.deadline.as_secs().to_string(),
        ];
        Self::Apart(Apart::this_program(arguments, limits))
    }

    /// The same, where nobody can wait as long.
    #[must_use]
    pub fn sooner(&self, deadline: Duration) -> Self {
        match self {
            Self::Here => Self::Here,
            Self::Apart(apart) => {
                let deadline = deadline.min(apart.limits.deadline);
                let limits = Limits {
                    deadline,
                    ..apart.limits
                };
                Self::Apart(Apart {
                    limits,
                    ..apart.clone()
                })
            }
        }
    }

    /// Reads an overlay for the map.
    ///
    /// # Errors
    /// What is wrong with the file, or what became of the process that read it.
    pub fn read_overlay(&self, path: &Path) -> Result<Overlay, String> {
        match self {
            Self::Here => read_overlay(path).map_err(|error| error.to_string()),
            Self::Apart(apart) => read_overlay_apart(apart, path),
        }
    }

    /// Reads a file's bytes by the path's ending.
    pub fn read(&self, path: &Path, bytes: &[u8], options: &Options<'_>) -> FileRead {
        match self {
            Self::Here => read_here(path, bytes, options),
            Self::Apart(apart) => read_apart(apart, path, bytes, options).unwrap_or_else(|why| FileRead {
                imported: Err(Refusal {
                    message: why.to_string(),
                    groups: Vec::new(),
                }),
                table: None,
            }),
        }
    }
}

/// Why a process of its own gave no answer that can be used.
#[derive(Debug, thiserror::Error)]
enum ReadApartError {
    #[error(transparent)]
    Apart(#[from] ApartError),
    #[error("the plan to read into cannot be handed on: {0}")]
    Plan(#[from] crate::files::text::PrintError),
    #[error("what came of it is no plan that could be saved: {0}")]
    BeyondPlans(#[from] crate::files::ReadFileError),
    #[error("the process that read it answered what makes no sense. Start Entente anew, and try again")]
    NoAnswer,
}

fn read_here(path: &Path, bytes: &[u8], options: &Options<'_>) -> FileRead {
    let imported = read_by_ending(path, bytes, options).map_err(|error| Refusal {
        message: error.to_string(),
        groups: error.groups().to_vec(),
    });
    let table = match &imported {
        Ok(imported) => imported.table.clone(),
        Err(_) => look(path, bytes, options.mapping),
    };
    FileRead { imported, table }
}

/// How a table is understood of which nothing could be taken: its columns may be said otherwise.
fn look(path: &Path, bytes: &[u8], mapping: Option<&Mapping>) -> Option<TableLook> {
    let ending = path.extension()?;
    let is_table = ["csv", "tsv"]
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known));
    let look = |mapping: &Mapping| table::look(bytes, mapping).ok();
    is_table.then(|| mapping.and_then(look).or_else(|| look(&Mapping::default())))?
}

fn read_apart(
    apart: &Apart,
    path: &Path,
    bytes: &[u8],
    options: &Options<'_>,
) -> Result<FileRead, ReadApartError> {
    let answer = apart.answer(&question(path, bytes, options)?)?;
    understood(&answer, options.into)
}

fn read_overlay_apart(apart: &Apart, path: &Path) -> Result<Overlay, String> {
    let bytes = overlay::read_bytes(path).map_err(|error| error.to_string())?;
    let head = serde_json::to_string(&Question::Overlay).map_err(|error| error.to_string())?;
    let answer = apart
        .answer(&framed(&head, "", &bytes))
        .map_err(|error| error.to_string())?;
    let no_answer = || ReadApartError::NoAnswer.to_string();
    let (head, _, rest) = unframed(&answer).ok_or_else(no_answer)?;
    serde_json::from_slice::<Result<(), String>>(head).map_err(|_| no_answer())??;
    overlay_bytes::read(rest).ok_or_else(no_answer)
}

/// What is to be read.
#[derive(Serialize, Deserialize)]
enum Question {
    /// A file to import.
    File(Asked),
    /// An overlay.
    Overlay,
}

/// Options as they travel.
#[derive(Serialize, Deserialize)]
struct Asked {
    /// The file's name, without its folder.
    name: String,
    owner: Option<String>,
    kind: Option<MapKind>,
    phases: Vec<String>,
    choices: Option<Vec<(GroupKey, Choice)>>,
    mapping: Option<Mapping>,
    fresh: Option<u64>,
}

/// A report as it travels.
#[derive(Default, Serialize, Deserialize)]
struct Answered {
    refusal: Option<Refusal>,
    taken: Vec<Taken>,
    notes: Vec<Note>,
    places: Places,
    groups: Vec<Group>,
    table: Option<TableLook>,
}

fn question(path: &Path, bytes: &[u8], options: &Options<'_>) -> Result<Vec<u8>, ReadApartError> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let asked = Asked {
        name: name.to_string_lossy().into_owned(),
        owner: options.owner.map(ToOwned::to_owned),
        kind: options.kind,
        phases: options.phases.to_vec(),
        choices: options
            .choices
            .map(|choices| choices.clone().into_iter().collect()),
        mapping: options.mapping.cloned(),
        fresh: options.fresh,
    };
    let asked = Question::File(asked);
    let plan = options.into.map(ron_text::write).transpose()?;
    let head = serde_json::to_string(&asked).map_err(|_| ReadApartError::NoAnswer)?;
    Ok(framed(&head, &plan.unwrap_or_default(), bytes))
}

/// Answers a question, in the process that reads apart; `None` where it makes no sense.
pub fn answer(question: &[u8]) -> Option<Vec<u8>> {
    let (head, plan, bytes) = unframed(question)?;
    match serde_json::from_slice(head).ok()? {
        Question::File(asked) => answer_of_file(asked, plan, bytes),
        Question::Overlay => {
            let read = overlay::parse(bytes).map_err(|error| error.to_string());
            let pieces = match &read {
                Ok(overlay) => overlay_bytes::write(overlay)?,
                Err(_) => Vec::new(),
            };
            let head = serde_json::to_string(&read.map(drop)).ok()?;
            Some(framed(&head, "", &pieces))
        }
    }
}

fn answer_of_file(asked: Asked, plan: &[u8], bytes: &[u8]) -> Option<Vec<u8>> {
    let into = if plan.is_empty() {
        None
    } else {
        Some(sealed(plan).ok()?)
    };
    let choices: Option<Choices> = asked.choices.map(|choices| choices.into_iter().collect());
    let options = Options {
        owner: asked.owner.as_deref(),
        kind: asked.kind,
        phases: &asked.phases,
        choices: choices.as_ref(),
        mapping: asked.mapping.as_ref(),
        into: into.as_ref(),
        fresh: asked.fresh,
    };
    let read = read_here(Path::new(&asked.name), bytes, &options);
    let (mut answered, plan) = match read.imported {
        Ok(imported) => {
            let plan = ron_text::write(&imported.plan).ok()?;
            let answered = Answered {
                taken: imported.taken,
                notes: imported.notes,
                places: imported.places,
                groups: imported.groups,
                ..Answered::default()
            };
            (answered, plan)
        }
        Err(refusal) => {
            let answered = Answered {
                refusal: Some(refusal),
                ..Answered::default()
            };
            (answered, String::new())
        }
    };
    answered.table = read.table;
    let head = serde_json::to_string(&answered).ok()?;
    Some(framed(&head, &plan, &[]))
}

fn understood(answer: &[u8], base: Option<&Plan>) -> Result<FileRead, ReadApartError> {
    let (head, plan, rest) = unframed(answer).ok_or(ReadApartError::NoAnswer)?;
    let answered: Answered = serde_json::from_slice(head).map_err(|_| ReadApartError::NoAnswer)?;
    if !rest.is_empty() {
        return Err(ReadApartError::NoAnswer);
    }
    let table = answered.table;
    if let Some(refusal) = answered.refusal {
        return Ok(FileRead {
            imported: Err(refusal),
            table,
        });
    }
    let plan = sealed(plan)?;
    let imported = Imported {
        // Rows that stayed as they were are those of the plan that was read into, not others like them.
        plan: base.map_or_else(|| plan.clone(), |base| Patch::between(base, &plan).on(base)),
        taken: answered.taken,
        notes: answered.notes,
        places: answered.places,
        groups: answered.groups,
        table: table.clone(),
    };
    Ok(FileRead {
        imported: Ok(imported),
        table,
    })
}

fn sealed(plan: &[u8]) -> Result<Plan, ReadApartError> {
    let read = ron_text::read(plan)?;
    if read.seal == Seal::Sealed {
        Ok(read.plan)
    } else {
        Err(ReadApartError::NoAnswer)
    }
}

fn framed(head: &str, plan: &str, rest: &[u8]) -> Vec<u8> {
    let mut bytes = format!("{} {}\n{head}{plan}", head.len(), plan.len()).into_bytes();
    bytes.extend_from_slice(rest);
    bytes
}

fn unframed(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let end = bytes.iter().take(50).position(|byte| *byte == b'\n')?;
    let lengths = std::str::from_utf8(bytes.get(..end)?).ok()?;
    let (head, plan) = lengths.split_once(' ')?;
    let rest = bytes.get(end + 1..)?;
    let (head, rest) = rest.split_at_checked(head.parse().ok()?)?;
    let (plan, rest) = rest.split_at_checked(plan.parse().ok()?)?;
    Some((head, plan, rest))
}
