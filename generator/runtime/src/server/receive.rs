//! The body of a request -> bytes or a stream, within the limits of the server.
//!
//! | status | body |
//! |---|---|
//! | 413 | too large, announced or not; reading stops there |
//! | 415 | a media type that the document does not list, a charset other than UTF-8, or compressed |
//! | 408 | not received in time |
//! | 400 | broken off |

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};
use http_body::Frame;
use tokio::time::Sleep;

use super::error_response::ErrorResponse;
use super::limits::{Limits, broken_off, late, too_large};
use super::multipart_buffer;
use crate::{
    body::{Body, BodyError, BoxError},
    coding::is_utf8,
    media::{Media, MediaKind},
    operation_spec::BodySpec,
    payload::BodyContent,
};

/// The body of a request, which is read at most once.
#[derive(Debug)]
pub(crate) enum RequestBody {
    /// Not read yet.
    Waiting(Body),
    /// Read, to verify a signature or to decode it.
    Collected(Bytes),
}

impl Default for RequestBody {
    /// A body without bytes.
    fn default() -> Self {
        Self::Collected(Bytes::new())
    }
}

impl RequestBody {
    /// Whether the body certainly has no bytes.
    fn is_empty(&self) -> bool {
        match self {
            Self::Waiting(body) => http_body::Body::is_end_stream(body),
            Self::Collected(bytes) => bytes.is_empty(),
        }
    }

    /// The whole body.
    pub(crate) async fn bytes(&mut self, limits: &Limits) -> Result<Bytes, ErrorResponse> {
        if let Self::Waiting(body) = self {
            let collected = collect(std::mem::take(body), limits).await?;
            *self = Self::Collected(collected);
        }
        match self {
            Self::Collected(bytes) => Ok(bytes.clone()),
            Self::Waiting(_) => Ok(Bytes::new()),
        }
    }

    /// The body as its handler gets it: in parts or as a stream if the media type says so,
    /// collected otherwise.
    pub(crate) async fn content(
        self,
        media: Media,
        headers: &HeaderMap,
        limits: &Limits,
    ) -> Result<BodyContent, ErrorResponse> {
        match (media.kind(), self) {
            (_, Self::Collected(bytes)) => Ok(BodyContent::Bytes(bytes)),
            (MediaKind::Files, Self::Waiting(body)) => {
                let body = Body::stream(LimitedBody::new(body, limits));
                // Rare and large.
                Box::pin(multipart_buffer::parts(headers, body, limits)).await
            }
            (kind, Self::Waiting(body)) if kind.streams() => Ok(BodyContent::Stream(Body::stream(
                LimitedBody::new(body, limits),
            ))),
            (_, Self::Waiting(body)) => collect(body, limits).await.map(BodyContent::Bytes),
        }
    }
}

/// Rejects a body whose announced length is over the limit of the operation's media types.
pub(crate) fn check_announced(
    headers: &HeaderMap,
    spec: &BodySpec,
    limits: &Limits,
) -> Result<(), ErrorResponse> {
    let announced = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    let streams = spec.media.iter().any(|media| media.kind().streams());
    let limit = if streams { limits.stream } else { limits.body };
    match announced {
        Some(length) if length > limit => Err(too_large(limit)),
        Some(_) | None => Ok(()),
    }
}

/// The media type to read a body by; `None` if the request has no body.
pub(crate) fn media(
    headers: &HeaderMap,
    spec: &BodySpec,
    inbound: &RequestBody,
) -> Result<Option<Media>, ErrorResponse> {
    let coded = headers
        .get_all(CONTENT_ENCODING)
        .iter()
        .any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity"));
    if coded {
        let rejection = unsupported("the body must not be compressed");
        return Err(rejection.header(ACCEPT_ENCODING, HeaderValue::from_static("identity")));
    }
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let named = match (types.next(), types.next()) {
        (None, _) if inbound.is_empty() => return Ok(None),
        // What a client does not name is bytes ([RFC 9110, section
        // 8.3](https://www.rfc-editor.org/rfc/rfc9110#section-8.3)): browsers, curl and others send them like this.
        (None, _) => {
            let bytes = Media::find(spec.media, "application/octet-stream");
            let missing = || unsupported("the Content-Type header is missing");
            return bytes.ok_or_else(missing).map(Some);
        }
        (Some(one), None) => one
            .to_str()
            .map_err(|_| unsupported("the Content-Type is not text"))?,
        (Some(_), Some(_)) => return Err(unsupported("there are several Content-Type headers")),
    };
    let media = Media::find(spec.media, named).ok_or_else(|| unsupported(expected(spec)))?;
    if media.kind() != MediaKind::Binary && !is_utf8(named) {
        return Err(unsupported("the charset of the body must be UTF-8"));
    }
    let is_absent = media.kind() == MediaKind::Json && inbound.is_empty();
    Ok((!is_absent).then_some(media))
}

/// The message that lists the accepted media types.
fn expected(spec: &BodySpec) -> String {
    let listed: Vec<&str> = spec.media.iter().map(|media| media.range()).collect();
    format!("the Content-Type must be {}", listed.join(" or "))
}

/// Reads a body within the limits of size and time.
async fn collect(body: Body, limits: &Limits) -> Result<Bytes, ErrorResponse> {
    let reading = body.collect(limits.body);
    match tokio::time::timeout(limits.read_timeout, reading).await {
        Ok(Ok(collected)) => Ok(collected),
        Ok(Err(error)) => Err(broken_off(error)),
        Err(_) => Err(late()),
    }
}

fn unsupported(message: impl Into<String>) -> ErrorResponse {
    ErrorResponse::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "unsupported_media_type",
        message,
    )
}

/// A streamed body that fails if it pauses for too long or grows too large.
struct LimitedBody {
    body: Body,
    timeout: Duration,
    timer: Option<Pin<Box<Sleep>>>,
    left: u64,
    limit: u64,
}

impl LimitedBody {
    fn new(body: Body, limits: &Limits) -> Self {
        Self {
            body,
            timeout: limits.read_timeout,
            timer: None,
            left: limits.stream,
            limit: limits.stream,
        }
    }

    /// Ready when the body has paused for too long.
    fn poll_pause(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let timeout = self.timeout;
        let timer = self
            .timer
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(timeout)));
        ready!(timer.as_mut().poll(context));
        let late: BoxError = "the body did not come in time".into();
        Poll::Ready(Some(Err(BodyError::Interrupted(late))))
    }
}

impl http_body::Body for LimitedBody {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) else {
            return self.poll_pause(context);
        };
        self.timer = None;
        let read = match &frame {
            Some(Ok(frame)) => frame.data_ref().map_or(0, Bytes::len),
            Some(Err(_)) | None => 0,
        };
        match self.left.checked_sub(read as u64) {
            Some(left) => self.left = left,
            None => return Poll::Ready(Some(Err(BodyError::TooLarge { limit: self.limit }))),
        }
        Poll::Ready(frame)
    }
}
