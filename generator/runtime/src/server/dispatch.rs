//! Turns a request into a response: which operation it means, whether it may reach it, and what
//! comes back.
//!
//! Checks in this order, and answers at the first that fails: framing and path (400), template
//! (404), method (405), caller (401, 403, 503), announced size (413), media type of the body (415)
//! and of the response (406), then the parameters and the body (400, every violation at once). A
//! panic on the way is a 500. A body that the operation does not declare is ignored.

use http::header::{ALLOW, CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use http::request::Parts;
use http::{Extensions, HeaderValue, Request, Response, StatusCode};
use tracing::Instrument;

use super::accept::Accept;
use super::auth::{Call, Gate};
use super::authorization::Authorization;
use super::endpoint::{Exchange, OperationEndpoint};
use super::error_response::{ErrorResponse, Renderer};
use super::limits::Limits;
use super::methods::{Chosen, Methods};
use super::panic::{self, Panicked};
use super::path;
use super::receive::{self, Inbound};
use super::request_id::{RequestId, X_REQUEST_ID};
use super::router::RouteTree;
use super::serve::FramingFault;
use super::verifiers::Verifiers;
use crate::{body::Body, media::Media, operation_spec::OperationSpec, payload::BodyContent};

/// The path that a request means, by its head and its body.
pub(crate) type Chooser = fn(&Parts, &[u8]) -> Option<String>;

/// Every operation of a document, and what is the same for all of them.
pub(crate) struct Dispatch {
    pub(crate) tree: RouteTree<Methods<OperationEndpoint>>,
    pub(crate) chooser: Option<Chooser>,
    pub(crate) gate: Option<Box<dyn Gate>>,
    pub(crate) verifiers: Verifiers,
    pub(crate) renderer: Renderer,
    pub(crate) limits: Limits,
}

impl Dispatch {
    /// The response to a request, which carries the request's id.
    pub(crate) async fn answer(&self, request: Request<Body>) -> Response<Body> {
        let id = RequestId::of(request.headers());
        let span = tracing::info_span!(
            "request",
            method = %request.method(),
            request_id = id.as_str(),
            operation = tracing::field::Empty,
            status = tracing::field::Empty,
        );
        async {
            let answered = panic::catch(self.try_answer(request, &id))
                .await
                .unwrap_or_else(|Panicked| {
                    tracing::error!("the handler panicked");
                    Err(ErrorResponse::internal())
                });
            let mut response = answered.unwrap_or_else(|refusal| {
                tracing::debug!(code = refusal.code(), "the request is refused");
                self.renderer.render(refusal, &id)
            });
            response.headers_mut().insert(X_REQUEST_ID, id.header());
            tracing::Span::current().record("status", response.status().as_u16());
            response
        }
        .instrument(span.clone())
        .await
    }

    async fn try_answer(
        &self,
        request: Request<Body>,
        id: &RequestId,
    ) -> Result<Response<Body>, ErrorResponse> {
        let (mut parts, body) = request.into_parts();
        check_framing(&parts)?;
        let mut inbound = Inbound::Waiting(body);
        let chosen = match self.chooser {
            Some(path) => path(&parts, &inbound.bytes(&self.limits).await?),
            None => None,
        };
        // A cheap copy, so that the captures outlive the parts.
        let uri = parts.uri.clone();
        let segments = path::segments(chosen.as_deref().unwrap_or(uri.path()))
            .map_err(|error| ErrorResponse::bad_request("invalid_path", error.to_string()))?;
        let found = self.tree.find(&segments).ok_or_else(not_found)?;
        let endpoint = choose(found.value, &parts)?;
        tracing::Span::current().record("operation", endpoint.spec.id);

        let path: Vec<_> = endpoint
            .template
            .names
            .iter()
            .copied()
            .zip(found.captures)
            .collect();
        let mut admitted = Extensions::new();
        let call = Call {
            spec: endpoint.spec,
            parts: &parts,
            path: &path,
        };
        let admission = Authorization {
            gate: self.gate.as_deref(),
            call,
            verifiers: &self.verifiers,
            limits: &self.limits,
        };
        admission.admit(&mut inbound, &mut admitted).await?;

        let accept = Accept::of(&parts.headers);
        let body = self
            .body(endpoint.spec, &parts, inbound, accept.as_ref())
            .await?;
        parts.extensions.extend(admitted);
        parts.extensions.insert(id.clone());
        let path = path
            .into_iter()
            .map(|(name, raw)| (name, raw.to_owned()))
            .collect();
        endpoint
            .run(Exchange {
                parts,
                path,
                body,
                accept,
            })
            .await
    }

    /// Checks the size and both media types, then reads the body.
    async fn body(
        &self,
        spec: &OperationSpec,
        parts: &Parts,
        inbound: Inbound,
        accept: Option<&Accept>,
    ) -> Result<Option<(Media, BodyContent)>, ErrorResponse> {
        let media = match &spec.body {
            Some(body) => {
                receive::check_announced(&parts.headers, body, &self.limits)?;
                receive::media(&parts.headers, body, &inbound)?
            }
            None => None,
        };
        check_accept(spec, accept)?;
        match media {
            Some(media) => {
                let content = inbound.content(media, &parts.headers, &self.limits);
                Ok(Some((media, content.await?)))
            }
            None => Ok(None),
        }
    }
}

/// Rejects what two readers may understand differently (RFC 9112, sections 3.2 and 6.3).
fn check_framing(parts: &Parts) -> Result<(), ErrorResponse> {
    let is_twice_framed =
        parts.headers.contains_key(CONTENT_LENGTH) && parts.headers.contains_key(TRANSFER_ENCODING);
    let hosts = parts.headers.get_all(HOST).iter().count();
    let fault = match parts.extensions.get::<FramingFault>() {
        Some(FramingFault(reason)) => reason,
        None if is_twice_framed => "both Content-Length and Transfer-Encoding are set",
        None if hosts > 1 => "there are several Host headers",
        None => return Ok(()),
    };
    Err(ErrorResponse::bad_request("invalid_framing", fault).closing())
}

fn choose<'m>(
    methods: &'m Methods<OperationEndpoint>,
    parts: &Parts,
) -> Result<&'m OperationEndpoint, ErrorResponse> {
    match methods.choose(&parts.method) {
        Chosen::Operation(endpoint) | Chosen::HeadOfGet(endpoint) => Ok(endpoint),
        Chosen::NotAllowed(allow) => {
            let message = format!("the path takes {allow}");
            let refusal = ErrorResponse::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                message,
            );
            Err(refusal.header(
                ALLOW,
                HeaderValue::from_str(&allow).unwrap_or(HeaderValue::from_static("")),
            ))
        }
    }
}

/// Rejects a caller who accepts none of the media types that the operation succeeds with. Errors
/// are written in the document's schema whatever is accepted ([RFC 9110, section
/// 15.5.7](https://www.rfc-editor.org/rfc/rfc9110#section-15.5.7), leaves it open).
fn check_accept(spec: &OperationSpec, accept: Option<&Accept>) -> Result<(), ErrorResponse> {
    let replies = spec.success.iter().flat_map(|reply| reply.media());
    let offers: Vec<&str> = replies.map(|media| media.range()).collect();
    if offers.is_empty() || accept.is_none_or(|accept| accept.allows_any(offers.iter().copied())) {
        return Ok(());
    }
    let message = format!("the operation answers with {}", offers.join(" or "));
    Err(ErrorResponse::new(
        StatusCode::NOT_ACCEPTABLE,
        "not_acceptable",
        message,
    ))
}

fn not_found() -> ErrorResponse {
    ErrorResponse::new(
        StatusCode::NOT_FOUND,
        "not_found",
        "there is nothing at this path",
    )
}
