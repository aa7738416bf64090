//! Media types of bodies, and the replies of an operation: which status comes with which body.

use crate::StatusPattern;

/// One key of a `content` map: a media type or range, and how its bodies are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Media {
    range: &'static str,
    kind: MediaKind,
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
    /// `application/problem+json` (RFC 9457)
    pub const PROBLEM: Self = Self::json("application/problem+json");

    /// A media type or range, in lower case, such as `text/*`.
    #[must_use]
    pub const fn new(range: &'static str, kind: MediaKind) -> Self {
        Self { range, kind }
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
