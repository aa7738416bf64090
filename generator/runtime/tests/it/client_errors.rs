//! What goes wrong between client and server: nothing that the server said is lost, nothing hangs, nothing grows without limit.

use std::time::{Duration, Instant};

use crate::client_support::{SILENCE, Script, Server, example::*, json, with_headers};
use bindwright_runtime::{
    ConfigError, Error, Request, TransportKind, Unexpected,
    codegen::{Builder, ClientCredential, ServerTemplate as Named},
};

fn create() -> Request<CreatePet> {
    let pet = Pet {
        id: 7,
        name: "Rex".to_owned(),
        tag: None,
    };
    CreatePet {
        owner: Some("o".to_owned()),
        body: pet,
    }
    .into()
}

/// The error of one `ListTasks` with this response.
async fn list(script: Script) -> Error<Fault> {
    let server = Server::new([script]).await;
    let core = server
        .builder()
        .max_response_bytes(1000)
        .timeout(Duration::from_millis(300))
        .build()
        .unwrap();
    core.call(ListTasks::default().into()).await.unwrap_err()
}

fn unexpected<E>(error: &Error<E>) -> &Unexpected {
    let Error::Unexpected(unexpected) = error else {
        panic!("{error}")
    };
    unexpected.why()
}

#[tokio::test]
async fn an_undocumented_status_is_received_completely() {
    let body = r#"{"error":{"code":"E.9","message":"no"}}"#;
    let headers = "x-request-id: r-7\nx-more: 1\n";
    let responses = ["418 I'm a teapot", "599 Own"].map(|line| with_headers(line, headers, body));
    let server = Server::new(responses).await;
    let error = server.core().call(Download {}.into()).await.unwrap_err();
    assert!(matches!(unexpected(&error), Unexpected::Status));
    assert_eq!(error.status().unwrap(), 418);
    assert_eq!(error.headers().unwrap().get("x-more").unwrap(), "1");
    assert_eq!(error.raw_body().unwrap(), body.as_bytes());
    assert_eq!(
        (error.code(), error.message(), error.request_id()),
        (Some("E.9"), Some("no"), Some("r-7"))
    );
    assert_eq!(
        error.to_string(),
        format!(
            "GET {}/file: 418 I'm a teapot, E.9: no (request id r-7): the document does not list this status",
            server.url
        )
    );
    let unregistered = server.core().call(Download {}.into()).await.unwrap_err();
    let text = unregistered.to_string();
    assert!(text.contains("/file: 599, E.9: no"), "{text}");
}

#[tokio::test]
async fn an_error_that_is_not_json_is_kept_completely() {
    let error = list(with_headers(
        "502 Bad Gateway",
        "content-type: text/html\n",
        "<h1>\x1b[31mBad\r\n</h1>",
    ))
    .await;
    assert!(matches!(unexpected(&error), Unexpected::Body(_)));
    assert_eq!(error.raw_body().unwrap(), "<h1>\x1b[31mBad\r\n</h1>");
    let text = error.to_string();
    assert!(
        text.contains(
            "/tasks: 502 Bad Gateway: <h1>\\u{1b}[31mBad\\r\\n</h1>: the body does not decode"
        ),
        "{text}"
    );
}

#[tokio::test]
async fn bodies_that_do_not_decode_name_the_place() {
    for (body, why) in [
        (
            r#"{"tasks":[{"task_id":7}]}"#,
            "/tasks/0/task_id: expected a string, found a number",
        ),
        (r#"{"tasks":[],"tasks":[]}"#, "/tasks: given more than once"),
        ("", "expected JSON, found an empty body"),
        (" \r\n", "expected JSON, found an empty body"),
        ("{} x", "invalid JSON at line 1, column 4"),
        ("not json", "invalid JSON at line 1, column 1"),
        ("timeout", "invalid JSON at line 1, column 1"),
        ("[ERROR] no", "invalid JSON at line 1, column 2"),
        ("\"a\" b", "invalid JSON at line 1, column 5"),
        ("-- no", "invalid JSON at line 1, column"),
        (
            r#"{"tasks":nope}"#,
            "/tasks: invalid JSON at line 1, column 11",
        ),
        ("null", "expected an object, found null"),
        ("[]", "expected an object, found an array"),
    ] {
        let error = list(json("200 OK", body)).await;
        let text = error.to_string();
        assert!(
            matches!(unexpected(&error), Unexpected::Body(_)) && text.contains(why),
            "{body}: {text}"
        );
        assert_eq!(error.status().unwrap(), 200);
    }
    let deep = format!("{}{}", "[".repeat(400), "]".repeat(400));
    let error = list(json("200 OK", &format!("{{\"unknown\":{deep}}}"))).await;
    assert!(
        error.to_string().contains("nested deeper than 128 levels"),
        "{error}"
    );
}

#[tokio::test]
async fn bodies_in_another_format_name_it() {
    for (headers, body, why) in [
        (
            "content-type: text/html\n",
            &b"<h1>Bad Gateway</h1>"[..],
            r#"expected JSON, found "text/html""#,
        ),
        (
            "content-type: text/plain; charset=utf-8\n",
            b"timeout",
            r#"expected JSON, found "text/plain; charset=utf-8""#,
        ),
        (
            "content-type: application/json\ncontent-encoding: gzip\n",
            b"\x1f\x8b\x08\x00",
            "expected JSON, found a body with Content-Encoding: gzip",
        ),
        (
            "content-type: application/json; charset=iso-8859-1\n",
            b"{\"tasks\":\"\xe9\"}",
            "expected JSON, found a body with Content-Type: application/json; charset=iso-8859-1",
        ),
        (
            "content-type: application/json; charset=utf-16\n",
            b"\xff\xfe{\x00}\x00",
            "expected JSON, found a body with Content-Type: application/json; charset=utf-16",
        ),
        (
            "content-type: application/json\n",
            b"{\"tasks\":\"\xe9\"}",
            "invalid JSON at line 1, column 11: invalid UTF-8",
        ),
    ] {
        for status in ["200 OK", "502 Bad Gateway"] {
            let length = body.len();
            let head = format!("HTTP/1.1 {status}\n{headers}content-length: {length}\n\n");
            let head = head.replace('\n', "\r\n");
            let response = [head.as_bytes(), body].concat();
            let error = list(Script::Answer(response)).await;
            let text = error.to_string();
            assert!(
                text.ends_with(&format!("the body does not decode: {why}")),
                "{text}"
            );
            assert_eq!(error.raw_body().unwrap(), body);
        }
    }
    let text =
        "HTTP/1.1 404 Not Found\ncontent-type: text/plain; charset=latin1\ncontent-length: 1\n\n";
    let text = [text.replace('\n', "\r\n").as_bytes(), b"\xe9"].concat();
    let server = Server::new([Script::Answer(text)]).await;
    let core = server
        .builder()
        .credential(&TOKEN, ClientCredential::key("secret-token"));
    let error = core
        .build()
        .unwrap()
        .call(GetPet { id: 1 }.into())
        .await
        .unwrap_err();
    let why = "expected UTF-8, found a body with Content-Type: text/plain; charset=latin1";
    assert!(error.to_string().ends_with(why), "{error}");
}

#[tokio::test]
async fn an_error_in_another_envelope_is_understood() {
    for (body, code, message) in [
        (r#"{"code":"C","message":"m"}"#, Some("C"), Some("m")),
        (r#"{"errorCode":"C","errorMsg":"m"}"#, Some("C"), Some("m")),
        (
            r#"{"error":{"code":"C","message":"m"}}"#,
            Some("C"),
            Some("m"),
        ),
        (
            r#"{"error":{"error_code":"C","error_msg":"m"}}"#,
            Some("C"),
            Some("m"),
        ),
        (
            r#"{"badRequest":{"code":400,"message":"m"}}"#,
            Some("400"),
            Some("m"),
        ),
        (
            r#"{"errors":[{"Code":"C","Message":"m"}]}"#,
            Some("C"),
            Some("m"),
        ),
        (r#"{"error":"m"}"#, Some("m"), None),
        // What the documented schema finds is not replaced.
        (r#"{"error_code":"E","message":"m"}"#, Some("E"), None),
        (r#"{"error_code":null,"error_msg":null}"#, None, None),
        ("{}", None, None),
    ] {
        let error = list(json("400 Bad Request", body)).await;
        assert!(matches!(error, Error::Api(_)), "{body}: {error}");
        assert_eq!((error.code(), error.message()), (code, message), "{body}");
    }
}

#[tokio::test]
async fn responses_of_newer_servers_are_accepted() {
    let body = r#"{"tasks":[{"status":"PAUSED","more":[1]}],"count":null}"#;
    let server = Server::new([
        with_headers("200 OK", "", body),
        with_headers("200 OK", "content-type: text/plain\n", body),
    ])
    .await;
    for _ in 0..2 {
        let tasks = server
            .core()
            .call(ListTasks::default().into())
            .await
            .unwrap()
            .into_body();
        assert_eq!(
            tasks.tasks.unwrap()[0].status,
            Some(Status::Unknown("PAUSED".to_owned()))
        );
    }
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_not_read() {
    let error = list(json("200 OK", &"x".repeat(1001))).await;
    assert!(
        matches!(unexpected(&error), Unexpected::TooLarge { limit: 1000 }),
        "{error}"
    );
    let chunk = format!("3e8\r\n{}\r\n", "x".repeat(1000)).repeat(50);
    let endless = format!("HTTP/1.1 500 X\r\ntransfer-encoding: chunked\r\n\r\n{chunk}");
    let error = list(Script::Answer(endless.into_bytes())).await;
    assert!(
        matches!(unexpected(&error), Unexpected::TooLarge { .. }),
        "{error}"
    );
    assert!(error.raw_body().unwrap().len() <= 1000);
    assert_eq!(error.status().unwrap(), 500);
}

#[tokio::test]
async fn a_connection_that_breaks_is_a_transport_error() {
    let kind = |error: Error<Fault>| match error {
        Error::Transport(error) => error.kind(),
        other => panic!("{other}"),
    };
    let truncated = "HTTP/1.1 200 OK\ncontent-length: 100\n\n{\"tasks\":".into();
    assert_eq!(kind(list(truncated).await), TransportKind::Body);
    assert_eq!(kind(list(Script::Close).await), TransportKind::Exchange);
    assert_eq!(
        kind(list("nonsense\n\n".into()).await),
        TransportKind::Exchange
    );
    let headers = "x-h: 1\n".repeat(1000);
    assert_eq!(
        kind(list(with_headers("200 OK", &headers, "{}")).await),
        TransportKind::Exchange
    );
    let header = format!("x-h: {}\n", "x".repeat(1024 * 1024));
    assert_eq!(
        kind(list(with_headers("200 OK", &header, "{}")).await),
        TransportKind::Exchange
    );
    let server = Server::new([]).await;
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_eq!(
        kind(
            server
                .core()
                .call(ListTasks::default().into())
                .await
                .unwrap_err()
        ),
        TransportKind::Connect
    );
}

#[tokio::test]
async fn calls_time_out_at_the_limit_of_the_client_or_the_request() {
    let started = Instant::now();
    let error = list(SILENCE).await;
    assert!(
        matches!(error, Error::Timeout(ref late) if late.limit() == Duration::from_millis(300)),
        "{error}"
    );
    let server = Server::new([SILENCE]).await;
    let request = || Request::new(ListTasks::default()).with_timeout(Duration::from_millis(100));
    let error = server.core().call(request()).await.unwrap_err();
    let request = format!("GET {}/tasks", server.url);
    let expected = format!("{request}: no response within 100ms");
    assert_eq!(error.to_string(), expected);
    assert_eq!(error.request(), Some(request.as_str()));
    let half = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{".to_vec();
    let error = list(Script::Stall(half)).await;
    assert!(
        matches!(error, Error::Timeout(_)),
        "the limit covers the body: {error}"
    );
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let target = Server::new([json("200 OK", "{}")]).await;
    for location in [target.url.as_str(), "javascript:alert(1)", "//evil.example"] {
        let server = Server::new([with_headers(
            "302 Found",
            &format!("location: {location}\n"),
            "",
        )])
        .await;
        let error = server.core().call(Download {}.into()).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 302);
        assert_eq!(error.headers().unwrap().get("location").unwrap(), location);
    }
    assert!(target.requests().is_empty());
}

#[tokio::test]
async fn credentials_are_required_and_not_sent_unencrypted() {
    let server = Server::new([]).await;
    let error = server.core().call(create()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "`CreatePet` needs credentials: AkSk, or Token"
    );
    let bare = Builder::new(Named::NONE)
        .endpoint("http://192.0.2.1")
        .build()
        .unwrap();
    for name in ["x-auth-token", "authorization"] {
        let mut request = create();
        request
            .headers_mut()
            .insert(name, "secret-token".parse().unwrap());
        let error = bare.call(request).await.unwrap_err();
        assert!(
            matches!(error, Error::Config(ConfigError::Cleartext)),
            "{name}: {error}"
        );
    }
}

#[tokio::test]
async fn a_client_can_be_cloned_dropped_and_shared() {
    let server = Server::new((0..30).map(|_| json("200 OK", "{}"))).await;
    let core = server.core();
    let calls: Vec<_> = (0..30)
        .map(|_| tokio::spawn(core.clone().call(ListTasks::default().into())))
        .collect();
    drop(core);
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(server.requests().len(), 30);
}

#[tokio::test]
async fn a_cancelled_call_leaves_the_client_usable() {
    let server = Server::new([SILENCE, json("200 OK", "{}")]).await;
    let core = server.core();
    let call = core.call(ListTasks::default().into());
    tokio::time::timeout(Duration::from_millis(50), call)
        .await
        .unwrap_err();
    core.call(ListTasks::default().into()).await.unwrap();
}

#[tokio::test]
async fn https_never_falls_back_to_http() {
    let server = Server::new(["HTTP/1.1 200 OK\ncontent-length: 2\n\n{}".into()]).await;
    let url = server.url.replace("http://", "https://");
    match server
        .builder()
        .endpoint(url)
        .connect_timeout(Duration::from_millis(300))
        .build()
    {
        Ok(core) => {
            let error = core.call(ListTasks::default().into()).await.unwrap_err();
            assert!(
                matches!(&error, Error::Transport(error) if error.kind() == TransportKind::Connect),
                "{error}"
            );
        }
        Err(error) => println!("skipped: {error}"),
    }
    assert!(
        server
            .requests()
            .iter()
            .all(|request| !request.contains("/tasks"))
    );
}
