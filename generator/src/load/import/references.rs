//! A tree and the kind of its root -> the references in it, by the tables of its version.
//!
//! ```text
//! schema: {$ref: 'pet.yaml'}                    a reference to a schema
//! discriminator: {mapping: {cat: 'cat.yaml'}}   another one
//! example: {$ref: 'pet.yaml'}                   data: no table leads here
//! ```
//! Without tables, `$ref` in an example would open a file.

use serde_json::Value;

use super::super::Dialect;
use super::super::keywords::{Members, ObjectKind, ValueType, visit};
use crate::diagnostic::{Pointer, Trail, member};

/// A reference.
pub(super) struct RefSite {
    /// Where its text is, from the root of the tree.
    pub(super) at: Pointer,
    /// What it must lead to.
    pub(super) kind: ObjectKind,
    pub(super) text: String,
}

/// Every reference in a tree that `keep` accepts.
pub(super) fn sites(
    kind: ObjectKind,
    tree: &Value,
    dialect: Dialect,
    keep: fn(&str) -> bool,
) -> Vec<RefSite> {
    let mut found = Vec::new();
    let mut add = |kind, text: &String, at: &Trail<'_>| {
        if keep(text) {
            let (at, text) = (at.pointer(), text.clone());
            found.push(RefSite { at, kind, text });
        }
    };
    let schema = match dialect {
        Dialect::V2 => ObjectKind::V2Schema,
        Dialect::V3_0 | Dialect::V3_1 | Dialect::V3_2 => ObjectKind::Schema,
    };
    let mut visitor = |kind, members: &Members, at: &Trail<'_>| {
        if let Some(Value::String(text)) = member(members, "$ref") {
            add(kind, text, &at.key("$ref"));
        }
        if kind == ObjectKind::Discriminator {
            let at = at.key("mapping");
            mapping(members, &mut |name, text| add(schema, text, &at.key(name)));
        }
        true
    };
    visit(
        &ValueType::Ref(kind),
        tree,
        &Trail::Root,
        dialect,
        &mut visitor,
    );
    found
}

/// The references in the mapping of a
/// [discriminator](https://spec.openapis.org/oas/v3.0.3.html#discriminator-object): a string with
/// `#` or a file extension is a reference, any other the name of a component.
fn mapping(discriminator: &Members, then: &mut dyn FnMut(&str, &String)) {
    let endings = [".yaml", ".yml", ".json"];
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    for (name, value) in mapping.into_iter().flatten() {
        if let Value::String(text) = value
            && (text.contains('#') || endings.iter().any(|ending| text.ends_with(ending)))
        {
            then(name, text);
        }
    }
}
