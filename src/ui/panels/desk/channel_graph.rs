//! Channels as a graph: stakeholders on a circle, channels between them, intermediaries on the way.
//!
//! The line says the state twice, by its colour and by its dashes; beside it stands a list of the same
//! channels, for whoever does not see or does not point.

use egui::{
    Color32, Pos2, Rect, Role, ScrollArea, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::editor::{Command, Editor};
use crate::model::{Channel, ChannelMode, ChannelState, Id, Plan, Stakeholder};
use crate::ui::action::Action;
use crate::ui::asks::Asks;
use crate::ui::theme::{Look, holder_colour};
use crate::ui::widgets::{Hinted, cut_name, empty_note, link, name_text, row};
use crate::ui::words::{composed, in_words, say};

use super::answers::ink_of;

/// Radius of a stakeholder, points.
const NODE: f32 = 7.0;
/// How near a line is pointed at, points.
const REACH: f32 = 6.0;
/// Width of the list, points.
const LIST: f32 = 380.0;

/// A channel as it is drawn.
struct Line {
    id: Id<Channel>,
    /// Each a line of points.
    parts: Vec<Vec<Pos2>>,
    /// Where its mode is written.
    mark: Pos2,
}

/// Draws the graph and the list.
pub fn ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
    let plan = editor.plan();
    if plan.channels.is_empty() {
        super::note(ui, |ui| {
            empty_note(ui, say("No channel yet: nobody reaches anybody"));
            if link(ui, say("Add the first channel")).clicked() {
                Action::AddChannel.run(editor, asks);
            }
        });
        return;
    }
    let whole = ui.available_rect_before_wrap();
    let list_width = LIST.min(whole.width() * 0.45);
    let (graph, list) = whole.split_left_right_at_x(whole.right() - list_width);
    let pointed = graph_ui(ui, editor, graph, asks);
    let place = egui::UiBuilder::new().id_salt("channels listed").max_rect(list);
    ui.scope_builder(place, |ui| list_ui(ui, editor, pointed, asks));
}

/// Draws the graph; returns the channel under the pointer.
fn graph_ui(ui: &mut Ui, editor: &Editor, area: Rect, asks: &mut Asks) -> Option<Id<Channel>> {
    let (plan, look) = (editor.plan(), Look::of(ui.ctx()));
    let response = ui.interact(area, ui.scope_id().with("graph"), Sense::click());
    response
        .widget_info(|| WidgetInfo::labeled(Role::Image, true, say("Who reaches whom; listed beside it")));
    let nodes = nodes(plan, area);
    let lines = lines(plan, &nodes);
    let pointer = response.hover_pos();
    let nearest = pointer.and_then(|pointer| {
        let distances = lines.iter().map(|line| (distance(line, pointer), line.id));
        distances.min_by(|one, other| one.0.total_cmp(&other.0))
    });
    let pointed = nearest
        .filter(|(distance, _)| *distance < REACH)
        .map(|(_, id)| id);
    let node = pointer.and_then(|pointer| {
        let near = |(_, at): &&(Id<Stakeholder>, Pos2)| at.distance(pointer) < NODE + 3.0;
        nodes.iter().find(near).map(|(party, _)| *party)
    });
    let listed = ui.data(|data| data.get_temp::<Option<Id<Channel>>>(listed_id()).flatten());
    let is_meant = |id: Id<Channel>| match node {
        // Who is pointed at shows all that it can be reached by.
        Some(party) => plan
            .channels
            .get(id)
            .is_some_and(|channel| channel.parties.contains(&party) || channel.via == Some(party)),
        None => [pointed, listed].contains(&Some(id)) || editor.workspace().selection.contains(&id.into()),
    };
    let any_meant = lines.iter().any(|line| is_meant(line.id));
    let painter = ui.painter().with_clip_rect(area);
    for line in &lines {
        let Some(channel) = plan.channels.get(line.id) else {
            continue;
        };
        let strong = is_meant(line.id);
        let width = if strong { 3.0 } else { 1.8 };
        let ink = ink_of(channel.state, look);
        // Those that are not meant step back, so that the others are seen among them.
        let ink = if any_meant && !strong {
            look.panel.lerp_to_gamma(ink, 0.3)
        } else {
            ink
        };
        let stroke = Stroke::new(width, ink);
        if strong {
            let halo = Stroke::new(8.0, look.accent_background);
            for part in &line.parts {
                painter.add(Shape::line(part.clone(), halo));
            }
        }
        paint_line(&painter, line, channel.state, stroke);
        paint_mode(&painter, line, channel.mode, stroke.color, look);
    }
    for (party, at) in &nodes {
        let ink = holder_colour(look, plan, Some(*party));
        painter.circle(*at, NODE, ink, Stroke::new(1.5, look.panel));
        let label = plan.label_of(*party);
        let job = name_text(&label, 12.0).color(look.text).within(ui, 150.0);
        let galley = painter.layout_job(job);
        let left = at.x < area.center().x - 2.0;
        let x = if left {
            at.x - NODE - 5.0 - galley.size().x
        } else {
            at.x + NODE + 5.0
        };
        let x = x.clamp(
            area.left() + 2.0,
            (area.right() - galley.size().x - 2.0).max(area.left() + 2.0),
        );
        painter.galley(pos2(x, at.y - galley.size().y / 2.0), galley, look.text);
    }
    if let Some(id) = pointed {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        asks.hint(described(plan, id));
        if response.clicked() {
            asks.command(Command::Select([id.into()].into()));
        }
    }
    pointed
}

/// Where everybody stands who has a channel or carries one, on a circle, by name.
fn nodes(plan: &Plan, area: Rect) -> Vec<(Id<Stakeholder>, Pos2)> {
    let mut parties: Vec<Id<Stakeholder>> = Vec::new();
    for (_, channel) in plan.channels.iter() {
        for party in channel.parties.iter().copied().chain(channel.via) {
            if plan.stakeholders.contains(party) && !parties.contains(&party) {
                parties.push(party);
            }
        }
    }
    parties.sort_by_key(|party| (plan.label_of(*party).to_lowercase(), *party));
    let rows = parties.len().div_ceil(2).max(1);
    // Room for names at both sides, and for half a row above and below.
    let radii = vec2(
        (area.width() / 2.0 - 130.0).max(30.0),
        (area.height() / 2.0 - 10.0).max(20.0),
    );
    let places = parties.into_iter().enumerate().map(|(place, party)| {
        // Down the right side and up the left, in rows as high as each other: no name lies on the next.
        let (row, side) = if place < rows {
            (place, 1.0)
        } else {
            (2 * rows - 1 - place, -1.0)
        };
        let down = (row as f32 + 0.5) / rows as f32 * 2.0 - 1.0;
        let across = (1.0 - down * down).max(0.12).sqrt();
        (
            party,
            area.center() + vec2(side * across * radii.x, down * radii.y),
        )
    });
    places.collect()
}

/// The lines of channels: from one party to the other, by way of an intermediary, or from each of several
/// to where they meet. Channels between the same two bend aside from each other.
fn lines(plan: &Plan, nodes: &[(Id<Stakeholder>, Pos2)]) -> Vec<Line> {
    let at = |party: Id<Stakeholder>| nodes.iter().find(|(known, _)| *known == party).map(|(_, at)| *at);
    let mut drawn: Vec<[Id<Stakeholder>; 2]> = Vec::new();
    let mut lines = Vec::new();
    for (id, channel) in plan.channels.iter() {
        let ends: Vec<(Id<Stakeholder>, Pos2)> = channel
            .parties
            .iter()
            .filter_map(|party| Some((*party, at(*party)?)))
            .collect();
        let via = channel.via.and_then(|via| Some((via, at(via)?)));
        let mut bow = |(one, from): (Id<Stakeholder>, Pos2), (other, to): (Id<Stakeholder>, Pos2)| {
            let pair = [one.min(other), one.max(other)];
            let before = drawn.iter().filter(|known| **known == pair).count();
            drawn.push(pair);
            // Always on the same side of the pair, whichever way it is drawn.
            let sign = if one < other { 1.0 } else { -1.0 };
            bent(from, to, sign * bend(before))
        };
        let (parts, mark): (Vec<Vec<Pos2>>, Option<Pos2>) = match (ends.as_slice(), via) {
            (ends, Some(via)) => {
                let parts = ends.iter().filter(|end| end.0 != via.0).map(|end| bow(*end, via));
                let parts: Vec<_> = parts.collect();
                let mark = parts.first().and_then(|part| part.get(part.len() / 2)).copied();
                (parts, mark)
            }
            ([one, other], None) => {
                let part = bow(*one, *other);
                let mark = part.get(part.len() / 2).copied();
                (vec![part], mark)
            }
            (ends, None) if ends.len() > 2 => {
                let sum = ends
                    .iter()
                    .fold(vec2(0.0, 0.0), |sum, (_, at)| sum + at.to_vec2());
                // Two such channels with nearly the same parties do not meet at one point.
                let aside = vec2(0.0, bend(lines.len() % 5));
                let hub = (sum / ends.len() as f32).to_pos2() + aside;
                (ends.iter().map(|(_, at)| vec![*at, hub]).collect(), Some(hub))
            }
            _ => continue,
        };
        if let Some(mark) = mark {
            lines.push(Line { id, parts, mark });
        }
    }
    lines
}

/// How far the nth line between two stands aside: 0, 16, -16, 32 points …
fn bend(nth: usize) -> f32 {
    let step = nth.div_ceil(2) as f32 * 16.0;
    if nth % 2 == 1 { step } else { -step }
}

/// A bow from one point to another that is `aside` points high in its middle.
fn bent(from: Pos2, to: Pos2, aside: f32) -> Vec<Pos2> {
    let along = to - from;
    let normal = vec2(-along.y, along.x).normalized() * aside * 2.0;
    let middle = from + along / 2.0 + normal;
    let steps = 16;
    (0..=steps)
        .map(|step| {
            let share = step as f32 / steps as f32;
            let one = from + (middle - from) * share;
            let other = middle + (to - middle) * share;
            one + (other - one) * share
        })
        .collect()
}

fn distance(line: &Line, pointer: Pos2) -> f32 {
    let edges = line
        .parts
        .iter()
        .flat_map(|part| part.iter().zip(part.iter().skip(1)));
    let distances = edges.map(|(from, to)| {
        let along = *to - *from;
        let share = ((pointer - *from).dot(along) / along.length_sq().max(1e-6)).clamp(0.0, 1.0);
        (*from + along * share).distance(pointer)
    });
    distances.fold(f32::INFINITY, f32::min)
}

/// A channel's lines, with a cross where it is down.
fn paint_line(painter: &egui::Painter, line: &Line, state: ChannelState, stroke: Stroke) {
    paint_dashes(painter, line, state, stroke);
    if state == ChannelState::Down {
        let at = line.mark + vec2(0.0, 13.0);
        for (from, to) in [
            (vec2(-4.0, -4.0), vec2(4.0, 4.0)),
            (vec2(-4.0, 4.0), vec2(4.0, -4.0)),
        ] {
            painter.line_segment([at + from, at + to], Stroke::new(2.0, stroke.color));
        }
    }
}

/// Up is a whole line, degraded long dashes, unknown dots, down short dashes.
fn paint_dashes(painter: &egui::Painter, line: &Line, state: ChannelState, stroke: Stroke) {
    for points in &line.parts {
        match state {
            ChannelState::Up => drop(painter.add(Shape::line(points.clone(), stroke))),
            ChannelState::Degraded => painter.extend(Shape::dashed_line(points, stroke, 12.0, 5.0)),
            ChannelState::Unknown => {
                painter.extend(Shape::dotted_line(points, stroke.color, 7.0, stroke.width * 0.8));
            }
            ChannelState::Down => painter.extend(Shape::dashed_line(points, stroke, 4.0, 5.0)),
        }
    }
}

/// A letter for the mode in the middle of the line: direct has none.
fn paint_mode(painter: &egui::Painter, line: &Line, mode: ChannelMode, ink: Color32, look: &Look) {
    if let Some(letter) = letter_of(mode) {
        paint_letter(painter, line.mark, letter, ink, look);
    }
}

/// What stands for a mode; direct has nothing.
const fn letter_of(mode: ChannelMode) -> Option<&'static str> {
    match mode {
        ChannelMode::Direct => None,
        ChannelMode::Intermediary => Some("I"),
        ChannelMode::LiaisonCell => Some("C"),
        ChannelMode::Hotline => Some("H"),
        ChannelMode::Letter => Some("L"),
    }
}

fn paint_letter(painter: &egui::Painter, at: Pos2, letter: &str, ink: Color32, look: &Look) {
    let rect = Rect::from_center_size(at, vec2(15.0, 15.0));
    painter.rect(rect, 4.0, look.panel, Stroke::new(1.2, ink), StrokeKind::Inside);
    let font = egui::FontId::new(10.0, crate::ui::theme::semibold());
    painter.text(at, egui::Align2::CENTER_CENTER, letter, font, look.text);
}

/// A channel in a sentence.
fn described(plan: &Plan, id: Id<Channel>) -> String {
    let Some(channel) = plan.channels.get(id) else {
        return String::new();
    };
    let parties: Vec<String> = channel
        .parties
        .iter()
        .map(|party| plan.label_of(*party))
        .collect();
    let via = channel.via.filter(|_| channel.mode == ChannelMode::Intermediary);
    let via = via.map(|via| in_words(format!(" through {}", plan.label_of(via))));
    composed(format!(
        "{}: {}{}, {}, {}",
        super::name_of(plan, id.into()),
        parties.join(" – "),
        via.unwrap_or_default(),
        in_words(channel.mode.title()).to_lowercase(),
        in_words(channel.state.title()).to_lowercase(),
    ))
}

/// The same channels as rows: what is pointed at in the graph is marked.
fn list_ui(ui: &mut Ui, editor: &Editor, pointed: Option<Id<Channel>>, asks: &mut Asks) {
    let (plan, look) = (editor.plan(), Look::of(ui.ctx()));
    let mut listed = None;
    ScrollArea::vertical()
        .id_salt("channel list")
        .auto_shrink(false)
        .show(ui, |ui| {
            for id in super::ids_by_name::<Channel>(plan) {
                let Some(channel) = plan.channels.get(id) else {
                    continue;
                };
                let chosen = editor.workspace().selection.contains(&id.into()) || pointed == Some(id);
                let says = described(plan, id);
                let (response, ()) = row(ui, &says, chosen, |ui| {
                    let (mark, _) = ui.allocate_exact_size(vec2(30.0, 12.0), Sense::hover());
                    let line = Line {
                        id,
                        parts: vec![vec![mark.left_center(), mark.right_center()]],
                        mark: mark.center(),
                    };
                    let stroke = Stroke::new(1.8, ink_of(channel.state, look));
                    paint_dashes(ui.painter(), &line, channel.state, stroke);
                    let (mark, _) = ui.allocate_exact_size(vec2(15.0, 15.0), Sense::hover());
                    if let Some(letter) = letter_of(channel.mode) {
                        paint_letter(ui.painter(), mark.center(), letter, stroke.color, look);
                    }
                    let state = in_words(channel.state.title()).to_lowercase();
                    let way = in_words(channel.mode.title()).to_lowercase();
                    let name = composed(format!("{}: {way}, {state}", super::name_of(plan, id.into())));
                    cut_name(ui, &name_text(&name, 12.5).color(look.text));
                });
                if response.hovered() || response.has_focus() {
                    asks.hint(says.clone());
                    listed = Some(id);
                }
                if response.hinted(says).clicked() {
                    asks.command(Command::Select([id.into()].into()));
                }
            }
        });
    ui.data_mut(|data| data.insert_temp(listed_id(), listed));
}

/// Where the channel is kept that is pointed at in the list, for the graph of the next frame.
fn listed_id() -> egui::Id {
    egui::Id::unique("channel pointed at in the list")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_between_the_same_two_stand_aside_from_each_other() {
        assert_eq!([0, 1, 2, 3, 4].map(bend), [0.0, 16.0, -16.0, 32.0, -32.0]);
        let bow = bent(pos2(0.0, 0.0), pos2(100.0, 0.0), 16.0);
        assert!((bow[8] - pos2(50.0, 16.0)).length() < 0.01, "{:?}", bow[8]);
    }

    #[test]
    fn a_line_is_pointed_at_where_it_runs() {
        let line = Line {
            id: Id::from_bits(1),
            parts: vec![vec![pos2(0.0, 0.0), pos2(100.0, 0.0)]],
            mark: pos2(50.0, 0.0),
        };
        assert_eq!(distance(&line, pos2(50.0, 4.0)), 4.0);
        assert_eq!(distance(&line, pos2(103.0, 4.0)), 5.0);
    }
}
