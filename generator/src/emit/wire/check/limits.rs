//! Limits of a value as calls on the runtime's cursor.

use proc_macro2::TokenStream;
use quote::quote;

use super::assertions;
use crate::emit::literal;
use crate::emit::module_context::ModuleContext;
use crate::ir::{Bound, Constraint, Constraints, Regex, Type, TypeKind};

/// The limits where a type is used, with those of the aliases behind it.
pub(super) fn effective(cx: &ModuleContext<'_>, ty: &Type, written: &Constraints) -> Constraints {
    match ty {
        Type::Named(id) => match cx.def(*id).map(|def| &def.kind) {
            Some(TypeKind::Alias(behind, limits)) => {
                effective(cx, behind, &joined(written, limits))
            }
            _ => written.clone(),
        },
        Type::Nullable(inner) | Type::Boxed(inner) => effective(cx, inner, written),
        Type::List(item) | Type::Map(item) => {
            let limits = written.items.as_deref().cloned().unwrap_or_default();
            let items = effective(cx, item, &limits);
            let items = (!items.is_empty()).then(|| Box::new(items));
            Constraints {
                own: written.own.clone(),
                items,
            }
        }
        Type::Scalar(_) => written.clone(),
    }
}

fn joined(a: &Constraints, b: &Constraints) -> Constraints {
    let more = b.own.iter().filter(|one| !a.own.contains(one));
    let own = a.own.iter().chain(more).cloned().collect();
    let items = match (&a.items, &b.items) {
        (Some(a), Some(b)) => Some(Box::new(joined(a, b))),
        (one, other) => one.clone().or_else(|| other.clone()),
    };
    Constraints { own, items }
}

/// `.min_length(1).max_length(64)`
pub(super) fn calls(cx: &ModuleContext<'_>, limits: &[Constraint]) -> TokenStream {
    limits.iter().map(|limit| call(cx, limit)).collect()
}

/// The limits of an item and of the items inside it.
pub(super) fn nested(cx: &ModuleContext<'_>, limits: &Constraints) -> TokenStream {
    let own = calls(cx, &limits.own);
    let items = limits
        .items
        .as_ref()
        .filter(|items| !items.is_empty())
        .map(|items| {
            let calls = nested(cx, items);
            quote!(.each(|at| at #calls))
        });
    quote!(#own #items)
}

fn call(cx: &ModuleContext<'_>, limit: &Constraint) -> TokenStream {
    let count = |count: u64| literal::integer(count.into());
    match limit {
        Constraint::MinLength(length) => method("min_length", &count(*length)),
        Constraint::MaxLength(length) => method("max_length", &count(*length)),
        Constraint::MinItems(items) => method("min_items", &count(*items)),
        Constraint::MaxItems(items) => method("max_items", &count(*items)),
        Constraint::MinProperties(properties) => method("min_properties", &count(*properties)),
        Constraint::MaxProperties(properties) => method("max_properties", &count(*properties)),
        Constraint::UniqueItems => quote!(.unique_items()),
        Constraint::MultipleOf(factor) => method("multiple_of", &literal::string(factor)),
        Constraint::Minimum(bound) => limit_of("minimum", bound),
        Constraint::Maximum(bound) => limit_of("maximum", bound),
        Constraint::Pattern { regex, written: _ } => pattern(cx, regex),
        Constraint::Assertion(assertion) => assertions::call(cx, assertion),
    }
}

pub(super) fn method(name: &str, argument: &TokenStream) -> TokenStream {
    let name = crate::emit::ident::parse(name);
    quote!(.#name(#argument))
}

fn limit_of(name: &str, bound: &Bound) -> TokenStream {
    match bound {
        Bound::Integer(value) => method(name, &literal::integer(*value)),
        Bound::Float(value) => method(&format!("{name}_float"), &literal::float(*value)),
        Bound::ExclusiveFloat(value) => {
            method(&format!("exclusive_{name}_float"), &literal::float(*value))
        }
    }
}

fn pattern(cx: &ModuleContext<'_>, regex: &Regex) -> TokenStream {
    let pattern = compiled(cx, regex);
    quote!(.pattern(#pattern))
}

/// `pattern!("^[a-z]+$")`
pub(super) fn compiled(cx: &ModuleContext<'_>, regex: &Regex) -> TokenStream {
    let (name, regex) = match regex {
        Regex::Ascii(regex) => ("pattern", regex),
        Regex::Unicode(regex) => ("unicode_pattern", regex),
    };
    let (pattern, regex) = (cx.codegen(name), literal::string(regex));
    quote!(#pattern!(#regex))
}
