//! Where things are on the ground.
//!
//! Shapes are values of integer positions and know nothing of plans. What an edge is: the straight
//! line between its two vertices in longitude and latitude (RFC 7946), a longitude step over 180°
//! going the short way. Overlap, gap and containment are decided there; metres and square metres
//! come after, on the WGS 84 ellipsoid, of that same edge.

mod alongside;
pub mod area;
mod bounds;
mod buffer;
mod clean;
mod defects;
pub mod drawn;
mod engine;
mod frame;
mod grid;
mod grid_ref;
mod index;
mod inscribed;
#[cfg(test)]
mod judge;
mod measure;
mod memo;
mod motion;
mod pairwise;
pub mod path;
mod plane;
pub mod position;
mod proximity;
mod relate;
mod rings;
mod route;
mod shape;
mod sweep;
mod text;

pub use alongside::{
    covered_length_m, facing_edge, outline, parts_away, parts_near, shared_edge, total_length_m,
};
pub use area::{Area, Part, Ring};
pub use bounds::Bounds;
pub use buffer::{buffer_path, buffer_position, buffer_shape};
pub use defects::{Defect, MOST_MEETINGS, RingAt};
pub use drawn::Geometry;
pub use engine::Undecided;
pub use frame::Frame;
pub use grid_ref::{GridRefError, mgrs, position_of_mgrs};
pub use index::Index;
pub use inscribed::{Circle, inscribed_circle, is_narrower_than};
pub use measure::{
    area_m2, bearing_deg, bearing_rad, distance_m, drawn_area_m2, drawn_perimeter_m, length_m, perimeter_m,
};
pub use memo::Memo;
pub use motion::{Approach, Leg, closest_approach};
pub use path::Path;
pub use position::{Position, PositionError};
pub use proximity::{
    Gap, Layout, Near, distance_between_m, distance_to_path_m, distance_to_shape_m, nearest_on_outline,
    nearest_on_path,
};
pub use relate::{covers, difference, intersection, overlap, share_of, union};
pub use route::{Sides, crossings, path_inside, path_outside, point_along, sides};
pub use shape::{Place, Rim, Shape};
pub use sweep::Meeting;
