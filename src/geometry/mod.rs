//! Where things are on the ground.
//!
//! Shapes are values of integer positions and know nothing of plans. What an edge is: the straight
//! line between its two vertices in longitude and latitude (RFC 7946), a longitude step over 180°
//! going the short way. Overlap, gap and containment are decided there; metres and square metres
//! come after, on the WGS 84 ellipsoid, of that same edge.

pub mod area;
pub mod drawn;
pub mod path;
pub mod position;
mod text;

pub use area::{Area, Part, Ring};
pub use drawn::Geometry;
pub use path::Path;
pub use position::{Position, PositionError};
