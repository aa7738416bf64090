//! A media type -> the words that distinguish its body from those of other media types.
//!
//! They name variants of an enumeration of bodies: `CreatePetBody::Json`,
//! `CreatePetBody::EventStream`. The most common media types have words of their own; others are
//! named after their subtype, without the prefixes `x-` and `vnd.`.

use serde_json::Value;

use crate::lower::media_type::{Fit, fit};

/// The words of a media type: `Json`, `Event Stream`, `csv`, `scim+json` for
/// `application/scim+json`.
pub(in crate::lower) fn media_words(name: &str) -> String {
    let essence = name.split(';').next().unwrap_or_default().trim();
    let words = match essence.to_ascii_lowercase().as_str() {
        "application/json" => "Json",
        "application/x-www-form-urlencoded" => "Form",
        "multipart/form-data" => "Multipart",
        "text/plain" => "Text",
        "application/octet-stream" => "Bytes",
        "text/event-stream" => "Event Stream",
        "application/x-ndjson" | "application/jsonl" => "Json Lines",
        "*/*" => "Any",
        other => {
            let (family, subtype) = other.split_once('/').unwrap_or(("", other));
            let subtype = subtype.strip_prefix("x-").unwrap_or(subtype);
            let subtype = subtype.strip_prefix("vnd.").unwrap_or(subtype);
            return if subtype == "*" { family } else { subtype }.to_owned();
        }
    };
    words.to_owned()
}

/// Whether the media types of a `content` have different schemas, so that each name needs its media
/// type. One without a codec does not count: nothing is named after it.
pub(super) fn several_schemas(content: &Value) -> bool {
    let media = content.as_object().into_iter().flatten();
    let coded = media.filter(|(name, media_type)| has_codec(name, media_type.get("schema")));
    let mut schemas = coded.map(|(_, media_type)| media_type.get("schema"));
    let first = schemas.next();
    schemas.any(|other| Some(other) != first)
}

/// Whether a media type can carry the values of a schema, as far as the schema itself says it.
fn has_codec(name: &str, schema: Option<&Value>) -> bool {
    let text = |key: &str| schema.and_then(|schema| schema.get(key)?.as_str());
    match fit(name) {
        Some(Fit::Structured(_) | Fit::Open) => true,
        Some(Fit::Plain(_)) => text("type") == Some("string"),
        None => false,
    }
}
