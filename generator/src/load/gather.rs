//! What the user names -> the documents to read: files, the documents of a folder, and the standard
//! input.
//!
//! | named | read |
//! | --- | --- |
//! | `api.yaml` | the file |
//! | `specs` | every document in the folder and below, in the order of their paths |
//! | `-` | the standard input |
//! | `https://…` | nothing: the report has the command that downloads it |
//!
//! A file of a folder is a document if its root has the key `openapi` or `swagger`. The others are parts that references may
//! lead to.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use foldhash::HashMap;
use serde::de::IgnoredAny;

use super::{LoadOptions, read};
use crate::diagnostic::{Code, Diagnostics, Place, escape};
use crate::source::{FileFormat, SourceFile};

/// What to read: the documents of one API, and the folders that references may lead to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Input {
    /// Files and folders with documents; `-` is the standard input.
    pub documents: Vec<PathBuf>,
    /// Folders that references may lead to, besides those of the documents.
    pub roots: Vec<PathBuf>,
    /// Overlays that change the documents, in the order in which they are applied.
    pub overlays: Vec<PathBuf>,
    /// The text of an overlay that no file has yet. It is applied last.
    pub proposed: Option<String>,
}

impl Input {
    /// What the output calls its source: a path, or the first of several and their number.
    pub(crate) fn name(&self) -> (&Path, usize) {
        let first = self
            .documents
            .first()
            .map_or(Path::new(""), PathBuf::as_path);
        let first = if first.as_os_str() == "-" {
            Path::new("stdin")
        } else {
            first
        };
        (first, self.documents.len().saturating_sub(1))
    }
}

impl From<&Path> for Input {
    fn from(document: &Path) -> Self {
        Self {
            documents: vec![document.to_owned()],
            ..Self::default()
        }
    }
}

/// A document, not read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum InputEntry {
    File(PathBuf),
    StandardInput,
}

/// Where nothing can be read, and why: the name, the code, the problem, and advice if the code has none.
pub(super) struct Unreadable(String, Code, String, Option<String>);

impl Unreadable {
    pub(super) fn new(name: String, code: Code, problem: String) -> Self {
        Self(name, code, problem, None)
    }

    pub(super) fn report(self, diagnostics: &mut Diagnostics) {
        let Self(name, code, problem, help) = self;
        let file = SourceFile::new(escape(&name), "", FileFormat::Yaml);
        let file = diagnostics.sources_mut().add(file);
        let report = diagnostics.report(code, &Place::text(file, 0..0), problem);
        if let Some(help) = help {
            report.help(help);
        }
    }
}

impl InputEntry {
    /// What reports call it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::File(path) => escape(&path.display().to_string()),
            Self::StandardInput => "<stdin>".to_owned(),
        }
    }

    /// Its path without symbolic links, and its folder as the user wrote it. The standard input is in the first root, if
    /// there is one.
    pub(super) fn place<'e>(&'e self, roots: &'e [PathBuf]) -> Option<(PathBuf, &'e Path)> {
        match self {
            Self::File(path) => {
                let folder = path.parent().unwrap_or(Path::new(""));
                Some((path.canonicalize().ok()?, folder))
            }
            Self::StandardInput => {
                let root = roots.first()?;
                Some((root.canonicalize().ok()?.join("-"), root))
            }
        }
    }

    /// Its bytes, up to the limit.
    pub(super) fn read(&self, limit: usize) -> Result<Vec<u8>, Unreadable> {
        let read = match self {
            Self::File(path) => read(path, limit),
            Self::StandardInput => standard_input(limit),
        };
        read.map_err(|(code, problem)| Unreadable(self.name(), code, problem, None))
    }
}

/// One byte more than the limit is enough to know that there is too much.
fn standard_input(limit: usize) -> Result<Vec<u8>, (Code, String)> {
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    match std::io::stdin().lock().take(most).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() > limit => {
            let message = format!("the input has more than {limit} bytes, which is the limit");
            Err((Code::TooLarge, message))
        }
        Ok(_) => Ok(bytes),
        Err(error) => Err((Code::Unreadable, escape(&error.to_string()))),
    }
}

/// The documents that an input names, each once.
pub(super) fn gather(input: &Input, options: &LoadOptions) -> Result<Vec<InputEntry>, Unreadable> {
    let mut entries: Vec<InputEntry> = Vec::new();
    let mut add = |entry| {
        if !entries.contains(&entry) {
            entries.push(entry);
        }
    };
    for named in &input.documents {
        if named.as_os_str() == "-" {
            add(InputEntry::StandardInput);
        } else if named.is_dir() {
            let found = documents_in(named, options)?;
            found.into_iter().map(InputEntry::File).for_each(&mut add);
        } else if let Some(url) = named.to_str().filter(|text| text.contains("://")) {
            return Err(about_url(url));
        } else {
            add(InputEntry::File(named.clone()));
        }
    }
    Ok(entries)
}

/// How deeply folders are searched for documents, and how many files are looked at.
const DEPTH: usize = 16;
const FILES: usize = 10_000;

/// Every document in a folder and below.
fn documents_in(folder: &Path, options: &LoadOptions) -> Result<Vec<PathBuf>, Unreadable> {
    let mut files = Vec::new();
    list(folder, DEPTH, &mut files);
    files.sort();
    let looked_at = files.len();
    if looked_at >= FILES {
        let problem = format!("the folder has {FILES} YAML and JSON files or more");
        return Err(about_folder(folder, problem));
    }
    files.retain(|file| is_document(file, options.limits.bytes));
    if files.is_empty() {
        let problem = match looked_at {
            0 => "this is a folder without YAML or JSON files".to_owned(),
            1 => "this is a folder, and its only YAML or JSON file has no key `openapi` or `swagger` at its root".to_owned(),
            count => format!(
                "this is a folder, and none of its {count} YAML and JSON files has the key `openapi` or `swagger` at its root"
            ),
        };
        return Err(about_folder(folder, problem));
    }
    Ok(files)
}

fn about_folder(folder: &Path, problem: String) -> Unreadable {
    let help = "name the document, or a folder with documents of one API";
    let name = folder.display().to_string();
    Unreadable(name, Code::Unreadable, problem, Some(help.to_owned()))
}

/// Collects the YAML and JSON files of a folder. Hidden files and symbolic links are left out.
fn list(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let (Ok(kind), Ok(name)) = (entry.file_type(), entry.file_name().into_string()) else {
            continue;
        };
        let lower = name.to_ascii_lowercase();
        let is_text = [".yaml", ".yml", ".json"]
            .iter()
            .any(|end| lower.ends_with(end));
        if name.starts_with('.') || found.len() >= FILES {
            continue;
        }
        if kind.is_file() && is_text {
            found.push(entry.path());
        } else if kind.is_dir() && depth > 0 && !["target", "node_modules"].contains(&name.as_str())
        {
            list(&entry.path(), depth - 1, found);
        }
    }
}

/// Whether the root of a file has the key `openapi` or `swagger`, as far as that can be seen without reading all of it as YAML.
fn is_document(path: &Path, limit: usize) -> bool {
    let Ok(bytes) = read(path, limit) else {
        return false;
    };
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{feff}');
    let keys = ["openapi", "swagger"];
    if let Ok(members) = serde_json::from_str::<HashMap<String, IgnoredAny>>(text) {
        return keys.iter().any(|key| members.contains_key(*key));
    }
    // In YAML, a key of the root is at the start of a line, or in the braces that the text starts with.
    let is_key = |line: &str| {
        let line = line.trim_start_matches(['"', '\'']);
        let rest = keys.iter().find_map(|key| line.strip_prefix(key));
        rest.is_some_and(|rest| {
            rest.trim_start_matches(['"', '\''])
                .trim_start()
                .starts_with(':')
        })
    };
    let flow = text.trim_start().strip_prefix('{');
    text.lines().any(is_key) || flow.is_some_and(|inside| is_key(inside.trim_start()))
}

/// A URL is not fetched: the report has the command that does it.
pub(super) fn about_url(url: &str) -> Unreadable {
    let address = url.split(['?', '#']).next().unwrap_or(url);
    let (scheme, rest) = address.split_once("://").unwrap_or(("", address));
    let help = if scheme.eq_ignore_ascii_case("file") {
        format!("pass the path instead: `{rest}`")
    } else {
        let fits = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        let last = rest.rsplit('/').next().filter(|_| rest.contains('/'));
        let named = last.filter(|name| {
            let known = [".yaml", ".yml", ".json"];
            name.chars().all(fits)
                && !name.starts_with(['.', '-'])
                && known.iter().any(|end| name.ends_with(end))
        });
        let file = named.unwrap_or("openapi.yaml");
        let quoted = url.replace('\'', "'\\''");
        format!(
            "download it, then pass the file: `curl --fail --location --output {file} '{quoted}'`"
        )
    };
    let problem = "this is a URL, and the generator opens no connections".to_owned();
    Unreadable(url.to_owned(), Code::Unreadable, problem, Some(help))
}
