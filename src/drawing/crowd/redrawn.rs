//! A scene anew: symbols with a number, lines to where units stand, dots, and what hangs on them.
//!
//! Which symbols stand together is decided before; here it is only drawn.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Crowd, Drawn, Group};
use crate::drawing::scene::{Anchor, Item, Label, Layer, Mark, Scene, Stroke, Subject, Text};
use crate::drawing::shape::Shape;
use crate::drawing::style::Rgba;
use crate::drawing::symbols::{Glyph, Primitive, ellipse};
use crate::model::AnyId;

/// Makes the scene anew with groups, dots, and what hangs on them.
pub(super) fn redrawn(
    scene: &Scene,
    groups: &[Group],
    dots: &BTreeSet<usize>,
    planned: &BTreeSet<usize>,
) -> (Scene, Crowd) {
    let mut crowd = Crowd::default();
    let mut leaders: BTreeMap<usize, &Group> = BTreeMap::new();
    let mut followers: BTreeSet<usize> = BTreeSet::new();
    let mut moved_badges: BTreeMap<[u64; 2], [f64; 2]> = BTreeMap::new();
    let bits = |at: [f64; 2]| at.map(f64::to_bits);
    for group in groups {
        if group.members.len() < 2 && group.drawn_at == group.at {
            continue;
        }
        for (place, (item, id, at)) in group.members.iter().enumerate() {
            let drawn = Drawn {
                at: group.drawn_at,
                place,
                of: group.members.len(),
            };
            crowd.drawn.insert(*id, drawn);
            moved_badges.insert(bits(*at), group.drawn_at);
            if place == 0 {
                leaders.insert(*item, group);
            } else {
                followers.insert(*item);
            }
        }
    }
    if crowd.drawn.is_empty() && dots.is_empty() && planned.is_empty() {
        return (scene.clone(), crowd);
    }
    let mut dotted: BTreeSet<AnyId> = BTreeSet::new();
    let mut badged: BTreeMap<[u64; 2], usize> = BTreeMap::new();
    let mut items: Vec<Arc<Item>> = Vec::with_capacity(scene.items.len());
    let mut lines: Vec<Arc<Item>> = Vec::new();
    for (place, item) in scene.items.iter().enumerate() {
        if followers.contains(&place) || planned.contains(&place) {
            continue;
        }
        if let Some(group) = leaders.get(&place) {
            if group.drawn_at != group.at {
                lines.extend(leader(group, item));
            }
            items.push(Arc::new(leading(item, group)));
            continue;
        }
        if dots.contains(&place) {
            if let Some(Subject::Entity(id)) = item.subject {
                dotted.insert(id);
            }
            items.push(Arc::new(dot(item)));
            continue;
        }
        match (&item.mark, item.layer, item.subject) {
            (Mark::Symbol { glyph, .. }, Layer::Selection, Some(Subject::Entity(id))) => {
                let drawn = crowd.drawn(id);
                items.push(drawn.map_or_else(|| Arc::clone(item), |drawn| at(item, drawn.at, glyph)));
            }
            (Mark::Symbol { at: stands, glyph }, Layer::Badges, _) => {
                let Some(to) = moved_badges.get(&bits(*stands)) else {
                    items.push(Arc::clone(item));
                    continue;
                };
                // One badge a symbol: findings are sorted, the first is the worst.
                match badged.get(&bits(*to)).copied() {
                    Some(known) if rank_of(items.get(known)) <= rank_of(Some(item)) => {}
                    Some(known) => {
                        if let Some(slot) = items.get_mut(known) {
                            *slot = at(item, *to, glyph);
                        }
                    }
                    None => {
                        badged.insert(bits(*to), items.len());
                        items.push(at(item, *to, glyph));
                    }
                }
            }
            _ => items.push(Arc::clone(item)),
        }
    }
    // Lines to where units stand lie under all symbols.
    let before = items.partition_point(|item| item.layer < Layer::Moves);
    items.splice(before..before, lines);
    let labels = scene.labels.iter();
    let labels = labels.filter_map(|label| relabelled(label, groups, &crowd, &dotted));
    let thinned = Scene {
        labels: labels.collect(),
        items,
        ..scene.clone()
    };
    (thinned, crowd)
}

fn rank_of(item: Option<&Arc<Item>>) -> usize {
    match item.and_then(|item| item.subject) {
        Some(Subject::Finding(place)) => place,
        _ => usize::MAX,
    }
}

fn at(item: &Item, at: [f64; 2], glyph: &Arc<Glyph>) -> Arc<Item> {
    let mark = Mark::Symbol {
        at,
        glyph: Arc::clone(glyph),
    };
    Arc::new(Item::of(item.layer, item.subject, mark))
}

/// The first unit's symbol, with how many there are.
fn leading(item: &Item, group: &Group) -> Item {
    let Mark::Symbol { glyph, .. } = &item.mark else {
        return item.clone();
    };
    let mut glyph = Glyph::clone(glyph);
    if group.members.len() > 1 {
        for primitive in number(group.members.len(), &glyph, ink_of(item)) {
            glyph.push(primitive);
        }
    }
    let mark = Mark::Symbol {
        at: group.drawn_at,
        glyph: Arc::new(glyph),
    };
    Item::of(item.layer, item.subject, mark).of_kin(item.kin.clone())
}

/// The ink of a symbol's number and lines, and the ground of letters on it.
fn ink_of(item: &Item) -> [Rgba; 2] {
    item.kin.as_ref().map_or([Rgba::CLEAR; 2], |kin| kin.ink)
}

/// A number on the lower right corner of a symbol.
fn number(count: usize, glyph: &Glyph, [ink, face]: [Rgba; 2]) -> [Primitive; 3] {
    let words = count.to_string();
    let [_, _, right, down] = glyph.reach;
    let (x, y) = (right - 1.0, down - 1.0);
    let half = [3.6 + 2.9 * words.len() as f32, 6.6];
    let [wide, high] = half;
    let end = wide - high;
    let arc = |middle: f32, from: f32| {
        (0..=8_u8).map(move |step| {
            let angle = from + std::f32::consts::PI * f32::from(step) / 8.0;
            [
                x + middle + libm::cosf(angle) * high,
                y + libm::sinf(angle) * high,
            ]
        })
    };
    let quarter = std::f32::consts::FRAC_PI_2;
    let pill: Vec<[f32; 2]> = arc(end.max(0.0), -quarter)
        .chain(arc(-end.max(0.0), quarter))
        .collect();
    [
        Primitive::Fill {
            points: pill.clone(),
            colour: ink,
        },
        Primitive::Line {
            points: pill,
            closed: true,
            width: 1.2,
            colour: face,
            dashed: false,
        },
        Primitive::Letters {
            at: [x, y],
            words,
            size: 9.0,
            colour: face,
        },
    ]
}

/// A thin line from a symbol to where the unit stands, and a dot there.
fn leader(group: &Group, item: &Item) -> Vec<Arc<Item>> {
    let [ink, _] = ink_of(item);
    let ink = ink.opacity(0.85);
    let line = Mark::Line {
        shape: Arc::new(Shape::line(vec![group.drawn_at, group.at])),
        stroke: Stroke::solid(1.1, ink),
    };
    let foot = Mark::Symbol {
        at: group.at,
        glyph: Arc::new(Glyph::of(vec![Primitive::Fill {
            points: ellipse([0.0; 2], [2.4; 2], 14),
            colour: ink,
        }])),
    };
    [line, foot]
        .into_iter()
        .map(|mark| Arc::new(Item::of(Layer::Moves, item.subject, mark)))
        .collect()
}

/// The dot of a site that has no room for its symbol.
fn dot(item: &Item) -> Item {
    let (Mark::Symbol { at, .. }, Some(colour)) = (&item.mark, item.kin.as_ref().and_then(|kin| kin.dot))
    else {
        return item.clone();
    };
    let [_, face] = ink_of(item);
    let ring = ellipse([0.0; 2], [3.0; 2], 16);
    let glyph = Glyph::of(vec![
        Primitive::Line {
            points: ring.clone(),
            closed: true,
            width: 1.4,
            colour: face.opacity(0.8),
            dashed: false,
        },
        Primitive::Fill { points: ring, colour },
    ]);
    let mark = Mark::Symbol {
        at: *at,
        glyph: Arc::new(glyph),
    };
    Item::of(item.layer, item.subject, mark).of_kin(item.kin.clone())
}

/// The label of a symbol as it is drawn: none for a dot or for a unit drawn by another's symbol, and
/// how many units of which party for a symbol of several.
fn relabelled(
    label: &Arc<Label>,
    groups: &[Group],
    crowd: &Crowd,
    dotted: &BTreeSet<AnyId>,
) -> Option<Arc<Label>> {
    let (Anchor::Beside { reach, .. }, Some(Subject::Entity(id))) = (&label.anchor, label.subject) else {
        return Some(Arc::clone(label));
    };
    if dotted.contains(&id) {
        return None;
    }
    let Some(drawn) = crowd.drawn(id) else {
        return Some(Arc::clone(label));
    };
    if drawn.place > 0 {
        return None;
    }
    let mut moved = Label {
        anchor: Anchor::Beside {
            at: drawn.at,
            reach: *reach,
        },
        ..Label::clone(label)
    };
    if drawn.of > 1 {
        let party = groups
            .iter()
            .find(|group| group.members.first().is_some_and(|(_, first, _)| *first == id))
            .map_or("", |group| group.party_name.as_str());
        if let Some(text) = moved.lines.first() {
            let words = if party.is_empty() {
                format!("{} units", drawn.of)
            } else {
                format!("{} units of {party}", drawn.of)
            };
            moved.lines = vec![Text {
                words,
                ..text.clone()
            }];
        }
    }
    Some(Arc::new(moved))
}
