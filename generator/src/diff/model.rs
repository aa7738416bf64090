//! What a change of a document is: what it does to messages, to callers of the generated crate, and to those who implement its
//! trait.

use std::collections::BTreeSet;

use super::value_path::ValuePath;
use crate::ir::{Location, StatusPattern};

/// What a change does to messages between a client and a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WireEffect {
    /// Some requests that were valid are not valid any more.
    RequestNarrower,
    /// Some requests are valid that were not.
    RequestWider,
    /// Some responses that were valid are not valid any more.
    ResponseNarrower,
    /// Some responses are valid that were not.
    ResponseWider,
    /// The same messages are valid, but they mean something else, or other ones are sent: defaults, servers, credentials, pages,
    /// waiters, whether a request is repeated.
    Behaviour,
}

/// A change of what is on the wire.
#[derive(Debug, Clone, PartialEq)]
pub struct WireChange {
    /// What kind of change it is.
    pub kind: &'static str,
    /// What it does to messages.
    pub effects: BTreeSet<WireEffect>,
    /// What changed: a part of an operation, or of a type that operations share.
    pub subject: ChangeSubject,
    /// The value before; `None` if there was none.
    pub before: Option<String>,
    /// The value after; `None` if there is none.
    pub after: Option<String>,
    /// Where it is in the old document: a JSON Pointer.
    pub old_pointer: Option<String>,
    /// Where it is in the new document.
    pub new_pointer: Option<String>,
    /// The places in messages where it is seen: none for servers, and for operations that only one side has; the first 50 if there
    /// are more.
    pub places: Vec<WirePlace>,
    /// How many places there are.
    pub place_count: usize,
}

/// What a change is about, in the words of the document: the key by which changes are joined and accepted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ChangeSubject {
    /// The document as a whole: `servers`, the name of the API.
    Document,
    /// A security scheme, by its key.
    Scheme(String),
    /// An operation: method and path.
    Operation(String),
    /// A parameter of an operation: the operation, the location and the name.
    Parameter(String, Location, String),
    /// The request body of an operation.
    Body(String),
    /// A response of an operation.
    Reply(String, StatusPattern),
    /// A header of a response.
    ReplyHeader(String, StatusPattern, String),
    /// A named type, by its Rust name.
    Type(String),
    /// A property of a named type: the type and the name on the wire.
    Property(String, String),
    /// A value of an enumeration, or an alternative of a union: the type, and the value or the name.
    Variant(String, String),
}

/// A text that differs, and changes neither messages nor what compiles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentationChange {
    /// What the text is about.
    pub subject: ChangeSubject,
    /// Which of its texts.
    pub text: DocumentedText,
    /// The text before; `None` if there was none.
    pub before: Option<String>,
    /// The text after; `None` if there is none.
    pub after: Option<String>,
    /// Where the subject is in the old document: a JSON Pointer.
    pub old_pointer: Option<String>,
    /// Where it is in the new document.
    pub new_pointer: Option<String>,
}

/// Texts that documentation consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DocumentedText {
    /// The title of the document.
    Title,
    /// The version of the document.
    Version,
    /// `summary` or `title`.
    Summary,
    /// `description`.
    Description,
    /// The address of further documentation.
    ExternalDocs,
    /// The reason of a deprecation, empty if there is none.
    Deprecation,
    /// `operationId`.
    OperationId,
    /// The first tag.
    Tag,
    /// The names of links, and where they lead.
    Links,
}

/// Where in messages a change is seen.
#[derive(Debug, Clone, PartialEq)]
pub struct WirePlace {
    /// Index of the operation in the old API.
    pub old_operation: usize,
    /// Index of the operation in the new API.
    pub new_operation: usize,
    /// The part of the message.
    pub part: MessagePart,
    /// The way from the value of this part to the value that changed.
    pub path: ValuePath,
}

/// A part of a message that has a schema.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MessagePart {
    /// A parameter, by location and name.
    Parameter(Location, String),
    /// The request body of this media type.
    Body(String),
    /// The body of a response of this media type.
    Reply(StatusPattern, String),
    /// A header of a response.
    ReplyHeader(StatusPattern, String),
    /// The message as a whole: an operation, a response or a body that came or went.
    Whole,
}

/// Which version a change needs, by [the rules of Cargo](https://doc.rust-lang.org/cargo/reference/semver.html).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SemverLevel {
    /// Nothing that a program names is different.
    #[default]
    Patch,
    /// There is more than before.
    Minor,
    /// A program that compiled may not compile any more.
    Major,
}

/// A change of the public items of the generated crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RustChange {
    /// The item, by its path in the crate: `ExportUserConnections::domain`.
    pub item: String,
    /// What it was; `None` if it is new.
    pub before: Option<String>,
    /// What it is; `None` if it is gone.
    pub after: Option<String>,
    /// What it means for callers of the crate.
    pub callers: SemverLevel,
    /// What it means for those who implement the trait.
    pub implementors: SemverLevel,
    /// What it is about, if that is in the document.
    pub subject: Option<ChangeSubject>,
    /// Where that is in the old document: a JSON Pointer.
    pub old_pointer: Option<String>,
    /// Where that is in the new document.
    pub new_pointer: Option<String>,
}

/// A message that one side sends and the other side does not accept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counterexample {
    /// Who sends it, and who rejects it.
    pub between: Between,
    /// The message: a request line or a status line, headers, an empty line, the body.
    pub message: String,
    /// What the receiver says.
    pub rejection: String,
}

/// The two sides of an exchange of which one has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Between {
    /// A request of the old client, and the new server.
    OldClientNewServer,
    /// A response of the new server, and the old client.
    NewServerOldClient,
    /// A response of the old server, and the new client.
    OldServerNewClient,
}
