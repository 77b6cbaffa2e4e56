//! The bar on top: menus, title, search, marking.

use egui::{Align, Layout, Rect, RichText, Sense, Stroke, Ui, Vec2};

use crate::editor::Editor;
use crate::ui::action::{Action, CompareAction, ExerciseAction, MENUS};
use crate::ui::asks::{Asks, View};
use crate::ui::theme::{Look, title};
use crate::ui::widgets::{Hinted, badge, muted};
use crate::ui::words::{said, say};

/// Draws the bar; `is_shown` says which regions are, for the marks in the View menu.
pub fn ui(ui: &mut Ui, editor: &Editor, is_shown: &dyn Fn(View) -> bool, asks: &mut Asks) {
    let whole = ui.max_rect();
    ui.horizontal_centered(|ui| {
        logo(ui);
        ui.add_space(2.0);
        ui.label(title(say("Entente"), 14.5));
        ui.add_space(14.0);
        ui.spacing_mut().item_spacing.x = 2.0;
        let widgets = &mut ui.visuals_mut().widgets;
        widgets.inactive.weak_bg_fill = egui::Color32::TRANSPARENT;
        for state in [
            &mut widgets.inactive,
            &mut widgets.hovered,
            &mut widgets.active,
            &mut widgets.open,
        ] {
            state.bg_stroke = Stroke::NONE;
        }
        for (name, actions) in MENUS {
            ui.menu_button(RichText::new(say(name)), |ui| {
                menu_ui(ui, editor, actions, is_shown, asks);
            });
        }
        let menus_end = ui.min_rect().right();
        let right = ui
            .with_layout(Layout::right_to_left(Align::Center), |ui| {
                let marking = &editor.plan().info.marking;
                if !marking.is_empty() {
                    let look = Look::of(ui.ctx());
                    badge(ui, marking, look.marking, look.on_marking);
                }
                find_ui(ui, asks);
                modes_ui(ui, editor, asks);
                ui.min_rect().left()
            })
            .inner;
        title_ui(ui, editor, whole, [menus_end + 16.0, right - 16.0]);
    });
}

fn menu_ui(
    ui: &mut Ui,
    editor: &Editor,
    actions: &[Option<Action>],
    is_shown: &dyn Fn(View) -> bool,
    asks: &mut Asks,
) {
    ui.set_min_width(230.0);
    // A menu longer than a low window scrolls.
    let height = (ui.ctx().content_rect().height() - 64.0).max(120.0);
    egui::ScrollArea::vertical()
        .max_height(height)
        // A menu is as high as it was in the frame before, which knew nothing of what is in it.
        .min_scrolled_height(height)
        .show(ui, |ui| items_ui(ui, editor, actions, is_shown, asks));
}

fn items_ui(
    ui: &mut Ui,
    editor: &Editor,
    actions: &[Option<Action>],
    is_shown: &dyn Fn(View) -> bool,
    asks: &mut Asks,
) {
    for action in actions {
        let Some(action) = action else {
            ui.separator();
            continue;
        };
        let key = action
            .shortcut()
            .map(|key| ui.ctx().format_shortcut(&key))
            .unwrap_or_default();
        let chosen = match action {
            Action::Toggle(view) => Some(is_shown(*view)),
            Action::Theme(theme) => Some(editor.preferences().theme == *theme),
            Action::Coordinates(format) => Some(editor.preferences().coordinates == *format),
            Action::Shape(shaping) => shaping.is_on(editor),
            Action::Compare(action) => action.is_on(editor),
            Action::Exercise(action) => action.is_on(editor),
            Action::Language(language) => Some(editor.preferences().language == *language),
            Action::Units(units) => Some(editor.preferences().units == *units),
            _ => None,
        };
        let mark = match chosen {
            Some(true) => "✓ ",
            Some(false) => "    ",
            None => "",
        };
        let text = match action {
            Action::Undo => labelled(action.text(), editor.undo_label()),
            Action::Redo => labelled(action.text(), editor.redo_label()),
            _ => action.text().to_owned(),
        };
        let button = egui::Button::new(format!("{mark}{text}"))
            .shortcut_text(key)
            .frame(false);
        let response = ui.add_enabled(
            action.is_available(editor),
            button.min_size(Vec2::new(220.0, 24.0)),
        );
        let enabled = response.enabled();
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, &text));
        if response.hovered() {
            asks.hint(action.hint());
            action.preview(editor, asks);
        }
        if response.clicked() {
            action.run(editor, asks);
            ui.close();
        }
    }
    if actions.contains(&Some(Action::Open)) {
        recent_ui(ui, editor, asks);
    }
}

fn labelled(text: &str, what: Option<&str>) -> String {
    what.map_or_else(|| text.to_owned(), |what| format!("{text}: {}", said(what)))
}

fn recent_ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
    use crate::editor::Command;
    let recent = &editor.preferences().recent;
    if recent.is_empty() {
        return;
    }
    ui.separator();
    muted(ui, say("Recent"));
    for path in recent {
        let name = path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned();
        let response = ui.add(
            egui::Button::new(&name)
                .frame(false)
                .truncate()
                .min_size(Vec2::new(220.0, 22.0)),
        );
        if response.hinted(path.display().to_string()).clicked() {
            asks.command(Command::Open(path.clone()));
            ui.close();
        }
    }
    if ui
        .add(egui::Button::new(say("Forget recent plans")).frame(false))
        .clicked()
    {
        asks.command(Command::ForgetRecent);
        ui.close();
    }
}

/// Two halves of a square with a line between: an understanding of who is where.
fn logo(ui: &mut Ui) {
    let look = Look::of(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(Vec2::new(20.0, 20.0), Sense::hover());
    let square = Rect::from_center_size(rect.center(), Vec2::new(15.0, 17.0));
    let stroke = Stroke::new(1.8, look.accent);
    ui.painter()
        .rect_stroke(square, 1.0, stroke, egui::StrokeKind::Middle);
    ui.painter()
        .line_segment([square.center_top(), square.center_bottom()], stroke);
}

/// The plan's title in the middle of the window, or as near as the menus allow, with the unsaved mark.
fn title_ui(ui: &Ui, editor: &Editor, whole: Rect, [left, right]: [f32; 2]) {
    let look = Look::of(ui.ctx());
    let info = &editor.plan().info;
    let title = if info.title.is_empty() {
        say("Untitled plan")
    } else {
        &info.title
    };
    // A branch is not taken for the plan that it is a branch of.
    let branch = editor.plan().base.as_ref().map_or("", |base| base.name.as_str());
    let text = if let Some(exercising) = editor.exercising() {
        exercising.exercise().title.clone()
    } else if branch.is_empty() {
        title.to_owned()
    } else {
        format!("{title}  ·  {branch}")
    };
    let text = text.as_str();
    let size = 13.5;
    let unsaved = editor.is_unsaved();
    let room = right - left - if unsaved { 18.0 } else { 0.0 };
    if room < 40.0 {
        return;
    }
    let title = crate::ui::widgets::title_text(text, size).color(look.text);
    let galley = ui.painter().layout_job(title.within(ui, room));
    let half = galley.size().x / 2.0;
    let middle = whole
        .center()
        .x
        .clamp(left + half, (right - half).max(left + half));
    let at = egui::pos2(middle - half, whole.center().y - galley.size().y / 2.0);
    let place = Rect::from_min_size(at, galley.size());
    let end = place.right_center();
    ui.painter().galley(at, galley, look.text);
    let spoken = if unsaved {
        said(format!("{text}, not saved"))
    } else {
        text.to_owned()
    };
    let response = ui.interact(place, ui.scope_id().with(say("plan title")), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &spoken));
    if unsaved {
        ui.painter()
            .circle_filled(end + Vec2::new(11.0, 1.0), 3.5, look.accent);
    }
}

/// What the window is used for: one plan, or plans side by side.
fn modes_ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
    let compares = editor.comparing().is_some();
    let exercises = editor.exercising().is_some();
    ui.add_space(8.0);
    let back = if exercises {
        Action::Exercise(ExerciseAction::Leave)
    } else {
        Action::Compare(CompareAction::Close)
    };
    let modes = [
        (say("Exercise"), exercises, Action::Exercise(ExerciseAction::New)),
        (say("Compare"), compares, Action::Compare(CompareAction::Open)),
        (say("Plan"), !compares && !exercises, back),
    ];
    for (text, chosen, action) in modes {
        let button = ui.add(egui::Button::selectable(chosen, text));
        let spoken = said(format!("Mode {text}"));
        button.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, chosen, &spoken));
        if button.hovered() {
            asks.hint(action.hint());
        }
        if button.clicked() && !chosen {
            action.run(editor, asks);
        }
    }
    ui.add_space(8.0);
}

fn find_ui(ui: &mut Ui, asks: &mut Asks) {
    let look = Look::of(ui.ctx());
    let key = Action::Palette
        .shortcut()
        .map(|key| ui.ctx().format_shortcut(&key))
        .unwrap_or_default();
    let button = egui::Button::new(RichText::new(say("Find anything")).color(look.muted))
        .shortcut_text(RichText::new(key).small())
        .fill(look.field)
        .stroke(if look.field == look.panel {
            Stroke::new(1.0, look.hairline)
        } else {
            Stroke::NONE
        })
        .min_size(Vec2::new(190.0, 26.0));
    let response = ui.add(button);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, say("Find anything")));
    if response.hovered() {
        asks.hint(Action::Palette.hint());
    }
    if response.clicked() {
        asks.dialog(crate::ui::asks::Dialog::Palette);
    }
}
