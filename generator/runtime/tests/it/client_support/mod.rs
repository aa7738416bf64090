//! A server on a loopback socket that responds from a script, and a set of operations written by hand as generated code is.
#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    unused_macros,
    clippy::unwrap_used,
    reason = "shared by tests that use a part each"
)]

pub mod example;

use std::sync::{Arc, Mutex};

use bindwright_runtime::{
    client::Retry,
    codegen::{Builder, Core, ServerTemplate as Named},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// What the server does with one connection.
#[derive(Debug, Clone)]
pub enum Script {
    /// Reads the request, writes these bytes, closes.
    Answer(Vec<u8>),
    /// Reads the request, writes these bytes, which may be none, then says nothing more.
    Stall(Vec<u8>),
    /// Reads the request and closes.
    Close,
}

/// Nothing, for ever.
pub const SILENCE: Script = Script::Stall(Vec::new());

impl From<&str> for Script {
    fn from(response: &str) -> Self {
        Script::Answer(response.replace('\n', "\r\n").into_bytes())
    }
}

/// A response with a JSON body.
pub fn json(status: &str, body: &str) -> Script {
    with_headers(status, "content-type: application/json\n", body)
}

/// A response with headers, each with its line end.
pub fn with_headers(status: &str, headers: &str, body: &str) -> Script {
    let head = format!(
        "HTTP/1.1 {status}\n{headers}content-length: {}\nconnection: close\n\n",
        body.len()
    );
    Script::Answer([head.replace('\n', "\r\n").as_bytes(), body.as_bytes()].concat())
}

#[derive(Debug, Clone)]
pub struct Server {
    pub url: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Follows one script after the other, then rejects connections.
    pub async fn new(scripts: impl IntoIterator<Item = Script>) -> Self {
        Self::of(|_| Vec::from_iter(scripts)).await
    }

    /// The same with scripts that have the URL of the server in them.
    pub async fn of(scripts: impl FnOnce(&str) -> Vec<Script>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (seen, scripts) = (Arc::clone(&requests), scripts(&url));
        tokio::spawn(async move {
            for script in scripts {
                let (mut socket, _) = listener.accept().await.unwrap();
                let request = read_request(&mut socket).await;
                seen.lock().unwrap().push(request);
                match script {
                    Script::Answer(bytes) => {
                        // A client that has enough may close first.
                        let _ = socket.write_all(&bytes).await;
                        let _ = socket.shutdown().await;
                    }
                    Script::Stall(bytes) => drop(tokio::spawn(async move {
                        let _ = socket.write_all(&bytes).await;
                        std::future::pending::<()>().await;
                    })),
                    Script::Close => drop(socket),
                }
            }
        });
        Self { url, requests }
    }

    /// The requests so far, byte for byte, with the address of this server as `HOST`.
    pub fn requests(&self) -> Vec<String> {
        let host = self.url.trim_start_matches("http://");
        self.requests
            .lock()
            .unwrap()
            .iter()
            .map(|request| request.replace(host, "HOST").replace("\r\n", "\n"))
            .collect()
    }

    pub fn builder(&self) -> Builder {
        Builder::new(Named::NONE)
            .endpoint(&self.url)
            .user_agent("test")
            .retry(Retry::none())
    }

    pub fn core(&self) -> Core {
        self.builder().build().unwrap()
    }
}

async fn read_request(socket: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let head = head.to_ascii_lowercase();
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
            let complete = if head.contains("transfer-encoding: chunked") {
                body.ends_with("0\r\n\r\n")
            } else {
                body.len() >= length.unwrap_or(0)
            };
            if complete {
                return text;
            }
        }
        let mut buffer = [0; 4096];
        match socket.read(&mut buffer).await {
            Ok(0) | Err(_) => return text,
            Ok(count) => bytes.extend_from_slice(buffer.get(..count).unwrap()),
        }
    }
}

/// Operations without parameters, whose success has no content.
macro_rules! empty_operations {
    ($($name:ident $spec:expr;)*) => {
        $(#[derive(Debug, Clone)]
        struct $name {}
        ::bindwright_runtime::codegen::operation! {
            $name => {
                spec: $spec,
                parameters: {},
                success: () { ::bindwright_runtime::codegen::ResponseSpec::empty(204) },
                failure: $crate::client_support::example::Fault {
                    ::bindwright_runtime::codegen::ResponseSpec::json_default()
                },
            }
        })*
    };
}
pub(crate) use empty_operations;
