//! One file a rule: its page, its condition, its proposals, its tests.
//!
//! A rule reads the situation and nothing else; levels, waivers and order are not its business.

pub(super) mod acceptance_missing;
pub(super) mod agreement_not_in_force;
pub(super) mod agreement_without_source;
pub(super) mod boundary_mismatch;
pub(super) mod chain_broken;
pub(super) mod channel_broken;
pub(super) mod clause_contradicted;
pub(super) mod dangling_reference;
pub(super) mod degenerate_geometry;
pub(super) mod expiry_in_operation;
pub(super) mod force_in_anothers_area;
pub(super) mod frame_missing;
pub(super) mod gap_in_time;
pub(super) mod handover_without_overlap;
pub(super) mod interpretations_differ;
pub(super) mod marking_missing;
pub(super) mod missing_agreement;
pub(super) mod missing_boundary;
pub(super) mod no_incident_procedure;
pub(super) mod no_liaison;
pub(super) mod overlapping_responsibility;
pub(super) mod phase_order;
pub(super) mod sector_without_responsible;
pub(super) mod self_intersecting_area;
pub(super) mod stand_off_breach;
pub(super) mod unassigned_gap;
pub(super) mod unclear_name;
pub(super) mod unknown_rule;
pub(super) mod waiver_without_finding;
pub(super) mod wrong_sides;
