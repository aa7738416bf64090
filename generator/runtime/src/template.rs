//! Path templates (<https://spec.openapis.org/oas/v3.0.3.html#path-templating>): literal text and
//! `{name}`. Rejects values that would give the path other segments than its template has: `.`,
//! `..`, and empty ones.
//!
//! ```text
//! /v2/{project}/tasks/{id}      project = "p%20q", id = "7"      /v2/p%20q/tasks/7
//!                               project = ".."                   a violation: the server would see /tasks/7
//! ```

use crate::violations::Violations;

/// A part of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplatePart<'t> {
    /// Literal text.
    Literal(&'t str),
    /// The name of a parameter.
    Name(&'t str),
}

/// The parts of a template. A brace that does not close is literal text.
pub fn template_parts(template: &str) -> impl Iterator<Item = TemplatePart<'_>> {
    let mut rest = template;
    std::iter::from_fn(move || {
        let (piece, tail) = match rest.split_once('{') {
            _ if rest.is_empty() => return None,
            Some(("", after)) => match after.split_once('}') {
                Some((name, tail)) => (TemplatePart::Name(name), tail),
                None => (TemplatePart::Literal(rest), ""),
            },
            Some((before, _)) => rest
                .split_at_checked(before.len())
                .map(|(text, tail)| (TemplatePart::Literal(text), tail))?,
            None => (TemplatePart::Literal(rest), ""),
        };
        rest = tail;
        Some(piece)
    })
}

/// Fills in encoded values. A name without a value is a violation, unless it has one already.
pub(crate) fn expand(
    template: &str,
    values: &[(&str, String)],
    violations: &mut Violations,
) -> String {
    let mut path = String::new();
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
    if path.contains("%00") {
        violations.push("path", "must not contain U+0000, which servers reject");
    }
    // URL parsers take `.` and `..` out of a path even where their dots are encoded.
    let decoded = path.replace("%2E", ".");
    let dots = decoded
        .split('/')
        .any(|segment| matches!(segment, "." | ".."));
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
    }
    path
}

/// Literal text with escapes for what is not ASCII and for what a path cannot contain ([RFC 3986, section
/// 3.3](https://www.rfc-editor.org/rfc/rfc3986#section-3.3)). Escapes of the document stay as they are.
fn escaped(text: &str) -> percent_encoding::PercentEncode<'_> {
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
        let path = expand(template, &values, &mut violations);
        violations
            .into_result()
            .map(|()| path)
            .map_err(|violations| violations.to_string())
    }

    #[test]
    fn a_template_is_split_into_parts() {
        let all: Vec<_> = template_parts("/a/{b}.{c}/d{").collect();
        let expected = [
            TemplatePart::Literal("/a/"),
            TemplatePart::Name("b"),
            TemplatePart::Literal("."),
            TemplatePart::Name("c"),
            TemplatePart::Literal("/d"),
            TemplatePart::Literal("{"),
        ];
        assert_eq!(all, expected);
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
