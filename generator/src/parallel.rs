//! Independent pieces of work on several threads: results in the order of the work, whoever did which.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, ScopedJoinHandle, available_parallelism, scope};

/// The stack of a thread, in bytes: enough for every depth that the limits admit.
const STACK: usize = 64 << 20;

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
        let spawned = (0..threads.get().min(items.len()))
            .map(|_| Builder::new().stack_size(STACK).spawn_scoped(scope, worker));
        let spawned: Vec<_> = spawned.collect();
        spawned
            .into_iter()
            .flat_map(|spawned| finished(spawned.map(ScopedJoinHandle::join)))
            .collect::<Vec<_>>()
    });
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Runs on a thread whose stack is large enough; a panic there goes on here.
pub(crate) fn on_large_stack<T: Send>(run: impl FnOnce() -> T + Send) -> T {
    scope(|scope| {
        let spawned = Builder::new().stack_size(STACK).spawn_scoped(scope, run);
        finished(spawned.map(ScopedJoinHandle::join))
    })
}

/// What a thread came to.
fn finished<T>(joined: std::io::Result<std::thread::Result<T>>) -> T {
    match joined {
        Ok(Ok(done)) => done,
        Ok(Err(panic)) => std::panic::resume_unwind(panic),
        Err(error) => std::panic::resume_unwind(Box::new(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use super::map;

    #[test]
    fn results_stand_in_the_order_of_the_work() {
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
