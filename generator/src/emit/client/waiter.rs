//! Waiters (`x-waiter`): which operation to poll, with what, and what the status of a task means.
//!
//! ```text
//! waiter!(StartTask => GetTask as Task {
//!     keep: [shop],
//!     poll: |kept, started| Some(GetTask { shop: kept.0, id: started.id.clone() }),
//!     task: |response| Some(response),
//!     status: |task| task.state.as_ref().map(TaskState::as_str),
//!     success: ["done"],
//!     failure: ["failed"],
//! });
//! ```
//!
//! `keep` are the fields of the request that the poll needs: the request itself is gone when the
//! response is there. The closures are expressions into typed values ([`pointer_expr`]), so a path that does not fit
//! its types does not compile.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::pointer_expr;
use crate::emit::ident::ident;
use crate::emit::literal;
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::emit::{Item, Node, Table};
use crate::ir::{
    Enumeration, FieldName, Operation, Parameter, Pointed, PollArgument, Presence, Scalar, Step,
    Type, TypeKind, Waiter,
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
    let request = request(cx, polled, waiter);
    let found = pointer_expr::moved(quote!(response), &waiter.subject);
    let status = text(cx, &waiter.status);
    let values = |values: &[String]| {
        let values = values.iter().map(|value| literal::string(value));
        quote!([#(#values),*])
    };
    let (success, failure) = (values(&waiter.success), values(&waiter.failure));
    let kept: Vec<_> = kept(waiter).map(ident).collect();
    let mut rows = Vec::new();
    if !kept.is_empty() {
        rows.push(quote!(keep: [#(#kept),*]));
    }
    rows.extend([
        quote!(poll: |kept, started| #request),
        quote!(task: |response| #found),
        quote!(status: |task| #status),
        quote!(success: #success),
    ]);
    if !waiter.failure.is_empty() {
        rows.push(quote!(failure: #failure));
    }
    let head = quote!(#name => #poll as #task);
    let rows = rows.into_iter().map(Node::Leaf).collect();
    Some(Table::line(cx.codegen("waiter"), Node::open(head, rows)))
}

/// The fields of the request that a poll needs, in the order of their copies.
fn kept(waiter: &Waiter) -> impl Iterator<Item = &FieldName> {
    let arguments = waiter.arguments.iter();
    let kept = arguments.filter(|(_, argument)| *argument == PollArgument::FromRequest);
    kept.map(|(name, _)| name)
}

/// The request of a poll:
/// `Some(ListTasks { task_id: Some(started.task_id.clone()?), ..ListTasks::default() })`
///
/// A request type has a default if all of its fields are optional. Otherwise every field is
/// written.
fn request(cx: &ModuleContext<'_>, polled: &Operation, waiter: &Waiter) -> TokenStream {
    let name = cx.local(ModuleKind::Api, &polled.request);
    let has_default = polled.parameters.iter().all(is_optional) && polled.body.is_none();
    let arguments = polled.parameters.iter().zip(&waiter.arguments);
    let mut copies = 0_usize..;
    let fields = arguments.filter_map(|(parameter, (name, argument))| {
        let name = ident(name);
        match argument {
            PollArgument::FromResponse(path) => {
                let value = pointer_expr::copied(cx, quote!(started), path);
                let value = if is_optional(parameter) {
                    quote!(Some(#value))
                } else {
                    value
                };
                Some(quote!(#name: #value))
            }
            PollArgument::FromRequest => {
                let copy = Literal::usize_unsuffixed(copies.next()?);
                Some(quote!(#name: kept.#copy))
            }
            PollArgument::Absent => (!has_default).then(|| quote!(#name: None)),
        }
    });
    let is_absent = |(_, argument): &(_, PollArgument)| *argument == PollArgument::Absent;
    let rest =
        (has_default && waiter.arguments.iter().any(is_absent)).then(|| quote!(..#name::default()));
    // A waiter polls without a body: one that is required was rejected.
    let body = polled.body.as_ref().map(|_| quote!(body: None,));
    quote!(Some(#name { #(#fields,)* #body #rest }))
}

/// Whether the field of a parameter is an `Option`.
fn is_optional(parameter: &Parameter) -> bool {
    parameter.from_client || parameter.presence != Presence::Required
}

/// The status as it is on the wire, an `Option<&str>`: of an enum by `as_str`, of anything else by
/// `to_string`.
fn text(cx: &ModuleContext<'_>, path: &Pointed) -> TokenStream {
    let status = pointer_expr::borrowed(quote!(task), path);
    match cx.api.resolved(&path.ty) {
        Type::Named(id) if is_string_enum(cx, *id) => {
            let name = cx.named(*id);
            quote!(#status.map(#name::as_str))
        }
        Type::Scalar(Scalar::String) => match path.steps.as_slice() {
            [Step::OptionalField(name)] => {
                let name = ident(name);
                quote!(task.#name.as_deref())
            }
            _ => {
                let string = cx.prelude("String");
                quote!(#status.map(#string::as_str))
            }
        },
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
