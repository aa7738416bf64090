//! The one place that escapes: control characters, line breaks, and characters that change the direction or width of text become
//! escapes, and long text is cut. So it stays on one line, and no line of a log can be forged with it.
//!
//! ```text
//! excerpt   1,024 bytes     a body, a header
//! line      2,048 bytes     a sentence of the document's patterns and lists, with such text
//! quoted    80 characters   a value in a sentence: "a\"b\n"
//! ```

use std::{borrow::Cow, fmt, ops::Deref};

/// How many bytes of a text an excerpt shows.
const EXCERPT: usize = 1024;

/// How many bytes a line with such text has: a sentence of the document's patterns and lists, and the text.
const LINE: usize = 2048;

/// How many characters of a value a sentence shows.
const VALUE: usize = 80;

/// Stands for a value whose name says that it is a secret.
const HIDDEN: &str = "\"[redacted]\"";

/// Text that is safe to print: on one line, without control characters, and of a bounded length. Errors have it where they quote what
/// others wrote. It is made of a constant (`"a number".into()`), or by escaping.
///
/// # Examples
///
/// ```
/// use bindwright_runtime::codec::EscapedText;
///
/// assert_eq!(EscapedText::quoted("a\"b\u{1b}").as_str(), "\"a\\\"b\\u{1b}\"");
/// assert_eq!(EscapedText::from("a number").as_str(), "a number");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct EscapedText(Cow<'static, str>);

impl EscapedText {
    /// A string between double quotes: escaped, and cut at 80 characters.
    #[must_use]
    pub fn quoted(text: &str) -> Self {
        Self(Cow::Owned(format!("\"{}\"", printable(text))))
    }

    /// The text of a number or another token: escaped, and cut at 80 characters.
    #[must_use]
    pub fn unquoted(text: &str) -> Self {
        Self(Cow::Owned(printable(text)))
    }

    /// The start of a text: escaped, and cut at 1 KiB.
    pub(crate) fn excerpt(text: &str) -> Self {
        Self(Cow::Owned(escaped(text, EXCERPT)))
    }

    /// A sentence that may have text of others: escaped, and cut at 2 KiB.
    pub(crate) fn line(text: &str) -> Self {
        Self(Cow::Owned(line(text)))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a string is quoted, and not hidden yet.
    pub(crate) fn quotes(&self) -> bool {
        self.0.contains('"') && self.0 != HIDDEN
    }

    /// The same without what it quotes.
    pub(crate) fn hide(&mut self) {
        if self.quotes() {
            self.0 = Cow::Borrowed(HIDDEN);
        }
    }

    /// Text that was escaped, after it was redacted.
    pub(super) fn replace(&mut self, clean: String) {
        self.0 = Cow::Owned(clean);
    }
}

/// A constant, which nobody else wrote.
impl From<&'static str> for EscapedText {
    fn from(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }
}

impl Deref for EscapedText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EscapedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for EscapedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// A sentence that has text of others, on one line and cut at 2 KiB.
pub(crate) fn line(text: &str) -> String {
    escaped(text, LINE)
}

/// A text with control and bidirectional formatting characters, quotes and backslashes escaped, cut at 80 characters.
pub(crate) fn printable(text: &str) -> String {
    let mut shown = String::new();
    for (position, c) in text.chars().enumerate() {
        match c {
            _ if position == VALUE => {
                shown.push('…');
                break;
            }
            '"' | '\\' => shown.extend(['\\', c]),
            _ => escape(c, &mut shown),
        }
    }
    shown
}

/// At most so many bytes of a text, and what escaping the last character adds.
fn escaped(text: &str, most: usize) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        if shown.len() >= most {
            shown.push('…');
            break;
        }
        escape(c, &mut shown);
    }
    shown
}

/// Appends a character, as an escape if it changes how the rest of a line reads.
fn escape(c: char, shown: &mut String) {
    if c.is_control() || is_invisible(c) {
        shown.extend(c.escape_default());
    } else {
        shown.push(c);
    }
}

/// Line separators, bidirectional controls, and characters of no width.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_escapes_of_terminals_are_escaped() {
        assert_eq!(
            EscapedText::excerpt("a\r\n\u{1b}[31m\u{202e}é").as_str(),
            "a\\r\\n\\u{1b}[31m\\u{202e}é"
        );
        let long = EscapedText::excerpt(&"x".repeat(5000));
        assert_eq!(long.len(), EXCERPT + '…'.len_utf8());
    }

    #[test]
    fn values_are_escaped_and_cut() {
        let quoted = EscapedText::quoted("a\"\\\n\u{202e}");
        assert_eq!(quoted.as_str(), "\"a\\\"\\\\\\n\\u{202e}\"");
        assert_eq!(printable(&"x".repeat(81)).chars().count(), 81);
        assert!(printable(&"x".repeat(81)).ends_with('…'));
        assert_eq!(printable(&"x".repeat(80)), "x".repeat(80));
    }

    #[test]
    fn what_is_quoted_can_be_hidden() {
        for (text, shown) in [
            (EscapedText::quoted("hunter2"), HIDDEN),
            (EscapedText::from("a number"), "a number"),
            (EscapedText::unquoted("12"), "12"),
        ] {
            let mut hidden = text;
            hidden.hide();
            assert_eq!((hidden.as_str(), hidden.quotes()), (shown, false));
        }
    }
}
