//! Strings of a JSON text that have escapes ([RFC 8259, section 7](https://www.rfc-editor.org/rfc/rfc8259#section-7)).

use simdutf8::compat::from_utf8;

use super::{error::DecodeError, json::Json, json_error::Refuse, push::push_plain};

impl<'a> Json<'a> {
    /// The string at which the reader is, without its escapes. The borrow is of the reader, whose memory the string is in.
    pub(crate) fn escaped_str(&mut self) -> Result<&str, DecodeError> {
        self.peek();
        let Some(end) = self.unescape(self.index) else {
            return Err(self.fault(|tokens| tokens.known_str().map(drop)));
        };
        self.index = end;
        Ok(self.last_unescaped())
    }

    /// The key whose quote is at this place. The reader then stands behind the colon.
    #[inline(never)]
    pub(super) fn escaped_key(
        &mut self,
        quote: usize,
        read: Refuse<'a>,
    ) -> Result<&str, DecodeError> {
        let end = self.unescape(quote);
        let Some((b':', at)) = end.and_then(|end| self.after_blanks(end)) else {
            return Err(self.fault(read));
        };
        self.index = at + 1;
        Ok(self.last_unescaped())
    }

    /// Parts of a text in UTF-8 and whole characters are UTF-8.
    fn last_unescaped(&self) -> &str {
        from_utf8(&self.unescaped).unwrap_or_default()
    }

    /// Takes the escapes out of the string whose quote is at this place: where it ends, if it is valid.
    fn unescape(&mut self, quote: usize) -> Option<usize> {
        let out = &mut self.unescaped;
        out.clear();
        let mut at = quote + 1;
        loop {
            at += push_plain(out, self.bytes.get(at..)?);
            match self.bytes.get(at..)? {
                [b'"', ..] => return Some(at + 1),
                [b'\\', b'u', digits @ ..] => {
                    let (character, length) = character(digits)?;
                    out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                    at += 2 + length;
                }
                [b'\\', byte, ..] => {
                    out.push(escaped(*byte)?);
                    at += 2;
                }
                _ => return None,
            }
        }
    }
}

/// What a byte behind a backslash stands for.
fn escaped(byte: u8) -> Option<u8> {
    match byte {
        b'"' | b'\\' | b'/' => Some(byte),
        b'b' => Some(0x08),
        b'f' => Some(0x0c),
        b'n' => Some(b'\n'),
        b'r' => Some(b'\r'),
        b't' => Some(b'\t'),
        _ => None,
    }
}

/// The character of the digits behind `\u`, and how long they are: a character beyond U+FFFF is a pair of escapes.
fn character(bytes: &[u8]) -> Option<(char, usize)> {
    let (digits, rest) = bytes.split_first_chunk()?;
    let unit = code_unit(digits)?;
    if let Some(character) = char::from_u32(unit.into()) {
        return Some((character, 4));
    }
    let (digits, _) = rest.strip_prefix(b"\\u")?.split_first_chunk()?;
    let pair = [unit, code_unit(digits)?];
    Some((char::decode_utf16(pair).next()?.ok()?, 10))
}

/// The value of four hexadecimal digits.
fn code_unit(digits: &[u8; 4]) -> Option<u16> {
    digits.iter().try_fold(0, |unit, digit| {
        let digit = char::from(*digit).to_digit(16)?;
        Some(unit << 4 | u16::try_from(digit).ok()?)
    })
}
