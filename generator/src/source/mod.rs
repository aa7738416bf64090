//! The source texts that diagnostics point into: each file once, by number, with its name and lines.
//!
//! Parsing keeps no positions. When a diagnostic is rendered, [`locate`] finds the line and column of its JSON Pointer with a
//! second walk over the text, so that documents without problems do not pay for positions.

mod event;
mod events;
mod json_events;
mod lines;
mod locate;
mod repeated_keys;
mod yaml_events;

pub(crate) use lines::floor_boundary;
pub use lines::{LineIndex, Position};
pub(crate) use locate::outermost;
pub use locate::{Found, locate};
pub use repeated_keys::{Repeated, repeated_keys};
pub(crate) use yaml_events::{EventMarks, YamlEvent, YamlEvents, YamlProblem};

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The number of a file in [`Sources`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u32);

/// Bytes of a text: start inclusive, end exclusive, counted from 0.
pub type Span = Range<usize>;

/// The format of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFormat {
    /// JSON ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259)).
    Json,
    /// YAML 1.2, restricted to what JSON can express.
    Yaml,
    /// The same, in a text that breaks YAML 1.2 in ways that libyaml accepts.
    LooseYaml,
}

/// The text of one file and what it is called in reports.
#[derive(Debug, Clone)]
pub struct SourceFile {
    name: String,
    text: Arc<String>,
    format: FileFormat,
}

impl SourceFile {
    /// A text under the name that reports show.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>, format: FileFormat) -> Self {
        Self {
            name: name.into(),
            text: Arc::new(text.into()),
            format,
        }
    }

    /// What reports call this file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text, without a byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The format of the text.
    #[must_use]
    pub fn format(&self) -> FileFormat {
        self.format
    }

    /// The text as a shared handle, to read it while diagnostics are borrowed mutably.
    #[must_use]
    pub fn shared_text(&self) -> Arc<String> {
        Arc::clone(&self.text)
    }
}

/// Every file that this run has read.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    paths: Vec<PathBuf>,
}

impl Sources {
    /// Keeps a file and numbers it.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(file);
        id
    }

    /// Keeps the path of a file beside the document, from where it was read.
    pub fn read_from(&mut self, path: PathBuf) {
        self.paths.push(path);
    }

    /// The paths of the files beside the document that references led to.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.paths.iter().map(PathBuf::as_path)
    }

    /// Replaces the start of names: files of a commit are read elsewhere.
    pub(crate) fn rename(&mut self, start: &str, by: &str) {
        for file in &mut self.files {
            if let Some(rest) = file.name.strip_prefix(start) {
                file.name = format!("{by}{rest}");
            }
        }
    }

    /// Notes that a YAML text can only be read as libyaml reads it.
    pub(crate) fn read_loosely(&mut self, id: FileId) {
        let file = usize::try_from(id.0).ok();
        if let Some(file) = file.and_then(|at| self.files.get_mut(at)) {
            file.format = FileFormat::LooseYaml;
        }
    }

    /// The bytes of all texts.
    pub(crate) fn bytes(&self) -> usize {
        self.files.iter().map(|file| file.text.len()).sum()
    }

    /// The file with this number; `None` for a number of another run.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(usize::try_from(id.0).ok()?)
    }
}
