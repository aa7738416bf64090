//! A raw path, byte by byte, with its escapes ([RFC 3986, section 2.1](https://www.rfc-editor.org/rfc/rfc3986#section-2.1)): `%3A`
//! is one byte, and not the same as `:` ([section 2.2](https://www.rfc-editor.org/rfc/rfc3986#section-2.2)).

use percent_encoding::percent_decode_str;

/// A byte of a path.
#[derive(Debug, Clone, Copy)]
pub(crate) enum PathByte {
    Plain(u8),
    Escaped(u8),
}

impl PathByte {
    /// Reads one byte, or one escape.
    fn read(unit: &str) -> Option<Self> {
        let byte = percent_decode_str(unit).next()?;
        Some(match unit.len() {
            1 => Self::Plain(byte),
            _ => Self::Escaped(byte),
        })
    }

    /// Whether this byte of a literal is meant. An escape is data if the byte needs none, except for letters and digits, which
    /// clients do not escape ([RFC 3986, section 6.2.2.2](https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2.2)).
    pub(crate) fn is(self, literal: u8) -> bool {
        match self {
            Self::Plain(byte) => byte == literal,
            Self::Escaped(byte) => {
                byte == literal && (literal.is_ascii_alphanumeric() || !is_plain(literal))
            }
        }
    }
}

/// Whether a byte needs no escape in a segment: `pchar` of [RFC 3986, section
/// 3.3](https://www.rfc-editor.org/rfc/rfc3986#section-3.3).
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(&byte)
}

/// The first byte of `raw`, which is ASCII with complete escapes.
pub(crate) fn first_byte(raw: &str) -> Option<(PathByte, &str)> {
    let first = *raw.as_bytes().first()?;
    let width = if first == b'%' { 3 } else { 1 };
    let (unit, rest) = raw.split_at_checked(width)?;
    Some((PathByte::read(unit)?, rest))
}

/// The last byte of `raw`, which is ASCII with complete escapes.
pub(crate) fn last_byte(raw: &str) -> Option<(&str, PathByte)> {
    let escape = raw
        .len()
        .checked_sub(3)
        .filter(|&at| raw.as_bytes().get(at) == Some(&b'%'));
    let at = escape.or_else(|| raw.len().checked_sub(1))?;
    let (rest, unit) = raw.split_at_checked(at)?;
    Some((rest, PathByte::read(unit)?))
}
