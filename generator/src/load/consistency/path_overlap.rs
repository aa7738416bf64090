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

use std::collections::BTreeMap;

use super::{Check, Code, Members, Trail, template};
use crate::diagnostic::show;

/// How many segments a pair of paths that match some of the same requests counts for: each operation has a list of the paths that
/// some of its values lead to.
const PAIR: usize = 30;

/// How many segments a segment counts for with which no path before it starts: it is kept, in half a kilobyte.
const NEW: usize = 50;

/// Reports every such pair at the later of the two.
///
/// The comparisons are limited, with the limit on values. A document with a thousand paths needs some ten thousand.
pub(super) fn check(check: &mut Check<'_, '_>, paths: &Members, at: &Trail<'_>) {
    let mut earlier = Paths::default();
    let mut left = check.limits.nodes;
    for path in paths.keys().filter(|path| path.starts_with('/')) {
        let shape = template::shape(path);
        let segments: Vec<_> = shape.split('/').skip(1).map(segment).collect();
        let stop = |check: &mut Check<'_, '_>, message: &str| {
            let at = at.key(path);
            check
                .report
                .at_key(Code::TooManyNodes, &at, message.to_owned());
        };
        let Some(crossing) = earlier.crossing(&segments, &mut left) else {
            let message = "up to this path, too many paths match some of the same requests";
            return stop(check, message);
        };
        let added = NEW * earlier.insert(path, &segments);
        let Some(rest) = left.checked_sub(added) else {
            let message = "up to this path, paths have too many different segments";
            return stop(check, message);
        };
        left = rest;
        if let Some(other) = crossing {
            let first = check.report.place(&at.key(other)).at_key();
            let (one, two) = (show(other), show(path));
            let message = format!("`{one}` and `{two}` match some of the same requests");
            let report = check
                .report
                .at_key(Code::AmbiguousPaths, &at.key(path), message);
            report.also(&first, "the other path");
        }
    }
}

/// The part between two slashes.
#[derive(Clone, Copy)]
enum Segment<'t> {
    /// Text, in its normal form.
    Literal(&'t str),
    /// `{name}`.
    Any,
    /// `{name}.json`: taken to match only the same segment.
    Mixed(&'t str),
}

/// Reads one segment. `{a}{b}` is no single expression, so it counts as mixed.
fn segment(text: &str) -> Segment<'_> {
    let inside = text
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    match inside {
        Some(name) if !name.contains(['{', '}']) => Segment::Any,
        _ if text.contains('{') => Segment::Mixed(text),
        _ => Segment::Literal(text),
    }
}

/// Paths as a tree of their segments, so that one is not compared with every other.
#[derive(Default)]
struct Paths<'d> {
    root: PathNode<'d>,
    others: Vec<PathNode<'d>>,
}

/// What follows after some segments. The numbers are positions in the list of nodes.
#[derive(Default)]
struct PathNode<'d> {
    literals: BTreeMap<Box<str>, usize>,
    mixed: BTreeMap<Box<str>, usize>,
    any: Option<usize>,
    /// The path that ends here.
    path: Option<&'d str>,
}

/// A way through the tree whose segments match some of the same segments.
#[derive(Clone, Copy)]
struct Way {
    /// `None` is the root.
    node: Option<usize>,
    length: usize,
    /// Whether the path in the tree is more concrete somewhere, and whether the path that is looked for is.
    is_concrete: (bool, bool),
    /// Whether no segment is compared by its ends alone.
    is_certain: bool,
}

impl<'d> Paths<'d> {
    /// Adds a path; returns how many of its segments are new.
    fn insert(&mut self, path: &'d str, segments: &[Segment<'_>]) -> usize {
        let (mut place, before) = (None, self.others.len());
        for segment in segments {
            let next = self.others.len();
            let node = self.node_mut(place);
            let found = match *segment {
                Segment::Literal(text) => *node.literals.entry(text.into()).or_insert(next),
                Segment::Mixed(text) => *node.mixed.entry(text.into()).or_insert(next),
                Segment::Any => *node.any.get_or_insert(next),
            };
            if found == next {
                self.others.push(PathNode::default());
            }
            place = Some(found);
        }
        self.node_mut(place).path.get_or_insert(path);
        self.others.len() - before
    }

    fn node(&self, place: Option<usize>) -> &PathNode<'d> {
        place
            .and_then(|place| self.others.get(place))
            .unwrap_or(&self.root)
    }

    fn node_mut(&mut self, place: Option<usize>) -> &mut PathNode<'d> {
        place
            .and_then(|place| self.others.get_mut(place))
            .unwrap_or(&mut self.root)
    }

    /// The first path that matches some of the same requests, where each of the two is more concrete than the other somewhere.
    /// `None` if more than `left` segments would have to be compared.
    fn crossing(&self, segments: &[Segment<'_>], left: &mut usize) -> Option<Option<&'d str>> {
        let mut found = None;
        let mut waiting = vec![Way {
            node: None,
            length: 0,
            is_concrete: (false, false),
            is_certain: true,
        }];
        while let Some(way) = waiting.pop() {
            let node = self.node(way.node);
            let Some(segment) = segments.get(way.length) else {
                if let Some(path) = node.path {
                    *left = left.checked_sub(PAIR)?;
                    let crosses = way.is_certain && way.is_concrete == (true, true);
                    found = found.or(crosses.then_some(path));
                }
                continue;
            };
            let before = waiting.len();
            let compared = node.follow(*segment, way, &mut waiting);
            *left = left.checked_sub(compared)?;
            if let Some(added) = waiting.get_mut(before..) {
                added.reverse();
            }
        }
        Some(found)
    }
}

impl PathNode<'_> {
    /// Adds the ways on for a segment; returns how many were looked at.
    fn follow(&self, segment: Segment<'_>, way: Way, ways: &mut Vec<Way>) -> usize {
        let (this, that) = way.is_concrete;
        let mut go = |node: &usize, is_concrete, is_certain: bool| {
            ways.push(Way {
                node: Some(*node),
                length: way.length + 1,
                is_concrete,
                is_certain: way.is_certain && is_certain,
            });
        };
        let any = self.any.iter();
        match segment {
            Segment::Literal(text) => {
                let same = self.literals.get(text);
                same.iter().for_each(|same| go(same, (this, that), true));
                let mixed = self.mixed.iter().filter(|(mixed, _)| ends_fit(mixed, text));
                mixed.for_each(|(_, mixed)| go(mixed, (this, true), false));
                any.for_each(|any| go(any, (this, true), true));
                self.mixed.len() + 1
            }
            Segment::Mixed(text) => {
                let literals = self.literals.iter();
                let literals = literals.filter(|(literal, _)| ends_fit(text, literal));
                literals.for_each(|(_, literal)| go(literal, (true, that), false));
                for (mixed, node) in self.mixed.iter().filter(|(mixed, _)| ends_fit(text, mixed)) {
                    go(node, (this, that), **mixed == *text);
                }
                any.for_each(|any| go(any, (this, true), false));
                self.literals.len() + self.mixed.len() + 1
            }
            Segment::Any => {
                let literals = self.literals.values();
                literals.for_each(|literal| go(literal, (true, that), true));
                let mixed = self.mixed.values();
                mixed.for_each(|mixed| go(mixed, (true, that), false));
                any.for_each(|any| go(any, (this, that), true));
                self.literals.len() + self.mixed.len() + 1
            }
        }
    }
}

/// Whether a segment with text and parameters may start and end like another segment.
fn ends_fit(mixed: &str, other: &str) -> bool {
    let start = |text| str::split(text, '{').next().unwrap_or_default();
    let end = |text| str::rsplit(text, '}').next().unwrap_or_default();
    let (one, two) = (start(mixed), start(other));
    let starts = one.starts_with(two) || two.starts_with(one);
    let (one, two) = (end(mixed), end(other));
    starts && (one.ends_with(two) || two.ends_with(one))
}

#[cfg(test)]
mod tests {
    use super::{PAIR, Paths, Segment, segment};
    use crate::diagnostic::{Code, Diagnostics};
    use crate::load::{Limit, Limits, LoadOptions, load_text};

    const LEFT: usize = 1_000_000;

    fn segments(path: &str) -> Vec<Segment<'_>> {
        path.split('/').skip(1).map(segment).collect()
    }

    #[test]
    fn only_paths_that_cross_are_ambiguous() {
        let crossing = |left: &'static str, right: &'static str| {
            let mut paths = Paths::default();
            paths.insert(left, &segments(left));
            let found = paths.crossing(&segments(right), &mut LEFT.clone());
            found == Some(Some(left))
        };
        for (left, right, expected) in [
            ("/a/{x}/c", "/a/b/{y}", true),
            ("/{x}/b/{y}", "/a/{z}/c", true),
            ("/a/{x}", "/a/b", false),
            ("/a/{x}/c", "/a/b/d", false),
            ("/a/{x}.json/c", "/a/b/{y}", false),
            ("/a/{x}.json/{z}/c", "/a/{x}.json/b/{y}", true),
            ("/a/{x}.json/{z}/c", "/a/b.json/b/{y}", false),
            ("/a/{x}/c", "/a/b/{y}/d", false),
        ] {
            assert_eq!(crossing(left, right), expected, "{left} {right}");
            assert_eq!(crossing(right, left), expected, "{right} {left}");
        }
    }

    /// A path of a megabyte has half a million segments.
    #[test]
    fn different_segments_are_limited() {
        let mut paths = Paths::default();
        let added =
            ["/a/b", "/a/c/{x}", "/a/c/{y}"].map(|path| paths.insert(path, &segments(path)));
        assert_eq!(added, [2, 2, 0]);
        let get = r#"{"get": {"responses": {"200": {"description": "fine"}}}}"#;
        let head = r#""openapi": "3.1.0", "info": {"title": "t", "version": "1"}"#;
        for (segments, allowed) in [(10, true), (60, false)] {
            let path = "/a".repeat(segments);
            let document = format!(r#"{{{head}, "paths": {{"{path}": {get}}}}}"#);
            let options = LoadOptions {
                limits: Limits::default().with(Limit::Nodes, 2_000),
                ..LoadOptions::default()
            };
            let mut diagnostics = Diagnostics::new();
            load_text("t.json", document.as_bytes(), &options, &mut diagnostics);
            let found = diagnostics
                .iter()
                .any(|one| one.code() == Code::TooManyNodes);
            assert_eq!(found, !allowed, "{segments}");
        }
    }

    #[test]
    fn paths_of_text_are_not_compared_with_each_other() {
        let names: Vec<String> = (0..1000).map(|index| format!("/a/b{index}/c")).collect();
        let (mut paths, mut left) = (Paths::default(), LEFT);
        for name in &names {
            assert_eq!(paths.crossing(&segments(name), &mut left), Some(None));
            paths.insert(name, &segments(name));
        }
        assert!(LEFT - left <= 4 * names.len());
    }

    #[test]
    fn pairs_that_match_the_same_requests_are_limited() {
        for (earlier, later) in [
            ("/bN/{y}", "/{x}/c"),
            ("/a/x{a}yN", "/a/{b}"),
            ("/a/{a}yN{b}", "/a/{b}x{c}"),
        ] {
            let names: Vec<String> = (0..100)
                .map(|index| earlier.replace('N', &format!("-{index}-")))
                .collect();
            let mut paths = Paths::default();
            for name in &names {
                paths.insert(name, &segments(name));
            }
            let mut left = 100 * PAIR;
            assert!(
                paths.crossing(&segments(later), &mut left).is_none(),
                "{later}"
            );
        }
    }
}
