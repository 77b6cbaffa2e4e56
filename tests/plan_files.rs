//! Opening and saving plan files. Proves:
//!
//! * a save keeps mode, link and backups, and never overwrites what it did not load;
//! * what is no ordinary file is neither opened nor replaced, and a full disk is reported in words;
//! * where any step of a save fails, the file has what it had before, and nothing is left behind;
//! * what dead programs left half-written goes with the next save, and nothing else does.

use std::cell::Cell;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use entente::files::Seal;
use entente::files::disk::{Access, Disk, Look};
use entente::files::plan_file::{OpenPlanError, SavePlanError, open, save, save_as};
use entente::files::ron_text::write;
use entente::files::{Backups, Existing, LocalDisk, WriteFileError, WriteNote, write_file};

use crate::odd_plans::{name_of, named, odd_plan};

#[test]
fn a_plan_saved_and_opened_is_the_same_and_keeps_its_hash() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("north.plan.ron");
    let plan = odd_plan(5);
    let (_, saved) = save_as(&LocalDisk, &plan, &path, Existing::Refuse, None).unwrap();
    assert_eq!(saved.notes, []);
    let opened = open(&LocalDisk, &path).unwrap();
    assert_eq!(
        (opened.plan, opened.seal, opened.hash),
        (plan, Seal::Sealed, saved.hash)
    );
    assert_eq!(names_in(folder.path()), ["north.plan.ron"]);
}

#[test]
fn a_file_that_was_never_loaded_is_not_overwritten_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("north.plan.ron");
    fs::write(&path, "precious").unwrap();
    let refused = save_as(&LocalDisk, &named("A"), &path, Existing::Refuse, None);
    assert!(matches!(refused, Err(SavePlanError::Exists(_))));
    assert_eq!(fs::read_to_string(&path).unwrap(), "precious");
    let backups = Backups::in_folder(folder.path().join("backups"));
    let (_, saved) = save_as(&LocalDisk, &named("A"), &path, Existing::Replace, Some(&backups)).unwrap();
    assert_eq!(saved.notes, []);
    let kept = backups.of(&LocalDisk, &path);
    assert_eq!(fs::read_to_string(&kept[0].path).unwrap(), "precious");
}

#[test]
fn a_file_changed_meanwhile_is_not_overwritten_even_with_its_time_put_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("north.plan.ron");
    let (mut file, _) = save_as(&LocalDisk, &named("A"), &path, Existing::Refuse, None).unwrap();
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    let theirs = write(&named("B")).unwrap();
    fs::write(&path, &theirs).unwrap();
    fs::File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_modified(time)
        .unwrap();
    let refused = save(&LocalDisk, &named("C"), &mut file, None);
    assert!(matches!(refused, Err(SavePlanError::ChangedOnDisk(_))));
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
    save_as(&LocalDisk, &named("C"), &path, Existing::Replace, None).unwrap();
    assert_eq!(name_of(&open(&LocalDisk, &path).unwrap().plan), "C");
}

#[test]
fn a_file_removed_meanwhile_is_written_anew_and_said_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("north.plan.ron");
    let (mut file, _) = save_as(&LocalDisk, &named("A"), &path, Existing::Refuse, None).unwrap();
    fs::remove_file(&path).unwrap();
    let saved = save(&LocalDisk, &named("B"), &mut file, None).unwrap();
    assert_eq!(saved.notes, [WriteNote::WasGone]);
    assert_eq!(name_of(&open(&LocalDisk, &path).unwrap().plan), "B");
}

#[test]
fn the_last_ten_contents_are_kept_newest_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("north.plan.ron");
    let backups = Backups::in_folder(folder.path().join("data/backups"));
    let (mut file, _) = save_as(&LocalDisk, &named("0"), &path, Existing::Refuse, Some(&backups)).unwrap();
    assert_eq!(backups.of(&LocalDisk, &path), []);
    for number in 1..=14 {
        save(&LocalDisk, &named(&number.to_string()), &mut file, Some(&backups)).unwrap();
    }
    // Saved once more without a change: nothing is lost, so nothing is kept.
    save(&LocalDisk, &named("14"), &mut file, Some(&backups)).unwrap();
    let kept: Vec<_> = backups
        .of(&LocalDisk, &path)
        .iter()
        .map(|backup| name_of(&open(&LocalDisk, &backup.path).unwrap().plan).to_owned())
        .collect();
    assert_eq!(kept, ["13", "12", "11", "10", "9", "8", "7", "6", "5", "4"]);
    assert_eq!(backups.of(&LocalDisk, &folder.path().join("other.plan.ron")), []);
}

#[test]
fn a_save_without_a_place_for_backups_succeeds_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("north.plan.ron");
    let (mut file, _) = save_as(&LocalDisk, &named("A"), &path, Existing::Refuse, None).unwrap();
    fs::write(folder.path().join("blocked"), "a file where a folder should be").unwrap();
    let blocked = Backups::in_folder(folder.path().join("blocked"));
    for backups in [None, Some(&blocked)] {
        let name = if backups.is_some() { "B" } else { "C" };
        let saved = save(&LocalDisk, &named(name), &mut file, backups).unwrap();
        assert!(
            matches!(saved.notes.as_slice(), [WriteNote::NoBackup { .. }]),
            "{:?}",
            saved.notes
        );
        assert_eq!(name_of(&open(&LocalDisk, &path).unwrap().plan), name);
    }
}

#[test]
fn what_is_no_file_is_neither_opened_nor_replaced() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(
        open(&LocalDisk, folder.path()),
        Err(OpenPlanError::NotAFile(_))
    ));
    assert!(matches!(
        open(&LocalDisk, &folder.path().join("none")),
        Err(OpenPlanError::NotThere(_))
    ));
    let refused = save_as(&LocalDisk, &named("A"), folder.path(), Existing::Replace, None);
    assert!(matches!(
        refused,
        Err(SavePlanError::Write(WriteFileError::NotAFile(_)))
    ));
    let nowhere = folder.path().join("gone/north.plan.ron");
    let refused = save_as(&LocalDisk, &named("A"), &nowhere, Existing::Refuse, None).unwrap_err();
    let message = refused
        .to_string()
        .replace(&*folder.path().to_string_lossy(), "FOLDER");
    insta::assert_snapshot!(message, @r##"cannot write FOLDER/gone/north.plan.ron: the folder or file is not there. Nothing was changed; save to another place"##);
    fs::write(folder.path().join("bad.plan.ron"), "(format: 1, id: 7)").unwrap();
    let message = open(&LocalDisk, &folder.path().join("bad.plan.ron"))
        .unwrap_err()
        .to_string();
    insta::assert_snapshot!(message.replace(&*folder.path().to_string_lossy(), "FOLDER"), @r##"
    FOLDER/bad.plan.ron: line 1, column 17: expected text in double quotes
      in id
      1 | (format: 1, id: 7)
        |                 ^
    Correct this line, or open a backup of the plan.
    "##);
}

#[cfg(unix)]
mod on_unix {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn mode_and_link_stay_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("north.plan.ron"), folder.path().join("link"));
        symlink("north.plan.ron", &link).unwrap();
        // Through a link that leads nowhere yet.
        let (mut file, _) = save_as(&LocalDisk, &named("A"), &link, Existing::Refuse, None).unwrap();
        for mode in [0o640, 0o600, 0o664] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            save(&LocalDisk, &named("B"), &mut file, None).unwrap();
            assert_eq!(fs::metadata(&path).unwrap().mode() & 0o7777, mode);
        }
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert!(fs::symlink_metadata(&path).unwrap().is_file());
        assert_eq!(name_of(&open(&LocalDisk, &link).unwrap().plan), "B");
    }

    #[test]
    fn a_write_protected_file_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("north.plan.ron");
        let (mut file, _) = save_as(&LocalDisk, &named("A"), &path, Existing::Refuse, None).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        let refused = save(&LocalDisk, &named("B"), &mut file, None);
        assert!(matches!(
            refused,
            Err(SavePlanError::Write(WriteFileError::WriteProtected(_)))
        ));
        assert_eq!(name_of(&open(&LocalDisk, &path).unwrap().plan), "A");
    }

    #[test]
    fn links_in_a_circle_are_refused_in_words() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("circle");
        symlink("circle", &link).unwrap();
        let refused = save_as(&LocalDisk, &named("A"), &link, Existing::Replace, None);
        assert!(matches!(
            refused,
            Err(SavePlanError::Write(WriteFileError::Refused { .. }))
        ));
    }

    #[test]
    fn backups_are_the_users_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("north.plan.ron");
        let backups = Backups::in_folder(folder.path().join("data/backups"));
        let (mut file, _) = save_as(&LocalDisk, &named("A"), &path, Existing::Refuse, None).unwrap();
        save(&LocalDisk, &named("B"), &mut file, Some(&backups)).unwrap();
        let kept = &backups.of(&LocalDisk, &path)[0].path;
        assert_eq!(fs::metadata(kept).unwrap().mode() & 0o777, 0o600);
        assert_eq!(
            fs::metadata(kept.parent().unwrap()).unwrap().mode() & 0o777,
            0o700
        );
    }

    #[test]
    fn a_hard_link_that_is_left_behind_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join("north.plan.ron"), folder.path().join("other"));
        let (mut file, _) = save_as(&LocalDisk, &named("A"), &path, Existing::Refuse, None).unwrap();
        fs::hard_link(&path, &other).unwrap();
        let saved = save(&LocalDisk, &named("A"), &mut file, None).unwrap();
        assert_eq!(saved.notes, [WriteNote::OtherName]);
        assert_eq!(name_of(&open(&LocalDisk, &other).unwrap().plan), "A");
    }

    #[test]
    fn a_full_device_is_reported_and_stays_a_device() {
        let device = Path::new("/dev/full");
        let error = write_file(&LocalDisk, device, b"x", Existing::Replace, None).unwrap_err();
        insta::assert_snapshot!(error, @r##"cannot write /dev/full: the disk is full. Nothing was changed; save to another place"##);
        let refused = save_as(&LocalDisk, &named("A"), device, Existing::Refuse, None);
        assert!(matches!(
            refused,
            Err(SavePlanError::Write(WriteFileError::NotAFile(_)))
        ));
        assert!(matches!(
            open(&LocalDisk, device),
            Err(OpenPlanError::NotAFile(_))
        ));
        let written = write_file(&LocalDisk, Path::new("/dev/null"), b"x", Existing::Replace, None).unwrap();
        assert_eq!(written.notes, []);
        assert!(!fs::metadata(device).unwrap().is_file());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_dead_programs_left_half_written_goes_with_the_next_save() {
    let folder = tempfile::tempdir().unwrap();
    let mark = LocalDisk.mark();
    let (machine, own) = mark.split_once('-').unwrap();
    // No process has the highest number; that of this test is alive; 00000000 is another machine.
    let dead = format!(".entente-{machine}-4294967295-0.tmp");
    let alive = format!(".entente-{machine}-{own}-999999.tmp");
    let elsewhere = ".entente-00000000-1-0.tmp".to_owned();
    let old_elsewhere = ".entente-00000000-1-1.tmp".to_owned();
    let foreign = ".other-1.tmp".to_owned();
    for name in [&dead, &alive, &elsewhere, &old_elsewhere, &foreign] {
        fs::write(folder.path().join(name), "half").unwrap();
    }
    let old = fs::File::options()
        .write(true)
        .open(folder.path().join(&old_elsewhere))
        .unwrap();
    old.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
    let path = folder.path().join("north.plan.ron");
    save_as(&LocalDisk, &named("A"), &path, Existing::Refuse, None).unwrap();
    let mut expected = vec![elsewhere, alive, foreign, "north.plan.ron".to_owned()];
    expected.sort();
    assert_eq!(names_in(folder.path()), expected);
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// A disk of which one call fails, and what it was to write is there by half.
struct FailingDisk {
    calls: Cell<usize>,
    fails_at: usize,
}

impl FailingDisk {
    fn call(&self) -> io::Result<()> {
        let number = self.calls.get();
        self.calls.set(number + 1);
        if number == self.fails_at {
            Err(io::ErrorKind::StorageFull.into())
        } else {
            Ok(())
        }
    }
}

impl Disk for FailingDisk {
    fn look(&self, path: &Path) -> io::Result<Option<Look>> {
        self.call().and_then(|()| LocalDisk.look(path))
    }
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.call().and_then(|()| LocalDisk.resolve(path))
    }
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.call().and_then(|()| LocalDisk.read(path, limit))
    }
    fn write_new(&self, path: &Path, bytes: &[u8], access: Access<'_>) -> io::Result<()> {
        self.call()
            .inspect_err(|_| fs::write(path, &bytes[..bytes.len() / 2]).unwrap())?;
        LocalDisk.write_new(path, bytes, access)
    }
    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.call().and_then(|()| LocalDisk.append(path, bytes))
    }
    fn write_into(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.call().and_then(|()| LocalDisk.write_into(path, bytes))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call().and_then(|()| LocalDisk.rename(from, to))
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.call().and_then(|()| LocalDisk.sync_folder(folder))
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.call().and_then(|()| LocalDisk.remove(path))
    }
    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        self.call().and_then(|()| LocalDisk.names(folder))
    }
    fn make_private_folder(&self, folder: &Path) -> io::Result<()> {
        self.call().and_then(|()| LocalDisk.make_private_folder(folder))
    }
    fn mark(&self) -> String {
        LocalDisk.mark()
    }
    fn is_running(&self, mark: &str) -> Option<bool> {
        LocalDisk.is_running(mark)
    }
}

#[test]
fn whatever_step_fails_the_file_is_whole_and_only_a_certain_save_is_acknowledged() {
    let mut failures = 0;
    for fails_at in 0.. {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("north.plan.ron");
        let backups = Backups::in_folder(folder.path().join("backups"));
        let (mut file, _) = save_as(&LocalDisk, &named("old"), &path, Existing::Refuse, None).unwrap();
        let disk = FailingDisk {
            calls: Cell::new(0),
            fails_at,
        };
        let saved = save(&disk, &named("new"), &mut file, Some(&backups));
        let there = open(&LocalDisk, &path).unwrap();
        assert_eq!(there.seal, Seal::Sealed, "step {fails_at}");
        match &saved {
            Ok(_) => assert_eq!(name_of(&there.plan), "new", "step {fails_at}"),
            Err(SavePlanError::Write(WriteFileError::NotConfirmed { .. })) => {
                assert_eq!(name_of(&there.plan), "new", "step {fails_at}");
            }
            Err(_) => assert_eq!(name_of(&there.plan), "old", "step {fails_at}"),
        }
        let has_backup = !backups.of(&LocalDisk, &path).is_empty();
        let says_none = saved.as_ref().is_ok_and(|saved| !saved.notes.is_empty());
        assert!(
            name_of(&there.plan) == "old" || has_backup || says_none,
            "step {fails_at}"
        );
        assert!(
            !names_in(folder.path()).iter().any(|name| name.contains(".tmp")),
            "step {fails_at}"
        );
        // Whatever happened, the next save is possible, and knows what is on the disk.
        save(&LocalDisk, &named("next"), &mut file, Some(&backups)).unwrap();
        assert_eq!(
            name_of(&open(&LocalDisk, &path).unwrap().plan),
            "next",
            "step {fails_at}"
        );
        failures += usize::from(saved.is_err());
        if disk.calls.get() <= fails_at {
            break;
        }
    }
    assert!(failures >= 8, "{failures}");
}
