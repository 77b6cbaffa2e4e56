//! The named places, and which of them lie in a view.
//!
//! Which names find room on the screen is for the drawing to decide; here they only come in the
//! order in which they should be tried.

use std::sync::OnceLock;

use super::bytes::{Cursor, Malformed};
use super::format::{PLACE_STEP_E7, PlaceKind};
use super::search::{Fit, SearchIndex};
use super::unit_box::UnitBox;
use crate::geometry::Position;
use crate::geometry::mercator::unit_from_position;

/// A place with a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Place<'a> {
    /// What it is.
    pub kind: PlaceKind,
    /// The name to be written on the map, in Latin letters.
    pub name: &'a str,
    /// Its name in Arabic.
    pub name_ar: Option<&'a str>,
    /// Another spelling in Latin letters, often a careful transliteration.
    pub other_name: Option<&'a str>,
    /// ISO 3166 two-letter code of its country; empty for a few disputed territories.
    pub country: &'a str,
    /// Where it is.
    pub position: Position,
    /// Where it is in the unit square.
    pub at: [f64; 2],
    /// How many people live there; `None` where nobody says.
    pub population: Option<u32>,
    /// How far off the position may be, in metres; 0 where its source does not say.
    pub uncertainty_m: u32,
    /// Zoom from which it is meant to be seen.
    pub min_zoom: f32,
}

impl<'a> Place<'a> {
    fn read(cursor: &mut Cursor<'a>) -> Result<Self, Malformed> {
        let kind = PlaceKind::from_code(cursor.byte()?).ok_or(Malformed)?;
        let min_zoom = f32::from(cursor.byte()?) / 10.0;
        let mut steps = || cursor.signed()?.checked_mul(PLACE_STEP_E7).ok_or(Malformed);
        let (lat_e7, lon_e7) = (steps()?, steps()?);
        let position = Position::from_e7(lat_e7, lon_e7).ok_or(Malformed)?;
        Ok(Self {
            kind,
            population: Some(cursor.unsigned()?).filter(|&people| people > 0),
            uncertainty_m: cursor.unsigned()?.checked_mul(100).ok_or(Malformed)?,
            country: cursor.text()?,
            name: cursor.text()?,
            name_ar: cursor.optional_text()?,
            other_name: cursor.optional_text()?,
            position,
            at: unit_from_position(position),
            min_zoom,
        })
    }
}

/// All places, a grid over them, and the search index, which is made when first needed.
#[derive(Debug)]
pub(super) struct Gazetteer<'a> {
    pub(super) places: Vec<Place<'a>>,
    grid: Grid,
    index: OnceLock<SearchIndex>,
}

impl<'a> Gazetteer<'a> {
    /// Takes places in the order of their first zoom.
    pub(super) fn new(places: Vec<Place<'a>>) -> Result<Self, Malformed> {
        if !places.is_sorted_by(|one, next| one.min_zoom <= next.min_zoom) {
            return Err(Malformed);
        }
        Ok(Self {
            grid: Grid::new(&places),
            places,
            index: OnceLock::new(),
        })
    }

    pub(super) fn places_in(&self, zoom: f64, view: UnitBox) -> Vec<&Place<'a>> {
        let mut found = Vec::new();
        for cell in self.grid.cells(view) {
            let candidates = cell.iter().map_while(|&number| {
                let place = self.places.get(number as usize)?;
                (f64::from(place.min_zoom) <= zoom).then_some((number, place))
            });
            found.extend(candidates.filter(|(_, place)| view.contains(place.at)));
        }
        found.sort_unstable_by_key(|&(number, _)| number);
        found.into_iter().map(|(_, place)| place).collect()
    }

    pub(super) fn country(&self, code: &str) -> Option<&Place<'a>> {
        let mut countries = self
            .places
            .iter()
            .filter(|place| place.kind == PlaceKind::Country);
        countries.find(|place| !code.is_empty() && place.country == code)
    }

    pub(super) fn search(&self, text: &str, near: Option<Position>, limit: usize) -> Vec<(&Place<'a>, Fit)> {
        let index = self.index.get_or_init(|| SearchIndex::new(&self.places));
        let near = near.map(unit_from_position);
        let mut hits: Vec<_> = index
            .find(text)
            .into_iter()
            .filter_map(|(number, fit)| {
                let place = self.places.get(number as usize)?;
                let away = near.map_or(0, |near| away(near, place.at));
                // Alike in all, they stay in the order of importance.
                Some(((fit, std::cmp::Reverse(place.population), away, number), place))
            })
            .collect();
        // A single letter is in most names: only those that are shown are put in order.
        if hits.len() > limit {
            hits.select_nth_unstable_by_key(limit, |(rank, _)| *rank);
            hits.truncate(limit);
        }
        hits.sort_unstable_by_key(|(rank, _)| *rank);
        let fit = |((fit, ..), place): ((Fit, _, _, _), _)| (place, fit);
        hits.into_iter().map(fit).collect()
    }

    /// Returns the nearest city, or town where there is no city, within some 150 km.
    pub(super) fn city_near(&self, position: Position) -> Option<&Place<'a>> {
        let at = unit_from_position(position);
        let [x, y] = at;
        let reach = 0.004;
        let view = UnitBox::between([x - reach, y - reach], [x + reach, y + reach]);
        let around = self.places_in(f64::INFINITY, view);
        let nearest = |kind: PlaceKind| {
            let of_kind = around.iter().copied().filter(move |place| place.kind == kind);
            of_kind.min_by_key(|place| away(at, place.at))
        };
        nearest(PlaceKind::City).or_else(|| nearest(PlaceKind::Town))
    }
}

/// How far two points of the unit square are apart, squared, in steps so small that no two places share one.
fn away(from: [f64; 2], to: [f64; 2]) -> u64 {
    let ([x, y], [other_x, other_y]) = (from, to);
    let across = (x - other_x).abs();
    let across = across.min(1.0 - across);
    let apart = across * across + (y - other_y) * (y - other_y);
    (apart * 1e15) as u64
}

/// Reads the places of one file.
pub(super) fn read_places<'a>(cursor: &mut Cursor<'a>) -> Result<Vec<Place<'a>>, Malformed> {
    let count = cursor.count(10)?;
    (0..count).map(|_| Place::read(cursor)).collect()
}

/// Which places lie in which cell of the unit square, each cell's in the order of importance.
#[derive(Debug)]
struct Grid {
    cells: Vec<Vec<u32>>,
}

impl Grid {
    /// Cells along one side: 2.8 degrees of longitude each.
    const SIDE: usize = 128;

    fn new(places: &[Place<'_>]) -> Self {
        let mut cells = vec![Vec::new(); Self::SIDE * Self::SIDE];
        for (number, place) in (0..).zip(places) {
            let [x, y] = place.at;
            if let Some(cell) = cells.get_mut(Self::along(y) * Self::SIDE + Self::along(x)) {
                cell.push(number);
            }
        }
        Self { cells }
    }

    fn cells(&self, view: UnitBox) -> impl Iterator<Item = &[u32]> {
        let columns = Self::along(view.west)..=Self::along(view.east);
        let rows = Self::along(view.north)..=Self::along(view.south);
        rows.flat_map(move |row| columns.clone().map(move |column| row * Self::SIDE + column))
            .filter_map(|cell| self.cells.get(cell))
            .map(Vec::as_slice)
    }

    /// The cell of a coordinate; what lies outside counts to the outermost.
    fn along(coordinate: f64) -> usize {
        ((coordinate * Self::SIDE as f64).max(0.0) as usize).min(Self::SIDE - 1)
    }
}
