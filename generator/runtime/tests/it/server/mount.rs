//! The router among other routers of axum: its routes, its fallback, its base path, and what layers around it see.

use std::sync::{Arc, Mutex};

use axum::extract::{MatchedPath, Request as HttpRequest};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::routing::{get as on_get, put as on_put};
use bindwright_runtime::codegen::{OperationSpec, Param, ResponseSpec, operation};
use bindwright_runtime::server::{Router, Routes};
use bindwright_runtime::{Error, OperationInfo, Request, Response, Value};

use crate::server::echo::{Echo, router as exports};
use crate::server::raw::RawResponse;
use crate::server::{get, serve};

type Outcome = Result<Response<String>, Error<Value>>;

struct Shop;

/// Operations that respond with their name and the values of their path.
macro_rules! operations {
    ($($name:ident $method:ident $path:literal $(at $server:literal)? { $($field:ident)* })*) => {
        $(
            #[derive(Debug)]
            struct $name { $($field: String),* }

            operation! {
                $name => {
                    spec: OperationSpec::$method(stringify!($name), $path)$(.server($server))?,
                    parameters: { $($field: Param::path(stringify!($field))),* },
                    success: String { ResponseSpec::json(200) },
                }
            }

            impl $name {
                async fn respond(_: &Shop, request: Request<Self>) -> Outcome {
                    let info = request.extensions().get::<OperationInfo>().copied().unwrap();
                    assert_eq!((info.id(), info.path()), (stringify!($name), $path));
                    let Self { $($field),* } = request.into_inner();
                    let values: Vec<String> = vec![info.id().to_owned() $(, $field)*];
                    Ok(Response::new(values.join(" ")))
                }
            }
        )*

        fn routes() -> Routes<Shop> {
            Routes::new(Shop)$(.route::<$name, _>($name::respond))*
        }
    };
}

operations! {
    List get "/pets" {}
    Add post "/pets" {}
    Mine get "/pets/mine" {}
    Show get "/pets/{id}" { id }
    Toy get "/pets/{id}/toys/{toy}" { id toy }
    Archive post "/jobs/{job}:archive" { job }
    Job post "/jobs/{job}" { job }
    Search get "/jobs:search" {}
    File get "/docs/{name}.{ext}" { name ext }
    Between get "/ranges/{from}-{to}" { from to }
    Run post "/run/:now" {}
    Word get "/caf\u{e9}/a b" {}
    Slash get "/slash/" {}
    Upload get "/uploads/{id}" at "https://files.example/{stage}/up/" { id }
}

/// The text of a JSON string.
fn text(response: &RawResponse) -> String {
    assert_eq!(response.status, 200, "{response:?}");
    response.text().trim_matches('"').to_owned()
}

#[tokio::test]
async fn each_path_reaches_its_operation() {
    let server = serve(routes().into_router()).await;
    for (line, found) in [
        ("GET /pets", "List"),
        ("POST /pets", "Add"),
        ("GET /pets/mine", "Mine"),
        ("GET /pets/m%69ne", "Mine"),
        ("GET /pets/7", "Show 7"),
        ("GET /pets/a%20b%2Fc", "Show a b/c"),
        ("GET /pets/%C3%BC/toys/x", "Toy ü x"),
        ("POST /jobs/7:archive", "Archive 7"),
        ("POST /jobs/7%3Aarchive", "Job 7:archive"),
        ("POST /jobs/7", "Job 7"),
        ("GET /jobs:search", "Search"),
        ("GET /jobs%3Asearch", "Search"),
        ("GET /docs/a.tar.gz", "File a.tar gz"),
        ("GET /ranges/1-2", "Between 1 2"),
        ("GET /ranges/1%2D5-2", "Between 1-5 2"),
        ("POST /run/:now", "Run"),
        ("GET /caf%C3%A9/a%20b", "Word"),
        ("GET /c%61f%c3%a9/a%20b", "Word"),
        ("GET /slash/", "Slash"),
    ] {
        assert_eq!(text(&get(server, line, &[]).await), found, "{line}");
    }
    for (line, status, code) in [
        ("GET /slash", 404, "not_found"),
        ("GET /pets//toys/x", 404, "not_found"),
        ("GET /docs/none", 404, "not_found"),
        ("POST /run/later", 404, "not_found"),
        ("GET /pets/..", 400, "invalid_path"),
        ("GET /pets/%zz", 400, "invalid_path"),
        ("PUT /pets/%zz", 400, "invalid_path"),
        ("GET /jobs/7", 405, "method_not_allowed"),
        ("GET /run/:now", 405, "method_not_allowed"),
    ] {
        let response = get(server, line, &[]).await;
        assert_eq!(
            (response.status, response.field("code").as_str()),
            (status, code),
            "{line}"
        );
    }
}

#[tokio::test]
async fn methods_that_a_path_does_not_have_are_405() {
    let server = serve(routes().into_router()).await;
    for (line, allow) in [
        ("DELETE /pets", "GET, HEAD, POST"),
        ("OPTIONS /pets", "GET, HEAD, POST"),
        ("OPTIONS /pets/7", "GET, HEAD"),
        ("GET /jobs/7:archive", "POST"),
    ] {
        let response = get(server, line, &[]).await;
        assert_eq!(
            (response.status, response.header("allow")),
            (405, Some(allow)),
            "{line}"
        );
        assert_eq!(response.field("code"), "method_not_allowed");
    }
    assert_eq!(get(server, "GET /pets", &[]).await.header("allow"), None);
    assert_eq!(
        get(server, "GET /docs/a.b", &[]).await.header("allow"),
        None
    );
}

#[tokio::test]
async fn a_404_names_method_and_path() {
    let api = routes().at("/v1").with_fallback().into_router();
    let server = serve(Router::new().nest("/shop", api)).await;
    let response = get(server, "GET /shop/pets?key=1", &[]).await;
    assert_eq!(response.status, 404);
    assert_eq!(
        response.field("detail"),
        "there is nothing at GET /shop/pets"
    );
    assert_eq!(
        response.header("content-type"),
        Some("application/problem+json")
    );
    assert!(response.header("x-request-id").is_some());
}

#[tokio::test]
async fn the_router_is_below_its_base_path() {
    for (base, below) in [
        ("/v1", "/v1"),
        ("v1/", "/v1"),
        ("/a/b", "/a/b"),
        ("/", ""),
        ("", ""),
        ("/{tenant}", "/t1"),
        ("/x y", "/x%20y"),
    ] {
        let server = serve(routes().at(base).into_router()).await;
        for (path, found) in [
            ("/pets", "List"),
            ("/pets/7", "Show 7"),
            ("/pets/m%69ne", "Mine"),
            ("/docs/a.b", "File a b"),
        ] {
            let response = get(server, &format!("GET {below}{path}"), &[]).await;
            assert_eq!(text(&response), found, "{base}");
        }
        let own = get(server, "GET /v7/up/uploads/8", &[]).await;
        assert_eq!(text(&own), "Upload 8", "a server of its own");
        let own = get(server, &format!("GET {below}/uploads/8"), &[]).await;
        assert_eq!(text(&own), "Upload 8", "an endpoint instead of it");
        let outside = get(server, "GET /elsewhere/pets/7/x", &[]).await;
        assert_eq!(outside.status, 404, "{base}");
    }
}

#[tokio::test]
async fn a_path_of_its_own_has_no_base_path() {
    let routes = routes().at("/v1").path_of::<Show>("/hooks/{id}");
    let server = serve(routes.into_router()).await;
    assert_eq!(text(&get(server, "GET /hooks/7", &[]).await), "Show 7");
    assert_eq!(get(server, "GET /v1/pets/7", &[]).await.status, 404);
    assert_eq!(text(&get(server, "GET /v1/pets", &[]).await), "List");
}

/// axum adds a length to responses of routes; one without content must not have any.
#[tokio::test]
async fn a_response_without_content_has_no_length() {
    let server = serve(exports(Echo::default())).await;
    let response = get(server, "PUT /exports/gone", &[]).await;
    assert_eq!(
        (response.status, response.header("content-length")),
        (204, None)
    );
}

/// What a layer saw of each request, and of its response.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<String>>>);

impl Seen {
    async fn see(self, request: HttpRequest, next: Next) -> axum::response::Response {
        let path = request.extensions().get::<MatchedPath>().cloned();
        let path = path.map_or("none".to_owned(), |path| path.as_str().to_owned());
        let response = next.run(request).await;
        let info = response.extensions().get::<OperationInfo>();
        let info = info.map_or("none".to_owned(), |info| {
            format!("{} {} {}", info.id(), info.method(), info.path())
        });
        let status = response.status().as_u16();
        self.0
            .lock()
            .unwrap()
            .push(format!("{path} | {info} | {status}"));
        response
    }

    fn layer(&self, router: Router) -> Router {
        let seen = self.clone();
        router.route_layer(from_fn(move |request, next| {
            seen.clone().see(request, next)
        }))
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

#[tokio::test]
async fn a_layer_sees_the_route_and_the_operation() {
    let seen = Seen::default();
    let server = serve(seen.layer(routes().at("/v1").into_router())).await;
    for line in [
        "GET /v1/pets/7",
        "GET /v1/docs/a.b",
        "POST /v1/jobs/7",
        "DELETE /v1/pets",
        "GET /v1/nowhere",
    ] {
        get(server, line, &[]).await;
    }
    assert_eq!(
        seen.take(),
        [
            "/v1/pets/{id} | Show GET /pets/{id} | 200",
            "/v1/docs/{name.ext} | File GET /docs/{name}.{ext} | 200",
            "/v1/jobs/{job} | Job POST /jobs/{job} | 200",
            "/v1/pets | none | 405",
        ]
    );
}

/// A rejected request has an operation as well, if its path has one.
#[tokio::test]
async fn a_layer_sees_the_operation_of_a_rejected_request() {
    let seen = Seen::default();
    let server = serve(seen.layer(exports(Echo::default()))).await;
    get(server, "GET /v2/p1/exports?limit=0", &[]).await;
    get(server, "DELETE /exports/1", &[]).await;
    get(server, "GET /break/panic", &[]).await;
    let seen = seen.take();
    assert_eq!(
        seen.iter()
            .map(|one| one.split(" | ").skip(1).collect::<Vec<_>>().join(" | "))
            .collect::<Vec<_>>(),
        [
            "ListExports GET /v2/{project_id}/exports | 400",
            "DeleteExport DELETE /exports/{export_id} | 401",
            "Break GET /break/{how} | 500",
        ]
    );
}

#[tokio::test]
async fn a_router_is_merged_with_others() {
    let health = Router::new()
        .route("/health", on_get(async || "well"))
        .route("/pets", on_put(async || "replaced"));
    let app = health
        .merge(routes().into_router())
        .merge(exports(Echo::default()));
    let server = serve(app).await;
    assert_eq!(get(server, "GET /health", &[]).await.text(), "well");
    assert_eq!(text(&get(server, "GET /pets/7", &[]).await), "Show 7");
    assert_eq!(get(server, "PUT /pets", &[]).await.text(), "replaced");
    assert_eq!(text(&get(server, "POST /pets", &[]).await), "Add");
    let exports = get(server, "GET /v2/p1/exports", &[]).await;
    assert_eq!(exports.field("project"), "p1");
    // That of the last router, in its error schema.
    let nowhere = get(server, "GET /nowhere", &[]).await;
    assert_eq!(
        (nowhere.status, nowhere.field("error_code").as_str()),
        (404, "not_found")
    );
}

#[tokio::test]
async fn a_fallback_of_the_user_gets_what_has_no_route() {
    let page = || async { (StatusCode::IM_A_TEAPOT, "a page") };
    let own = routes().into_router().fallback(page);
    let merged = Router::new()
        .fallback(page)
        .merge(routes().into_router())
        .merge(exports(Echo::default()));
    let outer = Router::new()
        .fallback(page)
        .nest("/x", routes().into_router());
    for (app, prefix) in [(own, ""), (merged, ""), (outer, "/x")] {
        let server = serve(app).await;
        let found = get(server, &format!("GET {prefix}/pets/7"), &[]).await;
        assert_eq!(text(&found), "Show 7");
        let nowhere = get(server, &format!("GET {prefix}/nowhere"), &[]).await;
        assert_eq!(
            (nowhere.status, nowhere.text()),
            (418, "a page"),
            "{prefix}"
        );
        let method = get(server, &format!("DELETE {prefix}/pets"), &[]).await;
        assert_eq!(
            (method.status, method.field("code").as_str()),
            (405, "method_not_allowed")
        );
    }
}

#[tokio::test]
async fn a_nested_router_has_the_fallback_that_it_was_given() {
    let app = Router::new()
        .nest("/own", routes().with_fallback().into_router())
        .nest("/{tenant}/inherited", routes().into_router());
    let server = serve(app).await;
    for prefix in ["/own", "/t1/inherited"] {
        let found = get(server, &format!("GET {prefix}/pets/m%69ne"), &[]).await;
        assert_eq!(text(&found), "Mine");
        let found = get(server, &format!("GET {prefix}/pets/7"), &[]).await;
        assert_eq!(text(&found), "Show 7");
    }
    let own = get(server, "GET /own/nowhere", &[]).await;
    assert_eq!((own.status, own.field("code").as_str()), (404, "not_found"));
    let inherited = get(server, "GET /t1/inherited/nowhere", &[]).await;
    assert_eq!((inherited.status, inherited.text()), (404, ""));
}
