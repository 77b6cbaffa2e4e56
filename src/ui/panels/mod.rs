//! The regions of the window. Each reads the editor and asks; none changes anything itself.

pub mod desk;
pub mod draw_styles;
pub mod file_bar;
#[cfg(test)]
pub(crate) mod fixture;
pub mod import;
pub mod incoming;
pub mod inspector;
pub mod layers;
pub mod live_card;
pub mod measure_card;
pub mod network;
pub mod new_object;
pub mod notices;
pub mod outline;
pub mod phase_strip;
pub mod release;
#[cfg(test)]
pub(crate) mod seat;
pub mod shape_card;
pub mod status;
pub mod tool_bar;
pub mod top_bar;
pub mod typed_places;
pub mod viewpoint;
pub mod welcome;
