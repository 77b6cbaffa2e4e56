//! The card that asks for the numbers of a verb, with the map showing what would come of it.

use egui::{DragValue, Frame, Rect, Stroke, Ui, Vec2};

use crate::editor::{Command, Editor, ShapeVerb};
use crate::ui::asks::Asks;
use crate::ui::theme::{Look, title};
use crate::ui::widgets::{labelled, name_text, paragraph, primary_button, quiet_button};
use crate::ui::words::{said, say};
use crate::verbs::Transform;

/// Which numbers are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CardKind {
    /// How far lines may move.
    Simplify,
    /// How wide a zone is.
    Zone,
    /// How far a copy is.
    Offset,
    /// How far, and which way.
    Move,
    /// By which angle.
    Rotate,
    /// By which factor.
    Scale,
}

/// A card with what is typed into it.
#[derive(Clone, Debug)]
pub struct ShapeCard {
    kind: CardKind,
    metres: f64,
    degrees: f64,
    percent: f64,
    inwards: bool,
}

impl ShapeCard {
    /// Opens a card with numbers that make sense to begin with.
    pub const fn new(kind: CardKind) -> Self {
        Self {
            kind,
            metres: match kind {
                CardKind::Simplify => 50.0,
                CardKind::Zone | CardKind::Rotate | CardKind::Scale => 500.0,
                CardKind::Offset | CardKind::Move => 1000.0,
            },
            degrees: match kind {
                CardKind::Rotate => 10.0,
                _ => 0.0,
            },
            percent: 110.0,
            inwards: false,
        }
    }

    fn verb(&self) -> ShapeVerb {
        match self.kind {
            CardKind::Simplify => ShapeVerb::Simplify(self.metres),
            CardKind::Zone => ShapeVerb::Zone(self.metres),
            CardKind::Offset => ShapeVerb::OffsetCopy(if self.inwards { -self.metres } else { self.metres }),
            CardKind::Move => ShapeVerb::Transform(Transform::Move {
                distance_m: self.metres,
                bearing_deg: self.degrees,
            }),
            CardKind::Rotate => ShapeVerb::Transform(Transform::Rotate {
                degrees: self.degrees,
            }),
            CardKind::Scale => ShapeVerb::Transform(Transform::Scale {
                factor: self.percent / 100.0,
            }),
        }
    }

    fn heading(&self) -> &'static str {
        match self.kind {
            CardKind::Simplify => say("Simplify"),
            CardKind::Zone => say("Buffer zone along a line"),
            CardKind::Offset => say("Copy at a distance"),
            CardKind::Move => say("Move by distance and bearing"),
            CardKind::Rotate => say("Rotate"),
            CardKind::Scale => say("Scale"),
        }
    }

    fn done(&self) -> &'static str {
        match self.kind {
            CardKind::Simplify => say("Simplify"),
            CardKind::Zone => say("Add zone"),
            CardKind::Offset => say("Copy"),
            CardKind::Move => say("Move"),
            CardKind::Rotate => say("Rotate"),
            CardKind::Scale => say("Scale"),
        }
    }

    fn fields_ui(&mut self, ui: &mut Ui) {
        match self.kind {
            CardKind::Simplify => number(ui, say("Tolerance"), &mut self.metres, " m", 1.0..=5_000.0),
            CardKind::Zone => number(ui, say("Width"), &mut self.metres, " m", 1.0..=100_000.0),
            CardKind::Offset => {
                number(ui, say("Distance"), &mut self.metres, " m", 1.0..=100_000.0);
                labelled(ui, say("Side"), |ui| {
                    for (inwards, text) in [(false, say("Out, or left")), (true, say("In, or right"))] {
                        if ui.radio(self.inwards == inwards, text).clicked() {
                            self.inwards = inwards;
                        }
                    }
                });
            }
            CardKind::Move => {
                number(ui, say("Distance"), &mut self.metres, " m", 0.0..=2_000_000.0);
                number(ui, say("Bearing"), &mut self.degrees, "°", 0.0..=360.0);
            }
            CardKind::Rotate => number(ui, say("Clockwise"), &mut self.degrees, "°", -360.0..=360.0),
            CardKind::Scale => number(ui, say("Size"), &mut self.percent, " %", 1.0..=10_000.0),
        }
    }
}

fn number(ui: &mut Ui, name: &str, value: &mut f64, unit: &str, range: std::ops::RangeInclusive<f64>) {
    labelled(ui, name, |ui| {
        let drag = DragValue::new(value).suffix(unit).range(range).max_decimals(1);
        let response = ui.add_sized(Vec2::new(120.0, 24.0), drag);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::SpinButton, true, name));
    });
}

/// Draws the card that is open; gives the room it takes.
pub fn ui(
    ui: &mut Ui,
    editor: &Editor,
    open: &mut Option<ShapeCard>,
    map: Rect,
    asks: &mut Asks,
) -> Option<Rect> {
    let card = open.as_mut()?;
    let look = Look::of(ui.ctx());
    let size = Vec2::new(290.0, 190.0);
    let corner = map.right_top() + Vec2::new(-size.x - 14.0, 56.0);
    let place = Rect::from_min_size(corner, size);
    let result = editor.shaped(card.verb());
    let mut closes = false;
    let shown = ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
        Frame::new()
            .fill(look.panel)
            .stroke(Stroke::new(1.0, look.hairline))
            .corner_radius(8)
            .inner_margin(14)
            .show(ui, |ui| {
                ui.set_width(size.x - 28.0);
                ui.label(title(card.heading(), 14.0));
                ui.add_space(4.0);
                card.fields_ui(ui);
                ui.add_space(4.0);
                let (text, ink) = match &result {
                    Ok(edit) => (edit.label(editor.plan()), look.muted),
                    Err(error) => (said(format!("Not possible: {error}")), look.critical),
                };
                paragraph(ui, name_text(&text, 11.0).color(ink));
                ui.add_space(6.0);
                ui.horizontal(|ui| {
                    let done = ui
                        .add_enabled_ui(result.is_ok(), |ui| {
                            primary_button(ui, card.done(), 110.0).clicked()
                        })
                        .inner;
                    closes = quiet_button(ui, say("Cancel")).clicked();
                    if done {
                        asks.command(Command::Shape(card.verb()));
                        closes = true;
                    }
                });
            })
            .response
            .rect
    });
    if ui.input(|input| input.key_pressed(egui::Key::Escape)) {
        closes = true;
    }
    if closes {
        *open = None;
    } else if let Ok(edit) = &result {
        asks.preview(edit);
    }
    Some(shown.inner)
}
