//! The window: egui and nothing else names it.
//!
//! Panels read `&Editor` and push [`asks::Asks`]; nothing here changes the plan.

pub mod action;
mod additions;
pub mod app;
pub mod asks;
pub mod dialogs;
pub mod map;
pub mod panels;
pub mod theme;
pub mod widgets;

use crate::model::Instant;

/// Today at midnight UTC, from the system's clock: findings are judged anew once a day.
fn today() -> Instant {
    #[expect(clippy::disallowed_methods, reason = "the window is where the clock is known")]
    let since_1970 = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let days = since_1970.map_or(0, |passed| passed.as_secs() / 86_400);
    let minutes = i64::try_from(days).unwrap_or(0).saturating_mul(1440);
    Instant::from_unix_minutes(minutes, 0).unwrap_or_default()
}
