//! A status and a `Content-Type` -> the reply of the document that a response is.
//!
//! ```text
//! listed: 200 Page, 4XX Fault, default Problem
//! 200 -> Page      404 -> Fault      500 -> Problem      201 -> Page: a success, in another word
//! ```

use http::StatusCode;

use crate::{
    media::Media, media_fit::Fit, operation_spec::OperationSpec, response_spec::ResponseSpec,
    status::StatusPattern,
};

/// The table and the index of the reply that a response is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResponseMatch {
    /// A reply of `success`, at this index.
    Success(usize, ResponseSpec),
    /// A reply of `failure`, at this index.
    Failure(usize, ResponseSpec),
}

impl OperationSpec {
    /// The reply for a status and a `Content-Type`. If the document lists several replies with the
    /// status, it is the one with the media type, or with the most specific range; or else the first. A status of success that it does
    /// not list is another word for the success that it lists.
    #[must_use]
    pub fn response_for_content(
        &self,
        status: StatusCode,
        content_type: Option<&str>,
    ) -> Option<ResponseMatch> {
        let Some(first) = self.response_for(status) else {
            return self.unlisted_success(status, content_type);
        };
        let fit = |found: &ResponseMatch| Media::best_fit(found.reply().media(), content_type?);
        if fit(&first) == Some(Fit::Type) {
            return Some(first);
        }
        // Of those that fit alike, the first.
        let mut best: Option<(Option<Fit>, ResponseMatch)> = None;
        self.for_each_reply(&mut |other| {
            let is_alike = other.reply().status() == first.reply().status();
            if is_alike && other.precedence(status).is_some() {
                let fit = fit(&other);
                if best.is_none_or(|(most, _)| fit > most) {
                    best = Some((fit, other));
                }
            }
        });
        best.map(|(_, found)| found)
    }

    /// The reply that a status of success has which the document does not list: one with the media
    /// type; without a `Content-Type` one without a body; or else the first.
    fn unlisted_success(
        &self,
        status: StatusCode,
        content_type: Option<&str>,
    ) -> Option<ResponseMatch> {
        if !status.is_success() {
            return None;
        }
        if self.success.is_empty() {
            return Some(ResponseMatch::Success(0, ResponseSpec::empty(200)));
        }
        let fit = |reply: &ResponseSpec| match content_type {
            Some(found) => Media::best_fit(reply.media(), found),
            None => reply.media().is_empty().then_some(Fit::Type),
        };
        // Of those that fit alike, the first.
        let mut best: Option<(Option<Fit>, ResponseMatch)> = None;
        for (index, reply) in self.success.iter().enumerate() {
            let fit = fit(reply);
            if reply.status().may_be_success() && best.is_none_or(|(most, _)| fit > most) {
                best = Some((fit, ResponseMatch::Success(index, *reply)));
            }
        }
        best.map(|(_, found)| found)
    }

    /// The reply that the document lists for a status. An exact status wins over a range, and a
    /// range over `default`. A `default` in both tables means success below 400, and failure from
    /// there. As a failure alone, it is for all statuses but those of success.
    #[must_use]
    pub fn response_for(&self, status: StatusCode) -> Option<ResponseMatch> {
        // What most responses are, and what nothing else wins over.
        if let Some(first) = self.success.first()
            && first.status() == StatusPattern::Exact(status.as_u16())
        {
            return Some(ResponseMatch::Success(0, *first));
        }
        let mut best: Option<(u8, ResponseMatch)> = None;
        self.for_each_reply(&mut |found| {
            if let Some(precedence) = found.precedence(status)
                && best.is_none_or(|(most, _)| precedence > most)
            {
                best = Some((precedence, found));
            }
        });
        best.map(|(_, found)| found)
    }

    /// Calls a function with the rows of both tables.
    fn for_each_reply(&self, found: &mut dyn FnMut(ResponseMatch)) {
        for (index, reply) in self.success.iter().enumerate() {
            found(ResponseMatch::Success(index, *reply));
        }
        for (index, reply) in self.failure.iter().enumerate() {
            found(ResponseMatch::Failure(index, *reply));
        }
    }
}

impl ResponseMatch {
    /// The reply, whichever table it is in.
    #[must_use]
    pub fn reply(&self) -> &ResponseSpec {
        match self {
            ResponseMatch::Success(_, reply) | ResponseMatch::Failure(_, reply) => reply,
        }
    }

    /// Whether the document lists the status. Otherwise the reply is the success that takes its place.
    #[must_use]
    pub fn is_listed(&self, status: StatusCode) -> bool {
        self.reply().status().matches(status)
    }

    /// How exactly the reply fits a status; `None` if it does not fit. A `default` never makes a
    /// success of a status from 400, nor a failure of a status of success.
    fn precedence(&self, status: StatusCode) -> Option<u8> {
        let pattern = self.reply().status();
        let is_default = pattern == StatusPattern::Default;
        match self {
            ResponseMatch::Success(..) if is_default => (status.as_u16() < 400).then_some(0),
            ResponseMatch::Failure(..) if is_default => (!status.is_success()).then_some(0),
            ResponseMatch::Success(..) | ResponseMatch::Failure(..) => pattern.precedence(status),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The index of the success that a response is.
    fn success(
        spec: &OperationSpec,
        status: StatusCode,
        content_type: Option<&str>,
    ) -> Option<usize> {
        match spec.response_for_content(status, content_type) {
            Some(ResponseMatch::Success(index, _)) => Some(index),
            Some(ResponseMatch::Failure(..)) | None => None,
        }
    }

    #[test]
    fn a_status_finds_its_reply_in_either_table() {
        const SPEC: OperationSpec = OperationSpec::get("x", "/x").with_tables(
            &[],
            None,
            &[ResponseSpec::json(200), ResponseSpec::empty(204)],
            &[
                ResponseSpec::json_range(4),
                ResponseSpec::json(404),
                ResponseSpec::json_default(),
            ],
        );
        assert_eq!(
            SPEC.response_for(StatusCode::NO_CONTENT),
            Some(ResponseMatch::Success(1, ResponseSpec::empty(204)))
        );
        assert_eq!(
            SPEC.response_for(StatusCode::NOT_FOUND),
            Some(ResponseMatch::Failure(1, ResponseSpec::json(404)))
        );
        assert_eq!(
            SPEC.response_for(StatusCode::CONFLICT),
            Some(ResponseMatch::Failure(0, ResponseSpec::json_range(4)))
        );
        assert_eq!(
            SPEC.response_for(StatusCode::FOUND),
            Some(ResponseMatch::Failure(2, ResponseSpec::json_default()))
        );
        assert_eq!(
            OperationSpec::get("x", "/x").response_for(StatusCode::OK),
            None
        );
    }

    #[test]
    fn a_success_that_is_not_listed_is_the_listed_one() {
        const SPEC: OperationSpec = OperationSpec::get("x", "/x").with_tables(
            &[],
            None,
            &[
                ResponseSpec::empty(302),
                ResponseSpec::json(200),
                ResponseSpec::empty(202),
                ResponseSpec::text(203, "text/plain"),
            ],
            &[ResponseSpec::json_default()],
        );
        let found = |status, content_type| {
            let status = StatusCode::from_u16(status).unwrap_or_default();
            success(&SPEC, status, content_type)
        };
        for (status, content_type, index) in [
            (201, Some("application/json"), Some(1)),
            (201, Some("text/plain; charset=utf-8"), Some(3)),
            (201, Some("image/png"), Some(1)),
            (204, None, Some(2)),
            (299, None, Some(2)),
            (302, None, Some(0)),
            (307, None, None),
            (500, Some("application/json"), None),
            (600, None, None),
        ] {
            assert_eq!(
                found(status, content_type),
                index,
                "{status} {content_type:?}"
            );
        }
        let nothing = OperationSpec::get("x", "/x");
        let created = nothing.response_for_content(StatusCode::CREATED, None);
        assert!(matches!(created, Some(ResponseMatch::Success(0, _))));
    }

    #[test]
    fn the_most_specific_media_type_decides_among_replies_of_a_status() {
        const SPEC: OperationSpec = OperationSpec::get("x", "/x").with_tables(
            &[],
            None,
            &[
                ResponseSpec::json(200),
                ResponseSpec::new(
                    StatusPattern::Exact(200),
                    &[Media::binary("image/png"), Media::binary("*/*")],
                ),
                ResponseSpec::text(200, "text/*"),
                ResponseSpec::text(200, "image/svg+xml"),
            ],
            &[],
        );
        for (content_type, expected) in [
            ("application/json", 0),
            ("image/png", 1),
            ("IMAGE/SVG+XML; charset=utf-8", 3),
            ("text/csv", 2),
            ("image/gif", 1),
        ] {
            for status in [StatusCode::OK, StatusCode::CREATED] {
                let index = success(&SPEC, status, Some(content_type));
                assert_eq!(index, Some(expected), "{status} {content_type}");
            }
        }
    }

    #[test]
    fn a_default_in_both_tables_fails_from_400() {
        const ANY: &[ResponseSpec] = &[ResponseSpec::json_default()];
        const SPEC: OperationSpec = OperationSpec::get("x", "/x").with_tables(&[], None, ANY, ANY);
        for (status, expected) in [
            (200, ResponseMatch::Success(0, ResponseSpec::json_default())),
            (302, ResponseMatch::Success(0, ResponseSpec::json_default())),
            (404, ResponseMatch::Failure(0, ResponseSpec::json_default())),
            (500, ResponseMatch::Failure(0, ResponseSpec::json_default())),
        ] {
            let status = StatusCode::from_u16(status).unwrap_or_default();
            let json = Some("application/json");
            assert_eq!(SPEC.response_for(status), Some(expected));
            assert_eq!(SPEC.response_for_content(status, json), Some(expected));
        }
    }
}
