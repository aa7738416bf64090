//! A JSON text as a sequence of tokens, each read when it is asked for.
//! Refuses invalid UTF-8, a byte order mark, `NaN` and `Infinity`, and text after the value.

use super::{
    error::{DecodeError, DecodeReason},
    reader::Kind,
    scan::{Fault, Scan},
};

/// A JSON text and how far it is read. A clone stands at the same place: that is how a union starts
/// over.
#[derive(Clone, Debug)]
pub(crate) struct Json<'a> {
    scan: Scan<'a>,
    /// The last string that had escapes.
    unescaped: String,
}

impl<'a> Json<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let text = std::str::from_utf8(bytes)
            .map_err(|error| syntax(bytes, error.valid_up_to(), "invalid UTF-8"))?;
        if text.starts_with('\u{feff}') {
            return Err(syntax(bytes, 0, "a byte order mark"));
        }
        Ok(Self {
            scan: Scan::new(text),
            unescaped: String::new(),
        })
    }

    pub(crate) fn kind(&mut self) -> Result<Kind, DecodeError> {
        match self.scan.peek() {
            Some(b'n') => Ok(Kind::Null),
            Some(b't' | b'f') => Ok(Kind::Bool),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b'"') => Ok(Kind::String),
            Some(b'[') => Ok(Kind::Array),
            Some(b'{') => Ok(Kind::Object),
            Some(_) | None => Err(self.error("expected a value")),
        }
    }

    pub(crate) fn null(&mut self) -> Result<(), DecodeError> {
        self.scan.peek();
        if self.scan.word("null") {
            return Ok(());
        }
        Err(self.error("expected `null`"))
    }

    pub(crate) fn bool(&mut self) -> Result<bool, DecodeError> {
        self.scan.peek();
        if self.scan.word("true") {
            return Ok(true);
        }
        if self.scan.word("false") {
            return Ok(false);
        }
        Err(self.error("expected `true` or `false`"))
    }

    /// The string, without its escapes. The borrow is of the reader: an escaped string lives in its
    /// buffer.
    pub(crate) fn str(&mut self) -> Result<&str, DecodeError> {
        self.scan.peek();
        match self.scan.string(&mut self.unescaped) {
            Ok(Some(plain)) => Ok(plain),
            Ok(None) => Ok(&self.unescaped),
            Err(fault) => Err(self.fault(&fault)),
        }
    }

    /// The integer, where that takes no thought: no fraction, no exponent, up to 18 digits. Else
    /// nothing is consumed.
    pub(crate) fn small_integer(&mut self) -> Option<i64> {
        self.scan.peek();
        self.scan.small_integer()
    }

    /// The text of the number, which follows the grammar of JSON.
    pub(crate) fn number(&mut self) -> Result<&'a str, DecodeError> {
        self.scan.peek();
        self.scan.number().map_err(|fault| self.fault(&fault))
    }

    /// Enters an array; whether there is a first element.
    pub(crate) fn first_item(&mut self) -> Result<bool, DecodeError> {
        self.enter(b'[', "expected `[`")?;
        Ok(!self.leaves(b']'))
    }

    /// Whether there is another element; leaves the array if not.
    pub(crate) fn next_item(&mut self) -> Result<bool, DecodeError> {
        if self.leaves(b']') {
            return Ok(false);
        }
        self.enter(b',', "expected `,` or `]`")?;
        Ok(true)
    }

    /// Enters an object: its first key, if there is one.
    pub(crate) fn first_key(&mut self) -> Result<Option<&str>, DecodeError> {
        self.enter(b'{', "expected `{`")?;
        self.key_unless_left()
    }

    /// The next key; leaves the object if there is none.
    pub(crate) fn next_key(&mut self) -> Result<Option<&str>, DecodeError> {
        if self.leaves(b'}') {
            return Ok(None);
        }
        self.enter(b',', "expected `,` or `}`")?;
        self.key().map(Some)
    }

    fn key_unless_left(&mut self) -> Result<Option<&str>, DecodeError> {
        if self.leaves(b'}') {
            return Ok(None);
        }
        self.key().map(Some)
    }

    /// A key, with the colon behind it.
    fn key(&mut self) -> Result<&str, DecodeError> {
        if self.scan.peek() != Some(b'"') {
            return Err(self.error("expected a key in quotes"));
        }
        let plain = self.scan.string(&mut self.unescaped);
        let plain = plain.map_err(|fault| self.fault(&fault))?;
        self.enter(b':', "expected `:`")?;
        Ok(plain.unwrap_or(&self.unescaped))
    }

    /// Checks that nothing but blanks is left.
    pub(crate) fn finish(&mut self) -> Result<(), DecodeError> {
        match self.scan.peek() {
            None => Ok(()),
            Some(_) => Err(self.error("trailing characters")),
        }
    }

    /// Goes over a byte that must stand here, behind blanks.
    fn enter(&mut self, byte: u8, otherwise: &'static str) -> Result<(), DecodeError> {
        self.scan.peek();
        if self.scan.eat(byte) {
            return Ok(());
        }
        Err(self.error(otherwise))
    }

    /// Goes over a closing bracket, if it stands here.
    fn leaves(&mut self, bracket: u8) -> bool {
        self.scan.peek();
        self.scan.eat(bracket)
    }

    fn error(&self, message: &'static str) -> DecodeError {
        self.fault(&self.scan.fault(message))
    }

    fn fault(&self, fault: &Fault) -> DecodeError {
        syntax(self.scan.text().as_bytes(), fault.at, fault.message)
    }
}

/// An error with its place; at the end of the text, that of the last byte.
fn syntax(bytes: &[u8], at: usize, message: &str) -> DecodeError {
    let at = at.min(bytes.len().saturating_sub(1));
    let before = bytes.get(..at).unwrap_or_default();
    let ends = before
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'\n');
    let (line, start) = ends.fold((1, 0), |(line, _), (end, _)| (line + 1, end + 1));
    DecodeReason::Syntax {
        line,
        column: at - start + 1,
        message: message.to_owned(),
    }
    .into()
}
