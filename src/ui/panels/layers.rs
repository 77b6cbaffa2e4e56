//! The sheets of the map beneath the plan: a button on the map, and the list it opens.
//!
//! The uppermost sheet comes first, as it lies on the map. Changes nothing itself: every choice is a
//! command, and is remembered with the preferences.

use egui::{
    Align, Color32, Context, CornerRadius, DragValue, Frame, Id, Layout, Popup, PopupCloseBehavior, Rect,
    RectAlign, RichText, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2,
};

use crate::editor::{BuiltIn, Command, Editor, LayerChange, NameScript, OwnMap, Sheet, Source, Tint, What};
use crate::ui::action::Action;
use crate::ui::asks::Asks;
use crate::ui::map::tint_colour;
use crate::ui::theme::{Look, title};
use crate::ui::widgets::{Hinted, Icon, cut, cut_name, icon_button, icon_button_at, link, muted, name_text};
use crate::ui::words::{said, say};

/// Width of the list, points.
const WIDTH: f32 = 316.0;
/// Height of a sheet's row, points.
const ROW: f32 = 27.0;
/// Steps of a sheet's opacity, percent.
const STEP_PERCENT: u8 = 5;

/// Draws the button beside what is in the map's top right corner; gives the room it takes.
pub fn ui(ui: &mut Ui, editor: &Editor, beside: Rect, asks: &mut Asks) -> Rect {
    let look = Look::of(ui.ctx());
    let side = beside.height();
    let place = Rect::from_min_size(beside.left_top() - Vec2::new(side + 8.0, 0.0), Vec2::splat(side));
    let open = Popup::is_id_open(ui.ctx(), popup_id());
    let response = ui.interact(place, Id::unique("layers button"), Sense::click());
    let fill = if open { look.accent_background } else { look.panel };
    let corner = CornerRadius::same(8);
    ui.painter().rect(
        place,
        corner,
        fill,
        Stroke::new(1.0, look.hairline),
        StrokeKind::Inside,
    );
    icon_button_at(ui, place, &response, Icon::Layers, say("Layers"));
    let key = Action::Layers
        .shortcut()
        .map(|key| format!("  ({})", ui.ctx().format_shortcut(&key)))
        .unwrap_or_default();
    if response.hovered() {
        asks.hint(Action::Layers.hint());
    }
    let frame = Frame::popup(&ui.ctx().global_style()).inner_margin(12);
    Popup::from_toggle_button_response(&response)
        .id(popup_id())
        .align(RectAlign::BOTTOM_END)
        .gap(4.0)
        .frame(frame)
        .layout(Layout::top_down(Align::Min))
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(say("Layers"))
        .show(|ui| {
            ui.set_width(WIDTH);
            list_ui(ui, editor, asks);
        });
    if !open {
        response.hinted(said(format!("Layers{key}")));
    }
    place
}

/// Returns true while the list is open.
pub fn is_open(ctx: &Context) -> bool {
    Popup::is_id_open(ctx, popup_id())
}

/// Opens the list or closes it.
pub fn toggle(ctx: &Context) {
    Popup::toggle_id(ctx, popup_id());
}

fn popup_id() -> Id {
    Id::unique("layers of the map")
}

fn list_ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
    let layers = &editor.preferences().layers;
    ui.horizontal(|ui| {
        ui.label(title(say("Layers"), 13.5));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if link(ui, say("As it came")).clicked() {
                change(asks, LayerChange::Reset);
            }
        });
    });
    ui.add_space(2.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    let top = layers.sheets.len().saturating_sub(1);
    let room = ui.ctx().content_rect().bottom() - ui.cursor().top() - 110.0;
    egui::ScrollArea::vertical()
        .max_height(room.max(120.0))
        .show(ui, |ui| {
            for (place, sheet) in layers.sheets.iter().enumerate().rev() {
                sheet_ui(ui, sheet, place == top, place == 0, asks);
                if sheet.what == What::BuiltIn(BuiltIn::Places) && sheet.shown {
                    names_ui(ui, layers.names, asks);
                }
                if let What::Own(source) = &sheet.what {
                    own_ui(ui, editor, source, sheet, asks);
                }
            }
        });
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        let added = link(ui, Action::AddMap.text());
        if added.clicked() {
            Action::AddMap.run(editor, asks);
            ui.close();
        }
        added.hinted(Action::AddMap.hint());
    });
    ui.add_space(4.0);
    muted(
        ui,
        say("The upper covers the lower. Kept on this computer, not in the plan."),
    );
}

/// What a map of the user's own is: its state in words, its colour, where it is, and how to be rid of it.
fn own_ui(ui: &mut Ui, editor: &Editor, source: &Source, sheet: &Sheet, asks: &mut Asks) {
    let look = Look::of(ui.ctx());
    let name = sheet.what.name();
    let map = editor.maps().map(source);
    let (words, ink) = match map {
        Some(OwnMap::Failed(why)) => (said(format!("Cannot be shown: {why}")), look.critical),
        Some(OwnMap::Opening) => (say("Opening…").to_owned(), look.muted),
        Some(OwnMap::Tiles(_)) if source.is_online() => (
            say("On: asks this host for tiles of what is in view").to_owned(),
            look.major,
        ),
        Some(OwnMap::Tiles(info)) => (
            said(format!("Tiles of zoom {} to {}", info.min_zoom, info.max_zoom)),
            look.muted,
        ),
        Some(OwnMap::Overlay(_)) => (say("Overlay").to_owned(), look.muted),
        None if source.is_online() => (
            say("Off: nothing is asked for. Off again at every start").to_owned(),
            look.muted,
        ),
        None => (say("Not shown").to_owned(), look.muted),
    };
    ui.horizontal(|ui| {
        ui.set_height(22.0);
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.add_space(26.0);
        if matches!(map, Some(OwnMap::Overlay(_))) {
            tint_ui(ui, sheet, asks);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            if icon_button(ui, Icon::Remove, &said(format!("Take {name} off the list"))).clicked() {
                change(asks, LayerChange::Remove(source.clone()));
            }
            let has_place = matches!(map, Some(OwnMap::Overlay(_) | OwnMap::Tiles(_))) && !source.is_online();
            if has_place && icon_button(ui, Icon::Target, &said(format!("Zoom to {name}"))).clicked() {
                asks.command(Command::ShowMap(source.clone()));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                cut(ui, RichText::new(words).size(11.0).color(ink));
            });
        });
    });
}

/// The colour of an overlay: each click takes the next.
fn tint_ui(ui: &mut Ui, sheet: &Sheet, asks: &mut Asks) {
    let name = sheet.what.name();
    for tint in Tint::ALL {
        let (rect, response) = ui.allocate_exact_size(Vec2::splat(16.0), Sense::click());
        let chosen = sheet.tint == tint;
        response.widget_info(|| {
            let label = format!("{} for {name}", tint.name());
            egui::WidgetInfo::selected(egui::Role::RadioButton, ui.is_enabled(), chosen, label)
        });
        let look = Look::of(ui.ctx());
        let swatch = Rect::from_center_size(rect.center(), Vec2::splat(10.0));
        ui.painter().rect_filled(swatch, 3.0, tint_colour(ui.ctx(), tint));
        if chosen || response.has_focus() {
            ui.painter().rect_stroke(
                rect,
                4.0,
                Stroke::new(
                    1.2,
                    if response.has_focus() {
                        look.accent
                    } else {
                        look.text
                    },
                ),
                StrokeKind::Inside,
            );
        }
        if response.clicked() {
            change(asks, LayerChange::Tint(sheet.what.clone(), tint));
        }
        response.hinted(tint.name());
    }
    ui.add_space(4.0);
}

/// One sheet: shown or not, its name, how strong it is, up and down.
fn sheet_ui(ui: &mut Ui, sheet: &Sheet, is_top: bool, is_bottom: bool, asks: &mut Asks) {
    let look = Look::of(ui.ctx());
    let name = sheet.what.name();
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW), Sense::hover());
    let inside = UiBuilder::new()
        .max_rect(rect)
        .id_salt(&name)
        .layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(inside, |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        eye_ui(ui, sheet, &name, asks);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            for (icon, by, word, at_end) in [(Icon::Down, -1, "down", is_bottom), (Icon::Up, 1, "up", is_top)]
            {
                let button = ui.add_enabled_ui(!at_end, |ui| {
                    icon_button(ui, icon, &said(format!("Move {name} {word}")))
                });
                if button.inner.clicked() {
                    change(asks, LayerChange::Move(sheet.what.clone(), by));
                }
            }
            ui.add_space(4.0);
            opacity_ui(ui, sheet, &name, asks);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let ink = if sheet.shown { look.text } else { look.muted };
                ui.visuals_mut().override_text_color = Some(ink);
                cut_name(ui, &name_text(&name, 12.5));
            });
        });
    });
}

/// The eye of a sheet.
fn eye_ui(ui: &mut Ui, sheet: &Sheet, name: &str, asks: &mut Asks) {
    let icon = if sheet.shown { Icon::Eye } else { Icon::EyeClosed };
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(22.0), Sense::click());
    icon_button_at(ui, rect, &response, icon, name);
    response.widget_info(|| {
        egui::WidgetInfo::selected(
            egui::Role::CheckBox,
            ui.is_enabled(),
            sheet.shown,
            said(format!("Show {name}")),
        )
    });
    if response.clicked() {
        change(asks, LayerChange::Show(sheet.what.clone(), !sheet.shown));
    }
    let word = if sheet.shown { say("Hide") } else { say("Show") };
    response.hinted(format!("{word} {name}"));
}

/// How strongly a sheet is drawn.
fn opacity_ui(ui: &mut Ui, sheet: &Sheet, name: &str, asks: &mut Asks) {
    let mut percent = sheet.opacity_percent;
    let field = DragValue::new(&mut percent)
        .range(Sheet::FAINTEST_PERCENT..=100)
        .speed(0.6)
        .suffix(" %");
    // Quiet until it is pointed at: a column of boxes would shout.
    let inactive = &mut ui.visuals_mut().widgets.inactive;
    inactive.weak_bg_fill = Color32::TRANSPARENT;
    inactive.bg_stroke = Stroke::NONE;
    let size = Vec2::new(52.0, 22.0);
    let layout = Layout::centered_and_justified(egui::Direction::LeftToRight);
    let field = ui.allocate_ui_with_layout(size, layout, |ui| ui.add_enabled(sheet.shown, field));
    let response = field.inner;
    let label = said(format!("Opacity of {name}"));
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::drag_value(ui.is_enabled(), f64::from(sheet.opacity_percent));
        info.label = Some(label.clone());
        info
    });
    // In steps while it is dragged: every choice is written to the preferences.
    if response.dragged() {
        percent = percent / STEP_PERCENT * STEP_PERCENT;
    }
    if percent != sheet.opacity_percent {
        change(asks, LayerChange::Fade(sheet.what.clone(), percent));
    }
    response.hinted(label);
}

/// In which script places are named.
fn names_ui(ui: &mut Ui, names: NameScript, asks: &mut Asks) {
    let look = Look::of(ui.ctx());
    ui.horizontal(|ui| {
        ui.set_height(ROW);
        ui.add_space(26.0);
        ui.spacing_mut().item_spacing.x = 2.0;
        for script in NameScript::ALL {
            let chosen = names == script;
            let ink = if chosen { look.accent } else { look.muted };
            let fill = if chosen {
                look.accent_background
            } else {
                Color32::TRANSPARENT
            };
            let button = egui::Button::new(RichText::new(script.name()).size(11.5).color(ink))
                .fill(fill)
                .stroke(Stroke::NONE)
                .min_size(Vec2::new(0.0, 20.0));
            let response = ui.add(button);
            response.widget_info(|| {
                let name = said(format!("Names in {}", script.name()));
                egui::WidgetInfo::selected(egui::Role::RadioButton, ui.is_enabled(), chosen, name)
            });
            if response.clicked() && !chosen {
                change(asks, LayerChange::Names(script));
            }
        }
    });
}

fn change(asks: &mut Asks, change: LayerChange) {
    asks.command(Command::ChangeLayers(change));
}
