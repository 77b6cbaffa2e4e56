//! Days of random work through the editor: edits, undo, saves, other people's saves, merges, crashes and
//! restarts, with what must always hold looked at all the time.

use std::path::Path;
use std::sync::Arc;

use super::super::Chance;
use super::super::generate::{self, Size};
use super::growth::Growth;
use super::worker::Desk;
use super::{Broken, holds};
use crate::editor::{Command, Editor, Jobs, NoticeKind, Question, Surroundings};
use crate::files::disk::Disk as _;
use crate::files::{ContentHash, Existing, LocalDisk, Seal, plan_file, ron_text};
use crate::model::{Edit, Instant, Plan, Side};

/// Commands of one round, which begins with a plan of its own.
const COMMANDS: u32 = 80;

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SoakFigures {
    /// Plans that were worked on.
    pub rounds: u64,
    /// Commands obeyed.
    pub commands: u64,
    /// Saves.
    pub saves: u64,
    /// Merges with what somebody else had saved.
    pub merges: u64,
    /// Crashes after which work was taken back or found saved.
    pub crashes: u64,
    /// Growth of the program's memory once every size of plan was worked on many times, permille; `None`: not known.
    pub growth_permille: Option<i64>,
}

/// Works in a folder for as many rounds as `goes_on` says. `memory` returns what the program occupies.
///
/// # Errors
/// The first thing that did not hold.
pub fn soak(
    folder: &Path,
    seed: u64,
    goes_on: &mut dyn FnMut(&SoakFigures) -> bool,
    memory: &dyn Fn() -> Option<u64>,
) -> Result<SoakFigures, Broken> {
    let mut figures = SoakFigures::default();
    let mut growth = Growth::default();
    while goes_on(&figures) {
        let round = figures.rounds;
        let mut chance = Chance::new(seed + round);
        let desk = Desk::inside(&folder.join(format!("round-{round}")));
        // Small plans are checked so often that much happens to them, larger ones have more to go wrong.
        let size = Size {
            rows: 1 + usize::try_from(round % 6 / 2).unwrap_or(0),
        };
        Round::begin(&desk, size, &mut chance)?
            .work(&mut chance, &mut figures)
            .map_err(|broken| broken.after(format!("round {round} of seed {seed}")))?;
        figures.rounds += 1;
        growth.note(memory());
        figures.growth_permille = growth.permille();
    }
    Ok(figures)
}

/// A plan at work, and what its history must be.
struct Round<'d> {
    desk: &'d Desk,
    editor: Editor,
    /// The plan after each step, as text's hash.
    steps: Vec<ContentHash>,
}

fn broken(error: &dyn std::fmt::Display) -> Broken {
    Broken::because(error.to_string())
}

fn hash(plan: &Plan) -> Result<ContentHash, Broken> {
    ron_text::plan_hash(plan).map_err(|error| broken(&error))
}

fn editor(desk: &Desk, seed: u64) -> Result<Editor, Broken> {
    let surroundings = Surroundings {
        folders: Some(desk.folders.clone()),
        ..Surroundings::default()
    };
    let today = Instant::from_unix_minutes(29_000_000, 0).ok_or_else(|| Broken::because("no such day"))?;
    let mut editor = Editor::new(surroundings, Jobs::inline(), today, seed);
    editor.collect();
    Ok(editor)
}

impl<'d> Round<'d> {
    fn begin(desk: &'d Desk, size: Size, chance: &mut Chance) -> Result<Self, Broken> {
        let plan = generate::plan(chance, size);
        LocalDisk
            .make_private_folder(desk.folder())
            .map_err(|error| broken(&error))?;
        plan_file::save_as(&LocalDisk, &plan, &desk.path, Existing::Replace, None)
            .map_err(|error| broken(&error))?;
        let mut editor = editor(desk, chance.bits())?;
        editor.obey(Command::Open(desk.path.clone()));
        let steps = vec![hash(editor.plan())?];
        Ok(Self { desk, editor, steps })
    }

    fn work(mut self, chance: &mut Chance, figures: &mut SoakFigures) -> Result<(), Broken> {
        for number in 0..COMMANDS {
            let what = chance.below(100);
            let done = match what {
                0..60 => self.edit(chance),
                60..70 => self.move_to(Command::Undo),
                70..75 => self.move_to(Command::Redo),
                75..78 => self.move_to(Command::GoToStep(
                    chance.below(self.steps.len() as u64 + 1) as usize
                )),
                78..87 => self.save(figures),
                87..91 => self.merge(chance, figures),
                91..93 => self.reload(),
                93..97 => self.crash(chance, figures),
                _ => self.restart(chance),
            };
            let all = done.and_then(|()| self.is_sound());
            all.map_err(|broken| broken.after(format!("command {number}, {what}")))?;
            figures.commands += 1;
            self.editor.collect();
        }
        self.undo_all()
    }

    fn edit(&mut self, chance: &mut Chance) -> Result<(), Broken> {
        let edit = generate::edit(chance, self.editor.plan());
        // A plan is not called ready while something is open; that is told elsewhere.
        if matches!(edit, Edit::SetReadiness(_)) {
            return Ok(());
        }
        let before = Arc::clone(self.editor.plan());
        self.editor.obey(Command::Commit(edit.clone()));
        let expected = edit.apply(&before);
        match expected {
            Ok(plan) => holds(**self.editor.plan() == plan, || {
                "an edit did something else".to_owned()
            })?,
            Err(_) => holds(Arc::ptr_eq(self.editor.plan(), &before), || {
                "an edit that does not fit changed the plan".to_owned()
            })?,
        }
        self.note(&before)
    }

    /// Notes the step that was done since `before`, if one was.
    fn note(&mut self, before: &Arc<Plan>) -> Result<(), Broken> {
        if !Arc::ptr_eq(before, self.editor.plan()) {
            let live = self.editor.document().history().live();
            self.steps.truncate(live);
            self.steps.push(hash(self.editor.plan())?);
        }
        Ok(())
    }

    #[expect(
        clippy::unnecessary_wraps,
        reason = "as everything else that is done in a round"
    )]
    fn move_to(&mut self, command: Command) -> Result<(), Broken> {
        self.editor.obey(command);
        Ok(())
    }

    fn save(&mut self, figures: &mut SoakFigures) -> Result<(), Broken> {
        self.editor.obey(Command::Save);
        holds(!self.editor.document().is_unsaved(), || {
            format!(
                "the plan was not saved: {:?} {:?}",
                self.errors(),
                self.editor.question()
            )
        })?;
        figures.saves += 1;
        let there = self.on_disk()?;
        holds(there == **self.editor.plan(), || {
            "the file has another plan".to_owned()
        })
    }

    fn on_disk(&self) -> Result<Plan, Broken> {
        let opened = plan_file::open(&LocalDisk, &self.desk.path).map_err(|error| broken(&error))?;
        holds(opened.seal == Seal::Sealed, || {
            "the file's seal is broken".to_owned()
        })?;
        Ok(opened.plan)
    }

    /// Somebody else saves; what both did is merged.
    fn merge(&mut self, chance: &mut Chance, figures: &mut SoakFigures) -> Result<(), Broken> {
        let mut theirs = self.on_disk()?;
        for _ in 0..3 {
            theirs = generate::edit(chance, &theirs).apply(&theirs).unwrap_or(theirs);
        }
        plan_file::save_as(&LocalDisk, &theirs, &self.desk.path, Existing::Replace, None)
            .map_err(|error| broken(&error))?;
        let before = Arc::clone(self.editor.plan());
        if theirs != **self.editor.document().in_file() {
            self.editor.obey(Command::Save);
            let asks = matches!(self.editor.question(), Some(Question::ChangedOnDisk(_)));
            holds(asks, || {
                "a file of somebody else's was saved over unasked".to_owned()
            })?;
        }
        self.editor.obey(Command::MergeWithFile);
        let conflicts = self.editor.incoming().map(|incoming| incoming.conflicts.len());
        for place in 0..conflicts.unwrap_or_default() {
            let side = if chance.happens(50) {
                Side::Ours
            } else {
                Side::Theirs
            };
            self.editor.obey(Command::Settle(place, side));
        }
        let shown = Arc::clone(self.editor.document().shown());
        self.editor.obey(Command::TakeIncoming);
        holds(*self.editor.plan() == shown, || {
            "another plan was taken than was shown".to_owned()
        })?;
        figures.merges += 1;
        self.note(&before)
    }

    fn reload(&mut self) -> Result<(), Broken> {
        self.editor.obey(Command::Reload);
        if self.editor.question().is_some() {
            self.editor.obey(Command::LoseChanges);
        }
        let there = self.on_disk()?;
        holds(there == **self.editor.plan(), || {
            "reading the file again gave another plan".to_owned()
        })?;
        self.take_history_as_it_is()
    }

    /// The program ends in the midst of work, and is started again.
    fn crash(&mut self, chance: &mut Chance, figures: &mut SoakFigures) -> Result<(), Broken> {
        let (before, was_unsaved) = (
            Arc::clone(self.editor.plan()),
            self.editor.document().is_unsaved(),
        );
        self.editor = editor(self.desk, chance.bits())?;
        self.editor.obey(Command::Open(self.desk.path.clone()));
        if was_unsaved {
            holds(self.editor.take_offer(), || "lost work is not offered".to_owned())?;
            let mut lost = self.editor.lost().iter();
            let place = lost.position(|lost| *lost.kept.plan() == before);
            let place = place.ok_or_else(|| Broken::because("lost work is not among what is offered"))?;
            self.editor.obey(Command::LookAtLost(place));
            self.editor.obey(Command::TakeIncoming);
        }
        holds(*self.editor.plan() == before, || {
            "after a crash the plan is another".to_owned()
        })?;
        figures.crashes += 1;
        self.take_history_as_it_is()
    }

    /// The program is closed in order, and started again; what was not saved is left by choice.
    fn restart(&mut self, chance: &mut Chance) -> Result<(), Broken> {
        self.editor.obey(Command::Quit);
        if self.editor.question().is_some() {
            self.editor.obey(Command::LoseChanges);
        }
        holds(self.editor.is_quitting(), || {
            "the program does not close".to_owned()
        })?;
        let there = self.on_disk()?;
        self.editor = editor(self.desk, chance.bits())?;
        self.editor.obey(Command::Open(self.desk.path.clone()));
        holds(**self.editor.plan() == there, || {
            "the file opens as another plan".to_owned()
        })?;
        holds(!self.editor.take_offer(), || {
            "what was left by choice is offered".to_owned()
        })?;
        self.take_history_as_it_is()
    }

    /// After a start: the steps are those that were known, or the plan is all there is.
    fn take_history_as_it_is(&mut self) -> Result<(), Broken> {
        let history = self.editor.document().history();
        let steps = history.steps().map(|step| hash(&step.plan));
        self.steps = steps.collect::<Result<_, _>>()?;
        Ok(())
    }

    fn errors(&self) -> Vec<String> {
        let shown = self.editor.notices().shown().iter();
        let errors = shown.filter(|notice| notice.kind == NoticeKind::Error);
        errors
            .map(|notice| format!("{}: {}", notice.text, notice.details))
            .collect()
    }

    /// What holds after every command.
    fn is_sound(&self) -> Result<(), Broken> {
        let history = self.editor.document().history();
        holds(history.len() == self.steps.len(), || {
            format!(
                "{} steps are known, {} were done",
                history.len(),
                self.steps.len()
            )
        })?;
        let text = ron_text::write(self.editor.plan()).map_err(|error| broken(&error))?;
        let read = ron_text::read(text.as_bytes()).map_err(|error| broken(&error))?;
        holds(read.plan == **self.editor.plan(), || {
            "the plan reads back as another".to_owned()
        })?;
        let known = self.steps.get(history.live());
        holds(known == Some(&read.hash), || {
            format!("step {} is another plan", history.live())
        })?;
        self.journal_is_the_same()
    }

    /// The journal at hand replays to the plan at hand.
    fn journal_is_the_same(&self) -> Result<(), Broken> {
        let journals = self
            .desk
            .folders
            .journals()
            .find(&LocalDisk, Some(self.editor.plan().id), None);
        let is_kept = journals
            .iter()
            .any(|found| found.kept.plan() == self.editor.plan());
        holds(is_kept || !self.editor.document().is_unsaved(), || {
            "no journal has the plan that is not saved".to_owned()
        })
    }

    /// Back to the first step and forward again: each is byte for byte what it was.
    fn undo_all(mut self) -> Result<(), Broken> {
        for place in (0..self.steps.len()).rev().chain(0..self.steps.len()) {
            self.editor.obey(Command::GoToStep(place));
            let now = hash(self.editor.plan())?;
            holds(self.steps.get(place) == Some(&now), || {
                format!("step {place} is no longer what it was")
            })?;
        }
        self.journal_is_the_same()
    }
}
