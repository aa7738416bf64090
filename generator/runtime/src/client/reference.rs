//! References to other URLs: absolute, or relative to a base (<https://www.rfc-editor.org/rfc/rfc3986#section-5.2>). The base of a
//! response's is the URL of the request, that of a document's is the server
//! (<https://spec.openapis.org/oas/v3.0.3.html#relative-references-in-urls>). The crate `url` would do the same, and take longer to build
//! than the rest of the client.
//!
//! ```text
//! https://api.example/v1   + /token     https://api.example/token
//! https://api.example/v1   + token      https://api.example/token
//! https://api.example/v1/  + token      https://api.example/v1/token
//! https://api.example/v1/  + ../token   https://api.example/token
//! ```

use http::Uri;

/// The URL that a reference means in a response from `base`, without a fragment. It need not be a valid one.
pub(super) fn resolved(base: &Uri, reference: &str) -> String {
    let reference = reference.trim();
    joined(base, reference.split('#').next().unwrap_or_default())
}

/// The URL that a reference means, as it is written. It need not be a valid one.
pub(super) fn joined(base: &Uri, reference: &str) -> String {
    if is_absolute(reference) {
        return reference.to_owned();
    }
    let scheme = base.scheme_str().unwrap_or_default();
    if reference.starts_with("//") {
        return format!("{scheme}:{reference}");
    }
    let authority = base.authority().map_or("", |one| one.as_str());
    let (path, query) = match reference.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (reference, None),
    };
    let (path, query) = match (path, query) {
        ("", None) => (base.path().to_owned(), base.query()),
        ("", query) => (base.path().to_owned(), query),
        (path, query) if path.starts_with('/') => (without_dots(path), query),
        (path, query) => {
            let folder = base
                .path()
                .rsplit_once('/')
                .map_or("", |(folder, _)| folder);
            (without_dots(&format!("{folder}/{path}")), query)
        }
    };
    let (separator, query) = query.map_or(("", ""), |query| ("?", query));
    format!("{scheme}://{authority}{path}{separator}{query}")
}

/// Whether a reference is absolute (<https://www.rfc-editor.org/rfc/rfc3986#section-3.1>).
pub(super) fn is_absolute(reference: &str) -> bool {
    let Some((scheme, _)) = reference.split_once(':') else {
        return false;
    };
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(is_allowed)
}

/// An absolute path without the segments `.` and `..` (<https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4>).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut is_folder = false;
    for segment in path.split('/').skip(1) {
        is_folder = matches!(segment, "." | "..");
        match segment {
            "." => {}
            ".." => _ = kept.pop(),
            segment => kept.push(segment),
        }
    }
    let end = if is_folder && !kept.is_empty() {
        "/"
    } else {
        ""
    };
    format!("/{}{end}", kept.join("/"))
}

/// The scheme, host and port of a URL, to compare it with another: credentials stay at one origin (<https://www.rfc-editor.org/rfc/rfc6454#section-4>).
pub(super) fn origin(uri: &Uri) -> String {
    let scheme = uri.scheme_str().unwrap_or_default();
    let host = uri.host().unwrap_or_default().to_ascii_lowercase();
    let default = if scheme == "https" { 443 } else { 80 };
    match uri.port_u16() {
        Some(port) if port != default => format!("{scheme}://{host}:{port}"),
        _ => format!("{scheme}://{host}"),
    }
}

#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#[cfg(test)]
mod tests {
    use super::{is_absolute, joined, resolved};

    /// The examples of <https://www.rfc-editor.org/rfc/rfc3986#section-5.4>, without fragments.
    #[test]
    fn references_are_resolved_as_the_standard_says() {
        let base = "http://a/b/c/d;p?q".parse().unwrap();
        for (reference, url) in [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q"),
            ("g#s", "http://a/b/c/g"),
            ("g?y#s", "http://a/b/c/g?y"),
            (";x", "http://a/b/c/;x"),
            ("g;x", "http://a/b/c/g;x"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("./", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../", "http://a/"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            ("../../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            ("..g", "http://a/b/c/..g"),
            ("./../g", "http://a/b/g"),
            ("./g/.", "http://a/b/c/g/"),
            ("g/./h", "http://a/b/c/g/h"),
            ("g/../h", "http://a/b/c/h"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
        ] {
            assert_eq!(resolved(&base, reference), url, "{reference}");
        }
    }

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
            assert_eq!(joined(&base.parse().unwrap(), url), expected);
        }
        for absolute in ["https://a.example/token", "urn:x", "a+b-c.d1:e"] {
            assert!(is_absolute(absolute), "{absolute}");
        }
        for relative in ["1a:b", "/a:b", "", "a/b:c", ":a"] {
            assert!(!is_absolute(relative), "{relative}");
        }
    }
}
