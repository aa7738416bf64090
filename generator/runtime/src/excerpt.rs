//! Strings from the other side, made safe to print: control and formatting characters are escaped,
//! and everything after 1 KiB is cut.

use crate::codec::is_invisible;

/// How many bytes are shown.
const SHOWN: usize = 1024;

/// The start of a string, on one line. A log line cannot be forged with it.
pub(crate) fn excerpt(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        if shown.len() >= SHOWN {
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
        assert_eq!(excerpt(&"x".repeat(5000)).len(), SHOWN + '…'.len_utf8());
    }
}
