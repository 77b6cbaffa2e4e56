//! Entente
pub mod checks;
pub mod geometry;
pub mod model;
pub mod testing;
