//! A path item in typed form: what its operations share, and the operations that it has.
//!
//! `openapiv3` has a type for it as well, with room for eight operations: kilobytes for each path of a document, most of them empty.

use openapiv3::{Operation, Parameter, ReferenceOr, Server};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::keywords::{ObjectKind, ValueType};
use super::skeleton::skeleton;
use crate::pointer::Pointer;

/// The methods of a [Path Item Object](https://spec.openapis.org/oas/v3.0.3.html#path-item-object).
#[rustfmt::skip]
pub(crate) const METHODS: [&str; 8] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// A [Path Item Object](https://spec.openapis.org/oas/v3.0.3.html#path-item-object).
#[derive(Debug, Clone, Default)]
pub struct TypedPathItem {
    /// The parameters of all its operations.
    pub parameters: Vec<ReferenceOr<Parameter>>,
    /// The servers of those operations that have none.
    pub servers: Vec<Server>,
    /// The operations by their method, in the order of the document.
    pub operations: Vec<(&'static str, Operation)>,
}

/// Where below the path item there is something else than 3.0 has there, and what.
pub(super) type UnreadablePart = (Pointer, String);

impl TypedPathItem {
    /// Reads a path item, or a reference to one, of a normalized tree.
    pub(super) fn read(value: &Value) -> Result<ReferenceOr<Self>, UnreadablePart> {
        let copy = skeleton(&ValueType::Ref(ObjectKind::PathItem), value);
        let Value::Object(members) = copy else {
            return Err((Pointer::root(), "expected an object".to_owned()));
        };
        if let Some(Value::String(reference)) = members.get("$ref") {
            let reference = reference.clone();
            return Ok(ReferenceOr::Reference { reference });
        }
        let mut item = Self::default();
        for (key, value) in members {
            match key.as_str() {
                "parameters" => item.parameters = typed(&key, value)?,
                "servers" => item.servers = typed(&key, value)?,
                _ => {
                    let method = METHODS.into_iter().find(|method| *method == key);
                    let operation =
                        method.map(|method| typed(&key, value).map(|one| (method, one)));
                    item.operations.extend(operation.transpose()?);
                }
            }
        }
        Ok(ReferenceOr::Item(item))
    }
}

/// A value under this key. The path of an error is tracked: that costs little, because the copy is a small part of the document.
pub(super) fn typed<T: DeserializeOwned>(key: &str, value: Value) -> Result<T, UnreadablePart> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let at = Pointer::root().child(key);
        (at.append(&pointer(error.path())), error.inner().to_string())
    })
}

/// The place of an error in what was read.
pub(super) fn pointer(path: &serde_path_to_error::Path) -> Pointer {
    use serde_path_to_error::Segment;
    path.iter()
        .fold(Pointer::root(), |pointer, segment| match segment {
            Segment::Map { key } => pointer.child(key),
            Segment::Seq { index } => pointer.index(*index),
            Segment::Enum { .. } | Segment::Unknown => pointer,
        })
}

#[allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop at the first surprise"
)]
#[cfg(test)]
mod tests {
    use openapiv3::ReferenceOr;
    use serde_json::json;

    use super::TypedPathItem;

    #[test]
    fn operations_keep_their_order_and_what_is_no_operation_is_none() {
        let item = TypedPathItem::read(&json!({
            "patch": {"operationId": "b"}, "summary": "s", "x-query": {}, "get": {"operationId": "a"},
            "parameters": [{"$ref": "#/components/parameters/P"}],
        }));
        let Ok(ReferenceOr::Item(item)) = item else {
            panic!("{item:?}");
        };
        let operations = item.operations.iter();
        let ids = operations.map(|(method, one)| (*method, one.operation_id.as_deref().unwrap()));
        assert_eq!(ids.collect::<Vec<_>>(), [("patch", "b"), ("get", "a")]);
        assert_eq!(item.parameters.len(), 1);
    }

    #[test]
    fn a_value_of_another_type_has_a_place() {
        let item = json!({"get": {"responses": {"200": {"description": 1}}}});
        let (at, _) = TypedPathItem::read(&item).unwrap_err();
        assert!(at.as_str().starts_with("/get"), "{at}");
    }

    /// A document of 1 MB has ten thousand paths.
    #[test]
    fn a_path_without_operations_is_small() {
        assert!(size_of::<ReferenceOr<TypedPathItem>>() <= 128);
    }
}
