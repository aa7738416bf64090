//! Characters that CommonMark or a terminal would interpret, in text that must be shown as it is.
//!
//! ```text
//! escape:   a*b [c] <d>    a\*b \[c] \<d>
//! code:     a `b`          `` a `b` ``
//! ```

use std::borrow::Cow;

use crate::bytes::find_rare;
use crate::escape::{code_span, is_deceptive};

/// Folds every kind of line end into `\n`; replaces control and bidirectional characters by
/// `U+FFFD`.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let is_other = |byte: u8| ((byte < b' ') & (byte != b'\n') & (byte != b'\t')) | (byte > b'~');
    if find_rare(text.as_bytes(), is_other).is_none() {
        return Cow::Borrowed(text);
    }
    text.replace("\r\n", "\n")
        .chars()
        .map(|c| match c {
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            '\n' | '\t' => c,
            c if is_deceptive(c) => '\u{fffd}',
            c => c,
        })
        .collect::<String>()
        .into()
}

/// Whether CommonMark shows the text as it is, on one line.
pub(super) fn is_plain(text: &str) -> bool {
    let has_meaning = |byte: u8| {
        let marks = b"\\`*[<~_&".iter();
        marks.fold(!(b' '..=b'~').contains(&byte), |any, mark| {
            any | (byte == *mark)
        })
    };
    find_rare(text.as_bytes(), has_meaning).is_none()
}

/// Plain text as inline CommonMark on one line.
pub(in super::super) fn escape(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let text = clean(text).replace(['\n', '\t'], " ");
    let characters: Vec<char> = text.chars().collect();
    let mut safe = String::with_capacity(text.len());
    let strikes = text.contains('~');
    for (at, &character) in characters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| characters.get(at));
        let after = characters.get(at + 1);
        let is_word = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
        let special = match character {
            '\\' | '`' | '*' | '[' | '<' => true,
            '~' => strikes,
            '_' => !(is_word(before) && is_word(after)),
            '&' => after.is_some_and(|c| c.is_alphanumeric() || *c == '#'),
            _ => false,
        };
        if special {
            safe.push('\\');
        }
        safe.push(character);
    }
    safe
}

/// Text as a code span, on one line.
pub(in super::super) fn code(text: &str) -> String {
    let text = clean(text);
    match text.contains(['\n', '\t']) {
        true => code_span(&text.replace(['\n', '\t'], " ")),
        false => code_span(&text),
    }
}
