//! Strings of a document in the languages of the output. A document is not trusted: a title could end a comment, hide a line of a
//! report, or reorder what a reader of `Cargo.toml` sees.
//!
//! | output | function | what becomes of control characters and bidirectional formatting |
//! | --- | --- | --- |
//! | terminal | [`show`](crate::diagnostic::show), [`escape`](crate::diagnostic::escape) | `\u{202e}` |
//! | reports as JSON | [`json`] | `\u202e` |
//! | strings in TOML | [`plain`] | a blank |
//! | first lines of files: comments in Rust, TOML and HTML | [`comment`] | removed; `-->` becomes `--&gt;` |
//! | output of a build script, one line per instruction | [`plain`] | a blank |
//! | doc comments and Markdown | `escape`, `code` and `clean` of `emit::docs` | `U+FFFD` |
//! | strings in Rust | the literals of `proc_macro2` | `\u{202e}` |
//! | comments on pull requests | [`code_span`], [`cell_span`], [`fence`] of what [`escape`](crate::diagnostic::escape) returns | `\u{202e}` |
//! | files of facts | [`yaml`] | `\U0000202e` |
//! | names in Rust | `lower::naming` | left out |
//!
//! `generator/tests/hostile/strings.rs` puts such characters into every string of a document, and reads every output;
//! `generator/tests/hostile/reports.rs` does the same with pages, facts and comparisons.
//!
//! GitHub runs commands in the log of a job: a line that starts with `::error::`, and `##[error]` in any line. No report has a string of
//! a document at the start of a line, and the second is written as `##\u{5b}`.

use std::fmt::Write as _;

use serde_json::Value;

/// Whether a terminal interprets this character instead of drawing it (Unicode Cc, Zl, Zp, bidi controls, invisible Cf).
pub(crate) fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// A string on one line, for a string in TOML or a line of a build script.
pub(crate) fn plain(text: &str) -> String {
    let blank = |c: char| if is_unsafe(c) { ' ' } else { c };
    text.chars().map(blank).collect()
}

/// A string in the comment of a first line. It cannot end the comment: Rust and TOML end it with the line, HTML with `-->` or `--!>`
/// (<https://html.spec.whatwg.org/multipage/syntax.html#comments>).
pub(crate) fn comment(text: &str) -> String {
    let text: String = text.chars().filter(|c| !is_unsafe(*c)).collect();
    text.replace("-->", "--&gt;").replace("--!>", "--!&gt;")
}

/// Text as a code span of CommonMark: between more backticks than it contains.
pub(crate) fn code_span(text: &str) -> String {
    if !text.is_empty() && !text.contains('`') {
        return ["`", text, "`"].concat(); // the common case
    }
    let ticks = "`".repeat(longest_run(text) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') || text.is_empty() {
        " "
    } else {
        ""
    };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// What starts and ends a code block with this text.
pub(crate) fn fence(text: &str) -> String {
    "`".repeat(longest_run(text).max(2) + 1)
}

/// Text as a code span in a cell of a table, where `\|` is a bar (<https://github.github.com/gfm/#tables-extension->). A backslash of
/// the text would undo that, so a bar behind one is written as a number. Nothing if there is no text.
pub(crate) fn cell_span(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    code_span(&text.replace("\\|", "\\u{7c}")).replace('|', "\\|")
}

/// The length of the longest run of backticks. A code span or fence needs one more on either side.
fn longest_run(text: &str) -> usize {
    let runs = text.split(|c| c != '`').map(str::len);
    runs.max().unwrap_or_default()
}

/// A string between the quotes of YAML, on one line (<https://yaml.org/spec/1.2.2/#57-escaped-characters>).
pub(crate) fn yaml(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 2);
    safe.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => safe.extend(['\\', c]),
            '\n' => safe.push_str("\\n"),
            '[' if safe.ends_with("##") => safe.push_str("\\x5b"),
            c if is_unsafe(c) => _ = write!(safe, "\\U{:08x}", u32::from(c)),
            c => safe.push(c),
        }
    }
    safe.push('"');
    safe
}

/// A value as JSON on one line. Outside of ASCII, JSON has characters in strings only, so each of them can be escaped
/// (<https://www.rfc-editor.org/rfc/rfc8259#section-7>).
pub(crate) fn json(value: &Value) -> String {
    let text = value.to_string().replace("##[", "##\\u005b");
    if !text.contains(is_unsafe) {
        return text;
    }
    let mut safe = String::with_capacity(text.len());
    let mut units = [0; 2];
    for c in text.chars() {
        if is_unsafe(c) {
            for unit in c.encode_utf16(&mut units) {
                _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(c);
        }
    }
    safe
}

/// Whether a character changes how the text around it reads, so that documentation has `U+FFFD` in its place. Characters of no width
/// that words need stay: joiners of Persian, Hindi and emoji.
pub(crate) fn is_deceptive(c: char) -> bool {
    is_unsafe(c)
        && !matches!(c, '\n' | '\t' | '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_escapes() {
        let text = "a\u{202e}\n\u{7f}b";
        assert_eq!(plain(text), "a   b");
        assert_eq!(comment(text), "ab");
        assert_eq!(json(&text.into()), "\"a\\u202e\\n\\u007fb\"");
        assert_eq!(json(&"\u{e0041}".into()), "\"\\udb40\\udc41\"");
    }

    #[test]
    fn a_comment_does_not_end_early() {
        for text in ["-->", "--!>", "--\u{202e}>", "--\n>", "---->", "--\u{7f}!>"] {
            let comment = comment(text);
            assert!(
                !comment.contains("-->") && !comment.contains("--!>"),
                "{comment}"
            );
        }
        assert_eq!(comment("a -- b -> c"), "a -- b -> c");
    }

    #[test]
    fn a_cell_ends_neither_early_nor_late() {
        assert_eq!(cell_span("a|b"), "`a\\|b`");
        assert_eq!(cell_span("a\\|b||"), "`a\\u{7c}b\\|\\|`");
        assert_eq!(cell_span("`|"), "`` `\\| ``");
        assert_eq!(cell_span(""), "");
    }

    #[test]
    fn yaml_reads_back() {
        let text = "\u{7f}\u{9b}\u{202e}\u{e0041}\u{1b}é\"\\\r\n##[x]: # ";
        assert!(!yaml(text).contains(['\n', '\u{7f}', '\u{e0041}']));
        assert_eq!(
            serde_yaml::from_str(&yaml(text)).ok(),
            Some(text.to_owned())
        );
    }

    #[test]
    fn json_reads_back() {
        let text = "\u{7f}\u{9b}\u{202e}\u{e0041}\u{1b}é##[a]";
        assert!(!json(&text.into()).contains("##["));
        let read = serde_json::from_str::<Value>(&json(&text.into()));
        assert_eq!(read.ok(), Some(Value::from(text)));
    }
}
