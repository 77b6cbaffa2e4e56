//! What a mesh stands on: made for one zoom and for more of the world than is in view, it is moved in
//! place while the map is panned, and made anew only when the zoom changes or its edge comes into view.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

use crate::drawing::{Bounds, Camera};

/// How much of a view's size is made beyond each of its edges.
const BEYOND: f64 = 0.25;

/// The ground of retained meshes: local points are points of the screen from an anchor in the world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Footing {
    anchor: [f64; 2],
    scale: f64,
    /// Doublings of the world's width.
    pub(super) zoom: f64,
    /// Pixels in a point.
    pub(super) pixels_per_point: f32,
    /// The part of the world that is made.
    pub(super) window: Bounds,
}

impl Footing {
    /// Makes a footing for what a camera sees.
    pub(super) fn new(camera: &Camera, size: Vec2, pixels_per_point: f32) -> Self {
        let view = camera.view([size.x, size.y]);
        let [width, height] = view.size();
        let window = Bounds {
            min: [view.min[0] - width * BEYOND, view.min[1] - height * BEYOND],
            max: [view.max[0] + width * BEYOND, view.max[1] + height * BEYOND],
        };
        Self {
            anchor: camera.centre,
            scale: camera.points_per_unit(),
            zoom: camera.zoom,
            pixels_per_point,
            window,
        }
    }

    /// Returns true where meshes made on this footing serve for what a camera sees.
    pub(super) fn serves(&self, camera: &Camera, size: Vec2, pixels_per_point: f32) -> bool {
        self.zoom == camera.zoom
            && self.pixels_per_point == pixels_per_point
            && self.window.contains(camera.view([size.x, size.y]))
    }

    /// Returns where local points are on the screen now, in whole pixels, so that thin lines stay crisp
    /// while they move.
    pub(super) fn offset(&self, camera: &Camera, rect: Rect) -> Vec2 {
        let [x, y] = camera.screen_from_world(self.anchor, [rect.width(), rect.height()]);
        let round = |at: f32| (at * self.pixels_per_point).round() / self.pixels_per_point;
        vec2(round(rect.left() + x), round(rect.top() + y))
    }

    /// Returns the local point of a world point, so many turns on.
    pub(super) fn local(&self, [x, y]: [f64; 2], turn: f64) -> Pos2 {
        pos2(
            ((x + turn - self.anchor[0]) * self.scale) as f32,
            ((y - self.anchor[1]) * self.scale) as f32,
        )
    }

    /// Returns how many points a length of the world is.
    pub(super) fn points(&self, length: f64) -> f32 {
        (length * self.scale) as f32
    }

    /// Returns the window as `[left, top, right, bottom]` in local points.
    pub(super) fn window_points(&self) -> [f32; 4] {
        let (low, high) = (self.local(self.window.min, 0.0), self.local(self.window.max, 0.0));
        [low.x, low.y, high.x, high.y]
    }

    /// Returns the turns by which a box must be moved to be in the window.
    pub(super) fn turns(&self, bounds: Bounds) -> impl Iterator<Item = f64> + use<> {
        let window = self.window;
        [-1.0, 0.0, 1.0]
            .into_iter()
            .filter(move |turn| bounds.shifted(*turn).meets(window))
    }

    /// Returns where in a pattern that repeats every so many points the anchor lies, so that patterns of
    /// neighbours and of meshes made one after the other fit.
    pub(super) fn phase(&self, period: f32) -> [f32; 2] {
        let period = f64::from(period);
        self.anchor
            .map(|at| ((at * self.scale).rem_euclid(period) / period) as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECT: Rect = Rect {
        min: pos2(100.0, 50.0),
        max: pos2(900.0, 650.0),
    };

    #[test]
    fn a_footing_serves_while_panning_within_a_quarter_of_a_view_and_not_for_another_zoom() {
        let camera = Camera::new([0.62, 0.4], 11.0);
        let footing = Footing::new(&camera, RECT.size(), 1.0);
        assert!(footing.serves(&camera.pan([190.0, -140.0]), RECT.size(), 1.0));
        assert!(!footing.serves(&camera.pan([210.0, 0.0]), RECT.size(), 1.0));
        assert!(!footing.serves(&camera.zoom_at([0.0; 2], [800.0, 600.0], 0.1), RECT.size(), 1.0));
        assert!(!footing.serves(&camera, RECT.size(), 1.25));
    }

    #[test]
    fn local_points_move_with_the_ground_by_whole_pixels() {
        let camera = Camera::new([0.62, 0.4], 11.0);
        let footing = Footing::new(&camera, RECT.size(), 2.0);
        let panned = camera.pan([30.3, -12.2]);
        let moved = footing.offset(&panned, RECT) - footing.offset(&camera, RECT);
        assert!((moved - vec2(30.5, -12.0)).length() < 0.01, "{moved:?}");
        let world = panned.world_from_screen([200.0, 100.0], [800.0, 600.0]);
        let there = footing.local(world, 0.0) + footing.offset(&panned, RECT);
        assert!((there - pos2(300.0, 150.0)).length() < 0.6, "{there:?}");
    }
}
