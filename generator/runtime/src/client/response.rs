//! A response into a typed response or error: by the status, then by the media type, then by the
//! codec. Rejects bodies beyond the client's limit; never loses status, headers and what arrived of
//! the body.

use std::convert::Infallible;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode, header};

use crate::{
    body::{Body, BodyError},
    body_codec::DecodeBody,
    codec::{DecodeError, Policy},
    error::{ApiError, Error, TransportError, Unexpected, UnexpectedResponse},
    media::Media,
    message::Response,
    operation::Operation,
    operation_spec::{OperationSpec, ResponseMatch},
    payload::{BodyContent, ReceivedBody},
    secret::Redaction,
};

/// A response whose body is at hand, unless it streams.
pub(super) struct ReceivedResponse {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    found: Option<ResponseMatch>,
    media: Option<Media>,
    content: BodyContent,
}

impl ReceivedResponse {
    /// Reads the body of a response, unless its media type is one that streams.
    pub(super) async fn receive(
        spec: &OperationSpec,
        response: http::Response<Body>,
        limit: u64,
        redaction: &Redaction,
    ) -> Result<Self, Error<Infallible>> {
        let (parts, mut body) = response.into_parts();
        let (status, headers) = (parts.status, parts.headers);
        let content_type = headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        let found = spec.response_for_content(status, content_type);
        let media = found
            .as_ref()
            .and_then(|found| found.reply().media_for(content_type));
        if media.is_some_and(|media| media.kind().streams()) {
            return Ok(Self {
                status,
                headers,
                found,
                media,
                content: BodyContent::Stream(body),
            });
        }
        let mut collected = BytesMut::new();
        let complete = body.collect_into(&mut collected, limit).await;
        let raw = collected.freeze();
        match complete {
            Ok(()) => Ok(Self {
                status,
                headers,
                found,
                media,
                content: BodyContent::Bytes(raw),
            }),
            Err(BodyError::TooLarge { limit }) => Err(unexpected(
                status,
                headers,
                raw,
                Unexpected::TooLarge { limit },
                redaction,
            )),
            Err(error @ BodyError::Interrupted(_)) => {
                Err(Error::Transport(TransportError::from(error)))
            }
        }
    }

    /// Decodes the response as the operation's success or failure.
    pub(super) fn read<O: Operation>(
        self,
        redaction: &Redaction,
    ) -> Result<Response<O::Success>, Error<O::Failure>> {
        let (status, raw) = (self.status, self.raw());
        match self.found {
            Some(ResponseMatch::Success(index, _)) => match self.decode::<O::Success>(index) {
                Ok((headers, body)) => Ok(Response::new(body)
                    .with_status(status)
                    .with_headers(headers)),
                Err((headers, why)) => Err(unexpected(
                    status,
                    headers,
                    raw,
                    Unexpected::Body(why),
                    redaction,
                )),
            },
            Some(ResponseMatch::Failure(index, _)) => match self.decode::<O::Failure>(index) {
                Ok((headers, body)) => {
                    Err(ApiError::received(status, headers, raw, body, redaction).into())
                }
                Err((headers, why)) => Err(unexpected(
                    status,
                    headers,
                    raw,
                    Unexpected::Body(why),
                    redaction,
                )),
            },
            None => Err(unexpected(
                status,
                self.headers,
                raw,
                Unexpected::Status,
                redaction,
            )),
        }
    }

    fn decode<T: DecodeBody>(
        self,
        reply: usize,
    ) -> Result<(HeaderMap, T), (HeaderMap, DecodeError)> {
        let Self {
            status,
            headers,
            media,
            content,
            ..
        } = self;
        match T::read(ReceivedBody {
            status,
            reply,
            media,
            headers: &headers,
            content,
            policy: Policy::Lenient,
        }) {
            Ok(body) => Ok((headers, body)),
            Err(error) => Err((headers, error)),
        }
    }

    fn raw(&self) -> Bytes {
        match &self.content {
            BodyContent::Bytes(bytes) => bytes.clone(),
            BodyContent::Stream(_) | BodyContent::Parts(_) => Bytes::new(),
        }
    }
}

fn unexpected<E>(
    status: StatusCode,
    headers: HeaderMap,
    raw: Bytes,
    why: Unexpected,
    redaction: &Redaction,
) -> Error<E> {
    Error::Unexpected(Box::new(UnexpectedResponse::new(
        status, headers, raw, why, redaction,
    )))
}
