//! Values that both sides of a merge changed, put together where that can be done without guessing.
//!
//! A value is whole unless it says otherwise: then two different changes of it are a conflict. Records go
//! field by field, lists item by item, outlines vertex by vertex. Whatever can be read in two ways is `None`:
//! a merge asks rather than guesses. Every rule gives the same either way round.

use std::collections::BTreeMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::record::merge_field;
use super::value::{Value, Valued, keyed};
use super::{
    AnyId, Clause, Colour, Entity, Extra, Id, Instant, Minute, Proof, Quantity, Sharing, Thresholds, When,
};
use crate::geometry::{Area, Geometry, Part, Path, Position, Ring};

/// What can be put together from two changes of one value.
pub trait Mergeable: Clone + PartialEq {
    /// True where an item's place in a list is what others name it by.
    const PLACE_COUNTS: bool = false;

    /// Puts together what both sides made of `base`, differently; `None`: it cannot be decided.
    fn both(_base: &Self, _ours: &Self, _theirs: &Self) -> Option<Self> {
        None
    }
}

macro_rules! whole {
    ($( $type:ty ),+ $(,)?) => { $( impl Mergeable for $type {} )+ };
}
whole!(
    bool, u32, Minute, String, AnyId, Instant, Quantity, Colour, When, Position, Extra, Sharing, Proof
);

impl<E: Entity> Mergeable for Id<E> {}

impl<T: Mergeable> Mergeable for [T; 2] {}

impl Mergeable for Clause {
    /// A reading names its clause by its place.
    const PLACE_COUNTS: bool = true;
}

impl<T: Mergeable> Mergeable for Option<T> {
    fn both(base: &Self, ours: &Self, theirs: &Self) -> Option<Self> {
        match (base, ours, theirs) {
            (Some(base), Some(ours), Some(theirs)) => merge_field(base, ours, theirs).map(Some),
            _ => None,
        }
    }
}

impl<V: Mergeable> Mergeable for BTreeMap<String, V> {
    fn both(base: &Self, ours: &Self, theirs: &Self) -> Option<Self> {
        let mut merged = Self::new();
        let names = base.keys().chain(ours.keys()).chain(theirs.keys());
        for name in names {
            let [base, ours, theirs] = [base, ours, theirs].map(|side| side.get(name).cloned());
            if let Some(value) = merge_field(&base, &ours, &theirs)? {
                merged.insert(name.clone(), value);
            }
        }
        Some(merged)
    }
}

impl Mergeable for Thresholds {
    fn both(base: &Self, ours: &Self, theirs: &Self) -> Option<Self> {
        let mut merged = ours.clone();
        for info in Self::ALL {
            let [base, ours, theirs] = [base, ours, theirs].map(|side| side.get(info.name));
            let value = merge_field(&base, &ours, &theirs)?;
            if let (Some(place), Some(value)) = (merged.get_mut(info.name), value) {
                *place = value;
            }
        }
        Some(merged)
    }
}

/// Items that are in all three stay in their order; what one side added or took away comes and goes; what both
/// added follows in an order of its own.
impl<T: Mergeable + Valued> Mergeable for Vec<T> {
    fn both(base: &Self, ours: &Self, theirs: &Self) -> Option<Self> {
        if T::PLACE_COUNTS {
            return by_place(base, ours, theirs);
        }
        // Which of two that say the same came or went is a guess.
        let repeats = |side: &Self| {
            side.iter()
                .enumerate()
                .any(|(place, item)| side.iter().take(place).any(|other| other == item))
        };
        if [base, ours, theirs].into_iter().any(repeats) {
            return None;
        }
        let keys = |side: &Self| -> Vec<String> {
            let values: Vec<Value<'_>> = side.iter().map(Valued::value).collect();
            keyed(&values).iter().map(|(key, _)| format!("{key:?}")).collect()
        };
        let [base_keys, our_keys, their_keys] = [base, ours, theirs].map(keys);
        if !in_same_order(&base_keys, &our_keys) || !in_same_order(&base_keys, &their_keys) {
            return None;
        }
        let item = |keys: &[String], side: &Self, key: &String| -> Option<T> {
            let place = keys.iter().position(|known| known == key)?;
            side.get(place).cloned()
        };
        let mut merged = Self::new();
        for (key, base) in base_keys.iter().zip(base) {
            let sides = [item(&our_keys, ours, key), item(&their_keys, theirs, key)];
            let [our, their] = &sides;
            merged.extend(merge_field(&Some(base.clone()), our, their)?);
        }
        let added = |keys: &[String]| -> Vec<String> {
            keys.iter()
                .filter(|key| !base_keys.contains(key))
                .cloned()
                .collect()
        };
        let (our_added, their_added) = (added(&our_keys), added(&their_keys));
        let both_added = !our_added.is_empty() && !their_added.is_empty();
        let mut added = our_added;
        added.extend(their_added);
        if both_added {
            added.sort_unstable();
            added.dedup();
        }
        for key in added {
            let sides = [item(&our_keys, ours, &key), item(&their_keys, theirs, &key)];
            let [our, their] = &sides;
            merged.extend(merge_field(&None, our, their)?);
        }
        Some(merged)
    }
}

/// Lists whose items are named by their place: as long as nothing moves, item by item.
fn by_place<T: Mergeable>(base: &[T], ours: &[T], theirs: &[T]) -> Option<Vec<T>> {
    let longer = match (ours.len() == base.len(), theirs.len() == base.len()) {
        (true, true) => &[],
        (false, true) => ours.get(base.len()..)?,
        (true, false) => theirs.get(base.len()..)?,
        (false, false) => return None,
    };
    let common = base.iter().zip(ours).zip(theirs);
    let merged: Option<Vec<T>> = common
        .map(|((base, ours), theirs)| merge_field(base, ours, theirs))
        .collect();
    let mut merged = merged?;
    merged.extend(longer.iter().cloned());
    Some(merged)
}

/// True where what both lists have comes in the same order in both.
fn in_same_order(one: &[String], other: &[String]) -> bool {
    let common = |list: &[String], of: &[String]| -> Vec<String> {
        list.iter().filter(|key| of.contains(key)).cloned().collect()
    };
    common(one, other) == common(other, one)
}

impl Mergeable for Path {
    fn both(base: &Self, ours: &Self, theirs: &Self) -> Option<Self> {
        vertices(&base.points, &ours.points, &theirs.points).map(Self::new)
    }
}

impl Mergeable for Area {
    fn both(base: &Self, ours: &Self, theirs: &Self) -> Option<Self> {
        let parts = each(&base.parts, &ours.parts, &theirs.parts, |base, ours, theirs| {
            let outer = ring(&base.outer, &ours.outer, &theirs.outer)?;
            let holes = each(&base.holes, &ours.holes, &theirs.holes, ring)?;
            Some(Part { outer, holes })
        });
        Some(Self { parts: parts? })
    }
}

impl Mergeable for Geometry {
    fn both(base: &Self, ours: &Self, theirs: &Self) -> Option<Self> {
        match (base, ours, theirs) {
            (Self::Path(base), Self::Path(ours), Self::Path(theirs)) => {
                merge_field(base, ours, theirs).map(Self::Path)
            }
            (Self::Area(base), Self::Area(ours), Self::Area(theirs)) => {
                merge_field(base, ours, theirs).map(Self::Area)
            }
            _ => None,
        }
    }
}

/// Merges lists of one length, place by place.
fn each<T: PartialEq + Clone>(
    base: &[T],
    ours: &[T],
    theirs: &[T],
    merge: impl Fn(&T, &T, &T) -> Option<T>,
) -> Option<Vec<T>> {
    if base.len() != ours.len() || base.len() != theirs.len() {
        return None;
    }
    let all = base.iter().zip(ours).zip(theirs);
    all.map(|((base, ours), theirs)| merge(base, ours, theirs))
        .collect()
}

fn ring(base: &Ring, ours: &Ring, theirs: &Ring) -> Option<Ring> {
    vertices(&base.points, &ours.points, &theirs.points).map(Ring::new)
}

/// Vertices that one side put in place of those of the base.
struct Hunk<'s> {
    from: usize,
    until: usize,
    put: &'s [Position],
}

/// Merges outlines: edits to different vertices; `None` where both sides changed the same vertex, or put
/// different ones at the same place.
fn vertices(base: &[Position], ours: &[Position], theirs: &[Position]) -> Option<Vec<Position>> {
    let mut hunks = hunks(base, ours);
    hunks.extend(self::hunks(base, theirs));
    hunks.sort_by_key(|hunk| (hunk.from, hunk.until));
    hunks.dedup_by(|one, other| one.from == other.from && one.until == other.until && one.put == other.put);
    let mut merged = Vec::with_capacity(base.len());
    let mut place = 0;
    for pair in hunks.windows(2) {
        let [one, next] = pair else { continue };
        let is_put_between = |hunk: &Hunk<'_>| hunk.from == hunk.until;
        let at_one_place = one.from == next.from && is_put_between(one) == is_put_between(next);
        if next.from < one.until || at_one_place {
            return None;
        }
    }
    for hunk in &hunks {
        merged.extend_from_slice(base.get(place..hunk.from)?);
        merged.extend_from_slice(hunk.put);
        place = hunk.until;
    }
    merged.extend_from_slice(base.get(place..)?);
    Some(merged)
}

fn hunks<'s>(base: &[Position], side: &'s [Position]) -> Vec<Hunk<'s>> {
    let place = |operation: DiffOp| {
        let (from, put) = (operation.old_range(), operation.new_range());
        let put = side.get(put).unwrap_or_default();
        (!matches!(operation, DiffOp::Equal { .. })).then_some(Hunk {
            from: from.start,
            until: from.end,
            put,
        })
    };
    let found = capture_diff_slices(Algorithm::Myers, base, side);
    found.into_iter().filter_map(place).flat_map(split).collect()
}

/// As many vertices in place of as many are that many moved vertices, each for itself.
fn split(hunk: Hunk<'_>) -> Vec<Hunk<'_>> {
    if hunk.put.len() != hunk.until - hunk.from {
        return vec![hunk];
    }
    let each = hunk.put.chunks(1).zip(hunk.from..);
    each.map(|(put, from)| Hunk {
        from,
        until: from + 1,
        put,
    })
    .collect()
}
