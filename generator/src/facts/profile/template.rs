//! Phrases with placeholders, such as `Status code: {status}`: how a profile says what a page prints.
//!
//! White space is free, so that `Table 1 Tag`, `Table 1Tag` and `表1Tag` are one phrase; case is free as well, and a colon can have
//! spaces on both sides. `{}` is the value: a word inside the phrase, or the rest of the text at its end.

use regex::{Captures, Regex, RegexBuilder};

/// Bytes that a compiled phrase can use.
const SIZE: usize = 1 << 20;

/// A phrase that texts are compared with.
#[derive(Debug)]
pub(crate) struct Phrase {
    regex: Regex,
}

/// Where a phrase can be in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// It is the whole text.
    Whole,
    /// The text starts with it.
    Start,
    /// It starts a word or a clause.
    Word,
}

impl Phrase {
    /// Compiles a phrase.
    ///
    /// # Errors
    /// Why the phrase is not one, for the author of the profile.
    pub(super) fn new(text: &str, anchor: Anchor) -> Result<Self, String> {
        let start = match anchor {
            Anchor::Whole => r"^\s*",
            Anchor::Start => r"^\W*",
            Anchor::Word => r#"(?:^|[\s。;,("“])"#,
        };
        let end = if anchor == Anchor::Whole { r"\s*$" } else { "" };
        let pattern = format!("{start}{}{end}", body(text)?);
        RegexBuilder::new(&pattern)
            .case_insensitive(true)
            .size_limit(SIZE)
            .build()
            .map(|regex| Self { regex })
            .map_err(|_| format!("`{text}` is not a phrase"))
    }

    /// The placeholders, if the text has the phrase.
    pub(crate) fn find<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.regex.captures(text)
    }

    /// A placeholder, if the text has the phrase.
    pub(crate) fn value<'t>(&self, text: &'t str, placeholder: &str) -> Option<&'t str> {
        let found = self.find(text)?;
        found.name(placeholder).map(|value| value.as_str().trim())
    }
}

/// The pattern of the literal parts and placeholders.
fn body(text: &str) -> Result<String, String> {
    let mut pattern = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (before, after) = rest.split_at(open);
        let (name, tail) = after
            .strip_prefix('{')
            .and_then(|after| after.split_once('}'))
            .ok_or_else(|| format!("`{text}`: a `{{` has no `}}`"))?;
        pattern.push_str(&literal(before));
        let placeholder = placeholder(name, tail.is_empty())
            .ok_or_else(|| format!("`{text}`: there is no placeholder `{{{name}}}`"))?;
        pattern.push_str(placeholder);
        rest = tail;
    }
    pattern.push_str(&literal(rest));
    Ok(pattern)
}

/// The pattern of a placeholder.
fn placeholder(name: &str, is_last: bool) -> Option<&'static str> {
    let pattern = match name {
        "" if is_last => r"\s*:?\s*(?<value>.*)",
        "" => r"(?<value>\S+?)",
        "n" => r"[0-9]+(?:[-.][0-9]+)*\s*[.:]?",
        "caption" => r"(?<caption>.+?)",
        "title" => r"(?<title>.+?)",
        "group" => r"(?<group>[A-Za-z][A-Za-z0-9 ]*?)",
        "operation" => r"(?<operation>[A-Za-z][A-Za-z0-9_]*)",
        "date" => r"(?<date>[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2})",
        "method" => r"(?<method>GET|PUT|POST|DELETE|PATCH|HEAD|OPTIONS|TRACE)\b",
        "url" => r"(?<url>(?:https?://|/)\S*)",
        "status" => r"(?<status>[1-5](?:[0-9]{2}|XX)|default)\b",
        "min" => r"(?<min>-?[0-9]+(?:\.[0-9]+)?)",
        "max" => r"(?<max>-?[0-9]+(?:\.[0-9]+)?)",
        _ => return None,
    };
    Some(pattern)
}

/// Text as a pattern in which white space is free.
fn literal(text: &str) -> String {
    let spaced = text.replace(" - ", "\u{0}");
    let mut pattern = String::new();
    let mut characters = spaced.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\u{0}' => pattern.push_str(r"\s+[-–—]\s+"),
            ':' => pattern.push_str(r"\s*:\s*"),
            space if space.is_whitespace() => {
                if characters.peek() != Some(&':') {
                    pattern.push_str(r"\s*");
                }
            }
            other => pattern.push_str(&regex::escape(other.encode_utf8(&mut [0; 4]))),
        }
    }
    pattern
}
