//! What a power cut can leave of a simulated disk.
//!
//! At each moment the steps that are not certain are there or not, in any combination and in any order, and
//! a write also in part: its beginning, its end behind zeros, or the right length of something else. Where
//! that is more than a test has time for, some are drawn.

use std::collections::BTreeSet;

use crate::files::ContentHash;

use super::super::Chance;
use super::Broken;
use super::disk::{Left, SimDisk, Step, Tree};

/// How closely it is looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Places at which each write is torn.
    pub tears: usize,
    /// Most states that are looked at of each moment.
    pub states: usize,
}

/// A disk as a power cut left it, started again.
#[derive(Debug)]
pub struct Crash {
    /// How many steps were done before.
    pub at: usize,
    /// The disk.
    pub disk: SimDisk,
}

/// Calls with every state that a power cut can leave at any moment since the disk was started. Returns how
/// many different ones there are.
///
/// # Errors
/// The first of `judge`.
pub fn each_crash(
    disk: &SimDisk,
    detail: Detail,
    chance: &mut Chance,
    seen: &mut BTreeSet<ContentHash>,
    judge: &mut dyn FnMut(Crash) -> Result<(), Broken>,
) -> Result<usize, Broken> {
    let (start, steps, next, boot) = disk.history();
    let before = seen.len();
    for at in 0..=steps.len() {
        let done = steps.get(..at).unwrap_or_default();
        let options = options(done, detail.tears);
        // The same state at another moment may be wrong there.
        let mut here = BTreeSet::new();
        for choice in choices(&options, detail.states, chance) {
            let mut tree = start.clone();
            for (place, (step, left)) in done.iter().zip(&choice).enumerate() {
                tree.apply(step, *left, place as u64);
            }
            let hash = hash(&tree);
            seen.insert(hash);
            if here.insert(hash) {
                let disk = SimDisk::started(tree, next, boot + 1);
                judge(Crash { at, disk }).map_err(|broken| {
                    broken.after(format!(
                        "a power cut after step {at} of {}, {choice:?}",
                        steps.len()
                    ))
                })?;
            }
        }
    }
    Ok(seen.len() - before)
}

/// Of each step, what may be left of it.
fn options(done: &[Step], tears: usize) -> Vec<Vec<Left>> {
    let mut options: Vec<Vec<Left>> = Vec::with_capacity(done.len());
    for (place, step) in done.iter().enumerate() {
        let later = done.get(place + 1..).unwrap_or_default();
        let node = match step {
            Step::Name { folder, .. } => *folder,
            Step::Write { file, .. } => *file,
            Step::Sync { .. } | Step::SyncFailed { .. } => {
                options.push(vec![Left::Whole]);
                continue;
            }
        };
        let settled = later.iter().find_map(|later| match (later, step) {
            (Step::Sync { node: synced }, _) if *synced == node => Some(true),
            // Names go through the disk's own journal, which has them or says so each time it is asked.
            (Step::SyncFailed { node: failed }, Step::Write { .. }) if *failed == node => Some(false),
            _ => None,
        });
        options.push(match (settled, step) {
            (Some(true), _) => vec![Left::Whole],
            (_, Step::Write { bytes, .. }) => torn(bytes.len(), tears),
            _ => vec![Left::Nothing, Left::Whole],
        });
    }
    options
}

fn torn(length: usize, tears: usize) -> Vec<Left> {
    let mut left = vec![Left::Nothing, Left::Whole, Left::Noise, Left::End(length)];
    let places: BTreeSet<usize> = (1..=tears)
        .map(|tear| length * tear / (tears + 1))
        .chain([1, length.saturating_sub(1), 512])
        .filter(|place| (1..length).contains(place))
        .collect();
    for place in places {
        left.extend([Left::Beginning(place), Left::End(place)]);
    }
    left
}

/// All combinations, or so many of them, drawn; none and all of what is uncertain are always among them.
fn choices(options: &[Vec<Left>], most: usize, chance: &mut Chance) -> Vec<Vec<Left>> {
    let number = options
        .iter()
        .try_fold(1_usize, |number, left| number.checked_mul(left.len()))
        .filter(|number| *number <= most);
    if let Some(number) = number {
        return (0..number).map(|number| numbered(options, number)).collect();
    }
    let first = options.iter().map(|left| left.first().copied());
    let whole = options.iter().map(|left| {
        let is_whole = |left: &&Left| **left == Left::Whole;
        left.iter().find(is_whole).copied()
    });
    let mut choices = vec![first.flatten().collect(), whole.flatten().collect()];
    for _ in 0..most {
        let drawn = options.iter().filter_map(|left| chance.pick(left).copied());
        choices.push(drawn.collect());
    }
    choices
}

/// The combination of that number.
fn numbered(options: &[Vec<Left>], mut number: usize) -> Vec<Left> {
    let pick = |left: &Vec<Left>| {
        let place = number % left.len().max(1);
        number /= left.len().max(1);
        left.get(place).copied()
    };
    options.iter().filter_map(pick).collect()
}

fn hash(tree: &Tree) -> ContentHash {
    let mut all = Vec::new();
    tree.each_file(&mut |path, bytes| {
        all.extend_from_slice(path.as_os_str().as_encoded_bytes());
        all.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        all.extend_from_slice(bytes);
    });
    ContentHash::of(&all)
}
