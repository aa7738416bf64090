//! Names of headers that a document may describe, and that no operation sends as parameters.

/// The header parameters that OpenAPI [ignores](https://spec.openapis.org/oas/v3.0.3.html#fixed-fields-9): the media types and the
/// security schemes of an operation set these headers.
const DESCRIBED_ELSEWHERE: [&str; 3] = ["accept", "content-type", "authorization"];

/// The headers that say where a message ends, and those of one connection: the HTTP library sets them.
///
/// A value from a caller would contradict what is sent: `Content-Length: 5` before ten bytes makes two messages of one ([RFC 9112,
/// section 6.3](https://www.rfc-editor.org/rfc/rfc9112#section-6.3), and [RFC 9110, section
/// 7.6.1](https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1)).
const FRAMING: [&str; 8] = [
    "connection",
    "content-length",
    "host",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Whether other parts of the document describe this header of a request.
pub(crate) fn is_described_elsewhere(name: &str) -> bool {
    DESCRIBED_ELSEWHERE
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}

/// Whether the HTTP library sets this header, or a proxy: `Host`, `Content-Length`, `Proxy-Authorization`.
pub(crate) fn is_framing(name: &str) -> bool {
    let is_for_proxies = name
        .get(.."proxy-".len())
        .is_some_and(|start| start.eq_ignore_ascii_case("proxy-"));
    is_for_proxies || FRAMING.iter().any(|known| name.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case() {
        for name in [
            "Host",
            "HOST",
            "content-LENGTH",
            "Te",
            "Proxy-Connection",
            "proxy-x",
            "Keep-Alive",
        ] {
            assert!(is_framing(name), "{name}");
        }
        for name in [
            "X-Host",
            "Content-Type",
            "Hosts",
            "Proxy",
            "T",
            "",
            "Träiler",
            "proxyé-",
        ] {
            assert!(!is_framing(name), "{name}");
        }
        assert!(is_described_elsewhere("ACCEPT") && !is_described_elsewhere("Accept-Language"));
    }
}
