//! Which way a tab is looked at, where there are several.

use egui::{Align, Button, Layout, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::editor::Desk;
use crate::ui::asks::DeskView;
use crate::ui::widgets::name_text;
use crate::ui::words::{said, say};

/// Height of the line of ways, points.
const HEIGHT: f32 = 28.0;

/// The way each tab is looked at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Views {
    agreements: DeskView,
    relations: DeskView,
    channels: DeskView,
}

impl Views {
    /// Returns the way a tab is looked at.
    pub fn of(self, desk: Desk) -> DeskView {
        match desk {
            Desk::Agreements => self.agreements,
            Desk::Relations => self.relations,
            Desk::Channels => self.channels,
            _ => DeskView::Table,
        }
    }

    /// Looks at a tab that way, where it has it.
    pub fn set(&mut self, desk: Desk, view: DeskView) {
        if views_of(desk).iter().all(|(known, _)| *known != view) {
            return;
        }
        match desk {
            Desk::Agreements => self.agreements = view,
            Desk::Relations => self.relations = view,
            Desk::Channels => self.channels = view,
            _ => {}
        }
    }

    /// Draws the ways of a tab in a line of their own, with what belongs to the open one at the right; of a
    /// tab that has but one nothing.
    pub fn ui(&mut self, ui: &mut Ui, desk: Desk, controls: impl FnOnce(&mut Ui)) {
        let current = self.of(desk);
        let views = views_of(desk);
        if views.is_empty() {
            return;
        }
        let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
        let inside = line.shrink2(vec2(10.0, 2.0));
        let place = UiBuilder::new()
            .id_salt("views")
            .max_rect(inside)
            .layout(Layout::left_to_right(Align::Center));
        let left = ui.scope_builder(place, |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            ui.spacing_mut().button_padding = vec2(7.0, 2.0);
            for (view, text) in views {
                let chosen = *view == current;
                let button = ui.add(Button::selectable(chosen, name_text(say(text), 12.0)));
                let name = said(format!("View: {}", say(text)));
                button.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, &name));
                if button.clicked() {
                    self.set(desk, *view);
                }
            }
            ui.min_rect().right()
        });
        let right = Rect::from_min_max(pos2(left.inner + 12.0, inside.top()), inside.max - vec2(6.0, 0.0));
        if right.width() > 60.0 {
            let place = UiBuilder::new()
                .id_salt("controls of the view")
                .max_rect(right)
                .layout(Layout::right_to_left(Align::Center));
            controls(&mut ui.new_child(place));
        }
    }
}

/// The ways of a tab with what they are called.
const fn views_of(desk: Desk) -> &'static [(DeskView, &'static str)] {
    match desk {
        Desk::Agreements => &[
            (DeskView::Table, "All agreements"),
            (DeskView::Answers, "Open answers"),
            (DeskView::Breaches, "Breach log"),
            (DeskView::Readings, "Readings"),
        ],
        Desk::Relations => &[
            (DeskView::Table, "At any time"),
            (DeskView::InPhase, "In phase shown"),
            (DeskView::OverTime, "Phase by phase"),
        ],
        Desk::Channels => &[(DeskView::Table, "Table"), (DeskView::Graph, "Graph")],
        _ => &[],
    }
}
