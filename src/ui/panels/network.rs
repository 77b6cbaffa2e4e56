//! The mark on the map while a network may be used: which hosts, and a way to switch them off.
//!
//! It stands there for as long as an online map is switched on, whether or not something is being asked.

use egui::{Align, Frame, Layout, Margin, Rect, RichText, Stroke, Ui, UiBuilder, Vec2};

use crate::editor::{Command, Editor, LayerChange, What};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{cut, link};
use crate::ui::words::{said, say};

/// Width of the mark, points.
const WIDTH: f32 = 250.0;

/// Draws the mark to the left of what is in the map's top right corner; gives the room it takes.
pub fn ui(ui: &mut Ui, editor: &Editor, beside: Rect, asks: &mut Asks) -> Option<Rect> {
    let hosts: Vec<String> = editor.maps().hosts().collect();
    if hosts.is_empty() {
        return None;
    }
    let look = Look::of(ui.ctx());
    let size = Vec2::new(WIDTH, beside.height());
    let place = Rect::from_min_size(beside.left_top() - Vec2::new(WIDTH + 8.0, 0.0), size);
    let frame = Frame::new()
        .fill(look.panel)
        .stroke(Stroke::new(1.2, look.major))
        .corner_radius(8)
        .inner_margin(Margin::symmetric(10, 3));
    let builder = UiBuilder::new().max_rect(place);
    let shown = ui.scope_builder(builder, |ui| {
        frame.show(ui, |ui| {
            ui.set_width(size.x - 20.0);
            ui.horizontal(|ui| {
                // A full disc while something is asked, a ring while not: never the colour alone.
                let (dot, _) = ui.allocate_exact_size(Vec2::splat(10.0), egui::Sense::hover());
                if editor.maps().is_fetching() {
                    ui.painter().circle_filled(dot.center(), 4.0, look.major);
                } else {
                    ui.painter()
                        .circle_stroke(dot.center(), 3.4, Stroke::new(1.4, look.major));
                }
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if link(ui, say("Switch off")).clicked() {
                        switch_off(editor, asks);
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        let words = said(format!("Network: {}", hosts.join(", ")));
                        cut(ui, RichText::new(words).size(11.5).color(look.major));
                    });
                });
            });
        })
    });
    Some(shown.inner.response.rect)
}

fn switch_off(editor: &Editor, asks: &mut Asks) {
    for (source, sheet) in editor.preferences().layers.own() {
        if sheet.shown && source.is_online() {
            let change = LayerChange::Show(What::Own(source.clone()), false);
            asks.command(Command::ChangeLayers(change));
        }
    }
}
