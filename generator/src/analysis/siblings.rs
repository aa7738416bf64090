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

/// The templates of each interface, as a tree of their segments: a document with twenty thousand paths has two hundred million
/// pairs of them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PathSiblings<'a> {
    roots: BTreeMap<Interface, usize>,
    levels: Vec<TemplateLevel<'a>>,
}

/// What follows after some segments. The numbers are positions in the list of levels.
#[derive(Debug, Clone, PartialEq, Default)]
struct TemplateLevel<'a> {
    texts: BTreeMap<&'a str, usize>,
    /// Segments with parameters.
    others: Vec<(PathSegment<'a>, usize)>,
    /// The templates that end here, as they are written.
    ends: Vec<&'a str>,
}

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
            let interface = operation.role.interface();
            let mut at = match siblings.roots.get(&interface) {
                Some(root) => *root,
                None => {
                    let root = siblings.add_level();
                    siblings.roots.insert(interface, root);
                    root
                }
            };
            for segment in segments(&operation.path) {
                at = siblings.enter(at, segment);
            }
            let written = operation.path.written.as_str();
            if let Some(level) = siblings.levels.get_mut(at)
                && level.ends.last() != Some(&written)
            {
                level.ends.push(written);
            }
        }
        siblings
    }

    fn add_level(&mut self) -> usize {
        self.levels.push(TemplateLevel::default());
        self.levels.len() - 1
    }

    /// The level behind a segment.
    fn enter(&mut self, at: usize, segment: PathSegment<'a>) -> usize {
        let next = self.levels.len();
        let Some(level) = self.levels.get_mut(at) else {
            return at;
        };
        let found = match segment.as_slice() {
            [SegmentPart::Literal(text)] => *level.texts.entry(text).or_insert(next),
            [] => *level.texts.entry("").or_insert(next),
            _ => {
                let same = level.others.iter();
                let same = same.filter(|(other, _)| is_same(other, &segment));
                let known = same.map(|(_, level)| *level).next();
                known.unwrap_or_else(|| {
                    level.others.push((segment, next));
                    next
                })
            }
        };
        if found == next {
            self.add_level();
        }
        found
    }

    /// The templates that come before that of an operation for some of its values; none for most.
    #[must_use]
    pub fn of_operation(&self, operation: &Operation) -> Vec<&'a str> {
        let own = segments(&operation.path);
        let mut found = Vec::new();
        let Some(root) = self.roots.get(&operation.role.interface()) else {
            return found;
        };
        if own.iter().all(is_literal) {
            return found;
        }
        // The level, how many segments lead there, and whether one of them differs.
        let mut waiting = vec![(*root, 0, false)];
        while let Some((at, length, is_before)) = waiting.pop() {
            let Some(level) = self.levels.get(at) else {
                continue;
            };
            let Some(segment) = own.get(length) else {
                found.extend(level.ends.iter().filter(|_| is_before).copied());
                continue;
            };
            let next = level.ways(segment, is_before, operation);
            waiting.extend(next.map(|(level, is_before)| (level, length + 1, is_before)));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

impl<'a> TemplateLevel<'a> {
    /// The levels behind the segments that a value of the operation's segment may match, and whether one of the segments so far
    /// differs. The first that differs decides which template a server finds first.
    fn ways(
        &self,
        own: &PathSegment<'_>,
        is_before: bool,
        operation: &Operation,
    ) -> impl Iterator<Item = (usize, bool)> {
        let text = match own.as_slice() {
            [SegmentPart::Literal(text)] => Some(*text),
            [] => Some(""),
            _ => None,
        };
        let same = text.and_then(|text| self.texts.get(text));
        let same = same.map(|level| (*level, is_before));
        let may_come = |other: &PathSegment<'a>| {
            let (theirs, ours) = (concreteness(other), concreteness(own));
            let is_mixed = matches!((&theirs, &ours), (Concreteness::Mixed, Concreteness::Mixed));
            (is_before || theirs < ours || is_mixed) && may_be(own, other, operation)
        };
        let texts = self.texts.iter().filter(|_| text.is_none());
        let texts = texts.filter(|(text, _)| may_come(&vec![SegmentPart::Literal(text)]));
        let texts: Vec<_> = texts.map(|(_, level)| (*level, true)).collect();
        let others = self.others.iter().filter_map(|(other, level)| {
            if is_same(other, own) {
                Some((*level, is_before))
            } else {
                may_come(other).then_some((*level, true))
            }
        });
        let others: Vec<_> = others.collect();
        same.into_iter().chain(texts).chain(others)
    }
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
