//! Strings from the other side, made safe to print: control and formatting characters are escaped, and long strings are cut.

use crate::codec::is_invisible;

/// How many bytes of a string are shown.
const EXCERPT: usize = 1024;

/// How many bytes a line with such a string has: a sentence of the document's patterns and lists, and the string.
const LINE: usize = 2048;

/// The start of a string, on one line. A log line cannot be forged with it.
pub(crate) fn excerpt(text: &str) -> String {
    escaped(text, EXCERPT)
}

/// A sentence that has strings from the other side, on one line.
pub(crate) fn line(text: &str) -> String {
    escaped(text, LINE)
}

/// At most so many bytes of a string, and what escaping the last character adds.
fn escaped(text: &str, most: usize) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        if shown.len() >= most {
            shown.push('…');
            break;
        }
        if c.is_control() || is_invisible(c) {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_escapes_of_terminals_are_escaped() {
        assert_eq!(
            excerpt("a\r\n\u{1b}[31m\u{202e}é"),
            "a\\r\\n\\u{1b}[31m\\u{202e}é"
        );
        assert_eq!(excerpt(&"x".repeat(5000)).len(), EXCERPT + '…'.len_utf8());
    }
}
