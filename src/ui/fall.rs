//! When a part of the window breaks: the plan is kept, and the window says what can be done.
//!
//! A panic is caught where a frame is drawn. What was done is in the journal by then; the editor is left as
//! it is, and only what the window itself remembers is made anew. Reports say where it broke and never what
//! the plan says: not even the panic's message is written, since it may quote a name.

use std::backtrace::Backtrace;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use egui::{CentralPanel, Ui};

use super::theme::title;
use super::widgets::{muted, primary_button, quiet_button};
use super::words::{said, say};
use crate::files::{Disk as _, Existing, LocalDisk, write_file};
use crate::ui::widgets::paragraph;

/// Where the last panic was, and how it was come to.
static LAST: Mutex<Option<Place>> = Mutex::new(None);

struct Place {
    at: String,
    trace: String,
}

/// A frame that broke.
pub(super) struct Fall {
    at: String,
    trace: String,
    report: Option<PathBuf>,
}

/// What the planner chose after a fall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// Nothing yet.
    Waits,
    /// Draw the window anew.
    GoOn,
    /// Close, and start the program again.
    Restart,
}

/// Remembers where panics are; called once, before the first frame.
pub(super) fn watch() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let at = info
            .location()
            .map(|place| format!("{}:{}", place.file(), place.line()));
        let place = Place {
            at: at.unwrap_or_else(|| "an unknown place".to_owned()),
            trace: Backtrace::force_capture().to_string(),
        };
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(place);
        // Developers see it all; what a panic says goes nowhere else.
        if cfg!(debug_assertions) {
            before(info);
        }
    }));
}

/// Draws; where that breaks, says so.
pub(super) fn drawn(draw: impl FnOnce()) -> Result<(), Fall> {
    catch_unwind(AssertUnwindSafe(draw)).map_err(|_| {
        let place = LAST.lock().unwrap_or_else(PoisonError::into_inner).take();
        let (at, trace) = place.map_or_else(Default::default, |place| (place.at, place.trace));
        Fall {
            at,
            trace,
            report: None,
        }
    })
}

impl Fall {
    /// Writes a report into a folder.
    pub fn report(&mut self, folder: &Path) {
        let text = format!(
            "Entente {} on {} {}\nbroke at {}\n\n{}",
            env!("CARGO_PKG_VERSION"),
            std::env::consts::OS,
            std::env::consts::ARCH,
            self.at,
            self.trace
        );
        let written = LocalDisk.make_private_folder(folder).is_ok();
        let path = folder.join("last-break.txt");
        let written =
            written && write_file(&LocalDisk, &path, text.as_bytes(), Existing::Replace, None).is_ok();
        self.report = written.then_some(path);
    }

    /// Says what happened, and asks what is to be done.
    pub fn ui(&self, ui: &mut Ui, unsaved: bool) -> After {
        let mut after = After::Waits;
        CentralPanel::default().show(ui, |ui| {
            ui.add_space((ui.available_height() / 4.0).max(20.0));
            ui.vertical_centered(|ui| {
                ui.set_max_width(520.0);
                ui.label(title(say("A part of the window broke"), 18.0));
                ui.add_space(8.0);
                paragraph(ui, if unsaved {
                    say(
                        "Your plan is unharmed. What is not saved yet is in its journal, and is offered when Entente \
                         starts again.",
                    )
                } else {
                    say("Your plan is unharmed and saved.")
                });
                ui.add_space(12.0);
                ui.horizontal(|ui| {
                    // In the middle, whatever the words' lengths.
                    ui.add_space((ui.available_width() - 300.0).max(0.0) / 2.0);
                    if primary_button(ui, say("Go on"), 130.0).clicked() {
                        after = After::GoOn;
                    }
                    if quiet_button(ui, say("Start Entente again")).clicked() {
                        after = After::Restart;
                    }
                });
                ui.add_space(12.0);
                if let Some(report) = &self.report {
                    muted(
                        ui,
                        said(format!(
                            "Where it broke is written in {}; it says nothing of your plan.",
                            report.display()
                        )),
                    );
                }
                muted(ui, said(format!("It broke at {}.", self.at)));
            });
        });
        after
    }
}

/// Starts this program again with a plan; false where the system does not.
pub(super) fn start_again(plan: Option<&Path>) -> bool {
    let Ok(program) = std::env::current_exe() else {
        return false;
    };
    let mut command = std::process::Command::new(program);
    if let Some(plan) = plan {
        command.arg(plan);
    }
    command.spawn().is_ok()
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use crate::editor::{Command, Editor, Jobs, Surroundings};
    use crate::files::Folders;
    use crate::model::{Edit, Id, Stakeholder};
    use crate::ui::{EntenteApp, prepare};

    fn editor(home: &std::path::Path) -> Editor {
        let surroundings = Surroundings {
            folders: Some(Folders::inside(home)),
            ..Surroundings::default()
        };
        let mut editor = Editor::new(surroundings, Jobs::inline(), "2026-11-30".parse().unwrap(), 7);
        editor.obey(Command::DismissWelcome);
        editor
    }

    #[test]
    fn a_panel_that_breaks_takes_nothing_with_it() {
        let home = tempfile::tempdir().unwrap();
        let mut first = editor(home.path());
        let mut party = Stakeholder::new();
        "Unmistakable".clone_into(&mut party.name);
        first.obey(Command::Commit(Edit::Create(
            (Id::<Stakeholder>::from_bits(1), party).into(),
        )));
        super::watch();
        let mut window = Harness::builder()
            .with_size([1200.0, 800.0])
            .with_context_setup(prepare)
            .build_ui_state(
                |ui, app: &mut EntenteApp| {
                    app.logic(ui.ctx(), "2026-11-30".parse().unwrap());
                    app.show(ui);
                },
                EntenteApp::new(first),
            );
        window.run_steps(3);
        window.state_mut().breaks = true;
        window.run_steps(3);
        window.get_by_label("A part of the window broke");
        window.get_by_label_contains("It broke at src/ui/app.rs:");
        // Whoever starts the program again finds what was done.
        let next = editor(home.path());
        let mut next = next;
        next.collect();
        assert_eq!(next.lost().len(), 1);
        let report = std::fs::read_to_string(home.path().join("data/reports/last-break.txt")).unwrap();
        assert!(report.contains("src/ui/app.rs:"));
        assert!(!report.contains("Unmistakable") && !report.contains("broken"));
        // And whoever goes on has it too.
        window.get_by_label("Go on").click();
        window.run_steps(3);
        assert_eq!(window.state().editor().plan().stakeholders.len(), 1);
        window.get_by_label("File");
    }
}
