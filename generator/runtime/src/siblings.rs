//! Templates beside that of an operation, which a server finds first for some values. A client rejects these values, because
//! another operation would run:
//!
//! ```text
//! /t/{a}       a = "v1"        a violation: a server finds /t/v{a}
//! /t/v{a}
//! /t/fixed     a = "fixed"     a violation, too
//! ```
//!
//! Concrete paths are matched before templated ones (<https://spec.openapis.org/oas/v3.0.3.html#paths-object>). The router
//! compares segments from the left, and so does this file.

use std::cmp::Ordering;

use crate::{
    operation_spec::OperationSpec,
    param::Param,
    percent::{self, Plus},
    segment::{Mixed, Segment, escapes_reserved},
};

/// The sibling that a server finds for a path of this operation.
pub(crate) fn found_first(spec: &OperationSpec, path: &str) -> Option<&'static str> {
    let siblings = spec.siblings.iter().copied();
    let mut siblings = siblings.filter(|sibling| precedes(sibling, spec, path));
    siblings.next()
}

/// Whether the router of a server tries the sibling first, and it matches the path.
fn precedes(sibling: &str, spec: &OperationSpec, path: &str) -> bool {
    let parse = |segment, parameters: &[Param]| {
        let mut names = Vec::new();
        Segment::parse(segment, parameters, &mut names)
    };
    let mut order = Ordering::Equal;
    let mut segments = sibling
        .split('/')
        .zip(spec.path.split('/'))
        .zip(path.split('/'));
    let is_match = segments.all(|((sibling, own), raw)| {
        let (sibling, own) = (parse(sibling, &[]), parse(own, spec.parameters));
        order = order.then_with(|| Rank::of(&sibling, raw).cmp(&Rank::of(&own, raw)));
        order.is_le() && matches(&sibling, raw)
    });
    is_match && order.is_lt() && sibling.matches('/').count() == path.matches('/').count()
}

/// The order in which the router tries the segments of templates.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Rank<'s> {
    Literal,
    Mixed(&'s Mixed),
    Any,
    /// A literal with a reserved character, which the path escapes.
    Escaped,
}

impl<'s> Rank<'s> {
    fn of(segment: &'s Segment, raw: &str) -> Self {
        match segment {
            Segment::Literal(_) if escapes_reserved(raw) => Self::Escaped,
            Segment::Literal(_) => Self::Literal,
            Segment::Mixed(mixed) => Self::Mixed(mixed),
            Segment::Any => Self::Any,
        }
    }
}

fn matches(segment: &Segment, raw: &str) -> bool {
    match segment {
        Segment::Literal(text) => percent::decode(raw, Plus::Literal).is_ok_and(|raw| raw == *text),
        Segment::Mixed(mixed) => mixed.captures(raw).is_some(),
        Segment::Any => !raw.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(
        path: &'static str,
        siblings: &'static [&'static str],
        sent: &str,
    ) -> Option<&'static str> {
        found_first(&OperationSpec::get("it", path).beside(siblings), sent)
    }

    #[test]
    fn a_more_concrete_sibling_is_found_first() {
        const SIBLINGS: &[&str] = &["/t/v{a}", "/t/fixed", "/t/{a}:cancel", "/t/{a}/x"];
        for (sent, expected) in [
            ("/t/v1", Some("/t/v{a}")),
            ("/t/%761", Some("/t/v{a}")),
            ("/t/v", None),
            ("/t/fixed", Some("/t/fixed")),
            ("/t/fixed1", None),
            ("/t/1:cancel", Some("/t/{a}:cancel")),
            ("/t/1%3Acancel", None),
        ] {
            assert_eq!(found("/t/{a}", SIBLINGS, sent), expected, "{sent}");
        }
        assert_eq!(found("/t/v{a}", &["/t/{a}", "/t/vx"], "/t/v1"), None);
        assert_eq!(
            found("/t/v{a}", &["/t/{a}", "/t/vx"], "/t/vx"),
            Some("/t/vx")
        );
    }

    /// The segments on the left decide.
    #[test]
    fn templates_that_cross_are_compared_from_the_left() {
        assert_eq!(found("/a/{x}/c", &["/a/b/{y}"], "/a/b/c"), Some("/a/b/{y}"));
        assert_eq!(found("/a/b/{y}", &["/a/{x}/c"], "/a/b/c"), None);
        assert_eq!(found("/a/{x}/c", &["/a/b/{y}"], "/a/x/c"), None);
    }
}
