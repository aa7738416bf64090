//! In what the bytes of a body are written, by its headers: `Content-Encoding`, and the charset of a text. Only UTF-8 without a coding
//! is read; of everything else, errors name what it is.

use http::{HeaderMap, HeaderName, header};

use crate::untrusted::EscapedText;

/// The coding or charset in which the bytes are not what they should be, if the headers name one.
pub(crate) fn foreign_coding(headers: &HeaderMap) -> Option<EscapedText> {
    let coding = text_of(headers, header::CONTENT_ENCODING)
        .filter(|coding| !coding.trim().eq_ignore_ascii_case("identity"))
        .map(|coding| format!("a body with Content-Encoding: {coding}"));
    let charset = || {
        let found = text_of(headers, header::CONTENT_TYPE)?;
        (!is_utf8(found)).then(|| format!("a body with Content-Type: {found}"))
    };
    let text = coding.or_else(charset)?;
    Some(EscapedText::line(&text))
}

/// The value of a header, if it is text.
fn text_of(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// Whether the `charset` of a media type, if it has one, is UTF-8 or its subset ASCII.
pub(crate) fn is_utf8(media_type: &str) -> bool {
    let parameters = media_type
        .split(';')
        .skip(1)
        .filter_map(|parameter| parameter.split_once('='));
    let mut charsets = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    charsets.all(|(_, charset)| {
        let charset = charset.trim().trim_matches('"');
        ["utf-8", "utf8", "us-ascii"]
            .iter()
            .any(|known| charset.eq_ignore_ascii_case(known))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_charset_other_than_utf_8_is_foreign() {
        for (media_type, expected) in [
            ("text/plain", true),
            ("text/plain; charset=\"UTF-8\"", true),
            ("text/plain;a=b; Charset=us-ascii", true),
            ("text/plain; charset=latin1", false),
        ] {
            assert_eq!(is_utf8(media_type), expected, "{media_type}");
        }
    }
}
