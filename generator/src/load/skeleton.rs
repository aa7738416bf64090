//! The tree as `openapiv3` reads it: without schemas, the values of examples, webhooks and callbacks.
//!
//! Schemas are most of a document, and later stages read them from the tree itself, because a reference may point to a
//! schema anywhere and numbers must keep their digits. Examples are most of the rest, and no stage reads them. Webhooks
//! have their own list in the [`Document`](super::Document), and `openapiv3` cannot hold callbacks that are references.
//! It gets empty objects in their place, and where 3.1 makes a key optional that 3.0 requires.

use serde::de::value::{BorrowedStrDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Value};

/// A value of the tree and what is around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Skeleton<'t> {
    value: Option<&'t Value>,
    part: SkeletonPart,
}

/// What an object is, as far as needed to know where schemas are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SkeletonPart {
    /// The document.
    Root,
    /// `paths`.
    Paths,
    /// A path item.
    PathItem,
    /// An operation.
    Operation,
    /// `components`.
    Components,
    /// `components/schemas`.
    Schemas,
    /// Objects by names of the document.
    Names,
    /// `security`: a list of objects by names of the document.
    Security,
    /// Examples by names of the document.
    Examples,
    /// An example.
    Example,
    /// An object whose keys are the standard's.
    Keys,
}

/// The methods of a [Path Item Object](https://spec.openapis.org/oas/v3.0.3.html#path-item-object).
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

impl SkeletonPart {
    /// The key that 3.0 requires and 3.1 does not: `openapiv3` gets an empty object if it is missing.
    fn required(self) -> Option<&'static str> {
        match self {
            Self::Root => Some("paths"),
            Self::Operation => Some("responses"),
            _ => None,
        }
    }
}

impl<'t> Skeleton<'t> {
    /// A whole document.
    pub(super) fn document(tree: &'t Value) -> Self {
        Self {
            value: Some(tree),
            part: SkeletonPart::Root,
        }
    }

    /// A path item.
    pub(super) fn path_item(tree: &'t Value) -> Self {
        Self {
            value: Some(tree),
            part: SkeletonPart::PathItem,
        }
    }

    /// Any other object that a reference may point to.
    pub(super) fn object(tree: &'t Value) -> Self {
        Self {
            value: Some(tree),
            part: SkeletonPart::Keys,
        }
    }

    /// The member of an object.
    fn member(part: SkeletonPart, key: &str, value: &'t Value) -> Self {
        let (part, is_left_out) = match (part, key) {
            (SkeletonPart::Root, "paths") => (SkeletonPart::Paths, false),
            (SkeletonPart::Paths, _) => (SkeletonPart::PathItem, false),
            (SkeletonPart::PathItem, key) if METHODS.contains(&key) => {
                (SkeletonPart::Operation, false)
            }
            (SkeletonPart::Root, "webhooks")
            | (SkeletonPart::Operation | SkeletonPart::Components, "callbacks") => {
                (SkeletonPart::Keys, true)
            }
            (SkeletonPart::PathItem | SkeletonPart::Operation, key) => {
                return Self::member(SkeletonPart::Keys, key, value);
            }
            (SkeletonPart::Schemas, _) | (SkeletonPart::Keys, "schema" | "example") => {
                (SkeletonPart::Keys, true)
            }
            (SkeletonPart::Example, "value") => (SkeletonPart::Keys, true),
            (SkeletonPart::Root | SkeletonPart::Keys, "security") => {
                (SkeletonPart::Security, false)
            }
            (SkeletonPart::Examples, _) => (SkeletonPart::Example, false),
            (SkeletonPart::Components | SkeletonPart::Keys, "examples") => {
                (SkeletonPart::Examples, false)
            }
            (SkeletonPart::Root, "components") => (SkeletonPart::Components, false),
            (SkeletonPart::Components, "schemas") => (SkeletonPart::Schemas, false),
            (SkeletonPart::Components, _)
            | (SkeletonPart::Root | SkeletonPart::Keys, "content") => (SkeletonPart::Names, false),
            (
                SkeletonPart::Root | SkeletonPart::Keys,
                "parameters" | "responses" | "headers" | "links",
            )
            | (SkeletonPart::Root | SkeletonPart::Keys, "encoding" | "variables" | "scopes") => {
                (SkeletonPart::Names, false)
            }
            (
                SkeletonPart::Root
                | SkeletonPart::Names
                | SkeletonPart::Keys
                | SkeletonPart::Security
                | SkeletonPart::Example,
                _,
            ) => (SkeletonPart::Keys, false),
        };
        Self {
            value: (!is_left_out).then_some(value),
            part,
        }
    }
}

impl<'de> Deserializer<'de> for Skeleton<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            None => visitor.visit_map(MapDeserializer::new(std::iter::empty::<(&str, &str)>())),
            Some(Value::Object(members)) => {
                let empty = Self {
                    value: None,
                    part: SkeletonPart::Keys,
                };
                let missing = self.part.required().map(|key| (key, empty));
                let missing = missing.filter(|(key, _)| !members.contains_key(*key));
                let members = members
                    .iter()
                    .map(|(key, value)| (key.as_str(), Self::member(self.part, key, value)))
                    .chain(missing)
                    .map(|(key, member)| (BorrowedStrDeserializer::new(key), member));
                visitor.visit_map(MapDeserializer::new(members))
            }
            Some(Value::Array(items)) => {
                let part = match self.part {
                    SkeletonPart::Security => SkeletonPart::Names,
                    _ => SkeletonPart::Keys,
                };
                let items = items.iter().map(|item| Self {
                    value: Some(item),
                    part,
                });
                visitor.visit_seq(SeqDeserializer::new(items))
            }
            Some(scalar) => scalar.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Some(Value::Null) => visitor.visit_none(),
            Some(_) | None => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.value {
            Some(value) => value.deserialize_enum(name, variants, visitor),
            None => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'t> IntoDeserializer<'t, Error> for Skeleton<'t> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::{Value, json};

    use super::Skeleton;

    #[test]
    fn names_of_the_document_are_no_keys() {
        let scopes = json!({"schema": "s", "example": "e", "value": "v"});
        let tree = json!({
            "paths": {},
            "security": [{"schema": [], "example": []}],
            "components": {"securitySchemes": {"example": {"flows": {"implicit": {"scopes": scopes}}}}},
        });
        assert_eq!(Value::deserialize(Skeleton::document(&tree)).unwrap(), tree);
    }

    #[test]
    fn schemas_and_examples_are_left_out_and_things_of_that_name_are_not() {
        let parameter = json!({
            "name": "a", "in": "query", "schema": {"type": "string"}, "example": [1],
            "examples": {"value": {"summary": "s", "value": [1]}},
        });
        let tree = json!({
            "components": {
                "schemas": {"A": {"type": "object"}},
                "parameters": {"schema": parameter},
                "examples": {"value": {"summary": "s", "value": 1}},
            },
            "paths": {"/a": {"get": {"responses": {"200": {"content": {"a/b": {"schema": true}}}}}}},
        });
        let left = json!({
            "components": {
                "schemas": {"A": {}},
                "parameters": {"schema": {
                    "name": "a", "in": "query", "schema": {}, "example": {},
                    "examples": {"value": {"summary": "s", "value": {}}},
                }},
                "examples": {"value": {"summary": "s", "value": {}}},
            },
            "paths": {"/a": {"get": {"responses": {"200": {"content": {"a/b": {"schema": {}}}}}}}},
        });
        assert_eq!(Value::deserialize(Skeleton::document(&tree)).unwrap(), left);
    }
}
