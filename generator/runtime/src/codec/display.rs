//! How errors show places and texts: JSON Pointers, and what came from the input, which is escaped and cut so that printing it is safe.

use std::{
    borrow::Cow,
    fmt::{self, Write as _},
};

/// How many characters of a key a pointer has. A sender chooses the keys of maps, and one may be as long as the message; every missing
/// field below it would repeat it.
const TOKEN: usize = 256;

/// Adds the token of one level further out to a pointer, escaped as [RFC 6901, section 3](https://www.rfc-editor.org/rfc/rfc6901#section-3) asks.
/// A key of more than 256 characters is cut, and ends with `…`.
pub(super) fn prepend(pointer: &mut String, key: &str) {
    let cut = key
        .char_indices()
        .nth(TOKEN)
        .and_then(|(end, _)| key.get(..end));
    let key = cut.map_or(Cow::Borrowed(key), |cut| Cow::Owned(format!("{cut}…")));
    let token = key.replace('~', "~0").replace('/', "~1");
    pointer.insert_str(0, &token);
    pointer.insert(0, '/');
}

/// Prints a pointer and a colon; nothing for the value itself.
pub(super) fn write_pointer(f: &mut fmt::Formatter<'_>, pointer: &str) -> fmt::Result {
    for token in pointer.split('/').skip(1) {
        f.write_char('/')?;
        f.write_str(&printable(token))?;
    }
    if pointer.is_empty() {
        Ok(())
    } else {
        f.write_str(": ")
    }
}

/// How many characters of a string from the input an error shows.
const SHOWN: usize = 80;

/// A string from the input between double quotes: escaped, and cut at 80 characters.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", printable(text))
}

/// A string from the input with control and bidirectional formatting characters escaped, cut at 80 characters.
pub(crate) fn printable(text: &str) -> String {
    let mut shown = String::new();
    for (position, c) in text.chars().enumerate() {
        match c {
            _ if position == SHOWN => {
                shown.push('…');
                break;
            }
            '"' | '\\' => shown.extend(['\\', c]),
            _ if c.is_control() || is_invisible(c) => shown.extend(c.escape_unicode()),
            _ => shown.push(c),
        }
    }
    shown
}

/// Line separators, bidirectional controls, and characters of no width: they change how the rest of a line reads.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_of_the_input_are_escaped_and_cut() {
        assert_eq!(quoted("a\"\n\u{202e}"), "\"a\\\"\\u{a}\\u{202e}\"");
        assert_eq!(printable(&"x".repeat(81)).chars().count(), 81);
        assert!(printable(&"x".repeat(81)).ends_with('…'));
        assert_eq!(printable(&"x".repeat(80)), "x".repeat(80));
    }
}
