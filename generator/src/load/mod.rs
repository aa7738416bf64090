//! Bytes -> [`Document`]: one version of OpenAPI, typed, with every key accounted for.
//!
//! `load_entries` reads the documents, and `run_passes` runs the other passes in their order, each with its reason. A pass may rely on what
//! the passes before it have checked and repaired. Problems are reported and the run continues if
//! possible, so that one run shows them all.
//!
//! | pass | module | changes the tree |
//! |---|---|---|
//! | find the documents | `gather` | |
//! | read and parse | `input`, `json`, `yaml`, `tree` | |
//! | overlays | `overlay` | values are merged, copied and removed |
//! | version | `version` | |
//! | references to names | `schema_ids` | references become pointers |
//! | several documents | `combine` | they become one |
//! | references to files | `import` | values of other files are added, references become pointers |
//! | empty keys, unencoded references | `keywords` | repairs |
//! | keywords | `keywords` | repairs |
//! | normalize | `normalize` | 2.0 and 3.1 get the shape of 3.0 |
//! | webhooks and callbacks | `webhooks` | references to callbacks are replaced by copies |
//! | consistency | `consistency` | repairs |
//! | typed form | `convert`, `skeleton`, `ref_targets` | |
//!
//! What the passes share:
//!
//! - `keywords::table`: what each object may contain, in every version. All walks are led by it.
//! - `report`: where problems go, and how serious they are at each strictness.
//! - `origin`: where a part of the tree is in the text that the author wrote.
//! - `private`: the keys for what 3.0 cannot express, and who may read them.
//! - `crate::pointer`: the only code that follows references.
//!
//! To support a key, add its line to the tables. To reject a contradiction, add a rule to
//! `consistency`. To read a version, say in `normalize` how its objects become those of 3.0.

mod as_written;
mod combine;
mod consistency;
mod convert;
mod dialect;
mod document;
mod exact_integer;
mod gather;
mod import;
mod input;
mod json;
mod json_numbers;
mod keywords;
mod limits;
mod normalize;
mod operation_count;
mod options;
mod origin;
mod overlay;
mod path_item;
mod pattern_count;
mod positions;
mod private;
mod ref_targets;
mod repeated;
mod report;
mod schema_ids;
mod skeleton;
mod suggest;
mod tree;
mod version;
mod webhooks;
mod written;
mod yaml;

#[cfg(feature = "cli")]
pub(crate) use consistency::path_shape;
pub use dialect::Dialect;
pub use document::Document;
pub use gather::Input;
pub use keywords::{Explained, Explanation, KeyEffect, ledger as keys};
pub use limits::{Limit, Limits};
pub(crate) use options::Repair;
pub use options::{Embedding, LoadOptions, Strictness};
pub(crate) use overlay::{PROPOSED, merged};
pub(crate) use path_item::METHODS;
pub use path_item::TypedPathItem;
pub use positions::TextPosition;
pub(crate) use private::{PATH_ITEMS, between, is_private, private, public};
pub use suggest::nearest;
pub(crate) use suggest::{did_you_mean, near_miss};
pub(crate) use tree::members;
pub(crate) use webhooks::{Hook, HookKind};
pub(crate) use written::written_tree;

use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostics, escape};
use crate::source::{FileFormat, FileId};
use as_written::AsWritten;
use document::NormalizedTree;
use origin::Origins;
use report::Report;

/// Reads the documents of an API, which become one.
///
/// `None` if nothing can be lowered. A document may be returned although `diagnostics` has errors:
/// later stages then report theirs as well, and the run stops before anything is written.
pub fn load(
    input: &Input,
    options: &LoadOptions,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    match gather::gather(input, options) {
        Ok(entries) => load_entries(&entries, input, options, diagnostics),
        Err(problem) => {
            problem.report(diagnostics);
            None
        }
    }
}

/// Reads each document as a tree, then all of them as one. Every document is read, so that one run reports the problems of
/// all.
fn load_entries(
    entries: &[gather::InputEntry],
    Input {
        roots,
        overlays,
        proposed,
        ..
    }: &Input,
    options: &LoadOptions,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let mut allowed = import::Roots::default();
    let (mut parts, mut files) = (Vec::new(), Vec::new());
    let paths = entries.iter().filter_map(|entry| entry.place(roots));
    let paths: Vec<PathBuf> = paths.map(|(path, _)| path).collect();
    let mut overlays = overlay::Overlays::read(
        (overlays, proposed.as_deref()),
        &paths,
        options,
        diagnostics,
    );
    for entry in entries {
        let bytes = entry.read(options.limits.bytes);
        let bytes = bytes.map_err(|problem| problem.report(diagnostics));
        let admitted = bytes
            .ok()
            .and_then(|bytes| input::admit(&entry.name(), bytes, options, diagnostics));
        let place = entry.place(roots);
        let path = place.as_ref().map(|(path, _)| path.as_path());
        let part = admitted
            .and_then(|admitted| read_part(admitted, (&mut overlays, path), options, diagnostics));
        let Some((mut part, names)) = part else {
            continue;
        };
        if let Some((path, folder)) = place {
            part.folder = path.parent().map(Path::to_owned);
            allowed.add(part.folder.clone().unwrap_or_default(), folder);
            let id = part.file;
            files.push(import::InputFile { path, id, names });
        }
        parts.push(part);
    }
    for root in roots {
        if let Err(problem) = allowed.allow(root) {
            problem.report(diagnostics);
            return None;
        }
    }
    if parts.len() < entries.len() {
        return None;
    }
    overlays.finish(diagnostics)?;
    let combined = combine::combine(parts, diagnostics)?;
    run_passes(combined, (allowed, files), options, diagnostics)
}

/// The bytes of a regular file. Devices and pipes may never end, and a file that is too large is
/// not read at all.
fn read(entry: &Path, limit: usize) -> Result<Vec<u8>, (Code, String)> {
    let unreadable = |error: std::io::Error| (Code::Unreadable, escape(&error.to_string()));
    let about = std::fs::metadata(entry).map_err(unreadable)?;
    if !about.is_file() {
        return Err((Code::Unreadable, "this is not a regular file".to_owned()));
    }
    if usize::try_from(about.len()).map_or(true, |size| size > limit) {
        return Err((Code::TooLarge, input::too_large(about.len(), limit)));
    }
    std::fs::read(entry).map_err(unreadable)
}

/// Reads a document from memory; reports show it under this name. It has no folder, so references
/// to files are rejected.
pub fn load_text(
    name: &str,
    bytes: &[u8],
    options: &LoadOptions,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let admitted = input::admit(name, bytes.to_vec(), options, diagnostics)?;
    let mut overlays = overlay::Overlays::read((&[], None), &[], options, diagnostics);
    let (part, _) = read_part(admitted, (&mut overlays, None), options, diagnostics)?;
    let combined = combine::combine(vec![part], diagnostics)?;
    run_passes(combined, Default::default(), options, diagnostics)
}

/// The text of one document as a tree, and the names that its schemas define. The reader limits depth, size and aliases, and
/// finds keys that occur twice. Overlays are applied. References by `$anchor` and `$id` become JSON Pointers.
fn read_part(
    (file, format): (FileId, FileFormat),
    (overlays, path): (&mut overlay::Overlays, Option<&Path>),
    options: &LoadOptions,
    diagnostics: &mut Diagnostics,
) -> Option<(combine::ParsedDocument, schema_ids::SchemaIds)> {
    let mut tree = parse(file, format, options, diagnostics)?;
    let edits = overlays.apply(&mut tree, (file, path), options, diagnostics);
    let dialect = version::dialect(file, &tree, diagnostics)?;
    let names = match dialect {
        Dialect::V2 | Dialect::V3_0 => schema_ids::SchemaIds::default(),
        Dialect::V3_1 | Dialect::V3_2 => schema_ids::resolve_ids(&mut tree),
    };
    let folder = None;
    let part = combine::ParsedDocument {
        file,
        tree,
        dialect,
        folder,
        edits,
    };
    Some((part, names))
}

/// The passes over one tree, in their order. Each reports what it finds and repairs the tree
/// where it can, so that the next pass has something to work with and one run shows every problem.
fn run_passes(
    (mut tree, dialect, mut origins): (serde_json::Value, Dialect, Origins),
    files: (import::Roots, Vec<import::InputFile>),
    options: &LoadOptions,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    // 1. Values of other files are added to the components. From here on there is one tree, and one way to refer to a part
    //    of it.
    import::import(
        &mut tree,
        &mut origins,
        dialect,
        files,
        options,
        diagnostics,
    );
    let as_written = AsWritten::of(&tree, options.embedding, diagnostics.sources().bytes());
    let mut report = Report::new(origins, options.strictness, std::mem::take(diagnostics));
    keywords::remove_empty_keys(&mut tree, dialect, &mut report);
    keywords::encode_references(&mut tree, dialect, &mut report);
    // 2. Every key against the tables of its version. Afterwards each value has the type that the standard gives it.
    let found = keywords::walk(&tree, dialect, &mut report);
    found.repairs.apply(&mut tree);
    // 3. Swagger 2.0 and OpenAPI 3.1 in the shape of 3.0, so that later stages know one version.
    let referenced = normalize::normalize(&mut tree, dialect, found.referenced, &mut report);
    // 4. Where the requests are that the API sends.
    let hooks = webhooks::collect(&mut tree, &mut report);
    let count = operation_count::check(&tree, &hooks, &options.limits, &mut report);
    let Some(patterns) =
        count.and_then(|()| pattern_count::check(&tree, &options.limits, &mut report))
    else {
        *diagnostics = report.diagnostics;
        return None;
    };
    // 5. What the parts say about each other, such as path parameters, bounds and defaults. It needs the shape of 3.0.
    let about = (&tree, dialect, options.limits, &patterns);
    let repairs = consistency::check(about, &referenced, &hooks, &mut report);
    repairs.apply(&mut tree);
    // 6. The typed form of everything but schemas.
    *diagnostics = report.diagnostics;
    let normalized = NormalizedTree {
        tree,
        dialect,
        strictness: options.strictness,
        limits: options.limits,
        patterns,
        origins: report.origins,
        explanation: found.usage.explanation(dialect),
        hooks,
        referenced,
        left_out: document::LeftOut::default(),
        as_written,
    };
    convert::convert(normalized, diagnostics)
}

/// The text of a file as a tree. The sources keep the text, because reports quote it.
fn parse(
    file: FileId,
    format: FileFormat,
    options: &LoadOptions,
    diagnostics: &mut Diagnostics,
) -> Option<serde_json::Value> {
    let text = diagnostics.sources().get(file)?.shared_text();
    match format {
        FileFormat::Json => json::parse(file, &text, options, diagnostics),
        FileFormat::Yaml | FileFormat::LooseYaml => yaml::parse(file, &text, options, diagnostics),
    }
}
