//! The palette: every action, object and place by a few letters of its name.

use std::collections::BTreeSet;

use egui::{Context, Key, RichText, TextEdit, Ui};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::Stays;
use super::frame::{light_modal, scroll};
use crate::drawing::{Camera, mercator};
use crate::editor::{Command, Editor};
use crate::geometry::Position;
use crate::model::AnyId;
use crate::ui::action::Action;
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{cut_name, name_text, row};

/// A place of the base map.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundPlace {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub at: Position,
}

/// What is typed, and which line is chosen.
#[derive(Default)]
pub(super) struct Palette {
    query: String,
    chosen: usize,
}

#[derive(Clone)]
enum Found {
    Action(Action),
    Object(AnyId),
    Place(Position),
}

struct Line {
    text: String,
    about: String,
    found: Found,
    score: u32,
}

/// Most lines shown.
const SHOWN: usize = 40;

impl Palette {
    /// Draws the field and what it finds.
    pub(super) fn ui(
        &mut self,
        ctx: &Context,
        editor: &Editor,
        places: &dyn Fn(&str) -> Vec<FoundPlace>,
        asks: &mut Asks,
    ) -> Stays {
        light_modal(ctx, "Find anything", 560.0, |ui| {
            let (up, down, enter) = ui.input_mut(|input| {
                let mut pressed = |key| input.consume_key(egui::Modifiers::NONE, key);
                (
                    pressed(Key::ArrowUp),
                    pressed(Key::ArrowDown),
                    pressed(Key::Enter),
                )
            });
            let response = ui.add(
                TextEdit::singleline(&mut self.query)
                    .desired_width(f32::INFINITY)
                    .hint_text("An action, an object, a place or coordinates"),
            );
            let shown = self.query.clone();
            response.widget_info(|| {
                let mut info = egui::WidgetInfo::text_edit(true, &shown, &shown, "");
                info.label = Some("Find anything".to_owned());
                info
            });
            response.request_focus();
            if response.changed() {
                self.chosen = 0;
            }
            let lines = lines(&self.query, ui, editor, places);
            let last = lines.len().saturating_sub(1);
            if down {
                self.chosen = (self.chosen + 1).min(last);
            }
            if up {
                self.chosen = self.chosen.saturating_sub(1);
            }
            self.chosen = self.chosen.min(last);
            let mut picked = if enter { Some(self.chosen) } else { None };
            ui.add_space(6.0);
            scroll(ui, 420.0, |ui| {
                for (place, line) in lines.iter().enumerate() {
                    if line_ui(ui, line, place == self.chosen, up || down) {
                        picked = Some(place);
                    }
                }
                if lines.is_empty() {
                    ui.label("Nothing of that name");
                }
            });
            let Some(line) = picked.and_then(|place| lines.get(place)) else {
                return Stays::Open;
            };
            pick(&line.found, editor, asks);
            Stays::Closed
        })
    }
}

fn line_ui(ui: &mut Ui, line: &Line, chosen: bool, moved: bool) -> bool {
    let look = Look::of(ui.ctx());
    let (response, ()) = row(ui, &line.text, chosen, |ui| {
        cut_name(ui, &name_text(&line.text, 12.5));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.label(RichText::new(&line.about).small().color(look.muted));
        });
    });
    if chosen && moved {
        response.scroll_to_me(None);
    }
    response.clicked()
}

fn pick(found: &Found, editor: &Editor, asks: &mut Asks) {
    match found {
        Found::Action(action) => action.run(editor, asks),
        Found::Object(id) => asks.command(Command::ShowObjects(BTreeSet::from([*id]))),
        Found::Place(at) => {
            let zoom = editor.workspace().camera.zoom.max(11.0);
            asks.command(Command::MoveCamera(Camera::new(
                mercator::world_from_ground(*at),
                zoom,
            )));
        }
    }
}

fn lines(query: &str, ui: &Ui, editor: &Editor, places: &dyn Fn(&str) -> Vec<FoundPlace>) -> Vec<Line> {
    let mut config = Config::DEFAULT;
    config.prefer_prefix = true;
    let mut matcher = Matcher::new(config);
    let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
    let mut buffer = Vec::new();
    let mut score = |text: &str| pattern.score(Utf32Str::new(text, &mut buffer), &mut matcher);
    let mut lines: Vec<Line> = Vec::new();
    for action in Action::all().filter(|action| action.is_available(editor)) {
        if let Some(score) = score(action.text()) {
            let about = action
                .shortcut()
                .map(|key| ui.ctx().format_shortcut(&key))
                .unwrap_or_default();
            lines.push(Line {
                text: action.text().to_owned(),
                about,
                found: Found::Action(action),
                score: score + 20,
            });
        }
    }
    if !query.trim().is_empty() {
        let plan = editor.plan();
        plan.each_id(&mut |id| {
            let name = id.name_in(plan).unwrap_or_default();
            if let Some(score) = score(name).filter(|_| !name.is_empty()) {
                lines.push(Line {
                    text: name.to_owned(),
                    about: id.kind().to_string(),
                    found: Found::Object(id),
                    score: score + 10,
                });
            }
        });
        for place in places(query) {
            let score = score(&place.name).unwrap_or(1);
            lines.push(Line {
                text: place.name,
                about: "place".to_owned(),
                found: Found::Place(place.at),
                score,
            });
        }
        if let Some(at) = coordinates(query) {
            let text = format!("Go to {:.5} {:.5}", at.latitude(), at.longitude());
            lines.push(Line {
                text,
                about: "position".to_owned(),
                found: Found::Place(at),
                score: u32::MAX,
            });
        }
        lines.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.text.cmp(&b.text)));
    }
    lines.truncate(SHOWN);
    lines
}

fn coordinates(query: &str) -> Option<Position> {
    let plain = query.replace([',', '°'], " ");
    plain
        .parse()
        .ok()
        .or_else(|| crate::geometry::position_of_mgrs(query).ok())
}
