//! What a field is called: the words beside it, and the whole name that a screen reader says.
//!
//! The two differ in lists, where each of several rows has a field "Where".

/// The words shown beside a field and the name it is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Beside the field.
    pub shown: String,
    /// For screen readers, and for asking by name; distinct within a panel.
    pub name: String,
}

impl Label {
    /// Makes a label whose name begins with what it is part of: `Where` of `Placement 1` is `Placement 1
    /// where`. An empty whole leaves it as it is.
    pub fn of(whole: &str, shown: &str) -> Self {
        if whole.is_empty() {
            return shown.into();
        }
        let mut letters = shown.chars();
        let (first, second) = (letters.next(), letters.clone().next());
        let is_abbreviation = second.is_some_and(|second| second.is_uppercase() || second == '-');
        let part = match first {
            Some(first) if !is_abbreviation => first.to_lowercase().chain(letters).collect(),
            _ => shown.to_owned(),
        };
        Self {
            shown: shown.to_owned(),
            name: format!("{whole} {part}"),
        }
    }

    /// Returns the label with a unit behind both.
    #[must_use]
    pub fn in_unit(self, unit: &str) -> Self {
        if unit.is_empty() {
            return self;
        }
        Self {
            shown: format!("{} ({unit})", self.shown),
            name: format!("{} ({unit})", self.name),
        }
    }
}

impl From<&str> for Label {
    fn from(text: &str) -> Self {
        Self {
            shown: text.to_owned(),
            name: text.to_owned(),
        }
    }
}

impl From<&String> for Label {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<String> for Label {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_named_after_its_whole() {
        assert_eq!(Label::of("Placement 1", "Where").name, "Placement 1 where");
        assert_eq!(Label::of("Placement 1", "H-hour").name, "Placement 1 H-hour");
        assert_eq!(Label::of("", "Where"), "Where".into());
        assert_eq!(Label::from("Width").in_unit("m").shown, "Width (m)");
    }
}
