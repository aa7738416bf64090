//! Path templates (<https://spec.openapis.org/oas/v3.0.3.html#path-templating>): literal text and
//! `{name}`. Rejects nothing: a brace that does not close is literal text.

use crate::scan::split_once;

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
        let (piece, tail) = match rest.strip_prefix('{') {
            _ if rest.is_empty() => return None,
            Some(after) => match split_once(after, b'}') {
                Some((name, tail)) => (TemplatePart::Name(name), tail),
                None => (TemplatePart::Literal(rest), ""),
            },
            None => {
                let end = split_once(rest, b'{').map_or(rest.len(), |(text, _)| text.len());
                let (text, tail) = rest.split_at_checked(end)?;
                (TemplatePart::Literal(text), tail)
            }
        };
        rest = tail;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
