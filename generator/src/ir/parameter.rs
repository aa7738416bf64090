//! Parameters: where they are in a request, and how they are written.

use super::{Constraints, Docs, FieldName, Origin, Presence, TimeForm, Type};

/// Where a parameter is in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

impl Location {
    /// The value of `in`: `query`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }

    /// The style of a parameter that names none:
    /// <https://spec.openapis.org/oas/v3.0.3.html#parameter-object>.
    #[must_use]
    pub fn default_style(self) -> Style {
        match self {
            Self::Path | Self::Header => Style::Simple,
            Self::Query | Self::Cookie => Style::Form,
        }
    }
}

/// One parameter: a field of the request type.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// The Rust name.
    pub name: FieldName,
    /// The name on the wire.
    pub wire: String,
    /// Where it is in the request.
    pub location: Location,
    /// How it is written.
    pub codec: ParameterCodec,
    /// The type of a present value.
    pub ty: Type,
    /// The time in the string.
    pub time: Option<TimeForm>,
    /// Whether it may be absent.
    pub presence: Presence,
    /// `x-client-parameter`: `Option<T>` in Rust; the client fills it from its builder.
    pub from_client: bool,
    /// Limits.
    pub constraints: Constraints,
    /// Prose.
    pub docs: Docs,
    /// Where it is described.
    pub origin: Origin,
}

/// How a parameter's value is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParameterCodec {
    /// A style of OpenAPI 3.0.3, section "Style Values".
    Style {
        /// The style.
        style: Style,
        /// `explode`.
        explode: bool,
        /// `allowReserved`.
        allow_reserved: bool,
        /// Whether the standard says how a value of the type is written.
        text: StyleText,
    },
    /// `content: {application/json: …}`: JSON.
    Json,
}

/// Whether a style defines the string of every value of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StyleText {
    /// It does.
    Defined,
    /// A list of lists, with this separator inside each item (`collectionFormat` on two levels of
    /// Swagger 2.0).
    Lists(char),
    /// The value decides: a scalar is written as it is, a list item by item, everything deeper as
    /// JSON.
    Open,
}

/// Styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Style {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
}
