//! The picture of what is measured, and of range rings: drawn over the plan, never part of it.
//!
//! Lines follow the ellipsoid where that can be seen. Names of these pictures stand for no object.

use std::sync::Arc;

use crate::geometry::{Position, circle, destination, shortest_way};

use super::figures::{Units, bearing_text};
use super::measured::{Leg, Measured, enclosed_text};
use super::mercator::world_from_ground;
use super::scene::{Align, Anchor, Dash, Item, Label, Layer, Mark, Scene, Stroke, Text, Weight};
use super::shape::Shape;
use super::style::{Colours, Theme, font};
use super::symbols::{Glyph, Primitive, ellipse};

/// How far a name keeps from the vertex it stands beside, in points.
const REACH: f32 = 9.0;

/// Rings round a place, to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Rings {
    /// Their common middle.
    pub centre: Position,
    /// Whose they are, where they are somebody's.
    pub name: Option<String>,
    /// Their radii in metres, the shortest first.
    pub radii_m: Vec<u32>,
}

/// Draws what is measured, and the vertex that the pointer snaps to.
pub fn measured_scene(measured: &Measured, snapped: Option<Position>, units: Units, theme: Theme) -> Scene {
    let colours = theme.colours();
    let mut picture = Picture::new(colours);
    let closed = measured.enclosed.is_some();
    let vertices = Arc::new(Shape::of_points(&measured.points, closed));
    if closed {
        picture.mark(Mark::Fill {
            shape: Arc::clone(&vertices),
            colour: colours.accent.opacity(0.10),
            texture: None,
        });
    }
    let last = measured.legs.len().saturating_sub(1);
    for (place, leg) in measured.legs.iter().enumerate() {
        // A closed line is drawn as the plan draws edges: its area is theirs.
        let points = if closed {
            vec![leg.from, leg.to]
        } else {
            shortest_way(leg.from, leg.to).points
        };
        let shape = Arc::new(Shape::of_points(&points, false));
        picture.line(Arc::clone(&shape), Stroke::solid(2.0, colours.accent));
        if place < last || closed {
            picture.label(
                Anchor::Along(shape),
                vec![leg_text(leg, units, Weight::Regular, colours)],
            );
        }
    }
    if !measured.points.is_empty() {
        picture.mark(Mark::Handles {
            shape: Arc::clone(&vertices),
            edge: colours.accent,
            face: colours.panel,
        });
    }
    if let Some(snapped) = snapped {
        picture.ring_at(snapped, 7.5);
    }
    match (measured.enclosed, measured.legs.last()) {
        (Some(enclosed), _) => {
            let perimeter = format!("perimeter {}", units.measured(enclosed.perimeter_m));
            let lines = vec![
                Text::new(enclosed_text(&enclosed), font::ROW, Weight::SemiBold, colours.ink),
                Text::new(perimeter, font::SECONDARY, Weight::Regular, colours.ink),
            ];
            picture.label(Anchor::Near(vertices), lines);
        }
        (None, Some(leg)) => {
            let mut lines = vec![leg_text(leg, units, Weight::SemiBold, colours)];
            if measured.legs.len() > 1 {
                let total = format!("in all {}", units.measured(measured.total_m));
                lines.push(Text::new(total, font::SECONDARY, Weight::Regular, colours.ink));
            }
            let beside = Anchor::Beside {
                at: end_of(&vertices),
                reach: [REACH; 4],
            };
            // The figures at the pointer come first: they find room before those of earlier legs.
            picture.labels.insert(0, label(beside, lines));
        }
        (None, None) => {}
    }
    picture.into_scene()
}

/// Draws range rings: true circles on the ground, each with its radius at its north.
pub fn rings_scene(rings: &[Rings], units: Units, theme: Theme) -> Scene {
    let colours = theme.colours();
    let mut picture = Picture::new(colours);
    for ring in rings {
        picture.cross_at(ring.centre);
        for radius_m in &ring.radii_m {
            let around = circle(ring.centre, f64::from(*radius_m));
            let shape = Arc::new(Shape::of_points(&around.points, false));
            picture.line(shape, Stroke::solid(1.5, colours.accent).dashed(Dash::Long));
        }
        // From the outermost in: it is the one that matters where there is room for one.
        for (place, radius_m) in ring.radii_m.iter().rev().enumerate() {
            let north = destination(ring.centre, 0.0, f64::from(*radius_m));
            let words = match &ring.name {
                Some(name) if place == 0 => format!("{name}: {}", units.chosen(*radius_m)),
                _ => units.chosen(*radius_m),
            };
            let text = Text::new(words, font::SECONDARY, Weight::SemiBold, colours.ink);
            picture.label(Anchor::Centre(world_from_ground(north)), vec![text]);
        }
    }
    picture.into_scene()
}

fn leg_text(leg: &Leg, units: Units, weight: Weight, colours: &Colours) -> Text {
    let words = format!(
        "{}  {}",
        units.measured(leg.distance_m),
        bearing_text(leg.bearing_deg, 0)
    );
    Text::new(words, font::SECONDARY, weight, colours.ink)
}

fn end_of(shape: &Shape) -> [f64; 2] {
    shape.points().last().unwrap_or([0.5, 0.5])
}

fn label(anchor: Anchor, lines: Vec<Text>) -> Arc<Label> {
    Arc::new(Label {
        subject: None,
        lines,
        anchor,
        align: Align::Centre,
    })
}

/// Marks and names while a picture is made.
struct Picture {
    colours: &'static Colours,
    marks: Vec<Mark>,
    labels: Vec<Arc<Label>>,
}

impl Picture {
    fn new(colours: &'static Colours) -> Self {
        Self {
            colours,
            marks: Vec::new(),
            labels: Vec::new(),
        }
    }

    fn mark(&mut self, mark: Mark) {
        self.marks.push(mark);
    }

    fn line(&mut self, shape: Arc<Shape>, stroke: Stroke) {
        // A pale line beneath, so that it is seen on dark ground and on fills of its own colour.
        let under = Stroke::solid(stroke.width + 2.0, self.colours.halo);
        self.mark(Mark::Line {
            shape: Arc::clone(&shape),
            stroke: under,
        });
        self.mark(Mark::Line { shape, stroke });
    }

    fn label(&mut self, anchor: Anchor, lines: Vec<Text>) {
        self.labels.push(label(anchor, lines));
    }

    fn stroke(&self, points: Vec<[f32; 2]>, closed: bool) -> Primitive {
        Primitive::Line {
            points,
            closed,
            width: 1.8,
            colour: self.colours.accent,
            dashed: false,
        }
    }

    fn ring_at(&mut self, at: Position, radius: f32) {
        let ring = self.stroke(ellipse([0.0; 2], [radius; 2], 28), true);
        self.mark(Mark::Symbol {
            at: world_from_ground(at),
            glyph: Arc::new(Glyph::of(vec![ring])),
        });
    }

    fn cross_at(&mut self, at: Position) {
        let strokes = vec![
            self.stroke(vec![[-6.0, 0.0], [6.0, 0.0]], false),
            self.stroke(vec![[0.0, -6.0], [0.0, 6.0]], false),
        ];
        self.mark(Mark::Symbol {
            at: world_from_ground(at),
            glyph: Arc::new(Glyph::of(strokes)),
        });
    }

    fn into_scene(self) -> Scene {
        let item = |mark| Arc::new(Item::of(Layer::Selection, None, mark));
        Scene {
            items: self.marks.into_iter().map(item).collect(),
            labels: self.labels,
            callout: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    fn words(scene: &Scene) -> Vec<String> {
        let line = |text: &Text| text.words.clone();
        scene
            .labels
            .iter()
            .map(|label| label.lines.iter().map(line).collect::<Vec<_>>().join(" | "))
            .collect()
    }

    #[test]
    fn figures_stand_at_the_pointer_and_along_the_legs_before() {
        let measured = Measured::line(vec![at(33.30, 43.70), at(33.30, 43.72), at(33.32, 43.72)]);
        let scene = measured_scene(&measured, None, Units::Kilometres, Theme::Light);
        assert_eq!(
            words(&scene),
            ["2.218 km  000° | in all 4.081 km", "1.863 km  090°"]
        );
        let closed = Measured::closed(measured.points);
        let scene = measured_scene(&closed, None, Units::Kilometres, Theme::Light);
        assert_eq!(
            words(&scene),
            [
                "1.863 km  090°",
                "2.218 km  000°",
                "2.896 km  220°",
                "2.066 km² | perimeter 6.977 km"
            ]
        );
    }

    #[test]
    fn the_outermost_ring_says_whose_it_is() {
        let rings = Rings {
            centre: at(33.35, 43.78),
            name: Some("1st Bn".to_owned()),
            radii_m: vec![500, 1000, 2500],
        };
        let scene = rings_scene(&[rings], Units::Kilometres, Theme::Dark);
        assert_eq!(words(&scene), ["1st Bn: 2.5 km", "1 km", "500 m"]);
        let reach = scene.bounds().size()[1];
        let expected = 5_000.0 / super::super::mercator::metres_per_unit(scene.bounds().centre()[1]);
        assert!((reach / expected - 1.0).abs() < 0.005, "{reach} {expected}");
    }

    #[test]
    fn a_ring_across_the_date_line_stays_in_one_piece() {
        let rings = Rings {
            centre: at(0.0, 179.99),
            name: None,
            radii_m: vec![5_000],
        };
        let size = rings_scene(&[rings], Units::Kilometres, Theme::Light)
            .bounds()
            .size();
        assert!(size[0] < 0.001, "{size:?}");
    }
}
