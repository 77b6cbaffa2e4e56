//! What tests and benches build plans with: seeded chance, generated plans, sketch maps; and the faults
//! that a plan must survive.
//!
//! Compiled into the library so that tests, benches and examples share it; the program does not call it.

mod chance;
pub mod faults;
pub mod generate;
pub mod sketch;

pub use chance::Chance;
