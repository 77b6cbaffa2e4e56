//! Several threads for one computation.
//!
//! `checks` starts no thread itself: it is handed an executor, and gives the same bytes on one thread
//! or many. This one is handed in by the editor's worker and by the command line, who alone start
//! threads; it stands beside both so that neither has to know the other.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::checks::Executor;

/// Runs jobs on this many threads.
#[derive(Clone, Copy, Debug)]
pub struct Threads {
    count: usize,
}

impl Threads {
    /// One thread: the caller's.
    pub const fn one() -> Self {
        Self { count: 1 }
    }

    /// As many as the machine runs at once.
    pub fn available() -> Self {
        Self {
            count: std::thread::available_parallelism().map_or(1, NonZeroUsize::get),
        }
    }
}

impl Executor for Threads {
    fn run(&self, jobs: usize, job: &(dyn Fn(usize) + Sync)) {
        if self.count < 2 || jobs < 2 {
            (0..jobs).for_each(job);
            return;
        }
        let next = AtomicUsize::new(0);
        let work = || {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= jobs {
                    return;
                }
                job(number);
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..self.count.min(jobs) {
                scope.spawn(work);
            }
            work();
        });
    }
}
