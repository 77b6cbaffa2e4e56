//! Choosing a file inside the window: for opening, saving, importing, exporting.
//!
//! The system's own dialog is not there on a bare desktop or over a remote display; this one always is,
//! and a path can simply be typed.

use std::path::{Path, PathBuf};

use egui::{ComboBox, Context, RichText, TextEdit, Ui};

use super::Stays;
use super::frame::{buttons, entered, modal, scroll};
use crate::editor::{
    Command, CompareCommand, Course, Editor, ExerciseCommand, LayerChange, ListFile, ReleaseCommand, Source,
    Template as Start,
};
use crate::files::exchange::READABLE;
use crate::files::exercise::EXERCISE_ENDING;
use crate::files::tiles::online::Template;
use crate::files::{Entry, list_folder, make_folder};
use crate::model::{Id, Phase};
use crate::ui::action::file_text;
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{Hinted, labelled, link, muted, paragraph, primary_button, quiet_button, row};
use crate::ui::words::{said, say};

/// Most recent folders offered.
const RECENT: usize = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    Open,
    SaveAs,
    TakeCopy,
    MergeWith,
    CompareWith(usize),
    AddCourses,
    TakeInProposals,
    Import,
    Districts,
    Export,
    SaveExtract,
    AddMap,
    ImportList,
    ExerciseFile(ListFile),
}

impl Purpose {
    fn title(self) -> &'static str {
        match self {
            Self::Open => say("Open a plan"),
            Self::SaveAs => say("Save the plan as"),
            Self::TakeCopy => say("Take a copy of the plan"),
            Self::MergeWith => say("Merge another plan"),
            Self::CompareWith(_) => say("Compare another plan"),
            Self::AddCourses => say("Add plans to the score table"),
            Self::TakeInProposals => say("Take in a draft as proposals"),
            Self::Import => say("Import into the plan"),
            Self::Districts => say("Start a plan from districts"),
            Self::Export => say("Export the plan"),
            Self::SaveExtract => say("Save the extract"),
            Self::AddMap => say("Add a map beneath the plan"),
            Self::ImportList => say("Take in a list of injects"),
            Self::ExerciseFile(what) => file_text(what),
        }
    }

    fn button(self) -> &'static str {
        match self {
            Self::Open => say("Open"),
            Self::SaveAs | Self::SaveExtract | Self::ExerciseFile(_) => say("Save"),
            Self::TakeCopy => say("Take a copy"),
            Self::Import => say("Import"),
            Self::Districts | Self::MergeWith => say("Look at it"),
            Self::Export => say("Export"),
            Self::CompareWith(_) => say("Compare"),
            Self::TakeInProposals | Self::ImportList => say("Take in"),
            Self::AddCourses | Self::AddMap => say("Add"),
        }
    }

    const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Open
            | Self::SaveAs
            | Self::TakeCopy
            | Self::MergeWith
            | Self::CompareWith(_)
            | Self::AddCourses
            | Self::TakeInProposals => &[".ron"],
            Self::Import | Self::Districts => READABLE,
            Self::Export | Self::SaveExtract => &[".geojson", ".json", ".ron"],
            Self::AddMap => &[".mbtiles", ".pmtiles", ".geojson", ".json"],
            Self::ImportList => &[".csv", ".tsv"],
            Self::ExerciseFile(ListFile::Injects | ListFile::Log | ListFile::Findings) => &[".csv"],
            Self::ExerciseFile(_) => &[".html"],
        }
    }
}

/// Where one is, what is there, what is typed.
pub(super) struct FileDialog {
    purpose: Purpose,
    folder: PathBuf,
    entries: Result<Vec<Entry>, String>,
    name: String,
    everything: bool,
    phase: Option<Id<Phase>>,
    focused: bool,
    /// What is saved is an exercise.
    saves_exercise: bool,
    /// The name of a folder to be made, while it is typed.
    new_folder: Option<String>,
    fault: Option<String>,
}

impl FileDialog {
    /// Chooses a plan to open.
    pub(super) fn open(editor: &Editor) -> Self {
        Self::new(Purpose::Open, editor, String::new())
    }

    /// Chooses where to save.
    pub(super) fn save_as(editor: &Editor) -> Self {
        let own = editor
            .document()
            .file
            .as_ref()
            .and_then(|file| file.path.file_name()?.to_str().map(str::to_owned));
        let name = match editor.exercising() {
            Some(exercising) => {
                let own = exercising
                    .file
                    .as_ref()
                    .and_then(|file| file.path.file_name()?.to_str().map(str::to_owned));
                own.unwrap_or_else(|| format!("{}{EXERCISE_ENDING}", words_of(&exercising.exercise().title)))
            }
            None => own.unwrap_or_else(|| format!("{}.plan.ron", file_stem(editor))),
        };
        Self::new(Purpose::SaveAs, editor, name)
    }

    /// Chooses where a copy is to be.
    pub(super) fn take_copy(editor: &Editor) -> Self {
        Self::new(
            Purpose::TakeCopy,
            editor,
            format!("{}-copy.plan.ron", file_stem(editor)),
        )
    }

    /// Chooses where the extract goes that is looked at.
    pub(super) fn save_extract(editor: &Editor) -> Self {
        let who = editor
            .releasing()
            .map(|releasing| editor.plan().label_of(releasing.of.stakeholder));
        let who = who.unwrap_or_default().to_lowercase();
        let letters = who
            .chars()
            .map(|letter| if letter.is_alphanumeric() { letter } else { '-' });
        let name = format!(
            "{}-for-{}.plan.ron",
            file_stem(editor),
            letters.collect::<String>()
        );
        Self::new(Purpose::SaveExtract, editor, name)
    }

    /// Chooses a table to be taken into the list of an exercise.
    pub(super) fn import_list(editor: &Editor) -> Self {
        Self::new(Purpose::ImportList, editor, String::new())
    }

    /// Chooses where something of an exercise goes.
    pub(super) fn exercise_file(what: ListFile, editor: &Editor) -> Self {
        let stem = editor.exercising().map_or_else(
            || "exercise".to_owned(),
            |exercising| words_of(&exercising.exercise().title),
        );
        let (word, ending) = match what {
            ListFile::Injects => ("list", "csv"),
            ListFile::Cards => ("cards", "html"),
            ListFile::ControllerCards => ("controllers", "html"),
            ListFile::Log => ("log", "csv"),
            ListFile::Findings => ("findings", "csv"),
            ListFile::Report => ("report", "html"),
        };
        Self::new(
            Purpose::ExerciseFile(what),
            editor,
            format!("{stem}-{word}.{ending}"),
        )
    }

    /// Chooses a plan to merge.
    pub(super) fn merge_with(editor: &Editor) -> Self {
        Self::new(Purpose::MergeWith, editor, String::new())
    }

    /// Chooses a plan to be compared.
    pub(super) fn compare_with(side: usize, editor: &Editor) -> Self {
        Self::new(Purpose::CompareWith(side), editor, String::new())
    }

    /// Chooses a draft whose changes are taken in as proposals.
    pub(super) fn take_in_proposals(editor: &Editor) -> Self {
        Self::new(Purpose::TakeInProposals, editor, String::new())
    }

    /// Chooses plans for the score table.
    pub(super) fn add_courses(editor: &Editor) -> Self {
        Self::new(Purpose::AddCourses, editor, String::new())
    }

    /// Chooses what to import.
    pub(super) fn import(editor: &Editor) -> Self {
        Self::new(Purpose::Import, editor, String::new())
    }

    /// Chooses the districts that a plan is started from.
    pub(super) fn districts(editor: &Editor) -> Self {
        Self::new(Purpose::Districts, editor, String::new())
    }

    /// Chooses where to export to.
    pub(super) fn export(editor: &Editor) -> Self {
        Self::new(Purpose::Export, editor, format!("{}.geojson", file_stem(editor)))
    }

    /// Chooses a map to be shown beneath the plan.
    pub(super) fn add_map(editor: &Editor) -> Self {
        Self::new(Purpose::AddMap, editor, String::new())
    }

    fn new(purpose: Purpose, editor: &Editor, name: String) -> Self {
        let folder = usual_folder(editor);
        let mut dialog = Self {
            purpose,
            folder,
            entries: Ok(Vec::new()),
            name,
            everything: false,
            phase: None,
            focused: false,
            saves_exercise: editor.exercising().is_some(),
            new_folder: None,
            fault: None,
        };
        dialog.read();
        dialog
    }

    /// Returns true where it asks for a file to save to.
    pub(super) fn is_saving(&self) -> bool {
        self.purpose == Purpose::SaveAs
    }

    /// Returns true where it asks for a map.
    pub(super) fn is_adding_map(&self) -> bool {
        self.purpose == Purpose::AddMap
    }

    fn read(&mut self) {
        self.entries = list_folder(&self.folder).map_err(|error| {
            said(format!(
                "{} cannot be read: {error}. Choose another folder",
                self.folder.display()
            ))
        });
    }

    fn go_to(&mut self, folder: PathBuf) {
        self.folder = folder;
        self.read();
    }

    /// Draws the dialog.
    pub(super) fn ui(&mut self, ctx: &Context, editor: &Editor, asks: &mut Asks) -> Stays {
        let title = match self.purpose {
            Purpose::SaveAs if self.saves_exercise => say("Save the exercise as"),
            purpose => purpose.title(),
        };
        modal(ctx, title, 600.0, |ui| {
            self.folders_ui(ui);
            self.places_ui(ui, editor);
            ui.add_space(4.0);
            let mut picked = self.list_ui(ui);
            self.name_ui(ui);
            if self.purpose == Purpose::Export {
                self.phase_ui(ui, editor);
                muted(
                    ui,
                    say("The ending says the format: .geojson for maps, .plan.ron for a copy of the plan."),
                );
            }
            if self.purpose == Purpose::AddMap {
                muted(
                    ui,
                    say(
                        "Tiles (.mbtiles, .pmtiles) or an overlay (.geojson): choose a file, drop one here, or type \
                     its path. Or type the address of online tiles: https://…/{z}/{x}/{y}.png. An online map is \
                     off until you switch it on among the layers, and off again at the next start; nothing else \
                     ever goes to a network.",
                    ),
                );
            }
            if self.purpose == Purpose::AddCourses
                && quiet_button(ui, say("All plans of this folder")).clicked()
            {
                asks.command(Command::Compare(CompareCommand::Add(self.folder.clone())));
                return Stays::Closed;
            }
            if let Some(fault) = &self.fault {
                let look = Look::of(ui.ctx());
                paragraph(ui, RichText::new(said(fault)).color(look.critical));
            }
            picked |= self.new_folder.is_none() && entered(ui);
            let (done, cancelled) = buttons(ui, |ui| {
                let done = ui
                    .add_enabled_ui(!self.name.trim().is_empty(), |ui| {
                        primary_button(ui, self.purpose.button(), 110.0)
                    })
                    .inner
                    .clicked();
                (done, quiet_button(ui, say("Cancel")).clicked())
            });
            if cancelled {
                return Stays::Closed;
            }
            if (done || picked) && !self.name.trim().is_empty() {
                self.finish(asks)
            } else {
                Stays::Open
            }
        })
    }

    /// The way from the root to here, each folder to be clicked.
    fn folders_ui(&mut self, ui: &mut Ui) {
        let mut to = None;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let ancestors: Vec<&Path> = self.folder.ancestors().collect();
            for folder in ancestors.into_iter().rev() {
                let name = folder
                    .file_name()
                    .map_or_else(|| "/".to_owned(), |name| name.to_string_lossy().into_owned());
                if link(ui, name).clicked() {
                    to = Some(folder.to_path_buf());
                }
                if folder.parent().is_some() && folder != self.folder {
                    muted(ui, "/");
                }
            }
        });
        if let Some(to) = to {
            self.go_to(to);
        }
    }

    /// Shortcuts to where people keep plans; for saving, the making of a folder.
    fn places_ui(&mut self, ui: &mut Ui, editor: &Editor) {
        let home = directories::UserDirs::new().map(|dirs| dirs.home_dir().to_path_buf());
        let mut recent: Vec<&Path> = Vec::new();
        for folder in editor
            .preferences()
            .recent
            .iter()
            .filter_map(|path| path.parent())
        {
            if !recent.contains(&folder) && recent.len() < RECENT {
                recent.push(folder);
            }
        }
        let mut to = None;
        ui.horizontal_wrapped(|ui| {
            if let Some(home) = home.filter(|home| *home != self.folder)
                && quiet_button(ui, say("Home")).clicked()
            {
                to = Some(home);
            }
            for folder in recent.into_iter().filter(|folder| *folder != self.folder) {
                let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy();
                let button = quiet_button(ui, name.as_ref());
                let label = said(format!("Recent folder {}", folder.display()));
                button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
                if button.hinted(folder.display().to_string()).clicked() {
                    to = Some(folder.to_path_buf());
                }
            }
            let writes = matches!(
                self.purpose,
                Purpose::SaveAs
                    | Purpose::TakeCopy
                    | Purpose::Export
                    | Purpose::SaveExtract
                    | Purpose::ExerciseFile(_)
            );
            if writes && self.new_folder.is_none() && quiet_button(ui, say("New folder")).clicked() {
                self.new_folder = Some(String::new());
            }
        });
        self.new_folder_ui(ui);
        if let Some(to) = to {
            self.go_to(to);
        }
    }

    /// The name of the folder to be made; Enter makes it and goes into it.
    fn new_folder_ui(&mut self, ui: &mut Ui) {
        let Some(name) = &mut self.new_folder else { return };
        let (mut make, mut drop_it) = (false, false);
        labelled(ui, say("New folder"), |ui| {
            let edit = TextEdit::singleline(name).desired_width(ui.available_width() - 150.0);
            let response = ui.add(edit).accessible_name(say("Name of the new folder"));
            make = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            make |= quiet_button(ui, say("Make")).clicked();
            drop_it = link(ui, say("Never mind")).clicked();
        });
        let typed = name.trim().to_owned();
        if drop_it {
            self.new_folder = None;
            self.fault = None;
        } else if make && !typed.is_empty() {
            let path = self.folder.join(&typed);
            match make_folder(&path) {
                Ok(()) => {
                    self.new_folder = None;
                    self.fault = None;
                    self.go_to(path);
                }
                Err(error) => {
                    self.fault = Some(said(format!(
                        "The folder {typed} cannot be made: {error}. Choose another name"
                    )));
                }
            }
        }
    }

    /// The folder's contents; true where a file was double-clicked.
    fn list_ui(&mut self, ui: &mut Ui) -> bool {
        let look = Look::of(ui.ctx());
        let mut to = None;
        let mut picked = false;
        let mut chosen = self.name.clone();
        match &self.entries {
            Err(error) => drop(paragraph(ui, RichText::new(said(error)).color(look.critical))),
            Ok(entries) => {
                let wanted: Vec<&Entry> = entries.iter().filter(|entry| self.is_wanted(entry)).collect();
                let (folder, name, purpose) = (&self.folder, &mut chosen, self.purpose);
                scroll(ui, 300.0, |ui| {
                    ui.set_min_height(160.0);
                    let up = folder.parent().filter(|_| {
                        row(ui, say("Up one folder"), false, |ui| ui.label("⬆  .."))
                            .0
                            .clicked()
                    });
                    to = up.map(Path::to_path_buf);
                    for entry in &wanted {
                        let is_chosen = entry.is_file && entry.name == *name;
                        let mark = if entry.is_file { "" } else { "› " };
                        let (response, ()) = row(ui, &entry.name, is_chosen, |ui| {
                            ui.add(egui::Label::new(format!("{mark}{}", entry.name)).truncate());
                        });
                        if response.clicked() && entry.is_file {
                            name.clone_from(&entry.name);
                            picked |= response.double_clicked()
                                && !matches!(purpose, Purpose::SaveAs | Purpose::TakeCopy);
                        } else if response.clicked() {
                            to = Some(folder.join(&entry.name));
                        }
                    }
                    if wanted.is_empty() {
                        muted(ui, say("Nothing here that fits."));
                    }
                });
            }
        }
        self.name = chosen;
        ui.checkbox(&mut self.everything, say("Show all files"));
        if let Some(to) = to {
            self.go_to(to);
        }
        picked
    }

    fn is_wanted(&self, entry: &Entry) -> bool {
        let name = entry.name.to_lowercase();
        !entry.is_file
            || self.everything
            || self.purpose.endings().iter().any(|ending| name.ends_with(ending))
    }

    fn name_ui(&mut self, ui: &mut Ui) {
        labelled(ui, say("File"), |ui| {
            let edit = TextEdit::singleline(&mut self.name).desired_width(f32::INFINITY);
            let response = ui.add(edit.hint_text(say("A name, or a whole path")));
            let shown = self.name.clone();
            response.widget_info(|| {
                let mut info = egui::WidgetInfo::text_edit(true, &shown, &shown, "");
                info.label = Some(say("File").to_owned());
                info
            });
            if !self.focused {
                response.request_focus();
                self.focused = true;
            }
        });
    }

    fn phase_ui(&mut self, ui: &mut Ui, editor: &Editor) {
        let plan = editor.plan();
        let name = |phase: Option<Id<Phase>>| match phase.and_then(|id| plan.phases.get(id)) {
            Some(phase) => phase.name.clone(),
            None => say("Every phase").to_owned(),
        };
        labelled(ui, say("Phase"), |ui| {
            let combo = ComboBox::from_id_salt("phase of export").selected_text(name(self.phase));
            combo.width(ui.available_width()).show_ui(ui, |ui| {
                let phases = plan.phases_in_order().into_iter().map(|(id, _)| Some(id));
                for phase in std::iter::once(None).chain(phases) {
                    ui.selectable_value(&mut self.phase, phase, name(phase));
                }
            });
        });
    }

    fn finish(&mut self, asks: &mut Asks) -> Stays {
        let typed = self.name.trim();
        if self.purpose == Purpose::AddMap && typed.contains("://") {
            return match Template::read(typed) {
                Ok(template) => {
                    let source = Source::Online(template.text().to_owned());
                    asks.command(Command::ChangeLayers(LayerChange::Add(source)));
                    asks.layers = true;
                    Stays::Closed
                }
                Err(error) => {
                    self.fault = Some(error.to_string());
                    Stays::Open
                }
            };
        }
        let typed = match typed.strip_prefix("~/").zip(directories::UserDirs::new()) {
            Some((rest, dirs)) => dirs.home_dir().join(rest),
            None => PathBuf::from(typed),
        };
        let mut path = self.folder.join(typed);
        if list_folder(&path).is_ok() {
            self.name.clear();
            self.go_to(path);
            return Stays::Open;
        }
        let is_plan = matches!(
            self.purpose,
            Purpose::SaveAs | Purpose::TakeCopy | Purpose::SaveExtract
        );
        if is_plan && path.extension().is_none() {
            let is_exercise = self.purpose == Purpose::SaveAs && self.saves_exercise;
            path.set_extension(if is_exercise { "exercise.ron" } else { "plan.ron" });
        }
        asks.command(match self.purpose {
            Purpose::Open => Command::Open(path),
            Purpose::SaveAs => Command::SaveAs(path),
            Purpose::TakeCopy => Command::TakeCopy(path),
            Purpose::MergeWith => Command::MergeWith(path),
            Purpose::CompareWith(side) => Command::Compare(CompareCommand::Choose(side, Course::File(path))),
            Purpose::AddCourses => Command::Compare(CompareCommand::Add(path)),
            Purpose::TakeInProposals => Command::TakeInProposals(path),
            Purpose::Import => Command::Import(path),
            Purpose::Districts => Command::NewFrom(Start::Districts(path)),
            Purpose::AddMap => Command::ChangeLayers(LayerChange::Add(Source::File(path))),
            Purpose::SaveExtract => Command::Release(ReleaseCommand::Save { path, replace: false }),
            Purpose::ImportList => Command::Exercise(ExerciseCommand::ImportList(path)),
            Purpose::ExerciseFile(what) => Command::Exercise(ExerciseCommand::Write {
                path,
                what,
                replace: false,
            }),
            Purpose::Export => Command::Export {
                path,
                phase: self.phase,
                replace: false,
            },
        });
        Stays::Closed
    }
}

/// A file name made of the plan's title: letters and digits, the rest as dashes.
/// The folder of the plan's file, else the one used last, else the user's own.
pub(super) fn usual_folder(editor: &Editor) -> PathBuf {
    let file = match editor.exercising() {
        Some(exercising) => exercising.file.as_ref(),
        None => editor.document().file.as_ref(),
    };
    let own = file.and_then(|file| file.path.parent().map(Path::to_path_buf));
    let home = directories::UserDirs::new().map(|dirs| dirs.home_dir().to_path_buf());
    own.or_else(|| editor.preferences().folder.clone())
        .or(home)
        .unwrap_or_else(|| PathBuf::from("/"))
}

/// A name for a file of the plan, without its ending: its title in words.
pub(super) fn file_stem(editor: &Editor) -> String {
    words_of(&editor.plan().info.title)
}

/// A title as the name of a file: letters and digits, the rest as dashes.
fn words_of(title: &str) -> String {
    let title = title.to_lowercase();
    let words: Vec<&str> = title
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        "plan".to_owned()
    } else {
        words.join("-")
    }
}
