//! A body of a response that streams, and that ends with an error if nothing arrives for too long.
//! Only the time in which somebody waits for the next piece counts: a slow reader is not the
//! server's fault.

use std::{
    future::Future as _,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use crate::{
    body::{Body, BodyError},
    clock::{self, Sleep, sleep_until},
};

/// The body with its limit.
pub(super) struct IdleBody {
    body: Body,
    limit: Duration,
    /// Since somebody waits for the next piece.
    wait: Option<Pin<Box<Sleep>>>,
}

impl IdleBody {
    /// A body whose pieces arrive within the limit.
    pub(super) fn new(body: Body, limit: Duration) -> Self {
        Self {
            body,
            limit,
            wait: None,
        }
    }
}

impl http_body::Body for IdleBody {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let Self { body, limit, wait } = &mut *self;
        if let Poll::Ready(frame) = Pin::new(&mut *body).poll_frame(cx) {
            *wait = None;
            return Poll::Ready(frame);
        }
        let timer = wait.get_or_insert_with(|| Box::pin(sleep_until(clock::after(*limit))));
        ready!(timer.as_mut().poll(cx));
        let limit = *limit;
        *body = Body::empty();
        Poll::Ready(Some(Err(BodyError::Stalled { limit })))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
