//! The URL of a server -> the base path of its operations: where a generated router mounts them, so that a client with the same
//! document finds them.
//!
//! | URL | base path |
//! |---|---|
//! | `https://api.example.com/v1/` | `/v1` |
//! | `https://{region}.example.com/{stage}` | `/v1`, if that is the default of `stage` |
//! | `/v1`, `v1`, `./v1`, `//api.example.com/v1` | `/v1`: relative to a document at the root of its host |
//! | `https://api.example.com`, `/` | empty |

use crate::ir::ServerVariable;

/// The base path, with the defaults of the variables: empty, or with a slash at its start and none at its end.
pub(crate) fn base_path(url: &str, variables: &[ServerVariable]) -> String {
    let url = variables.iter().fold(url.to_owned(), |url, variable| {
        url.replace(&format!("{{{}}}", variable.wire), &variable.default)
    });
    // https://spec.openapis.org/oas/v3.1.1.html#server-object allows references (RFC 3986, section 4.2).
    let after_scheme = url.split_once("://").map(|(_, rest)| rest);
    let path = match after_scheme.or(url.strip_prefix("//")) {
        Some(authority) => authority.split_once('/').map_or("", |(_, path)| path),
        None => url.strip_prefix('/').unwrap_or(&url),
    };
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "." => {}
            ".." => {
                segments.pop();
            }
            segment => segments.push(segment),
        }
    }
    while segments.last().is_some_and(|last| last.is_empty()) {
        segments.pop();
    }
    segments
        .iter()
        .map(|segment| format!("/{segment}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::naming::field_name;
    use super::*;
    use crate::ir::Docs;

    #[test]
    fn the_path_of_a_url_is_the_base_path() {
        let variable = |wire: &str, default: &str| ServerVariable {
            name: field_name(wire),
            wire: wire.to_owned(),
            default: default.to_owned(),
            known: Vec::new(),
            docs: Docs::default(),
        };
        let variables = [
            variable("scheme", "https"),
            variable("stage", "v1"),
            variable("none", ""),
            variable("deep", "a/b"),
        ];
        for (url, expected) in [
            ("https://api.example.com", ""),
            ("https://api.example.com/", ""),
            ("https://api.example.com/v1", "/v1"),
            ("https://api.example.com:8080/v1//", "/v1"),
            ("{scheme}://h/{stage}/x", "/v1/x"),
            ("https://{stage}.h/{deep}", "/a/b"),
            ("https://h/{none}", ""),
            ("https://h/a//b", "/a//b"),
            ("/", ""),
            ("", ""),
            ("/v1", "/v1"),
            ("v1/", "/v1"),
            ("./v1", "/v1"),
            ("../../v1", "/v1"),
            ("//h/v1", "/v1"),
            ("//h", ""),
            ("/a:b", "/a:b"),
        ] {
            assert_eq!(base_path(url, &variables), expected, "{url}");
        }
    }
}
