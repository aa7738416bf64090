//! A media type -> the words that distinguish its body from those of other media types.
//!
//! They name variants of an enumeration of bodies: `CreatePetBody::Json`,
//! `CreatePetBody::EventStream`. The most common media types have words of their own; others are
//! named after their subtype, without the prefixes `x-` and `vnd.`.

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
