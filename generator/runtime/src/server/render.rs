//! A rejection -> its response: changed by the API first, in a format of the API's own, or in a schema of the document.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{Extensions, HeaderMap, HeaderValue, Method, Response, Uri};

use super::error_response::{DocumentedError, ErrorResponse, original_uri};
use crate::codec::to_json;
use crate::message::RequestId;
use crate::{
    body::Body, error_body::Details, media::Media, operation_info::OperationInfo, payload::Payload,
    problem::Problem,
};

/// Changes a problem.
pub(super) type ChangeProblem = dyn Fn(Problem, &RejectedRequest<'_>) -> Problem + Send + Sync;

/// Writes a problem, or leaves it to the document.
pub(super) type WriteProblem =
    dyn Fn(&Problem, &RejectedRequest<'_>) -> Option<Response<Body>> + Send + Sync;

/// The head of a request that is responded to with a problem: it was rejected, or its handler failed.
#[derive(Clone, Copy)]
pub struct RejectedRequest<'r> {
    parts: &'r Parts,
    id: &'r RequestId,
    operation: Option<OperationInfo>,
}

impl<'r> RejectedRequest<'r> {
    /// The method, as it was sent.
    #[must_use]
    pub fn method(&self) -> &'r Method {
        &self.parts.method
    }

    /// The target, as it was sent: also below the prefix of a router that the API is nested in.
    #[must_use]
    pub fn uri(&self) -> &'r Uri {
        original_uri(self.parts)
    }

    /// The headers. Some of them may be secrets.
    #[must_use]
    pub fn headers(&self) -> &'r HeaderMap {
        &self.parts.headers
    }

    /// The extensions, such as those that layers around the router have added.
    #[must_use]
    pub fn extensions(&self) -> &'r Extensions {
        &self.parts.extensions
    }

    /// The ID of the request, which the response has in `X-Request-Id`.
    #[must_use]
    pub fn id(&self) -> &'r RequestId {
        self.id
    }

    /// The operation; `None` for a request that is rejected before one was found, such as that for an unknown path.
    #[must_use]
    pub fn operation(&self) -> Option<OperationInfo> {
        self.operation
    }
}

/// Prints the method and the operation only; the others may have secrets.
impl fmt::Debug for RejectedRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RejectedRequest")
            .field("method", self.method())
            .field("operation", &self.operation.as_ref().map(OperationInfo::id))
            .finish_non_exhaustive()
    }
}

/// How error responses of all operations are written.
#[derive(Clone)]
pub(crate) struct Renderer {
    /// The error schema of the document.
    pub(super) schema: DocumentedError,
    pub(super) change: Option<Arc<ChangeProblem>>,
    pub(super) write: Option<Arc<WriteProblem>>,
}

impl Default for Renderer {
    /// `application/problem+json`, unchanged.
    fn default() -> Self {
        Self {
            schema: |_| None,
            change: None,
            write: None,
        }
    }
}

/// A rejection, and what its response depends on.
pub(super) struct Rejected<'r> {
    pub(super) parts: &'r Parts,
    pub(super) id: &'r RequestId,
    pub(super) operation: Option<OperationInfo>,
    /// Writes in the schema of the operation.
    pub(super) documented: Option<DocumentedError>,
}

impl Renderer {
    /// The headers and extensions for a handler. They are taken from the request, unless code of the API's may read them if the handler
    /// fails.
    pub(super) fn head_for_handler(
        &self,
        headers: &mut HeaderMap,
        extensions: &mut Extensions,
    ) -> (HeaderMap, Extensions) {
        if self.change.is_some() || self.write.is_some() {
            (headers.clone(), extensions.clone())
        } else {
            (std::mem::take(headers), std::mem::take(extensions))
        }
    }

    /// The response to a rejected request.
    pub(super) fn render(
        &self,
        rejection: ErrorResponse,
        rejected: &Rejected<'_>,
    ) -> Response<Body> {
        let changed = AssertUnwindSafe(|| self.changed(rejection, rejected));
        catch_unwind(changed).unwrap_or_else(|_| {
            tracing::error!("the code that changes problems panicked");
            let (problem, headers) = ErrorResponse::internal().into_parts();
            self.documented(&problem.request_id(rejected.id.as_str()), headers, rejected)
        })
    }

    /// The same, if no code of the API's panics.
    fn changed(&self, rejection: ErrorResponse, rejected: &Rejected<'_>) -> Response<Body> {
        let Rejected {
            parts,
            id,
            operation,
            documented: _,
        } = *rejected;
        let (problem, headers) = rejection.into_parts();
        let problem = problem.of_request(&parts.method, original_uri(parts).path());
        let mut problem = problem.request_id(id.as_str());
        let request = RejectedRequest {
            parts,
            id,
            operation,
        };
        if let Some(change) = &self.change {
            problem = change(problem, &request);
        }
        let own = self
            .write
            .as_ref()
            .and_then(|write| write(&problem, &request));
        match own {
            Some(mut response) => {
                response.headers_mut().extend(headers);
                response
            }
            None => self.documented(&problem, headers, rejected),
        }
    }

    /// The response in the first schema that a problem has all values for.
    fn documented(
        &self,
        problem: &Problem,
        headers: HeaderMap,
        rejected: &Rejected<'_>,
    ) -> Response<Body> {
        let documented = rejected
            .documented
            .and_then(|documented| documented(problem));
        let payload = documented.or_else(|| (self.schema)(problem));
        let payload = payload.unwrap_or_else(|| {
            let details = to_json(&Details(problem)).unwrap_or_default();
            let media = HeaderValue::from_static(Media::PROBLEM.range());
            Payload {
                headers: HeaderMap::from_iter([(CONTENT_TYPE, media)]),
                body: Body::full(details),
            }
        });
        let mut response = Response::new(payload.body);
        *response.status_mut() = problem.status;
        *response.headers_mut() = payload.headers;
        response.headers_mut().extend(headers);
        response
    }
}
