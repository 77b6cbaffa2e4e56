//! Branches of the plan: scenarios in files of their own, to be opened, compared, merged, promoted, renamed and
//! discarded.

use std::path::{Path, PathBuf};

use egui::{Context, RichText, TextEdit, Ui};

use super::Stays;
use super::frame::{buttons, modal, scroll};
use crate::editor::{Branch, BranchCommand, Branches, Command, Editor};
use crate::ui::asks::{Asks, Dialog};
use crate::ui::theme::Look;
use crate::ui::widgets::{
    cut_name, labelled, muted, name_text, paragraph, primary_button, quiet_button, tall_row, title_text,
};
use crate::ui::words::{said, say};

/// What is typed and chosen.
#[derive(Default)]
pub(super) struct BranchesDialog {
    /// The name of a branch to be made.
    name: String,
    chosen: Option<PathBuf>,
    /// The new name of the chosen one, while it is typed.
    renamed: Option<String>,
}

impl BranchesDialog {
    /// Draws the dialog.
    pub(super) fn ui(&mut self, ctx: &Context, editor: &Editor, asks: &mut Asks) -> Stays {
        modal(ctx, say("Branches of the plan"), 620.0, |ui| {
            paragraph(
                ui,
                say(
                    "A branch is a scenario in a file of its own beside the plan. It knows what it began with, so \
                     that it can be compared with the plan and merged into it.",
                ),
            );
            ui.add_space(6.0);
            if editor.document().file.is_none() {
                let look = Look::of(ui.ctx());
                let text = say("Save the plan first: its branches lie beside its file");
                paragraph(ui, RichText::new(text).color(look.major));
                let (save, close) = buttons(ui, |ui| {
                    let save = primary_button(ui, say("Save as…"), 110.0).clicked();
                    (save, quiet_button(ui, say("Close")).clicked())
                });
                if save {
                    asks.dialog(Dialog::SaveAs);
                }
                return if close { Stays::Closed } else { Stays::Open };
            }
            if self.make_ui(ui, asks) {
                return Stays::Closed;
            }
            ui.add_space(8.0);
            let stays = if let Some(branches) = editor.branches() {
                self.list_ui(ui, editor, branches, asks)
            } else {
                muted(ui, say("Looking through the plan's folder…"));
                Stays::Open
            };
            if buttons(ui, |ui| quiet_button(ui, say("Close")).clicked()) {
                return Stays::Closed;
            }
            stays
        })
    }

    /// The name of a new branch; true where it is made.
    fn make_ui(&mut self, ui: &mut Ui, asks: &mut Asks) -> bool {
        let mut made = false;
        labelled(ui, say("New branch"), |ui| {
            let edit = TextEdit::singleline(&mut self.name)
                .hint_text(say("What it supposes: If the corridor closes"))
                .desired_width(ui.available_width() - 120.0);
            let response = ui.add(edit).accessible_name(say("Name of the new branch"));
            made = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            let named = !self.name.trim().is_empty();
            made |= ui
                .add_enabled_ui(named, |ui| primary_button(ui, say("Branch off"), 104.0))
                .inner
                .clicked();
            made &= named;
        });
        if made {
            let off = BranchCommand::Off(self.name.trim().to_owned());
            asks.command(Command::Branch(off));
        }
        made
    }

    fn list_ui(&mut self, ui: &mut Ui, editor: &Editor, branches: &Branches, asks: &mut Asks) -> Stays {
        let at_hand = editor.document().file.as_ref().map(|file| file.path.as_path());
        let look = Look::of(ui.ctx());
        scroll(ui, 300.0, |ui| {
            for branch in &branches.all {
                let chosen = self.chosen.as_deref() == Some(branch.path.as_path());
                let open = at_hand == Some(branch.path.as_path());
                let name = branch
                    .name
                    .clone()
                    .unwrap_or_else(|| say("The plan itself").to_owned());
                let about = about(branch, open);
                let (response, ()) = tall_row(ui, &format!("{name}: {about}"), chosen, |ui| {
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 1.0;
                        cut_name(ui, &title_text(&name, 12.5).color(look.text));
                        cut_name(ui, &name_text(&about, 11.0).color(look.muted));
                    });
                });
                if response.clicked() {
                    self.chosen = Some(branch.path.clone());
                    self.renamed = None;
                }
            }
            if branches.all.iter().all(Branch::is_plan) {
                muted(ui, say("No branch yet."));
            }
            for fault in &branches.faults {
                paragraph(ui, RichText::new(said(fault)).color(look.critical));
            }
        });
        let chosen = branches
            .all
            .iter()
            .find(|branch| self.chosen.as_deref() == Some(branch.path.as_path()));
        let Some(chosen) = chosen else {
            return Stays::Open;
        };
        ui.add_space(6.0);
        self.doings_ui(ui, chosen, at_hand, asks)
    }

    /// What can be done with the chosen one.
    fn doings_ui(&mut self, ui: &mut Ui, branch: &Branch, at_hand: Option<&Path>, asks: &mut Asks) -> Stays {
        let open = at_hand == Some(branch.path.as_path());
        let mut asked: Option<(Command, Stays)> = None;
        let of = |command: BranchCommand| Command::Branch(command);
        ui.horizontal_wrapped(|ui| {
            let path = || branch.path.clone();
            let mut offer = |ui: &mut Ui, text: &str, hint: &str, enabled: bool, command: Command, stays| {
                let response = ui.add_enabled_ui(enabled, |ui| quiet_button(ui, text)).inner;
                if response.hovered() {
                    asks.hint(hint);
                }
                if response.clicked() {
                    asked = Some((command, stays));
                }
            };
            offer(
                ui,
                say("Open"),
                say("Work on it"),
                !open,
                Command::Open(path()),
                Stays::Closed,
            );
            offer(
                ui,
                say("Compare"),
                say("Look at it beside what you have"),
                !open,
                of(BranchCommand::Compare(path())),
                Stays::Closed,
            );
            if !branch.is_plan() {
                offer(
                    ui,
                    say("Merge into the plan…"),
                    say("Look at the plan with what was done in the branch; nothing is done before you take it"),
                    true,
                    of(BranchCommand::Merge(path())),
                    Stays::Closed,
                );
                offer(
                    ui,
                    say("Promote…"),
                    say(
                        "Look at the plan as the branch has it, whatever was done to the plan since; nothing is done \
                         before you take it",
                    ),
                    true,
                    of(BranchCommand::Promote(path())),
                    Stays::Closed,
                );
                offer(
                    ui,
                    say("Discard"),
                    say("Take its file away; what it holds is kept in the backups"),
                    !open,
                    of(BranchCommand::Discard(path())),
                    Stays::Open,
                );
            }
        });
        if !branch.is_plan() {
            let known = branch.name.clone().unwrap_or_default();
            let name = self.renamed.get_or_insert_with(|| known.clone());
            labelled(ui, say("Called"), |ui| {
                let edit = TextEdit::singleline(name).desired_width(ui.available_width() - 100.0);
                let response = ui.add(edit).accessible_name(say("Name of the branch"));
                let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
                let differs = name.trim() != known && !name.trim().is_empty();
                let rename = ui
                    .add_enabled_ui(differs, |ui| quiet_button(ui, say("Rename")))
                    .inner;
                if (entered || rename.clicked()) && differs {
                    let command = BranchCommand::Rename(branch.path.clone(), name.trim().to_owned());
                    asked = Some((of(command), Stays::Open));
                }
            });
        }
        let Some((command, stays)) = asked else {
            return Stays::Open;
        };
        asks.command(command);
        self.renamed = None;
        stays
    }
}

/// What is known of a branch, in a line.
fn about(branch: &Branch, open: bool) -> String {
    let mut parts = vec![
        branch
            .path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
    ];
    if !branch.is_plan() {
        parts.push(match branch.changes {
            Some([0, 0, 0]) => say("nothing done in it yet").to_owned(),
            Some([added, removed, changed]) => {
                said(format!("{added} added, {removed} removed, {changed} changed"))
            }
            None => say("what it began with is not on this computer").to_owned(),
        });
    }
    if branch.is_behind {
        parts.push(say("the plan has gone on since").to_owned());
    }
    if open {
        parts.push(say("open here").to_owned());
    }
    parts.join("  ·  ")
}
