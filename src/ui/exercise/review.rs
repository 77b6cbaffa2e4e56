//! Looking back: findings over time as a chart and a list, reactions, objectives with what the evaluators say.

use egui::{
    Align2, Color32, FontId, Frame, Margin, Pos2, Rect, RichText, ScrollArea, Sense, Shape, Stroke, Ui, pos2,
    vec2,
};

use super::queue::span_text;
use super::{clock_text, typed_ui};
use crate::checks::Summary;
use crate::editor::{Command, ExerciseCommand, Exercising, Reviewed};
use crate::exercise::{Event, Objective, Outcome, Review, Session, Tracked};
use crate::model::{Id, Minute, Severity, minute_text};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{
    Hinted, choice_picker, cut_name, empty_note, muted, name_text, paragraph, quiet_button, row,
    severity_mark, title_text,
};
use crate::ui::words::{said, say};

/// What is kept from frame to frame.
#[derive(Default)]
pub struct ReviewState {
    /// The objective that is assessed, and what is typed.
    assessing: Option<(Id<Objective>, Outcome, String)>,
}

/// Draws what stands under the map.
pub fn ui(ui: &mut Ui, exercising: &Exercising, reactions: bool, asks: &mut Asks) {
    let Some((reviewed, review)) = known(exercising) else {
        let text = if exercising.is_reviewing() {
            say("The run is being looked through.")
        } else {
            say("There is no run to look back on.")
        };
        empty_note(ui, text);
        return;
    };
    if reactions {
        reactions_ui(ui, exercising, review, asks);
    } else {
        findings_ui(ui, &reviewed.session, review, false, asks);
    }
}

fn known(exercising: &Exercising) -> Option<(&Reviewed, &Review)> {
    let reviewed = exercising.reviewed()?;
    let review = reviewed.review.as_ref().ok()?;
    Some((reviewed, review))
}

/// Draws findings over time: a chart, and every finding with when it was raised and resolved.
pub fn findings_ui(ui: &mut Ui, session: &Session, review: &Review, is_dry: bool, asks: &mut Asks) {
    let width = (ui.available_width() * 0.34).clamp(220.0, 520.0);
    let height = ui.available_height();
    ui.horizontal_top(|ui| {
        let (rect, response) = ui.allocate_exact_size(vec2(width, height.max(90.0)), Sense::hover());
        chart_ui(ui, session, review, rect);
        let spoken = chart_words(session, review);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &spoken));
        response.hinted(spoken);
        ui.vertical(|ui| list_ui(ui, session, review, is_dry, asks));
    });
}

/// The times at which the number of open findings changes, with the numbers from then on.
fn course(session: &Session, review: &Review) -> Vec<(Minute, Summary)> {
    let start = session.exercise().starts;
    let moments = review.moments.iter().map(|moment| (moment.at, moment.open));
    std::iter::once((start, review.start)).chain(moments).collect()
}

fn chart_words(session: &Session, review: &Review) -> String {
    let course = course(session, review);
    let (Some((_, first)), Some((_, last))) = (course.first(), course.last()) else {
        return String::new();
    };
    said(format!(
        "Open findings over time: {} critical and {} major at the start, {} critical and {} major at the end",
        first.critical, first.major, last.critical, last.major
    ))
}

/// A line of the chart: its name, and how many findings it stands above.
type Level = (&'static str, Severity, fn(&Summary) -> usize);

/// Steps of open findings, critical below, major on them, minor on top.
fn chart_ui(ui: &Ui, session: &Session, review: &Review, rect: Rect) {
    let look = Look::of(ui.ctx());
    let painter = ui.painter_at(rect);
    let course = course(session, review);
    let end = session
        .entries()
        .last()
        .map_or(session.exercise().ends, |entry| entry.at);
    let start = session.exercise().starts;
    let end = end.max(start.saturating_add(1));
    let most = course
        .iter()
        .map(|(_, open)| open.critical + open.major + open.minor)
        .max()
        .unwrap_or(0)
        .max(1);
    let inside = Rect::from_min_max(rect.min + vec2(30.0, 20.0), rect.max - vec2(8.0, 18.0));
    let x = |minute: Minute| {
        inside.left()
            + inside.width() * ((minute - start) as f64 / (end - start) as f64).clamp(0.0, 1.0) as f32
    };
    let y = |count: usize| inside.bottom() - inside.height() * count as f32 / most as f32;
    let small = FontId::proportional(10.5);
    let levels: [Level; 3] = [
        ("Critical", Severity::Critical, |open| open.critical),
        ("Major", Severity::Major, |open| open.critical + open.major),
        ("Minor", Severity::Minor, |open| {
            open.critical + open.major + open.minor
        }),
    ];
    // From the top down, so that what is worse lies over what is less bad.
    for (_, severity, level) in levels.iter().rev() {
        let ink = look.severity(*severity);
        let mut top: Vec<Pos2> = Vec::new();
        for (place, (at, open)) in course.iter().enumerate() {
            let until = course.get(place + 1).map_or(end, |(next, _)| *next);
            let height = y(level(open));
            let bar = Rect::from_min_max(pos2(x(*at), height), pos2(x(until), inside.bottom()));
            painter.rect_filled(bar, 0.0, look.panel);
            painter.rect_filled(bar, 0.0, ink.gamma_multiply(0.28));
            top.extend([pos2(x(*at), height), pos2(x(until), height)]);
        }
        // Solid, broken and dotted: told apart without colour.
        let stroke = Stroke::new(1.6, ink);
        match severity {
            Severity::Critical => drop(painter.add(Shape::line(top, stroke))),
            Severity::Major => drop(painter.add(Shape::Vec(Shape::dashed_line(&top, stroke, 6.0, 3.0)))),
            _ => drop(painter.add(Shape::Vec(Shape::dotted_line(&top, ink, 4.0, 1.0)))),
        }
    }
    painter.hline(inside.x_range(), inside.bottom(), Stroke::new(1.0, look.hairline));
    painter.text(
        pos2(inside.left() - 5.0, inside.top()),
        Align2::RIGHT_CENTER,
        most.to_string(),
        small.clone(),
        look.muted,
    );
    painter.text(
        pos2(inside.left() - 5.0, inside.bottom()),
        Align2::RIGHT_CENTER,
        "0",
        small.clone(),
        look.muted,
    );
    let mut left = inside.left();
    for (word, severity, _) in levels {
        let mark = match severity {
            Severity::Critical => "▲",
            Severity::Major => "●",
            _ => "○",
        };
        let text = format!("{mark} {}", say(word));
        let place = painter.text(
            pos2(left, rect.top() + 8.0),
            Align2::LEFT_CENTER,
            text,
            small.clone(),
            look.severity(severity),
        );
        left = place.right() + 14.0;
    }
    let plan = &session.exercise().plan;
    painter.text(
        pos2(inside.left(), rect.bottom()),
        Align2::LEFT_BOTTOM,
        clock_text(plan, start),
        small.clone(),
        look.muted,
    );
    painter.text(
        pos2(inside.right(), rect.bottom()),
        Align2::RIGHT_BOTTOM,
        clock_text(plan, end),
        small,
        look.muted,
    );
}

/// Every finding with when it was raised and resolved, by whom, and how long it was open.
fn list_ui(ui: &mut Ui, session: &Session, review: &Review, is_dry: bool, asks: &mut Asks) {
    let look = Look::of(ui.ctx());
    let end = session.state().at;
    let height = crate::ui::theme::ROW;
    let room = (ui.available_width() - 40.0).max(120.0);
    ui.horizontal(|ui| {
        ui.add_space(22.0);
        let titles = [say("Finding"), say("Raised"), say("Resolved"), say("Open")];
        columns_ui(ui, room, &titles.map(|title| (title.to_owned(), look.muted)));
    });
    ScrollArea::vertical()
        .id_salt(("findings over time", is_dry))
        .auto_shrink(false)
        .show_rows(ui, height, review.tracked.len(), |ui, places| {
            for tracked in review.tracked.get(places).unwrap_or_default() {
                let text = format!("{} {}", tracked.finding.code, said(&tracked.finding.title));
                let raised = match tracked.raised_by {
                    None => say("at the start").to_owned(),
                    Some(entry) => format!("{}, {}", minute_text(tracked.raised), by(session, entry)),
                };
                let resolved = match tracked.resolved {
                    None => say("not resolved").to_owned(),
                    Some((at, entry)) => format!("{}, {}", minute_text(at), by(session, entry)),
                };
                let open = span_text(tracked.minutes_open(end));
                let name = said(format!(
                    "{text}, raised {raised}, resolved {resolved}, open for {open}"
                ));
                let is_open = tracked.resolved.is_none();
                let (response, ()) = row(ui, &name, false, |ui| {
                    severity_mark(ui, tracked.finding.severity);
                    let ink = if is_open { look.text } else { look.muted };
                    let cells = [
                        (text, look.text),
                        (raised, look.muted),
                        (resolved, ink),
                        (open, ink),
                    ];
                    columns_ui(ui, room, &cells);
                });
                if response.hinted(name).clicked() {
                    show_raised(session, tracked, is_dry, asks);
                }
            }
        });
}

/// Cells of a row: a finding, and three times.
fn columns_ui(ui: &mut Ui, room: f32, cells: &[(String, Color32); 4]) {
    ui.spacing_mut().item_spacing.x = 6.0;
    for ((text, ink), share) in cells.iter().zip([0.4, 0.24, 0.24, 0.12]) {
        let width = (room * share - 6.0).max(20.0);
        ui.allocate_ui(vec2(width, crate::ui::theme::ROW), |ui| {
            ui.set_min_width(width);
            cut_name(ui, &name_text(text, 12.0).color(*ink));
        });
    }
}

/// Goes to the moment at which a finding was raised.
fn show_raised(session: &Session, tracked: &Tracked, is_dry: bool, asks: &mut Asks) {
    if is_dry {
        let raised_by = tracked.raised_by.and_then(|entry| session.entries().get(entry));
        let inject = raised_by.and_then(|entry| entry.event.inject());
        asks.command(Command::Exercise(ExerciseCommand::Select(inject)));
    } else {
        let scrub = tracked.raised_by.map_or(0, |entry| entry + 1);
        asks.command(Command::Exercise(ExerciseCommand::Scrub(Some(scrub))));
    }
    asks.command(Command::ShowObjects(
        tracked.finding.subjects.iter().copied().collect(),
    ));
}

/// By which inject, or by whose decision.
fn by(session: &Session, entry: usize) -> String {
    match session.entries().get(entry).map(|entry| &entry.event) {
        Some(Event::Published(id)) => session
            .state()
            .inject(*id)
            .map_or_else(String::new, |inject| said(format!("inject {}", inject.serial))),
        Some(Event::Decided { cell, .. }) => cell.map_or_else(
            || say("Control").to_owned(),
            |cell| session.exercise().cell_name(cell),
        ),
        _ => String::new(),
    }
}

fn reactions_ui(ui: &mut Ui, exercising: &Exercising, review: &Review, asks: &mut Asks) {
    let look = Look::of(ui.ctx());
    let Some(state) = exercising.state() else { return };
    let plan = &exercising.exercise().plan;
    ScrollArea::vertical()
        .id_salt("reactions")
        .auto_shrink(false)
        .show(ui, |ui| {
            for reaction in &review.reactions {
                let Some(inject) = state.inject(reaction.inject) else {
                    continue;
                };
                let answered = match reaction.answered {
                    Some(at) => said(format!("answered after {}", span_text(at - reaction.published))),
                    None => say("not answered").to_owned(),
                };
                let raised = match (reaction.raised, reaction.settled) {
                    (0, _) => say("raised nothing").to_owned(),
                    (count, None) => said(format!("raised {count} findings, not all resolved")),
                    (count, Some(at)) => said(format!(
                        "raised {count} findings, resolved after {}",
                        span_text(at - reaction.published)
                    )),
                };
                let label = inject.label();
                let name = format!("{label}, {answered}, {raised}");
                let chosen = exercising.selected == Some(inject.id);
                let (response, ()) = row(ui, &name, chosen, |ui| {
                    let room = ui.available_width();
                    let part = |ui: &mut Ui, width: f32, words: &str, ink| {
                        ui.allocate_ui(vec2(width, 24.0), |ui| {
                            ui.set_min_width(width);
                            cut_name(ui, &name_text(words, 12.0).color(ink));
                        });
                    };
                    part(ui, room * 0.34, &label, look.text);
                    part(ui, room * 0.2, &clock_text(plan, reaction.published), look.muted);
                    let ink = if reaction.answered.is_none() {
                        look.major
                    } else {
                        look.text
                    };
                    part(ui, room * 0.18, &answered, ink);
                    part(ui, room * 0.26, &raised, look.muted);
                });
                if response.clicked() {
                    asks.command(Command::Exercise(ExerciseCommand::Select(Some(inject.id))));
                }
            }
        });
}

/// Draws the objectives, each to be assessed.
pub fn objectives_ui(ui: &mut Ui, exercising: &Exercising, state: &mut ReviewState, asks: &mut Asks) {
    let look = Look::of(ui.ctx());
    let exercise = exercising.exercise();
    Frame::new()
        .inner_margin(Margin::symmetric(12, 8))
        .show(ui, |ui| {
            cut_name(ui, &title_text(say("Objectives"), 14.0));
            if exercise.objectives.is_empty() {
                empty_note(ui, say("The exercise has no objectives."));
            }
            ScrollArea::vertical()
                .id_salt("objectives")
                .auto_shrink(false)
                .show(ui, |ui| {
                    ui.set_width(ui.available_width() - 8.0);
                    for objective in &exercise.objectives {
                        ui.separator();
                        paragraph(ui, RichText::new(&objective.name).strong().color(look.text));
                        if !objective.criteria.is_empty() {
                            muted(ui, objective.criteria.as_str());
                        }
                        let known = exercising
                            .state()
                            .and_then(|state| state.assessed.get(&objective.id));
                        let outcome = known.map_or(Outcome::default(), |(outcome, _)| *outcome);
                        let ink = match outcome {
                            Outcome::Met => look.accent,
                            Outcome::NotMet => look.critical,
                            Outcome::PartlyMet => look.major,
                            Outcome::NotSeen => look.muted,
                        };
                        ui.label(RichText::new(say(outcome.title())).color(ink));
                        if let Some((_, text)) = known.filter(|(_, text)| !text.is_empty()) {
                            paragraph(ui, RichText::new(text).color(look.text));
                        }
                        if exercising.is_kept() {
                            assess_ui(ui, objective, outcome, state, asks);
                        }
                    }
                });
        });
}

fn assess_ui(ui: &mut Ui, objective: &Objective, outcome: Outcome, state: &mut ReviewState, asks: &mut Asks) {
    let is_this = state
        .assessing
        .as_ref()
        .is_some_and(|(id, ..)| *id == objective.id);
    if !is_this {
        let button = quiet_button(ui, say("Assess"));
        let spoken = said(format!("Assess {}", objective.name));
        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &spoken));
        if button.clicked() {
            state.assessing = Some((objective.id, outcome, String::new()));
        }
        return;
    }
    let Some((_, chosen, text)) = &mut state.assessing else {
        return;
    };
    let picked = choice_picker(ui, say("Outcome"), say(chosen.title()), Some(&*chosen), || {
        Outcome::ALL
            .iter()
            .map(|outcome| (*outcome, say(outcome.title()).to_owned()))
            .collect()
    });
    *chosen = picked.unwrap_or(*chosen);
    typed_ui(ui, say("Seen by"), text);
    let event = Event::Assessed {
        objective: objective.id,
        outcome: *chosen,
        text: text.clone(),
    };
    let mut done = false;
    ui.horizontal(|ui| {
        if quiet_button(ui, say("Enter the assessment")).clicked() {
            asks.command(Command::Exercise(ExerciseCommand::Enter(event)));
            done = true;
        }
        done |= quiet_button(ui, say("Cancel")).clicked();
    });
    if done {
        state.assessing = None;
    }
}
