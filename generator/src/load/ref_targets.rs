//! What references point at outside the sections of the components, in typed form: `#/paths/~1pets/get/responses/200`.

use indexmap::IndexMap;
use openapiv3::{
    Callback, Example, Header, Link, Parameter, PathItem, ReferenceOr, RequestBody, Response,
    Schema, SecurityScheme,
};
use serde::Deserialize;
use serde_json::Value;

use super::keywords::{ObjectKind, ReferencedTargets};
use crate::pointer::Pointer;

type Section<K> = IndexMap<Pointer, ReferenceOr<K>>;

/// The objects by where they stand, a section for each kind.
#[derive(Debug, Default)]
pub(crate) struct RefTargets {
    pub(crate) schemas: Section<Schema>,
    pub(crate) parameters: Section<Parameter>,
    pub(crate) responses: Section<Response>,
    pub(crate) request_bodies: Section<RequestBody>,
    pub(crate) headers: Section<Header>,
    pub(crate) links: Section<Link>,
    pub(crate) security_schemes: Section<SecurityScheme>,
    pub(crate) path_items: Section<PathItem>,
    pub(crate) examples: Section<Example>,
    pub(crate) callbacks: Section<Callback>,
}

impl RefTargets {
    /// Reads each target from the tree; one that cannot be read was reported by the ledger and is left out.
    pub(super) fn read(tree: &Value, elsewhere: &ReferencedTargets) -> Self {
        let mut targets = Self::default();
        for (pointer, kind) in elsewhere {
            if let Some(value) = pointer.find(tree) {
                targets.insert(*kind, pointer, value);
            }
        }
        targets
    }

    fn insert(&mut self, kind: ObjectKind, pointer: &Pointer, value: &Value) {
        match kind {
            ObjectKind::Schema => put(&mut self.schemas, pointer, value),
            ObjectKind::Parameter => put(&mut self.parameters, pointer, value),
            ObjectKind::Response => put(&mut self.responses, pointer, value),
            ObjectKind::RequestBody => put(&mut self.request_bodies, pointer, value),
            ObjectKind::Header => put(&mut self.headers, pointer, value),
            ObjectKind::Link => put(&mut self.links, pointer, value),
            ObjectKind::SecurityScheme => put(&mut self.security_schemes, pointer, value),
            ObjectKind::PathItem => put(&mut self.path_items, pointer, value),
            ObjectKind::Example => put(&mut self.examples, pointer, value),
            ObjectKind::Callback => put(&mut self.callbacks, pointer, value),
            _ => {}
        }
    }
}

fn put<'v, K: Deserialize<'v>>(section: &mut Section<K>, pointer: &Pointer, value: &'v Value) {
    if let Ok(object) = ReferenceOr::<K>::deserialize(value) {
        section.insert(pointer.clone(), object);
    }
}
