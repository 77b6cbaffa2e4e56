//! The journal of the plan at hand: written off the window's thread, as things happen.
//!
//! Nothing is written before the first step: who only looks leaves no trace. Where a journal cannot be
//! written any more, another one is begun with the next step, and the planner is told.

use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::files::journal::{Entry, InFile, Journal, KeepError, Kept, Start};
use crate::files::{Disk as _, Journals, LocalDisk};
use crate::model::{Patch, Plan};

use super::document::Happened;
use super::jobs::{Answer, Runner};

/// How long a window waits for its journal where it must.
const PATIENCE: Duration = Duration::from_secs(3);
/// A journal of more bytes than this ends with the next save; another one is begun after it.
const LONG: u64 = 24 * 1024 * 1024;
/// What the first step is called of a journal that begins in the midst of a session.
const SO_FAR: &str = "Work so far";

/// What the clerk is told.
enum Note {
    Begin(Start),
    GoOn(Box<Kept>),
    Happened(Happened),
    Left,
    Close,
    Flush(Sender<()>),
}

/// The desk where journals are written.
pub(super) struct Keeper {
    clerk: Post,
    in_use: InUse,
}

/// The journal that is being written.
type InUse = Arc<Mutex<Option<PathBuf>>>;

enum Post {
    Nowhere,
    Here(Box<Clerk>),
    Thread(Sender<Note>),
}

impl Keeper {
    /// Keeps journals there, or nowhere; troubles go to the mail.
    pub fn new(journals: Option<Journals>, runner: &Runner, mail: Sender<Answer>) -> Self {
        let in_use = InUse::default();
        let Some(journals) = journals else {
            let clerk = Post::Nowhere;
            return Self { clerk, in_use };
        };
        let clerk = Clerk {
            journals,
            journal: None,
            start: None,
            last: None,
            in_use: Arc::clone(&in_use),
            mail,
            was_told: false,
        };
        let (post, notes) = channel();
        let mut threads = clerk.clone_idle();
        let started = runner.start("journal", move |wake| {
            while let Ok(note) = notes.recv() {
                let notes = std::iter::once(note).chain(notes.try_iter()).collect();
                if threads.take(notes) {
                    wake();
                }
            }
        });
        let clerk = if started {
            Post::Thread(post)
        } else {
            Post::Here(Box::new(clerk))
        };
        Self { clerk, in_use }
    }

    /// Begins with a plan; written with the first step.
    pub fn begin(&mut self, start: Start) {
        self.note(Note::Begin(start));
    }

    /// Goes on with the journal of a session that is over.
    pub fn go_on(&mut self, kept: Kept) {
        self.note(Note::GoOn(Box::new(kept)));
    }

    /// Keeps what happened.
    pub fn keep(&mut self, happened: Happened) {
        self.note(Note::Happened(happened));
    }

    /// Keeps that the planner chose to leave what is not saved.
    pub fn leave(&mut self) {
        self.note(Note::Left);
    }

    /// Ends the journal at hand; what was told is then on the disk, or the planner told.
    pub fn close(&mut self) {
        self.note(Note::Close);
        self.flush();
    }

    /// Returns the journal that is being written.
    pub fn in_use(&self) -> Option<PathBuf> {
        self.in_use.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until what was told is on the disk, for a while.
    pub fn flush(&mut self) {
        let (done, wait) = channel();
        self.note(Note::Flush(done));
        // A disk that does not answer must not keep the window open.
        let _ = wait.recv_timeout(PATIENCE);
    }

    fn note(&mut self, note: Note) {
        match &mut self.clerk {
            Post::Nowhere => {}
            Post::Here(clerk) => drop(clerk.take(vec![note])),
            // The thread lives as long as this.
            Post::Thread(post) => drop(post.send(note)),
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.flush();
    }
}

/// Who writes.
struct Clerk {
    journals: Journals,
    journal: Option<Journal>,
    /// What the file has, and thus what a new journal begins with.
    start: Option<Start>,
    /// The plan after all that was told.
    last: Option<Arc<Plan>>,
    in_use: InUse,
    mail: Sender<Answer>,
    was_told: bool,
}

impl Clerk {
    /// Another one who has nothing in hand.
    fn clone_idle(&self) -> Self {
        Self {
            journals: self.journals.clone(),
            journal: None,
            start: None,
            last: None,
            in_use: Arc::clone(&self.in_use),
            mail: self.mail.clone(),
            was_told: false,
        }
    }

    /// Does what the notes say; what happened in between goes to the disk at once. True where the planner
    /// was told something.
    fn take(&mut self, notes: Vec<Note>) -> bool {
        let mut entries = Vec::new();
        let mut told = false;
        for note in notes {
            match note {
                Note::Happened(happened) => {
                    entries.extend(self.entry(happened));
                    continue;
                }
                Note::Left => {
                    entries.extend(self.journal.is_some().then_some(Entry::Left));
                    continue;
                }
                _ => {}
            }
            told |= self.write(&entries);
            entries.clear();
            match note {
                Note::Begin(start) => {
                    self.put_down();
                    self.last = Some(Arc::clone(&start.plan));
                    self.start = Some(start);
                }
                Note::GoOn(kept) => told |= self.go_on(&kept),
                Note::Close => self.put_down(),
                // Whoever asked may have gone.
                Note::Flush(done) => drop(done.send(())),
                Note::Happened(_) | Note::Left => {}
            }
        }
        told | self.write(&entries)
    }

    fn entry(&mut self, happened: Happened) -> Option<Entry> {
        match happened {
            Happened::Step { label, before, after } => {
                let patch = Box::new(Patch::between(&before, &after));
                self.last = Some(after);
                Some(Entry::Step { label, patch })
            }
            Happened::Moved { by, after } => {
                self.last = Some(after);
                Some(Entry::Moved(by))
            }
            Happened::InFile(file, plan) => {
                let in_file = InFile::new(&file.path, file.hash());
                let start = self.start.as_mut()?;
                start.file = Some(in_file.clone());
                start.plan = Arc::clone(&plan);
                let is_last = self.last.as_ref().is_some_and(|last| Arc::ptr_eq(last, &plan));
                Some(if is_last {
                    Entry::Saved(in_file)
                } else {
                    Entry::Read(in_file, plan)
                })
            }
        }
    }

    fn write(&mut self, entries: &[Entry]) -> bool {
        if entries.is_empty() {
            return false;
        }
        match self.try_write(entries) {
            Ok(()) => {
                self.was_told = false;
                false
            }
            Err(error) => {
                self.put_down();
                self.tell(&error)
            }
        }
    }

    fn try_write(&mut self, entries: &[Entry]) -> Result<(), KeepError> {
        if let Some(journal) = &mut self.journal {
            journal.append(&LocalDisk, entries)?;
            let is_saved = matches!(entries.last(), Some(Entry::Saved(_)));
            if is_saved && journal.size() > LONG {
                let path = journal.path().to_owned();
                self.put_down();
                // All of it is in the plan's file; where it cannot be removed it is swept another day.
                let _ = LocalDisk.remove(&path);
            }
            return Ok(());
        }
        let (Some(start), Some(last)) = (&self.start, &self.last) else {
            return Ok(());
        };
        if start.plan == *last {
            return Ok(());
        }
        // What led here is known only where it is all there is to know.
        let led: Vec<Entry> = match entries {
            [Entry::Step { patch, .. }] if patch.on(&start.plan) == **last => entries.to_vec(),
            _ => {
                let (label, patch) = (SO_FAR.to_owned(), Box::new(Patch::between(&start.plan, last)));
                vec![Entry::Step { label, patch }]
            }
        };
        let path = self.journals.new_path(&LocalDisk, start.plan.id)?;
        let journal = Journal::begin(&LocalDisk, path, start, &led)?;
        self.take_up(journal);
        Ok(())
    }

    fn go_on(&mut self, kept: &Kept) -> bool {
        self.put_down();
        let first = kept.steps.first().map(|step| step.label.clone());
        self.start = Some(Start {
            label: first.unwrap_or_default(),
            file: kept.file.clone(),
            plan: Arc::clone(&kept.in_file),
        });
        self.last = Some(Arc::clone(kept.plan()));
        let path = self.journals.new_path(&LocalDisk, kept.in_file.id);
        let journal = path.map_err(KeepError::from);
        match journal.and_then(|path| Journal::go_on(&LocalDisk, kept, path)) {
            Ok(journal) => {
                self.take_up(journal);
                false
            }
            Err(error) => self.tell(&error),
        }
    }

    fn take_up(&mut self, journal: Journal) {
        *self.in_use.lock().unwrap_or_else(PoisonError::into_inner) = Some(journal.path().to_owned());
        self.journal = Some(journal);
    }

    fn put_down(&mut self) {
        *self.in_use.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.journal = None;
    }

    /// Tells why nothing can be kept: once, until it can be again.
    fn tell(&mut self, error: &KeepError) -> bool {
        // Nobody listens once the window is closed.
        let told = !self.was_told && self.mail.send(Answer::NotKept(error.to_string())).is_ok();
        self.was_told = true;
        told
    }
}
