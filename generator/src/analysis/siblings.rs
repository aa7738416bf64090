//! Path templates -> the other templates that a server finds first for some of the values.
//!
//! ```text
//! /users/{name}     the name `me` leads to /users/me
//! /users/me
//! ```
//!
//! Concrete paths are matched before templated ones (<https://spec.openapis.org/oas/v3.0.3.html#paths-object>), so a client must
//! not send such a value. A value of a type that is never written like the sibling cannot lead there: `/issues/{number}` and
//! `/issues/comments` need no check if the number is an integer.

use std::collections::BTreeMap;

use super::path_segments::{PathSegment, SegmentPart, literals, segments};
use crate::ir::{Api, Interface, Location, Operation, Scalar, Type};

/// The templates of each interface, by how many segments they have.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PathSiblings<'a> {
    templates: BTreeMap<(Interface, usize), Vec<WrittenTemplate<'a>>>,
}

/// A template as it is written, and its segments.
type WrittenTemplate<'a> = (&'a str, Vec<PathSegment<'a>>);

/// How concrete a segment is, the most concrete first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Concreteness {
    Literal,
    Mixed,
    Any,
}

impl<'a> PathSiblings<'a> {
    /// Those of all operations.
    pub(super) fn of_api(api: &'a Api) -> Self {
        let mut siblings = Self::default();
        for operation in &api.operations {
            let segments = segments(&operation.path);
            let key = (operation.role.interface(), segments.len());
            let same = siblings.templates.entry(key).or_default();
            let written = operation.path.written.as_str();
            if same.last().is_none_or(|(last, _)| *last != written) {
                same.push((written, segments));
            }
        }
        siblings
    }

    /// The templates that come before that of an operation for some of its values; none for most.
    #[must_use]
    pub fn of_operation(&self, operation: &Operation) -> Vec<&'a str> {
        let own = segments(&operation.path);
        if own.iter().all(is_literal) {
            return Vec::new();
        }
        let key = (operation.role.interface(), own.len());
        let same = self.templates.get(&key).into_iter().flatten();
        let before = same.filter(|(_, other)| comes_before(other, &own, operation));
        let mut found: Vec<_> = before.map(|(written, _)| *written).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Whether a server may find a template for a path of an operation before the operation's own.
fn comes_before(other: &[PathSegment<'_>], own: &[PathSegment<'_>], operation: &Operation) -> bool {
    let mut pairs = other
        .iter()
        .zip(own)
        .filter(|(other, own)| !is_same(other, own));
    let mut is_before = None;
    pairs.all(|(other, own)| {
        let is_first = *is_before.get_or_insert_with(|| {
            let (other, own) = (concreteness(other), concreteness(own));
            other < own || matches!((other, own), (Concreteness::Mixed, Concreteness::Mixed))
        });
        is_first && may_be(own, other, operation)
    }) && is_before.is_some()
}

/// Whether two segments differ at most in the names of parameters.
fn is_same(one: &PathSegment<'_>, other: &PathSegment<'_>) -> bool {
    let mut pairs = one.iter().zip(other);
    one.len() == other.len()
        && pairs.all(|pair| match pair {
            (SegmentPart::Literal(one), SegmentPart::Literal(other)) => one == other,
            (SegmentPart::Parameter(_), SegmentPart::Parameter(_)) => true,
            _ => false,
        })
}

fn is_literal(segment: &PathSegment<'_>) -> bool {
    concreteness(segment) == Concreteness::Literal
}

fn concreteness(segment: &PathSegment<'_>) -> Concreteness {
    let is_text = |part: &SegmentPart<'_>| matches!(part, SegmentPart::Literal(_));
    match segment.as_slice() {
        [SegmentPart::Parameter(_)] => Concreteness::Any,
        parts if parts.iter().all(is_text) => Concreteness::Literal,
        _ => Concreteness::Mixed,
    }
}

/// The text at one end of a segment, if it does not begin or end with a parameter.
fn text<'a>(end: Option<&SegmentPart<'a>>) -> &'a str {
    match end {
        Some(SegmentPart::Literal(text)) => text,
        Some(SegmentPart::Parameter(_)) | None => "",
    }
}

/// Whether both segments can start and end alike: `v{a}` and `me` cannot.
fn fits(own: &PathSegment<'_>, other: &PathSegment<'_>) -> bool {
    let (start, other_start) = (text(own.first()), text(other.first()));
    let (end, other_end) = (text(own.last()), text(other.last()));
    let starts = start.starts_with(other_start) || other_start.starts_with(start);
    let ends = end.ends_with(other_end) || other_end.ends_with(end);
    let length: usize = literals(other).map(str::len).sum();
    let is_short = is_literal(other) && length < start.len() + end.len();
    starts && ends && !is_short
}

/// Whether some value makes a segment match the other one.
fn may_be(own: &PathSegment<'_>, other: &PathSegment<'_>, operation: &Operation) -> bool {
    if is_literal(own) {
        return !is_literal(other);
    }
    if !fits(own, other) {
        return false;
    }
    let has_letter = |text: &str| text.contains(|c: char| c.is_ascii_alphabetic());
    let ([SegmentPart::Parameter(only)], true) = (own.as_slice(), literals(other).any(has_letter))
    else {
        return true;
    };
    let mut parameters = operation.parameters.iter();
    !parameters.any(|one| {
        one.wire == **only
            && one.location == Location::Path
            && matches!(one.ty, Type::Scalar(Scalar::Integer(_)))
    })
}
