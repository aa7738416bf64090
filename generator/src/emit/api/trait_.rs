//! The trait: one method an operation, which the client implements and a server author implements.

use proc_macro2::TokenStream;
use quote::quote;

use super::header;
use crate::emit::docs::{Prose, brief, code, escape};
use crate::emit::ident::{ident, parse, plain};
use crate::emit::scope::Scope;
use crate::ir::{
    ErrorOutcome, Interface, Link, Operation, PathPart, Reply, Role, StatusPattern, SuccessOutcome,
};

/// The trait.
pub(super) fn item(scope: &Scope<'_>) -> TokenStream {
    let name = parse(&scope.trait_name());
    let methods = scope.methods().map(|operation| method(scope, operation));
    let docs = about(scope).tokens();
    let (send, sync) = (scope.prelude("Send"), scope.prelude("Sync"));
    quote! {
        #docs
        pub trait #name: #send + #sync { #(#methods)* }
    }
}

fn about(scope: &Scope<'_>) -> Prose {
    let title = escape(&scope.api.title);
    let sides = "`Client` implements it over HTTP (feature `client`); `router` serves any implementation (feature `server`).";
    let who = match scope.place.interface {
        Interface::Api => {
            return Prose::item()
                .docs(&scope.api.docs, &format!("{title}."))
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

fn method(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let (docs, name) = (docs(scope, operation), ident(&operation.name));
    let (request, answer) = (scope.request(operation), scope.answer(operation));
    let (future, send) = (scope.prelude("Future"), scope.prelude("Send"));
    let lint = scope.is_nested(operation).then(
        || quote!(#[allow(clippy::type_complexity, reason = "the document nests its types so")]),
    );
    let gate = scope.gate(operation.tag.as_deref());
    let body = match scope.place.interface {
        Interface::Api => quote!(;),
        Interface::Webhooks | Interface::Callbacks => {
            let unhandled = scope.runtime("unhandled");
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

fn docs(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let prose = Prose::member().docs(&operation.docs, "");
    let prose = prose.text(&format!("{}.", wire(operation)));
    let prose = match scope.api.feature(operation.tag.as_deref()) {
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
    let prose = match header::uses(scope, operation).as_slice() {
        [] => prose,
        headers => prose.heading("Headers").list(headers.iter().cloned()),
    };
    let links = operation.links.iter().map(|link| {
        let target = target(scope, operation, link);
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
fn target(scope: &Scope<'_>, from: &Operation, link: &Link) -> String {
    let feature = |one: &Operation| scope.api.feature(one.tag.as_deref());
    let mut operations = scope.api.operations.iter();
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

/// The key of a reply, as prose.
pub(super) fn status(pattern: StatusPattern) -> String {
    match pattern {
        StatusPattern::Exact(status) => status.to_string(),
        StatusPattern::Range(hundred) => format!("{hundred}XX"),
        StatusPattern::Default => "Other".to_owned(),
    }
}
