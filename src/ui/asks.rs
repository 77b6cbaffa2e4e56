//! What a panel asks for while it is drawn: commands for the editor, a dialog, a change of the window.

use crate::editor::{Command, Desk, ListFile};
use crate::model::{Agreement, Edit, Id, Phase, Sector};

use super::panels::shape_card::CardKind;

/// Dialogs of the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Choose a plan file.
    Open,
    /// Choose a sample.
    Samples,
    /// Choose where to save.
    SaveAs,
    /// Choose what to import.
    Import,
    /// Choose a plan to start from.
    Templates,
    /// Choose the file of districts that a plan is started from.
    Districts,
    /// Move H-hour.
    HHour,
    /// Choose where a copy of the plan is to be.
    TakeCopy,
    /// Choose a plan to merge with.
    MergeWith,
    /// Choose a draft whose changes are taken in as proposals.
    TakeInProposals,
    /// List the plan's branches.
    Branches,
    /// Choose a plan to be compared, as the first (0) or the second (1).
    CompareWith(usize),
    /// Choose plans for the score table.
    AddCourses,
    /// Choose work that was not saved.
    Recover,
    /// Confirm that a plan is forgotten.
    ForgetPlan,
    /// Choose where to export to.
    Export,
    /// Choose where the extract goes that is looked at.
    SaveExtract,
    /// Choose a table to be taken into the list of an exercise.
    ImportList,
    /// Choose where something of an exercise goes.
    ExerciseFile(ListFile),
    /// Choose what is printed, and how.
    Print,
    /// Choose a file of tiles or an overlay, or type the address of tiles.
    AddMap,
    /// Who approved the plan.
    Approvals,
    /// Title, times and the like.
    PlanDetails,
    /// Waive the finding of this place in the report.
    Waive(usize),
    /// Explain the finding of this place in the report.
    Explain(usize),
    /// Every action, object and place.
    Palette,
    /// Every key.
    Shortcuts,
    /// Every rule.
    Rules,
    /// The page of the rule with that code.
    Rule(&'static str),
    /// Version, credits, licences.
    About,
    /// Choose what of a phase is to hold in the next one too.
    CopyLayout(Id<Phase>),
    /// Hand a sector over; the handover of that place among its own is changed, else one is added.
    HandOver(Id<Sector>, Option<usize>),
    /// Write down that an agreement was not kept.
    RecordBreach(Option<Id<Agreement>>),
}

/// Regions and layers that can be shown or hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// The outline on the left.
    Outline,
    /// The inspector on the right.
    Inspector,
    /// The tabs under the map.
    Desk,
    /// Land, water, roads and places.
    BaseMap,
    /// Overlaps and gaps on the map.
    Findings,
    /// Ground coloured by how much its findings weigh.
    Heat,
    /// The lines of the MGRS grid.
    Grid,
    /// Phases as long on the strip as they last.
    PhasesToScale,
}

/// Ways to look at a tab under the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DeskView {
    /// The table.
    #[default]
    Table,
    /// Of agreements: the answers that are missing.
    Answers,
    /// Of agreements: what was not kept.
    Breaches,
    /// Of agreements: what each party reads.
    Readings,
    /// Of relations: in the phase shown.
    InPhase,
    /// Of relations: phase by phase.
    OverTime,
    /// Of channels: who reaches whom.
    Graph,
}

/// Everything asked for in one frame, in order.
#[derive(Debug, Default)]
pub struct Asks {
    /// For the editor.
    pub commands: Vec<Command>,
    /// To be opened.
    pub dialog: Option<Dialog>,
    /// To be shown or hidden.
    pub toggle: Option<View>,
    /// The list of layers is to be opened or closed.
    pub layers: bool,
    /// How many doublings nearer, at the middle of the map.
    pub zoom: f64,
    /// What is to be shown on the map as it would be, for as long as it is asked for.
    pub preview: Option<Edit>,
    /// A card that asks for the numbers of a verb is to be opened.
    pub card: Option<CardKind>,
    /// The clipboard's text is to be pasted.
    pub paste: bool,
    /// A tab under the map is to be shown that way.
    pub desk_view: Option<(Desk, DeskView)>,
    /// Text for the clipboard.
    pub copied: Option<String>,
    /// Where the pointer is goes to the clipboard.
    pub copy_pointer: bool,
    /// What can be done with what the pointer is on; shown in the status line.
    pub hint: Option<String>,
}

impl Asks {
    /// Asks the editor.
    pub fn command(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// Asks for a change of the plan.
    pub fn commit(&mut self, edit: Edit) {
        self.commands.push(Command::Commit(edit));
    }

    /// Says why something is not done.
    pub fn refuse(&mut self, error: &dyn std::error::Error) {
        let text = error.to_string();
        let mut letters = text.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        self.command(Command::Refuse(first.chain(letters).collect()));
    }

    /// Asks for the map as an edit would make it.
    pub fn preview(&mut self, edit: &Edit) {
        self.preview = Some(edit.clone());
    }

    /// Asks for a dialog.
    pub fn dialog(&mut self, dialog: Dialog) {
        self.dialog = Some(dialog);
    }

    /// Asks for a tab under the map.
    pub fn open_desk(&mut self, desk: Desk) {
        self.commands.push(Command::OpenDesk(desk));
    }

    /// Says what can be done, in the status line.
    pub fn hint(&mut self, hint: impl Into<String>) {
        self.hint = Some(hint.into());
    }
}
