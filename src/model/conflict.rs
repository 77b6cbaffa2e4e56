//! What drafts said differently and nobody has decided yet: kept in the plan, with who said what, until
//! somebody decides.
//!
//! Until then the plan has one of the versions. What is kept refers to nothing: deleting what a version
//! mentions leaves the version as it was written.

use super::record::Record as _;
use super::tables::each_table;
use super::{AnyEntity, AnyId, Plan, PlanInfo, Policy, Readiness};

/// Something that drafts said differently.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenConflict {
    /// Which entity; `None`: what the plan says of itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<AnyId>,
    /// Which of its fields; `None`: whether it is there at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Who says what; the plan they all began with comes last.
    pub versions: Vec<Version>,
}

/// What one draft, or several that say the same, have.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// Whose it is, in words.
    pub by: String,
    /// What it says; of a field's version only that field counts.
    pub says: Says,
}

/// What a version says.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Says {
    /// That it is not there.
    Nothing,
    /// An entity.
    Entity(AnyEntity),
    /// What the plan says of itself.
    Plan {
        /// How far it is.
        readiness: Readiness,
        /// Title, times and the like.
        info: Box<PlanInfo>,
        /// How strictly it is judged.
        policy: Box<Policy>,
    },
}

impl Says {
    /// Returns what a plan says about something.
    pub fn of(plan: &Plan, about: Option<AnyId>) -> Self {
        match about {
            Some(id) => id.entity_in(plan).map_or(Self::Nothing, Self::Entity),
            None => Self::Plan {
                readiness: plan.readiness,
                info: Box::new(plan.info.clone()),
                policy: Box::new(plan.policy.clone()),
            },
        }
    }

    /// Returns true where both say the same in that field, or of the whole.
    pub fn same_in(&self, other: &Self, field: Option<&str>) -> bool {
        let Some(field) = field else {
            return self == other;
        };
        match (self, other) {
            (Self::Entity(one), Self::Entity(other)) => !one.changed_fields(other).contains(&field),
            (
                Self::Plan {
                    readiness,
                    info,
                    policy,
                },
                Self::Plan {
                    readiness: other_readiness,
                    info: other_info,
                    policy: other_policy,
                },
            ) => {
                let differs = match field {
                    "readiness" => readiness != other_readiness,
                    _ => {
                        info.changed_fields(other_info).contains(&field)
                            || policy.changed_fields(other_policy).contains(&field)
                    }
                };
                !differs
            }
            _ => self == other,
        }
    }

    /// Puts what is said into a plan: one field of it, or all.
    pub(super) fn put_into(&self, plan: &mut Plan, about: Option<AnyId>, field: Option<&str>) {
        match (self, about) {
            (Self::Entity(entity), Some(_)) => put(plan, entity, field),
            (Self::Nothing, Some(id)) => take_out(plan, id),
            (
                Self::Plan {
                    readiness,
                    info,
                    policy,
                },
                None,
            ) => match field {
                Some("readiness") => plan.readiness = *readiness,
                Some(field) => {
                    let _ = plan.info.take_field(info, field) || plan.policy.take_field(policy, field);
                }
                None => {}
            },
            (Self::Entity(_) | Self::Nothing, None) | (Self::Plan { .. }, Some(_)) => {}
        }
    }
}

macro_rules! rows {
    ($( $entity:ident, $table:ident, $word:literal; )+) => {
        /// Puts an entity into the plan; where it is there and a field is named, only that field of it.
        fn put(plan: &mut Plan, entity: &AnyEntity, field: Option<&str>) {
            match entity {
                $( AnyEntity::$entity(id, row) => {
                    let row = match (field, plan.$table.get(*id)) {
                        (Some(field), Some(there)) => {
                            let mut there = there.clone();
                            there.take_field(row, field);
                            std::sync::Arc::new(there)
                        }
                        _ => std::sync::Arc::clone(row),
                    };
                    plan.$table.put(*id, Some(row));
                } )+
            }
        }

        fn take_out(plan: &mut Plan, id: AnyId) {
            match id {
                $( AnyId::$entity(id) => plan.$table.put(id, None), )+
            }
        }
    };
}
each_table!(rows);
