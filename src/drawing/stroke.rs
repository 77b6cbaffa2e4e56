//! How lines look: width, colour, gaps, and what sits on them.
//!
//! Values only; what a printer strokes and fills of them is said by [`inked`](super::inked).

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
    /// Two lines side by side in place of one: those on its sides are kept apart.
    pub twin: bool,
    /// Zigzags in it: those on its sides did not agree on it.
    pub disputed: bool,
}

impl Stroke {
    /// Makes an unbroken line.
    pub const fn solid(width: f32, colour: Rgba) -> Self {
        Self {
            width,
            colour,
            dash: Dash::Solid,
            decor: Decor::None,
            twin: false,
            disputed: false,
        }
    }

    /// Returns the stroke as two lines side by side.
    #[must_use]
    pub const fn twin(mut self) -> Self {
        self.twin = true;
        self
    }

    /// Returns the stroke with zigzags in it.
    #[must_use]
    pub const fn disputed(mut self) -> Self {
        self.disputed = true;
        self
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
