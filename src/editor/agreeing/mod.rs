//! What a planner does about agreements: drafts one from what is selected, chases the answers that are
//! missing and by which way, keeps the log of breaches.
//!
//! Pure functions of a plan. Whether an agreement is in force, and what it covers, is `checks`' to say.

mod chase;
mod draft;
mod log;
mod ways;

pub use chase::{ChaseOrder, Missing, chase_text, missing};
pub use draft::{DraftError, draft, draft_about};
pub use log::{BreachEntry, BreachForm, LogKind, breach_log};
pub use ways::{Way, way_between};
