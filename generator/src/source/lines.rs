//! Byte offsets -> lines and columns.
//!
//! Lines end at LF, CR LF or a lone CR ([YAML 1.2.2 section 5.4](https://yaml.org/spec/1.2.2/#54-line-break-characters)). Columns count characters, from 1.

use memchr::memchr2_iter;

use super::Span;

/// A line and a column, both counted from 1; the column counts characters, not bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// Where each line of a text starts.
#[derive(Debug)]
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// How many characters start before each block of [`BLOCK`] bytes: a document may be one line of many megabytes.
    before: Vec<usize>,
}

/// The bytes whose characters are counted anew for each position.
const BLOCK: usize = 4096;

impl<'t> LineIndex<'t> {
    /// Reads the text once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr2_iter(b'\n', b'\r', bytes) {
            if bytes.get(at..at + 2) != Some(b"\r\n") {
                starts.push(at + 1);
            }
        }
        let mut count = 0;
        let blocks = bytes.chunks(BLOCK).map(|block| {
            count += characters(block);
            count
        });
        let before = std::iter::once(0).chain(blocks).collect();
        Self {
            text,
            starts,
            before,
        }
    }

    /// The line and column of a byte; an offset past the end is the end.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = floor_boundary(self.text, offset);
        let line = self.line(offset);
        let start = self
            .starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(0);
        Position {
            line,
            column: self.characters_before(offset) - self.characters_before(start) + 1,
        }
    }

    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        let rest = self.text.as_bytes().get(block * BLOCK..offset);
        self.before.get(block).copied().unwrap_or(0) + rest.map_or(0, characters)
    }

    /// The line of a byte, from 1; cheaper than its [`Position`].
    #[must_use]
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset)
    }

    /// The bytes of a line (from 1) without its end; empty for a line that the text lacks.
    #[must_use]
    pub fn line_span(&self, line: usize) -> Span {
        let Some(&start) = line.checked_sub(1).and_then(|line| self.starts.get(line)) else {
            return self.text.len()..self.text.len();
        };
        let end = self.starts.get(line).copied().unwrap_or(self.text.len());
        let kept = self
            .text
            .get(start..end)
            .unwrap_or_default()
            .trim_end_matches(['\n', '\r'])
            .len();
        start..start + kept
    }

    /// The byte at a line (from 1) and a count of characters from its start; clamped to the line.
    #[must_use]
    pub fn offset(&self, line: usize, characters: usize) -> usize {
        let span = self.line_span(line);
        let text = self.text.get(span.clone()).unwrap_or_default();
        text.char_indices()
            .nth(characters)
            .map_or(span.end, |(at, _)| span.start + at)
    }
}

/// How many characters start in these bytes: those that do not continue one.
fn characters(bytes: &[u8]) -> usize {
    if bytes.is_ascii() {
        return bytes.len();
    }
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// The start of the character that contains this byte.
pub(crate) fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, LineIndex, Position};

    #[test]
    fn lines_end_at_lf_crlf_and_cr() {
        let index = LineIndex::new("a\nb\r\nc\rdé€x");
        assert_eq!(index.position(2), Position { line: 2, column: 1 });
        assert_eq!(index.position(5), Position { line: 3, column: 1 });
        assert_eq!(index.position(7), Position { line: 4, column: 1 });
        assert_eq!(index.position(13), Position { line: 4, column: 4 });
        assert_eq!(index.line_span(2), 2..3);
        assert_eq!(index.offset(4, 3), 13);
    }

    #[test]
    fn columns_of_a_long_line_count_its_characters() {
        let text = "aé€".repeat(BLOCK);
        let index = LineIndex::new(&text);
        for (character, (offset, _)) in text.char_indices().enumerate().step_by(97) {
            assert_eq!(index.position(offset).column, character + 1);
        }
        let end = index.position(text.len());
        assert_eq!(end.column, 3 * BLOCK + 1);
    }

    #[test]
    fn an_offset_past_the_end_is_the_end() {
        let index = LineIndex::new("ab");
        assert_eq!(index.position(99), Position { line: 1, column: 3 });
        assert_eq!(index.line_span(7), 2..2);
    }
}
