//! A scene on paper: ground, plan and names, cut to a frame.
//!
//! In the order of the window: the map beneath; layer by layer fills, patterns, lines and symbols; then
//! the names that found room, those of the map with their dots. Where a line is broken and what sits on
//! it is asked of the same functions as the window asks. Nothing round the frame is drawn here.

use std::sync::Arc;

use super::hatch::hatch;
use super::svg::{Closed, Drawing, Paint, RoundEnds};
use super::typeset;
use crate::drawing::base::{Ground, dot_of};
use crate::drawing::inked::inked;
use crate::drawing::labels::{Frame, Layout, Placed, PlacedCallout, Rect, lay_out};
use crate::drawing::marks::badge;
use crate::drawing::scene::{Anchor, Stroke, Text, Texture, Weight};
use crate::drawing::style::{Colours, size};
use crate::drawing::{Bounds, Camera, Item, Layer, Mark, Rgba, Scene, Shape, Subject};

/// How far beyond the frame something may still reach into it, in points.
const REACH: f32 = 80.0;

/// The rings of an area on the paper.
type Rings = Vec<Vec<[f32; 2]>>;

/// What is drawn in a frame.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'p> {
    /// The plan.
    pub scene: &'p Scene,
    /// The map beneath; `None`: plain land.
    pub ground: Option<&'p Ground>,
    /// Lines of a grid, and how they are drawn.
    pub grid: &'p [(Shape, Stroke)],
    /// Where one looks.
    pub camera: Camera,
    /// The zoom by which the map beneath is drawn.
    pub detail: f64,
    /// Width and height of the frame, in points.
    pub size: [f32; 2],
    /// Light or dark.
    pub colours: &'static Colours,
    /// Places in the frame that names keep clear of.
    pub taken: &'p [Rect],
    /// Names of the map beneath, the most important first.
    pub names: &'p [Arc<crate::drawing::Label>],
}

/// Draws a picture with its upper left corner at a place; returns what was named.
pub fn draw(drawing: &mut Drawing, picture: &Picture<'_>, at: [f32; 2]) -> Layout {
    let [width, height] = picture.size;
    let frame = Frame {
        camera: picture.camera,
        size: picture.size,
        taken: picture.taken,
    };
    let layout = lay_out(picture.scene, picture.names, &frame, &typeset::measure);
    let mut pen = Pen {
        drawing,
        picture,
        at,
        window: [at[0], at[1], at[0] + width, at[1] + height],
        scale: picture.scene.symbol_scale(picture.camera.points_per_unit()),
    };
    pen.drawing.begin_clip(pen.window);
    pen.ground();
    for (shape, stroke) in picture.grid {
        pen.stroke(shape, stroke, 0.0);
    }
    for layer in Layer::ALL {
        pen.layer(layer);
    }
    pen.layout(&layout);
    pen.drawing.end();
    layout
}

struct Pen<'p, 'd> {
    drawing: &'d mut Drawing,
    picture: &'p Picture<'p>,
    at: [f32; 2],
    window: [f32; 4],
    /// How large symbols are drawn.
    scale: f32,
}

impl Pen<'_, '_> {
    fn turns(&self, bounds: Bounds) -> Vec<f64> {
        let reach = f64::from(REACH) / self.picture.camera.points_per_unit();
        let turns = self.picture.camera.turns(bounds.grown(reach), self.picture.size);
        turns.collect()
    }

    fn place(&self, [x, y]: [f64; 2], turn: f64) -> [f32; 2] {
        let camera = &self.picture.camera;
        let [x, y] = camera.screen_from_world([x + turn, y], self.picture.size);
        [x + self.at[0], y + self.at[1]]
    }

    fn ring(&self, ring: &[[f64; 2]], turn: f64) -> Vec<[f32; 2]> {
        ring.iter().map(|point| self.place(*point, turn)).collect()
    }

    /// The rings of an area, cut to the frame and a little more.
    fn rings(&self, shape: &Shape, turn: f64) -> Rings {
        let [left, top, right, bottom] = self.window;
        let around = [left - REACH, top - REACH, right + REACH, bottom + REACH];
        let rings = shape.rings().map(|ring| cut(self.ring(ring, turn), around));
        rings.filter(|ring| ring.len() > 2).collect()
    }

    fn ground(&mut self) {
        let colours = self.picture.colours;
        let Some(ground) = self.picture.ground else {
            self.drawing.rect(self.window, Paint::fill(colours.land));
            return;
        };
        self.drawing.rect(self.window, Paint::fill(colours.water));
        for (feature, shape) in &ground.areas {
            let Some(fill) = feature.fill(colours) else {
                continue;
            };
            let rings = self.rings(shape, 0.0);
            self.fill(&rings, fill);
        }
        for (feature, shape) in &ground.lines {
            if let Some(stroke) = feature.stroke(self.picture.detail, colours) {
                self.stroke(shape, &stroke, 0.0);
            }
        }
    }

    fn fill(&mut self, rings: &[Vec<[f32; 2]>], colour: Rgba) {
        let rings = rings.iter().map(|ring| (ring.as_slice(), Closed::Yes));
        self.drawing.path(rings, Paint::fill(colour));
    }

    /// Draws a layer: all fills, all patterns by texture, then lines and symbols in order.
    fn layer(&mut self, layer: Layer) {
        let picture = self.picture;
        let items = picture.scene.layer(layer);
        let mut patterns: Vec<(Texture, Rgba, Rings)> = Vec::new();
        for item in items {
            if let Mark::Fill {
                shape,
                colour,
                texture,
            } = &item.mark
            {
                for turn in self.turns(item.bounds) {
                    let rings = self.rings(shape, turn);
                    self.fill(&rings, *colour);
                    if let Some((texture, ink)) = texture {
                        patterns.push((*texture, *ink, rings));
                    }
                }
            }
        }
        patterns.sort_by_key(|(texture, ..)| *texture);
        for (texture, ink, rings) in patterns {
            pattern(self.drawing, texture, ink, &rings, self.window);
        }
        for item in items {
            self.item(item);
        }
    }

    fn item(&mut self, item: &Item) {
        match &item.mark {
            Mark::Fill { .. } => {}
            Mark::Outside { shape, colour } => self.outside(shape, *colour),
            Mark::Line { shape, stroke } => {
                for turn in self.turns(item.bounds) {
                    self.stroke(shape, stroke, turn);
                }
            }
            Mark::Band {
                shape,
                width,
                least,
                colour,
            } => {
                let points = (width * self.picture.camera.points_per_unit()) as f32;
                for turn in self.turns(item.bounds.grown(*width)) {
                    let rings: Vec<Vec<[f32; 2]>> = shape.rings().map(|ring| self.ring(ring, turn)).collect();
                    let paint = Paint::line(points.max(*least), *colour);
                    let rings = rings.iter().map(|ring| (ring.as_slice(), Closed::No));
                    self.drawing.path(rings, paint);
                }
            }
            Mark::Symbol { at, glyph } => {
                for turn in self.turns(item.bounds) {
                    let at = self.place(*at, turn);
                    if self.scale < 1.0 {
                        self.drawing.glyph(&glyph.scaled(self.scale), at);
                    } else {
                        self.drawing.glyph(glyph, at);
                    }
                    if let (Layer::Badges, Some(Subject::Finding(place))) = (item.layer, item.subject) {
                        let [_, up, right, _] = glyph.reach.map(|reach| reach * self.scale);
                        self.finding_number(place, [at[0] + right, at[1] - up]);
                    }
                }
            }
            Mark::Handles { shape, edge, face } => {
                let half = size::HANDLE / 2.0;
                for turn in self.turns(item.bounds) {
                    for point in shape.points() {
                        let [x, y] = self.place(point, turn);
                        let mut paint = Paint::fill(*face);
                        paint.line = Some((1.4, *edge));
                        self.drawing.rect([x - half, y - half, x + half, y + half], paint);
                    }
                }
            }
        }
    }

    /// Writes the number of a finding at its badge: the one it has in the list of findings.
    fn finding_number(&mut self, place: usize, [x, y]: [f32; 2]) {
        let colours = self.picture.colours;
        let text = Text::new((place + 1).to_string(), 8.0, Weight::SemiBold, colours.text);
        let at = [x - 0.5, y - 4.0];
        self.drawing.text(&text, at, Some(colours.halo.opacity(1.0)));
    }

    fn stroke(&mut self, shape: &Shape, stroke: &Stroke, turn: f64) {
        let [left, top, right, bottom] = self.window;
        let margin = stroke.width + 2.0;
        let window = [left - margin, top - margin, right + margin, bottom + margin];
        let paint = Paint::line(stroke.width, stroke.colour);
        for ring in shape.rings() {
            let points = self.ring(ring, turn);
            let inked = inked(&points, shape.closed, stroke, window, self.scale);
            for piece in &inked.pieces {
                let closed = if piece.closed { Closed::Yes } else { Closed::No };
                let dashes = piece.dashes(stroke.dash);
                let dashes = dashes.iter().map(|dash| (dash.as_slice(), closed));
                self.drawing.path(dashes, paint);
            }
            for primitive in &inked.decor {
                self.drawing.primitive(primitive, [0.0; 2]);
            }
        }
    }

    /// Fills all of the frame but the shape.
    fn outside(&mut self, shape: &Shape, veil: Rgba) {
        let [left, top, right, bottom] = self.window;
        let mut rings = vec![vec![[left, top], [right, top], [right, bottom], [left, bottom]]];
        for turn in self.turns(shape.bounds) {
            for ring in self.rings(shape, turn) {
                let cut = cut(ring, self.window);
                if cut.len() > 2 {
                    rings.push(cut);
                }
            }
        }
        self.fill(&rings, veil);
    }

    fn layout(&mut self, layout: &Layout) {
        let colours = self.picture.colours;
        for placed in &layout.further {
            if let (Anchor::Beside { at, .. }, Some(radius)) = (&placed.label.anchor, dot_of(&placed.label)) {
                let at = self.place(*at, 0.0);
                self.drawing.disc(at, radius + 1.2, colours.halo);
                self.drawing.disc(at, radius, colours.place);
            }
        }
        for placed in layout.further.iter().chain(&layout.labels) {
            self.label(placed, colours.halo);
        }
        if let Some(placed) = &layout.callout {
            self.callout(placed);
        }
    }

    fn label(&mut self, placed: &Placed, halo: Rgba) {
        for (text, [x, y]) in placed.label.lines.iter().zip(&placed.lines) {
            let at = [x + self.at[0], y + self.at[1]];
            self.drawing.text(text, at, Some(halo));
        }
    }

    fn callout(&mut self, placed: &PlacedCallout) {
        let callout = &placed.callout;
        let moved = |[x, y]: [f32; 2]| [x + self.at[0], y + self.at[1]];
        let [from, to] = placed.leader.map(moved);
        self.drawing.line(from, to, 1.4, callout.colour);
        self.drawing.disc(to, 2.6, callout.colour);
        let [ground, edge] = callout.card;
        let [left, top] = moved([placed.rect.left, placed.rect.top]);
        let [right, bottom] = moved([placed.rect.right, placed.rect.bottom]);
        let mut paint = Paint::fill(ground);
        paint.line = Some((1.0, edge));
        self.drawing.rect([left, top, right, bottom], paint);
        let shape = moved(placed.shape);
        self.drawing
            .glyph(&badge(callout.severity, self.picture.colours), shape);
        for (text, at) in callout.lines.iter().zip(&placed.lines) {
            let at = [at[0] + self.at[0], at[1] + self.at[1]];
            self.drawing.text(text, at, None);
        }
    }
}

/// Fills rings with a pattern.
pub(super) fn pattern(
    drawing: &mut Drawing,
    texture: Texture,
    ink: Rgba,
    rings: &[Vec<[f32; 2]>],
    within: [f32; 4],
) {
    let cut = hatch(texture, rings, within);
    let mut paint = Paint::line(cut.width, ink);
    if cut.strokes.iter().any(|[from, to]| from == to) {
        paint.round = RoundEnds::Yes;
    }
    // Not every reader paints a line of no length.
    let strokes: Vec<[[f32; 2]; 2]> = cut
        .strokes
        .into_iter()
        .map(|[from, to]| {
            if from == to {
                [from, [to[0] + 0.01, to[1]]]
            } else {
                [from, to]
            }
        })
        .collect();
    drawing.path(
        strokes.iter().map(|stroke| (stroke.as_slice(), Closed::No)),
        paint,
    );
}

/// Cuts a ring to a box, side by side; where it leaves the box it runs along its edge.
///
/// # Source
/// Sutherland and Hodgman, "Reentrant polygon clipping", 1974.
pub(super) fn cut(ring: Vec<[f32; 2]>, [left, top, right, bottom]: [f32; 4]) -> Vec<[f32; 2]> {
    let mut ring = ring;
    for (axis, edge, sign) in [(0, left, 1.0), (0, right, -1.0), (1, top, 1.0), (1, bottom, -1.0)] {
        let part = |[x, y]: [f32; 2]| if axis == 0 { x } else { y };
        let inside = |point: [f32; 2]| (part(point) - edge) * sign >= 0.0;
        if ring.iter().all(|point| inside(*point)) {
            continue;
        }
        let Some(mut before) = ring.last().copied() else {
            return ring;
        };
        let mut kept = Vec::with_capacity(ring.len());
        for point in ring {
            if inside(before) != inside(point) {
                let share = (edge - part(before)) / (part(point) - part(before));
                let between = |from: f32, to: f32| from + (to - from) * share;
                // On the edge itself, whatever rounding says.
                kept.push(if axis == 0 {
                    [edge, between(before[1], point[1])]
                } else {
                    [between(before[0], point[0]), edge]
                });
            }
            if inside(point) {
                kept.push(point);
            }
            before = point;
        }
        ring = kept;
    }
    ring
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_cut_to_its_frame() {
        let frame = [0.0, 0.0, 10.0, 10.0];
        let ring = vec![[-5.0, 2.0], [5.0, 2.0], [5.0, 20.0], [-5.0, 20.0]];
        let mut kept = cut(ring, frame);
        kept.sort_by(|one, other| one[0].total_cmp(&other[0]).then(one[1].total_cmp(&other[1])));
        assert_eq!(kept, [[0.0, 2.0], [0.0, 10.0], [5.0, 2.0], [5.0, 10.0]]);
        let within = vec![[1.0, 1.0], [2.0, 1.0], [2.0, 2.0]];
        assert_eq!(cut(within.clone(), frame), within);
        assert!(cut(vec![[20.0, 1.0], [30.0, 1.0], [30.0, 2.0]], frame).is_empty());
        assert!(cut(Vec::new(), frame).is_empty());
    }
}
