//! The tables, one per object of the standard. To support a new key, add its line here; to change what becomes of a key,
//! change what is behind its `=>`.
//!
//! ```text
//! SERVER: "Server Object" {
//!     required "url": Text => Runtime;                       // a missing `url` is an error
//!     optional "name": Text => Documented, since_3_2;        // an unknown key up to 3.1
//!     optional "variables": Map(&Object(Kind::ServerVariable)) => Runtime;
//! }
//! ```
//! Objects of 3.0, 3.1 and 3.2 share a table, and a line says which versions have its keys. Without a word about versions,
//! all of them do. `{ … } and VALUES` adds the lines that several objects share.

/// Lines of a table: `presence "key" "key": type of the value => what becomes of it, versions;`.
macro_rules! keys {
    ($($presence:ident $($name:literal)+ : $value:expr => $effect:expr $(, $versions:ident)?;)*) => {
        &[$($crate::load::keywords::Key::$presence(&[$($name),+], $value, $effect)$(.$versions())?),*]
    };
}

/// Tables: `NAME: "title" { lines }`. An object with names that the author chooses is `of Named(…)` or `of Free(…)`; an object
/// of this generator is `closed`, and may have no other keys.
macro_rules! tables {
    () => {};
    ($(#[$doc:meta])* $table:ident: $title:literal of $others:ident($of:expr); $($rest:tt)*) => {
        $(#[$doc])*
        pub(super) const $table: $crate::load::keywords::KeywordTable =
            $crate::load::keywords::KeywordTable::of(
                $title, $crate::load::keywords::OtherKeys::$others($of),
            );
        tables! { $($rest)* }
    };
    ($(#[$doc:meta])* $table:ident: $title:literal closed { $($keys:tt)* } $($rest:tt)*) => {
        $(#[$doc])*
        pub(super) const $table: $crate::load::keywords::KeywordTable =
            $crate::load::keywords::KeywordTable::closed($title, &[keys! { $($keys)* }]);
        tables! { $($rest)* }
    };
    ($(#[$doc:meta])* $table:ident: $title:literal { $($keys:tt)* } and $more:ident $($rest:tt)*) => {
        $(#[$doc])*
        pub(super) const $table: $crate::load::keywords::KeywordTable =
            $crate::load::keywords::KeywordTable::open($title, &[keys! { $($keys)* }, $more]);
        tables! { $($rest)* }
    };
    ($(#[$doc:meta])* $table:ident: $title:literal { $($keys:tt)* } $($rest:tt)*) => {
        $(#[$doc])*
        pub(super) const $table: $crate::load::keywords::KeywordTable =
            $crate::load::keywords::KeywordTable::open($title, &[keys! { $($keys)* }]);
        tables! { $($rest)* }
    };
}

mod document;
mod extensions;
mod paths;
mod schema;
mod v2;

use super::KeywordTable;

/// The kinds of objects, each with its table.
macro_rules! object_kinds {
    ($($kind:ident => $file:ident::$table:ident,)*) => {
        /// The kinds of objects that have a table. Those of Swagger 2.0 that 3.0 has in another form have their own.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(in crate::load) enum ObjectKind {
            $($kind,)*
        }

        impl ObjectKind {
            /// The table of this kind of object.
            pub(in crate::load) fn table(self) -> &'static KeywordTable {
                match self {
                    $(Self::$kind => &$file::$table,)*
                }
            }
        }
    };
}

object_kinds! {
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
    Pagination => extensions::PAGINATION,
    Waiter => extensions::WAITER,
    ErrorFields => extensions::ERROR_FIELDS,
    Signature => extensions::SIGNATURE,
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

impl ObjectKind {
    /// The kind of object of 3.0 that this one becomes when a document is normalized.
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
