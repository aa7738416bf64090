//! A table of HTML while it is read: rows and cells from tags, with cells that span several rows or columns repeated.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::{PageCell, PageRow, PageTable};
use crate::facts::profile::Profile;
use crate::facts::text::TextLine;

/// The most columns of a table.
const WIDEST: usize = 100;

/// The most rows that a cell spans.
const TALLEST: usize = 100;

/// Bytes that a cell uses beside its text.
const CELL: usize = 64;

/// How many bytes of cells the tables of a page can repeat.
#[derive(Clone)]
pub(super) struct RepeatBudget(Rc<Cell<usize>>);

impl RepeatBudget {
    pub(super) fn new() -> Self {
        Self(Rc::new(Cell::new(8 << 20)))
    }

    /// Whether a cell can be repeated once more.
    fn allows(&self, cell: &PageCell) -> bool {
        let text: usize = cell.lines.iter().map(|line| line.text.len() + CELL).sum();
        let left = self.0.get().checked_sub(text + CELL);
        self.0.set(left.unwrap_or(0));
        left.is_some()
    }
}

/// A table that is not complete.
pub(super) struct TableBuilder {
    table: PageTable,
    caption: Vec<TextLine>,
    in_caption: bool,
    in_head: bool,
    row: Option<RowBuilder>,
    /// Cells that continue in the next rows, by their column.
    spanning: BTreeMap<usize, (usize, PageCell)>,
    budget: RepeatBudget,
}

/// A row that is not complete.
struct RowBuilder {
    line: usize,
    cells: Vec<PageCell>,
    /// The cell that text belongs to.
    open: Option<(PageCell, usize, usize)>,
    is_head: bool,
}

impl TableBuilder {
    pub(super) fn new(line: usize, budget: RepeatBudget) -> Self {
        Self {
            table: PageTable {
                line,
                ..PageTable::default()
            },
            caption: Vec::new(),
            in_caption: false,
            in_head: false,
            row: None,
            spanning: BTreeMap::new(),
            budget,
        }
    }

    /// A tag opens inside the table.
    pub(super) fn open(&mut self, name: &str, line: usize, spans: (usize, usize)) {
        match name {
            "caption" => self.in_caption = true,
            "thead" => self.in_head = true,
            "tbody" | "tfoot" => {
                self.end_row();
                self.in_head = false;
            }
            "tr" => {
                self.end_row();
                self.start_row(line);
            }
            "td" | "th" => {
                self.end_cell();
                if self.row.is_none() {
                    self.start_row(line);
                }
                self.repeat();
                if let Some(row) = &mut self.row {
                    row.is_head &= name == "th" || self.in_head;
                    let cell = PageCell {
                        line,
                        ..PageCell::default()
                    };
                    row.open = Some((cell, spans.0.clamp(1, WIDEST), spans.1.clamp(1, TALLEST)));
                }
            }
            _ => {}
        }
    }

    /// A tag closes inside the table.
    pub(super) fn close(&mut self, name: &str) {
        match name {
            "caption" => self.in_caption = false,
            "thead" => {
                self.end_row();
                self.in_head = false;
            }
            "tbody" | "tfoot" | "tr" => self.end_row(),
            "td" | "th" => self.end_cell(),
            _ => {}
        }
    }

    /// Adds a line to the open cell or the caption; returns it if it belongs to neither.
    pub(super) fn add(&mut self, line: TextLine) -> Option<TextLine> {
        if self.in_caption {
            self.caption.push(line);
            return None;
        }
        match self.row.as_mut().and_then(|row| row.open.as_mut()) {
            Some((cell, _, _)) => {
                if cell.lines.is_empty() {
                    cell.line = line.line;
                }
                cell.lines.push(line);
                None
            }
            None => Some(line),
        }
    }

    fn start_row(&mut self, line: usize) {
        self.row = Some(RowBuilder {
            line,
            cells: Vec::new(),
            open: None,
            is_head: true,
        });
    }

    /// Repeats the cells of rows above in front of the next cell.
    fn repeat(&mut self) {
        let Some(row) = &mut self.row else {
            return;
        };
        while let Some((left, cell)) = self.spanning.get_mut(&row.cells.len()) {
            let at = row.cells.len();
            let is_allowed = self.budget.allows(cell);
            row.cells.push(if is_allowed {
                cell.clone()
            } else {
                PageCell::default()
            });
            *left -= 1;
            if *left == 0 || !is_allowed {
                self.spanning.remove(&at);
            }
        }
    }

    fn end_cell(&mut self) {
        let Some(row) = &mut self.row else {
            return;
        };
        let Some((cell, columns, rows)) = row.open.take() else {
            return;
        };
        let free = WIDEST.saturating_sub(row.cells.len());
        for index in 0..columns.min(free) {
            if index > 0 && !self.budget.allows(&cell) {
                break;
            }
            if rows > 1 && self.budget.allows(&cell) {
                let at = row.cells.len();
                self.spanning.insert(at, (rows - 1, cell.clone()));
            }
            row.cells.push(cell.clone());
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        self.repeat();
        let Some(row) = self.row.take().filter(|row| !row.cells.is_empty()) else {
            return;
        };
        let is_headings =
            row.is_head && self.table.columns.is_empty() && self.table.rows.is_empty();
        if is_headings {
            let texts = row.cells.iter().map(|cell| (cell.text(), None));
            self.table.columns = texts.collect();
            return;
        }
        self.table.rows.push(PageRow {
            line: row.line,
            cells: row.cells.into_iter().map(Some).collect(),
        });
    }

    /// The table. Without head cells, a first row of known headings is the headings.
    pub(super) fn finish(mut self, profile: &Profile) -> PageTable {
        self.end_row();
        let mut table = self.table;
        let is_known = |row: &PageRow| {
            let mut cells = row.cells.iter().flatten();
            row.cells.len() >= 2 && cells.all(|cell| profile.column(&cell.text()).is_some())
        };
        if table.columns.is_empty() && table.rows.first().is_some_and(is_known) {
            let first = table.rows.remove(0);
            let texts = first.cells.iter().flatten().map(|cell| (cell.text(), None));
            table.columns = texts.collect();
        }
        for (text, column) in &mut table.columns {
            *column = profile.column(text);
        }
        let width = table.columns.len();
        for row in &mut table.rows {
            while row.cells.len() < width {
                row.cells.push(None);
            }
        }
        let mut caption = self.caption.into_iter();
        table.caption = caption.next().map(|first| {
            let rest = caption.map(|line| line.text);
            let texts: Vec<String> = std::iter::once(first.text.clone()).chain(rest).collect();
            TextLine {
                text: texts.join(" "),
                ..first
            }
        });
        table
    }
}
