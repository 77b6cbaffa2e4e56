//! The map canvas: input, and what is painted on it.

pub mod canvas;
pub mod picture;
pub mod text;
