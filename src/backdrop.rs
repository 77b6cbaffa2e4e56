//! From a base map to what a picture is drawn on.
//!
//! `files` knows no picture and `drawing` no file: here the one's codes become the other's plain
//! values, for the window and for the command line alike. Nothing is opened, painted or laid out here.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::drawing::base::{Feature, Ground, Named, river_label};
use crate::drawing::style::Colours;
use crate::drawing::{Bounds, Label, Shape};
use crate::files::basemap::{BaseMap, CREDIT, Class, Layer, PlaceKind, UnitBox};

/// Names tried at most.
const NAMES: usize = 260;
/// A river shorter than this, in points, is not named.
const RIVER_POINTS: f64 = 150.0;

/// Returns what a shape of a layer is.
pub const fn feature(layer: Layer, class: Class) -> Feature {
    match (layer, class) {
        (Layer::Land, _) => Feature::Land,
        (Layer::Lakes, _) => Feature::Lake,
        (Layer::Rivers, Class::RiverInLake) => Feature::RiverInLake,
        (Layer::Rivers, _) => Feature::River,
        (Layer::Provinces, Class::District) => Feature::District,
        (Layer::Provinces, _) => Feature::Province,
        (Layer::Borders, Class::Border) => Feature::Border,
        (Layer::Borders, _) => Feature::UnsettledBorder,
        (Layer::Roads, Class::SchematicWay) => Feature::SchematicRoad,
        (Layer::Roads, _) => Feature::Road,
        (Layer::Railways, _) => Feature::Railway,
    }
}

/// Returns what a place of a kind is on the picture.
pub const fn named(kind: PlaceKind) -> Named {
    match kind {
        PlaceKind::Country => Named::Country,
        PlaceKind::Governorate => Named::Province,
        PlaceKind::Locality => Named::Region,
        PlaceKind::City => Named::City,
        PlaceKind::Town => Named::Town,
        PlaceKind::Village => Named::Village,
        PlaceKind::Airfield | PlaceKind::Camp | PlaceKind::Landmark => Named::Spot,
    }
}

/// Returns a box of the picture as the base map is asked for it.
pub const fn unit_box(bounds: Bounds) -> UnitBox {
    UnitBox {
        west: bounds.min[0],
        north: bounds.min[1],
        east: bounds.max[0],
        south: bounds.max[1],
    }
}

/// Where one looks at the map beneath.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// What is in view; x may leave `[0, 1]`.
    pub view: Bounds,
    /// Doublings from a world of 256 points width.
    pub zoom: f64,
}

impl Look {
    fn points_per_unit(self) -> f64 {
        crate::drawing::mercator::WORLD_POINTS * libm::exp2(self.zoom)
    }
}

/// Returns the names that may be written: places by importance, then rivers, the longest piece of each.
pub fn names(map: &BaseMap<'_>, look: Look, colours: &Colours) -> Vec<Arc<Label>> {
    let mut names = Vec::new();
    for turn in [0.0, -1.0, 1.0] {
        let places = map.places_in(look.zoom, unit_box(look.view.shifted(-turn)));
        names.extend(places.into_iter().take(NAMES).map(|place| {
            let at = [place.at[0] + turn, place.at[1]];
            Arc::new(named(place.kind).label(Some(place.name), place.name_ar, at, colours))
        }));
    }
    let mut rivers: BTreeMap<&str, (f64, Arc<Label>)> = BTreeMap::new();
    for river in map.shapes(Layer::Rivers, look.zoom, unit_box(look.view)) {
        let Some(words) = river.name else { continue };
        let line = Shape::line(river.points.to_vec());
        let [width, height] = line.bounds.size();
        let length = libm::hypot(width, height) * look.points_per_unit();
        if length < RIVER_POINTS || rivers.get(words).is_some_and(|(known, _)| *known >= length) {
            continue;
        }
        let label = river_label(Some(words), river.name_ar, line, colours);
        rivers.insert(words, (length, Arc::new(label)));
    }
    names.extend(rivers.into_values().map(|(_, label)| label));
    names
}

/// Returns all that is drawn of the base map in a view.
pub fn ground(map: &BaseMap<'_>, look: Look, colours: &Colours) -> Ground {
    let mut ground = Ground {
        names: names(map, look, colours),
        credit: CREDIT.to_owned(),
        ..Ground::default()
    };
    for layer in Layer::ALL {
        let mut parts = Vec::new();
        for turn in [-1.0, 0.0, 1.0] {
            for shape in map.shapes(layer, look.zoom, unit_box(look.view.shifted(-turn))) {
                let moved = |points: &[[f64; 2]]| -> Vec<[f64; 2]> {
                    points.iter().map(|[x, y]| [x + turn, *y]).collect()
                };
                if layer.is_filled() {
                    let ends = shape
                        .holes
                        .iter()
                        .map(|at| *at as usize)
                        .chain([shape.points.len()]);
                    let mut from = 0;
                    let mut rings = Vec::new();
                    for end in ends {
                        rings.push(moved(shape.points.get(from..end).unwrap_or(&[])));
                        from = end;
                    }
                    parts.push(rings);
                }
                let feature = feature(layer, shape.class);
                if feature == Feature::Land {
                    continue;
                }
                for stroke in shape.strokes() {
                    let line = Shape::of_rings(vec![vec![moved(stroke.points)]], stroke.closed);
                    ground.lines.push((feature, line));
                }
            }
        }
        if !parts.is_empty() {
            let feature = feature(layer, Class::Ground);
            ground.areas.push((feature, Shape::of_rings(parts, true)));
        }
    }
    ground
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::Theme;
    use crate::drawing::mercator::world_from_ground;
    use crate::geometry::Position;

    fn look(latitude: f64, longitude: f64, zoom: f64) -> Look {
        let at = world_from_ground(Position::new(latitude, longitude).unwrap());
        Look {
            view: Bounds::of([at]).grown(0.5 / libm::exp2(zoom)),
            zoom,
        }
    }

    #[test]
    fn fallujah_has_land_a_river_roads_and_its_name_in_two_scripts() {
        let map = BaseMap::embedded().unwrap();
        let ground = ground(&map, look(33.35, 43.78, 11.0), Theme::Light.colours());
        assert!(ground.areas.iter().any(|(feature, _)| *feature == Feature::Land));
        for wanted in [Feature::River, Feature::Road] {
            assert!(
                ground.lines.iter().any(|(feature, _)| *feature == wanted),
                "{wanted:?}"
            );
        }
        let written: Vec<&str> = ground
            .names
            .iter()
            .flat_map(|label| label.lines.iter().map(|text| text.words.as_str()))
            .collect();
        assert!(
            written.contains(&"Fallujah") && written.contains(&"الفلوجة"),
            "{written:?}"
        );
        assert!(ground.credit.contains("GeoNames"));
    }

    #[test]
    fn over_the_date_line_the_land_of_both_sides_is_there() {
        let map = BaseMap::embedded().unwrap();
        let ground = ground(&map, look(65.0, 179.9, 4.0), Theme::Light.colours());
        let (_, land) = ground.areas.first().unwrap();
        assert!(
            land.bounds.min[0] < 1.0 && land.bounds.max[0] > 1.0,
            "{:?}",
            land.bounds
        );
    }
}
