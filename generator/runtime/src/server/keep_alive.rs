//! A stream of events that pauses -> the same with comments, so that proxies and clients do not take the connection for a dead one.
//!
//! A comment is a line that begins with a colon, which clients ignore:
//! <https://html.spec.whatwg.org/multipage/server-sent-events.html#authoring-notes>.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::Response;
use http::header::CONTENT_TYPE;
use http_body::{Frame, SizeHint};
use tokio::time::{Instant, Sleep};

use crate::body::{Body, BodyError};
use crate::clock;

/// How long the stream of events of one response may pause before a comment is sent, whatever
/// [`Routes::event_keep_alive`](super::Routes::event_keep_alive) says. A handler puts it into the extensions of its response; other
/// responses than streams of events have no comments.
///
/// ```
/// use std::time::Duration;
/// use bindwright_runtime::{Event, EventStream, Response, server::EventKeepAlive};
///
/// fn with_comments(events: EventStream<u32>) -> Response<EventStream<u32>> {
///     let mut response = Response::new(events);
///     response.extensions_mut().insert(EventKeepAlive(Duration::from_secs(15)));
///     response
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventKeepAlive(pub Duration);

/// Adds comments to a response that is a stream of events, if it has an interval of its own, or there is one for all.
pub(super) fn add_comments(response: &mut Response<Body>, all: Option<Duration>) {
    let own = match response.extensions().is_empty() {
        true => None,
        false => response.extensions().get::<EventKeepAlive>(),
    };
    if let Some(interval) = own.map(|own| own.0).or(all)
        && is_events(response)
    {
        let interval = interval.min(clock::LONGEST);
        let body = std::mem::take(response.body_mut());
        *response.body_mut() = Body::stream(CommentedBody {
            body,
            interval,
            sleep: Box::pin(tokio::time::sleep(interval)),
        });
    }
}

fn is_events(response: &Response<Body>) -> bool {
    const EVENTS: &[u8] = b"text/event-stream";
    let media = response.headers().get(CONTENT_TYPE);
    media.is_some_and(|media| {
        let essence = media.as_bytes().get(..EVENTS.len());
        essence.is_some_and(|essence| essence.eq_ignore_ascii_case(EVENTS))
    })
}

/// A stream of events, each a frame of its own.
struct CommentedBody {
    body: Body,
    interval: Duration,
    sleep: Pin<Box<Sleep>>,
}

impl http_body::Body for CommentedBody {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        let comment = polled.is_pending() && self.sleep.as_mut().poll(context).is_ready();
        if polled.is_pending() && !comment {
            return Poll::Pending;
        }
        let next = Instant::now() + self.interval;
        self.sleep.as_mut().reset(next);
        match comment {
            true => Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b":\n\n"))))),
            false => polled,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}
