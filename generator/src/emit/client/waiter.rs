//! Waiters (`x-waiter`): which operation to poll, with what, and what the status of a task means.
//!
//! ```text
//! waiter!(StartTask => GetTask as Task {
//!     poll: |request, started| Some(GetTask { id: started.id.clone() }),
//!     task: |response| Some(response),
//!     status: |task| task.state.as_ref().map(TaskState::as_str),
//!     success: ["done"],
//!     failure: ["failed"],
//! });
//! ```
//!
//! The closures are expressions into typed values ([`pointer_expr`]), so a path that does not fit its types does not compile.

use proc_macro2::TokenStream;
use quote::quote;

use super::pointer_expr;
use crate::emit::ident::ident;
use crate::emit::literal;
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::emit::{Item, Node, Table};
use crate::ir::{
    Enumeration, Operation, Parameter, Pointed, Presence, Scalar, Type, TypeKind, Waiter,
};

/// The table of an operation that starts a task.
pub(super) fn items(cx: &ModuleContext<'_>, operation: &Operation) -> Vec<Item> {
    table(cx, operation).into_iter().collect()
}

/// The table, if the operation starts a task.
fn table(cx: &ModuleContext<'_>, operation: &Operation) -> Option<Item> {
    let waiter = operation.waiter.as_ref()?;
    let polled = cx.api.operations.get(waiter.operation)?;
    let name = cx.local(ModuleKind::Api, &operation.request);
    let poll = cx.local(ModuleKind::Api, &polled.request);
    let task = cx.ty(&waiter.subject.ty);
    let question = question(cx, operation, polled, waiter);
    let found = pointer_expr::moved(quote!(response), &waiter.subject);
    let status = text(cx, &waiter.status);
    let values = |values: &[String]| {
        let values = values.iter().map(|value| literal::string(value));
        quote!([#(#values),*])
    };
    let (success, failure) = (values(&waiter.success), values(&waiter.failure));
    let mut rows = vec![
        quote!(poll: |request, started| #question),
        quote!(task: |response| #found),
        quote!(status: |task| #status),
        quote!(success: #success),
    ];
    if !waiter.failure.is_empty() {
        rows.push(quote!(failure: #failure));
    }
    let head = quote!(#name => #poll as #task);
    let rows = rows.into_iter().map(Node::Leaf).collect();
    Some(Table::line(cx.codegen("waiter"), Node::open(head, rows)))
}

/// `Some(ListTasks { task_id: Some(started.task_id.clone()?), ..ListTasks::default() })`
fn question(
    cx: &ModuleContext<'_>,
    start: &Operation,
    polled: &Operation,
    waiter: &Waiter,
) -> TokenStream {
    let name = cx.local(ModuleKind::Api, &polled.request);
    let source = |parameter: &Parameter| source(cx, start, parameter, waiter);
    let given: Vec<(&Parameter, Option<TokenStream>)> = polled
        .parameters
        .iter()
        .map(|parameter| (parameter, source(parameter)))
        .collect();
    let default = polled.parameters.iter().all(is_optional) && polled.body.is_none();
    let fields = given
        .iter()
        .filter(|(_, value)| value.is_some() || !default)
        .map(|(parameter, value)| {
            let name = ident(&parameter.name);
            value
                .as_ref()
                .map_or_else(|| quote!(#name: None), |value| quote!(#name: #value))
        });
    let rest = (default && given.iter().any(|(_, value)| value.is_none()))
        .then(|| quote!(..#name::default()));
    quote!(Some(#name { #(#fields,)* #rest }))
}

/// Whether the field of a parameter is an `Option`.
fn is_optional(parameter: &Parameter) -> bool {
    parameter.from_client || parameter.presence != Presence::Required
}

/// Where a parameter of the polled operation comes from: the response to the start, or the argument of the same name and type.
fn source(
    cx: &ModuleContext<'_>,
    start: &Operation,
    parameter: &Parameter,
    waiter: &Waiter,
) -> Option<TokenStream> {
    if let Some((_, way)) = waiter
        .parameters
        .iter()
        .find(|(name, _)| *name == parameter.name)
    {
        let value = pointer_expr::copied(cx, quote!(started), way);
        return Some(if is_optional(parameter) {
            quote!(Some(#value))
        } else {
            value
        });
    }
    let asked = parameter.from_client || parameter.presence == Presence::Required;
    let own = start
        .parameters
        .iter()
        .find(|own| own.name == parameter.name && own.ty == parameter.ty);
    own.filter(|own| asked && own.from_client == parameter.from_client)
        .map(|own| {
            let name = ident(&own.name);
            quote!(request.#name.clone())
        })
}

/// The status as it is on the wire, an `Option<&str>`: of an enum by `as_str`, of anything else by `to_string`.
fn text(cx: &ModuleContext<'_>, way: &Pointed) -> TokenStream {
    let status = pointer_expr::borrowed(quote!(task), way);
    match cx.api.resolved(&way.ty) {
        Type::Named(id) if is_string_enum(cx, *id) => {
            let name = cx.named(*id);
            quote!(#status.map(#name::as_str))
        }
        Type::Scalar(Scalar::String) => {
            let string = cx.prelude("String");
            quote!(#status.map(#string::as_str))
        }
        _ => {
            let text = cx.prelude("ToString");
            quote!(#status.map(#text::to_string).as_deref())
        }
    }
}

/// Whether a named type is an enum of strings, which has `as_str`.
fn is_string_enum(cx: &ModuleContext<'_>, id: crate::ir::TypeId) -> bool {
    cx.api.get(id).is_some_and(|def| match &def.kind {
        TypeKind::Enumeration(Enumeration { base, .. }) => *base == Scalar::String,
        TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Alias(..) | TypeKind::Foreign(_) => {
            false
        }
    })
}
