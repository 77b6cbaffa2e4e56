//! Where forces are, place by place, and how far their weapons reach from there.
//!
//! A post is one stay of one force: what stands near a camp, or reaches a hospital, is asked of an
//! index of all of them. A force on the march has a post along its way; its weapons are taken to be
//! silent until it stands.

use std::ops::Range;

use super::presence::{Presence, Stay};
use crate::geometry::{Bounds, Frame, Index, Layout, Position, Shape, buffer_position};

/// A stay of a force, with the reach that it has there.
#[derive(Debug)]
pub struct Post<'a> {
    /// The place of the force in [`Situation::forces`](super::Situation::forces).
    pub force: usize,
    /// Where it is.
    pub stay: Stay<'a>,
    /// When.
    pub run: Range<u32>,
    /// How far its longest-ranging weapon reaches from where it stands, metres; 0 without any.
    pub reach_m: f64,
}

impl Post<'_> {
    /// Returns how far it is from what is laid out in a frame, in metres; of a march, at its nearest.
    pub fn distance_m(&self, frame: &Frame, laid: &Layout) -> f64 {
        match self.stay {
            Stay::At(at) => laid.distance_m(at),
            Stay::On(leg) => laid
                .gap(&Layout::of_path(frame, &leg.path))
                .map_or(f64::INFINITY, |gap| gap.distance_m),
        }
    }

    /// Returns where it stands; `None` on the march.
    pub fn stands_at(&self) -> Option<Position> {
        match self.stay {
            Stay::At(at) => Some(at),
            Stay::On(_) => None,
        }
    }

    /// Returns the ground that it reaches; empty on the march and without a range.
    pub fn ring(&self) -> Shape {
        self.stands_at().map_or_else(Shape::empty, |at| {
            buffer_position(&Frame::at(at), at, self.reach_m)
        })
    }

    fn bounds(&self) -> Option<Bounds> {
        match self.stay {
            Stay::At(at) => Some(Bounds::of_position(at)),
            Stay::On(leg) => leg.path.bounds(),
        }
    }
}

/// Every post, force by force in id order.
#[derive(Debug)]
pub struct Posts<'a> {
    rows: Vec<Post<'a>>,
    places: Index,
    rings: Index,
}

impl<'a> Posts<'a> {
    pub(super) fn new(forces: &[Presence<'a>]) -> Self {
        let mut rows = Vec::new();
        for (number, force) in forces.iter().enumerate() {
            let range_m = force.force.max_range_m.map_or(0.0, f64::from);
            rows.extend(force.stays.iter().map(|(run, stay)| Post {
                force: number,
                stay: *stay,
                run: run.clone(),
                reach_m: if matches!(stay, Stay::At(_)) { range_m } else { 0.0 },
            }));
        }
        let places = Index::of(rows.iter().map(Post::bounds));
        let rings = Index::of(rows.iter().map(|post| {
            let reaches = post.reach_m > 0.0;
            post.bounds()
                .filter(|_| reaches)
                .map(|bounds| bounds.grown_m(post.reach_m))
        }));
        Self { rows, places, rings }
    }

    /// Returns every post.
    pub fn all(&self) -> &[Post<'a>] {
        &self.rows
    }

    /// Returns the posts whose place or way meets a box, in order.
    pub fn near(&self, bounds: Bounds) -> impl Iterator<Item = &Post<'a>> {
        self.places
            .query(bounds)
            .into_iter()
            .filter_map(|place| self.rows.get(place))
    }

    /// Returns the posts whose reach may meet a box, in order.
    pub fn reaching(&self, bounds: Bounds) -> impl Iterator<Item = &Post<'a>> {
        self.rings
            .query(bounds)
            .into_iter()
            .filter_map(|place| self.rows.get(place))
    }
}
