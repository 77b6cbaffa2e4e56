//! Entente
pub mod checks;
pub mod cli;
pub mod drawing;
pub mod editor;
pub mod files;
pub mod geometry;
pub mod model;
pub mod samples;
pub mod testing;
pub mod threads;
#[cfg(feature = "gui")]
pub mod ui;
