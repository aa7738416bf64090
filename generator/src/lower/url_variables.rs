//! Variables in the URL of a server (<https://spec.openapis.org/oas/v3.1.1.html#server-variable-object>): names in braces.

use crate::ir::ServerVariable;

/// A part of a template.
#[derive(Clone, Copy)]
enum UrlPart<'a> {
    Text(&'a str),
    Name(&'a str),
}

/// The names in braces, in their order.
pub(super) fn names(template: &str) -> impl Iterator<Item = &str> {
    parts(template).filter_map(|part| match part {
        UrlPart::Name(name) => Some(name),
        UrlPart::Text(_) => None,
    })
}

/// The template with the defaults of these variables. Other names stay in braces.
pub(super) fn with_defaults<'a>(
    template: &str,
    variables: impl IntoIterator<Item = &'a ServerVariable>,
) -> String {
    let pairs = variables.into_iter().map(|one| (&*one.wire, &*one.default));
    let defaults: std::collections::HashMap<&str, &str> = pairs.collect();
    filled(template, |name| defaults.get(name).copied())
}

/// The template with a value for each name that has one. Other names stay in braces.
pub(super) fn filled<'a>(template: &str, value: impl Fn(&str) -> Option<&'a str>) -> String {
    let mut filled = String::with_capacity(template.len());
    for part in parts(template) {
        match part {
            UrlPart::Text(text) => filled.push_str(text),
            UrlPart::Name(name) => match value(name) {
                Some(value) => filled.push_str(value),
                None => filled.extend(["{", name, "}"]),
            },
        }
    }
    filled
}

/// A brace without its counterpart is text.
fn parts(template: &str) -> impl Iterator<Item = UrlPart<'_>> {
    let mut rest = template;
    std::iter::from_fn(move || {
        if let Some(inside) = rest.strip_prefix('{')
            && let Some(end) = inside.find(['{', '}'])
            && let (name, closing) = inside.split_at(end)
            && let Some(after) = closing.strip_prefix('}')
        {
            rest = after;
            return Some(UrlPart::Name(name));
        }
        let next = rest.char_indices().skip(1).find(|(_, at)| *at == '{');
        let end = next.map_or(rest.len(), |(index, _)| index);
        let (text, after) = rest.split_at_checked(end).filter(|_| end > 0)?;
        rest = after;
        Some(UrlPart::Text(text))
    })
}

#[cfg(test)]
mod tests {
    use super::{filled, names};

    #[test]
    fn names_in_braces_are_variables() {
        for (template, expected, replaced) in [
            ("", &[] as &[&str], ""),
            (
                "https://{region}.h/{a}",
                &["region", "a"],
                "https://REGION.h/{a}",
            ),
            ("{region}{region}", &["region", "region"], "REGIONREGION"),
            ("{a{region}}", &["region"], "{aREGION}"),
            ("ä{/}é{{é", &["/"], "ä{/}é{{é"),
            ("{region", &[], "{region"),
        ] {
            assert_eq!(names(template).collect::<Vec<_>>(), expected, "{template}");
            let value = |name: &str| (name == "region").then_some("REGION");
            assert_eq!(filled(template, value), replaced);
        }
    }
}
