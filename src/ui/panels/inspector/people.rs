//! Relations, channels and phases: rows without a place on the map.

use crate::editor::Command;
use crate::model::{Channel, Id, Phase, Relation};
use crate::ui::widgets::{Fold, link};

use super::form::Form;
use super::kinds::{Inspected, common_fields};

impl Inspected for Relation {
    common_fields!();

    fn fields(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        form.needed("From", &mut self.from);
        form.needed("To", &mut self.to);
        form.word("State", &mut self.state);
        form.when("When", &mut self.when);
        form.prose("Basis", &mut self.basis);
    }

    fn blocks(&mut self, _: Id<Self>, _: &mut Form<'_>) {}
}

impl Inspected for Channel {
    common_fields!();

    fn fields(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        form.parties("Parties", &mut self.parties);
        form.word("Mode", &mut self.mode);
        form.party("Via", &mut self.via);
        form.word("State", &mut self.state);
        form.when("When", &mut self.when);
        form.instant("Last verified", &mut self.last_verified);
        form.text("Contact", &mut self.contact);
        form.one("Backup", &mut self.backup, "None");
    }

    fn blocks(&mut self, _: Id<Self>, _: &mut Form<'_>) {}
}

impl Inspected for Phase {
    common_fields!();

    fn fields(&mut self, id: Id<Self>, form: &mut Form<'_>) {
        form.needed_minute("Start", &mut self.start);
        form.minute("End", &mut self.end);
        form.word("Kind", &mut self.kind);
        if form.editor.workspace().phase != Some(id) && link(form, "Show this phase").clicked() {
            form.asks.command(Command::ShowPhase(Some(id)));
        }
    }

    fn blocks(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        let count = self.entry.len() + self.exit.len();
        form.block("Criteria", Some(count), Fold::Open, |form| {
            form.lines("To enter", &mut self.entry);
            form.lines("To leave", &mut self.exit);
        });
    }
}
