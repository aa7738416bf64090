//! A JSON text as a sequence of tokens.
//!
//! What [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259#section-2) does not allow is rejected: invalid UTF-8, a byte order mark,
//! `NaN` and `Infinity`, and text after the value. An error has the line and column.
//!
//! Most tokens are read here: a string without escapes, a number, a comma with the key behind it. Everything else is read by
//! `jiter` from the same place: strings with escapes, and all errors. So what is read here is a part of what `jiter` accepts, and
//! the parser of a library decides on the rest:
//!
//! ```text
//! {"name":"Ann","note":"a\nb"}      `"a\nb"` is read by jiter, the rest here
//! ```

use jiter::Jiter;

use super::{
    error::DecodeError,
    json_error::{not_utf8, syntax},
    kind::JsonType,
};
use crate::scan::plain_length;

/// A JSON text and how far it is read. A clone is at the same place: that is how a union reads the
/// same value again as another variant.
#[derive(Clone, Debug)]
pub(crate) struct Json<'a> {
    /// The text, which was found to be UTF-8 as a whole: parts of it are not checked again.
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    /// Where the next token begins; `None` if `jiter` read the last one, and knows.
    pub(super) index: Option<usize>,
    pub(super) tokens: Jiter<'a>,
    /// Where the part of the text begins that `jiter` reads.
    pub(super) base: usize,
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
        let text =
            std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
        if text.starts_with('\u{feff}') {
            return Err(syntax(bytes, 0, "a byte order mark".to_owned()));
        }
        Ok(Self {
            text,
            bytes,
            index: Some(0),
            tokens: Jiter::new(b""),
            base: 0,
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
                Err(syntax(self.bytes, self.position(), message))
            }
            None => self.by_jiter(Jiter::peek).and(Ok(JsonType::Null)),
        }
    }

    /// Whether the next token begins with a word.
    fn word(&self, word: &str) -> bool {
        let rest = self.bytes.get(self.position()..);
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
        self.by_jiter(Jiter::next_null)
    }

    pub(crate) fn bool(&mut self) -> Result<bool, DecodeError> {
        self.peek();
        let start = self.position();
        let rest = self.bytes.get(start..).unwrap_or_default();
        let (value, length) = match rest {
            [b't', b'r', b'u', b'e', ..] => (true, 4),
            [b'f', b'a', b'l', b's', b'e', ..] => (false, 5),
            _ => return self.by_jiter(Jiter::next_bool),
        };
        self.index = Some(start + length);
        Ok(value)
    }

    /// The string at which the reader is, if there is one, without escapes.
    pub(crate) fn plain_str(&mut self) -> Option<&'a str> {
        if self.peek() != Some(b'"') {
            return None;
        }
        let (text, end) = self.plain(self.position())?;
        self.index = Some(end);
        Some(text)
    }

    /// The string at which the reader is, without its escapes. The borrow is of the reader: an escaped string lives in its
    /// buffer.
    pub(crate) fn str(&mut self) -> Result<&str, DecodeError> {
        match self.plain_str() {
            Some(text) => Ok(text),
            None => self.str_by_jiter(Jiter::known_str),
        }
    }

    /// Enters an array; whether there is a first element.
    pub(crate) fn first_item(&mut self) -> Result<bool, DecodeError> {
        self.peek();
        let start = self.position();
        match self.after_blanks(start + 1) {
            Some((b']', at)) => {
                self.index = Some(at + 1);
                Ok(false)
            }
            Some((_, at)) => {
                self.index = Some(at);
                Ok(true)
            }
            None => self.by_jiter(|tokens| tokens.known_array().map(|peek| peek.is_some())),
        }
    }

    /// Whether there is another element; leaves the array if not.
    pub(crate) fn next_item(&mut self) -> Result<bool, DecodeError> {
        let next = self.peek();
        let start = self.position();
        match next {
            Some(b']') => {
                self.index = Some(start + 1);
                Ok(false)
            }
            Some(b',') if matches!(self.after_blanks(start + 1), Some((byte, _)) if byte != b']') =>
            {
                self.index = Some(start + 1);
                Ok(true)
            }
            _ => self.by_jiter(|tokens| tokens.array_step().map(|peek| peek.is_some())),
        }
    }

    /// Enters an object: its first key, if there is one.
    pub(crate) fn first_key(&mut self) -> Result<Option<ReadKey<'_, 'a>>, DecodeError> {
        self.peek();
        let start = self.position();
        let key = match self.after_blanks(start + 1) {
            Some((b'}', at)) => {
                self.index = Some(at + 1);
                return Ok(None);
            }
            Some((b'"', at)) => self.key(at),
            Some(_) | None => None,
        };
        self.key_or(key, Jiter::known_object)
    }

    /// The next key; leaves the object if there is none.
    pub(crate) fn next_key(&mut self) -> Result<Option<ReadKey<'_, 'a>>, DecodeError> {
        let next = self.peek();
        let start = self.position();
        if next == Some(b'}') {
            self.index = Some(start + 1);
            return Ok(None);
        }
        let key = match (next, self.after_blanks(start + 1)) {
            (Some(b','), Some((b'"', at))) => self.key(at),
            _ => None,
        };
        self.key_or(key, Jiter::next_key)
    }

    /// Checks that nothing but blanks is left.
    pub(crate) fn finish(&mut self) -> Result<(), DecodeError> {
        match self.peek() {
            None => Ok(()),
            Some(_) => self.by_jiter(Jiter::finish),
        }
    }

    /// Where the next token begins.
    pub(super) fn place(&mut self) -> usize {
        self.peek();
        self.position()
    }

    /// Goes on by so many bytes.
    pub(super) fn advance(&mut self, length: usize) {
        self.index = Some(self.position() + length);
    }

    /// Where the next token begins, or the blanks before it.
    pub(super) fn position(&self) -> usize {
        self.index
            .unwrap_or_else(|| self.base + self.tokens.current_index())
    }

    /// Goes to the next token: its first byte.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        let (byte, at) = self.after_blanks(self.position())?;
        self.index = Some(at);
        Some(byte)
    }

    /// The first byte from this place on that is not white space, and where it is.
    pub(super) fn after_blanks(&self, mut at: usize) -> Option<(u8, usize)> {
        loop {
            match self.bytes.get(at)? {
                b' ' | b'\n' | b'\r' | b'\t' => at += 1,
                byte => return Some((*byte, at)),
            }
        }
    }

    /// The string whose quote is at this place, and where it ends, if it has no escapes and is valid.
    fn plain(&self, quote: usize) -> Option<(&'a str, usize)> {
        let start = quote + 1;
        let end = start + plain_length(self.bytes.get(start..)?);
        let is_whole = self.bytes.get(end) == Some(&b'"');
        let text = self.text.get(start..end).filter(|_| is_whole)?;
        Some((text, end + 1))
    }

    /// The key whose quote is at this place, and where its value begins.
    fn key(&self, quote: usize) -> Option<(&'a str, usize)> {
        let (key, end) = self.plain(quote)?;
        match self.after_blanks(end)? {
            (b':', at) => Some((key, at + 1)),
            _ => None,
        }
    }
}
