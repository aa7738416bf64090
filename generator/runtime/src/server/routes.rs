//! An implementation of a generated trait -> an axum router.

use std::any::TypeId;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;

use super::auth::{Authenticator, DynAuthenticator};
use super::dispatch::{Dispatch, PathChooser};
use super::endpoint::{Handler, OperationEndpoint};
use super::limits::Limits;
use super::mount::{self, Fallback, Mounted};
use super::render::Renderer;
use super::table::OperationTable;
use super::verifiers::Verifiers;
#[cfg(feature = "server-docs")]
use super::{docs::DocsSetting, openapi_document::OpenApiDocument};
use crate::routing::AxumRoute;
use crate::{operation::Operation, signing::Verifier};

/// The operations of an API, with settings for all of them. The generated function `routes` returns
/// it.
///
/// # Examples
///
/// A router of axum: with routes of your own beside it, and layers that know the path.
///
/// ```
/// # #[cfg(feature = "server")] {
/// use std::time::Duration;
/// use bindwright_runtime::server::{Anonymous, Router, Routes};
///
/// struct Tasks;
///
/// // The generated code is: Routes::new(api).at("/v2").route(A::list_tasks).route(A::create_task)
/// let api: Router = Routes::new(Tasks)
///     .at("/v2")
///     .authenticator(Anonymous(()))
///     .body_limit(1 << 20)
///     .read_timeout(Duration::from_secs(10))
///     .into_router();
/// let app: Router = Router::new().merge(api);
/// # let _ = app;
/// # }
/// ```
#[must_use]
pub struct Routes<A> {
    api: Arc<A>,
    /// Empty, or with a slash at its start only.
    base: Cow<'static, str>,
    endpoints: Vec<OperationEndpoint>,
    chooser: Option<PathChooser>,
    fallback: Fallback,
    gate: Option<Box<dyn DynAuthenticator>>,
    verifiers: Verifiers,
    pub(super) renderer: Renderer,
    pub(super) limits: Limits,
    strict_accept: bool,
    pub(super) checks_responses: bool,
    pub(super) event_keep_alive: Option<Duration>,
    #[cfg(feature = "server-docs")]
    docs: DocsSetting,
}

impl<A: Send + Sync + 'static> Routes<A> {
    /// An API without operations.
    pub fn new(api: A) -> Self {
        Self {
            api: Arc::new(api),
            base: Cow::Borrowed(""),
            endpoints: Vec::new(),
            chooser: None,
            fallback: Fallback::Default,
            gate: None,
            verifiers: Verifiers::default(),
            renderer: Renderer::default(),
            limits: Limits::default(),
            strict_accept: false,
            checks_responses: cfg!(debug_assertions),
            event_keep_alive: None,
            #[cfg(feature = "server-docs")]
            docs: DocsSetting::default(),
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

    /// Rejects a request with 406 if its `Accept` allows no media type of a success. Without this, it is answered in the first one, as
    /// [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1) permits: many clients send the same `Accept` with all requests.
    pub fn strict_accept(mut self) -> Self {
        self.strict_accept = true;
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

    /// Sets the base path of all operations: where the router is mounted. Generated code sets the path of the document's first
    /// server, so that `/v1` is not in any template, but in every request. `/` is the root.
    ///
    /// A segment in braces, as in `/{tenant}`, matches any. Operations with `servers` of their own are also mounted below the path of
    /// those, where a client without an endpoint sends them.
    pub fn at(mut self, base: impl Into<Cow<'static, str>>) -> Self {
        let base = base.into();
        self.base = match base.trim_end_matches('/') {
            "" => Cow::Borrowed(""),
            path if path.starts_with('/') => Cow::Owned(path.to_owned()),
            path => Cow::Owned(format!("/{path}")),
        };
        self
    }

    /// Serves an operation at another path with the same parameters, to which no base path is added. Mostly for webhooks, whose
    /// sender has been given a URL.
    pub fn path_of<Op: Operation>(mut self, path: &'static str) -> Self {
        let operation = TypeId::of::<Op>();
        let mut endpoints = self.endpoints.iter_mut();
        if let Some(endpoint) = endpoints.find(|one| one.operation == operation) {
            endpoint.path = Some(path);
        }
        self
    }

    /// Chooses the path of a request by its head and body, for senders that deliver all webhooks to
    /// one URL. `None` leaves the path as it is. Every body is collected for this.
    pub fn path_from(mut self, path: fn(&http::request::Parts, &[u8]) -> Option<String>) -> Self {
        self.chooser = Some(path);
        self
    }

    /// Sets the document that [`with_docs`](Self::with_docs) shows. Generated code sets the one that it was generated from, if the crate
    /// has the feature `server-docs` too.
    ///
    /// ```
    /// use bindwright_runtime::server::{OpenApiDocument, Routes};
    ///
    /// # let (api, text) = ((), "{}"); // include_str!("../pets.yaml")
    /// let document = OpenApiDocument::from_text(text);
    /// let routes = Routes::new(api).document(document).with_docs("/docs");
    /// # drop(routes);
    /// ```
    #[cfg(feature = "server-docs")]
    pub fn document(mut self, document: OpenApiDocument) -> Self {
        self.docs.document = Some(document);
        self
    }

    /// Serves a page that shows the document at a path below the base path, such as `/docs`, and the document beside it, as
    /// `/openapi.json` or `/openapi.yaml`, to anybody. The page is Swagger UI, from the program alone. It can call the API at its own
    /// origin only. An operation at one of these paths is served instead. Routes without a [document](Self::document) serve neither, and
    /// log an error.
    #[cfg(feature = "server-docs")]
    pub fn with_docs(mut self, path: &str) -> Self {
        self.docs.path = Some(path.to_owned());
        self
    }

    /// Gives the router a fallback of its own, which it keeps where it is nested: unknown paths below the prefix get the 404 of the
    /// API, not that of the outer router. axum cannot merge two routers that both have one.
    pub fn with_fallback(mut self) -> Self {
        self.fallback = Fallback::Own;
        self
    }

    /// The router: a route per path, which can be merged, nested, and have layers.
    ///
    /// Its default fallback responds with 404 in the error schema of the document. `fallback` replaces it, and so does the fallback of
    /// a router that it is merged with or nested in. Of two merged routers without fallbacks of their own, axum keeps that of the
    /// second: `Router::new().route("/health", …).merge(api)` has the 404 of the API.
    pub fn into_router(self) -> Router {
        let Self {
            api: _,
            base,
            endpoints,
            chooser,
            fallback,
            gate,
            verifiers,
            renderer,
            limits,
            strict_accept,
            checks_responses,
            event_keep_alive,
            #[cfg(feature = "server-docs")]
            docs,
        } = self;
        let mut table = OperationTable::default();
        let mut operations = Vec::with_capacity(endpoints.len());
        for endpoint in &endpoints {
            verifiers.warn_about(endpoint.spec);
            let (bases, path) = match (endpoint.path, endpoint.spec.server.map(url_path)) {
                (Some(path), _) => (vec![""], path),
                // A client sends to its own server, or to an endpoint that replaces all servers.
                (None, Some(own)) if own != base => (vec![&*base, own], endpoint.spec.path),
                (None, _) => (vec![&*base], endpoint.spec.path),
            };
            for base in bases {
                let endpoint = Arc::new(endpoint.below(base, path));
                table.add(&endpoint);
                let route = AxumRoute::of(&format!("{base}{path}"));
                operations.push(Mounted { endpoint, route });
            }
        }
        let dispatch = Arc::new(Dispatch {
            table,
            chooser,
            gate,
            verifiers,
            renderer,
            limits,
            strict_accept,
            checks_responses,
            event_keep_alive,
        });
        #[cfg(feature = "server-docs")]
        let taken = operations
            .iter()
            .map(|one| one.route.path.clone())
            .collect::<Vec<_>>();
        let router = mount::router(&dispatch, operations, fallback);
        #[cfg(feature = "server-docs")]
        let router = docs.beside(router, &base, &taken);
        router
    }
}

/// The path of an absolute URL, without a slash at its end. A variable in braces is a segment that matches any value.
fn url_path(url: &str) -> &str {
    let authority = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = authority.find('/').and_then(|at| authority.get(at..));
    path.unwrap_or_default().trim_end_matches('/')
}

impl<A> fmt::Debug for Routes<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Routes")
            .field("endpoints", &self.endpoints)
            .finish_non_exhaustive()
    }
}
