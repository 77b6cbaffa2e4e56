//! What is wrong with an area or a path as drawn.
//!
//! Nothing is repaired and nothing panics, whatever the shape: checks turn these defects into
//! findings. Whether a part is a sliver depends on the plan's thresholds and is the checks' business.

use super::clean::unwrap_ring;
use super::grid::{self, Contour, Extent, Spot};
use super::sweep::{self, Found, Meeting};
use super::vertices::{Closing, distinct, vertex_defects};
use super::{Area, Part, Path, Position, Ring, Shape, measure, rings};

/// Which ring of an area; of a path, part 0 and ring 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RingAt {
    /// The part, from 0, in drawing order.
    pub part: usize,
    /// 0 for the outer ring, 1 for the first hole, and so on.
    pub ring: usize,
}

/// Something wrong with a shape as drawn, and where.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Defect {
    /// A ring with fewer than three distinct vertices, or a path with fewer than two.
    TooFewVertices {
        /// The ring.
        ring: RingAt,
        /// How many distinct vertices there are.
        distinct: usize,
        /// The first of them.
        at: Option<Position>,
    },
    /// A ring that encloses less than a square metre.
    NoArea {
        /// The ring.
        ring: RingAt,
        /// The area it encloses.
        area_m2: f64,
        /// Its first vertex.
        at: Position,
    },
    /// Edges that are not neighbours meet: in one ring, or two rings of the area that may not.
    ///
    /// Two rings of a part may touch in points, those of different parts may also run along each other.
    Meeting {
        /// The one ring.
        first: RingAt,
        /// The other, or the same.
        second: RingAt,
        /// How they meet.
        how: Meeting,
        /// Where they meet, or begin to run along each other; rounded to 1e-7°.
        at: Position,
    },
    /// A hole that reaches outside its part's outer ring.
    HoleOutside {
        /// The hole.
        ring: RingAt,
        /// How much of it lies outside.
        outside_m2: f64,
        /// A vertex of the hole.
        at: Position,
    },
    /// Two vertices in a row less than half a metre apart.
    RepeatedVertex {
        /// The ring.
        ring: RingAt,
        /// The place of the first of the two in its ring or path.
        vertex: usize,
        /// How far they are apart, in metres.
        apart_m: f64,
        /// Where the first is.
        at: Position,
    },
    /// A vertex where the line turns back on itself: less than 1° between its two edges.
    Spike {
        /// The ring.
        ring: RingAt,
        /// The place of the vertex in its ring or path.
        vertex: usize,
        /// The angle between the edges in degrees.
        angle_deg: f64,
        /// The length of the shorter of the two edges, in metres.
        arm_m: f64,
        /// Where the vertex is.
        at: Position,
    },
}

/// Most places named in one area where edges meet; a shape with more needs drawing anew.
pub const MOST_MEETINGS: usize = 100;

/// Less ground than this is none.
const LEAST_AREA_M2: f64 = 1.0;

impl Defect {
    /// Returns where it is; `None` for a shape without vertices.
    pub fn at(&self) -> Option<Position> {
        match *self {
            Self::TooFewVertices { at, .. } => at,
            Self::NoArea { at, .. }
            | Self::Meeting { at, .. }
            | Self::HoleOutside { at, .. }
            | Self::RepeatedVertex { at, .. }
            | Self::Spike { at, .. } => Some(at),
        }
    }

    /// Returns true where the shape says something else than what is seen: outlines that cross or
    /// touch, holes outside.
    pub fn is_crossing(&self) -> bool {
        matches!(self, Self::Meeting { .. } | Self::HoleOutside { .. })
    }

    /// Returns true where there is no shape at all: too few vertices, or no area.
    pub fn is_degenerate(&self) -> bool {
        matches!(self, Self::TooFewVertices { .. } | Self::NoArea { .. })
    }
}

impl Area {
    /// Returns what is wrong with the area, ring by ring in drawing order, then where rings meet.
    pub fn defects(&self) -> Vec<Defect> {
        let mut defects = Vec::new();
        if self.parts.is_empty() {
            defects.push(Defect::TooFewVertices {
                ring: RingAt::default(),
                distinct: 0,
                at: None,
            });
        }
        let mut rings = Vec::new();
        let mut contours = Vec::new();
        let mut is_plain = true;
        let mut anchor = None;
        for (part, drawn) in self.parts.iter().enumerate() {
            let all = std::iter::once(&drawn.outer).chain(&drawn.holes);
            for (number, ring) in all.enumerate() {
                let ring_at = RingAt { part, ring: number };
                vertex_defects(&ring.points, Closing::Closed, ring_at, &mut defects);
                let contour = laid_out(ring, &mut anchor);
                let simple = contour.as_deref().filter(|contour| rings::is_simple(contour));
                is_plain &= simple.is_some();
                ring_defects(ring, simple, ring_at, &mut defects);
                if let Some(contour) = contour {
                    rings.push(ring_at);
                    contours.push(contour);
                }
            }
            holes_outside(drawn, part, &mut defects);
        }
        // A single ring known to be simple needs no sweep.
        let found = if is_plain && contours.len() < 2 {
            Vec::new()
        } else {
            sweep::meetings(&contours, MOST_MEETINGS * 4)
        };
        // Sorted by place; of several at one place the first in the order of `Meeting` stands for all.
        let mut meetings: Vec<Defect> = found.iter().filter_map(|found| meeting(found, &rings)).collect();
        meetings.dedup_by_key(|defect| defect.at());
        meetings.truncate(MOST_MEETINGS);
        defects.extend(meetings);
        defects
    }
}

impl Path {
    /// Returns what is wrong with the path; crossing itself is not.
    pub fn defects(&self) -> Vec<Defect> {
        let mut defects = Vec::new();
        let ring = RingAt::default();
        let distinct = distinct(&self.points);
        if distinct < 2 {
            defects.push(Defect::TooFewVertices {
                ring,
                distinct,
                at: self.points.first().copied(),
            });
        }
        vertex_defects(&self.points, Closing::Open, ring, &mut defects);
        defects
    }
}

/// Looks at a ring as a whole; `simple` is its outline where that is known to be simple.
fn ring_defects(ring: &Ring, simple: Option<&[Spot]>, ring_at: RingAt, defects: &mut Vec<Defect>) {
    let distinct = distinct(&ring.points);
    let at = ring.points.first().copied();
    match at {
        Some(at) if distinct >= 3 => {
            let area_m2 = simple.map_or_else(
                || measure::area_m2(&Shape::of_ring(ring)),
                |contour| measure::ring_area_m2(contour).abs(),
            );
            if area_m2 < LEAST_AREA_M2 {
                defects.push(Defect::NoArea {
                    ring: ring_at,
                    area_m2,
                    at,
                });
            }
        }
        _ => defects.push(Defect::TooFewVertices {
            ring: ring_at,
            distinct,
            at,
        }),
    }
}

/// Lays a ring out for the sweep, without vertices repeated in a row.
fn laid_out(ring: &Ring, anchor: &mut Option<Extent>) -> Option<Contour> {
    let (mut contour, extent) = unwrap_ring(ring, *anchor)?;
    anchor.get_or_insert(extent);
    contour.dedup();
    while contour.len() > 1 && contour.first() == contour.last() {
        contour.pop();
    }
    (contour.len() > 2).then_some(contour)
}

/// Turns a find into a defect, unless the two rings may meet so.
fn meeting(found: &Found, rings: &[RingAt]) -> Option<Defect> {
    let (&first, &second) = (rings.get(found.rings.0)?, rings.get(found.rings.1)?);
    let allowed = match found.how {
        Meeting::Cross => false,
        Meeting::Touch => first != second,
        Meeting::RunAlong => first.part != second.part,
    };
    (!allowed).then(|| Defect::Meeting {
        first,
        second,
        how: found.how,
        at: grid::position(Spot::new(found.at.x, found.at.y)),
    })
}

fn holes_outside(part: &Part, number: usize, defects: &mut Vec<Defect>) {
    if part.holes.is_empty() {
        return;
    }
    let outer = Shape::of_ring(&part.outer);
    for (hole, ring) in part.holes.iter().enumerate() {
        let Some(&at) = ring.points.first() else {
            continue;
        };
        let Ok(outside) = super::difference(&Shape::of_ring(ring), [&outer]) else {
            continue;
        };
        let outside_m2 = measure::area_m2(&outside);
        if outside_m2 >= LEAST_AREA_M2 {
            defects.push(Defect::HoleOutside {
                ring: RingAt {
                    part: number,
                    ring: hole + 1,
                },
                outside_m2,
                at,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(corners: &[(f64, f64)]) -> Ring {
        let position = |&(latitude, longitude): &(f64, f64)| Position::new(latitude, longitude).unwrap();
        Ring {
            points: corners.iter().map(position).collect(),
        }
    }

    fn area(rings: &[&[(f64, f64)]]) -> Area {
        Area {
            parts: vec![Part {
                outer: ring(rings[0]),
                holes: rings[1..].iter().map(|hole| ring(hole)).collect(),
            }],
        }
    }

    const SQUARE: [(f64, f64); 4] = [(0.0, 0.0), (0.0, 4.0), (4.0, 4.0), (4.0, 0.0)];

    /// Returns the defects in short words, with whole degrees.
    fn words(area: &Area) -> Vec<String> {
        let word = |defect: Defect| {
            let at = defect.at().map_or_else(String::new, |at| {
                format!(" at {} {}", at.latitude(), at.longitude())
            });
            match defect {
                Defect::TooFewVertices { distinct, .. } => format!("{distinct} vertices{at}"),
                Defect::NoArea { .. } => format!("no area{at}"),
                Defect::Meeting {
                    first, second, how, ..
                } => {
                    format!(
                        "{}.{} {how:?} {}.{}{at}",
                        first.part, first.ring, second.part, second.ring
                    )
                }
                Defect::HoleOutside { ring, .. } => format!("hole {} outside{at}", ring.ring),
                Defect::RepeatedVertex { vertex, .. } => format!("repeated {vertex}{at}"),
                Defect::Spike { vertex, .. } => format!("spike {vertex}{at}"),
            }
        };
        area.defects().into_iter().map(word).collect()
    }

    #[test]
    fn sound_areas_have_no_defects() {
        assert!(words(&area(&[&SQUARE])).is_empty());
        let hole = [(1.0, 1.0), (1.0, 2.0), (2.0, 2.0), (2.0, 1.0)];
        assert!(words(&area(&[&SQUARE, &hole])).is_empty());
        let touching_in_a_point = [(0.0, 2.0), (2.0, 1.0), (2.0, 3.0)];
        assert!(words(&area(&[&SQUARE, &touching_in_a_point])).is_empty());
        let over_the_date_line = [(0.0, 178.0), (0.0, -178.0), (2.0, -178.0), (2.0, 178.0)];
        assert!(words(&area(&[&over_the_date_line])).is_empty());
        let mut neighbours = area(&[&SQUARE]);
        neighbours
            .parts
            .extend(area(&[&[(0.0, 4.0), (0.0, 6.0), (4.0, 6.0), (4.0, 4.0)]]).parts);
        assert!(words(&neighbours).is_empty());
    }

    #[test]
    fn every_kind_of_crossing_is_named_with_its_place() {
        let bow_tie = [(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0)];
        assert_eq!(words(&area(&[&bow_tie])), ["0.0 Cross 0.0 at 1 1"]);
        let vertex_on_vertex = [
            (0.0, 0.0),
            (0.0, 4.0),
            (2.0, 2.0),
            (4.0, 4.0),
            (4.0, 0.0),
            (2.0, 2.0),
        ];
        assert_eq!(words(&area(&[&vertex_on_vertex])), ["0.0 Touch 0.0 at 2 2"]);
        let vertex_on_edge = [(0.0, 0.0), (0.0, 4.0), (4.0, 4.0), (0.0, 2.0), (4.0, 0.0)];
        assert_eq!(words(&area(&[&vertex_on_edge])), ["0.0 Touch 0.0 at 0 2"]);
        let along_itself = [
            (0.0, 0.0),
            (0.0, 6.0),
            (4.0, 6.0),
            (0.0, 4.0),
            (0.0, 2.0),
            (4.0, 0.0),
        ];
        let found = words(&area(&[&along_itself]));
        assert!(
            found.iter().any(|word| word.starts_with("0.0 RunAlong 0.0")),
            "{found:?}"
        );
        let through = [(1.0, 3.0), (1.0, 6.0), (2.0, 6.0), (2.0, 3.0)];
        let found = words(&area(&[&SQUARE, &through]));
        assert_eq!(
            found,
            [
                "hole 1 outside at 1 3",
                "0.0 Cross 0.1 at 1 4",
                "0.0 Cross 0.1 at 2 4"
            ]
        );
        let shared_side = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0)];
        let found = words(&area(&[&SQUARE, &shared_side]));
        assert!(
            found.iter().any(|word| word.starts_with("0.0 RunAlong 0.1")),
            "{found:?}"
        );
        let outside = [(6.0, 6.0), (6.0, 8.0), (8.0, 8.0), (8.0, 6.0)];
        assert_eq!(words(&area(&[&SQUARE, &outside])), ["hole 1 outside at 6 6"]);
        let mut twice = area(&[&SQUARE]);
        twice
            .parts
            .extend(area(&[&[(2.0, 2.0), (2.0, 6.0), (6.0, 6.0), (6.0, 2.0)]]).parts);
        assert_eq!(words(&twice), ["0.0 Cross 1.0 at 4 2", "0.0 Cross 1.0 at 2 4"]);
    }

    #[test]
    fn degenerate_shapes_are_named_and_nothing_panics() {
        assert_eq!(words(&Area::default()), ["0 vertices"]);
        assert_eq!(words(&area(&[&[(1.0, 1.0)]])), ["1 vertices at 1 1"]);
        assert_eq!(
            words(&area(&[&[(1.0, 1.0), (2.0, 2.0), (1.0, 1.0)]])),
            ["repeated 2 at 1 1", "2 vertices at 1 1"]
        );
        let flat = words(&area(&[&[(1.0, 1.0), (2.0, 2.0), (3.0, 3.0)]]));
        assert!(flat.contains(&"no area at 1 1".to_owned()), "{flat:?}");
        let empty = Path::default().defects();
        assert!(matches!(
            empty.as_slice(),
            [Defect::TooFewVertices {
                distinct: 0,
                at: None,
                ..
            }]
        ));
        let point = Path::new(ring(&[(1.0, 1.0), (1.0, 1.0)]).points).defects();
        assert!(point.iter().any(Defect::is_degenerate));
    }

    #[test]
    fn doubled_vertices_and_spikes_are_named_by_their_number() {
        let doubled = [
            (0.0, 0.0),
            (0.0, 4.0),
            (4.0, 4.0),
            (4.0, 4.0),
            (4.0, 0.0),
            (0.000_001, 0.0),
        ];
        assert_eq!(
            words(&area(&[&doubled])),
            ["repeated 2 at 4 4", "repeated 5 at 0.000001 0"]
        );
        let spiked = [
            (0.0, 0.0),
            (0.0, 4.0),
            (9.0, 4.01),
            (0.01, 4.02),
            (4.0, 5.0),
            (4.0, 0.0),
        ];
        assert!(words(&area(&[&spiked])).contains(&"spike 2 at 9 4.01".to_owned()));
        let zigzag = Path::new(ring(&[(0.0, 0.0), (0.0, 1.0), (0.0, 0.5), (0.5, 0.5)]).points);
        assert!(matches!(
            zigzag.defects().as_slice(),
            [Defect::Spike { vertex: 1, .. }]
        ));
        let crossing = Path::new(ring(&[(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0)]).points);
        assert!(crossing.defects().is_empty());
    }
}
