//! Entente
pub mod geometry;
