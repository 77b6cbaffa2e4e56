//! Symbols that would lie on each other at a scale: units of one party drawn as one with their number,
//! units of different parties side by side, and sites without room as dots.
//!
//! A scene in, a scene out, for a scale and not for a view: whoever pans sees nothing move. Nothing is
//! lost: a [`Crowd`] says where each unit is drawn, so that a click finds it. The plan is not asked.

mod redrawn;
mod taken;

use std::collections::{BTreeMap, BTreeSet};

use redrawn::redrawn;
use taken::{CELL, Taken};

use super::scene::{Layer, Mark, Scene, Subject};
use super::style::Rgba;
use super::symbols::Glyph;
use crate::model::{AnyId, Id, Stakeholder};

/// Two units of one party are one symbol where they overlap by more than the rest of this share.
const TOGETHER: f32 = 0.82;
/// Sites may overlap others by so many points.
const TOUCHING: f32 = 3.0;

/// What a symbol is among others.
#[derive(Clone, Debug, PartialEq)]
pub struct Kin {
    /// Whose it is: only units of one party are drawn as one.
    pub party: Option<Id<Stakeholder>>,
    /// What the party is called.
    pub party_name: String,
    /// Of the number of those that are drawn by it, and the ground of that number's letters.
    pub ink: [Rgba; 2],
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

/// Whose units, and in which square of the scene.
type Cell = (Option<Id<Stakeholder>>, [i64; 2]);

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
    // Groups by party and cell: only neighbours are compared.
    let mut near: BTreeMap<Cell, Vec<usize>> = BTreeMap::new();
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
            .filter_map(|(column, row)| near.get(&(kin.party, [column, row])))
            .flatten()
            .copied()
            .filter(|place| groups.get(*place).is_some_and(overlaps))
            .min();
        if let Some(group) = found.and_then(|place| groups.get_mut(place)) {
            group.members.push((place, id, at));
            continue;
        }
        near.entry((kin.party, [column, row]))
            .or_default()
            .push(groups.len());
        groups.push(Group {
            at,
            drawn_at: at,
            reach: [left, up, right, down],
            party_name: kin.party_name.clone(),
            members: vec![(place, id, at)],
        });
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

#[cfg(test)]
mod tests;
