//! Lines of pages: text with its place, in one form whatever the page was written in.

/// One line of a page, or one paragraph of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TextLine {
    /// Folded, on one line, trimmed.
    pub(crate) text: String,
    /// Its number in the page, from 1.
    pub(crate) line: usize,
    /// It is an item of a list.
    pub(crate) is_bullet: bool,
}

impl TextLine {
    /// A line of text. A bullet in front of it becomes a flag.
    pub(crate) fn new(text: &str, line: usize) -> Self {
        let text = fold(text);
        let item = ['•', '●', '▪', '◦', '·']
            .into_iter()
            .find_map(|bullet| text.strip_prefix(bullet))
            .or_else(|| text.strip_prefix("- "))
            .or_else(|| text.strip_prefix("* "));
        Self {
            text: item.unwrap_or(&text).trim().to_owned(),
            line,
            is_bullet: item.is_some(),
        }
    }
}

/// Text with the characters of ASCII for their full-width forms, and with single spaces.
///
/// Chinese pages print `：` and `:` for the same thing, sometimes on one page.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        let character = match character {
            '\u{FF01}'..='\u{FF5E}' => {
                char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
            }
            '\u{200B}' | '\u{FEFF}' => continue,
            control if control.is_control() || control.is_whitespace() => ' ',
            other => other,
        };
        if character != ' ' || !folded.ends_with(' ') {
            folded.push(character);
        }
    }
    folded.trim().to_owned()
}

/// Whether a text can be the name of a parameter or of a field: one word without spaces, `-` and `[items]` included.
pub(crate) fn is_name(text: &str) -> bool {
    if text == "-" {
        return true;
    }
    let first = text
        .trim_start_matches('[')
        .chars()
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || "_$@*".contains(first));
    first
        && text.len() <= 200
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_.-$@[]{}*:/".contains(c))
        && !text.ends_with([':', '.', '/'])
}

/// Whether a text can be the name of a type.
pub(crate) fn is_identifier(text: &str) -> bool {
    text.len() <= 200
        && text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.')
}
