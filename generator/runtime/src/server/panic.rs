//! A panic of a handler -> a value, so that one request fails and its connection continues.
//!
//! The payload of the panic is dropped. The panic hook has logged it, and it must not be in a
//! response. If panics abort the process, there is nothing to catch.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::Poll;

use tracing::Span;

/// A handler panicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Panicked;

/// Runs `future` to its end or to its panic, in a span. [`Instrument`](tracing::Instrument) would enter the span once more, to drop what
/// is dropped elsewhere.
///
/// Data that the future shares with others may be left half changed, as after any panic; a poisoned
/// lock shows it.
pub(crate) fn catch<F: Future + ?Sized>(
    span: &Span,
    mut future: Pin<&mut F>,
) -> impl Future<Output = Result<F::Output, Panicked>> {
    std::future::poll_fn(move |context| {
        let _entered = span.enter();
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
        assert_eq!(catch(&Span::none(), pin!(async { 7 })).await, Ok(7));
        assert_eq!(
            catch(&Span::none(), pin!(async { panic!("at once") })).await,
            Err::<(), _>(Panicked)
        );
        let later = async {
            tokio::task::yield_now().await;
            panic!("later")
        };
        assert_eq!(
            catch(&Span::none(), pin!(later)).await,
            Err::<(), _>(Panicked)
        );
    }
}
