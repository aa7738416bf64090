//! The root of a tree -> the [version](https://spec.openapis.org/oas/v3.0.3.html#versions) of OpenAPI that it is written in.

use serde_json::Value;

use super::Dialect;
use super::keywords::found;
use super::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnostics, Place, Pointer, show};
use crate::source::FileId;

/// The version, or `None` with a report.
pub(super) fn dialect(
    file: FileId,
    tree: &Value,
    diagnostics: &mut Diagnostics,
) -> Option<Dialect> {
    let (key, value) = key(file, tree, diagnostics)?;
    let problem = match value {
        Value::String(text) => match parse(key, text) {
            Some(dialect) => {
                if dialect == Dialect::V3_2 {
                    newer(file, text, diagnostics);
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
    let place = Place::value(file, Pointer::root().child(key));
    let diagnostic = diagnostics.report(Code::BadVersion, &place, problem);
    if value.is_number() {
        diagnostic.help("write all of it, in quotes: `\"3.0.3\"`");
    }
    None
}

/// The key with the version, and its value.
fn key<'t>(
    file: FileId,
    tree: &'t Value,
    diagnostics: &mut Diagnostics,
) -> Option<(&'static str, &'t Value)> {
    let root = Place::value(file, Pointer::root());
    let Value::Object(members) = tree else {
        diagnostics.report(
            Code::NotADocument,
            &root,
            format!("expected an object, found {}", found(tree)),
        );
        return None;
    };
    for key in ["openapi", "swagger"] {
        if let Some(value) = members.get(key) {
            return Some((key, value));
        }
    }
    let help = did_you_mean("openapi", members.keys().map(String::as_str));
    let diagnostic = diagnostics.report(
        Code::NotADocument,
        &root,
        "neither `openapi` nor `swagger` is there",
    );
    if let Some(help) = help {
        diagnostic.help(help);
    }
    None
}

/// Reports that a version is read as an older one, since not every key of it is supported.
fn newer(file: FileId, text: &str, diagnostics: &mut Diagnostics) {
    let place = Place::value(file, Pointer::root().child("openapi"));
    let message = format!("OpenAPI {} is read as 3.1", show(text));
    diagnostics
        .report(Code::NewerVersion, &place, message)
        .help("what is new in 3.2 and has no effect is named where it stands");
}

/// `2.0` for `swagger`; `3.0.x`, `3.1.x` or `3.2.x` for `openapi`. The patch version makes no difference.
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
