//! Tabletop exercises: prepared, rehearsed, run and looked back on.
//!
//! Pure values. An [`Exercise`] is what a trainer prepares, with the plan that it starts from; a log of [`Entry`]s is
//! what happened; a [`Session`] is both, folded: the plan as it is, and as each cell of players believes it to be.
//! Time is an argument, checks are handed in as a function, files and pictures are somebody else's.
//!
//! ```
//! use std::sync::Arc;
//! use entente::exercise::{Entry, Event, Exercise, Inject, Session};
//! use entente::model::{Id, Plan};
//!
//! let mut exercise = Exercise::on(Id::from_bits(1), Arc::new(Plan::empty(Id::from_bits(2))));
//! let inject = Inject::new(Id::from_bits(3), "1", 0);
//! let id = inject.id;
//! exercise.injects.push(inject);
//! let mut session = Session::begin(Arc::new(exercise));
//! assert_eq!(session.state().queue(0).len(), 1);
//! session.add(Entry { at: 5, room: None, event: Event::Published(id) })?;
//! assert!(session.state().queue(5).is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod clock;
mod log;
mod rehearsal;
pub mod report;
mod review;
mod rules;
mod scenario;
mod session;
#[cfg(test)]
mod tests;

pub use clock::Clock;
pub use log::{Entry, Event, NoteKind, Outcome};
pub use rehearsal::{rehearse, rehearse_with};
pub use review::{Assessed, Done, Moment, Reaction, Review, Tracked, review};
pub use rules::{About, Remark, check};
pub use scenario::{Branch, Cell, CellKind, Effect, Exercise, FARTHEST, Inject, Method, Objective, Reach};
pub use session::{Failure, Refusal, Session, Stand, State};
