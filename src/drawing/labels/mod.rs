//! Which names find room on the picture, and where: no name lies on another, on a symbol or on the card.
//!
//! Depends on where one looks and on how wide words are, so whoever prints gives both. Places are tried
//! in a fixed order and hang on the ground, so that names stay where they are while the map is moved.
//! Nothing is painted here.

mod along;
mod callout;
mod cover;
mod inside;
mod room;

use std::sync::Arc;

use super::detail;
use super::echelon::line_mark;
use super::inked::break_width;
use super::line;
use super::mercator::{Bounds, Camera};
use super::scene::{Align, Anchor, Callout, Decor, Item, Label, Layer, Mark, Scene, Text};
use super::shape::Shape;

pub use room::Rect;
use room::Room;

/// Space kept free round a name, in points.
const MARGIN: f32 = 2.0;
/// Space between a symbol and its name.
const BESIDE: f32 = 5.0;
/// What is so far out of view, in points, is regarded as if it were in view.
const BEYOND: f64 = 140.0;
/// Where symbols are smaller than this, only sectors are named.
const NAMED_SCALE: f32 = 0.75;
/// Above this many vertices of lines in view, names are placed without regard to them.
const VERTICES_REGARDED: usize = 6_000;

/// Where one looks, and at what size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame<'f> {
    /// Where one looks.
    pub camera: Camera,
    /// Width and height of the picture, in points.
    pub size: [f32; 2],
    /// Places that are taken by other things: bars, the scale.
    pub taken: &'f [Rect],
}

impl Frame<'_> {
    /// Places a world point in the copy of the world that the middle is in.
    fn screen(&self, world: [f64; 2], turn: f64) -> [f32; 2] {
        self.camera
            .screen_from_world([world[0] + turn, world[1]], self.size)
    }

    fn whole(&self) -> Rect {
        Rect::new(0.0, 0.0, self.size[0], self.size[1])
    }
}

/// What found room.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// The names of the scene.
    pub labels: Vec<Placed>,
    /// The further names, which yield to those of the scene.
    pub further: Vec<Placed>,
    /// The card of the finding looked at.
    pub callout: Option<PlacedCallout>,
}

impl Layout {
    /// Returns the layout moved by so many points.
    #[must_use]
    pub fn shifted(&self, by: [f32; 2]) -> Self {
        let moved = |[x, y]: [f32; 2]| [x + by[0], y + by[1]];
        let placed = |placed: &Placed| Placed {
            label: Arc::clone(&placed.label),
            rect: placed.rect.shifted(by),
            lines: placed.lines.iter().copied().map(moved).collect(),
        };
        Self {
            labels: self.labels.iter().map(placed).collect(),
            further: self.further.iter().map(placed).collect(),
            callout: self.callout.as_ref().map(|placed| PlacedCallout {
                callout: Arc::clone(&placed.callout),
                rect: placed.rect.shifted(by),
                lines: placed.lines.iter().copied().map(moved).collect(),
                shape: moved(placed.shape),
                leader: placed.leader.map(moved),
            }),
        }
    }
}

/// A name and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// Which name.
    pub label: Arc<Label>,
    /// All of it.
    pub rect: Rect,
    /// Where each line begins: its upper left corner.
    pub lines: Vec<[f32; 2]>,
}

/// A card and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedCallout {
    /// What it says.
    pub callout: Arc<Callout>,
    /// The card.
    pub rect: Rect,
    /// Where each line begins: its upper left corner.
    pub lines: Vec<[f32; 2]>,
    /// Where the shape of the severity stands: its middle.
    pub shape: [f32; 2],
    /// The line from the card to what it speaks of.
    pub leader: [[f32; 2]; 2],
}

/// Says how wide and high a line of text is, in points.
pub type Measure<'m> = &'m dyn Fn(&Text) -> [f32; 2];

/// Finds room for the names and the card of a scene, then for further names, such as those of the map
/// beneath: each list the most important first.
pub fn lay_out(scene: &Scene, further: &[Arc<Label>], frame: &Frame<'_>, measure: Measure<'_>) -> Layout {
    let scale = scene.symbol_scale(frame.camera.points_per_unit());
    let mut room = Room::new(frame.size);
    for rect in frame.taken {
        room.take(*rect);
    }
    let view = frame.camera.view(frame.size);
    // While the map is moved, names that are just out of view come into it.
    let reach = BEYOND / frame.camera.points_per_unit();
    let near = |item: &&Arc<Item>| meets(item.bounds, view.grown(reach));
    for layer in [Layer::Moves, Layer::Sites, Layer::Units, Layer::Badges] {
        for item in scene.layer(layer).iter().filter(near) {
            if let Mark::Symbol { at, glyph } = &item.mark {
                for turn in frame.camera.turns(item.bounds.grown(reach), frame.size) {
                    let reach = glyph.reach.map(|reach| reach * scale);
                    room.take(symbol_rect(frame.screen(*at, turn), reach));
                }
            }
        }
    }
    let mut lines = Vec::new();
    for layer in [
        Layer::Sectors,
        Layer::Corridors,
        Layer::Findings,
        Layer::Lines,
        Layer::Moves,
    ] {
        for item in scene.layer(layer).iter().filter(near) {
            if let Mark::Line { shape, stroke } = &item.mark {
                if let Decor::Echelon(echelon, _) = stroke.decor {
                    take_marks(
                        &mut room,
                        frame,
                        shape,
                        line_mark(echelon, stroke.colour, stroke.colour)
                            .scaled(scale)
                            .reach,
                    );
                }
                lines.push(Arc::clone(shape));
            }
        }
    }
    let vertices: usize = lines.iter().flat_map(|shape| shape.rings()).map(<[_]>::len).sum();
    if vertices <= VERTICES_REGARDED {
        for shape in &lines {
            for turn in frame.camera.turns(shape.bounds, frame.size) {
                for ring in shape.rings() {
                    room.regard(ring.iter().map(|point| frame.screen(*point, turn)));
                }
            }
        }
    }
    let mut layout = Layout::default();
    for ways in said_once(&scene.labels) {
        // Names round shrunken symbols and lines would say nothing: they could not be told apart.
        let ground = |label: &Arc<Label>| matches!(label.anchor, Anchor::Inside(_) | Anchor::Fixed(_));
        // What is measured stands for no object, and has no symbols that could shrink.
        let kept = |label: &Arc<Label>| label.subject.is_none() || ground(label);
        if scale < NAMED_SCALE && !ways.first().is_some_and(kept) {
            continue;
        }
        place(ways, frame, measure, scale, &mut room, &mut layout.labels);
    }
    if let Some(callout) = &scene.callout
        && let Some(placed) = callout::place(callout, frame, measure, &room)
    {
        layout.labels.retain(|label| !label.rect.meets(placed.rect));
        room.take(placed.rect);
        layout.callout = Some(placed);
    }
    for ways in said_once(further) {
        place(ways, frame, measure, 1.0, &mut room, &mut layout.further);
    }
    layout
}

/// Cuts labels into those that say the same, each shorter than the one before.
fn said_once(labels: &[Arc<Label>]) -> impl Iterator<Item = &[Arc<Label>]> {
    labels.chunk_by(|one, other| {
        one.subject.is_some() && one.subject == other.subject && stands_as(&one.anchor, &other.anchor)
    })
}

/// True where two anchors are the same; shapes are compared only where they are two in memory.
fn stands_as(one: &Anchor, other: &Anchor) -> bool {
    match (one, other) {
        (Anchor::Inside(one), Anchor::Inside(other))
        | (Anchor::Near(one), Anchor::Near(other))
        | (Anchor::Ends(one), Anchor::Ends(other))
        | (Anchor::Along(one), Anchor::Along(other)) => Arc::ptr_eq(one, other) || one == other,
        _ => one == other,
    }
}

/// True where a box or a copy of it one turn away meets another.
fn meets(bounds: Bounds, view: Bounds) -> bool {
    [-1.0, 0.0, 1.0]
        .into_iter()
        .any(|turn| bounds.shifted(turn).meets(view))
}

fn symbol_rect([x, y]: [f32; 2], [left, up, right, down]: [f32; 4]) -> Rect {
    Rect::new(x - left, y - up, x + right, y + down).grown(1.0)
}

fn take_marks(room: &mut Room, frame: &Frame<'_>, shape: &Shape, reach: [f32; 4]) {
    for points in on_screen(shape, frame) {
        let places = line::mark_places(line::length(&points), break_width(reach));
        for (at, _) in line::along_each(&points, places) {
            let rect = symbol_rect(at, reach);
            if rect.meets(frame.whole()) {
                room.take(rect);
            }
        }
    }
}

/// A label with its lines measured.
struct Sized<'l> {
    label: &'l Arc<Label>,
    sizes: Vec<[f32; 2]>,
    size: [f32; 2],
}

impl<'l> Sized<'l> {
    fn of(label: &'l Arc<Label>, measure: Measure<'_>) -> Self {
        let sizes: Vec<[f32; 2]> = label.lines.iter().map(measure).collect();
        let width = sizes.iter().map(|[width, _]| *width).fold(0.0, f32::max);
        let height = sizes.iter().map(|[_, height]| *height).sum();
        Self {
            label,
            sizes,
            size: [width, height],
        }
    }

    fn centred(&self, [x, y]: [f32; 2]) -> Rect {
        let [width, height] = self.size;
        Rect::new(
            x - width / 2.0,
            y - height / 2.0,
            x + width / 2.0,
            y + height / 2.0,
        )
    }

    /// The lines in the rectangle: in the middle, or from the side where the symbol stands.
    fn placed(&self, rect: Rect, symbol: Option<[f32; 2]>) -> Placed {
        let mut y = rect.top;
        let line = |[width, height]: &[f32; 2]| {
            let x = match (self.label.align, symbol) {
                (Align::Symbol, Some([at, _])) if at <= rect.left => rect.left,
                (Align::Symbol, Some([at, _])) if at >= rect.right => rect.right - width,
                _ => f32::midpoint(rect.left, rect.right) - width / 2.0,
            };
            let place = [x, y];
            y += height;
            place
        };
        Placed {
            label: Arc::clone(self.label),
            rect,
            lines: self.sizes.iter().map(line).collect(),
        }
    }
}

/// Finds room for a name in one of the ways it may be written.
fn place(
    ways: &[Arc<Label>],
    frame: &Frame<'_>,
    measure: Measure<'_>,
    scale: f32,
    room: &mut Room,
    out: &mut Vec<Placed>,
) {
    let Some(first) = ways.first() else { return };
    match &first.anchor {
        Anchor::Fixed(at) => {
            for turn in frame.camera.turns(Bounds::of([*at]), frame.size) {
                let sized = Sized::of(first, measure);
                let rect = sized.centred(frame.screen(*at, turn));
                settle(&sized, rect, None, room, out);
            }
        }
        Anchor::Centre(at) => {
            for turn in frame.camera.turns(Bounds::of([*at]), frame.size) {
                let at = frame.screen(*at, turn);
                let found = sized(ways, measure).find_map(|sized| {
                    let rect = sized.centred(at);
                    room.is_free(rect).then_some((sized, rect))
                });
                if let Some((sized, rect)) = found {
                    settle(&sized, rect, None, room, out);
                }
            }
        }
        Anchor::Inside(shape) => {
            for turn in frame.camera.turns(shape.bounds, frame.size) {
                let found = within(ways, shape, frame, turn, measure, room);
                if let Some((sized, rect)) = found {
                    settle(&sized, rect, None, room, out);
                }
            }
        }
        Anchor::Near(shape) => {
            for turn in frame.camera.turns(shape.bounds, frame.size) {
                // A whole name beside the area says more than letters in it.
                let (last, longer) = ways.split_last().unwrap_or((first, &[]));
                let found = within(longer, shape, frame, turn, measure, room)
                    .or_else(|| {
                        sized(longer, measure).find_map(|sized| {
                            let rect = inside::near(shape, sized.size, frame, turn, room)?;
                            Some((sized, rect))
                        })
                    })
                    .or_else(|| within(std::slice::from_ref(last), shape, frame, turn, measure, room))
                    .or_else(|| {
                        let sized = Sized::of(last, measure);
                        let rect = inside::near(shape, sized.size, frame, turn, room)?;
                        Some((sized, rect))
                    });
                if let Some((sized, rect)) = found {
                    settle(&sized, rect, None, room, out);
                }
            }
        }
        Anchor::Beside { at, reach } => {
            for turn in frame.camera.turns(Bounds::of([*at]), frame.size) {
                let symbol = frame.screen(*at, turn);
                let whole = frame.whole();
                let found = sized(ways, measure).find_map(|sized| {
                    let rects = beside(symbol, reach.map(|reach| reach * scale), sized.size);
                    let free = |rect: &&Rect| room.is_free(**rect) && whole.contains(**rect);
                    let clear = |rect: &&Rect| free(rect) && room.is_clear(**rect);
                    let found = rects.iter().find(clear).or_else(|| rects.iter().find(free));
                    found.copied().map(|rect| (sized, rect))
                });
                if let Some((sized, rect)) = found {
                    settle(&sized, rect, Some(symbol), room, out);
                }
            }
        }
        Anchor::Sides { line, left } => along::sides(ways, line, *left, frame, measure, room, out),
        Anchor::Ends(line) => along::ends(ways, line, frame, measure, room, out),
        Anchor::Along(line) => along::middle(ways, line, frame, measure, room, out),
    }
}

/// The ways to write a name, measured one after the other as they are asked for.
fn sized<'l>(ways: &'l [Arc<Label>], measure: Measure<'l>) -> impl Iterator<Item = Sized<'l>> {
    ways.iter().map(move |label| Sized::of(label, measure))
}

/// The first way to write a name that has room inside an area.
fn within<'l>(
    ways: &'l [Arc<Label>],
    shape: &Shape,
    frame: &Frame<'_>,
    turn: f64,
    measure: Measure<'_>,
    room: &Room,
) -> Option<(Sized<'l>, Rect)> {
    let parts = inside::Parts::of(shape, frame, turn)?;
    ways.iter()
        .filter(|label| parts.may_hold(label))
        .find_map(|label| {
            let sized = Sized::of(label, measure);
            let at = parts.find(sized.size, frame, room)?;
            let rect = sized.centred(at);
            Some((sized, rect))
        })
}

fn settle(sized: &Sized<'_>, rect: Rect, symbol: Option<[f32; 2]>, room: &mut Room, out: &mut Vec<Placed>) {
    room.take(rect.grown(MARGIN));
    out.push(sized.placed(rect, symbol));
}

/// Places beside a symbol, the best first. A symbol that stands on its place, as a flag does, is named
/// beside its upper half.
fn beside([x, y]: [f32; 2], [left, up, right, down]: [f32; 4], [width, height]: [f32; 2]) -> [Rect; 6] {
    let middle = if down < 3.0 { y - up * 0.7 } else { y };
    let at = |x: f32, y: f32| Rect::new(x, y, x + width, y + height);
    [
        at(x + right + BESIDE, middle - height / 2.0),
        at(x - left - BESIDE - width, middle - height / 2.0),
        at(x - width / 2.0, y + down + 1.0),
        at(x - width / 2.0, y - up - height - 1.0),
        at(x + right, y + down * 0.7),
        at(x + right, y - up - height * 0.6),
    ]
}

/// The line's rings on the screen, a turn at a time, in the detail in which they are drawn.
fn on_screen(shape: &Shape, frame: &Frame<'_>) -> Vec<Vec<[f32; 2]>> {
    let mut rings = Vec::new();
    let turns: Vec<f64> = frame.camera.turns(shape.bounds, frame.size).collect();
    if turns.is_empty() {
        return rings;
    }
    let drawn = detail::parts(shape, detail::level(frame.camera.zoom)).concat();
    for turn in turns {
        for ring in &drawn {
            rings.push(ring.iter().map(|point| frame.screen(*point, turn)).collect());
        }
    }
    rings
}

#[cfg(test)]
mod tests;
