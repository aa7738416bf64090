//! Turns an implementation of a generated trait into an axum router, one line per operation.

use std::any::TypeId;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;

use super::auth::{Authenticator, Gate};
use super::dispatch::{Chooser, Dispatch};
use super::endpoint::{Handler, OperationEndpoint};
use super::error_response::{Renderer, in_schema};
use super::limits::Limits;
use super::methods::Methods;
use super::router::RouteTree;
use super::template::Template;
use super::verifiers::Verifiers;
use crate::{
    body::Body, body_codec::EncodeBody, error_body::ErrorBody, operation::Operation,
    operation_spec::OperationSpec, problem::Problem, security::SchemeKind, signing::Verifier,
};

/// The operations of an API under construction.
///
/// The generated function `routes` makes one:
/// ```text
/// Routes::new(api)
///     .authenticator(authenticator)
///     .errors::<ErrorResponse>()
///     .route(A::list_pets)
///     .route(A::create_pet)
///     .into_router()
/// ```
#[must_use]
pub struct Routes<A> {
    api: Arc<A>,
    endpoints: Vec<OperationEndpoint>,
    chooser: Option<Chooser>,
    gate: Option<Box<dyn Gate>>,
    verifiers: Verifiers,
    renderer: Renderer,
    limits: Limits,
}

impl<A: Send + Sync + 'static> Routes<A> {
    /// No operation of `api` yet.
    pub fn new(api: A) -> Self {
        Self {
            api: Arc::new(api),
            endpoints: Vec::new(),
            chooser: None,
            gate: None,
            verifiers: Verifiers::default(),
            renderer: Renderer::default(),
            limits: Limits::default(),
        }
    }

    /// Asks `authenticator` who calls; without one, operations that the document secures answer 401
    /// to everybody.
    pub fn authenticator(mut self, authenticator: impl Authenticator) -> Self {
        self.gate = Some(Box::new(authenticator));
        self
    }

    /// Verifies signatures of `algorithm`, as the document names it in `x-signature`.
    /// `SDK-HMAC-SHA256` is known without this; an operation that asks for another algorithm
    /// rejects all its signatures with 401 until the algorithm has a verifier.
    pub fn verifier(mut self, algorithm: &'static str, verifier: impl Verifier) -> Self {
        self.verifiers.add(algorithm, verifier);
        self
    }

    /// Rejects in the schema `E` wherever it has a place for the problem, instead of
    /// `application/problem+json`.
    pub fn errors<E: ErrorBody + EncodeBody>(mut self) -> Self {
        self.renderer.schema = in_schema::<E>;
        self
    }

    /// Puts refusals into the API's own words, such as its codes, before they are written.
    pub fn problems(mut self, words: fn(Problem) -> Problem) -> Self {
        self.renderer.words = words;
        self
    }

    /// The largest request body that is collected, in bytes: 2 MiB by default. A body is collected
    /// unless it is binary or has files, and is not signed. Of a form with files as much is held in
    /// memory; the rest waits in the system's temporary folder.
    pub fn body_limit(mut self, bytes: u64) -> Self {
        self.limits.body = bytes;
        self
    }

    /// The largest request body that is streamed to its handler or has files, in bytes: 1 GiB by
    /// default.
    pub fn stream_limit(mut self, bytes: u64) -> Self {
        self.limits.stream = bytes;
        self
    }

    /// How long a request body may take, and how long a streamed one may pause: 30 seconds by
    /// default.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.limits.read_timeout = timeout;
        self
    }

    /// Serves the operation `Op` by a method of the API; of two with one method and path the first
    /// stays.
    pub fn route<Op, H>(mut self, handler: H) -> Self
    where
        Op: Operation,
        H: for<'a> Handler<'a, A, Op>,
    {
        self.endpoints
            .push(OperationEndpoint::new(Arc::clone(&self.api), handler));
        self
    }

    /// Serves an operation that has a route already, a webhook above all, at another path: one with
    /// the same parameters.
    pub fn at<Op: Operation>(mut self, path: &'static str) -> Self {
        let operation = TypeId::of::<Op>();
        let mut endpoints = self.endpoints.iter_mut();
        if let Some(endpoint) = endpoints.find(|one| one.operation == operation) {
            endpoint.template = Template::parse(path);
        }
        self
    }

    /// Takes requests for what `path` reads from them, and not from where they were sent: who sends
    /// all webhooks to one address says in a header or in the body which one it is. `None` leaves
    /// the path of the request. Every body is collected before it is chosen.
    pub fn path_from(mut self, path: fn(&http::request::Parts, &[u8]) -> Option<String>) -> Self {
        self.chooser = Some(path);
        self
    }

    /// The router. It responds to every path: add your own routes to it, or nest it under a prefix.
    pub fn into_router(self) -> Router {
        let Self {
            api: _,
            endpoints,
            chooser,
            gate,
            verifiers,
            renderer,
            limits,
        } = self;
        let mut tree: RouteTree<Methods<OperationEndpoint>> = RouteTree::default();
        for endpoint in endpoints {
            warn_without_verifier(endpoint.spec, &verifiers);
            let (method, idempotency) = (endpoint.spec.method, endpoint.spec.idempotency);
            let methods = tree.entry(&endpoint.template.segments);
            methods.add(method.http(), idempotency, endpoint);
        }
        let dispatch = Arc::new(Dispatch {
            tree,
            chooser,
            gate,
            verifiers,
            renderer,
            limits,
        });
        Router::new().fallback(move |request: axum::extract::Request| {
            let dispatch = Arc::clone(&dispatch);
            async move {
                dispatch
                    .answer(request.map(Body::stream))
                    .await
                    .map(axum::body::Body::new)
            }
        })
    }
}

/// Names an operation that nobody can reach by a signature.
fn warn_without_verifier(spec: &OperationSpec, verifiers: &Verifiers) {
    for requirement in spec.security.iter().copied().flatten() {
        if let SchemeKind::Signature { algorithm, .. } = requirement.scheme().kind()
            && verifiers.get(algorithm).is_none()
        {
            tracing::warn!(
                operation = spec.id,
                algorithm,
                "no verifier for the signature"
            );
        }
    }
}

impl<A> fmt::Debug for Routes<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Routes")
            .field("endpoints", &self.endpoints)
            .finish_non_exhaustive()
    }
}
