//! Text and Markdown: lines, and the tables among them.
//!
//! A line is read as the start of a table if it is part of the headings of one. Everything else is a line of text, so that an
//! unknown page still shows its request line.

use super::markdown::plain;
use super::piped::PipedReader;
use super::{BrokenTable, PageBlock, stacked};
use crate::facts::profile::{PageColumn, Profile};
use crate::facts::text::TextLine;

/// A line that is not blank.
#[derive(Debug, Clone)]
pub(super) struct PageLine {
    /// As it is in the page, trimmed.
    pub(super) raw: String,
    /// Without marks.
    pub(super) plain: TextLine,
    /// The pieces between `|` that are not escaped; one piece if there is none.
    pub(super) pieces: Vec<String>,
}

impl PageLine {
    /// Whether it has a `|`.
    pub(super) fn is_piped(&self) -> bool {
        self.pieces.len() > 1
    }

    /// Whether it is `|` alone.
    pub(super) fn is_lone_pipe(&self) -> bool {
        self.pieces.len() == 2 && self.pieces.iter().all(String::is_empty)
    }
}

/// Whether a line ends a table wherever it is.
pub(super) fn ends_tables(line: &PageLine, profile: &Profile) -> bool {
    let text = line.plain.text.as_str();
    profile.section(text).is_some() || profile.status(text).is_some()
}

/// Reads a page.
pub(super) fn read(text: &str, is_markdown: bool, profile: &Profile) -> Vec<PageBlock> {
    let lines = lines(text, is_markdown);
    let piped = PipedReader::new(&lines, is_markdown, profile);
    let mut blocks = Vec::new();
    let mut at = 0;
    let mut in_ignored = false;
    while let Some(line) = lines.get(at) {
        if let Some((table, next)) = piped.table(at).or_else(|| stacked::table(&lines, at, profile))
        {
            blocks.push(PageBlock::Table(table));
            at = next.max(at + 1);
            continue;
        }
        let text = line.plain.text.as_str();
        if let Some(part) = profile.section(text) {
            in_ignored = part == crate::facts::profile::PagePart::Ignored;
        }
        if !in_ignored {
            blocks.extend(broken(&lines, at, profile).map(PageBlock::Broken));
        }
        if !text.is_empty() {
            blocks.push(PageBlock::Text(line.plain.clone()));
        }
        at += 1;
    }
    blocks
}

/// What looks like the headings of a table that cannot be read.
fn broken(lines: &[PageLine], at: usize, profile: &Profile) -> Option<BrokenTable> {
    let line = lines.get(at)?;
    let is_separator = super::piped::separator(&line.raw).is_some();
    let is_heading = !line.is_piped()
        && profile.column(&line.plain.text) == Some(PageColumn::Name)
        && lines
            .iter()
            .skip(at + 1)
            .take(6)
            .any(|next| profile.column(&next.plain.text) == Some(PageColumn::Type));
    let reason = if is_separator {
        "the headings of this table cannot be told from its surroundings"
    } else if is_heading {
        "this looks like the headings of a table, of which some are not in the profile"
    } else {
        return None;
    };
    Some(BrokenTable {
        line: line.plain.line,
        reason: reason.to_owned(),
    })
}

/// The lines of a page that are not blank.
fn lines(text: &str, is_markdown: bool) -> Vec<PageLine> {
    let mut lines = Vec::new();
    for (index, raw) in text.lines().enumerate() {
        let raw = raw.trim();
        if raw.is_empty() {
            continue;
        }
        let pieces: Vec<String> = pieces(raw).into_iter().map(|piece| piece.trim().to_owned()).collect();
        let plain = if is_markdown && pieces.len() == 1 {
            let bare = raw.trim_start_matches('#').trim();
            let bullet = ["- ", "* ", "+ "].iter().find_map(|mark| raw.strip_prefix(mark));
            let mut line = TextLine::new(&plain(bullet.unwrap_or(bare)).join(" "), index + 1);
            line.is_bullet |= bullet.is_some();
            line
        } else {
            TextLine::new(raw, index + 1)
        };
        lines.push(PageLine {
            raw: raw.to_owned(),
            plain,
            pieces,
        });
    }
    lines
}

/// A line, cut at each `|` that is not escaped.
fn pieces(raw: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, _) in raw.match_indices('|') {
        let before = raw.get(..at).unwrap_or_default();
        if !super::markdown::is_escaped(before) {
            pieces.push(raw.get(start..at).unwrap_or_default());
            start = at + 1;
        }
    }
    pieces.push(raw.get(start..).unwrap_or_default());
    pieces
}
