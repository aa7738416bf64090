//! A client of reqwest as the transport.

use bindwright_runtime::{
    Body, ByteStream, Error, TransportKind, client::ReqwestTransport, codegen::Core, http::Request,
};
use bytes::Bytes;
use futures_util::TryStreamExt as _;
use tower::ServiceExt as _;

use crate::client_support::{Script, Server, example::*, json};

fn client(server: &Server) -> Core {
    let transport = ReqwestTransport::new(reqwest::Client::new());
    server.builder().transport(transport).build().unwrap()
}

#[tokio::test]
async fn requests_and_responses_are_those_of_the_default_transport() {
    let response = || json("200 OK", r#"{"tasks": [], "count": 3}"#);
    let server = Server::new([response(), response()]).await;
    let request = || ListTasks {
        limit: Some(5),
        ..ListTasks::default()
    };
    let tasks = client(&server).call(request().into()).await.unwrap();
    assert_eq!(tasks.into_body().count, Some(3));
    server.core().call(request().into()).await.unwrap();
    let requests = server.requests();
    let sorted = |request: &str| {
        let mut lines: Vec<String> = request.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&requests[0]), sorted(&requests[1]));
}

#[tokio::test]
async fn bodies_stream_in_both_directions() {
    let server = Server::new([Script::from(
        "HTTP/1.1 204 No Content\nconnection: close\n\n",
    )])
    .await;
    let chunks = ["one ", "two"].map(|chunk| Ok::<_, std::io::Error>(Bytes::from(chunk)));
    let body = ByteStream::from_stream(futures_util::stream::iter(chunks));
    client(&server).call(Upload { body }.into()).await.unwrap();
    let request = server.requests().remove(0);
    assert!(
        request.contains("transfer-encoding: chunked\n"),
        "{request}"
    );
    assert!(request.ends_with("\n\n4\none \n3\ntwo\n0\n\n"), "{request}");

    // The rest of the body never comes.
    let half = "HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\ncontent-length: 9\r\n\r\nhalf";
    let server = Server::new([Script::Stall(half.as_bytes().to_vec())]).await;
    let response = client(&server).call(Download {}.into()).await.unwrap();
    let first = response.into_body().try_next().await.unwrap();
    assert_eq!(first.unwrap(), "half");
}

#[tokio::test]
async fn errors_say_how_far_the_request_got() {
    let nobody = Server::new([]).await;
    tokio::task::yield_now().await;
    let kind = |error| match error {
        Error::Transport(error) => error.kind(),
        other => panic!("{other}"),
    };
    let closed = Server::new([Script::Close]).await;
    let list = |server: &Server| {
        client(server).call(
            ListTasks {
                task_id: Some("canary".to_owned()),
                ..ListTasks::default()
            }
            .into(),
        )
    };
    let error = list(&closed).await.unwrap_err();
    assert!(!error.to_string().contains("canary"), "{error}");
    assert_eq!(kind(error), TransportKind::Exchange);
    while tokio::net::TcpStream::connect(nobody.url.trim_start_matches("http://"))
        .await
        .is_ok()
    {
        tokio::task::yield_now().await;
    }
    assert_eq!(
        kind(list(&nobody).await.unwrap_err()),
        TransportKind::Connect
    );
    let cut = Server::new([Script::from("HTTP/1.1 200 OK\ncontent-length: 9\n\nhalf")]).await;
    assert_eq!(kind(list(&cut).await.unwrap_err()), TransportKind::Body);
}

#[tokio::test]
async fn a_url_that_reqwest_would_change_is_not_sent() {
    let server = Server::new([json("200 OK", "{}")]).await;
    for path in ["/a/%2e%2e/b", "/a?x='y'", "/a/./b"] {
        let request = Request::get(format!("{}{path}", server.url));
        let request = request.body(Body::empty()).unwrap();
        let transport = ReqwestTransport::from(reqwest::Client::new());
        let error = transport.oneshot(request).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "cannot connect: reqwest would change the URL"
        );
    }
    assert!(server.requests().is_empty());
}
