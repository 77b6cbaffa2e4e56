//! The user's own maps: what each says of itself, and the tiles that are at hand.
//!
//! Only maps that are shown are open; a map that is hidden is let go of, and an online one is asked
//! nothing more. The painter says which tiles are in view ([`OwnMaps::want`]); they are read elsewhere and
//! kept here within a budget. One notice for each thing that is wrong, not one for each tile.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::drawing::Bounds;
use crate::files::basemap::UnitBox;
use crate::files::exchange::Reader;
use crate::files::tiles::{Overlay, Tile, TileId, TileSetInfo};

use super::jobs::Runner;
use super::layers::{Layers, Source};
use super::map_desk::{MapAnswer, MapDesk, Opened};

/// Memory for tiles, in bytes.
const BUDGET: usize = 160 << 20;
/// Failures after which a host is left alone until its map is switched on anew.
const MOST_FAILURES: u32 = 3;

/// A map of the user's own that is shown.
#[derive(Clone, Debug)]
pub enum OwnMap {
    /// It is being opened.
    Opening,
    /// It is drawn tile by tile.
    Tiles(Arc<TileSetInfo>),
    /// All of it is at hand.
    Overlay(Arc<Overlay>),
    /// It cannot be shown, and why.
    Failed(String),
}

/// A tile, as far as it is known.
#[derive(Clone, Copy, Debug)]
pub enum TileLook<'m> {
    /// Nobody asked for it.
    Unknown,
    /// It is being read.
    Asked,
    /// It is at hand.
    Ready(&'m Arc<Tile>),
    /// There is none, or it is damaged.
    Nothing,
}

/// What is to be told: one sentence, and more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    pub(super) text: String,
    pub(super) details: String,
}

#[derive(Debug)]
enum State {
    Asked,
    Ready(Arc<Tile>),
    Nothing,
}

#[derive(Debug)]
struct Kept {
    state: State,
    /// When it was last in view.
    used: u64,
}

struct Shown {
    map: OwnMap,
    tiles: BTreeMap<TileId, Kept>,
    /// When a view was last wanted of it.
    wanted: u64,
    failures: u32,
    /// Its trouble was told.
    told: bool,
}

/// All maps of the user's own that are shown.
pub struct OwnMaps {
    desk: MapDesk,
    shown: BTreeMap<Source, Shown>,
    bytes: usize,
    clock: u64,
}

impl OwnMaps {
    pub(super) fn new(runner: Runner, reader: Reader) -> Self {
        Self {
            desk: MapDesk::new(runner, reader),
            shown: BTreeMap::new(),
            bytes: 0,
            clock: 0,
        }
    }

    /// Returns a map; `None` where it is not shown.
    pub fn map(&self, source: &Source) -> Option<&OwnMap> {
        self.shown.get(source).map(|shown| &shown.map)
    }

    /// Returns what is known of a tile.
    pub fn tile(&self, source: &Source, id: TileId) -> TileLook<'_> {
        let kept = self.shown.get(source).and_then(|shown| shown.tiles.get(&id));
        match kept.map(|kept| &kept.state) {
            None => TileLook::Unknown,
            Some(State::Asked) => TileLook::Asked,
            Some(State::Ready(tile)) => TileLook::Ready(tile),
            Some(State::Nothing) => TileLook::Nothing,
        }
    }

    /// Returns the ground that a map covers, where that is known and less than the world.
    pub(super) fn bounds(&self, source: &Source) -> Option<Bounds> {
        let covered = match self.map(source)? {
            OwnMap::Tiles(info) => info.bounds,
            OwnMap::Overlay(overlay) => overlay.pieces.bounds(),
            OwnMap::Opening | OwnMap::Failed(_) => return None,
        };
        let bounds = Bounds {
            min: [covered.west, covered.north],
            max: [covered.east, covered.south],
        };
        (covered.west <= covered.east && covered != UnitBox::WORLD).then_some(bounds)
    }

    /// Returns the hosts that may be asked now: those of online maps that are switched on.
    pub fn hosts(&self) -> impl Iterator<Item = String> {
        let online = self.shown.keys().filter(|source| source.is_online());
        online.map(Source::name)
    }

    /// Returns true while a host is being asked.
    pub fn is_fetching(&self) -> bool {
        let online = self.shown.iter().filter(|(source, _)| source.is_online());
        let mut tiles = online.flat_map(|(_, shown)| shown.tiles.values());
        tiles.any(|kept| matches!(kept.state, State::Asked))
    }

    /// Returns whom the maps are owed to, by their own words, each once.
    pub fn credits(&self, layers: &Layers) -> Vec<String> {
        let mut credits: Vec<String> = Vec::new();
        for (source, sheet) in layers.own().filter(|(_, sheet)| sheet.shown) {
            let words = match self.map(source) {
                Some(OwnMap::Tiles(info)) if !info.credit.is_empty() => info.credit.clone(),
                Some(OwnMap::Overlay(overlay)) if !overlay.credit.is_empty() => overlay.credit.clone(),
                Some(OwnMap::Tiles(_) | OwnMap::Overlay(_)) => sheet.what.name(),
                _ => continue,
            };
            if !credits.contains(&words) {
                credits.push(words);
            }
        }
        credits
    }

    /// Opens the maps that are shown now and lets go of the others.
    pub(super) fn show(&mut self, layers: &Layers) {
        let wanted: BTreeSet<&Source> = layers
            .own()
            .filter(|(_, sheet)| sheet.shown)
            .map(|(source, _)| source)
            .collect();
        let gone: Vec<Source> = self
            .shown
            .keys()
            .filter(|source| !wanted.contains(source))
            .cloned()
            .collect();
        for source in gone {
            self.desk.close(&source);
            if let Some(shown) = self.shown.remove(&source) {
                self.bytes -= shown.tiles.values().map(bytes_of).sum::<usize>();
            }
        }
        for source in wanted {
            if !self.shown.contains_key(source) {
                let shown = Shown {
                    map: OwnMap::Opening,
                    tiles: BTreeMap::new(),
                    wanted: 0,
                    failures: 0,
                    told: false,
                };
                self.shown.insert(source.clone(), shown);
                self.desk.open(source.clone());
            }
        }
    }

    /// Says which tiles of a map are in view, the most wanted first.
    pub(super) fn want(&mut self, source: &Source, wanted: &[TileId]) {
        self.clock += 1;
        let Some(shown) = self.shown.get_mut(source) else {
            return;
        };
        shown.wanted = self.clock;
        for id in self.desk.keep_only(source, wanted) {
            shown.tiles.remove(&id);
        }
        let rests = source.is_online() && shown.failures >= MOST_FAILURES;
        let mut asked = Vec::new();
        for id in wanted {
            match shown.tiles.get_mut(id) {
                Some(kept) => kept.used = self.clock,
                None if rests => {}
                None => {
                    let state = State::Asked;
                    let used = self.clock;
                    shown.tiles.insert(*id, Kept { state, used });
                    asked.push(*id);
                }
            }
        }
        self.desk.read(source, &asked);
        self.forget_beyond_budget();
    }

    /// Takes what was read; returns what is to be told. Called once a frame.
    pub(super) fn collect(&mut self) -> Vec<Trouble> {
        let mut troubles = Vec::new();
        for answer in self.desk.collect() {
            match answer {
                MapAnswer::Opened(source, opened) => troubles.extend(self.opened(&source, opened)),
                MapAnswer::Tile(source, id, tile) => troubles.extend(self.read(&source, id, tile)),
            }
        }
        self.forget_beyond_budget();
        troubles
    }

    fn opened(&mut self, source: &Source, opened: Result<Opened, String>) -> Option<Trouble> {
        let shown = self.shown.get_mut(source)?;
        match opened {
            Ok(Opened::Tiles(info)) => {
                shown.map = OwnMap::Tiles(info);
                None
            }
            Ok(Opened::Overlay(overlay)) => {
                let notes = overlay.notes.join("\n");
                shown.map = OwnMap::Overlay(overlay);
                (!notes.is_empty()).then(|| Trouble {
                    text: format!("Not all of {} can be drawn", source.name()),
                    details: notes,
                })
            }
            Err(why) => {
                let details = match source {
                    Source::File(path) => format!("{}: {why}", path.display()),
                    Source::Online(_) => why.clone(),
                };
                shown.map = OwnMap::Failed(why);
                Some(Trouble {
                    text: format!("{} cannot be shown", source.name()),
                    details,
                })
            }
        }
    }

    fn read(
        &mut self,
        source: &Source,
        id: TileId,
        tile: Result<Option<Arc<Tile>>, String>,
    ) -> Option<Trouble> {
        let shown = self.shown.get_mut(source)?;
        let (state, why) = match tile {
            Ok(Some(tile)) => (State::Ready(tile), None),
            Ok(None) => (State::Nothing, None),
            Err(why) => (State::Nothing, Some(why)),
        };
        let kept = Kept {
            state,
            used: shown.wanted,
        };
        self.bytes += bytes_of(&kept);
        if let Some(before) = shown.tiles.insert(id, kept) {
            self.bytes -= bytes_of(&before);
        }
        let Some(why) = why else {
            shown.failures = 0;
            return None;
        };
        shown.failures += 1;
        if source.is_online() && shown.failures == MOST_FAILURES {
            for id in self.desk.keep_only(source, &[]) {
                shown.tiles.remove(&id);
            }
        }
        if std::mem::replace(&mut shown.told, true) {
            return None;
        }
        let (text, details) = if source.is_online() {
            (
                format!("{} sends no map", source.name()),
                format!(
                    "{why}. After some more tries it is left alone; switch the layer off and on to ask again."
                ),
            )
        } else {
            (
                format!("A part of {} is damaged", source.name()),
                format!(
                    "Tile {}/{}/{}: {why}. Other parts may be whole; they are shown.",
                    id.z(),
                    id.x(),
                    id.y()
                ),
            )
        };
        Some(Trouble { text, details })
    }

    /// Forgets tiles that have not been in view for longest, until the others fit.
    fn forget_beyond_budget(&mut self) {
        while self.bytes > BUDGET {
            let oldest = self
                .shown
                .iter()
                .flat_map(|(source, shown)| {
                    let tiles = shown.tiles.iter();
                    let unseen = tiles.filter(move |(_, kept)| {
                        kept.used < shown.wanted && matches!(kept.state, State::Ready(_))
                    });
                    unseen.map(move |(id, kept)| (kept.used, source, *id))
                })
                .min();
            let Some((_, source, id)) = oldest else { return };
            let source = source.clone();
            if let Some(kept) = self
                .shown
                .get_mut(&source)
                .and_then(|shown| shown.tiles.remove(&id))
            {
                self.bytes -= bytes_of(&kept);
            }
        }
    }
}

fn bytes_of(kept: &Kept) -> usize {
    match &kept.state {
        State::Ready(tile) => tile.bytes(),
        State::Asked | State::Nothing => 0,
    }
}
