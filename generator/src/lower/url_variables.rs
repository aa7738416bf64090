//! Variables in the URL of a server (<https://spec.openapis.org/oas/v3.1.1.html#server-variable-object>): names in braces.

use bindwright_runtime::codegen::{TemplatePart, template_parts};
use foldhash::HashMap;

use crate::ir::ServerVariable;

/// The names in braces, in their order.
pub(super) fn names(template: &str) -> impl Iterator<Item = &str> {
    template_parts(template).filter_map(|part| match part {
        TemplatePart::Name(name) => Some(name),
        TemplatePart::Literal(_) => None,
    })
}

/// The template with the defaults of these variables. Other names stay in braces.
pub(super) fn with_defaults<'a>(
    template: &str,
    variables: impl IntoIterator<Item = &'a ServerVariable>,
) -> String {
    let pairs = variables.into_iter().map(|one| (&*one.wire, &*one.default));
    let defaults: HashMap<&str, &str> = pairs.collect();
    filled(template, |name| defaults.get(name).copied())
}

/// The template with a value for each name that has one. Other names stay in braces.
pub(super) fn filled<'a>(template: &str, value: impl Fn(&str) -> Option<&'a str>) -> String {
    let mut filled = String::with_capacity(template.len());
    for part in template_parts(template) {
        match part {
            TemplatePart::Literal(text) => filled.push_str(text),
            TemplatePart::Name(name) => match value(name) {
                Some(value) => filled.push_str(value),
                None => filled.extend(["{", name, "}"]),
            },
        }
    }
    filled
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
            ("ä{/}é{{é", &["/"], "ä{/}é{{é"),
            ("{region", &[], "{region"),
        ] {
            assert_eq!(names(template).collect::<Vec<_>>(), expected, "{template}");
            let value = |name: &str| (name == "region").then_some("REGION");
            assert_eq!(filled(template, value), replaced);
        }
    }
}
