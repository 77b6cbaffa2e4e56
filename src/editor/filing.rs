//! Opening, saving, importing, exporting: commands that touch files.
//!
//! Nothing unsaved is lost without a question, and no file that changed on disk is overwritten unseen.
//! How bytes get to the disk safely is `files`' business.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::files::exercise::KeptExercises;
use crate::files::lock::Holder;
use crate::files::{
    Backups, Disk as _, Existing, Folders, LocalDisk, Opened, PlanFile, SavePlanError, Saved, Seal,
    WriteFileError, exchange, plan_file, ron_text, write_file,
};
use crate::model::{Id, Phase, Plan};
use crate::samples;

use super::exercising::{ExerciseCommand, is_exercise};
use super::notices::NoticeKind;
use super::preferences::Preferences;
use super::recovering::absolute;
use super::template::{Template, usual_phases};
use super::{Command, Document, Editor, LayerChange, Source, Workspace};

/// A question that waits for an answer before anything is lost.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// The plan has unsaved changes and this command would lose them.
    Unsaved(Box<Command>),
    /// The plan is to be saved before this command, and has no file: choose one.
    NameFirst(Box<Command>),
    /// That file exists and is not the plan's.
    Replace(PathBuf),
    /// That file exists and is to be replaced by an export.
    ReplaceExport(PathBuf, Option<Id<Phase>>),
    /// That file exists and is to be replaced by what this command prints.
    ReplacePrint(Box<Command>),
    /// That file exists and is to be replaced by the extract that this command writes.
    ReplaceExtract(Box<Command>),
    /// That file exists and is to be replaced by what this command writes of an exercise.
    ReplaceList(Box<Command>),
    /// The exercise has unsaved changes and this command would lose them.
    UnsavedExercise(Box<Command>),
    /// The plan's file was changed on disk since it was read.
    ChangedOnDisk(PathBuf),
}

/// Where the editor keeps things outside the plan; tests hand in a temporary folder or nothing.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The user's folders; `None`: there are none, and nothing is remembered.
    pub folders: Option<Folders>,
    /// Who works here, as others are told who open the same plan; `None`: nobody is told.
    pub holder: Option<Holder>,
    /// Nothing remembered is trusted: preferences are neither read nor written.
    pub is_safe: bool,
    /// Where files of partners are read.
    pub reader: exchange::Reader,
}

impl Surroundings {
    /// The folders of the user, who goes by that name; files of partners are read apart.
    pub fn of_user(user: &str, computer: &str, is_safe: bool) -> Self {
        Self {
            folders: Folders::of_user(),
            holder: Some(Holder::this(user, computer)),
            is_safe,
            reader: exchange::Reader::apart(),
        }
    }

    /// Reads the preferences; what cannot be read gives the defaults.
    pub fn read_preferences(&self) -> Preferences {
        let path = self.preferences_path();
        let text = path.and_then(|path| plan_file::read_bytes(&LocalDisk, &path).ok());
        text.map(|text| Preferences::read(&String::from_utf8_lossy(&text)))
            .unwrap_or_default()
    }

    fn preferences_path(&self) -> Option<PathBuf> {
        self.folders
            .as_ref()
            .filter(|_| !self.is_safe)
            .map(|folders| folders.config.join("preferences.ron"))
    }

    pub(super) fn kept_exercises(&self) -> Option<KeptExercises> {
        self.folders.as_ref().map(Folders::exercises)
    }

    pub(super) fn backups(&self) -> Option<Backups> {
        self.folders.as_ref().map(Folders::backups)
    }
}

impl Editor {
    /// Does what touches files, and answers questions.
    pub(super) fn file(&mut self, command: Command) {
        match command {
            Command::New => {
                let plan = Plan::empty(self.ids.any());
                self.start(plan, "New plan", None);
            }
            Command::NewFrom(template) => self.new_from(template),
            Command::Open(path) if is_exercise(&path) => {
                self.obey(Command::Exercise(ExerciseCommand::Open(path)));
            }
            Command::Open(path) => drop(self.open(&absolute(&path))),
            Command::OpenSample(name) => self.open_sample(&name),
            Command::Reload => {
                if let Some(path) = self.document.file.as_ref().map(|file| file.path.clone()) {
                    self.open(&path);
                }
            }
            Command::Save => self.save(),
            Command::SaveAs(path) => self.save_as(&absolute(&path), Existing::Refuse),
            Command::SaveOver(path) => {
                self.question = None;
                self.save_as(&absolute(&path), Existing::Replace);
            }
            Command::FindLost => self.look_for_lost(true),
            Command::LookAtLost(place) => self.look_at_lost(place),
            Command::LeaveLost(place) => self.leave_lost(place),
            Command::MergeWithFile => self.merge_with_file(),
            Command::MergeWith(path) => self.merge_with(&absolute(&path)),
            Command::TakeInProposals(path) => self.take_in_proposals(&absolute(&path)),
            Command::LookAtFile => self.look_at_file(),
            Command::TakeCopy(path) => self.take_copy(&absolute(&path)),
            Command::Settle(place, side) => self.settle(place, side),
            Command::TakeIncoming => self.take_incoming(),
            Command::DropIncoming => self.drop_incoming(),
            Command::ForgetPlan => self.forget_plan(),
            Command::Import(path) => self.import(&path),
            Command::ChooseImport(order) => self.choose_import(*order),
            Command::TakeImport => self.take_import(),
            Command::DropImport => self.end_import(),
            Command::Export { path, phase, replace } => {
                self.question = None;
                self.export(
                    &path,
                    phase,
                    if replace {
                        Existing::Replace
                    } else {
                        Existing::Refuse
                    },
                );
            }
            Command::PreviewPrint(order) => self.preview_print(&order),
            Command::Print { path, order, replace } => {
                let existing = if replace {
                    Existing::Replace
                } else {
                    Existing::Refuse
                };
                self.print(&path, *order, existing);
            }
            Command::Dropped(path) => {
                let is_plan = path
                    .extension()
                    .is_some_and(|ending| ending.eq_ignore_ascii_case("ron"));
                let is_tiles = path.extension().is_some_and(|ending| {
                    ending.eq_ignore_ascii_case("mbtiles") || ending.eq_ignore_ascii_case("pmtiles")
                });
                self.obey(if is_plan {
                    Command::Open(path)
                } else if is_tiles {
                    Command::ChangeLayers(LayerChange::Add(Source::File(path)))
                } else {
                    Command::Import(path)
                });
            }
            Command::Quit => {
                self.close_journal();
                self.quitting = true;
            }
            Command::LoseChanges => match self.question.take() {
                Some(Question::Unsaved(command)) => self.obey_at_once(*command),
                Some(Question::UnsavedExercise(command)) => self.lose_exercise(*command),
                _ => {}
            },
            Command::SaveThenGoOn => {
                if let Some(Question::UnsavedExercise(command)) = &self.question {
                    let command = (**command).clone();
                    self.question = None;
                    self.save_exercise_then(command);
                } else {
                    self.save_then_go_on();
                }
            }
            Command::Stay => self.question = None,
            _ => {}
        }
    }

    pub(super) fn change_preferences(&mut self, change: impl FnOnce(&mut Preferences)) {
        change(&mut self.preferences);
        let Some(path) = self.surroundings.preferences_path() else {
            return;
        };
        let text = self.preferences.write();
        // On a new computer the folder is not there yet; that it cannot be made is said by the writing.
        if let Some(folder) = path.parent() {
            let _ = LocalDisk.make_private_folder(folder);
        }
        if let Err(error) = write_file(&LocalDisk, &path, text.as_bytes(), Existing::Replace, None) {
            self.notices.push(
                NoticeKind::Warning,
                "Preferences could not be remembered",
                error.to_string(),
            );
        }
    }

    /// Starts a plan from a template; districts are looked at first, as any import.
    fn new_from(&mut self, template: Template) {
        match usual_phases(self.ids.any()) {
            Ok(plan) => self.start(plan, "New plan from a template", None),
            Err(error) => {
                self.notices
                    .push(NoticeKind::Error, format!("Not done: {error}"), "");
                return;
            }
        }
        match template {
            Template::Phases => {}
            Template::Iraq => self.import_own_districts("iraq.geojson", samples::DISTRICTS_OF_IRAQ),
            Template::Districts(path) => self.import_districts(path),
        }
    }

    /// Opens a plan file in place of the plan at hand; false where it cannot be read: the plan at hand stays.
    pub(super) fn open(&mut self, path: &Path) -> bool {
        match plan_file::open(&LocalDisk, path) {
            Ok(Opened { plan, seal, file, .. }) => {
                self.close_journal();
                match self.resume(&plan, &file) {
                    Some(document) => self.start_with(document),
                    None => self.start(plan, &format!("Open {}", file_name(path)), Some(file)),
                }
                self.warn_of_seal(seal, path);
                self.change_preferences(|preferences| preferences.remember(path));
                true
            }
            Err(error) => {
                let backups = self.surroundings.backups();
                let kept = backups
                    .map(|backups| backups.of(&LocalDisk, path))
                    .unwrap_or_default();
                let mut details = error.to_string();
                for backup in kept.iter().take(3) {
                    _ = write!(details, "\nBackup: {}", backup.path.display());
                }
                self.notices.push(
                    NoticeKind::Error,
                    format!("{} was not opened", file_name(path)),
                    details,
                );
                false
            }
        }
    }

    pub(super) fn warn_of_seal(&mut self, seal: Seal, path: &Path) {
        if let Some(warning) = seal.warning() {
            let backups = self.surroundings.backups();
            let kept = backups
                .map(|backups| backups.of(&LocalDisk, path))
                .unwrap_or_default();
            let mut details = "Look it through before relying on it; saving seals it anew.".to_owned();
            for backup in kept.iter().take(3) {
                _ = write!(details, "\nBackup: {}", backup.path.display());
            }
            self.notices.push(
                NoticeKind::Warning,
                format!("{}: {warning}", file_name(path)),
                details,
            );
        }
    }

    fn open_sample(&mut self, name: &str) {
        let Some(sample) = samples::find(name) else {
            self.notices
                .push(NoticeKind::Error, format!("There is no sample called {name}"), "");
            return;
        };
        match ron_text::read(sample.text.as_bytes()) {
            Ok(read) => self.start(read.plan, &format!("Open sample {name}"), None),
            Err(error) => {
                self.notices.push(
                    NoticeKind::Error,
                    format!("The sample {name} is damaged"),
                    error.to_string(),
                );
            }
        }
    }

    pub(super) fn start(&mut self, plan: Plan, label: &str, file: Option<PlanFile>) {
        self.close_journal();
        self.start_with(Document::new(plan, label, file));
        self.begin_journal();
    }

    /// Ends the journal of the plan at hand: what is not saved in it is left by choice.
    fn close_journal(&mut self) {
        if self.document.is_unsaved() {
            self.keeper.leave();
        }
        self.keeper.close();
    }

    fn start_with(&mut self, document: Document) {
        self.question = None;
        self.watch_anew();
        self.incoming = None;
        self.releasing = None;
        self.drawn = None;
        self.importing = None;
        self.fixes = None;
        self.document = document;
        self.workspace = Workspace::for_plan(self.document.current());
        self.take_tool(super::tools::ToolKind::default());
    }

    pub(super) fn save(&mut self) {
        if !self.may_save() {
            return;
        }
        let plan = Arc::clone(self.plan());
        let Some(mut file) = self.document.file.clone() else {
            self.notices
                .push(NoticeKind::Warning, "Choose where to save the plan first", "");
            return;
        };
        let backups = self.surroundings.backups();
        let saved = plan_file::save(&LocalDisk, &plan, &mut file, backups.as_ref());
        self.after_saving(&plan, file, saved);
    }

    fn save_as(&mut self, path: &Path, existing: Existing) {
        // Saving under the plan's own name is saving: the file must be as it was read.
        let own = self.document.file.as_ref().is_some_and(|file| file.path == path);
        if own && existing == Existing::Refuse {
            self.save();
            return;
        }
        let plan = Arc::clone(self.plan());
        let backups = self.surroundings.backups();
        match plan_file::save_as(&LocalDisk, &plan, path, existing, backups.as_ref()) {
            Ok((file, saved)) => self.after_saving(&plan, file, Ok(saved)),
            Err(SavePlanError::Exists(_)) => {
                // What was to follow the saving is asked for again once the file has a name.
                self.question = Some(Question::Replace(path.to_owned()));
            }
            Err(error) => self.not_saved(&error),
        }
    }

    fn after_saving(&mut self, plan: &Arc<Plan>, file: PlanFile, saved: Result<Saved, SavePlanError>) {
        match saved {
            Ok(saved) => {
                let path = file.path.clone();
                self.document.mark_in_file(plan, file);
                self.notices.dismiss_done();
                let notes: Vec<String> = saved.notes.iter().map(ToString::to_string).collect();
                let kind = if notes.is_empty() {
                    NoticeKind::Done
                } else {
                    NoticeKind::Warning
                };
                self.notices
                    .push(kind, format!("Saved {}", file_name(&path)), notes.join("\n"));
                self.change_preferences(|preferences| preferences.remember(&path));
                if let Some(Question::NameFirst(command)) = self.question.take() {
                    self.obey_at_once(*command);
                }
            }
            Err(SavePlanError::ChangedOnDisk(path)) => self.question = Some(Question::ChangedOnDisk(path)),
            Err(error) => {
                // What the disk did not confirm is what the next save replaces; nobody else wrote it.
                if matches!(error, SavePlanError::Write(WriteFileError::NotConfirmed { .. })) {
                    self.document.file = Some(file);
                }
                self.not_saved(&error);
            }
        }
    }

    fn not_saved(&mut self, error: &SavePlanError) {
        self.question = None;
        self.notices
            .push(NoticeKind::Error, "The plan was not saved", error.to_string());
    }

    fn save_then_go_on(&mut self) {
        let Some(Question::Unsaved(command)) = self.question.take() else {
            return;
        };
        if self.document.file.is_none() {
            self.question = Some(Question::NameFirst(command));
            return;
        }
        self.save();
        if !self.document.is_unsaved() {
            self.obey_at_once(*command);
        }
    }

    fn export(&mut self, path: &Path, phase: Option<Id<Phase>>, existing: Existing) {
        let name = file_name(path);
        let written = exchange::write_by_ending(path, self.plan(), phase).map_err(|error| error.to_string());
        let written = written.and_then(|bytes| {
            let backups = self.surroundings.backups();
            match write_file(&LocalDisk, path, &bytes, existing, backups.as_ref()) {
                Ok(_) => Ok(true),
                Err(WriteFileError::Exists(_)) => Ok(false),
                Err(error) => Err(error.to_string()),
            }
        });
        match written {
            Ok(true) => self
                .notices
                .push(NoticeKind::Done, format!("Exported {name}"), ""),
            Ok(false) => self.question = Some(Question::ReplaceExport(path.to_owned(), phase)),
            Err(error) => self
                .notices
                .push(NoticeKind::Error, format!("{name} was not exported"), error),
        }
    }
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::Jobs;
    use crate::model::{Edit, PlanInfo};

    /// The disk has the new content and does not say so: that is no save, and nobody else's doing.
    #[test]
    fn what_the_disk_did_not_confirm_is_saved_over_without_a_question() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("north.plan.ron");
        let plan = Plan::empty(Id::from_bits(3));
        plan_file::save_as(&LocalDisk, &plan, &path, Existing::Refuse, None).unwrap();
        let today = "2026-11-30".parse().unwrap();
        let mut editor = Editor::new(Surroundings::default(), Jobs::inline(), today, 7);
        editor.obey(Command::Open(path.clone()));
        let info = PlanInfo {
            title: "New".to_owned(),
            ..PlanInfo::default()
        };
        editor.obey(Command::Commit(Edit::SetInfo(Box::new(info))));
        let plan = Arc::clone(editor.plan());
        let mut file = editor.document.file.clone().unwrap();
        plan_file::save(&LocalDisk, &plan, &mut file, None).unwrap();
        let source = std::io::ErrorKind::Other.into();
        let error = SavePlanError::Write(WriteFileError::NotConfirmed { path, source });
        editor.after_saving(&plan, file, Err(error));
        assert!(editor.document.is_unsaved());
        let shown = editor.notices.shown().last().unwrap();
        assert!(shown.kind == NoticeKind::Error && shown.details.contains("did not confirm"));
        editor.obey(Command::Save);
        assert_eq!((editor.document.is_unsaved(), editor.question()), (false, None));
    }
}
