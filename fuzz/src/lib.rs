//! What the fuzz targets share: the parsers as functions of bytes, and a stop-watch.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

#[path = "../../tests/evil/parsers.rs"]
#[allow(dead_code, reason = "each target uses one")]
pub mod parsers;

/// Runs a parser once and says how long it took where it never took longer: `fuzz/run` shows the last.
pub fn timed(parser: parsers::Parser, bytes: &[u8]) {
    static WORST_US: AtomicU64 = AtomicU64::new(999);
    let start = Instant::now();
    parser(bytes);
    let took = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
    if took > WORST_US.fetch_max(took, Ordering::Relaxed) {
        eprintln!(
            "worst: {}.{:03} ms on {} bytes",
            took / 1000,
            took % 1000,
            bytes.len()
        );
    }
}
