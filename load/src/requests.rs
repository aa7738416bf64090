//! The requests that the clients send, as bytes.

use std::fmt::Write as _;

/// The host of every request, and the token that the service accepts.
const COMMON: &str = "Host: localhost\r\nX-Auth-Token: tok\r\n";

/// A list of 20 tasks.
pub fn list() -> Vec<u8> {
    format!("GET /v2/p/export-tasks?limit=20&offset=0 HTTP/1.1\r\n{COMMON}\r\n").into()
}

/// A list of 100 IDs, whose lengths and uniqueness are checked.
pub fn delete() -> Vec<u8> {
    post_ids(100)
}

/// A list of so many IDs. More than 2 MiB are rejected, and so are more than the document allows.
pub fn post_ids(count: usize) -> Vec<u8> {
    let mut ids = String::new();
    for id in 1..=count {
        let comma = if id == 1 { "" } else { "," };
        let _ = write!(ids, "{comma}\"task-{id:04}\"");
    }
    let body = format!("{{\"task_ids\":[{ids}]}}");
    format!(
        "POST /v2/p/export-tasks/batch-delete HTTP/1.1\r\n{COMMON}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into()
}

/// The start of [`delete`], without most of its body.
pub fn start_of_a_body() -> Vec<u8> {
    format!(
        "POST /v2/p/export-tasks/batch-delete HTTP/1.1\r\n{COMMON}Content-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{{"
    )
    .into()
}

/// The start of a request without the end of its head.
pub fn start_of_a_head() -> Vec<u8> {
    format!("GET /v2/p/export-tasks HTTP/1.1\r\n{COMMON}X-Slow: ").into()
}

/// A form of files: more than a server keeps in memory.
pub fn form(files: usize, size: usize) -> Vec<u8> {
    let mut body = Vec::with_capacity(files * (size + 100));
    for file in 0..files {
        let head = format!(
            "--X\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{file}\"\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.resize(body.len() + size, b'x');
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--X--\r\n");
    let head = format!(
        "POST /load/uploads HTTP/1.1\r\n{COMMON}Content-Type: multipart/form-data; boundary=X\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let mut request = head.into_bytes();
    request.append(&mut body);
    request
}
