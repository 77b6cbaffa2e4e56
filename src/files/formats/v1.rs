//! Plan format 1: the outermost group of a plan file, field by field in file order.
//!
//! Not yet frozen: below the outermost group stand the model's own types, and what changes there
//! changes the format. With the first declared release their shapes of that day are copied here.

use serde::{Deserialize, Serialize};

use crate::model::{
    Agreement, Approval, Base, Boundary, Channel, Corridor, Discussion, ExtractOf, Force, Id, Measure,
    OpenConflict, Phase, Plan, PlanInfo, Policy, Readiness, Relation, Sector, Site, Stakeholder, Table,
};

use super::FORMAT;

/// A plan as format 1 has it; what is empty is absent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "Plan", deny_unknown_fields)]
pub struct PlanV1 {
    /// Always 1.
    pub format: u32,
    /// Which plan it is.
    pub id: Id<Plan>,
    /// What it was branched from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Base>,
    /// For whom it is an extract of its base.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extract: Option<ExtractOf>,
    /// How far it is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub readiness: Readiness,
    /// What it says of itself.
    #[serde(default, skip_serializing_if = "is_default")]
    pub info: PlanInfo,
    /// How strictly it is judged.
    #[serde(default, skip_serializing_if = "is_default")]
    pub policy: Policy,
    /// Stakeholders by id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub stakeholders: Table<Stakeholder>,
    /// Relations by id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub relations: Table<Relation>,
    /// Channels by id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub channels: Table<Channel>,
    /// Agreements by id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub agreements: Table<Agreement>,
    /// Phases by id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub phases: Table<Phase>,
    /// Forces by id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub forces: Table<Force>,
    /// Sectors by id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub sectors: Table<Sector>,
    /// Boundaries by id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub boundaries: Table<Boundary>,
    /// Control measures by id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub measures: Table<Measure>,
    /// Sites by id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub sites: Table<Site>,
    /// Corridors by id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub corridors: Table<Corridor>,
    /// Who approved which content.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvals: Vec<Approval>,
    /// What drafts said differently and nobody has decided yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<OpenConflict>,
    /// What was said about it and proposed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub discussion: Discussion,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl From<&Plan> for PlanV1 {
    fn from(plan: &Plan) -> Self {
        // Taken apart in full, so that a field added to the plan cannot be forgotten here.
        let Plan {
            id,
            base,
            extract,
            readiness,
            info,
            policy,
            stakeholders,
            relations,
            channels,
            agreements,
            phases,
            forces,
            sectors,
            boundaries,
            measures,
            sites,
            corridors,
            approvals,
            conflicts,
            discussion,
        } = plan.clone();
        Self {
            format: FORMAT,
            id,
            base,
            extract,
            readiness,
            info,
            policy,
            stakeholders,
            relations,
            channels,
            agreements,
            phases,
            forces,
            sectors,
            boundaries,
            measures,
            sites,
            corridors,
            approvals,
            conflicts,
            discussion,
        }
    }
}

impl From<PlanV1> for Plan {
    fn from(file: PlanV1) -> Self {
        let PlanV1 {
            format: _,
            id,
            base,
            extract,
            readiness,
            info,
            policy,
            stakeholders,
            relations,
            channels,
            agreements,
            phases,
            forces,
            sectors,
            boundaries,
            measures,
            sites,
            corridors,
            approvals,
            conflicts,
            discussion,
        } = file;
        Self {
            id,
            base,
            extract,
            readiness,
            info,
            policy,
            stakeholders,
            relations,
            channels,
            agreements,
            phases,
            forces,
            sectors,
            boundaries,
            measures,
            sites,
            corridors,
            approvals,
            conflicts,
            discussion,
        }
    }
}
