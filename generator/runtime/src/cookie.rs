//! The header `Cookie` ([RFC 6265, section 4.2.1](https://www.rfc-editor.org/rfc/rfc6265#section-4.2.1)): `a=1; b=2` into names and
//! values, for parameters and credentials. Rejects nothing: a cookie that the document does not declare may have any name and
//! value, and belongs to someone else.
//!
//! | in a cookie | written | read |
//! |---|---|---|
//! | parameter | percent-encoded, as `form` is ([RFC 6570, section 3.2.8](https://www.rfc-editor.org/rfc/rfc6570#section-3.2.8)) | decoded |
//! | credential | as it is: `a/b+c=`; rejected by the client with other bytes than cookies may have | as it is |

use std::borrow::Cow;

use http::{HeaderMap, header};

use crate::percent::{self, Plus};

/// A raw value that no parameter accepts, in place of bytes that are not UTF-8.
pub(crate) const NOT_UTF8: &str = "%FF";

/// Calls a function with the name and the raw value of each cookie; `None` is a value that is not UTF-8.
pub(crate) fn for_each<'h>(
    headers: &'h HeaderMap,
    found: &mut dyn FnMut(&'h str, Option<&'h str>),
) {
    for line in headers.get_all(header::COOKIE) {
        for cookie in line.as_bytes().split(|byte| *byte == b';') {
            let end = cookie.iter().position(|byte| *byte == b'=');
            let (name, value) = match end.and_then(|end| cookie.split_at_checked(end)) {
                Some((name, value)) => (name, value.strip_prefix(b"=").unwrap_or(value)),
                None => (cookie, &[][..]),
            };
            let Ok(name) = std::str::from_utf8(name).map(str::trim) else {
                continue;
            };
            if !name.is_empty() || end.is_some() {
                found(name, std::str::from_utf8(value).ok().map(str::trim));
            }
        }
    }
}

/// The name of the parameter that a cookie with this name belongs to. Only a name that this encoding
/// gives is decoded: `%73id` is another cookie than `sid`.
pub(crate) fn parameter_name(raw: &str) -> Cow<'_, str> {
    if !raw.contains('%') {
        return Cow::from(raw);
    }
    let decoded = percent::decode(raw, Plus::Literal);
    let decoded = decoded.ok().filter(|name| percent::encode(name) == raw);
    decoded.unwrap_or(Cow::from(raw))
}

/// Whether each character may be in the value of a cookie without encoding: `cookie-octet` of [RFC
/// 6265, section 4.1.1](https://www.rfc-editor.org/rfc/rfc6265#section-4.1.1).
#[cfg(any(feature = "client", test))]
pub(crate) fn is_value(text: &str) -> bool {
    text.bytes()
        .all(|byte| matches!(byte, b'!' | b'#'..=b'+' | b'-'..=b':' | b'<'..=b'[' | b']'..=b'~'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn cookies_of_others_are_no_obstacle() {
        let line = b"a=1;%zz; =x; b = 2 ;c=\xFF; \xFF=1; d=x=y;;%73id=9";
        let headers: HeaderMap = HeaderValue::from_bytes(line)
            .map(|line| (header::COOKIE, line))
            .into_iter()
            .collect();
        let mut found = Vec::new();
        for_each(&headers, &mut |name, value| found.push((name, value)));
        let expected = [
            ("a", Some("1")),
            ("%zz", Some("")),
            ("", Some("x")),
            ("b", Some("2")),
            ("c", None),
            ("d", Some("x=y")),
            ("%73id", Some("9")),
        ];
        assert_eq!(found, expected);
        assert_eq!(parameter_name("%zz"), "%zz");
        assert_eq!(parameter_name("%73id"), "%73id");
        assert_eq!(parameter_name("a%20b"), "a b");
    }

    #[test]
    fn a_credential_may_have_base64_but_no_separators() {
        assert!(is_value("a/b+c=!#[]~:"));
        for text in ["a b", "a;b", "a,b", "\"a\"", "a\\b", "\u{e9}", "\r", ""] {
            assert_eq!(is_value(text), text.is_empty(), "{text:?}");
        }
    }
}
