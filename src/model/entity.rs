//! What every kind of entity has in common, and values that are of any kind.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};

use super::id::{IdError, Lettered, bits_of};
use super::record::{Record, vocabulary};
use super::reference::{Gone, Refer, no_references};
use super::tables::each_table;
use super::{
    Agreement, Boundary, Channel, Corridor, Force, Id, Measure, Phase, Plan, Relation, Sector, Site,
    Stakeholder, Table, Value, Valued, When,
};

/// A thing the plan speaks of: a row of one of its tables.
pub trait Entity:
    Lettered
    + Record
    + Refer
    + Valued
    + Clone
    + PartialEq
    + fmt::Debug
    + Serialize
    + DeserializeOwned
    + Send
    + Sync
    + 'static
{
    /// Which kind it is.
    const KIND: Kind;

    /// Returns the plan's table of this kind.
    fn table(plan: &Plan) -> &Table<Self>;

    /// Returns the id as one of any kind.
    fn any_id(id: Id<Self>) -> AnyId;

    /// Returns its name as written; may be empty.
    fn name(&self) -> &str;

    /// Returns the id it had in the file it was imported from.
    fn foreign_id(&self) -> Option<&str>;
}

macro_rules! any_kind {
    ($( $entity:ident, $table:ident, $word:literal; )+) => {
        /// The kinds of entity, in the order of the plan's tables.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $(
            #[doc = concat!("A ", $word, ".")]
            $entity,
        )+ }

        impl Kind {
            /// Every kind, in order.
            pub const ALL: &'static [Self] = &[$( Self::$entity, )+];

            /// Returns the lower-case word: `sector`.
            pub const fn word(self) -> &'static str {
                match self { $( Self::$entity => $word, )+ }
            }
        }

        /// The id of an entity of any kind; its letter tells which.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum AnyId { $(
            #[doc = concat!("A ", $word, "'s.")]
            $entity(Id<$entity>),
        )+ }

        impl AnyId {
            /// Returns which kind of entity it names.
            pub const fn kind(self) -> Kind {
                match self { $( Self::$entity(_) => Kind::$entity, )+ }
            }

            /// Returns the bits it is made of.
            pub const fn bits(self) -> u64 {
                match self { $( Self::$entity(id) => id.bits(), )+ }
            }

            /// Returns true where the plan has that entity.
            pub fn is_in(self, plan: &Plan) -> bool {
                match self { $( Self::$entity(id) => plan.$table.contains(id), )+ }
            }

            /// Returns the entity's name; `None` where it is not in the plan.
            pub fn name_in(self, plan: &Plan) -> Option<&str> {
                match self { $( Self::$entity(id) => plan.$table.get(id).map(|entity| entity.name.as_str()), )+ }
            }

            /// Returns the entity's name in its own script; `None` where it is not in the plan.
            pub fn native_name_in(self, plan: &Plan) -> Option<&str> {
                match self { $( Self::$entity(id) => plan.$table.get(id).map(|entity| entity.native_name.as_str()), )+ }
            }

            /// Returns the entity itself, shared; `None` where it is not in the plan.
            pub fn entity_in(self, plan: &Plan) -> Option<AnyEntity> {
                match self { $( Self::$entity(id) => plan.$table.row(id).map(|row| AnyEntity::$entity(id, Arc::clone(row))), )+ }
            }
        }

        $(
            impl From<Id<$entity>> for AnyId {
                fn from(id: Id<$entity>) -> Self {
                    Self::$entity(id)
                }
            }

            impl From<(Id<$entity>, $entity)> for AnyEntity {
                fn from((id, entity): (Id<$entity>, $entity)) -> Self {
                    Self::$entity(id, Arc::new(entity))
                }
            }
        )+

        impl fmt::Display for AnyId {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self { $( Self::$entity(id) => id.fmt(f), )+ }
            }
        }

        impl FromStr for AnyId {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let bad = || IdError::new(text, '?');
                let (letter, body) = text.split_once('-').ok_or_else(bad)?;
                let bits = bits_of(body).ok_or_else(bad)?;
                let mut letters = letter.chars();
                match (letters.next(), letters.next()) {
                    $( (Some($entity::LETTER), None) => Ok(Self::$entity(Id::from_bits(bits))), )+
                    _ => Err(bad()),
                }
            }
        }

        /// An entity of any kind with its id: what an edit creates or replaces.
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub enum AnyEntity { $(
            #[doc = concat!("A ", $word, ".")]
            $entity(Id<$entity>, Arc<$entity>),
        )+ }

        impl AnyEntity {
            /// Returns its id.
            pub fn id(&self) -> AnyId {
                match self { $( Self::$entity(id, _) => AnyId::$entity(*id), )+ }
            }

            /// Returns its name as written; may be empty.
            pub fn name(&self) -> &str {
                match self { $( Self::$entity(_, entity) => &entity.name, )+ }
            }

            /// Returns the entity under another name.
            #[must_use]
            pub fn named(&self, name: &str) -> Self {
                match self { $( Self::$entity(id, entity) => {
                    let mut named = (**entity).clone();
                    name.clone_into(&mut named.name);
                    Self::$entity(*id, Arc::new(named))
                } )+ }
            }

            /// Returns a copy with an id of these bits and that name, which came from no other file.
            #[must_use]
            pub fn copied(&self, bits: u64, name: &str) -> Self {
                match self { $( Self::$entity(_, entity) => {
                    let mut copy = (**entity).clone();
                    name.clone_into(&mut copy.name);
                    copy.foreign_id = None;
                    Self::$entity(Id::from_bits(bits), Arc::new(copy))
                } )+ }
            }

            /// Returns the entity shared with others than it was.
            #[must_use]
            pub fn shared(&self, sharing: Sharing) -> Self {
                match self { $( Self::$entity(id, entity) => {
                    let mut shared = (**entity).clone();
                    shared.sharing = sharing;
                    Self::$entity(*id, Arc::new(shared))
                } )+ }
            }

            /// Returns who may see it in an extract.
            pub fn sharing(&self) -> &Sharing {
                match self { $( Self::$entity(_, entity) => &entity.sharing, )+ }
            }

            /// Returns the same entity under an id of these bits.
            #[must_use]
            pub fn under(&self, bits: u64) -> Self {
                match self { $( Self::$entity(_, entity) => Self::$entity(Id::from_bits(bits), Arc::clone(entity)), )+ }
            }

            /// Calls `see` with every id that the entity's fields hold.
            pub fn each_reference(&self, see: &mut dyn FnMut(AnyId)) {
                match self { $( Self::$entity(_, entity) => entity.each_reference(see), )+ }
            }

            /// Returns the entity without any mention of these ids; `None` where it cannot be without one.
            pub fn without(&self, ids: &[AnyId]) -> Option<Self> {
                let gone = Gone { ids: ids.iter().copied().collect(), ..Gone::default() };
                match self { $( Self::$entity(id, entity) => {
                    let mut left = (**entity).clone();
                    left.forget(&gone).then(|| Self::$entity(*id, Arc::new(left)))
                } )+ }
            }

            /// Returns the entity with every mention of one entity replaced by another of its kind.
            #[must_use]
            pub fn redirected(&self, from: AnyId, to: AnyId) -> Self {
                match self { $( Self::$entity(id, entity) => {
                    let mut left = (**entity).clone();
                    left.redirect(from, to);
                    Self::$entity(*id, Arc::new(left))
                } )+ }
            }

            /// Returns the entity with each of its times changed.
            #[must_use]
            pub fn with_times(&self, change: &mut dyn FnMut(&mut When)) -> Self {
                match self { $( Self::$entity(id, entity) => {
                    let mut changed = (**entity).clone();
                    changed.each_time(change);
                    Self::$entity(*id, Arc::new(changed))
                } )+ }
            }

            /// Returns what it says, field by field.
            pub fn value(&self) -> Value<'_> {
                match self { $( Self::$entity(_, entity) => entity.value(), )+ }
            }

            /// Returns the names of the fields in which the two differ; every field for another kind.
            pub fn changed_fields(&self, other: &Self) -> Vec<&'static str> {
                match (self, other) {
                    $( (Self::$entity(_, mine), Self::$entity(_, yours)) => mine.changed_fields(yours), )+
                    _ => vec!["kind"],
                }
            }
        }
    };
}
each_table!(any_kind);

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl fmt::Debug for AnyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for AnyId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for AnyId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

/// Who may see an entity in an extract made for one stakeholder.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Sharing {
    /// Everybody.
    All,
    /// The parties it concerns: holder, owner, parties, those who touch it.
    #[default]
    Concerned,
    /// These only.
    Named(Vec<Id<Stakeholder>>),
    /// Nobody but the author of the plan.
    AuthorOnly,
}

impl Refer for Sharing {
    fn each_reference(&self, see: &mut dyn FnMut(AnyId)) {
        if let Self::Named(stakeholders) = self {
            stakeholders.each_reference(see);
        }
    }

    /// Nobody left to show it to means nobody: never wider than before.
    fn forget(&mut self, gone: &super::reference::Gone) -> bool {
        if let Self::Named(stakeholders) = self {
            stakeholders.forget(gone);
        }
        true
    }

    fn redirect(&mut self, from: AnyId, to: AnyId) {
        if let Self::Named(stakeholders) = self {
            stakeholders.redirect(from, to);
        }
    }

    fn each_time(&mut self, _change: &mut dyn FnMut(&mut When)) {}
}

/// A property that an import brought and that the model has no field for.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Extra {
    /// Nothing, but named.
    Null,
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// Any other number.
    Number(Quantity),
    /// Text.
    Text(String),
    /// Several.
    List(Vec<Extra>),
    /// Several with names.
    Map(BTreeMap<String, Extra>),
}

/// A finite number that compares by its bits, so that a plan is `Eq`.
#[derive(Clone, Copy, Debug)]
pub struct Quantity(f64);

impl Quantity {
    /// Makes one; what is not finite becomes zero, and so does -0.
    pub fn new(value: f64) -> Self {
        Self(if value.is_finite() && value != 0.0 {
            value
        } else {
            0.0
        })
    }

    /// Returns the number.
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl Default for Quantity {
    fn default() -> Self {
        Self(0.0)
    }
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_bits() == other.0.to_bits()
    }
}
impl Eq for Quantity {}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0)
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = f64::deserialize(deserializer)?;
        if value.is_finite() {
            Ok(Self::new(value))
        } else {
            Err(D::Error::custom("expected a finite number"))
        }
    }
}

no_references!(Quantity, Extra);

vocabulary! {
    /// The size of a formation, ascending.
    pub enum Echelon {
        /// About 4 people.
        #[default] Team = "team",
        /// About 10.
        Squad = "squad",
        /// About 20.
        Section = "section",
        /// About 40.
        Platoon = "platoon",
        /// About 120.
        Company = "company",
        /// About 500.
        Battalion = "battalion",
        /// About 1,500.
        Regiment = "regiment",
        /// About 4,000.
        Brigade = "brigade",
        /// About 12,000.
        Division = "division",
        /// Several divisions.
        Corps = "corps",
        /// Several corps.
        Army = "army",
        /// Several armies.
        ArmyGroup = "army-group",
        /// All of a region or theatre.
        Region = "region",
    }
}
