//! Heads of requests: HEAD itself, framing, hosts, and request ids.

use crate::server::raw::{Wire, try_send};
use crate::server::{assert_rejected, get, send, served};

#[tokio::test]
async fn head_has_the_headers_of_get_and_no_body() {
    let (server, _) = served().await;
    let with_body = get(server, "GET /v2/p1/exports", &["X-Request-Id: same"]).await;
    let mut wire = Wire::open(server).await;
    wire.write("HEAD /v2/p1/exports HTTP/1.1\r\nHost: a\r\nX-Request-Id: same\r\n\r\n")
        .await;
    let without = wire.head_answer().await.unwrap();
    let sorted = |response: &crate::server::raw::RawResponse| {
        let mut headers = response.headers.clone();
        headers.retain(|(name, _)| name != "date");
        headers.sort();
        headers
    };
    assert_eq!(
        (without.status, sorted(&without)),
        (200, sorted(&with_body))
    );
    assert!(without.body.is_empty());
    // The connection goes on where it should: no byte of a body is left on it.
    wire.write(
        "HEAD /v2//exports HTTP/1.1\r\nHost: a\r\n\r\nHEAD /exports/1 HTTP/1.1\r\nHost: a\r\n\r\n",
    )
    .await;
    assert_eq!(wire.head_answer().await.unwrap().status, 404);
    assert_eq!(
        wire.head_answer().await.unwrap().header("allow"),
        Some("PUT, DELETE")
    );
}

#[tokio::test]
async fn ambiguous_framing_is_rejected_and_the_connection_closed() {
    let (server, echo) = served().await;
    for headers in [
        "Content-Length: 2\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 2",
        "Host: b\r\nContent-Length: 2",
    ] {
        let mut wire = Wire::open(server).await;
        wire.write(format!(
            "POST /v2/p1/exports HTTP/1.1\r\nHost: a\r\n{headers}\r\n\r\n0\r\n\r\n"
        ))
        .await;
        let response = wire.response().await.unwrap();
        assert_rejected(&response, 400, "invalid_framing", &echo);
        assert_eq!(response.header("connection"), Some("close"), "{headers}");
        assert!(wire.is_closed().await);
    }
    for head in [
        "GET /me HTTP/1.1\nHost: a\n\n",
        "GET /me HTTP/1.1\r\nHost: a\n\r\n",
        "GET /me HTTP/1.1\r\n\r\n",
        "GET /me HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET /me HTTP/1.1\r\nHost: a/b\r\n\r\n",
        "GET /me HTTP/1.1\r\nHost: b@a\r\n\r\n",
        "GET /me HTTP/1.1\r\nHost: a:b\r\n\r\n",
        "GET /me HTTP/1.1\r\nHost: a:1:2\r\n\r\n",
        "GET http://b@a/me HTTP/1.1\r\nHost: a\r\n\r\n",
    ] {
        assert_rejected(&send(server, head).await, 400, "invalid_framing", &echo);
    }
}

#[tokio::test]
async fn every_form_of_a_host_is_accepted() {
    let (server, _) = served().await;
    for host in [
        "",
        "a",
        "a:",
        "a_b.c:80",
        "1.2.3.4:80",
        "[::1]",
        "[fe80::1%25a]:80",
    ] {
        let head = format!("GET /me HTTP/1.1\r\nHost: {host}\r\n\r\n");
        assert_eq!(send(server, &head).await.status, 200, "{host}");
    }
}

#[tokio::test]
async fn framing_that_the_parser_rejects_is_400() {
    let (server, _) = served().await;
    for head in [
        "POST /files HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n",
        "POST /files HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n",
        "POST /files HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST /files HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "GET /me HTTP/1.1\r\nHost: a\r\nX-A: b\r\n folded\r\n\r\n",
        "GET /me HTTP/1.1\r\nHost : a\r\n\r\n",
        "GET /me HTTP/1.1\r\nHost: a\0b\r\n\r\n",
        "GET /me HTTP/9\r\n\r\n",
        "\x16\x03\x01\x02\x00\x01\x00\x01\r\n\r\n",
        "SSH-2.0-OpenSSH_9.6\r\n\r\n",
    ] {
        let response = try_send(server, head).await;
        assert_eq!(
            response.map(|response| response.status),
            Some(400),
            "{head:?}"
        );
    }
}

#[tokio::test]
async fn pipelined_requests_get_responses_in_order() {
    let (server, _) = served().await;
    let mut wire = Wire::open(server).await;
    let one = |project: &str| format!("GET /v2/{project}/exports HTTP/1.1\r\nHost: a\r\n\r\n");
    wire.write([one("p1"), one("p2"), one("p3")].concat()).await;
    for project in ["p1", "p2", "p3"] {
        assert_eq!(wire.response().await.unwrap().field("project"), project);
    }
}

#[tokio::test]
async fn a_valid_request_id_is_kept() {
    let (server, _) = served().await;
    let id = |response: crate::server::raw::RawResponse| {
        response.header("x-request-id").unwrap().to_owned()
    };
    assert_eq!(
        id(get(server, "GET /me", &["X-Request-Id: abc-1"]).await),
        "abc-1"
    );
    for unfit in [
        "X-Request-Id: a b",
        "X-Request-Id: a\r\nX-Request-Id: b",
        "X-Request-Id:",
        "X-Unrelated: 1",
    ] {
        assert_eq!(
            id(get(server, "GET /me", &[unfit]).await).len(),
            32,
            "{unfit}"
        );
    }
}
