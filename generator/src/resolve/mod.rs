//! A `$ref` or the object itself -> the object, and where it is defined.
//!
//! The loader has reported every reference that is missing, cyclic, foreign or of the wrong kind; here such a
//! reference is `None`, in silence. Schemas are not among them: lowering reads those as values.

mod kind;

use std::borrow::Borrow;

use openapiv3::{
    Callback, Example, Header, Link, Parameter, PathItem, ReferenceOr, RequestBody, Response,
    SecurityScheme,
};
use serde_json::Value;

use crate::diagnostic::Pointer;
use crate::load::Document;
pub(crate) use kind::parse_reference;

use kind::Kind;

/// How many references in a row are followed before they count as a cycle.
const HOPS: usize = 10_000;

/// How many are followed in a tree, before the document has its form.
const TREE_HOPS: usize = 64;

/// The end of the chain of references that starts at a place of a tree.
pub(crate) fn end_of(tree: &Value, at: &Pointer) -> Option<Pointer> {
    let mut at = at.clone();
    for _ in 0..TREE_HOPS {
        match at.find(tree)?.get("$ref").and_then(Value::as_str) {
            None => return Some(at),
            Some(target) => at = parse_reference(target)?,
        }
    }
    None
}

/// Follows references in one document.
#[derive(Debug, Clone, Copy)]
pub struct Resolver<'d> {
    document: &'d Document,
}

/// Defines one method a kind of object, all alike.
macro_rules! methods {
    ($($(#[$doc:meta])* $method:ident $kind:ty;)*) => {$(
        $(#[$doc])*
        ///
        /// `at` is where `item` stands. The pointer that comes back is where the object stands: `at` itself, or
        /// the end of the chain of references.
        #[must_use]
        pub fn $method<T: Borrow<$kind>>(&self, item: &'d ReferenceOr<T>, at: &Pointer) -> Option<(&'d $kind, Pointer)> {
            self.follow(item, at)
        }
    )*};
}

impl<'d> Resolver<'d> {
    /// A resolver for this document.
    #[must_use]
    pub fn new(document: &'d Document) -> Self {
        Self { document }
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> &'d Document {
        self.document
    }

    methods! {
        /// The parameter.
        parameter Parameter;
        /// The response.
        response Response;
        /// The request body.
        request_body RequestBody;
        /// The header.
        header Header;
        /// The link.
        link Link;
        /// The security scheme.
        security_scheme SecurityScheme;
        /// The path item.
        path_item PathItem;
        /// The example.
        example Example;
        /// The callback.
        callback Callback;
    }

    /// The pointer that the text of a `$ref` names, without following further; `None` when it leaves the document or is malformed.
    #[must_use]
    pub fn target(reference: &str) -> Option<Pointer> {
        kind::parse_reference(reference)
    }

    fn follow<T: Borrow<K>, K: Kind>(
        &self,
        item: &'d ReferenceOr<T>,
        at: &Pointer,
    ) -> Option<(&'d K, Pointer)> {
        let mut reference = match item {
            ReferenceOr::Item(item) => return Some((item.borrow(), at.clone())),
            ReferenceOr::Reference { reference } => reference,
        };
        for _ in 0..HOPS {
            let target = Self::target(reference)?;
            match K::defined(self.document, &target)? {
                ReferenceOr::Item(item) => return Some((item, target)),
                ReferenceOr::Reference { reference: next } => reference = next,
            }
        }
        None
    }
}
