//! An implementation of a generated trait -> an axum router.

use std::any::TypeId;
use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use tokio::sync::Semaphore;

use super::auth::{Authenticator, BoxFuture, DynAuthenticator};
use super::dispatch::{Arrived, Dispatch, PathChooser};
use super::endpoint::{Handler, OperationEndpoint};
use super::error_response::{Renderer, in_schema};
use super::limits::Limits;
use super::verifiers::Verifiers;
use crate::routing::Methods;
use crate::routing::RouteTree;
use crate::routing::Template;
use crate::{
    body::Body, body_codec::EncodeBody, error_body::ErrorBody, operation::Operation,
    operation_spec::OperationSpec, problem::Problem, security::SchemeKind, signing::Verifier,
    violations::ViolationLimit,
};

/// The operations of an API, with settings for all of them. The generated function `routes` returns
/// it.
///
/// # Examples
///
/// Mounted below a prefix, beside routes of your own, as with any axum router:
///
/// ```
/// # #[cfg(feature = "server")] {
/// use std::time::Duration;
/// use bindwright_runtime::server::{Anonymous, Router, Routes};
///
/// struct Tasks;
///
/// // The generated code is: Routes::new(api).route(A::list_tasks).route(A::create_task)
/// let api: Router = Routes::new(Tasks)
///     .authenticator(Anonymous(()))
///     .body_limit(1 << 20)
///     .read_timeout(Duration::from_secs(10))
///     .into_router();
/// let app: Router = Router::new().nest("/v2", api);
/// # let _ = app;
/// # }
/// ```
#[must_use]
pub struct Routes<A> {
    api: Arc<A>,
    endpoints: Vec<OperationEndpoint>,
    chooser: Option<PathChooser>,
    gate: Option<Box<dyn DynAuthenticator>>,
    verifiers: Verifiers,
    renderer: Renderer,
    limits: Limits,
}

impl<A: Send + Sync + 'static> Routes<A> {
    /// An API without operations.
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

    /// Sets who decides on credentials. Without it, operations that the document secures respond
    /// with 401.
    pub fn authenticator(mut self, authenticator: impl Authenticator) -> Self {
        self.gate = Some(Box::new(authenticator));
        self
    }

    /// Sets the verifier for signatures of `algorithm`, as the document names it in `x-signature`.
    /// `SDK-HMAC-SHA256` is known without this. An operation with an unknown algorithm rejects
    /// every signature with 401.
    pub fn verifier(mut self, algorithm: &'static str, verifier: impl Verifier) -> Self {
        self.verifiers.add(algorithm, verifier);
        self
    }

    /// Writes error responses in the schema `E` if it has a place for the problem, instead of
    /// `application/problem+json`.
    pub fn errors<E: ErrorBody + EncodeBody>(mut self) -> Self {
        self.renderer.schema = in_schema::<E>;
        self
    }

    /// Changes problems before they are written, for example to use the codes of the API.
    pub fn problems(mut self, words: fn(Problem) -> Problem) -> Self {
        self.renderer.words = words;
        self
    }

    /// Sets the largest request body that is collected, in bytes; 2 MiB by default. A body is
    /// collected unless it is binary or has files, and is not signed. Forms with files use as much
    /// memory; the rest is in the system's temporary folder.
    pub fn body_limit(mut self, bytes: u64) -> Self {
        self.limits.body = bytes;
        self
    }

    /// Sets the largest request body that is streamed to its handler or has files, in bytes; 1 GiB
    /// by default.
    pub fn stream_limit(mut self, bytes: u64) -> Self {
        self.limits.stream = bytes;
        self
    }

    /// Sets how long a request body may take, and how long a streamed one may pause; 30 s by
    /// default.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.limits.read_timeout = timeout;
        self
    }

    /// Sets how many bytes of memory the value of a JSON body may need, by the sizes of its types: a short text can be a large
    /// value. 32 MiB by default, or 16 times the body limit if that is more. A body that needs more is rejected with 400.
    pub fn memory_limit(mut self, bytes: usize) -> Self {
        self.limits.memory = Some(bytes);
        self
    }

    /// Sets how many parts a form may have; 1,024 by default.
    pub fn part_limit(mut self, parts: usize) -> Self {
        self.limits.receive.form.parts = parts;
        self
    }

    /// Sets how many bytes the headers of one part of a form may have, and those of all its parts together; 16 KiB and 1 MiB by
    /// default.
    pub fn part_header_limit(mut self, one: usize, all: usize) -> Self {
        self.limits.receive.form.head = one;
        self.limits.receive.form.heads = all;
        self
    }

    /// Sets how many forms may have a temporary file at once, because their files do not fit in memory; 64 by default. Each needs
    /// one file descriptor, and up to the stream limit of disk. Others wait for as long as a body may take, and are then rejected with
    /// 503.
    pub fn upload_limit(mut self, uploads: usize) -> Self {
        let uploads = uploads.min(Semaphore::MAX_PERMITS);
        self.limits.uploads = Arc::new(Semaphore::new(uploads));
        self
    }

    /// Sets how many violations of one request a response lists, and how many bytes they may have together; 100 and 64 KiB by
    /// default. Others are counted: `and 7 more`.
    pub fn violation_limit(mut self, count: usize, bytes: usize) -> Self {
        self.limits.violations = ViolationLimit { count, bytes };
        self
    }

    /// Serves the operation `Op` with a method of the API. Of two operations with the same method
    /// and path, the first one is kept.
    pub fn route<Op, H>(mut self, handler: H) -> Self
    where
        Op: Operation,
        H: for<'a> Handler<'a, A, Op>,
    {
        self.endpoints
            .push(OperationEndpoint::new(Arc::clone(&self.api), handler));
        self
    }

    /// Serves an operation at another path with the same parameters. Mostly for webhooks, whose
    /// sender has been given a URL.
    pub fn at<Op: Operation>(mut self, path: &'static str) -> Self {
        let operation = TypeId::of::<Op>();
        let mut endpoints = self.endpoints.iter_mut();
        if let Some(endpoint) = endpoints.find(|one| one.operation == operation) {
            endpoint.template = Template::parse(path, endpoint.spec.parameters);
        }
        self
    }

    /// Chooses the path of a request by its head and body, for senders that deliver all webhooks to
    /// one URL. `None` leaves the path as it is. Every body is collected for this.
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
        Router::new().fallback_service(DispatchService(dispatch))
    }
}

/// The operations as a service. axum adds less to it than to a function.
#[derive(Clone)]
struct DispatchService(Arc<Dispatch>);

impl tower::Service<axum::extract::Request> for DispatchService {
    type Response = axum::response::Response;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: axum::extract::Request) -> Self::Future {
        let dispatch = Arc::clone(&self.0);
        let mut request = Arrived::from(request.map(Body::stream));
        Box::pin(async move {
            let response = dispatch.respond(&mut request).await;
            Ok(response.map(axum::body::Body::new))
        })
    }
}

/// Logs an operation that no signature can reach.
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
