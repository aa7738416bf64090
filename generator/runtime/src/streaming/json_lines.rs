//! One JSON value per line (`application/x-ndjson`, `application/jsonl`), typed:
//! `{"id":1}\n{"id":2}\n`. Blank lines are skipped.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, header};

use super::{
    OneTimeStream, StreamError,
    item_check::ItemCheck,
    line::{Line, LineEnd, Lines},
};
use crate::{
    body::BoxError,
    body_codec::{DecodeBody, EncodeBody},
    check::Checker,
    codec::{Decode, DecodeError, Encode, EncodeError, Policy, body_to_json, from_json_within},
    media::Media,
    payload::{Payload, ReceivedBody},
    untrusted::{Redaction, Untrusted},
};

/// Values that arrive over time, one per line: a [`Stream`] of `Result<T, StreamError>`.
///
/// A value that does not decode is an error of its own; the stream continues after it.
///
/// # Examples
///
/// ```
/// use bindwright_runtime::JsonLines;
/// use futures_util::stream;
///
/// // A response of a handler: {"id":1}\n{"id":2}\n
/// let rows = stream::iter([1, 2].map(Ok::<i32, std::io::Error>));
/// let body = JsonLines::from_stream(rows);
/// # let _ = body;
/// ```
#[derive(Debug)]
pub struct JsonLines<T>(OneTimeStream<T>, ItemCheck<T>);

impl<T: Send + 'static> JsonLines<T> {
    /// The values of a stream. An error ends the body without its proper end, so that the other
    /// side notices.
    pub fn from_stream<S, E>(items: S) -> Self
    where
        S: Stream<Item = Result<T, E>> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        Self(OneTimeStream::from_results(items), ItemCheck::new())
    }

    /// Checks each item when it is read.
    #[doc(hidden)]
    pub fn check_items(&self, check: fn(&T, &mut Checker<'_>)) {
        self.1.set(check);
    }
}

impl<T: Send + 'static> Stream for JsonLines<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll(cx)
    }
}

impl<T: Encode + Send + 'static> EncodeBody for JsonLines<T> {
    fn payload(&self, media: Media) -> Result<Payload, EncodeError> {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, media.content_type());
        let check = self.1.shared();
        let body = self.0.body(move |item| {
            check.sent(&item)?;
            write(item, media)
        });
        Ok(Payload { headers, body })
    }
}

impl<T: Decode + Send + 'static> DecodeBody for JsonLines<T> {
    fn read(received: ReceivedBody<'_>) -> Result<Self, Untrusted<DecodeError>> {
        let check = ItemCheck::new();
        let lines = DecodedLines {
            lines: Lines::new(received.content.body()?, LineEnd::Lf),
            policy: received.policy,
            memory: received.limits.memory,
            check: check.shared(),
            redaction: received.redaction,
        };
        Ok(Self(OneTimeStream::new(lines), check))
    }
}

/// One value and its line break.
fn write<T: Encode>(item: T, media: Media) -> Result<Bytes, StreamError> {
    let mut line = body_to_json(&item, media.direction())?;
    line.push(b'\n');
    Ok(line.into())
}

/// Reads the lines of a body while it arrives.
struct DecodedLines<T> {
    lines: Lines,
    policy: Policy,
    /// The most bytes that an item may need.
    memory: usize,
    check: ItemCheck<T>,
    redaction: Redaction,
}

impl<T: Decode> Stream for DecodedLines<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let text = match ready!(self.lines.poll(cx)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => {
                    let error = Untrusted::new(error).redacted(&self.redaction);
                    return Poll::Ready(Some(Err(error)));
                }
                Some(Ok(Line::Complete(text) | Line::Unfinished(text))) => text,
            };
            if text.trim().is_empty() {
                continue;
            }
            let item = match from_json_within(text.as_bytes(), self.policy, self.memory) {
                Ok(item) => self.check.run(&item, &text).map(|()| item),
                Err(error) => Err(Untrusted::new(StreamError::Item { error, text })),
            };
            return Poll::Ready(Some(item.map_err(|error| error.redacted(&self.redaction))));
        }
    }
}
