//! One table an operation: what it is, where its arguments travel, what comes back.

use proc_macro2::TokenStream;
use quote::quote;

use super::security;
use crate::emit::ident::{ident, parse};
use crate::emit::outcome::{Content, shared};
use crate::emit::scope::{Home, Scope};
use crate::emit::{Item, Node, Table, literal};
use crate::ir::{
    BodyContent, Encoding, ErrorOutcome, Kind, Location, Media, MediaKind, Method, Operation,
    Outcome, Parameter, ParameterCodec, Presence, Reply, StatusPattern, Style, StyleText, Type,
    Written,
};

/// The table.
pub(super) fn item(scope: &Scope<'_>, operation: &Operation) -> Item {
    let mut rows = vec![Node::Leaf(meta(scope, operation))];
    let places = operation
        .parameters
        .iter()
        .map(|one| Node::Leaf(parameter(scope, one)));
    let spread = if operation.parameters.len() > 1 {
        Node::open
    } else {
        Node::compact
    };
    rows.push(spread(quote!(parameters:), places.collect()));
    rows.extend(operation.body.as_ref().map(|body| {
        let needed = match body.presence {
            Presence::Required => quote!(required),
            Presence::Optional | Presence::Default(_) => quote!(optional),
        };
        match &body.content {
            BodyContent::Single(payload) => {
                let media = payload.media.iter().map(|one| media(scope, one));
                Node::Leaf(quote!(body: #needed [#(#media),*]))
            }
            BodyContent::Several(name, _) => {
                let name = scope.local(Home::Api, name);
                Node::Leaf(quote!(body: #needed #name))
            }
        }
    }));
    rows.push(success(scope, operation));
    rows.push(failure(scope, operation));
    let name = scope.local(Home::Api, &operation.request);
    Table::block(scope.runtime("operation"), Node::open(name, rows))
}

fn meta(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let (meta, verb) = (scope.runtime("Meta"), parse(verb(operation.method)));
    let (id, path) = (
        literal::string(&operation.id),
        literal::string(&operation.path.written),
    );
    let security = security::of(scope, operation).map(|security| quote!(.security(#security)));
    let repeated = matches!(operation.method, Method::Post | Method::Patch);
    let effect = match (operation.side_effect, repeated) {
        (true, false) => quote!(.side_effect()),
        (false, true) => quote!(.repeatable()),
        (true, true) | (false, false) => TokenStream::new(),
    };
    quote!(meta: #meta::#verb(#id, #path)#security #effect)
}

/// The method in lower case.
pub(in crate::emit) fn verb(method: Method) -> &'static str {
    match method {
        Method::Get => "get",
        Method::Put => "put",
        Method::Post => "post",
        Method::Delete => "delete",
        Method::Options => "options",
        Method::Head => "head",
        Method::Patch => "patch",
        Method::Trace => "trace",
    }
}

fn parameter(scope: &Scope<'_>, parameter: &Parameter) -> TokenStream {
    let (name, param, wire) = (
        ident(&parameter.name),
        scope.runtime("Param"),
        literal::string(&parameter.wire),
    );
    let place = parse(match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    });
    let (shape, written) = (shape(scope, parameter), written(scope, parameter));
    let supplied = parameter.from_client.then(|| quote!(.from_client()));
    quote!(#name: #param::#place(#wire)#shape #written #supplied)
}

/// What the value looks like, which the runtime must know to take a text apart.
fn shape(scope: &Scope<'_>, parameter: &Parameter) -> Option<TokenStream> {
    match parameter.codec {
        ParameterCodec::Json => return None,
        ParameterCodec::Style {
            text: StyleText::Open,
            ..
        } => return Some(quote!(.open())),
        ParameterCodec::Style {
            text: StyleText::Defined,
            ..
        } => {}
    }
    match scope.bare(&parameter.ty) {
        Type::List(_) => Some(quote!(.list())),
        Type::Map(_) => Some(quote!(.object(&[]))),
        Type::Named(id) => match &scope.def(*id)?.kind {
            Kind::Struct(data) => {
                let properties = data.fields.iter().map(|field| literal::string(&field.wire));
                Some(quote!(.object(&[#(#properties),*])))
            }
            Kind::Enumeration(_) | Kind::Union(_) | Kind::Alias(..) => None,
        },
        Type::Scalar(_) | Type::Nullable(_) | Type::Boxed(_) => None,
    }
}

/// What departs from the style that OpenAPI presumes for the place (OpenAPI 3.0.3, Parameter Object, `style`).
fn written(scope: &Scope<'_>, parameter: &Parameter) -> TokenStream {
    let ParameterCodec::Style {
        style,
        explode,
        allow_reserved,
        text: _,
    } = parameter.codec
    else {
        return quote!(.json());
    };
    let presumed = match parameter.location {
        Location::Path | Location::Header => Style::Simple,
        Location::Query | Location::Cookie => Style::Form,
    };
    let chosen = (style != presumed).then(|| {
        let (ty, name) = (scope.runtime("Style"), parse(style_name(style)));
        quote!(.style(#ty::#name))
    });
    let spread = match (explode, style == Style::Form) {
        // `deepObject` is exploded by nature, whatever the document says.
        _ if style == Style::DeepObject => None,
        (true, false) => Some(quote!(.exploded())),
        (false, true) => Some(quote!(.compact())),
        (true, true) | (false, false) => None,
    };
    let reserved = allow_reserved.then(|| quote!(.allow_reserved()));
    quote!(#chosen #spread #reserved)
}

fn style_name(style: Style) -> &'static str {
    match style {
        Style::Simple => "Simple",
        Style::Label => "Label",
        Style::Matrix => "Matrix",
        Style::Form => "Form",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
    }
}

/// `Media::JSON`, `Media::text("text/csv")`.
pub(super) fn media(scope: &Scope<'_>, media: &Media) -> TokenStream {
    let plain = plain_media(scope, media);
    if media.encodings.is_empty() {
        return plain;
    }
    let encodings = media.encodings.iter().map(|one| encoding(scope, one));
    quote!(#plain.encoded(&[#(#encodings),*]))
}

/// `Encoding::brackets("expand")`
fn encoding(scope: &Scope<'_>, encoding: &Encoding) -> TokenStream {
    let (ty, wire) = (scope.runtime("Encoding"), literal::string(&encoding.wire));
    match &encoding.written {
        Written::Brackets => quote!(#ty::brackets(#wire)),
        Written::Joined(between) => {
            let between = literal::string(between);
            quote!(#ty::joined(#wire, #between))
        }
        Written::Json => quote!(#ty::json(#wire)),
        Written::AsIs => quote!(#ty::as_is(#wire)),
        Written::ContentType(name) => {
            let name = literal::string(name);
            quote!(#ty::content_type(#wire, #name))
        }
    }
}

fn plain_media(scope: &Scope<'_>, media: &Media) -> TokenStream {
    let ty = scope.runtime("Media");
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

fn success(scope: &Scope<'_>, operation: &Operation) -> Node {
    let ty = scope.success(operation);
    let replies = match &operation.success {
        Outcome::Single(replies) => rows(scope, replies),
        Outcome::Several(..) => return Node::Leaf(quote!(success: #ty)),
    };
    Node::compact(quote!(success: #ty), replies)
}

fn failure(scope: &Scope<'_>, operation: &Operation) -> Node {
    let ty = scope.failure(operation);
    let replies = match &operation.failure {
        ErrorOutcome::Undocumented => Vec::new(),
        ErrorOutcome::Single(replies) => rows(scope, replies),
        ErrorOutcome::Several(..) => return Node::Leaf(quote!(failure: #ty)),
    };
    Node::compact(quote!(failure: #ty), replies)
}

fn rows(scope: &Scope<'_>, replies: &[Reply]) -> Vec<Node> {
    replies
        .iter()
        .map(|one| Node::Leaf(reply(scope, one)))
        .collect()
}

/// `Reply::json(200)`, or the long form where the runtime has no short one.
pub(super) fn reply(scope: &Scope<'_>, reply: &Reply) -> TokenStream {
    let ty = scope.runtime("Reply");
    let body = shared(std::slice::from_ref(reply));
    let sort = match reply.media.as_slice() {
        _ if body == Content::Empty => "empty",
        [one] if one.name == "application/json" => "json",
        _ => return long_reply(scope, reply),
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

fn long_reply(scope: &Scope<'_>, reply: &Reply) -> TokenStream {
    let ty = scope.runtime("Reply");
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
    let pattern = scope.runtime("StatusPattern");
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
        let one = media(scope, one);
        return quote!(#ty::one(#status, #one));
    }
    let all = reply.media.iter().map(|one| media(scope, one));
    quote!(#ty::new(#status, &[#(#all),*]))
}

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
