//! Several bodies as one.

use std::{
    collections::VecDeque,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use crate::body::{Body, BodyError};

impl Body {
    /// Bodies one after the other.
    pub(crate) fn chain(bodies: impl Into<VecDeque<Body>>) -> Self {
        Self::stream(Chain(bodies.into()))
    }
}

/// Bodies one after the other.
struct Chain(VecDeque<Body>);

impl http_body::Body for Chain {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        while let Some(first) = self.0.front_mut() {
            match Pin::new(first).poll_frame(cx) {
                Poll::Ready(None) => drop(self.0.pop_front()),
                other => return other,
            }
        }
        Poll::Ready(None)
    }

    fn size_hint(&self) -> SizeHint {
        let sizes: Option<u64> = self
            .0
            .iter()
            .map(|body| http_body::Body::size_hint(body).exact())
            .sum();
        sizes.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
