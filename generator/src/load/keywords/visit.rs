//! Calls a visitor with every object of a tree, guided by the tables. Reports nothing, and follows
//! no references: their targets are visited at their own places.
//!
//! ```text
//! paths -> Paths Object -> '/pets' -> Path Item Object -> get -> Operation Object -> …
//! ```
//! This is how passes find objects by their kind. It sees nothing in extensions and in values such
//! as `example`, where an object with the key `$ref` is no reference.

use serde_json::Value;

use super::{Members, ObjectKind, ValueType};
use crate::diagnostic::Trail;
use crate::load::Dialect;

/// Receives each object: its kind, its members, its place. References are among them, with `$ref`
/// as a member. Returns whether to go on inside.
pub(in crate::load) type Visitor<'v, 'd> =
    &'v mut dyn FnMut(ObjectKind, &'d Members, &Trail<'_>) -> bool;

/// Visits a value of a type, and everything in it.
pub(in crate::load) fn visit<'d>(
    ty: &ValueType,
    value: &'d Value,
    at: &Trail<'_>,
    dialect: Dialect,
    then: Visitor<'_, 'd>,
) {
    match (ty, value) {
        (ValueType::Ref(kind) | ValueType::Object(kind), Value::Object(members)) => {
            if !then(*kind, members, at) {
                return;
            }
            for (name, value) in members {
                if let Some(ty) = kind.value_type(name, dialect) {
                    visit(ty, value, &at.key(name), dialect, then);
                }
            }
        }
        (ValueType::List(item), Value::Array(items)) => {
            for (index, value) in items.iter().enumerate() {
                visit(item, value, &at.index(index), dialect, then);
            }
        }
        (ValueType::Map(of), Value::Object(members)) => {
            for (name, value) in members {
                visit(of, value, &at.key(name), dialect, then);
            }
        }
        (ValueType::Either(_), value) if ty.resembles(value) => {
            visit(ty.of(value), value, at, dialect, then);
        }
        _ => {}
    }
}
