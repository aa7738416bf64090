//! JSON text ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259)) -> value tree.
//!
//! Rejects what `serde_json` accepts silently: equal keys in one object, and integers that a double
//! cannot represent. Both are noticed while the tree is read, and the text is searched for their
//! places only then.

use serde::de::DeserializeSeed;
use serde_json::Value;

use super::repeated::{self, RepeatedKey};
use super::tree::TreeLimits;
use super::{LoadOptions, Strictness, json_numbers};
use crate::diagnostic::{Code, Diagnostics, Place, escape};
use crate::source::{FileId, LineIndex, repeated_keys};

/// Parses JSON, or reports where the text is malformed.
pub(super) fn parse(
    file: FileId,
    text: &str,
    options: &LoadOptions,
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    let state = TreeLimits::new(&options.limits);
    match read(text, &state) {
        Ok(tree) => {
            let known = state.repeats.borrow();
            if !known.is_empty() {
                report_repeated(file, options.strictness, &known, diagnostics);
            }
            if state.rounded.get() {
                json_numbers::report_rounded(file, text, options.strictness, diagnostics);
            }
            Some(tree)
        }
        Err(error) => {
            if options.strictness != Strictness::Strict
                && is_out_of_range(&error)
                && let Some(bounded) =
                    json_numbers::without_infinite_bounds(file, text, diagnostics)
            {
                // Its infinite bounds are null, and everything keeps its place.
                return parse(file, &bounded, options, diagnostics);
            }
            report(file, text, &state, &error, diagnostics);
            None
        }
    }
}

/// The tree of a text.
fn read(text: &str, state: &TreeLimits) -> serde_json::Result<Value> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let tree = state.root().deserialize(&mut reader)?;
    reader.end().map(|()| tree)
}

/// Whether a number is beyond a double, such as `1e400`.
fn is_out_of_range(error: &serde_json::Error) -> bool {
    error.to_string().starts_with("number out of range")
}

/// Reports a parse error at its position.
///
/// `serde_json` gives its reasons as strings, and they end with the position, which the report
/// shows in its own way. The reasons that have a code here are recognized by how they begin.
fn report(
    file: FileId,
    text: &str,
    state: &TreeLimits,
    error: &serde_json::Error,
    diagnostics: &mut Diagnostics,
) {
    if text.trim().is_empty() {
        let place = Place::text(file, 0..0);
        diagnostics.report(Code::EmptyDocument, &place, "the file contains no value");
        return;
    }
    let at = offset(text, error.line(), error.column());
    let full = error.to_string();
    let message = full
        .rsplit_once(" at line ")
        .map_or(full.as_str(), |(message, _)| message);
    let (code, message) = state.stopped().unwrap_or_else(|| match message {
        deep if deep.starts_with("recursion limit") => (Code::TooDeep, state.too_deep()),
        message if message.starts_with("number out of range") => (Code::BadNumber, escape(message)),
        message => (Code::Syntax, escape(message)),
    });
    diagnostics.report(code, &Place::text(file, at..at), message);
}

/// The byte at a position. `serde_json` counts columns in bytes, from 1, and 0 at the start of a
/// line.
fn offset(text: &str, line: usize, column: usize) -> usize {
    LineIndex::new(text).line_span(line).start + column.saturating_sub(1)
}

/// Reports the keys that occur twice in an object. Called only if there is one. Repairing keeps the
/// first, which is what the tree contains.
fn report_repeated(
    file: FileId,
    strictness: Strictness,
    known: &[(String, bool)],
    diagnostics: &mut Diagnostics,
) {
    let pairs = diagnostics
        .sources()
        .get(file)
        .map(repeated_keys)
        .unwrap_or_default();
    let repeated = pairs.into_iter().map(|pair| RepeatedKey {
        key: pair.key,
        first: Place::text(file, pair.first),
        second: Place::text(file, pair.second),
    });
    let repeated: Vec<RepeatedKey> = repeated.collect();
    repeated::report(&repeated, strictness, known, diagnostics);
}
