//! Small charts of the score table: for each figure, phase by phase, a bar for each plan.

use egui::{Align2, Color32, FontId, Rect, Sense, Ui, Vec2, pos2, vec2};

use crate::compare::PhaseScore;
use crate::editor::{Comparing, Seen};
use crate::ui::theme::{Look, title};
use crate::ui::widgets::{Hinted, name_text};
use crate::ui::words::{composed, in_words, said, say};

/// A figure that is charted.
pub struct Figure {
    /// What it is called, with its unit.
    pub title: &'static str,
    /// Its value; `None`: there is none.
    pub value: fn(&PhaseScore) -> Option<f64>,
}

/// Every figure of the charts, in order. Less is better in each.
pub const FIGURES: [Figure; 6] = [
    Figure {
        title: "Contested km²·h",
        value: |row| Some(row.contested() / 1e6),
    },
    Figure {
        title: "Uncovered km²·h",
        value: |row| row.uncovered_m2h.map(|m2h| m2h / 1e6),
    },
    Figure {
        title: "People exposed",
        value: |row| Some(row.people_exposed as f64),
    },
    Figure {
        title: "Agreements missing",
        value: |row| Some(row.agreements_missing as f64),
    },
    Figure {
        title: "Critical findings",
        value: |row| row.findings.first().map(|count| *count as f64),
    },
    Figure {
        title: "Major findings",
        value: |row| row.findings.get(1).map(|count| *count as f64),
    },
];

/// Size of a chart, points.
const SIZE: Vec2 = vec2(250.0, 128.0);
/// Plans that are charted, the first ones.
const PLANS: usize = 4;

/// Draws every chart.
pub fn ui(ui: &mut Ui, comparing: &Comparing) {
    let plans: Vec<(String, &Seen)> = comparing
        .all()
        .take(PLANS)
        .enumerate()
        .map(|(place, (seen, _))| (name_of(place, seen), seen))
        .collect();
    egui::ScrollArea::vertical()
        .id_salt("charts")
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.add_space(4.0);
            ui.horizontal_wrapped(|ui| {
                ui.add_space(6.0);
                ui.spacing_mut().item_spacing = vec2(22.0, 10.0);
                for figure in &FIGURES {
                    chart_ui(ui, comparing, figure, &plans);
                }
            });
        });
}

/// What a plan of the table is called in short: A and B are the two that are compared.
pub fn name_of(place: usize, seen: &Seen) -> String {
    match place {
        0 | 1 => composed(format!("{}  {}", super::letter(place), in_words(&seen.name))),
        _ => said(&seen.name),
    }
}

/// A plan's colour in the charts: light, strong, then greys, told apart by their place too.
fn ink(look: &Look, place: usize) -> Color32 {
    match place {
        0 => look.muted.gamma_multiply(0.55),
        1 => look.accent,
        2 => look.major,
        _ => look.text,
    }
}

fn chart_ui(ui: &mut Ui, comparing: &Comparing, figure: &Figure, plans: &[(String, &Seen)]) {
    let phases = &comparing.phases;
    let look = Look::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(SIZE, Sense::hover());
    let values: Vec<Vec<Option<f64>>> = phases
        .iter()
        .map(|phase| {
            let of = |(place, (_, seen)): (usize, &(String, &Seen))| {
                (figure.value)(comparing.figures(place, seen, Some(phase))?)
            };
            plans.iter().enumerate().map(of).collect()
        })
        .collect();
    let largest = values
        .iter()
        .flatten()
        .flatten()
        .fold(0.0_f64, |most, value| most.max(*value));
    let painter = ui.painter_at(rect);
    let head = painter.layout_job(
        name_text(say(figure.title), 11.5)
            .color(look.text)
            .within(ui, SIZE.x - 70.0),
    );
    painter.galley(rect.left_top(), head, look.text);
    let most = said(format!("up to {}", short(largest)));
    painter.text(
        rect.right_top(),
        Align2::RIGHT_TOP,
        most,
        FontId::proportional(10.5),
        look.muted,
    );
    let bars = Rect::from_min_max(rect.min + vec2(0.0, 18.0), rect.max - vec2(0.0, 16.0));
    painter.hline(bars.x_range(), bars.bottom(), (1.0, look.hairline));
    let slot = bars.width() / phases.len().max(1) as f32;
    for (place, (phase, values)) in phases.iter().zip(&values).enumerate() {
        let left = bars.left() + slot * place as f32;
        let width = (slot * 0.76 / plans.len().max(1) as f32).min(26.0);
        let start = left + (slot - width * plans.len() as f32) / 2.0;
        for (plan, value) in values.iter().enumerate() {
            let x = start + width * plan as f32;
            let Some(value) = value else {
                let at = pos2(x + width / 2.0, bars.bottom() - 1.0);
                painter.text(
                    at,
                    Align2::CENTER_BOTTOM,
                    "—",
                    FontId::proportional(10.0),
                    look.muted,
                );
                continue;
            };
            let share = if largest > 0.0 { value / largest } else { 0.0 };
            // What is more than nothing is seen.
            let least = if *value > 0.0 { 2.0 } else { 0.0 };
            let height = (bars.height() * share as f32).max(least);
            let bar = Rect::from_min_max(
                pos2(x + 0.5, bars.bottom() - height),
                pos2(x + width - 0.5, bars.bottom()),
            );
            painter.rect_filled(bar, 1.5, ink(look, plan));
        }
        let word = phase.name.split_whitespace().next().unwrap_or_default();
        let name = painter.layout_job(name_text(word, 10.5).color(look.muted).within(ui, slot - 2.0));
        painter.galley(
            pos2(left + (slot - name.size().x) / 2.0, bars.bottom() + 2.0),
            name,
            look.muted,
        );
    }
    let told: Vec<String> = phases
        .iter()
        .zip(&values)
        .map(|(phase, values)| {
            let values: Vec<String> = plans
                .iter()
                .zip(values)
                .map(|((name, _), value)| format!("{name} {}", value.map_or_else(|| "—".to_owned(), short)))
                .collect();
            format!("{}: {}", phase.name, values.join(", "))
        })
        .collect();
    let spoken = format!("{}\n{}", say(figure.title), told.join("\n"));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &spoken));
    response.hinted(spoken);
}

/// A number in few letters.
pub fn short(value: f64) -> String {
    if value >= 1e6 {
        format!("{:.1} M", value / 1e6)
    } else if value >= 1e4 {
        format!("{:.0} k", value / 1e3)
    } else if value >= 100.0 || value.fract() == 0.0 {
        format!("{value:.0}")
    } else {
        format!("{value:.1}")
    }
}

/// Says which colour is which plan.
pub fn legend_ui(ui: &mut Ui, comparing: &Comparing) {
    let look = Look::of(ui.ctx());
    for (place, (seen, _)) in comparing.all().take(PLANS).enumerate() {
        let (rect, _) = ui.allocate_exact_size(vec2(12.0, 12.0), Sense::hover());
        ui.painter().rect_filled(rect.shrink(1.0), 2.0, ink(look, place));
        let name = name_text(&name_of(place, seen), 11.0)
            .color(look.muted)
            .within(ui, 160.0);
        ui.label(name);
        ui.add_space(6.0);
    }
    if comparing.all().count() > PLANS {
        ui.label(title(said(format!("+{}", comparing.all().count() - PLANS)), 11.0).color(look.muted));
    }
}
