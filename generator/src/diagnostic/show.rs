//! Escapes strings of a document, so that they are safe to print in a message.
//!
//! A document is not trusted: with terminal escape sequences in a key it could hide or fake lines of a report.

use crate::escape::is_unsafe;

/// How many characters [`show`] keeps.
const SHOWN: usize = 80;

/// The string on one line, without characters that move a cursor or are invisible: control characters (C0, DEL, C1), line
/// separators and bidirectional formatting are written as `\u{..}`, and so is the bracket of `##[`, which starts a command in a log of
/// GitHub. After 80 characters it is cut with `…`.
#[must_use]
pub fn show(text: &str) -> String {
    let mut shown = String::new();
    for (count, character) in text.chars().enumerate() {
        if count == SHOWN {
            shown.push('…');
            break;
        }
        push_safe(&mut shown, character);
    }
    shown
}

/// The same escapes as [`show`], at full length.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    text.chars()
        .for_each(|character| push_safe(&mut safe, character));
    safe
}

fn push_safe(shown: &mut String, character: char) {
    // `##[` starts a command in the log of a job of GitHub.
    if is_unsafe(character) {
        shown.extend(character.escape_default());
    } else if character == '[' && shown.ends_with("##") {
        shown.push_str("\\u{5b}");
    } else {
        shown.push(character);
    }
}

#[cfg(test)]
mod tests {
    use super::show;

    #[test]
    fn ordinary_strings_are_unchanged() {
        assert_eq!(show("naïve 宠物 🦀"), "naïve 宠物 🦀");
    }

    #[test]
    fn control_characters_are_escaped() {
        assert_eq!(
            show("a\u{1b}[2J\r\n\u{9b}\u{202e}b"),
            r"a\u{1b}[2J\r\n\u{9b}\u{202e}b"
        );
    }

    #[test]
    fn commands_of_a_log_are_escaped() {
        assert_eq!(show("#[a] ##[error]"), r"#[a] ##\u{5b}error]");
    }

    #[test]
    fn long_strings_are_cut() {
        assert_eq!(show(&"x".repeat(500)).chars().count(), 81);
        assert_eq!(show(&"x".repeat(80)).chars().count(), 80);
    }
}
