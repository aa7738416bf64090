//! Messages as text: a request line or a status line, the headers that matter, an empty line, the body.

use std::fmt::Write as _;

use bindwright_runtime::bytes::Bytes;
use bindwright_runtime::http::header::ACCEPT;
use bindwright_runtime::http::{HeaderMap, StatusCode};

use super::interpret::{Rejected, WireRequest, WireResponse};

/// A request that is rejected with a status.
pub(super) fn request(request: &WireRequest, status: StatusCode) -> String {
    let line = format!("{} {}", request.method, request.target);
    let mut headers = request.headers.clone();
    if status != StatusCode::NOT_ACCEPTABLE {
        headers.remove(ACCEPT);
    }
    message(line, &headers, &request.body)
}

/// A response.
pub(super) fn response(response: &WireResponse) -> String {
    let status = response.status;
    let line = match status.canonical_reason() {
        Some(reason) => format!("{} {reason}", status.as_u16()),
        None => status.as_u16().to_string(),
    };
    message(line, &response.headers, &response.body)
}

/// What the server says: `400 Bad Request: body.name: required, but missing`.
pub(super) fn rejected(rejected: &Rejected) -> String {
    let status = rejected.status;
    let reason = status.canonical_reason().unwrap_or_default();
    format!(
        "{} {reason}: {}",
        status.as_u16(),
        rejected.reasons.join("; ")
    )
}

fn message(mut text: String, headers: &HeaderMap, body: &Bytes) -> String {
    for (name, value) in headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        // Text in memory can always be written to.
        let _ = write!(text, "\n{name}: {value}");
    }
    if !body.is_empty() {
        let body = String::from_utf8_lossy(body);
        let _ = write!(text, "\n\n{body}");
    }
    text
}
