//! Percent-encoding ([RFC 3986, section 2.1](https://www.rfc-editor.org/rfc/rfc3986#section-2.1)):
//! `a b/ü` is `a%20b%2F%C3%BC`. Decoding rejects a `%` without two hexadecimal digits, and bytes
//! that are not UTF-8.

use std::borrow::Cow;

use crate::scan::contains_either;
use percent_encoding::{
    AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode_byte, utf8_percent_encode,
};

/// Everything except the unreserved characters `A-Za-z0-9-_.~`.
pub(crate) const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// For `allowReserved`: reserved characters are kept, except those that would end the value (`&`,
/// `#`), change it (`+`), or that URL parsers rewrite (`'`, `[`, `]`).
const RESERVED: &AsciiSet = &UNRESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// Which characters are not encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// `A-Za-z0-9-_.~`
    Unreserved,
    /// Those, and the reserved characters that are safe in a query (`allowReserved`).
    Reserved,
    /// All of them: headers have no percent-encoding.
    All,
}

/// What `+` means when decoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plus {
    /// Itself.
    Literal,
    /// A space, as in queries and forms.
    Space,
}

/// Why an encoded text is rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PercentError {
    /// A `%` without two hexadecimal digits.
    #[error("`%` without two hexadecimal digits")]
    Escape,
    /// The bytes are not UTF-8.
    #[error("not UTF-8 behind its percent-encoding")]
    Utf8,
}

/// Appends `text`, encoded.
pub(crate) fn encode_into(out: &mut String, text: &str, keep: Keep) {
    match keep {
        // Most names and identifiers are written as they are.
        Keep::Unreserved if is_unreserved_text(text) => out.push_str(text),
        Keep::Unreserved => out.extend(utf8_percent_encode(text, UNRESERVED)),
        Keep::Reserved => out.extend(utf8_percent_encode(text, RESERVED)),
        Keep::All => out.push_str(text),
    }
}

/// Whether a byte is one of the unreserved characters.
pub(crate) const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~')
}

/// Whether a text has unreserved characters only.
pub(crate) const fn is_unreserved_text(text: &str) -> bool {
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        if !is_unreserved(*byte) {
            return false;
        }
        rest = after;
    }
    true
}

/// Appends `text` with everything but the unreserved characters encoded, and `more` of those.
pub(crate) fn encode_also(out: &mut String, text: &str, more: &str) {
    for part in text.split_inclusive(|c| more.contains(c)) {
        match part.char_indices().next_back() {
            Some((at, last)) if more.contains(last) => {
                let (before, last) = part.split_at(at);
                encode_into(out, before, Keep::Unreserved);
                out.extend(last.bytes().map(percent_encode_byte));
            }
            Some(_) | None => encode_into(out, part, Keep::Unreserved),
        }
    }
}

/// A character, percent-encoded even if it need not be.
pub(crate) fn escape(character: char) -> String {
    let mut bytes = [0; 4];
    let text = character.encode_utf8(&mut bytes);
    text.bytes().map(percent_encode_byte).collect()
}

/// `text`, with everything but the unreserved characters encoded.
pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, UNRESERVED).to_string()
}

/// Decodes one segment of a path, where `+` is itself.
///
/// # Errors
/// If an escape is broken, or the bytes are not UTF-8.
pub fn decode_path(text: &str) -> Result<String, PercentError> {
    decode(text, Plus::Literal).map(Cow::into_owned)
}

/// Decodes one component of a URL or form; borrowed if nothing is encoded, as in most of them.
pub(crate) fn decode(text: &str, plus: Plus) -> Result<Cow<'_, str>, PercentError> {
    let changed = match plus {
        Plus::Literal => b'%',
        Plus::Space => b'+',
    };
    if !contains_either(text.as_bytes(), [b'%', changed]) {
        return Ok(Cow::Borrowed(text));
    }
    let mut escapes = text.split('%').skip(1).map(str::as_bytes);
    if !escapes.all(|rest| matches!(rest, [high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())) {
        return Err(PercentError::Escape);
    }
    let spaced = match plus {
        Plus::Space if text.contains('+') => text.replace('+', " "),
        Plus::Space | Plus::Literal => text.to_owned(),
    };
    let decoded = percent_decode_str(&spaced)
        .decode_utf8()
        .map_err(|_| PercentError::Utf8)?;
    Ok(Cow::Owned(decoded.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unreserved_characters_stay() {
        assert_eq!(
            encode("aZ09-_.~ /\\%é:*+&=?#'"),
            "aZ09-_.~%20%2F%5C%25%C3%A9%3A%2A%2B%26%3D%3F%23%27"
        );
    }

    #[test]
    fn more_characters_are_encoded_on_request() {
        let mut out = String::new();
        encode_also(&mut out, "1-2.3 %2D-é", "-2");
        assert_eq!(out, "1%2D%32.3%20%25%32D%2D%C3%A9");
    }

    #[test]
    fn allow_reserved_still_encodes_what_ends_or_changes_the_value() {
        let mut out = String::new();
        encode_into(&mut out, ":/?#[]@!$&'()*+,;=%", Keep::Reserved);
        assert_eq!(out, ":/?%23%5B%5D@!$%26%27()*%2B,;=%25");
    }

    #[test]
    fn broken_escapes_and_bytes_are_rejected() {
        assert_eq!(decode("a%2", Plus::Literal), Err(PercentError::Escape));
        assert_eq!(decode("%zz", Plus::Literal), Err(PercentError::Escape));
        assert_eq!(decode("%", Plus::Literal), Err(PercentError::Escape));
        assert_eq!(decode("%ff", Plus::Literal), Err(PercentError::Utf8));
        assert_eq!(decode("%C3%A9+%2B", Plus::Space).as_deref(), Ok("é +"));
        assert_eq!(decode("a+b", Plus::Literal).as_deref(), Ok("a+b"));
    }
}
