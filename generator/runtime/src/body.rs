//! The body of a message: nothing, bytes at hand, or a stream. Never collects more bytes than its
//! limit.

use std::{
    fmt,
    pin::Pin,
    sync::Mutex,
    task::{Context, Poll},
};

use bytes::{Bytes, BytesMut};
use http_body::{Frame, SizeHint};
use http_body_util::{BodyExt, combinators::UnsyncBoxBody};

/// Any error, boxed.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Why a body could not be read to its end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BodyError {
    /// More bytes than allowed.
    #[error("the body is larger than {limit} bytes")]
    TooLarge {
        /// How many are allowed.
        limit: u64,
    },
    /// The connection ended too early, or what feeds the stream failed.
    #[error("the body broke off: {0}")]
    Interrupted(BoxError),
}

/// A body of any origin, and what `http_body::Body` calls one.
#[derive(Default)]
pub struct Body(BodyKind);

#[derive(Default)]
enum BodyKind {
    #[default]
    Empty,
    Full(Bytes),
    /// The lock makes the body `Sync`; nobody waits for it.
    Stream(Mutex<UnsyncBoxBody<Bytes, BodyError>>),
}

impl Body {
    /// No bytes.
    #[must_use]
    pub const fn empty() -> Self {
        Self(BodyKind::Empty)
    }

    /// Bytes at hand.
    pub fn full(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        if bytes.is_empty() {
            Self::empty()
        } else {
            Self(BodyKind::Full(bytes))
        }
    }

    /// Bytes that come one frame after the other.
    pub fn stream<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let body = body.map_err(|error| match error.into().downcast::<BodyError>() {
            Ok(own) => *own,
            Err(other) => BodyError::Interrupted(other),
        });
        Self(BodyKind::Stream(Mutex::new(body.boxed_unsync())))
    }

    /// The bytes, when they are all at hand.
    #[must_use]
    pub fn bytes(&self) -> Option<Bytes> {
        match &self.0 {
            BodyKind::Empty => Some(Bytes::new()),
            BodyKind::Full(bytes) => Some(bytes.clone()),
            BodyKind::Stream(_) => None,
        }
    }

    /// Reads to the end.
    ///
    /// # Errors
    /// When there are more than `limit` bytes, or the stream breaks off.
    pub async fn collect(mut self, limit: u64) -> Result<Bytes, BodyError> {
        let mut collected = BytesMut::new();
        self.collect_into(&mut collected, limit).await?;
        Ok(collected.freeze())
    }

    /// Reads to the end; what arrived before an error stays in `collected`.
    pub(crate) async fn collect_into(
        &mut self,
        collected: &mut BytesMut,
        limit: u64,
    ) -> Result<(), BodyError> {
        if http_body::Body::size_hint(self).lower() > limit {
            return Err(BodyError::TooLarge { limit });
        }
        while let Some(frame) = self.frame().await {
            let Ok(data) = frame?.into_data() else {
                continue;
            };
            let total = (collected.len() as u64).saturating_add(data.len() as u64);
            if total > limit {
                return Err(BodyError::TooLarge { limit });
            }
            collected.extend_from_slice(&data);
        }
        Ok(())
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        match &mut self.0 {
            BodyKind::Empty => Poll::Ready(None),
            BodyKind::Full(bytes) => {
                let bytes = std::mem::take(bytes);
                self.0 = BodyKind::Empty;
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            BodyKind::Stream(body) => Pin::new(unlocked(body)).poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            BodyKind::Empty => true,
            BodyKind::Full(_) => false,
            BodyKind::Stream(body) => body.lock().is_ok_and(|body| body.is_end_stream()),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            BodyKind::Empty => SizeHint::with_exact(0),
            BodyKind::Full(bytes) => SizeHint::with_exact(bytes.len() as u64),
            BodyKind::Stream(body) => body.lock().map(|body| body.size_hint()).unwrap_or_default(),
        }
    }
}

/// What a lock holds, without locking: there is but one owner.
fn unlocked<T>(lock: &mut Mutex<T>) -> &mut T {
    lock.get_mut()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Shows the size, not the bytes.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            BodyKind::Empty => f.write_str("Body(empty)"),
            BodyKind::Full(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            BodyKind::Stream(_) => f.write_str("Body(stream)"),
        }
    }
}
