//! Turns a panic of a handler into a value, so that one request fails and its connection lives on.
//!
//! The payload of the panic is dropped: it belongs in the log, where the panic hook has put it, and
//! never in a response. Where panics abort the process, there is nothing to catch.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

/// A handler panicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Panicked;

/// Runs `future` to its end or to its panic.
///
/// What the future shares with others may be left half changed, as behind any panicking thread; a
/// poisoned lock says so.
pub(crate) async fn catch<F: Future>(future: F) -> Result<F::Output, Panicked> {
    let mut future = pin!(future);
    std::future::poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context)));
        match polled {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(output)) => Poll::Ready(Ok(output)),
            Err(_) => Poll::Ready(Err(Panicked)),
        }
    })
    .await
}

#[allow(clippy::panic, reason = "a test")]
#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn catches_before_and_after_a_wait() {
        assert_eq!(catch(async { 7 }).await, Ok(7));
        assert_eq!(
            catch(async { panic!("at once") }).await,
            Err::<(), _>(Panicked)
        );
        let later = async {
            tokio::task::yield_now().await;
            panic!("later")
        };
        assert_eq!(catch(later).await, Err::<(), _>(Panicked));
    }
}
