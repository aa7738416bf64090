//! A comparison as a comment on a pull request: the verdict on the first line, then what a reviewer decides about; details are folded.
//!
//! GitHub takes 65,536 characters in a comment. What does not fit is left out, with its number.

use std::fmt::Write as _;

use super::markdown::{api_lines, block, examples, headline, table, texts, unused};
use crate::diff::change::DocumentChange;
use crate::diff::report::DiffReport;

/// How many characters a comment has at most, with a margin.
const LONGEST: usize = 60_000;

/// How many changes the table has before the rest is folded.
const SHOWN: usize = 25;

/// The comment.
pub(super) fn github(report: &DiffReport, drift: Option<&str>) -> String {
    let mut out = format!("{}\n", headline(report));
    let (first, rest) = split(report);
    out.push_str(&table(&first));
    out.push_str(&examples(&first));
    let sections = [
        (format!("{} more changes", rest.len()), table(&rest)),
        ("Public API".to_owned(), patch(&api_lines(report))),
        ("Texts of the documentation".to_owned(), texts(report)),
    ];
    for (title, content) in sections {
        fold(&title, &content, &mut out);
    }
    if let Some(drift) = drift {
        _ = write!(out, "\n{}\n", drift.trim_end());
    }
    out.push_str(&unused(report));
    out
}

/// The changes that a reviewer decides about, and the others.
fn split(report: &DiffReport) -> (Vec<&DocumentChange>, Vec<&DocumentChange>) {
    let matters = |change: &&DocumentChange| {
        change.accepted.is_none() && (change.breaks_wire() || change.level() > Default::default())
    };
    let (mut first, mut rest): (Vec<&DocumentChange>, Vec<&DocumentChange>) =
        report.changes.iter().partition(|change| matters(change));
    if first.len() > SHOWN {
        let more = first.split_off(SHOWN);
        rest.splice(0..0, more);
    } else {
        let room = SHOWN - first.len();
        first.extend(rest.drain(..room.min(rest.len())));
    }
    (first, rest)
}

fn patch(lines: &str) -> String {
    if lines.is_empty() {
        String::new()
    } else {
        block("diff", lines)
    }
}

/// A part that is closed at first; nothing if there is no content or no room.
fn fold(title: &str, content: &str, out: &mut String) {
    if content.is_empty() {
        return;
    }
    if out.len() + content.len() > LONGEST {
        let lines = content.lines().count();
        _ = writeln!(out, "\n{title}: {lines} lines, too long for a comment.");
        return;
    }
    _ = write!(
        out,
        "\n<details><summary>{title}</summary>\n\n{}\n\n</details>\n",
        content.trim_end()
    );
}
