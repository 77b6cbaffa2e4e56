//! The large workload: a coverage of jittered cells in which neighbours share every vertex of an edge.
//!
//! Cells are dealt to holders and phases by chance. Nine in ten of the rest of the plan is missing on
//! purpose: this is for measuring pairs, gaps and checks of sectors, not for reading.

use crate::geometry::{Area, Position};
use crate::model::{AnyEntity, Edit, Id, Phase, Plan, PlanInfo, Sector, Stakeholder, When};

use super::values::{CENTRE_LAT, CENTRE_LON};
use super::{Chance, applied};

/// Size of a cell, degrees: about 1.3 km either way at this latitude.
const CELL_LAT: f64 = 0.012;
const CELL_LON: f64 = 0.014;
/// How far a corner may be off its lattice point, in cells; how far an edge may bulge, in cells.
const JITTER: f64 = 0.2;
const BULGE: f64 = 0.1;
/// Minutes of a phase.
const DAY: i64 = 1_440;

/// Makes a plan of that many sectors around Fallujah: cells of 6 to 200 vertices, 40 in the mean, dealt
/// to the holders and to the phases (0: to none); 10 % of the sectors dilated, 3 % of the cells missing or
/// shrunk. Shared edges are identical vertex by vertex. The area of operations is the whole lattice.
pub fn covering(seed: u64, sectors: usize, holders: usize, phases: usize) -> Plan {
    let mut chance = Chance::new(seed);
    let holder_ids: Vec<_> = (0..holders).map(|_| Id::from_bits(chance.bits())).collect();
    let phase_ids: Vec<_> = (0..phases).map(|_| Id::from_bits(chance.bits())).collect();
    let missing = sectors.div_ceil(67);
    let columns = (sectors + missing).isqrt().max(1);
    let lattice = Lattice::new(&mut chance, columns, (sectors + missing).div_ceil(columns));
    let mut cells: Vec<_> = lattice.cells().collect();
    for _ in 0..cells.len() - sectors {
        cells.swap_remove(chance.below(cells.len() as u64) as usize);
    }
    cells.sort_unstable();

    let mut create: Vec<Edit> = Vec::with_capacity(sectors + holders + phases);
    create.extend(holder_ids.iter().enumerate().map(|(place, id)| {
        let mut stakeholder = Stakeholder::new();
        stakeholder.name = format!("Party {}", place + 1);
        stakeholder.armed = true;
        Edit::Create(AnyEntity::from((*id, stakeholder)))
    }));
    let mut start = 0;
    create.extend(phase_ids.iter().enumerate().map(|(place, id)| {
        let mut phase = Phase::new(start);
        phase.name = format!("Phase {place}");
        start += DAY;
        phase.end = Some(start);
        Edit::Create(AnyEntity::from((*id, phase)))
    }));
    create.extend(cells.into_iter().enumerate().map(|(place, (row, column))| {
        let stretch = match chance.below(1_000) {
            0..100 => chance.between(1.04, 1.15),
            100..115 => chance.between(0.7, 0.95),
            _ => 1.0,
        };
        let mut sector = Sector::new(Area::from_outer(lattice.ring(row, column, stretch)));
        sector.name = format!("Sector {:06}", place + 1);
        sector.holder = chance.pick(&holder_ids).copied();
        sector.when = When::in_phases(chance.pick(&phase_ids).copied());
        Edit::Create(AnyEntity::from((Id::from_bits(chance.bits()), sector)))
    }));
    create.push(Edit::SetInfo(Box::new(PlanInfo {
        title: format!("Covering of {sectors} sectors"),
        area_of_operations: Some(Area::from_outer(lattice.outline())),
        ..PlanInfo::default()
    })));
    applied(
        &Edit::together("Cover the ground", create),
        &Plan::empty(Id::from_bits(chance.bits())),
    )
}

/// Corners and the bulging edges between them; the outermost are straight.
struct Lattice {
    columns: usize,
    rows: usize,
    /// Corner by row and column.
    corners: Vec<Vec<[f64; 2]>>,
    /// Inner points of the edge from a corner to the one east of it.
    eastward: Vec<Vec<Vec<[f64; 2]>>>,
    /// Inner points of the edge from a corner to the one north of it.
    northward: Vec<Vec<Vec<[f64; 2]>>>,
}

impl Lattice {
    fn new(chance: &mut Chance, columns: usize, rows: usize) -> Self {
        let corners: Vec<Vec<[f64; 2]>> = (0..=rows)
            .map(|row| {
                (0..=columns)
                    .map(|column| {
                        let inner = |place: usize, end: usize| place > 0 && place < end;
                        let mut jitter = |free: bool| {
                            if free {
                                chance.between(-JITTER, JITTER)
                            } else {
                                0.0
                            }
                        };
                        [
                            row as f64 + jitter(inner(row, rows)),
                            column as f64 + jitter(inner(column, columns)),
                        ]
                    })
                    .collect()
            })
            .collect();
        let at = |row: usize, column: usize| corner(&corners, row, column);
        let mut edges = |to_row: usize, to_column: usize| -> Vec<Vec<Vec<[f64; 2]>>> {
            (0..=rows)
                .map(|row| {
                    (0..=columns)
                        .map(|column| {
                            let straight = (to_row == 0 && (row == 0 || row == rows))
                                || (to_column == 0 && (column == 0 || column == columns));
                            let bulge = if straight { 0.0 } else { BULGE };
                            edge(
                                chance,
                                at(row, column),
                                at(row + to_row, column + to_column),
                                bulge,
                            )
                        })
                        .collect()
                })
                .collect()
        };
        let eastward = edges(0, 1);
        let northward = edges(1, 0);
        Self {
            columns,
            rows,
            corners,
            eastward,
            northward,
        }
    }

    fn cells(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        (0..self.rows).flat_map(|row| (0..self.columns).map(move |column| (row, column)))
    }

    /// A cell's ring, counter-clockwise, stretched about the middle of its corners.
    fn ring(&self, row: usize, column: usize, stretch: f64) -> Vec<Position> {
        let corner = |row, column| corner(&self.corners, row, column);
        let corners = [
            corner(row, column),
            corner(row, column + 1),
            corner(row + 1, column + 1),
            corner(row + 1, column),
        ];
        let sides = [
            inner(&self.eastward, row, column),
            inner(&self.northward, row, column + 1),
            inner(&self.eastward, row + 1, column),
            inner(&self.northward, row, column),
        ];
        let middle = corners
            .iter()
            .fold([0.0; 2], |sum, at| [sum[0] + at[0] / 4.0, sum[1] + at[1] / 4.0]);
        let mut ring = Vec::new();
        for (place, (corner, side)) in corners.into_iter().zip(sides).enumerate() {
            ring.push(corner);
            if place < 2 {
                ring.extend(side);
            } else {
                ring.extend(side.iter().rev());
            }
        }
        ring.into_iter()
            .map(|at| {
                if stretch == 1.0 {
                    self.ground(at)
                } else {
                    self.ground([
                        middle[0] + (at[0] - middle[0]) * stretch,
                        middle[1] + (at[1] - middle[1]) * stretch,
                    ])
                }
            })
            .collect()
    }

    fn outline(&self) -> Vec<Position> {
        let (north, east) = (self.rows as f64, self.columns as f64);
        [[0.0, 0.0], [0.0, east], [north, east], [north, 0.0]]
            .map(|at| self.ground(at))
            .into()
    }

    /// Lattice coordinates to ground, the middle of the lattice at Fallujah.
    fn ground(&self, [north, east]: [f64; 2]) -> Position {
        Position::nearest(
            CENTRE_LAT + (north - self.rows as f64 / 2.0) * CELL_LAT,
            CENTRE_LON + (east - self.columns as f64 / 2.0) * CELL_LON,
        )
    }
}

fn corner(corners: &[Vec<[f64; 2]>], row: usize, column: usize) -> [f64; 2] {
    let found = corners.get(row).and_then(|row| row.get(column));
    found.copied().unwrap_or_default()
}

fn inner(edges: &[Vec<Vec<[f64; 2]>>], row: usize, column: usize) -> &[[f64; 2]] {
    edges
        .get(row)
        .and_then(|row| row.get(column))
        .map_or(&[], Vec::as_slice)
}

/// Inner points from one corner to the next: 0 to 49, 9 in the mean, in order along the chord and
/// within a lens about it, so that edges that meet in a corner do not cross.
fn edge(chance: &mut Chance, from: [f64; 2], to: [f64; 2], bulge: f64) -> Vec<[f64; 2]> {
    let count = if chance.happens(85) {
        1 + chance.below(10)
    } else {
        10 + chance.below(40)
    };
    let along = [to[0] - from[0], to[1] - from[1]];
    (1..=count)
        .map(|place| {
            let share = place as f64 / (count + 1) as f64;
            let aside = 2.0 * share.min(1.0 - share) * chance.between(-bulge, bulge);
            [
                from[0] + along[0] * share - along[1] * aside,
                from[1] + along[1] * share + along[0] * aside,
            ]
        })
        .collect()
}
