//! What extensions and links add to operations: pages, waiters, client parameters.

use super::{Docs, FieldName, MethodName, Type};

/// `x-pagination`: a stream of items over the pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Pagination {
    /// How the next page is asked for.
    pub next: NextPage,
    /// The request's field for the page size, for the docs: the server may return fewer items.
    pub limit: Option<FieldName>,
    /// The way from the response body to the list of items.
    pub items: Pointed,
    /// The pointer to the total, if the API returns one.
    pub total: Option<Pointed>,
    /// The type of an item.
    pub item: Type,
}

/// How the request for the next page differs from the one before.
#[derive(Debug, Clone, PartialEq)]
pub enum NextPage {
    /// This field has the number of items before the page.
    Offset(FieldName),
    /// A field has the number of the page.
    Number {
        /// The field.
        page: FieldName,
        /// The number of the first page.
        first: u64,
    },
    /// A field has a cursor.
    Cursor {
        /// The field.
        field: FieldName,
        /// The way from the response body to the cursor of the next page.
        next: Pointed,
    },
    /// A field has what the last item of the page before has.
    Marker {
        /// The field.
        field: FieldName,
        /// The way from an item to it.
        last: Pointed,
    },
    /// The response has the URL of the next page.
    Url {
        /// The way from the response body to it.
        next: Pointed,
    },
    /// A header `Link` has the URL of the next page, with this relation.
    Link {
        /// The relation.
        relation: String,
    },
}

impl NextPage {
    /// The field of the request, if one says where the page is.
    #[must_use]
    pub fn field(&self) -> Option<&FieldName> {
        match self {
            Self::Offset(field)
            | Self::Number { page: field, .. }
            | Self::Cursor { field, .. }
            | Self::Marker { field, .. } => Some(field),
            Self::Url { .. } | Self::Link { .. } => None,
        }
    }
}

/// `x-waiter`: poll another operation until the started task ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiter {
    /// Index of the polled operation in [`Api::operations`](super::Api::operations).
    pub operation: usize,
    /// The fields of the poll's request, each with where its value comes from.
    pub arguments: Vec<(FieldName, PollArgument)>,
    /// The way from the poll's response body to the object that has the status; what the waiter
    /// returns.
    pub subject: Pointed,
    /// The way from that object to the status.
    pub status: Pointed,
    /// Wire values of the status that mean success.
    pub success: Vec<String>,
    /// Wire values of the status that mean failure.
    pub failure: Vec<String>,
}

/// Where an argument of the polled operation comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum PollArgument {
    /// From the response to the request that started the task.
    FromResponse(Pointed),
    /// From the field of the same name of that request.
    FromRequest,
    /// It is optional, and not sent.
    Absent,
}

/// A way into a typed value, and the type at its end (options and nullables stripped).
#[derive(Debug, Clone, PartialEq)]
pub struct Pointed {
    /// As written, for messages.
    pub pointer: String,
    /// The steps.
    pub steps: Vec<Step>,
    /// What is there.
    pub ty: Type,
}

/// One step into a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Into a field that is always there.
    Field(FieldName),
    /// Into a field that may be absent.
    OptionalField(FieldName),
    /// Through a nullable.
    NonNull,
    /// To an item of a list.
    Item(usize),
}

/// A parameter that the client's builder supplies once.
#[derive(Debug, Clone, PartialEq)]
pub struct ClientParameter {
    /// The builder's setter and the request's field.
    pub name: FieldName,
    /// The name on the wire.
    pub wire: String,
    /// Its type.
    pub ty: Type,
    /// Prose.
    pub docs: Docs,
}

/// A link to another operation, documented in prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The link's name.
    pub name: String,
    /// The method of the trait it leads to.
    pub target: MethodName,
    /// The prose of the link.
    pub docs: Docs,
}
