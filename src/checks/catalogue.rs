//! Every rule, by code. The window, the command line, `explain` and the printed annex read this table.

use super::rule::Rule;
use super::rules::{
    acceptance_missing, boundary_mismatch, camp_standards, corridor_broken, corridor_capacity,
    corridor_unagreed, dangling_reference, deadline_before_readiness, degenerate_geometry,
    force_in_anothers_area, military_near_civilians, missing_agreement, missing_boundary, no_liaison,
    no_way_out, notification_missing, overlapping_responsibility, protected_site_exposed, screening_unsafe,
    sector_without_responsible, self_intersecting_area, stand_off_breach, track_crosses_boundary,
    unassigned_gap, weapon_reach, wrong_sides,
};
use crate::model::{ThresholdInfo, Thresholds};

static RULES: &[&Rule] = &[
    &overlapping_responsibility::RULE,
    &boundary_mismatch::RULE,
    &unassigned_gap::RULE,
    &sector_without_responsible::RULE,
    &missing_boundary::RULE,
    &wrong_sides::RULE,
    &dangling_reference::RULE,
    &force_in_anothers_area::RULE,
    &stand_off_breach::RULE,
    &track_crosses_boundary::RULE,
    &weapon_reach::RULE,
    &self_intersecting_area::RULE,
    &degenerate_geometry::RULE,
    &protected_site_exposed::RULE,
    &notification_missing::RULE,
    &corridor_unagreed::RULE,
    &corridor_capacity::RULE,
    &corridor_broken::RULE,
    &no_way_out::RULE,
    &camp_standards::RULE,
    &military_near_civilians::RULE,
    &screening_unsafe::RULE,
    &missing_agreement::RULE,
    &acceptance_missing::RULE,
    &no_liaison::RULE,
    &deadline_before_readiness::RULE,
];

/// Returns every rule in order of its code.
pub fn rules() -> &'static [&'static Rule] {
    RULES
}

/// Returns the rule with this code (`A01`, in any case) or name.
pub fn explain(code: &str) -> Option<&'static Rule> {
    RULES
        .iter()
        .copied()
        .find(|rule| rule.code.eq_ignore_ascii_case(code) || rule.name == code)
}

impl Rule {
    /// Returns what is known of the thresholds that the rule reads.
    pub fn threshold_infos(&self) -> impl Iterator<Item = &'static ThresholdInfo> + '_ {
        self.thresholds
            .iter()
            .filter_map(|name| Thresholds::ALL.iter().find(|info| info.name == *name))
    }
}
