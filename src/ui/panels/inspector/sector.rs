//! Sectors: who answers for the ground, in what role, until when, and who comes next.

use crate::model::{Edit, Handover, Id, Sector};
use crate::ui::asks::Dialog;
use crate::ui::widgets::{Fold, link};
use crate::ui::words::say;

use super::form::Form;
use super::kinds::{Inspected, common_fields};
use super::shapes;

impl Inspected for Sector {
    common_fields!();

    fn fields(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        form.party(say("Holder"), &mut self.holder);
        form.parties(say("Supporting"), &mut self.supporting);
        form.word(say("Role"), &mut self.role);
        form.word(say("State"), &mut self.state);
        form.when(say("When"), &mut self.when);
        form.one(say("Agreement"), &mut self.agreement, say("None"));
    }

    fn blocks(&mut self, id: Id<Self>, form: &mut Form<'_>) {
        let first = if self.shared { Fold::Open } else { Fold::Closed };
        form.block(say("Shared ground"), None, first, |form| {
            form.flag(say("Shared"), &mut self.shared);
            form.party(say("Lead"), &mut self.lead);
        });
        let holder = self.holder;
        let mut steps = 0;
        form.list(
            say("Handovers"),
            "handover",
            &mut self.handovers,
            |form| {
                let others = form.plan().stakeholders.ids();
                let to = others.into_iter().find(|id| Some(*id) != holder);
                let at = super::start_of_shown_phase(form.editor);
                to.map(|to| Handover::new(to, at))
                    .ok_or(say("Add the stakeholder who takes over first"))
            },
            |form, handover| {
                form.needed(say("To"), &mut handover.to);
                form.needed_minute(say("At"), &mut handover.at);
                form.one(say("Contact point"), &mut handover.contact_point, say("None"));
                form.count(say("Overlap"), &mut handover.overlap_minutes, "min");
                form.parties(say("Liaison"), &mut handover.liaison);
                form.flag(say("Accepted"), &mut handover.accepted);
                let label = form.label(say("Step by step…"));
                if link(form, label.shown).accessible_name(label.name).clicked() {
                    form.asks.dialog(Dialog::HandOver(id, Some(steps)));
                }
                steps += 1;
            },
        );
        if link(form, say("Hand over step by step…")).clicked() {
            form.asks.dialog(Dialog::HandOver(id, None));
        }
        form.block(say("Ground"), None, Fold::Closed, |form| {
            form.flag(say("Beyond AO"), &mut self.may_reach_beyond);
            form.maybe_position(say("Label at"), &mut self.label_at);
            shapes::area(form, &mut self.area);
        });
    }

    fn meant(self, id: Id<Self>, before: &Self) -> Edit {
        let holder = self.holder;
        let assigned = Self {
            holder,
            ..before.clone()
        };
        if assigned == self {
            Edit::AssignSector { sector: id, holder }
        } else {
            Edit::Update(self.any(id))
        }
    }
}
