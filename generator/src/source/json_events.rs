//! JSON text -> events with their bytes. The text must be well-formed; a parser has read it before.
//!
//! `{"a": [1]}` becomes `MapStart`, `Scalar a`, `ListStart`, `Scalar 1`, `ListEnd`, `MapEnd`. Commas and colons are skipped: in
//! a well-formed text they add nothing.

use std::borrow::Cow;

use memchr::memchr2;

use super::{Span, event::Event};

/// The events of a JSON text.
pub(super) struct JsonEvents<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> JsonEvents<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) fn next(&mut self) -> Option<(Event<'t>, Span)> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let is_event = |byte: &u8| !matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | b',' | b':');
        let start = self.at + rest.iter().position(is_event)?;
        let first = self.text.as_bytes().get(start)?;
        let event = match first {
            b'{' => Event::MapStart,
            b'}' => Event::MapEnd,
            b'[' => Event::ListStart,
            b']' => Event::ListEnd,
            b'"' => return self.string(start),
            _ => return self.word(start),
        };
        self.at = start + 1;
        Some((event, start..self.at))
    }

    /// Skips the rest of an object or an array, without a look at its scalars; returns where it ends.
    pub(super) fn skip(&mut self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut depth = 1_usize;
        while depth > 0 {
            let is_mark = |byte: &u8| matches!(byte, b'"' | b'{' | b'}' | b'[' | b']');
            let at = self.at + bytes.get(self.at..)?.iter().position(is_mark)?;
            self.at = at + 1;
            match bytes.get(at)? {
                b'"' => self.at = string_end(bytes, at)? + 1,
                b'{' | b'[' => depth += 1,
                _ => depth -= 1,
            }
        }
        Some(self.at)
    }

    fn string(&mut self, start: usize) -> Option<(Event<'t>, Span)> {
        let end = string_end(self.text.as_bytes(), start)?;
        self.at = end + 1;
        let inner = self.text.get(start + 1..end)?;
        let text = if inner.contains('\\') {
            Cow::Owned(serde_json::from_str(self.text.get(start..=end)?).ok()?)
        } else {
            Cow::Borrowed(inner)
        };
        Some((Event::Scalar(text), start..self.at))
    }

    fn word(&mut self, start: usize) -> Option<(Event<'t>, Span)> {
        let rest = self.text.get(start..)?;
        let length = rest
            .find(|c: char| c.is_ascii_whitespace() || ",]}:".contains(c))
            .unwrap_or(rest.len());
        self.at = start + length.max(1);
        Some((
            Event::Scalar(Cow::Borrowed(rest.get(..length)?)),
            start..start + length,
        ))
    }
}

/// Where the string that starts at a quote has its other quote.
fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut end = start + 1;
    loop {
        end += memchr2(b'"', b'\\', bytes.get(end..)?)?;
        match bytes.get(end)? {
            b'"' => return Some(end),
            _ => end += 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, JsonEvents};

    #[test]
    fn a_string_is_iterated_with_its_bytes() {
        let mut events = JsonEvents::new(r#"{"a\"b": [1, true]}"#);
        let mut seen = Vec::new();
        while let Some((event, span)) = events.next() {
            seen.push((event, span));
        }
        assert_eq!(
            seen,
            [
                (Event::MapStart, 0..1),
                (Event::Scalar("a\"b".into()), 1..7),
                (Event::ListStart, 9..10),
                (Event::Scalar("1".into()), 10..11),
                (Event::Scalar("true".into()), 13..17),
                (Event::ListEnd, 17..18),
                (Event::MapEnd, 18..19),
            ]
        );
    }
}
