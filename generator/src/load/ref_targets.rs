//! What references point to outside the sections of the components, in typed form.
//!
//! ```text
//! responses: {'200': {$ref: '#/paths/~1pets/get/responses/200'}}
//! ```
//! `openapiv3` resolves only names of components. The keyword pass lists such targets, and here
//! each is read as the kind that its references need.

use indexmap::IndexMap;
use openapiv3::{Header, Link, Parameter, ReferenceOr, RequestBody, Response, SecurityScheme};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::keywords::{ObjectKind, ReferencedTargets, ValueType};
use super::path_item::TypedPathItem;
use super::skeleton::skeleton;
use crate::pointer::Pointer;

/// The targets of one kind, by their place.
type Section<K> = IndexMap<Pointer, ReferenceOr<K>>;

/// The objects by their place, one section per kind.
#[derive(Debug, Default)]
pub(crate) struct RefTargets {
    pub(crate) parameters: Section<Parameter>,
    pub(crate) responses: Section<Response>,
    pub(crate) request_bodies: Section<RequestBody>,
    pub(crate) headers: Section<Header>,
    pub(crate) links: Section<Link>,
    pub(crate) security_schemes: Section<SecurityScheme>,
    pub(crate) path_items: Section<TypedPathItem>,
}

impl RefTargets {
    /// Reads each target from the tree. Those that cannot be read were reported by the keyword
    /// pass, and are left out.
    pub(super) fn read(tree: &Value, elsewhere: &ReferencedTargets) -> Self {
        let mut targets = Self::default();
        for (pointer, kind) in elsewhere {
            if let Some(value) = pointer.find(tree) {
                targets.insert(*kind, pointer, value);
            }
        }
        targets
    }

    /// Reads one target. Schemas are not among them: lowering finds those in the tree.
    fn insert(&mut self, kind: ObjectKind, pointer: &Pointer, value: &Value) {
        if kind == ObjectKind::PathItem {
            let item = TypedPathItem::read(value).ok();
            self.path_items
                .extend(item.map(|item| (pointer.clone(), item)));
            return;
        }
        let object = skeleton(&ValueType::Ref(kind), value);
        match kind {
            ObjectKind::Parameter => put(&mut self.parameters, pointer, object),
            ObjectKind::Response => put(&mut self.responses, pointer, object),
            ObjectKind::RequestBody => put(&mut self.request_bodies, pointer, object),
            ObjectKind::Header => put(&mut self.headers, pointer, object),
            ObjectKind::Link => put(&mut self.links, pointer, object),
            ObjectKind::SecurityScheme => put(&mut self.security_schemes, pointer, object),
            _ => {}
        }
    }
}

fn put<K: DeserializeOwned>(section: &mut Section<K>, pointer: &Pointer, object: Value) {
    if let Ok(object) = ReferenceOr::<K>::deserialize(object) {
        section.insert(pointer.clone(), object);
    }
}
