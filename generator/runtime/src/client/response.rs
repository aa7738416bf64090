//! A response into a typed response or an error: by its status, then by its media type, then by the
//! codec. Rejects bodies beyond the client's limit. Status, headers and the received part of the
//! body are never lost.
//!
//! | status | body | result |
//! |---|---|---|
//! | listed as success, or another 2XX | decodes | `Ok` with the status and headers |
//! | listed as failure | decodes | [`Error::Api`] |
//! | of success | an error that the document marks as such | [`Error::Api`] |
//! | listed | breaks a limit, if the client checks responses | [`Error::Unexpected`], with the violations |
//! | listed | does not decode | [`Error::Unexpected`], with the position of the fault |
//! | not listed | any | [`Error::Unexpected`] |
//! | any | breaks off | [`Error::Transport`] |

use std::{convert::Infallible, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use super::{error_in_file::short_or_stream, idle::IdleBody, transport::is_redirect};
use crate::{
    body::{Body, BodyError},
    body_codec::DecodeBody,
    check::Checker,
    codec::Policy,
    error::{ApiError, Error, NotFollowed, TransportError, Unexpected, UnexpectedResponse},
    error_body::ErrorInSuccess,
    media::{Media, MediaKind},
    message::Response,
    operation::{CallResult, Operation},
    operation_spec::OperationSpec,
    payload::{BodyContent, ReceiveLimits, ReceivedBody},
    received_reply::ReceivedReply,
    response_match::ResponseMatch,
    untrusted::{EscapedText, Redaction, Untrusted},
    violations::Violations,
};

/// A response whose body is in memory, unless it streams.
pub(super) struct ReceivedResponse {
    spec: &'static OperationSpec,
    /// The error that a body of success may be.
    sought: Option<ErrorInSuccess>,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    found: Option<ResponseMatch>,
    media: Option<Media>,
    content: BodyContent,
    /// Why a redirect was not followed, if the response is one.
    not_followed: Option<NotFollowed>,
    /// The most bytes that its value may need: a short text can be a large value.
    memory: usize,
}

/// Why a response is not what the document says.
type NotRead = Box<Untrusted<Unexpected>>;

impl ReceivedResponse {
    /// The head of a response, whose body is still on its way.
    pub(super) fn begun(
        (spec, error): (&'static OperationSpec, fn() -> Option<ErrorInSuccess>),
        response: http::Response<Body>,
        limit: u64,
    ) -> Box<Self> {
        let (mut parts, body) = response.into_parts();
        let not_followed = parts.extensions.remove::<NotFollowed>().or_else(|| {
            let is_redirect = is_redirect(parts.status, &parts.headers);
            is_redirect.then_some(NotFollowed::Off)
        });
        let content_type = parts
            .headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        let found = spec.response_for_content(parts.status, content_type);
        let media = found
            .as_ref()
            .and_then(|found| found.reply().media_for(content_type));
        let is_sought = may_be_error(media, content_type);
        Box::new(Self {
            spec,
            sought: is_sought.then(error).flatten(),
            status: parts.status,
            headers: parts.headers,
            found,
            media,
            content: BodyContent::Stream(body),
            not_followed,
            memory: ReceiveLimits::usual_memory(limit),
        })
    }

    /// Reads the body, unless its media type streams. It stays in its box meanwhile, so that the future is small.
    pub(super) async fn complete(
        mut self: Box<Self>,
        (limit, idle): (u64, Duration),
        redaction: &(dyn Fn() -> Redaction + Sync),
    ) -> Result<Box<Self>, Error<Infallible>> {
        let BodyContent::Stream(body) = &mut self.content else {
            return Ok(self);
        };
        if self.media.is_some_and(|media| media.kind().streams()) {
            *body = Body::stream(IdleBody::new(std::mem::take(body), idle));
            if self.sought.is_some() {
                let content = Box::pin(short_or_stream(std::mem::take(body))).await;
                self.content = content.map_err(|error| interrupted(error, &redaction()))?;
                self.find_error();
                self.stream_file();
            }
            return Ok(self);
        }
        let (raw, complete) = body.received(limit).await;
        if let Err(error) = complete {
            return Err(self.broken_off(raw, error, &redaction()));
        }
        self.content = BodyContent::Bytes(raw);
        self.find_error();
        Ok(self)
    }

    /// The error for a body of which only this was received.
    #[cold]
    fn broken_off(self, raw: Bytes, error: BodyError, redaction: &Redaction) -> Error<Infallible> {
        match error {
            BodyError::TooLarge { limit } => {
                let why = Unexpected::TooLarge { limit };
                unexpected(self.status, self.headers, raw, why.into(), redaction)
            }
            error @ (BodyError::Interrupted(_) | BodyError::Stalled { .. }) => {
                interrupted(error, redaction)
            }
        }
    }

    /// Decodes the response as a success or failure of the operation.
    #[allow(
        clippy::boxed_local,
        reason = "it is large enough for a box where pointers have 64 bits"
    )]
    pub(super) fn read<O: Operation>(
        mut self: Box<Self>,
        check: bool,
        redaction: Redaction,
    ) -> CallResult<O> {
        let raw = self.raw();
        let why = match self.found {
            Some(ResponseMatch::Success(index, _)) => {
                match self.decode(index, (check, &redaction), O::check_success) {
                    Ok(body) => {
                        let head = (self.status, self.headers);
                        return Ok(Response::received(head, (raw, body), redaction));
                    }
                    Err(why) => why,
                }
            }
            Some(ResponseMatch::Failure(index, _)) => {
                match self.decode(index, (check, &redaction), O::check_failure) {
                    Ok(body) => {
                        let (status, headers) = (self.status, self.headers);
                        let error = ApiError::received(status, headers, raw, body, &redaction);
                        return Err(of_request::<O>(error.into(), &redaction));
                    }
                    Err(why) => why,
                }
            }
            None => {
                let why = self.not_followed;
                let why = why.map_or(Unexpected::Status, Unexpected::Redirect);
                Box::new(Untrusted::new(why))
            }
        };
        let error = unexpected(self.status, self.headers, raw, *why, &redaction);
        Err(of_request::<O>(error, &redaction))
    }

    /// Makes a failure of a success whose body is the error that is sought.
    fn find_error(&mut self) {
        let (Some(error), Some(ResponseMatch::Success(..)), BodyContent::Bytes(bytes)) =
            (self.sought, &self.found, &self.content)
        else {
            return;
        };
        if let Some(index) = error.reply_of(bytes, self.memory)
            && let Some(reply) = self.spec.failure.get(index)
        {
            self.found = Some(ResponseMatch::Failure(index, *reply));
            self.media = reply.media_for(None);
        }
    }

    /// Makes a stream of a file in which an error was looked for, and not found.
    fn stream_file(&mut self) {
        if let (BodyContent::Bytes(bytes), Some(ResponseMatch::Success(..))) =
            (&self.content, &self.found)
        {
            self.content = BodyContent::Stream(Body::full(bytes.clone()));
        }
    }

    /// Decodes the body, and checks its limits if the client does. The body is gone then.
    fn decode<T: DecodeBody>(
        &mut self,
        reply: usize,
        (check, redaction): (bool, &Redaction),
        limits: fn(ReceivedReply<'_>, &T, &mut Checker<'_>),
    ) -> Result<T, NotRead> {
        let content = BodyContent::Bytes(Bytes::new());
        let content = std::mem::replace(&mut self.content, content);
        let body = T::read(ReceivedBody {
            status: self.status,
            reply,
            media: self.media,
            headers: &self.headers,
            policy: Policy::Lenient,
            is_unlisted: !self.found.is_some_and(|found| found.is_listed(self.status)),
            // JSON is read here and now, and who prints its errors redacts them.
            redaction: match self.media.map(Media::kind) {
                Some(MediaKind::Json) => Redaction::default(),
                Some(_) | None => redaction.clone(),
            },
            content,
            limits: ReceiveLimits {
                memory: self.memory,
                ..ReceiveLimits::default()
            },
        });
        let body = body.map_err(|error| Box::new(error.map(Unexpected::Body)))?;
        if check {
            let mut violations = Violations::new();
            let received = ReceivedReply::new(reply, &self.headers);
            limits(received, &body, &mut Checker::new(&mut violations));
            let checked = violations.into_result();
            checked.map_err(|violations| Box::new(Unexpected::Limits(violations).into()))?;
        }
        Ok(body)
    }

    /// The bytes of the body; none if it streams.
    fn raw(&self) -> Bytes {
        match &self.content {
            BodyContent::Bytes(bytes) => bytes.clone(),
            BodyContent::Stream(_) | BodyContent::Parts(_) => Bytes::new(),
        }
    }
}

/// Whether a body of success is searched for an error: JSON, or what says that it is JSON in place of a file.
fn may_be_error(media: Option<Media>, content_type: Option<&str>) -> bool {
    match media.map(Media::kind) {
        None | Some(MediaKind::Json) => true,
        Some(MediaKind::Binary) => content_type.is_some_and(|found| Media::JSON.matches(found)),
        Some(_) => false,
    }
}

/// The error for a body that broke off.
#[cold]
fn interrupted(error: BodyError, redaction: &Redaction) -> Error<Infallible> {
    let error = Untrusted::new(TransportError::from(error));
    Error::Transport(error.redacted(redaction))
}

/// An error with the request that it is about.
#[cold]
fn of_request<O: Operation>(error: Error<O::Failure>, redaction: &Redaction) -> Error<O::Failure> {
    error.of_request(request_line(O::SPEC, redaction))
}

/// The method and the URL of a request for a message, without secrets. The query is left out: what
/// people search for is in it.
pub(super) fn request_line(spec: &OperationSpec, redaction: &Redaction) -> EscapedText {
    let uri = redaction.uri().cloned().unwrap_or_default();
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    let scheme = uri.scheme_str().unwrap_or_default();
    let line = format!(
        "{} {scheme}://{authority}{}",
        spec.method.http(),
        uri.path()
    );
    Untrusted::new(line).shown(redaction)
}

/// The error for a response that the document does not list.
#[cold]
fn unexpected<E>(
    status: StatusCode,
    headers: HeaderMap,
    raw: Bytes,
    why: Untrusted<Unexpected>,
    redaction: &Redaction,
) -> Error<E> {
    Error::Unexpected(Box::new(UnexpectedResponse::new(
        status, headers, raw, why, redaction,
    )))
}
