//! Path templates -> the characters that a client escapes inside of values, because they separate
//! the parameters of a segment.
//!
//! ```text
//! /range/{from}-{to}       from "1", to "2-3":   /range/1-2%2D3
//! /files/{name}            name "a.json":        /files/a%2Ejson
//! /files/{name}.json       because of this template beside the other
//! ```
//!
//! Escaped or not, `-` is the same character of a URL
//! (<https://www.rfc-editor.org/rfc/rfc3986#section-2.3>), so every server reads the same value.
//! But a server can only tell a value from what separates it if one of the two is escaped. Reserved
//! characters, such as `:`, are always escaped in values.

use std::collections::BTreeSet;

use super::path_segments::{PathSegment, SegmentPart, is_mixed, literals, segments};
use crate::ir::{Api, PathTemplate};

/// The templates in which some segment has both text and parameters.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PathDelimiters<'a> {
    templates: Vec<Vec<PathSegment<'a>>>,
}

impl<'a> PathDelimiters<'a> {
    /// Those of all operations.
    pub(super) fn of_api(api: &'a Api) -> Self {
        let templates = api.operations.iter().map(|one| segments(&one.path));
        let mut templates: Vec<_> = templates
            .filter(|segments| segments.iter().any(is_mixed))
            .collect();
        templates.dedup();
        Self { templates }
    }

    /// What a client escapes in the values of a path parameter, beyond what is always escaped; empty
    /// for most.
    #[must_use]
    pub fn of_parameter(&self, path: &PathTemplate, name: &str) -> String {
        if self.templates.is_empty() {
            return String::new();
        }
        let own = segments(path);
        let Some(at) = own
            .iter()
            .position(|one| one.contains(&SegmentPart::Parameter(name)))
        else {
            return String::new();
        };
        let mut found = BTreeSet::new();
        if let Some(segment) = own.get(at).filter(|segment| is_mixed(segment)) {
            found.extend(literals(segment).filter_map(separator));
        }
        let others = self.templates.iter();
        for other in others.filter(|other| **other != own && overlap(&own, other)) {
            let Some(segment) = other.get(at).filter(|segment| is_mixed(segment)) else {
                continue;
            };
            if literals(segment).all(stays) {
                found.extend(literals(segment).filter_map(separator));
            }
        }
        found.into_iter().collect()
    }
}

/// Whether a value could contain this text without any escape: all of it is unreserved
/// (<https://www.rfc-editor.org/rfc/rfc3986#section-2.3>).
fn stays(literal: &str) -> bool {
    literal
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "-._~".contains(c))
}

/// A character of a text that is worth escaping, so that values do not contain the text. Letters and
/// digits are not: an escape of them is read as the letter, so a client rejects values that would be
/// split elsewhere.
fn separator(literal: &str) -> Option<char> {
    let mut separators = literal.chars().filter(|c| "-._~".contains(*c));
    separators.next().filter(|_| stays(literal))
}

/// Whether two templates match some of the same paths, as far as whole segments show.
fn overlap(one: &[PathSegment<'_>], other: &[PathSegment<'_>]) -> bool {
    let is_literal = |segment: &PathSegment<'_>| {
        segment
            .iter()
            .all(|part| matches!(part, SegmentPart::Literal(_)))
    };
    let mut pairs = one.iter().zip(other);
    one.len() == other.len()
        && pairs.all(|(one, other)| one == other || !(is_literal(one) && is_literal(other)))
}
