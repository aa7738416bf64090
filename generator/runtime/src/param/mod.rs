//! Parameters as tables: where a value is in a request, and in which style
//! (<https://spec.openapis.org/oas/v3.0.3.html#parameter-object>, [RFC
//! 6570](https://www.rfc-editor.org/rfc/rfc6570)). Rejects values that a style cannot write, and
//! strings that it cannot have written.

mod claims;
mod expansion;
mod lists;
mod raw;
mod read;
mod separator;
mod set_cookie;
mod style;
mod value;
mod write;

pub use crate::param_location::ParamLocation;
pub(crate) use set_cookie::{add_cookies, is_set_cookie};
pub use style::Style;
pub(crate) use {
    claims::{Claims, claimed},
    raw::{Pair, RawValue},
    style::Explode,
    value::ParamValue,
};

use crate::{
    check::{Limit, check_limits},
    codec::{Encode, Unwritten},
    percent::is_unreserved_text,
    violations::Violations,
};

/// The form of a value. A server must know it before it can split a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Scalar,
    List,
    /// A list of lists; the items of each are separated by this character.
    Lists(char),
    /// An object with these properties; with any, if there are none.
    Object(&'static [&'static str]),
    /// JSON text: `content: {application/json: …}` instead of a schema.
    Json,
    /// A scalar, a list, or a value for which the styles define no string: objects are JSON, and so
    /// is everything that nests in a list.
    Open,
}

/// Where the value comes from if the caller does not set it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ValueSource {
    Caller,
    /// The client's configuration, which must have it.
    Client,
    /// The client's configuration, if it has it.
    ClientIfSet,
}

/// Whether reserved characters are percent-encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reserved {
    Encoded,
    Allowed,
}

/// One parameter.
///
/// # Examples
///
/// ```
/// # use bindwright_runtime::codegen::{Limit::{Maximum, Minimum}, Param, Style};
/// // {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100}}
/// const LIMIT: Param = Param::query("limit").limits(&[Minimum(1), Maximum(100)]);
/// // {name: ids, in: query, explode: false, schema: {type: array}}      ids=1,2,3
/// const IDS: Param = Param::query("ids").list().compact();
/// assert_eq!(LIMIT.location(), "query.limit");
/// # let _ = IDS;
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Param {
    pub(crate) name: &'static str,
    /// Whether no character of the name is escaped anywhere.
    pub(crate) has_plain_name: bool,
    pub(crate) place: ParamLocation,
    pub(crate) style: Style,
    pub(crate) explode: Explode,
    pub(crate) shape: Shape,
    pub(crate) source: ValueSource,
    pub(crate) reserved: Reserved,
    pub(crate) limits: &'static [Limit],
    /// What is escaped in a path besides what always is.
    pub(crate) escaping: &'static str,
}

impl Param {
    /// A path parameter. Its style is `simple`.
    #[must_use]
    pub const fn path(name: &'static str) -> Self {
        Self::new(ParamLocation::Path, name, Style::Simple)
    }

    /// A query parameter. Its style is `form`, exploded.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self::new(ParamLocation::Query, name, Style::Form)
    }

    /// A header. Its style is `simple`.
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
            has_plain_name: is_unreserved_text(name),
            place,
            style,
            explode: style.explode(),
            shape,
            source,
            reserved,
            limits: &[],
            escaping: "",
        }
    }

    /// Sets another style, with that style's default of `explode`.
    #[must_use]
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self.explode = style.explode();
        self
    }

    /// `explode: true`: each item or property is a pair of its own.
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

    /// The value is a list of lists, whose items are separated by this character. Only Swagger 2.0
    /// has it: `collectionFormat` on two levels.
    #[must_use]
    pub const fn lists(mut self, between: char) -> Self {
        self.shape = Shape::Lists(between);
        self
    }

    /// The value is an object with these properties. Without any, every name that no other
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

    /// The value has a type for which its style defines no string
    /// (<https://spec.openapis.org/oas/v3.0.3.html#style-values>): a scalar is written as it is, a
    /// list item by item, and everything deeper as JSON.
    #[must_use]
    pub const fn open(mut self) -> Self {
        self.shape = Shape::Open;
        self
    }

    /// `allowReserved: true`: reserved characters are not encoded in a query, except `&`, `#`, `+`,
    /// `'`, `[` and `]`.
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        self.reserved = Reserved::Allowed;
        self
    }

    /// Also escapes these characters in values, because they separate the parameters of a segment:
    /// `-` in `{from}-{to}`.
    #[must_use]
    pub const fn escaping(mut self, characters: &'static str) -> Self {
        self.escaping = characters;
        self
    }

    /// The client's configuration has the value if the caller does not set it. A server always
    /// requires it.
    #[must_use]
    pub const fn from_client(mut self) -> Self {
        self.source = ValueSource::Client;
        self
    }

    /// The client's configuration may have the value if the caller does not set it.
    #[must_use]
    pub const fn from_client_if_set(mut self) -> Self {
        self.source = ValueSource::ClientIfSet;
        self
    }

    /// Sets the limits of the value: `.limits(&[Minimum(1), Maximum(100)])`.
    #[must_use]
    pub const fn limits(mut self, limits: &'static [Limit]) -> Self {
        self.limits = limits;
        self
    }

    /// Whether its value is in one pair of the query, and may be missing.
    pub(crate) fn is_optional_pair(&self) -> bool {
        self.place == ParamLocation::Query
            && self.shape == Shape::Scalar
            && self.style != Style::DeepObject
            && self.source != ValueSource::Client
    }

    /// Checks the limits of a value. An absent value satisfies all of them.
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

    /// Which values are written as nothing: those that RFC 6570 calls undefined. A path cannot be
    /// without its values.
    pub(crate) const fn unwritten(&self) -> Unwritten {
        match (self.shape, self.place) {
            (Shape::Json, _) | (_, ParamLocation::Path) => Unwritten::Nothing,
            (
                Shape::Scalar | Shape::List | Shape::Lists(_) | Shape::Object(_) | Shape::Open,
                ParamLocation::Query | ParamLocation::Header | ParamLocation::Cookie,
            ) => Unwritten::Pairs,
        }
    }

    /// The name on the wire.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Where the parameter is.
    #[must_use]
    pub const fn place(&self) -> ParamLocation {
        self.place
    }

    /// The location in violations: `query.limit`.
    #[must_use]
    pub fn location(&self) -> String {
        format!("{}.{}", self.place.word(), self.name)
    }
}
