//! A gateway on a loopback socket: it sends the given responses, and records the requests byte for byte.

use std::sync::{Arc, Mutex};

use huaweicloud_workspace::runtime::client::Retry;
use huaweicloud_workspace::{Client, ClientBuilder};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the gateway does with a request. Each connection has one request.
#[derive(Debug, Clone)]
pub(crate) enum Reply {
    /// Writes these bytes and closes.
    RawResponse(Vec<u8>),
    /// Closes without a response.
    Drop,
    /// Sends nothing, and keeps the connection open.
    Silence,
}

/// A JSON response as the service writes it.
pub(crate) fn json(status: u16, body: &str) -> Reply {
    reply(
        status,
        "Content-Type: application/json;charset=utf-8\r\n",
        body,
    )
}

/// A response with headers, each with its line end.
pub(crate) fn reply(status: u16, headers: &str, body: &str) -> Reply {
    let length = body.len();
    Reply::RawResponse(
        format!(
            "HTTP/1.1 {status} Said\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )
        .into_bytes(),
    )
}

/// The gateway. It runs until the end of the test.
#[derive(Debug, Clone)]
pub(crate) struct Gateway {
    pub(crate) url: String,
    seen: Arc<Mutex<Seen>>,
}

#[derive(Debug, Default)]
struct Seen {
    connections: usize,
    requests: Vec<String>,
}

impl Gateway {
    /// Sends one response after the other, and repeats the last one.
    pub(crate) async fn new(replies: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Seen::default()));
        let gateway = Self {
            url,
            seen: Arc::clone(&seen),
        };
        let mut replies = replies.into_iter().collect::<Vec<_>>().into_iter();
        tokio::spawn(async move {
            let mut last = Reply::Drop;
            loop {
                let (socket, _) = listener.accept().await.unwrap();
                seen.lock().unwrap().connections += 1;
                last = replies.next().unwrap_or(last);
                tokio::spawn(converse(socket, Arc::clone(&seen), last.clone()));
            }
        });
        gateway
    }

    /// How many connections were opened, with or without a request.
    pub(crate) fn connections(&self) -> usize {
        self.seen.lock().unwrap().connections
    }

    /// The requests so far, with `HOST` in place of the gateway's address, and lines that end in `\n`.
    pub(crate) fn requests(&self) -> Vec<String> {
        let host = self.url.trim_start_matches("http://");
        let seen = self.seen.lock().unwrap();
        seen.requests
            .iter()
            .map(|request| request.replace(host, "HOST").replace("\r\n", "\n"))
            .collect()
    }

    /// The requests so far, byte for byte.
    pub(crate) fn raw_requests(&self) -> Vec<String> {
        self.seen.lock().unwrap().requests.clone()
    }

    /// A client of the project `p1` with a token, which sends every request once.
    pub(crate) fn builder(&self) -> ClientBuilder {
        Client::builder()
            .endpoint(&self.url)
            .project_id("p1")
            .token("token-1")
            .user_agent("test")
            .retry(Retry::none())
    }

    /// The client of [`Self::builder`].
    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }
}

async fn converse(mut socket: TcpStream, seen: Arc<Mutex<Seen>>, reply: Reply) {
    let request = read_request(&mut socket).await;
    seen.lock().unwrap().requests.push(request);
    match reply {
        Reply::RawResponse(bytes) => {
            // The client may close first.
            let _ = socket.write_all(&bytes).await;
            let _ = socket.shutdown().await;
        }
        Reply::Drop => drop(socket),
        Reply::Silence => std::future::pending().await,
    }
}

/// Reads the head of a request, and a body with the length in `Content-Length`.
pub(crate) async fn read_request(socket: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let head = head.to_ascii_lowercase();
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return text;
            }
        }
        match socket.read_buf(&mut bytes).await {
            Ok(0) | Err(_) => return text,
            Ok(_) => {}
        }
    }
}
