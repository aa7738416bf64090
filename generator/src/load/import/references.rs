//! A tree and the kind of its root -> the references in it, by the tables of its version.

use serde_json::Value;

use super::super::Dialect;
use super::super::keywords::{ObjectKind, ValueType};
use crate::diagnostic::{Pointer, Trail};

/// A reference.
pub(super) struct RefSite {
    /// Where its text is, from the root of the tree.
    pub(super) at: Pointer,
    /// What it must lead to.
    pub(super) kind: ObjectKind,
    pub(super) text: String,
}

/// Every reference in a tree for which `keep` holds.
pub(super) fn sites(
    kind: ObjectKind,
    tree: &Value,
    dialect: Dialect,
    keep: fn(&str) -> bool,
) -> Vec<RefSite> {
    let mut search = Search {
        dialect,
        keep,
        found: Vec::new(),
    };
    search.shape(&ValueType::Ref(kind), tree, &Trail::Root);
    search.found
}

struct Search {
    dialect: Dialect,
    keep: fn(&str) -> bool,
    found: Vec<RefSite>,
}

impl Search {
    fn shape(&mut self, shape: &ValueType, value: &Value, at: &Trail<'_>) {
        match (shape, value) {
            (ValueType::Ref(kind) | ValueType::Object(kind), Value::Object(members)) => {
                if let Some(Value::String(text)) = members.get("$ref") {
                    self.site(*kind, text, &at.key("$ref"));
                }
                if *kind == ObjectKind::Discriminator {
                    self.mapping(members.get("mapping"), &at.key("mapping"));
                }
                for (name, value) in members {
                    if let Some(shape) = kind.shape(name, self.dialect) {
                        self.shape(shape, value, &at.key(name));
                    }
                }
            }
            (ValueType::List(item), Value::Array(items)) => {
                for (index, value) in items.iter().enumerate() {
                    self.shape(item, value, &at.index(index));
                }
            }
            (ValueType::Map(shape), Value::Object(members)) => {
                for (name, value) in members {
                    self.shape(shape, value, &at.key(name));
                }
            }
            (ValueType::Either(shapes), value) => {
                if let Some(shape) = shapes.iter().find(|shape| shape.resembles(value)) {
                    self.shape(shape, value, at);
                }
            }
            _ => {}
        }
    }

    /// The schemas in the mapping of a [discriminator](https://spec.openapis.org/oas/v3.0.3.html#discriminator-object): a string
    /// with `#` or a file extension is a reference, any other the name of a component.
    fn mapping(&mut self, mapping: Option<&Value>, at: &Trail<'_>) {
        let schema = match self.dialect {
            Dialect::V2 => ObjectKind::V2Schema,
            Dialect::V3_0 | Dialect::V3_1 | Dialect::V3_2 => ObjectKind::Schema,
        };
        for (name, value) in mapping.and_then(Value::as_object).into_iter().flatten() {
            let file = |text: &str| {
                let endings = [".yaml", ".yml", ".json"];
                text.contains('#') || endings.iter().any(|ending| text.ends_with(ending))
            };
            if let Some(text) = value.as_str().filter(|text| file(text)) {
                self.site(schema, text, &at.key(name));
            }
        }
    }

    fn site(&mut self, kind: ObjectKind, text: &str, at: &Trail<'_>) {
        if (self.keep)(text) {
            self.found.push(RefSite {
                at: at.pointer(),
                kind,
                text: text.to_owned(),
            });
        }
    }
}
