//! Which responses are redirects: the client names them in its errors, whether or not it follows any.

use http::{HeaderMap, StatusCode, header};

/// Whether a response names another URL that takes the place of the first.
pub(in crate::client) fn is_redirect(status: StatusCode, headers: &HeaderMap) -> bool {
    let is_followed = matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308);
    is_followed && headers.contains_key(header::LOCATION)
}
