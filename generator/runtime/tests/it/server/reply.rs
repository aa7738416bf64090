//! What handlers return: one of several responses, streams, failures, and panics.

use crate::server::{get, served};

#[tokio::test]
async fn each_reply_has_its_status_and_body() {
    let (server, _) = served().await;
    let response = get(server, "PUT /exports/old", &[]).await;
    assert_eq!(
        (response.status, response.field("project").as_str()),
        (200, "old")
    );
    let response = get(server, "PUT /exports/new", &[]).await;
    assert_eq!(
        (response.status, response.field("project").as_str()),
        (201, "new")
    );
    let response = get(server, "PUT /exports/gone", &[]).await;
    assert_eq!(
        (
            response.status,
            response.header("content-type"),
            response.body.len()
        ),
        (204, None, 0)
    );
}

#[tokio::test]
async fn a_stream_is_sent_in_chunks() {
    let (server, _) = served().await;
    let response = get(server, "GET /files/report.csv", &[]).await;
    assert_eq!(response.header("transfer-encoding"), Some("chunked"));
    assert_eq!(
        response.header("content-type"),
        Some("application/octet-stream")
    );
    assert_eq!(response.text(), "report|csv");
}

#[tokio::test]
async fn a_documented_failure_keeps_its_status_and_schema() {
    let (server, _) = served().await;
    let response = get(server, "GET /break/conflict", &[]).await;
    assert_eq!(
        (response.status, response.field("error_code").as_str()),
        (409, "E.409")
    );
    assert_eq!(response.header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn a_panic_is_a_500_without_details() {
    let (server, _) = served().await;
    let response = get(server, "GET /break/panic", &["X-Request-Id: id-1"]).await;
    assert_eq!(
        (response.status, response.field("error_code").as_str()),
        (500, "internal_error")
    );
    assert_eq!(response.field("request_id"), "id-1");
    assert!(
        !response.text().contains("secret") && !response.text().contains(".rs"),
        "{response:?}"
    );
    assert_eq!(get(server, "GET /me", &[]).await.status, 200);
}

#[tokio::test]
async fn a_timeout_of_the_handler_is_a_504() {
    let (server, _) = served().await;
    assert_eq!(get(server, "GET /break/timeout", &[]).await.status, 504);
}
