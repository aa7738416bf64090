//! The tables, one per object of the standard. To support a new key, add its line here; to change what becomes of a key,
//! change its last argument.
//!
//! Objects of 3.0 and 3.1 share a table. A line says which versions have it (`only_3_0`, `since_3_1`, …).

mod document;
mod extensions;
mod paths;
mod schema;
mod security;
mod v2;

use super::{KeywordTable, ObjectKind};

impl ObjectKind {
    /// The table of this kind of object.
    pub(in super::super) fn table(self) -> &'static KeywordTable {
        match self {
            Self::Document => &document::DOCUMENT,
            Self::Info => &document::INFO,
            Self::Contact => &document::CONTACT,
            Self::License => &document::LICENSE,
            Self::Server => &document::SERVER,
            Self::ServerVariable => &document::SERVER_VARIABLE,
            Self::Components => &document::COMPONENTS,
            Self::ExternalDocs => &document::EXTERNAL_DOCS,
            Self::Tag => &document::TAG,
            Self::Paths => &paths::PATHS,
            Self::PathItem => &paths::PATH_ITEM,
            Self::Operation => &paths::OPERATION,
            Self::Parameter => &paths::PARAMETER,
            Self::RequestBody => &paths::REQUEST_BODY,
            Self::MediaType => &paths::MEDIA_TYPE,
            Self::Encoding => &paths::ENCODING,
            Self::Responses => &paths::RESPONSES,
            Self::Response => &paths::RESPONSE,
            Self::Callback => &paths::CALLBACK,
            Self::Example => &paths::EXAMPLE,
            Self::Link => &paths::LINK,
            Self::Header => &paths::HEADER,
            Self::Schema => &schema::SCHEMA,
            Self::Discriminator => &schema::DISCRIMINATOR,
            Self::Xml => &schema::XML,
            Self::SecurityScheme => &security::SECURITY_SCHEME,
            Self::OAuthFlows => &security::OAUTH_FLOWS,
            Self::OAuthFlow => &security::OAUTH_FLOW,
            Self::SecurityRequirement => &security::SECURITY_REQUIREMENT,
            Self::Rule => &extensions::RULE,
            Self::Requires => &extensions::REQUIRES,
            Self::Pagination => &extensions::PAGINATION,
            Self::Waiter => &extensions::WAITER,
            Self::ErrorFields => &extensions::ERROR_FIELDS,
            Self::Signature => &extensions::SIGNATURE,
            Self::V2Document => &v2::DOCUMENT,
            Self::V2SecurityScheme => &v2::SECURITY_SCHEME,
            Self::V2Paths => &v2::PATHS,
            Self::V2PathItem => &v2::PATH_ITEM,
            Self::V2Operation => &v2::OPERATION,
            Self::V2Parameter => &v2::PARAMETER,
            Self::V2Items => &v2::ITEMS,
            Self::V2Responses => &v2::RESPONSES,
            Self::V2Response => &v2::RESPONSE,
            Self::V2Header => &v2::HEADER,
            Self::V2Schema => &v2::SCHEMA,
        }
    }
}
