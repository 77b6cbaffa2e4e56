//! The plan: what it says, how it changes, how two changes of it meet.
//!
//! Pure values: no file, clock, screen or chance. Geometry's *types* are used and none of its
//! algorithms: a plan is built, changed, merged and saved without computing an intersection.
//! Nothing here judges a plan; `checks` does.
//!
//! The only ways to a different plan are [`Edit::apply`], [`Changes::apply`], [`merge()`] and reading a
//! file. References may dangle (a merge can delete on one side what the other side names), so a look-up
//! is always an `Option`.

mod agreement;
mod approval;
mod boundary;
mod changes;
mod channel;
mod conflict;
mod corridor;
mod discussion;
mod edit;
mod entity;
mod extract;
mod force;
mod id;
mod identity;
mod instant;
mod measure;
mod merge;
mod merge_many;
mod mergeable;
mod minutes;
mod patch;
mod phase;
mod plan;
mod policy;
mod record;
mod reference;
mod relation;
mod sector;
pub mod sidc;
mod site;
mod stakeholder;
mod symbol;
mod table;
mod tables;
mod value;
mod visible;
mod when;

pub use agreement::{Acceptance, Agreement, Breach, Clause, Evidence, Party, Precondition, Proof, Reading};
pub use approval::Approval;
pub use boundary::{Boundary, BoundaryKind};
pub use changes::{ApplyChangesError, Change, Changes};
pub use channel::{Channel, ChannelMode, ChannelState};
pub use conflict::{OpenConflict, Says, Version};
pub use corridor::{Corridor, CorridorMode, Stop};
pub use discussion::{Answered, Comment, Discussion, Proposal, ProposalState, Remark};
pub use edit::{Edit, EditError, HHourKeeps, edits_between};
pub use entity::{AnyEntity, AnyId, Echelon, Entity, Extra, Kind, Quantity, Sharing};
pub use extract::{ExtractOf, Generalisation};
pub use force::{Force, Mobility, Move, Placement, Posture, Task, TaskKind};
pub use id::{Id, IdError, Lettered};
pub use identity::{Identity, identity};
pub use instant::{Instant, InstantError};
pub use measure::{Measure, MeasureKind};
pub use merge::{Conflict, Merged, Side, merge};
pub use merge_many::{BASE, TOGETHER, merge_many};
pub use minutes::{minute_text, read_minute};
pub use patch::Patch;
pub use phase::{Phase, PhaseKind};
pub use plan::{Base, Deadline, Plan, PlanInfo, Purpose, Readiness};
pub use policy::{Level, Policy, Severity, ThresholdInfo, Thresholds, Waiver};
pub use record::{Record, Vocabulary};
pub use reference::Refer;
pub use relation::{Relation, RelationState};
pub use sector::{Handover, Sector, SectorRole, SectorState};
pub use site::{Capacity, Notification, People, Screening, Site, SiteKind};
pub use stakeholder::{Colour, ColourError, Contact, Mandate, Pattern, Stakeholder, StakeholderKind};
pub use symbol::{Function, Symbol};
pub use table::Table;
pub use value::{Value, Valued, keyed};
pub use visible::{can_be_seen, hides, unhidden, visible, without_hidden};
pub use when::{Interval, Minute, When};
