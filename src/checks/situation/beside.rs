//! Which sectors lie on the left and on the right of a boundary.
//!
//! Found at places spread evenly along it, a little to each side; at any time, so that whoever asks
//! looks at the sectors' own. Who *should* be there is for the rules.

use super::{Bordering, Ground, Situation};
use crate::geometry::{Frame, Position, sides};

/// How many places along a boundary are looked at.
pub const PLACES: usize = 5;

/// The primary sectors beside a boundary, place by place along it.
#[derive(Debug)]
pub struct Beside<'s, 'a> {
    /// On its left.
    pub left: Vec<Vec<&'s Ground<'a>>>,
    /// On its right.
    pub right: Vec<Vec<&'s Ground<'a>>>,
}

impl Beside<'_, '_> {
    /// Returns the slices at which anything beside the boundary may change.
    pub fn cuts(&self) -> impl Iterator<Item = u32> + '_ {
        let grounds = self.left.iter().chain(&self.right).flatten();
        grounds.flat_map(|ground| ground.spans.cuts().chain(ground.holders.cuts()))
    }
}

impl<'a> Situation<'a> {
    /// Returns the primary sectors beside a boundary, at the distance that the policy asks for.
    pub fn beside(&self, row: &Bordering<'_>) -> Beside<'_, 'a> {
        let path = &row.boundary.path;
        let offset_m = f64::from(self.thresholds().side_sample_m);
        let frame = Frame::around(path.points.iter().copied());
        let places = sides(&frame, path, offset_m, PLACES);
        let at = |place: Position| -> Vec<&Ground<'a>> {
            let grounds = self.grounds.at(place);
            grounds.filter(|ground| ground.sector.role.is_primary()).collect()
        };
        Beside {
            left: places.iter().map(|place| at(place.left)).collect(),
            right: places.iter().map(|place| at(place.right)).collect(),
        }
    }
}
