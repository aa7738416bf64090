//! The walk that brings a tree into the shape of OpenAPI 3.0: each object is changed before its
//! parts, in place.
//!
//! ```text
//! Document -> restate -> Paths -> Path Item -> restate -> Operation -> restate -> Parameter -> …
//! ```
//! The tables of the keyword pass say where objects are, and [`v2`](super::v2) and
//! [`v3_1`](super::v3_1) say how each kind changes.
//!
//! An object is changed before its parts, because a change may move them: the schema of a body
//! parameter is visited where it is in the end. Its place in the source is then known from the
//! moves around it.
//!
//! A reference can point to a value that moves only later. So references are collected during the
//! walk and rewritten at the end, when every move is known.

use std::collections::VecDeque;

use serde_json::Value;

use super::v2::media_types::MediaTypes;
use super::v2::shared::SharedObjects;
use crate::diagnostic::{Pointer, Trail};
use crate::load::Dialect;
use crate::load::keywords::{Members, ObjectKind, ReferencedTargets, ValueType};
use crate::load::private::public;
use crate::load::report::Report;
use crate::pointer::{fragment, parse_reference};

/// The state of one run.
pub(super) struct Normalizer<'r> {
    /// The version whose tables lead the walk: a document of 2.0 gets the shape of 3.0 before its
    /// parts are visited.
    pub(super) dialect: Dialect,
    pub(super) report: &'r mut Report,
    /// What references point to outside the components.
    pub(super) referenced: &'r ReferencedTargets,
    /// The places of references (`$ref`, values of `mapping`) whose target may have moved.
    pending: Vec<Pointer>,
    /// Schemas of 3.1 that move to the components.
    pub(super) definitions: VecDeque<Definition>,
    /// What the parts of a document of 2.0 need from the whole.
    pub(super) v2: V2State,
}

/// A schema that moves to the components.
pub(super) struct Definition {
    /// Its place in the source.
    pub(super) source: Pointer,
    pub(super) name: String,
    pub(super) schema: Value,
}

/// What the parts of a document of 2.0 need from the whole.
#[derive(Default)]
pub(super) struct V2State {
    /// The media types of bodies and responses, unless an operation says otherwise.
    pub(super) media_types: MediaTypes,
    pub(super) shared: SharedObjects,
    /// How many values were copied.
    pub(super) copied: usize,
}

impl<'r> Normalizer<'r> {
    pub(super) fn new(
        dialect: Dialect,
        referenced: &'r ReferencedTargets,
        report: &'r mut Report,
    ) -> Self {
        Self {
            dialect,
            report,
            referenced,
            pending: Vec::new(),
            definitions: VecDeque::new(),
            v2: V2State::default(),
        }
    }

    /// Normalizes a whole document, and returns the new places of what references point to outside
    /// the components.
    pub(super) fn document(mut self, tree: &mut Value) -> ReferencedTargets {
        if self.dialect == Dialect::V2 {
            self.v2.shared = SharedObjects::read(tree, self.referenced);
        }
        self.value(&ValueType::Object(ObjectKind::Document), tree, &Trail::Root);
        // What no table leads to. Nothing changes twice.
        let destination = self.report.origins.destinations();
        for (source, kind) in self.referenced {
            let (pointer, ty) = (destination(source), ValueType::Ref(kind.normalized()));
            if let Some(value) = pointer.find_mut(tree) {
                pointer.with_trail(&mut |at| self.value(&ty, value, at));
            }
        }
        self.hoist(tree);
        self.finish(tree)
    }

    /// Normalizes a value of this type.
    pub(super) fn value(&mut self, ty: &ValueType, value: &mut Value, at: &Trail<'_>) {
        match (ty, value) {
            (ValueType::Ref(ObjectKind::Schema), Value::Bool(_)) if self.dialect == Dialect::V2 => {
            }
            (ValueType::Ref(ObjectKind::Schema), value @ Value::Bool(_)) => {
                Self::boolean_schema(value);
            }
            (ValueType::Ref(kind) | ValueType::Object(kind), Value::Object(members)) => {
                match self.dialect {
                    Dialect::V2 => self.restate_v2(*kind, members, at),
                    _ => self.restate_v3_1(*kind, members, at),
                }
                self.members(*kind, members, at);
            }
            (ValueType::List(item), Value::Array(items)) => {
                for (index, value) in items.iter_mut().enumerate() {
                    self.value(item, value, &at.index(index));
                }
            }
            (ValueType::Map(of), Value::Object(members)) => {
                for (name, value) in members {
                    self.value(of, value, &at.key(name));
                }
            }
            (ValueType::Either(_), value) => {
                let ty = ty.of(value);
                if !matches!(ty, ValueType::Either(_)) {
                    self.value(ty, value, at);
                }
            }
            _ => {}
        }
    }

    /// The parts of an object, private ones included. Most keys of a schema are strings and
    /// numbers, which have none.
    ///
    /// `dependencies` contains schemas or lists of names, so the table of 3.1 does not say that
    /// there are schemas.
    fn members(&mut self, kind: ObjectKind, members: &mut Members, at: &Trail<'_>) {
        const SCHEMAS: ValueType = ValueType::Map(&ValueType::Ref(ObjectKind::Schema));
        let dialect = self.dialect.max(Dialect::V3_0);
        let is_part = |value: &Value| value.is_object() || value.is_array() || value.is_boolean();
        for (name, value) in members.iter_mut().filter(|(_, value)| is_part(value)) {
            let ty = match (kind, public(name)) {
                (ObjectKind::Schema, "dependencies") => Some(&SCHEMAS),
                (kind, key) => kind.value_type(key, dialect),
            };
            if let Some(ty) = ty {
                self.value(ty, value, &at.key(name));
            }
        }
    }

    /// Notes that the value at `from`, in the tree so far, is now at `to`.
    pub(super) fn moved(&mut self, from: &Trail<'_>, to: &Trail<'_>) {
        self.report.origins.moved(&from.pointer(), &to.pointer());
    }

    /// Notes that the value at `to` was made from the value at `from`, in the tree so far.
    pub(super) fn made(&mut self, from: &Trail<'_>, to: &Trail<'_>) {
        self.report.origins.made(&from.pointer(), &to.pointer());
    }

    /// Notes that the value at `to` was at a place of the source.
    pub(super) fn moved_from_source(&mut self, source: &Pointer, to: &Trail<'_>) {
        self.report.origins.moved_from_source(source, &to.pointer());
    }

    /// Where a value was in the source.
    pub(super) fn source(&self, at: &Trail<'_>) -> Pointer {
        self.report.origins.source(&at.pointer())
    }

    /// Keeps a reference for [`finish`](Self::finish), if its target can move.
    pub(super) fn settle_later(&mut self, reference: &str, at: &Trail<'_>) {
        if may_move(reference) {
            self.pending.push(at.pointer());
        }
    }

    /// Rewrites the references whose targets moved, and returns the new places of what they point
    /// to.
    fn finish(mut self, tree: &mut Value) -> ReferencedTargets {
        // What was walked twice is listed twice, and must not follow its target twice.
        self.pending.sort_unstable();
        self.pending.dedup();
        let destination = self.report.origins.destinations();
        for pointer in &self.pending {
            if let Some(Value::String(reference)) = pointer.find_mut(tree)
                && let Some(source) = parse_reference(reference)
            {
                let target = destination(&source);
                if target != source {
                    *reference = fragment(&target);
                }
            }
        }
        let referenced = self.referenced.iter();
        let referenced = referenced.map(|(source, kind)| (destination(source), kind.normalized()));
        referenced
            .filter(|(pointer, _)| !is_component(pointer))
            .collect()
    }
}

/// Whether the target of a reference may move. Components never do in OpenAPI 3, only what is
/// inside them.
fn may_move(reference: &str) -> bool {
    reference.starts_with('#')
        && reference
            .strip_prefix("#/components/")
            .is_none_or(|rest| rest.bytes().filter(|byte| *byte == b'/').count() != 1)
}

/// Whether a pointer is a component of 3.0: those are found by name.
fn is_component(pointer: &Pointer) -> bool {
    let segments: Vec<_> = pointer.segments().take(4).collect();
    matches!(segments.as_slice(), [first, section, _] if first == "components" && section != "pathItems")
}
