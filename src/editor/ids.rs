//! Where new ids come from.
//!
//! Seeded from outside: below the window nothing knows chance.

use crate::model::{Entity, Id, Plan};

/// A source of ids that are not in the plan.
#[derive(Clone, Debug)]
pub struct IdSource {
    state: u64,
}

impl IdSource {
    /// Makes a source; the window seeds it from the system's entropy, tests from a constant.
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// Returns an id that the plan's table does not have.
    pub fn fresh<E: Entity>(&mut self, plan: &Plan) -> Id<E> {
        loop {
            let id = self.any();
            if !E::table(plan).contains(id) {
                return id;
            }
        }
    }

    /// Returns an id for what is in no table.
    pub fn any<E>(&mut self) -> Id<E> {
        Id::from_bits(self.bits())
    }

    /// Returns the bits of an id, as verbs ask for them.
    pub const fn bits(&mut self) -> u64 {
        // The step of splitmix64, whose outputs do not repeat within 2^64 calls.
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
