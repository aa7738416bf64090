//! A saved page as lines and tables, whatever it was saved as.
//!
//! | format | tables |
//! | --- | --- |
//! | HTML | the elements, by `html` |
//! | Markdown | rows between `|`, by `piped`; marks are removed by `markdown` |
//! | text | cells that end with `|`, by `piped`; or one cell per line under known headings, by `stacked` |
//!
//! Nothing is read deeper than its place: what a heading or a table means is decided later. The readers need the profile only to
//! tell where a table starts and ends, if the page has no marks for it.

mod html;
mod line;
mod markdown;
mod pieces;
mod piped;
mod spans;
mod stacked;
mod text;

use super::profile::{PageColumn, Profile};
use super::text::TextLine;

/// The longest page.
const LONGEST: usize = 4 << 20;

/// The format of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageFormat {
    /// Elements.
    Html,
    /// Marks.
    Markdown,
    /// Lines.
    Text,
}

impl PageFormat {
    /// The format of a page, by its name and how it starts.
    #[must_use]
    pub fn of(name: &str, text: &str) -> Self {
        let name = name.to_lowercase();
        let ends = |ending: &str| name.ends_with(ending);
        let start: String = text.trim_start().chars().take(16).collect();
        let start = start.to_lowercase();
        if ends(".html")
            || ends(".htm")
            || start.starts_with("<!doctype")
            || start.starts_with("<html")
        {
            Self::Html
        } else if ends(".md") || ends(".markdown") || has_headings(text) {
            Self::Markdown
        } else {
            Self::Text
        }
    }
}

/// Whether several lines are headings of Markdown.
fn has_headings(text: &str) -> bool {
    let is_heading = |line: &&str| {
        let marks = line.len() - line.trim_start_matches('#').len();
        (2..=6).contains(&marks) && line[marks..].starts_with(' ')
    };
    text.lines().filter(is_heading).nth(1).is_some()
}

/// A part of a page.
#[derive(Debug, Clone)]
pub(super) enum PageBlock {
    /// A line of text: a heading or a paragraph.
    Text(TextLine),
    /// A table.
    Table(PageTable),
    /// Something that looks like a table and cannot be read as one.
    Broken(BrokenTable),
}

/// Something that looks like a table and cannot be read as one.
#[derive(Debug, Clone)]
pub(super) struct BrokenTable {
    /// Where it starts.
    pub(super) line: usize,
    /// Why it cannot be read.
    pub(super) reason: String,
}

/// A table.
#[derive(Debug, Clone, Default)]
pub(super) struct PageTable {
    /// Where it starts.
    pub(super) line: usize,
    /// The caption that belongs to it, if the format has captions.
    pub(super) caption: Option<TextLine>,
    /// The headings, and what the columns have.
    pub(super) columns: Vec<(String, Option<PageColumn>)>,
    /// The rows below the headings.
    pub(super) rows: Vec<PageRow>,
    /// Rows that cannot be read.
    pub(super) broken: Vec<BrokenTable>,
}

/// A row: a cell per column, `None` if the copy has lost it.
#[derive(Debug, Clone)]
pub(super) struct PageRow {
    /// Where it starts.
    pub(super) line: usize,
    /// Its cells.
    pub(super) cells: Vec<Option<PageCell>>,
}

/// A cell.
#[derive(Debug, Clone, Default)]
pub(super) struct PageCell {
    /// Its paragraphs.
    pub(super) lines: Vec<TextLine>,
    /// Where it is, even if it is empty.
    pub(super) line: usize,
    /// Its end is on a line of its own, where those of other cells are not: a list was there.
    pub(super) has_lost_list: bool,
}

impl PageCell {
    /// Its paragraphs on one line.
    pub(super) fn text(&self) -> String {
        let texts: Vec<&str> = self.lines.iter().map(|line| line.text.as_str()).collect();
        texts.join(" ")
    }
}

impl PageTable {
    /// Whether it has a column.
    pub(super) fn has(&self, column: PageColumn) -> bool {
        self.columns.iter().any(|(_, found)| *found == Some(column))
    }

    /// The cell of a row in a column.
    pub(super) fn cell<'r>(&self, row: &'r PageRow, column: PageColumn) -> Option<&'r PageCell> {
        let at = self
            .columns
            .iter()
            .position(|(_, found)| *found == Some(column))?;
        row.cells.get(at)?.as_ref()
    }

    /// The headings, for reports.
    pub(super) fn headings(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| name.as_str()).collect();
        names.join(", ")
    }
}

/// Reads a page.
///
/// # Errors
/// The page is too long.
pub(super) fn read(
    format: PageFormat,
    text: &str,
    profile: &Profile,
) -> Result<Vec<PageBlock>, String> {
    if text.len() > LONGEST {
        return Err(format!("the page is longer than {LONGEST} bytes"));
    }
    Ok(match format {
        PageFormat::Html => html::read(text, profile),
        PageFormat::Markdown => text::read(text, true, profile),
        PageFormat::Text => text::read(text, false, profile),
    })
}
