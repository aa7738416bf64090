//! `oneOf` and `anyOf`: an enum with one variant per alternative, and `From` for each.
//!
//! ```text
//! pub enum Pet {
//!     /// Tagged `cat`.
//!     Cat(Cat),
//!     /// Tagged `hound`.
//!     Dog(Dog),
//!     /// An object with a tag that the document does not list.
//!     Unknown(Value),
//! }
//!
//! conversions!(Pet { Cat(Cat), Dog(Dog), Name(String | &str) });
//! ```
//!
//! How a value is decoded is a row of `codec!` in `wire.rs`.

use foldhash::HashMap;
use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use crate::analysis::Direction;
use crate::emit::direction;
use crate::emit::docs::{Prose, code};
use crate::emit::enum_def::{EnumDef, Payloads};
use crate::emit::ident::ident;
use crate::emit::module_context::ModuleContext;
use crate::emit::{Item, Node, Table};
use crate::ir::{Alternative, Scalar, Tagging, Type, TypeDef, TypeKind, Union};

/// The enum, and `From` for each payload that only one variant has.
pub(super) fn items(
    cx: &ModuleContext<'_>,
    def: &TypeDef,
    data: &Union,
    direction: Direction,
) -> Vec<Item> {
    let variants = data.alternatives.iter().map(|one| variant(cx, one));
    let union = EnumDef {
        name: &def.name,
        docs: docs(def).origin_of(def),
        variants: variants.chain(unknown(cx, &data.tagging)).collect(),
        payloads: if holds_struct(cx, data) {
            Payloads::Structs
        } else {
            Payloads::Small
        },
        has_codec: true,
    };
    std::iter::once(union.item())
        .chain(conversions(cx, def, data, direction))
        .collect()
}

/// `Cat(Cat)`, with the tags that select it as docs.
fn variant(cx: &ModuleContext<'_>, alternative: &Alternative) -> TokenStream {
    let tags: Vec<String> = alternative.tags.iter().map(|tag| code(tag)).collect();
    let otherwise = match tags.as_slice() {
        [] => String::new(),
        tags => format!("Tagged {}.", tags.join(" or ")),
    };
    let docs = Prose::member().docs(&alternative.docs, &otherwise).tokens();
    let (name, ty) = (ident(&alternative.name), cx.ty(&alternative.ty));
    quote!(#docs #name(#ty))
}

/// `Unknown(Value)`: what a newer server may send.
fn unknown(cx: &ModuleContext<'_>, tagging: &Tagging) -> Option<TokenStream> {
    match tagging {
        Tagging::Property(_, Some(name)) => {
            let (name, value) = (ident(name), cx.runtime("Value"));
            Some(quote! {
                /// An object with a tag that the document does not list.
                #name(#value)
            })
        }
        Tagging::Property(_, None) | Tagging::Untagged(_) => None,
    }
}

/// `conversions!(Pet { Cat(Cat), Name(String | &str) });`: `From` for each payload that only one
/// variant has, and for string literals.
fn conversions(
    cx: &ModuleContext<'_>,
    def: &TypeDef,
    data: &Union,
    direction: Direction,
) -> Option<Item> {
    let sole = with_sole_payload(cx, data);
    let literal = of_literal(cx, &sole).map(|one| &one.name);
    let rows: Vec<Node> = sole
        .iter()
        .map(|one| {
            let (variant, ty) = (ident(&one.name), cx.ty(&one.ty));
            let from = (literal == Some(&one.name)).then(|| quote!(| &str));
            Node::Leaf(quote!(#variant(#ty #from)))
        })
        .collect();
    let (name, suffix) = (ident(&def.name), direction::words(direction));
    if rows.is_empty() {
        return None;
    }
    let body = Node::filled(quote!(#name #suffix), rows);
    Some(Table::line(cx.codegen("conversions"), body))
}

/// The variant that a string literal means: the only string, or else the only enumeration of strings.
fn of_literal<'u>(cx: &ModuleContext<'_>, sole: &[&'u Alternative]) -> Option<&'u Alternative> {
    let sole = || sole.iter().copied();
    let is_string = |one: &&Alternative| {
        let scalar = Type::Scalar(Scalar::String);
        rust_type(cx, &one.ty) == scalar
    };
    let is_enumeration = |one: &&Alternative| match cx.api.resolved(&one.ty) {
        Type::Named(id) => cx.api.get(*id).is_some_and(|def| match &def.kind {
            TypeKind::Enumeration(values) => values.base == Scalar::String,
            _ => false,
        }),
        _ => false,
    };
    let mut strings = sole().filter(is_string);
    let mut enumerations = sole().filter(is_enumeration);
    match (strings.next(), enumerations.next(), enumerations.next()) {
        (Some(string), _, _) => Some(string),
        (None, only, None) => only,
        (None, _, Some(_)) => None,
    }
}

/// The alternatives whose payload no other variant has. What a type of the user's may be the same as is
/// not known, so it has no conversion beside scalars.
fn with_sole_payload<'u>(cx: &ModuleContext<'_>, data: &'u Union) -> Vec<&'u Alternative> {
    let is_foreign = |ty: &Type| match ty {
        Type::Named(id) => {
            let def = cx.api.get(*id);
            def.is_some_and(|def| matches!(def.kind, TypeKind::Foreign(_)))
        }
        _ => false,
    };
    let payloads = data.alternatives.iter();
    let payloads: Vec<Type> = payloads.map(|one| rust_type(cx, &one.ty)).collect();
    let mut counts: HashMap<&Type, usize> = HashMap::default();
    for ty in &payloads {
        *counts.entry(ty).or_default() += 1;
    }
    let foreign = payloads.iter().filter(|ty| is_foreign(ty)).count();
    let all_named = payloads.iter().all(|ty| matches!(ty, Type::Named(_)));
    let is_sole = |ty: &Type| {
        let known = match ty {
            Type::Named(_) if is_foreign(ty) => foreign == 1 && all_named,
            Type::Named(_) => true,
            Type::Scalar(Scalar::Any | Scalar::Null) => false,
            Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Nullable(_) | Type::Boxed(_) => {
                foreign == 0
            }
        };
        known && counts.get(ty) == Some(&1)
    };
    let alternatives = data.alternatives.iter().zip(&payloads);
    let sole = alternatives.filter(|(_, ty)| is_sole(ty));
    sole.map(|(one, _)| one).collect()
}

/// A type as Rust sees it: without aliases, and a duration as the string that it is.
fn rust_type(cx: &ModuleContext<'_>, ty: &Type) -> Type {
    let inner = |ty: &Type| Box::new(rust_type(cx, ty));
    match cx.api.resolved(ty) {
        Type::Scalar(scalar) if scalar.is_string() => Type::Scalar(Scalar::String),
        Type::List(item) => Type::List(inner(item)),
        Type::Map(value) => Type::Map(inner(value)),
        Type::Nullable(value) => Type::Nullable(inner(value)),
        Type::Boxed(value) => Type::Boxed(inner(value)),
        other @ (Type::Scalar(_) | Type::Named(_)) => other.clone(),
    }
}

/// Whether a variant can be much larger than the others.
fn holds_struct(cx: &ModuleContext<'_>, data: &Union) -> bool {
    data.alternatives
        .iter()
        .any(|alternative| match cx.api.resolved(&alternative.ty) {
            Type::Named(id) => cx
                .api
                .get(*id)
                .is_some_and(|def| matches!(def.kind, TypeKind::Struct(_) | TypeKind::Union(_))),
            _ => false,
        })
}
