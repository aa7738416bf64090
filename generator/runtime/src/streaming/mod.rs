//! Bodies that are a sequence of typed values: server-sent events and JSON lines, read and written
//! one item after the other. Never held whole; rejects a line that grows beyond [`LINE_LIMIT`].

mod events;
mod json_lines;
mod line;
mod parse;

use std::{
    fmt,
    pin::Pin,
    sync::{Mutex, PoisonError},
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_core::Stream;
use http_body::Frame;

pub use events::{Event, EventData, EventStream};
pub use json_lines::JsonLines;

use crate::{
    body::{Body, BodyError, BoxError},
    codec::{DecodeError, EncodeError},
};

/// The longest line that is read, in bytes, and the longest data of one event: 16 MiB.
pub const LINE_LIMIT: usize = 16 << 20;

/// Why an item of a typed stream could not be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StreamError {
    /// The bytes broke off; nothing follows.
    #[error(transparent)]
    Body(#[from] BodyError),
    /// A line, or the data of an event, is longer than [`LINE_LIMIT`]; nothing follows.
    #[error("a line is longer than {limit} bytes")]
    TooLong {
        /// How many are allowed.
        limit: usize,
    },
    /// JSON that is not of the documented type. The stream goes on behind it.
    #[error("{error}")]
    Item {
        /// What is wrong with it.
        error: DecodeError,
        /// The string as it arrived.
        text: String,
    },
    /// A value that has no form in JSON.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// The name or id of an event holds a line break or NUL.
    #[error("the name or id of an event holds a line break")]
    Field,
    /// What feeds the stream failed.
    #[error("{0}")]
    Source(BoxError),
}

/// The items, boxed.
type BoxedItems<T> = Pin<Box<dyn Stream<Item = Result<T, StreamError>> + Send>>;

/// A stream of items that can be taken out once; the lock makes it `Sync`, nobody waits for it.
struct OneTimeStream<T>(Mutex<Option<BoxedItems<T>>>);

impl<T: Send + 'static> OneTimeStream<T> {
    fn new(items: impl Stream<Item = Result<T, StreamError>> + Send + 'static) -> Self {
        Self(Mutex::new(Some(Box::pin(items))))
    }

    fn from_results<S, E>(items: S) -> Self
    where
        S: Stream<Item = Result<T, E>> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        Self::new(MapStream(Box::pin(items), |item: Result<T, E>| {
            item.map_err(|error| StreamError::Source(error.into()))
        }))
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, StreamError>>> {
        match self.0.get_mut().unwrap_or_else(PoisonError::into_inner) {
            Some(items) => items.as_mut().poll_next(cx),
            None => Poll::Ready(None),
        }
    }

    /// The items as the frames of a body; a second call has none.
    fn body(&self, write: fn(T) -> Result<Bytes, StreamError>) -> Body {
        let taken = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        taken.map_or_else(Body::empty, |items| {
            Body::stream(StreamFrames(MapStream(
                items,
                move |item: Result<T, StreamError>| item.and_then(write),
            )))
        })
    }
}

impl<T> fmt::Debug for OneTimeStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("stream")
    }
}

/// A stream with a function over its items.
struct MapStream<S, F>(Pin<Box<S>>, F)
where
    S: ?Sized;

impl<S: ?Sized, F> Unpin for MapStream<S, F> {}

impl<S: Stream + ?Sized, T, F: FnMut(S::Item) -> T> Stream for MapStream<S, F> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let Self(items, map) = &mut *self;
        items.as_mut().poll_next(cx).map(|item| item.map(map))
    }
}

/// A stream of chunks as the frames of a body.
struct StreamFrames<S>(S);

impl<S: Stream<Item = Result<Bytes, StreamError>> + Unpin> http_body::Body for StreamFrames<S> {
    type Data = Bytes;
    type Error = StreamError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, StreamError>>> {
        let chunk = Pin::new(&mut self.0).poll_next(cx);
        chunk.map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }
}
