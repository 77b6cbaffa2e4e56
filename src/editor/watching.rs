//! The plan's file while the plan is open: noticed where somebody else writes or removes it, and locked so
//! that others know who has it open.
//!
//! Looked at every few seconds rather than by the system's notices, which network folders do not send. A
//! change is told by content: times can be put back.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use crate::files::lock::{BEAT, Holder, Lock};
use crate::files::{ContentHash, Disk as _, LocalDisk, PlanFile, plan_file};

use super::jobs::{Answer, Runner};

/// How often the file is looked at.
const PACE: Duration = Duration::from_secs(2);
/// Its content is read every so many looks even where its time and size are as they were.
const READ_EVERY: u32 = 15;

/// What has become of the plan's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outside {
    /// Somebody else wrote it.
    Written(ContentHash),
    /// It is not there any more.
    Gone,
}

/// The desk where the file is watched.
pub(super) struct Watcher {
    watched: Arc<Mutex<Watched>>,
    mail: Sender<Answer>,
}

#[derive(Default)]
struct Watched {
    file: Option<PlanFile>,
    lock: Option<Lock>,
    /// What was told last: each change is told once.
    told: Option<Outside>,
    /// Time and size at the last reading.
    seen: Option<(Option<SystemTime>, u64)>,
    looks: u32,
    is_over: bool,
}

impl Watcher {
    /// Starts to watch, in a thread where there are threads; else only when [`Watcher::look`] is called.
    pub fn new(runner: &Runner, mail: Sender<Answer>) -> Self {
        let watched = Arc::new(Mutex::new(Watched::default()));
        let (shared, post) = (Arc::clone(&watched), mail.clone());
        runner.start("watch", move |wake| {
            loop {
                std::thread::sleep(PACE);
                let mut watched = shared.lock().unwrap_or_else(PoisonError::into_inner);
                if watched.is_over {
                    return;
                }
                watched.looks = watched.looks.wrapping_add(1);
                if u64::from(watched.looks) % (BEAT.as_secs() / PACE.as_secs()) == 0
                    && let Some(lock) = &mut watched.lock
                {
                    // Where it cannot be renewed, others take it for left; a save compares all the same.
                    let _ = lock.beat();
                }
                let whole = watched.looks % READ_EVERY == 0;
                let news = watched.news(whole);
                drop(watched);
                if let Some(news) = news {
                    if post.send(news).is_err() {
                        return;
                    }
                    wake();
                }
            }
        });
        Self { watched, mail }
    }

    /// Watches another file, or none; its lock is taken for `who`. Returns who else has it open.
    pub fn watch(&mut self, file: Option<&PlanFile>, who: Option<&Holder>) -> Option<Holder> {
        let mut watched = self.watched();
        let is_same = watched
            .file
            .as_ref()
            .is_some_and(|known| file.is_some_and(|file| file.path == known.path));
        let lock = if is_same { watched.lock.take() } else { None };
        *watched = Watched {
            file: file.cloned(),
            ..Watched::default()
        };
        // Given back only now: the old file's, if it was another.
        if lock.is_some() {
            watched.lock = lock;
            return None;
        }
        let (file, who) = (file?, who?);
        match Lock::take(&file.path, who) {
            Ok(Ok(lock)) => {
                watched.lock = Some(lock);
                None
            }
            Ok(Err(other)) => Some(other),
            // No lock can be written there: a folder that can only be read, say.
            Err(_) => None,
        }
    }

    /// Looks at once; what is new is answered.
    pub fn look(&self) {
        let news = self.watched().news(true);
        if let Some(news) = news {
            // The receiver is the editor's own.
            let _ = self.mail.send(news);
        }
    }

    fn watched(&self) -> std::sync::MutexGuard<'_, Watched> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        let mut watched = self.watched();
        watched.is_over = true;
        watched.lock = None;
    }
}

impl Watched {
    fn news(&mut self, whole: bool) -> Option<Answer> {
        let file = self.file.clone()?;
        let outside = self.outside(&file, whole)?;
        if self.told.as_ref() == Some(&outside) {
            return None;
        }
        self.told = Some(outside.clone());
        Some(Answer::Outside {
            path: file.path,
            outside,
        })
    }

    /// What has become of the file; `None`: it is as it was known, or cannot be looked at now.
    fn outside(&mut self, file: &PlanFile, whole: bool) -> Option<Outside> {
        let path: &Path = &file.path;
        let Some(look) = LocalDisk.look(path).ok()? else {
            self.seen = None;
            return Some(Outside::Gone);
        };
        let seen = (look.modified, look.size);
        if !whole && self.seen == Some(seen) {
            return None;
        }
        let bytes = plan_file::read_bytes(&LocalDisk, path).ok()?;
        self.seen = Some(seen);
        let hash = ContentHash::of(&bytes);
        if hash == file.hash() {
            self.told = None;
            return None;
        }
        Some(Outside::Written(hash))
    }
}

/// Where the file is that an answer is about.
pub(super) fn is_about(file: Option<&PlanFile>, path: &PathBuf) -> bool {
    file.is_some_and(|file| file.path == *path)
}
