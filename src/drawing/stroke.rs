//! How lines look: width, colour, gaps, and what sits on them.
//!
//! Values only; dashes are cut in [`line`](super::line), marks are drawn by whoever prints.

use crate::model::Echelon;

use super::style::Rgba;

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// In points.
    pub width: f32,
    /// Its colour.
    pub colour: Rgba,
    /// Gaps in it.
    pub dash: Dash,
    /// What sits on it.
    pub decor: Decor,
}

impl Stroke {
    /// Makes an unbroken line.
    pub const fn solid(width: f32, colour: Rgba) -> Self {
        Self {
            width,
            colour,
            dash: Dash::Solid,
            decor: Decor::None,
        }
    }

    /// Returns the stroke with these gaps.
    #[must_use]
    pub const fn dashed(mut self, dash: Dash) -> Self {
        self.dash = dash;
        self
    }

    /// Returns the stroke with this on it.
    #[must_use]
    pub const fn with(mut self, decor: Decor) -> Self {
        self.decor = decor;
        self
    }
}

/// Gaps in a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dash {
    /// None.
    #[default]
    Solid,
    /// Long dashes: claimed or planned.
    Long,
    /// Short dashes: of nobody, or limits.
    Short,
    /// Dots: middle lines.
    Dots,
    /// Dash and dot: the area of operations.
    DashDot,
}

impl Dash {
    /// Returns lengths of dashes and gaps in turn, in points; empty for an unbroken line.
    pub const fn lengths(self) -> &'static [f32] {
        match self {
            Self::Solid => &[],
            Self::Long => &[11.0, 5.0],
            Self::Short => &[4.0, 3.5],
            Self::Dots => &[4.0, 4.0],
            Self::DashDot => &[12.0, 4.0, 2.5, 4.0],
        }
    }
}

/// What sits on a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decor {
    /// Nothing.
    #[default]
    None,
    /// An arrow head at the end.
    Arrow,
    /// Small arrow heads along it.
    Chevrons,
    /// Half circles on the left side: the forward line.
    Bumps,
    /// This echelon mark in a break, repeated on long lines; on a patch of this colour.
    Echelon(Echelon, Rgba),
}
