//! Who does the work: one thread, or as many as the caller has.
//!
//! Checks start no thread of their own. Whatever the executor, the results are put in the order of
//! the tasks, so that one thread and many give the same bytes.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// Runs tasks that do not depend on each other.
pub trait Executor: Sync {
    /// Calls `task` once with every number below `count`, in any order and on any threads, and
    /// returns when all are done.
    fn run(&self, count: usize, task: &(dyn Fn(usize) + Sync));
}

/// Runs every task on the caller's own thread, in order.
#[derive(Clone, Copy, Debug, Default)]
pub struct OneThread;

impl Executor for OneThread {
    fn run(&self, count: usize, task: &(dyn Fn(usize) + Sync)) {
        (0..count).for_each(task);
    }
}

/// The check was given up because nobody wants its result any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the check was cancelled")]
pub struct Cancelled;

/// An executor with the flag that ends its work early.
#[derive(Clone, Copy)]
pub(super) struct Work<'a> {
    executor: &'a dyn Executor,
    cancel: &'a AtomicBool,
}

impl<'a> Work<'a> {
    pub(super) fn new(executor: &'a dyn Executor, cancel: &'a AtomicBool) -> Self {
        Self { executor, cancel }
    }

    /// Returns the same work on the caller's thread alone: for a task that is one of many at once.
    pub(super) fn on_this_thread(self) -> Self {
        Self {
            executor: &OneThread,
            ..self
        }
    }

    /// Returns what `make` makes of every item, in their order; `bundle` items are one task.
    ///
    /// # Errors
    /// [`Cancelled`] where the flag was set before all was done.
    pub(super) fn map<I: Sync, T: Send + Sync>(
        &self,
        items: &[I],
        bundle: usize,
        make: impl Fn(&I) -> T + Sync,
    ) -> Result<Vec<T>, Cancelled> {
        let bundles: Vec<&[I]> = items.chunks(bundle.max(1)).collect();
        let done: Vec<OnceLock<Vec<T>>> = bundles.iter().map(|_| OnceLock::new()).collect();
        self.executor.run(bundles.len(), &|number| {
            if self.cancel.load(Ordering::Relaxed) {
                return;
            }
            if let (Some(items), Some(place)) = (bundles.get(number), done.get(number)) {
                place.get_or_init(|| items.iter().map(&make).collect());
            }
        });
        let mut all = Vec::with_capacity(items.len());
        for place in done {
            all.extend(place.into_inner().ok_or(Cancelled)?);
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Backwards;

    impl Executor for Backwards {
        fn run(&self, count: usize, task: &(dyn Fn(usize) + Sync)) {
            (0..count).rev().for_each(task);
        }
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<u32> = (0..100).collect();
        let go_on = AtomicBool::new(false);
        let mapped = Work::new(&Backwards, &go_on)
            .map(&items, 7, |item| item * 2)
            .unwrap();
        assert_eq!(mapped, items.iter().map(|item| item * 2).collect::<Vec<_>>());
    }

    #[test]
    fn a_cancelled_check_says_so() {
        let stop = AtomicBool::new(true);
        assert_eq!(
            Work::new(&OneThread, &stop).map(&[1], 1, |item| *item),
            Err(Cancelled)
        );
    }
}
