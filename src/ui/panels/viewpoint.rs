//! As seen by whom: the stakeholder whose relations give unit symbols their frames.

use egui::{ComboBox, Frame, Rect, RichText, Stroke, Ui, Vec2};

use crate::editor::Editor;
use crate::model::{Edit, Id, PlanInfo, Stakeholder};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::name_text;
use crate::ui::words::say;

/// Draws the choice in the map's top right corner; gives the room it takes.
pub fn ui(ui: &mut Ui, editor: &Editor, map: Rect, asks: &mut Asks) -> Rect {
    let look = Look::of(ui.ctx());
    let size = Vec2::new(236.0_f32.min(map.width() / 2.0), 34.0);
    let place = Rect::from_min_size(map.right_top() + Vec2::new(-size.x - 12.0, 12.0), size);
    let frame = Frame::new()
        .fill(look.panel)
        .stroke(Stroke::new(1.0, look.hairline))
        .corner_radius(8)
        .inner_margin(egui::Margin::symmetric(10, 4));
    ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
        let shown = frame.show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.label(RichText::new(say("As seen by")).size(11.5).color(look.muted));
                if let Some(chosen) = choice_ui(ui, editor) {
                    let info = PlanInfo {
                        viewpoint: chosen,
                        ..editor.plan().info.clone()
                    };
                    asks.commit(Edit::SetInfo(Box::new(info)));
                }
            });
        });
        shown.response.rect
    })
    .inner
}

#[expect(
    clippy::option_option,
    reason = "whether another was chosen, and whom: nobody is a choice"
)]
fn choice_ui(ui: &mut Ui, editor: &Editor) -> Option<Option<Id<Stakeholder>>> {
    let plan = editor.plan();
    let current = plan.info.viewpoint;
    let shown = current.map_or_else(|| say("Nobody in particular").to_owned(), |id| plan.label_of(id));
    let mut chosen = None;
    let combo = ComboBox::from_id_salt("viewpoint")
        .selected_text(name_text(&shown, 12.5).within(ui, ui.available_width() - 34.0))
        .width(ui.available_width())
        .truncate();
    let response = combo.show_ui(ui, |ui| {
        let parties = plan
            .stakeholders
            .iter()
            .map(|(id, party)| (Some(id), party.label().to_owned()));
        for (id, name) in std::iter::once((None, say("Nobody in particular").to_owned())).chain(parties) {
            if ui
                .selectable_label(current == id, name_text(&name, 12.5))
                .clicked()
                && current != id
            {
                chosen = Some(id);
            }
        }
    });
    response.response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::ComboBox, true, say("As seen by"));
        info.current_text_value = Some(shown.clone());
        info
    });
    chosen
}
