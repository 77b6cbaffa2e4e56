//! That a plan is an extract: what one stakeholder may see of another plan, and how coarsely.
//!
//! Says what was done; `release` does it. From this and the plan that `base` names the same extract can be
//! made anew, which is how it is merged when it comes back.

use super::{Id, Stakeholder};

/// For whom an extract was made, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtractOf {
    /// Who sees it.
    pub stakeholder: Id<Stakeholder>,
    /// How coarse it is.
    #[serde(default, skip_serializing_if = "super::record::is_default")]
    pub generalised: Generalisation,
}

/// How coarse an extract is; what is the stakeholder's own stays as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Generalisation {
    /// Positions are put on a grid of so many metres; absent: as drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grid_m: Option<u32>,
    /// Names are replaced by the kind of object and a part of its id.
    #[serde(default, skip_serializing_if = "super::record::is_default")]
    pub names_hidden: bool,
    /// No contact of anybody goes out, whatever its sharing says.
    #[serde(default, skip_serializing_if = "super::record::is_default")]
    pub contacts_dropped: bool,
}
