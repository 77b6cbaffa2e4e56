//! Who stands how to whom: a matrix, from the left towards the top.
//!
//! What is declared is shown on its shade; what only follows, from the other direction or from who
//! answers to whom, is pale and slanted. A cell edits the relation that always holds; one that holds at
//! times is edited in the inspector.

use egui::{
    Align2, Color32, FontId, Popup, Rect, RectAlign, Response, Role, ScrollArea, Sense, Stroke, StrokeKind,
    Ui, WidgetInfo, pos2, vec2,
};

use crate::checks::{Stance, Standing};
use crate::drawing::words::phases_text;
use crate::editor::timing::{Extent, extent_in};
use crate::editor::{Command, Editor};
use crate::model::{Edit, Id, Phase, Plan, Relation, RelationState, Stakeholder, When};
use crate::ui::action::Action;
use crate::ui::asks::{Asks, DeskView};
use crate::ui::theme::{Look, holder_colour, title};
use crate::ui::widgets::{empty_note, link, muted, paragraph, stakeholders_by_label, text_field, when_text};
use crate::ui::words::{composed, in_words, said, say};

use super::choices::word_chips;
use super::popup;

/// A cell where there is room for all, points.
const CELL: egui::Vec2 = vec2(96.0, 29.0);
/// The least that a cell may be so that more of them are seen, points.
const LEAST: egui::Vec2 = vec2(76.0, 19.0);
/// Height of the line of names on top, points.
const TOP: f32 = 30.0;

type Party = Id<Stakeholder>;

/// Draws the matrix.
pub fn ui(ui: &mut Ui, editor: &Editor, standing: &Standing, view: DeskView, asks: &mut Asks) {
    let plan = editor.plan();
    let parties: Vec<Party> = stakeholders_by_label(plan, &[])
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    if parties.len() < 2 {
        super::note(ui, |ui| {
            empty_note(
                ui,
                say("Relations are between stakeholders, and the plan has fewer than two"),
            );
            if link(ui, say("Add stakeholder")).clicked() {
                Action::AddStakeholder.run(editor, asks);
            }
        });
        return;
    }
    let whole = ui.available_rect_before_wrap().shrink2(vec2(8.0, 4.0));
    let side = (whole.width() * 0.22).clamp(90.0, 170.0);
    let body = Rect::from_min_max(whole.min + vec2(side, TOP), whole.max);
    let cell = (body.size() / parties.len() as f32).clamp(LEAST, CELL);
    let matrix = Matrix {
        editor,
        standing,
        parties: &parties,
        view,
        cell,
    };
    let place = egui::UiBuilder::new().id_salt("cells").max_rect(body);
    let offset = ui.scope_builder(place, |ui| matrix.cells_ui(ui, asks)).inner;
    matrix.names_ui(ui, whole, body, offset);
}

struct Matrix<'a> {
    editor: &'a Editor,
    standing: &'a Standing,
    parties: &'a [Party],
    /// At any time, in the phase shown, or phase by phase.
    view: DeskView,
    /// The size of a cell, points.
    cell: egui::Vec2,
}

impl Matrix<'_> {
    /// Draws the cells in sight and returns how far they are scrolled.
    fn cells_ui(&self, ui: &mut Ui, asks: &mut Asks) -> egui::Vec2 {
        let count = self.parties.len();
        let area = ScrollArea::both().id_salt("relations").auto_shrink(false);
        let output = area.show_viewport(ui, |ui, seen| {
            let cell = self.cell;
            ui.set_min_size(cell * count as f32);
            let corner = ui.max_rect().min;
            let range = |from: f32, to: f32, size: f32| {
                let first = (from / size).floor().max(0.0) as usize;
                first..((to / size).ceil().max(0.0) as usize).min(count)
            };
            for row in range(seen.min.y, seen.max.y, cell.y) {
                for column in range(seen.min.x, seen.max.x, cell.x) {
                    let (Some(from), Some(to)) = (self.parties.get(row), self.parties.get(column)) else {
                        continue;
                    };
                    let at = corner + vec2(column as f32 * cell.x, row as f32 * cell.y);
                    let rect = Rect::from_min_size(at, cell).shrink(1.0);
                    self.cell_ui(ui, rect, (*from, *to), asks);
                }
            }
            seen.min.to_vec2()
        });
        output.inner
    }

    fn cell_ui(&self, ui: &mut Ui, rect: Rect, (from, to): (Party, Party), asks: &mut Asks) {
        let (plan, look) = (self.editor.plan(), Look::of(ui.ctx()));
        if from == to {
            ui.painter().text(
                rect.center(),
                Align2::CENTER_CENTER,
                "—",
                FontId::proportional(12.0),
                look.hairline,
            );
            return;
        }
        let shown = self
            .editor
            .workspace()
            .phase
            .filter(|_| self.view == DeskView::InPhase);
        let shown = shown.and_then(|id| plan.phases.get(id));
        let mut seen = Seen::of(plan, self.standing, (from, to), shown);
        let runs = if self.view == DeskView::OverTime {
            runs(plan, self.standing, (from, to))
        } else {
            Vec::new()
        };
        if runs.len() > 1 {
            seen.says = runs_text(plan, &runs);
            seen.text.clone_from(&seen.says);
        }
        let response = ui.interact(rect, ui.scope_id().with((from, to)), Sense::click());
        let name = said(format!("{} towards {}", plan.label_of(from), plan.label_of(to)));
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::Button, true, &name);
            info.current_text_value = Some(seen.text.clone());
            info
        });
        let chosen =
            declared(plan, from, to).any(|(id, _)| self.editor.workspace().selection.contains(&id.into()));
        let fill = match seen.state {
            Some(state) => look.relation(state),
            None if response.hovered() => look.hover,
            None => look.panel,
        };
        let edge = if response.has_focus() || response.hovered() || chosen {
            look.accent
        } else if seen.state.is_some() {
            Color32::TRANSPARENT
        } else {
            look.hairline
        };
        ui.painter()
            .rect(rect, 5.0, fill, Stroke::new(1.0, edge), StrokeKind::Inside);
        if runs.len() > 1 {
            paint_runs(ui, rect, &runs, edge);
            let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
            if response.hovered() {
                asks.hint(format!("{name}: {}", seen.says));
            }
            self.popup_ui(&response, &name, &seen, (from, to), asks);
            return;
        }
        let ink = if seen.state.is_some() {
            look.text
        } else {
            look.muted
        };
        let mut job = egui::text::LayoutJob::default();
        let size = if rect.height() < 24.0 { 11.0 } else { 12.0 };
        let mut format = egui::TextFormat::simple(FontId::proportional(size), ink);
        format.italics = seen.state.is_none();
        job.append(&seen.text, 0.0, format);
        job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 8.0);
        let galley = ui.painter().layout_job(job);
        ui.painter()
            .galley(rect.center() - galley.size() / 2.0, galley, ink);
        let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
        if response.hovered() {
            asks.hint(format!("{name}: {}", seen.says));
        }
        self.popup_ui(&response, &name, &seen, (from, to), asks);
    }

    fn popup_ui(
        &self,
        cell: &Response,
        name: &str,
        seen: &Seen,
        (from, to): (Party, Party),
        asks: &mut Asks,
    ) {
        popup::form(
            cell,
            &said(format!("Relation of {name}")),
            340.0,
            RectAlign::BOTTOM_START,
            |ui| {
                paragraph(ui, title(name, 12.5));
                muted(ui, &seen.says);
                self.form_ui(ui, (from, to), asks);
            },
        );
    }

    fn form_ui(&self, ui: &mut Ui, (from, to): (Party, Party), asks: &mut Asks) {
        let plan = self.editor.plan();
        let always = always(plan, from, to);
        if let Some(state) = word_chips(ui, say("Stance"), always.map(|(_, relation)| relation.state)) {
            asks.commit(self.declare((from, to), state));
        }
        if let Some((id, relation)) = always
            && let Some(basis) = text_field(ui, say("Basis"), &relation.basis)
        {
            let changed = Relation {
                basis,
                ..relation.clone()
            };
            asks.commit(Edit::Update((id, changed).into()));
        }
        for (id, relation) in declared(plan, from, to).filter(|(_, relation)| relation.when != When::always())
        {
            ui.horizontal(|ui| {
                let text = format!(
                    "{}: {}",
                    when_text(plan, &relation.when),
                    said(relation.state.title())
                );
                ui.label(text);
                if link(ui, say("Edit")).clicked() {
                    asks.command(Command::Select([id.into()].into()));
                    Popup::close_all(ui.ctx());
                }
            });
        }
        if let Some((id, relation)) = always {
            ui.horizontal(|ui| {
                let back = self::always(plan, to, from).map(|(_, relation)| relation.state);
                let same = back == Some(relation.state);
                if !same && link(ui, say("Same the other way")).clicked() {
                    asks.commit(self.declare((to, from), relation.state));
                }
                if link(ui, say("Only at times…")).clicked() {
                    asks.command(Command::Select([id.into()].into()));
                    Popup::close_all(ui.ctx());
                }
                if link(ui, say("Clear")).clicked() {
                    asks.commit(Edit::Delete(vec![id.into()]));
                }
            });
        }
    }

    /// The edit that makes the relation which always holds be that.
    fn declare(&self, (from, to): (Party, Party), state: RelationState) -> Edit {
        if let Some((id, relation)) = always(self.editor.plan(), from, to) {
            let changed = Relation {
                state,
                ..relation.clone()
            };
            return Edit::Update((id, changed).into());
        }
        let id: Id<Relation> = self.editor.fresh_id();
        let relation = Relation {
            state,
            ..Relation::new(from, to)
        };
        Edit::Create((id, relation).into())
    }

    /// Draws the names at the left and on top, where the cells now are.
    fn names_ui(&self, ui: &Ui, whole: Rect, body: Rect, offset: egui::Vec2) {
        let (plan, look) = (self.editor.plan(), Look::of(ui.ctx()));
        let left = Rect::from_min_max(pos2(whole.left(), body.top()), body.left_bottom());
        let top = Rect::from_min_max(pos2(body.left(), whole.top()), body.right_top());
        let corner = Rect::from_min_max(whole.min, body.min);
        let small = FontId::proportional(11.0);
        ui.painter().with_clip_rect(corner).text(
            corner.left_center() + vec2(6.0, 0.0),
            Align2::LEFT_CENTER,
            say("stands to"),
            small,
            look.muted,
        );
        for (place, party) in self.parties.iter().enumerate() {
            let across = top.left() + place as f32 * self.cell.x - offset.x;
            let down = left.top() + place as f32 * self.cell.y - offset.y;
            let column = Rect::from_min_size(pos2(across, top.top()), vec2(self.cell.x, TOP));
            let row = Rect::from_min_size(pos2(left.left(), down), vec2(left.width(), self.cell.y));
            let ink = holder_colour(look, plan, Some(*party));
            for (rect, clip) in [(column, top), (row, left)] {
                if !rect.intersects(clip) {
                    continue;
                }
                let painter = ui.painter().with_clip_rect(clip);
                let chip = Rect::from_center_size(rect.left_center() + vec2(10.0, 0.0), vec2(10.0, 10.0));
                painter.rect_filled(chip, 3.0, ink);
                let label = plan.label_of(*party);
                let name = crate::ui::widgets::name_text(&label, 12.0).color(look.text);
                let job = name.within(ui, rect.width() - 26.0);
                let galley = painter.layout_job(job);
                let at = rect.left_center() + vec2(20.0, -galley.size().y / 2.0);
                painter.galley(at, galley, look.text);
            }
        }
    }
}

/// What a cell shows.
struct Seen {
    /// The declared stance; `None`: it only follows.
    state: Option<RelationState>,
    text: String,
    says: String,
}

impl Seen {
    /// What is seen of a direction in a phase; with no phase, at any time.
    fn of(plan: &Plan, standing: &Standing, (from, to): (Party, Party), phase: Option<&Phase>) -> Self {
        let stated = worst(plan, from, to, phase);
        if let Some(relation) = stated {
            let when = if relation.when == When::always() || phase.is_some() {
                String::new()
            } else {
                format!(", {}", when_text(plan, &relation.when))
            };
            let basis = if relation.basis.is_empty() {
                String::new()
            } else {
                format!(": {}", relation.basis)
            };
            return Self {
                state: Some(relation.state),
                text: composed(format!("{}{when}", in_words(relation.state.title()))),
                says: said(format!("Declared {}{when}{basis}", words(relation.state))),
            };
        }
        if let Some(other) = worst(plan, to, from, phase) {
            return Self {
                state: None,
                text: said(other.state.title()),
                says: said(format!(
                    "Not declared; {} is declared the other way and stands for both",
                    words(other.state)
                )),
            };
        }
        let (text, says) = match standing.derived(from, to) {
            Stance::Same => (say("One chain"), say("Not declared; one answers to the other")),
            Stance::Cooperating => (
                say("Cooperating"),
                say("Not declared; both answer to one superior"),
            ),
            _ => (
                say("Unknown"),
                say("Not declared, and no common superior: counts as unknown"),
            ),
        };
        Self {
            state: None,
            text: text.to_owned(),
            says: says.to_owned(),
        }
    }
}

fn words(state: RelationState) -> String {
    said(state.title()).to_lowercase()
}

fn declared(plan: &Plan, from: Party, to: Party) -> impl Iterator<Item = (Id<Relation>, &Relation)> {
    plan.relations
        .iter()
        .filter(move |(_, relation)| relation.from == from && relation.to == to)
}

/// The relation of this direction that always holds.
fn always(plan: &Plan, from: Party, to: Party) -> Option<(Id<Relation>, &Relation)> {
    declared(plan, from, to).find(|(_, relation)| relation.when == When::always())
}

/// The worst that is declared of this direction in a phase; with no phase, at any time.
fn worst<'a>(plan: &'a Plan, from: Party, to: Party, phase: Option<&Phase>) -> Option<&'a Relation> {
    declared(plan, from, to)
        .map(|(_, relation)| relation)
        .filter(|relation| {
            phase.is_none_or(|phase| extent_in(&relation.when, phase, &plan.phases) != Extent::None)
        })
        .max_by_key(|relation| relation.state)
}

/// Phases next to each other in which the same is seen.
struct Run {
    phases: Vec<Id<Phase>>,
    state: Option<RelationState>,
    text: String,
}

/// What is seen of a direction phase by phase.
fn runs(plan: &Plan, standing: &Standing, pair: (Party, Party)) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (id, phase) in plan.phases_in_order() {
        let seen = Seen::of(plan, standing, pair, Some(phase));
        match runs.last_mut() {
            Some(run) if run.state == seen.state && run.text == seen.text => run.phases.push(id),
            _ => runs.push(Run {
                phases: vec![id],
                state: seen.state,
                text: seen.text,
            }),
        }
    }
    runs
}

/// What is seen, phase by phase: `P0 – P2 Neutral, P3 Rival`.
fn runs_text(plan: &Plan, runs: &[Run]) -> String {
    let texts = runs
        .iter()
        .map(|run| format!("{} {}", phases_text(plan, &run.phases), run.text));
    texts.collect::<Vec<_>>().join(", ")
}

/// Paints the runs side by side, each as wide as it has phases, with as many letters as it has room for.
fn paint_runs(ui: &Ui, rect: Rect, runs: &[Run], edge: Color32) {
    let look = Look::of(ui.ctx());
    let count: usize = runs.iter().map(|run| run.phases.len()).sum();
    let each = rect.width() / count.max(1) as f32;
    let painter = ui.painter().with_clip_rect(rect);
    let mut left = rect.left();
    for run in runs {
        let width = each * run.phases.len() as f32;
        let part = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
        left += width;
        let fill = run.state.map_or(look.panel, |state| look.relation(state));
        painter.rect_filled(part.shrink2(vec2(0.5, 0.0)), 3.0, fill);
        let ink = if run.state.is_some() {
            look.text
        } else {
            look.muted
        };
        let letters = ((width - 4.0) / 7.0).max(1.0) as usize;
        let text: String = run.text.chars().take(letters).collect();
        let mut job = egui::text::LayoutJob::default();
        let mut format = egui::TextFormat::simple(FontId::proportional(11.0), ink);
        format.italics = run.state.is_none();
        job.append(text.trim_end(), 0.0, format);
        let galley = painter.layout_job(job);
        painter.galley(part.center() - galley.size() / 2.0, galley, ink);
    }
    ui.painter()
        .rect_stroke(rect, 5.0, Stroke::new(1.0, edge), StrokeKind::Inside);
}
