//! Web Mercator on the unit square, and the camera that looks at it.
//!
//! World points are `[x, y]` in f64: x runs east from 0 at 180° W to 1 at 180° E, y runs south from 0
//! at 85.05° N to 1 at 85.05° S; x may leave `[0, 1]` where a shape crosses the date line. Screen
//! points are `[x, y]` in f32, in points from the map's upper left corner, y down. Nothing is
//! measured here: lengths and areas in this plane are wrong by 1/cos φ and its square.

use std::f64::consts::PI;

use crate::geometry::Position;

pub use crate::geometry::mercator::{
    MAX_LATITUDE_DEG, position_from_unit as ground_from_world, unit_from_position as world_from_ground,
};

/// Width of the whole world at zoom 0, in points.
pub const WORLD_POINTS: f64 = 256.0;

/// The farthest zoom out: the whole world in 512 points.
pub const MIN_ZOOM: f64 = 1.0;

/// The closest zoom in: about 15 mm a point at the equator, one step of a position.
pub const MAX_ZOOM: f64 = 22.0;

/// Metres round the equator: 2π times WGS 84's larger half axis.
const EQUATOR_M: f64 = 40_075_016.685_578_49;

/// Projects vertices in order, each edge going the short way round: x may leave `[0, 1]`.
pub fn world_line(points: &[Position]) -> Vec<[f64; 2]> {
    let mut line: Vec<[f64; 2]> = Vec::with_capacity(points.len());
    let mut turn = 0.0;
    for point in points {
        let [mut x, y] = world_from_ground(*point);
        if let Some([before, _]) = line.last() {
            let step = x + turn - before;
            if step > 0.5 {
                turn -= 1.0;
            } else if step < -0.5 {
                turn += 1.0;
            }
        }
        x += turn;
        line.push([x, y]);
    }
    line
}

/// Returns how many metres one unit of the world is at this height in it.
pub fn metres_per_unit(world_y: f64) -> f64 {
    EQUATOR_M / libm::cosh(PI * (1.0 - 2.0 * world_y.clamp(0.0, 1.0)))
}

/// A box of world points, its edges included; empty where `min` exceeds `max`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Smallest x and y: the north-western corner.
    pub min: [f64; 2],
    /// Largest x and y: the south-eastern corner.
    pub max: [f64; 2],
}

impl Bounds {
    /// Contains nothing and meets nothing; to be grown.
    pub const EMPTY: Self = Self {
        min: [f64::INFINITY; 2],
        max: [f64::NEG_INFINITY; 2],
    };

    /// Returns the smallest box with all of these points.
    pub fn of(points: impl IntoIterator<Item = [f64; 2]>) -> Self {
        points.into_iter().fold(Self::EMPTY, Self::with)
    }

    /// Returns the smallest box with this one and a point.
    #[must_use]
    pub fn with(self, [x, y]: [f64; 2]) -> Self {
        Self {
            min: [self.min[0].min(x), self.min[1].min(y)],
            max: [self.max[0].max(x), self.max[1].max(y)],
        }
    }

    /// Returns the smallest box with both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        if other.is_empty() {
            return self;
        }
        self.with(other.min).with(other.max)
    }

    /// Returns this box moved along x.
    #[must_use]
    pub fn shifted(self, x: f64) -> Self {
        Self {
            min: [self.min[0] + x, self.min[1]],
            max: [self.max[0] + x, self.max[1]],
        }
    }

    /// Returns this box with a margin of so many units on every side.
    #[must_use]
    pub fn grown(self, by: f64) -> Self {
        Self {
            min: self.min.map(|edge| edge - by),
            max: self.max.map(|edge| edge + by),
        }
    }

    /// Returns true where there is no point in it.
    pub fn is_empty(self) -> bool {
        self.min[0] > self.max[0] || self.min[1] > self.max[1]
    }

    /// Returns true where two boxes have a point in common.
    pub fn meets(self, other: Self) -> bool {
        self.min[0] <= other.max[0]
            && other.min[0] <= self.max[0]
            && self.min[1] <= other.max[1]
            && other.min[1] <= self.max[1]
    }

    /// Returns true where every point of the other lies in this one; an empty one lies in any.
    pub fn contains(self, other: Self) -> bool {
        other.is_empty()
            || (self.min[0] <= other.min[0]
                && other.max[0] <= self.max[0]
                && self.min[1] <= other.min[1]
                && other.max[1] <= self.max[1])
    }

    /// Returns the middle.
    pub fn centre(self) -> [f64; 2] {
        [
            f64::midpoint(self.min[0], self.max[0]),
            f64::midpoint(self.min[1], self.max[1]),
        ]
    }

    /// Returns width and height; negative where empty.
    pub fn size(self) -> [f64; 2] {
        [self.max[0] - self.min[0], self.max[1] - self.min[1]]
    }
}

/// Where one looks: a world point in the middle of the map, and how close.
///
/// Every method that speaks of the screen is given the map's `size` in points, so that a camera
/// means the same in a window of any size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The world point in the middle; x in `[0, 1)`, y in `[0, 1]`.
    pub centre: [f64; 2],
    /// Doublings from a world of [`WORLD_POINTS`] width; [`MIN_ZOOM`] to [`MAX_ZOOM`].
    pub zoom: f64,
}

impl Default for Camera {
    /// The whole world.
    fn default() -> Self {
        Self::new([0.5, 0.5], MIN_ZOOM)
    }
}

impl Camera {
    /// Makes a camera; what is out of range or not finite is brought back into it.
    #[must_use]
    pub fn new(centre: [f64; 2], zoom: f64) -> Self {
        let [x, y] = centre.map(|part| if part.is_finite() { part } else { 0.5 });
        let zoom = if zoom.is_finite() { zoom } else { MIN_ZOOM };
        Self {
            centre: [x.rem_euclid(1.0), y.clamp(0.0, 1.0)],
            zoom: zoom.clamp(MIN_ZOOM, MAX_ZOOM),
        }
    }

    /// Returns the camera that shows the box with a margin in points round it; the zoom is no closer
    /// than `MAX_ZOOM - 4`, so that a single point is shown with what surrounds it.
    #[must_use]
    pub fn fit(bounds: Bounds, size: [f32; 2], margin: f32) -> Self {
        if bounds.is_empty() {
            return Self::new([0.5, 0.5], MIN_ZOOM);
        }
        let room = size.map(|side| f64::from(side - 2.0 * margin).max(32.0));
        let [width, height] = bounds.size().map(|side| side.max(1e-12));
        let points_per_unit = (room[0] / width).min(room[1] / height);
        let zoom = libm::log2(points_per_unit / WORLD_POINTS).min(MAX_ZOOM - 4.0);
        Self::new(bounds.centre(), zoom)
    }

    /// Returns how many points one unit of the world is on the screen.
    pub fn points_per_unit(&self) -> f64 {
        WORLD_POINTS * libm::exp2(self.zoom)
    }

    /// Returns where a world point is on the screen: the copy of the world that the middle is in.
    pub fn screen_from_world(&self, world: [f64; 2], size: [f32; 2]) -> [f32; 2] {
        let scale = self.points_per_unit();
        [0, 1].map(|axis| match axis {
            0 => ((world[0] - self.centre[0]) * scale) as f32 + size[0] / 2.0,
            _ => ((world[1] - self.centre[1]) * scale) as f32 + size[1] / 2.0,
        })
    }

    /// Returns the world point at a place on the screen; x may leave `[0, 1]`.
    pub fn world_from_screen(&self, at_screen: [f32; 2], size: [f32; 2]) -> [f64; 2] {
        let scale = self.points_per_unit();
        [
            self.centre[0] + f64::from(at_screen[0] - size[0] / 2.0) / scale,
            self.centre[1] + f64::from(at_screen[1] - size[1] / 2.0) / scale,
        ]
    }

    /// Returns where a position is on the screen, in the copy of the world nearest to the middle.
    pub fn screen_from_ground(&self, position: Position, size: [f32; 2]) -> [f32; 2] {
        let [x, y] = world_from_ground(position);
        let turns = (self.centre[0] - x).round();
        self.screen_from_world([x + turns, y], size)
    }

    /// Returns the position at a place on the screen.
    pub fn ground_from_screen(&self, at_screen: [f32; 2], size: [f32; 2]) -> Position {
        ground_from_world(self.world_from_screen(at_screen, size))
    }

    /// Returns the camera closer by so many doublings, the ground under the pointer staying there.
    #[must_use]
    pub fn zoom_at(&self, pointer: [f32; 2], size: [f32; 2], doublings: f64) -> Self {
        let held = self.world_from_screen(pointer, size);
        let zoomed = Self::new(self.centre, self.zoom + doublings);
        let now = zoomed.world_from_screen(pointer, size);
        let centre = [
            zoomed.centre[0] + held[0] - now[0],
            zoomed.centre[1] + held[1] - now[1],
        ];
        Self::new(centre, zoomed.zoom)
    }

    /// Returns the camera after the ground was dragged by so many points.
    #[must_use]
    pub fn pan(&self, by: [f32; 2]) -> Self {
        let scale = self.points_per_unit();
        let centre = [
            self.centre[0] - f64::from(by[0]) / scale,
            self.centre[1] - f64::from(by[1]) / scale,
        ];
        Self::new(centre, self.zoom)
    }

    /// Returns the part of the world on the screen; x may leave `[0, 1]`.
    pub fn view(&self, size: [f32; 2]) -> Bounds {
        Bounds {
            min: self.world_from_screen([0.0; 2], size),
            max: self.world_from_screen(size, size),
        }
    }

    /// Returns how many metres a point of the screen is at this latitude in degrees.
    pub fn metres_per_point(&self, latitude_deg: f64) -> f64 {
        let [_, y] = world_from_ground(Position::nearest(latitude_deg, 0.0));
        metres_per_unit(y) / self.points_per_unit()
    }

    /// Returns the whole turns by which the world must be shifted so that a box is in view.
    pub fn turns(&self, bounds: Bounds, size: [f32; 2]) -> impl Iterator<Item = f64> + use<> {
        let view = self.view(size);
        [-1.0, 0.0, 1.0]
            .into_iter()
            .filter(move |turn| bounds.shifted(*turn).meets(view))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: [f32; 2] = [1000.0, 600.0];

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    #[test]
    fn corners_and_middle_of_the_world_are_where_tiles_have_them() {
        assert_eq!(world_from_ground(at(0.0, 0.0)), [0.5, 0.5]);
        assert_eq!(world_from_ground(at(-90.0, 180.0)), [1.0, 1.0]);
        let [x, y] = world_from_ground(at(33.431_441_3, 43.593_75));
        assert!((x * 1024.0 - 636.0).abs() < 1e-6, "{x}");
        assert!((y * 1024.0 - 411.0).abs() < 1e-4, "{y}");
    }

    #[test]
    fn a_position_comes_back_from_the_world_and_from_the_screen() {
        let camera = Camera::fit(Bounds::of([world_from_ground(at(33.35, 43.78))]), SIZE, 0.0);
        for (lat, lon) in [(33.3491, 43.786), (-54.8, -68.3), (0.0, 180.0), (84.9, -179.9)] {
            let back = ground_from_world(world_from_ground(at(lat, lon)));
            assert!((back.lat_e7() - at(lat, lon).lat_e7()).abs() <= 1, "{back}");
            assert!((back.lon_e7() - at(lat, lon).lon_e7()).abs() <= 1, "{back}");
        }
        let near = at(33.3501, 43.7802);
        let back = camera.ground_from_screen(camera.screen_from_ground(near, SIZE), SIZE);
        assert!((back.lat_e7() - near.lat_e7()).abs() <= 3, "{back} {near}");
    }

    #[test]
    fn zooming_keeps_the_ground_under_the_pointer() {
        let camera = Camera::new(world_from_ground(at(33.35, 43.78)), 11.0);
        let pointer = [140.0, 520.0];
        let held = camera.world_from_screen(pointer, SIZE);
        let zoomed = camera.zoom_at(pointer, SIZE, 2.5);
        let [x, y] = zoomed.screen_from_world(held, SIZE);
        assert!((x - pointer[0]).abs() < 0.01 && (y - pointer[1]).abs() < 0.01);
        assert!((zoomed.zoom - 13.5).abs() < 1e-12);
        assert!((camera.zoom_at(pointer, SIZE, 99.0).zoom - MAX_ZOOM).abs() < 1e-12);
    }

    #[test]
    fn panning_moves_the_ground_with_the_pointer() {
        let camera = Camera::new(world_from_ground(at(33.35, 43.78)), 11.0);
        let held = camera.world_from_screen([100.0, 100.0], SIZE);
        let [x, y] = camera.pan([30.0, -20.0]).screen_from_world(held, SIZE);
        assert!((x - 130.0).abs() < 0.01 && (y - 80.0).abs() < 0.01);
    }

    #[test]
    fn fitting_shows_all_of_the_box_and_no_more_than_needed() {
        let bounds = Bounds::of([
            world_from_ground(at(33.2, 43.6)),
            world_from_ground(at(33.5, 44.0)),
        ]);
        let camera = Camera::fit(bounds, SIZE, 20.0);
        let view = camera.view(SIZE);
        assert!(view.contains(bounds));
        let left = camera.screen_from_world(bounds.min, SIZE);
        let right = camera.screen_from_world(bounds.max, SIZE);
        assert!((left[1] - 20.0).abs() < 0.1 && (right[1] - 580.0).abs() < 0.1);
    }

    #[test]
    fn a_line_over_the_date_line_goes_the_short_way() {
        let line = world_line(&[at(0.0, 179.0), at(0.0, -179.0), at(1.0, 179.5)]);
        assert!((line[1][0] - line[0][0] - 2.0 / 360.0).abs() < 1e-9);
        assert!(line[2][0] < line[1][0] && line[2][0] > line[0][0]);
        let camera = Camera::new(world_from_ground(at(0.0, -179.5)), 8.0);
        let turns: Vec<f64> = camera.turns(Bounds::of(line), SIZE).collect();
        assert_eq!(turns, [-1.0]);
    }

    #[test]
    fn a_point_is_156_km_at_the_equator_and_half_of_it_at_sixty_degrees() {
        let camera = Camera::new([0.5, 0.5], 1.0);
        assert!((camera.metres_per_point(0.0) - 156_543.034 / 2.0).abs() < 0.01);
        let ratio = camera.metres_per_point(60.0) / camera.metres_per_point(0.0);
        assert!((ratio - 0.5).abs() < 1e-9);
    }

    #[test]
    fn nonsense_makes_a_sane_camera() {
        let camera = Camera::new([f64::NAN, 7.0], f64::INFINITY);
        assert_eq!(camera.centre, [0.5, 1.0]);
        assert!((MIN_ZOOM..=MAX_ZOOM).contains(&camera.zoom));
        assert_eq!(Camera::fit(Bounds::EMPTY, SIZE, 10.0).zoom, MIN_ZOOM);
    }
}
