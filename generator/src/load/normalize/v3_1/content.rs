//! `contentEncoding` and `contentMediaType` -> the formats `byte` and `binary` ([3.1 Considerations
//! for File Uploads](https://spec.openapis.org/oas/v3.1.1.html#considerations-for-file-uploads)).
//!
//! ```text
//! {type: string, contentEncoding: base64}               ->  {type: string, format: byte}
//! {contentMediaType: application/octet-stream}          ->  {type: string, format: binary}
//! ```
//! These are the formats that 3.0 has for files, and the only ones that later stages know. The
//! media type stays under its private key: as a whole body in JSON, such content is a string, and
//! `format: binary` of 3.0 a stream of bytes.

use serde_json::json;

use crate::load::keywords::Members;
use crate::load::normalize::members::{take, text};

/// Media types of binary content.
const BINARY: &[&str] = &["image/", "audio/", "video/", "font/"];

/// Sets the format of a string by its content. What 3.0 has no format for is kept under private
/// keys.
pub(super) fn encoding(members: &mut Members) {
    let other_type = members.get("type").is_some_and(|name| name != "string");
    if other_type || members.contains_key("format") {
        return;
    }
    let media_type = text(members, "contentMediaType").map(str::to_ascii_lowercase);
    match text(members, "contentEncoding").map(str::to_ascii_lowercase) {
        Some(encoding) if encoding == "base64" => {
            take(members, "contentEncoding");
            as_format(members, "byte");
        }
        Some(_) => {}
        None => match media_type.as_deref() {
            Some(media_type) if is_binary(media_type) => as_format(members, "binary"),
            _ => {}
        },
    }
}

/// Whether content of a media type is bytes and not text.
fn is_binary(media_type: &str) -> bool {
    BINARY.iter().any(|kind| media_type.starts_with(kind))
        || matches!(
            media_type,
            "application/octet-stream" | "application/pdf" | "application/zip" | "application/gzip"
        )
}

/// Makes the schema a string of this format.
fn as_format(members: &mut Members, format: &str) {
    members.insert("type".to_owned(), json!("string"));
    members.insert("format".to_owned(), json!(format));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::load::normalize::testing::schemas;

    #[test]
    fn bytes_in_strings() {
        insta::assert_snapshot!(schemas(&[
            json!({"type": "string", "contentEncoding": "base64"}),
            json!({"type": ["string", "null"], "contentEncoding": "base64", "contentMediaType": "image/png"}),
            json!({"contentMediaType": "application/octet-stream"}),
            json!({"type": "string", "contentMediaType": "image/png"}),
            json!({"type": "string", "contentEncoding": "base64url"}),
            json!({"type": "string", "contentMediaType": "application/json", "contentSchema": {"type": ["integer", "null"]}}),
        ]), @r#"
        {"type":"string","contentEncoding":"base64"}
         -> {"type":"string","format":"byte"}
        {"type":["string","null"],"contentEncoding":"base64","contentMediaType":"image/png"}
         -> {"type":"string","x-bindwright-contentMediaType":"image/png","nullable":true,"format":"byte"}
        {"contentMediaType":"application/octet-stream"}
         -> {"x-bindwright-contentMediaType":"application/octet-stream","type":"string","format":"binary"}
        {"type":"string","contentMediaType":"image/png"}
         -> {"type":"string","x-bindwright-contentMediaType":"image/png","format":"binary"}
        {"type":"string","contentEncoding":"base64url"}
         -> {"type":"string","x-bindwright-contentEncoding":"base64url"}
        {"type":"string","contentMediaType":"application/json","contentSchema":{"type":["integer","null"]}}
         -> {"type":"string","x-bindwright-contentMediaType":"application/json","x-bindwright-contentSchema":{"type":"integer","nullable":true}}
        BW0206 #/components/schemas/A/contentSchema: `contentSchema` has no effect: values are not checked against it
        "#);
    }
}
