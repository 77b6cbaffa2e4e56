//! Formats for ever: a plan and a journal of today, and all that is read of them, a value a line.
//!
//! What is listed does not depend on how files are written, so that a later format that still reads these
//! files lists the same.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use super::super::Chance;
use super::super::generate::{self, Size};
use super::{Broken, SimDisk, holds};
use crate::files::disk::Disk as _;
use crate::files::formats::PlanV1;
use crate::files::journal::{self, Entry, InFile, Journal, Start};
use crate::files::{ContentHash, Seal, ron_text};
use crate::model::{Patch, Plan};

/// Steps of the journal that is frozen.
const STEPS: usize = 8;

/// Files of today's format.
#[derive(Clone, Debug)]
pub struct Frozen {
    /// A plan's file, with every kind of object.
    pub plan: String,
    /// A journal with every kind of entry.
    pub journal: Vec<u8>,
    /// All that is read of them.
    pub expected: String,
}

fn broken(error: &dyn std::fmt::Display) -> Broken {
    Broken::because(error.to_string())
}

/// Makes files of today's format; the same seed makes the same ones, for as long as nothing changes.
///
/// # Errors
/// Where they cannot be written or do not read back.
pub fn freeze(seed: u64) -> Result<Frozen, Broken> {
    let mut chance = Chance::new(seed);
    let plan = generate::plan(&mut chance, Size::SMALL);
    let journal = every_entry(&plan, &mut chance)?;
    let plan = ron_text::write(&plan).map_err(|error| broken(&error))?;
    let expected = listing(plan.as_bytes(), &journal)?;
    Ok(Frozen {
        plan,
        journal,
        expected,
    })
}

fn every_entry(plan: &Plan, chance: &mut Chance) -> Result<Vec<u8>, Broken> {
    let disk = SimDisk::with_folders(&[Path::new("/recovery")]);
    let path = PathBuf::from("/recovery/of.journal");
    let in_file = |word: &str| {
        InFile::new(
            Path::new("/plans/north.plan.ron"),
            ContentHash::of(word.as_bytes()),
        )
    };
    let mut at = plan.clone();
    let mut entries = Vec::new();
    for number in 1..=STEPS {
        let after = changed(&at, chance);
        let (label, patch) = (format!("Step {number}"), Box::new(Patch::between(&at, &after)));
        entries.push(Entry::Step { label, patch });
        at = after;
    }
    let elsewhere = changed(&at, chance);
    entries.extend([
        Entry::Moved(-2),
        Entry::Moved(1),
        Entry::Saved(in_file("saved")),
        Entry::Moved(1),
    ]);
    entries.extend([Entry::Read(in_file("read"), Arc::new(elsewhere)), Entry::Left]);
    let start = Start {
        label: "Open north.plan.ron".to_owned(),
        file: Some(in_file("opened")),
        plan: Arc::new(plan.clone()),
    };
    Journal::begin(&disk, path.clone(), &start, &entries).map_err(|error| broken(&error))?;
    disk.read(&path, u64::MAX).map_err(|error| broken(&error))
}

/// The plan after an edit that does something.
fn changed(plan: &Plan, chance: &mut Chance) -> Plan {
    loop {
        let after = generate::edit(chance, plan).apply(plan);
        if let Ok(after) = after
            && after != *plan
        {
            return after;
        }
    }
}

/// Lists all that is read of a plan's file and of a journal.
///
/// # Errors
/// Where they are not sound.
pub fn listing(plan: &[u8], journal: &[u8]) -> Result<String, Broken> {
    let read = ron_text::read(plan).map_err(|error| broken(&error))?;
    holds(read.seal == Seal::Sealed, || {
        "the plan's seal is broken".to_owned()
    })?;
    let mut text = String::new();
    list_plan("plan", &read.plan, &mut text)?;
    let kept = journal::read(PathBuf::new(), journal).ok_or_else(|| broken(&"the journal does not read"))?;
    holds(!kept.is_torn, || "the journal is torn".to_owned())?;
    for step in &kept.steps {
        _ = writeln!(text, "journal step = {:?}", step.label);
    }
    let file = kept.file.as_ref().map(|file| (&file.path, &file.hash));
    _ = writeln!(text, "journal live = {}", kept.live);
    _ = writeln!(text, "journal file = {file:?}");
    _ = writeln!(text, "journal moves since = {}", kept.moves_since);
    _ = writeln!(text, "journal is left = {}", kept.is_left);
    list_plan("journal plan", kept.plan(), &mut text)?;
    list_plan("journal plan in file", &kept.in_file, &mut text)?;
    Ok(text)
}

fn list_plan(name: &str, plan: &Plan, text: &mut String) -> Result<(), Broken> {
    let value = serde_json::to_value(PlanV1::from(plan)).map_err(|error| broken(&error))?;
    list(name, &value, text);
    Ok(())
}

fn list(name: &str, value: &Value, text: &mut String) {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            for (field, value) in fields {
                list(&format!("{name}.{field}"), value, text);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (place, value) in items.iter().enumerate() {
                list(&format!("{name}[{place}]"), value, text);
            }
        }
        value => _ = writeln!(text, "{name} = {value}"),
    }
}
