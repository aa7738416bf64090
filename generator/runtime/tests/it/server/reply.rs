//! What handlers answer: one of several replies, streams, failures, and panics.

use crate::server::{get, served};

#[tokio::test]
async fn each_reply_has_its_status_and_body() {
    let (server, _) = served().await;
    let answer = get(server, "PUT /exports/old", &[]).await;
    assert_eq!(
        (answer.status, answer.field("project").as_str()),
        (200, "old")
    );
    let answer = get(server, "PUT /exports/new", &[]).await;
    assert_eq!(
        (answer.status, answer.field("project").as_str()),
        (201, "new")
    );
    let answer = get(server, "PUT /exports/gone", &[]).await;
    assert_eq!(
        (
            answer.status,
            answer.header("content-type"),
            answer.body.len()
        ),
        (204, None, 0)
    );
}

#[tokio::test]
async fn a_stream_is_sent_in_chunks() {
    let (server, _) = served().await;
    let answer = get(server, "GET /files/report.csv", &[]).await;
    assert_eq!(answer.header("transfer-encoding"), Some("chunked"));
    assert_eq!(
        answer.header("content-type"),
        Some("application/octet-stream")
    );
    assert_eq!(answer.text(), "report|csv");
}

#[tokio::test]
async fn a_documented_failure_keeps_its_status_and_schema() {
    let (server, _) = served().await;
    let answer = get(server, "GET /break/conflict", &[]).await;
    assert_eq!(
        (answer.status, answer.field("error_code").as_str()),
        (409, "E.409")
    );
    assert_eq!(answer.header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn a_panic_is_a_500_without_details() {
    let (server, _) = served().await;
    let answer = get(server, "GET /break/panic", &["X-Request-Id: id-1"]).await;
    assert_eq!(
        (answer.status, answer.field("error_code").as_str()),
        (500, "internal_error")
    );
    assert_eq!(answer.field("request_id"), "id-1");
    assert!(
        !answer.text().contains("secret") && !answer.text().contains(".rs"),
        "{answer:?}"
    );
    assert_eq!(get(server, "GET /me", &[]).await.status, 200);
}

#[tokio::test]
async fn a_timeout_of_the_handler_is_a_504() {
    let (server, _) = served().await;
    assert_eq!(get(server, "GET /break/timeout", &[]).await.status, 504);
}
