//! Boundaries, control measures and corridors.

use crate::model::{Boundary, Corridor, Id, Measure, Sector, Stop};
use crate::ui::widgets::Fold;

use super::form::Form;
use super::kinds::{Inspected, common_fields};
use super::{shapes, site};

impl Inspected for Boundary {
    common_fields!();

    fn fields(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        form.word("Kind", &mut self.kind);
        form.party("Left", &mut self.left);
        form.party("Right", &mut self.right);
        form.maybe_word("Echelon", &mut self.echelon, "Not said");
        form.party("Inclusive to", &mut self.inclusive_to);
        form.one("Agreement", &mut self.agreement, "None");
        form.when("When", &mut self.when);
    }

    fn blocks(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        form.block("Line", None, Fold::Closed, |form| {
            between(form, &mut self.between);
            shapes::path(form, &mut self.path);
        });
    }
}

/// The two sectors whose shared edge the line follows, or that it is pinned where it is.
fn between(form: &mut Form<'_>, between: &mut Option<[Id<Sector>; 2]>) {
    let mut follows = between.is_some();
    let before = follows;
    form.flag("Follows edge", &mut follows);
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
            form.needed("Between", one);
            form.needed("And", other);
        }
        None => form.note("Pinned where it is; it does not move with a sector's edge."),
    }
}

impl Inspected for Measure {
    common_fields!();

    fn fields(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        form.word("Kind", &mut self.kind);
        form.party("Owner", &mut self.owner);
        form.several("Affected", &mut self.affected, "Everybody");
        form.one("Agreement", &mut self.agreement, "None");
        form.when("When", &mut self.when);
        form.number("Stand-off", &mut self.stand_off_m, "m");
        form.prose("Recognition", &mut self.recognition);
    }

    fn blocks(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        form.block("Label and review", None, Fold::Closed, |form| {
            form.text("Label", &mut self.label);
            form.text("Abbreviation", &mut self.abbreviation);
            form.minute("Review at", &mut self.review_at);
        });
        form.block("Place", None, Fold::Closed, |form| {
            shapes::geometry(form, &mut self.shape);
        });
    }
}

impl Inspected for Corridor {
    common_fields!();

    fn fields(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        form.party("Owner", &mut self.owner);
        form.one("From", &mut self.from, "Not said");
        form.one("To", &mut self.to, "Not said");
        form.word("Mode", &mut self.mode);
        form.count("Width", &mut self.width_m, "m");
        form.number("Expected", &mut self.expected_people, "");
        form.number("People an hour", &mut self.people_per_hour, "");
        form.minute("Needed by", &mut self.needed_by);
        form.one("Agreement", &mut self.agreement, "None");
    }

    fn blocks(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        site::times(form, "Windows", "window", &mut self.windows);
        let along = self.path.points.clone();
        form.list(
            "Stops",
            "stop",
            &mut self.stops,
            |_| {
                let middle = along.get(along.len() / 2).copied();
                middle.map(Stop::new).ok_or("Draw the corridor first")
            },
            |form, stop| {
                form.text("Name", &mut stop.name);
                form.position("Where", &mut stop.at);
                form.flag("Water", &mut stop.water);
                form.flag("Shade", &mut stop.shade);
                form.flag("Medical", &mut stop.medical);
            },
        );
        site::notifications(form, &mut self.notifications);
        form.block("Line", None, Fold::Closed, |form| {
            shapes::path(form, &mut self.path);
        });
    }
}
