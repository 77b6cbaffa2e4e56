//! The card of the measuring tools, over the map's right edge: figures leg by leg, range rings with what
//! they are round.
//!
//! Measures nothing: figures are [`Measured`]'s. What it shows is gone with the session.

use egui::{Align, Frame, Layout, Rect, RichText, ScrollArea, Stroke, Ui, Vec2};

use crate::drawing::Measured;
use crate::drawing::figures::{Units, bearing_text, distances_text};
use crate::drawing::measured::enclosed_text;
use crate::editor::tools::{MapEvent, MapEventKind, Shown, ToolKind};
use crate::editor::{Command, Editor, Radii, RingCentre, RingSet};
use crate::ui::action::{Action, ring_owner};
use crate::ui::asks::Asks;
use crate::ui::map::screen::measured;
use crate::ui::theme::{Look, title};
use crate::ui::widgets::{
    Hinted, Icon, choice_picker, cut_name, distances_field, icon_button, link, muted, name_text, quiet_button,
};
use crate::ui::words::{said, say};

use super::status::position_text;

const WIDTH: f32 = 276.0;
/// Room for a direction, points.
const DIRECTION: f32 = 50.0;
/// What rings at the greatest range of a force are called.
const REACH: &str = "Reach of the force";
/// The highest that a list in the card grows before it scrolls, points.
const LIST: f32 = 132.0;
/// Usual distances, in metres: offered beside what can be typed.
const USUAL: [&[u32]; 4] = [
    &[100, 250, 500],
    &[500, 1_000, 2_000],
    &[1_000, 2_000, 5_000],
    &[5_000, 10_000, 20_000],
];

/// Draws the card where there is something to say; gives the room it takes.
pub fn ui(ui: &mut Ui, editor: &Editor, map: Rect, asks: &mut Asks) -> Option<Rect> {
    let tool = editor.workspace().tool;
    let has_rings = !editor.workspace().rings.is_empty();
    if !matches!(tool, ToolKind::Measure | ToolKind::Rings) && !has_rings {
        return None;
    }
    let look = Look::of(ui.ctx());
    let corner = map.right_top() + Vec2::new(-WIDTH - 12.0, 56.0);
    let room = Vec2::new(WIDTH, (map.bottom() - corner.y - 40.0).max(80.0));
    let frame = Frame::new()
        .fill(look.panel)
        .stroke(Stroke::new(1.0, look.hairline))
        .corner_radius(8)
        .inner_margin(10);
    let place = Rect::from_min_size(corner, room);
    let shown = ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
        let shown = frame.show(ui, |ui| {
            ui.set_width(WIDTH - 20.0);
            ui.spacing_mut().item_spacing.y = 4.0;
            if tool == ToolKind::Measure {
                measure_ui(ui, editor, asks);
            }
            if tool == ToolKind::Rings || has_rings {
                if tool == ToolKind::Measure {
                    ui.separator();
                }
                rings_ui(ui, editor, asks);
            }
        });
        shown.response.rect
    });
    Some(shown.inner)
}

/// The title, and the unit of all lengths beside it.
fn head_ui(ui: &mut Ui, editor: &Editor, text: &str, asks: &mut Asks) {
    ui.horizontal(|ui| {
        ui.label(title(text, 12.5));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            for units in Units::ALL.into_iter().rev() {
                let chosen = editor.preferences().units == units;
                let action = Action::Units(units);
                let response = ui.selectable_label(chosen, RichText::new(units.symbol()).size(11.0));
                response.widget_info(|| {
                    egui::WidgetInfo::selected(egui::Role::Button, true, chosen, action.text())
                });
                if response.hovered() {
                    asks.hint(action.hint());
                }
                if response.clicked() {
                    action.run(editor, asks);
                }
            }
        });
    });
}

fn measure_ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
    head_ui(ui, editor, say("Measure"), asks);
    let sketch = editor.sketch();
    let figures = match sketch.shown {
        Shown::Measured => measured(&sketch),
        Shown::Shape | Shown::Lasso | Shown::Rings(_) => Measured::default(),
    };
    let units = editor.preferences().units;
    if figures.legs.is_empty() {
        muted(
            ui,
            say(
                "Click points on the map: distance, direction and, once the line is closed, area. Nothing is written into the plan.",
            ),
        );
        return;
    }
    legs_head_ui(ui);
    ScrollArea::vertical()
        .id_salt("legs")
        .max_height(LIST)
        .stick_to_bottom(true)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for (place, leg) in figures.legs.iter().enumerate() {
                let name = said(format!("Leg {}", place + 1));
                let directions =
                    [leg.bearing_deg, leg.grid_bearing_deg].map(|degrees| bearing_text(degrees, 1));
                figures_ui(ui, &name, &units.measured(leg.distance_m), Some(&directions));
            }
        });
    ui.separator();
    match figures.enclosed {
        None => figures_ui(ui, say("Total"), &units.measured(figures.total_m), None),
        Some(enclosed) => {
            figures_ui(ui, say("Area"), &enclosed_text(&enclosed), None);
            figures_ui(ui, say("Perimeter"), &units.measured(enclosed.perimeter_m), None);
            if enclosed.crosses_itself {
                muted(
                    ui,
                    say("The line crosses itself: the area is that of the ground it encloses once."),
                );
            }
        }
    }
    ui.horizontal(|ui| {
        if quiet_button(ui, say("Copy as text")).clicked() {
            let format = editor.preferences().coordinates;
            asks.copied = Some(figures.as_text(units, &|position| position_text(position, format)));
        }
        let first = sketch
            .points
            .first()
            .filter(|_| sketch.points.len() > 2 && !sketch.closed);
        if let Some(at) = first.copied()
            && quiet_button(ui, say("Close the line")).clicked()
        {
            // As a click on the first point does.
            asks.command(Command::Map(MapEvent {
                kind: MapEventKind::Clicked,
                at,
                shift: false,
                alt: false,
                ctrl: false,
            }));
        }
    });
    // The status line says the figures, and what can be done now after them.
    if asks.hint.is_none() {
        asks.hint(format!("{} · {}", figures.in_short(units), editor.hint()));
    }
}

/// What the two directions of a leg are from.
fn legs_head_ui(ui: &mut Ui) {
    // In a row of its own: alone, the layout would take all the height there is.
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (text, hint) in [
                (
                    "grid",
                    say("From the north of the MGRS grid, where the leg starts"),
                ),
                ("true", say("From true north, where the leg starts")),
            ] {
                direction_ui(ui, text, Look::of(ui.ctx()).muted).hinted(hint);
            }
        });
    });
}

/// A text that ends where the directions end.
fn direction_ui(ui: &mut Ui, text: &str, ink: egui::Color32) -> egui::Response {
    let size = Vec2::new(DIRECTION, 18.0);
    let layout = Layout::right_to_left(Align::Center);
    let label = egui::Label::new(RichText::new(text).color(ink));
    ui.allocate_ui_with_layout(size, layout, |ui| ui.add(label)).inner
}

/// A name on the left, figures aligned right.
fn figures_ui(ui: &mut Ui, name: &str, figure: &str, directions: Option<&[String; 2]>) {
    let look = Look::of(ui.ctx());
    let heard = match directions {
        Some([bearing, grid]) => said(format!("{name}: {figure}, {bearing}, grid {grid}")),
        None => format!("{name}: {figure}"),
    };
    let row = ui.horizontal(|ui| {
        ui.add(egui::Label::new(RichText::new(name).color(look.muted)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for direction in directions.into_iter().flatten().rev() {
                direction_ui(ui, direction, look.text);
            }
            ui.label(RichText::new(figure).color(look.text));
        });
    });
    row.response
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &heard));
}

fn rings_ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
    head_ui(ui, editor, say("Range rings"), asks);
    let workspace = editor.workspace();
    if workspace.tool == ToolKind::Rings {
        radii_ui(ui, editor, asks);
    }
    if let Some(id) = ring_owner(editor) {
        let centre = RingCentre::Of(id);
        let name = RingSet {
            centre,
            radii: Radii::Reach,
        }
        .name(editor.plan())
        .unwrap_or_default();
        let known = workspace
            .rings
            .iter()
            .any(|rings| rings.centre == centre && rings.radii == workspace.radii);
        if !known && link(ui, said(format!("Draw round {name}"))).clicked() {
            asks.command(Command::AddRings(centre));
        }
    }
    if workspace.rings.is_empty() {
        muted(
            ui,
            say("Click a place, a force or a site on the map. Nothing is written into the plan."),
        );
        return;
    }
    ScrollArea::vertical()
        .id_salt("rings")
        .max_height(LIST)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for (place, rings) in workspace.rings.iter().enumerate() {
                rings_row_ui(ui, editor, place, rings, asks);
            }
        });
    if quiet_button(ui, say("Clear all")).clicked() {
        asks.command(Command::ClearRings);
    }
}

/// How far the next rings are: typed, usual, or the force's own reach.
fn radii_ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
    let units = editor.preferences().units;
    let radii = &editor.workspace().radii;
    let typed: &[u32] = match radii {
        Radii::Metres(metres) => metres,
        Radii::Reach => &[],
    };
    if let Some(metres) = distances_field(ui, say("Distances"), typed, units) {
        asks.command(Command::SetRadii(Radii::Metres(metres)));
    }
    let shown = USUAL.iter().find(|usual| **usual == typed);
    let shown = match (radii, shown) {
        (Radii::Reach, _) => REACH.to_owned(),
        (Radii::Metres(_), Some(usual)) => distances_text(usual, Units::Kilometres),
        (Radii::Metres(_), None) => say("As typed").to_owned(),
    };
    let chosen = choice_picker(ui, say("Usual"), &shown, Some(radii), || {
        let usual = USUAL.iter().map(|usual| {
            let text = distances_text(usual, Units::Kilometres);
            (Radii::Metres(usual.to_vec()), text)
        });
        usual.chain([(Radii::Reach, REACH.to_owned())]).collect()
    });
    if let Some(radii) = chosen {
        asks.command(Command::SetRadii(radii));
    }
}

fn rings_row_ui(ui: &mut Ui, editor: &Editor, place: usize, rings: &RingSet, asks: &mut Asks) {
    let look = Look::of(ui.ctx());
    let units = editor.preferences().units;
    let (name, distances) = match rings.drawn(editor.plan(), editor.workspace().phase) {
        Ok(drawn) => {
            let place = || position_text(drawn.centre, editor.preferences().coordinates);
            let distances = distances_text(&drawn.radii_m, units);
            (drawn.name.clone().unwrap_or_else(place), distances)
        }
        Err(_) => (
            rings.name(editor.plan()).unwrap_or_default(),
            say("not on the map in this phase").to_owned(),
        ),
    };
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button(
                ui,
                Icon::Remove,
                &said(format!("Take the rings round {name} away")),
            )
            .clicked()
            {
                asks.command(Command::DropRings(place));
            }
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                cut_name(ui, &name_text(&name, 12.0));
                ui.add(egui::Label::new(RichText::new(distances).size(11.0).color(look.muted)).truncate());
            });
        });
    });
}
