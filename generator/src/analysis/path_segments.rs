//! Path templates -> their segments: text and parameters.
//!
//! ```text
//! /range/{from}-{to}    range | {from} - {to}
//! ```

use crate::ir::{PathPart, PathTemplate};

/// The parts of a segment.
pub(super) type PathSegment<'a> = Vec<SegmentPart<'a>>;

/// Text, or the name of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SegmentPart<'a> {
    Literal(&'a str),
    Parameter(&'a str),
}

/// The segments of a template.
pub(super) fn segments(path: &PathTemplate) -> Vec<PathSegment<'_>> {
    let mut segments = vec![PathSegment::new()];
    for part in &path.parts {
        let (text, name) = match part {
            PathPart::Literal(text) => (text.as_str(), None),
            PathPart::Parameter(name) => ("", Some(SegmentPart::Parameter(name.as_str()))),
        };
        for (index, text) in text.split('/').enumerate() {
            if index > 0 {
                segments.push(PathSegment::new());
            }
            if let Some(last) = segments.last_mut().filter(|_| !text.is_empty()) {
                last.push(SegmentPart::Literal(text));
            }
        }
        if let Some(last) = segments.last_mut() {
            last.extend(name);
        }
    }
    segments
}

/// Whether a segment has a parameter and more.
pub(super) fn is_mixed(segment: &PathSegment<'_>) -> bool {
    segment.len() > 1
        && segment
            .iter()
            .any(|part| matches!(part, SegmentPart::Parameter(_)))
}

/// The text of a segment.
pub(super) fn literals<'s>(segment: &'s PathSegment<'_>) -> impl Iterator<Item = &'s str> {
    segment.iter().filter_map(|part| match part {
        SegmentPart::Literal(text) => Some(*text),
        SegmentPart::Parameter(_) => None,
    })
}
