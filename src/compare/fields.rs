//! In which fields two records differ, down to the party of an agreement and the stop of a corridor.

use super::ground::GroundDifference;
use super::telling::{plain, said};
use crate::model::{Plan, Value, Valued as _, keyed};

/// Items of a list of words or names that come and go one by one; of more, both lists are told.
const MOST_ITEMS: usize = 3;

/// Something in a field that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldDifference {
    /// The record's field.
    pub field: String,
    /// What differs, in words: `party PMF state`.
    pub what: Label,
    /// What it was, in words; `None`: it was not there.
    pub before: Option<String>,
    /// What it is; `None`: it is not there.
    pub after: Option<String>,
    /// How drawn ground differs.
    pub ground: Option<GroundDifference>,
}

impl FieldDifference {
    /// Says it: `holder 2nd Brigade → 4th Brigade`.
    pub fn said(&self) -> String {
        self.said_in(&str::to_owned)
    }

    /// Says it in another language; `say` says a word, a value or a sentence.
    pub fn said_in(&self, say: &dyn Fn(&str) -> String) -> String {
        let what = self.what.said_in(say);
        if let Some(ground) = &self.ground {
            return say(&ground.said(&what));
        }
        let told = |word: &str, told: &str| match told {
            "" => format!("{what} {}", say(word)),
            told => format!("{what} {} ({})", say(word), say(told)),
        };
        match (&self.before, &self.after) {
            (None, Some(after)) => told("added", after),
            (Some(before), None) => told("removed", before),
            (Some(before), Some(after)) if before == after => told("changed", ""),
            (Some(before), Some(after)) => {
                format!("{what} {} {} {}", say(before), say("→"), say(after))
            }
            (None, None) => what,
        }
    }
}

/// What of a record differs: words of fields, and names of what is meant among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Word(String),
    Name(String),
}

impl Label {
    /// The words of a field.
    pub(super) fn of(words: impl Into<String>) -> Self {
        Self::default().and(words)
    }

    /// With words behind it.
    pub(super) fn and(mut self, words: impl Into<String>) -> Self {
        let words = words.into();
        if !words.is_empty() {
            self.0.push(Part::Word(words));
        }
        self
    }

    /// With a name behind it.
    pub(super) fn of_name(mut self, name: impl Into<String>) -> Self {
        self.0.push(Part::Name(name.into()));
        self
    }

    /// One of several.
    fn singular(&self) -> Self {
        let mut one = self.clone();
        if let Some(Part::Word(word)) = one.0.last_mut() {
            *word = singular(word);
        }
        one
    }

    /// Without `when` at its end.
    fn without_when(mut self) -> Self {
        self.0.pop_if(|last| *last == Part::Word("when".to_owned()));
        self
    }

    /// Without these words at its end, where they are there and not all of it.
    fn without(&self, words: &str) -> Self {
        let mut label = self.clone();
        if label.0.len() > 1 && label.0.last() == Some(&Part::Word(words.to_owned())) {
            label.0.pop();
        }
        label
    }

    /// Says it in another language.
    pub fn said_in(&self, say: &dyn Fn(&str) -> String) -> String {
        let said = self.0.iter().map(|part| match part {
            Part::Word(words) => say(words),
            Part::Name(name) => name.clone(),
        });
        said.collect::<Vec<_>>().join(" ")
    }
}

impl std::fmt::Display for Label {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.said_in(&str::to_owned))
    }
}

/// Two plans, each with its names.
#[derive(Clone, Copy)]
pub(super) struct Sides<'p> {
    pub before: &'p Plan,
    pub after: &'p Plan,
}

/// Returns in what two records differ, in the order of their fields.
pub(super) fn differences(sides: Sides<'_>, before: &Value<'_>, after: &Value<'_>) -> Vec<FieldDifference> {
    let mut found = Vec::new();
    for (name, old, new) in pairs(before, after) {
        let mut walk = Walk {
            sides,
            field: name,
            found: &mut found,
        };
        walk.compare(&Label::of(plain(name)), name, &old, &new);
    }
    found
}

/// The fields of both, by name, in the order of the first.
fn pairs<'v>(before: &Value<'v>, after: &Value<'v>) -> Vec<(&'v str, Value<'v>, Value<'v>)> {
    let (Value::Fields(_, old), Value::Fields(_, new)) = (before, after) else {
        return Vec::new();
    };
    let of = |fields: &[(&'v str, Value<'v>)], name: &str| {
        let found = fields.iter().find(|(known, _)| *known == name);
        found.map_or(Value::Nothing, |(_, value)| value.clone())
    };
    let added = new
        .iter()
        .filter(|(name, _)| !old.iter().any(|(known, _)| known == name));
    old.iter()
        .chain(added)
        .map(|(name, _)| (*name, of(old, name), of(new, name)))
        .collect()
}

struct Walk<'f, 'p> {
    sides: Sides<'p>,
    field: &'f str,
    found: &'f mut Vec<FieldDifference>,
}

impl Walk<'_, '_> {
    /// `what` is what it is called, `name` the innermost field's name, whose unit counts.
    fn compare(&mut self, what: &Label, name: &str, before: &Value<'_>, after: &Value<'_>) {
        if before == after {
            return;
        }
        match (before, after) {
            (Value::Fields(old_kind, _), Value::Fields(new_kind, _)) if old_kind == new_kind => {
                // Levels are by rule, other properties are called as another program calls them.
                let by_name = matches!(self.field, "levels" | "extra");
                for (inner, old, new) in pairs(before, after) {
                    if by_name {
                        self.compare(&what.singular().of_name(inner), inner, &old, &new);
                        continue;
                    }
                    self.compare(&what.singular().and(plain(inner)), inner, &old, &new);
                }
            }
            (Value::List(old), Value::List(new)) => self.compare_lists(what, name, old, new),
            (Value::When(old), Value::When(new)) if !before.is_nothing() && !after.is_nothing() => {
                let within = what.clone().without_when();
                let label = |part: &str| within.clone().and(part);
                let [old_phases, new_phases] = [old, new].map(|when| when.phases.value());
                self.compare(&label("phases"), name, &old_phases, &new_phases);
                self.compare(&label("from"), name, &old.from.value(), &new.from.value());
                self.compare(&label("until"), name, &old.until.value(), &new.until.value());
            }
            _ => {
                let ground = GroundDifference::between(before, after);
                // A thing at a place: the thing moved, not its "at".
                let what = if after.is_drawn() {
                    what.without("at")
                } else {
                    what.clone()
                };
                let words = [
                    said(self.sides.before, name, before),
                    said(self.sides.after, name, after),
                ];
                let [before, after] = words.map(Some);
                self.tell(what, before, after, ground);
            }
        }
    }

    fn compare_lists(&mut self, what: &Label, name: &str, before: &[Value<'_>], after: &[Value<'_>]) {
        let (old, new) = (keyed(before), keyed(after));
        let gone: Vec<&Value<'_>> = old
            .iter()
            .filter(|(key, _)| !new.iter().any(|(other, _)| other == key))
            .map(|(_, value)| *value)
            .collect();
        let added: Vec<&Value<'_>> = new
            .iter()
            .filter(|(key, _)| !old.iter().any(|(other, _)| other == key))
            .map(|(_, value)| *value)
            .collect();
        let is_plain = before
            .iter()
            .chain(after)
            .all(|value| !matches!(value, Value::Fields(..)));
        let sides = self.sides;
        let known = self.found.len();
        if is_plain && gone.len() + added.len() > MOST_ITEMS {
            let [before, after] = self.whole(name, before, after);
            self.tell(what.clone(), before, after, None);
            return;
        }
        for (key, value) in &old {
            if let Some((_, now)) = new.iter().find(|(other, _)| other == key) {
                let label = what.singular().of_name(key_said(sides.before, name, value));
                self.compare(&label, name, value, now);
            }
        }
        for value in gone {
            let label = what.singular().of_name(key_said(sides.before, name, value));
            self.tell(label, Some(rest_said(sides.before, name, value)), None, None);
        }
        for value in added {
            let label = what.singular().of_name(key_said(sides.after, name, value));
            self.tell(label, None, Some(rest_said(sides.after, name, value)), None);
        }
        if self.found.len() == known {
            let [before, after] = self.whole(name, before, after);
            self.tell(what.clone().and("order"), before, after, None);
        }
    }

    /// Both lists, whole.
    fn whole(&self, name: &str, before: &[Value<'_>], after: &[Value<'_>]) -> [Option<String>; 2] {
        let all = |plan: &Plan, values: &[Value<'_>]| Some(said(plan, name, &Value::List(values.to_vec())));
        [all(self.sides.before, before), all(self.sides.after, after)]
    }

    fn tell(
        &mut self,
        what: Label,
        before: Option<String>,
        after: Option<String>,
        ground: Option<GroundDifference>,
    ) {
        self.found.push(FieldDifference {
            field: self.field.to_owned(),
            what,
            before,
            after,
            ground,
        });
    }
}

/// What tells an item of a list from the others, in words.
fn key_said(plan: &Plan, name: &str, value: &Value<'_>) -> String {
    let Value::Fields(kind, fields) = value else {
        return said(plan, name, value);
    };
    let key = match fields.first() {
        // A name needs no quotes to be one.
        Some((_, Value::Text(text))) => (*text).to_owned(),
        Some((inner, value)) => said(plan, inner, value),
        None => String::new(),
    };
    kind.map_or_else(|| key.clone(), |kind| format!("{kind} ({key})"))
}

/// What an item of a list says besides what tells it from the others.
fn rest_said(plan: &Plan, name: &str, value: &Value<'_>) -> String {
    let Value::Fields(_, fields) = value else {
        return String::new();
    };
    let rest = Value::Fields(None, fields.iter().skip(1).cloned().collect());
    if rest.is_nothing() {
        String::new()
    } else {
        said(plan, name, &rest)
    }
}

/// One of several: `parties` → `party`, `breaches` → `breach`.
fn singular(what: &str) -> String {
    let one = |stem: &str, ending: &str| format!("{stem}{ending}");
    if let Some(stem) = what.strip_suffix("ies") {
        one(stem, "y")
    } else if let Some(stem) = what.strip_suffix("ches") {
        one(stem, "ch")
    } else {
        what.strip_suffix('s').unwrap_or(what).to_owned()
    }
}
