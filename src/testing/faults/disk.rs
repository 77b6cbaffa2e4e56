//! A disk in memory that remembers every primitive step in order: what a power cut would leave of it is
//! enumerated in `crash`, and any step can be made to fail.
//!
//! It promises no more than the real one. What is written to a file is certain once the file was synced,
//! a name once its folder was; a sync that failed makes nothing certain, nor does a later one that works
//! make certain what was written into a file before it. Links, modes and owners are not simulated: `LocalDisk` is
//! tested for those.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::files::disk::{Access, Disk, FileKind, Look};

/// A file or folder, whatever it is called.
pub(super) type Node = u64;

const ROOT: Node = 0;

/// One thing that the disk does: done or not, or, of a write, done in part.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// Names in a folder come to mean these, all at once.
    Name {
        folder: Node,
        names: Vec<(OsString, Option<(Node, FileKind)>)>,
    },
    /// Bytes are written into a file from there on.
    Write { file: Node, at: usize, bytes: Vec<u8> },
    /// What was done to it before is certain from now on.
    Sync { node: Node },
    /// Syncing it failed: what was written into it and was not certain never will be.
    SyncFailed { node: Node },
}

/// How much of a step a power cut leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Left {
    Nothing,
    Whole,
    /// So many bytes from the start.
    Beginning(usize),
    /// The file has its new length, but only zeros up to that byte of what was written.
    End(usize),
    /// The file has its new length, but what lay on the disk there before.
    Noise,
}

#[derive(Clone, Debug)]
enum Thing {
    File { bytes: Arc<Vec<u8>>, written: u64 },
    Folder(BTreeMap<OsString, Node>),
}

/// Everything on a disk.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    things: BTreeMap<Node, Thing>,
}

impl Tree {
    fn empty() -> Self {
        Self {
            things: BTreeMap::from([(ROOT, Thing::Folder(BTreeMap::new()))]),
        }
    }

    /// Does a step as far as it is left; `now` is the time that written files get.
    pub(super) fn apply(&mut self, step: &Step, left: Left, now: u64) {
        match step {
            Step::Name { folder, names } if left == Left::Whole => {
                for (name, to) in names {
                    self.name(*folder, name, *to);
                }
            }
            Step::Write { file, at, bytes } => self.write(*file, *at, bytes, left, now),
            Step::Name { .. } | Step::Sync { .. } | Step::SyncFailed { .. } => {}
        }
    }

    fn name(&mut self, folder: Node, name: &OsString, to: Option<(Node, FileKind)>) {
        if let Some((node, kind)) = to {
            let empty = || match kind {
                FileKind::Folder => Thing::Folder(BTreeMap::new()),
                FileKind::File | FileKind::Device => Thing::File {
                    bytes: Arc::default(),
                    written: 0,
                },
            };
            self.things.entry(node).or_insert_with(empty);
        }
        let folder = self
            .things
            .entry(folder)
            .or_insert(Thing::Folder(BTreeMap::new()));
        if let Thing::Folder(names) = folder {
            match to {
                Some((node, _)) => names.insert(name.clone(), node),
                None => names.remove(name),
            };
        }
    }

    fn write(&mut self, file: Node, at: usize, new: &[u8], left: Left, now: u64) {
        let empty = || Thing::File {
            bytes: Arc::default(),
            written: 0,
        };
        let Thing::File { bytes, written } = self.things.entry(file).or_insert_with(empty) else {
            return;
        };
        let (zeros, taken): (usize, &[u8]) = match left {
            Left::Nothing => return,
            Left::Whole => (0, new),
            Left::Beginning(length) => (0, new.get(..length).unwrap_or(new)),
            Left::End(from) => (from.min(new.len()), new.get(from..).unwrap_or_default()),
            Left::Noise => (0, &[]),
        };
        let bytes = Arc::make_mut(bytes);
        // An earlier write that did not last leaves a hole.
        bytes.resize(at, 0);
        bytes.resize(at + zeros, 0);
        bytes.extend_from_slice(taken);
        if left == Left::Noise {
            bytes.extend((0..new.len()).map(|place| (place * 151 + 7) as u8));
        }
        *written = now;
    }

    fn find(&self, path: &Path) -> io::Result<Node> {
        path.components().try_fold(ROOT, |node, part| match part {
            std::path::Component::RootDir => Ok(ROOT),
            std::path::Component::Normal(name) => match self.things.get(&node) {
                Some(Thing::Folder(names)) => names
                    .get(name)
                    .copied()
                    .ok_or_else(|| io::ErrorKind::NotFound.into()),
                _ => Err(io::ErrorKind::NotADirectory.into()),
            },
            _ => Err(io::ErrorKind::InvalidInput.into()),
        })
    }

    fn names(&self, folder: Node) -> io::Result<&BTreeMap<OsString, Node>> {
        match self.things.get(&folder) {
            Some(Thing::Folder(names)) => Ok(names),
            _ => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    fn file(&self, node: Node) -> io::Result<(&Arc<Vec<u8>>, u64)> {
        match self.things.get(&node) {
            Some(Thing::File { bytes, written }) => Ok((bytes, *written)),
            _ => Err(io::ErrorKind::IsADirectory.into()),
        }
    }

    /// Calls with path and content of every file that has a name, in order of paths.
    pub(super) fn each_file(&self, visit: &mut dyn FnMut(&Path, &[u8])) {
        self.each_below(ROOT, Path::new("/"), visit);
    }

    fn each_below(&self, folder: Node, path: &Path, visit: &mut dyn FnMut(&Path, &[u8])) {
        for (name, node) in self.names(folder).into_iter().flatten() {
            let path = path.join(name);
            match self.things.get(node) {
                Some(Thing::File { bytes, .. }) => visit(&path, bytes),
                Some(Thing::Folder(_)) => self.each_below(*node, &path, visit),
                None => {}
            }
        }
    }
}

/// A step that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The how manieth step it is, from 0; reading and looking are steps too.
    pub at: usize,
    /// What the system says.
    pub says: io::ErrorKind,
    /// How much of the step is done all the same.
    pub effect: Effect,
    /// Every step after it that writes fails too.
    pub lasts: bool,
}

/// How much is done of a step that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    Nothing,
    /// Half of what was to be written.
    Half,
    /// All of it: only the answer is wrong.
    All,
}

/// A simulated disk.
#[derive(Debug)]
pub struct SimDisk {
    state: RefCell<State>,
    boot: u32,
}

#[derive(Debug)]
struct State {
    /// What was certain when the computer was started.
    start: Tree,
    /// What programs see.
    live: Tree,
    /// What was done since.
    steps: Vec<Step>,
    next: Node,
    asked: usize,
    fault: Option<Fault>,
}

/// What is asked of the disk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ask {
    Read,
    Write,
}

impl SimDisk {
    /// An empty disk with these folders.
    pub fn with_folders(folders: &[&Path]) -> Self {
        let disk = Self::started(Tree::empty(), 1, 1);
        for folder in folders {
            // Nothing is there that could be in the way.
            let _ = disk.make_private_folder(folder);
        }
        let State { live, next, .. } = disk.state.into_inner();
        Self::started(live, next, 1)
    }

    pub(super) fn started(tree: Tree, next: Node, boot: u32) -> Self {
        let state = State {
            start: tree.clone(),
            live: tree,
            steps: Vec::new(),
            next,
            asked: 0,
            fault: None,
        };
        let state = RefCell::new(state);
        Self { state, boot }
    }

    /// Makes a step fail; steps are counted anew.
    pub fn fail(&self, fault: Fault) {
        let mut state = self.state.borrow_mut();
        state.fault = Some(fault);
        state.asked = 0;
    }

    /// Makes no more steps fail; returns how many were asked for since the last call of [`SimDisk::fail`].
    pub fn heal(&self) -> usize {
        let mut state = self.state.borrow_mut();
        state.fault = None;
        state.asked
    }

    /// Returns how many steps were done that write.
    pub fn steps_done(&self) -> usize {
        self.state.borrow().steps.len()
    }

    /// Starts the computer again with what was on the disk when it was last started.
    #[must_use]
    pub fn restarted(&self) -> Self {
        let state = self.state.borrow();
        Self::started(state.start.clone(), state.next, self.boot + 1)
    }

    pub(super) fn history(&self) -> (Tree, Vec<Step>, Node, u32) {
        let state = self.state.borrow();
        (state.start.clone(), state.steps.clone(), state.next, self.boot)
    }
}

impl State {
    /// What goes wrong with the next step; `None`: nothing.
    fn fault(&mut self, ask: Ask) -> Option<Fault> {
        let number = self.asked;
        self.asked += 1;
        self.fault
            .filter(|fault| fault.at == number || fault.lasts && ask == Ask::Write && number > fault.at)
    }

    fn read(&mut self) -> io::Result<()> {
        self.fault(Ask::Read)
            .map_or(Ok(()), |fault| Err(fault.says.into()))
    }

    fn write(&mut self, step: Step) -> io::Result<()> {
        let Some(fault) = self.fault(Ask::Write) else {
            self.do_step(step, Left::Whole);
            return Ok(());
        };
        match (&step, fault.effect) {
            (Step::Sync { node }, _) => {
                let node = *node;
                self.do_step(Step::SyncFailed { node }, Left::Nothing);
            }
            (Step::Write { file, at, bytes }, Effect::Half) => {
                let bytes = bytes.get(..bytes.len() / 2).unwrap_or_default().to_vec();
                let (file, at) = (*file, *at);
                self.do_step(Step::Write { file, at, bytes }, Left::Whole);
            }
            (_, Effect::All) => self.do_step(step, Left::Whole),
            (_, Effect::Nothing | Effect::Half) => {}
        }
        Err(fault.says.into())
    }

    fn do_step(&mut self, step: Step, left: Left) {
        let now = self.steps.len() as u64;
        self.live.apply(&step, left, now);
        self.steps.push(step);
    }

    fn place(&self, path: &Path) -> io::Result<(Node, OsString)> {
        let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        let folder = self.live.find(path.parent().unwrap_or(path))?;
        self.live.names(folder)?;
        Ok((folder, name.to_owned()))
    }

    fn new_thing(&mut self, folder: Node, name: OsString, kind: FileKind) -> io::Result<Node> {
        let node = self.next;
        self.next += 1;
        let names = vec![(name, Some((node, kind)))];
        self.write(Step::Name { folder, names })?;
        Ok(node)
    }
}

impl Disk for SimDisk {
    fn look(&self, path: &Path) -> io::Result<Option<Look>> {
        let mut state = self.state.borrow_mut();
        state.read()?;
        let node = match state.live.find(path) {
            Ok(node) => node,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let file = state.live.file(node).ok();
        Ok(Some(Look {
            kind: file.map_or(FileKind::Folder, |_| FileKind::File),
            size: file.map_or(0, |(bytes, _)| bytes.len() as u64),
            modified: file.and_then(|(_, written)| {
                let since = u64::from(self.boot) * 1_000_000 + written;
                SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(since))
            }),
            other_names: false,
            write_protected: false,
        }))
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        let mut state = self.state.borrow_mut();
        state.read()?;
        state.place(path)?;
        Ok(path.to_owned())
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let mut state = self.state.borrow_mut();
        state.read()?;
        let (bytes, _) = state.live.file(state.live.find(path)?)?;
        let end = usize::try_from(limit).unwrap_or(usize::MAX).min(bytes.len());
        Ok(bytes.get(..end).unwrap_or_default().to_vec())
    }

    fn write_new(&self, path: &Path, bytes: &[u8], _access: Access<'_>) -> io::Result<()> {
        let mut state = self.state.borrow_mut();
        let (folder, name) = state.place(path)?;
        if state.live.names(folder)?.contains_key(&name) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let file = state.new_thing(folder, name, FileKind::File)?;
        let (at, bytes) = (0, bytes.to_vec());
        state.write(Step::Write { file, at, bytes })?;
        state.write(Step::Sync { node: file })
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.state.borrow_mut();
        let file = state.live.find(path)?;
        let at = state.live.file(file)?.0.len();
        let bytes = bytes.to_vec();
        state.write(Step::Write { file, at, bytes })?;
        state.write(Step::Sync { node: file })
    }

    fn write_into(&self, _path: &Path, _bytes: &[u8]) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.state.borrow_mut();
        let (folder, old) = state.place(from)?;
        let (other, new) = state.place(to)?;
        if folder != other {
            return Err(io::ErrorKind::CrossesDevices.into());
        }
        let node = state.live.find(from)?;
        let kind = state.live.file(node).map_or(FileKind::Folder, |_| FileKind::File);
        let names = vec![(old, None), (new, Some((node, kind)))];
        state.write(Step::Name { folder, names })
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.state.borrow_mut();
        let node = state.live.find(folder)?;
        state.write(Step::Sync { node })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state.borrow_mut();
        state.live.file(state.live.find(path)?)?;
        let (folder, name) = state.place(path)?;
        let names = vec![(name, None)];
        state.write(Step::Name { folder, names })
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let mut state = self.state.borrow_mut();
        state.read()?;
        let folder = state.live.find(folder)?;
        Ok(state.live.names(folder)?.keys().cloned().collect())
    }

    fn make_private_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.state.borrow_mut();
        let all: Vec<&Path> = folder.ancestors().collect();
        for path in all.into_iter().rev().skip(1) {
            let (above, name) = state.place(path)?;
            if !state.live.names(above)?.contains_key(&name) {
                state.new_thing(above, name, FileKind::Folder)?;
            }
            state.write(Step::Sync { node: above })?;
        }
        let node = state.live.find(folder)?;
        state.live.names(node).map(|_| ())
    }

    fn mark(&self) -> String {
        format!("sim-{}", self.boot)
    }

    fn is_running(&self, mark: &str) -> Option<bool> {
        Some(mark == self.mark())
    }
}
