//! YAML text -> value tree, in two steps: [`validate`](self::loose) checks the events of the
//! text and reports what is rejected, with its place. Then `serde_yaml` reads the values.
//!
//! Two parsers are needed: `serde_yaml` builds the tree, but gives no places, hides tags and merge
//! keys, and expands aliases without a limit. It contains libyaml, so it accepts what libyaml
//! accepts. If both do not see the same number of values, the text is ambiguous and rejected.
//!
//! Scalars without quotes follow the [core schema of YAML
//! 1.2.2](https://yaml.org/spec/1.2.2/#1032-tag-resolution) with three exceptions: digits after a
//! leading zero (`017`) are a string, since readers disagree about their base; `0b11` and signed
//! `0x`, `0o` are numbers. `no`, `on`, dates and `1_000` are strings. Keys are strings as they are
//! written.

mod alias_budget;
mod directives;
mod loose;
mod merge;
mod open_container;
mod scalar_number;
mod tags;
mod validate;
mod validated;

use serde::de::DeserializeSeed;
use serde_json::Value;

use super::tree::TreeLimits;
use super::{LoadOptions, repeated};
use crate::diagnostic::{Code, Diagnostics, Place, escape};
use crate::source::FileId;
use loose::validate;

/// Line breaks of YAML 1.1, which `serde_yaml` follows. In YAML 1.2 they are ordinary characters.
const FOREIGN_BREAKS: [char; 3] = ['\u{85}', '\u{2028}', '\u{2029}'];

/// Parses YAML, or reports why it is rejected. Errors may have been reported even if a tree is
/// returned.
pub(super) fn parse(
    file: FileId,
    text: &str,
    options: &LoadOptions,
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    let validated = validate(file, text, options, diagnostics)?;
    if validated.values == 0 {
        return empty(file, diagnostics);
    }
    let state = TreeLimits::new(&options.limits);
    let tree = state
        .root()
        .deserialize(serde_yaml::Deserializer::from_str(text));
    let repeats = state.repeats.borrow();
    let known: &[(String, bool)] = if tree.is_ok() { &repeats } else { &[] };
    repeated::report(&validated.repeated, options.strictness, known, diagnostics);
    match tree {
        Ok(Value::Null) => empty(file, diagnostics),
        Ok(_) if state.count() != validated.values => {
            ambiguous(file, text, diagnostics);
            None
        }
        Ok(mut tree) => {
            if validated.merges {
                merge::merge(&mut tree);
            }
            Some(tree)
        }
        Err(error) => {
            rejected(file, &state, &error, diagnostics);
            None
        }
    }
}

/// Reports a text without a value: nothing, comments, or `null`.
fn empty(file: FileId, diagnostics: &mut Diagnostics) -> Option<Value> {
    let place = Place::text(file, 0..0);
    diagnostics.report(Code::EmptyDocument, &place, "the file contains no value");
    None
}

/// Validation and `serde_yaml` saw different trees, so the checks do not apply to this text. YAML
/// 1.1 has more line breaks than YAML 1.2, and a comment ends at one of them.
fn ambiguous(file: FileId, text: &str, diagnostics: &mut Diagnostics) {
    let at = text.find(FOREIGN_BREAKS).unwrap_or_default();
    let place = Place::text(file, at..at);
    let message = "YAML 1.1 and YAML 1.2 read this text differently";
    let report = diagnostics.report(Code::Syntax, &place, message);
    report.help("put values with unusual line separators in double quotes, as `\\u2028`");
}

/// Reports what validation accepts and `serde_yaml` does not.
fn rejected(
    file: FileId,
    state: &TreeLimits,
    error: &serde_yaml::Error,
    diagnostics: &mut Diagnostics,
) {
    let at = error.location().map_or(0, |location| location.index());
    let full = error.to_string();
    let message = full
        .split_once(" at line ")
        .map_or(full.as_str(), |(text, _)| text);
    let (code, message) = state.stopped().unwrap_or_else(|| match message {
        deep if deep.starts_with("recursion limit") => (Code::TooDeep, state.too_deep()),
        aliases if aliases.starts_with("repetition limit") => (
            Code::YamlAliases,
            "the expanded aliases are too large".to_owned(),
        ),
        message => (Code::Syntax, escape(message)),
    });
    diagnostics.report(code, &Place::text(file, at..at), message);
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]
mod tests;
