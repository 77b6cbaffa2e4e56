//! Relations, channels and phases: rows without a place on the map.

use crate::editor::Command;
use crate::model::{Channel, Id, Phase, Relation};
use crate::ui::widgets::{Fold, link};
use crate::ui::words::say;

use super::form::Form;
use super::kinds::{Inspected, common_fields};

impl Inspected for Relation {
    common_fields!();

    fn fields(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        form.needed(say("From"), &mut self.from);
        form.needed(say("To"), &mut self.to);
        form.word(say("State"), &mut self.state);
        form.when(say("When"), &mut self.when);
        form.prose(say("Basis"), &mut self.basis);
    }

    fn blocks(&mut self, _: Id<Self>, _: &mut Form<'_>) {}
}

impl Inspected for Channel {
    common_fields!();

    fn fields(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        form.parties(say("Parties"), &mut self.parties);
        form.word(say("Mode"), &mut self.mode);
        form.party(say("Via"), &mut self.via);
        form.word(say("State"), &mut self.state);
        form.when(say("When"), &mut self.when);
        form.instant(say("Last verified"), &mut self.last_verified);
        form.text(say("Contact"), &mut self.contact);
        form.one(say("Backup"), &mut self.backup, say("None"));
    }

    fn blocks(&mut self, _: Id<Self>, _: &mut Form<'_>) {}
}

impl Inspected for Phase {
    common_fields!();

    fn fields(&mut self, id: Id<Self>, form: &mut Form<'_>) {
        form.needed_minute(say("Start"), &mut self.start);
        form.minute(say("End"), &mut self.end);
        form.word(say("Kind"), &mut self.kind);
        if form.editor.workspace().phase != Some(id) && link(form, say("Show this phase")).clicked() {
            form.asks.command(Command::ShowPhase(Some(id)));
        }
    }

    fn blocks(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        let count = self.entry.len() + self.exit.len();
        form.block(say("Criteria"), Some(count), Fold::Open, |form| {
            form.lines(say("To enter"), &mut self.entry);
            form.lines(say("To leave"), &mut self.exit);
        });
    }
}
