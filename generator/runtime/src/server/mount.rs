//! The operations of an API -> the routes of an axum router.
//!
//! Each path template is a route of its own, so that `MatchedPath`, `route_layer`, `merge` and `fallback` work as for any other router.
//! axum compares paths as they were sent, and a parameter is a whole segment. Where that does not suffice, the route asks the tree of
//! all templates ([`RouteTree`](crate::routing::RouteTree)) once more:
//!
//! | path | operation of the request |
//! |---|---|
//! | `/pets/{id}` | axum's |
//! | `/pets/{id}` beside `/pets/mine` | axum's, unless the path has escapes: `/pets/m%69ne` is the second |
//! | `/pets/{id}` beside `/pets/{id}:archive`, `/files/{name}.{ext}` | that of the tree |
//!
//! The tree also finds what axum does not, which is a 404 or a 405 unless the path has more escapes than it needs. That is the default
//! fallback of the router and of its routes. It is a layer around axum's own: routers that both have a fallback cannot be merged.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::routing::{MethodFilter, MethodRouter, Route, any_service};
use indexmap::IndexMap;
use tower::layer::layer_fn;
use tower::{Service, service_fn};

use super::dispatch::{Arrived, Dispatch};
use super::endpoint::OperationEndpoint;
use super::table::Matched;
use crate::body::Body;
use crate::operation_spec::{Idempotency, Method};
use crate::routing::{AxumRoute, Template};

/// An operation, and the path that it is served at.
pub(super) struct Mounted {
    pub(super) endpoint: Arc<OperationEndpoint>,
    pub(super) route: AxumRoute,
}

/// The operations whose paths are the same to axum.
struct Group {
    path: String,
    is_exact: bool,
    is_possible: bool,
    endpoints: Vec<Arc<OperationEndpoint>>,
}

/// How certain axum's choice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Certainty {
    Always,
    UnlessEscaped,
    Never,
}

/// What a router does with paths that it has no route for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fallback {
    /// The 404 of the API, until the router gets a fallback, is nested, or another one is merged into it.
    Default,
    /// The 404 of the API, also where the router is nested.
    Own,
}

/// A router with a route for each path.
pub(super) fn router(
    dispatch: &Arc<Dispatch>,
    operations: Vec<Mounted>,
    fallback: Fallback,
) -> Router {
    let unknown = service(dispatch, Matched::Unknown);
    if dispatch.chooser.is_some() {
        // The path of the request says nothing.
        let router = Router::new().route("/", any_service(unknown.clone()));
        return router.route("/{*path}", any_service(unknown));
    }
    let around = layer_fn({
        let unknown = unknown.clone();
        move |_: Route| unknown.clone()
    });
    // A layer is around what is there before it: around the fallback, not around the routes.
    let mut router = match fallback {
        Fallback::Own => Router::new().fallback_service(unknown.clone()),
        Fallback::Default => Router::new().layer(around.clone()),
    };
    let groups = groups(operations);
    for group in groups.iter().filter(|group| group.is_possible) {
        let certainty = certainty(group, &groups);
        let methods = match certainty {
            Certainty::Never => any_service(unknown.clone()),
            Certainty::Always | Certainty::UnlessEscaped => {
                let methods = MethodRouter::new().layer(around.clone());
                add_methods(methods, dispatch, group, certainty)
            }
        };
        router = router.route(&group.path, methods);
    }
    router
}

/// Operations by the shapes of their routes, in the order of the document.
fn groups(operations: Vec<Mounted>) -> Vec<Group> {
    let mut groups: IndexMap<Vec<Option<String>>, Group> = IndexMap::new();
    for Mounted { endpoint, route } in operations {
        let is_possible = route.is_possible();
        let AxumRoute {
            path,
            shape,
            is_exact,
        } = route;
        let group = groups.entry(shape).or_insert_with(|| Group {
            path: path.clone(),
            is_exact,
            is_possible,
            endpoints: Vec::new(),
        });
        if is_exact {
            // What `MatchedPath` says: `/jobs/{job}` rather than `/jobs/{job:archive}`.
            group.path = path;
        }
        group.is_exact &= is_exact;
        group.endpoints.push(endpoint);
    }
    groups.into_values().collect()
}

/// Whether axum finds the same operation for each path of a group as the tree does.
fn certainty(group: &Group, groups: &[Group]) -> Certainty {
    let Some(own) = group.template().filter(|_| group.is_exact) else {
        return Certainty::Never;
    };
    let others = groups.iter().filter(|other| !std::ptr::eq(*other, group));
    let rivals = others.filter(|other| {
        let mut templates = other.endpoints.iter().map(|one| &one.template);
        templates.any(|template| template.overlaps(own))
    });
    let certainties = rivals.map(|rival| match rival.is_exact && rival.is_possible {
        true => Certainty::UnlessEscaped,
        false => Certainty::Never,
    });
    certainties.max().unwrap_or(Certainty::Always)
}

impl Group {
    fn template(&self) -> Option<&Template> {
        self.endpoints.first().map(|endpoint| &endpoint.template)
    }
}

/// Adds a service for each method of a path. Of two operations with the same method, the first one is kept.
fn add_methods(
    mut methods: MethodRouter,
    dispatch: &Arc<Dispatch>,
    group: &Group,
    certainty: Certainty,
) -> MethodRouter {
    let mut taken: Vec<Method> = Vec::new();
    for endpoint in &group.endpoints {
        let method = endpoint.spec.method;
        if taken.contains(&method) {
            continue;
        }
        taken.push(method);
        let endpoint = Arc::clone(endpoint);
        let matched = match certainty {
            Certainty::Always => Matched::Operation(endpoint),
            Certainty::UnlessEscaped | Certainty::Never => Matched::UnlessEscaped(endpoint),
        };
        methods = methods.on_service(filter(method), service(dispatch, matched));
    }
    let mut reading = group.endpoints.iter().filter(|endpoint| {
        endpoint.spec.method == Method::Get
            && endpoint.spec.idempotency == Idempotency::NotIdempotent
    });
    if reading.next().is_some() && !taken.contains(&Method::Head) {
        // axum would serve HEAD by a GET that has side effects.
        methods = methods.on_service(MethodFilter::HEAD, service(dispatch, Matched::Unknown));
    }
    methods
}

fn filter(method: Method) -> MethodFilter {
    match method {
        Method::Get => MethodFilter::GET,
        Method::Put => MethodFilter::PUT,
        Method::Post => MethodFilter::POST,
        Method::Delete => MethodFilter::DELETE,
        Method::Options => MethodFilter::OPTIONS,
        Method::Head => MethodFilter::HEAD,
        Method::Patch => MethodFilter::PATCH,
        Method::Trace => MethodFilter::TRACE,
    }
}

/// What axum calls. axum boxes its future, so that it need not be boxed here.
fn service(
    dispatch: &Arc<Dispatch>,
    matched: Matched,
) -> impl Service<
    Request,
    Response = axum::response::Response,
    Error = Infallible,
    Future: Send + 'static,
> + Clone
+ Send
+ Sync
+ 'static {
    let shared = Arc::new((Arc::clone(dispatch), matched));
    service_fn(move |request: Request| {
        let shared = Arc::clone(&shared);
        let mut request = Arrived::from(request.map(Body::stream));
        async move {
            let (dispatch, matched) = &*shared;
            let response = dispatch.respond(matched, &mut request).await;
            Ok(response.map(axum::body::Body::new))
        }
    })
}

#[allow(clippy::unwrap_used, reason = "a test")]
#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    use super::super::limits::Limits;
    use super::super::render::Renderer;
    use super::super::table::OperationTable;
    use super::super::verifiers::Verifiers;
    use super::*;
    use crate::operation_info::OperationInfo;
    use crate::operation_spec::OperationSpec;
    use crate::routing::{RouteTree, segments};

    /// Templates that compete for the same paths.
    const TEMPLATES: &[&str] = &[
        "/",
        "/a",
        "/{x}",
        "/a/",
        "/{x}/",
        "/{x}:b",
        "/{x}.{y}",
        "/:b",
        "/*",
        "/a/b",
        "/a/{x}",
        "/{x}/b",
        "/{x}/{y}",
        "/{x}/b/{y}",
        "/a/{x}/c",
        "/{x}:b/{y}",
        "/{x}:b/b/{y}",
        "/{x}/{y}/{z}",
        "/a:b",
        "/a:b/{x}",
        "/é/b c",
        "/{x}//{y}",
    ];

    fn dispatch(table: OperationTable) -> Dispatch {
        Dispatch {
            table,
            chooser: None,
            gate: None,
            verifiers: Verifiers::default(),
            renderer: Renderer::default(),
            limits: Limits::default(),
            strict_accept: false,
            checks_responses: true,
            event_keep_alive: None,
        }
    }

    /// axum adds eight bytes and boxes it. Allocators of C libraries are fast for what fits 1,032 bytes.
    #[test]
    fn the_future_of_a_request_is_small() {
        let dispatch = Arc::new(dispatch(OperationTable::default()));
        let mut service = service(&dispatch, Matched::Unknown);
        let responding = service.call(Request::new(axum::body::Body::empty()));
        let size = size_of_val(&responding);
        assert!(size <= 1024, "{size} bytes");
    }

    /// A router for templates, and the tree of the same. An operation responds with its values.
    fn routers(templates: &[&'static str]) -> (Router, RouteTree<Option<&'static str>>) {
        let (mut all, mut names) = (OperationTable::default(), RouteTree::default());
        let mut operations = Vec::new();
        for path in templates {
            let spec: &'static _ = Box::leak(Box::new(OperationSpec::get(path, path)));
            let endpoint = Arc::new(OperationEndpoint::of_paths(spec));
            let segments = &endpoint.template.segments;
            let names: &mut Option<_> = names.entry(segments);
            names.get_or_insert(*path);
            all.add(&endpoint);
            let route = AxumRoute::of(path);
            operations.push(Mounted { endpoint, route });
        }
        let dispatch = Arc::new(dispatch(all));
        let router = router(&dispatch, operations, Fallback::Default);
        (router, names)
    }

    /// The operation that responds to a path, and what it responds.
    async fn respond(router: &Router, path: &str) -> (Option<&'static str>, String) {
        let request = http::Request::get(path).body(axum::body::Body::empty());
        let response = router.clone().oneshot(request.unwrap()).await.unwrap();
        let info = response.extensions().get::<OperationInfo>();
        let id = info.map(OperationInfo::id);
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (id, String::from_utf8(body.to_vec()).unwrap())
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(96))]

        /// Whatever axum matches, a request gets the operation and the values that the tree of all templates finds.
        #[test]
        fn axum_and_the_tree_agree(
            chosen in proptest::sample::subsequence(TEMPLATES, 1..=TEMPLATES.len()),
            paths in proptest::collection::vec(
                "(/(a|b|a:b|a%3Ab|%61|a\\.b|:b|\\*|c|é|%C3%A9|%c3%a9|b%20c|)){1,3}",
                40,
            ),
        ) {
            let (router, tree) = routers(&chosen);
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            for path in paths {
                let segments = segments(&path).unwrap();
                let (id, body) = runtime.block_on(respond(&router, &path));
                match tree.find(&segments) {
                    Some(found) => {
                        let values: Vec<_> = found.captures.iter().map(|(_, raw)| *raw).collect();
                        let expected = (*found.value, format!("{values:?}"));
                        proptest::prop_assert_eq!((id, body), expected, "{}", path);
                    }
                    None => {
                        proptest::prop_assert_eq!(id, None, "{}", path);
                        proptest::prop_assert!(body.contains("not_found"), "{}: {}", path, body);
                    }
                }
            }
        }
    }
}
