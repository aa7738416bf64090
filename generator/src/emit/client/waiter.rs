//! Waiters: which operation to poll, with what, and how the state of a task is told.

use proc_macro2::TokenStream;
use quote::quote;

use super::pointer_expr;
use crate::emit::Item;
use crate::emit::ident::ident;
use crate::emit::literal;
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::ir::{
    Enumeration, Operation, Parameter, Pointed, Presence, Scalar, Type, TypeKind, Waiter,
};

/// The implementation for an operation that starts a task.
pub(super) fn item(cx: &ModuleContext<'_>, operation: &Operation) -> Option<Item> {
    let waiter = operation.waiter.as_ref()?;
    let polled = cx.api.operations.get(waiter.operation)?;
    let name = cx.local(ModuleKind::Api, &operation.request);
    let poll = cx.local(ModuleKind::Api, &polled.request);
    let (started, answer, subject) = (
        cx.success(operation),
        cx.success(polled),
        cx.ty(&waiter.subject.ty),
    );
    let (awaited, progress) = (cx.codegen("LongRunning"), cx.codegen("Progress"));
    let (first, found) = (
        question(cx, operation, polled, waiter),
        pointer_expr::moved(quote!(response), &waiter.subject),
    );
    let (state, option) = (state(cx, &progress, waiter), cx.prelude("Option"));
    Some(Item::Code(quote! {
        impl #awaited for #name {
            type Poll = #poll;
            type Task = #subject;

            fn poll(&self, started: &#started) -> #option<#poll> { #first }
            fn task(response: #answer) -> #option<#subject> { #found }
            fn progress(task: &#subject) -> #progress { #state }
        }
    }))
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

fn is_optional(parameter: &Parameter) -> bool {
    parameter.from_client || parameter.presence != Presence::Required
}

/// Where a field of the question comes from: the answer to the start, or the field of the same name of its arguments.
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
            quote!(self.#name.clone())
        })
}

/// `match task.status.as_ref().map(TaskStatus::as_str) { … }`
fn state(cx: &ModuleContext<'_>, progress: &TokenStream, waiter: &Waiter) -> TokenStream {
    let status = text(cx, &waiter.status);
    let arm = |values: &[String], state: TokenStream| {
        let values = values.iter().map(|value| literal::string(value));
        quote!(Some(#(#values)|*) => #progress::#state)
    };
    let success = arm(&waiter.success, quote!(Succeeded));
    let failure = (!waiter.failure.is_empty()).then(|| arm(&waiter.failure, quote!(Failed)));
    let failure = failure.map(|failure| quote!(#failure,));
    quote! {
        match #status {
            #success,
            #failure
            _ => #progress::Pending,
        }
    }
}

/// The status as it is on the wire, an `Option<&str>`.
fn text(cx: &ModuleContext<'_>, way: &Pointed) -> TokenStream {
    let status = pointer_expr::borrowed(quote!(task), way);
    match cx.resolved(&way.ty) {
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

fn is_string_enum(cx: &ModuleContext<'_>, id: crate::ir::TypeId) -> bool {
    cx.def(id).is_some_and(|def| match &def.kind {
        TypeKind::Enumeration(Enumeration { base, .. }) => *base == Scalar::String,
        TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Alias(..) | TypeKind::Foreign(_) => {
            false
        }
    })
}
