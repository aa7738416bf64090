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
//! | caller | 401, 403, 429, 503 |
//! | announced size | 413 |
//! | media type of the body | 415 |
//! | media types of the response, if that is asked for | 406 |
//! | parameters and body, all violations at once | 400 |
//!
//! A panic is a 500. A body that the operation does not declare is ignored.

use std::pin::pin;
use std::time::Duration;

use http::header::HOST;
use http::request::Parts;
use http::{HeaderMap, Request, Response, StatusCode, Uri};

use super::auth::{Call, DynAuthenticator};
use super::authorization::Authorization;
use super::context::RequestContext;
use super::endpoint::{Called, Exchange};
use super::error_response::{ErrorResponse, original_uri};
use super::incoming::FramingFault;
use super::keep_alive::add_comments;
use super::limits::Limits;
use super::panic::{self, Panicked};
use super::receive::{self, RequestBody};
use super::render::{Rejected, Renderer};
use super::response_check::ResponseCheck;
use super::table::{Found, Matched, OperationTable, not_found};
use super::trace::{TracedRequest, in_span};
use super::verifiers::Verifiers;
use crate::message::{Learned, ReceivedExtensions, RequestId, X_REQUEST_ID};
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
    /// Whether what handlers respond with is checked against the document.
    pub(crate) checks_responses: bool,
    /// How long streams of events may pause before a comment is sent, if there are comments.
    pub(crate) event_keep_alive: Option<Duration>,
}

#[allow(
    clippy::manual_async_fn,
    reason = "an `async fn` has room for its arguments twice"
)]
impl Dispatch {
    /// The response to a request. It always has the request's ID.
    pub(crate) fn respond(
        &self,
        matched: &Matched,
        request: &mut Arrived,
    ) -> impl Future<Output = Response<Body>> + Send {
        async move {
            let id = RequestId::of(&request.parts.headers);
            let mut traced = TracedRequest::begin(&request.parts, &id);
            let mut found = None;
            let context = RequestContext {
                id: &id,
                traced: &traced,
                operation: &mut found,
            };
            let response = {
                // Pinned here: a future that is moved into others takes room in each of them.
                let responding = pin!(self.respond_in(context, matched, request));
                in_span(traced.span(), responding).await
            };
            traced.complete(response.status(), found.map(|found| found.info.id()));
            response
        }
    }

    /// The same, in the span of the request.
    fn respond_in(
        &self,
        mut context: RequestContext<'_>,
        matched: &Matched,
        request: &mut Arrived,
    ) -> impl Future<Output = Response<Body>> + Send {
        async move {
            let called = {
                let calling = pin!(self.call(matched, request, &mut context));
                panic::catch(calling).await
            };
            let result = match called {
                Ok(Ok(mut handling)) => panic::catch(handling.as_mut()).await,
                Ok(Err(rejection)) => Ok(Err(rejection)),
                Err(Panicked) => Err(Panicked),
            };
            let found = context.operation.as_ref();
            let result = result.unwrap_or_else(|Panicked| {
                tracing::error!("the handler panicked");
                Err(ErrorResponse::internal())
            });
            let mut response = match result {
                Ok(response) => response,
                Err(rejection) => {
                    tracing::debug!(code = rejection.code(), "the request is rejected");
                    let rejected = Rejected {
                        parts: &request.parts,
                        id: context.id,
                        operation: found.map(|found| found.info),
                        documented: found.map(|found| found.rejected),
                    };
                    self.renderer.render(rejection, &rejected)
                }
            };
            add_comments(&mut response, self.event_keep_alive);
            response
                .headers_mut()
                .insert(X_REQUEST_ID, context.id.header());
            if let Some(found) = found {
                response
                    .extensions_mut()
                    .insert::<OperationInfo>(found.info);
            }
            response
        }
    }

    /// Calls the handler, or rejects the request. What is needed until the call is not kept for as long as the handler runs.
    fn call<'s>(
        &'s self,
        matched: &'s Matched,
        Arrived { parts, body }: &mut Arrived,
        context: &mut RequestContext<'_>,
    ) -> impl Future<Output = Called<'s>> + Send {
        async move {
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
            let info = context.found(endpoint, &parts.method);

            let admission = self.authorization(endpoint.spec, parts, &path);
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
            // The response to a failure names the target as it was sent, and the handler has the extensions by then.
            let sent = sent_elsewhere(parts);
            let (headers, extensions) = self
                .renderer
                .head_for_handler(&mut parts.headers, &mut parts.extensions);
            let learned = Learned {
                id: context.id.clone(),
                operation: info,
                principal,
            };
            let called = endpoint.call(Exchange {
                uri: &parts.uri,
                headers,
                extensions: ReceivedExtensions::new(extensions, learned),
                path: &path,
                body,
                accept,
                violations: self.limits.violations,
                limits: self.limits.received(),
                check: self
                    .checks_responses
                    .then(|| ResponseCheck(Box::new(context.id.clone()))),
            });
            drop(path);
            if let Some(sent) = sent {
                parts.uri = sent;
            }
            called
        }
    }

    /// What decides who may call an operation.
    fn authorization<'a>(
        &'a self,
        spec: &'static OperationSpec,
        parts: &'a Parts,
        path: &'a [(&'static str, &'a str)],
    ) -> Authorization<'a> {
        Authorization {
            gate: self.gate.as_deref(),
            call: Call::new(spec, parts, path),
            verifiers: &self.verifiers,
            limits: &self.limits,
        }
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

/// The target of a request as it was sent, if a router around this one has cut its path.
fn sent_elsewhere(parts: &Parts) -> Option<Uri> {
    let sent = original_uri(parts);
    (sent.path().len() != parts.uri.path().len()).then(|| sent.clone())
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
