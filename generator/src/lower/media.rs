//! `content` (<https://spec.openapis.org/oas/v3.1.1.html#media-type-object>) -> the media types of
//! a body with their codecs, grouped by the Rust type that they carry.
//!
//! A structured body in a format without a codec, such as XML, is left out with a warning if
//! another format carries the same body. XML alone is rejected; other formats are passed on as
//! bytes.

use indexmap::IndexMap;
use openapiv3::MediaType;
use serde_json::Value;

use super::context::Lowering;
use super::media_type::{Fit, essence, fit, is_xml};
use super::model::TypeUse;
use crate::diagnostic::{Code, Pointer, show};
use crate::ir::{BodyForm, Media, MediaKind, Scalar, Type, TypeKind};

/// A body: its type, its limits, how it may be written.
#[derive(Debug, Clone)]
pub(super) struct MediaContent {
    /// The type behind every media type, and its limits.
    pub usage: TypeUse,
    /// The media types, in document order.
    pub media: Vec<Media>,
}

/// What a body is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ContentUse {
    /// A request, or the result of an operation.
    Data,
    /// A response with a status from 400.
    Error,
}

/// What two media types must agree on to share one Rust type. A JSON body and a stream of JSON
/// lines of the same schema are two types: `Pet` and `JsonLines<Pet>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Carried {
    /// One by one, or as a value.
    As(BodyForm),
    /// As parts, some of them files.
    Files,
}

impl<'d> Lowering<'d, '_> {
    /// The bodies under `content` at `at`: one for each schema and form, in document order.
    ///
    /// ```yaml
    /// content:
    ///   application/json: {schema: {$ref: …/Pet}}
    ///   application/vnd.pet+json: {schema: {$ref: …/Pet}}   # the same body as the first
    ///   text/plain: {schema: {type: string}}                # another body
    ///   application/xml: {schema: {$ref: …/Pet}}            # no codec: left out with a warning
    /// ```
    ///
    /// If only media types without a codec are left, the body is passed on as bytes, and one that
    /// describes an error is JSON.
    pub(super) fn content(
        &mut self,
        content: &IndexMap<String, MediaType>,
        at: &Pointer,
        who: &str,
        content_use: ContentUse,
    ) -> Vec<MediaContent> {
        let mut found: Vec<MediaContent> = Vec::new();
        let mut schemas: Vec<(&Value, TypeUse)> = Vec::new();
        let mut left_out: Vec<(Pointer, &str)> = Vec::new();
        for (name, media_type) in content {
            let at = at.child(name);
            let schema = self.value(&at.child("schema"));
            let known = schemas.iter().find(|(known, _)| Some(*known) == schema);
            let usage = match known {
                Some((_, usage)) => usage.clone(),
                None => self.media_usage(name, media_type, &at),
            };
            schemas.extend(schema.map(|schema| (schema, usage.clone())));
            let Some(mut media) = self.media(name, &usage.ty) else {
                self.without_codec.push(at.child("schema"));
                left_out.push((at, name));
                continue;
            };
            let usage = self.item(usage, media.kind);
            media.encodings = self.encodings(media_type, &at, &usage.ty, media.kind);
            let twin = |one: &&MediaContent| one.media.iter().any(|known| known.name == media.name);
            if let Some(twin) = found.iter().find(twin) {
                if twin.usage == usage {
                    continue;
                }
                let message = format!(
                    "`{}` of {who} differs from another media type in its parameters alone; that one carries the body",
                    show(name)
                );
                self.report(Code::IgnoredMedia, &at, message);
                continue;
            }
            let same = |one: &&mut MediaContent| {
                one.usage == usage && self.carried(one) == Some(self.carries(&usage.ty, media.kind))
            };
            match found.iter_mut().find(same) {
                Some(one) => one.media.push(media),
                None => found.push(MediaContent {
                    usage,
                    media: vec![media],
                }),
            }
        }
        if found.is_empty() && !left_out.is_empty() {
            let usage = schemas.into_iter().next().map(|(_, usage)| usage);
            let usage = usage.filter(|_| content_use == ContentUse::Error);
            return self.raw(&left_out, who, usage).into_iter().collect();
        }
        self.report_left_out(&left_out, who);
        found
    }

    /// Reports the media types without a codec of a body that others carry.
    fn report_left_out(&mut self, left_out: &[(Pointer, &str)], who: &str) {
        for (at, name) in left_out {
            let message = format!(
                "no codec for `{}` of {who}; another media type carries the body",
                show(name)
            );
            self.report(Code::IgnoredMedia, at, message);
        }
    }

    /// What a body of this type and media type is in Rust.
    fn carries(&self, ty: &Type, kind: MediaKind) -> Carried {
        match kind {
            MediaKind::Multipart if self.has_files(ty) => Carried::Files,
            other => Carried::As(other.form()),
        }
    }

    /// What a body that was found before is in Rust.
    fn carried(&self, content: &MediaContent) -> Option<Carried> {
        let first = content.media.first()?;
        Some(self.carries(&content.usage.ty, first.kind))
    }

    /// The type of one item if the body is a sequence of items, such as `text/event-stream`.
    ///
    /// Documents describe such bodies in several ways: by the list (its item type counts), by the
    /// object of a whole event (the type of its property `data`), or by a string (any JSON).
    fn item(&self, usage: TypeUse, kind: MediaKind) -> TypeUse {
        match kind.form() {
            BodyForm::Value | BodyForm::Bytes => return usage,
            BodyForm::Events | BodyForm::Lines => {}
        }
        let item = match self.bare(&usage.ty) {
            Type::List(item) => TypeUse {
                ty: item.as_ref().clone(),
                constraints: usage
                    .constraints
                    .items
                    .map(|items| *items)
                    .unwrap_or_default(),
            },
            _ => usage,
        };
        match self.event_data(&item.ty, 0) {
            Some(data) if kind == MediaKind::EventStream => data,
            Some(_) | None if matches!(self.bare(&item.ty), Type::Scalar(_)) => TypeUse::any(),
            Some(_) | None => item,
        }
    }

    /// The type of `data` if a schema describes whole events, as in
    /// `{data: …, event: …, id: …, retry: …}`; `None` for other schemas. The fields are those of
    /// <https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation>.
    fn event_data(&self, ty: &Type, depth: usize) -> Option<TypeUse> {
        const FIELDS: [&str; 4] = ["data", "event", "id", "retry"];
        if let Type::Named(id) = self.bare(ty)
            && let Some(TypeKind::Union(union)) = self.types.get(*id).map(|found| &found.kind)
        {
            let mut alternatives = union.alternatives.iter();
            let events = depth < FIELDS.len()
                && alternatives.all(|one| self.event_data(&one.ty, depth + 1).is_some());
            return events.then(TypeUse::any);
        }
        let fields = &self.struct_of(ty)?.fields;
        let events = fields.len() > 1
            && fields
                .iter()
                .all(|field| FIELDS.contains(&field.wire.as_str()));
        let data = fields
            .iter()
            .find(|field| field.wire == "data")
            .filter(|_| events)?;
        Some(match self.bare(&data.ty) {
            Type::Scalar(_) => TypeUse::any(),
            _ => TypeUse::of(data.ty.clone()),
        })
    }

    /// A body without any media type that has a codec: its bytes. XML alone is an error, since
    /// users expect a type there.
    ///
    /// If it describes an error, `usage` is the type of its schema. A server that returns a PDF or
    /// an archive describes its errors by an object, and lists only the media type of the success:
    /// the error is JSON.
    fn raw(
        &mut self,
        left_out: &[(Pointer, &str)],
        who: &str,
        usage: Option<TypeUse>,
    ) -> Option<MediaContent> {
        let instead = match usage {
            Some(_) => "the error is read as JSON",
            None => "the body is passed on as bytes",
        };
        let mut media = Vec::new();
        for (at, name) in left_out {
            if is_xml(name) {
                let message = format!(
                    "the body of {who} is available only as XML (`{}`)",
                    show(name)
                );
                self.report(Code::UnsupportedXml, at, message);
                continue;
            }
            let message = format!("no codec for `{}` of {who}; {instead}", show(name));
            self.report(Code::UnsupportedMedia, at, message);
            if fit(name).is_some() {
                media.push(Media {
                    name: essence(name),
                    kind: MediaKind::Binary,
                    encodings: Vec::new(),
                });
            }
        }
        if media.is_empty() {
            return None;
        }
        Some(match usage {
            Some(usage) => MediaContent {
                usage,
                media: vec![Media::json()],
            },
            None => MediaContent {
                usage: TypeUse::of(Type::Scalar(Scalar::Binary)),
                media,
            },
        })
    }

    /// The type that a media type carries. Without a schema it follows from the media type: any
    /// JSON for `application/json`, a string for `text/plain`, bytes for `image/png`.
    fn media_usage(&mut self, name: &str, media_type: &MediaType, at: &Pointer) -> TypeUse {
        match (&media_type.schema, fit(name)) {
            (Some(_), _) => self.usage(&at.child("schema")),
            (None, Some(Fit::Structured(_))) => TypeUse::any(),
            (None, Some(Fit::Plain(MediaKind::Text))) => TypeUse::of(Type::Scalar(Scalar::String)),
            (None, Some(Fit::Plain(_) | Fit::Open) | None) => {
                TypeUse::of(Type::Scalar(Scalar::Binary))
            }
        }
    }

    /// The codec for values of a type in a media type; `None` if there is none. Bytes
    /// (`format: binary`) pass through every media type unchanged.
    fn media(&self, name: &str, ty: &Type) -> Option<Media> {
        let bare = self.bare(ty);
        let is = |kind: fn(Scalar) -> bool| matches!(bare, Type::Scalar(scalar) if kind(*scalar));
        let binary = is(Scalar::is_binary);
        let plain =
            matches!(bare, Type::Scalar(scalar) if !matches!(scalar, Scalar::Any | Scalar::Null));
        let essence = essence(name);
        let kind = match fit(&essence)? {
            Fit::Structured(_) if is(|scalar| scalar == Scalar::Binary) => MediaKind::Binary,
            Fit::Structured(MediaKind::Form | MediaKind::Multipart)
                if plain || matches!(bare, Type::List(_)) =>
            {
                return None;
            }
            Fit::Structured(kind) => kind,
            Fit::Plain(_) if binary => MediaKind::Binary,
            Fit::Plain(kind) if plain || *bare == Type::Scalar(Scalar::Any) => kind,
            Fit::Plain(_) => return None,
            Fit::Open if binary => MediaKind::Binary,
            Fit::Open if plain => MediaKind::Text,
            Fit::Open => {
                return Some(Media::json());
            }
        };
        Some(Media {
            name: essence,
            kind,
            encodings: Vec::new(),
        })
    }
}
