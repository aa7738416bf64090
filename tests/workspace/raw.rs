//! HTTP without a client: bytes for the service in memory, and its response.

use huaweicloud_workspace::runtime::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::memory::Memory;

/// The header of an accepted caller.
pub(crate) const TOKEN: &str = "X-Auth-Token: token-1";

/// A response as it was sent.
#[derive(Debug)]
pub(crate) struct RawResponse {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

impl RawResponse {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let mut values = lines.filter(|(known, _)| known.eq_ignore_ascii_case(name));
        values.next().map(|(_, value)| value)
    }

    /// A string in the body.
    pub(crate) fn field(&self, name: &str) -> String {
        let body: Value = self
            .body
            .parse()
            .unwrap_or_else(|error| panic!("{error}: {self:?}"));
        body.get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    }

    /// Asserts an error in the documented schema, with the ID of the request.
    #[track_caller]
    pub(crate) fn assert_rejected(&self, status: u16, code: &str) {
        assert_eq!(
            (self.status, self.field("error_code").as_str()),
            (status, code),
            "{self:?}"
        );
        assert_eq!(
            self.header("content-type"),
            Some("application/json"),
            "{self:?}"
        );
        assert!(!self.field("error_msg").is_empty(), "{self:?}");
        assert_eq!(
            self.header("x-request-id"),
            Some(self.field("request_id").as_str()),
            "{self:?}"
        );
    }
}

/// Sends one request with a token: its first line without the version, and its body as JSON.
pub(crate) async fn send(memory: &Memory, line: &str, body: Option<&str>) -> RawResponse {
    let json: &[&str] = if body.is_some() {
        &["Content-Type: application/json"]
    } else {
        &[]
    };
    send_with(
        memory,
        line,
        &[&[TOKEN], json].concat(),
        body.unwrap_or_default(),
    )
    .await
}

/// Sends one request with these header lines, besides `Host` and `Content-Length`.
pub(crate) async fn send_with(
    memory: &Memory,
    line: &str,
    headers: &[&str],
    body: &str,
) -> RawResponse {
    let mut socket = TcpStream::connect(memory.serve().await).await.unwrap();
    let headers: String = headers
        .iter()
        .map(|header| format!("{header}\r\n"))
        .collect();
    let length = if body.is_empty() || headers.contains("Content-Length") {
        String::new()
    } else {
        format!("Content-Length: {}\r\n", body.len())
    };
    let request = format!(
        "{line} HTTP/1.1\r\nHost: service\r\nConnection: close\r\n{headers}{length}\r\n{body}"
    );
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut response = String::new();
    socket.read_to_string(&mut response).await.unwrap();
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    RawResponse {
        status,
        head: head.to_owned(),
        body: body.to_owned(),
    }
}
