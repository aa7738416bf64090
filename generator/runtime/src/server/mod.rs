//! The server side: turns an implementation of a generated trait into an axum router, and runs it.
#![allow(dead_code)]

mod accept;
mod guard;
mod methods;
mod panic;
mod path;
mod request_id;
mod serve;
mod template;
mod tree;

pub use axum::Router;
pub use request_id::RequestId;
pub use serve::{Server, serve};
