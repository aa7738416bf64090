//! `headers` of responses (<https://spec.openapis.org/oas/v3.1.1.html#header-object>) -> the
//! headers of the API, one constant for each name.
//!
//! Headers with the same name share one constant, whichever response documents them. A header that
//! has different types in different responses, or a type that the style `simple` does not define,
//! is a string.

use indexmap::map::Entry;
use openapiv3::{Header, ParameterSchemaOrContent, ReferenceOr, Response};
use serde_json::Value;

use super::constraint_docs::notes;
use super::context::Lowering;
use super::media::{ContentUse, MediaContent};
use super::model::{DocumentedHeader, TypeUse};
use super::naming::{Case, NameRequest, chosen, distinct, field_name};
use super::style::ParameterStyle;
use crate::diagnostic::{Code, Pointer, show};
use crate::header_names;
use crate::ir::{
    HeaderField, HeaderUse, Media, MediaKind, ParameterCodec, Presence, Scalar, Style, StyleText,
    Type,
};

impl<'d> Lowering<'d, '_> {
    /// The documented headers of a response. A header named `Content-Type` is ignored, as the
    /// standard says (<https://spec.openapis.org/oas/v3.1.1.html#response-object>). Headers that the
    /// HTTP library sets, such as `Content-Length`, are only documentation: a handler does not set them.
    pub(super) fn headers_of(
        &mut self,
        response: &'d Response,
        at: &Pointer,
        who: &str,
    ) -> Vec<HeaderUse> {
        let documented = response.headers.iter().filter(|(wire, _)| {
            !wire.eq_ignore_ascii_case("content-type") && !header_names::is_framing(wire)
        });
        let at = at.child("headers");
        documented
            .filter_map(|(wire, header)| self.header(wire, header, &at.child(wire), who))
            .collect()
    }

    /// One header of a response, as a use of the header that all responses share.
    fn header(
        &mut self,
        wire: &'d str,
        header: &'d ReferenceOr<Header>,
        at: &Pointer,
        who: &str,
    ) -> Option<HeaderUse> {
        let (header, at) = self.resolver.header(header, at)?;
        let (usage, codec) = self.header_type(&header.format, &at, wire, who);
        let value = self.value(&at);
        let mut docs = self.prose_at(&at);
        let presumed = self.schema_docs(&at.child("schema")).notes;
        docs.notes = notes(&usage.constraints);
        docs.notes.extend(presumed);
        let constraints = usage.constraints;
        let index = self.note_header(DocumentedHeader {
            wire,
            chosen: value.and_then(chosen),
            ty: usage.ty,
            codec,
            docs,
        });
        Some(HeaderUse {
            header: index,
            presence: Presence::of(header.required),
            constraints,
        })
    }

    /// The index of a header in the list of all headers; it is added if its name is new.
    ///
    /// If responses give it different types, it becomes a string:
    ///
    /// ```yaml
    /// get:  {responses: {200: {headers: {X-Total: {schema: {type: integer}}}}}}
    /// post: {responses: {201: {headers: {X-Total: {schema: {type: string}}}}}}    # X_TOTAL: Header<String>
    /// ```
    fn note_header(&mut self, header: DocumentedHeader<'d>) -> usize {
        match self.headers.entry(header.wire.to_ascii_lowercase()) {
            Entry::Occupied(mut known) => {
                let index = known.index();
                let known = known.get_mut();
                if known.ty != header.ty || known.codec != header.codec {
                    known.ty = Type::Scalar(Scalar::String);
                    known.codec = simple(None, StyleText::Defined);
                }
                index
            }
            Entry::Vacant(new) => {
                let index = new.index();
                new.insert(header);
                index
            }
        }
    }

    /// Every documented header with the name of its constant: `X-Rate-Limit` becomes
    /// `X_RATE_LIMIT`.
    pub(super) fn headers(&mut self) -> Vec<HeaderField> {
        let documented = std::mem::take(&mut self.headers);
        let requests: Vec<NameRequest<'_>> = documented
            .values()
            .map(|header| NameRequest {
                chosen: header.chosen,
                ..NameRequest::text(header.wire)
            })
            .collect();
        let names = distinct(Case::Field, &requests, &[]).identifiers;
        let fields = documented
            .into_values()
            .zip(names)
            .map(|(header, name)| HeaderField {
                name: field_name(&name),
                wire: header.wire.to_owned(),
                codec: header.codec,
                ty: header.ty,
                docs: header.docs,
            });
        fields.collect()
    }

    /// The type of a header and how it is written. Any JSON, and types that the style `simple` does
    /// not define, are strings.
    fn header_type(
        &mut self,
        format: &'d ParameterSchemaOrContent,
        at: &Pointer,
        wire: &str,
        who: &str,
    ) -> (TypeUse, ParameterCodec) {
        let string = || TypeUse::of(Type::Scalar(Scalar::String));
        let usage = match format {
            ParameterSchemaOrContent::Content(content) => {
                let contents = self.content(content, &at.child("content"), who, ContentUse::Data);
                match contents.into_iter().next() {
                    Some(MediaContent { usage, media }) if is_json(&media) => {
                        return (usage, ParameterCodec::Json);
                    }
                    Some(_) | None => string(),
                }
            }
            ParameterSchemaOrContent::Schema(_) => self.usage(&at.child("schema")),
        };
        let usage = if *self.bare(&usage.ty) == Type::Scalar(Scalar::Any) {
            string()
        } else if self.fits_style(&usage.ty, ParameterStyle::HEADER) {
            usage
        } else {
            let message = format!(
                "how to write the type of the header `{}` of {who} is not defined; it is a string in Rust",
                show(wire)
            );
            self.report(Code::NotChecked, at, message);
            string()
        };
        let explode = self.value(&at.child("explode")).and_then(Value::as_bool);
        let text = self.style_text(&usage.ty, ParameterStyle::HEADER);
        (usage, simple(explode, text))
    }
}

/// Whether all media types are JSON.
fn is_json(media: &[Media]) -> bool {
    media.iter().all(|media| media.kind == MediaKind::Json)
}

/// The only style of headers. `explode` is false by default
/// (<https://spec.openapis.org/oas/v3.1.1.html#header-object>).
fn simple(explode: Option<bool>, text: StyleText) -> ParameterCodec {
    ParameterCodec::Style {
        style: Style::Simple,
        explode: explode.unwrap_or_default(),
        allow_reserved: false,
        text,
    }
}
