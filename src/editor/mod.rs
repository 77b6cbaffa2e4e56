//! The application without pixels: the plan being worked on, how it is looked at, what is asked of it.
//!
//! The window reads `&Editor` and pushes [`Command`]s; [`Editor::obey`] is the only way anything here
//! changes. Drafts and commits go through [`Document`]; files through [`crate::files`]; checks through
//! [`Jobs`]. Reads no clock and no chance: today and a seed are handed in.

pub mod agreeing;
mod approving;
pub mod branching;
mod clipboard;
mod command;
pub mod comparing;
mod document;
mod exercising;
mod filing;
mod history;
mod ids;
mod importing;
mod incoming;
mod jobs;
mod keeping;
mod layers;
mod likeness;
mod live;
mod looking;
mod map_desk;
mod new_object;
mod notices;
mod own_maps;
mod preferences;
mod printing;
mod proposing;
mod readiness;
mod recovering;
mod releasing;
mod rings;
mod seeking;
mod shaping;
mod sharing;
mod template;
pub mod timing;
pub mod tools;
mod watching;
mod workspace;

pub use approving::ApprovalCommand;
pub use branching::{Branch, BranchCommand, Branches};
pub use command::Command;
pub use comparing::{CompareCommand, CompareView, Comparing, Course, Judgement, Picked, Seen};
pub use document::{Dated, Document};
pub use exercising::{Decider, ExerciseCommand, ExerciseTab, Exercising, ListFile, Reviewed};
pub use filing::{Question, Surroundings};
pub use history::{History, Step};
pub use ids::IdSource;
pub use importing::{ImportOrder, ImportRead, Importing};
pub use incoming::{Incoming, Origin, VersionChange, WhatChanges};
pub use jobs::{Answer, Jobs};
pub use layers::{BuiltIn, LayerChange, Layers, NameScript, Sheet, Source, Tint, What};
pub use live::{Live, LiveArea, LiveFinding, Turn};
pub use new_object::{HolderChoice, NewObject, WhenChoice};
pub use notices::{Notice, NoticeKind, Notices};
pub use own_maps::{OwnMap, OwnMaps, TileLook};
pub use preferences::{CoordinateFormat, InterfaceScale, Preferences, ThemeChoice};
pub use printing::{Preview, PrintOrder};
pub use releasing::{ReleaseCommand, Releasing};
pub use rings::{Radii, RingCentre, RingSet, RingsError};
pub use seeking::{Pin, ground, points_of};
pub use shaping::ShapeVerb;
pub use sharing::named as holder_name;
pub use template::{Template, USUAL_PHASES};
pub use watching::Outside;
pub use workspace::{Desk, FindingKey, Mode, Workspace};

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use crate::checks::{Coverage, Report};
use crate::drawing::{Bounds, Crowd};
use crate::files::Folders;
use crate::files::basemap::BaseMap;
use crate::geometry::Position;
use crate::model::{AnyId, Edit, Id, Instant, Plan};

use keeping::Keeper;
use looking::Offered;
use recovering::Lost;
use sharing::Shared;
use tools::{DrawStyle, MapEvent, MapEventKind, Reaction, Sketch, Tool, ToolKind, ToolView, Verb};
use watching::Watcher;

/// The least side of ground shown around a finding, in units of the whole map: some 2 km.
const LEAST_VIEW: f64 = 5e-5;

/// The application without pixels.
pub struct Editor {
    document: Document,
    workspace: Workspace,
    preferences: Preferences,
    notices: Notices,
    tool: Box<dyn Tool + Send>,
    /// The tool took what was pressed on, so dragging is its own and the map must not pan.
    grabbed: bool,
    /// The draft is an edit to be looked at, not a gesture.
    previewing: bool,
    drawn: Option<NewObject>,
    last_holder: HolderChoice,
    fixes: Option<Offered>,
    /// What becomes of findings in the plan as the gesture would leave it.
    drafted: Vec<LiveFinding>,
    held: Option<Held>,
    previews: printing::Previews,
    importing: Option<Importing>,
    /// How many imports were begun.
    imports: u64,
    /// Another version of the plan that is looked at.
    incoming: Option<Incoming>,
    /// The extract that is looked at.
    releasing: Option<Releasing>,
    /// What is known of the plan's approvals.
    approvals: approving::Approvals,
    /// Plans that are compared, or were.
    comparing: Option<Comparing>,
    /// The plan that is being judged to be compared.
    judging: Option<Arc<Plan>>,
    /// The exercise that is open.
    exercising: Option<Box<Exercising>>,
    /// The room's time as it was said last, milliseconds.
    room_ms: i64,
    /// The newest copy of an unsaved exercise that was written, by number, and how many were asked for.
    copies: (Arc<Mutex<u64>>, u64),
    /// The plan's branches, as they were looked for last.
    branches: Option<Branches>,
    /// Work of earlier sessions that was not saved.
    lost: Lost,
    /// What is known of others at the plan's file.
    shared: Shared,
    watcher: Watcher,
    keeper: Keeper,
    question: Option<Question>,
    quitting: bool,
    /// Ground that the window is to bring into view.
    wanted_view: Option<Bounds>,
    /// Where units are drawn that are not drawn where they stand.
    crowd: Arc<Crowd>,
    ids: IdSource,
    jobs: Jobs,
    maps: OwnMaps,
    today: Instant,
    surroundings: Surroundings,
}

/// Who holds how much in a plan.
#[derive(Clone, Debug)]
pub struct Held {
    /// The plan the figures are about.
    pub plan: Arc<Plan>,
    /// The figures; where there are none, why.
    pub coverage: Result<Arc<Coverage>, String>,
}

impl Editor {
    /// Starts with an empty plan.
    pub fn new(surroundings: Surroundings, jobs: Jobs, today: Instant, seed: u64) -> Self {
        let mut ids = IdSource::new(seed);
        let document = Document::new(Plan::empty(ids.any()), "New plan", None);
        let workspace = Workspace::for_plan(document.current());
        let mut editor = Self {
            preferences: surroundings.read_preferences(),
            workspace,
            document,
            notices: Notices::default(),
            tool: ToolKind::default().tool(DrawStyle::default()),
            grabbed: false,
            previewing: false,
            drawn: None,
            last_holder: HolderChoice::default(),
            fixes: None,
            drafted: Vec::new(),
            held: None,
            previews: printing::Previews::default(),
            importing: None,
            imports: 0,
            incoming: None,
            releasing: None,
            approvals: approving::Approvals::default(),
            comparing: None,
            judging: None,
            exercising: None,
            room_ms: 0,
            copies: (Arc::default(), 0),
            branches: None,
            lost: Lost::default(),
            shared: Shared::default(),
            watcher: Watcher::new(&jobs.runner(), jobs.mail()),
            keeper: Keeper::new(
                surroundings.folders.as_ref().map(Folders::journals),
                &jobs.runner(),
                jobs.mail(),
            ),
            question: None,
            quitting: false,
            wanted_view: None,
            crowd: Arc::default(),
            ids,
            maps: OwnMaps::new(jobs.runner(), surroundings.reader.clone()),
            jobs,
            today,
            surroundings,
        };
        if editor.surroundings.is_safe {
            editor.notices.push(
                NoticeKind::Warning,
                "Safe mode: what you prefer is neither read nor written",
                "Plans, journals and backups work as always. Start Entente anew to leave the safe mode.",
            );
        }
        editor.maps.show(&editor.preferences.layers);
        editor.begin_journal();
        editor.look_for_lost(false);
        editor.request_check();
        editor
    }

    /// Returns the plan being worked on, its history and findings.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Returns true where what is worked on, plan or exercise, is not as it is in its file.
    pub fn is_unsaved(&self) -> bool {
        self.exercising()
            .map_or_else(|| self.document.is_unsaved(), Exercising::is_unsaved)
    }

    /// Returns true where what is worked on, plan or exercise, has a file.
    pub fn has_file(&self) -> bool {
        match self.exercising() {
            Some(exercising) => exercising.file.is_some(),
            None => self.document.file.is_some(),
        }
    }

    /// Returns what undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        match self.exercising() {
            Some(exercising) => exercising.undo_label(),
            None => self.document.history().undo_label(),
        }
    }

    /// Returns what redo would do again.
    pub fn redo_label(&self) -> Option<&str> {
        match self.exercising() {
            Some(exercising) => exercising.redo_label(),
            None => self.document.history().redo_label(),
        }
    }

    /// Returns the plan without the gesture under way.
    pub fn plan(&self) -> &Arc<Plan> {
        self.document.current()
    }

    /// Returns how the plan is looked at.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// Returns where units are drawn that are not drawn where they stand, as the window said last.
    pub fn crowd(&self) -> &Arc<Crowd> {
        &self.crowd
    }

    /// Returns true while the map shows what an edit would do, which nobody has chosen yet.
    pub fn is_previewing(&self) -> bool {
        self.previewing && self.document.is_drafting()
    }

    /// Returns what the user likes.
    pub fn preferences(&self) -> &Preferences {
        &self.preferences
    }

    /// Returns the user's own maps that are shown.
    pub fn maps(&self) -> &OwnMaps {
        &self.maps
    }

    /// Returns the messages shown.
    pub fn notices(&self) -> &Notices {
        &self.notices
    }

    /// Returns the form about a shape just drawn.
    pub fn drawn(&self) -> Option<&NewObject> {
        self.drawn.as_ref()
    }

    /// Returns the question that waits for an answer.
    pub fn question(&self) -> Option<&Question> {
        self.question.as_ref()
    }

    /// Returns true once the window may close.
    pub fn is_quitting(&self) -> bool {
        self.quitting
    }

    /// Returns the instant that findings are judged at.
    pub fn today(&self) -> Instant {
        self.today
    }

    /// Returns true while the newest check is not answered.
    pub fn is_checking(&self) -> bool {
        self.jobs.is_checking()
    }

    /// Returns what the tool draws on top.
    pub fn sketch(&self) -> Sketch {
        self.tool.sketch()
    }

    /// Returns what a tool may know of a plan, with the pointer at a place.
    pub fn tool_view<'a>(&'a self, plan: &'a Plan, at: Position) -> ToolView<'a> {
        let workspace = &self.workspace;
        ToolView {
            plan,
            selection: &workspace.selection,
            phase: workspace.phase,
            hidden: &workspace.hidden,
            locked: &workspace.locked,
            crowd: &self.crowd,
            metres_per_point: workspace.camera.metres_per_point(at.latitude()),
            zoom: workspace.camera.zoom,
            snaps: workspace.snaps,
            beneath: BaseMap::shared().map(|map| (map, &self.preferences.layers)),
            ids: &self.ids,
        }
    }

    /// Returns the last vertex placed by the tool.
    pub fn last_vertex(&self) -> Option<Position> {
        self.tool.last()
    }

    /// Returns true where the tool took what was pressed on: dragging is then its own, else the map pans.
    pub fn has_grabbed(&self) -> bool {
        self.grabbed
    }

    /// Returns what can be done now, for the status line.
    pub fn hint(&self) -> Cow<'static, str> {
        if self.importing.is_some() {
            "Say what the file means; nothing is in the plan until it is imported".into()
        } else if let Some(exercising) = self.exercising().filter(|_| self.drawn.is_none()) {
            exercising.hint().unwrap_or_else(|| self.tool.hint())
        } else if self.comparing().is_some() {
            "Drag to pan both maps; click an object to see what differs in it, or a row of the list".into()
        } else if self.incoming.is_some() {
            "Look at what would change; nothing is in the plan until it is taken".into()
        } else if self.releasing.is_some() {
            "You are looking at an extract; Esc goes back to the plan".into()
        } else if self.drawn.is_some() {
            "Say what it is; Enter makes it, Esc drops it".into()
        } else {
            self.tool.hint()
        }
    }

    /// Returns the newest report, which may be about an older plan: see [`Document::fresh_report`].
    pub fn report(&self) -> Option<&Report> {
        self.document.report.as_ref().map(|dated| dated.report.as_ref())
    }

    /// Returns who holds how much, as far as it is known: compare its plan with [`Editor::plan`]. Found
    /// out only while the tab that shows it is open.
    pub fn held(&self) -> Option<&Held> {
        self.held.as_ref()
    }

    /// Returns an id that the plan does not have, for an entity that a panel makes.
    pub fn fresh_id<E: crate::model::Entity>(&self) -> Id<E> {
        // A copy: the id is taken only if the command that carries it is obeyed, and then it is in the plan.
        self.ids.clone().fresh(self.plan())
    }

    /// Returns the ground to bring into view, once.
    pub fn take_wanted_view(&mut self) -> Option<Bounds> {
        self.wanted_view.take()
    }

    /// Says what day it is; findings are judged anew when it changes.
    pub fn set_today(&mut self, today: Instant) {
        if today != self.today {
            self.today = today;
            self.request_check();
            self.judge_courses_anew();
        }
    }

    /// Takes what the worker has answered. Called once a frame.
    pub fn collect(&mut self) {
        for trouble in self.maps.collect() {
            self.notices
                .push(NoticeKind::Warning, trouble.text, trouble.details);
        }
        for answer in self.jobs.collect() {
            match answer {
                Answer::Checked(dated) => {
                    if Arc::ptr_eq(&dated.plan, self.document.current()) {
                        self.document.report = Some(dated);
                        self.ask_for_fixes();
                    }
                }
                Answer::Drafted(dated) => self.take_drafted(&dated),
                Answer::Lost { found, all } => self.take_found(found, all),
                Answer::Outside { path, outside } => self.take_outside(&path, outside),
                Answer::NotKept(why) => self.notices.push(
                    NoticeKind::Warning,
                    "What you do is not kept against a crash",
                    format!(
                        "The journal cannot be written: {why}. Save often; it is tried again with every step."
                    ),
                ),
                Answer::Fixes { plan, finding, fixes } => {
                    self.fixes = Some(Offered {
                        plan,
                        key: FindingKey::of(&finding),
                        fixes: Some(fixes),
                    });
                }
                Answer::Coverage { plan, coverage } => self.held = Some(Held { plan, coverage }),
                Answer::ImportRead(read) => self.import_read(read),
                Answer::Branches(branches) => self.branches = Some(branches),
                Answer::Reviewed(reviewed) => self.take_reviewed(reviewed),
                Answer::Judged { plan, as_of, judged } => self.take_judged(&plan, as_of, judged),
                Answer::Previewed(preview) => self.previewed(*preview),
                Answer::Printed {
                    path,
                    files,
                    existing,
                } => self.printed(&path, files, existing),
                Answer::Failed { plan } => {
                    if Arc::ptr_eq(&plan, self.document.current()) {
                        self.document.report = None;
                        self.notices.push(
                            NoticeKind::Error,
                            "The check broke down: treat this plan as unchecked",
                            "Save the plan under another name and send it to whoever keeps Entente; undoing the last change may help.",
                        );
                    }
                }
            }
        }
    }

    /// Does what is asked.
    pub fn obey(&mut self, command: Command) {
        if self.is_only_exercised(&command) {
            self.keep_exercising();
            return;
        }
        if command.leaves_the_plan() && self.document.is_unsaved() {
            self.question = Some(Question::Unsaved(Box::new(command)));
            return;
        }
        self.obey_at_once(command);
    }

    fn obey_at_once(&mut self, command: Command) {
        if self.is_only_looked_at(&command) || self.is_only_compared(&command) {
            return;
        }
        let before = Arc::clone(self.plan());
        let shown = Arc::clone(self.document.shown());
        match command {
            Command::Commit(edit) => self.commit(&edit),
            Command::Draft(edit) => {
                self.previewing = false;
                if let Err(error) = self.document.draft(&edit) {
                    self.notices.push(NoticeKind::Warning, error.to_string(), "");
                }
            }
            Command::Preview(edit) => {
                self.document.drop_draft();
                self.previewing = self.document.draft(&edit).is_ok();
            }
            Command::DropDraft => self.document.drop_draft(),
            Command::Refuse(reason) => {
                self.notices.dismiss_done();
                self.notices.push(NoticeKind::Warning, reason, "");
            }
            Command::Undo => drop(self.document.undo()),
            Command::Redo => drop(self.document.redo()),
            Command::GoToStep(place) => drop(self.document.go_to(place)),
            Command::Map(event) => self.map(&event),
            Command::PlaceTyped(positions) => self.place_typed(&positions),
            Command::GoTo(pin) => self.go_to(pin),
            Command::TakeTool(tool) => self.take_tool(tool),
            Command::SetDrawStyle(style) => {
                self.workspace.draw_style = style;
                self.take_tool(self.workspace.tool);
            }
            Command::Shape(verb) => self.shape(verb),
            Command::Paste(text) => self.paste(&text),
            Command::SetSnapping(snaps) => self.workspace.snaps = snaps,
            Command::StepBack => self.step_back(),
            Command::AskAbout(form) => self.drawn = Some(*form),
            Command::MakeDrawn => self.make_drawn(),
            Command::DropDrawn => self.drawn = None,
            Command::AddRings(centre) => self.add_rings(centre),
            Command::SetRadii(radii) => self.workspace.radii = radii,
            Command::DropRings(place) => {
                if place < self.workspace.rings.len() {
                    self.workspace.rings.remove(place);
                }
            }
            Command::ClearRings => self.workspace.rings.clear(),
            Command::Select(ids) => self.select(ids),
            Command::ShowObjects(ids) => {
                self.turn_to(&ids);
                self.show(&ids);
                self.select(ids);
            }
            Command::DeleteSelected => {
                let ids = self.unlocked();
                if !ids.is_empty() {
                    self.commit(&Edit::Delete(ids));
                } else if !self.workspace.selection.is_empty() {
                    self.notices
                        .push(NoticeKind::Warning, "Not done: what is selected is locked", "");
                }
            }
            Command::LookAtFinding(place) => self.look_at(place),
            Command::ShowFinding(place) => self.show_finding(place),
            Command::SetHidden { ids, hidden } => mark(&mut self.workspace.hidden, ids, hidden),
            Command::SetLocked { ids, locked } => mark(&mut self.workspace.locked, ids, locked),
            Command::ShowPhase(phase) => self.workspace.phase = phase,
            Command::StepPhase(by) => self.step_phase(by),
            Command::SetCrowd(crowd) => self.crowd = crowd,
            Command::MoveCamera(camera) => {
                self.workspace.camera = camera;
                self.workspace.camera_set = true;
            }
            Command::ShowAll => self.wanted_view = self.bounds_of_plan(),
            Command::OpenDesk(desk) => {
                self.workspace.desk = desk;
                self.ask_who_holds();
            }
            Command::SetTheme(theme) => self.change_preferences(|preferences| preferences.theme = theme),
            Command::SetCoordinates(format) => {
                self.change_preferences(|preferences| preferences.coordinates = format);
            }
            Command::ChangeLayers(change) => {
                self.change_preferences(|preferences| {
                    preferences.layers = preferences.layers.changed(change);
                });
                self.maps.show(&self.preferences.layers);
            }
            Command::WantTiles { source, tiles } => self.maps.want(&source, &tiles),
            Command::ShowMap(source) => self.wanted_view = self.maps.bounds(&source),
            Command::SetLanguage(language) => {
                self.change_preferences(|preferences| preferences.language = language);
            }
            Command::SetInterface(scale) => {
                self.change_preferences(|preferences| preferences.interface = scale);
            }
            Command::SetUnits(units) => self.change_preferences(|preferences| preferences.units = units),
            Command::DismissWelcome => self.change_preferences(|preferences| preferences.welcomed = true),
            Command::SignAs(name) => self.change_preferences(|preferences| preferences.signs_as = name),
            Command::ForgetRecent => self.change_preferences(|preferences| preferences.recent.clear()),
            Command::DismissNotice(place) => self.notices.dismiss(place),
            Command::Compare(command) => self.compare(command),
            Command::Branch(command) => self.branch(command),
            Command::Exercise(command) => self.exercise(command),
            Command::Release(command) => self.release(command),
            Command::Approval(command) => self.approval(command),
            filing => self.file(filing),
        }
        let has_changed = !Arc::ptr_eq(&before, self.plan());
        let happened = self.document.take_happened();
        if self.exercising.is_some() {
            self.take_exercised(happened);
            self.keep_exercising();
        } else {
            for happened in happened {
                self.keeper.keep(happened);
            }
        }
        if self.document.take_refused() {
            if self.exercising.is_some() {
                self.refuse_to_exercise();
            } else {
                self.refuse_to_write();
            }
        }
        self.keep_watching();
        self.keep_import(has_changed);
        self.keep_incoming(has_changed);
        self.keep_comparing(has_changed);
        self.keep_releasing(has_changed);
        if has_changed {
            self.workspace.forget_what_is_gone(self.document.current());
            self.request_check();
        }
        if !Arc::ptr_eq(&shown, self.document.shown()) {
            self.follow_draft();
        }
    }

    fn commit(&mut self, edit: &Edit) {
        self.notices.dismiss_done();
        if let Some(why) = self.not_ready(edit) {
            self.notices
                .push(NoticeKind::Warning, format!("The plan is not ready: {why}"), "");
        } else if let Err(error) = self.document.commit(edit) {
            self.notices
                .push(NoticeKind::Error, format!("Not done: {error}"), "");
        }
        // Ids handed out by `fresh_id` may be in the plan now.
        let _: Id<Plan> = self.ids.any();
    }

    fn map(&mut self, event: &MapEvent) {
        // While a file is looked at, the map is only looked at too.
        if self.drawn.is_some()
            || self.importing.is_some()
            || self.incoming.is_some()
            || self.comparing().is_some()
        {
            self.grabbed = false;
            return;
        }
        let plan = Arc::clone(self.plan());
        let mut tool = std::mem::replace(&mut self.tool, Box::new(tools::Select::default()));
        let reaction = tool.react(event, &self.tool_view(&plan, event.at));
        self.tool = tool;
        if event.kind == MapEventKind::Pressed {
            self.grabbed = reaction != Reaction::NotMine;
        }
        match reaction {
            Reaction::Nothing | Reaction::NotMine => {}
            // A draft that does not fit leaves the last one that did.
            Reaction::Draft(edit) => {
                self.previewing = false;
                drop(self.document.draft(&edit));
            }
            Reaction::Commit(edit) => {
                self.commit(&edit);
                // Gaps are filled one after the other; any other verb is done once.
                if let ToolKind::Verb(verb) = self.workspace.tool
                    && verb != Verb::FillGap
                {
                    self.take_tool(ToolKind::Select);
                }
            }
            Reaction::Show(ids) => self.show(&ids),
            Reaction::Refuse(why) => {
                self.document.drop_draft();
                self.notices
                    .push(NoticeKind::Warning, format!("Not done: {why}"), "");
            }
            Reaction::DropDraft => self.document.drop_draft(),
            Reaction::Select(ids) => self.select(ids),
            Reaction::Rings(centre) => self.add_rings(centre),
            Reaction::Drawn(geometry) => match (self.workspace.tool, geometry.as_area()) {
                (ToolKind::AreaOfOperations, Some(area)) => {
                    self.commit(&Edit::SetAreaOfOperations(Some(area.clone())));
                    self.take_tool(ToolKind::Select);
                }
                (tool, _) => {
                    let phase = self.workspace.phase;
                    self.drawn = Some(NewObject::drawn(tool, geometry, &plan, phase, &self.last_holder));
                }
            },
        }
    }

    fn take_tool(&mut self, tool: ToolKind) {
        self.document.drop_draft();
        self.drawn = None;
        self.tool = tool.tool(self.workspace.draw_style);
        self.workspace.tool = tool;
    }

    fn step_back(&mut self) {
        self.document.drop_draft();
        if self.importing.is_some() {
            self.end_import();
            return;
        }
        if self.incoming.is_some() {
            self.drop_incoming();
            return;
        }
        if self.workspace.pin.take().is_some() {
            return;
        }
        if self.comparing().is_some() {
            let picked = self
                .comparing
                .as_mut()
                .and_then(|comparing| comparing.picked.take());
            if picked.is_none() {
                self.workspace.mode = Mode::Plan;
            }
            return;
        }
        if self.question.take().is_some() || self.drawn.take().is_some() || self.tool.cancel() {
            return;
        }
        if self.workspace.tool != ToolKind::Select {
            self.take_tool(ToolKind::Select);
        } else if !self.workspace.selection.is_empty() {
            self.select(BTreeSet::new());
        } else {
            self.workspace.finding = None;
        }
    }

    fn make_drawn(&mut self) {
        let Some(form) = self.drawn.take() else { return };
        let plan = Arc::clone(self.plan());
        let (edit, id) = form.edit(&plan, &mut self.ids);
        self.commit(&edit);
        if id.is_in(self.plan()) {
            self.select(BTreeSet::from([id]));
            let holder = match id {
                AnyId::Sector(id) => self.plan().sectors.get(id).and_then(|sector| sector.holder),
                AnyId::Force(id) => self.plan().forces.get(id).and_then(|force| force.stakeholder),
                _ => None,
            };
            if let Some(holder) = holder {
                self.last_holder = HolderChoice::Existing(holder);
            }
            self.take_tool(ToolKind::Select);
        } else {
            self.drawn = Some(form);
        }
    }

    fn select(&mut self, ids: BTreeSet<AnyId>) {
        self.workspace.selection = ids;
        // What is measured has nothing to do with what is selected.
        if self.workspace.tool != ToolKind::Measure {
            self.tool.cancel();
        }
    }

    /// Looks at range rings, or says why they cannot be drawn.
    fn add_rings(&mut self, centre: RingCentre) {
        let rings = RingSet {
            centre,
            radii: self.workspace.radii.clone(),
        };
        match rings.drawn(self.plan(), self.workspace.phase) {
            Ok(_) if self.workspace.rings.contains(&rings) => {}
            Ok(_) => self.workspace.rings.push(rings),
            Err(error) => self.notices.push(NoticeKind::Warning, error.to_string(), ""),
        }
    }

    fn request_check(&mut self) {
        let plan = Arc::clone(self.plan());
        let as_of = self.judged_at();
        self.jobs.check(&plan, as_of);
        self.ask_who_holds();
    }

    /// Asks who holds how much, where that is looked at and not known of the plan as it is.
    fn ask_who_holds(&mut self) {
        let known = |held: &Held| Arc::ptr_eq(&held.plan, self.document.current());
        if self.workspace.desk == Desk::Ground && !self.held.as_ref().is_some_and(known) {
            let plan = Arc::clone(self.plan());
            self.jobs.coverage(&plan);
        }
    }
}

fn mark(set: &mut BTreeSet<AnyId>, ids: BTreeSet<AnyId>, marked: bool) {
    if marked {
        set.extend(ids);
    } else {
        set.retain(|id| !ids.contains(id));
    }
}
