//! Text and Markdown: lines, and the tables among them.
//!
//! A line is read as the start of a table if it is part of the headings of one. Everything else is a line of text, so that an
//! unknown page still shows its request line.

use super::line::{PageLine, lines, separator};
use super::piped::PipedReader;
use super::{BrokenTable, PageBlock, stacked};
use crate::facts::profile::{PageColumn, PagePart, Profile};

/// Reads a page.
pub(super) fn read(text: &str, is_markdown: bool, profile: &Profile) -> Vec<PageBlock> {
    let lines = lines(text, is_markdown);
    let piped = PipedReader::new(&lines, is_markdown, profile);
    let mut blocks = Vec::new();
    let mut at = 0;
    let mut in_ignored = false;
    while let Some(line) = lines.get(at) {
        if let Some((table, next)) = piped
            .table(at)
            .or_else(|| stacked::table(&lines, at, profile))
        {
            blocks.push(PageBlock::Table(table));
            at = next.max(at + 1);
            continue;
        }
        let text = line.plain.text.as_str();
        if let Some(part) = profile.section(text) {
            in_ignored = part == PagePart::Ignored;
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
    let is_separator = separator(&line.raw).is_some();
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
