//! The three macros that the plan's values are declared with.
//!
//! `vocabulary!` declares a closed list of words, `record!` a value of named fields, `entity!` a record
//! with an id and the fields every entity has. From one list of fields they derive what must never
//! forget a field: the file form (absent where empty), the difference field by field, the merge field
//! by field, and the references to other entities. A field added to a struct is in all four at once.

use super::mergeable::Mergeable;

/// What a record knows of its own fields.
pub trait Record: Sized {
    /// The fields' names in file order.
    const FIELDS: &'static [&'static str];

    /// Returns the names of the fields in which the two differ, in file order.
    fn changed_fields(&self, other: &Self) -> Vec<&'static str>;

    /// Merges field by field: a side that left a field as in `base` yields to the other; where both
    /// changed it differently `ours` stays and the field is named in the second value.
    fn merge_fields(base: &Self, ours: &Self, theirs: &Self) -> (Self, Vec<&'static str>);

    /// Takes one field as `from` has it; false where there is no field of that name.
    fn take_field(&mut self, from: &Self, field: &str) -> bool;
}

/// A closed list of words: what `vocabulary!` declares.
pub trait Vocabulary: Copy + PartialEq + 'static {
    /// Every word, in order.
    const WORDS: &'static [Self];

    /// Returns the spelling used in JSON, GeoJSON and on the command line.
    fn spelling(self) -> &'static str;

    /// Returns the spelling for people: `State force`.
    fn for_people(self) -> String {
        sentence_case(self.spelling())
    }
}

/// Merges one field; `None` where both sides changed it differently.
pub(crate) fn merge_field<T: Mergeable>(base: &T, ours: &T, theirs: &T) -> Option<T> {
    if ours == theirs || theirs == base {
        Some(ours.clone())
    } else if ours == base {
        Some(theirs.clone())
    } else {
        T::both(base, ours, theirs)
    }
}

/// True for a value that the file leaves out.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Declares a closed list of words: an enum with its kebab-case spelling for JSON and command line.
macro_rules! vocabulary {
    ($(#[$meta:meta])* pub enum $name:ident { $( $(#[$vmeta:meta])* $variant:ident = $word:literal, )+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $( $(#[$vmeta])* $variant, )+ }

        impl $name {
            /// Every word, in order.
            pub const ALL: &'static [Self] = &[$( Self::$variant, )+];

            /// Returns the spelling used in JSON, GeoJSON and on the command line.
            pub const fn word(self) -> &'static str {
                match self { $( Self::$variant => $word, )+ }
            }

            /// Returns the word with that spelling.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $( $word => Some(Self::$variant), )+ _ => None }
            }

            /// Returns the spelling for people: `State force`.
            pub fn title(self) -> String {
                $crate::model::record::sentence_case(self.word())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl $crate::model::record::Vocabulary for $name {
            const WORDS: &'static [Self] = Self::ALL;

            fn spelling(self) -> &'static str {
                self.word()
            }
        }

        $crate::model::reference::no_references!($name);

        impl $crate::model::value::Valued for $name {
            fn value(&self) -> $crate::model::Value<'_> {
                $crate::model::Value::Word(self.title())
            }
        }

        impl $crate::model::mergeable::Mergeable for $name {}
    };
}

/// Words of the vocabularies that are spoken letter by letter.
const LETTERS: [&str; 5] = ["cbrn", "eod", "ngo", "uav", "un"];

/// Turns `state-force` into `State force`, and `un-ngo` into `UN NGO`.
pub(crate) fn sentence_case(word: &str) -> String {
    let mut title = String::new();
    for (place, word) in word.split('-').enumerate() {
        let mut letters = word.chars();
        if place > 0 {
            title.push(' ');
        }
        match letters.next() {
            Some(_) if LETTERS.contains(&word) => title.push_str(&word.to_uppercase()),
            Some(first) if place == 0 => title.extend(first.to_uppercase().chain(letters)),
            _ => title.push_str(word),
        }
    }
    title
}

#[test]
fn titles_begin_with_a_capital_and_letters_stay_letters() {
    let titles = ["state-force", "un-ngo", "un", "built-up-area", ""].map(sentence_case);
    assert_eq!(titles, ["State force", "UN NGO", "UN", "Built up area", ""]);
}

/// Declares a record: `head` and `optional` fields are absent from the file where they are empty,
/// `required` fields must be there.
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident {
        head { $( $(#[$hmeta:meta])* $head:ident : $hty:ty, )* }
        required { $( $(#[$rmeta:meta])* $required:ident : $rty:ty, )* }
        optional { $( $(#[$ometa:meta])* $optional:ident : $oty:ty, )* }
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $( $(#[$hmeta])* #[serde(default, skip_serializing_if = "crate::model::record::is_default")] pub $head: $hty, )*
            $( $(#[$rmeta])* pub $required: $rty, )*
            $( $(#[$ometa])* #[serde(default, skip_serializing_if = "crate::model::record::is_default")] pub $optional: $oty, )*
        }

        impl $name {
            /// Makes one from what it cannot be without; all else is empty.
            #[allow(clippy::too_many_arguments, clippy::new_without_default, reason = "as many as there are required fields")]
            pub fn new($( $required: $rty, )*) -> Self {
                Self {
                    $( $head: <$hty>::default(), )*
                    $( $required, )*
                    $( $optional: <$oty>::default(), )*
                }
            }
        }

        impl $crate::model::record::Record for $name {
            const FIELDS: &'static [&'static str] =
                &[$( stringify!($head), )* $( stringify!($required), )* $( stringify!($optional), )*];

            fn changed_fields(&self, other: &Self) -> Vec<&'static str> {
                let mut changed = Vec::new();
                $( if self.$head != other.$head { changed.push(stringify!($head)); } )*
                $( if self.$required != other.$required { changed.push(stringify!($required)); } )*
                $( if self.$optional != other.$optional { changed.push(stringify!($optional)); } )*
                changed
            }

            fn merge_fields(base: &Self, ours: &Self, theirs: &Self) -> (Self, Vec<&'static str>) {
                let mut merged = ours.clone();
                let mut conflicts = Vec::new();
                $crate::model::record::merge_each!(base, ours, theirs, merged, conflicts, $( $head )* $( $required )* $( $optional )*);
                (merged, conflicts)
            }

            fn take_field(&mut self, from: &Self, field: &str) -> bool {
                $( if field == stringify!($head) { self.$head = from.$head.clone(); return true; } )*
                $( if field == stringify!($required) { self.$required = from.$required.clone(); return true; } )*
                $( if field == stringify!($optional) { self.$optional = from.$optional.clone(); return true; } )*
                false
            }
        }

        impl $crate::model::value::Valued for $name {
            fn value(&self) -> $crate::model::Value<'_> {
                $crate::model::Value::Fields(None, vec![
                    $( (stringify!($head), self.$head.value()), )*
                    $( (stringify!($required), self.$required.value()), )*
                    $( (stringify!($optional), self.$optional.value()), )*
                ])
            }
        }

        impl $crate::model::mergeable::Mergeable for $name {
            /// Field by field; what it cannot be without is one thing: an end goes with its beginning.
            fn both(base: &Self, ours: &Self, theirs: &Self) -> Option<Self> {
                let changes = |side: &Self| {
                    let _ = side;
                    false $( || side.$required != base.$required )*
                };
                let differ = false $( || ours.$required != theirs.$required )*;
                if differ && changes(ours) && changes(theirs) {
                    return None;
                }
                let (merged, conflicts) = <Self as $crate::model::Record>::merge_fields(base, ours, theirs);
                conflicts.is_empty().then_some(merged)
            }
        }

        impl $crate::model::reference::Refer for $name {
            fn each_reference(&self, see: &mut dyn FnMut($crate::model::AnyId)) {
                let _ = &see;
                $( self.$head.each_reference(see); )*
                $( self.$required.each_reference(see); )*
                $( self.$optional.each_reference(see); )*
            }

            fn forget(&mut self, gone: &$crate::model::reference::Gone) -> bool {
                $( self.$head.forget(gone); )*
                $( self.$optional.forget(gone); )*
                true $( && self.$required.forget(gone) )*
            }

            fn redirect(&mut self, from: $crate::model::AnyId, to: $crate::model::AnyId) {
                $( self.$head.redirect(from, to); )*
                $( self.$required.redirect(from, to); )*
                $( self.$optional.redirect(from, to); )*
            }

            fn each_time(&mut self, change: &mut dyn FnMut(&mut $crate::model::When)) {
                let _ = &change;
                $( self.$head.each_time(change); )*
                $( self.$required.each_time(change); )*
                $( self.$optional.each_time(change); )*
            }
        }
    };
}

macro_rules! merge_each {
    ($base:ident, $ours:ident, $theirs:ident, $merged:ident, $conflicts:ident, $( $field:ident )*) => {
        $( match $crate::model::record::merge_field(&$base.$field, &$ours.$field, &$theirs.$field) {
            Some(value) => $merged.$field = value,
            None => $conflicts.push(stringify!($field)),
        } )*
    };
}

/// Declares an entity: a record with an id letter and the fields that every entity has.
macro_rules! entity {
    ($(#[$meta:meta])* pub struct $name:ident in $table:ident, $letter:literal, $word:literal {
        required { $( $(#[$rmeta:meta])* $required:ident : $rty:ty, )* }
        optional { $( $(#[$ometa:meta])* $optional:ident : $oty:ty, )* }
    }) => {
        $crate::model::record::record! {
            $(#[$meta])*
            pub struct $name {
                head {
                    /// What it is called; should be unique among its kind.
                    name: String,
                    /// The name in its own language and script.
                    native_name: String,
                }
                required { $( $(#[$rmeta])* $required: $rty, )* }
                optional {
                    $( $(#[$ometa])* $optional: $oty, )*
                    /// Free text.
                    notes: String,
                    /// Free words to filter by.
                    tags: Vec<String>,
                    /// Where this comes from.
                    source: String,
                    /// The id it had in the file it was imported from.
                    foreign_id: Option<String>,
                    /// Who may see it in an extract.
                    sharing: $crate::model::Sharing,
                    /// Unknown properties an import brought; kept and written back.
                    extra: std::collections::BTreeMap<String, $crate::model::Extra>,
                }
            }
        }

        impl $crate::model::id::Lettered for $name {
            const LETTER: char = $letter;
        }

        impl $crate::model::Entity for $name {
            const KIND: $crate::model::Kind = $crate::model::Kind::$name;

            fn table(plan: &$crate::model::Plan) -> &$crate::model::Table<Self> {
                &plan.$table
            }

            fn any_id(id: $crate::model::Id<Self>) -> $crate::model::AnyId {
                $crate::model::AnyId::$name(id)
            }

            fn name(&self) -> &str {
                &self.name
            }

            fn foreign_id(&self) -> Option<&str> {
                self.foreign_id.as_deref()
            }
        }
    };
}

pub(crate) use {entity, merge_each, record, vocabulary};
