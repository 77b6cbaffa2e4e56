//! What the gesture under way does, beside the map's head: areas and findings that come and go.

use egui::{Frame, Rect, RichText, Stroke, Ui, Vec2};

use crate::checks::wording;
use crate::editor::{Editor, Turn};
use crate::ui::theme::Look;
use crate::ui::widgets::{cut_name, name_text};
use crate::ui::words::{composed, in_words, said};

/// Lines of each sort; more are counted.
const MOST: usize = 5;
const WIDTH: f32 = 330.0;

/// Draws the card while a gesture is under way; gives the room it takes.
pub fn ui(ui: &mut Ui, editor: &Editor, map: Rect) -> Option<Rect> {
    let live = editor.live()?;
    if live.areas.is_empty() && live.findings.is_empty() {
        return None;
    }
    let look = Look::of(ui.ctx());
    let corner = map.center_top() + Vec2::new(-WIDTH / 2.0, 12.0);
    let place = Rect::from_min_size(corner, Vec2::new(WIDTH, 10.0));
    let frame = Frame::new()
        .fill(look.panel)
        .stroke(Stroke::new(1.0, look.hairline))
        .corner_radius(8)
        .inner_margin(egui::Margin::symmetric(10, 6));
    let shown = ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
        frame
            .show(ui, |ui| {
                ui.set_width(WIDTH - 22.0);
                ui.spacing_mut().item_spacing.y = 1.0;
                let line = |ui: &mut Ui, text: String, ink| {
                    cut_name(ui, &name_text(&text, 11.5).color(ink));
                };
                for area in live.areas.iter().take(MOST) {
                    line(
                        ui,
                        area_text(&area.name, area.before_m2, area.after_m2),
                        look.text,
                    );
                }
                more(ui, look, live.areas.len());
                for finding in live.findings.iter().take(MOST) {
                    let (sign, ink) = match finding.turn {
                        Turn::Appears | Turn::Worsens => ("▲", look.critical),
                        Turn::Vanishes | Turn::Eases => ("▼", look.accent),
                    };
                    line(
                        ui,
                        composed(format!(
                            "{sign} {}: {}",
                            in_words(finding.turn.word()),
                            in_words(&finding.text)
                        )),
                        ink,
                    );
                }
                more(ui, look, live.findings.len());
            })
            .response
            .rect
    });
    Some(shown.inner)
}

fn more(ui: &mut Ui, look: &Look, count: usize) {
    if count > MOST {
        let text = said(format!("and {} more", count - MOST));
        ui.label(RichText::new(text).size(11.0).color(look.muted));
    }
}

fn area_text(name: &str, before: Option<f64>, after: Option<f64>) -> String {
    match (before, after) {
        (Some(before), Some(after)) => {
            let sign = if after >= before { '+' } else { '−' };
            format!(
                "{name}: {} ({sign}{})",
                wording::area(after),
                wording::area((after - before).abs())
            )
        }
        (None, Some(after)) => said(format!("{name}: {} (new)", wording::area(after))),
        (Some(before), None) => said(format!("{name}: gone ({})", wording::area(before))),
        (None, None) => name.to_owned(),
    }
}
