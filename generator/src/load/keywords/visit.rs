//! Calls a visitor with every object of a normalized tree, guided by the tables. Reports nothing.

use serde_json::{Map, Value};

use super::known_targets::ReferencedTargets;
use super::{ObjectKind, OtherKeys, ValueType};
use crate::diagnostic::Trail;
use crate::load::Dialect;
use crate::load::webhooks::Hook;

/// Receives each object: its kind, its members, its place.
pub(in super::super) trait Visitor<'d> {
    /// One object. References are not followed, because their targets are visited at their own places.
    fn object(&mut self, kind: ObjectKind, members: &'d Map<String, Value>, at: &Trail<'_>);
}

/// Visits a document in the shape of OpenAPI 3.0, including webhooks and what references point to outside the components.
pub(in super::super) fn visit<'d>(
    tree: &'d Value,
    referenced: &ReferencedTargets,
    hooks: &[Hook],
    visitor: &mut dyn Visitor<'d>,
) {
    shape(
        &ValueType::Object(ObjectKind::Document),
        tree,
        &Trail::Root,
        visitor,
    );
    // `webhooks` is not in the tables of 3.0.
    let webhooks = hooks.iter().filter(|hook| hook.at.is_in("webhooks"));
    let webhooks = webhooks.map(|hook| (&hook.at, &ObjectKind::PathItem));
    for (pointer, kind) in webhooks.chain(referenced) {
        if let Some(value) = pointer.find(tree) {
            pointer.with_trail(&mut |at| shape(&ValueType::Ref(*kind), value, at, visitor));
        }
    }
}

fn shape<'d>(wanted: &ValueType, value: &'d Value, at: &Trail<'_>, visitor: &mut dyn Visitor<'d>) {
    match (wanted, value) {
        (ValueType::Ref(kind), Value::Object(members)) if !members.contains_key("$ref") => {
            object(*kind, members, at, visitor);
        }
        (ValueType::Object(kind), Value::Object(members)) => object(*kind, members, at, visitor),
        (ValueType::List(wanted), Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                shape(wanted, item, &at.index(index), visitor);
            }
        }
        (ValueType::Map(wanted), Value::Object(members)) => {
            for (name, value) in members {
                shape(wanted, value, &at.key(name), visitor);
            }
        }
        (ValueType::Either(shapes), value) => {
            for wanted in *shapes {
                shape(wanted, value, at, visitor);
            }
        }
        _ => {}
    }
}

fn object<'d>(
    kind: ObjectKind,
    members: &'d Map<String, Value>,
    at: &Trail<'_>,
    visitor: &mut dyn Visitor<'d>,
) {
    visitor.object(kind, members, at);
    let table = kind.table();
    for (name, value) in members {
        let wanted = match (table.key(name, Dialect::V3_0), &table.others) {
            (Some((_, key)), _) => &key.shape,
            (None, OtherKeys::Named(shape)) if !name.starts_with("x-") => shape,
            (None, OtherKeys::Free(shape)) => shape,
            (None, OtherKeys::Named(_) | OtherKeys::Extensions | OtherKeys::Nothing) => continue,
        };
        shape(wanted, value, &at.key(name), visitor);
    }
}
