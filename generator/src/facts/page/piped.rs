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

use super::line::{PageLine, ends_tables, separator};
use super::pieces::{PieceReader, PipedHeadings, WIDEST};
use super::{BrokenTable, PageCell, PageRow, PageTable};
use crate::facts::profile::Profile;

/// Reads the tables of a page.
pub(super) struct PipedReader<'p> {
    pieces: PieceReader<'p>,
    profile: &'p Profile,
}

/// A place between cells.
#[derive(Clone, Copy)]
struct CellPlace {
    line: usize,
    piece: usize,
}

/// A row and the line behind it; or why it cannot be read, and where to go on.
type RowResult = Result<(Option<PageRow>, usize), (String, usize)>;

/// Why a row cannot be read.
enum RowEnd {
    /// A separator: the headings of the next table were read as cells.
    Separator(usize),
    /// The end of the table.
    End(usize),
}

impl<'p> PipedReader<'p> {
    pub(super) fn new(lines: &'p [PageLine], is_markdown: bool, profile: &'p Profile) -> Self {
        let pieces = PieceReader {
            lines,
            is_markdown,
            profile,
        };
        Self { pieces, profile }
    }

    /// The table whose headings start at a line, and the line behind it.
    pub(super) fn table(&self, start: usize) -> Option<(PageTable, usize)> {
        let headings = self.pieces.headings(start)?;
        let mut table = PageTable {
            line: self.line(start)?.plain.line,
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
                    table.broken.extend(self.line(at).map(|line| BrokenTable {
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
        self.pieces.line(at)
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
        is_cell && !ends_tables(line, self.profile) && self.pieces.headings(at).is_none()
    }

    /// The row at a line, and the line behind it; or why it cannot be read, and where to go on.
    fn row(&self, start: usize, headings: &PipedHeadings) -> RowResult {
        let width = headings.texts.len();
        let Some(line) = self.line(start) else {
            return Ok((None, start + 1));
        };
        if line.is_lone_pipe()
            && self
                .line(start + 1)
                .is_none_or(|next| !self.may_be_cell(next))
        {
            return Ok((None, start + 1));
        }
        let own = self.pieces.cells(line);
        if own.len() == width {
            let cells = own.into_iter().map(Some).collect();
            let row = PageRow {
                line: line.plain.line,
                cells,
            };
            return Ok((Some(row), start + 1));
        }
        if headings.is_leading && !own.is_empty() && line.raw.ends_with('|') {
            let reason = format!(
                "this row has {} cells, and the table has {width} columns",
                own.len()
            );
            return Err((reason, start + 1));
        }
        self.stream(start, headings)
    }

    /// The row whose cells start at a line, wherever lines end.
    fn stream(&self, start: usize, headings: &PipedHeadings) -> RowResult {
        let width = headings.texts.len();
        let mut place = CellPlace {
            line: start,
            piece: 0,
        };
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
        let reason =
            format!("the cells of this row cannot be told apart: the table has {width} columns");
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
            self.pieces.add(&mut cell, piece, line.plain.line);
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
            found += self
                .line(at)
                .map_or(0, |line| self.pieces.cells(line).len());
        }
        let is_lone = |at: usize| self.line(at).is_some_and(PageLine::is_lone_pipe);
        if at > 0 && is_lone(at - 1) {
            at - 1
        } else {
            at
        }
    }
}

/// An end on a line of its own says nothing if most cells of a table end so.
fn forget_lone_ends(table: &mut PageTable) {
    let cells = || table.rows.iter().flat_map(|row| row.cells.iter().flatten());
    let lone = cells().filter(|cell| cell.has_lost_list).count();
    let filled = cells().filter(|cell| !cell.lines.is_empty()).count();
    if lone * 2 >= filled {
        let cells = table
            .rows
            .iter_mut()
            .flat_map(|row| row.cells.iter_mut().flatten());
        cells.for_each(|cell| cell.has_lost_list = false);
    }
}
