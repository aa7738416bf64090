//! The name of a media type -> which values it can carry.
//!
//! | media type | values |
//! |---|---|
//! | `application/json`, `application/problem+json` | any |
//! | `text/csv`, `application/xml` | strings |
//! | `image/png` | bytes |
//! | `*/*` | what the schema says |

use crate::ir::MediaKind;

/// Which values a media type can carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// Values of any type: JSON, forms, events.
    Structured(MediaKind),
    /// Only strings or bytes: `text/csv`, `image/png`.
    Plain(MediaKind),
    /// `*/*` and `application/*`: the schema decides.
    Open,
}

/// A media type without parameters, in lower case: `application/json` for
/// `Application/JSON; charset=utf-8` (<https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1>).
pub(super) fn essence(name: &str) -> String {
    name.split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// Whether a media type is XML, which has no codec.
pub(super) fn is_xml(name: &str) -> bool {
    let essence = essence(name);
    essence.ends_with("/xml") || essence.ends_with("+xml")
}

/// The kind of a media type by its name; `None` if it is not a media type at all.
pub(super) fn fit(name: &str) -> Option<Fit> {
    let name = essence(name);
    let (kind, subtype) = name.split_once('/')?;
    Some(match (kind, subtype) {
        (_, "json") | ("application", "vnd.api+json") => Fit::Structured(MediaKind::Json),
        (_, subtype) if subtype.ends_with("+json") => Fit::Structured(MediaKind::Json),
        ("application", "x-www-form-urlencoded") => Fit::Structured(MediaKind::Form),
        ("multipart", "form-data") => Fit::Structured(MediaKind::Multipart),
        ("text", "event-stream") => Fit::Structured(MediaKind::EventStream),
        (
            "application",
            "x-ndjson" | "ndjson" | "jsonl" | "x-jsonl" | "jsonlines" | "x-jsonlines"
            | "json-lines",
        ) => Fit::Structured(MediaKind::JsonLines),
        ("*", "*") | ("application", "*") => Fit::Open,
        ("text", _)
        | ("application", "xml" | "yaml" | "x-yaml" | "javascript" | "graphql" | "jwt") => {
            Fit::Plain(MediaKind::Text)
        }
        (_, subtype) if subtype.ends_with("+xml") || subtype.ends_with("+yaml") => {
            Fit::Plain(MediaKind::Text)
        }
        (_, _) => Fit::Plain(MediaKind::Binary),
    })
}

#[cfg(test)]
mod tests {
    use super::{Fit, MediaKind, essence, fit};

    #[test]
    fn media_types_choose_codecs() {
        assert_eq!(
            fit("application/problem+json"),
            Some(Fit::Structured(MediaKind::Json))
        );
        assert_eq!(
            fit("Application/JSON; charset=utf-8"),
            Some(Fit::Structured(MediaKind::Json))
        );
        assert_eq!(fit("text/csv"), Some(Fit::Plain(MediaKind::Text)));
        assert_eq!(fit("image/png"), Some(Fit::Plain(MediaKind::Binary)));
        assert_eq!(fit("*/*"), Some(Fit::Open));
        assert_eq!(fit("nonsense"), None);
        assert_eq!(essence("Text/Plain;a=b"), "text/plain");
    }
}
