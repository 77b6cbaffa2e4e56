//! A list to choose from, opened below a field: one or several.
//!
//! Lists grow with the plan, so that only rows in sight are laid out, and a long list has a filter.

use egui::{Button, ComboBox, PopupCloseBehavior, RichText, ScrollArea, Ui};

use crate::ui::theme::Look;
use crate::ui::words::say;

use super::icons::Icon;
use super::label::Label;
use super::paragraph::Hinted;
use super::rows::{labelled, tick};
use super::text::name_text;

/// Choices beyond which a filter is offered.
const MANY: usize = 14;
/// Height of a choice, points.
const CHOICE: f32 = 24.0;
/// Rows of choices seen at once.
const SEEN: f32 = 11.5;

/// One of several values; `shown` is the current one in words; `Some` where another was chosen. The
/// choices are asked for only while the list is open.
pub fn choice_picker<T: PartialEq>(
    ui: &mut Ui,
    label: impl Into<Label>,
    shown: &str,
    current: Option<&T>,
    choices: impl FnOnce() -> Vec<(T, String)>,
) -> Option<T> {
    let label = label.into();
    labelled(ui, label.clone(), |ui| {
        choice_bare(ui, &label.name, shown, current, choices)
    })
}

/// A choice alone, as wide as there is room: its name is heard, not seen.
pub fn choice_bare<T: PartialEq>(
    ui: &mut Ui,
    name: &str,
    shown: &str,
    current: Option<&T>,
    choices: impl FnOnce() -> Vec<(T, String)>,
) -> Option<T> {
    let mut chosen = None;
    opened_list(ui, name, shown, |ui| {
        let mut choices = choices();
        let pressed = list(ui, &choices, |ui, (value, text)| {
            let is_current = current == Some(value);
            let button = Button::selectable(is_current, name_text(text, 12.5));
            let clicked = ui.add(button.truncate().min_size(egui::vec2(ui.available_width(), 0.0)));
            clicked.clicked().then_some(is_current)
        });
        if let Some((place, is_current)) = pressed {
            if !is_current {
                chosen = Some(choices.swap_remove(place).0);
            }
            ui.close();
        }
    });
    chosen
}

/// Several of several values; `shown` are the current ones in words; `Some` where one was added or taken
/// away. The choices are asked for only while the list is open.
pub fn several_picker<T: Copy + PartialEq>(
    ui: &mut Ui,
    label: impl Into<Label>,
    shown: &str,
    current: &[T],
    choices: impl FnOnce() -> Vec<(T, String)>,
) -> Option<Vec<T>> {
    let label = label.into();
    labelled(ui, label.clone(), |ui| {
        several_bare(ui, &label.name, shown, current, choices)
    })
}

/// A choice of several alone, as wide as there is room.
pub fn several_bare<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    shown: &str,
    current: &[T],
    choices: impl FnOnce() -> Vec<(T, String)>,
) -> Option<Vec<T>> {
    let mut changed = None;
    opened_list(ui, name, shown, |ui| {
        let choices = choices();
        let pressed = list(ui, &choices, |ui, (value, name)| {
            let mut included = current.contains(value);
            let clicked = tick(ui, &mut included, name_text(name, 12.5)).changed();
            clicked.then_some((*value, included))
        });
        if let Some((_, (value, included))) = pressed {
            // In the order of the list, so that the same choice is the same plan.
            let kept = |other: &T| {
                if *other == value {
                    included
                } else {
                    current.contains(other)
                }
            };
            let all = choices.iter().map(|(other, _)| *other);
            changed = Some(all.filter(kept).collect());
        }
    });
    changed
}

/// A field, as wide as there is room, that opens something below it: its name is heard, not seen. A click
/// elsewhere closes it.
pub fn opened_list(ui: &mut Ui, name: &str, shown: &str, contents: impl FnOnce(&mut Ui)) {
    let width = ui.available_width();
    let combo = ComboBox::from_id_salt(("pick", name))
        .selected_text(name_text(shown, 12.5).within(ui, width - 34.0))
        .width(width)
        .height(CHOICE * SEEN + 40.0)
        .truncate()
        .icon(|ui, rect, visuals, _| {
            let ink = visuals.fg_stroke.color.gamma_multiply(0.7);
            Icon::Opened.paint(ui.painter(), rect, ink);
        })
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let enabled = ui.is_enabled();
    let response = combo.show_ui(ui, |ui| {
        ui.set_min_width(width.max(150.0));
        contents(ui);
    });
    response.response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::ComboBox, enabled, name);
        info.current_text_value = Some(shown.to_owned());
        info
    });
    let letters = shown.chars().count() as f32;
    if letters * 6.0 > width - 30.0 {
        response.response.hinted(shown);
    }
}

/// Shows the choices, those in sight only; returns the place of the one whose row answered, and its answer.
fn list<T, R>(
    ui: &mut Ui,
    choices: &[(T, String)],
    mut row: impl FnMut(&mut Ui, &(T, String)) -> Option<R>,
) -> Option<(usize, R)> {
    let filter = if choices.len() > MANY {
        filter_ui(ui)
    } else {
        String::new()
    };
    let passing: Vec<usize> = choices
        .iter()
        .enumerate()
        .filter(|(_, (_, name))| filter.is_empty() || name.to_lowercase().contains(&filter))
        .map(|(place, _)| place)
        .collect();
    if passing.is_empty() {
        let look = Look::of(ui.ctx());
        let text = if choices.is_empty() {
            say("Nothing to choose from yet")
        } else {
            say("Nothing of that name")
        };
        ui.label(RichText::new(text).color(look.muted));
        return None;
    }
    let mut answer = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical()
        .id_salt("choices")
        .max_height(CHOICE * SEEN)
        .auto_shrink([true, true])
        .show_rows(ui, CHOICE, passing.len(), |ui, in_sight| {
            for place in passing.get(in_sight).into_iter().flatten() {
                let Some(choice) = choices.get(*place) else {
                    continue;
                };
                let size = egui::vec2(ui.available_width(), CHOICE);
                let layout = egui::Layout::left_to_right(egui::Align::Center);
                ui.allocate_ui_with_layout(size, layout, |ui| {
                    ui.set_min_height(CHOICE);
                    if let Some(given) = row(ui, choice) {
                        answer = Some((*place, given));
                    }
                });
            }
        });
    answer
}

/// The filter above a long list; it has the focus while nothing else in the list has.
fn filter_ui(ui: &mut Ui) -> String {
    let id = ui.scope_id().with("filter");
    let mut text: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let edit = egui::TextEdit::singleline(&mut text)
        .id(id.with("edit"))
        .hint_text(say("Filter"))
        .desired_width(ui.available_width());
    let response = ui.add(edit).accessible_name(say("Filter choices"));
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    ui.data_mut(|data| data.insert_temp(id, text.clone()));
    text.trim().to_lowercase()
}
