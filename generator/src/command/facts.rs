//! `bindwright facts PAGE…`: reads saved pages of documentation, and writes what they say as facts.
//!
//! All pages are read before anything is written. If one of them has a problem, nothing is written. Existing files are replaced
//! only if they are files of facts.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bindwright::diagnostic::escape;
use bindwright::facts::{PageFacts, read_facts, write_facts};
use bindwright::write::{Change, Plan, apply};
use clap::Args;

use super::output::{FAILURE, line_to_stderr, text};
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

/// Writes the files, each as a whole.
fn write(folder: &Path, files: BTreeMap<String, String>, reports: &mut Reports) {
    for name in files.keys() {
        let path = folder.join(name);
        let is_free = match std::fs::read_to_string(&path) {
            Ok(text) => read_facts(&text).is_ok(),
            Err(error) => error.kind() == ErrorKind::NotFound,
        };
        if !is_free {
            reports.error(
                &path.display().to_string(),
                "this file has no facts, so it is not replaced",
            );
        }
    }
    if reports.has_errors() {
        return line_to_stderr("nothing was written");
    }
    let files = files.into_iter();
    let plan = Plan {
        folder: folder.to_owned(),
        create: Vec::new(),
        replace: files.map(|(path, text)| Change { path, text }).collect(),
        unchanged: Vec::new(),
        delete: Vec::new(),
        obstacles: Vec::new(),
    };
    match apply(&plan) {
        Ok(()) => text(&format!(
            "{} written to {}\n",
            super::output::count(plan.replace.len(), "file"),
            escape(&folder.display().to_string())
        )),
        Err(error) => reports.error(&folder.display().to_string(), &error.to_string()),
    }
}
