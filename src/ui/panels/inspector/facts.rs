//! What was measured of the entity shown: computed once for a plan, not every frame.
//!
//! While a shape is dragged the facts are those of the draft, so that they follow the pointer.

use std::sync::Arc;

use egui::text::TextWrapping;
use egui::{Sense, Ui, vec2};

use crate::drawing::Units;
use crate::editor::tools::{Drawn, is_shown_in, placement_in, shape_of};
use crate::editor::{CoordinateFormat, Editor};
use crate::geometry::coordinates::write_short;
use crate::geometry::{self, Area, Position, Rim, Shape};
use crate::language::Language;
use crate::model::{Acceptance, AnyId, Id, Instant, Minute, Phase, Plan, Stakeholder};
use crate::ui::map::text::bidi_job;
use crate::ui::theme::Look;
use crate::ui::widgets::{Hinted, area_text, count_text, counted};
use crate::ui::words::{language, said, say};

/// The facts of one entity in one plan.
#[derive(Default)]
pub(super) struct Facts {
    about: Option<About>,
    lines: Vec<(&'static str, String)>,
}

#[derive(Clone)]
struct About {
    id: AnyId,
    plan: Arc<Plan>,
    phase: Option<Id<Phase>>,
    coordinates: CoordinateFormat,
    units: Units,
    language: Language,
}

impl About {
    fn is_same(&self, other: &Self) -> bool {
        self.id == other.id
            && Arc::ptr_eq(&self.plan, &other.plan)
            && self.phase == other.phase
            && self.coordinates == other.coordinates
            && self.units == other.units
            && self.language == other.language
    }
}

impl Facts {
    /// Shows the facts of an entity.
    pub fn ui(&mut self, ui: &mut Ui, editor: &Editor, id: AnyId) {
        let about = About {
            id,
            plan: Arc::clone(editor.document().shown()),
            phase: editor.workspace().phase,
            coordinates: editor.preferences().coordinates,
            units: editor.preferences().units,
            language: language(),
        };
        if !self.about.as_ref().is_some_and(|known| known.is_same(&about)) {
            self.lines = facts(&about);
            self.about = Some(about);
        }
        if self.lines.is_empty() {
            return;
        }
        ui.add_space(4.0);
        ui.separator();
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (label, value) in &self.lines {
                fact(ui, label, value);
            }
        });
    }
}

/// A fact: what it is on the left, the figure on the right; heard as one.
pub(super) fn fact(ui: &mut Ui, label: &str, value: &str) {
    let look = Look::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    let what = bidi_job(label, 12.5, look.muted);
    let what = ui.painter().layout_job(what);
    let mut figure = bidi_job(value, 12.5, look.text);
    figure.wrap = TextWrapping::truncate_at_width((rect.width() - what.size().x - 12.0).max(8.0));
    let figure = ui.painter().layout_job(figure);
    let cut = figure.elided;
    let left = rect.left_center() - vec2(0.0, what.size().y / 2.0);
    let right = rect.right_center() - vec2(figure.size().x, figure.size().y / 2.0);
    ui.painter().galley(left, what, look.muted);
    ui.painter().galley(right, figure, look.text);
    let heard = format!("{label}: {value}");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &heard));
    if cut {
        response.hinted(value);
    }
}

fn facts(about: &About) -> Vec<(&'static str, String)> {
    let plan = about.plan.as_ref();
    let mut lines = Vec::new();
    match about.id {
        AnyId::Stakeholder(id) => stakeholder(plan, id, about.phase, &mut lines),
        AnyId::Agreement(id) => {
            if let Some(agreement) = plan.agreements.get(id) {
                let count = agreement
                    .parties
                    .iter()
                    .filter(|party| party.has_accepted())
                    .count();
                let of = agreement.parties.len();
                let accepted = match of {
                    1 => format!("{count} of 1 party"),
                    _ => format!("{count} of {of} parties"),
                };
                lines.push((say("Accepted"), said(accepted)));
                let silent = agreement
                    .parties
                    .iter()
                    .filter(|party| party.state == Acceptance::Silent);
                let silent = silent.count();
                if silent > 0 {
                    lines.push((say("Silent"), said(counted(silent, "party", "parties"))));
                }
            }
        }
        AnyId::Phase(id) => {
            if let Some(phase) = plan.phases.get(id) {
                lines.extend(phase.end.map(|end| (say("Lasts"), span_text(end - phase.start))));
                let at = |minute: Minute| plan.info.h_hour?.after(minute).map(Instant::date_time_group);
                lines.extend(at(phase.start).map(|text| (say("From"), text)));
                lines.extend(phase.end.and_then(at).map(|text| (say("Until"), text)));
            }
        }
        AnyId::Force(id) => force(about, id, &mut lines),
        AnyId::Relation(_) | AnyId::Channel(_) => {}
        AnyId::Sector(_) | AnyId::Boundary(_) | AnyId::Measure(_) | AnyId::Site(_) | AnyId::Corridor(_) => {
            match shape_of(plan, about.id, about.phase) {
                Some(Drawn::Area(area)) => ground(about, area, &mut lines),
                Some(Drawn::Path(path)) => {
                    lines.push((say("Length"), about.units.drawn(geometry::length_m(path))));
                }
                Some(Drawn::Point(at)) => lines.push((say("Position"), write_short(at, about.coordinates))),
                None => {}
            }
        }
    }
    lines
}

fn ground(about: &About, area: &Area, lines: &mut Vec<(&'static str, String)>) {
    let plan = about.plan.as_ref();
    let shape = Shape::of(area);
    lines.push((say("Area"), area_text(geometry::area_m2(&shape))));
    lines.push((
        say("Perimeter"),
        about.units.drawn(geometry::drawn_perimeter_m(area)),
    ));
    let AnyId::Sector(id) = about.id else { return };
    let holder = plan.sectors.get(id).and_then(|sector| sector.holder);
    let bounds = shape.bounds();
    let inside =
        |at: Position| bounds.is_some_and(|bounds| bounds.contains(at)) && shape.contains(at, Rim::Inside);
    let (mut own, mut others) = (0, 0);
    for (_, force) in plan.forces.iter() {
        if placement_in(plan, force, about.phase).is_some_and(|placement| inside(placement.at)) {
            let count = if holder.is_some() && force.stakeholder == holder {
                &mut own
            } else {
                &mut others
            };
            *count += 1;
        }
    }
    let forces = match (own, others) {
        (0, 0) => say("None").to_owned(),
        (own, 0) => said(format!("{own} of its holder")),
        (0, others) => said(format!("{others} of others")),
        (own, others) => said(format!("{own} of its holder, {others} of others")),
    };
    lines.push((say("Forces inside"), forces));
    let (mut low, mut high) = (0_u64, 0_u64);
    for (id, site) in plan.sites.iter() {
        let Some(people) = &site.people else { continue };
        let stands_inside = site.shape.points().first().copied().is_some_and(inside);
        if stands_inside && is_shown_in(plan, id.into(), about.phase) {
            low += u64::from(people.low.min(people.best));
            high += u64::from(people.high.max(people.best));
        }
    }
    if high > 0 {
        let range = if low == high {
            said(format!("estimated {}", count_text(high)))
        } else {
            said(format!("estimated {} – {}", count_text(low), count_text(high)))
        };
        lines.push((say("People at sites"), range));
    }
}

fn force(about: &About, id: Id<crate::model::Force>, lines: &mut Vec<(&'static str, String)>) {
    let plan = about.plan.as_ref();
    let Some(force) = plan.forces.get(id) else { return };
    let Some(placement) = placement_in(plan, force, about.phase) else {
        lines.push((say("Stands"), say("nowhere in this phase").to_owned()));
        return;
    };
    lines.push((say("Stands at"), write_short(placement.at, about.coordinates)));
    let mut within: Vec<&str> = plan
        .sectors
        .iter()
        .filter(|(id, sector)| {
            is_shown_in(plan, (*id).into(), about.phase)
                && sector
                    .area
                    .bounds()
                    .is_some_and(|bounds| bounds.contains(placement.at))
                && Shape::of(&sector.area).contains(placement.at, Rim::Inside)
        })
        .map(|(_, sector)| sector.name.as_str())
        .collect();
    within.sort_unstable();
    let within = if within.is_empty() {
        say("no sector").to_owned()
    } else {
        within.join(", ")
    };
    lines.push((say("Inside"), within));
    let subordinates = plan
        .forces
        .iter()
        .filter(|(_, other)| other.superior == Some(id))
        .count();
    if subordinates > 0 {
        lines.push((say("Commands"), said(counted(subordinates, "force", "forces"))));
    }
}

fn stakeholder(
    plan: &Plan,
    id: Id<Stakeholder>,
    phase: Option<Id<Phase>>,
    lines: &mut Vec<(&'static str, String)>,
) {
    let shown = |id: AnyId| is_shown_in(plan, id, phase);
    let held = plan
        .sectors
        .iter()
        .filter(|(_, sector)| sector.holder == Some(id));
    let held = held.filter(|(sector, _)| shown((*sector).into())).count();
    lines.push((say("Holds"), said(counted(held, "sector", "sectors"))));
    let own = plan
        .forces
        .iter()
        .filter(|(_, force)| force.stakeholder == Some(id));
    let (mut count, mut people) = (0, 0_u64);
    for (force, entity) in own {
        if shown(force.into()) {
            count += 1;
            people += u64::from(entity.personnel.unwrap_or(0));
        }
    }
    let mut forces = counted(count, "force", "forces");
    if people > 0 {
        forces = format!("{forces}, {} people", count_text(people));
    }
    lines.push((say("Has"), said(forces)));
}

fn span_text(minutes: Minute) -> String {
    if minutes <= 0 {
        return say("nothing: it ends before it starts").to_owned();
    }
    match (minutes / 1440, minutes % 1440 / 60, minutes % 60) {
        (days, 0, 0) => format!("{days} d"),
        (0, hours, 0) => format!("{hours} h"),
        (0, 0, minutes) => format!("{minutes} min"),
        (days, hours, minutes) => format!("{days} d {hours:02}:{minutes:02}"),
    }
}
