//! The server side: an implementation of a generated trait becomes an axum router, and is served.
//!
//! [`Routes`] mounts the operations, an [`Authenticator`] decides who calls, and [`serve()`] runs
//! the router. Everything that the document says about a request is checked before its handler is
//! called, and every rejected request gets a response in the document's own error schema.

#[cfg(feature = "http2")]
mod activity;
mod auth;
mod authorization;
mod connection;
mod context;
mod denied;
mod dispatch;
#[cfg(feature = "server-docs")]
mod docs;
pub(crate) mod endpoint;
mod error_response;
mod exchanges;
mod framing;
mod handshake;
#[cfg(feature = "http2")]
mod http2;
#[cfg(feature = "http2")]
mod http2_limits;
mod incoming;
mod keep_alive;
mod limits;
mod mount;
mod multipart_buffer;
#[cfg(feature = "server-docs")]
mod openapi_document;
mod panic;
#[cfg(feature = "http2")]
mod preface;
mod presented;
mod receive;
mod registered;
mod render;
mod response;
mod response_check;
mod route_limits;
mod route_responses;
mod routes;
mod serve;
mod session;
mod spool;
mod table;
#[cfg(feature = "server-tls")]
mod tls;
mod trace;
mod verifiers;

pub use crate::message::RequestId;
pub use auth::{Anonymous, Authenticator, Call, Credential, RejectedSignature};
pub use axum::Router;
pub use axum::extract::ConnectInfo;
pub use denied::{Denial, Denied};
pub use handshake::{Handshake, NoHandshake, Protocol};
#[cfg(feature = "http2")]
pub use http2_limits::Http2;
pub use keep_alive::EventKeepAlive;
#[cfg(feature = "server-docs")]
pub use openapi_document::OpenApiDocument;
pub use render::RejectedRequest;
pub use routes::Routes;
pub use serve::{Server, serve};
#[cfg(feature = "server-tls")]
pub use tls::{ServerTls, ServerTlsError};
