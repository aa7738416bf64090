//! A JSON text as a sequence of tokens.
//!
//! What [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259#section-2) does not allow is rejected: invalid UTF-8, a byte order mark,
//! `NaN` and `Infinity`, and text after the value. An error has the line and column.
//!
//! What is read here is decided here. Where something is wrong, `jiter` reads the same token and says what:
//!
//! ```text
//! {"name":"Ann","age":01}      all is read here up to `01`; jiter calls that an invalid number
//! ```

use jiter::Jiter;
use simdutf8::compat::from_utf8;

use super::{
    error::DecodeError,
    json_error::{Refuse, fault, not_utf8, syntax},
    kind::JsonType,
};
use crate::scan::plain_length;

/// A JSON text and how far it is read. A clone is at the same place: that is how a union reads the
/// same value again as another variant.
#[derive(Debug)]
pub(crate) struct Json<'a> {
    /// The text, which was found to be UTF-8 as a whole: parts of it are not checked again.
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    /// Where the next token begins, or the blanks before it.
    pub(super) index: usize,
    /// The last string that has escapes, without them. Its memory is used again.
    pub(super) unescaped: Vec<u8>,
}

/// Without the last string: nobody reads it again, and it may be long.
impl Clone for Json<'_> {
    fn clone(&self) -> Self {
        Self {
            unescaped: Vec::new(),
            ..*self
        }
    }
}

/// The key of an object.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ReadKey<'s, 'a> {
    /// It is written as it is, and [`next_field`](super::Reader::next_field) would have found its field.
    Plain(&'a str),
    /// It has escapes, or is one of a tree.
    Other(&'s str),
}

impl<'s, 'a: 's> ReadKey<'s, 'a> {
    pub(crate) fn text(self) -> &'s str {
        match self {
            Self::Plain(text) => text,
            Self::Other(text) => text,
        }
    }
}

/// The text behind a byte order mark.
pub(crate) fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}

impl<'a> Json<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let text = from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
        if text.starts_with('\u{feff}') {
            return Err(syntax(bytes, 0, "a byte order mark".to_owned()));
        }
        Ok(Self {
            text,
            bytes,
            index: 0,
            unescaped: Vec::new(),
        })
    }

    pub(crate) fn kind(&mut self) -> Result<JsonType, DecodeError> {
        match self.peek() {
            Some(b'n') if self.word("null") => Ok(JsonType::Null),
            Some(b't') if self.word("true") => Ok(JsonType::Bool),
            Some(b'f') if self.word("false") => Ok(JsonType::Bool),
            Some(b'"') => Ok(JsonType::String),
            Some(b'[') => Ok(JsonType::Array),
            Some(b'{') => Ok(JsonType::Object),
            Some(b'-' | b'0'..=b'9') => Ok(JsonType::Number),
            Some(_) => {
                let message = "expected a value".to_owned();
                Err(syntax(self.bytes, self.index, message))
            }
            None => Err(self.fault(|tokens| tokens.peek().map(drop))),
        }
    }

    /// Whether the next token begins with a word.
    fn word(&self, word: &str) -> bool {
        let rest = self.bytes.get(self.index..);
        rest.is_some_and(|rest| rest.starts_with(word.as_bytes()))
    }

    /// Whether the next value is of a type; false if there is none.
    #[inline]
    pub(crate) fn is(&mut self, kind: JsonType) -> bool {
        match kind {
            JsonType::Null => self.peek() == Some(b'n'),
            JsonType::Bool => matches!(self.peek(), Some(b't' | b'f')),
            JsonType::Number => matches!(self.peek(), Some(b'-' | b'0'..=b'9')),
            JsonType::String => self.peek() == Some(b'"'),
            JsonType::Array => self.peek() == Some(b'['),
            JsonType::Object => self.peek() == Some(b'{'),
        }
    }

    pub(crate) fn null(&mut self) -> Result<(), DecodeError> {
        self.peek();
        if !self.word("null") {
            return Err(self.fault(Jiter::next_null));
        }
        self.index += 4;
        Ok(())
    }

    /// The boolean at which the reader is, if there is one.
    #[inline]
    pub(crate) fn plain_bool(&mut self) -> Option<bool> {
        self.peek();
        let (value, length) = match self.bytes.get(self.index..)? {
            [b't', b'r', b'u', b'e', ..] => (true, 4),
            [b'f', b'a', b'l', b's', b'e', ..] => (false, 5),
            _ => return None,
        };
        self.index += length;
        Some(value)
    }

    /// The string at which the reader is, if there is one, without escapes.
    #[inline]
    pub(crate) fn plain_str(&mut self) -> Option<&'a str> {
        if self.peek() != Some(b'"') {
            return None;
        }
        let (text, end) = self.plain(self.index)?;
        self.index = end;
        Some(text)
    }

    /// Enters an array; whether there is a first element.
    #[inline]
    pub(crate) fn first_item(&mut self) -> Result<bool, DecodeError> {
        self.peek();
        match self.after_blanks(self.index + 1) {
            Some((b']', at)) => {
                self.index = at + 1;
                Ok(false)
            }
            Some((_, at)) => {
                self.index = at;
                Ok(true)
            }
            None => Err(self.fault(|tokens| tokens.known_array().map(drop))),
        }
    }

    /// Whether there is another element; leaves the array if not.
    #[inline]
    pub(crate) fn next_item(&mut self) -> Result<bool, DecodeError> {
        match self.peek() {
            Some(b',') => {
                if let Some((byte, at)) = self.after_blanks(self.index + 1)
                    && byte != b']'
                {
                    self.index = at;
                    return Ok(true);
                }
            }
            Some(b']') => {
                self.index += 1;
                return Ok(false);
            }
            _ => {}
        }
        Err(self.fault(|tokens| tokens.array_step().map(drop)))
    }

    /// Enters an object: its first key, if there is one.
    pub(crate) fn first_key(&mut self) -> Result<Option<ReadKey<'_, 'a>>, DecodeError> {
        self.peek();
        match self.after_blanks(self.index + 1) {
            Some((b'}', at)) => {
                self.index = at + 1;
                Ok(None)
            }
            behind => self.key(behind, |tokens| tokens.known_object().map(drop)),
        }
    }

    /// The next key; leaves the object if there is none.
    pub(crate) fn next_key(&mut self) -> Result<Option<ReadKey<'_, 'a>>, DecodeError> {
        let behind = match self.peek() {
            Some(b'}') => {
                self.index += 1;
                return Ok(None);
            }
            Some(b',') => self.after_blanks(self.index + 1),
            _ => None,
        };
        self.key(behind, |tokens| tokens.next_key().map(drop))
    }

    /// Checks that nothing but blanks is left.
    pub(crate) fn finish(&mut self) -> Result<(), DecodeError> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.fault(Jiter::finish)),
        }
    }

    /// What is wrong with the next token, or right behind it.
    #[cold]
    pub(super) fn fault(&self, read: Refuse<'a>) -> DecodeError {
        fault(self.bytes, self.index, read)
    }

    /// Where the next token begins.
    pub(super) fn place(&mut self) -> usize {
        self.peek();
        self.index
    }

    /// Goes on by so many bytes.
    pub(super) fn advance(&mut self, length: usize) {
        self.index += length;
    }

    /// Goes to the next token: its first byte.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        let (byte, at) = self.after_blanks(self.index)?;
        self.index = at;
        Some(byte)
    }

    /// The first byte from this place on that is not white space, and where it is.
    #[inline]
    pub(super) fn after_blanks(&self, at: usize) -> Option<(u8, usize)> {
        match self.bytes.get(at)? {
            b' ' | b'\n' | b'\r' | b'\t' => self.behind_blank(at + 1),
            byte => Some((*byte, at)),
        }
    }

    /// The same, behind white space: there is more of it where a text is indented.
    #[inline(never)]
    fn behind_blank(&self, mut at: usize) -> Option<(u8, usize)> {
        let mut rest = self.bytes.get(at..)?;
        while let Some((b"    ", after)) = rest.split_first_chunk() {
            (rest, at) = (after, at + 4);
        }
        loop {
            match self.bytes.get(at)? {
                b' ' | b'\n' | b'\r' | b'\t' => at += 1,
                byte => return Some((*byte, at)),
            }
        }
    }

    /// The string whose quote is at this place, and where it ends, if it has no escapes and is valid.
    #[inline]
    fn plain(&self, quote: usize) -> Option<(&'a str, usize)> {
        let start = quote + 1;
        let end = start + plain_length(self.bytes.get(start..)?);
        let is_whole = self.bytes.get(end) == Some(&b'"');
        let text = self.text.get(start..end).filter(|_| is_whole)?;
        Some((text, end + 1))
    }

    /// The key that begins with this byte, if it is a quote. The reader then stands behind the colon.
    fn key(
        &mut self,
        start: Option<(u8, usize)>,
        read: Refuse<'a>,
    ) -> Result<Option<ReadKey<'_, 'a>>, DecodeError> {
        let Some((b'"', quote)) = start else {
            return Err(self.fault(read));
        };
        if let Some((key, end)) = self.plain(quote)
            && let Some((b':', at)) = self.after_blanks(end)
        {
            self.index = at + 1;
            return Ok(Some(ReadKey::Plain(key)));
        }
        self.escaped_key(quote, read)
            .map(|key| Some(ReadKey::Other(key)))
    }
}
