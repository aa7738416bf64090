//! A `$ref` or the object itself -> the object, and where it is defined.
//!
//! The loader has reported every reference that is missing, cyclic, to another file or to the wrong kind of object; here
//! such a reference is `None`. Schemas are not among them: lowering reads those from the tree.

mod kind;

use std::borrow::Borrow;

use openapiv3::{Header, Link, Parameter, ReferenceOr, RequestBody, Response, SecurityScheme};

use crate::load::{Document, TypedPathItem};
use crate::pointer::{MAX_HOPS, Pointer, parse_reference};
use kind::Referable;

/// Follows references in one document.
#[derive(Debug, Clone, Copy)]
pub struct Resolver<'d> {
    document: &'d Document,
}

/// Defines one method per kind of object.
macro_rules! methods {
    ($($(#[$doc:meta])* $method:ident $kind:ty;)*) => {$(
        $(#[$doc])*
        ///
        /// `at` is the place of `item`. Returns the object and its place: `at`, or the end of the chain of references.
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
        path_item TypedPathItem;
    }

    /// The pointer in a `$ref`; `None` if it leads to another file or is malformed. Does not follow further references.
    #[must_use]
    pub fn target(reference: &str) -> Option<Pointer> {
        parse_reference(reference)
    }

    fn follow<T: Borrow<K>, K: Referable>(
        &self,
        item: &'d ReferenceOr<T>,
        at: &Pointer,
    ) -> Option<(&'d K, Pointer)> {
        let mut reference = match item {
            ReferenceOr::Item(item) => return Some((item.borrow(), at.clone())),
            ReferenceOr::Reference { reference } => reference,
        };
        for _ in 0..=MAX_HOPS {
            let target = parse_reference(reference)?;
            match K::defined(self.document, &target)? {
                ReferenceOr::Item(item) => return Some((item, target)),
                ReferenceOr::Reference { reference: next } => reference = next,
            }
        }
        None
    }
}
