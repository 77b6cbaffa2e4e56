//! Everything the window can ask of the editor.
//!
//! Panels read the editor and push commands; the editor obeys them one after the other. A command is a
//! value, so a test can say what a click would.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::drawing::{Camera, Crowd, Units};
use crate::files::tiles::TileId;
use crate::geometry::Position;
use crate::language::Language;
use crate::model::{AnyId, Edit, Id, Phase, Side};

use super::approving::ApprovalCommand;
use super::branching::BranchCommand;
use super::comparing::CompareCommand;
use super::exercising::ExerciseCommand;
use super::importing::ImportOrder;
use super::layers::{LayerChange, Source};
use super::new_object::NewObject;
use super::preferences::{CoordinateFormat, InterfaceScale, ThemeChoice};
use super::printing::PrintOrder;
use super::releasing::ReleaseCommand;
use super::rings::{Radii, RingCentre};
use super::seeking::Pin;
use super::shaping::ShapeVerb;
use super::template::Template;
use super::tools::{DrawStyle, MapEvent, ToolKind};
use super::workspace::Desk;

/// One thing to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Make an edit history.
    Commit(Edit),
    /// Show what an edit would do.
    Draft(Edit),
    /// Show what an edit would do, marked against what there is; nothing where it does not fit.
    Preview(Edit),
    /// Drop what was shown.
    DropDraft,
    /// Tell why something was not done.
    Refuse(String),
    /// Take back the last step.
    Undo,
    /// Do it again.
    Redo,
    /// Go to a step of the history.
    GoToStep(usize),

    /// Tell the tool what was done on the map.
    Map(MapEvent),
    /// Know where units are drawn that are not drawn where they stand.
    SetCrowd(Arc<Crowd>),
    /// Hand typed positions to the tool, exactly, as if each had been clicked.
    PlaceTyped(Vec<Position>),
    /// Take a tool in hand.
    TakeTool(ToolKind),
    /// Draw lines and areas in this style.
    SetDrawStyle(DrawStyle),
    /// Do this with what is selected.
    Shape(ShapeVerb),
    /// Add what a GeoJSON text holds.
    Paste(String),
    /// Snap to what is there already, or not.
    SetSnapping(bool),
    /// Step back: drop the gesture, the form, the tool, the selection, in that order.
    StepBack,
    /// Change the form that asks what a drawn shape is to be.
    AskAbout(Box<NewObject>),
    /// Make what was drawn.
    MakeDrawn,
    /// Forget what was drawn.
    DropDrawn,
    /// Look at range rings round this.
    AddRings(RingCentre),
    /// Choose how far the next range rings are.
    SetRadii(Radii),
    /// Look no longer at the range rings of this place in the list.
    DropRings(usize),
    /// Look at no range rings.
    ClearRings,

    /// Select these.
    Select(BTreeSet<AnyId>),
    /// Select these and bring them into view.
    ShowObjects(BTreeSet<AnyId>),
    /// Delete what is selected.
    DeleteSelected,
    /// Look at a finding of the report, by its place; `None`: at none.
    LookAtFinding(Option<usize>),
    /// Look at a finding, in a phase where it holds, and bring it into view.
    ShowFinding(usize),
    /// Draw these or not.
    SetHidden {
        /// Which.
        ids: BTreeSet<AnyId>,
        /// Not drawn.
        hidden: bool,
    },
    /// Let these be grabbed on the map or not.
    SetLocked {
        /// Which.
        ids: BTreeSet<AnyId>,
        /// Cannot be grabbed.
        locked: bool,
    },
    /// Show the plan as it is in a phase; `None`: all of it.
    ShowPhase(Option<Id<Phase>>),
    /// Go to the next or previous phase.
    StepPhase(isize),
    /// Look from here.
    MoveCamera(Camera),
    /// Bring a place into view and mark it until Esc.
    GoTo(Pin),
    /// Bring the whole plan into view.
    ShowAll,
    /// Open a tab under the map.
    OpenDesk(Desk),

    /// Start an empty plan.
    New,
    /// Start a plan from a template.
    NewFrom(Template),
    /// Open a plan file.
    Open(PathBuf),
    /// Open a sample.
    OpenSample(String),
    /// Save to the plan's file.
    Save,
    /// Save to another file; asks before replacing one.
    SaveAs(PathBuf),
    /// Replace a file whatever it holds now: its content goes to the backups.
    SaveOver(PathBuf),
    /// Read the plan's file again, dropping changes.
    Reload,
    /// Look at what a file would add to the plan.
    Import(PathBuf),
    /// Choose what the file that is looked at means.
    ChooseImport(Box<ImportOrder>),
    /// Add what the file holds that is looked at.
    TakeImport,
    /// Look no longer at the file.
    DropImport,
    /// Write the plan in another format, by the file's ending.
    Export {
        /// Where to.
        path: PathBuf,
        /// Only what holds in this phase.
        phase: Option<Id<Phase>>,
        /// Replace what is there; its content goes to the backups.
        replace: bool,
    },
    /// Print to a file; asks before replacing one unless told to.
    Print {
        /// Where to.
        path: PathBuf,
        /// What, and how.
        order: Box<PrintOrder>,
        /// Replace what is there; its content goes to the backups.
        replace: bool,
    },
    /// Make a small picture of what would be printed.
    PreviewPrint(Box<PrintOrder>),
    /// A file was dropped on the window: a plan is opened, tiles are shown beneath it, anything else is looked at to be imported.
    Dropped(PathBuf),
    /// Close the window.
    Quit,
    /// Looks for work of earlier sessions that was not saved, also what was left by choice.
    FindLost,
    /// Opens the plan of a session that ended without saving, and looks at its work.
    LookAtLost(usize),
    /// Does not offer that work by itself any more; it stays in its journal.
    LeaveLost(usize),
    /// Looks at what is in the plan's own file by now, merged with the plan at hand.
    MergeWithFile,
    /// Looks at another plan merged with the one at hand: a copy of it, or what it is a copy of.
    MergeWith(PathBuf),
    /// Looks at the plan's file at once: whether somebody else wrote it, or still has it open.
    LookAtFile,
    /// Takes a copy of the plan that can be merged back, and goes on with that.
    TakeCopy(PathBuf),
    /// Settles a conflict of the version that is looked at.
    Settle(usize, Side),
    /// Takes the version that is looked at.
    TakeIncoming,
    /// Looks at it no longer.
    DropIncoming,
    /// Forgets what this computer keeps of the plan beside its file.
    ForgetPlan,
    /// Looks at the plan as somebody else sees it, and writes that.
    Release(ReleaseCommand),
    /// Approves the plan, or says whose a key is.
    Approval(ApprovalCommand),
    /// Compares plans.
    Compare(CompareCommand),
    /// Takes in what a stakeholder's draft changed, as proposals.
    TakeInProposals(PathBuf),
    /// Prepares, runs or looks back on an exercise.
    Exercise(ExerciseCommand),
    /// Does something with the plan's branches.
    Branch(BranchCommand),
    /// Answer to "unsaved changes": go on and lose them.
    LoseChanges,
    /// Answer to "unsaved changes": save, then go on.
    SaveThenGoOn,
    /// Answer to any question: leave things as they are.
    Stay,

    /// Choose light or dark.
    SetTheme(ThemeChoice),
    /// Choose how positions are shown.
    SetCoordinates(CoordinateFormat),
    /// Show, fade, move, add or remove a sheet of the map beneath.
    ChangeLayers(LayerChange),
    /// Have these tiles of a map of the user's own at hand, the first ones first: they are in view.
    WantTiles {
        /// Of which map.
        source: Source,
        /// Which.
        tiles: Vec<TileId>,
    },
    /// Bring a map of the user's own into view.
    ShowMap(Source),
    /// Choose what the interface speaks.
    SetLanguage(Language),
    /// Choose how large the interface is.
    SetInterface(InterfaceScale),
    /// Choose what lengths are written in.
    SetUnits(Units),
    /// Put the welcome card away.
    DismissWelcome,
    /// Remember who waives findings.
    SignAs(String),
    /// Forget recent files.
    ForgetRecent,
    /// Put a notice away.
    DismissNotice(usize),
}

impl Command {
    /// True where unsaved changes would be lost by it.
    pub const fn leaves_the_plan(&self) -> bool {
        matches!(
            self,
            Self::New
                | Self::NewFrom(_)
                | Self::Open(_)
                | Self::OpenSample(_)
                | Self::Quit
                | Self::Reload
                | Self::LookAtLost(_)
        )
    }
}
