//! Stakeholders: whose orders they take, what they may do, how they are reached, how they stand to others.

use crate::model::{Contact, Id, Stakeholder};
use crate::ui::widgets::Fold;

use super::form::Form;
use super::kinds::{Inspected, common_fields};
use super::ties;

impl Inspected for Stakeholder {
    common_fields!();

    fn fields(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        form.text("Short name", &mut self.short_name);
        form.word("Kind", &mut self.kind);
        form.party("Answers to", &mut self.answers_to);
        form.flag("Armed", &mut self.armed);
        form.colour("Colour", &mut self.colour);
        form.maybe_word("Pattern", &mut self.pattern, "Given by the plan");
        form.when("Active", &mut self.active);
    }

    fn blocks(&mut self, id: Id<Self>, form: &mut Form<'_>) {
        let others = form.plan().stakeholders.len().saturating_sub(1);
        form.block("Relations", Some(others), Fold::Open, |form| {
            ties::relations(form, id);
        });
        let channels = ties::channels_of(form.plan(), id);
        form.block("Channels", Some(channels.len()), Fold::Open, |form| {
            ties::channels(form, &channels);
        });
        form.block("Mandate", None, Fold::Closed, |form| {
            form.flag("Hold ground", &mut self.mandate.hold_ground);
            form.flag("Detain", &mut self.mandate.detain);
            form.flag("Screen people", &mut self.mandate.screen);
            form.flag("Give aid", &mut self.mandate.give_aid);
        });
        form.list(
            "Contacts",
            "contact",
            &mut self.contacts,
            |_| Ok(Contact::default()),
            |form, contact| {
                form.text("Office", &mut contact.office);
                form.text("Means", &mut contact.means);
                form.text("Hours", &mut contact.hours);
            },
        );
        form.block("Support and languages", None, Fold::Closed, |form| {
            form.parties("Backed by", &mut self.backed_by);
            form.words("Languages", &mut self.languages);
        });
    }
}
