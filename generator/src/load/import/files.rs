//! The path in a reference -> the tree of a file. Each file is read once.
//!
//! Only regular files in the document's folder and below are read, and nothing from the network:
//!
//! ```text
//! models/pet.yaml          read
//! ../common.yaml           read from a file in a folder below; rejected from the document itself
//! /etc/passwd              rejected
//! https://…/pet.yaml       rejected
//! link.yaml -> /etc/…      rejected, after symbolic links are resolved
//! ```
//! The path is checked before anything is opened, and again after that. The number and the size of
//! files are limited. A document from an unknown author can be read without further precautions.

use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::super::schema_ids::{SchemaIds, resolve_ids};
use super::super::{Dialect, Limits, LoadOptions, input, parse, read};
use crate::diagnostic::{Code, Diagnostics, Place, Pointer, escape, show};
use crate::source::FileId;

/// The number of the document itself among its files.
pub(super) const ENTRY: usize = 0;

/// The folder of a document: references lead to it and below.
pub(in super::super) struct Folder {
    /// The folder, without symbolic links.
    path: PathBuf,
    /// The folder as reports name it.
    shown: PathBuf,
    /// The document, without symbolic links.
    document: PathBuf,
}

impl Folder {
    /// The folder of a document; `None` if the system does not know it.
    pub(in super::super) fn of(document: &Path) -> Option<Self> {
        let shown = document.parent().unwrap_or(Path::new("")).to_owned();
        let document = document.canonicalize().ok()?;
        let path = document.parent()?.to_owned();
        Some(Self {
            path,
            shown,
            document,
        })
    }
}

/// Why a reference is not followed: the code, the message and the help of the report.
pub(super) struct ImportError(Code, String, Option<&'static str>);

impl ImportError {
    pub(super) fn new(code: Code, message: String) -> Self {
        Self(code, message, None)
    }

    fn foreign(message: String, help: &'static str) -> Self {
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

/// The files that were opened, the document first.
pub(super) struct Files<'o> {
    folder: Folder,
    dialect: Dialect,
    options: &'o LoadOptions,
    files: Vec<OpenFile>,
}

/// A file that was opened, whether it could be parsed or not, so that it is reported once.
struct OpenFile {
    /// Without symbolic links.
    path: PathBuf,
    id: FileId,
    /// `None` for the document, which is already a tree, and for files that cannot be parsed.
    tree: Option<Value>,
    names: SchemaIds,
}

impl<'o> Files<'o> {
    pub(super) fn new(
        folder: Folder,
        (id, names): (FileId, SchemaIds),
        dialect: Dialect,
        options: &'o LoadOptions,
    ) -> Self {
        let path = folder.document.clone();
        let files = vec![OpenFile {
            path,
            id,
            tree: None,
            names,
        }];
        Self {
            folder,
            dialect,
            options,
            files,
        }
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

    /// The tree of a file; `None` for the document, and for files that cannot be parsed, which was
    /// reported.
    pub(super) fn tree(&self, file: usize) -> Option<&Value> {
        self.files.get(file)?.tree.as_ref()
    }

    /// The place of an anchor in a file.
    pub(super) fn anchor(&self, file: usize, name: &str) -> Option<Pointer> {
        self.files.get(file)?.names.anchor(name)
    }

    /// The parts of a file's path from the folder on.
    pub(super) fn parts(&self, file: usize) -> Vec<String> {
        let path = self.files.get(file).map(|file| file.path.as_path());
        let inside = path.and_then(|path| path.strip_prefix(&self.folder.path).ok());
        let parts = inside.into_iter().flatten();
        parts
            .map(|part| part.to_string_lossy().into_owned())
            .collect()
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
        let found = self.folder.path.join(&inside).canonicalize();
        let found =
            found.map_err(|error| unreadable(Code::Unreadable, &escape(&error.to_string())))?;
        if !found.starts_with(&self.folder.path) {
            return Err(outside(path));
        }
        if let Some(known) = self.files.iter().position(|file| file.path == found) {
            return Ok(known);
        }
        let limit = self.options.limits.files;
        if self.files.len() >= limit {
            let message = match limit {
                1 => "the document refers to another file, and the limit is 1".to_owned(),
                limit => format!("the document refers to more than {limit} files"),
            };
            return Err(ImportError::new(Code::TooManyFiles, message));
        }
        let bytes = read(&found, self.options.limits.bytes);
        let bytes = bytes.map_err(|(code, problem)| unreadable(code, &problem))?;
        let shown = self.folder.shown.join(&inside);
        let name = escape(&shown.display().to_string());
        diagnostics.sources_mut().read_from(shown);
        let (id, tree) = match input::admit(&name, &bytes, self.options, diagnostics) {
            Some((id, format)) => (id, parse(id, format, self.options, diagnostics)),
            None => (self.id(ENTRY), None),
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

    /// The path below the folder, or why it leads out of it. Opens nothing.
    ///
    /// The path is decoded first: `%2e%2e` is `..`, and a file may have a space in its name.
    fn inside(&self, base: usize, path: &str) -> Result<PathBuf, ImportError> {
        let decoded = percent_decode_str(path).decode_utf8();
        let decoded = decoded.map_err(|_| outside(path))?;
        if decoded.starts_with("//") || has_scheme(&decoded) {
            return Err(ImportError::foreign(
                format!("`{}` is not a file beside this document", show(path)),
                "nothing is fetched from the network: save the target beside the document and refer to it by its relative path",
            ));
        }
        if decoded.starts_with('/') || decoded.contains(['\\', '\0']) {
            return Err(outside(path));
        }
        let mut parts = self.parts(base);
        parts.pop();
        for part in decoded.split('/') {
            match part {
                "" | "." => {}
                ".." if parts.is_empty() => return Err(outside(path)),
                ".." => drop(parts.pop()),
                part => parts.push(part.to_owned()),
            }
        }
        Ok(parts.iter().collect())
    }
}

fn outside(path: &str) -> ImportError {
    ImportError::foreign(
        format!("`{}` is outside the folder of the document", show(path)),
        "move the file into the document's folder, or bundle the documents first",
    )
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
