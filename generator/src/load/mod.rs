//! Bytes -> [`Document`]: one version of OpenAPI, typed, with every key accounted for.
//!
//! The order is fixed, and each step refuses what the next could not bear: a guard over the bytes, a parser, the import
//! of other files, the keyword ledger, the raising of other versions to 3.0, the checks between parts, the typed form. Problems are
//! reported, and the run goes on as long as there is something to go on with, so that one run shows them all.

mod check;
mod convert;
mod document;
mod fit;
mod guard;
mod import;
mod json;
mod ledger;
mod limits;
mod number;
mod options;
mod origin;
mod raise;
mod reports;
mod skeleton;
mod suggest;
mod targets;
mod value;
mod version;
mod yaml;

pub use document::{Dialect, Document};
pub(crate) use import::PATH_ITEMS;
pub use ledger::{Explained, Explanation, Outcome, ledger as keys};
pub use limits::{Limit, Limits};
pub(crate) use options::Repair;
pub use options::{Options, Strictness};
pub(crate) use raise::PRIVATE;

use std::path::Path;

use crate::diagnostic::{Code, Diagnostics, Place, escape};
use crate::source::{FileId, Format, SourceFile};

/// Reads the document in a file.
///
/// `None` when nothing can be lowered. A document may come with errors in `diagnostics`: later stages then still
/// report theirs, and the run stops before anything is written.
pub fn load(entry: &Path, options: &Options, diagnostics: &mut Diagnostics) -> Option<Document> {
    let name = escape(&entry.display().to_string());
    match read(entry, options.limits.bytes) {
        Ok(bytes) => {
            let admitted = guard::admit(&name, &bytes, options, diagnostics)?;
            drop(bytes); // The text is kept elsewhere; the tree can have this room.
            let folder = import::Folder::of(entry);
            load_admitted(admitted, folder, options, diagnostics)
        }
        Err((code, problem)) => {
            let file = SourceFile::new(name, "", Format::Yaml);
            let file = diagnostics.sources_mut().add(file);
            diagnostics.report(code, &Place::text(file, 0..0), problem);
            None
        }
    }
}

/// The bytes of a regular file; a device or a pipe might never end, and a large file is not read to be refused.
fn read(entry: &Path, limit: usize) -> Result<Vec<u8>, (Code, String)> {
    let unreadable = |error: std::io::Error| (Code::Unreadable, escape(&error.to_string()));
    let about = std::fs::metadata(entry).map_err(unreadable)?;
    if !about.is_file() {
        return Err((Code::Unreadable, "this is not a regular file".to_owned()));
    }
    if usize::try_from(about.len()).map_or(true, |size| size > limit) {
        return Err((Code::TooLarge, guard::too_large(about.len(), limit)));
    }
    std::fs::read(entry).map_err(unreadable)
}

/// Reads a document from memory, under the name that reports show. It has no folder: references to files are refused.
pub fn load_text(
    name: &str,
    bytes: &[u8],
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let admitted = guard::admit(name, bytes, options, diagnostics)?;
    load_admitted(admitted, None, options, diagnostics)
}

fn load_admitted(
    (file, format): (FileId, Format),
    folder: Option<import::Folder>,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let mut tree = parse(file, format, options, diagnostics)?;
    let dialect = version::dialect(file, &tree, diagnostics)?;
    let names = match dialect {
        Dialect::V2 | Dialect::V3_0 => raise::Names::default(),
        Dialect::V3_1 | Dialect::V3_2 => raise::resolve_names(&mut tree),
    };
    let folder = folder.map(|folder| (folder, names));
    let imports = import::import(&mut tree, (file, dialect), folder, options, diagnostics);
    let findings = ledger::walk(&tree, &imports, dialect, options.strictness, diagnostics);
    findings.repairs.apply(&mut tree);
    let explanation = findings.usage.explanation();
    let mut origins = origin::Origins::new(imports);
    let elsewhere = raise::raise(
        &mut tree,
        (dialect, options.strictness),
        findings.elsewhere,
        &mut origins,
        diagnostics,
    );
    let repairs = check::check(
        &tree,
        &elsewhere,
        &origins,
        (dialect, options.strictness),
        diagnostics,
    );
    repairs.apply(&mut tree);
    fit::fit(&mut tree);
    convert::convert(
        convert::Raised {
            origins,
            tree,
            dialect,
            explanation,
            elsewhere,
            strictness: options.strictness,
        },
        diagnostics,
    )
}

fn parse(
    file: FileId,
    format: Format,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<serde_json::Value> {
    let text = diagnostics.sources().get(file)?.shared_text();
    match format {
        Format::Json => json::parse(file, &text, options, diagnostics),
        Format::Yaml => yaml::parse(file, &text, options, diagnostics),
    }
}
