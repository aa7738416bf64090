//! Which version of a file a response has, and which part of it
//! ([RFC 9110, section 14.4](https://www.rfc-editor.org/rfc/rfc9110#section-14.4)).

use http::header::{ACCEPT_RANGES, CONTENT_ENCODING, CONTENT_RANGE, ETAG, LAST_MODIFIED};
use http::{HeaderMap, HeaderValue};

use crate::stream::ByteStream;

/// What identifies a version of a file.
#[derive(Debug, Clone, Default)]
pub(super) struct Version {
    /// A strong `ETag`: only such a one means that the bytes are the same
    /// (<https://www.rfc-editor.org/rfc/rfc9110#section-8.8.1>).
    pub(super) tag: Option<HeaderValue>,
    modified: Option<HeaderValue>,
    /// How many bytes it has.
    pub(super) total: Option<u64>,
    /// Whether a part of it can be requested.
    pub(super) takes_ranges: bool,
}

impl Version {
    /// The version in a response with all of it.
    pub(super) fn of(headers: &HeaderMap, body: &ByteStream) -> Self {
        let is_strong = |tag: &&HeaderValue| tag.as_bytes().starts_with(b"\"");
        let is_coded = headers.contains_key(CONTENT_ENCODING);
        let total = body.content_length().filter(|_| !is_coded);
        let tag = headers.get(ETAG).filter(is_strong).cloned();
        let modified = headers.get(LAST_MODIFIED).cloned();
        let refused = headers.get(ACCEPT_RANGES).is_some_and(|one| one == "none");
        let is_known = tag.is_some() || (modified.is_some() && total.is_some());
        Self {
            takes_ranges: is_known && !is_coded && !refused,
            tag,
            modified,
            total,
        }
    }

    /// The same, with the length from `Content-Range`.
    pub(super) fn with_total(self, total: Option<u64>) -> Self {
        Self {
            total,
            takes_ranges: true,
            ..self
        }
    }

    /// Whether both are the same version, as far as both say.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let differ = |a: &Option<HeaderValue>, b: &Option<HeaderValue>| matches!((a, b), (Some(a), Some(b)) if a != b);
        let lengths = matches!((self.total, other.total), (Some(a), Some(b)) if a != b);
        !lengths && !differ(&self.tag, &other.tag) && !differ(&self.modified, &other.modified)
    }

    /// Whether both certainly have the same bytes.
    pub(super) fn has_same_tag(&self, other: &Self) -> bool {
        self.tag.is_some() && self.tag == other.tag
    }
}

/// `Content-Range: bytes 5-9/10`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ContentRange {
    /// The place of the first byte, from 0.
    pub(super) first: u64,
    /// How many bytes the whole has, unless it is `*`.
    pub(super) total: Option<u64>,
}

impl ContentRange {
    /// That of a response; `None` if it has none that can be read.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let (range, total) = parts(headers)?;
        let (first, last) = range.split_once('-')?;
        let (first, last) = (first.parse().ok()?, last.parse::<u64>().ok()?);
        let total = match total {
            "*" => None,
            total => Some(total.parse().ok()?),
        };
        let fits = first <= last && total.is_none_or(|total| last < total);
        fits.then_some(Self { first, total })
    }
}

/// The length in `Content-Range: bytes */10`, which a response has that found no part.
pub(super) fn unsatisfied(headers: &HeaderMap) -> Option<u64> {
    match parts(headers)? {
        ("*", total) => total.parse().ok(),
        _ => None,
    }
}

/// Both sides of the slash.
fn parts(headers: &HeaderMap) -> Option<(&str, &str)> {
    let text = headers.get(CONTENT_RANGE)?.to_str().ok()?;
    let (unit, range) = text.trim().split_once(' ')?;
    let (range, total) = range.split_once('/')?;
    unit.eq_ignore_ascii_case("bytes")
        .then_some((range.trim(), total.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(text: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(CONTENT_RANGE, HeaderValue::from_static(text))])
    }

    #[test]
    fn content_ranges_are_read() {
        let of = |text| ContentRange::of(&range(text)).map(|range| (range.first, range.total));
        assert_eq!(of("bytes 5-9/10"), Some((5, Some(10))));
        assert_eq!(of("Bytes 0-0/*"), Some((0, None)));
        for wrong in [
            "bytes */10",
            "bytes 5-9",
            "bytes 9-5/10",
            "bytes 5-10/10",
            "items 0-1/2",
            "bytes a-1/2",
            "",
        ] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
        assert_eq!(unsatisfied(&range("bytes */10")), Some(10));
        assert_eq!(unsatisfied(&range("bytes 0-1/10")), None);
    }
}
