//! Sections: what each line of a page is, and which lines and which section each table belongs to.
//!
//! Facts that are lines are read here: the request line, the date, the operation, the statuses.

use super::model::{Fact, Gap, PageFacts};
use super::page::{PageBlock, PageTable};
use super::profile::{PagePart, Profile};
use super::text::TextLine;

/// The most tables of a page.
const MOST_TABLES: usize = 2_000;

/// Lines in front of a table that can name it.
const NAMING_LINES: usize = 3;

/// A table, and where it is.
#[derive(Debug)]
pub(super) struct TablePlace {
    /// What its section has; `None` in front of all sections.
    pub(super) section: Option<PagePart>,
    /// The status that its part of the section describes.
    pub(super) status: Option<String>,
    /// The lines in front of it, the nearest first.
    pub(super) lines: Vec<TextLine>,
    /// The table.
    pub(super) table: PageTable,
}

/// A page by its sections.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) facts: PageFacts,
    pub(super) tables: Vec<TablePlace>,
}

/// Reads blocks one by one.
struct OutlineReader<'p> {
    profile: &'p Profile,
    outline: Outline,
    section: Option<PagePart>,
    status: Option<String>,
    lines: Vec<TextLine>,
    /// There are too many tables, which is reported.
    is_full: bool,
}

/// The outline of a page.
pub(super) fn outline(blocks: Vec<PageBlock>, profile: &Profile) -> Outline {
    let mut reader = OutlineReader {
        profile,
        outline: Outline::default(),
        section: None,
        status: None,
        lines: Vec::new(),
        is_full: false,
    };
    for block in blocks {
        match block {
            PageBlock::Text(line) => reader.line(line),
            PageBlock::Table(table) => reader.table(table),
            PageBlock::Broken(broken) if reader.section != Some(PagePart::Ignored) => {
                reader.outline.facts.unplaced.push(Gap {
                    what: "table".to_owned(),
                    line: broken.line,
                    reason: broken.reason,
                });
            }
            PageBlock::Broken(_) => {}
        }
    }
    reader.outline
}

impl OutlineReader<'_> {
    fn line(&mut self, line: TextLine) {
        if let Some(part) = self.profile.section(&line.text) {
            self.section = Some(part);
            self.status = None;
            self.lines.clear();
            return;
        }
        let facts = &mut self.outline.facts;
        if facts.date.is_none()
            && let Some(date) = self.profile.date(&line.text)
        {
            facts.date = Some(Fact::new(date, line.line));
        }
        if facts.operation.is_none()
            && self.section.is_none()
            && let Some(operation) = self.profile.operation(&line.text)
        {
            facts.operation = Some(Fact::new(operation, line.line));
        }
        if self.section == Some(PagePart::Ignored) {
            return;
        }
        if let Some(status) = self.profile.status(&line.text) {
            let status = status.to_owned();
            add_status(facts, &status, line.line);
            self.status = Some(status);
            self.lines.clear();
            return;
        }
        if matches!(self.section, None | Some(PagePart::RequestLine)) {
            self.request_line(&line);
        }
        if !self.profile.is_none(&line.text) {
            self.lines.insert(0, line);
            self.lines.truncate(NAMING_LINES);
        }
    }

    fn request_line(&mut self, line: &TextLine) {
        let Some((method, url)) = self.profile.request_line(&line.text) else {
            return;
        };
        let path = path(url);
        let facts = &mut self.outline.facts;
        let same = |fact: &Option<Fact<String>>, value: &str| {
            fact.as_ref().is_none_or(|fact| fact.value == value)
        };
        if !same(&facts.method, method) || !same(&facts.path, path) {
            facts.unreadable.push(Gap {
                what: "request line".to_owned(),
                line: line.line,
                reason: "this line and the first request line of the page differ".to_owned(),
            });
            return;
        }
        facts
            .method
            .get_or_insert_with(|| Fact::new(method.to_owned(), line.line));
        facts
            .path
            .get_or_insert_with(|| Fact::new(path.to_owned(), line.line));
    }

    fn table(&mut self, table: PageTable) {
        let mut lines = std::mem::take(&mut self.lines);
        if self.outline.tables.len() >= MOST_TABLES {
            if !std::mem::replace(&mut self.is_full, true) {
                self.outline.facts.unplaced.push(Gap {
                    what: "table".to_owned(),
                    line: table.line,
                    reason: format!(
                        "tables from here on are not read: the page has more than {MOST_TABLES}"
                    ),
                });
            }
            return;
        }
        if let Some(caption) = table.caption.clone() {
            lines = vec![caption];
        }
        self.outline.tables.push(TablePlace {
            section: self.section,
            status: self.status.clone(),
            lines,
            table,
        });
    }
}

/// Adds a status once.
pub(super) fn add_status(facts: &mut PageFacts, status: &str, line: usize) {
    if !facts.statuses.iter().any(|known| known.value == status) {
        facts.statuses.push(Fact::new(status.to_owned(), line));
    }
}

/// The path of a URL, without scheme, host and query.
fn path(url: &str) -> &str {
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"),
        None => url,
    };
    path.split(['?', '#']).next().unwrap_or(path)
}
