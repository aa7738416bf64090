//! HTTP/2: how it is found, what requests mean, and how a connection ends.

use std::net::SocketAddr;
use std::sync::atomic::Ordering;

use bindwright_runtime::server::{Http2, Server};
use bytes::Bytes;
use h2::client::{Builder, Connection, SendRequest};
use http::{Request, Response, StatusCode};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::api::{Api, IMPATIENCE, LONG, connect, listener, run, until};

/// A connection of a client, which runs in the background: how it ends.
pub(crate) type Running = JoinHandle<Result<(), h2::Error>>;

/// Begins with HTTP/2.
pub(crate) async fn begin<Io>(io: Io, builder: &Builder) -> (SendRequest<Bytes>, Running)
where
    Io: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (send, connection): (_, Connection<Io, Bytes>) = builder.handshake(io).await.unwrap();
    (send, tokio::spawn(connection))
}

/// A server of HTTP/2 without TLS.
pub(crate) async fn cleartext(api: &Api, http2: Http2) -> SocketAddr {
    let router = api.router();
    run(|listener| Server::new(listener, router).http2(http2.prior_knowledge())).await
}

pub(crate) fn get(path: &str) -> Request<()> {
    Request::get(format!("http://api.example{path}"))
        .body(())
        .unwrap()
}

/// The response to a request without a body.
pub(crate) async fn respond(
    send: &mut SendRequest<Bytes>,
    request: Request<()>,
) -> Result<(StatusCode, String), h2::Error> {
    let (response, _) = send.send_request(request, true)?;
    read(response.await?).await
}

async fn read(response: Response<h2::RecvStream>) -> Result<(StatusCode, String), h2::Error> {
    let (parts, mut body) = response.into_parts();
    assert!(!parts.headers.contains_key("connection"));
    let mut text = Vec::new();
    while let Some(chunk) = body.data().await {
        let chunk = chunk?;
        body.flow_control().release_capacity(chunk.len())?;
        text.extend_from_slice(&chunk);
    }
    Ok((parts.status, String::from_utf8(text).unwrap()))
}

/// Reads what HTTP/1.1 has for a request.
async fn http1(mut io: TcpStream, request: &str) -> String {
    io.write_all(request.as_bytes()).await.unwrap();
    let mut text = Vec::new();
    let _ = timeout(LONG, io.read_to_end(&mut text))
        .await
        .expect("in time");
    String::from_utf8_lossy(&text).into_owned()
}

const HTTP1: &str = "GET /show/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

#[tokio::test]
async fn both_protocols_are_served_on_one_port_if_that_is_asked_for() {
    let api = Api::default();
    let server = cleartext(&api, Http2::new()).await;
    let (mut send, running) = begin(connect(server).await, &Builder::new()).await;
    for _ in 0..3 {
        let found = respond(&mut send, get("/show/x")).await.unwrap();
        assert_eq!(
            found,
            (StatusCode::OK, r#"Some("api.example") None"#.to_owned())
        );
    }
    drop(send);
    running.await.unwrap().unwrap();
    let text = http1(connect(server).await, HTTP1).await;
    assert!(
        text.starts_with("HTTP/1.1 200") && text.ends_with(r#"Some("a") None"#),
        "{text}"
    );
}

#[tokio::test]
async fn without_prior_knowledge_the_preface_is_no_request() {
    let router = Api::default().router();
    let server = run(|listener| Server::new(listener, router).http2(Http2::new())).await;
    let preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
    let text = http1(connect(server).await, preface).await;
    assert!(
        text.is_empty() || text.starts_with("HTTP/1.1 400"),
        "{text}"
    );
}

/// RFC 9113, section 8.3.1.
#[tokio::test]
async fn host_and_authority_are_one() {
    let server = cleartext(&Api::default(), Http2::new()).await;
    let (mut send, _running) = begin(connect(server).await, &Builder::new()).await;
    let with_host = |host: &'static str| {
        let mut request = get("/show/x");
        request.headers_mut().insert("host", host.parse().unwrap());
        request
    };
    let (status, text) = respond(&mut send, with_host("API.example")).await.unwrap();
    assert_eq!(
        (status.as_u16(), text.as_str()),
        (200, r#"Some("API.example") None"#)
    );
    let other = with_host("other.example");
    let user = Request::get("http://user@api.example/show/x")
        .body(())
        .unwrap();
    for ambiguous in [other, user] {
        match respond(&mut send, ambiguous).await {
            Ok((status, text)) => {
                assert_eq!(status, 400);
                assert!(text.contains("invalid_framing"), "{text}");
            }
            // Some of it is rejected before.
            Err(error) => assert!(error.is_reset(), "{error}"),
        }
    }
}

/// RFC 9113, section 8.2.3: clients may send each cookie in a field of its own.
#[tokio::test]
async fn cookies_are_one_header() {
    let server = cleartext(&Api::default(), Http2::new()).await;
    let (mut send, _running) = begin(connect(server).await, &Builder::new()).await;
    let mut request = get("/show/x");
    for cookie in ["a=1", "b=2; c=3", "d=4"] {
        request
            .headers_mut()
            .append("cookie", cookie.parse().unwrap());
    }
    let (_, text) = respond(&mut send, request).await.unwrap();
    assert_eq!(text, r#"Some("api.example") Some("a=1; b=2; c=3; d=4")"#);
}

#[tokio::test]
async fn errors_and_methods_are_those_of_http1() {
    let server = cleartext(&Api::default(), Http2::new()).await;
    let (mut send, _running) = begin(connect(server).await, &Builder::new()).await;
    for (path, status, code) in [
        ("/nowhere", 404, "not_found"),
        ("/take", 405, "method_not_allowed"),
        ("/show/%zz", 400, "invalid_path"),
    ] {
        let (found, text) = respond(&mut send, get(path)).await.unwrap();
        assert_eq!(found, status);
        assert!(text.contains(code), "{text}");
    }
}

/// RFC 9113, section 8.1.1: h2 judges the framing, as there is no other reading of it.
#[tokio::test]
async fn a_body_of_another_length_than_announced_is_rejected() {
    let api = Api::default();
    let server = cleartext(&api, Http2::new()).await;
    for (announced, sent) in [(5, "123"), (2, "123")] {
        let (mut send, _running) = begin(connect(server).await, &Builder::new()).await;
        let request = Request::post("http://a/take").header("content-length", announced);
        let request = request.header("content-type", "application/octet-stream");
        let (response, mut body) = send.send_request(request.body(()).unwrap(), false).unwrap();
        body.send_data(sent.into(), true).unwrap();
        // The handler gets an error instead of a body, if it gets anything.
        let text = match response.await {
            Ok(response) => read(response).await.map(|found| found.1),
            Err(error) => Err(error),
        };
        assert!(text.as_deref().unwrap_or_default().is_empty(), "{text:?}");
    }
}

#[tokio::test]
async fn a_request_that_is_taken_back_drops_its_handler() {
    let api = Api::default();
    let server = cleartext(&api, Http2::new()).await;
    let (mut send, _running) = begin(connect(server).await, &Builder::new()).await;
    let (response, mut stream) = send.send_request(get("/show/hang"), true).unwrap();
    api.until_hung(1).await;
    stream.send_reset(h2::Reason::CANCEL);
    drop(response);
    until(|| api.dropped.load(Ordering::SeqCst) == 1).await;
    // The connection goes on.
    assert_eq!(respond(&mut send, get("/show/x")).await.unwrap().0, 200);
}

#[tokio::test]
async fn a_shutdown_tells_connections_to_go_and_waits_for_their_responses() {
    let api = Api::default();
    let (stop, stopped) = oneshot::channel::<()>();
    let (listener, address) = listener().await;
    let server = Server::new(listener, api.router()).http2(Http2::new().prior_knowledge());
    let server = tokio::spawn(server.grace(LONG).run_until(async { drop(stopped.await) }));

    let (mut send, running) = begin(connect(address).await, &Builder::new()).await;
    let (_idle, idle_running) = begin(connect(address).await, &Builder::new()).await;
    let (response, _) = send.send_request(get("/show/wait"), true).unwrap();
    api.until_hung(1).await;
    stop.send(()).unwrap();
    // `GOAWAY` without an error ends a connection that has nothing to do.
    timeout(LONG, idle_running).await.unwrap().unwrap().unwrap();
    // The other one takes no more requests, and its response comes.
    let rejected = async {
        while send.clone().ready().await.is_ok() {
            tokio::task::yield_now().await
        }
    };
    timeout(LONG, rejected).await.unwrap();
    api.released.notify_one();
    let (status, text) = read(response.await.unwrap()).await.unwrap();
    assert_eq!((status.as_u16(), text.as_str()), (200, "released"));
    drop(send);
    timeout(LONG, running).await.unwrap().unwrap().unwrap();
    timeout(LONG, server).await.unwrap().unwrap();
}

#[tokio::test]
async fn the_grace_period_ends_connections_with_requests() {
    let api = Api::default();
    let (stop, stopped) = oneshot::channel::<()>();
    let (listener, address) = listener().await;
    let server = Server::new(listener, api.router()).http2(Http2::new().prior_knowledge());
    let server = tokio::spawn(
        server
            .grace(IMPATIENCE)
            .run_until(async { drop(stopped.await) }),
    );
    let (mut send, _running) = begin(connect(address).await, &Builder::new()).await;
    let (response, _) = send.send_request(get("/show/hang"), true).unwrap();
    api.until_hung(1).await;
    stop.send(()).unwrap();
    assert!(timeout(LONG, response).await.unwrap().is_err());
    timeout(LONG, server).await.unwrap().unwrap();
    until(|| api.dropped.load(Ordering::SeqCst) == 1).await;
}
