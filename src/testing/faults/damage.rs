//! Damaged files: cut off, flipped, blanked, shuffled; what is read of them is what was written, or it is
//! said that it is not.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::{Chance, generate};
use super::{Broken, SimDisk, holds};
use crate::files::disk::Disk as _;
use crate::files::journal::{self, Entry, Journal, Start};
use crate::files::{Seal, ron_text};
use crate::model::{Patch, Plan};

/// What disks lose and mix up at once, bytes.
const BLOCK: usize = 512;

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DamageFigures {
    /// Damaged files that were read.
    pub readings: u64,
    /// Of these, those that were refused.
    pub refused: u64,
    /// Of these, those that were read and said to be damaged.
    pub said: u64,
}

/// How a file is damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Damage {
    /// It ends there.
    Cut(usize),
    /// That bit is another one.
    Flip(usize),
    /// A block is zeros.
    Blank(usize),
    /// A block is there twice.
    Double(usize),
    /// Two blocks have each other's place.
    Swap(usize),
}

impl Damage {
    /// How many ways there are to damage so many bytes, and the one of that number.
    fn ways(length: usize) -> usize {
        length + length * 8 + 3 * length.div_ceil(BLOCK)
    }

    fn numbered(number: usize, length: usize) -> Self {
        let (bits, blocks) = (length * 8, length.div_ceil(BLOCK));
        match number {
            _ if number < length => Self::Cut(number),
            _ if number < length + bits => Self::Flip(number - length),
            _ => {
                let number = number - length - bits;
                let block = number % blocks.max(1);
                match number / blocks.max(1) {
                    0 => Self::Blank(block),
                    1 => Self::Double(block),
                    _ => Self::Swap(block),
                }
            }
        }
    }

    fn of(self, bytes: &[u8]) -> Vec<u8> {
        let mut damaged = bytes.to_vec();
        let block = |block: usize| block * BLOCK..((block + 1) * BLOCK).min(bytes.len());
        match self {
            Self::Cut(length) => damaged.truncate(length),
            Self::Flip(bit) => {
                if let Some(byte) = damaged.get_mut(bit / 8) {
                    *byte ^= 1 << (bit % 8);
                }
            }
            Self::Blank(place) => {
                if let Some(block) = damaged.get_mut(block(place)) {
                    block.fill(0);
                }
            }
            Self::Double(place) => {
                let twice = bytes.get(block(place)).unwrap_or_default().to_vec();
                damaged.splice(block(place).start..block(place).start, twice);
            }
            Self::Swap(place) => {
                let range = block(place).start..((place + 2) * BLOCK).min(bytes.len());
                if let Some(two) = damaged.get_mut(range) {
                    two.rotate_left(BLOCK.min(two.len()));
                }
            }
        }
        damaged
    }
}

/// Damages a file in every way, or in so many, evenly spread from a place that is drawn.
fn each_damage(
    bytes: &[u8],
    most: usize,
    chance: &mut Chance,
    read: &mut dyn FnMut(&[u8]) -> Result<Verdict, Broken>,
) -> Result<DamageFigures, Broken> {
    let mut figures = DamageFigures::default();
    let ways = Damage::ways(bytes.len());
    let stride = ways.div_ceil(most.max(1)).max(1);
    let first = usize::try_from(chance.below(stride as u64)).unwrap_or(0);
    for number in (first..ways).step_by(stride) {
        let damage = Damage::numbered(number, bytes.len());
        let damaged = damage.of(bytes);
        if damaged == bytes {
            continue;
        }
        let of_damage = |broken: Broken| broken.after(format!("{damage:?} of {} bytes", bytes.len()));
        let verdict = catch_unwind(AssertUnwindSafe(|| read(&damaged)));
        let verdict = verdict.unwrap_or_else(|_| Err(Broken::because("reading panicked")));
        figures.readings += 1;
        match verdict.map_err(of_damage)? {
            Verdict::Refused => figures.refused += 1,
            Verdict::Said => figures.said += 1,
            Verdict::Unharmed => {}
        }
    }
    Ok(figures)
}

enum Verdict {
    Refused,
    Said,
    /// Read as it was: what was damaged says nothing.
    Unharmed,
}

/// Damages a plan's file in so many ways.
///
/// # Errors
/// Where it is read as another plan and nothing is said, or reading panics.
pub fn damaged_plan(bytes: &[u8], most: usize, chance: &mut Chance) -> Result<DamageFigures, Broken> {
    let whole = ron_text::read(bytes).map_err(|error| Broken::because(error.to_string()))?;
    holds(whole.seal == Seal::Sealed, || {
        "the plan is damaged already".to_owned()
    })?;
    each_damage(
        bytes,
        most,
        chance,
        &mut |damaged| match ron_text::read(damaged) {
            Err(_) => Ok(Verdict::Refused),
            Ok(read) if read.seal != Seal::Sealed => Ok(Verdict::Said),
            Ok(read) => {
                holds(read.plan == whole.plan, || {
                    "another plan was read as if it were sealed".to_owned()
                })?;
                Ok(Verdict::Unharmed)
            }
        },
    )
}

/// Damages a journal in so many ways.
///
/// # Errors
/// Where a plan is read that never was, damage is not said, or reading panics.
pub fn damaged_journal(bytes: &[u8], most: usize, chance: &mut Chance) -> Result<DamageFigures, Broken> {
    let read = |bytes: &[u8]| journal::read(PathBuf::new(), bytes);
    let whole = read(bytes).ok_or_else(|| Broken::because("the journal does not read"))?;
    // Every state that there was, in order: what led to each is a beginning of the journal.
    let mut states: Vec<Arc<Plan>> = whole.steps.iter().map(|step| Arc::clone(&step.plan)).collect();
    states.push(Arc::clone(&whole.in_file));
    each_damage(bytes, most, chance, &mut |damaged| {
        let Some(kept) = read(damaged) else {
            return Ok(Verdict::Refused);
        };
        holds(states.contains(kept.plan()), || {
            "a plan was read that never was".to_owned()
        })?;
        let is_beginning = whole
            .steps
            .iter()
            .zip(&kept.steps)
            .all(|(one, other)| one.plan == other.plan);
        holds(is_beginning, || "steps were read in another order".to_owned())?;
        // What was cut off between two records is a beginning too, and nothing tells that there was more.
        let is_cut = bytes.starts_with(damaged);
        holds(kept.is_torn || is_cut, || "damage was not noticed".to_owned())?;
        Ok(if kept.is_torn {
            Verdict::Said
        } else {
            Verdict::Unharmed
        })
    })
}

/// Writes the journal of a session of so many random steps that begins with a plan.
///
/// # Errors
/// Where it cannot be written.
pub fn journal_of(plan: &Plan, steps: usize, chance: &mut Chance) -> Result<Vec<u8>, Broken> {
    let broken = |error: &dyn std::fmt::Display| Broken::because(error.to_string());
    let disk = SimDisk::with_folders(&[Path::new("/recovery")]);
    let path = PathBuf::from("/recovery/of.journal");
    let start = Start {
        label: "Open".to_owned(),
        file: None,
        plan: Arc::new(plan.clone()),
    };
    let mut journal = Journal::begin(&disk, path.clone(), &start, &[]).map_err(|error| broken(&error))?;
    let mut plan = plan.clone();
    for number in 0..steps {
        let after = generate::edit(chance, &plan)
            .apply(&plan)
            .unwrap_or_else(|_| plan.clone());
        let entry = Entry::Step {
            label: format!("Step {number}"),
            patch: Box::new(Patch::between(&plan, &after)),
        };
        journal.append(&disk, &[entry]).map_err(|error| broken(&error))?;
        plan = after;
    }
    disk.read(&path, u64::MAX).map_err(|error| broken(&error))
}
