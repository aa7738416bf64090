//! What code of the API's does with rejections and with errors of handlers: it has the head of the request, and what it captures.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::extract::Request as HttpRequest;
use axum::middleware::map_request;
use bindwright_runtime::codegen::{
    OperationSpec, Param, ResponseSpec, codec, error_body, operation,
};
use bindwright_runtime::http::{self, Method};
use bindwright_runtime::server::{Router, Routes};
use bindwright_runtime::{Body, Error, OperationInfo, Request, Response};

use crate::server::api::Failure;
use crate::server::echo::{Echo, routes};
use crate::server::raw::{RawResponse, Wire};
use crate::server::{get, serve};

/// Added by a layer around the router.
#[derive(Clone)]
struct Tenant(&'static str);

fn with_tenant(router: Router) -> Router {
    router.layer(map_request(|mut request: HttpRequest| async {
        request.extensions_mut().insert(Tenant("t7"));
        request
    }))
}

/// Each kind of rejection, and errors of handlers: the operation, if there is one, and the status.
const REJECTED: &[(&str, &str, u16)] = &[
    ("GET /x/nowhere", "none", 404),
    ("PATCH /x/me", "none", 405),
    ("DELETE /x/exports/1", "DeleteExport", 401),
    ("GET /x/v2/p1/exports?limit=0", "ListExports", 400),
    ("GET /x/break/timeout", "Break", 504),
    ("GET /x/break/panic", "Break", 500),
];

#[tokio::test]
async fn problems_are_changed_with_the_head_of_the_request_and_captured_state() {
    let changed = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&changed);
    let routes = routes(Echo::default()).errors::<Failure>();
    let api = routes.problems(move |problem, request| {
        let number = count.fetch_add(1, Ordering::SeqCst);
        let operation = request.operation().map_or("none", |found| found.id());
        let language = request.headers().get("accept-language");
        let tenant = request.extensions().get::<Tenant>();
        let code = format!(
            "{number} {operation} {} {} {:?} {:?} {}",
            request.method(),
            request.uri(),
            language.map(|value| value.to_str().unwrap()),
            tenant.map(|tenant| tenant.0),
            request.id().as_str(),
        );
        problem.code(code)
    });
    let router = with_tenant(Router::new().nest("/x", api.with_fallback().into_router()));
    let server = serve(router).await;
    for (number, (line, operation, status)) in REJECTED.iter().enumerate() {
        let headers = ["Accept-Language: de", "X-Request-Id: id-7"];
        let response = get(server, line, &headers).await;
        let code = format!("{number} {operation} {line} Some(\"de\") Some(\"t7\") id-7");
        assert_eq!(
            (response.status, response.field("error_code")),
            (*status, code)
        );
    }
    assert_eq!(changed.load(Ordering::SeqCst), REJECTED.len());
}

#[tokio::test]
async fn problems_are_written_in_a_format_of_the_api() {
    let api = routes(Echo::default()).errors::<Failure>();
    let api = api.write_problems(|problem, request| {
        if problem.status.as_u16() == 504 {
            return None;
        }
        let body = format!("{} {}", problem.status.as_u16(), request.uri().path());
        let response = http::Response::builder().status(problem.status);
        let response = response.header("content-type", "text/x-problem");
        response.body(Body::full(body)).ok()
    });
    let server = serve(Router::new().nest("/x", api.with_fallback().into_router())).await;
    for (line, _, status) in REJECTED {
        let response = get(server, line, &["X-Request-Id: id-7"]).await;
        let path = line.split([' ', '?']).nth(1).unwrap();
        assert_eq!(response.status, *status);
        assert_eq!(response.header("x-request-id"), Some("id-7"));
        if *status == 504 {
            assert_eq!(response.field("error_code"), "gateway_timeout");
            continue;
        }
        assert_eq!(response.text(), format!("{status} {path}"));
        assert_eq!(response.header("content-type"), Some("text/x-problem"));
        match status {
            401 => assert!(
                response
                    .headers
                    .iter()
                    .any(|(name, _)| name == "www-authenticate")
            ),
            405 => assert_eq!(response.header("allow"), Some("GET, HEAD")),
            _ => {}
        }
    }
}

#[tokio::test]
async fn code_that_changes_problems_may_panic() {
    let api = routes(Echo::default()).errors::<Failure>();
    let api = api.problems(|problem, request| match request.method().as_str() {
        "GET" => problem,
        _ => panic!("secret of the closure"),
    });
    let server = serve(api.into_router()).await;
    let response = get(server, "DELETE /exports/1", &["X-Request-Id: id-7"]).await;
    assert_eq!(response.status, 500);
    assert_eq!(response.field("error_code"), "internal_error");
    assert_eq!(response.field("request_id"), "id-7");
    assert_eq!(get(server, "GET /nowhere", &[]).await.status, 404);
}

/// An error that repeats the target of its request.
#[derive(Debug, Clone, PartialEq)]
struct Targeted {
    path: String,
    method: String,
}
codec!(Targeted { "path" => path, "method" => method });
error_body!(Targeted { fill { Path.required("path"), Method.required("method") } });

#[derive(Debug)]
struct Show {
    id: i64,
}
operation! {
    Show => {
        spec: OperationSpec::get("show", "/things/{id}"),
        parameters: { id: Param::path("id") },
        success: () { ResponseSpec::empty(204) },
        failure: Targeted { ResponseSpec::json_default() },
    }
}

struct Things;

impl Things {
    async fn show(&self, request: Request<Show>) -> Result<Response<()>, Error<Targeted>> {
        let operation = request
            .extensions()
            .get::<OperationInfo>()
            .copied()
            .unwrap();
        match (request.get_ref().id, operation.request_method()) {
            (1, _) => Err(Error::Timeout(std::time::Duration::ZERO.into())),
            (2, _) => panic!("as the test asks"),
            (3, _) => {
                let body = Targeted {
                    path: "own".to_owned(),
                    method: "own".to_owned(),
                };
                Err(Error::api(http::StatusCode::CONFLICT, body))
            }
            (_, method) => {
                let mut response = Response::new(());
                let made = (method != Method::HEAD).to_string();
                response
                    .headers_mut()
                    .insert("x-made-body", made.parse().unwrap());
                Ok(response)
            }
        }
    }
}

fn things() -> Router {
    Routes::new(Things)
        .errors::<Targeted>()
        .route(Things::show)
        .into_router()
}

/// Before and after the arguments were decoded, and when the handler has run.
#[tokio::test]
async fn a_rejection_below_a_prefix_names_the_whole_path() {
    let nested = Router::new().nest("/b", Router::new().nest("/c", things()));
    let server = serve(Router::new().nest("/a", nested)).await;
    for (path, status) in [
        ("/a/b/c/things/x", 400),
        ("/a/b/c/things/1", 504),
        ("/a/b/c/things/2", 500),
    ] {
        let response = get(server, &format!("GET {path}"), &[]).await;
        assert_eq!(
            (response.status, response.field("path")),
            (status, path.to_owned())
        );
        assert_eq!(response.field("method"), "GET");
    }
}

/// `SetRequestIdLayer` of tower-http sets the same header.
#[tokio::test]
async fn errors_of_handlers_have_the_id_of_the_request() {
    let id = |response: &RawResponse| response.header("x-request-id").unwrap().to_owned();
    let server = serve(things()).await;
    let set = map_request(|mut request: HttpRequest| async {
        request
            .headers_mut()
            .insert("x-request-id", http::HeaderValue::from_static("set"));
        request
    });
    let layered = serve(things().layer(set)).await;
    for (line, status) in [
        ("GET /things/x", 400),
        ("GET /things/2", 500),
        ("GET /things/3", 409),
        ("GET /nowhere", 404),
    ] {
        let response = get(server, line, &["X-Request-Id: sent"]).await;
        assert_eq!(
            (response.status, id(&response)),
            (status, "sent".to_owned())
        );
        assert_eq!(id(&get(server, line, &[]).await).len(), 32);
        assert_eq!(id(&get(layered, line, &[]).await), "set");
    }
}

#[tokio::test]
async fn a_handler_can_tell_head_from_get() {
    let server = serve(things()).await;
    let response = get(server, "GET /things/9", &[]).await;
    assert_eq!(response.header("x-made-body"), Some("true"));
    let mut wire = Wire::open(server).await;
    wire.write("HEAD /things/9 HTTP/1.1\r\nHost: a\r\n\r\n")
        .await;
    let response = wire.head_answer().await.unwrap();
    assert_eq!(
        (response.status, response.header("x-made-body")),
        (204, Some("false"))
    );
}
