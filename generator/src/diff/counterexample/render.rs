//! Messages as text: a request line or a status line, the headers that matter, an empty line, the body.

use std::fmt::Write as _;

use bindwright_runtime::bytes::Bytes;
use bindwright_runtime::http::header::{ACCEPT, CONTENT_TYPE};
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
    match boundary(headers) {
        Some(random) => text.replace(random, "boundary"),
        None => text,
    }
}

/// The boundary of a multipart body (<https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1>). It is random, and a report must be the
/// same in each run.
fn boundary(headers: &HeaderMap) -> Option<&str> {
    let media = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let multipart = media.strip_prefix("multipart/")?;
    let (_, boundary) = multipart.split_once("; boundary=")?;
    Some(boundary.trim_matches('"')).filter(|boundary| !boundary.is_empty())
}

#[cfg(test)]
mod tests {
    use bindwright_runtime::http::HeaderValue;

    use super::*;

    #[test]
    fn a_random_boundary_is_not_shown() {
        let shown = |boundary: &str| {
            let media = format!("multipart/form-data; boundary={boundary}");
            let media = HeaderValue::from_str(&media);
            let headers = media.map(|media| HeaderMap::from_iter([(CONTENT_TYPE, media)]));
            let body = Bytes::from(format!("--{boundary}\r\n\r\na\r\n--{boundary}--"));
            headers.map(|headers| message("POST /files".to_owned(), &headers, &body))
        };
        let one = shown("4f6a").ok();
        assert!(one.is_some());
        assert_eq!(one, shown("9bc1").ok());
        assert_eq!(
            one.as_deref(),
            Some(
                "POST /files\ncontent-type: multipart/form-data; boundary=boundary\n\n--boundary\r\n\r\na\r\n--boundary--"
            )
        );
    }
}
