//! One table per operation: method and path, parameters, body, limits, responses.
//!
//! ```text
//! operation!(UpdatePet => {
//!     spec: OperationSpec::put("updatePet", "/pets/{id}").security(TOKEN_REQUIRED),
//!     parameters: { id: Param::path("id"), dry_run: Param::query("dry-run") },
//!     body: required [Media::JSON, Media::FORM],
//!     limits: { "body" => body: inside },
//!     success: Pet { ResponseSpec::json(200) },
//!     failure: Problem { ResponseSpec::json_default() },
//! });
//! ```
//!
//! A row without content is left out. Defaults are not printed: a `GET` is idempotent, a parameter
//! in the query is `style: form`.

use proc_macro2::TokenStream;
use quote::quote;

use super::check;
use super::param::parameter;
use super::security;
use crate::emit::ident::parse;
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::emit::{Item, Node, Table, literal};
use crate::ir::{
    Body, BodyContent, Encoding, ErrorOutcome, Media, MediaKind, Method, Operation, Payload,
    Presence, PropertyEncoding, Reply, StatusPattern, SuccessOutcome,
};

/// The table.
pub(super) fn items(cx: &ModuleContext<'_>, operation: &Operation) -> Vec<Item> {
    let mut rows = vec![Node::Leaf(spec(cx, operation))];
    if !operation.parameters.is_empty() {
        let parameters = operation.parameters.iter();
        let parameters = parameters.map(|one| Node::Leaf(parameter(cx, operation, one)));
        rows.push(Node::filled(quote!(parameters:), parameters.collect()));
    }
    rows.extend(operation.body.as_ref().map(|one| body(cx, one)));
    rows.extend(check::arguments::row(cx, operation));
    rows.push(success(cx, operation));
    rows.extend(failure(cx, operation));
    rows.extend(check::responses::row(cx, operation));
    let name = cx.local(ModuleKind::Api, &operation.request);
    vec![Table::line(
        cx.codegen("operation"),
        Node::open(quote!(#name =>), rows),
    )]
}

/// `body: required [Media::JSON]`, or the name of the enum if media types differ in their types:
/// `body: required AddPetBody`.
fn body(cx: &ModuleContext<'_>, body: &Body) -> Node {
    let needed = match body.presence {
        Presence::Required => quote!(required),
        Presence::Optional | Presence::Default(_) => quote!(optional),
    };
    Node::Leaf(match &body.content {
        BodyContent::Single(payload) => {
            let media = media_types(cx, payload);
            quote!(body: #needed [#(#media),*])
        }
        BodyContent::Several(name, _) => {
            let name = cx.local(ModuleKind::Api, name);
            quote!(body: #needed #name)
        }
    })
}

/// `spec: OperationSpec::post("addPet", "/pets").security(TOKEN_REQUIRED)`
///
/// A `POST` is repeated only if the document says so, a `GET` unless it says otherwise: only the
/// exception is printed.
fn spec(cx: &ModuleContext<'_>, operation: &Operation) -> TokenStream {
    let spec = cx.codegen("OperationSpec");
    let method = parse(&operation.method.name().to_lowercase());
    let (id, path) = (
        literal::string(&operation.id),
        literal::string(&operation.path.written),
    );
    let siblings = cx.analysis.siblings.of_operation(operation);
    let beside = (!siblings.is_empty()).then(|| {
        let siblings = siblings.iter().map(|path| literal::string(path));
        quote!(.beside(&[#(#siblings),*]))
    });
    let server = operation.server.as_ref().map(|url| {
        let url = literal::string(url);
        quote!(.server(#url))
    });
    let security = security::of(cx, operation).map(|security| quote!(.security(#security)));
    let repeated = matches!(operation.method, Method::Post | Method::Patch);
    let effect = match (operation.side_effect, repeated) {
        (true, false) => quote!(.side_effect()),
        (false, true) => quote!(.idempotent()),
        (true, true) | (false, false) => TokenStream::new(),
    };
    let tags = (!operation.tags.is_empty()).then(|| {
        let tags = operation.tags.iter().map(|tag| literal::string(tag));
        quote!(.tags(&[#(#tags),*]))
    });
    quote!(spec: #spec::#method(#id, #path) #beside #server #security #effect #tags)
}

/// The media types of a request body.
pub(super) fn media_types<'a>(
    cx: &'a ModuleContext<'_>,
    payload: &'a Payload,
) -> impl Iterator<Item = TokenStream> + 'a {
    let files = payload.form.is_some().then(|| quote!(.with_files()));
    payload.media.iter().map(move |one| {
        let plain = plain_media(cx, one);
        encoded(cx, quote!(#plain #files), one)
    })
}

/// `Media::JSON`, `Media::text("text/csv")`.
fn media(cx: &ModuleContext<'_>, media: &Media) -> TokenStream {
    encoded(cx, plain_media(cx, media), media)
}

/// `Media::FORM.encoded(&[Encoding::deep_object("expand")])`
fn encoded(cx: &ModuleContext<'_>, plain: TokenStream, media: &Media) -> TokenStream {
    if media.encodings.is_empty() {
        return plain;
    }
    let encodings = media.encodings.iter().map(|one| encoding(cx, one));
    quote!(#plain.encoded(&[#(#encodings),*]))
}

/// `Encoding::deep_object("expand")`
fn encoding(cx: &ModuleContext<'_>, encoding: &Encoding) -> TokenStream {
    let (ty, wire) = (cx.codegen("Encoding"), literal::string(&encoding.wire));
    match &encoding.written {
        PropertyEncoding::Brackets => quote!(#ty::deep_object(#wire)),
        PropertyEncoding::Joined(between) => {
            let between = literal::string(between);
            quote!(#ty::joined(#wire, #between))
        }
        PropertyEncoding::Json => quote!(#ty::json(#wire)),
        PropertyEncoding::AsIs => quote!(#ty::as_is(#wire)),
        PropertyEncoding::ContentType(name) => {
            let name = literal::string(name);
            quote!(#ty::content_type(#wire, #name))
        }
    }
}

/// `Media::JSON` for common media types, `Media::json("application/hal+json")` for others.
fn plain_media(cx: &ModuleContext<'_>, media: &Media) -> TokenStream {
    let ty = cx.codegen("Media");
    match (media.name.as_str(), media.kind) {
        ("application/json", MediaKind::Json) => return quote!(#ty::JSON),
        ("application/x-www-form-urlencoded", MediaKind::Form) => return quote!(#ty::FORM),
        ("multipart/form-data", MediaKind::Multipart) => return quote!(#ty::MULTIPART),
        ("text/event-stream", MediaKind::EventStream) => return quote!(#ty::EVENT_STREAM),
        ("text/plain", MediaKind::Text) => return quote!(#ty::TEXT),
        ("application/octet-stream", MediaKind::Binary) => return quote!(#ty::BINARY),
        _ => {}
    }
    let name = literal::string(&media.name);
    let kind = parse(match media.kind {
        MediaKind::Json => "json",
        MediaKind::Form => "form",
        MediaKind::Multipart => "multipart",
        MediaKind::Text => "text",
        MediaKind::Binary => "binary",
        MediaKind::EventStream => "event_stream",
        MediaKind::JsonLines => "json_lines",
    });
    quote!(#ty::#kind(#name))
}

/// `success: Pet { ResponseSpec::json(200) }`. An enum has its rows in `responses!`.
fn success(cx: &ModuleContext<'_>, operation: &Operation) -> Node {
    let ty = cx.success(operation);
    let replies = match &operation.success {
        SuccessOutcome::Single(replies) => rows(cx, replies),
        SuccessOutcome::Several(..) => return Node::Leaf(quote!(success: #ty)),
    };
    Node::filled(quote!(success: #ty), replies)
}

/// The documented errors; without any, the body of an error is free-form and there is no row.
fn failure(cx: &ModuleContext<'_>, operation: &Operation) -> Option<Node> {
    let replies = match &operation.failure {
        ErrorOutcome::Undocumented => return None,
        ErrorOutcome::Single(replies) => Some(rows(cx, replies)),
        ErrorOutcome::Several(..) => None,
    };
    let ty = cx.failure(operation);
    Some(match replies {
        Some(rows) => Node::filled(quote!(failure: #ty), rows),
        None => Node::Leaf(quote!(failure: #ty)),
    })
}

/// A row per response.
fn rows(cx: &ModuleContext<'_>, replies: &[Reply]) -> Vec<Node> {
    replies
        .iter()
        .map(|one| Node::Leaf(reply(cx, one)))
        .collect()
}

/// `ResponseSpec::json(200)`, or the long form if the runtime has no short one.
pub(super) fn reply(cx: &ModuleContext<'_>, reply: &Reply) -> TokenStream {
    let ty = cx.codegen("ResponseSpec");
    let sort = match reply.media.as_slice() {
        _ if reply.body.is_none() => "empty",
        [one] if one.name == "application/json" => "json",
        _ => return long_reply(cx, reply),
    };
    match reply.status {
        StatusPattern::Exact(status) => {
            let (name, status) = (parse(sort), literal::integer(status.into()));
            quote!(#ty::#name(#status))
        }
        StatusPattern::Range(hundred) => {
            let (name, hundred) = (
                parse(&format!("{sort}_range")),
                literal::integer(hundred.into()),
            );
            quote!(#ty::#name(#hundred))
        }
        StatusPattern::Default => {
            let name = parse(&format!("{sort}_default"));
            quote!(#ty::#name())
        }
    }
}

/// `ResponseSpec::one(StatusPattern::Range(4), Media::TEXT)`
fn long_reply(cx: &ModuleContext<'_>, reply: &Reply) -> TokenStream {
    let ty = cx.codegen("ResponseSpec");
    if let (StatusPattern::Exact(status), [one]) = (reply.status, reply.media.as_slice())
        && let Some(name) = short(one.kind)
    {
        let (name, status, media) = (
            parse(name),
            literal::integer(status.into()),
            literal::string(&one.name),
        );
        return quote!(#ty::#name(#status, #media));
    }
    let pattern = cx.codegen("StatusPattern");
    let status = match reply.status {
        StatusPattern::Exact(status) => {
            let status = literal::integer(status.into());
            quote!(#pattern::Exact(#status))
        }
        StatusPattern::Range(hundred) => {
            let hundred = literal::integer(hundred.into());
            quote!(#pattern::Range(#hundred))
        }
        StatusPattern::Default => quote!(#pattern::Default),
    };
    if let [one] = reply.media.as_slice() {
        let one = media(cx, one);
        return quote!(#ty::one(#status, #one));
    }
    let all = reply.media.iter().map(|one| media(cx, one));
    quote!(#ty::new(#status, &[#(#all),*]))
}

/// The constructor of a response with one media type of this kind, if the runtime has one.
fn short(kind: MediaKind) -> Option<&'static str> {
    match kind {
        MediaKind::Text => Some("text"),
        MediaKind::Binary => Some("binary"),
        MediaKind::Json
        | MediaKind::Form
        | MediaKind::Multipart
        | MediaKind::EventStream
        | MediaKind::JsonLines => None,
    }
}
