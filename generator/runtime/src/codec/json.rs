//! A JSON text as a sequence of tokens: `jiter` behind the codec's own errors.
//!
//! What [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259#section-2) does not allow is rejected, also
//! if `jiter` would read it: invalid UTF-8, a byte order mark, `NaN` and `Infinity`, and text after the
//! value. An error has the line and column.

use jiter::{Jiter, JiterError, LinePosition, NumberInt, Peek};

use super::{
    error::{DecodeError, DecodeReason},
    kind::JsonType,
};

/// A JSON text and how far it is read. A clone is at the same place: that is how a union reads the
/// same value again as another variant.
#[derive(Clone, Debug)]
pub(crate) struct Json<'a> {
    text: &'a str,
    tokens: Jiter<'a>,
}

impl<'a> Json<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let text = std::str::from_utf8(bytes)
            .map_err(|error| syntax(bytes, error.valid_up_to(), "invalid UTF-8".to_owned()))?;
        if text.starts_with('\u{feff}') {
            return Err(syntax(bytes, 0, "a byte order mark".to_owned()));
        }
        Ok(Self {
            text,
            tokens: Jiter::new(bytes),
        })
    }

    pub(crate) fn kind(&mut self) -> Result<JsonType, DecodeError> {
        let peek = self.peek()?;
        match peek {
            Peek::Null => Ok(JsonType::Null),
            Peek::True | Peek::False => Ok(JsonType::Bool),
            Peek::String => Ok(JsonType::String),
            Peek::Array => Ok(JsonType::Array),
            Peek::Object => Ok(JsonType::Object),
            Peek::Infinity | Peek::NaN => Err(self.no_value()),
            _ if peek.is_num() => Ok(JsonType::Number),
            _ => Err(self.no_value()),
        }
    }

    pub(crate) fn null(&mut self) -> Result<(), DecodeError> {
        self.tokens.next_null().map_err(|error| self.error(&error))
    }

    pub(crate) fn bool(&mut self) -> Result<bool, DecodeError> {
        self.tokens.next_bool().map_err(|error| self.error(&error))
    }

    /// The string, without its escapes. The borrow is of the reader: an escaped string lives in its
    /// buffer.
    pub(crate) fn str(&mut self) -> Result<&str, DecodeError> {
        let text = self.text;
        self.tokens
            .known_str()
            .map_err(|error| json_error(text, &error))
    }

    /// The integer, where that takes no thought: no fraction, no exponent, up to 18 digits. Else
    /// nothing is consumed.
    pub(crate) fn small_integer(&mut self) -> Option<i64> {
        let peek = self.tokens.peek().ok().filter(|peek| peek.is_num())?;
        match self.tokens.known_int(peek).ok()? {
            NumberInt::Int(value) => Some(value),
            #[allow(
                unreachable_patterns,
                reason = "jiter has a second variant when another crate turns on its feature `num-bigint`"
            )]
            _ => None,
        }
    }

    /// The string of the number, which follows the grammar of JSON.
    pub(crate) fn number(&mut self) -> Result<&'a str, DecodeError> {
        let peek = self.peek()?;
        let start = self.tokens.current_index();
        let read = self.tokens.known_number_bytes(peek).map(|_| ());
        read.map_err(|error| self.error(&error))?;
        Ok(self
            .text
            .get(start..self.tokens.current_index())
            .unwrap_or_default())
    }

    /// Enters an array; whether there is a first element.
    pub(crate) fn first_item(&mut self) -> Result<bool, DecodeError> {
        let first = self.tokens.known_array().map(|peek| peek.is_some());
        first.map_err(|error| self.error(&error))
    }

    /// Whether there is another element; leaves the array if not.
    pub(crate) fn next_item(&mut self) -> Result<bool, DecodeError> {
        let next = self.tokens.array_step().map(|peek| peek.is_some());
        next.map_err(|error| self.error(&error))
    }

    /// Enters an object: its first key, if there is one.
    pub(crate) fn first_key(&mut self) -> Result<Option<&str>, DecodeError> {
        let text = self.text;
        self.tokens
            .known_object()
            .map_err(|error| json_error(text, &error))
    }

    /// The next key; leaves the object if there is none.
    pub(crate) fn next_key(&mut self) -> Result<Option<&str>, DecodeError> {
        let text = self.text;
        self.tokens
            .next_key()
            .map_err(|error| json_error(text, &error))
    }

    /// Checks that nothing but blanks is left.
    pub(crate) fn finish(&mut self) -> Result<(), DecodeError> {
        self.tokens.finish().map_err(|error| self.error(&error))
    }

    fn peek(&mut self) -> Result<Peek, DecodeError> {
        self.tokens.peek().map_err(|error| self.error(&error))
    }

    fn no_value(&self) -> DecodeError {
        syntax(
            self.text.as_bytes(),
            self.tokens.current_index(),
            "expected a value".to_owned(),
        )
    }

    fn error(&self, error: &JiterError) -> DecodeError {
        json_error(self.text, error)
    }
}

fn json_error(text: &str, error: &JiterError) -> DecodeError {
    syntax(text.as_bytes(), error.index, error.error_type.to_string())
}

fn syntax(bytes: &[u8], index: usize, message: String) -> DecodeError {
    let LinePosition { line, column } = LinePosition::find(bytes, index);
    DecodeReason::Syntax {
        line,
        column,
        message,
    }
    .into()
}
