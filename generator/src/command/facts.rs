//! `bindwright facts PAGE…`: reads saved pages of documentation, and writes what they say as facts.
//!
//! All pages are read before anything is written. If one of them has a problem, nothing is written. Existing files are replaced
//! only if they are files of facts.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bindwright::diagnostic::escape;
use bindwright::facts::{Gap, PageFacts, Profile, read_facts, read_page, write_facts};
use bindwright::write::{Change, Plan, apply};
use clap::Args;

use super::output::{FAILURE, line_to_stderr, text};

/// Arguments of `facts`.
#[derive(Debug, Args)]
pub(super) struct FactsArgs {
    /// The saved pages: text, Markdown or HTML.
    #[arg(value_name = "PAGE", required = true)]
    pages: Vec<PathBuf>,
    /// How the pages look: the name of a profile that ships with the tool (`huawei`), or a file.
    #[arg(long, value_name = "NAME|FILE", default_value = "huawei")]
    profile: String,
    /// The folder for the files of facts, one per page. Without it, they are printed.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// Reports that are printed as they are found.
#[derive(Default)]
pub(super) struct Reports {
    errors: usize,
    warnings: usize,
}

impl Reports {
    pub(super) fn has_errors(&self) -> bool {
        self.errors > 0
    }

    pub(super) fn error(&mut self, place: &str, problem: &str) {
        self.errors += 1;
        line_to_stderr(&format!("{}: error: {problem}", escape(place)));
    }

    /// What a copy has lost, and tables that no rule places.
    fn gaps(&mut self, page: &str, gaps: &[Gap]) {
        for gap in gaps {
            self.warnings += 1;
            let (page, line) = (escape(page), gap.line);
            let (what, reason) = (escape(&gap.what), escape(&gap.reason));
            line_to_stderr(&format!("{page}:{line}: warning: {what}: {reason}"));
        }
    }
}

impl FactsArgs {
    pub(super) fn run(self) -> ExitCode {
        let mut reports = Reports::default();
        let Some(profile) = profile(&self.profile, &mut reports) else {
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
            Some(folder) if reports.errors == 0 => write(folder, files, &mut reports),
            Some(_) => line_to_stderr("nothing was written"),
        }
        if reports.errors > 0 {
            ExitCode::from(FAILURE)
        } else {
            ExitCode::SUCCESS
        }
    }
}

/// The profile with a name, or in a file.
pub(super) fn profile(name: &str, reports: &mut Reports) -> Option<Profile> {
    let read = match Profile::shipped(name) {
        Some(text) => Ok(text.to_owned()),
        None => std::fs::read_to_string(name),
    };
    let text = match read {
        Ok(text) => text,
        Err(error) => {
            let problem = format!("{error}; a profile is a file, or `huawei`");
            reports.error(name, &problem);
            return None;
        }
    };
    match Profile::parse(&text) {
        Ok(profile) => Some(profile),
        Err(problems) => {
            problems
                .lines()
                .for_each(|problem| reports.error(name, problem));
            None
        }
    }
}

/// The facts of a page; `None` if it has none.
pub(super) fn page(path: &Path, profile: &Profile, reports: &mut Reports) -> Option<PageFacts> {
    let place = path.display().to_string();
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            reports.error(&place, &error.to_string());
            return None;
        }
    };
    let name = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    match read_page(&name, &text, profile) {
        Ok(facts) => {
            reports.gaps(&place, &facts.unreadable);
            reports.gaps(&place, &facts.unplaced);
            if !facts.has_operation() {
                let problem = "no line has a method and a path; `patterns.request` and `sections` of the profile say where it is";
                reports.error(&place, problem);
                return None;
            }
            Some(facts)
        }
        Err(problem) => {
            reports.error(&place, &problem);
            None
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
    if reports.errors > 0 {
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
            folder.display()
        )),
        Err(error) => reports.error(&folder.display().to_string(), &error.to_string()),
    }
}
