//! A panic of a handler -> a value, so that one request fails and its connection continues.
//!
//! The payload of the panic is dropped. The panic hook has logged it, and it must not be in a
//! response. If panics abort the process, there is nothing to catch.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::Poll;

/// A handler panicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Panicked;

/// Runs `future` to its end or to its panic.
///
/// Data that the future shares with others may be left half changed, as after any panic; a poisoned
/// lock shows it.
pub(crate) fn catch<F: Future + ?Sized>(
    mut future: Pin<&mut F>,
) -> impl Future<Output = Result<F::Output, Panicked>> {
    std::future::poll_fn(move |context| {
        let polled = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context)));
        match polled {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(output)) => Poll::Ready(Ok(output)),
            Err(_) => Poll::Ready(Err(Panicked)),
        }
    })
}

#[allow(clippy::panic, reason = "a test")]
#[cfg(test)]
mod tests {
    use std::pin::pin;

    use super::*;

    #[tokio::test]
    async fn catches_before_and_after_a_wait() {
        assert_eq!(catch(pin!(async { 7 })).await, Ok(7));
        assert_eq!(
            catch(pin!(async { panic!("at once") })).await,
            Err::<(), _>(Panicked)
        );
        let later = async {
            tokio::task::yield_now().await;
            panic!("later")
        };
        assert_eq!(catch(pin!(later)).await, Err::<(), _>(Panicked));
    }
}
