//! The map: input, base map, plan and names, painted.
//!
//! Painters take values ([`Scene`](crate::drawing::Scene), [`Camera`](crate::drawing::Camera), the base
//! map) and keep only what they made of them: triangles, meshes, textures. They read no plan and no
//! input; `canvas` reads the input, and `screen` says what is painted.

pub mod canvas;
mod footing;
mod furniture;
mod ink;
mod menu;
mod outline;
mod paint_base;
mod paint_grid;
mod paint_labels;
mod paint_scene;
mod paint_tiles;
mod painter;
mod patterns;
mod piece_styles;
mod pin;
pub mod plan_picture;
mod profiles;
mod said;
pub mod screen;
pub mod text;
mod tile_view;

pub use furniture::{credit_ui, north_arrow_ui, scale_bar_ui};
pub use paint_base::Beneath;
pub use paint_labels::paint_severity;
pub use painter::{MapPainter, Picture};
pub use piece_styles::tint_colour;
pub use screen::credit_lines_ui;
