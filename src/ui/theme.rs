//! The window's sizes and type, and its colours as egui wants them.
//!
//! The colours themselves stand in one file, [`crate::drawing::style::theme`]; none is made here, and
//! nowhere else in `ui`.

use egui::style::WidgetVisuals;
use egui::{Color32, CornerRadius, FontFamily, FontId, Id, Margin, Shadow, Stroke, TextStyle, Vec2, Visuals};

use crate::drawing::{Rgba, Theme, holder_style};
use crate::editor::ThemeChoice;
use crate::model::{self, Plan, RelationState, Severity, Stakeholder};

/// Row height in lists, points.
pub const ROW: f32 = 26.0;
/// Width of the labels beside fields, points.
pub const LABEL: f32 = 96.0;

/// The window's colours in one theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Which theme.
    pub theme: Theme,
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

/// The looks, in the order of [`Theme::ALL`].
const LOOKS: [Look; 4] = [
    Look::made(Theme::Light),
    Look::made(Theme::Dark),
    Look::made(Theme::HighContrast),
    Look::made(Theme::HighContrastDark),
];

const fn solid(Rgba([red, green, blue, _]): Rgba) -> Color32 {
    Color32::from_rgb(red, green, blue)
}

impl Look {
    const fn made(theme: Theme) -> Self {
        let colours = theme.colours();
        let [marking, on_marking] = colours.marking;
        Self {
            theme,
            window: solid(colours.window),
            panel: solid(colours.panel),
            field: solid(colours.field),
            hairline: solid(colours.hairline),
            text: solid(colours.text),
            muted: solid(colours.muted),
            accent: solid(colours.accent),
            accent_background: solid(colours.accent_back),
            on_accent: solid(colours.on_accent),
            hover: solid(colours.hover),
            critical: solid(colours.of_severity_text(Severity::Critical)),
            major: solid(colours.of_severity_text(Severity::Major)),
            minor: solid(colours.of_severity_text(Severity::Minor)),
            marking: solid(marking),
            on_marking: solid(on_marking),
        }
    }

    /// Returns the look of the theme that the context is in.
    pub fn of(ctx: &egui::Context) -> &'static Self {
        let [light, dark, high_contrast, high_contrast_dark] = &LOOKS;
        let is_high = ctx.data(|data| data.get_temp::<Contrast>(Id::NULL)) == Some(Contrast::High);
        match (ctx.theme(), is_high) {
            (egui::Theme::Light, false) => light,
            (egui::Theme::Dark, false) => dark,
            (egui::Theme::Light, true) => high_contrast,
            (egui::Theme::Dark, true) => high_contrast_dark,
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
pub fn holder_colour(look: &Look, plan: &Plan, holder: Option<model::Id<Stakeholder>>) -> Color32 {
    solid(holder_style(plan, look.theme, holder).outline)
}

/// Whether a context is in high contrast: egui knows light and dark alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Contrast {
    Usual,
    High,
}

/// Gives both of egui's themes our look. Called once.
pub fn apply(ctx: &egui::Context) {
    apply_contrast(ctx, Contrast::Usual);
}

/// Puts a context in the theme that the user chose; cheap where it is in it.
pub fn choose(ctx: &egui::Context, choice: ThemeChoice) {
    let (preference, contrast) = match choice {
        ThemeChoice::System => (egui::ThemePreference::System, Contrast::Usual),
        ThemeChoice::Light => (egui::ThemePreference::Light, Contrast::Usual),
        ThemeChoice::Dark => (egui::ThemePreference::Dark, Contrast::Usual),
        ThemeChoice::HighContrast => (egui::ThemePreference::Light, Contrast::High),
        ThemeChoice::HighContrastDark => (egui::ThemePreference::Dark, Contrast::High),
    };
    ctx.set_theme(preference);
    if ctx.data(|data| data.get_temp(Id::NULL)) != Some(contrast) {
        apply_contrast(ctx, contrast);
    }
}

fn apply_contrast(ctx: &egui::Context, contrast: Contrast) {
    ctx.data_mut(|data| data.insert_temp(Id::NULL, contrast));
    let [light, dark, high_contrast, high_contrast_dark] = &LOOKS;
    let looks = match contrast {
        Contrast::Usual => [light, dark],
        Contrast::High => [high_contrast, high_contrast_dark],
    };
    for (theme, look) in [egui::Theme::Light, egui::Theme::Dark].into_iter().zip(looks) {
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
            style.interaction.resize_grab_radius_side = 6.0;
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
    let mut visuals = if look.theme.is_dark() {
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
        color: Color32::from_black_alpha(if look.theme.is_dark() { 120 } else { 30 }),
    };
    visuals.window_shadow = shadow;
    visuals.popup_shadow = shadow;
    visuals.striped = false;
    visuals
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The contrast as the tables of [`crate::drawing::style`] compute it.
    fn contrast(one: Color32, other: Color32) -> f64 {
        let rgba = |colour: Color32| Rgba([colour.r(), colour.g(), colour.b(), 255]);
        rgba(one).contrast(rgba(other))
    }

    #[test]
    fn every_text_stands_out_by_at_least_four_and_a_half() {
        for look in LOOKS {
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

    #[test]
    fn every_choice_of_theme_puts_the_window_in_it_and_can_be_left_again() {
        let ctx = egui::Context::default();
        apply(&ctx);
        for (choice, theme) in [
            (ThemeChoice::HighContrastDark, Theme::HighContrastDark),
            (ThemeChoice::Light, Theme::Light),
            (ThemeChoice::HighContrast, Theme::HighContrast),
            (ThemeChoice::Dark, Theme::Dark),
        ] {
            choose(&ctx, choice);
            assert_eq!(Look::of(&ctx).theme, theme);
            assert_eq!(
                ctx.global_style().visuals.panel_fill,
                Look::of(&ctx).panel,
                "{choice:?}"
            );
        }
    }
}
