//! [Swagger 2.0](https://spec.openapis.org/oas/v2.0.html#schema): the objects that differ from those of OpenAPI 3. Info,
//! Contact, License, Tag, External Documentation, XML and Security Requirement are the same and share their tables.

mod document;
mod paths;
mod schema;

use super::super::ObjectKind;

pub(super) use document::{DOCUMENT, SECURITY_SCHEME};
pub(super) use paths::{
    HEADER, ITEMS, OPERATION, PARAMETER, PATH_ITEM, PATHS, RESPONSE, RESPONSES,
};
pub(super) use schema::SCHEMA;

impl ObjectKind {
    /// The kind of object of 3.0 that this one becomes when a document is normalized.
    pub(in crate::load) fn raised(self) -> Self {
        match self {
            Self::V2Document => Self::Document,
            Self::V2SecurityScheme => Self::SecurityScheme,
            Self::V2Paths => Self::Paths,
            Self::V2PathItem => Self::PathItem,
            Self::V2Operation => Self::Operation,
            Self::V2Parameter => Self::Parameter,
            Self::V2Items | Self::V2Schema => Self::Schema,
            Self::V2Responses => Self::Responses,
            Self::V2Response => Self::Response,
            Self::V2Header => Self::Header,
            same => same,
        }
    }
}
