//! Stakeholders: whose orders they take, what they may do, how they are reached, how they stand to others.

use crate::model::{Contact, Id, Stakeholder};
use crate::ui::widgets::Fold;
use crate::ui::words::say;

use super::form::Form;
use super::kinds::{Inspected, common_fields};
use super::ties;

impl Inspected for Stakeholder {
    common_fields!();

    fn fields(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        form.text(say("Short name"), &mut self.short_name);
        form.word(say("Kind"), &mut self.kind);
        form.party(say("Answers to"), &mut self.answers_to);
        form.flag(say("Armed"), &mut self.armed);
        form.colour(say("Colour"), &mut self.colour);
        form.maybe_word(say("Pattern"), &mut self.pattern, say("Given by the plan"));
        form.when(say("Active"), &mut self.active);
    }

    fn blocks(&mut self, id: Id<Self>, form: &mut Form<'_>) {
        let others = form.plan().stakeholders.len().saturating_sub(1);
        form.block(say("Relations"), Some(others), Fold::Open, |form| {
            ties::relations(form, id);
        });
        let channels = ties::channels_of(form.plan(), id);
        form.block(say("Channels"), Some(channels.len()), Fold::Open, |form| {
            ties::channels(form, &channels);
        });
        form.block(say("Mandate"), None, Fold::Closed, |form| {
            form.flag(say("Hold ground"), &mut self.mandate.hold_ground);
            form.flag(say("Detain"), &mut self.mandate.detain);
            form.flag(say("Screen people"), &mut self.mandate.screen);
            form.flag(say("Give aid"), &mut self.mandate.give_aid);
        });
        form.list(
            say("Contacts"),
            "contact",
            &mut self.contacts,
            |_| Ok(Contact::default()),
            |form, contact| {
                form.text(say("Office"), &mut contact.office);
                form.text(say("Means"), &mut contact.means);
                form.text(say("Hours"), &mut contact.hours);
            },
        );
        form.block(say("Support and languages"), None, Fold::Closed, |form| {
            form.parties(say("Backed by"), &mut self.backed_by);
            form.words(say("Languages"), &mut self.languages);
        });
    }
}
