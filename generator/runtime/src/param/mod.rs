//! Parameters as tables: where a value stands in a request, and in which style ([OpenAPI 3.0.3,
//! section 4.7.12](https://spec.openapis.org/oas/v3.0.3.html#parameter-object); RFC 6570). Rejects
//! values that a style cannot write, and texts that it cannot have written.

mod lists;
mod raw;
mod read;
mod style;
mod write;

pub use style::Style;
pub(crate) use {
    raw::{Pair, RawValue},
    style::Explode,
};

use crate::{
    check::{Limit, check_limits},
    codec::Encode,
    problem::Violations,
};

/// Where a parameter stands in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParamLocation {
    /// In the path template.
    Path,
    /// In the query.
    Query,
    /// In a header of its own.
    Header,
    /// In the header `Cookie`.
    Cookie,
}

impl ParamLocation {
    /// The word that the document and violations use: `path`, `query`, `header`, `cookie`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            ParamLocation::Path => "path",
            ParamLocation::Query => "query",
            ParamLocation::Header => "header",
            ParamLocation::Cookie => "cookie",
        }
    }
}

/// What a value looks like, which a server must know before it can take a string apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Scalar,
    List,
    /// A list of lists, whose items stand with this between them.
    Lists(char),
    /// An object with these properties; none: with any.
    Object(&'static [&'static str]),
    /// JSON text: `content: {application/json: …}` instead of a schema.
    Json,
    /// A scalar, a list, or what the styles define no text for: an object is JSON text, and so is
    /// what nests in a list.
    Open,
}

/// Who knows the value when the caller does not set it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ValueSource {
    Caller,
    /// The client's configuration, which must have it.
    Client,
    /// The client's configuration, if it has it.
    ClientIfSet,
}

/// Whether reserved characters stay as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reserved {
    Encoded,
    Allowed,
}

/// One parameter.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    pub(crate) name: &'static str,
    pub(crate) place: ParamLocation,
    pub(crate) style: Style,
    pub(crate) explode: Explode,
    pub(crate) shape: Shape,
    pub(crate) source: ValueSource,
    pub(crate) reserved: Reserved,
    pub(crate) limits: &'static [Limit],
}

impl Param {
    /// A path parameter; its style is `simple` unless it says otherwise.
    #[must_use]
    pub const fn path(name: &'static str) -> Self {
        Self::new(ParamLocation::Path, name, Style::Simple)
    }

    /// A query parameter; its style is `form`, exploded, unless it says otherwise.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self::new(ParamLocation::Query, name, Style::Form)
    }

    /// A header; its style is `simple`.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self::new(ParamLocation::Header, name, Style::Simple)
    }

    /// A cookie; its style is `form`.
    #[must_use]
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(ParamLocation::Cookie, name, Style::Form)
    }

    const fn new(place: ParamLocation, name: &'static str, style: Style) -> Self {
        let (shape, source, reserved) = (Shape::Scalar, ValueSource::Caller, Reserved::Encoded);
        Self {
            name,
            place,
            style,
            explode: style.explode(),
            shape,
            source,
            reserved,
            limits: &[],
        }
    }

    /// In another style, with that style's own `explode`.
    #[must_use]
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self.explode = style.explode();
        self
    }

    /// `explode: true`: each item or property for itself.
    #[must_use]
    pub const fn exploded(mut self) -> Self {
        self.explode = Explode::Exploded;
        self
    }

    /// `explode: false`: all items or properties in one value.
    #[must_use]
    pub const fn compact(mut self) -> Self {
        self.explode = Explode::Compact;
        self
    }

    /// The value is an array.
    #[must_use]
    pub const fn list(mut self) -> Self {
        self.shape = Shape::List;
        self
    }

    /// The value is an array of arrays, the items of each with this between them: Swagger 2.0 has a
    /// `collectionFormat` for either level, and later versions have no words for it.
    #[must_use]
    pub const fn lists(mut self, between: char) -> Self {
        self.shape = Shape::Lists(between);
        self
    }

    /// The value is an object with these properties; with none listed, every name that no other
    /// parameter has is one.
    #[must_use]
    pub const fn object(mut self, properties: &'static [&'static str]) -> Self {
        self.shape = Shape::Object(properties);
        self
    }

    /// The value is JSON text.
    #[must_use]
    pub const fn json(mut self) -> Self {
        self.shape = Shape::Json;
        self
    }

    /// The value is of a type without a defined text in its style (OpenAPI 3.0.3, "Style Values"):
    /// a scalar is written as it is, a list item by item, and whatever nests deeper as JSON text.
    #[must_use]
    pub const fn open(mut self) -> Self {
        self.shape = Shape::Open;
        self
    }

    /// `allowReserved: true`: reserved characters stay as they are in a query, except `&`, `#`,
    /// `+`, `'`, `[` and `]`.
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        self.reserved = Reserved::Allowed;
        self
    }

    /// The client's configuration has the value when the caller does not set it; a server always
    /// asks for it.
    #[must_use]
    pub const fn from_client(mut self) -> Self {
        self.source = ValueSource::Client;
        self
    }

    /// The client's configuration may have the value when the caller does not set it.
    #[must_use]
    pub const fn from_client_if_set(mut self) -> Self {
        self.source = ValueSource::ClientIfSet;
        self
    }

    /// What the value must keep: `.limits(&[Minimum(1), Maximum(100)])`.
    #[must_use]
    pub const fn limits(mut self, limits: &'static [Limit]) -> Self {
        self.limits = limits;
        self
    }

    /// Checks the limits of a value, which is `None` if it is absent.
    pub(crate) fn check(&self, value: &dyn Encode, violations: &mut Violations) {
        if !self.limits.is_empty() {
            check_limits(
                violations,
                (self.place.word(), self.name),
                value,
                self.limits,
            );
        }
    }

    /// The name on the wire.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Where it stands.
    #[must_use]
    pub const fn place(&self) -> ParamLocation {
        self.place
    }

    /// Where it stands, as violations name it: `query.limit`.
    #[must_use]
    pub fn location(&self) -> String {
        format!("{}.{}", self.place.word(), self.name)
    }
}
