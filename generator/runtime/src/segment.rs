//! One segment of a path template: literal text, one parameter, or a mix such as `{name}.{ext}` and `{id}:cancel`. A server splits
//! a segment of a request by it, and a client checks that its values can be split like that again.
//!
//! | template | segment | values |
//! |---|---|---|
//! | `{name}.{ext}` | `a.tar.gz` | `a.tar` and `gz`: the first parameter takes as much as it can |
//! | `{x}2{y}` | `a%20b2c` | `a b` and `c`: the `2` of an escape separates nothing |
//! | `{id}{.format}`, which is `{id}{format}` with the style `label` | `7.json` | `7` and `.json` |
//! | `{x}{y}` | `abc` | `ab` and `c`; the client rejects `a` and `bc` before it sends them |
//!
//! What is escaped is data ([RFC 3986, section 2.2](https://www.rfc-editor.org/rfc/rfc3986#section-2.2)): `7%3Acancel` is a value of
//! `{id}`, and not `{id}:cancel` with 7. Letters and digits mean the same with and without an escape.

use std::borrow::Cow;
use std::cmp::Reverse;

use percent_encoding::percent_decode_str;

use crate::param::Param;
use crate::path_byte::{first_byte, last_byte};
use crate::template::{TemplatePart, template_parts};

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
    /// What the value of each parameter starts with by its style: `.` or `;`.
    starts: Vec<&'static str>,
}

impl Segment {
    /// Parses one segment, and adds the names of its parameters.
    pub(crate) fn parse<'t>(
        segment: &'t str,
        parameters: &[Param],
        names: &mut Vec<&'t str>,
    ) -> Self {
        let (mut prefix, mut starts) = (String::new(), Vec::new());
        let mut after: Vec<String> = Vec::new();
        for piece in template_parts(segment) {
            match piece {
                TemplatePart::Name(name) => {
                    names.push(name);
                    after.push(String::new());
                    let parameter = parameters.iter().find(|param| param.is_in_path(name));
                    starts.push(parameter.map_or("", Param::start));
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
            _ => Self::Mixed(Mixed::new(prefix, after, starts)),
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
    fn new(prefix: String, after: Vec<String>, starts: Vec<&'static str>) -> Self {
        let literal_len = prefix.len() + after.iter().map(String::len).sum::<usize>();
        Self {
            literal_len: Reverse(literal_len),
            prefix,
            after,
            starts,
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
        let starts = self.starts.iter().skip(1);
        for (literal, start) in between.iter().zip(starts).rev() {
            let (before, capture) = match (literal.as_str(), *start) {
                ("", start) if !start.is_empty() => split_before(rest, start)?,
                (literal, _) => split_at_last(rest, literal)?,
            };
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

/// Splits `raw` before the first `start` that leaves something on both sides: the prefix of a style is part of
/// the value.
fn split_before<'p>(raw: &'p str, start: &str) -> Option<(&'p str, &'p str)> {
    let mut places = raw.match_indices(start).filter(|(at, _)| *at > 0);
    raw.split_at_checked(places.next()?.0)
}

/// Whether a place in `raw` is not inside of an escape.
fn is_between_units(raw: &str, at: usize) -> bool {
    let escape_at = |back: usize| {
        at.checked_sub(back)
            .is_some_and(|at| raw.as_bytes().get(at) == Some(&b'%'))
    };
    !escape_at(1) && !escape_at(2)
}

/// Splits `raw` at the last `literal` that leaves something on both sides.
fn split_at_last<'p>(raw: &'p str, literal: &str) -> Option<(&'p str, &'p str)> {
    let places = raw.char_indices().rev().map(|(at, _)| at);
    let mut places = places.filter(|at| is_between_units(raw, *at));
    places.find_map(|at| {
        let (head, capture) = raw.split_at(at);
        let before = strip_suffix(head, literal)?;
        (!before.is_empty()).then_some((before, capture))
    })
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

#[allow(clippy::panic, reason = "a test")]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::param::Style;

    fn captures<'p>(template: &'static str, raw: &'p str) -> Option<Vec<&'p str>> {
        match Segment::parse(template, PARAMETERS, &mut Vec::new()) {
            Segment::Mixed(mixed) => mixed.captures(raw),
            Segment::Literal(_) | Segment::Any => panic!("{template} mixes nothing"),
        }
    }

    const PARAMETERS: &[Param] = &[
        Param::path("label").style(Style::Label),
        Param::path("matrix").style(Style::Matrix),
    ];

    #[test]
    fn a_segment_is_not_split_inside_of_an_escape() {
        for (template, raw, expected) in [
            ("{x}{y}", "a%20", ["a", "%20"]),
            ("{x}{y}", "%20b", ["%20", "b"]),
            ("{x}{y}", "%C3%A9%C3%A9", ["%C3%A9%C3", "%A9"]),
            ("{x}2{y}", "a%20b2c", ["a%20b", "c"]),
            ("{x}2{y}", "12%2F", ["1", "%2F"]),
            ("{x}20{y}", "a20%20", ["a", "%20"]),
            ("{x}{label}", "a.b.c", ["a", ".b.c"]),
            ("{x}{matrix}", "a;matrix=b;c", ["a", ";matrix=b;c"]),
        ] {
            assert_eq!(captures(template, raw), Some(expected.to_vec()), "{raw}");
        }
        for (template, raw) in [("{x}{y}", "%20"), ("{x}2{y}", "a%20"), ("{x}2{y}", "%2F")] {
            assert_eq!(captures(template, raw), None, "{raw}");
        }
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
