//! The operations of a server by path and method: which one a request is for, and the raw values of its path parameters.

use std::sync::Arc;

use http::header::ALLOW;
use http::request::Parts;
use http::{HeaderValue, Method, StatusCode};

use super::endpoint::OperationEndpoint;
use super::error_response::{ErrorResponse, original_uri};
use crate::routing::{Captures, MethodMatch, Methods, PathError, RouteTree, nothing_at, segments};
use crate::untrusted::{Redaction, Sent, Untrusted};

/// What axum knows of a request: the route of which operation it has matched.
#[derive(Debug, Clone)]
pub(crate) enum Matched {
    /// One that has the path and the method, and the operation alone.
    Operation(Arc<OperationEndpoint>),
    /// The same, but a path with escapes may be that of another operation.
    UnlessEscaped(Arc<OperationEndpoint>),
    /// None, or one of several operations: the tree decides.
    Unknown,
}

/// The operation of a request.
pub(crate) struct Found<'t, 'p> {
    pub(crate) endpoint: &'t OperationEndpoint,
    /// The raw values of its path parameters.
    pub(crate) path: Captures<'p>,
}

/// Every operation of a document.
#[derive(Debug, Default)]
pub(crate) struct OperationTable(RouteTree<Methods<Arc<OperationEndpoint>>>);

impl OperationTable {
    /// Adds an operation. Of two with the same method and path, the first one is kept.
    pub(crate) fn add(&mut self, endpoint: &Arc<OperationEndpoint>) {
        let methods = self.0.entry(&endpoint.template.segments);
        let spec = endpoint.spec;
        methods.add(spec.method.http(), spec.idempotency, Arc::clone(endpoint));
    }

    /// The operation of a request; `None` if its path has none.
    pub(crate) fn find<'t, 'p>(
        &'t self,
        matched: &'t Matched,
        path: &'p str,
        method: &Method,
    ) -> Result<Option<Found<'t, 'p>>, ErrorResponse> {
        let endpoint = match matched {
            Matched::Operation(endpoint) => endpoint,
            Matched::UnlessEscaped(endpoint) if is_unescaped(path) => endpoint,
            Matched::UnlessEscaped(_) | Matched::Unknown => return self.search(path, method),
        };
        match endpoint.template.captures(path).map_err(invalid_path)? {
            Some(path) => Ok(Some(Found { endpoint, path })),
            None => self.search(path, method),
        }
    }

    /// The same by the tree alone.
    pub(crate) fn search<'t, 'p>(
        &'t self,
        path: &'p str,
        method: &Method,
    ) -> Result<Option<Found<'t, 'p>>, ErrorResponse> {
        let segments = segments(path).map_err(invalid_path)?;
        let Some(found) = self.0.find(&segments) else {
            return Ok(None);
        };
        let endpoint = choose(found.value, method)?;
        let mut path = found.captures;
        for (value, name) in path.iter_mut().zip(&endpoint.template.names) {
            value.0 = *name;
        }
        Ok(Some(Found { endpoint, path }))
    }
}

/// Whether each character of a path stands for itself.
fn is_unescaped(path: &str) -> bool {
    path.is_ascii() && !path.as_bytes().contains(&b'%')
}

fn invalid_path(error: PathError) -> ErrorResponse {
    ErrorResponse::bad_request("invalid_path", error.to_string())
}

/// The operation for the method, or 405 with the methods that the path has.
fn choose<'m>(
    methods: &'m Methods<Arc<OperationEndpoint>>,
    method: &Method,
) -> Result<&'m OperationEndpoint, ErrorResponse> {
    match methods.choose(method) {
        MethodMatch::Operation(endpoint) | MethodMatch::HeadOfGet(endpoint) => Ok(endpoint),
        MethodMatch::NotAllowed(allow) => {
            let message = format!("the path takes {allow}");
            let rejection = ErrorResponse::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                message,
            );
            Err(rejection.header(
                ALLOW,
                HeaderValue::from_str(&allow).unwrap_or(HeaderValue::from_static("")),
            ))
        }
    }
}

/// The response for a path without a template. It names the whole path, also below a prefix.
pub(super) fn not_found(parts: &Parts) -> ErrorResponse {
    let uri = original_uri(parts);
    let sent = Sent::received(&[], &[], &parts.headers, uri.clone());
    let message = Untrusted::new(nothing_at(&parts.method, uri.path()));
    let message = message.shown(&Redaction::default().and(sent));
    ErrorResponse::new(StatusCode::NOT_FOUND, "not_found", message.to_string())
}
