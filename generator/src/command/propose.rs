//! `bindwright drift … --propose FILE`: writes an overlay that would remove the differences, and lists what it leaves.
//!
//! A file is replaced only if an earlier run wrote it. What is said about the file goes to stderr, so that the differences on
//! stdout stay what `--format` promises.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use bindwright::Generator;
use bindwright::facts::PageFacts;
use bindwright::propose::{ProposedOverlay, render_left};
use bindwright::write::{Change, Plan, apply};

use super::output::{count, line_to_stderr};
use super::pages::Reports;

/// Proposes corrections of a document, and writes them to a file.
pub(super) fn propose(
    generator: &Generator,
    (file, overlays): (&Path, &[PathBuf]),
    pages: &[PageFacts],
    reports: &mut Reports,
) {
    let place = file.display().to_string();
    let Some(proposed) = generator.propose(pages) else {
        return reports.error(
            &place,
            "the document cannot be read, so nothing was written",
        );
    };
    for left in &proposed.left {
        line_to_stderr(&render_left(left));
    }
    let Some(text) = &proposed.text else {
        let why = match proposed.left.is_empty() {
            true => "there is nothing to correct",
            false => "nothing can be proposed",
        };
        return line_to_stderr(&format!("{why}: {place} was not written"));
    };
    let real = |path: &Path| path.canonicalize().ok();
    if real(file).is_some_and(|file| {
        overlays
            .iter()
            .any(|other| real(other).as_ref() == Some(&file))
    }) {
        let problem =
            "this run applies it with `--overlay`, so it is not replaced: name another file";
        return reports.error(&place, problem);
    }
    let is_free = match std::fs::read_to_string(file) {
        Ok(text) => ProposedOverlay::is_own(&text),
        Err(error) => error.kind() == ErrorKind::NotFound,
    };
    if !is_free {
        let problem = "this file was not written by `--propose`, so it is not replaced: name another one, or remove it";
        return reports.error(&place, problem);
    }
    match write(file, text) {
        Ok(()) => {
            let removed = count(proposed.removed, "difference");
            line_to_stderr(&format!(
                "{place} would remove {removed}: pass it with --overlay"
            ));
        }
        Err(problem) => reports.error(&place, &problem),
    }
}

/// Writes the file as a whole.
fn write(file: &Path, text: &str) -> Result<(), String> {
    let name = file.file_name().ok_or("this is no name of a file")?;
    let path = name.to_str().ok_or("the name of the file is not UTF-8")?;
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let plan = Plan {
        folder: folder.unwrap_or(Path::new(".")).to_owned(),
        create: Vec::new(),
        replace: vec![Change {
            path: path.to_owned(),
            text: text.to_owned(),
        }],
        unchanged: Vec::new(),
        data: Vec::new(),
        delete: Vec::new(),
        obstacles: Vec::new(),
    };
    apply(&plan).map_err(|error| error.to_string())
}
