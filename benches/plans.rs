//! How long the work on large plans takes: pairs, a whole check, one vertex moved, reading, writing.
//!
//! Run with `cargo bench`. The workload is a covering of jittered cells dealt to 8 stakeholders and 6
//! phases, a tenth of it dilated so that it overlaps, 3 % missing or shrunk. Times on a shared machine
//! are noisy: compare within one run.

#![allow(missing_docs, reason = "a bench has no reader but its numbers")]

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use divan::{Bencher, black_box};

use entente::checks::{Checker, OneThread};
use entente::files::ron_text;
use entente::geometry::{Geometry, Position};
use entente::model::{Edit, Plan};
use entente::testing::generate;
use entente::threads::Threads;

fn main() {
    divan::main();
}

const SIZES: [usize; 2] = [1_000, 10_000];

fn covering(sectors: usize) -> Plan {
    generate::covering(7, sectors, 8, 6)
}

/// The plan after one vertex of a sector in the middle was moved by some 50 m.
fn one_vertex_moved(plan: &Plan) -> Plan {
    let middle = plan.sectors.iter().nth(plan.sectors.len() / 2);
    let Some((id, sector)) = middle else {
        return plan.clone();
    };
    let mut area = sector.area.clone();
    if let Some(point) = area.rings_mut().flat_map(|ring| ring.points.iter_mut()).next() {
        *point = Position::from_e7(point.lat_e7() + 4_500, point.lon_e7()).unwrap_or(*point);
    }
    let edit = Edit::Reshape {
        id: id.into(),
        to: Geometry::Area(area),
    };
    edit.apply(plan).unwrap_or_else(|_| plan.clone())
}

/// Every pair of sectors of different holders that share ground, with nothing remembered.
#[divan::bench(args = SIZES, sample_count = 5)]
fn pairs(bencher: Bencher<'_, '_>, sectors: usize) {
    let plan = covering(sectors);
    let go_on = AtomicBool::new(false);
    bencher.bench_local(|| {
        Checker::new()
            .coverage(black_box(&plan), None, &OneThread, &go_on)
            .is_ok()
    });
}

/// Every rule, with nothing remembered.
#[divan::bench(args = SIZES, sample_count = 5)]
fn whole_check(bencher: Bencher<'_, '_>, sectors: usize) {
    let plan = covering(sectors);
    let go_on = AtomicBool::new(false);
    bencher.bench_local(|| {
        Checker::new()
            .check(black_box(&plan), None, &Threads::available(), &go_on)
            .is_ok()
    });
}

/// Every rule again after one vertex was moved, with everything else remembered.
#[divan::bench(args = [1_000, 2_000, 10_000], sample_count = 10)]
fn one_vertex(bencher: Bencher<'_, '_>, sectors: usize) {
    let plan = covering(sectors);
    let moved = one_vertex_moved(&plan);
    let checker = Checker::new();
    let go_on = AtomicBool::new(false);
    let mut plans = [Arc::new(plan), Arc::new(moved)].into_iter().cycle();
    bencher.with_inputs(|| plans.next()).bench_local_values(|plan| {
        plan.map(|plan| checker.check(&plan, None, &Threads::available(), &go_on).is_ok())
    });
}

/// A plan file into a plan.
#[divan::bench(args = SIZES, sample_count = 5)]
fn read(bencher: Bencher<'_, '_>, sectors: usize) {
    let text = ron_text::write(&covering(sectors)).unwrap_or_default();
    bencher.bench_local(|| ron_text::read(black_box(text.as_bytes())).is_ok());
}

/// A plan into the text of its file.
#[divan::bench(args = SIZES, sample_count = 5)]
fn write(bencher: Bencher<'_, '_>, sectors: usize) {
    let plan = covering(sectors);
    bencher.bench_local(|| ron_text::write(black_box(&plan)).is_ok());
}
