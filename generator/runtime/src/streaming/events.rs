//! `text/event-stream` (<https://html.spec.whatwg.org/multipage/server-sent-events.html>) with
//! typed data: read on a client while it arrives, made from a stream on a server.
//!
//! ```text
//! event: progress
//! data: {"percent":40}
//!
//! data: [DONE]
//! ```
//!
//! is an event `progress` with a value, and an event with the raw string `[DONE]`.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, HeaderValue, header};

use super::{
    OneTimeStream, StreamError,
    item_check::ItemCheck,
    line::{Line, LineEnd, Lines},
    parse::{Parser, RawEvent, is_text, milliseconds},
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

/// One server-sent event.
///
/// # Examples
///
/// ```
/// use bindwright_runtime::Event;
///
/// let event = Event::new(42).event("progress").id("7");
/// assert_eq!(event.value(), Some(&42));
/// assert_eq!(event.event.as_deref(), Some("progress"));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The name; without one the event is a `message`.
    pub event: Option<String>,
    /// The ID of this event, or of the last event that had one.
    pub id: Option<String>,
    /// How long to wait before connecting again after the connection is lost.
    pub retry: Option<Duration>,
    /// The data.
    pub data: EventData<T>,
}

/// The data of an event.
#[derive(Debug, Clone, PartialEq)]
pub enum EventData<T> {
    /// A value of the documented type.
    Value(T),
    /// A string that is not JSON, such as `[DONE]`.
    Raw(String),
}

impl<T> Event<T> {
    /// An event with data only.
    pub fn new(value: T) -> Self {
        Self::with(EventData::Value(value))
    }

    /// An event whose data is not JSON.
    pub fn raw(text: impl Into<String>) -> Self {
        Self::with(EventData::Raw(text.into()))
    }

    /// An event with this data and nothing else.
    fn with(data: EventData<T>) -> Self {
        Self {
            event: None,
            id: None,
            retry: None,
            data,
        }
    }

    /// Sets the name. It must not contain line breaks.
    #[must_use]
    pub fn event(mut self, event: impl Into<String>) -> Self {
        self.event = Some(event.into());
        self
    }

    /// Sets the ID. It must not contain line breaks.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Sets how long to wait before connecting again, in whole milliseconds.
    #[must_use]
    pub fn retry(mut self, retry: Duration) -> Self {
        self.retry = Some(retry);
        self
    }

    /// The value, unless the data is not JSON.
    pub fn value(&self) -> Option<&T> {
        match &self.data {
            EventData::Value(value) => Some(value),
            EventData::Raw(_) => None,
        }
    }
}

/// Events that arrive over time: a [`Stream`] of `Result<Event<T>, StreamError>`.
///
/// # Examples
///
/// A handler makes one from any stream, and a client polls it like any stream:
///
/// ```
/// use bindwright_runtime::{Event, EventStream};
/// use futures_util::{StreamExt, stream};
///
/// # futures_executor_block_on(async {
/// let steps = [50, 100].map(|percent| Ok::<_, std::io::Error>(Event::new(percent)));
/// let mut events = EventStream::from_stream(stream::iter(steps));
/// while let Some(event) = events.next().await {
///     println!("{:?} %", event?.value());
/// }
/// # Ok::<(), bindwright_runtime::StreamError>(())
/// # }).unwrap();
/// # fn futures_executor_block_on<F: Future>(future: F) -> F::Output {
/// #     tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
/// # }
/// ```
#[derive(Debug)]
pub struct EventStream<T>(OneTimeStream<Event<T>>, ItemCheck<T>);

impl<T: Send + 'static> EventStream<T> {
    /// The events of a stream. An error ends the body without its proper end, so that the client
    /// notices.
    pub fn from_stream<S, E>(events: S) -> Self
    where
        S: Stream<Item = Result<Event<T>, E>> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        Self(OneTimeStream::from_results(events), ItemCheck::new())
    }

    /// Checks the value of each event when it is read.
    #[doc(hidden)]
    pub fn check_items(&self, check: fn(&T, &mut Checker<'_>)) {
        self.1.set(check);
    }
}

impl<T: Send + 'static> Stream for EventStream<T> {
    type Item = Result<Event<T>, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll(cx)
    }
}

impl<T: Encode + Send + 'static> EncodeBody for EventStream<T> {
    fn payload(&self, media: Media) -> Result<Payload, EncodeError> {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, media.content_type());
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        let check = self.1.shared();
        let body = self.0.body(move |event| {
            event.value().map_or(Ok(()), |value| check.sent(value))?;
            write(event, media)
        });
        Ok(Payload { headers, body })
    }
}

impl<T: Decode + Send + 'static> DecodeBody for EventStream<T> {
    fn read(received: ReceivedBody<'_>) -> Result<Self, Untrusted<DecodeError>> {
        let check = ItemCheck::new();
        let events = Events {
            lines: Lines::new(received.content.body()?, LineEnd::Any),
            parser: Parser::default(),
            policy: received.policy,
            memory: received.limits.memory,
            check: check.shared(),
            redaction: received.redaction,
        };
        Ok(Self(OneTimeStream::new(events), check))
    }
}

/// One event as it is sent: its fields, and one `data:` line per line of data.
fn write<T: Encode>(event: Event<T>, media: Media) -> Result<Bytes, StreamError> {
    let mut out = String::new();
    let retry = event.retry.map(milliseconds);
    for (field, value) in [
        ("event", &event.event),
        ("id", &event.id),
        ("retry", &retry),
    ] {
        let Some(value) = value else { continue };
        if value.contains(['\n', '\r', '\0']) {
            return Err(StreamError::Field);
        }
        out.extend([field, ": ", value, "\n"]);
    }
    let data = match &event.data {
        EventData::Value(value) => {
            let json = body_to_json(value, media.direction())?;
            String::from_utf8_lossy(&json).into_owned()
        }
        EventData::Raw(text) => text.replace("\r\n", "\n").replace('\r', "\n"),
    };
    for line in data.split('\n') {
        out.extend(["data: ", line, "\n"]);
    }
    out.push('\n');
    Ok(out.into())
}

/// The event that the parser found, with its data decoded. Data that is not JSON at all is kept as
/// a string; JSON of another type is an error.
fn read<T: Decode>(
    raw: RawEvent,
    policy: Policy,
    memory: usize,
    check: &ItemCheck<T>,
) -> Result<Event<T>, Untrusted<StreamError>> {
    let data = match from_json_within(raw.data.as_bytes(), policy, memory) {
        Ok(value) => {
            check.run(&value, &raw.data)?;
            EventData::Value(value)
        }
        // A type may reject the first byte before anyone sees that the rest is not JSON: `[DONE]`.
        Err(_) if is_text(&raw.data, memory) => EventData::Raw(raw.data),
        Err(error) => {
            return Err(Untrusted::new(StreamError::Item {
                error,
                text: raw.data,
            }));
        }
    };
    Ok(Event {
        event: raw.event,
        id: raw.id,
        retry: raw.retry,
        data,
    })
}

/// Reads the events of a body while it arrives.
struct Events<T> {
    lines: Lines,
    parser: Parser,
    policy: Policy,
    /// The most bytes that the data of an event may need.
    memory: usize,
    check: ItemCheck<T>,
    redaction: Redaction,
}

impl<T: Decode> Stream for Events<T> {
    type Item = Result<Event<T>, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(self.lines.poll(cx)) {
                Some(Ok(Line::Complete(line))) => {
                    if let Some(raw) = self.parser.line(&line) {
                        let event = read(raw, self.policy, self.memory, &self.check);
                        let event = event.map_err(|error| error.redacted(&self.redaction));
                        return Poll::Ready(Some(event));
                    }
                    if let Some(limit) = self.parser.exceeded() {
                        self.lines = Lines::new(crate::body::Body::empty(), LineEnd::Any);
                        return Poll::Ready(Some(Err(StreamError::TooLong { limit })));
                    }
                }
                // An event without the empty line behind it is discarded.
                Some(Ok(Line::Unfinished(_))) | None => return Poll::Ready(None),
                Some(Err(error)) => {
                    let error = Untrusted::new(error).redacted(&self.redaction);
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }
}
