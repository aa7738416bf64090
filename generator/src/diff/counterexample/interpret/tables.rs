//! Parameters, media types and replies as the tables of the runtime: what `emit::wire` prints as calls.

use bindwright_runtime::codegen::{
    Encoding, Media, Param, Requirement, ResponseSpec, Scheme, StatusPattern, Style,
};

use super::api::{InterpretedApi, all_forever, forever};
use crate::ir::{
    Api, Credential, Extra, Location, MediaKind, ParameterCodec, PropertyEncoding, Reply,
    Signature, StyleText, Type,
};
use crate::ir::{Media as DocumentedMedia, StatusPattern as DocumentedStatus, Style as Documented};

/// A parameter or a header: its place, its shape, how it is written.
pub(super) fn place(
    api: &'static Api,
    wire: &'static str,
    location: Location,
    codec: &'static ParameterCodec,
    ty: &'static Type,
) -> Param {
    let plain = match location {
        Location::Path => Param::path(wire),
        Location::Query => Param::query(wire),
        Location::Header => Param::header(wire),
        Location::Cookie => Param::cookie(wire),
    };
    written(shaped(api, plain, codec, ty), location, codec)
}

fn shaped(
    api: &'static Api,
    param: Param,
    codec: &'static ParameterCodec,
    ty: &'static Type,
) -> Param {
    match codec {
        ParameterCodec::Json => return param,
        ParameterCodec::Style { text, .. } => match text {
            StyleText::Open => return param.open(),
            StyleText::Lists(between) => return param.lists(*between),
            StyleText::Defined => {}
        },
    }
    match bare(api, ty) {
        Type::List(_) => param.list(),
        Type::Map(_) => param.object(&[]),
        Type::Named(id) => match api.get(*id).and_then(|def| def.kind.as_struct()) {
            Some(data) if matches!(data.extra, Extra::Kept(..)) => param.object(&[]),
            Some(data) => param.object(all_forever(data.wires())),
            None => param,
        },
        Type::Scalar(_) | Type::Nullable(_) | Type::Boxed(_) => param,
    }
}

/// The type behind aliases, nullables and boxes.
pub(super) fn bare<'t>(api: &'t Api, ty: &'t Type) -> &'t Type {
    let mut at = api.resolved(ty);
    while let Type::Nullable(inner) | Type::Boxed(inner) = at {
        at = api.resolved(inner);
    }
    at
}

fn written(param: Param, location: Location, codec: &ParameterCodec) -> Param {
    let ParameterCodec::Style {
        style,
        explode,
        allow_reserved,
        text: _,
    } = *codec
    else {
        return param.json();
    };
    let presumed = location.default_style();
    let param = if style == presumed {
        param
    } else {
        param.style(style_of(style))
    };
    let param = match (explode, style == Documented::Form) {
        _ if style == Documented::DeepObject => param,
        (true, false) => param.exploded(),
        (false, true) => param.compact(),
        (true, true) | (false, false) => param,
    };
    if allow_reserved {
        param.allow_reserved()
    } else {
        param
    }
}

fn style_of(style: Documented) -> Style {
    match style {
        Documented::Simple => Style::Simple,
        Documented::Label => Style::Label,
        Documented::Matrix => Style::Matrix,
        Documented::Form => Style::Form,
        Documented::SpaceDelimited => Style::SpaceDelimited,
        Documented::PipeDelimited => Style::PipeDelimited,
        Documented::DeepObject => Style::DeepObject,
    }
}

/// The media types of a body, some of whose parts may be files.
pub(super) fn media_types(media: &'static [DocumentedMedia], has_files: bool) -> &'static [Media] {
    all_forever(media.iter().map(|one| {
        let plain = media_of(one);
        if has_files { plain.with_files() } else { plain }
    }))
}

fn media_of(media: &'static DocumentedMedia) -> Media {
    let name = media.name.as_str();
    let plain = match media.kind {
        MediaKind::Json => Media::json(name),
        MediaKind::Form => Media::form(name),
        MediaKind::Multipart => Media::multipart(name),
        MediaKind::Text => Media::text(name),
        MediaKind::Binary => Media::binary(name),
        MediaKind::EventStream => Media::EVENT_STREAM,
        MediaKind::JsonLines => Media::json_lines(name),
    };
    if media.encodings.is_empty() {
        return plain;
    }
    plain.encoded(all_forever(media.encodings.iter().map(
        |one| match &one.written {
            PropertyEncoding::Brackets => Encoding::deep_object(&one.wire),
            PropertyEncoding::Joined(between) => Encoding::joined(&one.wire, between),
            PropertyEncoding::Json => Encoding::json(&one.wire),
            PropertyEncoding::AsIs => Encoding::as_is(&one.wire),
            PropertyEncoding::ContentType(name) => Encoding::content_type(&one.wire, name),
        },
    )))
}

/// A documented response.
pub(super) fn reply(reply: &'static Reply) -> ResponseSpec {
    let status = match reply.status {
        DocumentedStatus::Exact(status) => StatusPattern::Exact(status),
        DocumentedStatus::Range(hundred) => StatusPattern::Range(hundred),
        DocumentedStatus::Default => StatusPattern::Default,
    };
    match &reply.body {
        Some(_) => ResponseSpec::new(status, media_types(&reply.media, false)),
        None => ResponseSpec::new(status, &[]),
    }
}

/// The credentials that an operation asks for.
pub(super) fn security(
    api: &'static InterpretedApi,
    alternatives: &'static [Vec<crate::ir::Requirement>],
) -> &'static [&'static [Requirement]] {
    all_forever(alternatives.iter().map(|alternative| {
        let requirements = alternative.iter().filter_map(|one| {
            let scheme: &'static Scheme = forever(scheme(api.api.schemes.get(one.scheme)?));
            let scopes = all_forever(one.scopes.iter().map(String::as_str));
            Some(Requirement::of(scheme).scopes(scopes))
        });
        all_forever(requirements)
    }))
}

fn scheme(scheme: &'static crate::ir::Scheme) -> Scheme {
    let id = scheme.id.as_str();
    match &scheme.credential {
        Credential::HeaderKey(key) => Scheme::header_key(id, key),
        Credential::QueryKey(key) => Scheme::query_key(id, key),
        Credential::CookieKey(key) => Scheme::cookie_key(id, key),
        Credential::Basic => Scheme::basic(id),
        Credential::Bearer => Scheme::bearer(id),
        Credential::Signature(Signature {
            algorithm,
            headers,
            otherwise,
        }) => {
            let [headers, otherwise] = [headers, otherwise].map(|headers| {
                let pairs = headers.iter();
                all_forever(pairs.map(|one| (one.name.as_str(), one.parameter.as_str())))
            });
            Scheme::signature(id, algorithm.name(), headers).otherwise(otherwise)
        }
    }
}
