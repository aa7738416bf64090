//! JSON Pointer -> the kind of object that it leads to, by the tables.
//!
//! ```text
//! #/paths/~1pets/get/responses/200      a Response Object
//! #/components/schemas/Pet              a Schema Object, which is a component
//! #/paths/~1pets/get/tags               a part of an object
//! #/x-shared/Pet                        unknown: no table leads into an extension
//! ```
//! The kind of a target must be the kind that the reference needs. Where no table leads, the first
//! reference decides.

use serde_json::Value;

use super::{ObjectKind, ValueType};
use crate::load::Dialect;
use crate::pointer::{Pointer, member};

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

/// Follows a pointer through the document and, in step, through the tables: `/paths/~1pets/get`
/// leads from the OpenAPI Object to a Paths Object, a Path Item Object and an Operation Object.
pub(super) fn target(root: &Value, pointer: &Pointer, dialect: Dialect) -> PointerTarget {
    let mut ty = &ValueType::Object(ObjectKind::document(dialect));
    let mut value = root;
    for segment in pointer.segments() {
        let next = match ty {
            ValueType::Object(kind) | ValueType::Ref(kind) => kind.value_type(&segment, dialect),
            ValueType::List(item) | ValueType::Map(item) => Some(*item),
            _ => None,
        };
        let inner = match value {
            Value::Array(items) => segment
                .parse()
                .ok()
                .and_then(|index: usize| items.get(index)),
            Value::Object(members) => member(members, &segment),
            _ => None,
        };
        let (Some(next), Some(inner)) = (next, inner) else {
            return PointerTarget::Unknown;
        };
        (ty, value) = (next.of(inner), inner);
    }
    match ty {
        ValueType::Object(kind) | ValueType::Ref(kind) if is_component(pointer, dialect) => {
            PointerTarget::Component(*kind)
        }
        ValueType::Object(kind) | ValueType::Ref(kind) => PointerTarget::Object(*kind),
        ValueType::Any => PointerTarget::Unknown,
        _ => PointerTarget::Part,
    }
}

/// The kind of the object at a place, if the tables lead there.
pub(in crate::load) fn kind_at(
    root: &Value,
    pointer: &Pointer,
    dialect: Dialect,
) -> Option<ObjectKind> {
    let target = (!pointer.as_str().is_empty()).then(|| target(root, pointer, dialect));
    match target? {
        PointerTarget::Component(kind) | PointerTarget::Object(kind) => Some(kind),
        PointerTarget::Part | PointerTarget::Unknown => None,
    }
}

/// Whether a pointer names a component that the typed form has a section for. `pathItems` is a
/// section of 3.1, which [`openapiv3`] does not have.
fn is_component(pointer: &Pointer, dialect: Dialect) -> bool {
    const V2: [&str; 4] = [
        "definitions",
        "parameters",
        "responses",
        "securityDefinitions",
    ];
    let segments: Vec<_> = pointer.segments().take(4).collect();
    match (dialect, segments.as_slice()) {
        (Dialect::V2, [section, _]) => V2.contains(&section.as_ref()),
        (Dialect::V2, _) => false,
        (_, [components, section, _]) => components == "components" && section != "pathItems",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{ObjectKind, PointerTarget, target};
    use crate::load::Dialect;
    use crate::pointer::Pointer;

    #[test]
    fn pointers_follow_the_tables() {
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
