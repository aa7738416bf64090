//! What handlers answer: one of several replies, streams, failures, and panics.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use crate::{get, post_json, served};

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
async fn a_panic_is_a_500_that_tells_nothing() {
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

/// Where a test's log goes.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_names_the_request_and_no_secret() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let (server, _) = served().await;
    let secrets = [
        "X-Auth-Token: canary-1",
        "Cookie: sid=canary-2",
        "Authorization: Basic Y2FuYXJ5LTM6Y2FuYXJ5LTQ=",
    ];
    get(server, "DELETE /exports/canary-5?x=canary-6", &secrets).await;
    get(
        server,
        "GET /break/panic",
        &["X-Request-Id: id-7", secrets[0]],
    )
    .await;
    get(server, "GET /break/timeout", &[secrets[0]]).await;
    post_json(server, "/v2/p1/exports", r#"{"kind":"canary-8\u202e"}"#).await;
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    for expected in [
        "operation=\"DeleteExport\"",
        "operation=\"Break\"",
        "request_id=\"id-7\"",
        "the handler panicked",
    ] {
        assert!(log.contains(expected), "{expected}: {log}");
    }
    assert!(
        !log.contains("canary") && !log.contains("Y2FuYXJ5") && !log.contains("secret of"),
        "{log}"
    );
}
