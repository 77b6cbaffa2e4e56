//! Journals: what is read is what was done, as far as the bytes are sound.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::{Entry, InFile, Journal, Journals, Kept, Start, read};
use crate::files::{ContentHash, Disk, LocalDisk};
use crate::model::{Edit, Id, Patch, Plan, Stakeholder};

fn named(before: &Plan, name: &str) -> Arc<Plan> {
    let mut party = Stakeholder::new();
    name.clone_into(&mut party.name);
    let id: Id<Stakeholder> = Id::from_bits(7);
    let edit = if before.stakeholders.contains(id) {
        Edit::Update((id, party).into())
    } else {
        Edit::Create((id, party).into())
    };
    Arc::new(edit.apply(before).unwrap())
}

fn start() -> Start {
    Start {
        label: "Open north.plan.ron".to_owned(),
        file: Some(in_file("old")),
        plan: Arc::new(Plan::empty(Id::from_bits(3))),
    }
}

fn in_file(content: &str) -> InFile {
    InFile::new(
        Path::new("/plans/north.plan.ron"),
        ContentHash::of(content.as_bytes()),
    )
}

fn step(label: &str, before: &Plan, after: &Plan) -> Entry {
    Entry::Step {
        label: label.to_owned(),
        patch: Box::new(Patch::between(before, after)),
    }
}

/// A folder with one journal: three steps, one of them undone, one save.
struct Session {
    folder: tempfile::TempDir,
    path: PathBuf,
    plans: Vec<Arc<Plan>>,
}

fn session() -> Session {
    let folder = tempfile::tempdir().unwrap();
    let journals = Journals::in_folder(folder.path().join("recovery"));
    let start = start();
    let one = named(&start.plan, "One");
    let two = named(&one, "Two");
    let three = named(&one, "Three");
    let path = journals.new_path(&LocalDisk, start.plan.id).unwrap();
    let first = [step("One", &start.plan, &one)];
    let mut journal = Journal::begin(&LocalDisk, path.clone(), &start, &first).unwrap();
    let rest = [
        Entry::Saved(in_file("new")),
        step("Two", &one, &two),
        Entry::Moved(-1),
        step("Three", &one, &three),
    ];
    journal.append(&LocalDisk, &rest).unwrap();
    Session {
        folder,
        path,
        plans: vec![start.plan, one, two, three],
    }
}

fn kept(session: &Session) -> Kept {
    read_at(&session.path)
}

fn read_at(path: &Path) -> Kept {
    read(path.to_owned(), &std::fs::read(path).unwrap()).unwrap()
}

#[test]
fn a_session_is_read_as_it_was() {
    let session = session();
    let kept = kept(&session);
    let labels: Vec<&str> = kept.steps.iter().map(|step| step.label.as_str()).collect();
    assert_eq!(labels, ["Open north.plan.ron", "One", "Three"]);
    assert_eq!(*kept.plan(), session.plans[3]);
    assert_eq!(kept.in_file, session.plans[1]);
    assert_eq!(kept.file, Some(in_file("new")));
    assert_eq!((kept.moves_since, kept.is_left, kept.is_torn), (3, false, false));
    assert!(kept.has_unsaved());
}

/// However a journal was cut off, what is read is one of the states that there were, in order.
#[test]
fn cut_off_anywhere_the_longest_sound_beginning_counts() {
    let session = session();
    let whole = std::fs::read(&session.path).unwrap();
    let mut last = 0;
    let mut seen = std::collections::BTreeSet::new();
    for length in 0..=whole.len() {
        let Some(kept) = read(session.path.clone(), &whole[..length]) else {
            assert_eq!(last, 0, "{length}");
            continue;
        };
        assert!(kept.sound_bytes >= last, "{length}");
        assert!(session.plans.contains(kept.plan()), "{length}");
        assert_eq!(kept.is_torn, kept.sound_bytes != length as u64, "{length}");
        last = kept.sound_bytes;
        seen.insert(last);
    }
    assert_eq!((last, seen.len()), (whole.len() as u64, 6));
}

#[test]
fn no_flipped_bit_is_taken_for_a_step() {
    let session = session();
    let whole = std::fs::read(&session.path).unwrap();
    for place in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[place] ^= 1 << (place % 8);
        if let Some(kept) = read(session.path.clone(), &bytes) {
            assert!(kept.is_torn, "{place}");
            assert!(session.plans.contains(kept.plan()), "{place}");
        }
    }
}

/// Records by their lines of numbers: a line break, digits, and so on.
fn records(bytes: &[u8]) -> Vec<Vec<u8>> {
    let text = std::str::from_utf8(bytes).unwrap();
    let mut records = Vec::new();
    let mut rest = text.split_once('\n').unwrap().1;
    while !rest.is_empty() {
        let (line, after) = rest.split_once('\n').unwrap();
        let numbers: Vec<usize> = line.split(' ').flat_map(str::parse).collect();
        let length = numbers[1] + numbers[2];
        records.push(format!("{line}\n{}", &after[..length]).into_bytes());
        rest = &after[length..];
    }
    records
}

#[test]
fn records_that_are_swapped_or_of_another_journal_end_what_is_read() {
    let session = session();
    let whole = std::fs::read(&session.path).unwrap();
    let ours = records(&whole);
    let put = |records: &[Vec<u8>]| [super::FIRST_LINE.as_bytes(), &records.concat()].concat();
    assert_eq!(put(&ours), whole);
    let mut swapped = ours.clone();
    swapped.swap(3, 4);
    let read_back = read(session.path.clone(), &put(&swapped)).unwrap();
    assert!(read_back.is_torn);
    assert_eq!(*read_back.plan(), session.plans[1]);
    // The same steps after another start: each record is sound by itself, and none belongs here.
    let other = Start {
        label: "Another".to_owned(),
        ..start()
    };
    let path = session.folder.path().join("other");
    let first = [step("One", &session.plans[0], &session.plans[1])];
    Journal::begin(&LocalDisk, path.clone(), &other, &first).unwrap();
    let mut theirs = records(&std::fs::read(&path).unwrap());
    theirs.truncate(1);
    theirs.extend_from_slice(&ours[1..]);
    let read_back = read(path, &put(&theirs)).unwrap();
    assert_eq!(read_back.steps.len(), 1);
    assert!(read_back.is_torn);
}

#[test]
fn a_session_goes_on_where_a_torn_one_ended() {
    let session = session();
    let mut bytes = std::fs::read(&session.path).unwrap();
    bytes.extend_from_slice(b"5 20 0 0123");
    std::fs::write(&session.path, &bytes).unwrap();
    let torn = kept(&session);
    assert!(torn.is_torn);
    let journals = Journals::in_folder(session.folder.path().join("recovery"));
    let path = journals.new_path(&LocalDisk, session.plans[0].id).unwrap();
    assert_ne!(path, session.path);
    let mut journal = Journal::go_on(&LocalDisk, &torn, path.clone()).unwrap();
    assert!(!session.path.exists());
    let four = named(&session.plans[3], "Four");
    journal
        .append(&LocalDisk, &[step("Four", &session.plans[3], &four), Entry::Left])
        .unwrap();
    let found = journals.find(&LocalDisk, Some(session.plans[0].id), None);
    assert_eq!(found.len(), 1);
    let kept = &found[0].kept;
    assert_eq!((kept.path.as_path(), kept.is_torn), (path.as_path(), false));
    assert_eq!(*kept.plan(), four);
    assert!(kept.is_left);
    assert!(
        journals
            .find(&LocalDisk, Some(session.plans[0].id), Some(&path))
            .is_empty()
    );
}

#[test]
fn a_journal_is_found_by_its_plan_and_kept_for_thirty_days() {
    let session = session();
    let journals = Journals::in_folder(session.folder.path().join("recovery"));
    assert_eq!(journals.find(&LocalDisk, None, None).len(), 1);
    assert!(journals.find(&LocalDisk, Some(Id::from_bits(4)), None).is_empty());
    let mark = LocalDisk.mark();
    let days = |days: u64| Duration::from_hours(24 * days);
    let now = SystemTime::UNIX_EPOCH + days(40_000);
    let own = session.path.clone();
    journals.sweep(&LocalDisk, now);
    assert!(own.exists(), "a running program's journal stays: {mark}");
    let over = own.with_file_name(
        own.file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .replace(&mark, "00000000-1"),
    );
    std::fs::rename(&own, &over).unwrap();
    // Work that nobody decided about is not thrown away by a clock.
    journals.sweep(&LocalDisk, now);
    assert!(over.exists());
    let mut journal = Journal::go_on(&LocalDisk, &read_at(&over), over.clone()).unwrap();
    journal.append(&LocalDisk, &[Entry::Left]).unwrap();
    let written = std::fs::metadata(&over).unwrap().modified().unwrap();
    for clock in [SystemTime::UNIX_EPOCH, written, written + days(30)] {
        journals.sweep(&LocalDisk, clock);
        assert!(over.exists());
    }
    journals.sweep(&LocalDisk, written + days(31));
    assert!(!over.exists());
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_a_journal() {
    use std::os::unix::fs::PermissionsExt;
    let session = session();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(session.path.parent().unwrap()), 0o700);
    assert_eq!(mode(&session.path), 0o600);
}

#[test]
fn a_plan_can_be_forgotten() {
    let session = session();
    let journals = Journals::in_folder(session.folder.path().join("recovery"));
    assert_eq!(journals.forget(&LocalDisk, Id::from_bits(4)).unwrap(), 0);
    assert_eq!(journals.forget(&LocalDisk, session.plans[0].id).unwrap(), 1);
    assert!(!session.path.exists());
}
