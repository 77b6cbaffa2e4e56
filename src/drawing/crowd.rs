//! Symbols that would lie on each other at a scale: units of one party drawn as one with their number,
//! units of different parties side by side, and sites without room as dots.
//!
//! A scene in, a scene out, for a scale and not for a view: whoever pans sees nothing move. Nothing is
//! lost: a [`Crowd`] says where each unit is drawn, so that a click finds it. The plan is not asked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{AnyId, Id, Stakeholder};

use super::labels::Rect;
use super::scene::{Anchor, Item, Label, Layer, Mark, Scene, Stroke, Subject, Text};
use super::shape::Shape;
use super::style::Rgba;
use super::symbols::{Glyph, Primitive, ellipse};

/// Two units of one party are one symbol where they overlap by more than the rest of this share.
const TOGETHER: f32 = 0.82;
/// Space between symbols that are moved apart, in points.
const APART: f32 = 3.0;
/// How far symbols are moved apart at most, in their own sizes.
const RINGS: i16 = 3;
/// Sites may overlap others by so many points.
const TOUCHING: f32 = 3.0;
/// Side of a cell in which rectangles are looked up, in points.
const CELL: f64 = 64.0;

/// What a symbol is among others.
#[derive(Clone, Debug, PartialEq)]
pub struct Kin {
    /// Whose it is: only units of one party are drawn as one.
    pub party: Option<Id<Stakeholder>>,
    /// What the party is called.
    pub party_name: String,
    /// What stands for it where there is no room: a dot of this colour; `None` for a unit.
    pub dot: Option<Rgba>,
    /// The higher stands where it is, and others give way.
    pub rank: u16,
}

/// Where units are drawn that are not drawn where they stand, or not by themselves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Crowd {
    drawn: BTreeMap<AnyId, Drawn>,
}

/// Where a unit is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drawn {
    /// The world point.
    pub at: [f64; 2],
    /// Its place among those drawn by the same symbol, the one that is shown first.
    pub place: usize,
    /// How many are drawn by that symbol.
    pub of: usize,
}

impl Crowd {
    /// Returns where something is drawn; `None` for what is drawn where it stands, by itself.
    pub fn drawn(&self, id: AnyId) -> Option<Drawn> {
        self.drawn.get(&id).copied()
    }

    /// Returns all that are drawn by the same symbol as one of them, the one that is shown first;
    /// nothing where it is drawn by itself.
    pub fn drawn_with(&self, id: AnyId) -> Vec<AnyId> {
        let Some(drawn) = self.drawn(id).filter(|drawn| drawn.of > 1) else {
            return Vec::new();
        };
        let same = |other: &Drawn| other.at == drawn.at && other.of == drawn.of;
        let mut members: Vec<(usize, AnyId)> = self
            .drawn
            .iter()
            .filter(|(_, other)| same(other))
            .map(|(id, other)| (other.place, *id))
            .collect();
        members.sort_unstable();
        members.into_iter().map(|(_, id)| id).collect()
    }
}

/// A symbol as it is drawn: units of one party that stand together.
struct Group {
    at: [f64; 2],
    drawn_at: [f64; 2],
    reach: [f32; 4],
    party_name: String,
    /// Items by their place in the scene, the one that is shown first.
    members: Vec<(usize, AnyId, [f64; 2])>,
}

/// Returns a scene without symbols that lie on each other at a scale, and where units are drawn in it.
pub fn thinned(scene: &Scene, points_per_unit: f64) -> (Scene, Crowd) {
    let scale = scene.symbol_scale(points_per_unit);
    let mut taken = Taken::new(scene.bounds().min, points_per_unit);
    let mut groups = grouped(scene, scale, points_per_unit);
    for group in &mut groups {
        group.drawn_at = taken.settle(group.at, group.reach);
    }
    let dots = crowded_out(scene, scale, &mut taken);
    let planned = hidden_plans(scene, scale, &taken);
    redrawn(scene, &groups, &dots, &planned)
}

/// The unit or site symbols of a layer: place in the scene, item, where, glyph and kin.
fn symbols(scene: &Scene, layer: Layer) -> impl Iterator<Item = (usize, AnyId, [f64; 2], &Glyph, &Kin)> {
    let items = scene.items.iter().enumerate();
    items
        .filter(move |(_, item)| item.layer == layer)
        .filter_map(|(place, item)| match (&item.mark, item.subject, &item.kin) {
            (Mark::Symbol { at, glyph }, Some(Subject::Entity(id)), Some(kin)) => {
                Some((place, id, *at, &**glyph, &**kin))
            }
            _ => None,
        })
}

/// Puts units of one party that overlap together, the highest first.
fn grouped(scene: &Scene, scale: f32, points_per_unit: f64) -> Vec<Group> {
    let mut units: Vec<_> = symbols(scene, Layer::Units).collect();
    units.sort_by(|one, other| other.4.rank.cmp(&one.4.rank).then(one.1.cmp(&other.1)));
    let mut groups: Vec<Group> = Vec::new();
    let mut near: BTreeMap<(Option<Id<Stakeholder>>, i64, i64), Vec<usize>> = BTreeMap::new();
    let cell = |at: [f64; 2]| at.map(|part| (part * points_per_unit / CELL).floor() as i64);
    for (place, id, at, glyph, kin) in units {
        let [column, row] = cell(at);
        let [left, up, right, down] = glyph.reach.map(|reach| reach * scale);
        let overlaps = |group: &Group| {
            let [x, y] = [0, 1].map(|axis| match axis {
                0 => ((group.at[0] - at[0]) * points_per_unit).abs() as f32,
                _ => ((group.at[1] - at[1]) * points_per_unit).abs() as f32,
            });
            x < (left + right) * TOGETHER && y < (up + down) * TOGETHER
        };
        let around = (-1..=1).flat_map(|by| (-1..=1).map(move |across| (column + across, row + by)));
        let found = around
            .filter_map(|(column, row)| near.get(&(kin.party, column, row)))
            .flatten()
            .copied()
            .filter(|place| groups.get(*place).is_some_and(overlaps))
            .min();
        match found.and_then(|place| groups.get_mut(place)) {
            Some(group) => group.members.push((place, id, at)),
            None => {
                near.entry((kin.party, column, row)).or_default().push(groups.len());
                groups.push(Group {
                    at,
                    drawn_at: at,
                    reach: [left, up, right, down],
                    party_name: kin.party_name.clone(),
                    members: vec![(place, id, at)],
                });
            }
        }
    }
    groups
}

/// Sites that have no room for their symbol, by their place in the scene.
fn crowded_out(scene: &Scene, scale: f32, taken: &mut Taken) -> BTreeSet<usize> {
    let mut sites: Vec<_> = symbols(scene, Layer::Sites).collect();
    sites.sort_by(|one, other| other.4.rank.cmp(&one.4.rank).then(one.1.cmp(&other.1)));
    let mut out = BTreeSet::new();
    for (place, _, at, glyph, kin) in sites {
        let reach = glyph.reach.map(|reach| reach * scale);
        if kin.dot.is_some() && !taken.is_free(at, reach.map(|reach| reach - TOUCHING)) {
            out.insert(place);
        } else {
            taken.take(at, reach);
        }
    }
    out
}

/// Symbols of where units are going that would lie on what stands.
fn hidden_plans(scene: &Scene, scale: f32, taken: &Taken) -> BTreeSet<usize> {
    let items = scene.items.iter().enumerate();
    items
        .filter(|(_, item)| item.layer == Layer::Moves)
        .filter_map(|(place, item)| match &item.mark {
            Mark::Symbol { at, glyph } => Some((place, *at, glyph.reach.map(|reach| reach * scale))),
            _ => None,
        })
        .filter(|(_, at, reach)| !taken.is_free(*at, reach.map(|reach| reach - TOUCHING)))
        .map(|(place, ..)| place)
        .collect()
}

/// Makes the scene anew with groups, dots, and what hangs on them.
fn redrawn(scene: &Scene, groups: &[Group], dots: &BTreeSet<usize>, planned: &BTreeSet<usize>) -> (Scene, Crowd) {
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
        for primitive in number(group.members.len(), &glyph) {
            glyph.push(primitive);
        }
    }
    let mark = Mark::Symbol {
        at: group.drawn_at,
        glyph: Arc::new(glyph),
    };
    Item::of(item.layer, item.subject, mark).of_kin(item.kin.clone())
}

/// A number on the lower right corner of a symbol.
fn number(count: usize, glyph: &Glyph) -> [Primitive; 3] {
    const INK: Rgba = Rgba::hex(0x0018_202B);
    const FACE: Rgba = Rgba::hex(0x00FF_FFFF);
    let words = count.to_string();
    let [_, _, right, down] = glyph.reach;
    let (x, y) = (right - 1.0, down - 1.0);
    let half = [3.6 + 2.9 * words.len() as f32, 6.6];
    let [wide, high] = half;
    let end = wide - high;
    let arc = |middle: f32, from: f32| {
        (0..=8_u8).map(move |step| {
            let angle = from + std::f32::consts::PI * f32::from(step) / 8.0;
            [x + middle + libm::cosf(angle) * high, y + libm::sinf(angle) * high]
        })
    };
    let quarter = std::f32::consts::FRAC_PI_2;
    let pill: Vec<[f32; 2]> = arc(end.max(0.0), -quarter)
        .chain(arc(-end.max(0.0), quarter))
        .collect();
    [
        Primitive::Fill {
            points: pill.clone(),
            colour: INK,
        },
        Primitive::Line {
            points: pill,
            closed: true,
            width: 1.2,
            colour: FACE,
            dashed: false,
        },
        Primitive::Letters {
            at: [x, y],
            words,
            size: 9.0,
            colour: FACE,
        },
    ]
}

/// A thin line from a symbol to where the unit stands, and a dot there.
fn leader(group: &Group, item: &Item) -> Vec<Arc<Item>> {
    let ink = match &item.mark {
        Mark::Symbol { glyph, .. } => glyph.primitives.iter().rev().find_map(|primitive| match primitive {
            Primitive::Line { colour, .. } => Some(*colour),
            _ => None,
        }),
        _ => None,
    };
    let ink = ink.unwrap_or(Rgba::hex(0x0018_202B)).opacity(0.85);
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
    let (Mark::Symbol { at, .. }, Some(colour)) = (&item.mark, item.kin.as_ref().and_then(|kin| kin.dot)) else {
        return item.clone();
    };
    let ring = ellipse([0.0; 2], [3.0; 2], 16);
    let glyph = Glyph::of(vec![
        Primitive::Line {
            points: ring.clone(),
            closed: true,
            width: 1.4,
            colour: Rgba::hex(0x00FF_FFFF).opacity(0.8),
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

/// Rectangles that are taken, in points from a corner of the scene.
struct Taken {
    corner: [f64; 2],
    points_per_unit: f64,
    cells: BTreeMap<[i64; 2], Vec<Rect>>,
}

impl Taken {
    fn new(corner: [f64; 2], points_per_unit: f64) -> Self {
        Self {
            corner,
            points_per_unit,
            cells: BTreeMap::new(),
        }
    }

    fn rect(&self, at: [f64; 2], [left, up, right, down]: [f32; 4]) -> Rect {
        let [x, y] = [0, 1].map(|axis| match axis {
            0 => ((at[0] - self.corner[0]) * self.points_per_unit) as f32,
            _ => ((at[1] - self.corner[1]) * self.points_per_unit) as f32,
        });
        Rect::new(x - left, y - up, x + right, y + down)
    }

    fn cells(rect: Rect) -> impl Iterator<Item = [i64; 2]> {
        let cell = |part: f32| (f64::from(part) / CELL).floor() as i64;
        let columns = cell(rect.left)..=cell(rect.right);
        let rows = cell(rect.top)..=cell(rect.bottom);
        rows.flat_map(move |row| columns.clone().map(move |column| [column, row]))
    }

    fn is_free(&self, at: [f64; 2], reach: [f32; 4]) -> bool {
        let rect = self.rect(at, reach);
        Self::cells(rect)
            .filter_map(|cell| self.cells.get(&cell))
            .all(|cell| !cell.iter().any(|taken| taken.meets(rect)))
    }

    fn take(&mut self, at: [f64; 2], reach: [f32; 4]) {
        let rect = self.rect(at, reach);
        for cell in Self::cells(rect) {
            self.cells.entry(cell).or_default().push(rect);
        }
    }

    /// Takes the free place nearest to one, and returns it; the place itself where none near is free.
    fn settle(&mut self, at: [f64; 2], reach: [f32; 4]) -> [f64; 2] {
        let [left, up, right, down] = reach;
        let step = [left + right + APART, up + down + APART].map(|step| f64::from(step) / self.points_per_unit);
        let around = |ring: i16| {
            let sides = [(1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1)];
            sides.map(move |(x, y): (i16, i16)| [f64::from(x * ring), f64::from(y * ring)])
        };
        let places = std::iter::once([0.0; 2]).chain((1..=RINGS).flat_map(around));
        let place = places
            .map(|[x, y]| [at[0] + x * step[0], at[1] + y * step[1]])
            .find(|place| self.is_free(*place, reach))
            .unwrap_or(at);
        self.take(place, reach);
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::scene::{Align, Weight};
    use crate::model::{Force, Site};

    const SCALE: f64 = 1e6;
    const INK: Rgba = Rgba::hex(0x0011_2233);

    fn glyph() -> Arc<Glyph> {
        Arc::new(Glyph::of(vec![Primitive::Fill {
            points: vec![[-16.0, -11.0], [16.0, -11.0], [16.0, 11.0], [-16.0, 11.0]],
            colour: INK,
        }]))
    }

    /// A unit so many points from a place, of a party, with its rank.
    fn unit(bits: u64, party: u64, rank: u16, [x, y]: [f64; 2]) -> (Arc<Item>, Arc<Label>) {
        let at = [0.6 + x / SCALE, 0.4 + y / SCALE];
        let id = Id::<Force>::from_bits(bits);
        let item = Item::new(Layer::Units, id, Mark::Symbol { at, glyph: glyph() });
        let kin = Kin {
            party: Some(Id::from_bits(party)),
            party_name: format!("Party {party}"),
            dot: None,
            rank,
        };
        let label = Label {
            subject: Some(id.into()),
            lines: vec![Text::new(format!("Unit {bits}"), 11.0, Weight::Regular, INK)],
            anchor: Anchor::Beside {
                at,
                reach: glyph().reach,
            },
            align: Align::Symbol,
        };
        (Arc::new(item.of_kin(Some(Arc::new(kin)))), Arc::new(label))
    }

    fn scene(units: &[(Arc<Item>, Arc<Label>)]) -> Scene {
        // Something large, so that symbols keep their size.
        let far = Arc::new(Shape::line(vec![[0.5, 0.3], [0.7, 0.5]]));
        let ground = Item::of(
            Layer::Ground,
            None,
            Mark::Line {
                shape: far,
                stroke: Stroke::solid(1.0, INK),
            },
        );
        Scene {
            items: std::iter::once(Arc::new(ground))
                .chain(units.iter().map(|(item, _)| Arc::clone(item)))
                .collect(),
            labels: units.iter().map(|(_, label)| Arc::clone(label)).collect(),
            callout: None,
        }
    }

    fn places(scene: &Scene) -> Vec<[f64; 2]> {
        let symbols = scene.layer(Layer::Units).iter().filter_map(|item| match &item.mark {
            Mark::Symbol { at, .. } => Some(*at),
            _ => None,
        });
        symbols.collect()
    }

    fn words(scene: &Scene) -> Vec<&str> {
        let lines = scene.labels.iter().flat_map(|label| &label.lines);
        lines.map(|line| line.words.as_str()).collect()
    }

    fn force(bits: u64) -> AnyId {
        Id::<Force>::from_bits(bits).into()
    }

    #[test]
    fn units_of_one_party_on_each_other_are_one_symbol_with_their_number() {
        let units = [
            unit(1, 1, 5, [0.0, 0.0]),
            unit(2, 1, 9, [6.0, 4.0]),
            unit(3, 1, 5, [8.0, -3.0]),
            unit(4, 1, 5, [200.0, 0.0]),
        ];
        let (thin, crowd) = thinned(&scene(&units), SCALE);
        assert_eq!(places(&thin).len(), 2);
        assert_eq!(words(&thin), ["3 units of Party 1", "Unit 4"]);
        let first = crowd.drawn(force(2)).unwrap();
        assert_eq!((first.place, first.of), (0, 3), "the highest is shown");
        assert_eq!(crowd.drawn(force(1)).unwrap().at, first.at);
        assert_eq!(crowd.drawn(force(4)), None);
        let number = thin.layer(Layer::Units).iter().any(|item| match &item.mark {
            Mark::Symbol { glyph, .. } => glyph
                .primitives
                .iter()
                .any(|primitive| matches!(primitive, Primitive::Letters { words, .. } if words == "3")),
            _ => false,
        });
        assert!(number);
    }

    #[test]
    fn rivals_on_one_place_stand_side_by_side_with_a_line_to_it() {
        let units = [1, 2, 3, 4, 5].map(|bits| unit(bits, bits, 5, [0.0, 0.0]));
        let (thin, crowd) = thinned(&scene(&units), SCALE);
        let drawn = places(&thin);
        assert_eq!(drawn.len(), 5);
        for (place, one) in drawn.iter().enumerate() {
            for other in drawn.iter().skip(place + 1) {
                let [x, y] = [0, 1].map(|axis: usize| (one[axis] - other[axis]).abs() * SCALE);
                assert!(x >= 32.0 || y >= 22.0, "{x} {y}");
            }
        }
        assert_eq!(crowd.drawn(force(1)), None, "the first stays where it is");
        assert!(crowd.drawn(force(5)).is_some());
        let lines = thin.layer(Layer::Moves).iter();
        let lines = lines.filter(|item| matches!(item.mark, Mark::Line { .. })).count();
        assert_eq!(lines, 4);
        assert!(thin.items.is_sorted_by_key(|item| item.layer));
    }

    #[test]
    fn nothing_changes_where_there_is_room() {
        let units = [unit(1, 1, 5, [0.0, 0.0]), unit(2, 1, 5, [90.0, 0.0])];
        let scene = scene(&units);
        let (thin, crowd) = thinned(&scene, SCALE);
        assert_eq!((thin, crowd), (scene, Crowd::default()));
    }

    #[test]
    fn zooming_in_takes_a_crowd_apart_and_the_order_of_the_plan_does_not_matter() {
        let mut units = [
            unit(1, 1, 5, [0.0, 0.0]),
            unit(2, 1, 5, [9.0, 0.0]),
            unit(3, 2, 7, [4.0, 2.0]),
        ];
        let (near, _) = thinned(&scene(&units), SCALE * 20.0);
        assert_eq!(places(&near).len(), 3);
        let (_, one) = thinned(&scene(&units), SCALE);
        units.reverse();
        let (_, other) = thinned(&scene(&units), SCALE);
        assert_eq!(one, other);
        assert!(one.drawn(force(3)).is_none(), "the higher keeps its place");
    }

    #[test]
    fn a_site_without_room_is_a_dot_without_a_name() {
        let site = |bits: u64, rank: u16, x: f64| {
            let at = [0.6 + x / SCALE, 0.4];
            let id = Id::<Site>::from_bits(bits);
            let kin = Kin {
                party: None,
                party_name: String::new(),
                dot: Some(INK),
                rank,
            };
            let item = Item::new(Layer::Sites, id, Mark::Symbol { at, glyph: glyph() });
            let (_, label) = unit(bits, 1, 1, [x, 0.0]);
            let label = Label {
                subject: Some(id.into()),
                ..Label::clone(&label)
            };
            (Arc::new(item.of_kin(Some(Arc::new(kin)))), Arc::new(label))
        };
        let (thin, _) = thinned(&scene(&[site(1, 1, 0.0), site(2, 8, 10.0), site(3, 1, 80.0)]), SCALE);
        let wide: Vec<bool> = thin
            .layer(Layer::Sites)
            .iter()
            .map(|item| match &item.mark {
                Mark::Symbol { glyph, .. } => glyph.reach[0] > 10.0,
                _ => false,
            })
            .collect();
        assert_eq!(wide, [false, true, true]);
        assert_eq!(words(&thin), ["Unit 2", "Unit 3"]);
    }
}
