//! HTTP as bytes, for what the generated client does not send.

use std::time::SystemTime;

use huaweicloud_workspace::runtime::http::{Request, request};
use huaweicloud_workspace::runtime::signing::sdk_hmac_sha256::sign;
use huaweicloud_workspace_sandbox::{Account, Sandbox};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A response.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Whether the body is shorter than was announced.
    pub(crate) is_cut: bool,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// `error_code` of a body in JSON.
    pub(crate) fn code(&self) -> String {
        let body: serde_json::Value = serde_json::from_slice(&self.body).unwrap();
        body["error_code"].as_str().unwrap_or_default().to_owned()
    }
}

/// Sends a request with these header lines, and reads to the end of the connection.
pub(crate) async fn send(
    sandbox: &Sandbox,
    line: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Reply {
    let host = sandbox.endpoint().strip_prefix("http://").unwrap();
    let mut socket = TcpStream::connect(host).await.unwrap();
    let mut text = format!("{line} HTTP/1.1\r\n");
    if !headers.iter().any(|(name, _)| *name == "host") {
        text += &format!("host: {host}\r\n");
    }
    for (name, value) in headers {
        text += &format!("{name}: {value}\r\n");
    }
    if !body.is_empty() {
        text += &format!("content-length: {}\r\n", body.len());
    }
    text += &format!("connection: close\r\n\r\n{body}");
    socket.write_all(text.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    socket.read_to_end(&mut bytes).await.unwrap();
    reply(&bytes, line.starts_with("HEAD "))
}

/// The same with the token of the first account.
pub(crate) async fn send_with_token(
    sandbox: &Sandbox,
    line: &str,
    headers: &[(&str, &str)],
) -> Reply {
    let account = sandbox.account();
    let mut all = vec![("x-auth-token", account.token().expose())];
    all.extend(headers);
    send(sandbox, line, &all, "").await
}

/// A GET that is signed at a time.
pub(crate) fn signed(
    sandbox: &Sandbox,
    account: &Account,
    path: &str,
    time: SystemTime,
) -> request::Parts {
    let host = sandbox.endpoint().strip_prefix("http://").unwrap();
    let request = Request::get(path).header("host", host);
    let (mut parts, ()) = request.body(()).unwrap().into_parts();
    sign(&mut parts, b"", account.keys(), time).unwrap();
    parts
}

/// Sends a request that was signed.
pub(crate) async fn send_signed(sandbox: &Sandbox, parts: &request::Parts) -> Reply {
    let headers: Vec<(&str, &str)> = parts
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
        .collect();
    send(
        sandbox,
        &format!("{} {}", parts.method, parts.uri),
        &headers,
        "",
    )
    .await
}

fn reply(bytes: &[u8], is_head: bool) -> Reply {
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .expect("a head");
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let mut lines = head.lines();
    let status = lines
        .next()
        .unwrap()
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    let headers: Vec<(String, String)> = lines
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let body = bytes[end + 4..].to_vec();
    let named = |name: &str| headers.iter().find(|(known, _)| known == name);
    let announced = named("content-length").map(|(_, length)| length.parse::<usize>().unwrap());
    assert!(
        named("transfer-encoding").is_none(),
        "the length is announced"
    );
    let is_cut = !is_head && announced.is_some_and(|length| body.len() < length);
    Reply {
        status,
        headers,
        body,
        is_cut,
    }
}
