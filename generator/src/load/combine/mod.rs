//! Several documents of one API -> one tree.
//!
//! Vendors publish one document per operation or per resource, and repeat in each what they share. Each part of the result has
//! one source, and reports show the file that it is from:
//!
//! | in two documents | result |
//! | --- | --- |
//! | the same path with different methods | one path with both |
//! | the same operation or component, equal | once |
//! | the same, with other descriptions or examples | once, with those of the first document; reported |
//! | the same, but different | an error with both places |
//! | other `servers` or `security` | each operation keeps those of its own document |
//! | other `consumes` or `produces` (Swagger 2.0) | the same |
//! | other `host`, `basePath` or `schemes` (Swagger 2.0) | an error: an operation cannot have its own |
//! | no `servers` in one of them | those of the other |
//! | other `info`, `externalDocs` or extensions | those of the first document; reported |
//! | tags | all, each once |
//! | another version of OpenAPI | an error: one key can mean two things |
//!
//! This runs before references to files are followed, so references within a document still lead to its own components, which
//! are those of the result.

mod equal;
mod inherit;
mod paths;
mod root;

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::Dialect;
use super::origin::Origins;
use super::overlay::Edits;
use crate::diagnostic::{Code, Diagnostics, Place, Pointer, show};
use crate::source::FileId;
use equal::{Difference, Folders};

/// One of the documents.
pub(super) struct ParsedDocument {
    pub(super) file: FileId,
    pub(super) tree: Value,
    pub(super) dialect: Dialect,
    /// Its folder, without symbolic links.
    pub(super) folder: Option<PathBuf>,
    /// What overlays changed in it.
    pub(super) edits: Edits,
}

/// The tree of all documents, their version, and where each part of the tree is from.
pub(super) fn combine(
    parts: Vec<ParsedDocument>,
    diagnostics: &mut Diagnostics,
) -> Option<(Value, Dialect, Origins)> {
    let mut parts = parts.into_iter();
    let first = parts.next()?;
    let mut combiner = Combiner {
        origins: Origins::new(first.file),
        dialect: first.dialect,
        tree: first.tree,
        folders: vec![(first.file, first.folder)],
        edits: Vec::new(),
        diagnostics,
    };
    for (at, file, source) in first.edits.inside(&Pointer::root()) {
        let from = Place::value(file, source);
        combiner.origins.overlaid(&at, from, first.file);
    }
    for part in parts {
        combiner.add(part)?;
    }
    let Combiner {
        tree,
        dialect,
        origins,
        ..
    } = combiner;
    Some((tree, dialect, origins))
}

/// The tree so far.
struct Combiner<'d> {
    tree: Value,
    dialect: Dialect,
    origins: Origins,
    folders: Vec<(FileId, Option<PathBuf>)>,
    /// What overlays changed in the documents after the first.
    edits: Vec<Edits>,
    diagnostics: &'d mut Diagnostics,
}

/// A value of one document and its place there, which is also its place in the result, except for items of lists.
struct Piece {
    file: FileId,
    at: Pointer,
    value: Value,
}

impl Piece {
    /// What messages call it: `Pet`, or `get` of `/pets`.
    fn name(&self) -> String {
        let last = show(&self.at.last().unwrap_or_default());
        let path = self
            .at
            .parent()
            .filter(|parent| parent.segments().count() == 2);
        match path.and_then(|path| path.last().map(|name| show(&name))) {
            Some(path) if self.at.is_in("paths") => format!("`{last}` of `{path}`"),
            _ => format!("`{last}`"),
        }
    }
}

impl Combiner<'_> {
    /// Adds a document. `None` if its version is another one.
    fn add(&mut self, part: ParsedDocument) -> Option<()> {
        let ParsedDocument {
            file,
            tree,
            dialect,
            folder,
            edits,
        } = part;
        self.folders.push((file, folder));
        self.edits.push(edits);
        if dialect != self.dialect {
            self.other_version(file, &tree);
            return None;
        }
        let Value::Object(mut members) = tree else {
            return Some(());
        };
        self.inherit(file, &mut members);
        for (key, value) in members {
            let at = Pointer::root().child(&key);
            let piece = Piece { file, at, value };
            match (key.as_str(), self.dialect) {
                ("openapi" | "swagger" | "security", _) => {}
                ("servers" | "consumes" | "produces", _) => self.fill(piece),
                ("paths" | "webhooks" | "x-webhooks", _) => self.each(piece, Self::path),
                (
                    "definitions" | "parameters" | "responses" | "securityDefinitions",
                    Dialect::V2,
                ) => {
                    self.named(piece);
                }
                ("components", Dialect::V3_0 | Dialect::V3_1 | Dialect::V3_2) => {
                    self.each(piece, Self::named);
                }
                ("tags", _) => self.tags(piece),
                ("host" | "basePath" | "schemes", Dialect::V2) | ("jsonSchemaDialect", _) => {
                    self.one(piece);
                }
                _ => self.first_of(piece),
            }
        }
        Some(())
    }

    /// Each member of an object in its own way. Of an extension, and of what is no object, the first
    /// counts.
    fn each(&mut self, piece: Piece, add: fn(&mut Self, Piece)) {
        let Piece { file, at, value } = piece;
        let Value::Object(members) = value else {
            return self.first_of(Piece { file, at, value });
        };
        for (name, value) in members {
            let at = at.child(&name);
            let piece = Piece { file, at, value };
            if name.starts_with("x-") {
                self.first_of(piece);
            } else {
                add(self, piece);
            }
        }
    }

    /// Each member of a section, by its name.
    fn named(&mut self, piece: Piece) {
        let Piece { file, at, value } = piece;
        let Value::Object(members) = value else {
            return self.one(Piece { file, at, value });
        };
        for (name, value) in members {
            self.one(Piece {
                file,
                at: at.child(&name),
                value,
            });
        }
    }

    /// A value of which there is one: added, or compared with the one that is there.
    fn one(&mut self, piece: Piece) {
        let Some((piece, first)) = self.add_if_absent(piece) else {
            return;
        };
        match self.difference(piece.file, &piece.at, &piece.value) {
            Difference::None => {}
            Difference::Documentation => self.first_counts(&piece, "in the documentation of"),
            Difference::Meaning => {
                let message = format!("two documents describe {} differently", piece.name());
                let place = self.place(piece.file, &piece.at).at_key();
                let report = self
                    .diagnostics
                    .report(Code::DifferentDocuments, &place, message);
                report.also(&first.at_key(), "the other description");
            }
        }
    }

    /// A value of which the first counts.
    fn first_of(&mut self, piece: Piece) {
        let Some((piece, _)) = self.add_if_absent(piece) else {
            return;
        };
        if self.difference(piece.file, &piece.at, &piece.value) != Difference::None {
            self.first_counts(&piece, "in");
        }
    }

    /// A value that was compared before: it is added if there is none.
    fn fill(&mut self, piece: Piece) {
        let _known = self.add_if_absent(piece);
    }

    /// Adds a value with its origin; if there is one already, returns the new one and the place of the other.
    fn add_if_absent(&mut self, piece: Piece) -> Option<(Piece, Place)> {
        if piece.at.find(&self.tree).is_some() {
            let first = self.origins.place(&piece.at);
            return Some((piece, first));
        }
        self.put(piece);
        None
    }

    /// Puts a value in its place, with the objects around it.
    fn put(&mut self, piece: Piece) {
        let Piece { file, at, value } = piece;
        self.import(&at, file, &at);
        let mut holder = &mut self.tree;
        let mut segments = at.segments().peekable();
        while let Some(segment) = segments.next() {
            let Value::Object(members) = holder else {
                return;
            };
            if segments.peek().is_none() {
                members.insert(segment.into_owned(), value);
                return;
            }
            let empty = || Value::Object(Map::new());
            holder = members.entry(segment.into_owned()).or_insert_with(empty);
        }
    }

    /// Where a value of a document is from: the document, or an overlay.
    fn place(&self, file: FileId, at: &Pointer) -> Place {
        match self.edits.iter().find(|edits| edits.document() == file) {
            Some(edits) => edits.place(at),
            None => Place::value(file, at.clone()),
        }
    }

    /// Notes that the value at a place of the result is from a place of a document.
    fn import(&mut self, to: &Pointer, file: FileId, from: &Pointer) {
        let place = self.place(file, from);
        self.origins.overlaid(to, place, file);
        let edits = self.edits.iter().find(|edits| edits.document() == file);
        let inside = edits.map(|edits| edits.inside(from)).unwrap_or_default();
        for (below, other, source) in inside {
            let place = Place::value(other, source);
            self.origins.overlaid(&to.append(&below), place, file);
        }
    }

    fn difference(&self, file: FileId, at: &Pointer, value: &Value) -> Difference {
        let folder = |file: FileId| -> Option<&Path> {
            let mut known = self.folders.iter();
            known.find(|(known, _)| *known == file)?.1.as_deref()
        };
        let Some(first) = at.find(&self.tree) else {
            return Difference::Meaning;
        };
        let folders = Folders(folder(self.origins.base(at)), folder(file));
        folders.difference(first, value)
    }

    fn first_counts(&mut self, piece: &Piece, what: &str) {
        let message = format!(
            "the documents differ {what} {}: the first counts",
            piece.name()
        );
        let place = self.place(piece.file, &piece.at).at_key();
        self.diagnostics
            .report(Code::FirstDocumentCounts, &place, message);
    }
}
