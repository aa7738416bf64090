//! `bindwright facts PAGE…`: reads saved pages of documentation, and writes what they say as facts.
//!
//! All pages are read before anything is written. If one of them has a problem, nothing is written. Existing files are replaced
//! only if they are files of facts, and what differs is printed: the page may have lost what the file had.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bindwright::diagnostic::escape;
use bindwright::facts::{PageFacts, changed_facts, read_facts, write_facts};
use bindwright::write::{Change, Plan, apply};
use clap::Args;

use super::output::{FAILURE, count, line_to_stderr, text};
use super::pages::{ProfileOption, Reports, page};

/// Arguments of `facts`.
#[derive(Debug, Args)]
pub(super) struct FactsArgs {
    /// The saved pages: text, Markdown or HTML.
    #[arg(value_name = "PAGE", required = true)]
    pages: Vec<PathBuf>,
    #[command(flatten)]
    profile: ProfileOption,
    /// The folder for the files of facts, one per page. Without it, they are printed.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

impl FactsArgs {
    pub(super) fn run(self) -> ExitCode {
        let mut reports = Reports::default();
        let Some(profile) = self.profile.read(&mut reports) else {
            return ExitCode::from(FAILURE);
        };
        let mut files = BTreeMap::new();
        let mut printed = String::new();
        for path in &self.pages {
            let Some(facts) = page(path, &profile, &mut reports) else {
                continue;
            };
            let written = write_facts(&facts);
            if !printed.is_empty() {
                printed.push_str("---\n");
            }
            printed.push_str(&written);
            let name = file_name(&facts, path);
            if files.insert(name.clone(), written).is_some() {
                let problem =
                    format!("another page has the facts of {name} as well: read them apart");
                reports.error(&path.display().to_string(), &problem);
            }
        }
        match &self.output {
            None => text(&printed),
            Some(folder) if !reports.has_errors() => write(folder, files, &mut reports),
            Some(_) => line_to_stderr("nothing was written"),
        }
        if reports.has_errors() {
            ExitCode::from(FAILURE)
        } else {
            ExitCode::SUCCESS
        }
    }
}

/// The name of the file: that of the operation, or that of the page if it does not name the operation.
fn file_name(facts: &PageFacts, page: &Path) -> String {
    let stem = page
        .file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let name = facts
        .operation
        .as_ref()
        .map_or(stem, |operation| operation.value.clone());
    let allowed = |c: char| {
        if c.is_ascii_alphanumeric() || "_-.".contains(c) {
            c
        } else {
            '_'
        }
    };
    format!("{}.yaml", name.chars().map(allowed).collect::<String>())
}

/// Writes the files, each as a whole, and prints what differs from those that were there.
fn write(folder: &Path, files: BTreeMap<String, String>, reports: &mut Reports) {
    let mut plan = Plan {
        folder: folder.to_owned(),
        ..Plan::default()
    };
    let mut changes = String::new();
    for (name, new) in files {
        let path = folder.join(&name);
        let place = escape(&path.display().to_string());
        match std::fs::read_to_string(&path) {
            Ok(old) if old == new => {
                changes.push_str(&format!("{place}: unchanged\n"));
                plan.unchanged.push(name);
            }
            Ok(old) if read_facts(&old).is_ok() => {
                changes.push_str(&difference(&place, &old, &new));
                plan.replace.push(Change {
                    path: name,
                    text: new,
                });
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                changes.push_str(&format!("{place}: created\n"));
                plan.create.push(Change {
                    path: name,
                    text: new,
                });
            }
            Ok(_) | Err(_) => reports.error(
                &path.display().to_string(),
                "this file has no facts, so it is not replaced",
            ),
        }
    }
    if reports.has_errors() {
        return line_to_stderr("nothing was written");
    }
    match apply(&plan) {
        Ok(()) => text(&changes),
        Err(error) => reports.error(&folder.display().to_string(), &error.to_string()),
    }
}

/// What differs in a file that is replaced.
fn difference(place: &str, old: &str, new: &str) -> String {
    let changes = changed_facts(old, new);
    let mut shown = match changes.len() {
        0 => format!("{place}: replaced, the same facts on other lines\n"),
        facts => format!("{place}: replaced, {} changed\n", count(facts, "fact")),
    };
    for change in changes {
        shown.push_str(&format!("  {}\n", escape(&change.to_string())));
    }
    shown
}
