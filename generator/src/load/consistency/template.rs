//! Templates with `{name}`: [paths](https://spec.openapis.org/oas/v3.0.3.html#path-templating) and
//! [server URLs](https://spec.openapis.org/oas/v3.0.3.html#server-object).
//!
//! Neither is a template of [RFC 6570](https://www.rfc-editor.org/rfc/rfc6570), but documents have
//! expressions of that and of routers. Lenient reading takes the name in them:
//!
//! | expression | of | read as |
//! |---|---|---|
//! | `{path*}`, `{proxy+}`, `{+path}`, `{*path}` | routers, AWS, RFC 6570 | the parameter `path`, whose value is one segment |
//! | `{id:int}`, `{id:[0-9]+}` | routers | the parameter `id` |
//! | `{?q}`, `{/a}`, `{id:3}`, `{a,b}` | RFC 6570 | nothing: they stand for more or less than a parameter |

use percent_encoding::{percent_decode_str, percent_encode_byte};

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
        if plain_name(name).is_none() {
            return Err(not_plain(name));
        }
        names.push(name);
    }
    Ok(names)
}

/// The variables of a server's URL, or what is wrong with its braces or with a name.
pub(super) fn variables(url: &str) -> Result<Vec<&str>, String> {
    let names = expressions(url)?;
    let is_foreign = |name: &&&str| plain_name(name) != Some(**name);
    match names.iter().find(is_foreign) {
        Some(name) => Err(not_plain(name)),
        None => Ok(names),
    }
}

/// The problem of an expression with more than a name.
pub(super) fn not_plain(expression: &str) -> String {
    format!("`{{{}}}` is not a plain name", show(expression))
}

/// The name in an expression, without the operators of other templates; `None` if it stands for more
/// or less than one parameter.
pub(super) fn plain_name(expression: &str) -> Option<&str> {
    let name = match expression.split_once(':') {
        // The first characters of the value (https://www.rfc-editor.org/rfc/rfc6570#section-2.4.1).
        Some((_, length)) if length.bytes().all(|byte| byte.is_ascii_digit()) => return None,
        // What a router checks: a type or a pattern.
        Some((name, kind)) if kind.contains(char::is_alphanumeric) => name,
        Some(_) => return None,
        None => {
            let name = expression.strip_prefix(['+', '*']).unwrap_or(expression);
            name.strip_suffix(['*', '+']).unwrap_or(name)
        }
    };
    let is_plain = !name.is_empty()
        && !name.starts_with(|c: char| "+#./;?&=,!@|*".contains(c))
        && !name.contains(['*', '/', ':', '+']);
    (is_plain && !expression.contains('/')).then_some(name)
}

/// The expressions of a path, or why it is not a path.
pub(super) fn path_expressions(path: &str) -> Result<Vec<&str>, String> {
    match path_problem(path) {
        Some(problem) => Err(problem.to_owned()),
        None => expressions(path),
    }
}

/// The template without names and in its normal form: equal for templates that match the same paths.
/// Escapes are decoded ([RFC 3986, section 6.2.2](https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2)),
/// because the server compares decoded segments; `%2F` stays, since it does not end a segment.
///
/// `/a/{b}/c`, `/a/{x}/c` and `/%61/{x}/c` are all `/a/{}/c`.
pub(crate) fn shape(template: &str) -> String {
    let mut shape = String::with_capacity(template.len());
    for (index, part) in template.split('{').enumerate() {
        let literal = match index {
            0 => part,
            _ => {
                shape.push_str("{}");
                part.split_once('}').map_or("", |(_, literal)| literal)
            }
        };
        for (index, text) in literal.split('/').enumerate() {
            if index > 0 {
                shape.push('/');
            }
            for byte in percent_decode_str(text) {
                match byte {
                    // Escaped, these do not divide a template.
                    b'/' | b'{' | b'}' | b'%' | 0x80.. => {
                        shape.push_str(percent_encode_byte(byte));
                    }
                    _ => shape.push(char::from(byte)),
                }
            }
        }
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
        for bad in ["/{a", "/a}", "/{}", "/{a{b}}", "/{?a}", "/{a:3}"] {
            assert!(expressions(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn operators_of_other_templates_are_not_part_of_a_name() {
        for expression in ["a", "a*", "a+", "+a", "*a", "a:int", "a:[0-9]+"] {
            assert_eq!(plain_name(expression), Some("a"), "{expression}");
        }
        for expression in [
            "?a", "/a", "a/b", "a*b", "a:", "a:3", "**", ":x", "#a", "a:.*/b",
        ] {
            assert_eq!(plain_name(expression), None, "{expression}");
        }
    }

    #[test]
    fn names_do_not_count_in_the_shape() {
        assert_eq!(shape("/a/{b}/c"), shape("/a/{x}/c"));
        assert_ne!(shape("/a/{b}"), shape("/a/b"));
    }

    #[test]
    fn escapes_do_not_count_in_the_shape() {
        for path in ["/%61b/{x}.json", "/ab/{y}%2Ejson", "/%61%62/{x}%2ejson"] {
            assert_eq!(shape(path), shape("/ab/{x}.json"), "{path}");
        }
        assert_eq!(shape("/caf\u{e9}"), shape("/caf%c3%A9"));
        assert_eq!(shape("/a%2fb"), shape("/a%2Fb"));
        assert_ne!(shape("/a%2Fb"), shape("/a/b"));
        assert_ne!(shape("/a%7Bb%7D"), shape("/a{b}"));
        assert_ne!(shape("/a%2561"), shape("/a%61"));
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
