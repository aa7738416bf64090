//! The trait: one method an operation, which the client implements and a server author implements.

use proc_macro2::TokenStream;
use quote::quote;

use super::header;
use crate::emit::docs::{Prose, brief, code, escape, status};
use crate::emit::ident::{ident, parse, plain};
use crate::emit::module_context::ModuleContext;
use crate::ir::{ErrorOutcome, Interface, Link, Operation, PathPart, Reply, Role, SuccessOutcome};

/// The trait.
pub(super) fn item(cx: &ModuleContext<'_>) -> TokenStream {
    let name = parse(&cx.trait_name());
    let methods = cx.methods().map(|operation| method(cx, operation));
    let docs = about(cx).tokens();
    let (send, sync) = (cx.prelude("Send"), cx.prelude("Sync"));
    quote! {
        #docs
        pub trait #name: #send + #sync { #(#methods)* }
    }
}

fn about(cx: &ModuleContext<'_>) -> Prose {
    let title = escape(&cx.api.title);
    let sides = "`Client` implements it over HTTP (feature `client`); `router` serves any implementation (feature `server`).";
    let who = match cx.module.interface {
        Interface::Api => {
            return Prose::item()
                .docs(&cx.api.docs, &format!("{title}."))
                .text(sides);
        }
        Interface::Webhooks => "to those who asked for it",
        Interface::Callbacks => "to addresses that requests named",
    };
    Prose::item()
        .text(&format!("What the server of {title} sends {who}."))
        .text(sides)
        .text("A receiver implements the methods that it cares for; the others answer 501.")
}

fn method(cx: &ModuleContext<'_>, operation: &Operation) -> TokenStream {
    let (docs, name) = (docs(cx, operation), ident(&operation.name));
    let (request, answer) = (cx.request(operation), cx.answer(operation));
    let (future, send) = (cx.prelude("Future"), cx.prelude("Send"));
    let lint = cx.is_nested(operation).then(
        || quote!(#[allow(clippy::type_complexity, reason = "the document nests its types so")]),
    );
    let gate = cx.gate(operation.tag.as_deref());
    let body = match cx.module.interface {
        Interface::Api => quote!(;),
        Interface::Webhooks | Interface::Callbacks => {
            let unhandled = cx.codegen("unimplemented");
            quote!({ #unhandled(request) })
        }
    };
    quote! {
        #docs
        #gate
        #lint
        fn #name(&self, request: #request) -> impl #future<Output = #answer> + #send #body
    }
}

fn docs(cx: &ModuleContext<'_>, operation: &Operation) -> TokenStream {
    let prose = Prose::member().docs(&operation.docs, "");
    let prose = prose.text(&format!("{}.", wire(operation)));
    let prose = match cx.api.feature(operation.tag.as_deref()) {
        Some(feature) => prose.text(&format!("Needs the feature {}.", code(feature))),
        None => prose,
    };
    let prose = match answers(operation).as_slice() {
        [] => prose,
        answers => prose.heading("Answers").list(answers.iter().cloned()),
    };
    let prose = match failures(operation).as_slice() {
        [] => prose.heading("Errors").text("The document describes none."),
        failures => prose.heading("Errors").list(failures.iter().cloned()),
    };
    let prose = match header::uses(cx, operation).as_slice() {
        [] => prose,
        headers => prose.heading("Headers").list(headers.iter().cloned()),
    };
    let links = operation.links.iter().map(|link| {
        let target = target(cx, operation, link);
        match brief(&link.docs) {
            Some(text) => format!("{target}: {text}"),
            None => target,
        }
    });
    match links.collect::<Vec<_>>() {
        links if links.is_empty() => prose,
        links => prose.heading("See also").list(links),
    }
    .tokens()
}

/// The operation that a link leads to; in plain words where that may not be there when this one is.
fn target(cx: &ModuleContext<'_>, from: &Operation, link: &Link) -> String {
    let feature = |one: &Operation| cx.api.feature(one.tag.as_deref());
    let mut operations = cx.api.operations.iter();
    let found = operations.find(|one| one.name == link.target);
    let name = plain(&link.target);
    match found.and_then(feature) {
        Some(other) if feature(from) != Some(other) => format!("`{name}`"),
        _ => format!("[`{name}`](Self::{name})"),
    }
}

/// ``GET /pets/{id}`, `getPet``: how the operation is known outside Rust.
pub(in crate::emit) fn wire(operation: &Operation) -> String {
    let method = super::super::wire::verb(operation.method).to_uppercase();
    let sent = match &operation.role {
        Role::Served => None,
        Role::Webhook(name) => Some(("Webhook", name)),
        Role::Callback { name, .. } => Some(("Callback", name)),
    };
    if let Some((sort, name)) = sent {
        return format!("{sort} {}, a {}", code(name), code(&method));
    }
    let place = code(&format!("{method} {}", path(operation)));
    if operation.id == format!("{method} {}", operation.path.written) {
        return place;
    }
    format!("{place}, {}", code(&operation.id))
}

fn path(operation: &Operation) -> String {
    let parts = operation.path.parts.iter().map(|part| match part {
        PathPart::Literal(text) => text.clone(),
        PathPart::Parameter(name) => format!("{{{name}}}"),
    });
    parts.collect()
}

fn answers(operation: &Operation) -> Vec<String> {
    match &operation.success {
        SuccessOutcome::Single(replies) => replies.iter().filter_map(reply).collect(),
        SuccessOutcome::Several(_, replies) => {
            replies.iter().filter_map(|(_, one)| reply(one)).collect()
        }
    }
}

fn failures(operation: &Operation) -> Vec<String> {
    match &operation.failure {
        ErrorOutcome::Undocumented => Vec::new(),
        ErrorOutcome::Single(replies) => replies.iter().filter_map(reply).collect(),
        ErrorOutcome::Several(_, replies) => {
            replies.iter().filter_map(|(_, one)| reply(one)).collect()
        }
    }
}

fn reply(reply: &Reply) -> Option<String> {
    let text = brief(&reply.docs)?;
    Some(format!("{}: {text}", status(reply.status)))
}
