//! Sites: what a place is, who is there, how many it can serve, when it is closed, who was told.

use crate::model::{Id, Notification, Site, When};
use crate::ui::widgets::Fold;
use crate::ui::words::say;

use super::form::Form;
use super::kinds::{Inspected, common_fields};
use super::shapes;

impl Inspected for Site {
    common_fields!();

    fn fields(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        form.word(say("Kind"), &mut self.kind);
        form.party(say("Operator"), &mut self.operator);
        form.number(say("Buffer"), &mut self.buffer_m, "m");
        form.when(say("When"), &mut self.when);
    }

    fn blocks(&mut self, _: Id<Self>, form: &mut Form<'_>) {
        form.optional(say("People"), &mut self.people, |form, people| {
            form.count(say("At least"), &mut people.low, "");
            form.count(say("Most likely"), &mut people.best, "");
            form.count(say("At most"), &mut people.high, "");
            form.instant(say("Estimated"), &mut people.at);
            form.text(say("By"), &mut people.source);
        });
        form.optional(say("Capacity"), &mut self.capacity, |form, capacity| {
            form.number(say("Ground"), &mut capacity.area_m2, "m²");
            form.number(say("Toilets"), &mut capacity.toilets, "");
            form.number(say("Taps"), &mut capacity.taps, "");
            form.number(say("Water"), &mut capacity.water_l_per_day, "l/day");
            form.number(say("Shelters"), &mut capacity.shelters, "");
            form.number(say("Health posts"), &mut capacity.health_posts, "");
        });
        form.optional(say("Screening"), &mut self.screening, |form, screening| {
            form.text(say("Mandate"), &mut screening.mandate_document);
            form.flag(say("Monitors"), &mut screening.monitors);
            form.flag(say("Register"), &mut screening.register);
            form.flag(say("Family notice"), &mut screening.family_notice);
            form.flag(say("Female staff"), &mut screening.female_staff);
            form.flag(say("Minors"), &mut screening.minors_procedure);
            form.flag(say("Shade, water"), &mut screening.shade_and_water);
            form.flag(say("Medical care"), &mut screening.medical);
            form.flag(say("Judge in 48 h"), &mut screening.judge_within_48_h);
            form.number(say("Lanes"), &mut screening.lanes, "");
            form.number(say("People/h, lane"), &mut screening.people_per_hour, "");
        });
        times(form, say("Closed"), "closure", &mut self.closed);
        notifications(form, &mut self.notifications);
        form.block(say("Place"), None, Fold::Closed, |form| {
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
        |form, when| form.when(say("When"), when),
    );
}

/// Who was told, when, and whether the party said that it knows.
pub(super) fn notifications(form: &mut Form<'_>, notifications: &mut Vec<Notification>) {
    let told: Vec<_> = notifications.iter().map(|known| known.party).collect();
    form.list(
        say("Notifications"),
        "notification",
        notifications,
        |form| {
            let parties = form.plan().stakeholders.ids();
            let party = parties.into_iter().find(|id| !told.contains(id));
            party
                .map(Notification::new)
                .ok_or(say("Every stakeholder of the plan was told"))
        },
        |form, notification| {
            form.needed(say("Party"), &mut notification.party);
            form.minute(say("Sent"), &mut notification.at);
            form.minute(say("Acknowledged"), &mut notification.acknowledged);
            form.minute(say("Expires"), &mut notification.expires);
        },
    );
}
