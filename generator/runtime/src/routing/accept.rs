//! The `Accept` header of a request -> a choice among the media types of an operation's responses.
//!
//! ```text
//! Accept: text/csv, application/json;q=0.5        CSV if the operation has it, or else JSON
//! ```
//!
//! [RFC 9110, section 12.5.1](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1): the most
//! specific range decides the weight of a media type, `q=0` excludes it, and without the header
//! everything is acceptable. Some clients send `*` for `*/*`. Ranges that cannot be parsed are ignored, and a header without
//! any other says nothing.
//!
//! Nothing that is acceptable is no reason to reject a request: the same section lets a server disregard the header, and clients send
//! what their HTTP library sends for all requests. Servers that want 406 ask for it
//! ([`strict_accept`](crate::server::Routes::strict_accept)).

use http::header::ACCEPT;
use http::{HeaderMap, HeaderName};

use crate::{media::Media, message::has_header};

/// Every media range of the `Accept` headers of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Accept(Vec<Range>);

/// One media range with its weight.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Range {
    kind: String,
    subtype: String,
    /// The weight in thousandths.
    weight: u16,
}

/// How specific a range is for a media type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Specificity {
    Everything,
    Kind,
    Exact,
}

impl Accept {
    /// Reads the `Accept` headers of a request; `None` if they say nothing.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        if !has_header(headers, &ACCEPT) {
            return None;
        }
        let items = weighted(headers, &ACCEPT);
        let ranges: Vec<_> = items
            .filter_map(|(range, weight)| Range::new(range, weight))
            .collect();
        (!ranges.is_empty()).then_some(Self(ranges))
    }

    /// Whether one of `offers` is acceptable. Offers can be ranges themselves, which always are:
    /// the concrete type is not known yet.
    pub(crate) fn allows_any<'m>(&self, offers: impl IntoIterator<Item = &'m str>) -> bool {
        offers
            .into_iter()
            .any(|offer| offer.contains('*') || self.weight(offer) > 0)
    }

    /// The best of `offers`, the first one if several have the same weight. If none is acceptable,
    /// the first of all.
    pub(crate) fn best(&self, offers: &[Media]) -> Option<Media> {
        let weighed = offers
            .iter()
            .rev()
            .map(|offer| (self.weight(offer.range()), *offer));
        weighed
            .max_by_key(|(weight, _)| *weight)
            .map(|(_, offer)| offer)
    }

    /// The weight of a media type in thousandths; 0 if it is not acceptable.
    fn weight(&self, media: &str) -> u16 {
        let essence = media.split(';').next().unwrap_or_default().trim();
        let Some((kind, subtype)) = essence.split_once('/') else {
            return 0;
        };
        let ranges = self
            .0
            .iter()
            .filter_map(|range| Some((range.specificity(kind, subtype)?, range.weight)));
        ranges.max().map_or(0, |(_, weight)| weight)
    }
}

impl Range {
    /// A range as it is written; `None` if it is none.
    fn new(text: &str, weight: u16) -> Option<Self> {
        let (kind, subtype) = match text {
            "*" => ("*", "*"),
            range => range.split_once('/')?,
        };
        Some(Self {
            kind: kind.to_ascii_lowercase(),
            subtype: subtype.to_ascii_lowercase(),
            weight,
        })
    }

    /// How specific the range is for a media type; `None` if it does not include it.
    fn specificity(&self, kind: &str, subtype: &str) -> Option<Specificity> {
        match (self.kind.as_str(), self.subtype.as_str()) {
            ("*", "*") => Some(Specificity::Everything),
            (own, "*") if own.eq_ignore_ascii_case(kind) => Some(Specificity::Kind),
            (own, sub) if own.eq_ignore_ascii_case(kind) && sub.eq_ignore_ascii_case(subtype) => {
                Some(Specificity::Exact)
            }
            _ => None,
        }
    }
}

/// The items of a header that is a list with weights, each without its parameters and with its weight in thousandths ([RFC 9110,
/// section 12.4.2](https://www.rfc-editor.org/rfc/rfc9110#section-12.4.2)). One whose weight is invalid is ignored.
pub(crate) fn weighted<'h>(
    headers: &'h HeaderMap,
    name: &HeaderName,
) -> impl Iterator<Item = (&'h str, u16)> {
    let values = headers.get_all(name).into_iter();
    let lists = values.filter_map(|value| value.to_str().ok());
    let items = lists.flat_map(|list| split_unquoted(list, ','));
    items.filter_map(|item| {
        let mut parts = split_unquoted(item, ';');
        let value = parts.next()?.trim();
        let mut weight = 1000;
        for parameter in parts {
            if let Some((name, value)) = parameter.split_once('=')
                && name.trim().eq_ignore_ascii_case("q")
            {
                weight = thousandths(value.trim())?;
            }
        }
        Some((value, weight))
    })
}

/// A weight such as `0.25`. `.2` is also accepted, because some clients send it.
fn thousandths(text: &str) -> Option<u16> {
    let weight: f32 = text
        .parse()
        .ok()
        .filter(|weight| (0.0..=1.0).contains(weight))?;
    Some((weight * 1000.0).round() as u16)
}

/// Splits a string at a character, except inside quoted strings.
fn split_unquoted(text: &str, at: char) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    text.split(move |character| {
        if escaped {
            escaped = false;
            return false;
        }
        escaped = quoted && character == '\\';
        quoted ^= character == '"';
        character == at && !quoted
    })
}

#[allow(clippy::unwrap_used, reason = "a test")]
#[cfg(test)]
mod tests {
    use super::*;

    fn allows(accept: &str, offer: &str) -> bool {
        let headers = HeaderMap::from_iter([(ACCEPT, accept.parse().unwrap())]);
        Accept::of(&headers).is_none_or(|accept| accept.allows_any([offer]))
    }

    #[test]
    fn the_most_specific_range_decides() {
        assert!(allows("*/*", "application/json"));
        assert!(allows("application/json;q=0.1", "application/json"));
        assert!(allows(
            "text/html, APPLICATION/*;q=0.5",
            "application/json; charset=utf-8"
        ));
        assert!(allows("text/html, *; q=.2, */*; q=.2", "application/json"));
        assert!(allows("*/*;q=0, application/json", "application/json"));
        assert!(!allows("*/*, application/json;q=0", "application/json"));
        assert!(!allows("*/*;q=0", "application/json"));
        assert!(!allows("text/*", "application/json"));
        assert!(!allows("nonsense, text/*", "application/json"));
        for unsaid in ["nonsense", "", ",", "*", " * ; q=0.5"] {
            assert!(allows(unsaid, "application/json"), "{unsaid}");
        }
        assert!(!allows("*;q=0", "application/json"));
    }

    #[test]
    fn the_first_offer_with_the_highest_weight_wins() {
        let headers = HeaderMap::from_iter([(
            ACCEPT,
            "text/*;q=0.9, */*;q=0.9, application/json;q=0.1"
                .parse()
                .unwrap(),
        )]);
        let accept = Accept::of(&headers).unwrap();
        assert_eq!(
            accept.best(&[Media::JSON, Media::TEXT, Media::text("text/csv")]),
            Some(Media::TEXT)
        );
        assert_eq!(accept.best(&[Media::JSON]), Some(Media::JSON));
        assert_eq!(accept.best(&[]), None);
    }

    #[test]
    fn quoted_commas_do_not_split() {
        assert!(!allows(
            "text/plain;x=\", application/json\"",
            "application/json"
        ));
        assert!(allows(
            "text/plain;x=\"a\\\"b\", application/json",
            "application/json"
        ));
    }

    #[test]
    fn no_header_is_no_preference() {
        assert_eq!(Accept::of(&HeaderMap::new()), None);
    }
}
