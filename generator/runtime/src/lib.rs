//! What generated code calls: the codec, parameters, checks, messages and errors; the HTTP client, the server and signing as features.
//!
//! Nothing here depends on a document. Generated code brings tables ([`Meta`], [`Param`], [`Reply`]) and types; the runtime
//! turns both into requests and responses and back.

mod body;
mod brackets;
pub mod check;
#[cfg(feature = "client")]
pub mod client;
pub mod codec;
mod error;
mod error_body;
mod excerpt;
mod form;
mod media;
mod message;
mod meta;
mod multipart;
mod operation;
mod param;
mod payload;
mod percent;
mod problem;
mod reply;
mod request_reader;
mod request_writer;
mod secret;
mod security;
#[cfg(feature = "server")]
pub mod server;
#[cfg(feature = "signing")]
pub mod signing;
#[cfg(feature = "sources")]
pub mod sources;
mod status;
mod stream;
mod template;
mod typed;
mod typed_header;
mod unhandled;

pub use body::{Body, BodyError, BoxError};
pub use codec::{Base64, Map, Nullable, Number, Value};
pub use error::{
    ApiError, ConfigError, Error, TransportError, TransportKind, Unexpected, UnexpectedResponse,
};
pub use error_body::{ErrorBody, ErrorFields, ErrorSummary};
pub use media::{Encoding, Media, MediaKind};
pub use message::{Principal, Request, Response};
pub use meta::{BodyMeta, Meta, Needed, Outcome, Repeat, Verb};
pub use multipart::{FilePart, Files, Part, Parts, PartsWriter};
#[doc(hidden)]
pub use operation::best_reply;
pub use operation::{Answer, Operation};
pub use param::{Param, Place, Style};
pub use payload::{Arrived, Content, Incoming, Outgoing, Payload};
pub use percent::{PercentError, decode_path};
pub use problem::{Problem, Violation, Violations};
pub use reply::Reply;
pub use request_reader::RequestReader;
pub use request_writer::{ClientParameters, Encoded, RequestWriter};
pub use secret::{KeyPair, Secret};
pub use security::{Requirement, Scheme, SchemeKind, Security};
pub use status::StatusPattern;
pub use stream::ByteStream;
pub use template::{Piece, pieces};
pub use typed::{Event, EventData, EventStream, JsonLines, LINE_LIMIT, StreamError};
pub use typed_header::Header;
pub use unhandled::unhandled;

// What the signatures of generated code name.
#[cfg(feature = "chrono")]
pub use chrono;
#[cfg(feature = "jiff")]
pub use jiff;
#[cfg(feature = "time")]
pub use time;
#[cfg(feature = "uuid")]
pub use uuid;
pub use {bytes, futures_core, http};
