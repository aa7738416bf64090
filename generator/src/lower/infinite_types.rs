//! Types that have no finite value -> reports: a required property whose type contains its own
//! object, an alternative that is its own union.
//!
//! `Node: {required: [next], properties: {next: {$ref: '#/components/schemas/Node'}}}` cannot be
//! built, in Rust or in JSON.
//!
//! A property that is optional, nullable, or in a list ends the recursion:
//! `next: {type: array, items: {$ref: …/Node}}` may be empty.

use super::context::Lowering;
use super::graph::{closes, components};
use crate::diagnostic::{Code, Pointer, show};
use crate::ir::{Field, Presence, Type, TypeKind};

impl Lowering<'_, '_> {
    /// Reports types without a finite value.
    pub(super) fn report_infinite_types(&mut self) {
        self.report_infinite_structs();
        self.report_infinite_unions();
    }

    /// Reports required properties whose values contain their own object again.
    fn report_infinite_structs(&mut self) {
        let edges = self.edges(|kind| {
            let fields = kind.as_struct().into_iter().flat_map(|data| &data.fields);
            fields
                .filter(|field| always(field))
                .map(|field| &field.ty)
                .collect()
        });
        let parts = components(&edges);
        let mut found = Vec::new();
        for id in self.types.ids() {
            let data = self.types.kind(id).and_then(TypeKind::as_struct);
            let fields = data.into_iter().flat_map(|data| &data.fields);
            let endless = fields.filter(|field| always(field)).filter(|field| {
                self.by_value(&field.ty)
                    .is_some_and(|target| closes(&parts, id.0, target.0))
            });
            found.extend(endless.map(|field| (field.wire.clone(), field.origin.pointer.clone())));
        }
        for (wire, pointer) in found {
            let at = Pointer::parse(&pointer).unwrap_or_default();
            self.report(
                Code::EndlessValue,
                &at,
                format!("`{}` always leads back to its own object", show(&wire)),
            );
        }
    }

    /// Reports unions that reach themselves through alternatives alone: `A: {oneOf: [{$ref: A}]}`.
    fn report_infinite_unions(&mut self) {
        let edges = self.edges(|kind| {
            let alternatives = kind
                .as_union()
                .into_iter()
                .flat_map(|data| &data.alternatives);
            alternatives.map(|alternative| &alternative.ty).collect()
        });
        let parts = components(&edges);
        for (id, targets) in self.types.ids().zip(&edges) {
            if targets.iter().any(|target| closes(&parts, id.0, *target)) {
                let at = self.types.place(id).cloned().unwrap_or_default();
                self.report(
                    Code::EndlessAlternatives,
                    &at,
                    "its alternatives lead back to it",
                );
            }
        }
    }
}

/// Whether a value of the object always has a value of the property.
///
/// `next` in `{required: [next]}`, unless it is nullable.
fn always(field: &Field) -> bool {
    field.presence == Presence::Required && !matches!(field.ty, Type::Nullable(_))
}
