//! Rejections: which of several comes first, and how it is written.

use bindwright_runtime::codegen::{
    OperationSpec, Param, Requirement, ResponseSpec, Security, operation,
};
use bindwright_runtime::server::{RejectedRequest, Routes};
use bindwright_runtime::{Error, Problem, Request, Response};

use crate::server::api::{Failure, TOKEN};
use crate::server::echo::{Echo, routes};
use crate::server::{assert_rejected, get, post, serve};

/// An operation without documented errors.
#[derive(Debug)]
struct Bare {
    how: String,
    limit: Option<i64>,
    q: Option<String>,
    ids: Option<Vec<String>>,
}
operation! {
    Bare => {
        spec: OperationSpec::get("bare", "/bare/{how}"),
        parameters: {
            how: Param::path("how"),
            limit: Param::query("limit").limits(&[Minimum(1), Maximum(100)]),
            q: Param::query("q").limits(&[MaxLength(5)]),
            ids: Param::query("ids").list().limits(&[Each(&[MaxLength(1)])]),
        },
        success: () { ResponseSpec::empty(204) },
    }
}

/// The same for known callers.
#[derive(Debug)]
struct Secured;
operation! {
    Secured => {
        spec: OperationSpec::get("secured", "/secured").security(TOKEN_REQUIRED),
        success: () { ResponseSpec::empty(204) },
    }
}

const TOKEN_REQUIRED: Security = &[&[Requirement::of(&TOKEN)]];

struct Quiet;

impl Quiet {
    async fn bare(&self, request: Request<Bare>) -> Result<Response<()>, Error> {
        match request.into_inner().how.as_str() {
            "panic" => panic!("as the test asks"),
            _ => Ok(Response::new(())),
        }
    }

    async fn secured(&self, _: Request<Secured>) -> Result<Response<()>, Error> {
        Ok(Response::new(()))
    }
}

fn bare() -> Routes<Quiet> {
    Routes::new(Quiet).route(Quiet::bare).route(Quiet::secured)
}

#[tokio::test]
async fn errors_without_a_schema_are_problem_json() {
    let server = serve(bare().into_router()).await;
    let response = get(
        server,
        "GET /bare/no?limit=0&q=too-long",
        &["X-Request-Id: id-7"],
    )
    .await;
    assert_eq!(
        (response.status, response.header("content-type")),
        (400, Some("application/problem+json"))
    );
    let problem = response.json();
    let text = |pointer| problem.pointer(pointer).map(ToString::to_string).unwrap();
    assert_eq!(text("/status"), "400");
    assert_eq!(text("/title"), "\"Bad Request\"");
    assert_eq!(text("/detail"), "\"the request is invalid\"");
    assert_eq!(text("/code"), "\"invalid_request\"");
    assert_eq!(text("/request_id"), "\"id-7\"");
    assert_eq!(text("/errors/0/location"), "\"query.limit\"");
    assert_eq!(text("/errors/1/location"), "\"query.q\"");

    for (line, status) in [
        ("GET /nowhere", 404),
        ("PATCH /secured", 405),
        ("GET /secured", 401),
        ("GET /bare/panic", 500),
    ] {
        let response = get(server, line, &[]).await;
        assert_eq!(
            (response.status, response.header("content-type")),
            (status, Some("application/problem+json")),
            "{line}"
        );
        assert!(response.json().get("errors").is_none());
    }
}

/// Thousands of items that are too long in one query: the response lists as many as the limit says.
#[tokio::test]
async fn the_violations_of_a_response_are_bounded() {
    let line = format!("GET /bare/no?{}", "ids=ab&".repeat(8000));
    for (count, bytes, listed) in [
        (100, 64 << 10, 100),
        (3, 64 << 10, 3),
        (100, 60, 1),
        (0, 0, 0),
    ] {
        let limited = || bare().violation_limit(count, bytes);
        let response = get(serve(limited().into_router()).await, &line, &[]).await;
        let errors = response.json().get("errors").cloned().unwrap_or_default();
        let found = errors.as_array().unwrap_or_default().len();
        assert_eq!((response.status, found), (400, listed));
        let more = 8000 - listed;
        let detail = format!("the request is invalid (and {more} more errors than these)");
        assert_eq!(response.field("detail"), detail);

        let router = limited().errors::<Failure>().into_router();
        let response = get(serve(router).await, &line, &[]).await;
        let said = response.field("error_detail");
        let more = match listed {
            0 => "8000 not listed".to_owned(),
            _ => format!("and {more} more"),
        };
        assert!(said.ends_with(&more), "{said}");
    }
}

#[tokio::test]
async fn a_schema_without_a_place_for_the_problem_is_not_forced() {
    let router = routes(Echo::default()).errors::<bool>().into_router();
    let response = get(serve(router).await, "GET /nowhere", &[]).await;
    assert_eq!(
        (response.status, response.header("content-type")),
        (404, Some("application/problem+json"))
    );
}

#[tokio::test]
async fn the_first_failed_check_decides_the_status() {
    let echo = Echo::default();
    let routes = routes(echo.clone()).errors::<Failure>().strict_accept();
    let server = serve(routes.into_router()).await;
    // Each request is wrong in everything that the ones after it are wrong in.
    for (line, headers, status, code) in [
        (
            "POST /v2/%zz/signed",
            &["X-Auth-Token: wrong"][..],
            400,
            "invalid_path",
        ),
        (
            "PATCH /v2/p1/nowhere",
            &["X-Auth-Token: wrong"],
            404,
            "not_found",
        ),
        (
            "PATCH /v2/p1/signed",
            &["X-Auth-Token: wrong"],
            405,
            "method_not_allowed",
        ),
        (
            "POST /v2/p1/signed",
            &["X-Auth-Token: wrong"],
            401,
            "unauthorized",
        ),
        (
            "POST /v2/p1/signed",
            &["X-Auth-Token: good"],
            413,
            "payload_too_large",
        ),
    ] {
        let wrong = [
            "Accept: x/y",
            "Content-Type: x/y",
            "Content-Length: 9999999",
        ];
        let response = get(server, line, &[headers, &wrong].concat()).await;
        assert_rejected(&response, status, code, &echo);
    }
    for (headers, status, code) in [
        (
            ["Accept: x/y", "Content-Type: x/y"],
            415,
            "unsupported_media_type",
        ),
        (
            ["Accept: x/y", "Content-Type: application/json"],
            406,
            "not_acceptable",
        ),
        (
            ["Accept: */*", "Content-Type: application/json"],
            400,
            "invalid_request",
        ),
    ] {
        let response = post(
            server,
            "/v2/p1/signed",
            &[&["X-Auth-Token: good"], &headers[..]].concat(),
            "{",
        )
        .await;
        assert_rejected(&response, status, code, &echo);
    }
}

#[tokio::test]
async fn problems_can_be_changed_before_they_are_written() {
    let words = |problem: Problem, _: &RejectedRequest<'_>| match problem.status.as_u16() {
        401 => problem.code("APIGW.0301"),
        _ => problem,
    };
    let server = serve(
        routes(Echo::default())
            .errors::<Failure>()
            .problems(words)
            .into_router(),
    )
    .await;
    assert_eq!(
        get(server, "DELETE /exports/1", &[])
            .await
            .field("error_code"),
        "APIGW.0301"
    );
    assert_eq!(
        get(server, "GET /nowhere", &[]).await.field("error_code"),
        "not_found"
    );
}
