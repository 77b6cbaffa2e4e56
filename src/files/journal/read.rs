//! A journal as it is read: the steps of its session, as far as they are sound.

use std::path::PathBuf;
use std::sync::Arc;

use crate::model::{Patch, Plan};

use super::super::ron_text;
use super::super::sealed::Seal;
use super::record::{Chain, Raw};
use super::{FIRST_LINE, Head, InFile};

/// A session that is over.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The journal's file.
    pub path: PathBuf,
    /// The steps that can be gone to, oldest first; there is at least one.
    pub steps: Vec<KeptStep>,
    /// The live step's place in `steps`.
    pub live: usize,
    /// The file that the plan was last read from or saved to.
    pub file: Option<InFile>,
    /// The plan as that file had it; without a file, what the session began with.
    pub in_file: Arc<Plan>,
    /// Steps done, undone and redone since then.
    pub moves_since: usize,
    /// The planner chose to leave what was not saved.
    pub is_left: bool,
    /// The journal ends in bytes that are no sound record.
    pub is_torn: bool,
    /// How much of the file is sound, bytes.
    pub(super) sound_bytes: u64,
    pub(super) end: Chain,
}

/// A plan and what was done to get to it.
#[derive(Clone, Debug)]
pub struct KeptStep {
    /// What was done, for people.
    pub label: String,
    /// The plan after it.
    pub plan: Arc<Plan>,
}

impl Kept {
    /// Returns the plan that was live in the end.
    pub fn plan(&self) -> &Arc<Plan> {
        self.steps.get(self.live).map_or(&self.in_file, |step| &step.plan)
    }

    /// Returns true where the plan in the end was not what its file had.
    pub fn has_unsaved(&self) -> bool {
        *self.plan() != self.in_file
    }

    fn start(path: PathBuf, label: String, file: Option<InFile>, plan: Plan) -> Self {
        let plan = Arc::new(plan);
        Self {
            path,
            steps: vec![KeptStep {
                label,
                plan: Arc::clone(&plan),
            }],
            live: 0,
            file,
            in_file: plan,
            moves_since: 0,
            is_left: false,
            is_torn: false,
            sound_bytes: 0,
            end: Chain::new(FIRST_LINE),
        }
    }

    /// Takes the next record; false where it does not fit, and nothing is changed.
    fn take(&mut self, raw: Raw<'_, Head>) -> bool {
        match raw.head {
            Head::Start { .. } => return false,
            Head::Step { label, gone, of_plan } => {
                let Some(rows) = plan_of(raw.plan) else {
                    return false;
                };
                let plan = Patch { rows, gone, of_plan }.on(self.plan());
                self.steps.truncate(self.live + 1);
                self.steps.push(KeptStep {
                    label,
                    plan: Arc::new(plan),
                });
                self.live += 1;
                self.moves_since += 1;
                self.is_left = false;
            }
            Head::Moved(by) => {
                let to = i64::try_from(self.live)
                    .ok()
                    .and_then(|live| live.checked_add(by));
                let to = to.and_then(|to| usize::try_from(to).ok());
                let Some(to) = to.filter(|to| *to < self.steps.len()) else {
                    return false;
                };
                self.live = to;
                self.moves_since += 1;
                self.is_left = false;
            }
            Head::Saved(file) => {
                self.file = Some(file);
                self.in_file = Arc::clone(self.plan());
                self.moves_since = 0;
                self.is_left = false;
            }
            Head::Read(file) => {
                let Some(plan) = plan_of(raw.plan) else {
                    return false;
                };
                self.file = Some(file);
                self.in_file = Arc::new(plan);
                self.moves_since = self.live;
            }
            Head::Left => self.is_left = true,
        }
        true
    }
}

/// Reads a journal's bytes: the longest sound beginning; `None` where not even its start is sound.
pub fn read(path: PathBuf, bytes: &[u8]) -> Option<Kept> {
    let mut rest = bytes.strip_prefix(FIRST_LINE.as_bytes())?;
    let mut chain = Chain::new(FIRST_LINE);
    let first: Raw<'_, Head> = chain.read(rest)?;
    let Head::Start { label, file } = first.head else {
        return None;
    };
    let mut kept = Kept::start(path, label, file, plan_of(first.plan)?);
    rest = rest.get(first.length..)?;
    kept.end = chain;
    while let Some(raw) = chain.read(rest) {
        let length = raw.length;
        if !kept.take(raw) {
            break;
        }
        kept.end = chain;
        rest = rest.get(length..)?;
    }
    kept.is_torn = !rest.is_empty();
    kept.sound_bytes = (bytes.len() - rest.len()) as u64;
    Some(kept)
}

/// A plan in a record is sealed, or it is none.
fn plan_of(bytes: &[u8]) -> Option<Plan> {
    let read = ron_text::read(bytes).ok()?;
    (read.seal == Seal::Sealed).then_some(read.plan)
}
