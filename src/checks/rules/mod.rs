//! One file a rule: its page, its condition, its proposals, its tests.
//!
//! A rule reads the situation and nothing else; levels, waivers and order are not its business.

pub(super) mod acceptance_missing;
pub(super) mod agreement_not_in_force;
pub(super) mod boundary_mismatch;
pub(super) mod camp_standards;
pub(super) mod channel_broken;
pub(super) mod clause_contradicted;
pub(super) mod contested_area;
pub(super) mod coordinating_point_missing;
pub(super) mod corridor_capacity;
pub(super) mod dangling_reference;
pub(super) mod deadline_before_readiness;
pub(super) mod degenerate_geometry;
pub(super) mod duplicate_object;
pub(super) mod echelon_mark;
pub(super) mod exclusion_violated;
pub(super) mod expiry_in_operation;
pub(super) mod force_in_anothers_area;
pub(super) mod handover_without_overlap;
pub(super) mod interpretations_differ;
pub(super) mod linkup_point_missing;
pub(super) mod measure_data_missing;
pub(super) mod military_near_civilians;
pub(super) mod missing_agreement;
pub(super) mod missing_boundary;
pub(super) mod no_incident_procedure;
pub(super) mod no_liaison;
pub(super) mod no_way_out;
pub(super) mod notification_missing;
pub(super) mod outside_area_of_operations;
pub(super) mod overlapping_responsibility;
pub(super) mod protected_site_exposed;
pub(super) mod responsible_absent;
pub(super) mod screening_unsafe;
pub(super) mod sector_without_responsible;
pub(super) mod self_intersecting_area;
pub(super) mod settlement_split;
pub(super) mod shared_without_lead;
pub(super) mod sliver_part;
pub(super) mod stand_off_breach;
pub(super) mod unassigned_gap;
pub(super) mod untidy_vertices;
pub(super) mod weapon_reach;
pub(super) mod wrong_sides;
