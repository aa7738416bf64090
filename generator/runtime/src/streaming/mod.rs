//! Bodies that are a sequence of typed values: server-sent events and JSON lines, read and written
//! one item at a time. They are never in memory as a whole. A line that grows beyond [`LINE_LIMIT`]
//! is rejected.

mod events;
mod item_check;
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
use http_body_util::StreamBody;

pub use events::{Event, EventData, EventStream};
pub use json_lines::JsonLines;

use crate::{
    body::{Body, BodyError, BoxError},
    codec::{DecodeError, EncodeError},
    error::OneLine,
    stream::MapStream,
    untrusted::{EscapedText, Redact, Redaction},
    violations::Violations,
};

/// The longest line that is read, and the longest data of one event, in bytes: 16 MiB.
pub const LINE_LIMIT: usize = 16 << 20;

/// The longest `id` of an event that is read, in bytes: 16 KiB, as much as most servers take of it in a header.
const ID_LIMIT: usize = 16 << 10;

/// Why an item of a typed stream could not be read or written.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum StreamError {
    /// The body broke off. Nothing follows.
    #[error(transparent)]
    Body(#[from] BodyError),
    /// A line, or the data of an event, is longer than [`LINE_LIMIT`], or its `id` than 16 KiB; nothing follows.
    #[error("a line is longer than {limit} bytes")]
    TooLong {
        /// How many are allowed.
        limit: usize,
    },
    /// JSON that is not of the documented type. The stream continues after it.
    #[error("{error}")]
    Item {
        /// What is wrong with it.
        error: DecodeError,
        /// The line or data as it was received, without the secrets of the exchange.
        text: String,
    },
    /// An item that breaks limits of the document. Only a client that was built with
    /// `check_responses(true)` checks them. The stream continues after it.
    #[error("{}", EscapedText::excerpt(&OneLine(.violations).to_string()))]
    Limits {
        /// What is wrong with it.
        violations: Violations,
        /// The line or data as it was received, without the secrets of the exchange.
        text: String,
    },
    /// A value that JSON cannot express, such as NaN.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// The name or ID of an event contains a line break or NUL.
    #[error("the name or id of an event holds a line break")]
    Field,
    /// The stream that supplies the items failed.
    #[error("{0}")]
    Source(BoxError),
}

/// Prints what `Display` prints: the text of an item may have secrets of its own.
impl fmt::Debug for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::Body(_) => "Body",
            Self::TooLong { .. } => "TooLong",
            Self::Item { .. } => "Item",
            Self::Limits { .. } => "Limits",
            Self::Encode(_) => "Encode",
            Self::Field => "Field",
            Self::Source(_) => "Source",
        };
        write!(f, "{name}({self})")
    }
}

/// The other side wrote the item, and what its body broke off with.
impl Redact for StreamError {
    fn redacted(self, redaction: &Redaction) -> Self {
        match self {
            Self::Item { error, text } => Self::Item {
                error: error.redacted(redaction),
                text: text.redacted(redaction),
            },
            Self::Limits { violations, text } => Self::Limits {
                violations: violations.redacted(redaction),
                text: text.redacted(redaction),
            },
            Self::Body(error) => Self::Body(error.redacted(redaction)),
            Self::TooLong { .. } | Self::Encode(_) | Self::Field | Self::Source(_) => self,
        }
    }
}

/// The items, boxed.
type BoxedItems<T> = Pin<Box<dyn Stream<Item = Result<T, StreamError>> + Send>>;

/// A stream of items that can be taken out once. The lock makes it `Sync`; it is never contended.
struct OneTimeStream<T>(Mutex<Option<BoxedItems<T>>>);

impl<T: Send + 'static> OneTimeStream<T> {
    /// The items of a body.
    fn new(items: impl Stream<Item = Result<T, StreamError>> + Send + 'static) -> Self {
        Self(Mutex::new(Some(Box::pin(items))))
    }

    /// The items of a stream of the user's.
    fn from_results<S, E>(items: S) -> Self
    where
        S: Stream<Item = Result<T, E>> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        Self::new(MapStream(Box::pin(items), |item: Result<T, E>| {
            item.map_err(|error| StreamError::Source(error.into()))
        }))
    }

    /// The next item.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, StreamError>>> {
        match self.0.get_mut().unwrap_or_else(PoisonError::into_inner) {
            Some(items) => items.as_mut().poll_next(cx),
            None => Poll::Ready(None),
        }
    }

    /// The items as the frames of a body. A second call has no items: a stream can be sent only
    /// once.
    fn body(&self, write: impl Fn(T) -> Result<Bytes, StreamError> + Send + 'static) -> Body {
        let taken = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        taken.map_or_else(Body::empty, |items| {
            let frame = move |item: Result<T, StreamError>| item.and_then(&write).map(Frame::data);
            Body::stream(StreamBody::new(MapStream(items, frame)))
        })
    }
}

impl<T> fmt::Debug for OneTimeStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("stream")
    }
}
