//! What Rust needs to know about an API, and nothing else: plain data between deciding (`lower`)
//! and printing (`emit`).
//!
//! Every name is a valid identifier by construction, every item carries the place in the document
//! that it comes from, order is the document's. No OpenAPI types, no tokens, no strings that
//! contain Rust code.

mod body;
mod cargo_features;
mod constraint;
mod extensions;
mod filling;
mod interface;
mod literal;
mod modules;
mod name;
mod operation;
mod parameter;
mod prose;
mod role;
#[cfg(test)]
pub(crate) mod sample;
mod security;
mod ty;
mod type_def;
mod union_def;
mod walk;

pub use body::{
    Body, BodyContent, BodyForm, Encoding, FormPart, Media, MediaKind, MultipartForm, PartKind,
    Payload, PropertyEncoding,
};
pub use cargo_features::{COMMON_FEATURES, DEFAULT_FEATURES, TIME_FEATURES};
pub use constraint::{
    Assertion, Bound, Constraint, Constraints, EvaluatedItems, EvaluatedProperties, Regex, Rule,
    Subschema,
};
pub use extensions::{
    ClientParameter, Link, NextPage, Pagination, Pointed, PollArgument, Step, Waiter,
};
pub use filling::{Fill, FillRow, Filling};
pub use interface::{BUILDERS, HOOKS, Hooks};
pub use literal::{Composite, Formatted, Literal};
pub use modules::{Feature, ModuleGroup, ModuleLayout, Owner, SCHEMAS};
pub use name::{FieldName, MethodName, ModuleName, RustName, RustPath, TypeName, VariantName};
pub use operation::{
    ErrorOutcome, HeaderField, HeaderUse, Method, Operation, PathPart, PathTemplate, Reply,
    StatusPattern, SuccessOutcome,
};
pub use parameter::{Location, Parameter, ParameterCodec, Style, StyleText};
pub use role::{Interface, Role};
pub use security::{
    Credential, CredentialFile, CredentialSet, CredentialSources, Requirement, Scheme, Signature,
    SignatureAlgorithm, SignatureHeader, SourcePart, TokenUrls,
};
pub use ty::{DateTimes, Float, Integer, Scalar, TimeForm, Type, TypeId};
pub use type_def::{
    Access, Constant, Enumeration, ErrorFields, Extra, Field, Holds, POSITIONAL, Presence, Struct,
    TypeDef, TypeKind, Unlisted, Variant,
};
pub use union_def::{Alternative, Matches, Tagging, Trial, Union};

use std::collections::BTreeMap;

/// Where in the document an item was described: an RFC 6901 JSON Pointer such as
/// `/components/schemas/Pet`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The pointer, without the leading `#`.
    pub pointer: String,
}

/// Prose of the document, still CommonMark: printing escapes and wraps it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Docs {
    /// One line, from `summary` or `title`.
    pub summary: Option<String>,
    /// The `description`.
    pub description: Option<String>,
    /// The address of further documentation, from `externalDocs`.
    pub see: Option<String>,
    /// Facts that the generator adds: limits, defaults.
    pub notes: Vec<Note>,
    /// From `deprecated: true`: the reason, which is empty if the document gives none.
    pub deprecated: Option<String>,
}

/// A short fact about a value: `At most 64 characters.`, ``Matches `^[a-z]`.``
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Words of the generator, without a full stop.
    pub words: String,
    /// What follows them as code, copied from the document.
    pub code: Option<String>,
}

/// One API: everything that a generated crate is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Api {
    /// `Workspace`: the stem of `WorkspaceApi`.
    pub name: TypeName,
    /// The document's title, version and description.
    pub title: String,
    /// The document's own version, as written.
    pub version: String,
    /// Prose of `info`.
    pub docs: Docs,
    /// Base addresses, in order; never empty (`/` if the document has none).
    pub servers: Vec<Server>,
    /// Parameters that the client's builder supplies once (`x-client-parameter`).
    pub client_parameters: Vec<ClientParameter>,
    /// Security schemes that some operation uses.
    pub schemes: Vec<Scheme>,
    /// The credentials that operations require, each set of alternatives once, in the order of
    /// first use.
    pub credentials: Vec<CredentialSet>,
    /// Every header that some reply documents.
    pub headers: Vec<HeaderField>,
    /// Every named type: component schemas first, in document order, each followed by the inline
    /// types inside it.
    pub types: Vec<TypeDef>,
    /// Every operation, in document order, those that clients of the API call first.
    pub operations: Vec<Operation>,
    /// How a server fills the error schemas that it rejects requests with.
    pub fillings: BTreeMap<TypeId, Filling>,
    /// The traits of webhooks and callbacks, if there are any.
    pub hooks: Vec<Hooks>,
    /// What [`Scalar::DateTime`] and [`Scalar::Date`] are.
    pub date_times: DateTimes,
    /// Whether clients can check responses.
    pub response_checks: ResponseChecks,
    /// How a large API is divided into modules; `None` if it is not.
    pub layout: Option<ModuleLayout>,
    /// The Cargo features of tags, if tags are features.
    pub features: Vec<Feature>,
}

/// Whether a client can check the limits of responses, if its user asks for it.
///
/// Every type of a response then has a table of its limits, and an encoder, through which limits
/// see values.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ResponseChecks {
    /// There is no code for it.
    #[default]
    Absent,
    /// The builder of the client has a switch.
    Present,
}

impl Api {
    /// The definition behind an id; ids are handed out by lowering and always resolve.
    #[must_use]
    pub fn get(&self, id: TypeId) -> Option<&TypeDef> {
        self.types.get(id.0)
    }

    /// The feature that gates operations of a tag, if any.
    #[must_use]
    pub fn feature(&self, tag: Option<&str>) -> Option<&str> {
        let mut features = self.features.iter();
        let found = features.find(|feature| Some(feature.tag.as_str()) == tag)?;
        Some(&found.name)
    }

    /// The feature that gates a group of modules, if any.
    #[must_use]
    pub fn feature_of(&self, group: &ModuleGroup) -> Option<&str> {
        match &group.owner {
            Owner::Tag(tag) => self.feature(Some(tag)),
            Owner::All | Owner::Resource(_) => None,
            Owner::Hooks => Some(HOOKS),
            Owner::Nobody => Some(SCHEMAS),
        }
    }
}

/// One entry of `servers`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The template, `https://workspace.{region}.example.com`.
    pub url: String,
    /// The path of the URL with the defaults of its variables, without a slash at its end: where routers mount operations.
    pub base_path: String,
    /// Prose.
    pub docs: Docs,
    /// The variables of the template, in its order.
    pub variables: Vec<ServerVariable>,
    /// The environment variable with another URL, with the variables of the template in its name.
    pub environment: Option<String>,
}

/// A variable of a server's URL template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerVariable {
    /// The builder's setter (`region`).
    pub name: FieldName,
    /// The name inside the braces.
    pub wire: String,
    /// The default value.
    pub default: String,
    /// Documented values; other values are allowed.
    pub known: Vec<String>,
    /// Prose.
    pub docs: Docs,
}
