//! How the map beneath a plan looks: one table for the window and for paper.
//!
//! Quiet under the plan: flat, thin, few. Plain values only: where the shapes and names come from is
//! not known here (`backdrop` fetches them), and which name finds room is said in
//! [`labels`](super::labels).

use std::sync::Arc;

use super::scene::{Align, Anchor, Dash, Label, Stroke, Text, Weight};
use super::shape::Shape;
use super::style::{Colours, Rgba, font};

/// What a shape of the base map is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feature {
    /// Land; what is none is water.
    Land,
    /// A lake or reservoir.
    Lake,
    /// A river or canal.
    River,
    /// A river's line through a lake.
    RiverInLake,
    /// The border of a province.
    Province,
    /// The border of a district.
    District,
    /// A border between countries.
    Border,
    /// A border between countries that is not settled.
    UnsettledBorder,
    /// A road.
    Road,
    /// A road of which little more than its ends is known.
    SchematicRoad,
    /// A railway.
    Railway,
}

impl Feature {
    /// Returns the colour an area is filled with; `None` for a line.
    pub const fn fill(self, colours: &Colours) -> Option<Rgba> {
        match self {
            Self::Land => Some(colours.land),
            Self::Lake => Some(colours.water),
            _ => None,
        }
    }

    /// Returns how a line, or the shore of a lake, is drawn at a zoom: lines grow a little as one comes
    /// closer. `None` where nothing is drawn.
    pub fn stroke(self, zoom: f64, colours: &Colours) -> Option<Stroke> {
        let near = |from: f64, to: f64, least: f32, most: f32| {
            let share = ((zoom - from) / (to - from)).clamp(0.0, 1.0) as f32;
            least + (most - least) * share
        };
        let road = near(6.0, 13.0, 0.8, 2.4);
        let border = near(3.0, 10.0, 1.1, 1.8);
        let stroke = match self {
            Self::Land | Self::RiverInLake => return None,
            Self::Lake => Stroke::solid(1.0, colours.river),
            Self::River => Stroke::solid(near(4.0, 12.0, 0.9, 3.2), colours.river),
            Self::District => Stroke::solid(near(8.0, 12.0, 0.7, 1.0), colours.province).dashed(Dash::Short),
            Self::Province => Stroke::solid(near(5.0, 11.0, 0.8, 1.3), colours.province).dashed(Dash::Long),
            Self::Border => Stroke::solid(border, colours.border),
            Self::UnsettledBorder => Stroke::solid(border, colours.border).dashed(Dash::Short),
            Self::Road => Stroke::solid(road, colours.road),
            Self::SchematicRoad => Stroke::solid(road * 0.7, colours.road).dashed(Dash::Short),
            Self::Railway => Stroke::solid(near(7.0, 13.0, 0.7, 1.2), colours.railway).dashed(Dash::Long),
        };
        Some(stroke)
    }
}

/// What a named place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A country: spaced capitals.
    Country,
    /// A province: smaller spaced capitals.
    Province,
    /// A part of the country without a middle.
    Region,
    /// A city.
    City,
    /// A town.
    Town,
    /// A village.
    Village,
    /// A single thing: an airfield, a camp, a landmark.
    Spot,
}

impl Named {
    /// Returns the radius of the dot beside the name, in points; `None` where the name stands alone.
    pub const fn dot(self) -> Option<f32> {
        match self {
            Self::Country | Self::Province | Self::Region => None,
            Self::City => Some(3.0),
            Self::Town => Some(2.5),
            Self::Village => Some(2.0),
            Self::Spot => Some(2.2),
        }
    }

    /// Returns the label of a place at a world point: its name and, below it, the one in its own script;
    /// one of them may be left out.
    pub fn label(self, name: Option<&str>, native: Option<&str>, at: [f64; 2], colours: &Colours) -> Label {
        let size = match self {
            Self::City => 0,
            Self::Town => 1,
            _ => 2,
        };
        let latin = font::PLACE.get(size).copied().unwrap_or(font::SECONDARY);
        let own = font::PLACE_ARABIC.get(size).copied().unwrap_or(font::SECONDARY);
        let Some(radius) = self.dot() else {
            let words = name.or(native).unwrap_or_default();
            let (words, size, spacing) = match self {
                Self::Country => (words.to_uppercase(), font::PLACE[0], 2.4),
                Self::Province => (words.to_uppercase(), font::SECONDARY, 1.6),
                _ => (words.to_owned(), font::SECONDARY, 0.3),
            };
            let text = Text::new(words, size, Weight::Regular, colours.place_faint);
            return Label {
                subject: None,
                lines: vec![text.spaced(spacing)],
                anchor: Anchor::Centre(at),
                align: Align::Centre,
            };
        };
        // A name that stands alone is the name, whatever its script.
        let own_ink = if name.is_some() {
            colours.place_faint
        } else {
            colours.place
        };
        let latin = name.map(|words| Text::new(words, latin, Weight::Regular, colours.place));
        let own = native.map(|words| Text::new(words, own, Weight::Regular, own_ink));
        Label {
            subject: None,
            lines: latin.into_iter().chain(own).collect(),
            anchor: Anchor::Beside {
                at,
                reach: [radius; 4],
            },
            align: Align::Symbol,
        }
    }
}

/// Returns the label of a river along a line, in one script or two.
pub fn river_label(name: Option<&str>, native: Option<&str>, line: Shape, colours: &Colours) -> Label {
    let ink = colours.river.readable_on(colours.land, 4.5);
    let lines = name.into_iter().chain(native);
    Label {
        subject: None,
        lines: lines
            .map(|words| Text::new(words, font::SECONDARY, Weight::Regular, ink))
            .collect(),
        anchor: Anchor::Along(Arc::new(line)),
        align: Align::Centre,
    }
}

/// Returns the radius of the dot that a label of a place stands beside.
pub fn dot_of(label: &Label) -> Option<f32> {
    match label.anchor {
        Anchor::Beside {
            reach: [radius, ..], ..
        } => Some(radius),
        _ => None,
    }
}

/// The map beneath a plan, fetched for one view: for printers, which keep nothing from page to page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ground {
    /// Areas to be filled, from the ground up; each in one piece, so that no seam shows where the map
    /// is cut into tiles.
    pub areas: Vec<(Feature, Shape)>,
    /// Lines and shores, from the ground up.
    pub lines: Vec<(Feature, Shape)>,
    /// Names that may be written, the most important first.
    pub names: Vec<Arc<Label>>,
    /// Whom the map is owed to.
    pub credit: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::Theme;

    const FEATURES: [Feature; 11] = [
        Feature::Land,
        Feature::Lake,
        Feature::River,
        Feature::RiverInLake,
        Feature::Province,
        Feature::District,
        Feature::Border,
        Feature::UnsettledBorder,
        Feature::Road,
        Feature::SchematicRoad,
        Feature::Railway,
    ];

    #[test]
    fn lines_grow_as_one_comes_closer_and_never_shrink() {
        let colours = Theme::Light.colours();
        for feature in FEATURES {
            let widths: Vec<f32> = (1..18)
                .filter_map(|zoom| feature.stroke(f64::from(zoom), colours))
                .map(|stroke| stroke.width)
                .collect();
            assert!(widths.is_sorted(), "{feature:?} {widths:?}");
            assert!(feature.fill(colours).is_some() || widths.len() == 17 || feature == Feature::RiverInLake);
        }
    }

    #[test]
    fn a_town_stands_beside_its_dot_and_a_country_alone() {
        let colours = Theme::Light.colours();
        let town = Named::Town.label(Some("Karma"), Some("الكرمة"), [0.5; 2], colours);
        assert_eq!(dot_of(&town), Some(2.5));
        assert_eq!(town.lines.len(), 2);
        let country = Named::Country.label(Some("Iraq"), None, [0.5; 2], colours);
        assert_eq!(dot_of(&country), None);
        assert_eq!(country.lines[0].words, "IRAQ");
    }
}
