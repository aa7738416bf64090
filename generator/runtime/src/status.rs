//! The status of a response as the document writes it: `200`, `4XX` or `default`.

use http::StatusCode;

/// A key of the Responses Object (<https://spec.openapis.org/oas/v3.0.3.html#responses-object>).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StatusPattern {
    /// One status, as in `200`.
    Exact(u16),
    /// A range: `4` means `4XX`.
    Range(u8),
    /// `default`: every status that no other key covers.
    Default,
}

impl StatusPattern {
    /// Whether a status falls under the pattern.
    #[must_use]
    pub fn matches(self, status: StatusCode) -> bool {
        self.precedence(status).is_some()
    }

    /// How exactly the pattern fits a status: 2 for the exact status, 1 for a range, 0 for
    /// `default`. `None` if it does not fit.
    #[must_use]
    pub fn precedence(self, status: StatusCode) -> Option<u8> {
        match self {
            StatusPattern::Exact(code) => (code == status.as_u16()).then_some(2),
            StatusPattern::Range(hundred) => {
                (u16::from(hundred) == status.as_u16() / 100).then_some(1)
            }
            StatusPattern::Default => Some(0),
        }
    }

    /// Whether it may stand for a status of success: 2XX.
    pub(crate) fn may_be_success(self) -> bool {
        match self {
            StatusPattern::Exact(code) => code / 100 == 2,
            StatusPattern::Range(hundred) => hundred == 2,
            StatusPattern::Default => true,
        }
    }

    /// The status of a response that does not set one: the exact status, the first of a range, or
    /// `fallback` for `default`.
    #[must_use]
    pub fn status_or(self, fallback: StatusCode) -> StatusCode {
        let code = match self {
            StatusPattern::Exact(code) => code,
            StatusPattern::Range(hundred) => u16::from(hundred).saturating_mul(100),
            StatusPattern::Default => return fallback,
        };
        StatusCode::from_u16(code).unwrap_or(fallback)
    }
}

/// Whether a response with this status has content. 1XX, 204 and 304 never have it ([RFC 9110,
/// section 6.4.1](https://www.rfc-editor.org/rfc/rfc9110#section-6.4.1)), and a server must not
/// generate it for 205 ([section
/// 15.3.6](https://www.rfc-editor.org/rfc/rfc9110#section-15.3.6)).
#[cfg(feature = "server")]
pub(crate) fn has_content(status: StatusCode) -> bool {
    !matches!(status.as_u16(), 100..=199 | 204 | 205 | 304)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exact_status_wins_over_a_range_and_a_range_over_default() {
        let status = StatusCode::NOT_FOUND;
        let patterns = [
            StatusPattern::Default,
            StatusPattern::Exact(404),
            StatusPattern::Range(4),
            StatusPattern::Range(5),
        ];
        let best = patterns
            .into_iter()
            .filter_map(|pattern| Some((pattern.precedence(status)?, pattern)))
            .max_by_key(|(rank, _)| *rank);
        assert_eq!(
            best.map(|(_, pattern)| pattern),
            Some(StatusPattern::Exact(404))
        );
        assert!(!StatusPattern::Range(5).matches(status));
    }

    #[test]
    fn a_range_responds_with_its_first_status() {
        assert_eq!(
            StatusPattern::Range(4).status_or(StatusCode::OK),
            StatusCode::BAD_REQUEST
        );
        assert_eq!(
            StatusPattern::Default.status_or(StatusCode::IM_A_TEAPOT),
            StatusCode::IM_A_TEAPOT
        );
    }
}
