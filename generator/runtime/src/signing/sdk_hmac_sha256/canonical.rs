//! The canonical form of a request, which both the signer and the verifier compute: it does not
//! depend on how a client encodes its URL or orders its query and headers.

use percent_encoding::{percent_decode_str, percent_encode};

use crate::percent::UNRESERVED;
use crate::signing::algorithm::{SignedRequest, SigningError};

/// The canonical form of a request; `names` are in lower case and sorted.
///
/// ```text
/// GET                                    METHOD
/// /tasks/                                CanonicalURI
/// limit=10                               CanonicalQuery
/// host:api.example                       CanonicalHeaders, each with its line end
/// x-sdk-date:20260601T080910Z
///
/// host;x-sdk-date                        SignedHeaders
/// e3b0c442…                              PayloadHash
/// ```
///
/// # Errors
/// If a named header is missing, or is not text.
pub fn canonical_request(
    request: SignedRequest<'_>,
    names: &[&str],
    payload_hash: &str,
) -> Result<String, SigningError> {
    let mut headers = String::new();
    for name in names {
        let value =
            header(request, name).ok_or_else(|| SigningError::Missing((*name).to_owned()))?;
        headers.extend([name, ":", &value, "\n"]);
    }
    let method = request.method.as_str();
    let uri = uri(request.uri.path());
    let query = query(request.uri.query().unwrap_or_default());
    let names = names.join(";");
    Ok(format!(
        "{method}\n{uri}\n{query}\n{headers}\n{names}\n{payload_hash}"
    ))
}

/// The values of a header, trimmed. `Host` may come from the URI.
fn header(request: SignedRequest<'_>, name: &str) -> Option<String> {
    let values: Option<Vec<&str>> = request
        .headers
        .get_all(name)
        .into_iter()
        .map(|value| value.to_str().ok().map(str::trim))
        .collect();
    match (values?.as_slice(), name) {
        ([], "host") => request.uri.authority().map(ToString::to_string),
        ([], _) => None,
        (values, _) => Some(values.join(",")),
    }
}

/// The path, decoded and encoded again segment by segment, with a slash at its end.
fn uri(path: &str) -> String {
    let decoded: Vec<u8> = percent_decode_str(path).collect();
    let segments: Vec<String> = decoded
        .split(|byte| *byte == b'/')
        .map(|segment| percent_encode(segment, UNRESERVED).to_string())
        .collect();
    let joined = segments.join("/");
    if joined.ends_with('/') {
        joined
    } else {
        joined + "/"
    }
}

/// The pairs, decoded, sorted, and encoded again.
fn query(query: &str) -> String {
    let decode = |text: &str| -> Vec<u8> { percent_decode_str(&text.replace('+', " ")).collect() };
    let mut pairs: Vec<_> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(key, value)| (decode(key), decode(value)))
        .collect();
    pairs.sort();
    let encode = |text: &[u8]| percent_encode(text, UNRESERVED).to_string();
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(key, value)| format!("{}={}", encode(key), encode(value)))
        .collect();
    pairs.join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_sorted_and_encoded_canonically() {
        let wire = "limit=1&enable=true&test=%e4%b8%80+(%26%3D%3F!%23%25.*)&path=/tmp/123&multi=2&multi=1&multi=3&empty";
        let canonical = "empty=&enable=true&limit=1&multi=1&multi=2&multi=3&path=%2Ftmp%2F123&test=%E4%B8%80%20%28%26%3D%3F%21%23%25.%2A%29";
        assert_eq!(query(wire), canonical);
    }

    #[test]
    fn a_path_ends_in_a_slash() {
        assert_eq!(uri("/"), "/");
        assert_eq!(uri(""), "/");
        assert_eq!(uri("/a%20b%2Fc~%c3%a9"), "/a%20b/c~%C3%A9/");
    }
}
