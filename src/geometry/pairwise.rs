//! What two shapes have in common, exactly and quickly.
//!
//! Outlines are cut where they meet, each stretch between two meetings is looked at once, where it
//! starts: does it run into the other shape, out of it, or along its outline? What is kept is joined
//! up again. All of this is decided on the drawn integers; only then are crossings rounded. Where the
//! stretches do not join up, the answer is none, and the caller asks the engine.
//!
//! It takes shapes that keep their promises; it neither cleans nor unites.
//!
//! # Source
//! K. Weiler and P. Atherton, "Hidden surface removal using polygon area sorting", SIGGRAPH 1977, with
//! the ways round a meeting sorted by angle instead of ties broken by perturbation.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::grid::{self, Contour, Extent, Patch, Spot};
use super::rings;
use super::shape::Shape;

/// A direction or a way, in fine steps.
type Way = (i64, i64);

/// An edge of one of the shapes that comes near the other.
#[derive(Clone, Copy)]
struct Edge {
    ring: u32,
    number: u32,
    from: Spot,
    to: Spot,
}

/// A place where an outline meets the other one.
#[derive(Clone, Copy)]
struct Contact {
    ring: u32,
    /// The edge it is on; a vertex is the start of its edge.
    edge: u32,
    node: u32,
    /// How far along the edge, exactly `over / under`, and about.
    over: i128,
    under: i128,
    share: f64,
}

/// One of the outline's ways from a node.
#[derive(Clone, Copy)]
struct Ray {
    node: u32,
    way: Way,
    /// The outline runs this way, its ground to the left; else it comes from there.
    outgoing: bool,
}

/// How a stretch of outline lies to the other shape.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Course {
    Inside,
    Outside,
    /// Along the other outline, both with their ground on the same side.
    Along,
    /// Along the other outline, with ground on either side.
    Against,
}

/// A stretch of outline between two meetings that the result has.
struct Stretch {
    from: u32,
    to: u32,
    leaves: Way,
    arrives: Way,
    spots: Vec<Spot>,
}

/// One of the two shapes, brought into the unwrapping of the first.
struct Side<'a> {
    shape: &'a Shape,
    dx: i64,
    contacts: Vec<Contact>,
    rays: Vec<Ray>,
}

/// Returns the common ground of `a` and of `b` moved by `dx`; `None` where that could not be told.
pub(super) fn common(a: &Shape, b: &Shape, dx: i64) -> Option<Vec<Patch>> {
    let mut one = Side::new(a, 0);
    let mut two = Side::new(b, dx);
    let window = a.extent()?.common(b.extent()?.shifted(dx))?;
    let nodes = meet(&mut one, &mut two, window)?;
    let mut whole: Vec<Contour> = Vec::new();
    let mut stretches: Vec<Stretch> = Vec::new();
    for (side, other, keeps_shared) in [(&one, &two, true), (&two, &one, false)] {
        side.collect(other, &nodes, keeps_shared, window, &mut whole, &mut stretches)?;
    }
    if whole.is_empty() && stretches.is_empty() {
        return Some(Vec::new());
    }
    let joined = join(stretches)?;
    let mut contours = whole;
    for contour in joined {
        rings::unpinch(contour, &mut contours);
    }
    let patches = rings::patches(contours)?;
    let fits = |spot: &Spot| window.has(*spot);
    let sound = patches.iter().flatten().flatten().all(fits) && rings::outlines_are_apart(&patches);
    sound.then_some(patches)
}

impl<'a> Side<'a> {
    fn new(shape: &'a Shape, dx: i64) -> Self {
        Self {
            shape,
            dx,
            contacts: Vec::new(),
            rays: Vec::new(),
        }
    }

    /// Returns how many vertices a ring has.
    fn count(&self, ring: u32) -> usize {
        self.shape.contour(ring as usize).map_or(1, <[Spot]>::len)
    }

    fn spot(&self, ring: u32, number: usize) -> Option<Spot> {
        let contour = self.shape.contour(ring as usize)?;
        let spot = contour.get(number % contour.len())?;
        Some(Spot::new(spot.x + self.dx, spot.y))
    }

    /// Returns the way of an edge.
    fn way(&self, ring: u32, edge: usize) -> Option<Way> {
        let (from, to) = (self.spot(ring, edge)?, self.spot(ring, edge + 1)?);
        Some((to.x - from.x, to.y - from.y))
    }

    /// Returns the edges whose boxes touch the window.
    fn edges_in(&self, window: Extent) -> Vec<Edge> {
        let mut edges = Vec::with_capacity(16);
        let (west, east) = (window.min.x - self.dx, window.max.x - self.dx);
        for (ring, contour) in self.shape.contours().enumerate() {
            for (number, (from, to)) in grid::edges(contour).enumerate() {
                if from.x.max(to.x) >= west
                    && from.x.min(to.x) <= east
                    && from.y.max(to.y) >= window.min.y
                    && from.y.min(to.y) <= window.max.y
                {
                    edges.push(Edge {
                        ring: ring as u32,
                        number: number as u32,
                        from: Spot::new(from.x + self.dx, from.y),
                        to: Spot::new(to.x + self.dx, to.y),
                    });
                }
            }
        }
        edges
    }

    /// Notes that an edge has a spot that is a node; its end does not count.
    fn note_spot(&mut self, edge: &Edge, spot: Spot, node: u32) {
        let (whole, part) = if (edge.to.x - edge.from.x).abs() >= (edge.to.y - edge.from.y).abs() {
            (edge.to.x - edge.from.x, spot.x - edge.from.x)
        } else {
            (edge.to.y - edge.from.y, spot.y - edge.from.y)
        };
        self.contacts.push(Contact {
            ring: edge.ring,
            edge: edge.number,
            node,
            over: i128::from(part.abs()),
            under: i128::from(whole.abs()),
            share: part as f64 / whole as f64,
        });
    }

    /// Notes that an edge crosses another one at a node.
    fn note_crossing(&mut self, edge: &Edge, other: &Edge, node: u32) {
        let wide = i128::from;
        let (rx, ry) = (wide(edge.to.x - edge.from.x), wide(edge.to.y - edge.from.y));
        let (sx, sy) = (wide(other.to.x - other.from.x), wide(other.to.y - other.from.y));
        let over = wide(other.from.x - edge.from.x) * sy - wide(other.from.y - edge.from.y) * sx;
        let under = rx * sy - ry * sx;
        let (over, under) = if under < 0 { (-over, -under) } else { (over, under) };
        self.contacts.push(Contact {
            ring: edge.ring,
            edge: edge.number,
            node,
            over,
            under,
            share: over as f64 / under as f64,
        });
    }

    /// Puts the contacts in the order of the outline, each once, and lists the ways from each node.
    fn arrange(&mut self) {
        self.contacts
            .sort_unstable_by(|p, q| (p.ring, p.edge).cmp(&(q.ring, q.edge)).then_with(|| p.along(q)));
        self.contacts
            .dedup_by_key(|contact| (contact.ring, contact.edge, contact.node));
        let mut rays = Vec::with_capacity(self.contacts.len() * 2);
        for contact in &self.contacts {
            let edge = contact.edge as usize;
            let before = self.edge_before(contact);
            let (Some(ahead), Some(back)) = (self.way(contact.ring, edge), self.way(contact.ring, before))
            else {
                continue;
            };
            rays.push(Ray {
                node: contact.node,
                way: ahead,
                outgoing: true,
            });
            rays.push(Ray {
                node: contact.node,
                way: (-back.0, -back.1),
                outgoing: false,
            });
        }
        rays.sort_by_key(|ray| ray.node);
        self.rays = rays;
    }

    /// Returns the edge on which the outline arrives at a contact.
    fn edge_before(&self, contact: &Contact) -> usize {
        let edge = contact.edge as usize;
        if contact.over > 0 {
            return edge;
        }
        let count = self.count(contact.ring);
        (edge + count - 1) % count
    }

    /// Returns how a way from a node lies to this shape.
    fn course(&self, node: u32, way: Way) -> Option<Course> {
        let start = self.rays.partition_point(|ray| ray.node < node);
        let rays = self.rays.iter().skip(start).take_while(|ray| ray.node == node);
        let mut nearest: Option<&Ray> = None;
        for ray in rays {
            if side_of(way, ray.way) == 0 && dot_sign(way, ray.way) > 0 {
                return Some(if ray.outgoing {
                    Course::Along
                } else {
                    Course::Against
                });
            }
            if nearest.is_none_or(|best| clockwise(way, ray.way, best.way) == Ordering::Less) {
                nearest = Some(ray);
            }
        }
        // Just counter-clockwise of an outgoing way lies its ground.
        nearest.map(|ray| {
            if ray.outgoing {
                Course::Inside
            } else {
                Course::Outside
            }
        })
    }

    /// Adds what the result has of this shape's outline: whole rings, and stretches between nodes.
    fn collect(
        &self,
        other: &Side,
        nodes: &[Spot],
        keeps_shared: bool,
        window: Extent,
        whole: &mut Vec<Contour>,
        stretches: &mut Vec<Stretch>,
    ) -> Option<()> {
        let mut rest = self.contacts.as_slice();
        for (ring, contour) in self.shape.contours().enumerate() {
            let here = rest.partition_point(|contact| contact.ring as usize <= ring);
            let (contacts, after) = rest.split_at(here);
            rest = after;
            if contacts.is_empty() {
                // No meeting: all of it is on one side.
                let first = self.spot(ring as u32, 0)?;
                if window.has(first) && other.encloses(first) {
                    whole.push(
                        (0..contour.len())
                            .map_while(|n| self.spot(ring as u32, n))
                            .collect(),
                    );
                }
                continue;
            }
            let next = contacts.iter().cycle().skip(1);
            for (start, end) in contacts.iter().zip(next) {
                let leaves = self.way(start.ring, start.edge as usize)?;
                let keep = match other.course(start.node, leaves)? {
                    Course::Inside => true,
                    Course::Along => keeps_shared,
                    Course::Outside | Course::Against => false,
                };
                if keep {
                    stretches.push(self.stretch(start, end, leaves, nodes)?);
                }
            }
        }
        Some(())
    }

    fn stretch(&self, start: &Contact, end: &Contact, leaves: Way, nodes: &[Spot]) -> Option<Stretch> {
        let count = self.count(start.ring);
        let (first, last) = (start.edge as usize, end.edge as usize);
        let on_one_edge = first == last && start.along(end) == Ordering::Less;
        let mut between = if on_one_edge {
            0
        } else if first == last {
            count
        } else {
            (last + count - first) % count
        };
        // A vertex that is a node is the node's spot.
        if end.over == 0 {
            between = between.checked_sub(1)?;
        }
        let mut spots = Vec::with_capacity(between + 1);
        spots.push(*nodes.get(start.node as usize)?);
        for number in 1..=between {
            spots.push(self.spot(start.ring, first + number)?);
        }
        Some(Stretch {
            from: start.node,
            to: end.node,
            leaves,
            arrives: self.way(end.ring, self.edge_before(end))?,
            spots,
        })
    }

    /// Returns true where a spot that is not on the outline is inside.
    fn encloses(&self, spot: Spot) -> bool {
        let spot = Spot::new(spot.x - self.dx, spot.y);
        let mut inside = false;
        for contour in self.shape.contours() {
            for (a, b) in grid::edges(contour) {
                if (a.y > spot.y) != (b.y > spot.y) {
                    let (low, high) = if a.y < b.y { (a, b) } else { (b, a) };
                    if grid::turn(low, high, spot) > 0 {
                        inside = !inside;
                    }
                }
            }
        }
        inside
    }
}

impl Contact {
    /// Compares two contacts of one edge by their place on it. Exact.
    fn along(&self, other: &Self) -> Ordering {
        if (self.share - other.share).abs() > 1e-12 {
            return self.share.total_cmp(&other.share);
        }
        let left = wide_product(self.over.unsigned_abs(), other.under.unsigned_abs());
        let right = wide_product(other.over.unsigned_abs(), self.under.unsigned_abs());
        left.cmp(&right)
    }
}

/// Finds every place where the two outlines meet and returns the nodes' spots; `None` where that would
/// take longer than asking the engine.
fn meet(one: &mut Side, two: &mut Side, window: Extent) -> Option<Vec<Spot>> {
    let mut nodes: Vec<Spot> = Vec::new();
    let (mine, mut theirs) = (one.edges_in(window), two.edges_in(window));
    if mine.is_empty() || theirs.is_empty() {
        return Some(nodes);
    }
    let mut patience = 4096 + 64 * (mine.len() + theirs.len());
    let mut known = Known::default();
    // Theirs by their western end, so that of a long list only a part is looked at.
    let west = |edge: &Edge| edge.from.x.min(edge.to.x);
    let is_long = theirs.len() > 24;
    let mut widest = 0;
    if is_long {
        theirs.sort_unstable_by_key(west);
        widest = theirs
            .iter()
            .map(|edge| (edge.to.x - edge.from.x).abs())
            .max()
            .unwrap_or(0);
    }
    for edge in &mine {
        let (low, high) = (west(edge), edge.from.x.max(edge.to.x));
        let (south, north) = (edge.from.y.min(edge.to.y), edge.from.y.max(edge.to.y));
        let near = if is_long {
            let start = theirs.partition_point(|other| west(other) < low - widest);
            let end = theirs.partition_point(|other| west(other) <= high);
            theirs.get(start..end).unwrap_or_default()
        } else {
            theirs.as_slice()
        };
        patience = patience.checked_sub(near.len())?;
        for other in near {
            if other.from.x.max(other.to.x) < low
                || west(other) > high
                || other.from.y.max(other.to.y) < south
                || other.from.y.min(other.to.y) > north
            {
                continue;
            }
            // What lies at the end of an edge is found at the start of the next one, and a start that
            // both edges have is noted once.
            if edge.from == other.from {
                let node = known.node(edge.from, &mut nodes);
                one.note_spot(edge, edge.from, node);
                two.note_spot(other, edge.from, node);
                continue;
            }
            if edge.from == other.to && edge.to == other.from {
                continue;
            }
            let s1 = grid::turn(edge.from, edge.to, other.from);
            let s2 = grid::turn(edge.from, edge.to, other.to);
            if s1 * s2 > 0 {
                continue;
            }
            let s3 = grid::turn(other.from, other.to, edge.from);
            let s4 = grid::turn(other.from, other.to, edge.to);
            if s1 * s2 < 0 && s3 * s4 < 0 {
                let node = nodes.len() as u32;
                nodes.push(grid::crossing_place(edge.from, edge.to, other.from, other.to));
                one.note_crossing(edge, other, node);
                two.note_crossing(other, edge, node);
                continue;
            }
            let theirs_on_mine = s1 == 0 && other.from != edge.to && in_box(edge, other.from);
            let mine_on_theirs = s3 == 0 && edge.from != other.to && in_box(other, edge.from);
            for (found, spot) in [(theirs_on_mine, other.from), (mine_on_theirs, edge.from)] {
                if found {
                    let node = known.node(spot, &mut nodes);
                    one.note_spot(edge, spot, node);
                    two.note_spot(other, spot, node);
                }
            }
        }
    }
    one.arrange();
    two.arrange();
    Some(nodes)
}

fn in_box(edge: &Edge, spot: Spot) -> bool {
    (edge.from.x.min(edge.to.x)..=edge.from.x.max(edge.to.x)).contains(&spot.x)
        && (edge.from.y.min(edge.to.y)..=edge.from.y.max(edge.to.y)).contains(&spot.y)
}

/// The nodes that are vertices, to give each one number.
#[derive(Default)]
struct Known {
    few: Vec<(Spot, u32)>,
    many: Option<HashMap<Spot, u32>>,
}

impl Known {
    fn node(&mut self, spot: Spot, nodes: &mut Vec<Spot>) -> u32 {
        let seen = match &self.many {
            Some(many) => many.get(&spot).copied(),
            None => self
                .few
                .iter()
                .rev()
                .find(|(known, _)| *known == spot)
                .map(|&(_, node)| node),
        };
        if let Some(node) = seen {
            return node;
        }
        let node = nodes.len() as u32;
        nodes.push(spot);
        if self.few.len() < 32 {
            self.few.push((spot, node));
        } else {
            let few = &self.few;
            self.many
                .get_or_insert_with(|| few.iter().copied().collect())
                .insert(spot, node);
        }
        node
    }
}

/// Joins stretches to rings; `None` where they do not fit together.
///
/// Where several leave a node, the sharpest turn to the left is taken: it keeps to the ground that the
/// ring came along, so that parts touching in a point come apart.
fn join(mut stretches: Vec<Stretch>) -> Option<Vec<Contour>> {
    stretches.sort_by_key(|stretch| stretch.from);
    let mut used = vec![false; stretches.len()];
    let mut contours = Vec::new();
    for start in 0..stretches.len() {
        if *used.get(start)? {
            continue;
        }
        let mut contour = Contour::new();
        let mut at = start;
        loop {
            *used.get_mut(at)? = true;
            let stretch = stretches.get(at)?;
            contour.extend_from_slice(&stretch.spots);
            let back = (-stretch.arrives.0, -stretch.arrives.1);
            let first = stretches.partition_point(|next| next.from < stretch.to);
            let mut best: Option<usize> = None;
            for (number, next) in stretches.iter().enumerate().skip(first) {
                if next.from != stretch.to {
                    break;
                }
                let sharper = || {
                    let best = best.and_then(|best| stretches.get(best));
                    best.is_none_or(|best| clockwise(back, next.leaves, best.leaves) == Ordering::Less)
                };
                if (number == start || !*used.get(number)?) && sharper() {
                    best = Some(number);
                }
            }
            at = best?;
            if at == start {
                break;
            }
        }
        contours.push(contour);
    }
    Some(contours)
}

/// Compares two ways by their angle clockwise from a first one; the same way counts as a full turn.
fn clockwise(from: Way, p: Way, q: Way) -> Ordering {
    let quarter = |way: Way| match side_of(from, way) {
        -1 => 0,
        1 => 2,
        _ if dot_sign(from, way) < 0 => 1,
        _ => 3,
    };
    // Within a half turn the one from which the other lies to the right comes first.
    quarter(p).cmp(&quarter(q)).then_with(|| side_of(p, q).cmp(&0))
}

/// Returns on which side of a way another one lies: 1 left, -1 right, 0 neither.
fn side_of((px, py): Way, (qx, qy): Way) -> i32 {
    let (left, right) = (px as f64 * qy as f64, py as f64 * qx as f64);
    let determinant = left - right;
    if determinant.abs() > 1e-15 * (left.abs() + right.abs()) {
        return if determinant > 0.0 { 1 } else { -1 };
    }
    let exact = i128::from(px) * i128::from(qy) - i128::from(py) * i128::from(qx);
    exact.signum() as i32
}

fn dot_sign((px, py): Way, (qx, qy): Way) -> i32 {
    let exact = i128::from(px) * i128::from(qx) + i128::from(py) * i128::from(qy);
    exact.signum() as i32
}

/// Returns the 256-bit product, high half first.
fn wide_product(a: u128, b: u128) -> (u128, u128) {
    const LOW: u128 = u64::MAX as u128;
    let (ah, al, bh, bl) = (a >> 64, a & LOW, b >> 64, b & LOW);
    let (low, cross_one, cross_two, high) = (al * bl, ah * bl, al * bh, ah * bh);
    let middle = (low >> 64) + (cross_one & LOW) + (cross_two & LOW);
    (
        high + (cross_one >> 64) + (cross_two >> 64) + (middle >> 64),
        (middle << 64) | (low & LOW),
    )
}
