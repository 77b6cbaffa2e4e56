//! Entente
pub mod checks;
pub mod drawing;
pub mod files;
pub mod geometry;
pub mod model;
pub mod samples;
pub mod testing;
