//! Pairs of path templates that match some of the same requests, and of which neither is more
//! concrete:
//!
//! ```text
//! /a/{x}/c
//! /a/b/{y}       both match /a/b/c
//! ```
//! The standard leaves the choice to tools ([Path Templating
//! Matching](https://spec.openapis.org/oas/v3.0.3.html#path-templating-matching)). The generated
//! server compares segments from the left, and a literal segment takes precedence, so this is a
//! warning.

use std::collections::HashMap;

use super::{Check, Code, Members, Trail, template};
use crate::diagnostic::show;

/// The part between two slashes.
#[derive(PartialEq, Eq)]
enum Segment {
    /// Text, in its normal form.
    Literal(String),
    /// `{name}`.
    Any,
    /// `{name}.json`: taken to match only the same segment.
    Mixed(String),
}

/// Reports every such pair at the later of the two. Only paths of the same length can match the
/// same requests, so paths are compared within groups: every pair of a thousand paths is half a
/// million.
pub(super) fn check(check: &mut Check<'_, '_>, paths: &Members, at: &Trail<'_>) {
    let mut by_length: HashMap<usize, Vec<(&str, Vec<Segment>)>> = HashMap::new();
    for path in paths.keys().filter(|path| path.starts_with('/')) {
        let segments: Vec<_> = template::shape(path).split('/').map(segment).collect();
        let earlier = by_length.entry(segments.len()).or_default();
        if let Some((other, _)) = earlier.iter().find(|(_, other)| cross(other, &segments)) {
            let first = check.report.place(&at.key(other)).at_key();
            let (one, two) = (show(other), show(path));
            let message = format!("`{one}` and `{two}` match some of the same requests");
            let report = check
                .report
                .at_key(Code::AmbiguousPaths, &at.key(path), message);
            report.also(&first, "the other path");
        }
        earlier.push((path, segments));
    }
}

/// Reads one segment. `{a}{b}` is no single expression, so it counts as mixed.
fn segment(text: &str) -> Segment {
    let inside = text
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    match inside {
        Some(name) if !name.contains(['{', '}']) => Segment::Any,
        _ if text.contains('{') => Segment::Mixed(text.to_owned()),
        _ => Segment::Literal(text.to_owned()),
    }
}

/// Whether two templates of one length match a common path, and each is more concrete than the
/// other somewhere.
fn cross(left: &[Segment], right: &[Segment]) -> bool {
    let (mut left_is_concrete, mut right_is_concrete) = (false, false);
    for pair in left.iter().zip(right) {
        match pair {
            (Segment::Literal(_), Segment::Any) => left_is_concrete = true,
            (Segment::Any, Segment::Literal(_)) => right_is_concrete = true,
            (left, right) if left == right => {}
            _ => return false,
        }
    }
    left_is_concrete && right_is_concrete
}

#[cfg(test)]
mod tests {
    use super::{cross, segment};

    #[test]
    fn only_paths_that_cross_are_ambiguous() {
        let crossing = |left: &str, right: &str| {
            let segments = |path: &'static str| path.split('/').map(segment).collect::<Vec<_>>();
            let (left, right) = (left.to_owned().leak(), right.to_owned().leak());
            cross(&segments(left), &segments(right))
        };
        assert!(crossing("/a/{x}/c", "/a/b/{y}"));
        assert!(crossing("/{x}/b/{y}", "/a/{z}/c"));
        assert!(!crossing("/a/{x}", "/a/b"));
        assert!(!crossing("/a/{x}/c", "/a/b/d"));
        assert!(!crossing("/a/{x}.json/c", "/a/b/{y}"));
    }
}
