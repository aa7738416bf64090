//! Constants of the document as expressions of their type.
//!
//! | type | constant | expression |
//! |---|---|---|
//! | `i64` | `20` | `20` |
//! | `Nullable<String>` | `"Rex"` | `Nullable::Value(String::from("Rex"))` |
//! | `Date` | `"2020-02-29"` | `Date::constant(2020, 2, 29)` |
//! | `Filter` | `{"all": true}` | `Filter { all: Some(true), ..Filter::default() }` |
//! | `Limit` | `"none"` | `Limit::String(String::from("none"))` |
//!
//! The generator has checked the values, so that no expression can fail, and the compiler checks
//! the types once more.

use proc_macro2::TokenStream;
use quote::quote;

use super::constant_expression::Expression;
use super::constant_scalar::{scalar, string};
use super::ident::ident;
use super::module_context::ModuleContext;
use crate::ir::{
    Composite, Extra, FieldName, Literal, Scalar, Type, TypeId, TypeKind, VariantName,
};

/// A constant of a type; `None` if only its JSON is known, or if it does not fit.
pub(super) fn expression(cx: &ModuleContext<'_>, ty: &Type, value: &Literal) -> Option<Expression> {
    match (cx.api.resolved(ty), value) {
        (Type::Nullable(_), Literal::Null) => {
            let nullable = cx.runtime("Nullable");
            Some(Expression::Literal(quote!(#nullable::Null)))
        }
        (Type::Nullable(inner), value) => {
            let (nullable, value) = (cx.runtime("Nullable"), expression(cx, inner, value)?);
            Some(value.within(cx, inner, |value| quote!(#nullable::Value(#value))))
        }
        (Type::Boxed(inner), value) => {
            let boxed = cx.prelude("Box");
            let value = tokens(cx, inner, value)?;
            Some(Expression::Call(quote!(#boxed::new(#value))))
        }
        (Type::List(item), Literal::List(values)) => {
            let all = values.iter().map(|one| tokens(cx, item, one));
            let all = all.collect::<Option<Vec<_>>>()?;
            Some(match all.as_slice() {
                [] => Expression::Default,
                all => Expression::Call(quote!(vec![#(#all),*])),
            })
        }
        (Type::Map(inner), Literal::Composite(Composite::Map(entries), _)) => {
            map(cx, inner, entries)
        }
        (Type::Scalar(kind), value) => scalar(cx, *kind, value),
        (Type::Named(_), value) => named(cx, value),
        (Type::List(_) | Type::Map(_), _) => None,
    }
}

/// The tokens of a constant.
fn tokens(cx: &ModuleContext<'_>, ty: &Type, value: &Literal) -> Option<TokenStream> {
    Some(expression(cx, ty, value)?.tokens(cx, ty))
}

/// `Map::from([(String::from("a"), 1)])`
fn map(cx: &ModuleContext<'_>, ty: &Type, entries: &[(String, Literal)]) -> Option<Expression> {
    if entries.is_empty() {
        return Some(Expression::Default);
    }
    let entries = entries.iter().map(|(key, value)| {
        let (key, value) = (string(cx, key), tokens(cx, ty, value)?);
        Some(quote!((#key, #value)))
    });
    let (map, entries) = (cx.runtime("Map"), entries.collect::<Option<Vec<_>>>()?);
    Some(Expression::Call(quote!(#map::from([#(#entries),*]))))
}

/// A constant of a named type: a variant, or a struct.
fn named(cx: &ModuleContext<'_>, value: &Literal) -> Option<Expression> {
    match value {
        Literal::Variant(id, variant) => {
            let (name, variant) = (cx.named(*id), ident(variant));
            Some(Expression::Literal(quote!(#name::#variant)))
        }
        Literal::Unlisted(id, text) => {
            let TypeKind::Enumeration(data) = &cx.api.get(*id)?.kind else {
                return None;
            };
            let (name, variant) = (cx.named(*id), ident(data.unlisted.variant()));
            let text = string(cx, text);
            Some(Expression::Call(quote!(#name::#variant(#text))))
        }
        Literal::Composite(Composite::Object(id, fields, extra), _) => {
            object(cx, *id, fields, extra)
        }
        Literal::Composite(Composite::Alternative(id, variant, payload), _) => {
            alternative(cx, *id, variant, payload)
        }
        _ => None,
    }
}

/// `Limit::String(String::from("none"))`
fn alternative(
    cx: &ModuleContext<'_>,
    id: TypeId,
    variant: &VariantName,
    payload: &Literal,
) -> Option<Expression> {
    let mut alternatives = cx.api.get(id)?.kind.as_union()?.alternatives.iter();
    let (name, token) = (cx.named(id), ident(variant));
    // A tag that the document does not know keeps the whole object.
    let unknown = Type::Scalar(Scalar::Any);
    let declared = alternatives.find(|one| one.name == *variant);
    let ty = declared.map_or(&unknown, |one| &one.ty);
    let payload = expression(cx, ty, payload)?;
    Some(payload.within(cx, ty, |payload| quote!(#name::#token(#payload))))
}

/// `Filter { all: Some(true), ..Filter::default() }`, or all fields if some are required.
fn object(
    cx: &ModuleContext<'_>,
    id: TypeId,
    given: &[(FieldName, Literal)],
    extra: &[(String, Literal)],
) -> Option<Expression> {
    let data = cx.api.get(id)?.kind.as_struct()?;
    let (name, has_default) = (cx.named(id), data.required().next().is_none());
    if has_default && given.is_empty() && extra.is_empty() {
        return Some(Expression::Default);
    }
    let (mut rows, mut absent) = (Vec::new(), Vec::new());
    let mut is_literal = !matches!(data.extra, Extra::Kept(..));
    for field in &data.fields {
        let token = ident(&field.name);
        let mut given = given.iter();
        match given.find(|(name, _)| *name == field.name) {
            Some((_, value)) => {
                let value = expression(cx, &field.ty, value)?;
                is_literal &= matches!(value, Expression::Literal(_));
                let value = value.tokens(cx, &field.ty);
                rows.push(if field.is_required() {
                    quote!(#token: #value)
                } else {
                    quote!(#token: Some(#value))
                });
            }
            None => absent.push(quote!(#token: None)),
        }
    }
    if let Extra::Kept(field, ty, _) = &data.extra {
        let (token, map_type) = (ident(field), Type::Map(Box::new(ty.clone())));
        let value = map(cx, ty, extra)?.tokens(cx, &map_type);
        let row = quote!(#token: #value);
        if extra.is_empty() {
            absent.push(row);
        } else {
            rows.push(row);
        }
    }
    let rest = match (absent.as_slice(), has_default) {
        ([], _) => None,
        (_, true) => Some(quote!(..#name::default())),
        (_, false) => {
            rows.append(&mut absent);
            None
        }
    };
    is_literal &= rest.is_none();
    rows.extend(rest);
    let tokens = quote!(#name { #(#rows),* });
    Some(if is_literal {
        Expression::Literal(tokens)
    } else {
        Expression::Call(tokens)
    })
}
