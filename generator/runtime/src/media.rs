//! Media types of bodies, and the replies of an operation: which status comes with which body.

use http::HeaderValue;

use crate::StatusPattern;

/// One key of a `content` map: a media type or range, and how its bodies are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Media {
    range: &'static str,
    kind: MediaKind,
    encodings: &'static [Encoding],
}

/// How the bodies of a media type are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// JSON (RFC 8259).
    Json,
    /// `application/x-www-form-urlencoded` (URL Standard, section 5).
    Form,
    /// One scalar as text in UTF-8.
    Text,
    /// Bytes as they are, streamed.
    Binary,
    /// `multipart/form-data` (RFC 7578).
    Multipart,
    /// `text/event-stream` (HTML Standard, section 9.2), streamed.
    EventStream,
    /// One JSON value a line, streamed.
    JsonLines,
}

impl MediaKind {
    /// Whether bodies are read while they arrive, and are never held whole.
    #[must_use]
    pub const fn streams(self) -> bool {
        match self {
            Self::Binary | Self::EventStream | Self::JsonLines => true,
            Self::Json | Self::Form | Self::Text | Self::Multipart => false,
        }
    }
}

/// How one property of a form is written where that departs from the rule (OpenAPI 3.0.3, Encoding Object).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Encoding {
    name: &'static str,
    written: Written,
}

/// What an [`Encoding`] asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Written {
    /// `a[0]=x`, lists of scalars too.
    Brackets,
    /// `a=x,y`
    Joined(&'static str),
    /// JSON text.
    Json,
    /// The name is no path, although it has brackets.
    AsIs,
    /// A part with this media type.
    Type(&'static str),
}

impl Encoding {
    /// `style: deepObject`: a list has indices in brackets.
    #[must_use]
    pub const fn brackets(name: &'static str) -> Self {
        Self::new(name, Written::Brackets)
    }

    /// `explode: false`: the items of a list in one text.
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

    pub(crate) const fn written(self) -> Written {
        self.written
    }

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
    /// `application/problem+json` (RFC 9457)
    pub const PROBLEM: Self = Self::json("application/problem+json");

    /// A media type or range, in lower case, such as `text/*`.
    #[must_use]
    pub const fn new(range: &'static str, kind: MediaKind) -> Self {
        Self {
            range,
            kind,
            encodings: &[],
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

    /// A form of another name than the usual one.
    #[must_use]
    pub const fn form(range: &'static str) -> Self {
        Self::new(range, MediaKind::Form)
    }

    /// A media type whose bodies are parts.
    #[must_use]
    pub const fn multipart(range: &'static str) -> Self {
        Self::new(range, MediaKind::Multipart)
    }

    /// A media type whose bodies are one JSON value a line, such as `application/x-ndjson`.
    #[must_use]
    pub const fn json_lines(range: &'static str) -> Self {
        Self::new(range, MediaKind::JsonLines)
    }

    /// With properties that are written in their own ways.
    #[must_use]
    pub const fn encoded(mut self, encodings: &'static [Encoding]) -> Self {
        self.encodings = encodings;
        self
    }

    /// The properties that are written in their own ways.
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

    /// The `Content-Type` of a body; for a range, the plainest type that falls under it.
    pub(crate) fn content_type(self) -> HeaderValue {
        let plain = match self.kind {
            MediaKind::Json => "application/json",
            MediaKind::Form => "application/x-www-form-urlencoded",
            MediaKind::Text => "text/plain",
            MediaKind::Binary => "application/octet-stream",
            MediaKind::Multipart => "multipart/form-data",
            MediaKind::EventStream => "text/event-stream",
            MediaKind::JsonLines => "application/x-ndjson",
        };
        let name = if self.is_range() { plain } else { self.range };
        HeaderValue::from_str(name).unwrap_or_else(|_| HeaderValue::from_static(plain))
    }

    /// Whether this is a range (`*/*`, `text/*`), which cannot itself be a `Content-Type`.
    #[must_use]
    pub fn is_range(self) -> bool {
        self.range.contains('*')
    }

    /// Whether a `Content-Type` falls under this media type. Parameters such as `charset` do not count, nor does the case.
    #[must_use]
    pub fn matches(self, content_type: &str) -> bool {
        let wanted = essence(self.range);
        let found = essence(content_type);
        match wanted.strip_suffix('*') {
            Some("*/") => true,
            Some(family) => found
                .get(..family.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(family)),
            None => found.eq_ignore_ascii_case(wanted),
        }
    }

    /// The entry for a `Content-Type`: an exact type goes before a range.
    #[must_use]
    pub fn find(among: &[Media], content_type: &str) -> Option<Media> {
        let mut fitting = among
            .iter()
            .copied()
            .filter(|media| media.matches(content_type));
        let first = fitting.next()?;
        Some(
            std::iter::once(first)
                .chain(fitting)
                .find(|media| !media.is_range())
                .unwrap_or(first),
        )
    }
}

/// A media type without its parameters.
fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// One reply that the document lists: a status and the media types of its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reply {
    status: StatusPattern,
    content: Content,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    One([Media; 1]),
    Many(&'static [Media]),
}

impl Reply {
    /// A reply with the media types of its body; none for a reply without a body.
    #[must_use]
    pub const fn new(status: StatusPattern, media: &'static [Media]) -> Self {
        Self {
            status,
            content: Content::Many(media),
        }
    }

    /// A reply with one media type.
    #[must_use]
    pub const fn one(status: StatusPattern, media: Media) -> Self {
        Self {
            status,
            content: Content::One([media]),
        }
    }

    /// JSON under one status.
    #[must_use]
    pub const fn json(status: u16) -> Self {
        Self::one(StatusPattern::Exact(status), Media::JSON)
    }

    /// JSON under a hundred of statuses: `4` stands for `4XX`.
    #[must_use]
    pub const fn json_range(hundred: u8) -> Self {
        Self::one(StatusPattern::Range(hundred), Media::JSON)
    }

    /// JSON under every status that no other reply covers.
    #[must_use]
    pub const fn json_default() -> Self {
        Self::one(StatusPattern::Default, Media::JSON)
    }

    /// No body, under one status.
    #[must_use]
    pub const fn empty(status: u16) -> Self {
        Self::new(StatusPattern::Exact(status), &[])
    }

    /// No body, under a hundred of statuses.
    #[must_use]
    pub const fn empty_range(hundred: u8) -> Self {
        Self::new(StatusPattern::Range(hundred), &[])
    }

    /// No body, under every status that no other reply covers.
    #[must_use]
    pub const fn empty_default() -> Self {
        Self::new(StatusPattern::Default, &[])
    }

    /// Text of a media type, under one status.
    #[must_use]
    pub const fn text(status: u16, range: &'static str) -> Self {
        Self::one(StatusPattern::Exact(status), Media::text(range))
    }

    /// Bytes of a media type, under one status.
    #[must_use]
    pub const fn binary(status: u16, range: &'static str) -> Self {
        Self::one(StatusPattern::Exact(status), Media::binary(range))
    }

    /// The status.
    #[must_use]
    pub const fn status(&self) -> StatusPattern {
        self.status
    }

    /// The media types of the body; none for a reply without a body.
    #[must_use]
    pub const fn media(&self) -> &[Media] {
        match &self.content {
            Content::One(media) => media,
            Content::Many(media) => media,
        }
    }

    /// The media type to read a body by: the one of the `Content-Type`, else the first that the document lists.
    ///
    /// Servers mislabel bodies more often than they send another form, so a `Content-Type` that the document does not list
    /// is no reason to refuse; that the body does not decode is one.
    #[must_use]
    pub fn media_for(&self, content_type: Option<&str>) -> Option<Media> {
        let listed = content_type.and_then(|found| Media::find(self.media(), found));
        listed.or_else(|| self.media().first().copied())
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
    fn an_exact_type_goes_before_a_range() {
        let among = [Media::binary("*/*"), Media::JSON];
        assert_eq!(Media::find(&among, "application/json"), Some(Media::JSON));
        assert_eq!(Media::find(&among, "text/html"), Some(Media::binary("*/*")));
    }

    #[test]
    fn a_mislabelled_body_is_read_as_the_first_type() {
        let reply = Reply::json(200);
        assert_eq!(reply.media_for(Some("text/html")), Some(Media::JSON));
        assert_eq!(reply.media_for(None), Some(Media::JSON));
        assert_eq!(Reply::empty(204).media_for(Some("text/html")), None);
    }
}
