//! Values whose names say that they are secrets, in the start of a body that is shown as it is: JSON, also inside a JSON string, forms,
//! and dumps of headers.
//!
//! ```text
//! {"access_token":"s3cr3t","n":1}      {"access_token":"[redacted]","n":1}
//! grant=code&client_secret=s3cr3t      grant=code&client_secret=[redacted]
//! Authorization: Bearer s3cr3t         Authorization: [redacted]
//! ```

use std::{borrow::Cow, ops::Range};

use super::names::is_secret_name;

/// The text without these values. A value that is cut ends with the text.
pub(super) fn without_named(text: &str) -> Cow<'_, str> {
    let mut clean = String::new();
    let (mut at, mut kept) = (0, 0);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find([':', '='])) {
        let between = at + found;
        at = between + 1;
        let before = text.get(..between).unwrap_or_default().trim_end();
        let value = match before.strip_suffix('"') {
            Some(before) if is_secret_name(last(before, |c| c != '"')) => quoted_value(text, at),
            None if is_secret_name(last(before, is_name)) => plain_value(text, at),
            Some(_) | None => None,
        };
        if let Some(Range { start, end }) = value {
            clean.push_str(text.get(kept..start).unwrap_or_default());
            clean.push_str("[redacted]");
            (at, kept) = (end, end);
        }
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    clean.push_str(text.get(kept..).unwrap_or_default());
    Cow::Owned(clean)
}

/// The characters at the end of a text that belong to a name.
fn last(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    let start = text.trim_end_matches(belongs).len();
    text.get(start..).unwrap_or_default()
}

/// Whether a name that is not quoted can have a character.
fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '[' | ']' | '%')
}

/// Where the value of a quoted name is: a string without its quotes, or all of a list or an object. Numbers and the like are shown.
fn quoted_value(text: &str, from: usize) -> Option<Range<usize>> {
    let start = blanks_end(text, from);
    let rest = text.get(start..)?;
    if rest.starts_with(['[', '{']) {
        return Some(start..nested_end(text, start));
    }
    let slashes = rest.bytes().take_while(|byte| *byte == b'\\').count();
    let inside = start + slashes + 1;
    let is_string = rest.get(slashes..)?.starts_with('"');
    is_string.then(|| inside..string_end(text, inside, slashes))
}

/// Where the value of another name is: up to the end of the line, or of the pair of a form.
fn plain_value(text: &str, from: usize) -> Option<Range<usize>> {
    let is_form = text.get(..from)?.ends_with('=');
    let start = blanks_end(text, from);
    let ends = |c: char| match is_form {
        true => matches!(c, '&' | ';' | ',' | '"' | '<') || c.is_whitespace(),
        false => matches!(c, '\r' | '\n' | '"' | '<'),
    };
    let rest = text.get(start..)?;
    let end = rest.find(ends).map_or(text.len(), |length| start + length);
    (end > start).then_some(start..end)
}

/// Where the blanks end that start here.
fn blanks_end(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    text.len() - rest.trim_start_matches([' ', '\t']).len()
}

/// Where a string ends: before the first quote with as many backslashes as the one at its start.
fn string_end(text: &str, from: usize, slashes: usize) -> usize {
    let mut run = 0;
    for (at, byte) in text.bytes().enumerate().skip(from) {
        match byte {
            b'\\' => run += 1,
            b'"' if slashes == 0 && run % 2 == 0 => return at,
            b'"' if slashes > 0 && run <= slashes => return at - run,
            _ => run = 0,
        }
    }
    text.len()
}

/// Where a list or an object ends.
fn nested_end(text: &str, from: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = from;
    while let Some(byte) = text.as_bytes().get(at) {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'"' => at = string_end(text, at + 1, 0),
            _ => {}
        }
        at += 1;
        if depth == 0 {
            break;
        }
    }
    at.min(text.len())
}

#[cfg(test)]
mod tests {
    use super::without_named;
    use proptest::prelude::*;

    #[test]
    fn values_are_hidden_by_their_names() {
        for (text, shown) in [
            (
                r#"{"access_token":"a\"b","n":1}"#,
                r#"{"access_token":"[redacted]","n":1}"#,
            ),
            (
                r#"{"passwords": ["a", "]", {"b": "c"}], "n": "x"}"#,
                r#"{"passwords": [redacted], "n": "x"}"#,
            ),
            (
                r#"{"said":"{\"token\":\"a\",\"n\":1}"}"#,
                r#"{"said":"{\"token\":\"[redacted]\",\"n\":1}"}"#,
            ),
            (r#"{"token":"a"#, r#"{"token":"[redacted]"#),
            (
                r#"{"max_tokens":12,"token":null}"#,
                r#"{"max_tokens":12,"token":null}"#,
            ),
            (
                "a=b&client_secret=c&d=e",
                "a=b&client_secret=[redacted]&d=e",
            ),
            (
                "Authorization: Bearer abc\nHost: x",
                "Authorization: [redacted]\nHost: x",
            ),
            ("token=", "token="),
            ("no values: here", "no values: here"),
        ] {
            assert_eq!(without_named(text), shown, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in "([\\[\\]{}\":=\\\\é\n ]|token){0,40}") {
            let clean = without_named(&text);
            prop_assert!(clean.len() <= text.len() + 10 * text.len());
        }

        #[test]
        fn no_named_string_stays(value in "[a-z\"\\\\é]{6,20}", before in "[ -~]{0,9}") {
            let json = crate::codec::Value::from(value.as_str());
            let text = format!("{before} \"password\": {json}");
            let clean = without_named(&text).into_owned();
            prop_assert!(clean.ends_with("\"password\": \"[redacted]\""), "{}", clean);
        }
    }
}
