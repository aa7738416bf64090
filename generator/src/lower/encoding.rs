//! The Encoding Objects of a form (<https://spec.openapis.org/oas/v3.1.1.html#encoding-object>) ->
//! how its properties are written if that differs from the rule, and the form itself if it has
//! files.
//!
//! The rule: a list of scalars repeats its name (`a=1&a=2`), deeper values have brackets (`a[b]=1`,
//! `a[0][b]=2`), and a part of `multipart/form-data` is plain text or JSON; a list of lists is one part. `style` and `explode`
//! apply to `application/x-www-form-urlencoded`; if they are given, `contentType` is ignored.

use openapiv3::{Encoding as Described, MediaType, QueryStyle};
use serde_json::Value;

use super::context::{Lowering, origin};
use super::media::MediaContent;
use super::media_type::essence;
use super::naming::{Case, plain, type_name};
use crate::diagnostic::Pointer;
use crate::ir::{
    Access, Encoding, Field, FormPart, MediaKind, MultipartForm, PartKind, PropertyEncoding, Type,
};

/// How the type of a form with files ends: `UploadPetForm`.
pub(super) const FORM: &str = "Form";

impl Lowering<'_, '_> {
    /// The properties of a form that are not written by the rule.
    ///
    /// ```yaml
    /// application/x-www-form-urlencoded:
    ///   schema: {properties: {tags: {type: array, items: {type: string}}}}
    ///   encoding: {tags: {explode: false}}     # tags=a,b instead of tags=a&tags=b
    /// ```
    ///
    /// A property whose own name has brackets (`filter[name]`) is written as it is.
    pub(super) fn encodings(
        &self,
        media_type: &MediaType,
        at: &Pointer,
        ty: &Type,
        kind: MediaKind,
    ) -> Vec<Encoding> {
        match kind {
            MediaKind::Form | MediaKind::Multipart => {}
            MediaKind::Json
            | MediaKind::Text
            | MediaKind::Binary
            | MediaKind::EventStream
            | MediaKind::JsonLines => return Vec::new(),
        }
        let fields = self.struct_of(ty).map(|found| found.fields.as_slice());
        let encoded = fields.unwrap_or_default().iter().filter_map(|field| {
            let described = media_type.encoding.get(&field.wire);
            let explode = at.child("encoding").child(&field.wire).child("explode");
            let explode = self.value(&explode).and_then(Value::as_bool);
            let written =
                described.and_then(|described| self.written_as(described, explode, field, kind));
            let as_is = field
                .wire
                .contains(['[', ']'])
                .then_some(PropertyEncoding::AsIs);
            let nested = (kind == MediaKind::Multipart && self.is_list_of_lists(&field.ty))
                .then_some(PropertyEncoding::Json);
            Some(Encoding {
                wire: field.wire.clone(),
                written: written.or(as_is).or(nested)?,
            })
        });
        encoded.collect()
    }

    /// A part for each item would be JSON, and one item `["a", "b"]` would be read as the list of its items.
    fn is_list_of_lists(&self, ty: &Type) -> bool {
        match self.bare(ty) {
            Type::List(item) => matches!(self.bare(item), Type::List(_)),
            _ => false,
        }
    }

    /// How the Encoding Object of one property says that it is written; `None` if that is the rule.
    fn written_as(
        &self,
        described: &Described,
        explode: Option<bool>,
        field: &Field,
        kind: MediaKind,
    ) -> Option<PropertyEncoding> {
        let bare = self.bare(&field.ty);
        let is_list = matches!(bare, Type::List(_));
        let nests = !matches!(bare, Type::Map(_)) && self.struct_of(&field.ty).is_none();
        if kind == MediaKind::Form && (described.style.is_some() || explode.is_some()) {
            let style = described.style.as_ref().unwrap_or(&QueryStyle::Form);
            let joined = is_list && explode == Some(false);
            return match style {
                QueryStyle::DeepObject => {
                    let scalar = matches!(bare, Type::Scalar(_));
                    (nests && !scalar).then_some(PropertyEncoding::Brackets)
                }
                QueryStyle::Form => joined.then_some(PropertyEncoding::Joined(",")),
                QueryStyle::SpaceDelimited => is_list.then_some(PropertyEncoding::Joined(" ")),
                QueryStyle::PipeDelimited => is_list.then_some(PropertyEncoding::Joined("|")),
            };
        }
        let content_type = essence(described.content_type.as_deref()?);
        let json = content_type.ends_with("/json") || content_type.ends_with("+json");
        match (kind, json) {
            (_, true) if kind == MediaKind::Form || is_list => Some(PropertyEncoding::Json),
            (MediaKind::Multipart, false) if content_type != "text/plain" => {
                Some(PropertyEncoding::ContentType(content_type))
            }
            _ => None,
        }
    }

    /// Whether a property of the object is a file, or a list of files.
    pub(super) fn has_files(&self, ty: &Type) -> bool {
        self.struct_of(ty).is_some_and(|found| {
            let mut fields = found.fields.iter();
            fields.any(|field| self.part_kind(field) != PartKind::Value)
        })
    }

    /// Whether a property of a form is one file, a list of files, or a plain value.
    fn part_kind(&self, field: &Field) -> PartKind {
        let binary =
            |ty: &Type| matches!(self.bare(ty), Type::Scalar(scalar) if scalar.is_binary());
        match self.bare(&field.ty) {
            Type::Scalar(scalar) if scalar.is_binary() => PartKind::File,
            Type::List(item) if binary(item) => PartKind::Files,
            _ => PartKind::Value,
        }
    }

    /// The struct of a body that is a form with files. Files are streamed, so the struct has
    /// `FilePart` where the schema's own type has bytes.
    ///
    /// ```yaml
    /// multipart/form-data:
    ///   schema: {properties: {photo: {type: string, format: binary}, title: {type: string}}}
    /// # struct UploadPetForm { photo: Option<FilePart>, title: Option<String> }
    /// ```
    pub(super) fn form(&self, content: &MediaContent, stem: &str) -> Option<MultipartForm> {
        let ty = &content.usage.ty;
        let is_multipart = content.media.first()?.kind == MediaKind::Multipart;
        if !is_multipart || !self.has_files(ty) {
            return None;
        }
        let fields = self.struct_of(ty)?.fields.iter();
        let sent = fields.filter(|field| field.access != Access::ReadOnly);
        let parts = sent.map(|field| FormPart {
            kind: self.part_kind(field),
            field: field.clone(),
        });
        let place = match self.bare(ty) {
            Type::Named(id) => self.types.place(*id).cloned(),
            _ => None,
        };
        Some(MultipartForm {
            name: type_name(&plain(Case::Type, &format!("{stem} {FORM}"))),
            parts: parts.collect(),
            companion: None, // named when every other type has its name
            origin: origin(&place.unwrap_or_else(Pointer::root)),
        })
    }
}
