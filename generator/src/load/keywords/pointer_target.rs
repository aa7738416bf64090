//! JSON Pointer -> the kind of object that it leads to, by the tables.

use serde_json::Value;

use super::{ObjectKind, ValueType};
use crate::load::Dialect;
use crate::pointer::Pointer;

/// What the tables know about a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PointerTarget {
    /// A component by name.
    Component(ObjectKind),
    /// An object somewhere else.
    Object(ObjectKind),
    /// Not an object: a list, a map, a string.
    Part,
    /// Unknown to the tables: the pointer leads through an extension.
    Unknown,
}

/// Follows a pointer through the document and, in step, through the tables:
/// `/paths/~1pets/get` leads from the OpenAPI Object to a Paths Object, a Path Item Object and an Operation Object.
pub(super) fn target(root: &Value, pointer: &Pointer, dialect: Dialect) -> PointerTarget {
    let mut shape = &ValueType::Object(ObjectKind::document(dialect));
    let mut value = root;
    for segment in pointer.segments() {
        let next = match shape {
            ValueType::Object(kind) | ValueType::Ref(kind) => kind.shape(&segment, dialect),
            ValueType::List(item) | ValueType::Map(item) => Some(*item),
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
            return PointerTarget::Unknown;
        };
        shape = match next {
            ValueType::Either(shapes) => shapes
                .iter()
                .find(|shape| shape.resembles(inner))
                .unwrap_or(next),
            next => next,
        };
        value = inner;
    }
    match shape {
        ValueType::Object(kind) | ValueType::Ref(kind) if is_component(pointer, dialect) => {
            PointerTarget::Component(*kind)
        }
        ValueType::Object(kind) | ValueType::Ref(kind) => PointerTarget::Object(*kind),
        ValueType::Any => PointerTarget::Unknown,
        _ => PointerTarget::Part,
    }
}

/// The kind of the object at a place, if the tables lead there.
pub(in super::super) fn kind_at(
    root: &Value,
    pointer: &Pointer,
    dialect: Dialect,
) -> Option<ObjectKind> {
    match target(root, pointer, dialect) {
        PointerTarget::Component(kind) | PointerTarget::Object(kind)
            if !pointer.as_str().is_empty() =>
        {
            Some(kind)
        }
        PointerTarget::Component(_)
        | PointerTarget::Object(_)
        | PointerTarget::Part
        | PointerTarget::Unknown => None,
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

impl ObjectKind {
    /// Its name in the standard.
    pub(in super::super) fn title(self) -> &'static str {
        self.table().title
    }

    /// Its name in the standard, with an article: `a Schema Object`.
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

    use super::{ObjectKind, PointerTarget, target};
    use crate::load::Dialect;
    use crate::pointer::Pointer;

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
            PointerTarget::Component(ObjectKind::Schema)
        );
        let inner = "/components/schemas/A/allOf/0/additionalProperties";
        assert_eq!(at(inner), PointerTarget::Object(ObjectKind::Schema));
        assert_eq!(at("/components/schemas/A/allOf"), PointerTarget::Part);
        assert_eq!(at("/components/schemas/A/x-b/c"), PointerTarget::Unknown);
        let response = "/paths/~1a/get/responses/200";
        assert_eq!(at(response), PointerTarget::Object(ObjectKind::Response));
        assert_eq!(at(""), PointerTarget::Object(ObjectKind::Document));
    }
}
