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
        if [base, ours, theirs].into_iter().any(|side| has_repeats(side)) {
            return None;
        }
        let (our, their) = (Followed::of(base, ours)?, Followed::of(base, theirs)?);
        let is_new = !(our.added.is_empty() && their.added.is_empty());
        let mut merged = Self::new();
        for (base, (our, their)) in base.iter().zip(our.items.iter().zip(&their.items)) {
            // Gone on both sides, and something new: perhaps that is what somebody made of it.
            let is_gone = our.now.is_none() && their.now.is_none();
            // What may have become of it in two ways is told only where the other side left it as it was.
            let is_unclear = [(our, their), (their, our)]
                .iter()
                .any(|(one, other)| one.is_guessed && other.now.as_ref() != Some(base));
            if is_gone && is_new || is_unclear {
                return None;
            }
            merged.extend(merge_field(&Some(base.clone()), &our.now, &their.now)?);
        }
        merged.extend(added(&our.added, &their.added)?);
        (!has_repeats(&merged)).then_some(merged)
    }
}

/// What one side made of a list.
struct Followed<T> {
    /// What became of each item that was there.
    items: Vec<Became<T>>,
    /// What came, in order.
    added: Vec<T>,
}

/// What became of an item.
#[derive(Clone)]
struct Became<T> {
    /// `None`: it was taken away.
    now: Option<T>,
    /// It might as well be another that it became.
    is_guessed: bool,
}

impl<T: Mergeable + Valued> Followed<T> {
    /// Follows each item: one that is there as it was is that one; of the others, those of one key in their order.
    /// `None` where items changed places.
    fn of(base: &[T], side: &[T]) -> Option<Self> {
        let mut places: Vec<Option<usize>> = base
            .iter()
            .map(|item| side.iter().position(|other| other == item))
            .collect();
        let mut guessed = vec![false; base.len()];
        let mut open: BTreeMap<String, [Vec<usize>; 2]> = BTreeMap::new();
        for (place, key) in keys(base).into_iter().enumerate() {
            if places.get(place).is_some_and(Option::is_none) {
                open.entry(key).or_default()[0].push(place);
            }
        }
        for (place, key) in keys(side).into_iter().enumerate() {
            if !places.contains(&Some(place)) {
                open.entry(key).or_default()[1].push(place);
            }
        }
        for [old, new] in open.values() {
            let is_guess = !new.is_empty() && old.len().max(new.len()) > 1;
            for (number, place) in old.iter().enumerate() {
                *places.get_mut(*place)? = new.get(number).copied();
                *guessed.get_mut(*place)? = is_guess;
            }
        }
        let found: Vec<usize> = places.iter().copied().flatten().collect();
        if !found.is_sorted() {
            return None;
        }
        let items = places.iter().zip(guessed).map(|(place, is_guessed)| Became {
            now: place.and_then(|place| side.get(place)).cloned(),
            is_guessed,
        });
        let new = side
            .iter()
            .enumerate()
            .filter(|(place, _)| !found.contains(place));
        Some(Self {
            items: items.collect(),
            added: new.map(|(_, item)| item.clone()).collect(),
        })
    }
}

/// What two sides added, in an order that does not tell them apart; `None` where they added different things of one
/// key.
fn added<T: Mergeable + Valued>(ours: &[T], theirs: &[T]) -> Option<Vec<T>> {
    if ours.is_empty() || theirs.is_empty() {
        return Some([ours, theirs].concat());
    }
    let numbered = |side: &[T]| -> BTreeMap<(String, usize), T> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let items = keys(side).into_iter().zip(side).map(|(key, item)| {
            let number = seen.entry(key.clone()).or_default();
            *number += 1;
            ((key, *number), item.clone())
        });
        items.collect()
    };
    let (ours, theirs) = (numbered(ours), numbered(theirs));
    let mut all: Vec<&(String, usize)> = ours.keys().chain(theirs.keys()).collect();
    all.sort_unstable();
    all.dedup();
    let mut merged = Vec::new();
    for key in all {
        merged.extend(merge_field(
            &None,
            &ours.get(key).cloned(),
            &theirs.get(key).cloned(),
        )?);
    }
    Some(merged)
}

/// What tells the items of a list apart, as far as anything does.
fn keys<T: Valued>(side: &[T]) -> Vec<String> {
    let values: Vec<Value<'_>> = side.iter().map(Valued::value).collect();
    keyed(&values)
        .iter()
        .map(|((key, _), _)| format!("{key:?}"))
        .collect()
}

fn has_repeats<T: PartialEq>(side: &[T]) -> bool {
    side.iter()
        .enumerate()
        .any(|(place, item)| side.iter().take(place).any(|other| other == item))
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
