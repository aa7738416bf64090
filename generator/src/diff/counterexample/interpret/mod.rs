//! Runs an API without compiling it: what its server says to a request, and its client to a response.
//!
//! The runtime does the work: it decodes, checks and encodes, finds operations, and writes the messages, from tables that
//! `emit` prints for generated code and that are made here at run time. So the verdicts are those of generated code, in its words.
//! `tests/values.rs` and `tests/json_schema.rs` compare them with those of compiled servers.

mod api;
mod client;
mod constant_value;
mod credentials;
mod limits;
mod message;
mod patterns;
mod plan;
mod server;
mod tables;
mod value;
mod write;

pub(super) use api::InterpretedApi;
pub(super) use client::{Unreadable, best_reply_of, read as read_reply};
pub(super) use credentials::add_as as add_credentials;
pub(super) use message::{BodyKind, BodyPlan, OperationPlan, ReplyPlan};
pub(super) use server::{Rejected, receive};
pub(super) use value::{PlaceLimits, accepts};
pub use write::{BodyDraft, RequestDraft, ResponseDraft};
pub(super) use write::{request as write_request, response as write_response};

use bindwright_runtime::bytes::Bytes;
use bindwright_runtime::http::{HeaderMap, Method, StatusCode};

use crate::ir::{Api, Interface};

/// A request on the wire.
#[derive(Debug, Clone)]
pub struct WireRequest {
    /// The method.
    pub method: Method,
    /// The path and the query, encoded.
    pub target: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; empty if there is none.
    pub body: Bytes,
}

/// A response on the wire.
#[derive(Debug, Clone)]
pub struct WireResponse {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; empty if there is none.
    pub body: Bytes,
}

/// An API that is run without compiling it.
#[derive(Debug, Clone, Copy)]
pub struct Interpreter(pub(super) &'static InterpretedApi);

impl Interpreter {
    /// Copies the API. The copy is never freed, since the tables of generated code are constants: keep one for each API.
    #[must_use]
    pub fn new(api: &Api) -> Self {
        Self(InterpretedApi::new(api))
    }

    /// What the server of the API says to a request.
    ///
    /// # Errors
    /// The status of the rejection, and its reasons, one a line.
    pub fn serve(&self, request: &WireRequest) -> Result<(), (StatusCode, String)> {
        let answer = receive(self.0, Interface::Api, request);
        answer
            .map(drop)
            .map_err(|rejected| (rejected.status, rejected.reasons.join("\n")))
    }

    /// As [`serve`](Self::serve), for an operation that sends back what it receives: the body of the response.
    ///
    /// # Errors
    /// The status of the rejection, and its reasons, one a line; 500 if the body cannot be written.
    pub fn echo(&self, request: &WireRequest) -> Result<Bytes, (StatusCode, String)> {
        server::echo(self.0, request)
            .map_err(|rejected| (rejected.status, rejected.reasons.join("\n")))
    }

    /// Whether the client of the API can read a response to the operation with this index.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn read(&self, operation: usize, response: &WireResponse) -> Result<(), String> {
        let read = read_reply(self.0, operation, response, &[]);
        read.map_err(|unreadable| unreadable.message)
    }
}
