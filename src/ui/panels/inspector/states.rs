//! An object over the phases side by side: whether it holds in each, and what is then said of it.
//!
//! A click on a phase lets the object hold in it, or hold no longer.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Color32, Pos2, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::checks::Standing;
use crate::drawing::words::{name_of, phases_text, short_phase};
use crate::editor::Editor;
use crate::editor::timing::{Extent, Said, States, extents_of, states_of, toggle};
use crate::geometry::coordinates::write_short;
use crate::model::{AnyId, Id, Phase, Plan};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{Fold, Hinted, fold, muted, name_text};
use crate::ui::words::{self, said, say};

/// Height of a row, points.
const ROW: f32 = 22.0;
/// Width of the titles of rows, points.
const TITLES: f32 = 62.0;
/// The least width of a phase, points.
const LEAST: f32 = 34.0;

/// Objects shown side by side at most.
const MOST: usize = 40;
/// Radius of the mark that says how much of a phase it holds in, points.
const RADIUS: f32 = 5.0;

/// What was found out of one object of one plan.
#[derive(Default)]
pub(super) struct Seen {
    of: Option<(Arc<Plan>, AnyId)>,
    standing: Option<(Arc<Plan>, Standing)>,
    states: Option<States>,
}

impl Seen {
    /// Shows the object over the phases.
    pub fn ui(&mut self, ui: &mut Ui, editor: &Editor, id: AnyId, asks: &mut Asks) {
        let plan = editor.plan();
        let known = |(known, of): &(Arc<Plan>, AnyId)| Arc::ptr_eq(known, plan) && *of == id;
        if !self.of.as_ref().is_some_and(known) {
            let current = self
                .standing
                .as_ref()
                .is_some_and(|(known, _)| Arc::ptr_eq(known, plan));
            if !current {
                self.standing = Some((Arc::clone(plan), Standing::of(plan)));
            }
            self.states = self
                .standing
                .as_ref()
                .and_then(|(_, standing)| states_of(plan, standing, id));
            self.of = Some((Arc::clone(plan), id));
        }
        let Some(states) = &self.states else { return };
        fold(ui, say("Over the phases"), None, Fold::Open, |ui| {
            table_ui(ui, editor, id, states, asks);
        });
    }
}

/// Shows several objects over the phases, a row each.
pub(super) fn several_ui(ui: &mut Ui, editor: &Editor, ids: &BTreeSet<AnyId>, asks: &mut Asks) {
    let plan = editor.plan();
    let order = plan.phases_in_order();
    let rows: Vec<(AnyId, Vec<Extent>)> = ids
        .iter()
        .filter_map(|id| Some((*id, extents_of(plan, *id)?)))
        .take(MOST)
        .collect();
    if order.is_empty() || rows.is_empty() {
        return;
    }
    fold(ui, say("Over the phases"), None, Fold::Open, |ui| {
        let look = Look::of(ui.ctx());
        let size = vec2(ui.available_width(), ROW * (rows.len() + 1) as f32);
        let (whole, _) = ui.allocate_exact_size(size, Sense::hover());
        let names = whole.width() * 0.36;
        let width = (whole.width() - names) / order.len() as f32;
        let rect_of = |row: usize, column: usize| {
            let left = whole.left() + names + column as f32 * width;
            let top = whole.top() + row as f32 * ROW;
            Rect::from_min_size(pos2(left, top), vec2(width, ROW))
        };
        for (column, (phase, entity)) in order.iter().enumerate() {
            let ink = if editor.workspace().phase == Some(*phase) {
                look.accent
            } else {
                look.muted
            };
            text(ui, short_phase(entity), rect_of(0, column), ink);
        }
        for (row, (id, holds)) in rows.iter().enumerate() {
            let top = whole.top() + (row + 1) as f32 * ROW;
            let place = Rect::from_min_size(pos2(whole.left(), top), vec2(names - 6.0, ROW));
            let name = name_text(&name_of(plan, *id), 12.0).color(look.text);
            let galley = ui.painter().layout_job(name.within(ui, place.width()));
            let at = place.left_center() - vec2(0.0, galley.size().y / 2.0);
            ui.painter().galley(at, galley, look.text);
            for (column, ((phase, entity), extent)) in order.iter().zip(holds).enumerate() {
                let rect = rect_of(row + 1, column);
                cell_ui(ui, editor, *id, (*phase, entity), *extent, rect, asks);
            }
        }
        if ids.len() > rows.len() && rows.len() == MOST {
            muted(
                ui,
                said(format!("The first {MOST} of them; the time of all is set above")),
            );
        }
    });
}

fn table_ui(ui: &mut Ui, editor: &Editor, id: AnyId, states: &States, asks: &mut Asks) {
    let rows = states.rows.len() + 2;
    let (whole, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW * rows as f32), Sense::hover());
    let look = Look::of(ui.ctx());
    let titles = std::iter::once(say("Holds")).chain(states.rows.iter().map(|(title, _)| say(title)));
    for (place, title) in titles.enumerate() {
        let middle = whole.top() + ROW * (place as f32 + 1.5);
        text(
            ui,
            title,
            Rect::from_center_size(pos2(whole.left() + TITLES / 2.0, middle), vec2(TITLES, ROW)),
            look.muted,
        );
    }
    let body = Rect::from_min_max(whole.min + vec2(TITLES, 0.0), whole.max);
    let count = states.phases.len();
    let width = (body.width() / count.max(1) as f32).max(LEAST);
    let place = egui::UiBuilder::new().id_salt("over the phases").max_rect(body);
    ui.scope_builder(place, |ui| {
        ScrollArea::horizontal().auto_shrink(false).show(ui, |ui| {
            let size = vec2(width * count as f32, body.height());
            let (area, _) = ui.allocate_exact_size(size, Sense::hover());
            for (column, phase) in states.phases.iter().enumerate() {
                let left = area.left() + column as f32 * width;
                let rect = Rect::from_min_size(pos2(left, area.top()), vec2(width, area.height()));
                column_ui(ui, editor, (id, *phase), states, column, rect, asks);
            }
            for (row, (title, values)) in states.rows.iter().enumerate() {
                for run in runs(values) {
                    let at = |column: usize| area.left() + column as f32 * width;
                    let top = area.top() + ROW * (row as f32 + 2.0);
                    let rect = Rect::from_x_y_ranges(at(run.first)..=at(run.last + 1), top..=top + ROW);
                    let phases = states.phases.get(run.first..=run.last).unwrap_or_default();
                    said_ui(ui, editor, title, phases, run.said, rect);
                }
            }
        });
    });
}

fn column_ui(
    ui: &mut Ui,
    editor: &Editor,
    (id, phase): (AnyId, Id<Phase>),
    states: &States,
    column: usize,
    rect: Rect,
    asks: &mut Asks,
) {
    let (plan, look) = (editor.plan(), Look::of(ui.ctx()));
    let Some(shown) = plan.phases.get(phase) else {
        return;
    };
    let row = |place: usize| {
        let top = rect.top() + ROW * place as f32;
        Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), ROW))
    };
    let ink = if editor.workspace().phase == Some(phase) {
        look.accent
    } else {
        look.muted
    };
    text(ui, short_phase(shown), row(0), ink);
    let extent = states.holds.get(column).copied().unwrap_or(Extent::None);
    cell_ui(ui, editor, id, (phase, shown), extent, row(1), asks);
}

/// Whether an object holds in a phase; a click changes that.
fn cell_ui(
    ui: &mut Ui,
    editor: &Editor,
    id: AnyId,
    (phase, shown): (Id<Phase>, &Phase),
    extent: Extent,
    rect: Rect,
    asks: &mut Asks,
) {
    let (plan, look) = (editor.plan(), Look::of(ui.ctx()));
    let says = match extent {
        Extent::Whole => "holds",
        Extent::Part => say("holds in a part"),
        Extent::None => say("does not hold"),
    };
    let name = said(format!("{} in {}: {says}", name_of(plan, id), shown.name));
    let cell = rect.shrink2(vec2(2.0, 1.0));
    let response = ui.interact(cell, ui.scope_id().with(("holds", id, phase)), Sense::click());
    response.widget_info(|| {
        let ticked = extent != Extent::None;
        WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), ticked, &name)
    });
    let active = response.hovered() || response.has_focus();
    let fill = if active { look.hover } else { Color32::TRANSPARENT };
    let edge = if response.has_focus() {
        look.accent
    } else {
        Color32::TRANSPARENT
    };
    ui.painter()
        .rect(cell, 4.0, fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    paint_extent(ui, cell.center(), extent, look);
    if response.clicked() {
        match toggle(plan, id, phase) {
            Ok(edit) => asks.commit(edit),
            Err(error) => asks.refuse(&error),
        }
    }
    if active {
        asks.hint(match extent {
            Extent::None => say("Click to let it hold in this phase too"),
            _ => say("Click to let it hold in this phase no longer"),
        });
    }
    response
        .on_hover_cursor(egui::CursorIcon::PointingHand)
        .hinted(&name);
}

/// Phases next to each other of which the same is said.
struct Run<'a> {
    first: usize,
    last: usize,
    said: &'a Said,
}

fn runs(values: &[Said]) -> Vec<Run<'_>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    for (place, said) in values.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if run.said == said => run.last = place,
            _ => runs.push(Run {
                first: place,
                last: place,
                said,
            }),
        }
    }
    runs.retain(|run| !run.said.short.is_empty());
    runs
}

/// One value over the phases that it is said of; in full under the pointer.
fn said_ui(ui: &Ui, editor: &Editor, title: &str, phases: &[Id<Phase>], said: &Said, rect: Rect) {
    let look = Look::of(ui.ctx());
    let rect = rect.shrink2(vec2(1.0, 2.0));
    if phases.len() > 1 {
        ui.painter().rect_filled(rect, 4.0, look.field);
    }
    text(ui, &words::said(&said.short), rect, look.text);
    let place = said
        .at
        .map(|at| write_short(at, editor.preferences().coordinates));
    let full = if said.full.is_empty() {
        &said.short
    } else {
        &said.full
    };
    let mut whole = format!("{}: {}", phases_text(editor.plan(), phases), words::said(full));
    if let Some(place) = place {
        whole = format!("{whole}\n{place}");
    }
    let response = ui.interact(rect, ui.scope_id().with((title, phases)), Sense::hover());
    response
        .widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{}, {whole}", words::said(title))));
    response.hinted(whole);
}

/// A text in the middle of a cell, cut where it has no room.
fn text(ui: &Ui, text: &str, rect: Rect, ink: Color32) {
    let job = name_text(text, 11.0).color(ink).within(ui, rect.width() - 4.0);
    let galley = ui.painter().layout_job(job);
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, ink);
}

/// All of a phase is a full circle, a part a half one, nothing an empty one.
fn paint_extent(ui: &Ui, centre: Pos2, extent: Extent, look: &Look) {
    let painter = ui.painter();
    match extent {
        Extent::Whole => drop(painter.circle_filled(centre, RADIUS, look.accent)),
        Extent::Part => {
            let steps = (0..=12).map(|step| {
                let turn = std::f32::consts::PI * (step as f32 / 12.0 + 0.5);
                let [sine, cosine] = [libm::sinf(turn), libm::cosf(turn)];
                centre + vec2(cosine, sine) * RADIUS
            });
            painter.add(egui::Shape::convex_polygon(
                steps.collect(),
                look.accent,
                Stroke::NONE,
            ));
            painter.circle_stroke(centre, RADIUS, Stroke::new(1.4, look.accent));
        }
        Extent::None => drop(painter.circle_stroke(
            centre,
            RADIUS - 0.5,
            Stroke::new(1.2, look.hairline.lerp_to_gamma(look.muted, 0.5)),
        )),
    }
}
