//! Turns an implementation of a generated trait into an axum router, one line an operation.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;

use super::auth::{Authenticator, Gate};
use super::dispatch::Dispatch;
use super::endpoint::{Endpoint, Handler};
use super::methods::Methods;
use super::receive::Limits;
use super::refusal::{Renderer, in_schema};
use super::tree::Tree;
use crate::{Body, ErrorBody, Operation, Outgoing, Problem};

/// The operations of an API under construction.
///
/// # Examples
/// ```ignore
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
    tree: Tree<Methods<Endpoint>>,
    gate: Option<Box<dyn Gate>>,
    renderer: Renderer,
    limits: Limits,
}

impl<A: Send + Sync + 'static> Routes<A> {
    /// No operation of `api` yet.
    pub fn new(api: A) -> Self {
        Self {
            api: Arc::new(api),
            tree: Tree::default(),
            gate: None,
            renderer: Renderer::default(),
            limits: Limits::default(),
        }
    }

    /// Asks `authenticator` who calls; without one, operations that the document secures answer 401 to everybody.
    pub fn authenticator(mut self, authenticator: impl Authenticator) -> Self {
        self.gate = Some(Box::new(authenticator));
        self
    }

    /// Refuses in the schema `E` wherever it has a place for the problem, instead of `application/problem+json`.
    pub fn errors<E: ErrorBody + Outgoing>(mut self) -> Self {
        self.renderer.schema = in_schema::<E>;
        self
    }

    /// Puts refusals into the API's own words, such as its codes, before they are written.
    pub fn problems(mut self, words: fn(Problem) -> Problem) -> Self {
        self.renderer.words = words;
        self
    }

    /// The largest request body that is collected, in bytes: 2 MiB by default. A body is collected unless it is binary or has files, and
    /// is not signed. Of a form with files as much is held in memory; the rest waits in the system's temporary folder.
    pub fn body_limit(mut self, bytes: u64) -> Self {
        self.limits.body = bytes;
        self
    }

    /// The largest request body that is streamed to its handler or has files, in bytes: 1 GiB by default.
    pub fn stream_limit(mut self, bytes: u64) -> Self {
        self.limits.stream = bytes;
        self
    }

    /// How long a request body may take, and how long a streamed one may pause: 30 seconds by default.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.limits.read_timeout = timeout;
        self
    }

    /// Serves the operation `Op` by a method of the API; of two with one method and path the first stays.
    pub fn route<Op, H>(mut self, handler: H) -> Self
    where
        Op: Operation,
        H: for<'a> Handler<'a, A, Op>,
    {
        let endpoint = Endpoint::new(Arc::clone(&self.api), handler);
        let methods = self.tree.entry(&endpoint.template.segments);
        methods.add(Op::META.verb.method(), Op::META.repeat, endpoint);
        self
    }

    /// The router: it answers every path, so that routes of one's own are added to it, or it is nested under a prefix.
    pub fn into_router(self) -> Router {
        let Self {
            api: _,
            tree,
            gate,
            renderer,
            limits,
        } = self;
        let dispatch = Arc::new(Dispatch {
            tree,
            gate,
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

impl<A> fmt::Debug for Routes<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Routes")
            .field("tree", &self.tree)
            .finish_non_exhaustive()
    }
}
