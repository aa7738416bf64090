//! What references point at outside the sections of the components, in typed form: `#/paths/~1pets/get/responses/200`.

use indexmap::IndexMap;
use openapiv3::{
    Callback, Example, Header, Link, Parameter, PathItem, ReferenceOr, RequestBody, Response,
    Schema, SecurityScheme,
};
use serde::Deserialize;
use serde_json::Value;

use super::ledger::{Elsewhere, Object};
use crate::diagnostic::Pointer;

type Section<K> = IndexMap<Pointer, ReferenceOr<K>>;

/// The objects by where they stand, a section for each kind.
#[derive(Debug, Default)]
pub(crate) struct Targets {
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

impl Targets {
    /// Reads each target from the tree; one that cannot be read was reported by the ledger and is left out.
    pub(super) fn read(tree: &Value, elsewhere: &Elsewhere) -> Self {
        let mut targets = Self::default();
        for (pointer, kind) in elsewhere {
            if let Some(value) = pointer.find(tree) {
                targets.insert(*kind, pointer, value);
            }
        }
        targets
    }

    fn insert(&mut self, kind: Object, pointer: &Pointer, value: &Value) {
        match kind {
            Object::Schema => put(&mut self.schemas, pointer, value),
            Object::Parameter => put(&mut self.parameters, pointer, value),
            Object::Response => put(&mut self.responses, pointer, value),
            Object::RequestBody => put(&mut self.request_bodies, pointer, value),
            Object::Header => put(&mut self.headers, pointer, value),
            Object::Link => put(&mut self.links, pointer, value),
            Object::SecurityScheme => put(&mut self.security_schemes, pointer, value),
            Object::PathItem => put(&mut self.path_items, pointer, value),
            Object::Example => put(&mut self.examples, pointer, value),
            Object::Callback => put(&mut self.callbacks, pointer, value),
            _ => {}
        }
    }
}

fn put<'v, K: Deserialize<'v>>(section: &mut Section<K>, pointer: &Pointer, value: &'v Value) {
    if let Ok(object) = ReferenceOr::<K>::deserialize(value) {
        section.insert(pointer.clone(), object);
    }
}
