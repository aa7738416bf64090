//! A request -> a response: which operation it is for, whether it may call it, and what is
//! returned.
//!
//! The first check that fails decides the response:
//!
//! | check | status |
//! |---|---|
//! | framing and path | 400 |
//! | path template | 404 |
//! | method | 405 |
//! | caller | 401, 403, 503 |
//! | announced size | 413 |
//! | media type of the body | 415 |
//! | media types of the response, if that is asked for | 406 |
//! | parameters and body, all violations at once | 400 |
//!
//! A panic is a 500. A body that the operation does not declare is ignored.

use std::pin::pin;
use std::sync::OnceLock;

use http::header::HOST;
use http::request::Parts;
use http::{HeaderMap, Request, Response, StatusCode};
use tracing::Span;

use super::auth::{Call, DynAuthenticator};
use super::authorization::Authorization;
use super::endpoint::{Exchange, OperationEndpoint};
use super::error_response::{DocumentedError, ErrorResponse, Renderer};
use super::limits::Limits;
use super::panic::{self, Panicked};
use super::receive::{self, RequestBody};
use super::request_id::{RequestId, X_REQUEST_ID};
use super::session::FramingFault;
use super::table::{Found, Matched, OperationTable, not_found};
use super::verifiers::Verifiers;
use crate::routing::Accept;
use crate::{
    body::Body, media::Media, operation_info::OperationInfo, operation_spec::OperationSpec,
};

/// Chooses the path of a request by its head and body.
pub(crate) type PathChooser = fn(&Parts, &[u8]) -> Option<String>;

/// Every operation of a document, and the settings that they share.
pub(crate) struct Dispatch {
    pub(crate) table: OperationTable,
    pub(crate) chooser: Option<PathChooser>,
    pub(crate) gate: Option<Box<dyn DynAuthenticator>>,
    pub(crate) verifiers: Verifiers,
    pub(crate) renderer: Renderer,
    pub(crate) limits: Limits,
    /// Whether a request that accepts no media type of a success is rejected.
    pub(crate) strict_accept: bool,
}

impl Dispatch {
    /// The response to a request. It always has the request's ID.
    pub(crate) async fn respond(&self, matched: &Matched, request: &mut Arrived) -> Response<Body> {
        let id = RequestId::of(&request.parts.headers);
        let span = tracing::info_span!(
            "request",
            method = %request.parts.method,
            request_id = id.as_str(),
            operation = tracing::field::Empty,
            status = tracing::field::Empty,
        );
        let operation = OnceLock::new();
        let context = RequestContext {
            id: &id,
            span: &span,
            operation: &operation,
        };
        // Pinned here: a future that is moved into others takes room in each of them.
        let result = {
            let responding = pin!(self.try_respond(matched, request, context));
            panic::catch(&span, responding).await
        };
        span.in_scope(|| {
            let result = result.unwrap_or_else(|Panicked| {
                tracing::error!("the handler panicked");
                Err(ErrorResponse::internal())
            });
            let mut response = result.unwrap_or_else(|rejection| {
                tracing::debug!(code = rejection.code(), "the request is rejected");
                let documented = operation.get().map(|found| found.rejected);
                let parts = &request.parts;
                self.renderer.render(rejection, &id, parts, documented)
            });
            response.headers_mut().insert(X_REQUEST_ID, id.header());
            if let Some(found) = operation.get() {
                response
                    .extensions_mut()
                    .insert::<OperationInfo>(found.info);
            }
            span.record("status", response.status().as_u16());
            response
        })
    }

    /// The response, or the error that is written as one.
    async fn try_respond(
        &self,
        matched: &Matched,
        Arrived { parts, body }: &mut Arrived,
        context: RequestContext<'_>,
    ) -> Result<Response<Body>, ErrorResponse> {
        check_framing(parts)?;
        let chosen = match self.chooser {
            Some(path) => path(parts, &Box::pin(body.bytes(&self.limits)).await?),
            None => None,
        };
        let found = match &chosen {
            Some(path) => self.table.search(path, &parts.method)?,
            None => self.table.find(matched, parts.uri.path(), &parts.method)?,
        };
        let Found { endpoint, path } = found.ok_or_else(|| not_found(parts))?;
        let info = context.found(endpoint);

        let call = Call {
            spec: endpoint.spec,
            parts,
            path: &path,
        };
        let admission = Authorization {
            gate: self.gate.as_deref(),
            call,
            verifiers: &self.verifiers,
            limits: &self.limits,
        };
        let principal = admission.admit(body).await?;

        let accept = Accept::of(&parts.headers);
        let media = self.media(endpoint.spec, &parts.headers, body, accept.as_ref())?;
        let body = match media {
            Some(media) => {
                let content = std::mem::take(body).content(media, &parts.headers, &self.limits);
                Some((media, Box::pin(content).await?))
            }
            None => None,
        };
        let mut extensions = std::mem::take(&mut parts.extensions);
        if let Some(add) = principal {
            add(&mut extensions);
        }
        extensions.insert(context.id.clone());
        extensions.insert(info);
        let called = endpoint.call(Exchange {
            uri: &parts.uri,
            headers: std::mem::take(&mut parts.headers),
            extensions,
            path: &path,
            body,
            accept,
            violations: self.limits.violations,
            limits: self.limits.received(),
        });
        called?.await
    }

    /// Checks the announced size and both media types; the media type to read the body by.
    fn media(
        &self,
        spec: &OperationSpec,
        headers: &HeaderMap,
        body: &RequestBody,
        accept: Option<&Accept>,
    ) -> Result<Option<Media>, ErrorResponse> {
        let media = match &spec.body {
            Some(listed) => {
                receive::check_announced(headers, listed, &self.limits)?;
                receive::media(headers, listed, body)?
            }
            None => None,
        };
        if self.strict_accept {
            check_accept(spec, accept)?;
        }
        Ok(media)
    }
}

/// What the response to a request says of it, whether it is rejected or not.
#[derive(Clone, Copy)]
struct RequestContext<'a> {
    id: &'a RequestId,
    span: &'a Span,
    /// The operation, once it is found.
    operation: &'a OnceLock<FoundOperation>,
}

/// What a response needs of its operation.
#[derive(Debug, Clone, Copy)]
struct FoundOperation {
    info: OperationInfo,
    rejected: DocumentedError,
}

impl RequestContext<'_> {
    /// Notes the operation.
    fn found(self, endpoint: &OperationEndpoint) -> OperationInfo {
        self.span.record("operation", endpoint.spec.id);
        let found = self.operation.get_or_init(|| FoundOperation {
            info: OperationInfo::of(endpoint.spec),
            rejected: endpoint.rejected,
        });
        found.info
    }
}

/// A request that is being responded to. The futures of its response borrow it, and those for a body or a signature are boxed:
/// every request needs the room of the largest path through them, and most have neither.
pub(crate) struct Arrived {
    parts: Parts,
    body: RequestBody,
}

impl From<Request<Body>> for Arrived {
    fn from(request: Request<Body>) -> Self {
        let (parts, body) = request.into_parts();
        Self {
            parts,
            body: RequestBody::Waiting(body),
        }
    }
}

/// Rejects requests that two readers may understand differently ([RFC 9112, sections 3.2 and
/// 6.3](https://www.rfc-editor.org/rfc/rfc9112#section-3.2)).
fn check_framing(parts: &Parts) -> Result<(), ErrorResponse> {
    let headers = &parts.headers;
    // Most requests have no header twice.
    let repeats = headers.len() > headers.keys_len();
    let fault = match parts.extensions.get::<FramingFault>() {
        Some(FramingFault(reason)) => reason,
        None if repeats && headers.get_all(HOST).iter().count() > 1 => {
            "there are several Host headers"
        }
        None => return Ok(()),
    };
    Err(ErrorResponse::bad_request("invalid_framing", fault).closing())
}

/// Rejects a caller that accepts none of the media types of a success. Errors are written in the
/// document's schema whatever the caller accepts, which [RFC 9110, section
/// 15.5.7](https://www.rfc-editor.org/rfc/rfc9110#section-15.5.7) allows.
fn check_accept(spec: &OperationSpec, accept: Option<&Accept>) -> Result<(), ErrorResponse> {
    let Some(accept) = accept else {
        return Ok(());
    };
    let replies = spec.success.iter().flat_map(|reply| reply.media());
    let offers: Vec<&str> = replies.map(|media| media.range()).collect();
    if offers.is_empty() || accept.allows_any(offers.iter().copied()) {
        return Ok(());
    }
    let message = format!("the operation responds with {}", offers.join(" or "));
    Err(ErrorResponse::new(
        StatusCode::NOT_ACCEPTABLE,
        "not_acceptable",
        message,
    ))
}
