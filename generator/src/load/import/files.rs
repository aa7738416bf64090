//! The path in a reference -> the tree of a file. Each file is read once.
//!
//! Only regular files in the folders of the documents, in folders that the user names (`--root`), and below are read, and
//! nothing from the network:
//!
//! ```text
//! models/pet.yaml          read
//! ../common.yaml           read from a file in a folder below; from the document itself only with `--root ..`
//! /etc/passwd              rejected, whatever the roots are
//! https://…/pet.yaml       rejected
//! link.yaml -> /etc/…      rejected, after symbolic links are resolved
//! ```
//! The path is checked before anything is opened, and again after that. The number and the size of
//! files are limited. A document from an unknown author can be read without further precautions.

use std::path::{Component, PathBuf};

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::super::schema_ids::{SchemaIds, resolve_ids};
use super::super::{Dialect, Limits, LoadOptions, input, parse, read};
use super::roots::Roots;
use crate::diagnostic::{Code, Diagnostics, Place, Pointer, escape, show};
use crate::source::FileId;

/// A document, as far as references are concerned: its path without symbolic links, its number in reports, and the names
/// that it defines.
pub(in super::super) struct InputFile {
    pub(in super::super) path: PathBuf,
    pub(in super::super) id: FileId,
    pub(in super::super) names: SchemaIds,
}

/// Why a reference is not followed: the code, the message and the help of the report.
pub(super) struct ImportError(Code, String, Option<String>);

impl ImportError {
    pub(super) fn new(code: Code, message: String) -> Self {
        Self(code, message, None)
    }

    fn foreign(message: String, help: String) -> Self {
        Self(Code::ForeignReference, message, Some(help))
    }

    pub(super) fn report(self, place: &Place, diagnostics: &mut Diagnostics) {
        let Self(code, message, help) = self;
        let report = diagnostics.report(code, place, message);
        if let Some(help) = help {
            report.help(help);
        }
    }
}

/// The files that were opened, the documents first.
pub(super) struct Files<'o> {
    roots: Roots,
    documents: usize,
    dialect: Dialect,
    options: &'o LoadOptions,
    files: Vec<OpenFile>,
}

/// A file that was opened, whether it could be parsed or not, so that it is reported once.
struct OpenFile {
    /// Without symbolic links.
    path: PathBuf,
    id: FileId,
    /// `None` for the documents, which are one tree already, and for files that cannot be parsed.
    tree: Option<Value>,
    names: SchemaIds,
}

impl<'o> Files<'o> {
    pub(super) fn new(
        roots: Roots,
        documents: Vec<InputFile>,
        dialect: Dialect,
        options: &'o LoadOptions,
    ) -> Self {
        let files = documents
            .into_iter()
            .map(|InputFile { path, id, names }| OpenFile {
                path,
                id,
                tree: None,
                names,
            });
        let files: Vec<_> = files.collect();
        Self {
            roots,
            documents: files.len(),
            dialect,
            options,
            files,
        }
    }

    /// Whether a file is one of the documents, whose values are all in one tree.
    pub(super) fn is_document(&self, file: usize) -> bool {
        file < self.documents
    }

    /// The number of the document with this number in reports.
    pub(super) fn document(&self, id: FileId) -> usize {
        let mut documents = self.files.iter().take(self.documents);
        documents.position(|file| file.id == id).unwrap_or_default()
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.options.limits
    }

    /// The number of a file in reports.
    pub(super) fn id(&self, file: usize) -> FileId {
        let document = self.files.first();
        let file = self.files.get(file).or(document);
        file.map_or_else(FileId::default, |file| file.id)
    }

    /// The tree of a file; `None` for a document, and for files that cannot be parsed, which was
    /// reported.
    pub(super) fn tree(&self, file: usize) -> Option<&Value> {
        self.files.get(file)?.tree.as_ref()
    }

    /// The place of an anchor in a file.
    pub(super) fn anchor(&self, file: usize, name: &str) -> Option<Pointer> {
        self.files.get(file)?.names.anchor(name)
    }

    /// The parts of a file's path, from the folder of the first document on. A file outside of it starts with `..`, and its
    /// path is that from the folder that contains all roots.
    pub(super) fn parts(&self, file: usize) -> Vec<String> {
        let path = self.files.get(file).map(|file| file.path.as_path());
        path.map_or_else(Vec::new, |path| self.roots.parts(path))
    }

    /// Opens the file at a path that is relative to another file. A file that was opened before
    /// keeps its number, whatever path leads to it.
    pub(super) fn open(
        &mut self,
        base: usize,
        path: &str,
        diagnostics: &mut Diagnostics,
    ) -> Result<usize, ImportError> {
        let inside = self.inside(base, path)?;
        let unreadable = |code, problem: &str| {
            let message = format!("`{}` cannot be read: {problem}", show(path));
            ImportError::new(code, message)
        };
        let found = inside.canonicalize();
        let found =
            found.map_err(|error| unreadable(Code::Unreadable, &escape(&error.to_string())))?;
        if !self.roots.contain(&found) {
            return Err(self.outside(base, path));
        }
        if let Some(known) = self.files.iter().position(|file| file.path == found) {
            return Ok(known);
        }
        let limit = self.options.limits.files;
        if self.files.len() - self.documents + 1 >= limit {
            let message = match limit {
                1 => "the document refers to another file, and the limit is 1".to_owned(),
                limit => format!("the document refers to more than {limit} files"),
            };
            return Err(ImportError::new(Code::TooManyFiles, message));
        }
        let bytes = read(&found, self.options.limits.bytes);
        let bytes = bytes.map_err(|(code, problem)| unreadable(code, &problem))?;
        let shown = self.roots.shown(&inside);
        let name = escape(&shown.display().to_string());
        diagnostics.sources_mut().read_from(shown);
        let (id, tree) = match input::admit(&name, bytes, self.options, diagnostics) {
            Some((id, format)) => (id, parse(id, format, self.options, diagnostics)),
            None => (self.id(0), None),
        };
        self.keep(found, id, tree);
        Ok(self.files.len() - 1)
    }

    /// Keeps a file. Its references by name are resolved within it, before anything is imported
    /// from it.
    fn keep(&mut self, path: PathBuf, id: FileId, mut tree: Option<Value>) {
        let names = match (&mut tree, self.dialect) {
            (Some(tree), Dialect::V3_1 | Dialect::V3_2) => resolve_ids(tree),
            (None, _) | (_, Dialect::V2 | Dialect::V3_0) => SchemaIds::default(),
        };
        self.files.push(OpenFile {
            path,
            id,
            tree,
            names,
        });
    }

    /// The absolute path that a reference leads to, or why it must not be followed. Opens nothing.
    ///
    /// The path is decoded first: `%2e%2e` is `..`, and a file may have a space in its name.
    fn inside(&self, base: usize, path: &str) -> Result<PathBuf, ImportError> {
        let decoded = percent_decode_str(path).decode_utf8();
        let decoded = decoded.map_err(|_| self.outside(base, path))?;
        if decoded.starts_with("//") || has_scheme(&decoded) {
            return Err(ImportError::foreign(
                format!("`{}` is not a file beside this document", show(path)),
                "nothing is fetched from the network: save the target beside the document and refer to it by its relative path"
                    .to_owned(),
            ));
        }
        if decoded.starts_with('/') || decoded.contains(['\\', '\0']) {
            return Err(self.outside(base, path));
        }
        let target = self.target(base, &decoded);
        let target = target.filter(|target| self.roots.contain(target));
        target.ok_or_else(|| self.outside(base, path))
    }

    /// The path that a relative one leads to from a file.
    fn target(&self, base: usize, path: &str) -> Option<PathBuf> {
        let base = self.files.get(base)?;
        let mut target = base.path.parent()?.to_owned();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    let above = target.components().next_back();
                    if !matches!(above, Some(Component::Normal(_))) {
                        return None;
                    }
                    target.pop();
                }
                part => target.push(part),
            }
        }
        Some(target)
    }

    /// A reference that leads out of the roots, with the root that would allow it, if there is such a folder.
    fn outside(&self, base: usize, path: &str) -> ImportError {
        let message = format!("`{}` is outside the folder of the document", show(path));
        let relative = percent_decode_str(path).decode_utf8().ok();
        let relative =
            relative.filter(|path| path.starts_with("..") && !path.contains(['\\', '\0']));
        let target = relative.and_then(|path| self.target(base, &path));
        let exists = |path: &PathBuf| {
            path.canonicalize()
                .is_ok_and(|real| real == *path && real.is_file())
        };
        let folder = target
            .filter(exists)
            .and_then(|target| Some(target.parent()?.to_owned()));
        let help = match folder {
            Some(folder) => format!(
                "allow the folder with `--root {}`, move the file into the document's folder, or bundle the documents first",
                escape(&self.roots.shown(&folder).display().to_string())
            ),
            None => {
                "move the file into the document's folder, or bundle the documents first".to_owned()
            }
        };
        ImportError::foreign(message, help)
    }
}

/// Whether a reference starts with a scheme such as `https:` ([RFC 3986 section
/// 3.1](https://www.rfc-editor.org/rfc/rfc3986#section-3.1)).
fn has_scheme(text: &str) -> bool {
    let Some((scheme, _)) = text.split_once(':') else {
        return false;
    };
    let rest = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(rest)
}
