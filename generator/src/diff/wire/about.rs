//! What a comparison is about: the subject of the changes that it finds, and where it is in both documents.

use crate::diff::model::ChangeSubject;
use crate::ir::{Api, Location, Operation, Role, StatusPattern, TypeName};

/// The subject of a change, not yet in words.
#[derive(Debug, Clone, Copy)]
pub(super) enum About<'a> {
    /// The document.
    Document,
    /// A security scheme.
    Scheme(&'a str),
    /// An operation.
    Operation(&'a Operation),
    /// A parameter.
    Parameter(&'a Operation, Location, &'a str),
    /// A request body.
    Body(&'a Operation),
    /// A response.
    Reply(&'a Operation, StatusPattern),
    /// A header of a response.
    ReplyHeader(&'a Operation, StatusPattern, &'a str),
    /// A named type.
    Type(&'a TypeName),
    /// A property of a named type.
    Property(&'a TypeName, &'a str),
}

impl About<'_> {
    /// In words.
    pub(super) fn subject(self) -> ChangeSubject {
        match self {
            Self::Document => ChangeSubject::Document,
            Self::Scheme(id) => ChangeSubject::Scheme(id.to_owned()),
            Self::Operation(operation) => ChangeSubject::Operation(operation_name(operation)),
            Self::Parameter(operation, location, name) => {
                ChangeSubject::Parameter(operation_name(operation), location, name.to_owned())
            }
            Self::Body(operation) => ChangeSubject::Body(operation_name(operation)),
            Self::Reply(operation, status) => {
                ChangeSubject::Reply(operation_name(operation), status)
            }
            Self::ReplyHeader(operation, status, name) => {
                ChangeSubject::ReplyHeader(operation_name(operation), status, name.to_owned())
            }
            Self::Type(name) => ChangeSubject::Type(name.to_string()),
            Self::Property(name, wire) => {
                ChangeSubject::Property(name.to_string(), wire.to_owned())
            }
        }
    }

    /// The same, whichever operation it is of: what operations share is one change.
    pub(super) fn shared(self) -> ChangeSubject {
        let nameless = String::new();
        match self {
            Self::Parameter(_, location, name) => {
                ChangeSubject::Parameter(nameless, location, name.to_owned())
            }
            Self::Body(_) => ChangeSubject::Body(nameless),
            Self::Reply(_, status) => ChangeSubject::Reply(nameless, status),
            Self::ReplyHeader(_, _, name) => {
                ChangeSubject::ReplyHeader(nameless, StatusPattern::Default, name.to_owned())
            }
            other => other.subject(),
        }
    }
}

/// An operation in the words of the document: `GET /pets/{id}`, `POST webhook newPet`.
pub(super) fn operation_name(operation: &Operation) -> String {
    let method = operation.method.name();
    match &operation.role {
        Role::Served => format!("{method} {}", operation.path.written),
        Role::Webhook(name) => format!("{method} webhook {name}"),
        Role::Callback { name, expression } => format!("{method} callback {name} {expression}"),
    }
}

/// What is compared, and where both are.
#[derive(Debug, Clone, Copy)]
pub(super) struct CompareSite<'a> {
    /// The subject.
    pub(super) about: About<'a>,
    /// In the old document.
    pub(super) old: Option<&'a str>,
    /// In the new document.
    pub(super) new: Option<&'a str>,
}

impl<'a> CompareSite<'a> {
    /// One that both documents have.
    pub(super) fn new(about: About<'a>, old: &'a str, new: &'a str) -> Self {
        Self {
            about,
            old: Some(old),
            new: Some(new),
        }
    }

    /// One that only the old document has.
    pub(super) fn gone(about: About<'a>, old: &'a str) -> Self {
        Self {
            about,
            old: Some(old),
            new: None,
        }
    }

    /// One that only the new document has.
    pub(super) fn come(about: About<'a>, new: &'a str) -> Self {
        Self {
            about,
            old: None,
            new: Some(new),
        }
    }
}

/// Both versions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Versions<'a> {
    /// The one before.
    pub(super) old: &'a Api,
    /// The one after.
    pub(super) new: &'a Api,
}
