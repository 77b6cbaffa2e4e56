//! One file a rule: its page, its condition, its proposals, its tests.
//!
//! A rule reads the situation and nothing else; levels, waivers and order are not its business.

pub(super) mod acceptance_missing;
pub(super) mod boundary_mismatch;
pub(super) mod camp_standards;
pub(super) mod corridor_broken;
pub(super) mod corridor_capacity;
pub(super) mod corridor_unagreed;
pub(super) mod dangling_reference;
pub(super) mod deadline_before_readiness;
pub(super) mod degenerate_geometry;
pub(super) mod force_in_anothers_area;
pub(super) mod military_near_civilians;
pub(super) mod missing_agreement;
pub(super) mod missing_boundary;
pub(super) mod no_liaison;
pub(super) mod no_way_out;
pub(super) mod notification_missing;
pub(super) mod overlapping_responsibility;
pub(super) mod protected_site_exposed;
pub(super) mod screening_unsafe;
pub(super) mod sector_without_responsible;
pub(super) mod self_intersecting_area;
pub(super) mod stand_off_breach;
pub(super) mod track_crosses_boundary;
pub(super) mod unassigned_gap;
pub(super) mod weapon_reach;
pub(super) mod wrong_sides;
