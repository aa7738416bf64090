//! Tables whose cells end with `|`: rows on one line, a cell per line, or anything between, because copies break lines anywhere.
//!
//! ```text
//! | limit | No | Integer |        |                limit | No |
//!                                 limit |          Integer
//!                                 No |             |
//!                                 Integer |
//! ```
//!
//! A row is as many cells as there are headings. If rows start with `|`, that must be where the next row starts; if it is not, the
//! row is reported, and reading continues at the next `|`.

use super::markdown::plain;
use super::text::{PageLine, ends_tables};
use super::{BrokenTable, PageCell, PageRow, PageTable};
use crate::facts::profile::{PageColumn, Profile};
use crate::facts::text::TextLine;

/// The most lines of headings, and the most columns.
const WIDEST: usize = 32;

/// Reads the tables of a page.
pub(super) struct PipedReader<'p> {
    lines: &'p [PageLine],
    is_markdown: bool,
    profile: &'p Profile,
}

/// The headings of a table.
struct PipedHeadings {
    texts: Vec<String>,
    /// The line behind them.
    next: usize,
    /// Rows start with `|`.
    is_leading: bool,
}

/// A place between cells.
#[derive(Clone, Copy)]
struct CellPlace {
    line: usize,
    piece: usize,
}

/// Why a row cannot be read.
enum RowEnd {
    /// A separator: the headings of the next table were read as cells.
    Separator(usize),
    /// The end of the table.
    End(usize),
}

impl<'p> PipedReader<'p> {
    pub(super) fn new(lines: &'p [PageLine], is_markdown: bool, profile: &'p Profile) -> Self {
        Self {
            lines,
            is_markdown,
            profile,
        }
    }

    /// The table whose headings start at a line, and the line behind it.
    pub(super) fn table(&self, start: usize) -> Option<(PageTable, usize)> {
        let headings = self.headings(start)?;
        let mut table = PageTable {
            line: self.lines.get(start)?.plain.line,
            columns: headings
                .texts
                .iter()
                .map(|text| (text.clone(), self.profile.column(text)))
                .collect(),
            ..PageTable::default()
        };
        let mut at = headings.next;
        while self.continues(at, &headings) {
            match self.row(at, &headings) {
                Ok((row, next)) => {
                    table.rows.extend(row);
                    at = next;
                }
                Err((reason, next)) => {
                    table.broken.extend(self.lines.get(at).map(|line| BrokenTable {
                        line: line.plain.line,
                        reason,
                    }));
                    at = next.max(at + 1);
                }
            }
        }
        forget_lone_ends(&mut table);
        Some((table, at))
    }

    fn line(&self, at: usize) -> Option<&'p PageLine> {
        self.lines.get(at)
    }

    /// Whether a line continues the table.
    fn continues(&self, at: usize, headings: &PipedHeadings) -> bool {
        let Some(line) = self.line(at) else {
            return false;
        };
        let is_cell = if headings.is_leading {
            line.raw.starts_with('|')
        } else {
            line.is_piped() || self.line(at + 1).is_some_and(PageLine::is_lone_pipe)
        };
        is_cell && !ends_tables(line, self.profile) && self.headings(at).is_none()
    }

    /// The headings that start at a line: cells in front of a separator, or cells that are known headings.
    fn headings(&self, start: usize) -> Option<PipedHeadings> {
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
                        || (self.profile.column(other) == column && column != Some(PageColumn::Other))
                })
        })
    }

    /// The cells that a line has by itself.
    fn cells(&self, line: &PageLine) -> Vec<PageCell> {
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
    fn add(&self, cell: &mut PageCell, piece: &str, line: usize) {
        let piece = piece.replace("\\|", "|");
        let lines = if self.is_markdown || piece.contains("<br") {
            plain(&piece)
        } else {
            vec![unescaped(&piece)]
        };
        let lines = lines.iter().map(|text| TextLine::new(text, line));
        let before = cell.lines.len();
        cell.lines.extend(lines.filter(|line| !line.text.is_empty()));
        if before == 0 && !cell.lines.is_empty() {
            cell.line = line;
        }
    }

    /// The row at a line, and the line behind it; or why it cannot be read, and where to go on.
    fn row(
        &self,
        start: usize,
        headings: &PipedHeadings,
    ) -> Result<(Option<PageRow>, usize), (String, usize)> {
        let width = headings.texts.len();
        let Some(line) = self.line(start) else {
            return Ok((None, start + 1));
        };
        if line.is_lone_pipe() && self.line(start + 1).is_none_or(|next| !self.may_be_cell(next)) {
            return Ok((None, start + 1));
        }
        let own = self.cells(line);
        if own.len() == width {
            let cells = own.into_iter().map(Some).collect();
            let row = PageRow {
                line: line.plain.line,
                cells,
            };
            return Ok((Some(row), start + 1));
        }
        if headings.is_leading && !own.is_empty() && line.raw.ends_with('|') {
            let reason = format!("this row has {} cells, and the table has {width} columns", own.len());
            return Err((reason, start + 1));
        }
        let mut place = CellPlace { line: start, piece: 0 };
        while self.line(place.line).is_some_and(PageLine::is_lone_pipe) {
            place.line += 1;
        }
        let first = self.line(place.line).map_or(0, |line| line.plain.line);
        let mut cells = Vec::new();
        while cells.len() < width {
            match self.cell(&mut place) {
                Ok(cell) => cells.push(Some(cell)),
                Err(RowEnd::Separator(at)) => {
                    let next = self.before_separator(at);
                    return Err((format!("this row has less than {width} cells"), next));
                }
                Err(RowEnd::End(at)) => {
                    return Err((format!("this row has less than {width} cells"), at));
                }
            }
        }
        let is_aligned = place.piece == 0
            && self.line(place.line).is_none_or(|next| {
                !headings.is_leading || !next.is_piped() || next.raw.starts_with('|')
            });
        if is_aligned {
            return Ok((Some(PageRow { line: first, cells }), place.line));
        }
        let next = (start + 2..start + 2 + WIDEST)
            .find(|at| self.line(*at).is_some_and(PageLine::is_lone_pipe));
        let reason = format!("the cells of this row cannot be told apart: the table has {width} columns");
        Err((reason, next.unwrap_or(place.line)))
    }

    /// Whether a line can be in a row.
    fn may_be_cell(&self, line: &PageLine) -> bool {
        separator(&line.raw).is_none() && !ends_tables(line, self.profile)
    }

    /// The cell at a place, which moves behind it.
    fn cell(&self, place: &mut CellPlace) -> Result<PageCell, RowEnd> {
        let mut cell = PageCell::default();
        loop {
            let Some(line) = self.line(place.line) else {
                return Err(RowEnd::End(place.line));
            };
            if place.piece == 0 && !self.may_be_cell(line) {
                return Err(if separator(&line.raw).is_some() {
                    RowEnd::Separator(place.line)
                } else {
                    RowEnd::End(place.line)
                });
            }
            let piece = line.pieces.get(place.piece).map_or("", String::as_str);
            let is_last = place.piece + 1 >= line.pieces.len();
            if cell.line == 0 {
                cell.line = line.plain.line;
            }
            cell.has_lost_list = !is_last && piece.is_empty() && !cell.lines.is_empty();
            self.add(&mut cell, piece, line.plain.line);
            place.piece += 1;
            let rest = line.pieces.get(place.piece..).unwrap_or_default();
            if rest.iter().all(String::is_empty) && rest.len() <= 1 {
                *place = CellPlace {
                    line: place.line + 1,
                    piece: 0,
                };
            }
            if !is_last {
                return Ok(cell);
            }
        }
    }

    /// The line where the headings of a separator start.
    fn before_separator(&self, separator_at: usize) -> usize {
        let width = self
            .line(separator_at)
            .and_then(|line| separator(&line.raw))
            .unwrap_or(0);
        let mut at = separator_at;
        let mut found = 0;
        while found < width && at > 0 {
            at -= 1;
            found += self.line(at).map_or(0, |line| self.cells(line).len());
        }
        let is_lone = |at: usize| self.line(at).is_some_and(PageLine::is_lone_pipe);
        if at > 0 && is_lone(at - 1) { at - 1 } else { at }
    }
}

/// The columns of a separator such as `|---|:--|`; `None` for other lines.
pub(super) fn separator(raw: &str) -> Option<usize> {
    let is_separator = raw.contains("--") && raw.contains('|')
        && raw.chars().all(|c| "|-: ".contains(c));
    is_separator.then(|| raw.split('|').filter(|part| part.contains('-')).count())
}

/// Text without the backslashes in front of punctuation.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let escapes = character == '\\' && characters.peek().is_some_and(|next| "_*[]~<>`#".contains(*next));
        if !escapes {
            plain.push(character);
        }
    }
    plain
}

/// An end on a line of its own says nothing if most cells of a table end so.
fn forget_lone_ends(table: &mut PageTable) {
    let cells = || table.rows.iter().flat_map(|row| row.cells.iter().flatten());
    let lone = cells().filter(|cell| cell.has_lost_list).count();
    let filled = cells().filter(|cell| !cell.lines.is_empty()).count();
    if lone * 2 >= filled {
        let cells = table.rows.iter_mut().flat_map(|row| row.cells.iter_mut().flatten());
        cells.for_each(|cell| cell.has_lost_list = false);
    }
}
