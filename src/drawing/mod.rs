//! From a plan to a picture.
//!
//! A picture is a value: [`mercator`] says where things lie and where one looks. Nothing here opens a
//! file, names a widget or judges a plan.

pub mod mercator;

pub use mercator::{Bounds, Camera};
