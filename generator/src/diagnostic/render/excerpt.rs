//! A span of a text -> the one line to show of it, short and safe to print, with what to underline.

use std::ops::Range;

use crate::diagnostic::show::is_unsafe;
use crate::source::{LineIndex, Span};

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

impl Excerpt {
    /// The first line of the span.
    pub(super) fn of(text: &str, lines: &LineIndex<'_>, span: Span) -> Self {
        let position = lines.position(span.start);
        let line = lines.line_span(position.line);
        let whole = text.get(line.clone()).unwrap_or_default();
        let start = position.column - 1;
        let length = text
            .get(span.start..span.end.min(line.end))
            .map_or(0, |marked| marked.trim_end().chars().count());
        let characters = whole.chars().count();
        let from = if characters > WIDTH {
            start.saturating_sub(BEFORE)
        } else {
            0
        };
        let marked = start
            ..(start + length.max(1))
                .min(characters.max(start))
                .min(from + WIDTH);
        let mut excerpt = Self {
            text: String::new(),
            marked: 0..0,
            line: position.line,
            column: position.column,
        };
        excerpt.fill(whole, from, marked);
        if from > 0 {
            excerpt.text.insert(0, '…');
            let shift = '…'.len_utf8();
            excerpt.marked = excerpt.marked.start + shift..excerpt.marked.end + shift;
        }
        if characters > from + WIDTH {
            excerpt.text.push('…');
        }
        excerpt
    }

    /// Copies at most [`WIDTH`] characters and turns the marked characters into marked bytes.
    fn fill(&mut self, line: &str, from: usize, marked: Range<usize>) {
        for (index, character) in line.chars().enumerate().skip(from).take(WIDTH) {
            if index == marked.start {
                self.marked.start = self.text.len();
            }
            self.text.push(if is_unsafe(character) {
                '\u{fffd}'
            } else {
                character
            });
            if index < marked.end {
                self.marked.end = self.text.len();
            }
        }
        if marked.start >= marked.end {
            self.marked = self.text.len()..self.text.len();
        }
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "tests may fail loudly")]
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
        assert_eq!(marked.chars().count(), WIDTH);
    }

    #[test]
    fn an_empty_span_marks_what_follows() {
        assert_eq!(excerpt("ab", 1..1).0, "b");
        assert_eq!(excerpt("ab", 2..2).0, "");
        assert_eq!(excerpt("", 0..0).0, "");
    }
}
