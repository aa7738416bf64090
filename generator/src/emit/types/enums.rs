//! Strings and integers by name: `enumeration!` with one row per value.
//!
//! ```text
//! enumeration! {
//!     pub enum Sort { Ascending = "ASC", Descending = "DESC" }
//! }
//! enumeration! {
//!     pub enum Level: i32 { Low = 1, High = 10 }
//! }
//! ```
//!
//! Values that the document does not list are kept in a variant `Unknown`, so that a client
//! survives a server that is newer than the document. `open enum` has one that the document asks
//! for, and that servers accept, too: `anyOf: [{enum: […]}, {type: string}]`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::analysis::Direction;
use crate::emit::direction;
use crate::emit::docs::Prose;
use crate::emit::ident::ident;
use crate::emit::literal;
use crate::emit::module_context::ModuleContext;
use crate::emit::{Item, Node, Table};
use crate::ir::{Docs, Enumeration, Literal, RustName, Scalar, Type, TypeDef, Unlisted, Variant};

/// The macro call: `enumeration! { pub enum Sort { Ascending = "ASC", Descending = "DESC" } }`.
pub(super) fn items(
    cx: &ModuleContext<'_>,
    def: &TypeDef,
    data: &Enumeration,
    direction: Direction,
) -> Vec<Item> {
    let docs = super::nested_docs(def).origin_of(def).lines();
    let (name, suffix) = (ident(&def.name), direction::words(direction));
    let open = match &data.unlisted {
        Unlisted::Kept(_) => None,
        Unlisted::Allowed(_) => Some(quote!(open)),
    };
    let repr = match data.base {
        Scalar::Integer(_) => {
            let repr = cx.ty(&Type::Scalar(data.base));
            quote!(: #repr)
        }
        _ => TokenStream::new(),
    };
    let head = quote!(pub #open enum #name #repr #suffix);
    let unknown = data.unlisted.variant();
    let unknown = (unknown.as_str() != "Unknown").then(|| {
        let name = ident(unknown);
        Node::Leaf(quote!(..#name))
    });
    let rows = data.variants.iter().map(variant).chain(unknown).collect();
    let body = if data.variants.iter().all(|one| one.docs == Docs::default()) {
        Node::filled(head, rows)
    } else {
        Node::open(head, rows)
    };
    vec![Table::block(cx.codegen("enumeration"), body.behind(docs))]
}

/// `Ascending = "ASC"`
fn variant(variant: &Variant) -> Node {
    let docs = Prose::nested_member().docs(&variant.docs, "").lines();
    let (name, value) = (ident(&variant.name), value(&variant.value));
    Node::Documented(docs, quote!(#name = #value))
}

/// The constant for people.
pub(super) fn shown(value: &Literal) -> String {
    match value {
        Literal::Bool(value) => value.to_string(),
        Literal::Integer(value) => value.to_string(),
        Literal::Float(value) => value.to_string(),
        Literal::String(value)
        | Literal::Number(value)
        | Literal::Formatted(_, value)
        | Literal::Unlisted(_, value)
        | Literal::Composite(_, value)
        | Literal::Json(value) => value.clone(),
        Literal::Null => "null".to_owned(),
        Literal::Variant(_, name) => name.to_string(),
        Literal::List(values) => values.iter().map(shown).collect::<Vec<_>>().join(", "),
    }
}

/// The constant as a token.
fn value(value: &Literal) -> TokenStream {
    match value {
        Literal::Integer(value) => literal::integer(*value),
        other => literal::string(&shown(other)),
    }
}
