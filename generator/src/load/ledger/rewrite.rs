//! A visit to every object of a tree, by the same tables, that may change what it sees: members before their owner.

use serde_json::{Map, Value};

use super::reference::Elsewhere;
use super::{Object, Others, Shape};
use crate::diagnostic::{Pointer, Trail};
use crate::load::Dialect;

/// Who is called with each object.
pub(in super::super) trait Rewriter {
    /// `true` or `false` in place of a schema.
    fn boolean_schema(&mut self, schema: &mut Value);

    /// One object, after everything inside it; also Reference Objects in place of schemas.
    fn object(&mut self, kind: Object, members: &mut Map<String, Value>, at: &Trail<'_>);
}

/// Visits a document of version 3.1, and what references point at in places that no table leads to.
pub(in super::super) fn rewrite(
    tree: &mut Value,
    elsewhere: &Elsewhere,
    rewriter: &mut dyn Rewriter,
) {
    let strays: Vec<_> = elsewhere
        .iter()
        .filter(|(pointer, _)| is_stray(pointer))
        .collect();
    shape(
        &Shape::Object(Object::Document),
        tree,
        &Trail::Root,
        rewriter,
    );
    for (pointer, kind) in strays {
        if let Some(value) = tree.pointer_mut(pointer.as_str()) {
            pointer.with_trail(&mut |at| shape(&Shape::Ref(*kind), value, at, rewriter));
        }
    }
}

/// Whether no table leads to a place: its way goes through an extension.
fn is_stray(pointer: &Pointer) -> bool {
    pointer
        .segments()
        .next()
        .is_some_and(|first| first.starts_with("x-"))
}

fn shape(wanted: &Shape, value: &mut Value, at: &Trail<'_>, rewriter: &mut dyn Rewriter) {
    match (wanted, value) {
        (Shape::Ref(Object::Schema), value @ Value::Bool(_)) => rewriter.boolean_schema(value),
        (Shape::Ref(kind), Value::Object(members))
            if *kind != Object::Schema && members.contains_key("$ref") => {}
        (Shape::Object(kind) | Shape::Ref(kind), Value::Object(members)) => {
            object(*kind, members, at, rewriter)
        }
        (Shape::List(wanted), Value::Array(items)) => {
            for (index, item) in items.iter_mut().enumerate() {
                shape(wanted, item, &at.index(index), rewriter);
            }
        }
        (Shape::Map(wanted), Value::Object(members)) => {
            for (name, value) in members {
                shape(wanted, value, &at.key(name), rewriter);
            }
        }
        (Shape::Either(shapes), value) => {
            if let Some(wanted) = shapes.iter().find(|shape| shape.resembles(value)) {
                shape(wanted, value, at, rewriter);
            }
        }
        _ => {}
    }
}

fn object(
    kind: Object,
    members: &mut Map<String, Value>,
    at: &Trail<'_>,
    rewriter: &mut dyn Rewriter,
) {
    let table = kind.table();
    for (name, value) in members.iter_mut() {
        let wanted = match (table.key(name, Dialect::V3_1), &table.others) {
            (Some((_, key)), _) => &key.shape,
            (None, Others::Named(shape)) if !name.starts_with("x-") => shape,
            (None, Others::Free(shape)) => shape,
            (None, Others::Named(_) | Others::Extensions | Others::Nothing) => continue,
        };
        shape(wanted, value, &at.key(name), rewriter);
    }
    rewriter.object(kind, members, at);
}
