//! The verbs of planning: what someone meant, validated, and serialisable (an exercise inject or a
//! journal can carry one).
//!
//! `apply` gives a new plan or says why not; the plan given is untouched. No single edit leaves a
//! reference that leads nowhere. What follows from an edit is not written here: that is `Changes`.

mod delete;
mod discussing;
mod h_hour;
mod put;
mod redirect;
mod shape;

use std::sync::Arc;

use crate::geometry::{Area, Geometry, Position};

pub use h_hour::HHourKeeps;
pub use put::edits_between;

use super::tables::each_table;
use super::{
    Acceptance, Agreement, AnyEntity, AnyId, Approval, Boundary, Channel, Comment, Corridor, Entity,
    Evidence, Force, Id, Instant, Level, Measure, OpenConflict, Party, Phase, Placement, Plan, PlanInfo,
    Proposal, ProposalState, Quantity, Readiness, Relation, Remark, Says, Sector, Site, Stakeholder, Waiver,
    When,
};

/// One change as a planner means it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Edit {
    /// Adds an entity under its own id.
    Create(AnyEntity),
    /// Replaces an entity's fields by these.
    Update(AnyEntity),
    /// Removes entities and every mention of them; what cannot be without them goes too.
    Delete(Vec<AnyId>),
    /// Gives a sector, boundary, measure, site or corridor another shape.
    Reshape {
        /// What.
        id: AnyId,
        /// Its new shape, of a dimension that it can have.
        to: Geometry,
    },
    /// Moves entities by these steps of 1e-7 degree: shapes, placements, marches and stops.
    Shift {
        /// Which.
        ids: Vec<AnyId>,
        /// To the north.
        lat_e7: i32,
        /// To the east.
        lon_e7: i32,
    },
    /// Makes a stakeholder answer for a sector, or nobody.
    AssignSector {
        /// The sector.
        sector: Id<Sector>,
        /// Who; `None`: nobody.
        holder: Option<Id<Stakeholder>>,
    },
    /// Declares a sector shared.
    ShareSector {
        /// The sector.
        sector: Id<Sector>,
        /// Who leads.
        lead: Id<Stakeholder>,
        /// Who else works in it, in addition to those it names already.
        supporting: Vec<Id<Stakeholder>>,
    },
    /// Says where a force stands at a time, in place of what was said for that same time.
    PlaceForce {
        /// The force.
        force: Id<Force>,
        /// Where.
        at: Position,
        /// When.
        when: When,
    },
    /// Records what a party said to an agreement.
    RecordAcceptance {
        /// The agreement.
        agreement: Id<Agreement>,
        /// The party, which must be one of the agreement's.
        party: Id<Stakeholder>,
        /// What it said.
        state: Acceptance,
        /// How we know.
        evidence: Option<Evidence>,
        /// When it said so.
        at: Option<Instant>,
        /// By which channel.
        via: Option<Id<Channel>>,
    },
    /// Replaces what the plan says of itself.
    SetInfo(Box<PlanInfo>),
    /// Sets H-hour, and says whether minutes or dates stay.
    SetHHour {
        /// The new H-hour; `None`: times have no dates.
        to: Option<Instant>,
        /// What stays.
        keeps: HHourKeeps,
    },
    /// Draws or removes the area of operations.
    SetAreaOfOperations(Option<Area>),
    /// Says how far the plan is.
    SetReadiness(Readiness),
    /// Judges a rule by a level; `Computed` is the rule's own word.
    SetLevel {
        /// The rule's code.
        code: String,
        /// The level.
        level: Level,
    },
    /// Changes a number that rules compare with.
    SetThreshold {
        /// Its name.
        name: String,
        /// Its value, in the unit of its name.
        value: u32,
    },
    /// Accepts a finding with a reason, in place of an earlier waiver of the same part.
    Waive(Waiver),
    /// Takes a waiver back.
    Unwaive {
        /// The rule's code.
        code: String,
        /// What it is about.
        subjects: Vec<AnyId>,
        /// The point of the waiver.
        at: Option<Position>,
    },
    /// Adds an approval, in place of an earlier one of that stakeholder by that key.
    Approve(Box<Approval>),
    /// Takes an approval out of the plan.
    DropApproval(Box<Approval>),
    /// Decide an open conflict: the plan takes what that version says, and it is open no longer.
    Decide {
        /// What it is about; `None`: the plan itself.
        about: Option<AnyId>,
        /// Which field; `None`: whether it is there.
        field: Option<String>,
        /// Whose version.
        by: String,
    },
    /// Adds a comment under its own id.
    Comment(Box<Comment>),
    /// Answers a comment; one that was settled is open again.
    Reply {
        /// Which.
        comment: Id<Comment>,
        /// What is said.
        said: Remark,
    },
    /// Calls a comment settled.
    Resolve {
        /// Which.
        comment: Id<Comment>,
        /// Who, when, and how.
        said: Remark,
    },
    /// Takes a comment out.
    RemoveComment(Id<Comment>),
    /// Adds proposals under their own ids.
    Propose(Vec<Proposal>),
    /// Answers a proposal; what is accepted is in the plan at once.
    AnswerProposal {
        /// Which.
        proposal: Id<Proposal>,
        /// What it is answered with.
        state: ProposalState,
        /// Who, when, and why.
        said: Remark,
    },
    /// Makes something as it was changed elsewhere: what the plan got since in other fields stays. What an inject of
    /// an exercise does is kept like this, so that it fits a plan that others changed meanwhile.
    Put {
        /// Which entity; `None`: what the plan says of itself.
        about: Option<AnyId>,
        /// What it was where the change was made.
        before: Says,
        /// What it is to be.
        after: Says,
    },
    /// Several edits as one, in order.
    Together {
        /// What they do as a whole.
        label: String,
        /// The edits.
        edits: Vec<Edit>,
    },
}

/// Why an edit does not apply. Nothing has then changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// It speaks of an entity that the plan does not have.
    #[error("there is no {kind} {0} in the plan", kind = .0.kind())]
    NoSuch(AnyId),
    /// It creates an entity whose id is taken.
    #[error("the id {0} is taken; give the new {kind} another id", kind = .0.kind())]
    Taken(AnyId),
    /// It would leave a reference that leads nowhere.
    #[error("{from} would name {to}, which is not in the plan")]
    Dangling {
        /// Who would hold the reference.
        from: String,
        /// To whom.
        to: AnyId,
    },
    /// An entity of that kind has no shape of that dimension.
    #[error("a {kind} cannot have that shape", kind = .0.kind())]
    WrongShape(AnyId),
    /// A shape without a single point cannot be kept.
    #[error("a shape needs at least one position")]
    EmptyShape,
    /// Something would be moved over a pole.
    #[error("that would move {0} over a pole")]
    BeyondPole(AnyId),
    /// The stakeholder is not a party to the agreement.
    #[error("{0} is not a party to that agreement")]
    NoParty(Id<Stakeholder>),
    /// There is no threshold of that name.
    #[error("there is no threshold `{0}`")]
    NoThreshold(String),
    /// There is no such waiver.
    #[error("there is no such waiver of {0}")]
    NoWaiver(String),
    /// There is no such comment.
    #[error("there is no comment {0} in the plan")]
    NoComment(Id<Comment>),
    /// There is no such proposal.
    #[error("there is no proposal {0} in the plan")]
    NoProposal(Id<Proposal>),
    /// It is said under an id that is taken.
    #[error("that was said already: {0} is taken")]
    SaidAlready(String),
    /// Nobody waits for that decision.
    #[error("that is decided already, or was never open")]
    NoConflict,
}

impl Edit {
    /// Makes several edits one; a single one stays as it is.
    pub fn together(label: impl Into<String>, edits: Vec<Self>) -> Self {
        Self::Together {
            label: label.into(),
            edits,
        }
    }

    /// Returns the plan after the edit.
    ///
    /// # Errors
    /// Where the edit does not fit the plan; see [`EditError`].
    pub fn apply(&self, plan: &Plan) -> Result<Plan, EditError> {
        let mut changed = plan.clone();
        self.apply_to(&mut changed)?;
        Ok(changed)
    }

    fn apply_to(&self, plan: &mut Plan) -> Result<(), EditError> {
        match self {
            Self::Create(entity) => {
                if entity.id().is_in(plan) {
                    return Err(EditError::Taken(entity.id()));
                }
                store(plan, entity)
            }
            Self::Update(entity) => {
                if !entity.id().is_in(plan) {
                    return Err(EditError::NoSuch(entity.id()));
                }
                store(plan, entity)
            }
            Self::Delete(ids) => delete::delete(plan, ids),
            Self::Reshape { id, to } => shape::reshape(plan, *id, to),
            Self::Shift { ids, lat_e7, lon_e7 } => shape::shift(plan, ids, *lat_e7, *lon_e7),
            Self::AssignSector { sector, holder } => change(plan, *sector, |sector, _| {
                sector.holder = *holder;
                Ok(())
            }),
            Self::ShareSector {
                sector,
                lead,
                supporting,
            } => change(plan, *sector, |sector, _| {
                sector.shared = true;
                sector.lead = Some(*lead);
                sector.supporting.extend(supporting);
                sector.supporting.sort_unstable();
                sector.supporting.dedup();
                Ok(())
            }),
            Self::PlaceForce { force, at, when } => change(plan, *force, |force, _| {
                match force
                    .placements
                    .iter_mut()
                    .find(|placement| placement.when == *when)
                {
                    Some(placement) => placement.at = *at,
                    None => force.placements.push(Placement {
                        at: *at,
                        when: when.clone(),
                    }),
                }
                Ok(())
            }),
            Self::RecordAcceptance {
                agreement,
                party,
                state,
                evidence,
                at,
                via,
            } => change(plan, *agreement, |agreement, _| {
                let entry = agreement
                    .parties
                    .iter_mut()
                    .find(|entry| entry.stakeholder == *party);
                let entry = entry.ok_or(EditError::NoParty(*party))?;
                *entry = Party {
                    state: *state,
                    evidence: *evidence,
                    at: *at,
                    via: *via,
                    ..entry.clone()
                };
                Ok(())
            }),
            Self::SetInfo(info) => set_info(plan, (**info).clone()),
            Self::SetHHour { to, keeps } => {
                h_hour::change(plan, *to, *keeps);
                Ok(())
            }
            Self::SetAreaOfOperations(area) => {
                let info = PlanInfo {
                    area_of_operations: area.clone(),
                    ..plan.info.clone()
                };
                set_info(plan, info)
            }
            Self::SetReadiness(readiness) => {
                plan.readiness = *readiness;
                Ok(())
            }
            Self::Approve(approval) => {
                approve(plan, approval);
                Ok(())
            }
            Self::DropApproval(approval) => {
                plan.approvals.retain(|other| *other != **approval);
                Ok(())
            }
            Self::SetLevel { code, level } => {
                match level {
                    Level::Computed => plan.policy.levels.remove(code),
                    level => plan.policy.levels.insert(code.clone(), *level),
                };
                Ok(())
            }
            Self::SetThreshold { name, value } => {
                let threshold = plan.policy.thresholds.get_mut(name);
                *threshold.ok_or_else(|| EditError::NoThreshold(name.clone()))? = *value;
                Ok(())
            }
            Self::Waive(waiver) => {
                let mut waiver = waiver.clone();
                waiver.subjects.sort_unstable();
                plan.policy
                    .waivers
                    .retain(|known| !is_of(known, &waiver.code, &waiver.subjects, waiver.at));
                plan.policy.waivers.push(waiver);
                Ok(())
            }
            Self::Unwaive { code, subjects, at } => {
                let before = plan.policy.waivers.len();
                plan.policy
                    .waivers
                    .retain(|known| !is_of(known, code, subjects, *at));
                if plan.policy.waivers.len() == before {
                    return Err(EditError::NoWaiver(code.clone()));
                }
                Ok(())
            }
            Self::Decide { about, field, by } => decide(plan, *about, field.as_deref(), by),
            Self::Comment(_)
            | Self::Reply { .. }
            | Self::Resolve { .. }
            | Self::RemoveComment(_)
            | Self::Propose(_)
            | Self::AnswerProposal { .. } => discussing::apply(plan, self),
            Self::Put { about, before, after } => put::put_strictly(plan, *about, before, after),
            Self::Together { edits, .. } => edits.iter().try_for_each(|edit| edit.apply_to(plan)),
        }
    }

    /// Returns what the edit does, for the history: `Change holder of North`.
    pub fn label(&self, plan: &Plan) -> String {
        let name = |id: AnyId| match id.name_in(plan) {
            Some(name) if !name.is_empty() => name.to_owned(),
            _ => format!("{} {id}", id.kind()),
        };
        let about = |id: Option<AnyId>| id.map_or_else(|| "the plan".to_owned(), &name);
        let count = |ids: &[AnyId]| match ids {
            [id] => name(*id),
            _ => format!("{} objects", ids.len()),
        };
        match self {
            Self::Create(entity) if entity.name().is_empty() => format!("Add {}", entity.id().kind()),
            Self::Create(entity) => format!("Add {} {}", entity.id().kind(), entity.name()),
            Self::Update(entity) => {
                let fields = entity
                    .id()
                    .entity_in(plan)
                    .map(|old| old.changed_fields(entity))
                    .unwrap_or_default();
                match fields.as_slice() {
                    [field] => format!("Change {} of {}", field.replace('_', " "), name(entity.id())),
                    _ => format!("Change {}", name(entity.id())),
                }
            }
            Self::Delete(ids) => format!("Delete {}", count(ids)),
            Self::Reshape { id, .. } => format!("Reshape {}", name(*id)),
            Self::Shift { ids, .. } => format!("Move {}", count(ids)),
            Self::AssignSector {
                sector,
                holder: Some(holder),
            } => {
                format!("Assign {} to {}", name((*sector).into()), plan.label_of(*holder))
            }
            Self::AssignSector { sector, holder: None } => {
                format!("Take {} from its holder", name((*sector).into()))
            }
            Self::ShareSector { sector, lead, .. } => {
                format!("Share {} under {}", name((*sector).into()), plan.label_of(*lead))
            }
            Self::PlaceForce { force, .. } => format!("Place {}", name((*force).into())),
            Self::RecordAcceptance {
                agreement,
                party,
                state,
                ..
            } => {
                format!(
                    "Record {} {} for {}",
                    plan.label_of(*party),
                    state.word(),
                    name((*agreement).into())
                )
            }
            Self::SetInfo(_) => "Change plan details".to_owned(),
            Self::SetHHour { .. } => "Change H-hour".to_owned(),
            Self::SetAreaOfOperations(Some(_)) => "Draw area of operations".to_owned(),
            Self::SetAreaOfOperations(None) => "Remove area of operations".to_owned(),
            Self::SetReadiness(readiness) => format!("Mark plan as {}", readiness.word()),
            Self::Approve(approval) => format!("Approve as {}", plan.label_of(approval.stakeholder)),
            Self::DropApproval(approval) => {
                format!("Remove approval of {}", plan.label_of(approval.stakeholder))
            }
            Self::SetLevel { code, level } => format!("Judge {code} as {}", level.word()),
            Self::SetThreshold { name, value } => format!("Set {name} to {value}"),
            Self::Waive(waiver) => format!("Waive {}", waiver.code),
            Self::Unwaive { code, .. } => format!("Take back waiver of {code}"),
            Self::Decide { about, field, by } => {
                let what = about.map_or_else(|| "the plan".to_owned(), |id| plan.name_of(id));
                match field {
                    Some(field) => format!("Decide {} of {what}: {by}", field.replace('_', " ")),
                    None => format!("Decide {what}: {by}"),
                }
            }
            Self::Comment(comment) => format!("Comment on {}", about(comment.about)),
            Self::Reply { .. } => "Answer a comment".to_owned(),
            Self::Resolve { .. } => "Settle a comment".to_owned(),
            Self::RemoveComment(_) => "Remove a comment".to_owned(),
            Self::Propose(proposals) => match proposals.as_slice() {
                [one] => format!("Take in a proposal by {}", one.said.by),
                all => format!("Take in {} proposals", all.len()),
            },
            Self::AnswerProposal { proposal, state, .. } => {
                let known = plan.discussion.proposals.iter();
                let known = known.clone().find(|known| known.id == *proposal);
                let what = about(known.and_then(|known| known.about));
                match state {
                    ProposalState::Open => format!("Reopen a proposal on {what}"),
                    ProposalState::Accepted => format!("Accept a proposal on {what}"),
                    ProposalState::Rejected => format!("Reject a proposal on {what}"),
                    ProposalState::Countered => format!("Counter a proposal on {what}"),
                }
            }
            Self::Put { about, before, after } => put::label(plan, *about, before, after),
            Self::Together { label, .. } => label.clone(),
        }
    }
}

/// Lets the plan have what a version of an open conflict says.
fn decide(plan: &mut Plan, about: Option<AnyId>, field: Option<&str>, by: &str) -> Result<(), EditError> {
    let is_it = |known: &OpenConflict| known.about == about && known.field.as_deref() == field;
    let place = plan.conflicts.iter().position(is_it);
    let conflict = plan.conflicts.remove(place.ok_or(EditError::NoConflict)?);
    let version = conflict.versions.iter().find(|version| version.by == by);
    let version = version.ok_or(EditError::NoConflict)?;
    version.says.put_into(plan, about, field);
    Ok(())
}

macro_rules! store {
    ($( $entity:ident, $table:ident, $word:literal; )+) => {
        /// Puts the entity in its place, once its shapes and its references were looked at.
        fn store(plan: &mut Plan, entity: &AnyEntity) -> Result<(), EditError> {
            shape::refuse_empty(entity)?;
            refuse_dangling(plan, entity)?;
            match entity {
                $( AnyEntity::$entity(id, row) => plan.$table.put(*id, Some(Arc::clone(row))), )+
            }
            Ok(())
        }

        $(
            impl Editable for $entity {
                fn any(id: Id<Self>, row: Arc<Self>) -> AnyEntity {
                    AnyEntity::$entity(id, row)
                }
            }
        )+
    };
}
each_table!(store);

/// What edits need beyond reading; kept from everybody else.
trait Editable: Entity {
    fn any(id: Id<Self>, row: Arc<Self>) -> AnyEntity;
}

/// Changes one entity in place and stores it as `Update` would.
fn change<E: Editable>(
    plan: &mut Plan,
    id: Id<E>,
    how: impl FnOnce(&mut E, &Plan) -> Result<(), EditError>,
) -> Result<(), EditError> {
    let mut entity = E::table(plan)
        .get(id)
        .cloned()
        .ok_or_else(|| EditError::NoSuch(E::any_id(id)))?;
    how(&mut entity, plan)?;
    store(plan, &E::any(id, Arc::new(entity)))
}

/// Refuses references to nowhere that the entity did not hold before: what a merge left dangling may
/// stay while other fields are mended. An entity may name itself only where it is in the plan already.
fn refuse_dangling(plan: &Plan, entity: &AnyEntity) -> Result<(), EditError> {
    let mut known = Vec::new();
    if let Some(old) = entity.id().entity_in(plan) {
        old.each_reference(&mut |to| known.push(to));
    }
    let mut lost = None;
    entity.each_reference(&mut |to| {
        if lost.is_none() && !to.is_in(plan) && !known.contains(&to) {
            lost = Some(to);
        }
    });
    match lost {
        None => Ok(()),
        Some(to) if entity.name().is_empty() => Err(EditError::Dangling {
            from: entity.id().to_string(),
            to,
        }),
        Some(to) => Err(EditError::Dangling {
            from: entity.name().to_owned(),
            to,
        }),
    }
}

/// Adds an approval, in place of an earlier one of that stakeholder by that key.
fn approve(plan: &mut Plan, approval: &Approval) {
    let same = |other: &Approval| other.stakeholder == approval.stakeholder && other.key == approval.key;
    plan.approvals.retain(|other| !same(other));
    plan.approvals.push(approval.clone());
}

fn set_info(plan: &mut Plan, info: PlanInfo) -> Result<(), EditError> {
    if let Some(viewpoint) = info.viewpoint
        && !plan.stakeholders.contains(viewpoint)
        && plan.info.viewpoint != Some(viewpoint)
    {
        return Err(EditError::Dangling {
            from: "the plan's point of view".to_owned(),
            to: viewpoint.into(),
        });
    }
    if info
        .area_of_operations
        .as_ref()
        .is_some_and(shape::has_empty_ring)
    {
        return Err(EditError::EmptyShape);
    }
    plan.info = info;
    Ok(())
}

fn is_of(waiver: &Waiver, code: &str, subjects: &[AnyId], at: Option<Position>) -> bool {
    waiver.code == code && waiver.subjects == subjects && waiver.at == at
}

impl Waiver {
    /// Makes a waiver without end; subjects are sorted.
    pub fn of(
        code: &str,
        mut subjects: Vec<AnyId>,
        at: Option<Position>,
        value: f64,
        by: &str,
        reason: &str,
    ) -> Self {
        subjects.sort_unstable();
        Self {
            code: code.to_owned(),
            subjects,
            value: Quantity::new(value),
            by: by.to_owned(),
            reason: reason.to_owned(),
            at,
            role: String::new(),
            until: None,
        }
    }
}
