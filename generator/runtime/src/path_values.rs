//! Encoded values into a path template. Rejects values that would give the path other segments than its template has (`.`, `..`,
//! and empty ones), and values of one segment that a server would split differently.
//!
//! ```text
//! /v2/{project}/tasks/{id}      project = "p%20q", id = "7"      /v2/p%20q/tasks/7
//!                               project = ".."                   a violation: the server would see /tasks/7
//! /{x}{y}                       x = "a", y = "bc"                a violation: the server would see "ab" and "c"
//! ```

use std::borrow::Cow;

use crate::{
    few::Few,
    param::Param,
    percent::is_unreserved,
    segment::Segment,
    template::{TemplatePart, template_parts},
    violations::Violations,
};

/// The encoded values of path parameters by their names.
pub(crate) type PathValues<'a> = Few<(&'static str, Cow<'a, str>)>;

/// What is known of a template before there are values.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PathForm {
    /// How many `/` it has.
    #[cfg_attr(
        not(any(feature = "client", test)),
        expect(dead_code, reason = "a client compares it with its URL")
    )]
    pub(crate) slashes: usize,
    /// Whether a segment has several parameters.
    shares_a_segment: bool,
    /// Whether its literal text has no escapes and needs none.
    is_plain: bool,
}

impl PathForm {
    /// That of a template.
    pub(crate) const fn of(template: &str) -> Self {
        let (mut slashes, mut names, mut is_name) = (0, 0, false);
        let (mut shares_a_segment, mut is_plain) = (false, true);
        let mut rest = template.as_bytes();
        while let [byte, after @ ..] = rest {
            rest = after;
            match byte {
                b'/' => (slashes, names) = (slashes + 1, 0),
                b'{' => names += 1,
                _ => {}
            }
            shares_a_segment |= names > 1;
            (is_name, is_plain) = match (is_name, byte) {
                (true, byte) => (*byte != b'}', is_plain),
                (false, b'{') => (true, is_plain),
                (false, byte) => (false, is_plain && (*byte == b'/' || is_unreserved(*byte))),
            };
        }
        Self {
            slashes,
            shares_a_segment,
            // A brace that does not close is literal text.
            is_plain: is_plain && !is_name,
        }
    }
}

/// Fills in encoded values. A name without a value is a violation, unless it has one already. The string has room for so many bytes
/// `behind` the path.
pub(crate) fn expand(
    (template, form): (&str, PathForm),
    parameters: &[Param],
    values: &PathValues<'_>,
    (violations, behind): (&mut Violations, usize),
) -> String {
    let path = filled((template, form), values, (violations, behind));
    let are_plain = values.iter().all(|(_, value)| is_plain(value));
    if are_plain && form.is_plain && !form.shares_a_segment {
        return path;
    }
    if path.contains("%00") {
        violations.push("path", "must not contain U+0000, which servers reject");
    }
    if are_plain && !form.shares_a_segment {
        return path;
    }
    // URL parsers take `.` and `..` out of a path even where their dots are encoded.
    let dots = path
        .split('/')
        .any(|segment| matches!(segment, "." | ".." | "%2E" | ".%2E" | "%2E." | "%2E%2E"));
    if dots
        && !template
            .split('/')
            .any(|segment| matches!(segment, "." | ".."))
    {
        violations.push("path", "a segment must not be `.` or `..`");
    }
    if path.matches('/').count() != template.matches('/').count()
        || path.contains("//") && !template.contains("//")
    {
        violations.push(
            "path",
            format!("the values give another path than {template}"),
        );
    } else if let Some(names) = unclear(template, parameters, values, &path) {
        violations.push(
            "path",
            format!("a server would split the values of {names} differently: they are not separated in {template}"),
        );
    }
    path
}

/// The values in their places.
fn filled(
    (template, form): (&str, PathForm),
    values: &PathValues<'_>,
    (violations, behind): (&mut Violations, usize),
) -> String {
    let encoded: usize = values.iter().map(|(_, value)| value.len()).sum();
    let mut path = String::with_capacity(template.len() + encoded + behind);
    let mut value = |name: &str| match values.iter().find(|(known, _)| *known == name) {
        Some((_, value)) => &**value,
        None => {
            let location = format!("path.{name}");
            if violations
                .iter()
                .all(|violation| violation.location != location)
            {
                violations.push(location, "missing");
            }
            "_"
        }
    };
    for piece in template_parts(template) {
        match piece {
            TemplatePart::Literal(text) if form.is_plain => path.push_str(text),
            TemplatePart::Literal(text) => path.extend(escaped(text)),
            TemplatePart::Name(name) => path.push_str(value(name)),
        }
    }
    path
}

/// Whether a value changes no segment beside it: what most identifiers are.
fn is_plain(value: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    !value.is_empty() && value.bytes().all(fits)
}

/// The parameters of a segment that a server would not split into the same values: `a` and `bc` for
/// `{x}{y}` would be read as `ab` and `c`.
fn unclear(
    template: &str,
    parameters: &[Param],
    values: &PathValues<'_>,
    path: &str,
) -> Option<String> {
    let mut segments = template.split('/').zip(path.split('/'));
    segments.find_map(|(segment, raw)| {
        if !PathForm::of(segment).shares_a_segment {
            return None;
        }
        let mut names = Vec::new();
        let Segment::Mixed(mixed) = Segment::parse(segment, parameters, &mut names) else {
            return None;
        };
        let written = |name: &str| values.iter().find(|(known, _)| *known == name);
        let known: Option<Vec<&str>> = names
            .iter()
            .map(|name| written(name).map(|(_, text)| &**text))
            .collect();
        let known = known?; // a missing one has its own violation
        (mixed.captures(raw).as_ref() != Some(&known)).then(|| names.join(" and "))
    })
}

/// Literal text with escapes for what is not ASCII and for what a path cannot contain ([RFC 3986, section
/// 3.3](https://www.rfc-editor.org/rfc/rfc3986#section-3.3)). Escapes of the document stay as they are.
pub(crate) fn escaped(text: &str) -> percent_encoding::PercentEncode<'_> {
    const NOT_IN_PATHS: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'<')
        .add(b'>')
        .add(b'[')
        .add(b'\\')
        .add(b']')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    percent_encoding::utf8_percent_encode(text, NOT_IN_PATHS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expand_with(
        template: &str,
        values: &[(&'static str, &'static str)],
    ) -> Result<String, String> {
        let values = values.iter();
        let values = values.map(|(name, value)| (*name, Cow::Borrowed(*value)));
        let mut violations = Violations::new();
        let form = PathForm::of(template);
        let path = expand(
            (template, form),
            &[],
            &values.collect(),
            (&mut violations, 0),
        );
        violations
            .into_result()
            .map(|()| path)
            .map_err(|violations| violations.to_string())
    }

    #[test]
    fn dot_segments_are_rejected_even_from_two_values() {
        assert_eq!(
            expand_with("/a/{b}", &[("b", "x%2Fy")]).as_deref(),
            Ok("/a/x%2Fy")
        );
        assert_eq!(
            expand_with("/a/{b}{c}", &[("b", "."), ("c", ".")]),
            Err("path: a segment must not be `.` or `..`".to_owned())
        );
        assert_eq!(
            expand_with("/{b}{c}", &[("b", "ab"), ("c", "c")]).as_deref(),
            Ok("/abc")
        );
        assert!(
            expand_with("/{b}{c}", &[("b", "a"), ("c", "bc")])
                .is_err_and(|error| error.contains("b and c"))
        );
        assert_eq!(
            expand_with("/a/{b}", &[]),
            Err("path.b: missing".to_owned())
        );
        assert_eq!(
            expand_with("/{b}", &[("b", "/x")]),
            Err("path: the values give another path than /{b}".to_owned())
        );
    }

    #[test]
    fn a_value_that_servers_reject_is_not_sent() {
        assert_eq!(
            expand_with("/a/{b}", &[("b", "x%00")]),
            Err("path: must not contain U+0000, which servers reject".to_owned())
        );
        assert_eq!(
            expand_with("/a/{b}", &[("b", "x%2500")]).as_deref(),
            Ok("/a/x%2500")
        );
    }

    proptest::proptest! {
        /// What is known of a template is what its parts say.
        #[test]
        fn the_form_of_a_template_is_that_of_its_parts(template in "[a/{}%: é]{0,12}") {
            let form = PathForm::of(&template);
            let mut literals = template_parts(&template).filter_map(|part| match part {
                TemplatePart::Literal(text) => Some(text),
                TemplatePart::Name(_) => None,
            });
            let are_plain = literals.all(|text| escaped(text).to_string() == text);
            proptest::prop_assert!(are_plain || !form.is_plain, "{}", template);
            proptest::prop_assert_eq!(form.slashes, template.matches('/').count());
            let shared = template.split('/').any(|segment| segment.matches('{').count() > 1);
            proptest::prop_assert_eq!(form.shares_a_segment, shared);
        }
    }

    #[test]
    fn literal_text_is_escaped_once() {
        assert_eq!(
            expand_with("/caf\u{e9} %20/{b}:x", &[("b", "1")]).as_deref(),
            Ok("/caf%C3%A9%20%20/1:x")
        );
    }
}
