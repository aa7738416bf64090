//! What requests and responses read from their headers.

use std::fmt;

use http::HeaderMap;
#[cfg(feature = "server")]
use http::HeaderName;

/// The names in a header map.
pub(super) struct HeaderNames<'a>(pub(super) &'a HeaderMap);

impl fmt::Debug for HeaderNames<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}

/// Whether a header is there. Cheaper than a lookup by hash while there are few.
#[cfg(feature = "server")]
pub(crate) fn has_header(headers: &HeaderMap, name: &HeaderName) -> bool {
    match headers.len() {
        0..=16 => headers.keys().any(|known| known == name),
        _ => headers.contains_key(name),
    }
}

/// The ID that a server gave a request: `X-Request-Id`, or `X-IAM-Trace-Id` from some gateways.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    ["x-request-id", "x-iam-trace-id"]
        .into_iter()
        .find_map(|name| headers.get(name)?.to_str().ok())
}
