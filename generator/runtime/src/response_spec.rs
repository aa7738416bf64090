//! The replies of an operation: which status has which body.
//!
//! ```text
//! ResponseSpec::json(200), ResponseSpec::json_range(4), ResponseSpec::empty(204)
//! ```

use crate::{media::Media, status::StatusPattern};

/// One response that the document lists: a status and the media types of its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResponseSpec {
    status: StatusPattern,
    content: MediaTypes,
}

/// The media types; one is the usual case and needs no list of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MediaTypes {
    One([Media; 1]),
    Many(&'static [Media]),
}

impl ResponseSpec {
    /// A reply with the media types of its body; none for a reply without a body.
    #[must_use]
    pub const fn new(status: StatusPattern, media: &'static [Media]) -> Self {
        Self {
            status,
            content: MediaTypes::Many(media),
        }
    }

    /// A reply with one media type.
    #[must_use]
    pub const fn one(status: StatusPattern, media: Media) -> Self {
        Self {
            status,
            content: MediaTypes::One([media]),
        }
    }

    /// JSON for one status.
    #[must_use]
    pub const fn json(status: u16) -> Self {
        Self::one(StatusPattern::Exact(status), Media::JSON)
    }

    /// JSON for a range of statuses: `4` means `4XX`.
    #[must_use]
    pub const fn json_range(hundred: u8) -> Self {
        Self::one(StatusPattern::Range(hundred), Media::JSON)
    }

    /// JSON for every status that no other reply covers.
    #[must_use]
    pub const fn json_default() -> Self {
        Self::one(StatusPattern::Default, Media::JSON)
    }

    /// No body, for one status.
    #[must_use]
    pub const fn empty(status: u16) -> Self {
        Self::new(StatusPattern::Exact(status), &[])
    }

    /// No body, for a range of statuses.
    #[must_use]
    pub const fn empty_range(hundred: u8) -> Self {
        Self::new(StatusPattern::Range(hundred), &[])
    }

    /// No body, for every status that no other reply covers.
    #[must_use]
    pub const fn empty_default() -> Self {
        Self::new(StatusPattern::Default, &[])
    }

    /// Text of a media type, for one status.
    #[must_use]
    pub const fn text(status: u16, range: &'static str) -> Self {
        Self::one(StatusPattern::Exact(status), Media::text(range))
    }

    /// Bytes of a media type, for one status.
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
            MediaTypes::One(media) => media,
            MediaTypes::Many(media) => media,
        }
    }

    /// The media type to read a body by: the one of the `Content-Type`, or else the first that the
    /// document lists.
    ///
    /// Servers mislabel bodies more often than they send another form. So an unlisted
    /// `Content-Type` is no reason to reject a body; a body that does not decode is.
    #[must_use]
    pub fn media_for(&self, content_type: Option<&str>) -> Option<Media> {
        if let [only] = self.media() {
            return Some(*only);
        }
        let listed = content_type.and_then(|found| Media::find(self.media(), found));
        listed.or_else(|| self.media().first().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mislabelled_body_is_read_as_the_first_type() {
        let reply = ResponseSpec::json(200);
        assert_eq!(reply.media_for(Some("text/html")), Some(Media::JSON));
        assert_eq!(reply.media_for(None), Some(Media::JSON));
        assert_eq!(ResponseSpec::empty(204).media_for(Some("text/html")), None);
    }
}
