//! Which plans are compared, how they are shown, and in which phase.

use egui::{Align, Button, Layout, Rect, Ui, Vec2};

use super::letter;
use crate::editor::{Command, CompareCommand, CompareView, Comparing, Course, Editor, Judgement, Seen};
use crate::ui::asks::{Asks, Dialog};
use crate::ui::theme::{Look, title};
use crate::ui::widgets::{Hinted, Icon, cut_name, icon_button, minute_text, muted, name_text, quiet_button};
use crate::ui::words::{in_words, said, say};

/// Steps of the history that are offered, the newest.
const STEPS: usize = 400;

/// Draws the choice of both plans, and of the view.
pub fn plans_ui(ui: &mut Ui, editor: &Editor, comparing: &Comparing, asks: &mut Asks) {
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        // What the view's three buttons take is not the names'.
        let room = ((ui.available_width() - 420.0) / 2.0).clamp(90.0, 320.0);
        for (side, seen) in comparing.sides.iter().enumerate() {
            side_ui(ui, editor, side, seen, room, asks);
            if side == 0 && icon_button(ui, Icon::Relation, say("Exchange the plans")).clicked() {
                asks.command(Command::Compare(CompareCommand::Exchange));
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for view in CompareView::ALL.into_iter().rev() {
                let text = view_text(view);
                let button = ui.add(Button::selectable(comparing.view == view, text));
                if button.hovered() {
                    asks.hint(view_hint(view));
                }
                if button.clicked() {
                    asks.command(Command::Compare(CompareCommand::Show(view)));
                }
            }
        });
    });
}

/// What a way to show two plans is called.
pub fn view_text(view: CompareView) -> &'static str {
    match view {
        CompareView::SideBySide => say("Side by side"),
        CompareView::Swipe => say("Swipe"),
        CompareView::Overlay => say("Overlay"),
    }
}

/// One sentence on it.
pub fn view_hint(view: CompareView) -> &'static str {
    match view {
        CompareView::SideBySide => say("Two maps that look at the same ground"),
        CompareView::Swipe => say("One map: A left of a line that can be dragged, B right of it"),
        CompareView::Overlay => say("One map of B with everything that differs from A marked"),
    }
}

fn side_ui(ui: &mut Ui, editor: &Editor, side: usize, seen: &Seen, room: f32, asks: &mut Asks) {
    let look = Look::of(ui.ctx());
    ui.label(title(letter(side), 12.5).color(look.accent));
    let name = said(&seen.name);
    let shown = name_text(&name, 12.5).within(ui, room - 30.0);
    let spoken = said(format!("Plan {}: {}", letter(side), in_words(&seen.name)));
    let menu = egui::containers::menu::MenuButton::from_button(
        Button::new(shown)
            .right_text("     ")
            .min_size(Vec2::new(room, 26.0)),
    );
    let (response, _) = menu.ui(ui, |ui| choices_ui(ui, editor, side, asks));
    let caret = Rect::from_center_size(
        response.rect.right_center() - Vec2::new(13.0, 0.0),
        Vec2::splat(10.0),
    );
    Icon::Down.paint(ui.painter(), caret, look.muted);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &spoken));
    response.hinted(match &seen.judgement {
        Judgement::Failed(why) => said(format!("{name}\nNot judged: {why}")),
        Judgement::Known(_) | Judgement::Waits => format!("{name}\n{}", seen.plan.info.title),
    });
}

/// Every plan that can be chosen.
fn choices_ui(ui: &mut Ui, editor: &Editor, side: usize, asks: &mut Asks) {
    ui.set_min_width(260.0);
    let choose = |course: Course| Command::Compare(CompareCommand::Choose(side, course));
    let mut offer = |ui: &mut Ui, text: &str, course: Course| {
        let text = name_text(text, 12.5).within(ui, 320.0);
        let button = ui.add(Button::new(text).frame(false).min_size(Vec2::new(250.0, 24.0)));
        if button.clicked() {
            asks.command(choose(course));
            ui.close();
        }
    };
    offer(ui, say("The plan as it is now"), Course::AtHand);
    let in_file = if editor.document().file.is_some() {
        say("The plan as it is in its file")
    } else {
        say("The plan as it began")
    };
    offer(ui, in_file, Course::InFile);
    if editor.plan().base.is_some() {
        offer(ui, say("What the plan was branched from"), Course::Base);
    }
    ui.menu_button(say("A step of the history"), |ui| {
        egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            let history = editor.document().history();
            let steps: Vec<(usize, String)> = history
                .steps()
                .enumerate()
                .map(|(place, step)| (place, said(&step.label)))
                .collect();
            for (place, label) in steps.iter().rev().take(STEPS) {
                offer(ui, &format!("{}  {label}", place + 1), Course::Step(*place));
            }
            if steps.len() > STEPS {
                muted(
                    ui,
                    say("Older steps: go back in the history and compare from there."),
                );
            }
        });
    });
    ui.separator();
    if quiet_button(ui, say("Another plan's file…")).clicked() {
        asks.dialog(Dialog::CompareWith(side));
        ui.close();
    }
}

/// Draws the phases of both plans.
pub fn phases_ui(ui: &mut Ui, comparing: &Comparing, asks: &mut Asks) {
    let show = |place: Option<usize>| Command::Compare(CompareCommand::ShowPhase(place));
    ui.horizontal_centered(|ui| {
        if comparing.phases.is_empty() {
            muted(ui, say("Neither plan has phases."));
            return;
        }
        let chips = comparing.phases.len() + 1;
        let room = ((ui.available_width() - 12.0) / chips as f32 - 6.0).clamp(28.0, 190.0);
        ui.spacing_mut().item_spacing.x = 6.0;
        let all = ui.add(Button::selectable(comparing.phase.is_none(), say("All")));
        if all.hinted(say("Show the plans in all phases at once")).clicked() {
            asks.command(show(None));
        }
        for (place, phase) in comparing.phases.iter().enumerate() {
            let look = Look::of(ui.ctx());
            let chosen = comparing.phase == Some(place);
            let only = match phase.ids {
                [Some(_), None] => Some(letter(0)),
                [None, Some(_)] => Some(letter(1)),
                _ => None,
            };
            let ink = if chosen { look.accent } else { look.text };
            let name = name_text(&phase.name, 12.0).color(ink).within(ui, room - 16.0);
            let button = ui.add(Button::selectable(chosen, name).min_size(Vec2::new(room.min(60.0), 26.0)));
            let spoken = said(format!("Phase {}", phase.name));
            button.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, chosen, &spoken));
            let start = minute_text(phase.start);
            let hint = only.map_or_else(
                || format!("{}\n{start}", phase.name),
                |side| {
                    let which = said(format!("Only plan {side} has it"));
                    format!("{}\n{start}\n{which}", phase.name)
                },
            );
            if button.hinted(hint).clicked() {
                asks.command(show(Some(place)));
            }
        }
        let waits = comparing
            .sides
            .iter()
            .any(|seen| matches!(seen.judgement, Judgement::Waits));
        if waits {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let look = Look::of(ui.ctx());
                cut_name(ui, &name_text(say("Checking…"), 11.0).color(look.muted));
            });
        }
    });
}
