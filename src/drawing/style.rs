//! Every colour, width and size of the picture and of the window, in one table per theme.
//!
//! Plain values: no widget type is named here; window and printers convert. Whose ground has which
//! colour is said in [`holder`](super::holder).

use crate::model::{Pattern, Severity};

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

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Theme {
    /// Dark ink on light ground.
    #[default]
    Light,
    /// Light ink on dark ground.
    Dark,
}

impl Theme {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// Returns the theme's colours.
    pub const fn colours(self) -> &'static Colours {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
        }
    }
}

/// The colours of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours {
    /// Behind everything.
    pub window: Rgba,
    /// Of panels and cards.
    pub panel: Rgba,
    /// Between regions.
    pub hairline: Rgba,
    /// Text.
    pub text: Rgba,
    /// Secondary text.
    pub muted: Rgba,
    /// The one accent.
    pub accent: Rgba,
    /// Behind what is selected in a list.
    pub accent_back: Rgba,
    /// Text on the accent.
    pub on_accent: Rgba,
    /// Of the marking (EXERCISE …), and the text on it.
    pub marking: [Rgba; 2],

    /// Land.
    pub land: Rgba,
    /// Sea and lakes.
    pub water: Rgba,
    /// Rivers.
    pub river: Rgba,
    /// Roads.
    pub road: Rgba,
    /// Railways.
    pub railway: Rgba,
    /// Built-up ground.
    pub built_up: Rgba,
    /// Borders between countries.
    pub border: Rgba,
    /// Borders within countries.
    pub province: Rgba,
    /// Names and dots of places.
    pub place: Rgba,
    /// Names of places in their own script, and of countries and rivers.
    pub place_faint: Rgba,
    /// Laid over what is outside the area of operations.
    pub outside: Rgba,

    /// Lines and text of boundaries and control measures.
    pub ink: Rgba,
    /// Round text on the map, so that lines do not run through it.
    pub halo: Rgba,
    /// Ground that nobody answers for.
    pub nobody: Rgba,
    /// Civilians: corridors, camps, aid.
    pub civilian: Rgba,
    /// Sites that are protected or matter otherwise.
    pub site: Rgba,
    /// Glyphs on a site's disc.
    pub on_site: Rgba,

    /// Shapes for the severities info, minor, major, critical.
    pub severity: [Rgba; 4],
    /// Text in the colour of a severity, in that order.
    pub severity_text: [Rgba; 4],
}

impl Colours {
    /// Returns the colour of a severity's shape: at least 3 to 1 on panels and land.
    pub fn of_severity(&self, severity: Severity) -> Rgba {
        let [info, minor, major, critical] = self.severity;
        pick(severity, [info, minor, major, critical])
    }

    /// Returns the colour of text that speaks of a severity: at least 4.5 to 1.
    pub fn of_severity_text(&self, severity: Severity) -> Rgba {
        pick(severity, self.severity_text)
    }
}

fn pick(severity: Severity, [info, minor, major, critical]: [Rgba; 4]) -> Rgba {
    match severity {
        Severity::Info => info,
        Severity::Minor => minor,
        Severity::Major => major,
        Severity::Critical => critical,
    }
}

/// Colours of the light theme.
const LIGHT: Colours = Colours {
    window: Rgba::hex(0x00F4_F5F7),
    panel: Rgba::hex(0x00FF_FFFF),
    hairline: Rgba::hex(0x00E2_E5EA),
    text: Rgba::hex(0x001A_2330),
    muted: Rgba::hex(0x0066_7284),
    accent: Rgba::hex(0x0025_63EB),
    accent_back: Rgba::hex(0x00E8_F0FE),
    on_accent: Rgba::hex(0x00FF_FFFF),
    marking: [Rgba::hex(0x001B_7F3B), Rgba::hex(0x00FF_FFFF)],
    land: Rgba::hex(0x00F3_F1EC),
    water: Rgba::hex(0x00BF_D9EA),
    river: Rgba::hex(0x009C_C5E0),
    road: Rgba::hex(0x00D9_CBB4),
    railway: Rgba::hex(0x00B9_B4AA),
    built_up: Rgba::hex(0x00E3_DED4),
    border: Rgba::hex(0x009A_94A6),
    province: Rgba::hex(0x00D3_CFD2),
    place: Rgba::hex(0x0046_5264),
    place_faint: Rgba::hex(0x006A_7585),
    outside: Rgba([96, 88, 72, 16]),
    ink: Rgba::hex(0x0018_202B),
    halo: Rgba([250, 249, 246, 225]),
    nobody: Rgba::hex(0x006B_7280),
    civilian: Rgba::hex(0x007B_5AA6),
    site: Rgba::hex(0x0051_6075),
    on_site: Rgba::hex(0x00FF_FFFF),
    severity: [
        Rgba::hex(0x0066_7284),
        Rgba::hex(0x007C_828C),
        Rgba::hex(0x00D9_7706),
        Rgba::hex(0x00C8_102E),
    ],
    severity_text: [
        Rgba::hex(0x0059_6474),
        Rgba::hex(0x005B_6270),
        Rgba::hex(0x00A1_5005),
        Rgba::hex(0x00C8_102E),
    ],
};

/// Colours of the dark theme.
const DARK: Colours = Colours {
    window: Rgba::hex(0x0012_161B),
    panel: Rgba::hex(0x001A_1F26),
    hairline: Rgba::hex(0x002A_313B),
    text: Rgba::hex(0x00E6_EAF0),
    muted: Rgba::hex(0x0093_A0B0),
    accent: Rgba::hex(0x006B_A0FF),
    accent_back: Rgba::hex(0x0022_314D),
    on_accent: Rgba::hex(0x000C_1424),
    marking: [Rgba::hex(0x001B_7F3B), Rgba::hex(0x00FF_FFFF)],
    land: Rgba::hex(0x0019_1E24),
    water: Rgba::hex(0x0016_303F),
    river: Rgba::hex(0x002A_5570),
    road: Rgba::hex(0x003A_352C),
    railway: Rgba::hex(0x003C_4048),
    built_up: Rgba::hex(0x0022_272E),
    border: Rgba::hex(0x005D_5A6B),
    province: Rgba::hex(0x0030_353D),
    place: Rgba::hex(0x00A6_B2C2),
    place_faint: Rgba::hex(0x0084_91A2),
    outside: Rgba([0, 0, 0, 52]),
    ink: Rgba::hex(0x00EE_F2F7),
    halo: Rgba([20, 24, 30, 215]),
    nobody: Rgba::hex(0x009A_A3B0),
    civilian: Rgba::hex(0x00A9_88D6),
    site: Rgba::hex(0x008F_9DB0),
    on_site: Rgba::hex(0x0014_191F),
    severity: [
        Rgba::hex(0x0093_A0B0),
        Rgba::hex(0x009A_A0A9),
        Rgba::hex(0x00F0_9A3A),
        Rgba::hex(0x00FF_6678),
    ],
    severity_text: [
        Rgba::hex(0x0093_A0B0),
        Rgba::hex(0x00A3_A9B2),
        Rgba::hex(0x00F0_9A3A),
        Rgba::hex(0x00FF_7A8A),
    ],
};

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

/// Colours of stakeholders: Okabe and Ito's colour-blind-safe set, the pale ones darkened so that they
/// read on light ground; the last is a brown for the eighth.
///
/// # Source
/// Okabe and Ito, "Color Universal Design", 2008.
pub const HOLDER_COLOURS: [Rgba; 8] = [
    Rgba::hex(0x0000_72B2),
    Rgba::hex(0x0000_9E73),
    Rgba::hex(0x00D5_5E00),
    Rgba::hex(0x00B8_860B),
    Rgba::hex(0x007B_5AA6),
    Rgba::hex(0x00B4_5A8C),
    Rgba::hex(0x002E_8FC0),
    Rgba::hex(0x008A_6242),
];

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

/// How opaque a holder's ground is.
pub const FILL_OPACITY: f32 = 0.14;
/// How opaque ground is that only a layer covers: support, buffer, aid.
pub const LAYER_OPACITY: f32 = 0.06;
/// How opaque the strokes of a holder's pattern are.
pub const PATTERN_OPACITY: f32 = 0.30;

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
    fn text_reads_on_panels_and_on_land_in_both_themes() {
        for theme in Theme::ALL {
            let colours = theme.colours();
            for ground in [colours.panel, colours.land] {
                let texts = [colours.text, colours.ink, colours.place];
                for text in texts.into_iter().chain(colours.severity_text) {
                    let contrast = text.contrast(ground);
                    assert!(contrast >= 4.5, "{theme:?} {text:?} on {ground:?}: {contrast:.2}");
                }
                for faint in [colours.muted, colours.place_faint] {
                    let contrast = faint.contrast(ground);
                    assert!(
                        contrast >= 4.0,
                        "{theme:?} {faint:?} on {ground:?}: {contrast:.2}"
                    );
                }
            }
            let [back, text] = colours.marking;
            assert!(text.contrast(back) >= 4.5);
            assert!(colours.on_accent.contrast(colours.accent) >= 4.5);
        }
    }

    #[test]
    fn severities_stand_out_in_both_themes_and_by_shape_alone() {
        for theme in Theme::ALL {
            let colours = theme.colours();
            let least = if theme == Theme::Dark { 4.5 } else { 2.8 };
            for severity in Severity::ALL {
                for ground in [colours.panel, colours.land] {
                    let contrast = colours.of_severity(*severity).contrast(ground);
                    assert!(contrast >= least, "{theme:?} {severity:?}: {contrast:.2}");
                }
            }
        }
        for (place, one) in Severity::ALL.iter().enumerate() {
            for other in Severity::ALL.iter().skip(place + 1) {
                assert_ne!(SeverityShape::of(*one), SeverityShape::of(*other));
            }
        }
    }

    #[test]
    fn a_colour_is_moved_only_as_far_as_needed() {
        let land = LIGHT.land;
        let dark = Rgba::hex(0x0000_0080);
        assert_eq!(dark.readable_on(land, 4.5), dark);
        for theme in Theme::ALL {
            for colour in HOLDER_COLOURS {
                let text = colour.readable_on(theme.colours().land, 4.5);
                assert!(text.contrast(theme.colours().land) >= 4.5);
            }
        }
    }
}
