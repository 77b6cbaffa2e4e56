//! The plan in words, for the window and for paper: times, parties, agreements.
//!
//! One place for each way of saying something, so that a row of the desk and a page of the annex say the
//! same. Judges nothing, measures nothing, and draws nothing.

mod agreements;
mod parties;
mod times;

pub use agreements::{clause_text, in_force_text, known_by, uncapital};
pub use parties::{labels, name_of, parties_of, stakeholders_of};
pub use times::{day_text, interval_text, minute_text, phases_text, short_phase, time_of, when_text};
