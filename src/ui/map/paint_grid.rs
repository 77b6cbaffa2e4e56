//! The MGRS grid on the window's map: thin lines under the plan, values at the top and right edge.
//!
//! Which lines there are is `drawing::grid`'s; they are made anew only where the view has changed.

use egui::{Painter, Pos2, Rect, Stroke, Vec2, pos2, vec2};

use super::paint_labels::{galley, haloed};
use super::text::colour;
use crate::drawing::grid::{Axis, Grid, GridLine, Spacing, grid};
use crate::drawing::mercator::ground_from_world;
use crate::drawing::scene::{Text, Weight};
use crate::drawing::style::{Colours, Theme, font};
use crate::drawing::{Bounds, Camera};

/// Lines are at least so many points apart.
const LEAST_APART: f64 = 64.0;
/// A square whose seen part is narrower than this is not named.
const NAMED_FROM: f32 = 40.0;
/// Up from this width a name stands in the corner of its square, not in the middle.
const IN_CORNER_FROM: f32 = 240.0;
/// Between a value and the map's edge.
const EDGE: f32 = 4.0;

/// Paints the grid, and keeps it from one frame to the next.
#[derive(Debug, Default)]
pub(super) struct GridPainter {
    made: Option<Made>,
}

#[derive(Debug)]
struct Made {
    view: Bounds,
    grid: Grid,
}

impl GridPainter {
    /// Paints the lines: what lies under the plan.
    pub(super) fn lines(&mut self, painter: &Painter, rect: Rect, camera: &Camera, theme: Theme) {
        let size = [rect.width(), rect.height()];
        let view = camera.view(size);
        let latitude = ground_from_world(camera.centre).latitude();
        let spacing = Spacing::at_least_m(camera.metres_per_point(latitude) * LEAST_APART);
        if self.made.as_ref().is_none_or(|made| made.view != view) {
            let grid = grid(view, spacing);
            self.made = Some(Made { view, grid });
        }
        let Some(Made { grid, .. }) = &self.made else {
            return;
        };
        let colours = theme.colours();
        let screen = |at: &[f64; 2]| rect.min + Vec2::from(camera.screen_from_world(*at, size));
        for line in &grid.lines {
            let points: Vec<Pos2> = line.points.iter().map(screen).collect();
            let opacity = if line.rank() > grid.spacing { 0.34 } else { 0.17 };
            painter.line(points, Stroke::new(1.0, colour(colours.ink.opacity(opacity))));
        }
        for border in &grid.borders {
            let points: Vec<Pos2> = border.iter().map(screen).collect();
            painter.line(points, Stroke::new(1.6, colour(colours.ink.opacity(0.42))));
        }
    }

    /// Paints what lines are called, along the top and the right edge, and the names of squares and zones;
    /// none stands in `taken` room.
    pub(super) fn labels(
        &self,
        painter: &Painter,
        rect: Rect,
        camera: &Camera,
        theme: Theme,
        taken: &[Rect],
    ) {
        let Some(Made { grid, .. }) = &self.made else {
            return;
        };
        let size = [rect.width(), rect.height()];
        let mut rooms: Vec<Rect> = taken.to_vec();
        let screen = |at: &[f64; 2]| rect.min + Vec2::from(camera.screen_from_world(*at, size));
        let colours = theme.colours();
        for line in &grid.lines {
            let Some(at) = edge_point(line, rect, screen) else {
                continue;
            };
            if line.principal().is_empty() {
                continue;
            }
            value(painter, rect, at, line, colours, &mut rooms);
        }
        let box_of = |bounds: Bounds| Rect::from_min_max(screen(&bounds.min), screen(&bounds.max));
        for square in &grid.squares {
            let seen = box_of(square.bounds);
            if seen.width().min(seen.height()) < NAMED_FROM {
                continue;
            }
            let words = if grid.spacing == Spacing::HundredKm {
                square.letters.clone()
            } else {
                format!("{} {}", square.designation, square.letters)
            };
            let place = if seen.width() < IN_CORNER_FROM {
                Place::Middle(screen(&square.at))
            } else {
                Place::Corner(seen)
            };
            name(painter, rect, place, &words, colours, &mut rooms);
        }
        if grid.spacing >= Spacing::HundredKm {
            for zone in &grid.zones {
                let seen = box_of(zone.bounds);
                if seen.width().min(seen.height()) >= NAMED_FROM {
                    let place = if grid.spacing == Spacing::Zones {
                        Place::Middle(seen.center())
                    } else {
                        Place::Corner(seen)
                    };
                    name(painter, rect, place, &zone.designation, colours, &mut rooms);
                }
            }
        }
    }
}

/// Where the name of a square or zone stands.
#[derive(Clone, Copy)]
enum Place {
    Middle(Pos2),
    Corner(Rect),
}

/// Paints a quiet name in spaced letters, where there is room: in the middle, or in one of the corners.
fn name(painter: &Painter, rect: Rect, place: Place, words: &str, colours: &Colours, rooms: &mut Vec<Rect>) {
    let ink = colours.ink.opacity(0.5);
    let text = Text::new(words, font::SECONDARY, Weight::SemiBold, ink).spaced(1.2);
    let galley = galley(painter, &text);
    let size = galley.size();
    let tried = match place {
        Place::Middle(at) => vec![at - size / 2.0],
        Place::Corner(seen) => {
            // Clear of the values along the map's edges.
            let seen = seen.intersect(rect.shrink2(vec2(30.0, 20.0))).shrink(6.0);
            vec![
                seen.left_top(),
                seen.right_top() - vec2(size.x, 0.0),
                seen.left_bottom() - vec2(0.0, size.y),
                seen.right_bottom() - size,
            ]
        }
    };
    let free = |at: &Pos2| {
        let room = Rect::from_min_size(*at, size);
        rect.contains_rect(room) && !rooms.iter().any(|taken| taken.intersects(room.expand(3.0)))
    };
    if let Some(at) = tried.into_iter().find(free) {
        rooms.push(Rect::from_min_size(at, size));
        haloed(painter, at, galley, colour(colours.halo.opacity(0.4)));
    }
}

/// Where a line leaves the map at the top or, a northing, at the right.
fn edge_point(line: &GridLine, rect: Rect, screen: impl Fn(&[f64; 2]) -> Pos2) -> Option<Pos2> {
    let end = screen(line.points.last()?);
    let at_edge = match line.axis {
        Axis::Easting => (end.y - rect.top()).abs() < 1.5,
        Axis::Northing => (end.x - rect.right()).abs() < 1.5,
    };
    at_edge.then_some(end)
}

/// Paints a line's value: the digits before the principal ones small, as on a sheet.
fn value(painter: &Painter, rect: Rect, at: Pos2, line: &GridLine, colours: &Colours, rooms: &mut Vec<Rect>) {
    let ink = colours.ink.opacity(0.8);
    let leading = galley(painter, &Text::new(line.leading(), 8.0, Weight::Regular, ink));
    let principal = galley(
        painter,
        &Text::new(line.principal(), font::SECONDARY, Weight::SemiBold, ink),
    );
    let size = vec2(leading.size().x + 0.5 + principal.size().x, principal.size().y);
    let min = match line.axis {
        Axis::Easting => pos2(at.x - size.x / 2.0, rect.top() + EDGE),
        Axis::Northing => pos2(rect.right() - EDGE - size.x, at.y - size.y / 2.0),
    };
    let room = Rect::from_min_size(min, size);
    if !rect.shrink(1.0).contains_rect(room) || rooms.iter().any(|taken| taken.intersects(room.expand(2.0))) {
        return;
    }
    rooms.push(room);
    let halo = colour(colours.halo);
    let after = min + vec2(leading.size().x + 0.5, 0.0);
    haloed(painter, min, leading, halo);
    haloed(painter, after, principal, halo);
}
