//! One long sitting: a plan that is worked on for more steps than can be undone, without a break.
//!
//! The plan stays as large as it is, so that whatever else grows is kept by the program and never let go: steps,
//! what the checks remember, the journal, notices.

use super::growth::Growth;
use super::worker::Desk;
use super::{Broken, holds};
use crate::editor::{Command, Editor, Jobs, Surroundings};
use crate::files::disk::Disk as _;
use crate::files::{Existing, LocalDisk, plan_file};
use crate::geometry::{Area, Position};
use crate::model::{Edit, Id, Instant, Plan, Sector, Stakeholder};

/// Steps between two saves, and between two looks at the memory.
const SAVES: u64 = 250;
const LOOKS: u64 = 50;
/// Sectors of the plan, in a row; each overlaps the next.
const SECTORS: u64 = 4;

/// Works in a folder for so many steps, of which those that fill the history count for nothing, and returns by how
/// much the program's memory grew after them, permille; `None` where that is not known.
///
/// # Errors
/// Where a step is not done, or a save is not.
pub fn sitting(
    folder: &std::path::Path,
    steps: u64,
    memory: &dyn Fn() -> Option<u64>,
) -> Result<Option<i64>, Broken> {
    let broken = |error: &dyn std::fmt::Display| Broken::because(error.to_string());
    let desk = Desk::inside(folder);
    LocalDisk
        .make_private_folder(desk.folder())
        .map_err(|error| broken(&error))?;
    plan_file::save_as(&LocalDisk, &plan(), &desk.path, Existing::Replace, None)
        .map_err(|error| broken(&error))?;
    let surroundings = Surroundings {
        folders: Some(desk.folders.clone()),
        ..Surroundings::default()
    };
    let today = Instant::from_unix_minutes(29_000_000, 0).ok_or_else(|| Broken::because("no such day"))?;
    let mut editor = Editor::new(surroundings, Jobs::inline(), today, 7);
    editor.obey(Command::Open(desk.path.clone()));
    let mut growth = Growth::default();
    let mut filled = None;
    for step in 1..=steps {
        let before = editor.document().history().len();
        editor.obey(Command::Commit(moved(editor.plan(), step)));
        editor.collect();
        let after = editor.document().history().len();
        holds(editor.document().is_unsaved(), || {
            format!("step {step} did nothing")
        })?;
        if after == before {
            // From here on, every step puts the oldest one out.
            filled.get_or_insert(step);
        }
        if step % SAVES == 0 {
            editor.obey(Command::Save);
            holds(!editor.document().is_unsaved(), || {
                format!("step {step} was not saved")
            })?;
        }
        if filled.is_some() && step % LOOKS == 0 {
            growth.note(memory());
        }
    }
    Ok(growth.permille())
}

fn plan() -> Plan {
    let mut edits = Vec::new();
    for number in 1..=SECTORS {
        let party = Stakeholder {
            armed: true,
            ..Stakeholder::new()
        };
        edits.push(Edit::Create((Id::from_bits(number), party).into()));
        let mut sector = Sector::new(ground(number, 0));
        sector.holder = Some(Id::from_bits(number));
        edits.push(Edit::Create((Id::<Sector>::from_bits(number), sector).into()));
    }
    let empty = Plan::empty(Id::from_bits(17));
    Edit::together("Begin", edits).apply(&empty).unwrap_or(empty)
}

/// The ground of a sector after a step: one corner is elsewhere with every step.
fn ground(number: u64, step: u64) -> Area {
    let west = 43.7 + 0.09 * number as f64;
    let corner = 0.1 + 1e-6 * step as f64;
    let corners = [
        (33.3, west),
        (33.3, west + 0.1),
        (33.3 + corner, west + corner),
        (33.4, west),
    ];
    Area::from_outer(
        corners
            .into_iter()
            .map(|(lat, lon)| Position::nearest(lat, lon))
            .collect(),
    )
}

fn moved(plan: &Plan, step: u64) -> Edit {
    let number = 1 + step % SECTORS;
    let id = Id::<Sector>::from_bits(number);
    let mut sector = plan
        .sectors
        .get(id)
        .cloned()
        .unwrap_or_else(|| Sector::new(Area::default()));
    sector.area = ground(number, step);
    sector.name = format!("Sector of step {step:06}");
    Edit::Update((id, sector).into())
}
