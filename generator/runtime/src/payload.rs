//! Bodies on their way: one that is ready to be sent, and one that was received, with what
//! describes it.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::{
    body::Body,
    codec::{DecodeError, DecodeReason, Policy},
    media::Media,
    multipart::Part,
};

/// A body that is ready to be sent, with the headers that describe it.
#[derive(Debug, Default)]
pub struct Payload {
    /// `Content-Type` and what else describes the body.
    pub headers: HeaderMap,
    /// The bytes.
    pub body: Body,
}

/// A body that arrived.
#[derive(Debug)]
pub struct ReceivedBody<'a> {
    /// The status, on a client.
    pub status: StatusCode,
    /// Which reply of its table it is, counted from 0; 0 for a request.
    pub reply: usize,
    /// The media type that it is read by; `None` where there is no body to read.
    pub media: Option<Media>,
    /// The headers around it.
    pub headers: &'a HeaderMap,
    /// The bytes.
    pub content: BodyContent,
    /// How much is forgiven.
    pub policy: Policy,
}

/// The bytes of a received body. [`MediaKind::streams`](crate::codegen::MediaKind::streams) says which kinds stream.
#[derive(Debug)]
pub enum BodyContent {
    /// All of them.
    Bytes(Bytes),
    /// A stream of them.
    Stream(Body),
    /// The parts of a form with files, or why it is none.
    Parts(Result<Vec<Part>, DecodeError>),
}

impl BodyContent {
    /// All of the bytes, which must be at hand.
    pub(crate) fn bytes(self) -> Result<Bytes, DecodeError> {
        self.body()?.bytes().ok_or_else(|| {
            DecodeReason::Expected {
                expected: "a body at hand",
                found: "a stream".to_owned(),
            }
            .into()
        })
    }

    /// The body, whether it is at hand or not; not one that was taken apart.
    pub(crate) fn body(self) -> Result<Body, DecodeError> {
        match self {
            Self::Bytes(bytes) => Ok(Body::full(bytes)),
            Self::Stream(body) => Ok(body),
            Self::Parts(parts) => parts.and_then(|_| {
                Err(DecodeReason::Expected {
                    expected: "one body",
                    found: "the parts of a form".to_owned(),
                }
                .into())
            }),
        }
    }
}
