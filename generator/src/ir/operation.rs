//! Operations: their paths, and their responses.

use super::{
    Body, Constraints, Docs, FieldName, Link, Media, MethodName, Origin, Pagination, Parameter,
    ParameterCodec, Presence, Requirement, Role, Rule, Type, TypeName, VariantName, Waiter,
};

/// One operation: a method of the trait, a request type, an outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// The trait's method.
    pub name: MethodName,
    /// The request type.
    pub request: TypeName,
    /// The struct that passes the required members to the `new` of the request type by name, if
    /// they are more than [`POSITIONAL`](super::POSITIONAL): `ListPetsRequired`.
    pub companion: Option<TypeName>,
    /// `operationId`, or its substitute (`GET /pets`).
    pub id: String,
    /// Who calls it, and where.
    pub role: Role,
    /// The HTTP method.
    pub method: Method,
    /// The path. Receivers of webhooks and callbacks serve this path by default.
    pub path: PathTemplate,
    /// `servers` of the operation or its path, where the first is not the document's: an absolute
    /// URL, in which no other variables are left than those of the document's first server.
    pub server: Option<String>,
    /// Path, query, header and cookie parameters, in document order, path-level ones first.
    pub parameters: Vec<Parameter>,
    /// The request body: the field `body` of the request type.
    pub body: Option<Body>,
    /// What success looks like.
    pub success: SuccessOutcome,
    /// What a documented failure looks like.
    pub failure: ErrorOutcome,
    /// Alternatives, each a set of schemes; an empty list means that no credentials are needed.
    pub security: Vec<Vec<Requirement>>,
    /// `x-side-effect`, or a method that is not idempotent by RFC 9110: never repeated by the
    /// client on its own.
    pub side_effect: bool,
    /// Cross-parameter rules.
    pub rules: Vec<Rule>,
    /// `x-pagination`.
    pub pagination: Option<Pagination>,
    /// `x-waiter`.
    pub waiter: Option<Waiter>,
    /// Where responses lead (`links`): documented only.
    pub links: Vec<Link>,
    /// The tags, in document order.
    pub tags: Vec<String>,
    /// The first tag, which decides about the module and the feature.
    pub tag: Option<String>,
    /// Prose.
    pub docs: Docs,
    /// Where it is described.
    pub origin: Origin,
}

/// HTTP methods that OpenAPI names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

impl Method {
    /// The method in requests: `GET`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }
}

/// `/v2/{project_id}/export-tasks`, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathTemplate {
    /// As written.
    pub written: String,
    /// The parts in order.
    pub parts: Vec<PathPart>,
}

/// A piece of a path template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathPart {
    /// Literal characters, slashes included.
    Literal(String),
    /// A parameter, by wire name.
    Parameter(String),
}

/// What success looks like.
#[derive(Debug, Clone, PartialEq)]
pub enum SuccessOutcome {
    /// One type for every status.
    Single(Vec<Reply>),
    /// An enumeration of this name, one variant a reply. Replies of one status differ in their
    /// media types.
    Several(TypeName, Vec<(VariantName, Reply)>),
}

/// What a documented failure looks like.
#[derive(Debug, Clone, PartialEq)]
pub enum ErrorOutcome {
    /// The document describes none: free-form.
    Undocumented,
    /// One type for every status.
    Single(Vec<Reply>),
    /// An enumeration of this name, one variant a reply.
    Several(TypeName, Vec<(VariantName, Reply)>),
}

impl SuccessOutcome {
    /// The documented replies.
    pub fn replies(&self) -> impl Iterator<Item = &Reply> {
        let (single, several) = match self {
            Self::Single(replies) => (replies.as_slice(), [].as_slice()),
            Self::Several(_, replies) => ([].as_slice(), replies.as_slice()),
        };
        single.iter().chain(several.iter().map(|(_, reply)| reply))
    }
}

impl ErrorOutcome {
    /// The documented replies.
    pub fn replies(&self) -> impl Iterator<Item = &Reply> {
        let (single, several) = match self {
            Self::Undocumented => ([].as_slice(), [].as_slice()),
            Self::Single(replies) => (replies.as_slice(), [].as_slice()),
            Self::Several(_, replies) => ([].as_slice(), replies.as_slice()),
        };
        single.iter().chain(several.iter().map(|(_, reply)| reply))
    }
}

/// One documented response.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// Which statuses.
    pub status: StatusPattern,
    /// The type of the body, if there is one: of an item if the media type is a sequence. A binary
    /// body is a stream.
    pub body: Option<Type>,
    /// Its media types.
    pub media: Vec<Media>,
    /// Limits of the body.
    pub constraints: Constraints,
    /// Documented headers.
    pub headers: Vec<HeaderUse>,
    /// Prose.
    pub docs: Docs,
    /// Where it is described.
    pub origin: Origin,
}

/// Keys of `responses`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusPattern {
    /// `404`.
    Exact(u16),
    /// `4XX`, as 4.
    Range(u8),
    /// `default`.
    Default,
}

/// A response header, the same in every response.
#[derive(Debug, Clone, PartialEq)]
pub struct HeaderField {
    /// The Rust name, in lower case; the constant has it in upper case.
    pub name: FieldName,
    /// The name on the wire.
    pub wire: String,
    /// How it is written.
    pub codec: ParameterCodec,
    /// The type of a present value.
    pub ty: Type,
    /// Prose.
    pub docs: Docs,
}

/// A header of one reply.
#[derive(Debug, Clone, PartialEq)]
pub struct HeaderUse {
    /// Its index in [`Api::headers`](super::Api::headers).
    pub header: usize,
    /// Whether it may be absent.
    pub presence: Presence,
    /// Limits of its value in this reply.
    pub constraints: Constraints,
}
