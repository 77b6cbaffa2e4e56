//! Every colour there is: one table a theme, for the map, for paper and for the window's panels.
//!
//! Four themes: light, dark, and both in high contrast. A colour is named for what it is on, never for
//! how it looks. Nothing is converted here: the window makes its widgets' colours of these.
//!
//! # Source
//! Contrast: WCAG 2.2, 1.4.3 and 1.4.11; high contrast: 1.4.6. Colours of stakeholders: hues of Okabe
//! and Ito, "Color Universal Design" (2008), each theme's eight on a ladder of lightness, so that they
//! differ for eyes without red or green cones and in grey; a test computes by how much.

use crate::model::Severity;

use super::Rgba;

/// How the picture and the window are coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Theme {
    /// Dark ink on light ground.
    #[default]
    Light,
    /// Light ink on dark ground.
    Dark,
    /// Black ink on white, nothing faint: for sunlight, weak eyes and poor printers.
    HighContrast,
    /// White ink on black, nothing faint.
    HighContrastDark,
}

impl Theme {
    /// All four.
    pub const ALL: [Self; 4] = [
        Self::Light,
        Self::Dark,
        Self::HighContrast,
        Self::HighContrastDark,
    ];

    /// Returns the theme's colours.
    pub const fn colours(self) -> &'static Colours {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
            Self::HighContrast => &HIGH_CONTRAST,
            Self::HighContrastDark => &HIGH_CONTRAST_DARK,
        }
    }

    /// Returns true where light ink stands on dark ground.
    pub const fn is_dark(self) -> bool {
        matches!(self, Self::Dark | Self::HighContrastDark)
    }
}

/// The colours of a theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colours {
    /// Behind everything.
    pub window: Rgba,
    /// Of panels and cards.
    pub panel: Rgba,
    /// Behind fields and quiet buttons.
    pub field: Rgba,
    /// Behind the pointer.
    pub hover: Rgba,
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
    /// What floats casts this much shadow, 0 to 255.
    pub shadow: u8,

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

    /// Stakeholders, in the order they are given out: blue, green, vermilion, ochre, violet, plum, sky
    /// blue, brown.
    pub holders: [Rgba; 8],
    /// How much a stakeholder's outline stands out from land at least.
    pub holder_contrast: f64,
    /// How opaque a holder's ground is, 0 to 1.
    pub fill_opacity: f32,
    /// How opaque ground is that only a layer covers: support, buffer, aid.
    pub layer_opacity: f32,
    /// How opaque the strokes of a holder's pattern are.
    pub pattern_opacity: f32,
}

impl Colours {
    /// Returns the colour of a severity's shape: at least 3 to 1 on panels and land.
    pub fn of_severity(&self, severity: Severity) -> Rgba {
        pick(severity, self.severity)
    }

    /// Returns the colour of text that speaks of a severity: at least 4.5 to 1.
    pub const fn of_severity_text(&self, severity: Severity) -> Rgba {
        pick(severity, self.severity_text)
    }
}

const fn pick(severity: Severity, [info, minor, major, critical]: [Rgba; 4]) -> Rgba {
    match severity {
        Severity::Info => info,
        Severity::Minor => minor,
        Severity::Major => major,
        Severity::Critical => critical,
    }
}

const fn hex(rgb: u32) -> Rgba {
    Rgba::hex(rgb)
}

const LIGHT: Colours = Colours {
    window: hex(0xF4_F5_F7),
    panel: hex(0xFF_FF_FF),
    field: hex(0xF4_F5_F7),
    hover: hex(0xEE_F1_F5),
    hairline: hex(0xE2_E5_EA),
    text: hex(0x1A_23_30),
    muted: hex(0x5D_69_7A),
    accent: hex(0x25_63_EB),
    accent_back: hex(0xE8_F0_FE),
    on_accent: hex(0xFF_FF_FF),
    marking: [hex(0x15_7A_3D), hex(0xFF_FF_FF)],
    shadow: 28,
    land: hex(0xF3_F1_EC),
    water: hex(0xBF_D9_EA),
    river: hex(0x9C_C5_E0),
    road: hex(0xD9_CB_B4),
    railway: hex(0xB9_B4_AA),
    built_up: hex(0xE3_DE_D4),
    border: hex(0x9A_94_A6),
    province: hex(0xD3_CF_D2),
    place: hex(0x46_5264),
    place_faint: hex(0x6A_75_85),
    outside: Rgba([96, 88, 72, 16]),
    ink: hex(0x18_20_2B),
    halo: Rgba([250, 249, 246, 225]),
    nobody: hex(0x6B_72_80),
    civilian: hex(0x7B_5A_A6),
    site: hex(0x51_60_75),
    on_site: hex(0xFF_FF_FF),
    severity: [hex(0x66_72_84), hex(0x7C_82_8C), hex(0xD9_77_06), hex(0xC8_10_2E)],
    severity_text: [hex(0x59_64_74), hex(0x5B_62_70), hex(0xA1_50_05), hex(0xC8_10_2E)],
    holders: [
        hex(0x2D_66_8A),
        hex(0x04_88_4D),
        hex(0xB3_4C_1A),
        hex(0xA4_88_0A),
        hex(0x37_49_AC),
        hex(0x76_2F_5E),
        hex(0x20_88_BE),
        hex(0x5A_38_1C),
    ],
    holder_contrast: 3.0,
    fill_opacity: 0.14,
    layer_opacity: 0.06,
    pattern_opacity: 0.30,
};

const DARK: Colours = Colours {
    window: hex(0x12_16_1B),
    panel: hex(0x1A_1F_26),
    field: hex(0x12_16_1B),
    hover: hex(0x24_2B_35),
    hairline: hex(0x2A_31_3B),
    text: hex(0xE6_EA_F0),
    muted: hex(0x93_A0_B0),
    accent: hex(0x6B_A0_FF),
    accent_back: hex(0x22_31_4D),
    on_accent: hex(0x0C_14_24),
    marking: [hex(0x1B_7F_3B), hex(0xFF_FF_FF)],
    shadow: 115,
    land: hex(0x19_1E_24),
    water: hex(0x16_30_3F),
    river: hex(0x2A_55_70),
    road: hex(0x3A_35_2C),
    railway: hex(0x3C_40_48),
    built_up: hex(0x22_27_2E),
    border: hex(0x5D_5A_6B),
    province: hex(0x30_35_3D),
    place: hex(0xA6_B2_C2),
    place_faint: hex(0x84_91_A2),
    outside: Rgba([0, 0, 0, 52]),
    ink: hex(0xEE_F2_F7),
    halo: Rgba([20, 24, 30, 215]),
    nobody: hex(0x9A_A3_B0),
    civilian: hex(0xA9_88_D6),
    site: hex(0x8F_9D_B0),
    on_site: hex(0x14_19_1F),
    severity: [hex(0x93_A0_B0), hex(0x9A_A0_A9), hex(0xF0_9A_3A), hex(0xFF_66_78)],
    severity_text: [hex(0x93_A0_B0), hex(0xA3_A9_B2), hex(0xF0_9A_3A), hex(0xFF_7A_8A)],
    holders: [
        hex(0x30_7D_D6),
        hex(0x43_C7_8D),
        hex(0xC5_80_62),
        hex(0xCB_A0_44),
        hex(0xBF_B6_E8),
        hex(0xF8_B5_CC),
        hex(0x04_A3_F9),
        hex(0xBB_77_1D),
    ],
    holder_contrast: 3.0,
    fill_opacity: 0.16,
    layer_opacity: 0.06,
    pattern_opacity: 0.30,
};

const HIGH_CONTRAST: Colours = Colours {
    window: hex(0xFF_FF_FF),
    panel: hex(0xFF_FF_FF),
    field: hex(0xFF_FF_FF),
    hover: hex(0xE6_E6_E6),
    hairline: hex(0x00_00_00),
    text: hex(0x00_00_00),
    muted: hex(0x33_33_33),
    accent: hex(0x00_33_AA),
    accent_back: hex(0xCF_DE_FF),
    on_accent: hex(0xFF_FF_FF),
    marking: [hex(0x00_4D_1F), hex(0xFF_FF_FF)],
    shadow: 0,
    land: hex(0xFF_FF_FF),
    water: hex(0xD6_E6_F2),
    river: hex(0x4F_86_AB),
    road: hex(0x9A_8A_6C),
    railway: hex(0x6E_6A_62),
    built_up: hex(0xE2_DE_D6),
    border: hex(0x4A_44_58),
    province: hex(0x86_80_88),
    place: hex(0x00_00_00),
    place_faint: hex(0x3A_3F_48),
    outside: Rgba([0, 0, 0, 24]),
    ink: hex(0x00_00_00),
    halo: Rgba([255, 255, 255, 245]),
    nobody: hex(0x40_40_40),
    civilian: hex(0x4B_1F_7E),
    site: hex(0x22_2C_3A),
    on_site: hex(0xFF_FF_FF),
    severity: [hex(0x33_3C_48), hex(0x40_46_50), hex(0x8A_43_00), hex(0xA0_00_1C)],
    severity_text: [hex(0x33_3C_48), hex(0x33_39_43), hex(0x7A_3B_00), hex(0xA0_00_1C)],
    holders: [
        hex(0x03_47_6C),
        hex(0x1A_68_4C),
        hex(0xA1_5B_24),
        hex(0x5B_4A_01),
        hex(0x68_3E_9B),
        hex(0x9C_48_6D),
        hex(0x01_7F_A5),
        hex(0x5A_2E_1A),
    ],
    holder_contrast: 4.5,
    fill_opacity: 0.18,
    layer_opacity: 0.08,
    pattern_opacity: 0.60,
};

const HIGH_CONTRAST_DARK: Colours = Colours {
    window: hex(0x00_00_00),
    panel: hex(0x00_00_00),
    field: hex(0x00_00_00),
    hover: hex(0x2B_2B_2B),
    hairline: hex(0xFF_FF_FF),
    text: hex(0xFF_FF_FF),
    muted: hex(0xD0_D0_D0),
    accent: hex(0x9D_C1_FF),
    accent_back: hex(0x10_2E_66),
    on_accent: hex(0x00_00_00),
    marking: [hex(0x7D_F0_A8), hex(0x00_00_00)],
    shadow: 0,
    land: hex(0x00_00_00),
    water: hex(0x0D_26_36),
    river: hex(0x4C_8F_BC),
    road: hex(0x7D_70_58),
    railway: hex(0x8C_92_9C),
    built_up: hex(0x20_25_2C),
    border: hex(0xB0_AA_C0),
    province: hex(0x6C_74_80),
    place: hex(0xFF_FF_FF),
    place_faint: hex(0xC6_CE_DA),
    outside: Rgba([255, 255, 255, 28]),
    ink: hex(0xFF_FF_FF),
    halo: Rgba([0, 0, 0, 245]),
    nobody: hex(0xC8_C8_C8),
    civilian: hex(0xD3_B5_FF),
    site: hex(0xD5_DE_EA),
    on_site: hex(0x00_00_00),
    severity: [hex(0xC4_CE_DA), hex(0xC8_CC_D2), hex(0xFF_B0_52), hex(0xFF_8A_98)],
    severity_text: [hex(0xC4_CE_DA), hex(0xD0_D4_DA), hex(0xFF_B0_52), hex(0xFF_8A_98)],
    holders: [
        hex(0x6D_A3_FF),
        hex(0x13_D0_B4),
        hex(0xDE_6D_38),
        hex(0xEA_9F_41),
        hex(0x95_79_A3),
        hex(0xE9_67_D1),
        hex(0x83_CD_F7),
        hex(0xFF_C3_9A),
    ],
    holder_contrast: 4.5,
    fill_opacity: 0.22,
    layer_opacity: 0.10,
    pattern_opacity: 0.60,
};

#[cfg(test)]
mod tests {
    use super::super::vision::{Eyes, difference, lightness};
    use super::*;

    /// Text stands out by this much, and secondary text on the map by that much.
    fn wanted(theme: Theme) -> (f64, f64) {
        match theme {
            Theme::Light | Theme::Dark => (4.5, 4.0),
            Theme::HighContrast | Theme::HighContrastDark => (7.0, 7.0),
        }
    }

    #[test]
    fn text_reads_on_panels_and_on_land_in_every_theme() {
        for theme in Theme::ALL {
            let colours = theme.colours();
            let (least, faint_least) = wanted(theme);
            let check = |text: Rgba, ground: Rgba, least: f64| {
                let contrast = text.contrast(ground);
                assert!(
                    contrast >= least,
                    "{theme:?} {text:?} on {ground:?}: {contrast:.2}"
                );
            };
            for ground in [colours.panel, colours.window, colours.land] {
                let texts = [colours.text, colours.ink, colours.place];
                for text in texts.into_iter().chain(colours.severity_text) {
                    check(text, ground, least);
                }
                check(colours.muted, ground, least);
                check(colours.place_faint, ground, faint_least);
            }
            for ground in [colours.panel, colours.window] {
                check(colours.accent, ground, 4.5);
            }
            let [back, text] = colours.marking;
            check(text, back, least);
            check(colours.on_accent, colours.accent, 4.5);
            check(colours.text, colours.accent_back, least);
        }
    }

    #[test]
    fn severities_stand_out_in_every_theme() {
        for theme in Theme::ALL {
            let colours = theme.colours();
            let least = if theme == Theme::Light { 2.8 } else { 4.5 };
            for severity in Severity::ALL {
                for ground in [colours.panel, colours.land] {
                    let contrast = colours.of_severity(*severity).contrast(ground);
                    assert!(contrast >= least, "{theme:?} {severity:?}: {contrast:.2}");
                }
            }
        }
    }

    #[test]
    fn stakeholders_differ_to_every_eye_and_in_grey() {
        for theme in Theme::ALL {
            let holders = theme.colours().holders;
            for (place, one) in holders.iter().enumerate() {
                assert!(one.contrast(theme.colours().land) >= theme.colours().holder_contrast);
                for other in &holders[..place] {
                    for eyes in Eyes::ALL {
                        let far = difference(eyes.see(*one), eyes.see(*other));
                        assert!(far >= 8.0, "{theme:?} {eyes:?} {one:?} {other:?}: {far:.1}");
                    }
                    let grey = (lightness(*one) - lightness(*other)).abs();
                    assert!(grey >= 3.3, "{theme:?} in grey {one:?} {other:?}: {grey:.1}");
                }
            }
        }
    }

    #[test]
    fn civilians_and_contested_ground_differ_from_every_stakeholder_in_daylight() {
        for theme in Theme::ALL {
            let colours = theme.colours();
            let [.., critical] = colours.severity;
            for holder in colours.holders {
                let far = difference(critical, holder);
                assert!(far >= 10.0, "{theme:?} {holder:?}: {far:.1}");
            }
        }
    }
}
