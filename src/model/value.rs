//! What a field says, whatever its type.
//!
//! `record!` makes it from the same list of fields as the file form and the merge, so that whoever tells in
//! what two plans differ cannot forget a field.

use std::collections::BTreeMap;

use super::{
    AnyId, Clause, Colour, Entity, Extra, Id, Instant, Minute, Proof, Quantity, Sharing, Thresholds, When,
};
use crate::geometry::{Area, Geometry, Path, Position};

/// What a field says.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'v> {
    /// Nothing.
    Nothing,
    /// Yes or no.
    Flag(bool),
    /// A number whose unit is in the field's name: `buffer_m`.
    Count(u32),
    /// Minutes from H-hour.
    Minute(Minute),
    /// Any other number.
    Number(f64),
    /// What somebody wrote.
    Text(&'v str),
    /// A word of a closed list, or what reads as one.
    Word(String),
    /// Another entity.
    Id(AnyId),
    /// A date and time.
    Instant(Instant),
    /// When something holds.
    When(&'v When),
    /// A point.
    Position(Position),
    /// A line.
    Path(&'v Path),
    /// An area.
    Area(&'v Area),
    /// Several.
    List(Vec<Value<'v>>),
    /// Several with names; of a kind, where there are several kinds.
    Fields(Option<&'static str>, Vec<(&'v str, Value<'v>)>),
}

/// What has a value.
pub trait Valued {
    /// Returns what it says.
    fn value(&self) -> Value<'_>;
}

impl Value<'_> {
    /// Returns true for a point, a line or an area.
    pub fn is_drawn(&self) -> bool {
        matches!(self, Self::Position(_) | Self::Path(_) | Self::Area(_))
    }

    /// Returns true where nothing is said: an empty text or list, no, zero.
    pub fn is_nothing(&self) -> bool {
        match self {
            Self::Nothing | Self::Flag(false) | Self::Count(0) => true,
            Self::Text(text) => text.is_empty(),
            Self::List(values) => values.is_empty(),
            Self::Fields(None, fields) => fields.iter().all(|(_, value)| value.is_nothing()),
            Self::When(when) => **when == When::default(),
            _ => false,
        }
    }
}

/// Items with what tells them apart: their first field where that is no drawn thing, and how often it was
/// there before; an item that is no record is its own key.
pub fn keyed<'l, 'v>(values: &'l [Value<'v>]) -> Vec<((Value<'v>, usize), &'l Value<'v>)> {
    let mut all: Vec<((Value<'v>, usize), &'l Value<'v>)> = Vec::new();
    for value in values {
        let key = match value {
            Value::Fields(kind, fields) => {
                let first = fields.first().map(|(_, value)| value.clone());
                let first = first.filter(|value| !value.is_drawn()).unwrap_or(Value::Nothing);
                Value::Fields(*kind, vec![("", first)])
            }
            drawn if drawn.is_drawn() => Value::Nothing,
            other => other.clone(),
        };
        let before = all.iter().filter(|((known, _), _)| *known == key).count();
        all.push(((key, before), value));
    }
    all
}

macro_rules! valued {
    ($( $type:ty => |$me:ident| $value:expr; )+) => {
        $( impl Valued for $type {
            fn value(&self) -> Value<'_> {
                let $me = self;
                $value
            }
        } )+
    };
}

valued! {
    bool => |flag| Value::Flag(*flag);
    u32 => |count| Value::Count(*count);
    Minute => |minute| Value::Minute(*minute);
    String => |text| Value::Text(text);
    AnyId => |id| Value::Id(*id);
    Instant => |instant| Value::Instant(*instant);
    Quantity => |number| Value::Number(number.get());
    Colour => |colour| Value::Word(colour.to_string());
    When => |when| Value::When(when);
    Position => |position| Value::Position(*position);
    Path => |path| Value::Path(path);
    Area => |area| Value::Area(area);
    Geometry => |shape| match shape {
        Geometry::Point(point) => point.value(),
        Geometry::Path(path) => path.value(),
        Geometry::Area(area) => area.value(),
    };
    Extra => |extra| match extra {
        // There, with no value: not the same as not there.
        Extra::Null => Value::Word("null".to_owned()),
        Extra::Flag(flag) => flag.value(),
        Extra::Whole(whole) => Value::Word(whole.to_string()),
        Extra::Number(number) => number.value(),
        Extra::Text(text) => text.value(),
        Extra::List(list) => list.value(),
        Extra::Map(map) => map.value(),
    };
    Sharing => |sharing| match sharing {
        Sharing::All => Value::Word("Everybody".to_owned()),
        Sharing::Concerned => Value::Word("Those concerned".to_owned()),
        Sharing::Named(named) => named.value(),
        Sharing::AuthorOnly => Value::Word("The author only".to_owned()),
    };
    Proof => |proof| match proof {
        Proof::PhaseReached(phase) => Value::Fields(Some("Phase reached"), vec![("phase", phase.value())]),
        Proof::NotificationAcknowledged(party) => {
            Value::Fields(Some("Notification acknowledged"), vec![("by", party.value())])
        }
    };
    Thresholds => |thresholds| {
        let value = |name| thresholds.get(name).unwrap_or_default();
        let all = Thresholds::ALL.iter().map(|info| (info.name, Value::Count(value(info.name))));
        Value::Fields(None, all.collect())
    };
    Clause => |clause| Value::Fields(Some(clause.title()), clause_fields(clause));
}

fn clause_fields(clause: &Clause) -> Vec<(&'static str, Value<'_>)> {
    match clause {
        Clause::HoldsGround { who, sectors } => vec![("who", who.value()), ("sectors", sectors.value())],
        Clause::Separation { along, stand_off_m } => {
            vec![("along", along.value()), ("stand_off_m", stand_off_m.value())]
        }
        Clause::KeepsOut { who, area } => vec![("who", who.value()), ("area", area.value())],
        Clause::Passage { who, through, when } => vec![
            ("who", who.value()),
            ("through", through.value()),
            ("when", when.value()),
        ],
        Clause::SharedGround { sector, lead } => vec![("sector", sector.value()), ("lead", lead.value())],
        Clause::CivilianPassage { corridor } => vec![("corridor", corridor.value())],
        Clause::NoFires { at } => vec![("at", at.value())],
        Clause::Handover { sector, to, at } => {
            vec![("sector", sector.value()), ("to", to.value()), ("at", at.value())]
        }
        Clause::IncidentProcedure {
            channel,
            within_hours,
        } => vec![
            ("channel", channel.value()),
            ("within_hours", within_hours.value()),
        ],
        Clause::Limits {
            who,
            largest_echelon,
            people,
        } => vec![
            ("who", who.value()),
            ("largest_echelon", largest_echelon.value()),
            ("people", people.value()),
        ],
    }
}

impl<E: Entity> Valued for Id<E> {
    fn value(&self) -> Value<'_> {
        Value::Id(E::any_id(*self))
    }
}

impl<T: Valued> Valued for Option<T> {
    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Nothing, Valued::value)
    }
}

impl<T: Valued> Valued for Vec<T> {
    fn value(&self) -> Value<'_> {
        Value::List(self.iter().map(Valued::value).collect())
    }
}

impl<T: Valued> Valued for [T; 2] {
    fn value(&self) -> Value<'_> {
        Value::List(self.iter().map(Valued::value).collect())
    }
}

impl<V: Valued> Valued for BTreeMap<String, V> {
    fn value(&self) -> Value<'_> {
        Value::Fields(
            None,
            self.iter()
                .map(|(name, value)| (name.as_str(), value.value()))
                .collect(),
        )
    }
}
