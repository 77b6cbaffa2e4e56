//! Every action with its text, hint and key, once.
//!
//! Menus, palette, shortcuts and buttons are generated from this table. An action turns into commands
//! for the editor or into a dialog; it does nothing itself.

pub mod agree;
pub mod comparing;
mod exercising;
mod menus;
pub mod release;
pub mod time;

use std::collections::BTreeSet;

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::drawing::Units;
use crate::editor::tools::{DrawStyle, ToolKind, Verb};
use crate::editor::{
    BuiltIn, Command, CompareView, CoordinateFormat, Desk, Editor, InterfaceScale, LayerChange, NameScript,
    RingCentre, ThemeChoice, What,
};
use crate::geometry::coordinates::write;
use crate::language::Language;
use crate::model::AnyId;
use crate::ui::words::say;

use super::asks::{Asks, Dialog, View};
use super::panels::shape_card::CardKind;
use super::shaping::Shaping;

pub use agree::AgreeAction;
pub use comparing::CompareAction;
pub use exercising::{ExerciseAction, file_text};
pub use menus::{MENUS, Menu};
pub use release::ReleaseAction;
pub use time::TimeAction;

/// Something the planner can do from a menu, a key or the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Start an empty plan.
    New,
    /// Start a plan from a template.
    NewFromTemplate,
    /// Open a plan file.
    Open,
    /// Choose a sample.
    OpenSample,
    /// Save.
    Save,
    /// Save to another file.
    SaveAs,
    /// Read the file again.
    Reload,
    /// Merge the plan with its file, as that is now.
    MergeWithFile,
    /// Merge another plan with the one at hand.
    MergeWith,
    /// Take a copy that can be merged back.
    TakeCopy,
    /// Look for work that was not saved.
    FindLost,
    /// Forget what this computer keeps of the plan beside its file.
    ForgetPlan,
    /// Add what another format's file holds.
    Import,
    /// Write another format.
    Export,
    /// Print the map.
    Print,
    /// Close the window.
    Quit,
    /// Take back the last step.
    Undo,
    /// Do it again.
    Redo,
    /// Delete what is selected.
    Delete,
    /// Select everything shown in the phase.
    SelectAll,
    /// Select nothing.
    SelectNone,
    /// Do not draw what is selected.
    HideSelected,
    /// Draw everything again.
    ShowHidden,
    /// Lock or unlock what is selected.
    LockSelected,
    /// Copy the coordinates of what is selected.
    CopyCoordinates,
    /// Copy where the pointer is.
    CopyPointer,
    /// Bring the whole plan into view.
    ZoomToPlan,
    /// Bring what is selected into view.
    ZoomToSelected,
    /// Look from nearer.
    ZoomIn,
    /// Look from farther.
    ZoomOut,
    /// Show or hide a region of the window.
    Toggle(View),
    /// Choose light or dark.
    Theme(ThemeChoice),
    /// Choose how positions are shown.
    Coordinates(CoordinateFormat),
    /// Open or close the list of layers.
    Layers,
    /// Show a map of the user's own beneath the plan.
    AddMap,
    /// Show or hide a sheet of the program's own map.
    ToggleSheet(BuiltIn),
    /// Choose how places are named on the map.
    PlaceNames(NameScript),
    /// Choose what the interface speaks.
    Language(Language),
    /// Make the interface larger by so many steps; 0: its own size.
    Interface(i8),
    /// Choose what lengths are written in.
    Units(Units),
    /// Draw range rings round what is selected.
    RingsRoundSelected,
    /// Take all range rings away.
    ClearRings,
    /// Open a tab under the map.
    OpenDesk(Desk),
    /// Take a tool in hand.
    Tool(ToolKind),
    /// Do something to shapes.
    Shape(Shaping),
    /// Change title, times and the like.
    PlanDetails,
    /// Move H-hour.
    ChangeHHour,
    /// Add a stakeholder.
    AddStakeholder,
    /// Add a phase.
    AddPhase,
    /// Add an agreement.
    AddAgreement,
    /// Add a channel.
    AddChannel,
    /// Look at the next finding.
    NextFinding,
    /// Look at the previous finding.
    PreviousFinding,
    /// Accept the finding looked at, with a reason.
    WaiveFinding,
    /// Show the rule of the finding looked at.
    ExplainFinding,
    /// Show the next phase.
    NextPhase,
    /// Show the previous phase.
    PreviousPhase,
    /// Show all of the plan at once.
    AllPhases,
    /// Change phases, or who holds what in them.
    Time(TimeAction),
    /// Draft or follow agreements.
    Agree(AgreeAction),
    /// Look at plans side by side.
    Compare(CompareAction),
    /// Prepare, run or look back on an exercise.
    Exercise(ExerciseAction),
    /// Something with handing the plan on.
    Release(ReleaseAction),
    /// Find any action, object or place.
    Palette,
    /// List the keys.
    Shortcuts,
    /// Show every rule.
    Rules,
    /// Show version, credits and licences.
    About,
}

const fn command(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn command_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

impl Action {
    /// Returns every action.
    pub fn all() -> impl Iterator<Item = Self> {
        let in_menus = MENUS
            .iter()
            .flat_map(|(_, actions)| actions.iter().flatten().copied());
        in_menus
            .chain(ToolKind::ALL.map(Self::Tool))
            .chain(Desk::ALL.map(Self::OpenDesk))
            .chain(BuiltIn::ALL.map(Self::ToggleSheet))
            .chain(NameScript::ALL.map(Self::PlaceNames))
    }

    /// Returns what it is called.
    pub fn text(self) -> &'static str {
        match self {
            Self::New => say("New plan"),
            Self::NewFromTemplate => say("New from template…"),
            Self::Open => say("Open…"),
            Self::OpenSample => say("Open a sample…"),
            Self::Save => say("Save"),
            Self::SaveAs => say("Save as…"),
            Self::Reload => say("Reload from file"),
            Self::MergeWithFile => say("Merge with the file…"),
            Self::TakeCopy => say("Take a copy to merge later…"),
            Self::MergeWith => say("Merge another plan…"),
            Self::FindLost => say("Recover lost work…"),
            Self::ForgetPlan => say("Forget this plan…"),
            Self::Import => say("Import…"),
            Self::Export => say("Export…"),
            Self::Print => say("Print or export map…"),
            Self::Quit => say("Quit"),
            Self::Undo => say("Undo"),
            Self::Redo => say("Redo"),
            Self::Delete => say("Delete"),
            Self::SelectAll => say("Select all"),
            Self::SelectNone => say("Select none"),
            Self::HideSelected => say("Hide selected"),
            Self::ShowHidden => say("Show everything hidden"),
            Self::LockSelected => say("Lock or unlock selected"),
            Self::CopyCoordinates => say("Copy coordinates of selected"),
            Self::CopyPointer => say("Copy coordinates of pointer"),
            Self::ZoomToPlan => say("Zoom to plan"),
            Self::ZoomToSelected => say("Zoom to selected"),
            Self::ZoomIn => say("Zoom in"),
            Self::ZoomOut => say("Zoom out"),
            Self::Toggle(View::Outline) => say("Outline"),
            Self::Toggle(View::Inspector) => say("Inspector"),
            Self::Toggle(View::Desk) => say("Findings and tables"),
            Self::Toggle(View::BaseMap) => say("Base map"),
            Self::Toggle(View::Findings) => say("Findings on the map"),
            Self::Toggle(View::Heat) => say("Heat of findings"),
            Self::Toggle(View::Grid) => say("MGRS grid"),
            Self::Toggle(View::PhasesToScale) => say("Phases to scale"),
            Self::Theme(ThemeChoice::Light) => say("Light theme"),
            Self::Theme(ThemeChoice::Dark) => say("Dark theme"),
            Self::Theme(ThemeChoice::HighContrast) => say("High contrast, light"),
            Self::Theme(ThemeChoice::HighContrastDark) => say("High contrast, dark"),
            Self::Theme(ThemeChoice::System) => say("Theme of the system"),
            Self::Coordinates(CoordinateFormat::Mgrs) => say("Positions in MGRS"),
            Self::Coordinates(CoordinateFormat::Utm) => say("Positions in UTM"),
            Self::Coordinates(CoordinateFormat::Degrees) => say("Positions in decimal degrees"),
            Self::Coordinates(CoordinateFormat::DegreesMinutes) => say("Positions in degrees and minutes"),
            Self::Coordinates(CoordinateFormat::DegreesMinutesSeconds) => {
                say("Positions in degrees, minutes and seconds")
            }
            Self::Layers => say("Layers…"),
            Self::AddMap => say("Add a map beneath…"),
            Self::ToggleSheet(sheet) => match sheet {
                BuiltIn::LandAndWater => say("Show or hide land and water"),
                BuiltIn::Rivers => say("Show or hide rivers"),
                BuiltIn::Districts => say("Show or hide districts and provinces"),
                BuiltIn::Borders => say("Show or hide borders"),
                BuiltIn::Roads => say("Show or hide roads"),
                BuiltIn::Railways => say("Show or hide railways"),
                BuiltIn::Places => say("Show or hide places"),
            },
            Self::PlaceNames(NameScript::Both) => say("Name places in Latin and Arabic"),
            Self::PlaceNames(NameScript::Latin) => say("Name places in Latin"),
            Self::PlaceNames(NameScript::Arabic) => say("Name places in Arabic"),
            Self::Language(language) => language.title(),
            Self::Interface(1..) => say("Larger interface"),
            Self::Interface(0) => say("Interface in its own size"),
            Self::Interface(_) => say("Smaller interface"),
            Self::Units(Units::Kilometres) => say("Lengths in kilometres"),
            Self::Units(Units::NauticalMiles) => say("Lengths in nautical miles"),
            Self::RingsRoundSelected => say("Range rings round selected"),
            Self::ClearRings => say("Take range rings away"),
            Self::OpenDesk(desk) => match desk {
                Desk::Findings => say("Go to findings"),
                Desk::Agreements => say("Go to agreements"),
                Desk::Relations => say("Go to relations"),
                Desk::Channels => say("Go to channels"),
                Desk::Phases => say("Go to phases"),
                Desk::Ground => say("Go to ground"),
                Desk::Objects => say("Go to objects"),
                Desk::Policy => say("Go to policy"),
                Desk::History => say("Go to history"),
            },
            Self::Shape(shaping) => shaping.text(),
            Self::Tool(tool) => match tool {
                ToolKind::Select => say("Select"),
                ToolKind::Reshape => say("Reshape"),
                ToolKind::AreaOfOperations => say("Draw area of operations"),
                ToolKind::Sector => say("Draw sector"),
                ToolKind::Boundary => say("Draw boundary"),
                ToolKind::Corridor => say("Draw corridor"),
                ToolKind::LineMeasure => say("Draw control line"),
                ToolKind::AreaMeasure => say("Draw control area"),
                ToolKind::PointMeasure => say("Place control point"),
                ToolKind::Force => say("Place force"),
                ToolKind::Site => say("Place site"),
                ToolKind::Measure => say("Measure"),
                ToolKind::Rings => say("Range rings"),
                ToolKind::Verb(verb) => Shaping::Verb(verb).text(),
            },
            Self::PlanDetails => say("Plan details…"),
            Self::ChangeHHour => say("Change H-hour…"),
            Self::AddStakeholder => say("Add stakeholder"),
            Self::AddPhase => say("Add phase"),
            Self::AddAgreement => say("Add agreement"),
            Self::AddChannel => say("Add channel"),
            Self::NextFinding => say("Next finding"),
            Self::PreviousFinding => say("Previous finding"),
            Self::WaiveFinding => say("Waive finding…"),
            Self::ExplainFinding => say("Why this finding?"),
            Self::NextPhase => say("Next phase"),
            Self::PreviousPhase => say("Previous phase"),
            Self::AllPhases => say("Show all phases at once"),
            Self::Time(action) => action.text(),
            Self::Agree(action) => action.text(),
            Self::Compare(action) => action.text(),
            Self::Exercise(action) => action.text(),
            Self::Release(action) => action.text(),
            Self::Palette => say("Find anything…"),
            Self::Shortcuts => say("Keys…"),
            Self::Rules => say("Rules…"),
            Self::About => say("About Entente…"),
        }
    }

    /// Returns one sentence for the status line.
    pub fn hint(self) -> &'static str {
        match self {
            Self::New => say("Start an empty plan"),
            Self::NewFromTemplate => say("Start with the usual phases, or with the districts of a country"),
            Self::Open => say("Open a plan from a file"),
            Self::OpenSample => say("Open a plan that comes with Entente"),
            Self::Save => say("Write the plan to its file; the old content goes to the backups"),
            Self::SaveAs => say("Write the plan to another file"),
            Self::Reload => say("Read the plan's file again"),
            Self::MergeWithFile => {
                say("Look at what somebody else wrote to the plan's file, merged with what you have")
            }
            Self::TakeCopy => say("Go on with a copy of the plan that knows what it began with"),
            Self::MergeWith => {
                say("Look at a copy of this plan, or at what it is a copy of, merged with what you have")
            }
            Self::FindLost => say("Look for work of earlier sessions that was not saved"),
            Self::ForgetPlan => say("Remove what this computer keeps of the plan beside its own file"),
            Self::Import => say("Look at what a KML, KMZ, CSV or GeoJSON file holds, and add it to the plan"),
            Self::Export => say("Write the plan as GeoJSON, or as a plan file"),
            Self::Print => say(
                "Make a sheet with the map, the boundaries in words, agreements and findings: PDF, SVG or PNG",
            ),
            Self::Quit => say("Close Entente"),
            Self::Undo => say("Take back the last change"),
            Self::Redo => say("Do again what was taken back"),
            Self::Delete => say("Delete what is selected and every mention of it"),
            Self::SelectAll => say("Select every object on the map"),
            Self::SelectNone => say("Select nothing"),
            Self::HideSelected => say("Do not draw what is selected; the checks still see it"),
            Self::ShowHidden => say("Draw everything again"),
            Self::LockSelected => say("Keep what is selected from being grabbed on the map"),
            Self::CopyCoordinates => say("Copy every vertex of what is selected, one a line"),
            Self::CopyPointer => say("Copy where the pointer is, or was last, on the map"),
            Self::ZoomToPlan => say("Bring the whole plan into view"),
            Self::ZoomToSelected => say("Bring what is selected into view"),
            Self::ZoomIn => say("Look from nearer"),
            Self::ZoomOut => say("Look from farther"),
            Self::Toggle(View::Outline) => say("Show or hide the outline on the left"),
            Self::Toggle(View::Inspector) => say("Show or hide the inspector on the right"),
            Self::Toggle(View::Desk) => say("Show or hide the findings and tables under the map"),
            Self::Toggle(View::BaseMap) => say("Show or hide land, water, roads and places"),
            Self::Toggle(View::Findings) => say("Show or hide overlaps and gaps on the map"),
            Self::Toggle(View::Heat) => say("Colour the ground by severity times hours of its findings"),
            Self::Toggle(View::Grid) => say("Show or hide the lines, squares and zones of the MGRS grid"),
            Self::Toggle(View::PhasesToScale) => {
                say("Draw each phase as long on the strip as it lasts, or all alike")
            }
            Self::Theme(_) => say("Choose how the window is coloured"),
            Self::Coordinates(_) => {
                say("Choose how positions are written everywhere; fields read every form")
            }
            Self::Layers => say("Choose what is shown of the map beneath, how strongly and in which order"),
            Self::AddMap => {
                say("Show tiles (MBTiles, PMTiles, online) or a GeoJSON overlay beneath the plan")
            }
            Self::ToggleSheet(_) => say("Show or hide a sheet of the map beneath the plan"),
            Self::PlaceNames(_) => say("Choose the script of names on the map beneath the plan"),
            Self::Language(_) => say(
                "What menus, buttons and hints are written in; findings, files and printed sheets stay English",
            ),
            Self::Interface(_) => say("Letters, buttons and symbols together, from 70 to 200 percent"),
            Self::Units(_) => say("Choose what measured lengths are written in; areas stay in km²"),
            Self::RingsRoundSelected => {
                say("Show how far it is from the selected force or site; nothing is written into the plan")
            }
            Self::ClearRings => say("Look at no range rings"),
            Self::OpenDesk(_) => say("Open a tab under the map"),
            Self::Shape(shaping) => shaping.hint(),
            Self::Tool(tool) => match tool {
                ToolKind::Select => say("Select, move and reshape objects"),
                ToolKind::Reshape => say("Move, insert and delete vertices of what is selected"),
                ToolKind::AreaOfOperations => {
                    say("Draw the ground the plan is about; gaps are looked for inside it")
                }
                ToolKind::Sector => say("Draw ground that somebody answers for"),
                ToolKind::Boundary => say("Draw a line between two stakeholders"),
                ToolKind::Corridor => say("Draw a route for civilians"),
                ToolKind::LineMeasure => say("Draw a phase line, fire line or separation line"),
                ToolKind::AreaMeasure => say("Draw a no-entry zone, no-fire area or buffer"),
                ToolKind::PointMeasure => say("Place a contact, coordinating or passage point"),
                ToolKind::Force => say("Place a formation"),
                ToolKind::Site => say("Place a camp, hospital, bridge or settlement"),
                ToolKind::Measure => {
                    say("Measure distance, direction and area; nothing is written into the plan")
                }
                ToolKind::Verb(verb) => Shaping::Verb(verb).hint(),
                ToolKind::Rings => {
                    say("Draw circles round a place, a force or a site; nothing is written into the plan")
                }
            },
            Self::ChangeHHour => say("Move H-hour; say whether times from it or dates stay"),
            Self::PlanDetails => say("Title, marking, H-hour, deadlines, area of operations"),
            Self::AddStakeholder => say("Add a party to the plan"),
            Self::AddPhase => say("Add a phase after the last"),
            Self::AddAgreement => say("Add an agreement and name its parties"),
            Self::AddChannel => say("Add a way for parties to reach each other"),
            Self::NextFinding => say("Show the next finding on the map"),
            Self::PreviousFinding => say("Show the previous finding on the map"),
            Self::WaiveFinding => say("Accept the finding with a reason and an end"),
            Self::ExplainFinding => say("Show the rule and the numbers put into it"),
            Self::NextPhase => say("Show the plan in the next phase"),
            Self::PreviousPhase => say("Show the plan in the previous phase"),
            Self::AllPhases => say("Show everything, whenever it holds"),
            Self::Time(action) => action.hint(),
            Self::Agree(action) => action.hint(),
            Self::Compare(action) => action.hint(),
            Self::Exercise(action) => action.hint(),
            Self::Release(action) => action.hint(),
            Self::Palette => say("Every action, object and place by name"),
            Self::Shortcuts => say("Every key"),
            Self::Rules => say("Every rule that the plan is checked by"),
            Self::About => say("Version, credits and licences"),
        }
    }

    /// Returns its key.
    pub const fn shortcut(self) -> Option<KeyboardShortcut> {
        Some(match self {
            Self::New => command(Key::N),
            Self::Open => command(Key::O),
            Self::Save => command(Key::S),
            Self::SaveAs => command_shift(Key::S),
            Self::Import => command(Key::I),
            Self::Export => command(Key::E),
            Self::Print => command(Key::P),
            Self::Quit => command(Key::Q),
            Self::Undo => command(Key::Z),
            Self::Redo => command_shift(Key::Z),
            Self::Delete => plain(Key::Delete),
            Self::SelectAll => command(Key::A),
            Self::HideSelected => command(Key::H),
            Self::ShowHidden => command_shift(Key::H),
            Self::LockSelected => command(Key::L),
            Self::CopyCoordinates => plain(Key::Y),
            Self::CopyPointer => plain(Key::X),
            Self::ZoomToPlan => plain(Key::Home),
            Self::ZoomToSelected => command(Key::J),
            Self::Interface(1..) => command(Key::Plus),
            Self::Interface(0) => command(Key::Num0),
            Self::Interface(_) => command(Key::Minus),
            Self::ZoomIn => plain(Key::Plus),
            Self::ZoomOut => plain(Key::Minus),
            Self::Toggle(View::Outline) => plain(Key::F2),
            Self::Toggle(View::Inspector) => plain(Key::F4),
            Self::Toggle(View::Desk) => plain(Key::F3),
            Self::Layers => plain(Key::F7),
            Self::Toggle(View::Grid) => plain(Key::G),
            Self::PlanDetails => command(Key::D),
            Self::NextFinding => plain(Key::F8),
            Self::PreviousFinding => KeyboardShortcut::new(Modifiers::SHIFT, Key::F8),
            Self::WaiveFinding => command(Key::W),
            Self::ExplainFinding => plain(Key::F6),
            Self::NextPhase => plain(Key::PageDown),
            Self::PreviousPhase => plain(Key::PageUp),
            Self::Time(action) => return action.shortcut(),
            Self::Agree(action) => return action.shortcut(),
            Self::Compare(action) => return action.shortcut(),
            Self::Exercise(action) => return action.shortcut(),
            Self::Palette => command(Key::K),
            Self::Shortcuts => plain(Key::F1),
            Self::Shape(shaping) => return shaping.shortcut(),
            Self::Tool(tool) => match tool {
                ToolKind::Select => plain(Key::V),
                ToolKind::Reshape => plain(Key::R),
                ToolKind::AreaOfOperations => plain(Key::A),
                ToolKind::Sector => plain(Key::S),
                ToolKind::Boundary => plain(Key::B),
                ToolKind::Corridor => plain(Key::C),
                ToolKind::LineMeasure => plain(Key::L),
                ToolKind::AreaMeasure => plain(Key::Z),
                ToolKind::PointMeasure => plain(Key::P),
                ToolKind::Force => plain(Key::F),
                ToolKind::Site => plain(Key::T),
                ToolKind::Measure => plain(Key::M),
                ToolKind::Rings => plain(Key::O),
                ToolKind::Verb(_) => return None,
            },
            Self::OpenDesk(desk) => match desk {
                Desk::Findings => command(Key::Num1),
                Desk::Agreements => command(Key::Num2),
                Desk::Relations => command(Key::Num3),
                Desk::Channels => command(Key::Num4),
                Desk::Phases => command(Key::Num5),
                Desk::Ground => command(Key::Num6),
                Desk::Objects => command(Key::Num7),
                Desk::Policy => command(Key::Num8),
                Desk::History => command(Key::Num9),
            },
            _ => return None,
        })
    }

    /// Returns true where it can be done now.
    pub fn is_available(self, editor: &Editor) -> bool {
        let selection = &editor.workspace().selection;
        match self {
            Self::Undo => editor.undo_label().is_some(),
            Self::Redo => editor.redo_label().is_some(),
            Self::Save => editor.is_unsaved() || !editor.has_file(),
            Self::Reload | Self::MergeWithFile => editor.document().file.is_some(),
            Self::Delete
            | Self::SelectNone
            | Self::HideSelected
            | Self::LockSelected
            | Self::CopyCoordinates
            | Self::ZoomToSelected => !selection.is_empty(),
            Self::ShowHidden => !editor.workspace().hidden.is_empty(),
            Self::RingsRoundSelected => ring_owner(editor).is_some(),
            Self::ClearRings => !editor.workspace().rings.is_empty(),
            Self::NextFinding | Self::PreviousFinding => {
                editor.report().is_some_and(|report| !report.findings.is_empty())
            }
            Self::WaiveFinding => {
                editor.document().fresh_report().is_some()
                    && editor.finding().is_some_and(|(_, finding)| finding.is_open())
            }
            Self::ExplainFinding => editor.finding().is_some(),
            Self::Shape(shaping) => shaping.is_available(editor),
            Self::Time(action) => action.is_available(editor),
            Self::Agree(action) => action.is_available(editor),
            Self::Compare(action) => action.is_available(editor),
            Self::Exercise(action) => action.is_available(editor),
            Self::Release(action) => action.is_available(editor),
            Self::NextPhase | Self::PreviousPhase | Self::AllPhases => !editor.plan().phases.is_empty(),
            _ => true,
        }
    }

    /// Asks for the map as it would make it, where that can be said beforehand.
    pub fn preview(self, editor: &Editor, asks: &mut Asks) {
        if let Self::Shape(shaping) = self
            && let Some(edit) = shaping.preview(editor)
        {
            asks.preview(&edit);
        }
    }

    /// Asks for what it does.
    pub fn run(self, editor: &Editor, asks: &mut Asks) {
        match self {
            Self::New => asks.command(Command::New),
            Self::NewFromTemplate => asks.dialog(Dialog::Templates),
            Self::Open => asks.dialog(Dialog::Open),
            Self::OpenSample => asks.dialog(Dialog::Samples),
            Self::Save if !editor.has_file() => asks.dialog(Dialog::SaveAs),
            Self::Save => asks.command(Command::Save),
            Self::SaveAs => asks.dialog(Dialog::SaveAs),
            Self::Reload => asks.command(Command::Reload),
            Self::MergeWithFile => asks.command(Command::MergeWithFile),
            Self::TakeCopy => asks.dialog(Dialog::TakeCopy),
            Self::MergeWith => asks.dialog(Dialog::MergeWith),
            Self::FindLost => asks.command(Command::FindLost),
            Self::ForgetPlan => asks.dialog(Dialog::ForgetPlan),
            Self::Import => asks.dialog(Dialog::Import),
            Self::Export => asks.dialog(Dialog::Export),
            Self::Print => asks.dialog(Dialog::Print),
            Self::Quit => asks.command(Command::Quit),
            Self::Undo => asks.command(Command::Undo),
            Self::Redo => asks.command(Command::Redo),
            Self::Delete => asks.command(Command::DeleteSelected),
            Self::SelectAll => asks.command(Command::Select(everything_shown(editor))),
            Self::SelectNone => asks.command(Command::Select(BTreeSet::new())),
            Self::HideSelected => {
                let ids = editor.workspace().selection.clone();
                asks.command(Command::SetHidden { ids, hidden: true });
            }
            Self::ShowHidden => {
                let ids = editor.workspace().hidden.clone();
                asks.command(Command::SetHidden { ids, hidden: false });
            }
            Self::LockSelected => {
                let ids = editor.workspace().selection.clone();
                let locked = !ids.iter().all(|id| editor.workspace().locked.contains(id));
                asks.command(Command::SetLocked { ids, locked });
            }
            Self::CopyCoordinates => asks.copied = coordinates_of_selected(editor),
            Self::CopyPointer => asks.copy_pointer = true,
            Self::ZoomToPlan => asks.command(Command::ShowAll),
            Self::ZoomToSelected => asks.command(Command::ShowObjects(editor.workspace().selection.clone())),
            Self::ZoomIn => asks.zoom += 1.0,
            Self::ZoomOut => asks.zoom -= 1.0,
            Self::Toggle(view) => asks.toggle = Some(view),
            Self::Theme(theme) => asks.command(Command::SetTheme(theme)),
            Self::Coordinates(format) => asks.command(Command::SetCoordinates(format)),
            Self::Layers => asks.layers = true,
            Self::AddMap => asks.dialog(Dialog::AddMap),
            Self::ToggleSheet(sheet) => {
                let what = What::from(sheet);
                let shown = editor
                    .preferences()
                    .layers
                    .sheet(&what)
                    .is_some_and(|sheet| sheet.shown);
                asks.command(Command::ChangeLayers(LayerChange::Show(what, !shown)));
            }
            Self::PlaceNames(names) => asks.command(Command::ChangeLayers(LayerChange::Names(names))),
            Self::Language(language) => asks.command(Command::SetLanguage(language)),
            Self::Interface(by) => {
                let scale = match by {
                    0 => InterfaceScale::default(),
                    by => editor.preferences().interface.stepped(by),
                };
                asks.command(Command::SetInterface(scale));
            }
            Self::Units(units) => asks.command(Command::SetUnits(units)),
            Self::RingsRoundSelected => {
                if let Some(id) = ring_owner(editor) {
                    asks.command(Command::TakeTool(ToolKind::Rings));
                    asks.command(Command::AddRings(RingCentre::Of(id)));
                }
            }
            Self::ClearRings => asks.command(Command::ClearRings),
            Self::OpenDesk(desk) => asks.open_desk(desk),
            Self::Tool(tool) => asks.command(Command::TakeTool(tool)),
            Self::Shape(shaping) => shaping.run(editor, asks),
            Self::PlanDetails => asks.dialog(Dialog::PlanDetails),
            Self::ChangeHHour => asks.dialog(Dialog::HHour),
            Self::AddStakeholder => super::additions::add_stakeholder(editor, asks),
            Self::AddPhase => super::additions::add_phase(editor, asks),
            Self::AddAgreement => super::additions::add_agreement(editor, asks),
            Self::AddChannel => super::additions::add_channel(editor, asks),
            Self::NextFinding => step_finding(editor, 1, asks),
            Self::PreviousFinding => step_finding(editor, -1, asks),
            Self::WaiveFinding => {
                if let Some((place, _)) = editor.finding() {
                    asks.dialog(Dialog::Waive(place));
                }
            }
            Self::ExplainFinding => {
                if let Some((place, _)) = editor.finding() {
                    asks.dialog(Dialog::Explain(place));
                }
            }
            Self::NextPhase => asks.command(Command::StepPhase(1)),
            Self::PreviousPhase => asks.command(Command::StepPhase(-1)),
            Self::AllPhases => asks.command(Command::ShowPhase(None)),
            Self::Time(action) => action.run(editor, asks),
            Self::Agree(action) => action.run(editor, asks),
            Self::Compare(action) => action.run(editor, asks),
            Self::Exercise(action) => action.run(asks),
            Self::Release(action) => action.run(asks),
            Self::Palette => asks.dialog(Dialog::Palette),
            Self::Shortcuts => asks.dialog(Dialog::Shortcuts),
            Self::Rules => asks.dialog(Dialog::Rules),
            Self::About => asks.dialog(Dialog::About),
        }
    }
}

/// The selected force or site that rings can be drawn round.
pub(super) fn ring_owner(editor: &Editor) -> Option<AnyId> {
    use crate::editor::tools::{Drawn, shape_of};
    let workspace = editor.workspace();
    let id = workspace.selected()?;
    let has_symbol = matches!(id, AnyId::Force(_) | AnyId::Site(_));
    let shape = shape_of(editor.plan(), id, workspace.phase).filter(|_| has_symbol)?;
    matches!(shape, Drawn::Point(_)).then_some(id)
}

/// Every vertex of what is selected, one a line, as the planner likes them written.
fn coordinates_of_selected(editor: &Editor) -> Option<String> {
    let format = editor.preferences().coordinates;
    let selection = editor.workspace().selection.iter();
    let points = selection.flat_map(|id| crate::editor::points_of(editor.plan(), *id));
    let lines: Vec<String> = points.map(|at| write(at, format)).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn everything_shown(editor: &Editor) -> BTreeSet<AnyId> {
    let (plan, workspace) = (editor.plan(), editor.workspace());
    let mut ids = BTreeSet::new();
    plan.each_id(&mut |id| {
        let on_map = crate::editor::tools::shape_of(plan, id, workspace.phase).is_some();
        if on_map
            && !workspace.hidden.contains(&id)
            && crate::editor::tools::is_shown_in(plan, id, workspace.phase)
        {
            ids.insert(id);
        }
    });
    ids
}

fn step_finding(editor: &Editor, by: isize, asks: &mut Asks) {
    let Some(report) = editor.report() else { return };
    let count = report.findings.len();
    let next = match editor.finding() {
        Some((place, _)) => place.checked_add_signed(by).unwrap_or(count.saturating_sub(1)),
        None => 0,
    };
    let next = if next >= count { 0 } else { next };
    asks.open_desk(Desk::Findings);
    asks.command(Command::ShowFinding(next));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_actions_share_a_key() {
        let mut known: Vec<(KeyboardShortcut, Action)> = Vec::new();
        for action in Action::all() {
            let Some(shortcut) = action.shortcut() else {
                continue;
            };
            let other = known
                .iter()
                .find(|(key, other)| *key == shortcut && *other != action);
            assert!(other.is_none(), "{action:?} and {other:?}");
            known.push((shortcut, action));
        }
    }
}
