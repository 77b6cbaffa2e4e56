//! The window: egui and nothing else names it.
//!
//! Panels read `&Editor` and push [`asks::Asks`]; nothing here changes the plan.

pub mod action;
mod additions;
pub mod asks;
pub mod map;
pub mod theme;
pub mod widgets;
