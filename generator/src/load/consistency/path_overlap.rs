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
use std::ops::Range;

use super::{Check, Code, Members, Trail, template};
use crate::diagnostic::show;

/// How many segments a pair of paths that match some of the same requests counts for: each operation has a list of the paths that
/// some of its values lead to.
const PAIR: usize = 30;

/// How many segments a segment counts for with which no path before it starts: it is kept, here and for the siblings of an operation,
/// in half a kilobyte.
const NEW: usize = 50;

/// Reports every such pair at the later of the two.
///
/// The comparisons are limited, with the limit on values. A document with a thousand paths needs some ten thousand.
pub(super) fn check(check: &mut Check<'_, '_>, paths: &Members, at: &Trail<'_>) {
    let paths = paths.keys().filter(|path| path.starts_with('/'));
    let shapes: Vec<_> = paths.map(|path| (path, template::shape(path))).collect();
    let mut earlier = Paths::new();
    let mut left = check.limits.nodes;
    for (path, shape) in &shapes {
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

impl Segment<'_> {
    /// How much a segment says about what it matches.
    fn concreteness(self) -> u8 {
        match self {
            Segment::Literal(_) => 2,
            Segment::Mixed(_) => 1,
            Segment::Any => 0,
        }
    }

    /// Whether two segments may match the same text.
    fn fits(self, other: Self) -> bool {
        match (self, other) {
            (Segment::Literal(one), Segment::Literal(two)) => one == two,
            (Segment::Mixed(one), Segment::Literal(two) | Segment::Mixed(two))
            | (Segment::Literal(two), Segment::Mixed(one)) => ends_fit(one, two),
            (Segment::Any, _) | (_, Segment::Any) => true,
        }
    }

    /// Whether two segments that fit do match the same text.
    fn is_certain(self, other: Self) -> bool {
        match (self, other) {
            (Segment::Mixed(one), Segment::Mixed(two)) => one == two,
            (Segment::Mixed(_), _) | (_, Segment::Mixed(_)) => false,
            (Segment::Literal(_) | Segment::Any, Segment::Literal(_) | Segment::Any) => true,
        }
    }
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
///
/// Most nodes have one child: what follows after all of them is in one map of each kind. The numbers are positions in the list of nodes,
/// whose first one is the root.
struct Paths<'d> {
    nodes: Vec<PathNode<'d>>,
    literals: NextNodes<'d>,
    mixed: NextNodes<'d>,
}

/// What follows after a node and a segment.
type NextNodes<'d> = BTreeMap<(usize, &'d str), usize>;

/// What follows after some segments.
#[derive(Default)]
struct PathNode<'d> {
    any: Option<usize>,
    /// The path that ends here.
    path: Option<&'d str>,
}

/// A way through the tree whose segments match some of the same segments.
#[derive(Clone, Copy)]
struct Way {
    node: usize,
    length: usize,
    /// Whether the path in the tree is more concrete somewhere, and whether the path that is looked for is.
    is_concrete: (bool, bool),
    /// Whether no segment is compared by its ends alone.
    is_certain: bool,
}

impl<'d> Paths<'d> {
    fn new() -> Self {
        Self {
            nodes: vec![PathNode::default()],
            literals: BTreeMap::new(),
            mixed: BTreeMap::new(),
        }
    }

    /// Adds a path; returns how many of its segments are new.
    fn insert(&mut self, path: &'d str, segments: &[Segment<'d>]) -> usize {
        let before = self.nodes.len();
        let mut place = 0;
        for segment in segments {
            let next = self.nodes.len();
            place = match *segment {
                Segment::Literal(text) => *self.literals.entry((place, text)).or_insert(next),
                Segment::Mixed(text) => *self.mixed.entry((place, text)).or_insert(next),
                Segment::Any => self
                    .nodes
                    .get_mut(place)
                    .map_or(next, |node| *node.any.get_or_insert(next)),
            };
            if place == next {
                self.nodes.push(PathNode::default());
            }
        }
        if let Some(node) = self.nodes.get_mut(place) {
            node.path.get_or_insert(path);
        }
        self.nodes.len() - before
    }

    /// The first path that matches some of the same requests, where each of the two is more concrete than the other somewhere.
    /// `None` if more than `left` segments would have to be compared.
    fn crossing(&self, segments: &[Segment<'d>], left: &mut usize) -> Option<Option<&'d str>> {
        let mut found = None;
        let mut waiting = vec![Way {
            node: 0,
            length: 0,
            is_concrete: (false, false),
            is_certain: true,
        }];
        while let Some(way) = waiting.pop() {
            let Some(segment) = segments.get(way.length) else {
                let path = self.nodes.get(way.node).and_then(|node| node.path);
                if let Some(path) = path {
                    *left = left.checked_sub(PAIR)?;
                    let crosses = way.is_certain && way.is_concrete == (true, true);
                    found = found.or(crosses.then_some(path));
                }
                continue;
            };
            let before = waiting.len();
            let compared = self.follow(*segment, way, &mut waiting);
            *left = left.checked_sub(compared)?;
            if let Some(added) = waiting.get_mut(before..) {
                added.reverse();
            }
        }
        Some(found)
    }

    /// Adds the ways on for a segment; returns how many were looked at.
    fn follow(&self, own: Segment<'d>, way: Way, ways: &mut Vec<Way>) -> usize {
        // Of the literal segments, only an equal one is of interest for another.
        let literals = match own {
            Segment::Literal(text) => self.literals.range((way.node, text)..=(way.node, text)),
            Segment::Mixed(_) | Segment::Any => self.literals.range(children(way.node)),
        };
        let literals = literals.map(|((_, text), node)| (Segment::Literal(text), *node));
        let mixed = self.mixed.range(children(way.node));
        let mixed = mixed.map(|((_, text), node)| (Segment::Mixed(text), *node));
        let any = self.nodes.get(way.node).and_then(|node| node.any);
        let any = any.map(|node| (Segment::Any, node));
        let mut compared = 1;
        let (is_other, is_own) = way.is_concrete;
        for (other, node) in literals.chain(mixed).chain(any) {
            compared += 1;
            if own.fits(other) {
                let (ours, theirs) = (own.concreteness(), other.concreteness());
                ways.push(Way {
                    node,
                    length: way.length + 1,
                    is_concrete: (is_other || theirs > ours, is_own || ours > theirs),
                    is_certain: way.is_certain && own.is_certain(other),
                });
            }
        }
        compared
    }
}

/// The keys of what follows after a node.
fn children(node: usize) -> Range<(usize, &'static str)> {
    (node, "")..(node + 1, "")
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
            let mut paths = Paths::new();
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
        let mut paths = Paths::new();
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
        let (mut paths, mut left) = (Paths::new(), LEFT);
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
            let mut paths = Paths::new();
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
