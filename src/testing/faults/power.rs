//! Power cuts at every moment of a working day, and disks that fail at every step.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::super::Chance;
use super::worker::{Desk, Promise, Recovered, Worker};
use super::{Broken, Crash, Detail, Effect, Fault, SimDisk, each_crash};
use crate::files::ContentHash;

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PowerFigures {
    /// Different states of the disk that were looked at.
    pub states: usize,
    /// Steps that were made to fail.
    pub failures: usize,
}

/// When what was promised or begun, in steps of the disk.
#[derive(Default)]
struct Diary {
    promises: Vec<(usize, Promise)>,
    begun: Vec<(usize, u32)>,
}

impl Diary {
    fn keeps(&self, crash: &Crash, desk: &Desk) -> Result<(), Broken> {
        let promises = self.promises.iter().filter(|(at, _)| *at <= crash.at);
        let promises: Vec<Promise> = promises.map(|(_, promise)| *promise).collect();
        let begun = self.begun.iter().filter(|(at, _)| *at <= crash.at);
        let begun = begun.map(|(_, revision)| *revision).max().unwrap_or(0);
        Recovered::on(&crash.disk, desk)?.keeps(&promises, begun)?;
        // And work goes on, on what is left.
        let mut worker = Worker::sit_down(&crash.disk, desk)?;
        worker.step();
        worker.save_at_last()
    }
}

/// Works for so many steps, and writes down what was promised.
fn work(
    disk: &SimDisk,
    desk: &Desk,
    steps: usize,
    chance: &mut Chance,
    diary: &mut Diary,
) -> Result<(), Broken> {
    // A disk that cannot be read at the moment breaks no promise.
    let Ok(mut worker) = Worker::sit_down(disk, desk) else {
        return Ok(());
    };
    diary.begun.push((0, worker.at()));
    for _ in 0..steps {
        let promise = if chance.happens(60) {
            diary.begun.push((disk.steps_done(), worker.at() + 1));
            worker.step()
        } else {
            worker.save()?
        };
        diary
            .promises
            .extend(promise.map(|promise| (disk.steps_done(), promise)));
    }
    Ok(())
}

fn new_disk(desk: &Desk) -> SimDisk {
    SimDisk::with_folders(&[desk.folder(), Path::new("/desk/home")])
}

fn desk() -> Desk {
    Desk::inside(Path::new("/desk"))
}

/// Works `days` times for `steps` steps, and cuts the power at every moment; one day in two is cut, gone on
/// with and cut once more.
///
/// # Errors
/// The first broken promise.
pub fn power_cuts(seed: u64, days: u64, steps: usize, detail: Detail) -> Result<PowerFigures, Broken> {
    let desk = desk();
    let mut seen = BTreeSet::new();
    for day in 0..days {
        let mut chance = Chance::new(seed + day);
        let chance = &mut chance;
        let disk = new_disk(&desk);
        let mut diary = Diary::default();
        let of_day = |broken: Broken| broken.after(format!("day {day} of seed {seed}"));
        work(&disk, &desk, steps, chance, &mut diary).map_err(of_day)?;
        let mut again: Vec<Crash> = Vec::new();
        let mut choice = chance.clone();
        each_crash(&disk, detail, chance, &mut seen, &mut |crash| {
            diary.keeps(&crash, &desk)?;
            // What the judge did to it would be in the way: the same state, untouched, is kept.
            if choice.happens(1) && again.len() < 2 {
                again.push(crash);
            }
            Ok(())
        })
        .map_err(of_day)?;
        for Crash { disk, .. } in again {
            cut_again(&desk, &disk, steps / 2, detail, chance, &mut seen).map_err(of_day)?;
        }
    }
    Ok(PowerFigures {
        states: seen.len(),
        failures: 0,
    })
}

/// Goes on with what a power cut left, and cuts the power once more.
fn cut_again(
    desk: &Desk,
    left: &SimDisk,
    steps: usize,
    detail: Detail,
    chance: &mut Chance,
    seen: &mut BTreeSet<ContentHash>,
) -> Result<(), Broken> {
    let disk = left.restarted();
    let mut diary = Diary::default();
    let saved = Recovered::on(&disk, desk)?;
    diary
        .promises
        .extend(saved.file.map(|revision| (0, Promise::Saved(revision))));
    diary
        .promises
        .extend(saved.newest().map(|revision| (0, Promise::Kept(revision))));
    work(&disk, desk, steps, chance, &mut diary)?;
    each_crash(&disk, detail, chance, seen, &mut |crash| {
        diary.keeps(&crash, desk)
    })
    .map_err(|broken| broken.after("a second power cut"))?;
    Ok(())
}

/// Makes every step of a day's work fail in turn, in every way, and cuts the power afterwards.
///
/// # Errors
/// The first broken promise.
pub fn failing_steps(seed: u64, steps: usize, detail: Detail) -> Result<PowerFigures, Broken> {
    let desk = desk();
    let mut figures = PowerFigures::default();
    let mut seen = BTreeSet::new();
    let says = [io::ErrorKind::StorageFull, io::ErrorKind::Other];
    for effect in [Effect::Nothing, Effect::Half, Effect::All] {
        for (lasts, says) in [false, true].into_iter().zip(says) {
            for at in 0.. {
                let fault = Fault {
                    at,
                    says,
                    effect,
                    lasts,
                };
                let of_fault = |broken: Broken| broken.after(format!("{fault:?}, seed {seed}"));
                let mut chance = Chance::new(seed);
                let disk = new_disk(&desk);
                let mut diary = Diary::default();
                disk.fail(fault);
                work(&disk, &desk, steps, &mut chance, &mut diary).map_err(of_fault)?;
                let asked = disk.heal();
                each_crash(&disk, detail, &mut chance, &mut seen, &mut |crash| {
                    diary.keeps(&crash, &desk)
                })
                .map_err(of_fault)?;
                if asked <= at {
                    break;
                }
                figures.failures += 1;
            }
        }
    }
    figures.states = seen.len();
    Ok(figures)
}
