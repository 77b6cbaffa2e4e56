//! Dialogs: one at a time, over everything, closed by Esc.
//!
//! A dialog reads the editor and asks, like a panel; what is typed into it lives in its own state and is
//! dropped with it.

mod approvals;
mod branches;
mod catalogue;
mod copy_layout;
mod file;
mod frame;
mod h_hour;
mod hand_over;
mod help;
mod palette;
mod plan_details;
mod print;
mod questions;
mod record_breach;
mod recover;
mod samples;
mod template;
#[cfg(test)]
mod time_tests;
mod waive;

use egui::Context;

use super::asks::{Asks, Dialog};
use crate::drawing::Bounds;
use crate::editor::{Command, Editor, FindingKey, Question};

pub use palette::{FoundPlace, found_places};

/// The dialog that is open, and what is typed into it.
#[derive(Default)]
pub struct Dialogs {
    /// The ground that the map shows.
    pub view: Option<Bounds>,
    open: Option<Open>,
}

enum Open {
    File(file::FileDialog),
    Samples,
    Recover,
    ForgetPlan,
    Branches(branches::BranchesDialog),
    Templates,
    HHour(h_hour::HHourDialog),
    PlanDetails,
    Approvals(approvals::ApprovalsDialog),
    Print(Box<print::PrintDialog>),
    Waive(waive::WaiveDialog),
    Explain(FindingKey),
    Palette(palette::Palette),
    Shortcuts,
    Rules(catalogue::RulesDialog),
    About,
    CopyLayout(copy_layout::CopyLayoutDialog),
    HandOver(Box<hand_over::HandOverDialog>),
    RecordBreach(Box<record_breach::RecordBreachDialog>),
}

/// What a dialog says of itself after a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stays {
    /// It stays open.
    Open,
    /// It is done with.
    Closed,
}

impl Dialogs {
    /// Opens a dialog in place of the one that is open.
    pub fn open(&mut self, dialog: &Dialog, editor: &Editor) {
        self.open = Some(match dialog {
            Dialog::Open => Open::File(file::FileDialog::open(editor)),
            Dialog::SaveAs => Open::File(file::FileDialog::save_as(editor)),
            Dialog::TakeCopy => Open::File(file::FileDialog::take_copy(editor)),
            Dialog::MergeWith => Open::File(file::FileDialog::merge_with(editor)),
            Dialog::TakeInProposals => Open::File(file::FileDialog::take_in_proposals(editor)),
            Dialog::Branches => Open::Branches(branches::BranchesDialog::default()),
            Dialog::CompareWith(side) => Open::File(file::FileDialog::compare_with(*side, editor)),
            Dialog::AddCourses => Open::File(file::FileDialog::add_courses(editor)),
            Dialog::Import => Open::File(file::FileDialog::import(editor)),
            Dialog::Templates => Open::Templates,
            Dialog::Districts => Open::File(file::FileDialog::districts(editor)),
            Dialog::HHour => Open::HHour(h_hour::HHourDialog::new(editor)),
            Dialog::Export => Open::File(file::FileDialog::export(editor)),
            Dialog::SaveExtract => Open::File(file::FileDialog::save_extract(editor)),
            Dialog::ImportList => Open::File(file::FileDialog::import_list(editor)),
            Dialog::ExerciseFile(what) => Open::File(file::FileDialog::exercise_file(*what, editor)),
            Dialog::Print => Open::Print(Box::new(print::PrintDialog::new(editor, self.view))),
            Dialog::AddMap => Open::File(file::FileDialog::add_map(editor)),
            Dialog::Samples => Open::Samples,
            Dialog::Recover => Open::Recover,
            Dialog::ForgetPlan => Open::ForgetPlan,
            Dialog::PlanDetails => Open::PlanDetails,
            Dialog::Approvals => Open::Approvals(approvals::ApprovalsDialog::default()),
            Dialog::Waive(place) => Open::Waive(waive::WaiveDialog::new(*place, editor)),
            Dialog::Explain(place) => {
                let finding = editor.report().and_then(|report| report.findings.get(*place));
                match finding {
                    Some(finding) => Open::Explain(FindingKey::of(finding)),
                    None => return,
                }
            }
            Dialog::Palette => Open::Palette(palette::Palette::default()),
            Dialog::Shortcuts => Open::Shortcuts,
            Dialog::Rules => Open::Rules(catalogue::RulesDialog::default()),
            Dialog::Rule(code) => Open::Rules(catalogue::RulesDialog::at(code)),
            Dialog::About => Open::About,
            Dialog::CopyLayout(phase) => match copy_layout::CopyLayoutDialog::new(*phase, editor) {
                Some(dialog) => Open::CopyLayout(dialog),
                None => return,
            },
            Dialog::RecordBreach(agreement) => Open::RecordBreach(Box::new(
                record_breach::RecordBreachDialog::new(*agreement, editor),
            )),
            Dialog::HandOver(sector, place) => {
                match hand_over::HandOverDialog::new(*sector, *place, editor) {
                    Some(dialog) => Open::HandOver(Box::new(dialog)),
                    None => return,
                }
            }
        });
    }

    /// Returns true while a dialog or a question is open: keys are then its own.
    pub fn is_open(&self, editor: &Editor) -> bool {
        self.open.is_some() || editor.question().is_some()
    }

    /// Returns true while a map is being chosen: a file dropped on the window is then that map.
    pub fn is_adding_map(&self) -> bool {
        matches!(&self.open, Some(Open::File(dialog)) if dialog.is_adding_map())
    }

    /// Closes what is open.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// Draws what is open.
    pub fn show(
        &mut self,
        ctx: &Context,
        editor: &Editor,
        places: &dyn Fn(&str) -> Vec<FoundPlace>,
        asks: &mut Asks,
    ) {
        // A plan that must be named before a command can go on: the file dialog asks for the name.
        let naming = matches!(&self.open, Some(Open::File(dialog)) if dialog.is_saving());
        if matches!(editor.question(), Some(Question::NameFirst(_))) {
            if !naming {
                self.open = Some(Open::File(file::FileDialog::save_as(editor)));
            }
        } else if editor.question().is_some() {
            questions::ui(ctx, editor, asks);
            return;
        }
        let Some(open) = &mut self.open else { return };
        let stays = match open {
            Open::File(dialog) => dialog.ui(ctx, editor, asks),
            Open::Samples => samples::ui(ctx, asks),
            Open::Recover => recover::ui(ctx, editor, asks),
            Open::ForgetPlan => recover::forget_ui(ctx, asks),
            Open::Branches(dialog) => dialog.ui(ctx, editor, asks),
            Open::Templates => template::ui(ctx, asks),
            Open::HHour(dialog) => dialog.ui(ctx, editor, asks),
            Open::Print(dialog) => dialog.ui(ctx, editor, asks),
            Open::PlanDetails => plan_details::ui(ctx, editor, asks),
            Open::Approvals(dialog) => dialog.ui(ctx, editor, asks),
            Open::Waive(dialog) => dialog.ui(ctx, editor, asks),
            Open::Explain(key) => catalogue::explain_ui(ctx, editor, key),
            Open::Palette(palette) => palette.ui(ctx, editor, places, asks),
            Open::Shortcuts => help::shortcuts_ui(ctx),
            Open::Rules(dialog) => dialog.ui(ctx),
            Open::About => help::about_ui(ctx),
            Open::CopyLayout(dialog) => dialog.ui(ctx, editor, asks),
            Open::HandOver(dialog) => dialog.ui(ctx, editor, asks),
            Open::RecordBreach(dialog) => dialog.ui(ctx, editor, asks),
        };
        if stays == Stays::Closed {
            self.open = None;
            if matches!(editor.question(), Some(Question::NameFirst(_))) && asks.commands.is_empty() {
                asks.command(Command::Stay);
            }
        }
    }
}
