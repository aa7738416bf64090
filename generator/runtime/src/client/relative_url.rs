//! A URL of the document that may be relative -> a URL, with the server as its base
//! (<https://spec.openapis.org/oas/v3.0.3.html#relative-references-in-urls>), by
//! [RFC 3986, section 5.2](https://www.rfc-editor.org/rfc/rfc3986#section-5.2).
//!
//! ```text
//! https://api.example/v1   + /token     https://api.example/token
//! https://api.example/v1   + token      https://api.example/token
//! https://api.example/v1/  + token      https://api.example/v1/token
//! https://api.example/v1/  + ../token   https://api.example/token
//! ```

use super::endpoint::Endpoint;

/// Whether a URL has a scheme, and so needs no base.
pub(super) fn is_absolute(url: &str) -> bool {
    let Some((scheme, _)) = url.split_once(':') else {
        return false;
    };
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(is_part)
}

/// A relative URL with this server as its base.
pub(super) fn resolved(base: &Endpoint, url: &str) -> String {
    if url.starts_with("//") {
        return format!("{}:{url}", base.scheme());
    }
    let (path, query) = match url.find('?') {
        Some(at) => url.split_at(at),
        None => (url, ""),
    };
    let path = match path {
        "" => base.path().to_owned(),
        path if path.starts_with('/') => without_dots(path),
        path => {
            let folder = base
                .path()
                .rsplit_once('/')
                .map_or("", |(folder, _)| folder);
            without_dots(&format!("{folder}/{path}"))
        }
    };
    format!("{}{path}{query}", base.origin())
}

/// A path without segments `.` and `..`
/// (<https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4>).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    for (index, segment) in segments.iter().enumerate() {
        let is_last = index + 1 == segments.len();
        match *segment {
            "." => {}
            ".." => drop(kept.pop()),
            other => {
                kept.push(other);
                continue;
            }
        }
        if is_last {
            kept.push("");
        }
    }
    format!("/{}", kept.join("/"))
}

#[allow(clippy::unwrap_used, reason = "tests")]
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_relative_to_the_server() {
        for (base, url, expected) in [
            ("https://a.example", "/token", "https://a.example/token"),
            ("https://a.example", "token", "https://a.example/token"),
            ("https://a.example/v1", "/token", "https://a.example/token"),
            ("https://a.example/v1", "token", "https://a.example/token"),
            (
                "https://a.example/v1/",
                "token",
                "https://a.example/v1/token",
            ),
            (
                "https://a.example/v1/",
                "./token",
                "https://a.example/v1/token",
            ),
            (
                "https://a.example/v1/x",
                "../token",
                "https://a.example/token",
            ),
            (
                "https://a.example/v1/",
                "../../token",
                "https://a.example/token",
            ),
            (
                "https://a.example/v1/",
                "a/./b/../c?d=/../e",
                "https://a.example/v1/a/c?d=/../e",
            ),
            ("https://a.example/v1", "/a/b/..", "https://a.example/a/"),
            ("https://a.example/v1", "?x=1", "https://a.example/v1?x=1"),
            (
                "https://a.example:8443",
                "//b.example/token",
                "https://b.example/token",
            ),
            ("http://127.0.0.1:80/v1", "o/t", "http://127.0.0.1:80/o/t"),
        ] {
            assert!(!is_absolute(url), "{url}");
            assert_eq!(resolved(&Endpoint::parse(base).unwrap(), url), expected);
        }
        for absolute in ["https://a.example/token", "urn:x", "a+b-c.d1:e"] {
            assert!(is_absolute(absolute), "{absolute}");
        }
        for relative in ["1a:b", "/a:b", "", "a/b:c", ":a"] {
            assert!(!is_absolute(relative), "{relative}");
        }
    }
}
