//! Streams as iterators.

use std::{fmt, future::poll_fn, pin::Pin};

use futures_core::Stream;

use super::BlockingRuntime;
use crate::{
    client::pages::{PagedOperation, Pages, PagesByPage},
    streaming::{EventStream, JsonLines},
};

/// The items of a stream, each of which is waited for: those of all pages of a list, of events, of JSON
/// lines. It has the errors of the stream, and ends where the stream does.
///
/// # Examples
///
/// ```
/// use bindwright_runtime::{JsonLines, StreamError};
///
/// # fn main() {
/// let numbers = futures_util::stream::iter([1, 2].map(Ok::<_, StreamError>));
/// let numbers: Result<Vec<i32>, _> = JsonLines::from_stream(numbers).blocking().collect();
/// assert_eq!(numbers.unwrap(), [1, 2]);
/// # }
/// ```
#[must_use = "nothing is received before an item is asked for"]
pub struct BlockingIter<S> {
    stream: S,
    /// That of a client is there since the client was built. Without one, there are no timers.
    runtime: Option<BlockingRuntime>,
}

impl<S: Stream + Unpin> BlockingIter<S> {
    /// The items of any stream. `Box::pin` makes one of those that cannot be moved.
    pub fn new(stream: S) -> Self {
        Self {
            stream,
            runtime: BlockingRuntime::start().ok(),
        }
    }

    /// The stream.
    pub fn get_ref(&self) -> &S {
        &self.stream
    }

    /// The stream, to read what is left of it in another way.
    pub fn into_inner(self) -> S {
        self.stream
    }
}

impl<S: Stream + Unpin> Iterator for BlockingIter<S> {
    type Item = S::Item;

    fn next(&mut self) -> Option<S::Item> {
        let Self { stream, runtime } = self;
        let next = poll_fn(|cx| Pin::new(&mut *stream).poll_next(cx));
        match runtime {
            Some(runtime) => runtime.block_on(next),
            None => pollster::block_on(next),
        }
    }
}

impl<O: PagedOperation> BlockingIter<Pages<O>> {
    /// The same list, page after page: [`Pages::by_page`].
    pub fn by_page(self) -> BlockingIter<PagesByPage<O>> {
        BlockingIter {
            stream: self.stream.by_page(),
            runtime: self.runtime,
        }
    }
}

impl<S: fmt::Debug> fmt::Debug for BlockingIter<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BlockingIter").field(&self.stream).finish()
    }
}

impl<T: Send + 'static> EventStream<T> {
    /// The events as an iterator, for a client that blocks.
    pub fn blocking(self) -> BlockingIter<Self> {
        BlockingIter::new(self)
    }
}

impl<T: Send + 'static> JsonLines<T> {
    /// The items as an iterator, for a client that blocks.
    pub fn blocking(self) -> BlockingIter<Self> {
        BlockingIter::new(self)
    }
}
