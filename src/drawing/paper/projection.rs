//! The plane of a sheet: the grid of the UTM zone its middle is in, at a true scale.
//!
//! The window draws in Mercator, whose scale is off by half a per cent between north and east and grows
//! towards the poles. A sheet is measured on with a ruler, so its scene is carried over into the
//! transverse Mercator plane of its zone: grid lines of that zone are straight and square, and a
//! centimetre is the same on the ground in every direction. The scale is true at the middle of the
//! sheet: there the point scale of the grid is divided out. Away from it the error is that of the grid,
//! about (x² − x₀²) / 2R² at x kilometres from the zone's meridian: below 0.01 % over an A3 sheet at
//! 1:50,000, below 0.7 % on A0 at 1:1,000,000; [`Plane::scale_error`] says it for each sheet.
//!
//! What comes out is a scene like any other, in a world of its own whose middle is the sheet's, so that
//! labels and printers need not know. Near the poles the same plane is used, which is true there too.

use std::f64::consts::PI;
use std::sync::Arc;

use crate::drawing::mercator::{ground_from_world, metres_per_unit, world_from_ground};
use crate::drawing::scene::{Anchor, Callout, Label};
use crate::drawing::{Bounds, Camera, Item, Mark, Scene, Shape};
use crate::geometry::coordinates::utm::{Zone, degrees_from_utm, utm_from_degrees};
use crate::geometry::{Position, distance_m};

/// Metres of the grid that a unit of the plane is: about the world's girth, so that zooms mean the same.
const UNIT_M: f64 = 40_075_016.685_578_49;
/// The middle of the sheet in its plane.
const MIDDLE: [f64; 2] = [0.5, 0.5];
/// Farther from the zone's meridian than this the plane means nothing; such points are far off any sheet.
const FARTHEST_DEG: f64 = 70.0;
/// How often an edge is halved at most.
const HALVINGS: u8 = 7;

/// The plane of one sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plane {
    zone: Zone,
    centre: Position,
    /// Easting and northing of the middle.
    origin_m: [f64; 2],
    /// Metres of the grid for a metre of ground at the middle.
    scale: f64,
    /// How far a drawn edge may be off, in units of the plane.
    tolerance: f64,
}

impl Plane {
    /// Makes the plane of a sheet with this middle; `metres_per_point` is the ground that a point of the
    /// paper shows.
    pub fn new(centre: Position, metres_per_point: f64) -> Self {
        let zone = match Zone::of(centre) {
            Zone::Polar => {
                let number = ((centre.longitude() + 180.0) / 6.0).floor().clamp(0.0, 59.0);
                Zone::Utm(number as u8 + 1)
            }
            zone @ Zone::Utm(_) => zone,
        };
        let origin_m = utm_from_degrees(zone, centre.latitude(), centre.longitude());
        let mut plane = Self {
            zone,
            centre,
            origin_m,
            scale: 1.0,
            tolerance: 0.15 * metres_per_point / UNIT_M,
        };
        plane.scale = plane.scale_at(centre);
        plane
    }

    /// Returns the middle of the sheet.
    pub const fn centre(&self) -> Position {
        self.centre
    }

    /// Returns the camera that shows the plane at a scale.
    pub fn camera(&self, metres_per_point: f64) -> Camera {
        let points_per_unit = UNIT_M / (metres_per_point * self.scale);
        let zoom = libm::log2(points_per_unit / crate::drawing::mercator::WORLD_POINTS);
        Camera::new(MIDDLE, zoom)
    }

    /// Returns the zoom at which the window shows as much ground on a point.
    pub fn detail(&self, metres_per_point: f64) -> f64 {
        let [_, y] = world_from_ground(self.centre);
        libm::log2(metres_per_unit(y) / metres_per_point / crate::drawing::mercator::WORLD_POINTS)
    }

    /// Returns where a place in degrees is in the plane.
    pub fn plane_from_degrees(&self, latitude_deg: f64, longitude_deg: f64) -> [f64; 2] {
        let off = longitude_deg - self.zone.meridian_deg();
        let off = off - (off / 360.0).round() * 360.0;
        let near = self.zone.meridian_deg() + off.clamp(-FARTHEST_DEG, FARTHEST_DEG);
        let [easting, northing] = utm_from_degrees(self.zone, latitude_deg, near);
        [
            MIDDLE[0] + (easting - self.origin_m[0]) / UNIT_M,
            MIDDLE[1] - (northing - self.origin_m[1]) / UNIT_M,
        ]
    }

    /// Returns where a world point of the window's plane is in this one.
    pub fn plane_from_world(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let latitude = libm::atan(libm::sinh(PI * (1.0 - 2.0 * y)));
        self.plane_from_degrees(latitude.to_degrees(), (x - 0.5) * 360.0)
    }

    /// Returns the position of a point of the plane.
    pub fn position(&self, [x, y]: [f64; 2]) -> Position {
        let easting = self.origin_m[0] + (x - MIDDLE[0]) * UNIT_M;
        let northing = self.origin_m[1] - (y - MIDDLE[1]) * UNIT_M;
        let [latitude, longitude] = degrees_from_utm(self.zone, [easting, northing]);
        let longitude = longitude - (longitude / 360.0).round() * 360.0;
        Position::nearest(latitude, longitude)
    }

    /// Returns the box of the window's world that a part of the plane lies in, near the sheet's middle.
    pub fn world_bounds(&self, part: Bounds) -> Bounds {
        let [middle, _] = world_from_ground(self.centre);
        let world = edge_of(part).map(|point| {
            let [x, y] = world_from_ground(self.position(point));
            [x + (middle - x).round(), y]
        });
        let bounds = Bounds::of(world);
        bounds.grown(bounds.size()[0].max(bounds.size()[1]) * 0.02)
    }

    /// Returns how far grid north points from true north at the middle, in degrees, clockwise positive.
    pub fn convergence_deg(&self) -> f64 {
        let [latitude, longitude] = [self.centre.latitude(), self.centre.longitude()];
        let step = if latitude > 89.0 { -1e-4 } else { 1e-4 };
        let [x, y] = self.plane_from_degrees(latitude + step, longitude);
        let (east, north) = ((x - MIDDLE[0]) * step, (MIDDLE[1] - y) * step);
        -libm::atan2(east, north).to_degrees()
    }

    /// Returns the greatest error of the scale within a part of the plane, as a share: 0.001 is one
    /// metre in a kilometre.
    pub fn scale_error(&self, part: Bounds) -> f64 {
        let corners = [
            part.min,
            part.max,
            [part.min[0], part.max[1]],
            [part.max[0], part.min[1]],
        ];
        let sides = [[part.min[0], part.centre()[1]], [part.max[0], part.centre()[1]]];
        let errors = corners
            .into_iter()
            .chain(sides)
            .map(|point| (self.scale_at(self.position(point)) / self.scale - 1.0).abs());
        errors.fold(0.0, f64::max)
    }

    /// Metres of the grid for a metre of ground at a place, measured over about 2 km along its parallel
    /// or meridian.
    fn scale_at(&self, at: Position) -> f64 {
        let step = 0.01;
        let latitude = at.latitude().clamp(-89.9, 89.9);
        let ends =
            [latitude - step, latitude + step].map(|latitude| Position::nearest(latitude, at.longitude()));
        let [one, other] = ends.map(|end| self.plane_from_degrees(end.latitude(), end.longitude()));
        let length = libm::hypot(one[0] - other[0], one[1] - other[1]) * UNIT_M;
        length / distance_m(ends[0], ends[1])
    }

    /// Returns a scene of the window's world carried over into this plane.
    pub fn scene(&self, scene: &Scene) -> Scene {
        Scene {
            items: scene.items.iter().map(|item| Arc::new(self.item(item))).collect(),
            labels: scene
                .labels
                .iter()
                .map(|label| Arc::new(self.label(label)))
                .collect(),
            callout: scene
                .callout
                .as_ref()
                .map(|callout| Arc::new(self.callout(callout))),
        }
    }

    /// Returns a shape carried over; edges that bend are drawn with more vertices.
    pub fn shape(&self, shape: &Shape) -> Shape {
        let ring = |ring: &Vec<[f64; 2]>| {
            let mut points: Vec<[f64; 2]> = Vec::with_capacity(ring.len());
            let closing = ring.first().filter(|_| shape.closed && ring.len() > 1);
            let mut before: Option<([f64; 2], [f64; 2])> = None;
            for world in ring.iter().chain(closing) {
                let here = (*world, self.plane_from_world(*world));
                if let Some(before) = before {
                    self.bend(before, here, HALVINGS, &mut points);
                }
                points.push(here.1);
                before = Some(here);
            }
            if closing.is_some() {
                points.pop();
            }
            points
        };
        let parts = shape.parts.iter().map(|part| part.iter().map(ring).collect());
        Shape::of_rings(parts.collect(), shape.closed)
    }

    /// Adds the vertices between two that an edge needs to follow its bend.
    fn bend(
        &self,
        from: ([f64; 2], [f64; 2]),
        until: ([f64; 2], [f64; 2]),
        halvings: u8,
        out: &mut Vec<[f64; 2]>,
    ) {
        if halvings == 0 {
            return;
        }
        let between = |[x, y]: [f64; 2], [other_x, other_y]: [f64; 2]| {
            [f64::midpoint(x, other_x), f64::midpoint(y, other_y)]
        };
        let world = between(from.0, until.0);
        let middle = (world, self.plane_from_world(world));
        let straight = between(from.1, until.1);
        let off = libm::hypot(middle.1[0] - straight[0], middle.1[1] - straight[1]);
        if off <= self.tolerance {
            return;
        }
        self.bend(from, middle, halvings - 1, out);
        out.push(middle.1);
        self.bend(middle, until, halvings - 1, out);
    }

    fn item(&self, item: &Item) -> Item {
        let shape = |shape: &Arc<Shape>| Arc::new(self.shape(shape));
        let mark = match &item.mark {
            Mark::Fill {
                shape: area,
                colour,
                texture,
            } => Mark::Fill {
                shape: shape(area),
                colour: *colour,
                texture: *texture,
            },
            Mark::Outside { shape: area, colour } => Mark::Outside {
                shape: shape(area),
                colour: *colour,
            },
            Mark::Line { shape: line, stroke } => Mark::Line {
                shape: shape(line),
                stroke: *stroke,
            },
            Mark::Band {
                shape: line,
                width,
                least,
                colour,
            } => Mark::Band {
                width: width * metres_per_unit(line.bounds.centre()[1]) * self.scale / UNIT_M,
                shape: shape(line),
                least: *least,
                colour: *colour,
            },
            Mark::Symbol { at, glyph } => Mark::Symbol {
                at: self.plane_from_world(*at),
                glyph: Arc::clone(glyph),
            },
            Mark::Handles {
                shape: area,
                edge,
                face,
            } => Mark::Handles {
                shape: shape(area),
                edge: *edge,
                face: *face,
            },
        };
        Item::of(item.layer, item.subject, mark).of_kin(item.kin.clone())
    }

    /// Returns a label carried over.
    pub fn label(&self, label: &Label) -> Label {
        let shape = |shape: &Arc<Shape>| Arc::new(self.shape(shape));
        let anchor = match &label.anchor {
            Anchor::Fixed(at) => Anchor::Fixed(self.plane_from_world(*at)),
            Anchor::Centre(at) => Anchor::Centre(self.plane_from_world(*at)),
            Anchor::Inside(area) => Anchor::Inside(shape(area)),
            Anchor::Near(area) => Anchor::Near(shape(area)),
            Anchor::Beside { at, reach } => Anchor::Beside {
                at: self.plane_from_world(*at),
                reach: *reach,
            },
            Anchor::Sides { line, left } => Anchor::Sides {
                line: shape(line),
                left: *left,
            },
            Anchor::Ends(line) => Anchor::Ends(shape(line)),
            Anchor::Along(line) => Anchor::Along(shape(line)),
        };
        Label {
            anchor,
            ..label.clone()
        }
    }

    fn callout(&self, callout: &Callout) -> Callout {
        let ([left, top], [right, bottom]) = (callout.about.min, callout.about.max);
        let about = if callout.about.is_empty() {
            Bounds::EMPTY
        } else {
            let corners = [[left, top], [right, top], [right, bottom], [left, bottom]];
            Bounds::of(corners.map(|corner| self.plane_from_world(corner)))
        };
        Callout {
            at: self.plane_from_world(callout.at),
            about,
            ground: callout.ground.as_ref().map(|shape| Arc::new(self.shape(shape))),
            ..callout.clone()
        }
    }
}

/// Returns points along the edge of a box, the corners among them.
pub(super) fn edge_of(part: Bounds) -> impl Iterator<Item = [f64; 2]> {
    let ([left, top], [right, bottom]) = (part.min, part.max);
    (0_u8..=8).flat_map(move |step| {
        let share = f64::from(step) / 8.0;
        let (x, y) = (left + (right - left) * share, top + (bottom - top) * share);
        [[x, top], [x, bottom], [left, y], [right, y]]
    })
}

/// Returns the middle of a box of the window's world.
pub(super) fn middle_of(world: Bounds) -> Position {
    ground_from_world(world.centre())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    /// How many points of paper lie between two positions, at so many metres a point.
    fn points_between(plane: &Plane, metres_per_point: f64, one: Position, other: Position) -> f64 {
        let camera = plane.camera(metres_per_point);
        let [one, other] = [one, other].map(|end| plane.plane_from_degrees(end.latitude(), end.longitude()));
        libm::hypot(one[0] - other[0], one[1] - other[1]) * camera.points_per_unit()
    }

    #[test]
    fn a_kilometre_at_the_middle_is_a_kilometre_at_scale_in_every_direction() {
        // Ends of geodesics of 1000 m from the middle, by GeographicLib (Geodesic.WGS84.Direct).
        let cases = [
            ((33.35, 43.78), 0.0, (33.359_016_256, 43.78)),
            ((33.35, 43.78), 45.0, (33.356_375_225, 43.787_597_114)),
            ((33.35, 43.78), 90.0, (33.349_999_535, 43.790_743_159)),
            ((69.65, 18.96), 90.0, (69.649_998_111, 18.985_755_798)),
            ((-12.05, -77.04), 135.0, (-12.056_391_982, -77.033_505_630)),
        ];
        for (middle, azimuth, end) in cases {
            let middle = at(middle.0, middle.1);
            let plane = Plane::new(middle, 12.5);
            let points = points_between(&plane, 12.5, middle, at(end.0, end.1));
            let error = points * 12.5 / 1000.0 - 1.0;
            assert!(error.abs() < 1e-4, "{middle} {azimuth}°: {error}");
        }
    }

    #[test]
    fn the_scale_error_is_small_on_small_sheets_and_said_of_large_ones() {
        let part = |plane: &Plane, metres: [f64; 2], metres_per_point: f64| {
            let camera = plane.camera(metres_per_point);
            camera.view(metres.map(|side| (side / metres_per_point) as f32))
        };
        let small = Plane::new(at(33.35, 43.78), 12.5);
        let error = small.scale_error(part(&small, [20_000.0, 14_000.0], 12.5));
        assert!(error < 1e-4, "{error}");
        let large = Plane::new(at(33.35, 43.78), 250.0);
        let error = large.scale_error(part(&large, [1_189_000.0, 841_000.0], 250.0));
        assert!((1e-3..7e-3).contains(&error), "{error}");
    }

    #[test]
    fn positions_come_back_from_the_plane() {
        for (latitude, longitude) in [
            (33.35, 43.78),
            (60.0, 5.0),
            (-80.5, 10.0),
            (88.0, -60.0),
            (0.0, 180.0),
        ] {
            let plane = Plane::new(at(latitude, longitude), 12.5);
            let near = at((latitude + 0.05).min(89.9), longitude - 0.05);
            let back = plane.position(plane.plane_from_degrees(near.latitude(), near.longitude()));
            assert!(distance_m(near, back) < 0.05, "{near} {back}");
            let world = plane.plane_from_world(world_from_ground(near));
            let degrees = plane.plane_from_degrees(near.latitude(), near.longitude());
            if near.latitude().abs() < 85.0 {
                let off = libm::hypot(world[0] - degrees[0], world[1] - degrees[1]) * UNIT_M;
                assert!(off < 0.05, "{near}: {off}");
            }
        }
    }

    #[test]
    fn grid_north_lies_west_of_true_north_on_the_western_half_of_a_zone() {
        // By PROJ (get_factors, meridian_convergence): -0.670769°.
        let convergence = Plane::new(at(33.35, 43.78), 12.5).convergence_deg();
        assert!((convergence + 0.670_769).abs() < 1e-4, "{convergence}");
        let south = Plane::new(at(-33.35, 43.78), 12.5).convergence_deg();
        assert!((south - 0.670_769).abs() < 1e-4, "{south}");
    }

    #[test]
    fn a_long_edge_bends_and_a_short_one_stays_as_it_is() {
        let plane = Plane::new(at(60.0, 45.0), 250.0);
        let long = Shape::of_points(&[at(60.0, 40.0), at(60.0, 50.0)], false);
        assert!(plane.shape(&long).points().count() > 8);
        let short = Shape::of_points(&[at(60.0, 45.0), at(60.0, 45.01)], false);
        assert_eq!(plane.shape(&short).points().count(), 2);
        let ring = Shape::of_points(&[at(60.0, 45.0), at(60.0, 45.01), at(60.01, 45.0)], true);
        assert_eq!(plane.shape(&ring).points().count(), 3);
    }
}
