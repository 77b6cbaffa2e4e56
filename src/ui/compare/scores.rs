//! The score table under the maps: what each plan leaves contested, uncovered and unagreed in the phase that
//! is shown, or phase by phase as charts.

use egui::{Align, Button, Layout, Rect, Sense, Ui, Vec2, pos2, vec2};

use super::charts;
use crate::compare::PhaseScore;
use crate::compare::table::{HEADINGS, figures};
use crate::editor::{Command, CompareCommand, Comparing, Judgement, Seen};
use crate::ui::asks::{Asks, Dialog};
use crate::ui::panels::desk::table::{self, Column, Columns, Row, Width};
use crate::ui::theme::{Look, title};
use crate::ui::widgets::{Hinted, Icon, cut_name, icon_button, link, name_text};
use crate::ui::words::{said, say};

/// How the figures are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shown {
    #[default]
    Table,
    Charts,
}

/// What is remembered between frames.
#[derive(Default)]
pub struct ScoresState {
    shown: Shown,
}

/// Height of the bar above the table, points.
const BAR: f32 = 32.0;

const COLUMNS: [Column; 13] = [
    Column::new("Plan", Width::Share(3.0)),
    Column::new(HEADINGS[0], Width::Fixed(44.0)).right().from(900.0),
    Column::new(HEADINGS[1], Width::Fixed(104.0)).right(),
    Column::new(HEADINGS[2], Width::Fixed(78.0)).right().from(980.0),
    Column::new(HEADINGS[3], Width::Fixed(108.0)).right(),
    Column::new(HEADINGS[4], Width::Fixed(96.0)).right(),
    Column::new(HEADINGS[5], Width::Fixed(118.0)).right().from(700.0),
    Column::new(HEADINGS[6], Width::Fixed(66.0)).right().from(1050.0),
    Column::new(HEADINGS[7], Width::Fixed(50.0)).right(),
    Column::new(HEADINGS[8], Width::Fixed(44.0)).right(),
    Column::new(HEADINGS[9], Width::Fixed(44.0)).right().from(760.0),
    Column::new("Changes", Width::Fixed(110.0)).from(1000.0),
    Column::new("", Width::Fixed(22.0)),
];

/// Draws the table or the charts.
pub fn ui(ui: &mut Ui, comparing: &Comparing, state: &mut ScoresState, asks: &mut Asks) {
    ui.expand_to_include_rect(ui.max_rect());
    ui.spacing_mut().item_spacing.y = 0.0;
    bar_ui(ui, comparing, state, asks);
    match state.shown {
        Shown::Table => table_ui(ui, comparing, asks),
        Shown::Charts => charts::ui(ui, comparing),
    }
}

fn bar_ui(ui: &mut Ui, comparing: &Comparing, state: &mut ScoresState, asks: &mut Asks) {
    let size = Vec2::new(ui.available_width(), BAR);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        let phase = comparing
            .shown_phase()
            .map_or_else(|| say("All phases").to_owned(), |phase| phase.name.clone());
        ui.add_space(6.0);
        let name = name_text(&phase, 12.0).within(ui, 200.0);
        ui.label(title(say("Score"), 12.5));
        if state.shown == Shown::Table {
            ui.label(name);
        }
        ui.add_space(8.0);
        for (shown, text) in [(Shown::Table, say("Table")), (Shown::Charts, say("Charts"))] {
            if ui.add(Button::selectable(state.shown == shown, text)).clicked() {
                state.shown = shown;
            }
        }
        if state.shown == Shown::Charts {
            ui.add_space(10.0);
            charts::legend_ui(ui, comparing);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(6.0);
            let ready = !comparing.rows().is_empty();
            ui.add_enabled_ui(ready, |ui| {
                if link(ui, say("Copy as CSV")).clicked() {
                    asks.copied = Some(super::scores_csv(comparing));
                }
                if link(ui, say("Copy as Markdown")).clicked() {
                    asks.copied = Some(super::scores_markdown(comparing));
                }
            });
            let add = link(ui, say("Add plans…"));
            if add
                .hinted(say("Put another plan, or all plans of a folder, into the table"))
                .clicked()
            {
                asks.dialog(Dialog::AddCourses);
            }
        });
    });
}

fn table_ui(ui: &mut Ui, comparing: &Comparing, asks: &mut Asks) {
    table::header(ui, &COLUMNS);
    let columns = Columns::of(ui.available_width(), &COLUMNS);
    let rows: Vec<(&Seen, Option<[usize; 3]>)> = comparing.all().collect();
    // Both plans' worst figures, to be seen at a glance against each other.
    let most: Vec<f64> = charts::FIGURES
        .iter()
        .map(|figure| {
            let values = rows.iter().enumerate().filter_map(|(place, (seen, _))| {
                (figure.value)(comparing.figures(place, seen, comparing.shown_phase())?)
            });
            values.fold(0.0, f64::max)
        })
        .collect();
    table::rows(ui, "scores", rows.len(), None, |ui, rect, place| {
        if let Some((seen, changes)) = rows.get(place) {
            row_ui(
                ui,
                rect,
                &columns,
                comparing,
                (place, seen, *changes),
                &most,
                asks,
            );
        }
    });
}

fn row_ui(
    ui: &mut Ui,
    rect: Rect,
    columns: &Columns,
    comparing: &Comparing,
    (place, seen, changes): (usize, &Seen, Option<[usize; 3]>),
    most: &[f64],
    asks: &mut Asks,
) {
    let look = Look::of(ui.ctx());
    let name = charts::name_of(place, seen);
    let scored = comparing.figures(place, seen, comparing.shown_phase());
    let spoken = match scored {
        Some(scored) => {
            let figures = figures(scored);
            let said: Vec<String> = HEADINGS
                .iter()
                .zip(figures)
                .map(|(heading, figure)| format!("{} {figure}", say(heading)))
                .collect();
            format!("{name}: {}", said.join(", "))
        }
        None => name.clone(),
    };
    let ground = table::ground(ui, rect, &spoken, false, Sense::hover());
    let by_severity = scored.map(by_severity).unwrap_or_default();
    ground.hinted(format!("{name}\n{}{by_severity}", seen.plan.info.title));
    let mut row = Row::new(ui, rect, columns);
    row.strong(&name);
    match (&seen.judgement, scored) {
        (_, Some(scored)) => {
            for (column, figure) in figures(scored).into_iter().enumerate() {
                // The chart's figures among the columns.
                let bar = match column {
                    1 => Some(0),
                    3 => Some(1),
                    4 => Some(2),
                    5 => Some(3),
                    7 => Some(4),
                    8 => Some(5),
                    _ => None,
                };
                row.cell(|ui| {
                    let of = bar.and_then(|bar| {
                        let value = (charts::FIGURES.get(bar)?.value)(scored)?;
                        Some(value / most.get(bar)?.max(1e-9))
                    });
                    if let Some(share) = of {
                        let cell = ui.max_rect();
                        let width = cell.width() * share.clamp(0.0, 1.0) as f32;
                        let top = cell.bottom() - 5.0;
                        let bar = Rect::from_min_max(
                            pos2(cell.right() - width, top),
                            pos2(cell.right(), top + 2.0),
                        );
                        let ink = if place == 1 { look.accent } else { look.muted };
                        ui.painter().rect_filled(bar, 1.0, ink);
                    }
                    ui.label(name_text(&figure, 12.0).color(look.text))
                });
            }
        }
        (Judgement::Failed(why), None) => {
            for _ in 0..figures(&PhaseScore::default()).len() {
                row.cell(|ui| {
                    let text = name_text("—", 12.0).color(look.critical);
                    ui.label(text).hinted(said(format!("Not judged: {why}")))
                });
            }
        }
        (judgement, None) => {
            let text = match judgement {
                Judgement::Waits => "…",
                Judgement::Known(_) | Judgement::Failed(_) => "—",
            };
            for _ in 0..figures(&PhaseScore::default()).len() {
                row.muted(text);
            }
        }
    }
    let changed = changes.map_or_else(
        || say("compared with").to_owned(),
        |[added, removed, changed]| format!("+{added}  −{removed}  ≠{changed}"),
    );
    row.cell(|ui| {
        let text = cut_name(ui, &name_text(&changed, 12.0).color(look.muted));
        if let Some([added, removed, changed]) = changes {
            text.hinted(said(format!(
                "{added} added, {removed} removed, {changed} changed"
            )));
        }
    });
    if let Some(place) = place.checked_sub(2) {
        let label = said(format!("Take {name} out of the table"));
        let clicked = row.cell(|ui| icon_button(ui, Icon::Remove, &label).clicked());
        if clicked == Some(true) {
            asks.command(Command::Compare(CompareCommand::Drop(place)));
        }
    }
    let line = rect.bottom() - 0.5;
    ui.painter().hline(
        rect.x_range().shrink(vec2(6.0, 0.0).x),
        line,
        (1.0, look.hairline),
    );
}

/// What the columns sum up, by severity.
fn by_severity(row: &PhaseScore) -> String {
    let [critical, major, minor, info] = row.contested_m2h.map(|m2h| format!("{:.1}", m2h / 1e6));
    let contested = said(format!(
        "Contested km²·h: critical {critical}, major {major}, minor {minor}, info {info}"
    ));
    let [critical, major, minor, info] = row.findings;
    let waived = row.waived;
    let findings = said(format!(
        "Findings: critical {critical}, major {major}, minor {minor}, info {info}; waived {waived}"
    ));
    format!("\n{contested}\n{findings}")
}
