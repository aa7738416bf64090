//! The header `Link` (<https://www.rfc-editor.org/rfc/rfc8288#section-3>): the target of the first link with a relation.
//!
//! ```text
//! Link: </pets?page=2>; rel="next", </pets?page=9>; rel=last
//! ```
//!
//! A link with the parameter `anchor` is about something else than the response, and does not count.

use http::{HeaderMap, header};

/// The target of the first link with this relation, as the server wrote it.
pub fn linked(headers: &HeaderMap, relation: &str) -> Option<String> {
    for line in headers.get_all(header::LINK) {
        let mut rest = std::str::from_utf8(line.as_bytes()).unwrap_or_default();
        while let Some((link, after)) = next(rest) {
            rest = after;
            let mut relations = link.relations.unwrap_or_default().split_ascii_whitespace();
            let is_meant = relations.any(|one| one.eq_ignore_ascii_case(relation));
            if is_meant && !link.is_about_another {
                return Some(link.target.to_owned());
            }
        }
    }
    None
}

/// One link of a header.
#[derive(Default)]
struct Link<'a> {
    target: &'a str,
    /// The first parameter `rel`; others are ignored, as the standard asks.
    relations: Option<&'a str>,
    is_about_another: bool,
}

/// The next link of a line, and what follows it; `None` if there is none that is well formed.
fn next(line: &str) -> Option<(Link<'_>, &str)> {
    let (_, after) = line.split_once('<')?;
    let (target, after) = after.split_once('>')?;
    let mut link = Link {
        target: target.trim(),
        ..Link::default()
    };
    let rest = parameters(after, &mut link);
    Some((link, rest))
}

/// Reads the parameters of a link. Returns what follows the link.
fn parameters<'a>(mut rest: &'a str, link: &mut Link<'a>) -> &'a str {
    loop {
        rest = rest.trim_start();
        let Some(after) = rest.strip_prefix(';') else {
            // A comma, the end, or something that is no parameter.
            return rest.split_once(',').map_or("", |(_, after)| after);
        };
        let end = after.find([';', ',', '=']).unwrap_or(after.len());
        let (name, after) = after.split_at_checked(end).unwrap_or((after, ""));
        let (value, after) = match after.strip_prefix('=') {
            Some(after) => value(after.trim_start()),
            None => ("", after),
        };
        rest = after;
        match name.trim().to_ascii_lowercase().as_str() {
            "rel" => _ = link.relations.get_or_insert(value),
            "anchor" => link.is_about_another = true,
            _ => {}
        }
    }
}

/// A token or a quoted string, and what follows. Relations have no escapes, so the text stays as it is.
fn value(text: &str) -> (&str, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([';', ',']).unwrap_or(text.len());
        let (value, after) = text.split_at_checked(end).unwrap_or((text, ""));
        return (value.trim(), after);
    };
    let mut is_escaped = false;
    let end = quoted.find(|c: char| {
        let is_end = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        is_end
    });
    let value = end.and_then(|end| quoted.split_at_checked(end));
    let (value, after) = value.unwrap_or((quoted, ""));
    (value, after.strip_prefix('"').unwrap_or(after))
}

#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header};

    use super::linked;

    fn next(lines: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::LINK, HeaderValue::from_str(line).unwrap());
        }
        linked(&headers, "next")
    }

    #[test]
    fn the_next_link_is_found_in_every_form() {
        for lines in [
            &[r#"</p?a=1,2;3>; rel="next""#][..],
            &["</p?a=1,2;3>;rel=next"],
            &["</p?a=1,2;3> ; REL = \"prefetch NEXT\" ; title=\"x\""],
            &[r#"</first>; rel="first", </p?a=1,2;3>; rel="next", </last>; rel="last""#],
            &[r#"</x>; title="a, <b>; rel=\"next\""; rel=last, </p?a=1,2;3>; rel=next"#],
            &["</x>; rel=prev", "</p?a=1,2;3>; rel=next"],
            &[r#"</x>; rel=last; rel=next, </p?a=1,2;3>; rel=next"#],
            &[r##"</x>; rel=next; anchor="#part", </p?a=1,2;3>; rel=next"##],
            &["</p?a=1,2;3>; crossorigin; rel=next"],
        ] {
            assert_eq!(next(lines).as_deref(), Some("/p?a=1,2;3"), "{lines:?}");
        }
    }

    #[test]
    fn other_headers_have_none() {
        for lines in [
            &[][..],
            &[""],
            &["</p>"],
            &["</p>; rel=prev"],
            &["</p>; rel=nextish"],
            &["/p; rel=next"],
            &["</p; rel=next"],
            &[r#"</p>; title="rel=next"#],
        ] {
            assert_eq!(next(lines), None, "{lines:?}");
        }
    }
}
