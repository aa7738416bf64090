//! Bodies: their types, and the media types that carry them.

use super::{Constraints, Docs, Field, Origin, Presence, Type, TypeName, VariantName};

/// A request body.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// What it carries.
    pub content: BodyContent,
    /// Whether it may be left out.
    pub presence: Presence,
    /// Prose.
    pub docs: Docs,
}

impl Body {
    /// The types that it may be of.
    pub fn payloads(&self) -> impl Iterator<Item = &Payload> {
        let (single, several) = match &self.content {
            BodyContent::Single(payload) => (Some(payload), None),
            BodyContent::Several(_, variants) => (None, Some(variants)),
        };
        let several = several.into_iter().flatten().map(|(_, payload)| payload);
        single.into_iter().chain(several)
    }
}

impl Body {
    /// The types that it may be of, to complete them.
    pub fn payloads_mut(&mut self) -> impl Iterator<Item = &mut Payload> {
        let (single, several) = match &mut self.content {
            BodyContent::Single(payload) => (Some(payload), None),
            BodyContent::Several(_, variants) => (None, Some(variants)),
        };
        let several = several.into_iter().flatten().map(|(_, payload)| payload);
        single.into_iter().chain(several)
    }
}

/// What a request body carries.
#[derive(Debug, Clone, PartialEq)]
pub enum BodyContent {
    /// One type.
    Single(Payload),
    /// An enumeration of this name, one variant a type.
    Several(TypeName, Vec<(VariantName, Payload)>),
}

/// One type of a request body, and the media types that carry it.
#[derive(Debug, Clone, PartialEq)]
pub struct Payload {
    /// The type behind every media type; of an item where the media type is a sequence of items.
    pub ty: Type,
    /// The media types, in document order; the client sends the first unless the caller chooses.
    pub media: Vec<Media>,
    /// Limits.
    pub constraints: Constraints,
    /// Set if the type is an object with files, which replaces `ty`: that is any value then.
    pub form: Option<MultipartForm>,
}

/// An object that is sent as `multipart/form-data` and has files: a type of its own, since files
/// stream.
#[derive(Debug, Clone, PartialEq)]
pub struct MultipartForm {
    /// The name of the type.
    pub name: TypeName,
    /// The properties, in document order.
    pub parts: Vec<FormPart>,
    /// The struct that passes the required parts to `new` by name, if they are more than
    /// [`POSITIONAL`](super::POSITIONAL).
    pub companion: Option<TypeName>,
    /// Where the object is described.
    pub origin: Origin,
}

impl MultipartForm {
    /// The parts that `new` takes.
    pub fn required(&self) -> impl Iterator<Item = &FormPart> {
        let parts = self.parts.iter();
        parts.filter(|part| part.field.presence == Presence::Required)
    }
}

/// A property of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct FormPart {
    /// The property.
    pub field: Field,
    /// What is sent.
    pub kind: PartKind,
}

/// What is sent of a property of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// The value, as plain text or JSON.
    Value,
    /// One file.
    File,
    /// Any number of files.
    Files,
}

/// A media type with the codec that serves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// `application/json`, without parameters.
    pub name: String,
    /// The codec.
    pub kind: MediaKind,
    /// Properties of a form that are written in their own ways.
    pub encodings: Vec<Encoding>,
}

impl Media {
    /// `application/json`.
    #[must_use]
    pub fn json() -> Self {
        Self {
            name: "application/json".to_owned(),
            kind: MediaKind::Json,
            encodings: Vec::new(),
        }
    }
}

/// How a property of a form is written, if that differs from the rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoding {
    /// The property.
    pub wire: String,
    /// How it is written.
    pub written: PropertyEncoding,
}

/// Ways to write a property of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PropertyEncoding {
    /// `style: deepObject`: lists have indices in brackets.
    Brackets,
    /// `explode: false`: the items of a list in one string, with this separator.
    Joined(&'static str),
    /// `contentType: application/json`.
    Json,
    /// The property has brackets in its own name.
    AsIs,
    /// `contentType`: a part of this media type.
    ContentType(String),
}

/// The codecs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// JSON and `+json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// `text/*`.
    Text,
    /// Bytes as a stream.
    Binary,
    /// `text/event-stream` with typed items.
    EventStream,
    /// One JSON value a line.
    JsonLines,
}

impl MediaKind {
    /// What a body is in Rust.
    #[must_use]
    pub fn form(self) -> BodyForm {
        match self {
            Self::Json | Self::Form | Self::Multipart | Self::Text => BodyForm::Value,
            Self::Binary => BodyForm::Bytes,
            Self::EventStream => BodyForm::Events,
            Self::JsonLines => BodyForm::Lines,
        }
    }
}

impl BodyForm {
    /// That of a body with these media types, which share it; a value if there are none.
    #[must_use]
    pub fn of(media: &[Media]) -> Self {
        media.first().map_or(Self::Value, |one| one.kind.form())
    }
}

/// What a body is in Rust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BodyForm {
    /// A value of its type.
    Value,
    /// A stream of bytes.
    Bytes,
    /// A stream of events.
    Events,
    /// A stream of values.
    Lines,
}
