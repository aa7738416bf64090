//! A path template of the document -> segments that requests are matched against.
//!
//! Templates that differ only in the names of their parameters are one route: captured values are
//! known by their positions, and each operation has its own names. A segment may mix literals and
//! parameters: `{name}.{ext}`, `{id}:cancel`. There, what is escaped is data: `7%3Acancel` is a value
//! of `{id}`, and not `{id}:cancel` with 7. A brace without its partner is literal text; the
//! generator has rejected such templates.

use std::borrow::Cow;
use std::cmp::Reverse;

use percent_encoding::percent_decode_str;

use crate::template::{TemplatePart, template_parts};

/// A path template: its segments, and the names of its parameters in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Template {
    pub(crate) segments: Vec<Segment>,
    pub(crate) names: Vec<&'static str>,
}

/// One segment of a template, the most specific kind first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Segment {
    /// Literal text, decoded.
    Literal(String),
    /// Literals and parameters.
    Mixed(Mixed),
    /// One parameter and nothing else.
    Any,
}

/// A segment such as `{name}.{ext}`: literals before, between and after parameters. Literals may be
/// empty.
///
/// Of two that match, the one with more literal text wins: it is ordered first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mixed {
    /// How many bytes of literal text there are.
    literal_len: Reverse<usize>,
    /// What precedes the first parameter.
    prefix: String,
    /// What follows each parameter.
    after: Vec<String>,
}

impl Template {
    /// Parses `template`, which starts with a slash.
    pub(crate) fn parse(template: &'static str) -> Self {
        let mut names = Vec::new();
        let path = template.strip_prefix('/').unwrap_or(template);
        let segments = path
            .split('/')
            .map(|segment| Segment::parse(segment, &mut names))
            .collect();
        Self { segments, names }
    }
}

impl Segment {
    fn parse(segment: &'static str, names: &mut Vec<&'static str>) -> Self {
        let mut prefix = String::new();
        let mut after: Vec<String> = Vec::new();
        for piece in template_parts(segment) {
            match piece {
                TemplatePart::Name(name) => {
                    names.push(name);
                    after.push(String::new());
                }
                TemplatePart::Literal(text) => after
                    .last_mut()
                    .unwrap_or(&mut prefix)
                    .push_str(&decode(text)),
            }
        }
        match after.as_slice() {
            [] => Self::Literal(prefix),
            [only] if prefix.is_empty() && only.is_empty() => Self::Any,
            _ => Self::Mixed(Mixed::new(prefix, after)),
        }
    }
}

/// A literal, which the document may have escaped or not.
fn decode(literal: &str) -> String {
    percent_decode_str(literal)
        .decode_utf8()
        .map_or_else(|_| literal.to_owned(), Cow::into_owned)
}

impl Mixed {
    /// The literal after each parameter.
    fn new(prefix: String, after: Vec<String>) -> Self {
        let literal_len = prefix.len() + after.iter().map(String::len).sum::<usize>();
        Self {
            literal_len: Reverse(literal_len),
            prefix,
            after,
        }
    }

    /// The values of the parameters in `raw`, in order; `None` if it does not match. No value is
    /// empty. The first one takes as much as it can: `{name}.{ext}` splits `a.tar.gz` at its last
    /// dot.
    pub(crate) fn captures<'p>(&self, raw: &'p str) -> Option<Vec<&'p str>> {
        let mut rest = strip_prefix(raw, &self.prefix)?;
        let mut captures = Vec::with_capacity(self.after.len());
        let (last, between) = self.after.split_last()?;
        rest = strip_suffix(rest, last)?;
        for literal in between.iter().rev() {
            let (before, capture) = split_at_last(rest, literal)?;
            captures.push(capture);
            rest = before;
        }
        if rest.is_empty() {
            return None;
        }
        captures.push(rest);
        captures.reverse();
        Some(captures)
    }
}

/// Splits `raw` at the last `literal` that leaves something on both sides.
fn split_at_last<'p>(raw: &'p str, literal: &str) -> Option<(&'p str, &'p str)> {
    raw.char_indices().rev().find_map(|(at, _)| {
        let (head, capture) = raw.split_at(at);
        let before = strip_suffix(head, literal)?;
        (!before.is_empty()).then_some((before, capture))
    })
}

/// `raw` without `literal` at its start. Only what a path cannot contain is escaped in a literal.
fn strip_prefix<'p>(raw: &'p str, literal: &str) -> Option<&'p str> {
    let mut rest = raw;
    for expected in literal.bytes() {
        let (found, tail) = first_byte(rest)?;
        if !found.is(expected) {
            return None;
        }
        rest = tail;
    }
    Some(rest)
}

/// `raw` without `literal` at its end.
fn strip_suffix<'p>(raw: &'p str, literal: &str) -> Option<&'p str> {
    let mut rest = raw;
    for expected in literal.bytes().rev() {
        let (head, found) = last_byte(rest)?;
        if !found.is(expected) {
            return None;
        }
        rest = head;
    }
    Some(rest)
}

/// A byte of a path.
#[derive(Debug, Clone, Copy)]
enum PathByte {
    Plain(u8),
    Escaped(u8),
}

impl PathByte {
    /// Reads one byte, or one escape.
    fn read(unit: &str) -> Option<Self> {
        let byte = percent_decode_str(unit).next()?;
        Some(match unit.len() {
            1 => Self::Plain(byte),
            _ => Self::Escaped(byte),
        })
    }

    /// Whether this byte of a literal is meant. An escape is data if the byte needs none.
    fn is(self, literal: u8) -> bool {
        match self {
            Self::Plain(byte) => byte == literal,
            Self::Escaped(byte) => byte == literal && !is_plain(literal),
        }
    }
}

/// Whether a byte needs no escape in a segment: `pchar` of [RFC 3986, section
/// 3.3](https://www.rfc-editor.org/rfc/rfc3986#section-3.3).
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(&byte)
}

/// Whether a raw segment escapes a reserved character, such as `:`. Then it is
/// not the same as the segment with the character itself ([RFC 3986, section
/// 2.2](https://www.rfc-editor.org/rfc/rfc3986#section-2.2)).
pub(crate) fn escapes_reserved(raw: &str) -> bool {
    let mut escapes = raw.match_indices('%');
    escapes.any(|(at, _)| {
        let unit = raw.get(at..at.saturating_add(3));
        let byte = unit.and_then(|unit| percent_decode_str(unit).next());
        byte.is_some_and(|byte| b"!$&'()*+,;=:@".contains(&byte))
    })
}

/// The first byte of `raw`, which is ASCII with complete escapes.
fn first_byte(raw: &str) -> Option<(PathByte, &str)> {
    let first = *raw.as_bytes().first()?;
    let width = if first == b'%' { 3 } else { 1 };
    let (unit, rest) = raw.split_at_checked(width)?;
    Some((PathByte::read(unit)?, rest))
}

/// The last byte of `raw`, which is ASCII with complete escapes.
fn last_byte(raw: &str) -> Option<(&str, PathByte)> {
    let escape = raw
        .len()
        .checked_sub(3)
        .filter(|&at| raw.as_bytes().get(at) == Some(&b'%'));
    let at = escape.or_else(|| raw.len().checked_sub(1))?;
    let (rest, unit) = raw.split_at_checked(at)?;
    Some((rest, PathByte::read(unit)?))
}

#[allow(clippy::panic, reason = "a test")]
#[cfg(test)]
mod tests {
    use super::*;

    fn captures<'p>(template: &'static str, raw: &'p str) -> Option<Vec<&'p str>> {
        match Segment::parse(template, &mut Vec::new()) {
            Segment::Mixed(mixed) => mixed.captures(raw),
            Segment::Literal(_) | Segment::Any => panic!("{template} mixes nothing"),
        }
    }

    #[test]
    fn reads_templates() {
        let template = Template::parse("/v3/{project_id}/files/{name}.{ext}");
        assert_eq!(template.names, ["project_id", "name", "ext"]);
        let literal = |text: &str| Segment::Literal(text.to_owned());
        let shape: Vec<Segment> = template.segments.into_iter().take(3).collect();
        assert_eq!(shape, [literal("v3"), Segment::Any, literal("files")]);
        assert_eq!(
            Template::parse("/").segments,
            [Segment::Literal(String::new())]
        );
        assert_eq!(
            Template::parse("/a%20b").segments,
            [Segment::Literal("a b".into())]
        );
        assert_eq!(
            Template::parse("/{open").segments,
            [Segment::Literal("{open".into())]
        );
    }

    #[test]
    fn the_first_parameter_takes_most() {
        assert_eq!(
            captures("{name}.{ext}", "a.tar.gz"),
            Some(vec!["a.tar", "gz"])
        );
        assert_eq!(captures("{name}.{ext}", "a."), None);
        assert_eq!(captures("{name}.{ext}", ".gz"), None);
        assert_eq!(captures("{name}.{ext}", "a.b."), Some(vec!["a", "b."]));
        assert_eq!(
            captures("{x}-{y}-{z}", "1-2-3-4"),
            Some(vec!["1-2", "3", "4"])
        );
    }

    #[test]
    fn what_is_escaped_is_data() {
        assert_eq!(captures("{id}:cancel", "7:cancel"), Some(vec!["7"]));
        assert_eq!(captures("{id}:cancel", "7%3Acancel"), None);
        assert_eq!(captures("{id}:cancel", ":cancel"), None);
        assert_eq!(captures("@{user}", "%40ann"), None);
        assert_eq!(captures("{a}-{b}", "1-2%2D3"), Some(vec!["1", "2%2D3"]));
        assert_eq!(captures("{a}.{b}", "x%2Ey"), None);
        assert_eq!(captures("{a} {b}", "x%20y"), Some(vec!["x", "y"]));
        assert_eq!(captures("{a}é{b}", "x%C3%A9y"), Some(vec!["x", "y"]));
    }

    proptest::proptest! {
        /// What is captured and the literals between make up the segment again.
        #[test]
        fn captures_cover_the_segment(raw in "[a.%2E-]{0,12}") {
            let whole = crate::percent::decode(&raw, crate::percent::Plus::Literal);
            for (template, literal) in [("{a}.{b}", "."), ("{a}-{b}", "-")] {
                if let (Ok(whole), Some(parts)) = (&whole, captures(template, &raw)) {
                    proptest::prop_assert!(parts.iter().all(|part| !part.is_empty()));
                    proptest::prop_assert_eq!(&decode(&parts.join(literal)), whole);
                }
            }
        }
    }
}
