//! Media types of bodies: how a body is written, and which `Content-Type` falls under which entry.

use bytes::Bytes;
use http::HeaderValue;

use crate::codec::Direction;

/// One entry of a `content` map: a media type or range, and how its bodies are written.
///
/// # Examples
///
/// ```
/// # use bindwright_runtime::codegen::Media;
/// assert!(Media::JSON.matches("Application/JSON; charset=utf-8"));
/// assert!(Media::text("text/*").is_range());
/// // An exact type wins over a range.
/// let listed = [Media::binary("image/*"), Media::binary("image/png")];
/// assert_eq!(Media::find(&listed, "image/png"), Some(listed[1]));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Media {
    range: &'static str,
    kind: MediaKind,
    encodings: &'static [Encoding],
    direction: Option<Direction>,
}

/// How the bodies of a media type are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// JSON ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259)).
    Json,
    /// `application/x-www-form-urlencoded`
    /// (<https://url.spec.whatwg.org/#application/x-www-form-urlencoded>).
    Form,
    /// One scalar as text in UTF-8.
    Text,
    /// Bytes as they are, streamed.
    Binary,
    /// `multipart/form-data` ([RFC 7578](https://www.rfc-editor.org/rfc/rfc7578)).
    Multipart,
    /// `multipart/form-data` with files. A client streams them; a server moves large ones to disk.
    Files,
    /// `text/event-stream` (<https://html.spec.whatwg.org/multipage/server-sent-events.html>),
    /// streamed.
    EventStream,
    /// One JSON value per line, streamed.
    JsonLines,
}

impl MediaKind {
    /// Whether bodies are read while they arrive, and are never in memory as a whole.
    #[must_use]
    pub const fn streams(self) -> bool {
        match self {
            Self::Binary | Self::Files | Self::EventStream | Self::JsonLines => true,
            Self::Json | Self::Form | Self::Text | Self::Multipart => false,
        }
    }
}

/// How one property of a form is written, if that differs from the rule
/// (<https://spec.openapis.org/oas/v3.0.3.html#encoding-object>).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Encoding {
    name: &'static str,
    written: Written,
}

/// What an [`Encoding`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Written {
    /// `a[0]=x`, lists of scalars too.
    Brackets,
    /// `a=x,y`
    Joined(&'static str),
    /// JSON text.
    Json,
    /// The name has no structure, although it has brackets.
    AsIs,
    /// A part with this media type.
    Type(&'static str),
}

impl Encoding {
    /// `style: deepObject`: a list has indices in brackets.
    #[must_use]
    pub const fn deep_object(name: &'static str) -> Self {
        Self::new(name, Written::Brackets)
    }

    /// `explode: false`: the items of a list in one string, with this separator.
    #[must_use]
    pub const fn joined(name: &'static str, between: &'static str) -> Self {
        Self::new(name, Written::Joined(between))
    }

    /// `contentType: application/json`
    #[must_use]
    pub const fn json(name: &'static str) -> Self {
        Self::new(name, Written::Json)
    }

    /// `contentType` of a part of `multipart/form-data`.
    #[must_use]
    pub const fn content_type(name: &'static str, media_type: &'static str) -> Self {
        Self::new(name, Written::Type(media_type))
    }

    /// The property has brackets in its own name.
    #[must_use]
    pub const fn as_is(name: &'static str) -> Self {
        Self::new(name, Written::AsIs)
    }

    const fn new(name: &'static str, written: Written) -> Self {
        Self { name, written }
    }

    /// How the property is written.
    pub(crate) const fn written(self) -> Written {
        self.written
    }

    /// The encoding of a property, if it has one.
    pub(crate) fn find(among: &[Self], name: &str) -> Option<Self> {
        among.iter().copied().find(|one| one.name == name)
    }
}

impl Media {
    /// `application/json`
    pub const JSON: Self = Self::json("application/json");
    /// `application/x-www-form-urlencoded`
    pub const FORM: Self = Self::new("application/x-www-form-urlencoded", MediaKind::Form);
    /// `text/plain`
    pub const TEXT: Self = Self::text("text/plain");
    /// `application/octet-stream`
    pub const BINARY: Self = Self::binary("application/octet-stream");
    /// `multipart/form-data`
    pub const MULTIPART: Self = Self::multipart("multipart/form-data");
    /// `text/event-stream`
    pub const EVENT_STREAM: Self = Self::new("text/event-stream", MediaKind::EventStream);
    /// `application/problem+json` ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457))
    pub const PROBLEM: Self = Self::json("application/problem+json");

    /// A media type or range, in lower case, such as `text/*`.
    #[must_use]
    pub const fn new(range: &'static str, kind: MediaKind) -> Self {
        Self {
            range,
            kind,
            encodings: &[],
            direction: None,
        }
    }

    /// A media type whose bodies are JSON, such as `application/vnd.api+json`.
    #[must_use]
    pub const fn json(range: &'static str) -> Self {
        Self::new(range, MediaKind::Json)
    }

    /// A media type whose bodies are text, such as `text/csv`.
    #[must_use]
    pub const fn text(range: &'static str) -> Self {
        Self::new(range, MediaKind::Text)
    }

    /// A media type whose bodies are bytes, such as `image/png`.
    #[must_use]
    pub const fn binary(range: &'static str) -> Self {
        Self::new(range, MediaKind::Binary)
    }

    /// A form with another media type than the usual one.
    #[must_use]
    pub const fn form(range: &'static str) -> Self {
        Self::new(range, MediaKind::Form)
    }

    /// A media type whose bodies are parts.
    #[must_use]
    pub const fn multipart(range: &'static str) -> Self {
        Self::new(range, MediaKind::Multipart)
    }

    /// A media type whose bodies are one JSON value per line, such as `application/x-ndjson`.
    #[must_use]
    pub const fn json_lines(range: &'static str) -> Self {
        Self::new(range, MediaKind::JsonLines)
    }

    /// The same media type, some of whose parts are files.
    #[must_use]
    pub const fn with_files(mut self) -> Self {
        self.kind = MediaKind::Files;
        self
    }

    /// The same media type with properties that are written differently.
    #[must_use]
    pub const fn encoded(mut self, encodings: &'static [Encoding]) -> Self {
        self.encodings = encodings;
        self
    }

    /// The media type of a body that goes in this direction.
    #[doc(hidden)]
    #[must_use]
    pub const fn sent(mut self, direction: Direction) -> Self {
        self.direction = Some(direction);
        self
    }

    /// The direction of the body.
    pub(crate) const fn direction(self) -> Option<Direction> {
        self.direction
    }

    /// The properties that are written differently.
    pub(crate) const fn encodings(self) -> &'static [Encoding] {
        self.encodings
    }

    /// The media type or range as the document writes it.
    #[must_use]
    pub const fn range(self) -> &'static str {
        self.range
    }

    /// How the bodies are written.
    #[must_use]
    pub const fn kind(self) -> MediaKind {
        self.kind
    }

    /// The `Content-Type` of a body; for a range, the plainest type in it: `text/plain` for
    /// `text/*`.
    pub(crate) fn content_type(self) -> HeaderValue {
        const JSON: HeaderValue = HeaderValue::from_static("application/json");
        if self.range == Self::JSON.range {
            return JSON;
        }
        let plain = match self.kind {
            MediaKind::Json => "application/json",
            MediaKind::Form => "application/x-www-form-urlencoded",
            MediaKind::Text => "text/plain",
            MediaKind::Binary => "application/octet-stream",
            MediaKind::Multipart | MediaKind::Files => "multipart/form-data",
            MediaKind::EventStream => "text/event-stream",
            MediaKind::JsonLines => "application/x-ndjson",
        };
        let name = if self.is_range() { plain } else { self.range };
        // Checked, but not copied.
        let name = Bytes::from_static(name.as_bytes());
        HeaderValue::from_maybe_shared(name).unwrap_or_else(|_| HeaderValue::from_static(plain))
    }

    /// Whether this is a range (`*/*`, `text/*`), which cannot itself be a `Content-Type`.
    #[must_use]
    pub fn is_range(self) -> bool {
        self.range.contains('*')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_and_case_of_a_content_type_do_not_count() {
        assert!(Media::JSON.matches("Application/JSON;charset=UTF-8"));
        assert!(!Media::JSON.matches("application/jsonp"));
        assert!(Media::text("text/*").matches("text/csv"));
        assert!(!Media::text("text/*").matches("application/csv"));
        assert!(Media::binary("*/*").matches("image/png"));
    }

    #[test]
    fn an_exact_type_wins_over_a_range() {
        let among = [Media::binary("*/*"), Media::JSON];
        assert_eq!(Media::find(&among, "application/json"), Some(Media::JSON));
        assert_eq!(Media::find(&among, "text/html"), Some(Media::binary("*/*")));
    }
}
