//! Every rule, by code. The window, the command line, `explain` and the printed annex read this table.

use super::rule::Rule;
use super::rules::{
    acceptance_missing, agreement_not_in_force, agreement_without_source, boundary_mismatch, camp_standards,
    chain_broken, channel_broken, clause_contradicted, contested_area, coordinating_point_missing,
    corridor_broken, corridor_capacity, corridor_unagreed, dangling_reference, deadline_before_readiness,
    deceiving_name, degenerate_geometry, duplicate_object, echelon_mark, exclusion_violated,
    exercise_effect_fails, exercise_inject_incomplete, exercise_inject_order, exercise_objective_unused,
    expiry_in_operation, force_in_anothers_area, frame_missing, gap_in_time, handover_without_overlap,
    interpretations_differ, leak_in_extract, linkup_point_missing, marking_missing, measure_data_missing,
    military_near_civilians, missing_agreement, missing_boundary, no_incident_procedure, no_liaison,
    no_way_out, notification_missing, outside_area_of_operations, overlapping_responsibility, phase_order,
    protected_site_exposed, responsible_absent, screening_unsafe, sector_without_responsible,
    self_intersecting_area, settlement_split, shared_without_lead, sliver_part, stand_off_breach,
    track_crosses_boundary, unassigned_gap, unclear_name, undecided_in_ready_plan, unknown_rule,
    untidy_vertices, waiver_without_finding, weapon_reach, wrong_sides,
};
use crate::model::{ThresholdInfo, Thresholds};

static RULES: &[&Rule] = &[
    &overlapping_responsibility::RULE,
    &boundary_mismatch::RULE,
    &contested_area::RULE,
    &unassigned_gap::RULE,
    &sector_without_responsible::RULE,
    &responsible_absent::RULE,
    &shared_without_lead::RULE,
    &settlement_split::RULE,
    &exclusion_violated::RULE,
    &missing_boundary::RULE,
    &wrong_sides::RULE,
    &echelon_mark::RULE,
    &coordinating_point_missing::RULE,
    &linkup_point_missing::RULE,
    &measure_data_missing::RULE,
    &unclear_name::RULE,
    &undecided_in_ready_plan::RULE,
    &marking_missing::RULE,
    &agreement_without_source::RULE,
    &frame_missing::RULE,
    &dangling_reference::RULE,
    &waiver_without_finding::RULE,
    &unknown_rule::RULE,
    &deceiving_name::RULE,
    &force_in_anothers_area::RULE,
    &stand_off_breach::RULE,
    &track_crosses_boundary::RULE,
    &weapon_reach::RULE,
    &self_intersecting_area::RULE,
    &degenerate_geometry::RULE,
    &untidy_vertices::RULE,
    &sliver_part::RULE,
    &duplicate_object::RULE,
    &outside_area_of_operations::RULE,
    &protected_site_exposed::RULE,
    &notification_missing::RULE,
    &corridor_unagreed::RULE,
    &corridor_capacity::RULE,
    &corridor_broken::RULE,
    &no_way_out::RULE,
    &camp_standards::RULE,
    &military_near_civilians::RULE,
    &screening_unsafe::RULE,
    &leak_in_extract::RULE,
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
    &deadline_before_readiness::RULE,
    &exercise_inject_incomplete::RULE,
    &exercise_inject_order::RULE,
    &exercise_objective_unused::RULE,
    &exercise_effect_fails::RULE,
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
