//! The message of a 404. It names method and path, because a wrong base path is the usual reason.
//!
//! ```text
//! GET /pets/4711-token     404     there is nothing at GET /pets/…
//! ```
//!
//! No template says which segments are values, and a value can be a secret. So only words are shown.

use http::Method;

use crate::scan::split;

/// The longest segment that is shown whatever it consists of: shorter strings are not searched for as secrets, either.
const SHORT: usize = 5;

/// The longest word.
const LONG: usize = 32;

/// The message.
pub(crate) fn nothing_at(method: &Method, path: &str) -> String {
    let method = match method.as_str() {
        long if long.len() > LONG => "…",
        method => method,
    };
    format!("there is nothing at {method} {}", words(path))
}

/// A path with `…` for each segment that is no word.
fn words(path: &str) -> String {
    let fits = |byte: u8| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'_' | b'.');
    let segments = split(path, b'/').map(|segment| match segment.len() {
        0..=SHORT => segment,
        ..=LONG if segment.bytes().all(fits) => segment,
        _ => "…",
    });
    segments.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_of_a_path_are_shown() {
        for (path, shown) in [
            ("/v1/export-tasks/7", "/v1/export-tasks/7"),
            ("/resets/eyJhbGciOiJIUzI1NiJ9", "/resets/…"),
            ("/a%20b%20c/%41/x", "/…/%41/x"),
            ("/", "/"),
            ("*", "*"),
        ] {
            assert_eq!(words(path), shown);
        }
        assert_eq!(words(&format!("/{}", "x".repeat(33))), "/…");
    }
}
