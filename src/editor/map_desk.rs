//! Reading the user's own maps off the window's thread.
//!
//! One thread reads files; two, started with the first online map that is switched on, ask hosts. What
//! waits is what is in view: a new view takes what is no longer wanted off the pile. Keeps no tile.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::files::exchange::Reader;
use crate::files::tiles::online::{Fetcher, Template};
use crate::files::tiles::{OpenTilesError, Overlay, Tile, TileFile, TileId, TileSetInfo};

use super::jobs::Runner;
use super::layers::Source;

/// How long the tiles of other maps wait while an overlay is read: the largest takes a few seconds.
const PATIENCE: Duration = Duration::from_secs(30);
/// Threads that ask hosts: no more connections than a courteous guest opens.
const ONLINE_THREADS: usize = 2;

/// A map, opened.
#[derive(Clone, Debug)]
pub(super) enum Opened {
    /// It is read tile by tile.
    Tiles(Arc<TileSetInfo>),
    /// All of it is here.
    Overlay(Arc<Overlay>),
}

/// What a worker answers.
#[derive(Clone, Debug)]
pub(super) enum MapAnswer {
    /// A map was opened, or why it was not.
    Opened(Source, Result<Opened, String>),
    /// A tile was read; `None`: there is none. Or why it was not.
    Tile(Source, TileId, Result<Option<Arc<Tile>>, String>),
}

/// What waits.
#[derive(Debug, Default)]
struct Pile {
    close: Vec<Source>,
    open: Vec<Source>,
    /// The next one last.
    tiles: Vec<(Source, TileId)>,
    quit: bool,
}

#[derive(Debug, Default)]
struct Shared {
    pile: Mutex<Pile>,
    arrived: Condvar,
}

impl Shared {
    fn change<R>(&self, change: impl FnOnce(&mut Pile) -> R) -> R {
        let result = change(&mut self.pile.lock().unwrap_or_else(PoisonError::into_inner));
        self.arrived.notify_all();
        result
    }
}

/// Where maps are read.
pub(super) struct MapDesk {
    runner: Runner,
    files: Arc<Shared>,
    online: Arc<Shared>,
    files_started: bool,
    online_started: bool,
    /// What reads where there is no thread.
    own: Bench,
    post: Sender<MapAnswer>,
    answers: Receiver<MapAnswer>,
}

impl MapDesk {
    /// Overlays are read by the reader.
    pub(super) fn new(runner: Runner, reader: Reader) -> Self {
        let (post, answers) = channel();
        Self {
            runner,
            files: Arc::default(),
            online: Arc::default(),
            files_started: false,
            online_started: false,
            own: Bench::with(reader),
            post,
            answers,
        }
    }

    /// Asks for a map to be opened.
    pub(super) fn open(&mut self, source: Source) {
        if let Some(shared) = self.shared(&source) {
            shared.change(|pile| pile.open.push(source));
        } else {
            let answer = self.own.open(source);
            // The receiver is ours, so it is there.
            let _ = self.post.send(answer);
        }
    }

    /// Lets go of a map: nothing more of it is read.
    pub(super) fn close(&mut self, source: &Source) {
        self.own.close(source);
        for shared in [&self.files, &self.online] {
            shared.change(|pile| {
                pile.open.retain(|waiting| waiting != source);
                pile.tiles.retain(|(waiting, _)| waiting != source);
                pile.close.push(source.clone());
            });
        }
    }

    /// Takes tiles of a map off the pile that are not among these; returns which.
    pub(super) fn keep_only(&mut self, source: &Source, wanted: &[TileId]) -> Vec<TileId> {
        let Some(shared) = self.shared(source) else {
            return Vec::new();
        };
        shared.change(|pile| {
            let mut dropped = Vec::new();
            pile.tiles.retain(|(waiting, id)| {
                let keep = waiting != source || wanted.contains(id);
                if !keep {
                    dropped.push(*id);
                }
                keep
            });
            dropped
        })
    }

    /// Asks for tiles of a map, the first of them first.
    pub(super) fn read(&mut self, source: &Source, ids: &[TileId]) {
        if let Some(shared) = self.shared(source) {
            let asked = ids.iter().rev().map(|id| (source.clone(), *id));
            shared.change(|pile| pile.tiles.extend(asked));
        } else {
            for id in ids {
                let answer = self.own.tile(source.clone(), *id);
                let _ = self.post.send(answer);
            }
        }
    }

    /// Returns the answers that have arrived.
    pub(super) fn collect(&mut self) -> Vec<MapAnswer> {
        self.answers.try_iter().collect()
    }

    /// The pile of the workers for a map, which are started when first needed; `None` where it is read at
    /// once.
    fn shared(&mut self, source: &Source) -> Option<Arc<Shared>> {
        let (started, shared, threads) = if source.is_online() {
            (&mut self.online_started, &self.online, ONLINE_THREADS)
        } else {
            (&mut self.files_started, &self.files, 1)
        };
        if !*started {
            for _ in 0..threads {
                let (shared, post) = (Arc::clone(shared), self.post.clone());
                let mut bench = Bench::with(self.own.reader.clone());
                *started |= self.runner.start("maps", move |wake| {
                    while let Some(answer) = bench.next(&shared) {
                        if post.send(answer).is_err() {
                            return;
                        }
                        wake();
                    }
                });
            }
        }
        started.then(|| Arc::clone(shared))
    }
}

impl Drop for MapDesk {
    fn drop(&mut self) {
        for shared in [&self.files, &self.online] {
            shared.change(|pile| pile.quit = true);
        }
    }
}

/// What one worker has open.
#[derive(Default)]
struct Bench {
    files: BTreeMap<Source, TileFile>,
    fetcher: Option<Fetcher>,
    reader: Reader,
}

impl Bench {
    fn with(reader: Reader) -> Self {
        Self {
            reader,
            ..Self::default()
        }
    }

    /// Waits for the next request and does it; `None`: quit.
    fn next(&mut self, shared: &Shared) -> Option<MapAnswer> {
        let mut pile = shared.pile.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if pile.quit {
                return None;
            }
            for source in std::mem::take(&mut pile.close) {
                self.close(&source);
            }
            if let Some(source) = pile.open.pop() {
                drop(pile);
                return Some(self.open(source));
            }
            if let Some((source, id)) = pile.tiles.pop() {
                drop(pile);
                return Some(self.tile(source, id));
            }
            pile = shared.arrived.wait(pile).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn close(&mut self, source: &Source) {
        self.files.remove(source);
    }

    fn open(&mut self, source: Source) -> MapAnswer {
        let opened = guarded(|| self.opened(&source));
        MapAnswer::Opened(source, opened)
    }

    fn opened(&mut self, source: &Source) -> Result<Opened, String> {
        match source {
            Source::Online(address) => {
                let template = Template::read(address).map_err(|error| error.to_string())?;
                Ok(Opened::Tiles(Arc::new(template.info())))
            }
            Source::File(path) => match TileFile::open(path) {
                Ok(file) => {
                    let info = Arc::new(file.info().clone());
                    self.files.insert(source.clone(), file);
                    Ok(Opened::Tiles(info))
                }
                Err(OpenTilesError::UnknownFormat) if is_overlay(path) => {
                    let overlay = self.reader.sooner(PATIENCE).read_overlay(path)?;
                    Ok(Opened::Overlay(Arc::new(overlay)))
                }
                Err(error) => Err(error.to_string()),
            },
        }
    }

    fn tile(&mut self, source: Source, id: TileId) -> MapAnswer {
        let tile = guarded(|| self.read(&source, id));
        MapAnswer::Tile(source, id, tile.map(|tile| tile.map(Arc::new)))
    }

    fn read(&mut self, source: &Source, id: TileId) -> Result<Option<Tile>, String> {
        if let Source::Online(address) = source {
            let template = Template::read(address).map_err(|error| error.to_string())?;
            let fetcher = self.fetcher.get_or_insert_default();
            return fetcher.tile(&template, id).map_err(|error| error.to_string());
        }
        if !self.files.contains_key(source) {
            self.opened(source)?;
        }
        match self.files.get_mut(source) {
            Some(file) => file.tile(id).map_err(|error| error.to_string()),
            None => Ok(None),
        }
    }
}

/// An overlay goes by its ending: its first bytes may be anything that JSON begins with.
fn is_overlay(path: &std::path::Path) -> bool {
    let ending = path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    ending.is_some_and(|ending| ending == "geojson" || ending == "json")
}

/// A reader that breaks down must not take the worker with it: the map is then damaged.
fn guarded<R>(work: impl FnOnce() -> Result<R, String>) -> Result<R, String> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err("it is damaged in a way that the reader did not expect".to_owned()))
}
