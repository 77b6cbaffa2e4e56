//! A colour, and what can be computed of one: mixtures, contrast, what is left of it in print.
//!
//! Which colours there are is said in [`theme`](super::theme); nothing is chosen here.

/// A colour, not premultiplied: red, green, blue, alpha.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rgba(pub [u8; 4]);

impl Rgba {
    /// Nothing at all.
    pub const CLEAR: Self = Self([0; 4]);

    /// Makes an opaque colour from `0xRRGGBB`.
    pub const fn hex(rgb: u32) -> Self {
        let [_, red, green, blue] = rgb.to_be_bytes();
        Self([red, green, blue, 255])
    }

    /// Returns the colour at this opacity, 0 to 1, in place of its own.
    #[must_use]
    pub fn opacity(self, opacity: f32) -> Self {
        let Self([red, green, blue, _]) = self;
        Self([red, green, blue, (opacity.clamp(0.0, 1.0) * 255.0).round() as u8])
    }

    /// Returns the colour so far on the way to another, 0 to 1; opacity too.
    #[must_use]
    pub fn towards(self, other: Self, share: f32) -> Self {
        let share = share.clamp(0.0, 1.0);
        let mut mixed = self.0;
        for (mine, yours) in mixed.iter_mut().zip(other.0) {
            *mine = (f32::from(*mine) * (1.0 - share) + f32::from(yours) * share).round() as u8;
        }
        Self(mixed)
    }

    /// Returns what is seen where this colour lies over an opaque one.
    #[must_use]
    pub fn over(self, ground: Self) -> Self {
        let Self([.., alpha]) = self;
        let solid = self.opacity(1.0);
        ground.towards(solid, f32::from(alpha) / 255.0).opacity(1.0)
    }

    /// Returns the contrast of two opaque colours, 1 to 21.
    ///
    /// # Source
    /// WCAG 2.2, "contrast ratio" and "relative luminance".
    pub fn contrast(self, other: Self) -> f64 {
        let (mine, yours) = (self.luminance(), other.luminance());
        (mine.max(yours) + 0.05) / (mine.min(yours) + 0.05)
    }

    /// Returns the colour, moved towards black or white until it can be told from the ground by this
    /// contrast: away from the ground's own lightness.
    #[must_use]
    pub fn readable_on(self, ground: Self, contrast: f64) -> Self {
        let far = if ground.luminance() > 0.2 {
            Self::hex(0)
        } else {
            Self::hex(0x00FF_FFFF)
        };
        (0..=50)
            .map(|step| self.towards(far, step as f32 / 50.0))
            .find(|colour| colour.contrast(ground) >= contrast)
            .unwrap_or(far)
    }

    fn luminance(self) -> f64 {
        let Self([red, green, blue, _]) = self;
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 {
                part / 12.92
            } else {
                libm::pow((part + 0.055) / 1.055, 2.4)
            }
        };
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_as_the_standard_has_it() {
        assert!((Rgba::hex(0).contrast(Rgba::hex(0x00FF_FFFF)) - 21.0).abs() < 1e-9);
        let grey = Rgba::hex(0x0076_7676).contrast(Rgba::hex(0x00FF_FFFF));
        assert!((grey - 4.54).abs() < 0.01, "{grey}");
    }

    #[test]
    fn colours_over_colours_mix_by_opacity() {
        let half = Rgba([0, 0, 0, 51]).over(Rgba::hex(0x0064_6464));
        assert_eq!(half, Rgba::hex(0x0050_5050));
    }

    #[test]
    fn a_colour_is_moved_only_as_far_as_needed() {
        let land = Rgba::hex(0x00F3_F1EC);
        let dark = Rgba::hex(0x0000_0080);
        assert_eq!(dark.readable_on(land, 4.5), dark);
        let moved = Rgba::hex(0x00C0_C0FF).readable_on(land, 4.5);
        assert!((4.5..4.9).contains(&moved.contrast(land)));
    }
}
