//! Where things are on the ground.
//!
//! Shapes are values of integer positions and know nothing of plans. What an edge is: the straight
//! line between its two vertices in longitude and latitude (RFC 7946), a longitude step over 180°
//! going the short way. Overlap, gap and containment are decided there; metres and square metres
//! come after, on the WGS 84 ellipsoid, of that same edge.

pub mod area;
pub mod drawn;
mod bounds;
mod clean;
mod engine;
mod frame;
mod grid;
mod measure;
pub mod path;
pub mod position;
mod relate;
mod shape;
mod text;

pub use area::{Area, Part, Ring};
pub use drawn::Geometry;
pub use bounds::Bounds;
pub use engine::Undecided;
pub use frame::Frame;
pub use measure::{
    area_m2, bearing_deg, bearing_rad, distance_m, drawn_area_m2, drawn_perimeter_m, length_m, perimeter_m,
};
pub use path::Path;
pub use position::{Position, PositionError};
pub use relate::{covers, difference, intersection, overlap, share_of, union};
pub use shape::{Place, Rim, Shape};
