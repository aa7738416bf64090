//! Server-sent events over several connections: after one is lost, another asks for the events behind
//! the last one (<https://html.spec.whatwg.org/multipage/server-sent-events.html#the-last-event-id-header>).
//!
//! | what happens | then |
//! |---|---|
//! | the stream ends, breaks off or stalls | another connection, after `retry` of the last event, or a pause |
//! | no connection, or a status that [passes](super::passing) | the same |
//! | no event over as many connections as the policy allows | the end, with the last error |
//! | a `retry` that is longer than the longest pause | the end, with an error that says so |
//! | 204 | the end: the server wants no more connections |
//! | another status | the end, with the error |
//! | an event that does not decode | an error; the stream goes on |

use std::{fmt, time::Duration};

use futures_core::stream::BoxStream;
use futures_util::{StreamExt as _, stream};
use http::{HeaderValue, StatusCode};
use tracing::debug;

use super::{passing::may_pass, retry::Retry};
use crate::{
    clock::sleep,
    error::Error,
    message::{Request, Response},
    streaming::{Event, EventStream, StreamError},
};

/// The ID of the last event that arrived, for the next connection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LastEvent(Option<String>);

impl LastEvent {
    /// The ID, if there was an event with one.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// The request with the header `Last-Event-ID`, if there was an event with an ID.
    #[must_use]
    pub fn of<A>(&self, request: impl Into<Request<A>>) -> Request<A> {
        let mut request = request.into();
        let id = self
            .id()
            .and_then(|id| HeaderValue::from_bytes(id.as_bytes()).ok());
        if let Some(id) = id {
            request.headers_mut().insert("last-event-id", id);
        }
        request
    }
}

/// Connects again to a stream of events when its connection is lost.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "client")]
/// # fn example<F, C, E>(watch: F) where
/// #     E: Send + 'static, C: Future<Output = Result<bindwright_runtime::Response<bindwright_runtime::EventStream<u8>>,
/// #         bindwright_runtime::Error<E>>> + Send + 'static,
/// #     F: Fn(bindwright_runtime::Request<()>) -> C + Send + 'static,
/// # {
/// use bindwright_runtime::client::Reconnect;
///
/// // let client = …; let watch = move |request| { let client = client.clone(); async move { client.watch(request).await } };
/// let events = Reconnect::default().events(move |last| watch(last.of(())));
/// # drop(events);
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Reconnect {
    retry: Retry,
    shortest: Duration,
}

impl Default for Reconnect {
    /// Five connections in a row without an event, after pauses of about 3 s at first.
    fn default() -> Self {
        let retry = Retry::default().repeats(5);
        Self::new(retry.first_pause(Duration::from_secs(3)))
    }
}

/// Why there is no event.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum EventError<E> {
    /// There is no connection. Nothing follows.
    #[error("{0}")]
    Connect(Error<E>),
    /// An event could not be read, or the last connection was lost.
    #[error("{0}")]
    Stream(StreamError),
    /// The server asks for a longer pause before the next connection than the policy allows
    /// ([`Retry::longest_pause`]). Nothing follows.
    #[error(
        "the server asks to connect again after {asked:?}, and the longest pause is {longest:?}"
    )]
    #[non_exhaustive]
    Pause {
        /// What it asks for.
        asked: Duration,
        /// The longest pause.
        longest: Duration,
    },
}

/// Prints what `Display` prints.
impl<E> fmt::Debug for EventError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EventError({self})")
    }
}

/// The state between two events.
struct Reconnecting<T, E, F> {
    policy: Reconnect,
    connect: F,
    connection: Option<EventStream<T>>,
    /// The last ID, also of a connection before.
    last: LastEvent,
    /// Whether this connection has had an event with an ID.
    has_ids: bool,
    /// The pause that the last event asked for.
    asked: Option<Duration>,
    /// The connections since the last event.
    lost: u32,
    has_ended: bool,
    /// Why the last connection was lost, or was not made.
    failure: Option<EventError<E>>,
    is_first: bool,
}

impl Reconnect {
    /// The shortest pause by default.
    const SHORTEST: Duration = Duration::from_millis(100);

    /// As often, and after pauses, as a policy says. Its predicate is not asked. The number of
    /// repeats starts again after each event.
    pub fn new(retry: Retry) -> Self {
        Self {
            retry,
            shortest: Self::SHORTEST,
        }
    }

    /// Sets the shortest pause that a server may ask for, 100 ms by default: one that asks for none, and closes
    /// each connection after an event, would otherwise be connected to as fast as it responds.
    pub fn shortest_pause(mut self, pause: Duration) -> Self {
        self.shortest = pause;
        self
    }

    /// The events of all connections. `connect` makes one: it adds the ID of the last event to the
    /// request and calls the operation.
    pub fn events<T, E, F, C>(
        self,
        connect: F,
    ) -> BoxStream<'static, Result<Event<T>, EventError<E>>>
    where
        T: Send + 'static,
        E: Send + 'static,
        F: FnMut(LastEvent) -> C + Send + 'static,
        C: Future<Output = Result<Response<EventStream<T>>, Error<E>>> + Send + 'static,
    {
        let state = Reconnecting {
            policy: self,
            connect,
            connection: None,
            last: LastEvent::default(),
            has_ids: false,
            asked: None,
            lost: 0,
            has_ended: false,
            failure: None,
            is_first: true,
        };
        Box::pin(stream::unfold(state, |mut state| async move {
            let event = state.next().await?;
            Some((event, state))
        }))
    }
}

impl<T, E, F, C> Reconnecting<T, E, F>
where
    T: Send + 'static,
    F: FnMut(LastEvent) -> C,
    C: Future<Output = Result<Response<EventStream<T>>, Error<E>>>,
{
    /// The next event or error; `None` at the end.
    async fn next(&mut self) -> Option<Result<Event<T>, EventError<E>>> {
        loop {
            if self.has_ended {
                return None;
            }
            let Some(connection) = &mut self.connection else {
                if let Some(error) = self.open().await {
                    return Some(Err(error));
                }
                continue;
            };
            match connection.next().await {
                Some(Ok(event)) => {
                    self.lost = 0;
                    self.remember(event.id.as_ref());
                    self.asked = event.retry.or(self.asked);
                    return Some(Ok(event));
                }
                Some(Err(StreamError::Body(error))) => {
                    debug!(%error, "the connection of a stream of events was lost");
                    self.failure = Some(EventError::Stream(StreamError::Body(error)));
                    self.connection = None;
                }
                Some(Err(error)) => return Some(Err(EventError::Stream(error))),
                None => self.connection = None,
            }
        }
    }

    /// Keeps the ID of an event. Without one, the ID of the connection before stays, unless this
    /// connection had IDs and the server took them back.
    fn remember(&mut self, id: Option<&String>) {
        if id.is_some() || self.has_ids {
            self.last = LastEvent(id.cloned());
        }
        self.has_ids |= id.is_some();
    }

    /// The pause before the next connection; `None` if there is no other one.
    fn pause(&mut self) -> Option<Duration> {
        let Reconnect { retry, shortest } = &self.policy;
        let longest = retry.longest();
        if let Some(asked) = self.asked.filter(|asked| *asked > longest) {
            self.failure = Some(EventError::Pause { asked, longest });
            return None;
        }
        let asked = self.asked.map(|asked| asked.max(*shortest).min(longest));
        retry.pause(self.lost.max(1), asked)
    }

    /// Opens a connection, after a pause if it is not the first. Returns the error at the end.
    async fn open(&mut self) -> Option<EventError<E>> {
        if !std::mem::take(&mut self.is_first) {
            let Some(pause) = self.pause() else {
                self.has_ended = true;
                return self.failure.take();
            };
            sleep(pause).await;
        }
        self.lost += 1;
        match (self.connect)(self.last.clone()).await {
            Ok(response) if response.status() == StatusCode::NO_CONTENT => self.has_ended = true,
            Ok(response) => {
                self.failure = None;
                self.connection = Some(response.into_body());
                self.has_ids = false;
            }
            Err(error) => {
                let passes = match &error {
                    Error::Transport(_) | Error::Timeout(_) => true,
                    Error::Token(error) => error.may_pass(),
                    Error::Api(_) | Error::Unexpected(_) => error.status().is_some_and(may_pass),
                    Error::Invalid(_) | Error::Config(_) => false,
                };
                if !passes {
                    self.has_ended = true;
                    return Some(EventError::Connect(error));
                }
                debug!(%error, "no connection to a stream of events");
                self.failure = Some(EventError::Connect(error));
            }
        }
        None
    }
}
