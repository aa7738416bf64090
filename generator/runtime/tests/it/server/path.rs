//! Paths, queries, methods and the `Accept` header.

use crate::server::api::Failure;
use crate::server::echo::{self, Echo};
use crate::server::{assert_rejected, get, send, serve, served};

#[tokio::test]
async fn invalid_paths_are_rejected() {
    let (server, echo) = served().await;
    for (path, status, code) in [
        ("/v2/../exports", 400, "invalid_path"),
        ("/v2/%2e%2e/exports", 400, "invalid_path"),
        ("/v2/%2E/exports", 400, "invalid_path"),
        ("/v2/%00/exports", 400, "invalid_path"),
        ("/v2/%ff%fe/exports", 400, "invalid_path"),
        ("/v2/%zz/exports", 400, "invalid_path"),
        ("//v2/p1/exports", 404, "not_found"),
        ("/v2//exports", 404, "not_found"),
        ("/v2/p1/exports/", 404, "not_found"),
        ("/v2/p1", 404, "not_found"),
        ("/files/noext", 404, "not_found"),
        ("/v2/p1;x=1%2Fand-longer/exports", 400, "invalid_request"),
    ] {
        assert_rejected(
            &get(server, &format!("GET {path}"), &[]).await,
            status,
            code,
            &echo,
        );
    }
}

#[tokio::test]
async fn path_values_are_received_as_they_were_sent() {
    let (server, _) = served().await;
    for (path, project) in [
        ("/v2/p;x=1/exports", "p;x=1"),
        ("/v2/a%2Fb/exports", "a/b"),
        ("/v2/%C3%BC/exports", "ü"),
        ("/v2/a+b/exports", "a+b"),
        ("http://evil.example/v2/p1/exports", "p1"),
        ("/%76%32/p1/exports", "p1"),
    ] {
        let response = get(server, &format!("GET {path}"), &[]).await;
        assert_eq!(
            (response.status, response.field("project").as_str()),
            (200, project),
            "{response:?}"
        );
    }
}

#[tokio::test]
async fn a_segment_may_contain_two_parameters() {
    let (server, _) = served().await;
    assert_eq!(
        get(server, "GET /files/a.tar.gz", &[]).await.text(),
        "a.tar|gz"
    );
    assert_eq!(
        get(server, "GET /files/a%2Etar.gz", &[]).await.text(),
        "a.tar|gz"
    );
}

#[tokio::test]
async fn an_endless_target_is_rejected_and_the_server_continues() {
    let (server, _) = served().await;
    let long = "x".repeat(64 << 10);
    let response = get(server, &format!("GET /v2/{long}/exports"), &[]).await;
    assert!(
        matches!(response.status, 400 | 414 | 431),
        "{}",
        response.status
    );
    assert_eq!(get(server, "GET /v2/p1/exports", &[]).await.status, 200);
}

#[tokio::test]
async fn query_values_are_read_strictly() {
    let (server, echo) = served().await;
    for query in [
        "limit=abc",
        "limit=",
        "limit=1.5",
        "limit=0x10",
        "limit=+1",
        "limit=%2B1",
        "limit=1&limit=2",
        "limit=101",
        "limit=%",
        "limit=%ff",
    ] {
        let response = get(server, &format!("GET /v2/p1/exports?{query}"), &[]).await;
        assert_rejected(&response, 400, "invalid_request", &echo);
        assert!(
            response.field("error_detail").starts_with("query.limit: "),
            "{response:?}"
        );
    }
}

#[tokio::test]
async fn what_others_write_into_the_query_does_not_matter() {
    let (server, _) = served().await;
    for query in [
        "a=%ff", "%ff=1", "a=%zz", "%=%", "a[=%", "=", "&&", "a", "limits=x",
    ] {
        for query in [format!("{query}&limit=7"), format!("limit=7&{query}")] {
            let response = get(server, &format!("GET /v2/p1/exports?{query}"), &[]).await;
            assert_eq!(response.status, 200, "{query}: {response:?}");
        }
    }
}

#[tokio::test]
async fn every_violation_is_named_at_once() {
    let (server, echo) = served().await;
    let response = get(
        server,
        "GET /v2/a-project-too-long/exports?limit=0&q=too-long",
        &[],
    )
    .await;
    assert_rejected(&response, 400, "invalid_request", &echo);
    let detail = response.field("error_detail");
    let places: Vec<_> = detail
        .lines()
        .map(|line| line.split(':').next().unwrap())
        .collect();
    assert_eq!(
        places,
        ["path.project_id", "query.limit", "query.q"],
        "{detail}"
    );
}

#[tokio::test]
async fn queries_are_forms_and_unknown_names_are_ignored() {
    let (server, _) = served().await;
    for (query, note) in [
        ("q=a+b", "a b"),
        ("q=a%2Bb", "a+b"),
        ("unknown=1&q=x", "x"),
        ("&&q=x&", "x"),
    ] {
        let response = get(server, &format!("GET /v2/p1/exports?{query}"), &[]).await;
        assert_eq!(
            (response.status, response.field("note").as_str()),
            (200, note),
            "{response:?}"
        );
    }
}

#[tokio::test]
async fn a_wrong_method_gets_405_with_the_allowed_ones() {
    let (server, echo) = served().await;
    let long = "M".repeat(1024);
    for method in ["DELETE", "TRACE", "PROPFIND", "OPTIONS", "get", &long] {
        let response = get(
            server,
            &format!("{method} /v2/p1/exports"),
            &["X-Secret: canary"],
        )
        .await;
        assert_rejected(&response, 405, "method_not_allowed", &echo);
        assert_eq!(response.header("allow"), Some("GET, HEAD, POST"));
        assert!(!response.text().contains("canary"));
    }
    let response = get(server, "GET /exports/1", &[]).await;
    assert_eq!(
        (response.status, response.header("allow")),
        (405, Some("PUT, DELETE"))
    );
}

#[tokio::test]
async fn connect_is_no_method_of_a_path() {
    let (server, echo) = served().await;
    let response = send(
        server,
        "CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n\r\n",
    )
    .await;
    assert_rejected(&response, 400, "invalid_path", &echo);
    let response = send(server, "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").await;
    assert_rejected(&response, 400, "invalid_path", &echo);
}

#[tokio::test]
async fn a_header_overrides_no_method() {
    let (server, _) = served().await;
    let response = get(
        server,
        "GET /v2/p1/exports",
        &["X-HTTP-Method-Override: DELETE", "X-Method-Override: PUT"],
    )
    .await;
    assert_eq!(response.status, 200);
}

#[tokio::test]
async fn the_response_must_be_acceptable_if_that_is_asked_for() {
    let echo = Echo::default();
    let strict = serve(
        echo::routes(echo.clone())
            .errors::<Failure>()
            .strict_accept()
            .into_router(),
    )
    .await;
    let (server, _) = served().await;
    for accept in [
        "*/*;q=0",
        "text/html",
        "application/json;q=0, */*",
        "application/xml, text/*",
    ] {
        let (line, header) = ("GET /v2/p1/exports", format!("Accept: {accept}"));
        let response = get(strict, line, &[&header]).await;
        assert_rejected(&response, 406, "not_acceptable", &echo);
        assert_eq!(get(server, line, &[&header]).await.status, 200, "{accept}");
    }
    for accept in [
        "application/json;q=0.1",
        "*/*",
        "APPLICATION/JSON",
        "text/html, application/*;q=0.2",
        "*",
        "",
    ] {
        assert_eq!(
            get(
                strict,
                "GET /v2/p1/exports",
                &[&format!("Accept: {accept}")]
            )
            .await
            .status,
            200,
            "{accept}"
        );
    }
}
