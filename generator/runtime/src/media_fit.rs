//! A `Content-Type` -> the media type or range of the document that it falls under: the most specific one.

use crate::media::Media;

/// How closely a `Content-Type` falls under a media type or range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// `*/*`.
    Anything,
    /// A range such as `text/*`.
    Family,
    /// The type itself.
    Type,
}

impl Media {
    /// Whether a `Content-Type` falls under this media type. Parameters such as `charset` do not
    /// count, nor does the case.
    #[must_use]
    pub fn matches(self, content_type: &str) -> bool {
        self.fit(content_type).is_some()
    }

    /// How closely a `Content-Type` falls under this media type; `None` if it does not.
    fn fit(self, content_type: &str) -> Option<Fit> {
        if content_type == self.range() {
            return Some(Fit::Type);
        }
        let wanted = essence(self.range());
        let found = essence(content_type);
        let (fits, fit) = match wanted.strip_suffix('*') {
            Some("*/") => (true, Fit::Anything),
            Some(family) => {
                let start = found.get(..family.len());
                let is_start = start.is_some_and(|start| start.eq_ignore_ascii_case(family));
                (is_start, Fit::Family)
            }
            None => (found.eq_ignore_ascii_case(wanted), Fit::Type),
        };
        fits.then_some(fit)
    }

    /// How closely a `Content-Type` falls under one of these media types.
    pub(crate) fn best_fit(among: &[Media], content_type: &str) -> Option<Fit> {
        among
            .iter()
            .filter_map(|media| media.fit(content_type))
            .max()
    }

    /// The entry for a `Content-Type`. The most specific one wins, as OpenAPI says
    /// ([Response Object](https://spec.openapis.org/oas/v3.1.1.html#response-object)); among equals, the first.
    #[must_use]
    pub fn find(among: &[Media], content_type: &str) -> Option<Media> {
        // `max_by_key` takes the last of equals.
        let media = among.iter().rev();
        let fitting = media.filter_map(|media| Some((media.fit(content_type)?, *media)));
        let best = fitting.max_by_key(|(fit, _)| *fit);
        best.map(|(_, media)| media)
    }
}

/// A media type without its parameters.
fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}
