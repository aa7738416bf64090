//! The lines of a page, and the pieces between `|` on each.

use super::markdown::{is_escaped, plain};
use crate::facts::profile::Profile;
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

/// The lines of a page that are not blank.
pub(super) fn lines(text: &str, is_markdown: bool) -> Vec<PageLine> {
    let mut lines = Vec::new();
    for (index, raw) in text.lines().enumerate() {
        let raw = raw.trim();
        if raw.is_empty() {
            continue;
        }
        let pieces: Vec<String> = pieces(raw)
            .into_iter()
            .map(|piece| piece.trim().to_owned())
            .collect();
        let plain = if is_markdown && pieces.len() == 1 {
            let bare = raw.trim_start_matches('#').trim();
            let bullet = ["- ", "* ", "+ "]
                .iter()
                .find_map(|mark| raw.strip_prefix(mark));
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
        if !is_escaped(before) {
            pieces.push(raw.get(start..at).unwrap_or_default());
            start = at + 1;
        }
    }
    pieces.push(raw.get(start..).unwrap_or_default());
    pieces
}

/// The columns of a separator such as `|---|:--|`; `None` for other lines.
pub(super) fn separator(raw: &str) -> Option<usize> {
    let is_separator =
        raw.contains("--") && raw.contains('|') && raw.chars().all(|c| "|-: ".contains(c));
    is_separator.then(|| raw.split('|').filter(|part| part.contains('-')).count())
}
