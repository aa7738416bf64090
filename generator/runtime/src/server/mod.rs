//! The server side: turns an implementation of a generated trait into an axum router, and runs it.
//!
//! [`Routes`] mounts the operations, an [`Authenticator`] says who calls, [`serve()`] runs the router. Everything that a document says about a
//! request is checked before its handler sees it, and every refusal is written in the document's own error schema.

mod accept;
mod admission;
mod auth;
mod credential;
mod dispatch;
mod endpoint;
mod guard;
mod limits;
mod methods;
mod outcome;
mod panic;
mod path;
mod receive;
mod refusal;
mod request_id;
mod routes;
mod serve;
mod signature;
mod spool;
mod template;
mod tree;

pub use auth::{Anonymous, Authenticator, Call, Credential, Denied};
pub use axum::Router;
pub use axum::extract::ConnectInfo;
pub use endpoint::Handler;
pub use request_id::RequestId;
pub use routes::Routes;
pub use serve::{Server, serve};
