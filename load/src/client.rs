//! A client that sends bytes and reads whole responses. It is this plain so that nothing hides how a connection ends: a client of
//! a library sends a request again if its connection was closed.

use std::io::{Error, ErrorKind, Result};
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// How a request ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// With a whole response: its status, and whether the connection can be used again.
    Response { status: u16, is_open: bool },
    /// The connection was closed or reset before any byte of a response.
    Nothing,
    /// The connection was closed inside of a response.
    Broken,
}

/// A connection.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
    /// That of the last response.
    body: Vec<u8>,
}

impl Connection {
    /// Connects to the server.
    pub async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            received: Vec::with_capacity(16 << 10),
            body: Vec::new(),
        })
    }

    /// Sends bytes.
    pub async fn send(&mut self, bytes: &[u8]) -> Result<()> {
        self.stream.write_all(bytes).await
    }

    /// Sends a request, and reads its response. The server may respond and close before it has read everything, so a failure to
    /// send is no outcome yet.
    pub async fn exchange(&mut self, request: &[u8]) -> Outcome {
        let _ = self.send(request).await;
        self.response().await
    }

    /// Reads a response.
    pub async fn response(&mut self) -> Outcome {
        match self.read().await {
            Ok(outcome) => outcome,
            Err(_) if self.received.is_empty() => Outcome::Nothing,
            Err(_) => Outcome::Broken,
        }
    }

    /// Reads until a response is whole. An end in between is an error.
    async fn read(&mut self) -> Result<Outcome> {
        loop {
            if let Some((start, length, outcome)) = whole(&self.received)? {
                self.body.clear();
                self.body.extend(self.received.drain(..length).skip(start));
                return Ok(outcome);
            }
            if self.stream.read_buf(&mut self.received).await? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
        }
    }

    /// The body of the last response.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Waits until the server closes the connection, and drops what it sends before.
    pub async fn closed(&mut self) {
        self.received.clear();
        while matches!(self.stream.read_buf(&mut self.received).await, Ok(1..)) {
            self.received.clear();
        }
    }
}

/// The length of the head and that of the whole response at the start of `bytes`, if it is whole, and its outcome.
fn whole(bytes: &[u8]) -> Result<Option<(usize, usize, Outcome)>> {
    let mut headers = [httparse::EMPTY_HEADER; 32];
    let mut head = httparse::Response::new(&mut headers);
    let parsed = head.parse(bytes).map_err(Error::other)?;
    let httparse::Status::Complete(start) = parsed else {
        return Ok(None);
    };
    let status = head.code.unwrap_or_default();
    let value = |name: &str| {
        let mut headers = head.headers.iter();
        let found = headers.find(|header| header.name.eq_ignore_ascii_case(name));
        found.and_then(|header| std::str::from_utf8(header.value).ok())
    };
    let length = match value("content-length") {
        Some(length) => length.parse().map_err(Error::other)?,
        None if status == 204 => 0,
        None => return Err(Error::other("a response without its length")),
    };
    let is_open = value("connection").is_none_or(|value| !value.eq_ignore_ascii_case("close"));
    let end: usize = start + length;
    Ok((bytes.len() >= end).then_some((start, end, Outcome::Response { status, is_open })))
}
