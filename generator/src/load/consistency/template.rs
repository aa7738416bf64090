//! Templates with `{name}`: [paths](https://spec.openapis.org/oas/v3.0.3.html#path-templating) and
//! [server URLs](https://spec.openapis.org/oas/v3.0.3.html#server-object).
//!
//! Neither is a template of [RFC 6570](https://www.rfc-editor.org/rfc/rfc6570): `{+path}` and
//! `{list*}` have a meaning there that no server here implements, so they are rejected instead of
//! read as names.

use crate::diagnostic::show;

/// The expressions of a template in their order, or what is wrong with its braces.
pub(super) fn expressions(template: &str) -> Result<Vec<&str>, String> {
    let mut names = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        let (_literal, after) = rest.split_at(at);
        let Some(inside) = after.strip_prefix('{') else {
            return Err("`}` has no `{` before it".to_owned());
        };
        let end = inside.find(['{', '}']).unwrap_or(inside.len());
        let (name, closing) = inside.split_at(end);
        rest = closing
            .strip_prefix('}')
            .ok_or_else(|| "`{` has no `}` after its name".to_owned())?;
        if name.is_empty() {
            return Err("`{}` has no name".to_owned());
        }
        if name.starts_with(|c: char| "+#./;?&=,!@|*".contains(c)) || name.contains(['*', '/', ':'])
        {
            return Err(format!("`{{{}}}` is not a plain name", show(name)));
        }
        names.push(name);
    }
    Ok(names)
}

/// The expressions of a path, or why it is not a path.
pub(super) fn path_expressions(path: &str) -> Result<Vec<&str>, String> {
    match path_problem(path) {
        Some(problem) => Err(problem.to_owned()),
        None => expressions(path),
    }
}

/// The template without names: equal for templates that match the same paths.
///
/// `/a/{b}/c` and `/a/{x}/c` are both `/a/{}/c`.
pub(super) fn shape(template: &str) -> String {
    let mut shape = String::with_capacity(template.len());
    let mut inside = false;
    for character in template.chars() {
        match character {
            '{' => inside = true,
            '}' => inside = false,
            _ if inside => continue,
            _ => {}
        }
        shape.push(character);
    }
    shape
}

/// What a URL parser would change or misinterpret in a path. The client would then request a path
/// that the document does not have.
fn path_problem(path: &str) -> Option<&'static str> {
    if !path.starts_with('/') {
        return Some("a path starts with `/`");
    }
    let literal = blank_expressions(path);
    if literal.contains(['?', '#']) {
        return Some(
            "a path has neither a query nor a fragment; declare `in: query` parameters instead",
        );
    }
    if literal.contains(|c: char| c == '\\' || c.is_control()) {
        return Some("backslashes and control characters are changed by URL parsers");
    }
    let folded = literal.to_ascii_lowercase().replace("%2e", ".");
    folded
        .split('/')
        .any(|segment| matches!(segment, "." | ".."))
        .then_some("URL parsers remove the segments `.` and `..`")
}

/// The same length, with the contents of expressions blanked: a name may contain what a path may
/// not.
fn blank_expressions(path: &str) -> String {
    let mut inside = false;
    path.chars()
        .map(|character| {
            inside = character == '{' || (inside && character != '}');
            if inside { '_' } else { character }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_found() {
        assert_eq!(expressions("/a/{b}.{c}/d"), Ok(vec!["b", "c"]));
        assert_eq!(expressions("/a"), Ok(vec![]));
        for bad in ["/{a", "/a}", "/{}", "/{a{b}}", "/{*rest}", "/{+a}"] {
            assert!(expressions(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn names_do_not_count_in_the_shape() {
        assert_eq!(shape("/a/{b}/c"), shape("/a/{x}/c"));
        assert_ne!(shape("/a/{b}"), shape("/a/b"));
    }

    #[test]
    fn segments_that_url_parsers_change_are_found() {
        assert_eq!(path_problem("/a/{b?}/c.."), None);
        for bad in [
            "a",
            "/a?b",
            "/a#b",
            "/a/../b",
            "/a/%2E%2e",
            "/a\\b",
            "/a\tb",
        ] {
            assert!(path_problem(bad).is_some(), "{bad}");
        }
    }
}
