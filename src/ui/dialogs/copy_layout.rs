//! Copying what holds in a phase to another: what would be copied, by kind, each kind to be left out.

use egui::{Context, Ui};

use super::Stays;
use super::frame::{buttons, entered, modal};
use crate::editor::Editor;
use crate::editor::timing::{Layout, LayoutKind, copy_layout, layout_of};
use crate::model::{AnyId, Id, Phase, Plan};
use crate::ui::action::time::next_phase;
use crate::ui::asks::Asks;
use crate::ui::widgets::{
    Hinted, choice_picker, counted, entity_name, muted, primary_button, quiet_button, tick,
};
use crate::ui::words::{said, say};

/// What is chosen.
pub(super) struct CopyLayoutDialog {
    from: Id<Phase>,
    to: Id<Phase>,
    kinds: Vec<LayoutKind>,
}

impl CopyLayoutDialog {
    /// Starts with everything, to the next phase; `None` where there is none.
    pub(super) fn new(from: Id<Phase>, editor: &Editor) -> Option<Self> {
        Some(Self {
            from,
            to: next_phase(editor.plan(), from)?,
            kinds: LayoutKind::ALL.to_vec(),
        })
    }

    /// Draws the dialog.
    pub(super) fn ui(&mut self, ctx: &Context, editor: &Editor, asks: &mut Asks) -> Stays {
        let plan = editor.plan();
        if !plan.phases.contains(self.from) || !plan.phases.contains(self.to) {
            return Stays::Closed;
        }
        let layouts = layout_of(plan, self.from, self.to);
        modal(ctx, say("Copy layout to another phase"), 460.0, |ui| {
            muted(
                ui,
                say(
                    "What holds in the one phase holds in the other too; what is said of the other already stays.",
                ),
            );
            ui.add_space(6.0);
            phase_ui(ui, plan, say("From"), &mut self.from, self.to);
            phase_ui(ui, plan, say("To"), &mut self.to, self.from);
            ui.add_space(6.0);
            for layout in &layouts {
                self.kind_ui(ui, plan, layout);
            }
            let chosen = layouts.iter().filter(|layout| self.kinds.contains(&layout.kind));
            let count: usize = chosen.map(|layout| layout.copied.len()).sum();
            buttons(ui, |ui| {
                let text = if count == 0 {
                    say("Nothing to copy").to_owned()
                } else {
                    said(format!("Copy {}", counted(count, "object", "objects")))
                };
                let button = ui
                    .add_enabled_ui(count > 0, |ui| primary_button(ui, text, 150.0))
                    .inner;
                let copy = count > 0 && (button.clicked() || entered(ui));
                if quiet_button(ui, say("Cancel")).clicked() {
                    return Stays::Closed;
                }
                if copy {
                    asks.commit(copy_layout(plan, self.from, self.to, &self.kinds));
                    return Stays::Closed;
                }
                Stays::Open
            })
        })
    }

    fn kind_ui(&mut self, ui: &mut Ui, plan: &Plan, layout: &Layout) {
        let mut chosen = self.kinds.contains(&layout.kind);
        ui.horizontal(|ui| {
            let enabled = !layout.copied.is_empty();
            let ticked = ui
                .add_enabled_ui(enabled, |ui| tick(ui, &mut chosen, say(layout.kind.title())))
                .inner;
            if ticked.changed() {
                self.kinds.retain(|kind| *kind != layout.kind);
                if chosen {
                    self.kinds.push(layout.kind);
                }
            }
            let mut text = match layout.copied.len() {
                0 => say("none to copy").to_owned(),
                count => said(format!("{count} copied")),
            };
            if !layout.left.is_empty() {
                text = said(format!("{text}, {} left as they are", layout.left.len()));
            }
            let response = muted(ui, text);
            let lines = lines(plan, layout);
            if !lines.is_empty() {
                response.hinted(lines.join("\n"));
            }
        });
        for (id, reason) in layout.left.iter().take(3) {
            ui.horizontal(|ui| {
                ui.add_space(24.0);
                muted(ui, said(format!("{} stays: {reason}", name(plan, *id))));
            });
        }
    }
}

/// What is copied and what is left, a line each.
fn lines(plan: &Plan, layout: &Layout) -> Vec<String> {
    let copied = layout.copied.iter().map(|id| name(plan, *id));
    let left = layout
        .left
        .iter()
        .map(|(id, reason)| format!("{} stays: {reason}", name(plan, *id)));
    copied.chain(left).collect()
}

fn name(plan: &Plan, id: AnyId) -> String {
    crate::drawing::words::name_of(plan, id)
}

/// Chooses a phase that is not the other one.
fn phase_ui(ui: &mut Ui, plan: &Plan, label: &str, value: &mut Id<Phase>, other: Id<Phase>) {
    let shown = entity_name(plan, *value);
    let chosen = choice_picker(ui, label, &shown, Some(&*value), || {
        let order = plan.phases_in_order().into_iter();
        order
            .filter(|(id, _)| *id != other)
            .map(|(id, phase)| (id, phase.name.clone()))
            .collect()
    });
    if let Some(chosen) = chosen {
        *value = chosen;
    }
}
