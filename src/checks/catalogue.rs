//! Every rule, by code. The window, the command line, `explain` and the printed annex read this table.

use super::rule::Rule;
use super::rules::{
    acceptance_missing, agreement_not_in_force, agreement_without_source, boundary_mismatch, chain_broken,
    channel_broken, clause_contradicted, dangling_reference, degenerate_geometry, expiry_in_operation,
    force_in_anothers_area, frame_missing, gap_in_time, handover_without_overlap, interpretations_differ,
    marking_missing, missing_agreement, missing_boundary, no_incident_procedure, no_liaison,
    overlapping_responsibility, phase_order, sector_without_responsible, self_intersecting_area,
    stand_off_breach, unassigned_gap, unclear_name, unknown_rule, waiver_without_finding, wrong_sides,
};
use crate::model::{ThresholdInfo, Thresholds};

static RULES: &[&Rule] = &[
    &overlapping_responsibility::RULE,
    &boundary_mismatch::RULE,
    &unassigned_gap::RULE,
    &sector_without_responsible::RULE,
    &missing_boundary::RULE,
    &wrong_sides::RULE,
    &unclear_name::RULE,
    &marking_missing::RULE,
    &agreement_without_source::RULE,
    &frame_missing::RULE,
    &dangling_reference::RULE,
    &waiver_without_finding::RULE,
    &unknown_rule::RULE,
    &force_in_anothers_area::RULE,
    &stand_off_breach::RULE,
    &self_intersecting_area::RULE,
    &degenerate_geometry::RULE,
    &missing_agreement::RULE,
    &agreement_not_in_force::RULE,
    &acceptance_missing::RULE,
    &clause_contradicted::RULE,
    &channel_broken::RULE,
    &interpretations_differ::RULE,
    &expiry_in_operation::RULE,
    &no_liaison::RULE,
    &chain_broken::RULE,
    &no_incident_procedure::RULE,
    &gap_in_time::RULE,
    &handover_without_overlap::RULE,
    &phase_order::RULE,
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
