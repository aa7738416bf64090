//! Where the objects of each kind are: in their section of the components, or anywhere else that a `$ref` points to.

use indexmap::IndexMap;
use openapiv3::{
    Components, Header, Link, Parameter, ReferenceOr, RequestBody, Response, SecurityScheme,
};

use crate::load::{Document, TypedPathItem};
use crate::pointer::Pointer;

/// A kind of object that a `$ref` may point to.
pub(super) trait Referable: Sized {
    /// The object or further reference at a pointer.
    fn defined<'d>(document: &'d Document, target: &Pointer) -> Option<&'d ReferenceOr<Self>>;
}

macro_rules! component {
    ($($kind:ty, $field:ident, $section:literal;)*) => {$(
        impl Referable for $kind {
            fn defined<'d>(document: &'d Document, target: &Pointer) -> Option<&'d ReferenceOr<Self>> {
                named(document, target, $section, |components| &components.$field)
                    .or_else(|| document.targets().$field.get(target))
            }
        }
    )*};
}

component! {
    Parameter, parameters, "parameters";
    Response, responses, "responses";
    RequestBody, request_bodies, "requestBodies";
    Header, headers, "headers";
    Link, links, "links";
    SecurityScheme, security_schemes, "securitySchemes";
}

impl Referable for TypedPathItem {
    fn defined<'d>(document: &'d Document, target: &Pointer) -> Option<&'d ReferenceOr<Self>> {
        document.targets().path_items.get(target)
    }
}

fn named<'d, K>(
    document: &'d Document,
    target: &Pointer,
    section: &str,
    field: impl Fn(&'d Components) -> &'d IndexMap<String, ReferenceOr<K>>,
) -> Option<&'d ReferenceOr<K>> {
    let mut segments = target.segments();
    let (first, second, name, end) = (
        segments.next()?,
        segments.next()?,
        segments.next()?,
        segments.next(),
    );
    if first != "components" || second != section || end.is_some() {
        return None;
    }
    field(document.openapi.components.as_ref()?).get(name.as_ref())
}
