//! `git:REV:path`: a document as it is in a commit.
//!
//! The document and the files that it names go from the repository into a temporary folder, through the command `git`, and are read
//! there. `path` starts at the root of the repository, or at the current folder if it starts with `./`, as in `git show REV:path`.

use std::collections::{HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use bindwright::diagnostic::Diagnostics;
use percent_encoding::percent_decode_str;
use tempfile::TempDir;

/// How many files of a commit are read at most.
const MOST_FILES: usize = 10_000;

/// A document, and the commit that it is from.
pub(super) struct Source {
    path: PathBuf,
    revision: Option<Revision>,
    name: String,
}

impl Source {
    /// What the user names.
    ///
    /// # Errors
    /// Why there is no such commit, or no such file in it.
    pub(super) fn of(named: &Path) -> Result<Self, String> {
        let name = named.display().to_string();
        let revision = Revision::parse(&name).transpose()?;
        let path = match &revision {
            Some(revision) => revision.document().to_owned(),
            None => named.to_owned(),
        };
        Ok(Self {
            path,
            revision,
            name,
        })
    }

    /// Lets reports name files as the user does.
    pub(super) fn name_in(&self, diagnostics: &mut Diagnostics) {
        if let Some(revision) = &self.revision {
            let (folder, prefix) = revision.names();
            diagnostics.rename_sources(&folder, prefix);
        }
    }

    /// A file as it is in the last commit.
    ///
    /// # Errors
    /// Why it is not in one.
    pub(super) fn committed(file: &Path) -> Result<Self, String> {
        let path = if file.is_absolute() {
            let here = std::env::current_dir().map_err(|error| error.to_string())?;
            let inside = file.strip_prefix(here).map_err(|error| error.to_string())?;
            inside.to_owned()
        } else {
            file.to_owned()
        };
        Self::of(Path::new(&format!("git:HEAD:./{}", path.display())))
    }

    /// Where it can be read.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// What the user calls it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

/// The files of a commit, in a folder that is removed in the end.
struct Revision {
    folder: TempDir,
    document: PathBuf,
    /// `git:HEAD~1:`.
    prefix: String,
}

impl Revision {
    /// Reads `git:REV:path`; `None` if the text does not start with `git:`.
    ///
    /// # Errors
    /// Why there is no such document.
    fn parse(text: &str) -> Option<Result<Self, String>> {
        let rest = text.strip_prefix("git:")?;
        Some(match rest.split_once(':') {
            Some((revision, path)) if !revision.is_empty() && !path.is_empty() => {
                Self::read(revision, path)
            }
            _ => Err(format!(
                "`{text}`: expected `git:REV:path`, as in `git:HEAD~1:spec/api.yaml`"
            )),
        })
    }

    fn read(revision: &str, path: &str) -> Result<Self, String> {
        let prefix = format!("git:{revision}:");
        let commit = format!("{revision}^{{commit}}");
        let commit = git(&[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &commit,
        ])
        .map_err(|problem| match problem.as_str() {
            "" => format!("there is no commit `{revision}`"),
            problem => format!("`{prefix}{path}`: {problem}"),
        })?;
        let commit = String::from_utf8_lossy(&commit).trim().to_owned();
        let start = match path.strip_prefix("./") {
            Some(rest) => {
                let here = git(&["rev-parse", "--show-prefix"])?;
                format!("{}{rest}", String::from_utf8_lossy(&here).trim_end())
            }
            None => path.to_owned(),
        };
        let document =
            inside("", &start).ok_or_else(|| format!("`{path}` leads out of the repository"))?;
        let files = files(&commit, parent(&document))?;
        if !files.contains(&document) {
            return Err(format!("`{revision}` has no file `{document}`"));
        }
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        copy(&commit, &document, &files, folder.path())?;
        Ok(Self {
            document: folder.path().join(document),
            folder,
            prefix,
        })
    }

    /// The document in the temporary folder.
    fn document(&self) -> &Path {
        &self.document
    }

    /// What reports call the files: what the first has to be replaced by the second.
    fn names(&self) -> (String, &str) {
        (format!("{}/", self.folder.path().display()), &self.prefix)
    }
}

/// Copies a document, and every file that it or one of those names.
fn copy(
    commit: &str,
    document: &str,
    files: &HashSet<String>,
    folder: &Path,
) -> Result<(), String> {
    let mut known = HashSet::from([document.to_owned()]);
    let mut open = VecDeque::from([document.to_owned()]);
    while let Some(path) = open.pop_front() {
        let bytes = git(&["cat-file", "blob", &format!("{commit}:{path}")])?;
        let target = folder.join(&path);
        let written = std::fs::create_dir_all(target.parent().unwrap_or(folder))
            .and_then(|()| std::fs::write(&target, &bytes));
        written.map_err(|error| format!("`{path}` cannot be copied: {error}"))?;
        for named in named_files(&String::from_utf8_lossy(&bytes), parent(&path)) {
            if files.contains(&named) && known.len() < MOST_FILES && known.insert(named.clone()) {
                open.push_back(named);
            }
        }
    }
    Ok(())
}

/// The paths of regular files in a folder of a commit and below.
fn files(commit: &str, folder: &str) -> Result<HashSet<String>, String> {
    let folder = format!("{folder}/");
    let mut arguments = vec!["ls-tree", "-r", "-z", "--full-tree", commit];
    if folder != "/" {
        arguments.extend(["--", &folder]);
    }
    let listed = git(&arguments)?;
    let listed = String::from_utf8_lossy(&listed);
    let regular = listed.split('\0').filter_map(|line| {
        let (about, path) = line.split_once('\t')?;
        about.starts_with("100").then(|| path.to_owned())
    });
    Ok(regular.collect())
}

/// Every path that a text may name, from the root of the repository on: what is between quotes, and words. Most of them are no
/// files, so the caller looks which are.
fn named_files(text: &str, folder: &str) -> HashSet<String> {
    let quoted = text.split(['"', '\'']);
    let words = text.split(|c: char| c.is_whitespace() || "\"'{}[],".contains(c));
    let candidates = quoted.chain(words).filter_map(|candidate| {
        let path = candidate.split('#').next().unwrap_or_default().trim();
        let is_short = !path.is_empty() && path.len() < 4096 && !path.contains('\n');
        if !is_short {
            return None;
        }
        let path = path.replace("\\/", "/");
        let path = percent_decode_str(&path).decode_utf8().ok()?;
        inside(folder, &path)
    });
    candidates.collect()
}

/// A path from a folder on, without `.` and `..`; `None` if it leads out of the repository.
fn inside(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    if path.starts_with('/') {
        return None;
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The folder of a path; empty for the root.
fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Runs `git` and returns what it prints.
///
/// # Errors
/// The first line that it prints about the problem.
fn git(arguments: &[&str]) -> Result<Vec<u8>, String> {
    let mut command = Command::new("git");
    let command = command.args(arguments).stdin(Stdio::null());
    let output = command
        .output()
        .map_err(|error| format!("the command `git` cannot be run: {error}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let problem = String::from_utf8_lossy(&output.stderr);
    let problem = problem.lines().next().unwrap_or_default();
    Err(problem.trim_start_matches("fatal: ").to_owned())
}

#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_in_the_repository() {
        assert_eq!(
            inside("spec", "./models/../pet.yaml").as_deref(),
            Some("spec/pet.yaml")
        );
        assert_eq!(inside("spec", "../pet.yaml").as_deref(), Some("pet.yaml"));
        assert_eq!(inside("spec", "../../pet.yaml"), None);
        assert_eq!(inside("spec", "/etc/passwd"), None);
    }

    #[test]
    fn files_are_found_however_they_are_written() {
        let text = "a: {$ref: ./one.yaml#/a}\nb: {$ref: 'two words.yaml'}\n\"c\": {\"$ref\": \"sub\\/three%20.json#x\"}\n";
        let named = named_files(text, "spec");
        for path in [
            "spec/one.yaml",
            "spec/two words.yaml",
            "spec/sub/three .json",
        ] {
            assert!(named.contains(path), "{path}");
        }
    }
}
