//! Reads Markdown: code blocks with the file that each comes from, headings, and links.
//!
//! A listing names its source in a comment before the block, and the test compares the two:
//!
//! ````text
//! <!-- listing: tests/workspace/guides/call.rs#export -->
//! ```rust
//! let task = client.export_user_usage(request).await?;
//! ```
//! ````
//!
//! In the source, `// ANCHOR: export` and `// ANCHOR_END: export` enclose the lines. What `// ELIDE: the other methods`
//! and `// ELIDE_END` enclose is shown as one comment: `// … the other methods`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A fenced code block.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// The line of the opening fence, from 1.
    pub(crate) line: usize,
    /// The word after the fence: `rust`, `console`.
    pub(crate) language: String,
    /// The source that a comment before the block names.
    pub(crate) listing: Option<String>,
    /// The lines between the fences.
    pub(crate) text: String,
}

/// Every code block of a page.
pub(crate) fn blocks(page: &str) -> Vec<Block> {
    let lines: Vec<&str> = page.lines().collect();
    let mut found = Vec::new();
    let mut index = 0;
    while index < lines.len() {
        let Some(language) = lines[index].strip_prefix("```") else {
            index += 1;
            continue;
        };
        let length = lines[index + 1..]
            .iter()
            .position(|line| *line == "```")
            .unwrap_or_else(|| panic!("line {}: the code block has no end", index + 1));
        let before = index.checked_sub(1).map_or("", |before| lines[before]);
        let listing = before.strip_prefix("<!-- listing: ");
        let inside = &lines[index + 1..index + 1 + length];
        found.push(Block {
            line: index + 1,
            language: language.to_owned(),
            listing: listing
                .and_then(|rest| rest.strip_suffix(" -->"))
                .map(str::to_owned),
            text: inside.iter().map(|line| format!("{line}\n")).collect(),
        });
        index += length + 2;
    }
    found
}

/// The page with other text in its code blocks. `change` sees them in the order of the page.
pub(crate) fn with_blocks(page: &str, mut change: impl FnMut(&Block) -> Option<String>) -> String {
    let mut lines: Vec<String> = page.lines().map(str::to_owned).collect();
    let changes: Vec<_> = blocks(page)
        .into_iter()
        .map(|block| (change(&block), block))
        .collect();
    for (text, block) in changes.into_iter().rev() {
        if let Some(text) = text {
            let inside = block.line..block.line + block.text.lines().count();
            lines.splice(inside, text.lines().map(str::to_owned));
        }
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// The text that a listing shows: a whole file, or the lines between its anchors.
pub(crate) fn listing(root: &Path, source: &str) -> String {
    let (path, anchor) = source.split_once('#').unwrap_or((source, ""));
    let text =
        fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    if anchor.is_empty() {
        return text;
    }
    let (start, end) = (
        format!("// ANCHOR: {anchor}"),
        format!("// ANCHOR_END: {anchor}"),
    );
    let inside: Vec<&str> = text
        .lines()
        .skip_while(|line| line.trim() != start)
        .skip(1)
        .take_while(|line| line.trim() != end)
        .collect();
    assert!(!inside.is_empty(), "{path} has no anchor `{anchor}`");
    dedented(&shown(&inside))
}

/// The lines without other anchors, and with a comment in place of what is elided.
fn shown(lines: &[&str]) -> Vec<String> {
    let mut shown = Vec::new();
    let mut elided = false;
    for line in lines {
        let comment = line.trim();
        if let Some(what) = comment.strip_prefix("// ELIDE: ") {
            let indent = &line[..line.len() - line.trim_start().len()];
            shown.push(format!("{indent}// … {what}"));
            elided = true;
        } else if comment == "// ELIDE_END" {
            elided = false;
        } else if !elided && !comment.starts_with("// ANCHOR") {
            shown.push((*line).to_owned());
        }
    }
    shown
}

fn dedented(lines: &[String]) -> String {
    let indents = lines
        .iter()
        .filter(|line| !line.is_empty())
        .map(|line| line.len() - line.trim_start().len());
    let indent = indents.min().unwrap_or_default();
    let lines = lines.iter();
    lines
        .map(|line| format!("{}\n", line.get(indent..).unwrap_or_default()))
        .collect()
}

/// The page without its code blocks.
fn prose(page: &str) -> Vec<&str> {
    let mut inside = false;
    let lines = page.lines().filter(|line| {
        let fence = line.starts_with("```");
        let keep = !inside && !fence;
        inside ^= fence;
        keep
    });
    lines.collect()
}

/// The targets of all links of the form `[text](target)`.
pub(crate) fn links(page: &str) -> Vec<String> {
    let text = prose(page).join("\n");
    let targets = text.split("](").skip(1);
    targets
        .filter_map(|rest| rest.split_once(')').map(|(target, _)| target.to_owned()))
        .collect()
}

/// The code spans outside of code blocks.
pub(crate) fn spans(page: &str) -> Vec<String> {
    let text = prose(page).join("\n");
    let spans = text.split('`').skip(1).step_by(2);
    spans.map(str::to_owned).collect()
}

/// The anchors of all headings, as GitHub and mdBook make them.
pub(crate) fn anchors(page: &str) -> Vec<String> {
    let headings = prose(page).into_iter().filter(|line| line.starts_with('#'));
    headings
        .map(|heading| {
            let text = heading.trim_start_matches('#').trim().to_lowercase();
            let kept = text
                .chars()
                .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
            kept.map(|c| if c == ' ' { '-' } else { c }).collect()
        })
        .collect()
}

/// Everything that readers read: pages of the book, and the documents at the root.
pub(crate) fn pages(root: &Path) -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = [
        "README.md",
        "CONTRIBUTING.md",
        "ARCHITECTURE.md",
        "SECURITY.md",
        "CHANGELOG.md",
        "RELEASING.md",
    ]
    .map(|name| root.join(name))
    .into_iter()
    .filter(|path| path.exists())
    .collect();
    collect(&root.join("docs/src"), &mut pages);
    pages.sort();
    pages
}

fn collect(folder: &Path, pages: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, pages);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            pages.push(path);
        }
    }
}

/// For tests that update pages: only one of them at a time may read and write.
pub(crate) fn lock() -> MutexGuard<'static, ()> {
    static PAGES: Mutex<()> = Mutex::new(());
    PAGES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Compares a page with what it should be; with `UPDATE_DOCS=1` writes it instead.
pub(crate) fn compare(path: &Path, expected: &str) -> Result<(), String> {
    let found = fs::read_to_string(path).unwrap_or_default();
    if found == expected {
        return Ok(());
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(path, expected).expect("the page can be written");
        return Ok(());
    }
    let mut pairs = found.lines().zip(expected.lines()).enumerate();
    let (line, found, expected) = pairs
        .find(|(_, (found, expected))| found != expected)
        .map_or((0, "", ""), |(index, (found, expected))| {
            (index + 1, found, expected)
        });
    Err(format!(
        "{}:{line} is out of date; UPDATE_DOCS=1 updates it\n  found:    {found}\n  expected: {expected}",
        path.display()
    ))
}
