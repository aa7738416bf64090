//! What the server rejects before a handler runs: paths, methods, callers, sizes, media types, and values of wrong types.

use super::memory::Memory;
use super::operation::Operation;
use super::raw::{RawResponse, TOKEN, send, send_with};

const JSON: &str = "Content-Type: application/json";
const DELETE: &str = "POST /v2/p1/export-tasks/batch-delete";
const ACCESS: &str = "POST /v2/p1/statistics/metrics/app-user-access/export";

#[tokio::test]
async fn undocumented_paths_are_404() {
    let memory = Memory::default();
    for path in [
        "/",
        "/v2/p1",
        "/v2/p1/export-tasks/",
        "/v3/p1/export-tasks",
        "/v2/p1/export-tasks/t1",
        "/v2//export-tasks",
    ] {
        send(&memory, &format!("GET {path}"), None)
            .await
            .assert_rejected(404, "not_found");
    }
}

#[tokio::test]
async fn other_methods_are_405_with_the_allowed_ones() {
    let memory = Memory::default();
    for (method, operation, allow) in [
        ("POST", Operation::UserUsage, "GET"),
        ("GET", Operation::AppUserAccess, "POST"),
        ("DELETE", Operation::UserConnections, "GET"),
        ("POST", Operation::AiAssistant, "GET, HEAD"),
        ("PATCH", Operation::List, "GET, HEAD"),
        ("PUT", Operation::Download, "GET, HEAD"),
        ("DELETE", Operation::Delete, "POST"),
    ] {
        let (_, target) = operation.smallest().0.split_once(' ').unwrap();
        let response = send(&memory, &format!("{method} {target}"), None).await;
        response.assert_rejected(405, "method_not_allowed");
        assert_eq!(response.header("allow"), Some(allow), "{operation:?}");
    }
    assert_eq!(memory.calls(), []);
}

#[tokio::test]
async fn every_operation_rejects_unknown_callers() {
    let memory = Memory::default();
    for operation in Operation::ALL {
        let (line, body) = operation.smallest();
        for headers in [
            &[JSON][..],
            &[JSON, "X-Auth-Token: wrong"],
            &[JSON, "Authorization: Bearer token-1"],
        ] {
            let response = send_with(&memory, line, headers, body.unwrap_or_default()).await;
            response.assert_rejected(401, "unauthorized");
            assert_eq!(response.header("www-authenticate"), Some("SDK-HMAC-SHA256"));
        }
        let response = send_with(
            &memory,
            line,
            &[JSON, "X-Auth-Token: token-2"],
            body.unwrap_or_default(),
        )
        .await;
        response.assert_rejected(403, "forbidden");
        assert_eq!(response.field("error_msg"), "ann may, bob may not");
    }
    assert_eq!(memory.calls(), []);
}

#[tokio::test]
async fn every_operation_knows_its_caller() {
    for operation in Operation::ALL {
        let memory = Memory::default();
        let (line, body) = operation.smallest();
        let response = send(&memory, line, body).await;
        let expected = if operation == Operation::Download {
            404
        } else {
            200
        };
        assert_eq!(response.status, expected, "{operation:?} {response:?}");
        let [(caller, _)] = &memory.calls()[..] else {
            panic!("{operation:?}")
        };
        assert_eq!(caller, "ann");
    }
}

#[tokio::test]
async fn bodies_that_are_too_large_or_of_another_type_are_not_read() {
    let memory = Memory::default();
    let post =
        async |headers: &[&str]| -> RawResponse { send_with(&memory, DELETE, headers, "{}").await };
    post(&[TOKEN, JSON, "Content-Length: 2097153"])
        .await
        .assert_rejected(413, "payload_too_large");
    for headers in [
        &[TOKEN][..],
        &[TOKEN, "Content-Type: text/plain"],
        &[TOKEN, "Content-Type: application/json;charset=utf-16"],
        &[TOKEN, JSON, "Content-Encoding: gzip"],
    ] {
        post(headers)
            .await
            .assert_rejected(415, "unsupported_media_type");
    }
    assert_eq!(memory.calls(), []);
}

#[tokio::test]
async fn the_charset_that_official_clients_send_is_accepted() {
    let memory = Memory::default();
    let headers = [TOKEN, "Content-Type: application/json;charset=UTF-8"];
    assert_eq!(
        send_with(&memory, DELETE, &headers, r#"{"task_ids": ["a", "b"]}"#)
            .await
            .status,
        200
    );
    let (line, _) = Operation::List.smallest();
    assert_eq!(
        send_with(&memory, line, &[TOKEN, JSON], "").await.status,
        200
    );
}

#[tokio::test]
async fn bodies_that_do_not_decode_are_400_with_the_pointer() {
    let memory = Memory::default();
    for (line, body, detail) in [
        (DELETE, "{", "body: "),
        (DELETE, "hello", "body: "),
        (DELETE, "[]", "body: "),
        (DELETE, "{}", "body.task_ids: required, but missing"),
        (DELETE, r#"{"task_ids":"a"}"#, "body.task_ids: "),
        (DELETE, r#"{"task_ids":["a",7]}"#, "body.task_ids.1: "),
        (DELETE, r#"{"task_ids":null}"#, "body.task_ids: "),
        (
            ACCESS,
            r#"{"start_time":"a"}"#,
            "body.end_time: required, but missing",
        ),
        (
            ACCESS,
            r#"{"start_time":"a","end_time":"b","sort_field":"name"}"#,
            "body.sort_field: ",
        ),
        (
            ACCESS,
            r#"{"start_time":"a","end_time":"b","sort_field":"access_failed_count","sort_type":"asc"}"#,
            "body.sort_type: ",
        ),
    ] {
        let response = send(&memory, line, Some(body)).await;
        response.assert_rejected(400, "invalid_request");
        assert!(
            response.field("error_detail").starts_with(detail),
            "{body}: {}",
            response.field("error_detail")
        );
    }
    assert_eq!(memory.calls(), []);
}

#[tokio::test]
async fn parameters_that_do_not_decode_are_400_with_the_name() {
    let memory = Memory::default();
    for (line, details) in [
        (
            "GET /v3/p1/statistics/metrics/users/export",
            &["query.start_time: required", "query.end_time: required"][..],
        ),
        (
            "GET /v3/p1/statistics/metrics/users/export?start_time=a&end_time=b&usage_min_hours=x&sort_field=name",
            &["query.usage_min_hours: ", "query.sort_field: "],
        ),
        (
            "GET /v3/users/ai-assistant/statistics/usage-frequency?start_time=a&end_time=b&count=1.5",
            &["query.count: "],
        ),
        (
            "GET /v3/users/ai-assistant/statistics/usage-frequency?start_time=a&end_time=b&count=2147483648",
            &["query.count: "],
        ),
        (
            "GET /v3/p1/desktops/connections/export?language=de_DE",
            &["query.language: "],
        ),
        (
            "GET /v2/p1/export-tasks?status=RUNNING&is_download=yes&sort_field=name&sort_type=up&offset=&limit=all",
            &[
                "query.status: ",
                "query.is_download: ",
                "query.sort_field: ",
                "query.sort_type: ",
                "query.offset: ",
                "query.limit: ",
            ],
        ),
        (
            "GET /v2/p1/export-tasks?limit=1&limit=2",
            &["query.limit: "],
        ),
        ("GET /v2/p1/export-tasks?task_id=%ff", &["query.task_id: "]),
    ] {
        let response = send(&memory, line, None).await;
        response.assert_rejected(400, "invalid_request");
        let found = response.field("error_detail");
        assert_eq!(found.lines().count(), details.len(), "{line}: {found}");
        for (line, detail) in found.lines().zip(details) {
            assert!(line.starts_with(detail), "{line}: {detail}");
        }
    }
    assert_eq!(memory.calls(), []);
}

#[tokio::test]
async fn undocumented_fields_and_parameters_are_ignored() {
    let memory = Memory::default();
    let response = send(
        &memory,
        &format!("{DELETE}?dry_run=true"),
        Some(r#"{"task_ids":["a"],"why":1}"#),
    )
    .await;
    assert_eq!((response.status, response.body.as_str()), (200, ""));
    assert_eq!(response.header("content-type"), None);
}

#[tokio::test]
async fn the_request_id_is_returned() {
    let memory = Memory::default();
    let (line, _) = Operation::List.smallest();
    let response = send_with(&memory, line, &[TOKEN, "X-Request-Id: r-1"], "").await;
    assert_eq!(
        (response.status, response.header("x-request-id")),
        (200, Some("r-1"))
    );
}
