//! Encoded values into a path template. Rejects values that would give the path other segments than its template has (`.`, `..`,
//! and empty ones), and values of one segment that a server would split differently.
//!
//! ```text
//! /v2/{project}/tasks/{id}      project = "p%20q", id = "7"      /v2/p%20q/tasks/7
//!                               project = ".."                   a violation: the server would see /tasks/7
//! /{x}{y}                       x = "a", y = "bc"                a violation: the server would see "ab" and "c"
//! ```

use crate::{
    param::Param,
    segment::Segment,
    template::{TemplatePart, template_parts},
    violations::Violations,
};

/// Fills in encoded values. A name without a value is a violation, unless it has one already.
pub(crate) fn expand(
    template: &str,
    parameters: &[Param],
    values: &[(&str, String)],
    violations: &mut Violations,
) -> String {
    let encoded: usize = values.iter().map(|(_, value)| value.len()).sum();
    let mut path = String::with_capacity(template.len() + encoded);
    for piece in template_parts(template) {
        match piece {
            TemplatePart::Literal(text) => path.extend(escaped(text)),
            TemplatePart::Name(name) => match values.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => path.push_str(value),
                None => {
                    let location = format!("path.{name}");
                    if violations
                        .iter()
                        .all(|violation| violation.location != location)
                    {
                        violations.push(location, "missing");
                    }
                    path.push('_');
                }
            },
        }
    }
    let has_escapes = path.bytes().any(|byte| byte == b'%');
    if has_escapes && path.contains("%00") {
        violations.push("path", "must not contain U+0000, which servers reject");
    }
    if values.iter().all(|(_, value)| is_plain(value)) && !shares_a_segment(template) {
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

/// Whether a value changes no segment beside it: what most identifiers are.
fn is_plain(value: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    !value.is_empty() && value.bytes().all(fits)
}

/// Whether a segment of the template has several parameters.
fn shares_a_segment(template: &str) -> bool {
    let mut names = 0;
    template.bytes().any(|byte| {
        match byte {
            b'/' => names = 0,
            b'{' => names += 1,
            _ => {}
        }
        names > 1
    })
}

/// The parameters of a segment that a server would not split into the same values: `a` and `bc` for
/// `{x}{y}` would be read as `ab` and `c`.
fn unclear(
    template: &str,
    parameters: &[Param],
    values: &[(&str, String)],
    path: &str,
) -> Option<String> {
    let mut segments = template.split('/').zip(path.split('/'));
    segments.find_map(|(segment, raw)| {
        if !shares_a_segment(segment) {
            return None;
        }
        let mut names = Vec::new();
        let Segment::Mixed(mixed) = Segment::parse(segment, parameters, &mut names) else {
            return None;
        };
        let written = |name: &str| values.iter().find(|(known, _)| *known == name);
        let known: Option<Vec<&str>> = names
            .iter()
            .map(|name| written(name).map(|(_, text)| text.as_str()))
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

    fn expand_with(template: &str, values: &[(&str, &str)]) -> Result<String, String> {
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        let mut violations = Violations::new();
        let path = expand(template, &[], &values, &mut violations);
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

    #[test]
    fn literal_text_is_escaped_once() {
        assert_eq!(
            expand_with("/caf\u{e9} %20/{b}:x", &[("b", "1")]).as_deref(),
            Ok("/caf%C3%A9%20%20/1:x")
        );
    }
}
