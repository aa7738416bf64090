//! Words into lines of a given width, none of which starts a block by accident.
//!
//! A line break can turn text into syntax: in `five or\n- six`, `- six` is a list item. Such a line
//! takes a word of the line before it, or else starts with a backslash.

use std::borrow::Cow;

use memchr::memchr2_iter;

/// A space that must not become a line break.
pub(super) const GLUE: char = '\u{0}';
/// A hard line break.
pub(super) const BREAK: char = '\u{1}';

/// A paragraph of inline CommonMark in lines: the first starts with `first`, the others with
/// `rest`.
pub(super) fn paragraph(text: &str, first: &str, rest: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, part) in text.split(BREAK).enumerate() {
        if let Some(last) = lines.last_mut().filter(|_| index > 0) {
            *last += "\\";
        }
        fill(part, &mut lines, first, rest, width);
    }
    lines
}

/// Fills lines with the words of a text. A word that is wider than a line has a line of its own.
fn fill(text: &str, lines: &mut Vec<String>, first: &str, rest: &str, width: usize) {
    let (mut line, mut filled) = (String::with_capacity(width.min(text.len())), 0);
    for word in words(text) {
        let prefix = if lines.is_empty() { first } else { rest };
        let more = characters(word);
        if !line.is_empty() && characters(prefix) + filled + 1 + more > width {
            let carried = carried(&line, word).map(|at| line.split_off(at));
            push(lines, first, rest, line.trim_end());
            line.clear();
            line.push_str(carried.as_deref().unwrap_or_default());
            filled = characters(&line);
        }
        if !line.is_empty() {
            line.push(' ');
            filled += 1;
        }
        line.push_str(word);
        filled += more;
    }
    if !line.is_empty() {
        push(lines, first, rest, &line);
    }
}

/// The words between spaces and line ends.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let ends = memchr2_iter(b' ', b'\n', text.as_bytes());
    let mut from = 0;
    let words = ends.chain([text.len()]).filter_map(move |end| {
        let word = text.get(from..end);
        from = end + 1;
        word
    });
    words.filter(|word| !word.is_empty())
}

/// How many characters a text has.
fn characters(text: &str) -> usize {
    match text.is_ascii() {
        true => text.len(),
        false => text.chars().count(),
    }
}

/// Where the end of a line starts that goes to the next line, because that cannot start with `word`.
fn carried(line: &str, word: &str) -> Option<usize> {
    let at = line.rfind(' ')? + 1;
    let last = line.get(at..)?;
    let is_mark = |word: &str| guarded(word) != word;
    (is_mark(word) && !is_mark(last)).then_some(at)
}

/// Ends a line.
fn push(lines: &mut Vec<String>, first: &str, rest: &str, line: &str) {
    let prefix = if lines.is_empty() { first } else { rest };
    let line = match line.contains(GLUE) {
        true => Cow::Owned(line.replace(GLUE, " ")),
        false => Cow::Borrowed(line),
    };
    lines.push([prefix, &guarded(&line)].concat());
}

/// Escapes what would make the line a heading, a list item, a quote, an underline or a table's
/// rule.
fn guarded(line: &str) -> Cow<'_, str> {
    let is_rule = line
        .chars()
        .all(|c| matches!(c, '-' | '=' | ':' | '|' | '+' | ' '));
    let word = line.split(' ').next().unwrap_or_default();
    let is_mark =
        matches!(word, "-" | "+") || word.chars().all(|c| c == '#') || word.starts_with('>');
    if is_rule || is_mark {
        return Cow::Owned(format!("\\{line}"));
    }
    let digits = word.trim_end_matches(['.', ')']);
    if digits.len() + 1 == word.len()
        && !digits.is_empty()
        && digits.chars().all(|c| c.is_ascii_digit())
    {
        let mark = word.get(digits.len()..).unwrap_or_default();
        return Cow::Owned(line.replacen(word, &format!("{digits}\\{mark}"), 1));
    }
    Cow::Borrowed(line)
}
