//! Whether a rejection is about the place that changed: other changes of the same message have counterexamples of their own.

use super::super::ValueStep;
use crate::diagnostic::escape;

/// Whether a place in messages, such as `body.items.3.name`, lies on the way to a place or inside of it.
pub(super) fn is_about(location: &str, root: &str, path: &[ValueStep]) -> bool {
    // Rejections have names as they can be printed.
    let (location, root) = (escape(location), escape(root));
    let Some(rest) = location.strip_prefix(&root) else {
        return root.starts_with(&location);
    };
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let mut segments = rest.split('.').filter(|one| !one.is_empty());
    let steps = path.iter().filter_map(|step| match step {
        ValueStep::Property(name) => Some(Some(escape(name))),
        ValueStep::Items | ValueStep::Entries => Some(None),
        ValueStep::Alternative { .. } => None,
    });
    for step in steps {
        // A name with dots has several segments, and one with a colon ends the location: the rest is not compared.
        match (step, segments.next()) {
            (_, None) => return true,
            (Some(name), Some(_)) if name.contains(['.', ':']) => return true,
            (Some(name), Some(found)) if name != found => return false,
            (Some(_) | None, Some(_)) => {}
        }
    }
    true
}

/// The place of a reason: `body.name` of `body.name: required, but missing`.
pub(super) fn location_of(reason: &str) -> &str {
    reason
        .split_once(": ")
        .map_or(reason, |(location, _)| location)
}

/// The place in the body of a response, in the same form: `body.items.3` of `/items/3: …`.
pub(super) fn location_of_pointer(pointer: &str) -> String {
    let unescaped = pointer
        .replace('/', ".")
        .replace("~1", "/")
        .replace("~0", "~");
    format!("body{unescaped}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_as_it_is_printed() {
        for (location, name) in [
            (r"body.a\u{7f}", "a\u{7f}"),
            ("body.a\u{e0041}", "a\u{e0041}"),
            (r"body.\u{202e}\n", "\u{202e}\n"),
            ("body.a", "a: b"),
        ] {
            let path = [ValueStep::Property(name.to_owned())];
            assert!(is_about(location, "body", &path), "{location}");
        }
    }

    #[test]
    fn places_on_the_way_and_inside_are_about_a_place() {
        let path = [
            ValueStep::Property("items".to_owned()),
            ValueStep::Items,
            ValueStep::Property("name".to_owned()),
        ];
        for location in [
            "body",
            "body.items",
            "body.items.3",
            "body.items.3.name",
            "body.items.0.name.x",
        ] {
            assert!(is_about(location, "body", &path), "{location}");
        }
        for location in ["body.other", "body.items.3.id", "query.items"] {
            assert!(!is_about(location, "body", &path), "{location}");
        }
    }
}
