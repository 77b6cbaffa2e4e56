//! From a plan to a picture.

pub mod mercator;

pub use mercator::{Bounds, Camera, world_from_ground};
