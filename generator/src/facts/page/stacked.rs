//! Tables of which a copy has kept only the text: each cell is a line of its own, and nothing marks a row.
//!
//! ```text
//! Parameter            the headings, known from the profile
//! Mandatory
//! Type
//! Description
//! limit                a row starts with a name, a word for required, and a type;
//! No                   the word for required can be lost
//! Integer
//! How many records.    everything up to the next row is the description
//! ```

use super::line::{PageLine, ends_tables};
use super::{BrokenTable, PageCell, PageRow, PageTable};
use crate::facts::profile::{PageColumn, Profile};
use crate::facts::text::is_name;
use crate::facts::type_name::PageType;

/// The most columns of a table.
const WIDEST: usize = 30;

/// The table whose headings start at a line, and the line behind it.
pub(super) fn table(
    lines: &[PageLine],
    start: usize,
    profile: &Profile,
) -> Option<(PageTable, usize)> {
    let columns = headings(lines, start, profile)?;
    let mut table = PageTable {
        line: lines.get(start)?.plain.line,
        columns: columns
            .iter()
            .map(|(text, column)| (text.clone(), Some(*column)))
            .collect(),
        ..PageTable::default()
    };
    let reader = StackedReader {
        lines,
        columns: columns.into_iter().map(|(_, column)| column).collect(),
        profile,
    };
    let mut at = start + reader.columns.len();
    while !reader.is_end(at) {
        if reader.starts_row(at) {
            let (row, next) = reader.row(at);
            table.rows.extend(row);
            at = next;
        } else {
            // Without a row in front of it, the line belongs to nothing.
            table.broken.extend(lines.get(at).map(|line| BrokenTable {
                line: line.plain.line,
                reason: "this line is not part of a row that can be recognized".to_owned(),
            }));
            at += 1;
            while !reader.is_end(at) && !reader.starts_row(at) {
                at += 1;
            }
        }
    }
    Some((table, at))
}

/// The headings that start at a line: at least two, without repetition, one of which is what the rows are about.
fn headings(
    lines: &[PageLine],
    start: usize,
    profile: &Profile,
) -> Option<Vec<(String, PageColumn)>> {
    let mut columns: Vec<(String, PageColumn)> = Vec::new();
    for line in lines.iter().skip(start).take(WIDEST) {
        let text = &line.plain.text;
        let Some(column) = profile.column(text).filter(|_| !line.is_piped()) else {
            break;
        };
        let is_repeated = columns.iter().any(|(other, found)| {
            other == text || (*found == column && column != PageColumn::Other)
        });
        if is_repeated {
            break;
        }
        columns.push((text.clone(), column));
    }
    let is_about = |column: PageColumn| columns.iter().any(|(_, found)| *found == column);
    let first = columns.first().map(|(_, column)| *column);
    let can_start = [
        PageColumn::Name,
        PageColumn::Action,
        PageColumn::Status,
        PageColumn::Value,
    ];
    let starts = first.is_some_and(|first| can_start.contains(&first));
    let enough = columns.len() >= 2
        && (!is_about(PageColumn::Name) || columns.len() >= 3 || is_about(PageColumn::Type));
    (starts && enough).then_some(columns)
}

/// Reads the rows of a table.
struct StackedReader<'p> {
    lines: &'p [PageLine],
    columns: Vec<PageColumn>,
    profile: &'p Profile,
}

impl StackedReader<'_> {
    fn text(&self, at: usize) -> &str {
        self.lines
            .get(at)
            .map_or("", |line| line.plain.text.as_str())
    }

    fn has(&self, column: PageColumn) -> bool {
        self.columns.contains(&column)
    }

    /// Whether the table ends in front of a line.
    fn is_end(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at) else {
            return true;
        };
        let is_caption = || {
            self.profile.caption(&line.plain.text).is_some()
                && (headings(self.lines, at + 1, self.profile).is_some()
                    || self.lines.get(at + 1).is_some_and(PageLine::is_piped))
        };
        line.is_piped()
            || headings(self.lines, at, self.profile).is_some()
            || ends_tables(line, self.profile)
            || is_caption()
    }

    fn is_type(&self, at: usize) -> bool {
        PageType::parse(self.text(at), &self.profile.types).is_some_and(|found| found.is_known())
    }

    /// Whether a row starts at a line.
    fn starts_row(&self, at: usize) -> bool {
        let text = self.text(at);
        if self
            .lines
            .get(at)
            .is_some_and(|line| line.plain.is_bullet && text != "-")
        {
            return false;
        }
        match self.columns.first() {
            Some(PageColumn::Action) => is_action(text),
            Some(PageColumn::Status) => self.profile.status_of_row(text).is_some(),
            Some(PageColumn::Value) => is_name(text),
            _ if !self.has(PageColumn::Type) => is_name(text),
            _ => {
                let next = at + 1;
                let is_marked = self.has(PageColumn::Required)
                    && self.profile.required(self.text(next)).is_some();
                is_name(text) && (is_marked || self.is_type(next))
            }
        }
    }

    /// The row at a line, and the line behind it.
    fn row(&self, start: usize) -> (Option<PageRow>, usize) {
        let mut at = start;
        let mut cells = Vec::new();
        for (index, column) in self.columns.iter().enumerate() {
            let is_last = index + 1 == self.columns.len();
            let fits = at == start
                || (!self.is_end(at)
                    && match column {
                        PageColumn::Required => self.profile.required(self.text(at)).is_some(),
                        PageColumn::Type => self.is_type(at) || self.is_strange_type(at),
                        _ => !self.starts_row(at),
                    });
            if !fits {
                cells.push(None);
                continue;
            }
            let first = at;
            at += 1;
            while is_last && !self.is_end(at) && !self.starts_row(at) {
                at += 1;
            }
            let lines = self.lines.get(first..at).unwrap_or_default();
            cells.push(lines.first().map(|line| PageCell {
                lines: lines.iter().map(|line| line.plain.clone()).collect(),
                line: line.plain.line,
                has_lost_list: false,
            }));
        }
        // What is left over belongs to the description, if that is not the last column.
        let from = at;
        while !self.is_end(at) && !self.starts_row(at) {
            at += 1;
        }
        let rest = self.lines.get(from..at).unwrap_or_default();
        let description = self
            .columns
            .iter()
            .position(|column| *column == PageColumn::Description);
        if let Some(Some(cell)) = description.and_then(|index| cells.get_mut(index)) {
            cell.lines
                .extend(rest.iter().map(|line| line.plain.clone()));
        }
        let line = self.lines.get(start).map(|line| line.plain.line);
        (line.map(|line| PageRow { line, cells }), at)
    }

    /// A single word where a type should be, behind a word for required: a type that the profile does not know.
    fn is_strange_type(&self, at: usize) -> bool {
        let is_behind = at
            .checked_sub(1)
            .is_some_and(|before| self.profile.required(self.text(before)).is_some());
        is_behind
            && self.has(PageColumn::Required)
            && !self.text(at).contains(' ')
            && !self.text(at).ends_with(['.', '。'])
    }
}

/// Whether a text is an action of a policy: `vaults:backups:list`.
pub(super) fn is_action(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    parts.len() >= 2
        && parts.iter().all(|part| {
            !part.is_empty()
                && part
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "*-_".contains(c))
        })
}
