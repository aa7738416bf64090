//! `content` -> the media types of one body, each with its codec, and the one schema behind them.
//!
//! Structured bodies in a format without a codec (XML) are left out with a warning when another format carries the same
//! body, and passed on as bytes otherwise; bodies whose media types differ in schema are refused.

use indexmap::IndexMap;
use openapiv3::MediaType;
use serde_json::Value;

use super::context::Lowering;
use super::usage::Usage;
use crate::diagnostic::{Code, Pointer, show};
use crate::ir::{Media, MediaKind, Scalar, Type};

/// A body: its type, its limits, how it may be written.
#[derive(Debug, Clone)]
pub(super) struct Content {
    /// The type behind every media type, and its limits.
    pub usage: Usage,
    /// The media types, in document order.
    pub media: Vec<Media>,
}

/// What a media type could carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// Values of any type.
    Structured(MediaKind),
    /// Text or bytes.
    Plain(MediaKind),
    /// Whatever the schema asks for: `*/*`.
    Open,
}

impl Lowering<'_, '_> {
    /// The body under `content`, which stands at `at`; `None` when there is none. `who` names the operation.
    pub(super) fn content(
        &mut self,
        content: &IndexMap<String, MediaType>,
        at: &Pointer,
        who: &str,
    ) -> Option<Content> {
        let mut found: Option<Content> = None;
        let mut first_schema: Option<&Value> = None;
        let mut left_out: Vec<(Pointer, &str)> = Vec::new();
        for (name, media_type) in content {
            let at = at.child(name);
            let schema = self.value(&at.child("schema"));
            let repeated = found
                .as_ref()
                .filter(|_| schema.is_some() && schema == first_schema)
                .map(|first| first.usage.clone());
            let usage = repeated.unwrap_or_else(|| self.media_usage(name, media_type, &at));
            let Some(media) = self.media(name, &usage.ty) else {
                left_out.push((at, name));
                continue;
            };
            match &mut found {
                None => {
                    first_schema = schema;
                    found = Some(Content {
                        usage,
                        media: vec![media],
                    });
                }
                Some(first) if agrees(first, &usage, &media) => first.media.push(media),
                Some(_) => {
                    let message = format!(
                        "`{}` of {who} has another schema than the media types before it",
                        show(name)
                    );
                    self.report(Code::DifferingMedia, &at, message);
                }
            }
        }
        match found {
            None if !left_out.is_empty() => self.raw(&left_out, who),
            found => {
                for (at, name) in left_out {
                    let message = format!(
                        "no codec for `{}` of {who}; another media type carries the body",
                        show(name)
                    );
                    self.report(Code::IgnoredMedia, &at, message);
                }
                found
            }
        }
    }

    /// A body of which no media type has a codec: its bytes, as they are.
    fn raw(&mut self, left_out: &[(Pointer, &str)], who: &str) -> Option<Content> {
        let mut media = Vec::new();
        for (at, name) in left_out {
            let message = format!(
                "no codec for `{}` of {who}; the body is passed on as bytes",
                show(name)
            );
            self.report(Code::UnsupportedMedia, at, message);
            if fit(name).is_some() {
                media.push(Media {
                    name: essence(name),
                    kind: MediaKind::Binary,
                });
            }
        }
        let usage = Usage::of(Type::Scalar(Scalar::Binary));
        (!media.is_empty()).then_some(Content { usage, media })
    }

    fn media_usage(&mut self, name: &str, media_type: &MediaType, at: &Pointer) -> Usage {
        match (&media_type.schema, fit(name)) {
            (Some(_), _) => self.usage(&at.child("schema")),
            (None, Some(Fit::Structured(_))) => Usage::any(),
            (None, Some(Fit::Plain(MediaKind::Text))) => Usage::of(Type::Scalar(Scalar::String)),
            (None, Some(Fit::Plain(_) | Fit::Open) | None) => {
                Usage::of(Type::Scalar(Scalar::Binary))
            }
        }
    }

    /// The codec of a media type for a type; `None` where there is none.
    fn media(&self, name: &str, ty: &Type) -> Option<Media> {
        let bare = self.bare(ty);
        let binary = *bare == Type::Scalar(Scalar::Binary);
        let plain =
            matches!(bare, Type::Scalar(scalar) if !matches!(scalar, Scalar::Any | Scalar::Null));
        let essence = essence(name);
        let kind = match fit(&essence)? {
            Fit::Structured(MediaKind::Json) if binary => MediaKind::Binary,
            Fit::Structured(kind) => kind,
            Fit::Plain(_) if binary => MediaKind::Binary,
            Fit::Plain(MediaKind::Text) if plain || *bare == Type::Scalar(Scalar::Any) => {
                MediaKind::Text
            }
            Fit::Plain(MediaKind::Binary) if plain || *bare == Type::Scalar(Scalar::Any) => {
                MediaKind::Binary
            }
            Fit::Plain(_) => return None,
            Fit::Open if binary => MediaKind::Binary,
            Fit::Open if plain => MediaKind::Text,
            Fit::Open => {
                return Some(Media {
                    name: "application/json".to_owned(),
                    kind: MediaKind::Json,
                });
            }
        };
        Some(Media {
            name: essence,
            kind,
        })
    }
}

fn agrees(first: &Content, usage: &Usage, media: &Media) -> bool {
    let streams = |kind: MediaKind| kind == MediaKind::Binary;
    first.usage == *usage
        && first
            .media
            .iter()
            .all(|known| streams(known.kind) == streams(media.kind))
}

/// A media type without parameters, in lower case (RFC 9110 section 8.3.1).
fn essence(name: &str) -> String {
    name.split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

fn fit(name: &str) -> Option<Fit> {
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
