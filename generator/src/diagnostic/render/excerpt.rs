//! A span of a text -> the one line to show of it, short and safe to print, with what to underline.

use std::ops::Range;

use crate::escape::is_unsafe;
use crate::source::{LineIndex, Position, Span};

use super::spans::Located;

/// How many characters of a line are shown at most.
pub(super) const WIDTH: usize = 160;

/// How many characters before the underlined text are shown of a line that is cut.
const BEFORE: usize = 40;

/// One line of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The line or a part of it; characters that a terminal might act on are replaced by `\u{fffd}`.
    pub text: String,
    /// The bytes of `text` to underline; at least one character wherever there is one.
    pub marked: Range<usize>,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1, in the whole line.
    pub column: usize,
}

/// Whether two places stand on one line that is shown whole.
pub(super) fn share_line(one: &Located<'_>, other: &Located<'_>) -> bool {
    let line = one.lines.line(one.span.start);
    std::ptr::eq(one.file, other.file)
        && line == other.lines.line(other.span.start)
        && one.lines.line_span(line).len() <= WIDTH
}

impl Excerpt {
    /// The first line of the span.
    pub(super) fn of(text: &str, lines: &LineIndex<'_>, span: Span) -> Self {
        let position = lines.position(span.start);
        let whole = lines.line_span(position.line);
        let start = span.start.clamp(whole.start, whole.end);
        let before = text.get(whole.start..start).unwrap_or_default();
        let rest = text.get(start..whole.end).unwrap_or_default();
        let marked = text
            .get(start..span.end.clamp(start, whole.end))
            .unwrap_or_default()
            .trim_end();
        let long = whole.len() > WIDTH;
        let from = if long { last(before, BEFORE) } else { before };
        let to = if long {
            first(rest, WIDTH - BEFORE)
        } else {
            rest
        };

        let Position { line, column } = position;
        let mut excerpt = Self {
            text: String::new(),
            marked: 0..0,
            line,
            column,
        };
        excerpt.push(if from.len() < before.len() { "…" } else { "" });
        excerpt.push(from);
        excerpt.marked.start = excerpt.text.len();
        let length = marked
            .len()
            .max(to.chars().next().map_or(0, char::len_utf8))
            .min(to.len());
        let (inside, after) = to.split_at_checked(length).unwrap_or((to, ""));
        excerpt.push(inside);
        excerpt.marked.end = excerpt.text.len();
        excerpt.push(after);
        excerpt.push(if to.len() < rest.len() { "…" } else { "" });
        excerpt
    }

    /// The column in characters, from 1, in what is shown.
    pub(super) fn shown_column(&self) -> usize {
        self.text
            .get(..self.marked.start)
            .map_or(0, |before| before.chars().count())
            + 1
    }

    /// Adds text as it may be printed.
    fn push(&mut self, text: &str) {
        self.text
            .extend(text.chars().map(|character| match character {
                '\t' => ' ',
                other if is_unsafe(other) => '\u{fffd}',
                safe => safe,
            }));
    }
}

/// The first so many characters.
fn first(text: &str, count: usize) -> &str {
    let end = text
        .char_indices()
        .nth(count)
        .map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

/// The last so many characters.
fn last(text: &str, count: usize) -> &str {
    let start = text
        .char_indices()
        .rev()
        .take(count)
        .last()
        .map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

#[allow(clippy::indexing_slicing, reason = "tests may fail loudly")]
#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str, span: Span) -> (String, String) {
        let excerpt = Excerpt::of(text, &LineIndex::new(text), span);
        (
            excerpt.text[excerpt.marked.clone()].to_owned(),
            excerpt.text,
        )
    }

    #[test]
    fn only_the_first_line_is_shown() {
        assert_eq!(
            excerpt("a: |\n  b\n  c\n", 3..9),
            ("|".to_owned(), "a: |".to_owned())
        );
    }

    #[test]
    fn control_characters_are_replaced() {
        assert_eq!(
            excerpt("é: \u{1b}[2J", 4..8),
            ("\u{fffd}[2J".to_owned(), "é: \u{fffd}[2J".to_owned())
        );
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let text = format!("{}HERE{}", "x".repeat(5_000), "y".repeat(5_000));
        let (marked, shown) = excerpt(&text, 5_000..5_004);
        assert_eq!(marked, "HERE");
        assert_eq!(shown.chars().count(), WIDTH + 2);
        let (marked, _) = excerpt(&text, 0..10_000);
        assert_eq!(marked.chars().count(), WIDTH - BEFORE);
    }

    #[test]
    fn an_empty_span_marks_what_follows() {
        assert_eq!(excerpt("ab", 1..1).0, "b");
        assert_eq!(excerpt("ab", 2..2).0, "");
        assert_eq!(excerpt("", 0..0).0, "");
    }
}
