//! An answer into a typed response or error: by the status, then by the media type, then by the codec.
//! Refuses bodies beyond the client's limit; never loses status, headers and what arrived of the body.

use std::convert::Infallible;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode, header};

use crate::{
    body::{Body, BodyError},
    codec::{DecodeError, Policy},
    error::{ApiError, Error, TransportError, Unexpected, UnexpectedResponse},
    media::Media,
    message::Response,
    meta::{Meta, Outcome},
    operation::Operation,
    payload::{Arrived, Content, Incoming},
    secret::Redaction,
};

/// An answer whose body is at hand, unless it streams.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    outcome: Option<Outcome>,
    media: Option<Media>,
    content: Content,
}

impl Answer {
    /// Reads the body of an answer, unless its media type is one that streams.
    pub(super) async fn receive(
        meta: &Meta,
        response: http::Response<Body>,
        limit: u64,
        redaction: &Redaction,
    ) -> Result<Self, Error<Infallible>> {
        let (parts, mut body) = response.into_parts();
        let (status, headers) = (parts.status, parts.headers);
        let content_type = headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        let outcome = meta.outcome_of(status, content_type);
        let media = outcome
            .as_ref()
            .and_then(|outcome| outcome.reply().media_for(content_type));
        if media.is_some_and(|media| media.kind().streams()) {
            return Ok(Self {
                status,
                headers,
                outcome,
                media,
                content: Content::Stream(body),
            });
        }
        let mut collected = BytesMut::new();
        let complete = body.collect_into(&mut collected, limit).await;
        let raw = collected.freeze();
        match complete {
            Ok(()) => Ok(Self {
                status,
                headers,
                outcome,
                media,
                content: Content::Bytes(raw),
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

    /// Decodes the answer as the operation's success or failure.
    pub(super) fn read<O: Operation>(
        self,
        redaction: &Redaction,
    ) -> Result<Response<O::Success>, Error<O::Failure>> {
        let (status, raw) = (self.status, self.raw());
        match self.outcome {
            Some(Outcome::Success(index, _)) => match self.decode::<O::Success>(index) {
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
            Some(Outcome::Failure(index, _)) => match self.decode::<O::Failure>(index) {
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

    fn decode<T: Incoming>(self, reply: usize) -> Result<(HeaderMap, T), (HeaderMap, DecodeError)> {
        let Self {
            status,
            headers,
            media,
            content,
            ..
        } = self;
        match T::read(Arrived {
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
            Content::Bytes(bytes) => bytes.clone(),
            Content::Stream(_) | Content::Parts(_) => Bytes::new(),
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
