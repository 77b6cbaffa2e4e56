//! Power cuts and failing disks, on a simulated disk that answers as the real one does.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use entente::files::disk::{Access, Disk};
use entente::files::{ContentHash, Existing, LocalDisk, WriteFileError, write_file};
use entente::testing::Chance;
use entente::testing::faults::{
    Desk, Detail, Effect, Fault, Recovered, SimDisk, Worker, each_crash, failing_steps, power_cuts,
};

/// Enough to see every kind of state.
const QUICK: Detail = Detail { tears: 2, states: 12 };

#[test]
fn a_power_cut_at_any_moment_breaks_no_promise() {
    let figures = power_cuts(1, 2, 8, QUICK).unwrap_or_else(|broken| panic!("{broken}"));
    assert!(figures.states > 250, "{figures:?}");
}

#[test]
fn a_disk_that_fails_at_any_step_breaks_no_promise() {
    let quick = Detail { tears: 0, states: 3 };
    let figures = failing_steps(2, 3, quick).unwrap_or_else(|broken| panic!("{broken}"));
    assert!(figures.failures > 100 && figures.states > 40, "{figures:?}");
}

/// Where a step fails only by what it answers, as on a network disk that lost its answer, what the error says of
/// the file is true all the same.
#[test]
fn an_error_says_what_is_in_the_file() {
    let path = Path::new("/desk/north.plan.ron");
    let mut said = [0, 0];
    for at in 0.. {
        let disk = SimDisk::with_folders(&[Path::new("/desk")]);
        let old = write_file(&disk, path, b"old", Existing::Refuse, None)
            .unwrap()
            .hash;
        disk.fail(Fault {
            at,
            says: io::ErrorKind::TimedOut,
            effect: Effect::All,
            lasts: false,
        });
        let written = write_file(&disk, path, b"new", Existing::Unchanged(old), None);
        let asked = disk.heal();
        let there = disk.read(path, 10).unwrap();
        match written {
            Ok(_) => assert_eq!(there, b"new", "step {at}"),
            Err(WriteFileError::NotConfirmed { .. }) => {
                assert_eq!(there, b"new", "step {at}");
                said[0] += 1;
            }
            Err(_) => {
                assert_eq!(there, b"old", "step {at}");
                said[1] += 1;
            }
        }
        if asked <= at {
            break;
        }
    }
    // The rename and the folder's sync; everything before them.
    assert_eq!(said[0], 2);
    assert!(said[1] >= 6, "{said:?}");
}

/// What is said of the simulated disk's order holds of the real one, as the system sees it.
#[cfg(target_os = "linux")]
#[test]
fn the_real_disk_is_asked_in_the_same_order() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("calls");
    let path = folder.path().join("north.plan.ron");
    let traced = std::process::Command::new("strace")
        .args([
            "-f",
            "-y",
            "-e",
            "trace=write,fsync,rename,renameat,renameat2",
            "-o",
        ])
        .arg(&log)
        .args([env!("CARGO_BIN_EXE_entente"), "sample", "fallujah", "-o"])
        .arg(&path)
        .env("HOME", folder.path())
        .output();
    let calls = std::fs::read_to_string(&log).unwrap_or_default();
    if !traced.is_ok_and(|traced| traced.status.success()) || !calls.contains("rename") {
        println!("strace is not here or may not trace: the order of calls was not looked at");
        return;
    }
    let order: Vec<&str> = calls
        .lines()
        .filter_map(|call| {
            let is_temp = call.contains("/.entente-");
            let words = [("write(", "write"), ("fsync(", "sync"), ("rename", "rename")];
            let (_, word) = words.into_iter().find(|(start, _)| call.contains(start))?;
            match (word, is_temp) {
                ("sync", false) => Some("sync folder"),
                ("rename", true) => Some("rename"),
                (_, true) => Some(word),
                _ => None,
            }
        })
        .collect();
    let mut shortened = order;
    shortened.dedup();
    assert_eq!(shortened, ["write", "sync", "rename", "sync folder"], "{calls}");
}

/// The judge itself is judged: each careless way to write a file is caught.
#[test]
fn careless_writing_is_found_out() {
    let path = Path::new("/desk/north.plan.ron");
    let temp = Path::new("/desk/temp");
    let (old, new) = (b"old content".as_slice(), b"new content".as_slice());
    let left = |write: &dyn Fn(&SimDisk)| {
        let disk = SimDisk::with_folders(&[Path::new("/desk")]);
        write_file(&disk, path, old, Existing::Refuse, None).unwrap();
        let (begun, mut odd) = (disk.steps_done(), 0);
        write(&disk);
        let mut chance = Chance::new(1);
        let all = Detail {
            tears: 3,
            states: 1_000,
        };
        each_crash(&disk, all, &mut chance, &mut BTreeSet::default(), &mut |crash| {
            let there = crash.disk.read(path, 100).unwrap_or_default();
            odd += usize::from(crash.at >= begun && there != old && there != new);
            Ok(())
        })
        .unwrap();
        odd
    };
    let unsynced = |disk: &SimDisk| {
        disk.remove(path).unwrap();
        disk.write_new(path, new, Access::Private).unwrap();
    };
    let in_place = |disk: &SimDisk| disk.append(path, b" and more").unwrap();
    let removed_first = |disk: &SimDisk| {
        disk.write_new(temp, new, Access::Private).unwrap();
        disk.remove(path).unwrap();
        disk.rename(temp, path).unwrap();
    };
    let careful = |disk: &SimDisk| drop(write_file(disk, path, new, Existing::Replace, None).unwrap());
    assert!(left(&unsynced) > 0);
    assert!(left(&in_place) > 5);
    assert!(left(&removed_first) > 0);
    assert_eq!(left(&careful), 0);
}

/// A name that was not synced is no promise: the judge sees it go.
#[test]
fn what_was_not_synced_can_be_lost() {
    let desk = Desk::inside(Path::new("/desk"));
    let disk = SimDisk::with_folders(&[desk.folder()]);
    let mut worker = Worker::sit_down(&disk, &desk).unwrap();
    let promise = worker.step().unwrap();
    let mut lost = 0;
    let all = Detail {
        tears: 1,
        states: 100,
    };
    each_crash(
        &disk,
        all,
        &mut Chance::new(1),
        &mut BTreeSet::default(),
        &mut |crash| {
            // Held against a promise that was not made yet at that moment.
            let found = Recovered::on(&crash.disk, &desk)?;
            lost += usize::from(found.keeps(&[promise], 1).is_err());
            Ok(())
        },
    )
    .unwrap();
    assert!(lost > 10, "{lost}");
}

/// What both disks are asked, and what they answer.
#[derive(Debug, PartialEq)]
enum Answer {
    Nothing,
    Bytes(Vec<u8>),
    Names(Vec<OsString>),
    Look(Option<(entente::files::disk::FileKind, u64)>),
}

fn asked(disk: &dyn Disk, root: &Path, what: u64, one: &Path, other: &Path) -> Result<Answer, io::ErrorKind> {
    let (one, other) = (root.join(one), root.join(other));
    let bytes = ContentHash::of(one.file_name().unwrap().as_encoded_bytes()).to_string();
    let answer = match what {
        0 => disk
            .write_new(&one, bytes.as_bytes(), Access::Private)
            .map(|()| Answer::Nothing),
        1 => disk.append(&one, b"more").map(|()| Answer::Nothing),
        2 => disk.rename(&one, &other).map(|()| Answer::Nothing),
        3 => disk.remove(&one).map(|()| Answer::Nothing),
        4 => disk.read(&one, 70).map(Answer::Bytes),
        5 => disk.make_private_folder(&one).map(|()| Answer::Nothing),
        6 => disk.names(&one).map(|mut names| {
            names.sort();
            Answer::Names(names)
        }),
        7 => disk.sync_folder(one.parent().unwrap()).map(|()| Answer::Nothing),
        8 => disk.resolve(&one).map(|_| Answer::Nothing),
        _ => disk.look(&one).map(|look| {
            // What a folder's size is differs from disk to disk.
            let is_file =
                |look: &entente::files::disk::Look| look.kind == entente::files::disk::FileKind::File;
            Answer::Look(look.map(|look| (look.kind, if is_file(&look) { look.size } else { 0 })))
        }),
    };
    answer.map_err(|error| error.kind())
}

#[cfg(unix)]
#[test]
fn the_simulated_disk_answers_as_the_real_one() {
    let folder = tempfile::tempdir().unwrap();
    let sim = SimDisk::with_folders(&[Path::new("/desk")]);
    let mut chance = Chance::new(5);
    let names = ["a", "b", "a/c", "b/c", "b/d"].map(PathBuf::from);
    let (mut worked, mut refused) = (0, 0);
    for number in 0..3_000 {
        let what = chance.below(10);
        let one = chance.pick(&names).unwrap();
        // Only within a folder: nothing else is asked of a disk.
        let beside = |name: &&PathBuf| name.parent() == one.parent();
        let other = names
            .iter()
            .filter(beside)
            .nth(chance.below(2) as usize)
            .unwrap_or(one);
        let is_folder = |name: &PathBuf| folder.path().join(name).is_dir();
        if what == 2 && (is_folder(one) || is_folder(other)) {
            continue;
        }
        let real = asked(&LocalDisk, folder.path(), what, one, other);
        let simulated = asked(&sim, Path::new("/desk"), what, one, other);
        assert_eq!(
            real.is_ok(),
            simulated.is_ok(),
            "{number}: {what} {one:?} {other:?}: {real:?} {simulated:?}"
        );
        if real.is_ok() {
            assert_eq!(real, simulated, "{number}: {what} {one:?} {other:?}");
            worked += 1;
        } else {
            refused += 1;
        }
        // A folder is in the way for ever: now and then both begin with less.
        if number % 20 == 0 {
            for name in names.iter().rev() {
                let _ = LocalDisk.remove(&folder.path().join(name));
                let _ = sim.remove(&Path::new("/desk").join(name));
            }
        }
    }
    assert!(worked > 500 && refused > 500, "{worked} {refused}");
}
