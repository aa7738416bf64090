//! The headings and cells of tables with `|`, before rows are told apart.

use super::PageCell;
use super::line::{PageLine, separator};
use super::markdown::plain;
use crate::facts::profile::{PageColumn, Profile};
use crate::facts::text::TextLine;

/// The most lines of headings, and the most columns.
pub(super) const WIDEST: usize = 32;

/// Reads headings and cells of the lines of a page.
pub(super) struct PieceReader<'p> {
    pub(super) lines: &'p [PageLine],
    pub(super) is_markdown: bool,
    pub(super) profile: &'p Profile,
}

/// The headings of a table.
pub(super) struct PipedHeadings {
    pub(super) texts: Vec<String>,
    /// The line behind them.
    pub(super) next: usize,
    /// Rows start with `|`.
    pub(super) is_leading: bool,
}

impl<'p> PieceReader<'p> {
    pub(super) fn line(&self, at: usize) -> Option<&'p PageLine> {
        self.lines.get(at)
    }

    /// The headings that start at a line: cells in front of a separator, or cells that are known headings.
    pub(super) fn headings(&self, start: usize) -> Option<PipedHeadings> {
        let first = self.line(start).filter(|line| line.is_piped())?;
        let is_leading = first.raw.starts_with('|');
        let mut texts: Vec<String> = Vec::new();
        let mut next = start;
        while let Some(line) = self.line(next).filter(|line| line.is_piped()) {
            if let Some(columns) = separator(&line.raw) {
                let fits = columns == texts.len() && !texts.is_empty();
                return fits.then_some(PipedHeadings {
                    texts,
                    next: next + 1,
                    is_leading,
                });
            }
            if next - start > WIDEST || texts.len() > WIDEST {
                break;
            }
            texts.extend(self.cells(line).into_iter().map(|cell| cell.text()));
            next += 1;
        }
        self.known_headings(start, is_leading)
    }

    /// The headings at a line, if there is no separator: at least two cells that are known, each once.
    fn known_headings(&self, start: usize, is_leading: bool) -> Option<PipedHeadings> {
        let mut texts: Vec<String> = Vec::new();
        let mut next = start;
        while let Some(line) = self.line(next).filter(|line| line.is_piped()) {
            let mut more = texts.clone();
            more.extend(self.cells(line).into_iter().map(|cell| cell.text()));
            if more.len() > WIDEST || !self.are_known(&more) {
                break;
            }
            texts = more;
            next += 1;
        }
        let first = texts.first().and_then(|text| self.profile.column(text));
        let starts = [
            PageColumn::Name,
            PageColumn::Action,
            PageColumn::Status,
            PageColumn::Value,
        ];
        let is_table = texts.len() >= 2 && first.is_some_and(|first| starts.contains(&first));
        is_table.then_some(PipedHeadings {
            texts,
            next,
            is_leading,
        })
    }

    /// Whether all texts are headings of different columns.
    fn are_known(&self, texts: &[String]) -> bool {
        texts.iter().enumerate().all(|(at, text)| {
            let column = self.profile.column(text);
            let before = texts.get(..at).unwrap_or_default();
            column.is_some()
                && !before.iter().any(|other| {
                    other == text
                        || (self.profile.column(other) == column
                            && column != Some(PageColumn::Other))
                })
        })
    }

    /// The cells that a line has by itself.
    pub(super) fn cells(&self, line: &PageLine) -> Vec<PageCell> {
        let pieces = line.pieces.as_slice();
        let pieces = match pieces {
            [first, rest @ ..] if first.is_empty() => rest,
            all => all,
        };
        let pieces = match pieces {
            [rest @ .., last] if last.is_empty() => rest,
            all => all,
        };
        let cells = pieces.iter().map(|piece| {
            let mut cell = PageCell {
                line: line.plain.line,
                ..PageCell::default()
            };
            self.add(&mut cell, piece, line.plain.line);
            cell
        });
        cells.collect()
    }

    /// Adds a piece of a line to a cell.
    pub(super) fn add(&self, cell: &mut PageCell, piece: &str, line: usize) {
        let piece = piece.replace("\\|", "|");
        let lines = if self.is_markdown || piece.contains("<br") {
            plain(&piece)
        } else {
            vec![unescaped(&piece)]
        };
        let lines = lines.iter().map(|text| TextLine::new(text, line));
        let before = cell.lines.len();
        cell.lines
            .extend(lines.filter(|line| !line.text.is_empty()));
        if before == 0 && !cell.lines.is_empty() {
            cell.line = line;
        }
    }
}

/// Text without the backslashes in front of punctuation.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let escapes = character == '\\'
            && characters
                .peek()
                .is_some_and(|next| "_*[]~<>`#".contains(*next));
        if !escapes {
            plain.push(character);
        }
    }
    plain
}
