//! Agreements: who is asked, what each said, and whether the whole is in force in the phase shown.
//!
//! Clauses, preconditions and breaches are edited in the inspector; what a party said is recorded here,
//! with how it is known.

use std::sync::Arc;

use egui::{Color32, Galley, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use crate::checks::Standing;
use crate::drawing::words::in_force_text;
use crate::editor::Editor;
use crate::model::{Acceptance, Agreement, Id, Party, Plan};
use crate::ui::action::Action;
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{Hinted, empty_note, link, when_text};
use crate::ui::words::{said, say};

use super::acceptance::Form;
use super::table::{self, Column, Columns, Row, Width};

/// What a chip has besides its text, points.
const CHIP: f32 = 29.0;

const COLUMNS: [Column; 5] = [
    Column::new("Agreement", Width::Share(3.0)),
    Column::new("Parties", Width::Share(5.0)),
    Column::new("In force", Width::Share(3.0)).from(560.0),
    Column::new("When", Width::Fixed(110.0)).from(680.0),
    Column::new("Clauses", Width::Fixed(52.0)).right().from(440.0),
];

/// Draws what can be added.
pub fn controls_ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
    if link(ui, say("Add agreement")).clicked() {
        Action::AddAgreement.run(editor, asks);
    }
}

/// Draws the table.
pub fn ui(ui: &mut Ui, editor: &Editor, standing: &Standing, form: &mut Option<Form>, asks: &mut Asks) {
    let plan = editor.plan();
    if plan.agreements.is_empty() {
        super::note(ui, |ui| {
            empty_note(
                ui,
                say("No agreement is written down yet: say who agreed to what, and how it is known"),
            );
            if link(ui, say("Add the first agreement")).clicked() {
                Action::AddAgreement.run(editor, asks);
            }
        });
        return;
    }
    table::header(ui, &COLUMNS);
    let ids: Vec<Id<Agreement>> = super::ids_by_name(plan);
    let columns = Columns::of(ui.available_width(), &COLUMNS);
    table::rows(ui, "agreements", ids.len(), None, |ui, rect, place| {
        let found = ids
            .get(place)
            .and_then(|id| Some((*id, plan.agreements.get(*id)?)));
        if let Some((id, agreement)) = found {
            row_ui(ui, rect, &columns, editor, standing, (id, agreement), form, asks);
        }
    });
}

#[expect(clippy::too_many_arguments, reason = "a row is drawn from all of it")]
fn row_ui(
    ui: &mut Ui,
    rect: Rect,
    columns: &Columns,
    editor: &Editor,
    standing: &Standing,
    (id, agreement): (Id<Agreement>, &Agreement),
    form: &mut Option<Form>,
    asks: &mut Asks,
) {
    let (plan, look) = (editor.plan(), Look::of(ui.ctx()));
    let chosen = editor.workspace().selection.contains(&id.into());
    let name = super::name_of(plan, id.into());
    let ground = table::ground(ui, rect, &name, chosen, Sense::click());
    super::row_answers(&ground, id.into(), say("Delete agreement"), asks);
    let mut row = Row::new(ui, rect, columns);
    row.text(&name);
    row.cell(|ui| parties_ui(ui, editor, (id, agreement), form, asks));
    let (in_force, says) = in_force_text(plan, id, agreement, standing, editor.workspace().phase);
    row.cell(|ui| {
        let (place, _) = ui.allocate_exact_size(vec2(12.0, 12.0), Sense::hover());
        let ink = if in_force { look.accent } else { look.muted };
        paint_state(
            ui.painter(),
            place.center(),
            if in_force { Mark::Yes } else { Mark::Open },
            ink,
        );
        table::words(ui, &said(&says), if in_force { look.text } else { look.muted })
    });
    row.muted(&when_text(plan, &agreement.when));
    row.text(&agreement.clauses.len().to_string());
}

/// One chip a party: a mark, its name, what it said.
fn parties_ui(
    ui: &mut Ui,
    editor: &Editor,
    (id, agreement): (Id<Agreement>, &Agreement),
    form: &mut Option<Form>,
    asks: &mut Asks,
) {
    let (plan, look) = (editor.plan(), Look::of(ui.ctx()));
    if agreement.parties.is_empty() {
        table::words(ui, say("No parties"), look.muted);
        return;
    }
    ui.spacing_mut().item_spacing.x = 4.0;
    let room = ui.max_rect().width();
    // With the words where all have room for them; else the marks say it, and the words are under the pointer.
    let layouts: Vec<(&Party, [Arc<Galley>; 2])> = agreement
        .parties
        .iter()
        .map(|party| {
            (
                party,
                [true, false].map(|worded| chip_text(ui, plan, party, worded, room)),
            )
        })
        .collect();
    let width = |place: usize| -> f32 {
        let widths = layouts.iter().filter_map(|(_, texts)| texts.get(place));
        widths.map(|text| text.size().x + CHIP + 4.0).sum()
    };
    let which = usize::from(width(0) > room);
    let mut left = layouts.len();
    for (party, texts) in &layouts {
        let Some(text) = texts.get(which) else { return };
        let kept = if left > 1 { 26.0 } else { 0.0 };
        if left < layouts.len() && ui.available_width() < text.size().x + CHIP + kept {
            let rest: Vec<String> = agreement
                .parties
                .iter()
                .skip(layouts.len() - left)
                .map(|party| {
                    format!(
                        "{}: {}",
                        plan.label_of(party.stakeholder),
                        said(party.state.title())
                    )
                })
                .collect();
            table::words(ui, &format!("+{left}"), look.muted).hinted(rest.join("\n"));
            return;
        }
        left -= 1;
        let response = chip_ui(ui, plan, id, party, text);
        super::acceptance::popup_ui(&response, editor, id, party, form, asks);
    }
}

/// Lays out what a party's chip says.
fn chip_text(ui: &Ui, plan: &Plan, party: &Party, worded: bool, room: f32) -> Arc<Galley> {
    let look = Look::of(ui.ctx());
    let label = plan.label_of(party.stakeholder);
    let mut job = crate::ui::map::text::bidi_job(&label, 12.0, look.text);
    if worded {
        let format = egui::TextFormat::simple(egui::FontId::proportional(11.0), look.muted);
        job.append(
            &format!("  {}", said(party.state.title()).to_lowercase()),
            0.0,
            format,
        );
    }
    job.wrap = egui::text::TextWrapping::truncate_at_width((room - CHIP - 30.0).max(30.0));
    ui.painter().layout_job(job)
}

/// Draws one party's chip.
fn chip_ui(
    ui: &mut Ui,
    plan: &Plan,
    agreement: Id<Agreement>,
    party: &Party,
    text: &Arc<Galley>,
) -> egui::Response {
    let look = Look::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(text.size().x + CHIP, 22.0), Sense::click());
    let label = plan.label_of(party.stakeholder);
    let state = said(party.state.title()).to_lowercase();
    let name = format!("{label} {state}, {}", super::name_of(plan, agreement.into()));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let active = response.hovered() || response.has_focus();
    let fill = if active { look.hover } else { look.field };
    let edge = if response.has_focus() {
        look.accent
    } else {
        look.hairline
    };
    ui.painter()
        .rect(rect, 6.0, fill, Stroke::new(1.0, edge), egui::StrokeKind::Inside);
    let (mark, ink) = mark_of(party.state, look);
    paint_state(ui.painter(), rect.left_center() + vec2(12.0, 0.0), mark, ink);
    let at = rect.left_center() + vec2(21.0, -text.size().y / 2.0);
    ui.painter().galley(at, Arc::clone(text), look.text);
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    if active {
        response.hinted(known_by(plan, party))
    } else {
        response
    }
}

/// How it is known what a party said.
fn known_by(plan: &Plan, party: &Party) -> String {
    let mut parts = vec![said(party.state.title())];
    parts.extend(Some(crate::drawing::words::known_by(plan, party)).filter(|known| !known.is_empty()));
    parts.push(say("click to record what it said").to_owned());
    parts.join(" · ")
}

/// The shape that says what a party said; the word beside it says the same.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Yes,
    But,
    Open,
    Silent,
    No,
}

fn mark_of(state: Acceptance, look: &Look) -> (Mark, Color32) {
    match state {
        Acceptance::Accepted => (Mark::Yes, look.accent),
        Acceptance::AcceptedWithReservation => (Mark::But, look.major),
        Acceptance::Draft | Acceptance::Proposed => (Mark::Open, look.muted),
        Acceptance::Silent => (Mark::Silent, look.muted),
        Acceptance::Rejected | Acceptance::Withdrawn | Acceptance::Breached => (Mark::No, look.critical),
    }
}

fn paint_state(painter: &egui::Painter, centre: Pos2, mark: Mark, ink: Color32) {
    let at = |x: f32, y: f32| centre + vec2(x, y);
    let pen = Stroke::new(1.6, ink);
    match mark {
        Mark::Yes => {
            painter.line(vec![at(-4.0, 0.5), at(-1.2, 3.4), at(4.2, -3.4)], pen);
        }
        Mark::But => {
            painter.line(vec![at(-4.5, 0.0), at(-2.2, 2.6), at(1.6, -2.8)], pen);
            painter.circle_filled(at(4.2, 2.4), 1.2, ink);
        }
        Mark::Open => {
            painter.circle_stroke(centre, 3.6, Stroke::new(1.4, ink));
        }
        Mark::Silent => {
            painter.line_segment([at(-3.6, 0.0), at(3.6, 0.0)], pen);
        }
        Mark::No => {
            painter.line_segment([at(-3.2, -3.2), at(3.2, 3.2)], pen);
            painter.line_segment([at(-3.2, 3.2), at(3.2, -3.2)], pen);
        }
    }
}
