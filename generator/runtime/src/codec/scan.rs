//! The characters of a JSON text (RFC 8259): blanks, words, numbers (section 6) and strings (section 7).
//! Refuses what the grammar does not have: leading zeros, control characters, halves of surrogate pairs.

/// A place in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scan<'a> {
    text: &'a str,
    at: usize,
}

/// What is wrong, and at which byte.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) message: &'static str,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// An error at this place.
    pub(super) fn fault(&self, message: &'static str) -> Fault {
        Fault {
            at: self.at,
            message,
        }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no blank; the scan then stands at it.
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other,
            }
        }
    }

    /// Goes over one byte, if it is this one.
    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let there = self.byte() == Some(byte);
        self.at += usize::from(there);
        there
    }

    /// Goes over a word, if it is this one.
    pub(super) fn word(&mut self, word: &str) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let there = rest.starts_with(word.as_bytes());
        self.at += if there { word.len() } else { 0 };
        there
    }

    /// From a place up to this one.
    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// An integer of up to 18 digits without fraction and exponent; of anything else, nothing.
    pub(super) fn small_integer(&mut self) -> Option<i64> {
        let mut ahead = *self;
        let negative = ahead.eat(b'-');
        let start = ahead.at;
        let mut value = 0;
        while let Some(digit @ b'0'..=b'9') = ahead.byte() {
            if ahead.at - start == 18 {
                return None;
            }
            value = value * 10 + i64::from(digit - b'0');
            ahead.at += 1;
        }
        let digits = ahead.since(start);
        let leading = digits.len() > 1 && digits.starts_with('0');
        if digits.is_empty() || leading || matches!(ahead.byte(), Some(b'.' | b'e' | b'E')) {
            return None;
        }
        *self = ahead;
        Some(if negative { -value } else { value })
    }

    /// A number, as it is written.
    pub(super) fn number(&mut self) -> Result<&'a str, Fault> {
        let start = self.at;
        self.eat(b'-');
        if !self.eat(b'0') {
            self.digits()?;
        }
        if self.eat(b'.') {
            self.digits()?;
        }
        if self.eat(b'e') || self.eat(b'E') {
            let _signed = self.eat(b'-') || self.eat(b'+');
            self.digits()?;
        }
        match self.byte() {
            Some(b'0'..=b'9') => Err(self.fault("a number with a leading zero")),
            _ => Ok(self.since(start)),
        }
    }

    fn digits(&mut self) -> Result<(), Fault> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.byte() {
            self.at += 1;
        }
        if self.at == start {
            return Err(self.fault("expected a digit"));
        }
        Ok(())
    }

    /// A string, from its opening quote on: as it stands, or `None` where it has escapes; then its text is in `unescaped`.
    pub(super) fn string(&mut self, unescaped: &mut String) -> Result<Option<&'a str>, Fault> {
        if !self.eat(b'"') {
            return Err(self.fault("expected a string"));
        }
        let start = self.at;
        self.plain();
        let plain = self.since(start);
        if self.eat(b'"') {
            return Ok(Some(plain));
        }
        unescaped.clear();
        unescaped.push_str(plain);
        while !self.eat(b'"') {
            if !self.eat(b'\\') {
                return Err(self.fault(match self.byte() {
                    None => "the text ends in a string",
                    Some(_) => "a control character in a string",
                }));
            }
            unescaped.push(self.escape()?);
            let start = self.at;
            self.plain();
            unescaped.push_str(self.since(start));
        }
        Ok(None)
    }

    /// Goes over what stands for itself in a string.
    fn plain(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
        self.at += rest.iter().position(special).unwrap_or(rest.len());
    }

    /// What an escape stands for, behind its backslash.
    fn escape(&mut self) -> Result<char, Fault> {
        let escaped = match self.byte() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.code_point(),
            _ => return Err(self.fault("an unknown escape")),
        };
        self.at += 1;
        Ok(escaped)
    }

    /// `uXXXX`, or the two that stand for one character beyond the first 65,536.
    fn code_point(&mut self) -> Result<char, Fault> {
        let first = self.code_unit()?;
        if let Some(character) = char::from_u32(first.into()) {
            return Ok(character);
        }
        let second = if self.eat(b'\\') {
            Some(self.code_unit()?)
        } else {
            None
        };
        let units = std::iter::once(first).chain(second);
        match char::decode_utf16(units).next() {
            Some(Ok(character)) => Ok(character),
            _ => Err(self.fault("half of a surrogate pair")),
        }
    }

    fn code_unit(&mut self) -> Result<u16, Fault> {
        let digits = self.text.get(self.at + 1..self.at + 5);
        let unit = digits
            .filter(|digits| {
                self.byte() == Some(b'u') && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
            })
            .and_then(|digits| u16::from_str_radix(digits, 16).ok())
            .ok_or_else(|| self.fault("expected `u` and four hexadecimal digits"))?;
        self.at += 5;
        Ok(unit)
    }
}
