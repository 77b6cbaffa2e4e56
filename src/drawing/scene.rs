//! A picture as a value: what is drawn where, in which order.
//!
//! Places are world points of [`mercator`](super::mercator), sizes are points of the screen or the
//! paper, so that one scene serves every zoom. A scene does not know which label finds room: that
//! depends on where one looks, and [`labels`](super::labels) says it. It draws nothing.

use std::sync::Arc;

use crate::model::{AnyId, Severity, hides, unhidden};

use super::crowd::Kin;
use super::mercator::Bounds;
use super::shape::Shape;
pub use super::stroke::{Dash, Decor, Stroke};
use super::style::Rgba;
use super::symbols::Glyph;

/// Begins a text that is read from the right, whatever it begins with.
const RIGHT_TO_LEFT: char = '\u{200f}';

/// A picture at least this wide or high on the screen has symbols of full size.
const WHOLE_POINTS: f32 = 520.0;
/// Symbols are never smaller than this share of their full size: smaller ones cannot be read, and what
/// has no room is thinned out.
const LEAST_SCALE: f32 = 0.72;

/// What a drawn thing stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// An object of the plan.
    Entity(AnyId),
    /// A finding, by its place in the report.
    Finding(usize),
}

impl<T: Into<AnyId>> From<T> for Subject {
    fn from(id: T) -> Self {
        Self::Entity(id.into())
    }
}

/// A picture: what is painted, in order, and the names that want room in it.
///
/// Items and labels are shared, so that a scene in which one thing changed shares all others with the
/// one before: whoever paints keeps what it made of an item for as long as the item stays the same in
/// memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// What is painted: sorted by layer, in each from bottom to top.
    pub items: Vec<Arc<Item>>,
    /// What wants to be written, the most important first. Labels in a row with the same subject and the
    /// same anchor say the same, each shorter than the one before: one of them is written.
    pub labels: Vec<Arc<Label>>,
    /// What is said of the finding looked at.
    pub callout: Option<Arc<Callout>>,
}

impl Scene {
    /// Returns the items of one layer.
    pub fn layer(&self, layer: Layer) -> &[Arc<Item>] {
        let start = self.items.partition_point(|item| item.layer < layer);
        let end = self.items.partition_point(|item| item.layer <= layer);
        self.items.get(start..end).unwrap_or(&[])
    }

    /// Returns one picture over another: its names find room first. Both are of one layer.
    #[must_use]
    pub fn over(self, below: Self) -> Self {
        let mut items = below.items;
        items.extend(self.items);
        items.sort_by_key(|item| item.layer);
        let mut labels = self.labels;
        labels.extend(below.labels);
        Self {
            items,
            labels,
            callout: self.callout.or(below.callout),
        }
    }

    /// Returns how large symbols are drawn, 0.72 to 1: smaller where the whole picture is small on the
    /// screen, so that a plan seen from afar is not buried under its own symbols.
    pub fn symbol_scale(&self, points_per_unit: f64) -> f32 {
        let [width, height] = self.bounds().size();
        let extent = (width.max(height) * points_per_unit).max(0.0) as f32;
        // A single symbol has no extent, and nothing to bury.
        if extent < 1.0 {
            return 1.0;
        }
        (extent / WHOLE_POINTS).sqrt().clamp(LEAST_SCALE, 1.0)
    }

    /// Returns the smallest box with everything.
    pub fn bounds(&self) -> Bounds {
        self.items
            .iter()
            .filter(|item| !matches!(item.mark, Mark::Outside { .. }))
            .fold(Bounds::EMPTY, |bounds, item| bounds.union(item.bounds))
    }
}

/// Sheets of the picture, from the ground up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// Rivers, roads and built-up ground that the plan brings along.
    Ground,
    /// Sectors.
    Sectors,
    /// Areas of control measures and sites.
    Areas,
    /// Corridors.
    Corridors,
    /// Contested ground and ground of nobody.
    Findings,
    /// What is outside the area of operations, and its edge.
    Operations,
    /// The glow round what is selected or pointed at.
    Glow,
    /// Boundaries and lines of control measures.
    Lines,
    /// Marches.
    Moves,
    /// Site symbols and point measures.
    Sites,
    /// Unit symbols.
    Units,
    /// Badges of findings.
    Badges,
    /// Handles and frames of what is selected, and what is being drawn.
    Selection,
}

impl Layer {
    /// Every layer, from the ground up.
    pub const ALL: [Self; 13] = [
        Self::Ground,
        Self::Sectors,
        Self::Areas,
        Self::Corridors,
        Self::Findings,
        Self::Operations,
        Self::Glow,
        Self::Lines,
        Self::Moves,
        Self::Sites,
        Self::Units,
        Self::Badges,
        Self::Selection,
    ];
}

/// One thing on the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Which sheet it is on.
    pub layer: Layer,
    /// What it stands for.
    pub subject: Option<Subject>,
    /// The smallest box with its world points; what is sized in points reaches beyond it.
    pub bounds: Bounds,
    /// What is painted.
    pub mark: Mark,
    /// What a symbol is among others, where it may give way to them.
    pub kin: Option<Arc<Kin>>,
}

impl Item {
    /// Makes an item that stands for something.
    pub fn new(layer: Layer, subject: impl Into<Subject>, mark: Mark) -> Self {
        Self::of(layer, Some(subject.into()), mark)
    }

    /// Makes an item that stands for something or nothing.
    pub fn of(layer: Layer, subject: Option<Subject>, mark: Mark) -> Self {
        let bounds = match &mark {
            Mark::Fill { shape, .. }
            | Mark::Outside { shape, .. }
            | Mark::Line { shape, .. }
            | Mark::Band { shape, .. }
            | Mark::Handles { shape, .. } => shape.bounds,
            Mark::Symbol { at, .. } => Bounds::of([*at]),
        };
        Self {
            layer,
            subject,
            bounds,
            mark,
            kin: None,
        }
    }

    /// Returns the item as a symbol among others.
    #[must_use]
    pub fn of_kin(mut self, kin: Option<Arc<Kin>>) -> Self {
        self.kin = kin;
        self
    }
}

/// What is painted.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A filled area; nothing of it outside the shape.
    Fill {
        /// The area.
        shape: Arc<Shape>,
        /// Over all of it.
        colour: Rgba,
        /// Strokes or dots over that, laid out on the screen.
        texture: Option<(Texture, Rgba)>,
    },
    /// Everything but the area.
    Outside {
        /// The area left out.
        shape: Arc<Shape>,
        /// Over everything else.
        colour: Rgba,
    },
    /// The rings of an area, or a line.
    Line {
        /// What is stroked.
        shape: Arc<Shape>,
        /// How.
        stroke: Stroke,
    },
    /// A line as wide as something on the ground.
    Band {
        /// The middle line.
        shape: Arc<Shape>,
        /// Width in units of the world.
        width: f64,
        /// Never narrower, in points.
        least: f32,
        /// Its colour.
        colour: Rgba,
    },
    /// A symbol that keeps its size.
    Symbol {
        /// Where its origin lies.
        at: [f64; 2],
        /// What it looks like.
        glyph: Arc<Glyph>,
    },
    /// A handle at every vertex.
    Handles {
        /// Whose vertices.
        shape: Arc<Shape>,
        /// Of the handles' edge.
        edge: Rgba,
        /// Of the handles' face.
        face: Rgba,
    },
}

/// What fills an area beside its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Texture {
    /// Lines rising to the right.
    Diagonal,
    /// Lines falling to the right.
    BackDiagonal,
    /// Dots in rows.
    Dots,
    /// Small crosses.
    Cross,
    /// Level lines.
    Horizontal,
    /// Upright lines.
    Vertical,
    /// Crossing diagonals.
    Lattice,
    /// Closer, stronger lines rising to the right: contested ground.
    Contested,
    /// Closer dots: ground of nobody.
    Empty,
}

impl Texture {
    /// Every texture.
    pub const ALL: [Self; 9] = [
        Self::Diagonal,
        Self::BackDiagonal,
        Self::Dots,
        Self::Cross,
        Self::Horizontal,
        Self::Vertical,
        Self::Lattice,
        Self::Contested,
        Self::Empty,
    ];
}

/// One line of text and how it looks.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// What is written, in the order of speech.
    pub words: String,
    /// In points.
    pub size: f32,
    /// How heavy.
    pub weight: Weight,
    /// Its colour.
    pub colour: Rgba,
    /// Extra space between letters, in points; scripts whose letters join ignore it.
    pub spacing: f32,
}

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Of running text.
    Regular,
    /// Of titles and names that matter.
    SemiBold,
}

/// Shows what would hide; the mark with which a picture in Arabic begins its texts is no part of a name.
fn shown(words: String) -> String {
    let (mark, rest) = match words.strip_prefix(RIGHT_TO_LEFT) {
        Some(rest) => (true, rest),
        None => (false, words.as_str()),
    };
    if !hides(rest) {
        return words;
    }
    let rest = unhidden(rest);
    if mark {
        format!("{RIGHT_TO_LEFT}{rest}")
    } else {
        rest.into_owned()
    }
}

impl Text {
    /// Makes a line of text; what would hide in it is shown as an escape.
    pub fn new(words: impl Into<String>, size: f32, weight: Weight, colour: Rgba) -> Self {
        Self::said(shown(words.into()), size, weight, colour)
    }

    /// Makes a line of what the program says, marks of direction and all; what hides in a name in it was shown as
    /// an escape before.
    pub fn said(words: impl Into<String>, size: f32, weight: Weight, colour: Rgba) -> Self {
        Self {
            words: words.into(),
            size,
            weight,
            colour,
            spacing: 0.0,
        }
    }

    /// Returns the text with this much space between letters.
    #[must_use]
    pub fn spaced(mut self, spacing: f32) -> Self {
        self.spacing = spacing;
        self
    }
}

/// A name that wants room on the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// What it names.
    pub subject: Option<Subject>,
    /// Its lines, from top to bottom.
    pub lines: Vec<Text>,
    /// Where it may stand.
    pub anchor: Anchor,
    /// Where lines of the label are not as wide as each other: where they begin.
    pub align: Align,
}

/// How the lines of a label stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Middle under middle.
    Centre,
    /// All begin on the side of the symbol.
    Symbol,
}

/// Where a label may stand.
#[derive(Clone, Debug, PartialEq)]
pub enum Anchor {
    /// With its middle exactly here, whatever else is there.
    Fixed([f64; 2]),
    /// With its middle exactly here, if there is room.
    Centre([f64; 2]),
    /// Inside an area, if there is room.
    Inside(Arc<Shape>),
    /// Inside an area, if there is room, else beside it.
    Near(Arc<Shape>),
    /// Beside a symbol: to its right, left, below, above, whichever is free.
    Beside {
        /// The symbol's place.
        at: [f64; 2],
        /// How far the symbol reaches from it: left, up, right, down, in points.
        reach: [f32; 4],
    },
    /// At the marks in the breaks of a line, on its sides.
    Sides {
        /// The line.
        line: Arc<Shape>,
        /// On the left as seen along the line, else on the right.
        left: bool,
    },
    /// On a line's ends.
    Ends(Arc<Shape>),
    /// Near the middle of a line.
    Along(Arc<Shape>),
}

/// What is said of the finding looked at: a card with a line to what it speaks of.
#[derive(Clone, Debug, PartialEq)]
pub struct Callout {
    /// Which finding.
    pub finding: usize,
    /// Its shape and colour.
    pub severity: Severity,
    /// Code and title, then the message, wrapped.
    pub lines: Vec<Text>,
    /// Where the line leads.
    pub at: [f64; 2],
    /// The smallest box with what must not be covered.
    pub about: Bounds,
    /// What must not be covered: an area or a line; `None`: what stands at the place.
    pub ground: Option<Arc<Shape>>,
    /// The ground of the card, and its edge.
    pub card: [Rgba; 2],
    /// Of the shape and the line.
    pub colour: Rgba,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Position;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    #[test]
    fn symbols_shrink_only_where_the_whole_picture_is_small() {
        let shape = Arc::new(Shape::of_points(&[at(33.0, 43.0), at(33.4, 43.4)], false));
        let stroke = Stroke::solid(1.0, Rgba::CLEAR);
        let item = Item::of(Layer::Lines, None, Mark::Line { shape, stroke });
        let scene = Scene {
            items: vec![Arc::new(item)],
            ..Scene::default()
        };
        let points = |extent: f64| extent / scene.bounds().size()[1];
        assert_eq!(scene.symbol_scale(points(900.0)), 1.0);
        assert!((scene.symbol_scale(points(400.0)) - 0.877).abs() < 0.01);
        assert_eq!(scene.symbol_scale(points(10.0)), LEAST_SCALE);
        assert_eq!(Scene::default().symbol_scale(1e6), 1.0);
    }

    #[test]
    fn layers_are_found_in_a_sorted_scene() {
        let line = Arc::new(Shape::of_points(&[at(0.0, 0.0), at(1.0, 1.0)], false));
        let item = |layer| {
            let stroke = Stroke::solid(1.0, Rgba::CLEAR);
            let mark = Mark::Line {
                shape: Arc::clone(&line),
                stroke,
            };
            Arc::new(Item::of(layer, None, mark))
        };
        let scene = Scene {
            items: [Layer::Ground, Layer::Sectors, Layer::Sectors, Layer::Units]
                .map(item)
                .to_vec(),
            ..Scene::default()
        };
        let counts = Layer::ALL.map(|layer| scene.layer(layer).len());
        assert_eq!(counts, [1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0]);
        assert_eq!(scene.bounds(), line.bounds);
    }
}
