//! Bodies of requests: their media types, their JSON, their sizes, and how slowly they come.

use std::sync::atomic::Ordering;

use bindwright_runtime::Value;

use crate::server::raw::Wire;
use crate::server::{assert_rejected, impatient, post, post_json, send, served};

const EXPORTS: &str = "/v2/p1/exports";

#[tokio::test]
async fn undocumented_media_types_are_rejected() {
    let (server, echo) = served().await;
    let body = r#"{"kind":"user"}"#;
    for headers in [
        &[][..],
        &["Content-Type: text/plain"],
        &["Content-Type: application/jsonp"],
        &["Content-Type: application/json; charset=utf-16"],
        &[
            "Content-Type: application/json",
            "Content-Type: application/json",
        ],
        &["Content-Type: application/json", "Content-Encoding: gzip"],
        &[
            "Content-Type: application/json",
            "Content-Encoding: identity, br",
        ],
    ] {
        assert_rejected(
            &post(server, EXPORTS, headers, body).await,
            415,
            "unsupported_media_type",
            &echo,
        );
    }
    for headers in [
        &["Content-Type: APPLICATION/JSON"][..],
        &["Content-Type: application/json;charset=UTF-8"],
        &[
            "Content-Type: application/json; charset=\"utf-8\"",
            "Content-Encoding: identity",
        ],
    ] {
        assert_eq!(
            post(server, EXPORTS, headers, body).await.status,
            201,
            "{headers:?}"
        );
    }
}

/// Browsers and scripts do not name the type of bytes.
#[tokio::test]
async fn a_body_without_a_type_is_bytes() {
    let (server, echo) = served().await;
    let response = post(server, "/files", &[], "abc").await;
    assert_eq!((response.status, response.text()), (200, "3 bytes"));
    echo.calls.store(0, Ordering::SeqCst);
    let response = post(server, EXPORTS, &[], "{}").await;
    assert_rejected(&response, 415, "unsupported_media_type", &echo);
}

#[tokio::test]
async fn a_byte_order_mark_is_skipped() {
    let (server, _) = served().await;
    let response = post_json(server, EXPORTS, b"\xef\xbb\xbf{\"kind\":\"user\"}").await;
    assert_eq!(response.status, 201, "{response:?}");
}

#[tokio::test]
async fn invalid_json_is_rejected() {
    let (server, echo) = served().await;
    let deep = "[".repeat(100_000);
    let nested = format!(
        r#"{{"kind":"user","any":{}{}}}"#,
        "[".repeat(129),
        "]".repeat(129)
    );
    let utf16: Vec<u8> = r#"{"kind":"user"}"#.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let bodies: [&[u8]; 12] = [
        b"{",
        b"[",
        b"nul",
        b"{\"kind\":\"user\"}x",
        b"{\"kind\":\"user\"}{}",
        &utf16,
        b"{\"kind\":\"user\",\"note\":\"\xe9\"}",
        b"{\"kind\":\"user\",\"weight\":NaN}",
        b"{\"kind\":\"user\",}",
        b"{\"kind\":\"user\",\"note\":\"\x01\"}",
        deep.as_bytes(),
        nested.as_bytes(),
    ];
    for body in bodies {
        let response = post_json(server, EXPORTS, body).await;
        assert_rejected(&response, 400, "invalid_request", &echo);
        assert!(
            response.field("error_detail").starts_with("body"),
            "{response:?}"
        );
        assert!(response.body.len() < 1024, "{response:?}");
    }
}

#[tokio::test]
async fn json_of_another_type_is_rejected_with_its_place() {
    let (server, echo) = served().await;
    for (body, place) in [
        (r"[]", "body:"),
        (r#""user""#, "body:"),
        (r"null", "body:"),
        (r"{}", "body.kind:"),
        (r#"{"kind":"User"}"#, "body.kind:"),
        (r#"{"kind":null}"#, "body.kind:"),
        (r#"{"kind":"desktop","kind":"user"}"#, "body"),
        (r#"{"kind":"user","note":null}"#, "body.note:"),
        (r#"{"kind":"user","note":7}"#, "body.note:"),
        (r#"{"kind":"user","count":"7"}"#, "body.count:"),
        (
            r#"{"kind":"user","count":9223372036854775808}"#,
            "body.count:",
        ),
        (r#"{"kind":"user","count":1.5}"#, "body.count:"),
        (r#"{"kind":"user","count":-1}"#, "body.count:"),
        (r#"{"kind":"user","weight":1e400}"#, "body.weight:"),
        (r#"{"kind":"user","note":"too-long-a-note"}"#, "body.note:"),
    ] {
        let response = post_json(server, EXPORTS, body).await;
        assert_rejected(&response, 400, "invalid_request", &echo);
        assert!(
            response.field("error_detail").starts_with(place),
            "{body}: {response:?}"
        );
    }
}

#[tokio::test]
async fn a_missing_body_is_named() {
    let (server, echo) = served().await;
    for response in [
        post_json(server, EXPORTS, "").await,
        post(server, EXPORTS, &[], "").await,
    ] {
        assert_rejected(&response, 400, "invalid_request", &echo);
        assert!(
            response.field("error_detail").starts_with("body:"),
            "{response:?}"
        );
    }
}

#[tokio::test]
async fn values_survive_byte_for_byte() {
    let (server, _) = served().await;
    let body = r#"{"kind":"user","note":"a\u0000\u202eb","count":9223372036854775807,"any":[123456789012345678901234567890.10,{"x":null}]}"#;
    let response = post_json(server, EXPORTS, body).await;
    assert_eq!(response.status, 201, "{response:?}");
    let export = response.json();
    assert_eq!(
        export.get("note").and_then(Value::as_str),
        Some("a\0\u{202e}b")
    );
    assert_eq!(export.get("count").and_then(Value::as_i64), Some(i64::MAX));
    assert!(
        response
            .text()
            .contains("[123456789012345678901234567890.10,{\"x\":null}]"),
        "{response:?}"
    );
}

#[tokio::test]
async fn a_body_over_the_limit_is_rejected_by_its_announced_length() {
    let (server, echo) = served().await;
    let head = format!(
        "POST {EXPORTS} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2097153\r\n\r\n"
    );
    let mut wire = Wire::open(server).await;
    wire.write(head).await;
    let response = wire.response().await.unwrap();
    assert_rejected(&response, 413, "payload_too_large", &echo);
    assert_eq!(response.header("connection"), Some("close"));
    assert!(wire.is_closed().await);
}

#[tokio::test]
async fn a_chunked_body_over_the_limit_is_rejected_when_it_passes_it() {
    let (server, echo) = served().await;
    let mut wire = Wire::open(server).await;
    let head = "HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    wire.write(format!("POST {EXPORTS} {head}")).await;
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
    for _ in 0..32 {
        assert!(wire.write(&chunk).await);
    }
    wire.write("1\r\n \r\n").await;
    assert_rejected(
        &wire.response().await.unwrap(),
        413,
        "payload_too_large",
        &echo,
    );
}

#[tokio::test]
async fn a_chunked_body_within_the_limit_is_read() {
    let (server, echo) = served().await;
    let head = "HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    let response = send(
        server,
        format!("POST {EXPORTS} {head}7\r\n{{\"kind\"\r\n8\r\n:\"user\"}}\r\n0\r\n\r\n"),
    )
    .await;
    assert_eq!(
        (response.status, echo.calls.load(Ordering::SeqCst)),
        (201, 1)
    );
}

#[tokio::test]
async fn a_body_that_is_not_sent_times_out() {
    let (server, echo) = impatient().await;
    let mut wire = Wire::open(server).await;
    let head =
        "HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
    wire.write(format!("POST {EXPORTS} {head}")).await;
    assert_rejected(
        &wire.response().await.unwrap(),
        408,
        "request_timeout",
        &echo,
    );
    assert!(wire.is_closed().await);
}

#[tokio::test]
async fn a_body_that_breaks_off_is_rejected() {
    let (server, echo) = served().await;
    let head = "HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    let response = send(
        server,
        format!("POST {EXPORTS} {head}zz\r\n{{}}\r\n0\r\n\r\n"),
    )
    .await;
    assert_rejected(&response, 400, "invalid_body", &echo);
}

#[tokio::test]
async fn a_streamed_body_reaches_its_handler() {
    let (server, _) = served().await;
    let body = vec![7; 3 << 20];
    let response = post(
        server,
        "/files",
        &["Content-Type: application/octet-stream"],
        &body,
    )
    .await;
    assert_eq!((response.status, response.text()), (200, "3145728 bytes"));
}

#[tokio::test]
async fn a_streamed_body_that_pauses_ends_in_an_error() {
    let (server, _) = impatient().await;
    let mut wire = Wire::open(server).await;
    let head = "HTTP/1.1\r\nHost: a\r\nContent-Type: application/octet-stream\r\nContent-Length: 100\r\n\r\nab";
    wire.write(format!("POST /files {head}")).await;
    assert_eq!(
        wire.response().await.unwrap().text(),
        "the body broke off: the body did not come in time"
    );
}

#[tokio::test]
async fn a_form_is_another_spelling_of_the_same_body() {
    let (server, echo) = served().await;
    let form = ["Content-Type: application/x-www-form-urlencoded"];
    let response = post(server, "/submit", &form, "kind=user&note=a+b%2B&count=7").await;
    assert_eq!(
        (response.status, response.text()),
        (
            200,
            r#"{"project":"form","kind":"user","note":"a b+","count":7}"#
        )
    );
    let response = post(
        server,
        "/submit",
        &[
            form[0],
            "Accept: application/x-www-form-urlencoded, */*;q=0.1",
        ],
        "kind=user",
    )
    .await;
    assert_eq!(
        (response.header("content-type"), response.text()),
        (
            Some("application/x-www-form-urlencoded"),
            "project=form&kind=user"
        )
    );

    echo.calls.store(0, Ordering::SeqCst);
    for body in [
        "kind=user&kind=user",
        "note=x",
        "kind=user&count=x",
        "kind=user&note=%ff",
        "kind=user&note=far-too-long",
    ] {
        assert_rejected(
            &post(server, "/submit", &form, body).await,
            400,
            "invalid_request",
            &echo,
        );
    }
}

#[tokio::test]
async fn an_optional_body_may_be_left_out() {
    let (server, _) = served().await;
    for headers in [&[][..], &["Content-Type: application/json"]] {
        assert_eq!(
            post(server, "/submit", headers, "").await.field("project"),
            "none"
        );
    }
}

#[tokio::test]
async fn expect_100_continue_is_rejected_before_the_body_is_sent() {
    let (server, _) = served().await;
    let head = "HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n";
    let mut wire = Wire::open(server).await;
    wire.write(format!(
        "POST {EXPORTS} {head}Content-Length: 3000000\r\n\r\n"
    ))
    .await;
    assert_eq!(wire.response().await.unwrap().status, 413);

    let mut wire = Wire::open(server).await;
    wire.write(format!("POST {EXPORTS} {head}Content-Length: 15\r\n\r\n"))
        .await;
    assert_eq!(wire.head_answer().await.unwrap().status, 100);
    wire.write(r#"{"kind":"user"}"#).await;
    assert_eq!(wire.response().await.unwrap().status, 201);
}

#[tokio::test]
async fn an_undeclared_body_is_ignored() {
    let (server, _) = served().await;
    let mut wire = Wire::open(server).await;
    wire.write("GET /v2/p1/exports HTTP/1.1\r\nHost: a\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\nabc").await;
    wire.write("GET /v2/p2/exports HTTP/1.1\r\nHost: a\r\n\r\n")
        .await;
    assert_eq!(wire.response().await.unwrap().field("project"), "p1");
    assert_eq!(wire.response().await.unwrap().field("project"), "p2");
}
