//! The root of a tree -> the [version](https://spec.openapis.org/oas/v3.0.3.html#versions) of
//! OpenAPI that it is written in.
//!
//! ```text
//! openapi: 3.1.0       3.1
//! swagger: "2.0"       2.0
//! openapi: 3.1         rejected: YAML reads a number, and 3.10 would be the same
//! ```
//! The tables depend on the version, so nothing can be checked without it.

use serde_json::Value;

use super::Dialect;
use super::keywords::found;
use super::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnostics, Place, Pointer, show};
use crate::source::FileId;

/// The version, or `None` with a report. 3.2 is read with the keys that it shares with 3.1.
pub(super) fn dialect(
    file: FileId,
    tree: &Value,
    diagnostics: &mut Diagnostics,
) -> Option<Dialect> {
    let Some((key, value)) = ["openapi", "swagger"]
        .iter()
        .find_map(|key| Some((*key, tree.get(key)?)))
    else {
        no_version(file, tree, diagnostics);
        return None;
    };
    let place = Place::value(file, Pointer::root().child(key));
    let problem = match value {
        Value::String(text) => match parse(key, text) {
            Some(dialect) => {
                if dialect == Dialect::V3_2 {
                    let message = format!("OpenAPI {} is read as 3.1", show(text));
                    let report = diagnostics.report(Code::NewerVersion, &place, message);
                    report.help("new keys of 3.2 that have no effect are reported one by one");
                }
                return Some(dialect);
            }
            None => format!("unknown version `{}`", show(text)),
        },
        // The keyword pass reports that this is not a string; everything else can be read.
        Value::Number(number) if key == "swagger" && number.to_string() == "2.0" => {
            return Some(Dialect::V2);
        }
        Value::Number(number) => format!("the version {number} is a number"),
        other => format!("expected a string, found {}", found(other)),
    };
    let report = diagnostics.report(Code::BadVersion, &place, problem);
    if let Some(meant) = meant(key, value) {
        report.help(format!("write all of it, in quotes: `{meant}`"));
    }
    None
}

/// The whole version that a shortened one is part of: `3.1` is `openapi: "3.1.0"`, and `openapi: 2.0`
/// is `swagger: "2.0"`.
fn meant(key: &str, value: &Value) -> Option<&'static str> {
    let text = match value {
        Value::String(text) => text.trim().trim_start_matches(['v', 'V']).to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let mut parts = text.split('.');
    Some(match (parts.next(), parts.next().unwrap_or("0")) {
        (Some("2"), _) => "swagger: \"2.0\"",
        (Some("3"), _) if key == "swagger" => "openapi: \"3.0.3\"",
        (Some("3"), "0") => "openapi: \"3.0.3\"",
        (Some("3"), "1") => "openapi: \"3.1.0\"",
        (Some("3"), "2") => "openapi: \"3.2.0\"",
        _ => return None,
    })
}

/// Reports a tree without a version.
fn no_version(file: FileId, tree: &Value, diagnostics: &mut Diagnostics) {
    let root = Place::value(file, Pointer::root());
    let Value::Object(members) = tree else {
        let message = format!("expected an object, found {}", found(tree));
        diagnostics.report(Code::NotADocument, &root, message);
        return;
    };
    let message = "the key `openapi` (or `swagger`) is missing";
    let report = diagnostics.report(Code::NotADocument, &root, message);
    did_you_mean(report, "openapi", members.keys());
}

/// `2.0` for `swagger`; `3.0.x`, `3.1.x` or `3.2.x` for `openapi`.
///
/// The patch version makes no difference
/// ([Versions](https://spec.openapis.org/oas/v3.1.1.html#versions)): `3.0.99` is read as 3.0,
/// although there is no such version.
fn parse(key: &str, text: &str) -> Option<Dialect> {
    if key == "swagger" {
        return (text == "2.0").then_some(Dialect::V2);
    }
    let (minor, patch) = text.rsplit_once('.')?;
    if patch.is_empty() || !patch.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match minor {
        "3.0" => Some(Dialect::V3_0),
        "3.1" => Some(Dialect::V3_1),
        "3.2" => Some(Dialect::V3_2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Dialect, parse};

    #[test]
    fn versions_must_match_exactly() {
        assert_eq!(parse("openapi", "3.0.3"), Some(Dialect::V3_0));
        assert_eq!(parse("openapi", "3.1.0"), Some(Dialect::V3_1));
        assert_eq!(parse("swagger", "2.0"), Some(Dialect::V2));
        for text in [
            "3",
            "3.0",
            "3.0.x",
            "3.0.3 ",
            "latest",
            "4.0.0",
            "3.1.0-rc1",
            "2.0",
        ] {
            assert_eq!(parse("openapi", text), None, "{text}");
        }
    }
}
