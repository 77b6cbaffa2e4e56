//! Boundaries, control measures and corridors.

use crate::model::{Boundary, Corridor, Id, Measure, Sector, Stop};
use crate::ui::widgets::Fold;
use crate::ui::words::say;

use super::form::Form;
use super::kinds::{Inspected, common_fields};
use super::{shapes, site};

impl Inspected for Boundary {
    common_fields!();

    fn fields(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        form.word(say("Kind"), &mut self.kind);
        form.party(say("Left"), &mut self.left);
        form.party(say("Right"), &mut self.right);
        form.maybe_word(say("Echelon"), &mut self.echelon, say("Not said"));
        form.party(say("Inclusive to"), &mut self.inclusive_to);
        form.one(say("Agreement"), &mut self.agreement, say("None"));
        form.when(say("When"), &mut self.when);
    }

    fn blocks(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        form.block(say("Line"), None, Fold::Closed, |form| {
            between(form, &mut self.between);
            shapes::path(form, &mut self.path);
        });
    }
}

/// The two sectors whose shared edge the line follows, or that it is pinned where it is.
fn between(form: &mut Form<'_>, between: &mut Option<[Id<Sector>; 2]>) {
    let mut follows = between.is_some();
    let before = follows;
    form.flag(say("Follows edge"), &mut follows);
    if follows && !before {
        let mut sectors = form.plan().sectors.ids();
        if let (Some(one), Some(other)) = (sectors.next(), sectors.next()) {
            *between = Some([one, other]);
        }
    } else if !follows {
        *between = None;
    }
    match between {
        Some([one, other]) => {
            form.needed(say("Between"), one);
            form.needed(say("And"), other);
        }
        None => form.note(say("Pinned where it is; it does not move with a sector's edge.")),
    }
}

impl Inspected for Measure {
    common_fields!();

    fn fields(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        form.word(say("Kind"), &mut self.kind);
        form.party(say("Owner"), &mut self.owner);
        form.several(say("Affected"), &mut self.affected, say("Everybody"));
        form.one(say("Agreement"), &mut self.agreement, say("None"));
        form.when(say("When"), &mut self.when);
        form.number(say("Stand-off"), &mut self.stand_off_m, "m");
        form.prose(say("Recognition"), &mut self.recognition);
    }

    fn blocks(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        form.block(say("Label and review"), None, Fold::Closed, |form| {
            form.text(say("Label"), &mut self.label);
            form.text(say("Abbreviation"), &mut self.abbreviation);
            form.minute(say("Review at"), &mut self.review_at);
        });
        form.block(say("Place"), None, Fold::Closed, |form| {
            shapes::geometry(form, &mut self.shape);
        });
    }
}

impl Inspected for Corridor {
    common_fields!();

    fn fields(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        form.party(say("Owner"), &mut self.owner);
        form.one(say("From"), &mut self.from, say("Not said"));
        form.one(say("To"), &mut self.to, say("Not said"));
        form.word(say("Mode"), &mut self.mode);
        form.count(say("Width"), &mut self.width_m, "m");
        form.number(say("Expected"), &mut self.expected_people, "");
        form.number(say("People an hour"), &mut self.people_per_hour, "");
        form.minute(say("Needed by"), &mut self.needed_by);
        form.one(say("Agreement"), &mut self.agreement, say("None"));
    }

    fn blocks(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        site::times(form, say("Windows"), "window", &mut self.windows);
        let along = self.path.points.clone();
        form.list(
            say("Stops"),
            "stop",
            &mut self.stops,
            |_| {
                let middle = along.get(along.len() / 2).copied();
                middle.map(Stop::new).ok_or(say("Draw the corridor first"))
            },
            |form, stop| {
                form.text(say("Name"), &mut stop.name);
                form.position(say("Where"), &mut stop.at);
                form.flag(say("Water"), &mut stop.water);
                form.flag(say("Shade"), &mut stop.shade);
                form.flag(say("Medical"), &mut stop.medical);
            },
        );
        site::notifications(form, &mut self.notifications);
        form.block(say("Line"), None, Fold::Closed, |form| {
            shapes::path(form, &mut self.path);
        });
    }
}
