//! Where things are on the ground.
//!
//! Knows no plan, no clock and no file. It is the only module that names the geometry crates; they
//! hide behind these types:
//!
//! | question | ask |
//! | --- | --- |
//! | what was drawn | [`Position`], [`Path`], [`Area`] of [`Part`]s of [`Ring`]s, or any of them: [`Geometry`] |
//! | what is wrong with it, what it is tidied up | [`Area::defects`], [`Path::defects`], [`Area::tidied`], [`Path::tidied`] |
//! | which ground is that | [`Shape::of`] an area: cleaned, exact, comparable; [`Shape::parts`], [`Shape::contains`], [`Shape::to_area`]; to be kept: [`stored_area`] |
//! | what do shapes have in common | [`intersection`], [`union`], [`difference`], [`covers`], [`share_of`] |
//! | which of many can meet at all | [`Index`] of [`Bounds`]; what was found out before: [`Memo`] |
//! | how much, how long, how far, which way | [`area_m2`], [`perimeter_m`], [`length_m`], [`distance_m`], [`bearing_deg`] |
//! | where does that way lead, what is that far away | [`destination`], [`circle`], [`shortest_way`] |
//! | how near, how wide, how far apart | a [`Frame`], then [`Layout`], [`distance_to_shape_m`], [`inscribed_circle`], [`is_narrower_than`] |
//! | which edge do they share, who covers it | [`facing_edge`], [`shared_edge`], [`parts_near`], [`covered_length_m`] |
//! | along a line, beside it, across it | [`point_along`], [`along_m`], [`sides`], [`side_of`], [`crossings`], [`path_inside`], [`halves`] |
//! | are two lines the same, which vertices can go | [`run_together`], [`simplified`] |
//! | cut in two, nothing lost | [`cleave`]; near the line is enough: [`halves`] |
//! | which vertices do neighbours share, which are missing | [`Nodes`], [`common_lines`] |
//! | ground within a distance | [`buffer_position`], [`buffer_path`], [`buffer_shape`] |
//! | what is behind a line, which side faces a place | [`ground_behind`], [`facing_outline`] |
//! | how near do two movers come | [`closest_approach`] of two [`Leg`]s |
//! | say it on the radio, read what somebody typed | [`coordinates`], [`mgrs`], [`position_of_mgrs`] |
//! | how does the map's grid lie here | [`grid_convergence_deg`], [`grid_scale`], [`grid_zone_designation`] |
//!
//! **What an edge is.** The straight line between its two vertices in longitude and latitude (RFC
//! 7946), a longitude step over 180° going the short way. Overlap, gap and containment are decided
//! there, on integers. Metres and square metres come after, on the WGS 84 ellipsoid, of that same
//! edge. A local plane ([`Frame`]) serves distances, buffers, widths and drawing only.
//!
//! **What is certain.** Vertices as drawn are exact, crossings are rounded to 10 nm. An operation
//! whose result does not stand its check gives [`Undecided`], and whoever asked treats it as a
//! conflict, never as "no overlap"; so does one on outlines that meet in more places than anybody draws.
//! The same shapes give the same bytes on every machine, but for the
//! last digit of [`distance_m`] and [`bearing_rad`], which a foreign library computes.
//!
//! ```
//! use entente::geometry::{Area, Position, Shape, area_m2, intersection};
//!
//! let square = |south: f64, west: f64| {
//!     let corners = [(0.0, 0.0), (0.0, 0.1), (0.1, 0.1), (0.1, 0.0)];
//!     let at = |&(lat, lon): &(f64, f64)| Position::nearest(south + lat, west + lon);
//!     Shape::of(&Area::from_outer(corners.iter().map(at).collect()))
//! };
//! let overlap = intersection(&square(33.3, 43.7), &square(33.35, 43.75))?;
//! assert_eq!(overlap.part_count(), 1);
//! assert!((area_m2(&overlap) / 1e6 - 25.8).abs() < 0.1);
//! # Ok::<(), entente::geometry::Undecided>(())
//! ```
//!
//! Inside: `grid` is the plane of integers everything is decided on; `clean` makes shapes,
//! `pairwise` intersects two of them, `engine` does the rest and is checked; `rings` and `sweep` look
//! after outlines; `plane` is line work in metres, quick to search.

mod alongside;
pub mod area;
mod bounds;
mod buffer;
mod clean;
mod cleave;
pub mod coordinates;
mod defects;
pub mod drawn;
mod engine;
mod frame;
mod geodesic;
mod grid;
mod index;
mod inscribed;
#[cfg(test)]
mod judge;
mod measure;
mod memo;
pub mod mercator;
mod motion;
mod noding;
mod pairwise;
pub mod path;
mod plane;
pub mod position;
mod proximity;
mod relate;
mod rings;
mod route;
mod shape;
mod sight;
mod simplified;
mod split;
mod stored;
mod sweep;
mod tangle;
mod text;
mod vertices;

pub use alongside::{
    covered_length_m, facing_edge, outline, parts_away, parts_near, run_together, shared_edge, total_length_m,
};
pub use area::{Area, Part, Ring};
pub use bounds::Bounds;
pub use buffer::{buffer_path, buffer_position, buffer_shape};
pub use cleave::{cleave, crosses_itself};
pub use coordinates::{
    GridRefError, grid_convergence_deg, grid_scale, grid_zone_designation, mgrs, position_of_mgrs,
};
pub use defects::{Defect, MOST_MEETINGS, RingAt};
pub use drawn::Geometry;
pub use engine::Undecided;
pub use frame::Frame;
pub use geodesic::{circle, destination, shortest_way};
pub use index::Index;
pub use inscribed::{Circle, inscribed_circle, is_narrower_than};
pub use measure::{
    area_m2, bearing_deg, bearing_rad, distance_m, drawn_area_m2, drawn_perimeter_m, length_m, perimeter_m,
};
pub use memo::Memo;
pub use motion::{Approach, Leg, closest_approach};
pub use noding::{Nodes, common_lines, is_on_edge};
pub use path::Path;
pub use position::{Position, PositionError};
pub use proximity::{
    Gap, Layout, Near, distance_between_m, distance_to_path_m, distance_to_shape_m, nearest_on_outline,
    nearest_on_path,
};
pub use relate::{covers, difference, intersection, overlap, share_of, union};
pub use route::{Side, Sides, along_m, crossings, path_inside, path_outside, point_along, side_of, sides};
pub use shape::{Place, Rim, Shape};
pub use sight::{facing_outline, ground_behind};
pub use simplified::simplified;
pub use split::{Halves, halves};
pub use stored::stored_area;
pub use sweep::Meeting;
pub use vertices::{REPEATED_M, SPIKE_DEG};
