//! From a plan to a picture.
//!
//! A picture is a value: a [`Scene`] says what is drawn where, in world points of [`mercator`]; whoever
//! prints it (window, paper) decides nothing but how a line becomes pixels. Nothing here opens a file,
//! names a widget or judges a plan.
//!
//! ```text
//! plan, report ──compose──▶ Scene ──crowd (scale)──▶ Scene ──labels (camera)──▶ what finds room ──▶ window, SVG, PDF
//! ```

pub mod annex;
pub mod base;
pub mod compose;
pub mod control;
pub mod crowd;
pub mod detail;
pub mod echelon;
pub mod figures;
pub mod grid;
pub mod holder;
pub mod inked;
pub mod labels;
pub mod line;
pub mod marks;
pub mod measured;
pub mod measured_scene;
pub mod mercator;
pub mod paper;
pub mod scene;
pub mod shape;
pub mod stroke;
pub mod style;
pub mod symbols;
pub mod words;

pub use compose::{Composer, Marked, View, changed, compose, differing, lasso, sketch};
pub use crowd::{Crowd, thinned};
pub use figures::Units;
pub use holder::{HolderStyle, Identity, holder_style, identity};
pub use measured::Measured;
pub use measured_scene::{Rings, measured_scene, rings_scene};
pub use mercator::{Bounds, Camera};
pub use scene::{Item, Label, Layer, Mark, Scene, Subject};
pub use shape::Shape;
pub use style::{Rgba, Theme};
