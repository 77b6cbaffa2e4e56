//! The window's colours, sizes and type; the map's are `drawing::style`.
//!
//! Nowhere else in `ui` is a colour made.

use egui::style::WidgetVisuals;
use egui::{Color32, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, TextStyle, Vec2, Visuals};

use crate::model::{Id, Plan, RelationState, Severity, Stakeholder};

/// Row height in lists, points.
pub const ROW: f32 = 26.0;
/// Width of the labels beside fields, points.
pub const LABEL: f32 = 96.0;

/// The window's colours in one theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// True for the dark theme.
    pub dark: bool,
    /// Behind everything.
    pub window: Color32,
    /// Behind panels.
    pub panel: Color32,
    /// Behind fields and quiet buttons.
    pub field: Color32,
    /// Lines between regions.
    pub hairline: Color32,
    /// Text.
    pub text: Color32,
    /// Secondary text.
    pub muted: Color32,
    /// The one accent.
    pub accent: Color32,
    /// Behind what is chosen.
    pub accent_background: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Behind the pointer.
    pub hover: Color32,
    /// Critical findings, errors.
    pub critical: Color32,
    /// Major findings, warnings.
    pub major: Color32,
    /// Minor findings and information.
    pub minor: Color32,
    /// The marking's badge.
    pub marking: Color32,
    /// Text on the marking's badge.
    pub on_marking: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

const LIGHT: Look = Look {
    dark: false,
    window: rgb(0xF4_F5_F7),
    panel: rgb(0xFF_FF_FF),
    field: rgb(0xF4_F5_F7),
    hairline: rgb(0xE2_E5_EA),
    text: rgb(0x1A_23_30),
    muted: rgb(0x5D_69_7A),
    accent: rgb(0x25_63_EB),
    accent_background: rgb(0xE8_F0_FE),
    on_accent: rgb(0xFF_FF_FF),
    hover: rgb(0xEE_F1_F5),
    critical: rgb(0xC8_10_2E),
    major: rgb(0xA8_58_00),
    minor: rgb(0x66_6D_7A),
    marking: rgb(0x15_7A_3D),
    on_marking: rgb(0xFF_FF_FF),
};

const DARK: Look = Look {
    dark: true,
    window: rgb(0x12_16_1B),
    panel: rgb(0x1A_1F_26),
    field: rgb(0x12_16_1B),
    hairline: rgb(0x2A_31_3B),
    text: rgb(0xE6_EA_F0),
    muted: rgb(0x93_A0_B0),
    accent: rgb(0x6B_A0_FF),
    accent_background: rgb(0x22_31_4D),
    on_accent: rgb(0x0B_10_18),
    hover: rgb(0x24_2B_35),
    critical: rgb(0xFF_6B_7D),
    major: rgb(0xF2_A0_4B),
    minor: rgb(0xA3_AD_BA),
    marking: rgb(0x2F_9E_5B),
    on_marking: rgb(0x08_12_0C),
};

impl Look {
    /// Returns the look of the theme that the context is in.
    pub fn of(ctx: &egui::Context) -> &'static Self {
        if ctx.theme() == egui::Theme::Dark {
            &DARK
        } else {
            &LIGHT
        }
    }

    /// Returns the colour of a severity; its shape says the same.
    pub const fn severity(&self, severity: Severity) -> Color32 {
        match severity {
            Severity::Critical => self.critical,
            Severity::Major => self.major,
            Severity::Minor | Severity::Info => self.minor,
        }
    }

    /// Returns the ground of a stance among relations; the word on it says the same.
    pub fn relation(&self, state: RelationState) -> Color32 {
        let (ink, share) = match state {
            RelationState::Allied => (self.accent, 0.28),
            RelationState::Cooperating => (self.accent, 0.14),
            RelationState::Neutral => (self.minor, 0.14),
            RelationState::Unknown => (self.minor, 0.05),
            RelationState::NoContact => (self.major, 0.20),
            RelationState::Rival => (self.critical, 0.16),
            RelationState::Hostile => (self.critical, 0.32),
        };
        self.panel.lerp_to_gamma(ink, share)
    }
}

/// Returns the colour of a stakeholder's ground as the map has it; that of nobody's ground is grey.
pub fn holder_colour(look: &Look, plan: &Plan, holder: Option<Id<Stakeholder>>) -> Color32 {
    let theme = if look.dark {
        crate::drawing::Theme::Dark
    } else {
        crate::drawing::Theme::Light
    };
    let [red, green, blue, _] = crate::drawing::holder_style(plan, theme, holder).outline.0;
    Color32::from_rgb(red, green, blue)
}

/// Gives both of egui's themes our look. Called once.
pub fn apply(ctx: &egui::Context) {
    for (theme, look) in [(egui::Theme::Light, &LIGHT), (egui::Theme::Dark, &DARK)] {
        ctx.style_mut_of(theme, |style| {
            style.visuals = visuals(look);
            style.text_styles = [
                (TextStyle::Small, FontId::proportional(11.0)),
                (TextStyle::Body, FontId::proportional(12.5)),
                (TextStyle::Button, FontId::proportional(12.5)),
                (TextStyle::Heading, FontId::new(15.0, semibold())),
                (TextStyle::Monospace, FontId::proportional(12.0)),
            ]
            .into();
            let spacing = &mut style.spacing;
            spacing.item_spacing = Vec2::new(8.0, 5.0);
            spacing.button_padding = Vec2::new(9.0, 4.0);
            spacing.interact_size = Vec2::new(24.0, 24.0);
            spacing.combo_width = 60.0;
            spacing.menu_margin = Margin::same(6);
            spacing.window_margin = Margin::same(16);
            spacing.indent = 16.0;
            spacing.tooltip_width = 360.0;
            spacing.scroll = egui::style::ScrollStyle::floating();
            style.interaction.selectable_labels = false;
            style.interaction.tooltip_delay = 0.4;
        });
    }
}

/// The family of titles.
pub fn semibold() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// Returns a title's text at that size, points.
pub fn title(text: impl Into<String>, size: f32) -> egui::RichText {
    egui::RichText::new(text).family(semibold()).size(size)
}

fn visuals(look: &Look) -> Visuals {
    let mut visuals = if look.dark {
        Visuals::dark()
    } else {
        Visuals::light()
    };
    let corner = CornerRadius::same(6);
    let widget = |fill: Color32, stroke: Color32, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, stroke),
        corner_radius: corner,
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    visuals.widgets.noninteractive = widget(look.panel, look.hairline, look.text);
    visuals.widgets.inactive = widget(look.field, look.hairline, look.text);
    visuals.widgets.hovered = widget(look.hover, look.muted, look.text);
    visuals.widgets.active = widget(look.accent_background, look.accent, look.text);
    visuals.widgets.open = widget(look.hover, look.accent, look.text);
    visuals.selection.bg_fill = look.accent_background;
    visuals.selection.stroke = Stroke::new(1.0, look.accent);
    visuals.hyperlink_color = look.accent;
    visuals.weak_text_color = Some(look.muted);
    visuals.panel_fill = look.panel;
    visuals.window_fill = look.panel;
    visuals.window_stroke = Stroke::new(1.0, look.hairline);
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(8);
    visuals.extreme_bg_color = look.field;
    visuals.text_edit_bg_color = Some(look.field);
    visuals.faint_bg_color = look.window;
    visuals.code_bg_color = look.window;
    visuals.warn_fg_color = look.major;
    visuals.error_fg_color = look.critical;
    let shadow = Shadow {
        offset: [0, 4],
        blur: 16,
        spread: 0,
        color: Color32::from_black_alpha(if look.dark { 120 } else { 30 }),
    };
    visuals.window_shadow = shadow;
    visuals.popup_shadow = shadow;
    visuals.striped = false;
    visuals
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: Color32) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.03928 {
                value / 12.92
            } else {
                libm::pow((value + 0.055) / 1.055, 2.4)
            }
        };
        0.2126 * channel(colour.r()) + 0.7152 * channel(colour.g()) + 0.0722 * channel(colour.b())
    }

    fn contrast(one: Color32, other: Color32) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_text_stands_out_by_at_least_four_and_a_half() {
        for look in [LIGHT, DARK] {
            let texts = [
                look.text,
                look.muted,
                look.accent,
                look.critical,
                look.major,
                look.minor,
            ];
            for text in texts {
                for ground in [look.panel, look.window] {
                    assert!(
                        contrast(text, ground) >= 4.5,
                        "{text:?} on {ground:?}: {}",
                        contrast(text, ground)
                    );
                }
            }
            for state in RelationState::ALL {
                assert!(contrast(look.text, look.relation(*state)) >= 4.5, "{state:?}");
            }
            assert!(contrast(look.on_accent, look.accent) >= 4.5);
            assert!(contrast(look.on_marking, look.marking) >= 4.5);
        }
    }
}
