//! Plans side by side: in what they differ, said as a person would say it.
//!
//! Takes plans and reports as they are; opens no file and decides nothing. Every field of every record is
//! told, because values come from the list of fields that the records are made of ([`crate::model::Value`]).

mod difference;
mod fields;
mod findings;
mod ground;
mod proposal;
mod score;
pub mod table;
mod telling;

pub use difference::{Became, Difference, ThingDifference};
pub use fields::{FieldDifference, Label};
pub use findings::{FindingsDifference, Shift};
pub use ground::GroundDifference;
pub use proposal::{proposal_title, proposed};
pub use score::{PhaseScore, Score};
pub use telling::{about_name, conflict_title, version_said};
