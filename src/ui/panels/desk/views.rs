//! Which way a tab is looked at, where there are several.

use egui::Ui;

use crate::editor::Desk;
use crate::ui::asks::DeskView;
use crate::ui::widgets::choice_bare;

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

    /// Draws the list of ways of a tab.
    pub fn ui(&mut self, ui: &mut Ui, desk: Desk) {
        let current = self.of(desk);
        let views = views_of(desk);
        let shown = views.iter().find(|(view, _)| *view == current);
        let shown = shown.map_or("", |(_, text)| *text);
        let name = format!("View of {}", desk.title().to_lowercase());
        let chosen = ui
            .allocate_ui(egui::vec2(138.0, 24.0), |ui| {
                ui.set_width(138.0_f32.min(ui.available_width()));
                choice_bare(ui, &name, shown, Some(&current), || {
                    let choices = views.iter();
                    choices.map(|(view, text)| (*view, (*text).to_owned())).collect()
                })
            })
            .inner;
        if let Some(view) = chosen {
            self.set(desk, view);
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
