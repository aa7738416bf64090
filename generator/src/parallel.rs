//! Independent pieces of work on several threads: results in the order of the work, whoever did which.

use std::cell::Cell;
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::{Builder, ScopedJoinHandle, available_parallelism, scope};

/// The stack of a thread, in bytes: enough for every depth that the limits admit.
const STACK: usize = 64 << 20;

thread_local! {
    /// Whether this thread has such a stack.
    static IS_LARGE: Cell<bool> = const { Cell::new(false) };
}

/// As many threads as the machine runs at once.
pub(crate) fn threads() -> NonZeroUsize {
    available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// Does the work on each item, on at most this many threads; a panic goes on here.
pub(crate) fn map<T, R, F>(threads: NonZeroUsize, items: &[T], work: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&T) -> R + Sync,
{
    let next = AtomicUsize::new(0);
    let take = || {
        let index = next.fetch_add(1, Ordering::Relaxed);
        items.get(index).map(|item| (index, item))
    };
    let worker = || {
        std::iter::from_fn(take)
            .map(|(index, item)| (index, work(item)))
            .collect::<Vec<_>>()
    };
    let mut done = scope(|scope| {
        // This thread is one of them; where no other can be had, it does all of the work.
        let others = (1..threads.get().min(items.len())).filter_map(|_| {
            Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, worker)
                .ok()
        });
        let others: Vec<_> = others.collect();
        let mut done = worker();
        done.extend(others.into_iter().flat_map(finished));
        done
    });
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Does both at the same time, each on a large stack; a panic goes on here.
#[cfg(feature = "cli")]
pub(crate) fn both<A: Send, B: Send>(
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    let other = Mutex::new(Some(other));
    let take = || other.lock().unwrap_or_else(PoisonError::into_inner).take();
    let run = || take().map(|work| on_large_stack(work));
    let (one, there) = scope(|scope| {
        // Where no other thread can be had, this one does both.
        let spawned = Builder::new().stack_size(STACK).spawn_scoped(scope, || {
            IS_LARGE.set(true);
            run()
        });
        (on_large_stack(one), spawned.ok().and_then(finished))
    });
    match there.or_else(run) {
        Some(other) => (one, other),
        None => resume_unwind(Box::new("the work came to no end")),
    }
}

/// Runs on a thread whose stack is large enough, or, where memory is scarce, as large as there is; a panic there goes on
/// here.
pub(crate) fn on_large_stack<T: Send>(run: impl FnOnce() -> T + Send) -> T {
    if IS_LARGE.get() {
        return run();
    }
    let run = Mutex::new(Some(run));
    let taken = || run.lock().unwrap_or_else(PoisonError::into_inner).take();
    let done = scope(|scope| {
        let mut stacks = [STACK, STACK / 4, STACK / 16].into_iter();
        let taken = &taken;
        let spawned = stacks.find_map(|size| {
            let work = move || {
                IS_LARGE.set(size == STACK);
                taken().map(|run| run())
            };
            Builder::new()
                .stack_size(size)
                .spawn_scoped(scope, work)
                .ok()
        });
        spawned.and_then(finished)
    });
    match (done, taken()) {
        (Some(done), _) => done,
        (None, Some(run)) => run(),
        (None, None) => resume_unwind(Box::new("the work came to no end")),
    }
}

/// What a thread came to.
fn finished<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    match thread.join() {
        Ok(done) => done,
        Err(panic) => resume_unwind(panic),
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use super::{map, on_large_stack};

    #[test]
    fn work_is_done_once_and_results_are_returned() {
        let mut times = 0;
        assert_eq!(
            on_large_stack(|| {
                times += 1;
                "done"
            }),
            "done"
        );
        assert_eq!(times, 1);
    }

    #[test]
    fn results_are_in_the_order_of_the_work() {
        let items: Vec<usize> = (0..100).collect();
        for threads in [1, 2, 7, 200].into_iter().filter_map(NonZeroUsize::new) {
            let doubled = map(threads, &items, |item| item * 2);
            assert!(doubled.iter().zip(&items).all(|(a, b)| *a == b * 2));
            assert_eq!(doubled.len(), items.len());
        }
        let none: [usize; 0] = [];
        assert!(map(NonZeroUsize::MIN, &none, |item| *item).is_empty());
    }
}
