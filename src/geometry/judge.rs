//! An independent judge of shapes, for tests only, and the fuzz that asks it.
//!
//! It shares nothing with the code under test: it cuts the plane into vertical slabs at every vertex
//! and every crossing, looks at each strip between two edges in turn, and adds up trapezoids. Slow,
//! and good for small integer grids only, where its floating point is right to 1e-9.
//!
//! Pair by pair and not in totals: a kernel that is grossly wrong on one pair in a thousand agrees
//! with a right one in every total. `ENTENTE_FUZZ_PAIRS` asks for more pairs than the usual.

use super::{Area, Part, Place, Position, Rim, Ring, Shape, difference, grid, intersection, union};

type Dot = (f64, f64);

/// A polygon for the judge: parts, each an outer ring and holes.
type Polygon = Vec<Vec<Vec<(i32, i32)>>>;

/// What the judge found about a combination of two polygons.
#[derive(Debug, Default)]
struct Verdict {
    area: f64,
    /// Parts where touching in a point does not join.
    parts: usize,
    /// Parts where touching in a point joins: rounding a place where three lines meet by a fine step
    /// can open or close such a passage, but never another.
    parts_touching: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Combination {
    First,
    Common,
    Either,
    FirstOnly,
}

/// A strip of a slab: between two edges, from left to right.
struct Strip {
    left: (f64, f64),
    right: (f64, f64),
    slab: usize,
}

fn edges(ring: &[(i32, i32)]) -> Vec<(Dot, Dot)> {
    let dot = |&(x, y): &(i32, i32)| (f64::from(x), f64::from(y));
    (0..ring.len())
        .map(|n| (dot(&ring[n]), dot(&ring[(n + 1) % ring.len()])))
        .filter(|(a, b)| a != b)
        .collect()
}

fn height((a, b): (Dot, Dot), x: f64) -> f64 {
    a.1 + (b.1 - a.1) * (x - a.0) / (b.0 - a.0)
}

fn judge(first: &Polygon, second: &Polygon, combination: Combination) -> Verdict {
    // Every ring with the polygon, part and role it has.
    let mut rings = Vec::new();
    for (polygon, parts) in [first, second].into_iter().enumerate() {
        for (part, ring_list) in parts.iter().enumerate() {
            for (number, ring) in ring_list.iter().enumerate() {
                rings.push((polygon, part, number == 0, edges(ring)));
            }
        }
    }
    let all: Vec<(usize, (Dot, Dot))> = rings
        .iter()
        .enumerate()
        .flat_map(|(ring, (.., edges))| edges.iter().map(move |edge| (ring, *edge)))
        .collect();
    let mut stops: Vec<f64> = all.iter().flat_map(|(_, (a, b))| [a.0, b.0]).collect();
    for (n, &(_, (a, b))) in all.iter().enumerate() {
        for &(_, (c, d)) in &all[n + 1..] {
            let (rx, ry, sx, sy) = (b.0 - a.0, b.1 - a.1, d.0 - c.0, d.1 - c.1);
            let cross = rx * sy - ry * sx;
            if cross != 0.0 {
                let t = ((c.0 - a.0) * sy - (c.1 - a.1) * sx) / cross;
                let u = ((c.0 - a.0) * ry - (c.1 - a.1) * rx) / cross;
                if (0.0..=1.0).contains(&t) && (0.0..=1.0).contains(&u) {
                    stops.push(a.0 + rx * t);
                }
            }
        }
    }
    stops.sort_by(f64::total_cmp);
    stops.dedup_by(|a, b| (*a - *b).abs() < 1e-9);
    let mut verdict = Verdict::default();
    let mut strips: Vec<Strip> = Vec::new();
    let mut joined: Vec<usize> = Vec::new();
    let mut touching: Vec<usize> = Vec::new();
    for (slab, span) in stops.windows(2).enumerate() {
        let (left, right) = (span[0], span[1]);
        let middle = f64::midpoint(left, right);
        let mut across: Vec<(f64, usize, (Dot, Dot))> = all
            .iter()
            .filter(|(_, (a, b))| a.0.min(b.0) < middle && middle < a.0.max(b.0))
            .map(|&(ring, edge)| (height(edge, middle), ring, edge))
            .collect();
        across.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut below = vec![false; rings.len()];
        let mut previous: Option<usize> = None;
        for (n, &(low, ring, edge)) in across.iter().enumerate() {
            below[ring] = !below[ring];
            let Some(&(high, _, above)) = across.get(n + 1) else {
                break;
            };
            if high - low < 1e-9 {
                // Two edges over each other: the strip between them is none, and divides nothing.
                continue;
            }
            let has = |polygon: usize| {
                (0..3).any(|part| {
                    let of = |outer: bool| {
                        rings.iter().zip(&below).any(|(ring, inside)| {
                            (ring.0, ring.1, ring.2) == (polygon, part, outer) && *inside
                        })
                    };
                    of(true) && !of(false)
                })
            };
            let inside = match combination {
                Combination::First => has(0),
                Combination::Common => has(0) && has(1),
                Combination::Either => has(0) || has(1),
                Combination::FirstOnly => has(0) && !has(1),
            };
            if !inside {
                previous = None;
                continue;
            }
            verdict.area += (high - low) * (right - left);
            let strip = strips.len();
            joined.push(strip);
            touching.push(strip);
            strips.push(Strip {
                left: (height(edge, left), height(above, left)),
                right: (height(edge, right), height(above, right)),
                slab,
            });
            if let Some(previous) = previous {
                join(&mut joined, previous, strip);
                join(&mut touching, previous, strip);
            }
            previous = Some(strip);
        }
    }
    for a in 0..strips.len() {
        for b in a + 1..strips.len() {
            if strips[b].slab == strips[a].slab + 1 {
                let (one, two) = (strips[a].right, strips[b].left);
                let shared = one.1.min(two.1) - one.0.max(two.0);
                if shared > 1e-9 {
                    join(&mut joined, a, b);
                }
                if shared > -1e-9 {
                    join(&mut touching, a, b);
                }
            }
            // Strips of one slab that meet in a point at its side.
            if strips[b].slab == strips[a].slab
                && ((strips[a].right.1 - strips[b].right.0).abs() < 1e-9
                    || (strips[a].left.1 - strips[b].left.0).abs() < 1e-9)
            {
                join(&mut touching, a, b);
            }
        }
    }
    let count = |joined: &[usize]| (0..strips.len()).filter(|&n| root(joined, n) == n).count();
    verdict.parts = count(&joined);
    verdict.parts_touching = count(&touching);
    verdict
}

fn root(joined: &[usize], mut n: usize) -> usize {
    while joined[n] != n {
        n = joined[n];
    }
    n
}

fn join(joined: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(joined, a), root(joined, b));
    joined[a.max(b)] = a.min(b);
}

/// A repeatable stream of numbers.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: i32) -> i32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % end as u64) as i32
    }

    /// A ring on a small grid: crossed, touching, spiked, doubled or plain, as it comes.
    fn ring(&mut self, size: i32) -> Vec<(i32, i32)> {
        if self.below(4) == 0 {
            let (x, y) = (self.below(size), self.below(size));
            let (w, h) = (self.below(size - x) + 1, self.below(size - y) + 1);
            let mut ring = vec![(x, y), (x + w, y), (x + w, y + h), (x, y + h)];
            if self.below(2) == 0 {
                ring.reverse();
            }
            return ring;
        }
        let count = 3 + self.below(6);
        let mut ring: Vec<(i32, i32)> = (0..count)
            .map(|_| (self.below(size + 1), self.below(size + 1)))
            .collect();
        if self.below(3) > 0 {
            // Sorted round their middle the points make a ring that rarely crosses itself.
            let sum = ring
                .iter()
                .fold((0, 0), |sum, dot| (sum.0 + dot.0, sum.1 + dot.1));
            let angle = |dot: &(i32, i32)| {
                libm::atan2(f64::from(dot.1 * count - sum.1), f64::from(dot.0 * count - sum.0))
            };
            ring.sort_by(|a, b| angle(a).total_cmp(&angle(b)));
            ring.dedup();
        }
        ring
    }

    fn polygon(&mut self, size: i32) -> Polygon {
        let parts = if self.below(3) == 0 { 2 + self.below(2) } else { 1 };
        (0..parts)
            .map(|_| {
                let holes = if self.below(4) == 0 { 1 + self.below(2) } else { 0 };
                (0..=holes).map(|_| self.ring(size)).collect()
            })
            .collect()
    }
}

/// Where a grid lies on the earth, and how large its cells are in steps.
#[derive(Clone, Copy, Debug)]
struct Ground {
    lat: i64,
    lon: i64,
    cell: i64,
}

impl Ground {
    fn position(self, (x, y): (i32, i32)) -> Position {
        let lon = self.lon + i64::from(x) * self.cell + 1_800_000_000;
        let lat = self.lat + i64::from(y) * self.cell;
        Position::from_e7(lat as i32, (lon.rem_euclid(3_600_000_000) - 1_800_000_000) as i32).unwrap()
    }

    fn shape(self, polygon: &Polygon) -> Shape {
        let ring = |ring: &Vec<(i32, i32)>| Ring {
            points: ring.iter().map(|&dot| self.position(dot)).collect(),
        };
        Shape::of(&Area {
            parts: polygon
                .iter()
                .map(|part| Part {
                    outer: ring(&part[0]),
                    holes: part[1..].iter().map(ring).collect(),
                })
                .collect(),
        })
    }

    fn cells(self, shape: &Shape) -> f64 {
        let cell = (self.cell * grid::FINE) as f64;
        shape.twice_area() as f64 / 2.0 / cell / cell
    }
}

/// Returns true where no outline was rounded: every vertex is one that was drawn.
fn is_as_drawn(shape: &Shape) -> bool {
    let drawn = |spot: &grid::Spot| spot.x % grid::FINE == 0 && spot.y % grid::FINE == 0;
    shape.contours().flatten().all(drawn)
}

/// `parts_are_sure`: the shape comes from shapes as drawn. Where an outline was rounded before, a hair
/// of a fine step's width can open along a line that two shapes share.
fn compare(
    ground: Ground,
    shape: &Shape,
    verdict: &Verdict,
    parts_are_sure: bool,
    what: &str,
) -> Result<(), String> {
    let area = ground.cells(shape);
    let tolerance = 1e-9 + 1e-4 / ground.cell as f64;
    if (area - verdict.area).abs() > tolerance {
        return Err(format!("{what}: area {area} instead of {}", verdict.area));
    }
    // A part of a fine step's width is a rounded place where lines meet.
    let parts = shape
        .parts()
        .iter()
        .filter(|part| ground.cells(part) > tolerance)
        .count();
    if parts_are_sure && !(verdict.parts_touching..=verdict.parts).contains(&parts) {
        return Err(format!(
            "{what}: {parts} parts instead of {} to {}",
            verdict.parts_touching, verdict.parts
        ));
    }
    valid(shape).map_err(|fault| format!("{what}: {fault}"))
}

/// Checks what a shape promises: orientation, and outlines that do not cross.
fn valid(shape: &Shape) -> Result<(), String> {
    for patch in shape.shifted_patches(0) {
        for (number, contour) in patch.iter().enumerate() {
            if (grid::twice_area(contour) > 0) != (number == 0) {
                return Err("a ring runs the wrong way".to_owned());
            }
        }
    }
    let edges: Vec<_> = shape.edges().collect();
    for (n, &(a, b)) in edges.iter().enumerate() {
        for &(c, d) in &edges[n + 1..] {
            if grid::crossing(a, b, c, d).is_some() {
                return Err("outlines cross".to_owned());
            }
        }
    }
    Ok(())
}

fn check_pair(ground: Ground, first: &Polygon, second: &Polygon) -> Result<(), String> {
    let (a, b) = (ground.shape(first), ground.shape(second));
    let undecided = |_| "undecided".to_owned();
    compare(
        ground,
        &a,
        &judge(first, second, Combination::First),
        is_as_drawn(&a),
        "first",
    )?;
    let sure = is_as_drawn(&a) && is_as_drawn(&b);
    let common = intersection(&a, &b).map_err(undecided)?;
    compare(
        ground,
        &common,
        &judge(first, second, Combination::Common),
        sure,
        "common",
    )?;
    let reversed = intersection(&b, &a).map_err(undecided)?;
    if (ground.cells(&reversed) - ground.cells(&common)).abs() > 1e-9 + 1e-4 / ground.cell as f64 {
        return Err("the order of the two matters".to_owned());
    }
    let either = union([&a, &b]).map_err(undecided)?;
    compare(
        ground,
        &either,
        &judge(first, second, Combination::Either),
        sure,
        "either",
    )?;
    let only = difference(&a, [&b]).map_err(undecided)?;
    compare(
        ground,
        &only,
        &judge(first, second, Combination::FirstOnly),
        sure,
        "first only",
    )?;
    // Results are shapes like any other: what was rounded once is reckoned with again.
    let second_only = difference(&b, [&a]).map_err(undecided)?;
    for (what, again, expected) in [
        ("either and a", intersection(&either, &a), &a),
        ("common and b", intersection(&common, &b), &common),
        ("only and b", intersection(&only, &b), &Shape::empty()),
        ("either without a", difference(&either, [&a]), &second_only),
        ("only and common", union([&only, &common]), &a),
        ("all three", union([&only, &common, &second_only]), &either),
    ] {
        let again = again.map_err(undecided)?;
        if (ground.cells(&again) - ground.cells(expected)).abs() > 1e-9 + 1e-4 / ground.cell as f64 {
            return Err(format!(
                "{what}: {} instead of {}",
                ground.cells(&again),
                ground.cells(expected)
            ));
        }
    }
    // Beside an outline rounded before, a point may be in or out by a hair.
    for (x, y) in [(0, 0), (2, 3), (4, 1), (3, 3)].into_iter().filter(|_| sure) {
        let position = ground.position((x, y));
        let (in_a, in_b) = (a.place_of(position), b.place_of(position));
        if in_a == Place::Inside && in_b == Place::Inside && !common.contains(position, Rim::Inside) {
            return Err(format!("{x} {y} is in both and not in what they have in common"));
        }
        if common.contains(position, Rim::Outside) && (in_a == Place::Outside || in_b == Place::Outside) {
            return Err(format!("{x} {y} is in what they have in common but not in both"));
        }
    }
    Ok(())
}

fn grounds(number: i32) -> Ground {
    match number {
        0 => Ground {
            lat: 333_000_000,
            lon: 437_000_000,
            cell: 1,
        },
        1 => Ground {
            lat: -5,
            lon: 1_799_999_998,
            cell: 1,
        },
        2 => Ground {
            lat: 333_333_333,
            lon: 437_777_777,
            cell: 10_007,
        },
        3 => Ground {
            lat: 600_000_000,
            lon: 1_780_000_000,
            cell: 7_000_001,
        },
        _ => Ground {
            lat: -400_000_000,
            lon: -100_000_000,
            cell: 123_456_789,
        },
    }
}

#[test]
fn every_pair_is_right_in_the_eyes_of_the_judge() {
    let pairs = std::env::var("ENTENTE_FUZZ_PAIRS").map_or(20_000, |text| text.parse().unwrap());
    let seed = std::env::var("ENTENTE_FUZZ_SEED").map_or(1, |text| text.parse().unwrap());
    let mut numbers = Numbers(seed);
    let mut faults = Vec::new();
    for pair in 0..pairs {
        let size = 3 + numbers.below(5);
        let ground = grounds(numbers.below(5));
        let (first, second) = (numbers.polygon(size), numbers.polygon(size));
        if let Err(fault) = check_pair(ground, &first, &second) {
            faults.push(format!(
                "pair {pair}: {fault}\n  {ground:?}\n  {first:?}\n  {second:?}"
            ));
        }
    }
    assert!(
        faults.is_empty(),
        "{} of {pairs} wrong:\n{}",
        faults.len(),
        faults[..faults.len().min(10)].join("\n")
    );
}
