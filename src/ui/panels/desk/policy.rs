//! How strictly the plan is judged: a level per rule, the numbers rules compare with, what is waived.
//!
//! Part of the plan, so that everybody judges alike. What a rule means is on its page.

use egui::{Rect, RichText, Sense, Ui};

use crate::checks::{Rule, rules};
use crate::editor::Editor;
use crate::model::{AnyId, Edit, Level, Plan, ThresholdInfo, Thresholds, Vocabulary as _, Waiver};
use crate::ui::asks::{Asks, Dialog};
use crate::ui::theme::Look;
use crate::ui::widgets::{choice_bare, link, number_cell};
use crate::ui::words::{said, say};

use super::table::{self, Column, Columns, Row, Width, named_link};
use super::words::day_text;

/// Least width for levels and thresholds side by side, points.
const SIDE_BY_SIDE: f32 = 780.0;

const RULES: [Column; 3] = [
    Column::new("Rule", Width::Fixed(34.0)),
    Column::new("", Width::Share(1.0)),
    Column::new("Level", Width::Fixed(112.0)).field(),
];

const THRESHOLDS: [Column; 4] = [
    Column::new("Threshold", Width::Share(1.0)),
    Column::new("Value", Width::Fixed(74.0)).field(),
    Column::new("Unit", Width::Fixed(24.0)),
    Column::new("Default", Width::Fixed(78.0)).right(),
];

const WAIVERS: [Column; 5] = [
    Column::new("Rule", Width::Fixed(34.0)),
    Column::new("About", Width::Share(2.0)),
    Column::new("Reason", Width::Share(3.0)),
    Column::new("By, until", Width::Share(2.0)).from(420.0),
    Column::new("", Width::Fixed(64.0)).right(),
];

/// What the policy remembers between frames.
#[derive(Default)]
pub struct PolicyState {
    part: Part,
    /// There is no room for levels and thresholds side by side.
    narrow: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    #[default]
    Levels,
    Thresholds,
    Waivers,
}

impl Part {
    /// The parts that can be chosen, last first, and what they are called.
    const fn choices(narrow: bool) -> &'static [(Self, &'static str)] {
        if narrow {
            &[
                (Self::Waivers, "Waivers"),
                (Self::Thresholds, "Thresholds"),
                (Self::Levels, "Levels"),
            ]
        } else {
            &[
                (Self::Waivers, "Waivers"),
                (Self::Levels, "Levels and thresholds"),
            ]
        }
    }
}

/// Draws the choice of the part, and the way to the rules' pages.
pub fn controls_ui(ui: &mut Ui, editor: &Editor, state: &mut PolicyState, asks: &mut Asks) {
    if link(ui, say("All rules…")).clicked() {
        asks.dialog(Dialog::Rules);
    }
    let look = Look::of(ui.ctx());
    ui.add_space(8.0);
    for (choice, title) in Part::choices(state.narrow) {
        let count = match choice {
            Part::Waivers => format!("  {}", editor.plan().policy.waivers.len()),
            Part::Levels | Part::Thresholds => String::new(),
        };
        let chosen = state.part == *choice;
        let ink = if chosen { look.text } else { look.muted };
        let text = RichText::new(format!("{}{count}", say(title))).color(ink);
        let response = ui.add(egui::Button::selectable(chosen, text));
        response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Tab, true, chosen, say(title)));
        if response.clicked() {
            state.part = *choice;
        }
    }
}

/// Draws levels, thresholds or waivers; the first two side by side where there is room.
pub fn ui(ui: &mut Ui, editor: &Editor, state: &mut PolicyState, asks: &mut Asks) {
    let whole = ui.available_rect_before_wrap();
    state.narrow = whole.width() < SIDE_BY_SIDE;
    if state.part == Part::Thresholds && !state.narrow {
        state.part = Part::Levels;
    }
    if state.part == Part::Waivers {
        waivers_ui(ui, editor, asks);
        return;
    }
    if state.narrow {
        match state.part {
            Part::Levels => levels_ui(ui, editor, asks),
            Part::Thresholds | Part::Waivers => thresholds_ui(ui, editor, asks),
        }
        return;
    }
    let middle = whole.center().x;
    let [left, right] = [
        Rect::from_min_max(whole.min, egui::pos2(middle - 6.0, whole.bottom())),
        Rect::from_min_max(egui::pos2(middle + 6.0, whole.top()), whole.max),
    ];
    let place = egui::UiBuilder::new().id_salt("levels").max_rect(left);
    ui.scope_builder(place, |ui| levels_ui(ui, editor, asks));
    let place = egui::UiBuilder::new().id_salt("thresholds").max_rect(right);
    ui.scope_builder(place, |ui| thresholds_ui(ui, editor, asks));
    ui.painter().vline(
        middle,
        whole.shrink(6.0).y_range(),
        (1.0, Look::of(ui.ctx()).hairline),
    );
}

fn levels_ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
    table::header(ui, &RULES);
    let columns = Columns::of(ui.available_width(), &RULES);
    let rules = rules();
    let unknown = unknown_codes(editor.plan());
    let count = rules.len() + unknown.len();
    table::rows(ui, "levels", count, None, |ui, rect, place| {
        match rules.get(place) {
            Some(rule) => level_ui(ui, rect, &columns, editor.plan(), rule, asks),
            None => {
                if let Some(code) = place
                    .checked_sub(rules.len())
                    .and_then(|place| unknown.get(place))
                {
                    unknown_ui(ui, rect, &columns, code, asks);
                }
            }
        }
    });
}

fn level_ui(ui: &mut Ui, rect: Rect, columns: &Columns, plan: &Plan, rule: &Rule, asks: &mut Asks) {
    let level = plan.policy.levels.get(rule.code).copied().unwrap_or_default();
    let name = format!("{} {}", rule.code, said(rule.title));
    let ground = table::ground(ui, rect, &name, false, Sense::click());
    if ground.hovered() {
        asks.hint(rule.summary);
    }
    if ground.clicked() {
        asks.dialog(Dialog::Rule(rule.code));
    }
    super::quiet_fields(ui);
    let mut row = Row::new(ui, rect, columns);
    row.strong(rule.code);
    if level == Level::Off {
        row.muted(&said(rule.title));
    } else {
        row.text(&said(rule.title));
    }
    row.cell(|ui| {
        let shown = level_text(rule, level);
        let chosen = choice_bare(
            ui,
            &said(format!("Level of {}", rule.code)),
            &shown,
            Some(&level),
            || {
                Level::WORDS
                    .iter()
                    .map(|level| (*level, level_text(rule, *level)))
                    .collect()
            },
        );
        if let Some(level) = chosen {
            asks.commit(Edit::SetLevel {
                code: rule.code.to_owned(),
                level,
            });
        }
    });
}

/// What a level is called for a rule: its own word says which.
fn level_text(rule: &Rule, level: Level) -> String {
    match (level, rule.default) {
        (Level::Computed, Level::Computed) => say("Computed").to_owned(),
        (Level::Computed, own) => said(format!("Own: {}", own.word())),
        (level, _) => said(level.title()),
    }
}

/// Codes that the policy speaks of and no rule has: from a newer version, or mistyped.
fn unknown_codes(plan: &Plan) -> Vec<String> {
    let codes = plan.policy.levels.keys();
    codes
        .filter(|code| !rules().iter().any(|rule| rule.code == code.as_str()))
        .cloned()
        .collect()
}

fn unknown_ui(ui: &mut Ui, rect: Rect, columns: &Columns, code: &str, asks: &mut Asks) {
    table::ground(
        ui,
        rect,
        &said(format!("{code}, no such rule")),
        false,
        Sense::hover(),
    );
    let mut row = Row::new(ui, rect, columns);
    row.strong(code);
    row.muted(say("No rule of this version; kept as it is"));
    row.cell(|ui| {
        if named_link(ui, say("Forget"), &said(format!("Forget level of {code}"))).clicked() {
            asks.commit(Edit::SetLevel {
                code: code.to_owned(),
                level: Level::Computed,
            });
        }
    });
}

fn thresholds_ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
    table::header(ui, &THRESHOLDS);
    let columns = Columns::of(ui.available_width(), &THRESHOLDS);
    table::rows(
        ui,
        "thresholds",
        Thresholds::ALL.len(),
        None,
        |ui, rect, place| {
            if let Some(info) = Thresholds::ALL.get(place) {
                threshold_ui(ui, rect, &columns, editor.plan(), info, asks);
            }
        },
    );
}

fn threshold_ui(
    ui: &mut Ui,
    rect: Rect,
    columns: &Columns,
    plan: &Plan,
    info: &ThresholdInfo,
    asks: &mut Asks,
) {
    let value = plan.policy.thresholds.get(info.name).unwrap_or(info.default);
    let words = threshold_words(info);
    let ground = table::ground(
        ui,
        rect,
        &said(format!("Threshold {words}")),
        false,
        Sense::hover(),
    );
    if ground.hovered() {
        asks.hint(info.about.trim());
    }
    super::quiet_fields(ui);
    ui.push_id(info.name, |ui| {
        let mut row = Row::new(ui, rect, columns);
        if value == info.default {
            row.text(&words);
        } else {
            row.strong(&words);
        }
        row.cell(|ui| {
            if let Some(value) = number_cell(ui, &format!("{words} ({})", info.unit), value) {
                asks.commit(Edit::SetThreshold {
                    name: info.name.to_owned(),
                    value,
                });
            }
        });
        row.muted(info.unit);
        row.cell(|ui| {
            if value == info.default {
                table::words(ui, &info.default.to_string(), Look::of(ui.ctx()).muted);
            } else if named_link(
                ui,
                &said(format!("Reset to {}", info.default)),
                &said(format!("Reset {words}")),
            )
            .clicked()
            {
                asks.commit(Edit::SetThreshold {
                    name: info.name.to_owned(),
                    value: info.default,
                });
            }
        });
    });
}

/// A threshold's name without its unit, in words: `min_overlap_m2` is `Min overlap`.
fn threshold_words(info: &ThresholdInfo) -> String {
    let words = info.name.rsplit_once('_').map_or(info.name, |(words, _)| words);
    let words = words.replace('_', " ");
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn waivers_ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
    let plan = editor.plan();
    let waivers = &plan.policy.waivers;
    if waivers.is_empty() {
        super::note(ui, |ui| {
            crate::ui::widgets::empty_note(ui, say("Nothing is waived: every finding counts"));
        });
        return;
    }
    table::header(ui, &WAIVERS);
    let columns = Columns::of(ui.available_width(), &WAIVERS);
    table::rows(ui, "waivers", waivers.len(), None, |ui, rect, place| {
        if let Some(waiver) = waivers.get(place) {
            waiver_ui(ui, rect, &columns, editor, waiver, asks);
        }
    });
}

fn waiver_ui(ui: &mut Ui, rect: Rect, columns: &Columns, editor: &Editor, waiver: &Waiver, asks: &mut Asks) {
    let plan = editor.plan();
    let names: Vec<String> = waiver
        .subjects
        .iter()
        .map(|id| super::name_of(plan, *id))
        .collect();
    let about = if names.is_empty() {
        say("The plan").to_owned()
    } else {
        names.join(" × ")
    };
    let name = said(format!("Waiver of {} {about}", waiver.code));
    let ground = table::ground(ui, rect, &name, false, Sense::click());
    if ground.clicked() {
        let known: std::collections::BTreeSet<AnyId> = waiver
            .subjects
            .iter()
            .copied()
            .filter(|id| id.is_in(plan))
            .collect();
        asks.command(crate::editor::Command::Select(known));
    }
    let lapsed = waiver.until.is_some_and(|until| until < editor.today());
    let mut row = Row::new(ui, rect, columns);
    row.strong(&waiver.code);
    row.text(&about);
    row.text(&waiver.reason);
    let until = match waiver.until {
        Some(until) if lapsed => said(format!(", lapsed {}", day_text(until))),
        Some(until) => said(format!(", until {}", day_text(until))),
        None => say(", without end").to_owned(),
    };
    row.muted(&format!("{}{until}", waiver.by));
    row.cell(|ui| {
        if named_link(
            ui,
            say("Take back"),
            &said(format!("Take back {}", name.to_lowercase())),
        )
        .clicked()
        {
            asks.commit(Edit::Unwaive {
                code: waiver.code.clone(),
                subjects: waiver.subjects.clone(),
                at: waiver.at,
            });
        }
    });
}
