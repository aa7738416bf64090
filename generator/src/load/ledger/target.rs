//! What kind of object a JSON Pointer leads to, by the tables.

use serde_json::Value;

use super::{Object, Shape};
use crate::diagnostic::Pointer;
use crate::load::Dialect;

/// What the tables know about a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// A component by name.
    Component(Object),
    /// An object somewhere else.
    Object(Object),
    /// No object of its own: a list, a map, a text.
    Part,
    /// The tables do not lead there: the way goes through an extension.
    Unknown,
}

/// Follows a pointer through the tables and the document.
pub(super) fn target(root: &Value, pointer: &Pointer, dialect: Dialect) -> Target {
    let mut shape = &Shape::Object(Object::document(dialect));
    let mut value = root;
    for segment in pointer.segments() {
        let next = match shape {
            Shape::Object(kind) | Shape::Ref(kind) => kind.shape(&segment, dialect),
            Shape::List(item) | Shape::Map(item) => Some(*item),
            _ => None,
        };
        let inner = match value {
            Value::Array(items) => segment
                .parse()
                .ok()
                .and_then(|index: usize| items.get(index)),
            value => value.get(segment.as_ref()),
        };
        let (Some(next), Some(inner)) = (next, inner) else {
            return Target::Unknown;
        };
        shape = match next {
            Shape::Either(shapes) => shapes
                .iter()
                .find(|shape| shape.resembles(inner))
                .unwrap_or(next),
            next => next,
        };
        value = inner;
    }
    match shape {
        Shape::Object(kind) | Shape::Ref(kind) if is_component(pointer, dialect) => {
            Target::Component(*kind)
        }
        Shape::Object(kind) | Shape::Ref(kind) => Target::Object(*kind),
        Shape::Any => Target::Unknown,
        _ => Target::Part,
    }
}

/// The kind of the object at a place, where the tables lead there.
pub(in super::super) fn kind_at(
    root: &Value,
    pointer: &Pointer,
    dialect: Dialect,
) -> Option<Object> {
    match target(root, pointer, dialect) {
        Target::Component(kind) | Target::Object(kind) if !pointer.as_str().is_empty() => {
            Some(kind)
        }
        Target::Component(_) | Target::Object(_) | Target::Part | Target::Unknown => None,
    }
}

/// Whether a pointer names a component that the typed form has a section for.
fn is_component(pointer: &Pointer, dialect: Dialect) -> bool {
    let segments: Vec<_> = pointer.segments().take(4).collect();
    let names: Vec<_> = segments.iter().map(AsRef::as_ref).collect();
    match (dialect, names.as_slice()) {
        (
            Dialect::V2,
            [
                "definitions" | "parameters" | "responses" | "securityDefinitions",
                _,
            ],
        ) => true,
        (Dialect::V2, _) | (_, ["components", "pathItems", _]) => false,
        (_, names) => matches!(names, ["components", _, _]),
    }
}

impl Object {
    /// What the standard calls it.
    pub(in super::super) fn title(self) -> &'static str {
        self.table().title
    }

    /// What the standard calls it, with its article.
    pub(in super::super) fn with_article(self) -> String {
        let title = self.title();
        let article = if title.starts_with(['A', 'E', 'I', 'O', 'X']) {
            "an"
        } else {
            "a"
        };
        format!("{article} {title}")
    }

    /// The root of a document.
    pub(in super::super) fn document(dialect: Dialect) -> Self {
        match dialect {
            Dialect::V2 => Self::V2Document,
            Dialect::V3_0 | Dialect::V3_1 | Dialect::V3_2 => Self::Document,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Object, Target, target};
    use crate::diagnostic::Pointer;
    use crate::load::Dialect;

    #[test]
    fn pointers_lead_through_the_tables() {
        let root = json!({
            "components": {"schemas": {"A": {"allOf": [{"additionalProperties": {}}], "x-b": {"c": {}}}}},
            "paths": {"/a": {"get": {"responses": {"200": {"description": ""}}}}}});
        let at = |text| {
            let pointer = Pointer::parse(text).unwrap_or_default();
            target(&root, &pointer, Dialect::V3_0)
        };
        assert_eq!(
            at("/components/schemas/A"),
            Target::Component(Object::Schema)
        );
        let inner = "/components/schemas/A/allOf/0/additionalProperties";
        assert_eq!(at(inner), Target::Object(Object::Schema));
        assert_eq!(at("/components/schemas/A/allOf"), Target::Part);
        assert_eq!(at("/components/schemas/A/x-b/c"), Target::Unknown);
        let response = "/paths/~1a/get/responses/200";
        assert_eq!(at(response), Target::Object(Object::Response));
        assert_eq!(at(""), Target::Object(Object::Document));
    }
}
