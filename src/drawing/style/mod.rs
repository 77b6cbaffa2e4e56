//! How the picture and the window look: colours by theme, patterns, shapes, widths, sizes and type.
//!
//! Plain values: no widget type is named here; window and printers convert. Every colour stands in
//! [`theme`]; whose ground has which is said in [`holder`](super::holder).

mod colour;
pub mod theme;
#[cfg(test)]
mod vision;

use crate::model::{Pattern, Severity};

pub use colour::Rgba;
pub use theme::{Colours, Theme};

/// The shape that stands for a severity: first a shape, then a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeverityShape {
    /// ▲ critical.
    Triangle,
    /// ● major.
    Disc,
    /// ○ minor.
    Ring,
    /// A short dash: for information.
    Dash,
}

impl SeverityShape {
    /// Returns the shape of a severity.
    pub const fn of(severity: Severity) -> Self {
        match severity {
            Severity::Critical => Self::Triangle,
            Severity::Major => Self::Disc,
            Severity::Minor => Self::Ring,
            Severity::Info => Self::Dash,
        }
    }
}

/// Patterns of stakeholders, in the order they are given out. Lines rising to the right come last:
/// contested ground has them, in red.
pub const HOLDER_PATTERNS: [Pattern; 8] = [
    Pattern::Plain,
    Pattern::Cross,
    Pattern::BackDiagonal,
    Pattern::Dots,
    Pattern::Horizontal,
    Pattern::Vertical,
    Pattern::Lattice,
    Pattern::Diagonal,
];

/// Widths in points.
pub mod width {
    /// Outline of a sector.
    pub const SECTOR: f32 = 2.0;
    /// Outline of contested ground.
    pub const CONTESTED: f32 = 2.0;
    /// Outline of ground that nobody answers for.
    pub const GAP: f32 = 1.4;
    /// A boundary.
    pub const BOUNDARY: f32 = 2.2;
    /// The area of operations.
    pub const OPERATIONS: f32 = 1.5;
    /// Lines and areas of control measures.
    pub const MEASURE: f32 = 1.6;
    /// Each of two lines side by side.
    pub const TWIN: f32 = 1.3;
    /// The middle line of a corridor.
    pub const CORRIDOR: f32 = 2.0;
    /// A corridor is never drawn narrower.
    pub const CORRIDOR_BAND: f32 = 12.0;
    /// A march.
    pub const MOVE: f32 = 2.0;
    /// Lines of a symbol.
    pub const SYMBOL: f32 = 1.7;
    /// The glow under what is selected.
    pub const SELECTION: f32 = 7.0;
    /// Lines of a pattern.
    pub const PATTERN: f32 = 1.0;
}

/// Sizes in points.
pub mod size {
    /// Height of the frame of a friendly unit.
    pub const FRAME: f32 = 23.0;
    /// Radius of a site's disc.
    pub const SITE: f32 = 9.0;
    /// Width of a point measure.
    pub const POINT: f32 = 19.0;
    /// Side of a vertex handle.
    pub const HANDLE: f32 = 7.0;
    /// Handles closer than this are not drawn.
    pub const HANDLE_SPACING: f32 = 10.0;
    /// From one stroke of a pattern to the next.
    pub const PATTERN: f32 = 11.0;
    /// Between two echelon marks on one boundary.
    pub const MARK_SPACING: f32 = 620.0;
    /// A badge of a finding.
    pub const BADGE: f32 = 5.0;
}

/// Font sizes in points.
pub mod font {
    /// Rows and fields.
    pub const ROW: f32 = 12.5;
    /// Titles.
    pub const TITLE: f32 = 14.0;
    /// Secondary text.
    pub const SECONDARY: f32 = 11.0;
    /// Names of sectors, in spaced capitals.
    pub const SECTOR: f32 = 14.0;
    /// Space between those capitals.
    pub const SECTOR_SPACING: f32 = 1.7;
    /// Names of units.
    pub const UNIT: f32 = 11.5;
    /// Names beside boundaries.
    pub const BOUNDARY: f32 = 10.5;
    /// Names of measures.
    pub const MEASURE: f32 = 10.5;
    /// Second lines at measures: who, from when until when.
    pub const SMALL: f32 = 9.5;
    /// Names of sites.
    pub const SITE: f32 = 11.0;
    /// Names of cities, towns, villages.
    pub const PLACE: [f32; 3] = [13.0, 12.0, 11.0];
    /// The same in Arabic, whose letters are smaller.
    pub const PLACE_ARABIC: [f32; 3] = [12.5, 11.5, 10.5];
    /// Credits, scale.
    pub const CREDIT: f32 = 9.5;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn severities_are_told_apart_by_shape_alone() {
        for (place, one) in Severity::ALL.iter().enumerate() {
            for other in Severity::ALL.iter().skip(place + 1) {
                assert_ne!(SeverityShape::of(*one), SeverityShape::of(*other));
            }
        }
    }
}
