//! Sites: what a place is, who is there, how many it can serve, when it is closed, who was told.

use crate::model::{Id, Notification, Site, When};
use crate::ui::widgets::Fold;

use super::form::Form;
use super::kinds::{Inspected, common_fields};
use super::shapes;

impl Inspected for Site {
    common_fields!();

    fn fields(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        form.word("Kind", &mut self.kind);
        form.party("Operator", &mut self.operator);
        form.number("Buffer", &mut self.buffer_m, "m");
        form.when("When", &mut self.when);
    }

    fn blocks(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        form.optional("People", &mut self.people, |form, people| {
            form.count("At least", &mut people.low, "");
            form.count("Most likely", &mut people.best, "");
            form.count("At most", &mut people.high, "");
            form.instant("Estimated", &mut people.at);
            form.text("By", &mut people.source);
        });
        form.optional("Capacity", &mut self.capacity, |form, capacity| {
            form.number("Ground", &mut capacity.area_m2, "m²");
            form.number("Toilets", &mut capacity.toilets, "");
            form.number("Taps", &mut capacity.taps, "");
            form.number("Water", &mut capacity.water_l_per_day, "l/day");
            form.number("Shelters", &mut capacity.shelters, "");
            form.number("Health posts", &mut capacity.health_posts, "");
        });
        form.optional("Screening", &mut self.screening, |form, screening| {
            form.text("Mandate", &mut screening.mandate_document);
            form.flag("Monitors", &mut screening.monitors);
            form.flag("Register", &mut screening.register);
            form.flag("Family notice", &mut screening.family_notice);
            form.flag("Female staff", &mut screening.female_staff);
            form.flag("Minors", &mut screening.minors_procedure);
            form.flag("Shade, water", &mut screening.shade_and_water);
            form.flag("Medical care", &mut screening.medical);
            form.flag("Judge in 48 h", &mut screening.judge_within_48_h);
            form.number("Lanes", &mut screening.lanes, "");
            form.number("People/h, lane", &mut screening.people_per_hour, "");
        });
        times(form, "Closed", "closure", &mut self.closed);
        notifications(form, &mut self.notifications);
        form.block("Place", None, Fold::Closed, |form| {
            shapes::geometry(form, &mut self.shape);
        });
    }
}

/// Times, one under the other.
pub(super) fn times(form: &mut Form<'_>, title: &str, one: &str, times: &mut Vec<When>) {
    form.list(
        title,
        one,
        times,
        |form| {
            let phase = form.editor.workspace().phase;
            Ok(phase.map_or_else(When::always, |phase| When::in_phases([phase])))
        },
        |form, when| form.when("When", when),
    );
}

/// Who was told, when, and whether the party said that it knows.
pub(super) fn notifications(form: &mut Form<'_>, notifications: &mut Vec<Notification>) {
    let told: Vec<_> = notifications.iter().map(|known| known.party).collect();
    form.list(
        "Notifications",
        "notification",
        notifications,
        |form| {
            let parties = form.plan().stakeholders.ids();
            let party = parties.into_iter().find(|id| !told.contains(id));
            party
                .map(Notification::new)
                .ok_or("Every stakeholder of the plan was told")
        },
        |form, notification| {
            form.needed("Party", &mut notification.party);
            form.minute("Sent", &mut notification.at);
            form.minute("Acknowledged", &mut notification.acknowledged);
            form.minute("Expires", &mut notification.expires);
        },
    );
}
