//! A server whose traffic is recorded, a server without a socket, and a record of the calls of a handler.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use http_body_util::BodyExt;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

/// The bytes of one direction.
type Log = Arc<Mutex<Vec<u8>>>;

/// A socket in front of a router, and all bytes that were sent through it.
pub(crate) struct Wire {
    /// The URL for the client.
    pub(crate) url: String,
    sent: Log,
    received: Log,
}

impl Wire {
    /// Serves the router on the loopback.
    pub(crate) async fn new(router: Router) -> Self {
        let server = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let inner = server.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(server, router).await });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let wire = Self {
            url: format!("http://{}", listener.local_addr().unwrap()),
            sent: Log::default(),
            received: Log::default(),
        };
        let (sent, received) = (wire.sent.clone(), wire.received.clone());
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (from_client, to_client) = client.into_split();
                let server = TcpStream::connect(inner).await.unwrap();
                let (from_server, to_server) = server.into_split();
                tokio::spawn(copy(from_client, to_server, sent.clone()));
                tokio::spawn(copy(from_server, to_client, received.clone()));
            }
        });
        wire
    }

    /// The request lines, in order.
    pub(crate) fn request_lines(&self) -> Vec<String> {
        let sent = text(&self.sent);
        let lines = sent.lines().filter(|line| line.ends_with(" HTTP/1.1"));
        lines.map(str::to_owned).collect()
    }

    /// The value of a header of the (only) request.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        header(&text(&self.sent), name)
    }

    /// The body of the (only) request.
    pub(crate) fn body(&self) -> String {
        body(&text(&self.sent))
    }

    /// The value of a header of the (only) response.
    pub(crate) fn response_header(&self, name: &str) -> Option<String> {
        header(&text(&self.received), name)
    }

    /// The body of the (only) response.
    pub(crate) fn response_body(&self) -> String {
        body(&text(&self.received))
    }
}

async fn copy(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin, log: Log) {
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = from.read(&mut buffer).await {
        log.lock().unwrap().extend(&buffer[..count]);
        if to.write_all(&buffer[..count]).await.is_err() {
            break;
        }
    }
}

fn text(log: &Log) -> String {
    String::from_utf8_lossy(&log.lock().unwrap()).into_owned()
}

fn header(message: &str, name: &str) -> Option<String> {
    let head = message.split("\r\n\r\n").next()?;
    let mut lines = head
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(": "));
    let (_, value) = lines.find(|(found, _)| found.eq_ignore_ascii_case(name))?;
    Some(value.to_owned())
}

fn body(message: &str) -> String {
    message
        .split_once("\r\n\r\n")
        .map_or_else(String::new, |(_, body)| body.to_owned())
}

/// Sends a request unchanged, without a client. Returns the status, and the body as a string.
pub(crate) async fn raw(router: Router, request: axum::http::Request<Body>) -> (u16, String) {
    let response = router.oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8_lossy(&body).into_owned())
}

/// A request with a JSON body for [`raw`].
pub(crate) fn post(path: &str, json: &str) -> axum::http::Request<Body> {
    let request = axum::http::Request::post(path).header("content-type", "application/json");
    request.body(Body::from(json.to_owned())).unwrap()
}

/// A request without a body for [`raw`].
pub(crate) fn get(path: &str) -> axum::http::Request<Body> {
    axum::http::Request::get(path).body(Body::empty()).unwrap()
}

/// The arguments of all calls of a handler. Implements the trait of a case.
#[derive(Debug)]
pub(crate) struct Seen<T>(Arc<Mutex<Vec<T>>>);

impl<T> Seen<T> {
    /// No calls.
    pub(crate) fn new() -> Self {
        Self(Arc::default())
    }

    /// Adds a call.
    pub(crate) fn push(&self, arguments: T) {
        self.0.lock().unwrap().push(arguments);
    }

    /// The calls so far.
    pub(crate) fn take(&self) -> Vec<T> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl<T> Clone for Seen<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}
