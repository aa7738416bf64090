//! The kinds of objects, and the types of the values of their keys.
//!
//! ```text
//! Optional "variables": Map(&Object(Kind::ServerVariable)) => Runtime;
//!                       a map of objects of this kind
//! ```
//! A kind is what the standard calls an object: Parameter Object, Schema Object. Where an object is
//! decides its kind, and its kind decides which keys it may have.

use serde_json::Value;

use crate::diagnostic::show;

/// Calls a macro with every kind of object and its table, so that each is named once. Objects of
/// Swagger 2.0 that 3.0 has in another form have separate kinds; the others share one.
macro_rules! for_each_kind {
    ($then:ident) => {
        $then! {
            Document => document::DOCUMENT,
            Info => document::INFO,
            Contact => document::CONTACT,
            License => document::LICENSE,
            Server => document::SERVER,
            ServerVariable => document::SERVER_VARIABLE,
            Components => document::COMPONENTS,
            Paths => paths::PATHS,
            PathItem => paths::PATH_ITEM,
            Operation => paths::OPERATION,
            ExternalDocs => document::EXTERNAL_DOCS,
            Parameter => paths::PARAMETER,
            RequestBody => paths::REQUEST_BODY,
            MediaType => paths::MEDIA_TYPE,
            Encoding => paths::ENCODING,
            Responses => paths::RESPONSES,
            Response => paths::RESPONSE,
            Callback => paths::CALLBACK,
            Example => paths::EXAMPLE,
            Link => paths::LINK,
            Header => paths::HEADER,
            Tag => document::TAG,
            Schema => schema::SCHEMA,
            Discriminator => schema::DISCRIMINATOR,
            Xml => schema::XML,
            SecurityScheme => document::SECURITY_SCHEME,
            OAuthFlows => document::OAUTH_FLOWS,
            OAuthFlow => document::OAUTH_FLOW,
            SecurityRequirement => document::SECURITY_REQUIREMENT,
            Rule => extensions::RULE,
            Requires => extensions::REQUIRES,
            Presumed => extensions::PRESUMED,
            Pagination => extensions::PAGINATION,
            Waiter => extensions::WAITER,
            Docs => extensions::DOCS,
            ErrorFields => extensions::ERROR_FIELDS,
            Signature => extensions::SIGNATURE,
            Credentials => extensions::CREDENTIALS,
            CredentialFile => extensions::CREDENTIAL_FILE,
            V2Document => v2::DOCUMENT,
            V2SecurityScheme => v2::SECURITY_SCHEME,
            V2Paths => v2::PATHS,
            V2PathItem => v2::PATH_ITEM,
            V2Operation => v2::OPERATION,
            V2Parameter => v2::PARAMETER,
            V2Items => v2::ITEMS,
            V2Responses => v2::RESPONSES,
            V2Response => v2::RESPONSE,
            V2Header => v2::HEADER,
            V2Schema => v2::SCHEMA,
        }
    };
}
pub(super) use for_each_kind;

/// Defines the kinds. Their order is the order of `bindwright explain`.
macro_rules! enumeration {
    ($($kind:ident => $file:ident::$table:ident,)*) => {
        /// The kinds of objects that have a table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(in crate::load) enum ObjectKind {
            $($kind,)*
        }

        impl ObjectKind {
            /// All of them.
            pub(super) const ALL: &[Self] = &[$(Self::$kind),*];
        }
    };
}
for_each_kind!(enumeration);

/// The type of the value of a key.
#[derive(Debug, Clone, Copy)]
pub(in crate::load) enum ValueType {
    /// Any value, such as `default`: its schema decides.
    Any,
    /// A string, such as `title`.
    Text,
    /// `true` or `false`, such as `deprecated`.
    Bool,
    /// Any number, such as `maximum`.
    Number,
    /// A whole number of at least zero.
    Count,
    /// One of these strings, such as `in`.
    OneOf(&'static [&'static str]),
    /// An object of this kind, such as `info`.
    Object(ObjectKind),
    /// The object, or a Reference Object that points to one.
    Ref(ObjectKind),
    /// A list, each item of this type, such as `tags`.
    List(&'static ValueType),
    /// An object whose keys are names that the author chooses, such as `properties`.
    Map(&'static ValueType),
    /// A value of one of several types, such as `additionalProperties`, which is a boolean or a
    /// schema.
    Either(&'static [ValueType]),
}

impl ObjectKind {
    /// The kind of object of 3.0 that this one becomes when a document is normalized. Only those
    /// that a reference can point to matter.
    pub(in crate::load) fn normalized(self) -> Self {
        match self {
            Self::V2SecurityScheme => Self::SecurityScheme,
            Self::V2PathItem => Self::PathItem,
            Self::V2Parameter => Self::Parameter,
            Self::V2Items | Self::V2Schema => Self::Schema,
            Self::V2Response => Self::Response,
            Self::V2Header => Self::Header,
            same => same,
        }
    }
}

impl ValueType {
    /// Whether a value has this JSON type, without looking inside it.
    pub(in crate::load) fn resembles(&self, value: &Value) -> bool {
        match self {
            Self::Any => true,
            Self::Text | Self::OneOf(_) => value.is_string(),
            Self::Bool => value.is_boolean(),
            Self::Number | Self::Count => value.is_number(),
            Self::Object(_) | Self::Ref(_) | Self::Map(_) => value.is_object(),
            Self::List(_) => value.is_array(),
            Self::Either(types) => types.iter().any(|ty| ty.resembles(value)),
        }
    }

    /// Whether a value has this JSON type and is one of the listed strings, if there is a list.
    pub(super) fn admits(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::OneOf(allowed), Value::String(text)) => allowed.contains(&text.as_str()),
            (ty, value) => ty.resembles(value),
        }
    }

    /// Of several types, the one that a value has.
    pub(in crate::load) fn of(&self, value: &Value) -> &Self {
        match self {
            Self::Either(types) => types.iter().find(|ty| ty.resembles(value)).unwrap_or(self),
            single => single,
        }
    }

    /// The kinds of objects in values of this type, for the list of all kinds of a version.
    pub(super) fn objects(&self, met: &mut Vec<ObjectKind>) {
        match self {
            Self::Object(kind) | Self::Ref(kind) => met.push(*kind),
            Self::List(ty) | Self::Map(ty) => ty.objects(met),
            Self::Either(types) => types.iter().for_each(|ty| ty.objects(met)),
            Self::Any | Self::Text | Self::Bool | Self::Number | Self::Count | Self::OneOf(_) => {}
        }
    }

    /// This type as messages name it.
    pub(super) fn expected(&self) -> String {
        match self {
            Self::Any => "a value".to_owned(),
            Self::Text | Self::OneOf(_) => "a string".to_owned(),
            Self::Bool => "`true` or `false`".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Count => "a whole number".to_owned(),
            Self::Object(kind) | Self::Ref(kind) => format!("an object ({})", kind.table().title),
            Self::List(_) => "a list".to_owned(),
            Self::Map(_) => "an object".to_owned(),
            Self::Either(types) => types
                .iter()
                .map(Self::expected)
                .collect::<Vec<_>>()
                .join(" or "),
        }
    }
}

/// A value as messages name it.
pub(in crate::load) fn found(value: &Value) -> String {
    match value {
        Value::Null => "nothing (null)".to_owned(),
        Value::Bool(value) => format!("`{value}`"),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) => format!("the string `{}`", show(text)),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}
