//! JSON text -> events with their bytes. The text must be well-formed; a parser has read it before.
//!
//! `{"a": [1]}` becomes `MapStart`, `Scalar a`, `ListStart`, `Scalar 1`, `ListEnd`, `MapEnd`. Commas and colons are skipped: in
//! a well-formed text they add nothing.

use std::borrow::Cow;

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
        let rest = self.text.get(self.at..)?;
        let start =
            self.at + rest.find(|c: char| !c.is_ascii_whitespace() && c != ',' && c != ':')?;
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

    fn string(&mut self, start: usize) -> Option<(Event<'t>, Span)> {
        let bytes = self.text.as_bytes();
        let mut end = start + 1;
        loop {
            match bytes.get(end)? {
                b'"' => break,
                b'\\' => end += 2,
                _ => end += 1,
            }
        }
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
