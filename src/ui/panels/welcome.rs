//! The card of the first start: three lines on what to try, put away with one click.

use egui::{Frame, Rect, Stroke, Ui, Vec2};

use crate::editor::{Command, Editor};
use crate::model::Purpose;
use crate::ui::asks::Asks;
use crate::ui::theme::{Look, title};
use crate::ui::widgets::{link, muted, paragraph, quiet_button};
use crate::ui::words::say;

/// Draws the card in the map's lower middle, or what to do next on an empty plan; gives the room it takes.
pub fn ui(ui: &mut Ui, editor: &Editor, map: Rect, asks: &mut Asks) -> Option<Rect> {
    let empty = editor.plan().entity_count() == 0 && editor.plan().info.area_of_operations.is_none();
    let is_training = editor.plan().info.purpose == Purpose::Exercise;
    let put_away = (editor.preferences().welcomed || !is_training) && !empty;
    // While something is drawn, looked at or asked, the card would be in the way.
    let is_looking = editor.importing().is_some() || editor.incoming().is_some();
    if put_away || is_looking || editor.drawn().is_some() || !editor.sketch().points.is_empty() {
        return None;
    }
    let look = Look::of(ui.ctx());
    let size = Vec2::new(400.0_f32.min(map.width() - 32.0), 150.0);
    let place = Rect::from_center_size(map.center_bottom() - Vec2::new(0.0, size.y / 2.0 + 52.0), size);
    let frame = Frame::new()
        .fill(look.panel)
        .stroke(Stroke::new(1.0, look.hairline))
        .corner_radius(8)
        .inner_margin(14);
    ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
        let shown = frame.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            if empty {
                empty_ui(ui, editor, asks);
            } else {
                sample_ui(ui, asks);
            }
        });
        Some(shown.response.rect)
    })
    .inner
}

fn sample_ui(ui: &mut Ui, asks: &mut Asks) {
    ui.label(title(say("This is a training plan. Three things to try"), 13.0));
    paragraph(
        ui,
        say("1.  Choose a phase above the map and see who holds what."),
    );
    paragraph(ui, say("2.  Click a finding below: the map shows where and why."));
    paragraph(
        ui,
        say("3.  Resolve it, undo it with Ctrl+Z, or draw a sector of your own (S)."),
    );
    ui.add_space(4.0);
    if quiet_button(ui, say("Got it")).clicked() {
        asks.command(Command::DismissWelcome);
    }
}

fn empty_ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
    use crate::ui::action::Action;
    ui.label(title(say("An empty plan"), 13.0));
    muted(
        ui,
        say("Draw the ground it is about, then the sectors and who answers for them."),
    );
    ui.horizontal_wrapped(|ui| {
        let tools = crate::editor::tools::ToolKind::AreaOfOperations;
        for action in [
            Action::Tool(tools),
            Action::AddStakeholder,
            Action::NewFromTemplate,
            Action::Import,
            Action::OpenSample,
        ] {
            let response = link(ui, action.text());
            if response.hovered() {
                asks.hint(action.hint());
            }
            if response.clicked() {
                action.run(editor, asks);
            }
        }
    });
}
