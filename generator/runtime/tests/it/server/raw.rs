//! HTTP by hand: raw bytes into a socket, and the response from it.

use std::net::SocketAddr;
use std::time::Duration;

use bindwright_runtime::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// One response, as it was received.
#[derive(Debug, Clone)]
pub(crate) struct RawResponse {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl RawResponse {
    /// The value of a header that is there once.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self
            .headers
            .iter()
            .filter(|(known, _)| known.eq_ignore_ascii_case(name));
        let value = values.next()?;
        assert!(values.next().is_none(), "{name} is there twice: {self:?}");
        Some(&value.1)
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        self.text()
            .parse()
            .unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// A text in the body.
    pub(crate) fn field(&self, name: &str) -> String {
        self.json()
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_else(|| panic!("no {name}: {self:?}"))
            .to_owned()
    }
}

/// A connection to the server under test.
pub(crate) struct Wire {
    stream: TcpStream,
    /// What was received after the last response.
    left: Vec<u8>,
}

impl From<TcpStream> for Wire {
    fn from(stream: TcpStream) -> Self {
        let left = Vec::new();
        Self { stream, left }
    }
}

impl Wire {
    pub(crate) async fn open(server: SocketAddr) -> Self {
        Self {
            stream: TcpStream::connect(server).await.unwrap(),
            left: Vec::new(),
        }
    }

    /// Writes bytes; if the server has closed the connection, reading shows it.
    pub(crate) async fn write(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.stream.write_all(bytes.as_ref()).await.is_ok()
    }

    /// Closes this side of the connection; the server can still respond.
    pub(crate) async fn half_close(&mut self) {
        self.stream.shutdown().await.unwrap();
    }

    /// Reads one response; `None` when the server closed without one.
    pub(crate) async fn response(&mut self) -> Option<RawResponse> {
        tokio::time::timeout(Duration::from_secs(10), self.read(Expect::Body))
            .await
            .expect("an response in time")
    }

    /// Reads one response to a HEAD.
    pub(crate) async fn head_answer(&mut self) -> Option<RawResponse> {
        tokio::time::timeout(Duration::from_secs(10), self.read(Expect::HeadOnly))
            .await
            .expect("an response in time")
    }

    /// Whether the server closes the connection without another byte.
    pub(crate) async fn is_closed(&mut self) -> bool {
        let mut rest = Vec::new();
        let read =
            tokio::time::timeout(Duration::from_secs(10), self.stream.read_to_end(&mut rest)).await;
        read.is_ok() && rest.is_empty() && self.left.is_empty()
    }

    async fn read(&mut self, expect: Expect) -> Option<RawResponse> {
        let mut read = std::mem::take(&mut self.left);
        let end = loop {
            if let Some(at) = find(&read, b"\r\n\r\n") {
                break at + 4;
            }
            self.more(&mut read).await?;
        };
        let mut response = head(&read[..end]);
        let mut body = read.split_off(end);
        let length = response
            .header("content-length")
            .map(|length| length.parse::<usize>().unwrap());
        let is_chunked = response.header("transfer-encoding").is_some();
        let end = match expect {
            Expect::HeadOnly => 0,
            Expect::Body if is_chunked => loop {
                if let Some(at) = find(&body, b"0\r\n\r\n") {
                    break at + 5;
                }
                self.more(&mut body).await?;
            },
            Expect::Body => length.unwrap_or(0),
        };
        while body.len() < end {
            self.more(&mut body).await?;
        }
        self.left = body.split_off(end);
        response.body = if is_chunked { unchunk(&body) } else { body };
        Some(response)
    }

    async fn more(&mut self, into: &mut Vec<u8>) -> Option<()> {
        match self.stream.read_buf(into).await {
            Ok(read) if read > 0 => Some(()),
            _ => None,
        }
    }
}

enum Expect {
    Body,
    HeadOnly,
}

/// Sends one request on its own connection; `None` if the server closes without a response.
pub(crate) async fn try_send(server: SocketAddr, request: impl AsRef<[u8]>) -> Option<RawResponse> {
    let mut wire = Wire::open(server).await;
    wire.write(request).await;
    wire.response().await
}

/// Sends one request on its own connection.
pub(crate) async fn send(server: SocketAddr, request: impl AsRef<[u8]>) -> RawResponse {
    try_send(server, request).await.expect("an response")
}

fn head(bytes: &[u8]) -> RawResponse {
    let text = std::str::from_utf8(bytes).unwrap();
    let mut lines = text.split("\r\n").filter(|line| !line.is_empty());
    let status = lines
        .next()
        .unwrap()
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    let headers = lines.map(|line| line.split_once(':').unwrap());
    let headers = headers
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect();
    RawResponse {
        status,
        headers,
        body: Vec::new(),
    }
}

fn unchunk(mut bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let at = find(bytes, b"\r\n").unwrap();
        let size = usize::from_str_radix(std::str::from_utf8(&bytes[..at]).unwrap(), 16).unwrap();
        if size == 0 {
            return body;
        }
        body.extend_from_slice(&bytes[at + 2..at + 2 + size]);
        bytes = &bytes[at + 4 + size..];
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}
