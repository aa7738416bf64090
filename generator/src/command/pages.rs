//! Saved pages of documentation, and files of facts, as commands read them.

use std::path::{Path, PathBuf};

use bindwright::diagnostic::escape;
use bindwright::facts::{Gap, PageFacts, Profile, read_facts, read_page};
use clap::Args;

use super::output::line_to_stderr;

/// How pages are read.
#[derive(Debug, Args)]
pub(super) struct ProfileOption {
    /// How the pages look: the name of a profile that ships with the tool (`huawei`), or a file.
    #[arg(long, value_name = "NAME|FILE", default_value = "huawei")]
    profile: String,
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

impl ProfileOption {
    /// The profile with this name, or in this file.
    pub(super) fn read(&self, reports: &mut Reports) -> Option<Profile> {
        let name = self.profile.as_str();
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

/// The facts of pages, of files of facts, and of the files of facts in folders. `None` if the profile cannot be read.
pub(super) fn all(
    paths: &[PathBuf],
    profile: &ProfileOption,
    reports: &mut Reports,
) -> Option<Vec<PageFacts>> {
    if paths.is_empty() {
        return Some(Vec::new());
    }
    let profile = profile.read(reports)?;
    let mut pages = Vec::new();
    for path in paths {
        if path.is_dir() {
            let inside = in_folder(path, reports);
            pages.extend(inside.iter().filter_map(|path| facts(path, reports)));
        } else if is_facts(path) {
            pages.extend(facts(path, reports));
        } else {
            pages.extend(page(path, &profile, reports));
        }
    }
    Some(pages)
}

/// Whether a file has facts, by its name.
fn is_facts(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending == "yaml" || ending == "yml")
}

/// The files of facts in a folder, in the order of their names.
fn in_folder(folder: &Path, reports: &mut Reports) -> Vec<PathBuf> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            reports.error(&folder.display().to_string(), &error.to_string());
            return Vec::new();
        }
    };
    let paths = entries.flatten().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| is_facts(path)).collect();
    paths.sort();
    if paths.is_empty() {
        reports.error(
            &folder.display().to_string(),
            "no file in this folder ends in `.yaml`",
        );
    }
    paths
}

/// The facts in a file that `facts` wrote.
fn facts(path: &Path, reports: &mut Reports) -> Option<PageFacts> {
    let read = std::fs::read_to_string(path).map_err(|error| error.to_string());
    match read.and_then(|text| read_facts(&text)) {
        Ok(facts) => Some(facts),
        Err(problem) => {
            reports.error(&path.display().to_string(), &problem);
            None
        }
    }
}
