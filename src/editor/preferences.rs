//! What the user likes, on this machine: theme, recent files, sheets of the map. Never in the plan.

use std::path::{Path, PathBuf};

pub use crate::geometry::coordinates::CoordinateFormat;

use crate::drawing::Units;
use crate::language::Language;

use super::layers::Layers;

/// How the window is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum ThemeChoice {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// Black on white.
    HighContrast,
    /// White on black.
    HighContrastDark,
}

/// How large the interface is, in steps of a tenth; the toolkit's own size is the middle one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct InterfaceScale(i8);

impl InterfaceScale {
    /// The smallest and the largest that can be worked with.
    const ENDS: [i8; 2] = [-3, 10];

    /// Returns the size so many steps larger, as far as there is one.
    #[must_use]
    pub fn stepped(self, by: i8) -> Self {
        let [smallest, largest] = Self::ENDS;
        Self(self.0.saturating_add(by).clamp(smallest, largest))
    }

    /// Returns it as a factor.
    pub fn factor(self) -> f32 {
        f32::from(self.stepped(0).0) / 10.0 + 1.0
    }
}

/// What the user likes. Unknown fields of a newer version are left aside: losing a preference is no loss of work.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Light or dark.
    pub theme: ThemeChoice,
    /// How positions are shown.
    pub coordinates: CoordinateFormat,
    /// What lengths are written in.
    pub units: Units,
    /// What the interface speaks.
    pub language: Language,
    /// How large the interface is.
    pub interface: InterfaceScale,
    /// Plans opened or saved, newest first.
    pub recent: Vec<PathBuf>,
    /// The welcome card was put away.
    pub welcomed: bool,
    /// The folder last used to open, save or import.
    pub folder: Option<PathBuf>,
    /// Who waives findings, as last typed.
    pub signs_as: String,
    /// Which sheets of the map beneath are shown.
    pub layers: Layers,
}

impl Preferences {
    /// Most recent files remembered.
    const RECENT: usize = 10;

    /// Remembers a plan as the one used last.
    pub fn remember(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.recent.insert(0, path.to_path_buf());
        self.recent.truncate(Self::RECENT);
        if let Some(folder) = path.parent() {
            self.folder = Some(folder.to_path_buf());
        }
    }

    /// Reads preferences; what cannot be read gives the defaults.
    pub fn read(text: &str) -> Self {
        let mut preferences: Self = ron::from_str(text).unwrap_or_default();
        preferences.layers = preferences.layers.at_start();
        preferences
    }

    /// Writes them.
    pub fn write(&self) -> String {
        ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::new().new_line("\n")).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_survive_a_round_trip_and_damage_gives_defaults() {
        let mut preferences = Preferences {
            theme: ThemeChoice::Dark,
            welcomed: true,
            ..Preferences::default()
        };
        preferences.remember(Path::new("/plans/north.plan.ron"));
        assert_eq!(Preferences::read(&preferences.write()), preferences);
        assert_eq!(Preferences::read("(theme: Purple)"), Preferences::default());
        assert!(Preferences::read("(welcomed: true)").welcomed);
    }

    #[test]
    fn the_interface_grows_and_shrinks_within_what_can_be_worked_with() {
        let normal = InterfaceScale::default();
        assert_eq!(normal.factor(), 1.0);
        assert_eq!(normal.stepped(3).factor(), 1.3);
        assert_eq!(normal.stepped(100).factor(), 2.0);
        assert_eq!(normal.stepped(-100).factor(), 0.7);
        // A file that says nonsense gives the nearest that makes sense.
        assert_eq!(Preferences::read("(interface: 90)").interface.factor(), 2.0);
    }

    #[test]
    fn the_last_used_plan_comes_first_and_once() {
        let mut preferences = Preferences::default();
        for name in ["a", "b", "a"] {
            preferences.remember(Path::new(name));
        }
        assert_eq!(preferences.recent, [PathBuf::from("a"), PathBuf::from("b")]);
    }
}
