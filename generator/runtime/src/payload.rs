//! Bodies on their way: one that is ready to be sent, and one that was received, with what
//! describes it.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::{
    body::Body,
    codec::{DecodeError, DecodeReason, Policy},
    media::Media,
    multipart::{FormLimits, Part},
    untrusted::Redaction,
};

/// A body that is ready to be sent, with the headers that describe it.
#[derive(Debug, Default)]
pub struct Payload {
    /// `Content-Type` and what else describes the body.
    pub headers: HeaderMap,
    /// The bytes.
    pub body: Body,
}

/// A body that was received, and everything that decides how it is read.
pub struct ReceivedBody<'a> {
    /// The status of the response; 200 for a request.
    pub status: StatusCode,
    /// The index of the reply in its table; 0 for a request.
    pub reply: usize,
    /// The media type to read it by; `None` if there is no body.
    pub media: Option<Media>,
    /// The headers of the message.
    pub headers: &'a HeaderMap,
    /// The bytes.
    pub content: BodyContent,
    /// How strict decoding is.
    pub policy: Policy,
    /// Whether nothing may stand for an object without required members: the response has a status
    /// of success that the document does not list, such as 204.
    pub is_unlisted: bool,
    /// The secrets of the exchange, which errors of streams do not show.
    pub redaction: Redaction,
    /// How much the body may need.
    pub limits: ReceiveLimits,
}

/// Prints neither headers nor bytes.
impl fmt::Debug for ReceivedBody<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceivedBody")
            .field("status", &self.status)
            .field("media", &self.media)
            .finish_non_exhaustive()
    }
}

/// How much a body may need while it is read, beside its bytes.
#[derive(Debug, Clone, Copy)]
pub struct ReceiveLimits {
    /// The bytes of its value, by the sizes of the types. Not limited by default.
    pub memory: usize,
    /// Its parts, if it is a form.
    pub form: FormLimits,
}

#[cfg(any(feature = "client", feature = "server"))]
impl ReceiveLimits {
    /// The memory for the value of a body of so many bytes at most, unless another limit is set: 32 MiB, or
    /// 16 times the body if that is more.
    pub(crate) fn usual_memory(body: u64) -> usize {
        let body = usize::try_from(body).unwrap_or(usize::MAX);
        body.saturating_mul(16).max(32 << 20)
    }
}

impl Default for ReceiveLimits {
    fn default() -> Self {
        Self {
            memory: usize::MAX,
            form: FormLimits::default(),
        }
    }
}

/// The bytes of a received body. [`MediaKind::streams`](crate::codegen::MediaKind::streams) says
/// which kinds stream.
pub enum BodyContent {
    /// All of them, in memory.
    Bytes(Bytes),
    /// A stream.
    Stream(Body),
    /// The parts of a form with files, or why it is not a form.
    Parts(Result<Vec<Part>, DecodeError>),
}

/// Prints no bytes.
impl fmt::Debug for BodyContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bytes(_) => "Bytes",
            Self::Stream(_) => "Stream",
            Self::Parts(_) => "Parts",
        })
    }
}

impl BodyContent {
    /// All bytes, which must be in memory.
    pub(crate) fn bytes(self) -> Result<Bytes, DecodeError> {
        if let Self::Bytes(bytes) = self {
            return Ok(bytes);
        }
        self.body()?.bytes().ok_or_else(|| {
            DecodeReason::Expected {
                expected: "a body at hand",
                found: "a stream".into(),
            }
            .into()
        })
    }

    /// The body, in memory or as a stream; an error for a form that is split into parts already.
    pub(crate) fn body(self) -> Result<Body, DecodeError> {
        match self {
            Self::Bytes(bytes) => Ok(Body::full(bytes)),
            Self::Stream(body) => Ok(body),
            Self::Parts(parts) => parts.and_then(|_| {
                Err(DecodeReason::Expected {
                    expected: "one body",
                    found: "the parts of a form".into(),
                }
                .into())
            }),
        }
    }
}
