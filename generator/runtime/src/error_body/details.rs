//! A problem as `application/problem+json` ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)).

use crate::{
    codec::{Encode, Writer},
    problem::Problem,
    violations::Violation,
};

/// A problem with the members of [RFC 9457, section
/// 3.1](https://www.rfc-editor.org/rfc/rfc9457#section-3.1), and `code`, `request_id` and `errors`
/// as extensions.
pub(crate) struct Details<'p>(pub(crate) &'p Problem);

impl Encode for Details<'_> {
    fn encode(&self, w: &mut Writer<'_>) {
        let Problem {
            status,
            code,
            message,
            violations,
            request_id,
            target: _,
        } = self.0;
        let errors: Vec<ViolationDetail<'_>> = violations.iter().map(ViolationDetail).collect();
        let detail = match violations.omitted() {
            0 => message.clone(),
            more => format!("{message} (and {more} more errors than these)"),
        };
        w.record(&[
            (
                "title",
                &status.canonical_reason().unwrap_or("Unknown").to_owned(),
            ),
            ("status", &status.as_u16()),
            ("detail", &detail),
            ("code", &code.as_deref().map(str::to_owned)),
            ("request_id", request_id),
            ("errors", &(!errors.is_empty()).then_some(errors)),
        ]);
    }
}

/// One entry of `errors`.
struct ViolationDetail<'p>(&'p Violation);

impl Encode for ViolationDetail<'_> {
    fn encode(&self, w: &mut Writer<'_>) {
        w.record(&[("location", &self.0.location), ("message", &self.0.message)]);
    }
}
