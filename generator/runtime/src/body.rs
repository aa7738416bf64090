//! The body of a message: nothing, bytes in memory, or a stream. A body is never collected beyond a
//! limit that the caller sets.

use std::{
    any::Any,
    fmt,
    pin::Pin,
    sync::Mutex,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use http_body_util::{BodyExt, combinators::UnsyncBoxBody};

use crate::untrusted::{Redact, Redaction};

/// Any error that can travel between threads.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Why a body could not be read to its end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BodyError {
    /// The body has more bytes than allowed. It is detected as early as possible: from
    /// `Content-Length`, or while reading.
    #[error("the body is larger than {limit} bytes")]
    TooLarge {
        /// How many are allowed.
        limit: u64,
    },
    /// The connection ended too early, or the source of a stream failed.
    #[error("the body broke off: {0}")]
    Interrupted(BoxError),
    /// No piece of a body that streams went over the connection for too long.
    #[error("the body made no progress for {limit:?}")]
    Stalled {
        /// How long it may take.
        limit: Duration,
    },
}

/// A cause that has a secret of the exchange is replaced by its text.
impl Redact for BodyError {
    fn redacted(self, redaction: &Redaction) -> Self {
        match self {
            Self::TooLarge { .. } | Self::Stalled { .. } => self,
            Self::Interrupted(cause) => Self::Interrupted(cause.redacted(redaction)),
        }
    }
}

/// The body of a request or response, from any source. It implements
/// [`http_body::Body`](https://docs.rs/http-body).
///
/// # Examples
///
/// ```
/// use bindwright_runtime::Body;
///
/// let body = Body::full("hello");
/// assert_eq!(body.bytes().as_deref(), Some(&b"hello"[..]));
/// assert_eq!(format!("{body:?}"), "Body(5 bytes)");   // the bytes are not printed
/// ```
#[derive(Default)]
pub struct Body(BodyKind);

/// Where the bytes are.
#[derive(Default)]
enum BodyKind {
    #[default]
    Empty,
    Full(Bytes),
    /// Bytes in memory that are sent in pieces, so that somebody sees how far they are. In a box, because all requests are moved
    /// with room for them.
    #[cfg(feature = "client")]
    Pieces(Box<Pieces>),
    /// The lock makes the body `Sync`. It is never contended, because polling takes `&mut`.
    Stream(Mutex<UnsyncBoxBody<Bytes, BodyError>>),
}

/// Bytes that are sent in pieces.
#[cfg(feature = "client")]
struct Pieces {
    rest: Bytes,
    size: usize,
    /// Is told about each piece that is taken, and whether it is the last.
    taken: Box<dyn Fn(bool) + Send + Sync>,
}

#[cfg(feature = "client")]
impl Pieces {
    /// The next piece, if one is left.
    fn next(&mut self) -> Option<Bytes> {
        let end = self.rest.len().min(self.size);
        let piece = self.rest.split_to(end);
        (!piece.is_empty()).then(|| {
            (self.taken)(self.rest.is_empty());
            piece
        })
    }
}

impl Body {
    /// A body without bytes.
    #[must_use]
    pub const fn empty() -> Self {
        Self(BodyKind::Empty)
    }

    /// A body whose bytes are in memory.
    pub fn full(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        if bytes.is_empty() {
            Self::empty()
        } else {
            Self(BodyKind::Full(bytes))
        }
    }

    /// Bytes in memory that are sent in pieces of a size. `taken` is told about each that is taken,
    /// and whether it is the last.
    #[cfg(feature = "client")]
    pub(crate) fn pieces(
        bytes: Bytes,
        size: usize,
        taken: impl Fn(bool) + Send + Sync + 'static,
    ) -> Self {
        Self(BodyKind::Pieces(Box::new(Pieces {
            rest: bytes,
            size,
            taken: Box::new(taken),
        })))
    }

    /// A body whose bytes arrive frame by frame. A `BodyError` inside the stream's error is passed
    /// on as it is.
    pub fn stream<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        if body.is_end_stream() {
            return Self::empty();
        }
        // A body of this type is not boxed once more.
        let mut body = Some(body);
        let own = (&mut body as &mut dyn Any).downcast_mut::<Option<Self>>();
        if let Some(own) = own.and_then(Option::take) {
            return own;
        }
        let Some(body) = body else {
            return Self::empty();
        };
        let body = body.map_err(|error| match error.into().downcast::<BodyError>() {
            Ok(own) => *own,
            Err(other) => BodyError::Interrupted(other),
        });
        Self(BodyKind::Stream(Mutex::new(body.boxed_unsync())))
    }

    /// The bytes, if they are all in memory; `None` for a stream. Cheap: the bytes are shared, not
    /// copied.
    #[must_use]
    pub fn bytes(&self) -> Option<Bytes> {
        match &self.0 {
            BodyKind::Empty => Some(Bytes::new()),
            BodyKind::Full(bytes) => Some(bytes.clone()),
            #[cfg(feature = "client")]
            BodyKind::Pieces(pieces) => Some(pieces.rest.clone()),
            BodyKind::Stream(_) => None,
        }
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
            #[cfg(feature = "client")]
            BodyKind::Pieces(pieces) => {
                Poll::Ready(pieces.next().map(|piece| Ok(Frame::data(piece))))
            }
            BodyKind::Stream(body) => Pin::new(unlocked(body)).poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            BodyKind::Empty => true,
            BodyKind::Full(_) => false,
            #[cfg(feature = "client")]
            BodyKind::Pieces(pieces) => pieces.rest.is_empty(),
            BodyKind::Stream(body) => body.lock().is_ok_and(|body| body.is_end_stream()),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            BodyKind::Empty => SizeHint::with_exact(0),
            BodyKind::Full(bytes) => SizeHint::with_exact(bytes.len() as u64),
            #[cfg(feature = "client")]
            BodyKind::Pieces(pieces) => SizeHint::with_exact(pieces.rest.len() as u64),
            BodyKind::Stream(body) => body.lock().map(|body| body.size_hint()).unwrap_or_default(),
        }
    }
}

impl Body {
    /// Whether all of it was read, without the lock.
    pub(crate) fn is_over(&mut self) -> bool {
        match &mut self.0 {
            BodyKind::Stream(body) => http_body::Body::is_end_stream(unlocked(body)),
            _ => http_body::Body::is_end_stream(self),
        }
    }

    /// How many bytes are left at least, without the lock.
    pub(crate) fn announced(&mut self) -> u64 {
        match &mut self.0 {
            BodyKind::Stream(body) => http_body::Body::size_hint(unlocked(body)).lower(),
            _ => http_body::Body::size_hint(self).lower(),
        }
    }
}

/// What a lock protects, without locking: `&mut` proves that there is no other user.
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
            #[cfg(feature = "client")]
            BodyKind::Pieces(pieces) => write!(f, "Body({} bytes)", pieces.rest.len()),
            BodyKind::Stream(_) => f.write_str("Body(stream)"),
        }
    }
}
