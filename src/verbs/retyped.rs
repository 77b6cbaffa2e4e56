//! A shape whose vertices were typed: who shares them gets the same.
//!
//! As many vertices as before: each goes to its new place, all at once, in all who share it. More or fewer:
//! the stretch that changed is exchanged in all who share the whole of it. A shape that is mostly another is one of
//! its own: neighbours do not go where it was pasted.

use super::grip::{Company, Grip};
use super::neighbours::{Fellow, called, fellows, linked};
use super::{VerbError, grip};
use crate::geometry::{Area, Geometry, Path, Position, Ring};
use crate::model::{AnyId, Edit, Plan};

/// Returns the edit that gives a sector or a boundary this shape, and those who share what changes with it the
/// same; any other object gets it alone.
///
/// # Errors
/// Where it is not in the plan any more.
pub fn retyped(plan: &Plan, id: AnyId, to: &Geometry, company: Company<'_>) -> Result<Edit, VerbError> {
    let alone = Edit::Reshape { id, to: to.clone() };
    let before = match id {
        AnyId::Sector(id) => Geometry::Area(super::neighbours::sector(plan, id)?.area.clone()),
        AnyId::Boundary(id) => Geometry::Path(plan.boundaries.get(id).ok_or(VerbError::Gone)?.path.clone()),
        _ => return Ok(alone),
    };
    if before == *to {
        return Ok(alone);
    }
    let (Company::All { but }, Some(when)) = (company, grip::neighbours_of(plan, id)) else {
        return Ok(alone);
    };
    let counts =
        |geometry: &Geometry| -> Vec<usize> { lines(geometry).iter().map(|line| line.len()).collect() };
    if counts(&before) == counts(to) {
        let moves: Vec<(Position, Position)> = before
            .points()
            .into_iter()
            .zip(to.points())
            .filter(|(from, to)| from != to)
            .collect();
        // Where most of it is elsewhere it is another shape, which is nobody else's.
        if moves.len() * 2 > to.points().len() {
            return Ok(alone);
        }
        let grip = Grip::of_all(plan, id, &before, &moves, company).ok_or(VerbError::Gone)?;
        return Ok(grip.placed(plan, &moves));
    }
    let Some(stretch) = Stretch::between(&before, to) else {
        return Ok(alone);
    };
    let is_there = |fellow: &Fellow<'_>| {
        fellow.id() != id && !but.contains(&fellow.id()) && stretch.put_into(&fellow.geometry()).is_some()
    };
    let during = linked(plan, when, is_there);
    let mut edits = vec![alone];
    edits.extend(fellows(plan, &during).filter(is_there).filter_map(|fellow| {
        Some(Edit::Reshape {
            id: fellow.id(),
            to: stretch.put_into(&fellow.geometry())?,
        })
    }));
    Ok(match <[Edit; 1]>::try_from(edits) {
        Ok([edit]) => edit,
        Err(edits) => Edit::together(format!("Reshape {}", called(plan, id)), edits),
    })
}

/// What stands between two vertices that stay, before and after.
struct Stretch {
    from: Position,
    until: Position,
    before: Vec<Position>,
    after: Vec<Position>,
}

impl Stretch {
    /// The one stretch that differs; `None` where several lines do, or a line has too few that stay.
    fn between(before: &Geometry, after: &Geometry) -> Option<Self> {
        let (old, new) = (lines(before), lines(after));
        let is_closed = matches!(before, Geometry::Area(_));
        if old.len() != new.len() {
            return None;
        }
        let mut changed = old.iter().zip(&new).filter(|(old, new)| old != new);
        let ((old, new), None) = (changed.next()?, changed.next()) else {
            return None;
        };
        let common = |old: &mut dyn Iterator<Item = &Position>, new: &mut dyn Iterator<Item = &Position>| {
            old.zip(new).take_while(|(old, new)| old == new).count()
        };
        let most = old.len().min(new.len());
        let ahead = common(&mut old.iter(), &mut new.iter());
        let behind = common(&mut old.iter().rev(), &mut new.iter().rev()).min(most - ahead);
        let place = |at: usize| {
            let count = old.len();
            // A ring goes on at its start.
            if is_closed {
                old.get(at % count)
            } else {
                old.get(at)
            }
            .copied()
        };
        let from = if ahead > 0 {
            place(ahead - 1)?
        } else if is_closed {
            place(old.len() - 1)?
        } else {
            return None;
        };
        Some(Self {
            from,
            until: place(old.len() - behind)?,
            before: old.get(ahead..old.len() - behind)?.to_vec(),
            after: new.get(ahead..new.len() - behind)?.to_vec(),
        })
        .filter(|stretch| ahead + behind >= 2 && stretch.from != stretch.until)
    }

    /// The shape with the new stretch where it has the old one, whichever way it runs; `None` where it has not.
    fn put_into(&self, geometry: &Geometry) -> Option<Geometry> {
        match geometry {
            Geometry::Point(_) => None,
            Geometry::Path(path) => Some(Geometry::Path(Path::new(self.exchanged(&path.points, false)?))),
            Geometry::Area(area) => {
                let mut area: Area = area.clone();
                let ring: Option<(&mut Ring, Vec<Position>)> = area
                    .rings_mut()
                    .find_map(|ring| self.exchanged(&ring.points, true).map(|points| (ring, points)));
                let (ring, points) = ring?;
                ring.points = points;
                Some(Geometry::Area(area))
            }
        }
    }

    fn exchanged(&self, points: &[Position], is_closed: bool) -> Option<Vec<Position>> {
        let whole = |from: Position, between: &[Position], until: Position| {
            let mut whole = vec![from];
            whole.extend(between);
            whole.push(until);
            whole
        };
        let old = whole(self.from, &self.before, self.until);
        let new = whole(self.from, &self.after, self.until);
        let back = |line: &[Position]| line.iter().rev().copied().collect::<Vec<_>>();
        let [old_back, new_back] = [back(&old), back(&new)];
        for (old, new) in [(&old, &new), (&old_back, &new_back)] {
            let turns = if is_closed { points.len() } else { 1 };
            for turn in 0..turns {
                // Turned so that the stretch does not go over the ring's end.
                let mut turned = points.to_vec();
                turned.rotate_left(turn);
                if let Some(at) = turned
                    .windows(old.len())
                    .position(|window| window == old.as_slice())
                {
                    turned.splice(at..at + old.len(), new.iter().copied());
                    return Some(turned);
                }
            }
        }
        None
    }
}

/// The vertices of every line of a shape.
fn lines(geometry: &Geometry) -> Vec<&[Position]> {
    match geometry {
        Geometry::Point(point) => vec![std::slice::from_ref(point)],
        Geometry::Path(path) => vec![&path.points],
        Geometry::Area(area) => area.rings().map(|ring| ring.points.as_slice()).collect(),
    }
}
