//! A sandbox of Huawei Cloud Workspace: a server on loopback that behaves like the service, for tests, development and
//! demonstrations without an account.
//!
//! It serves the seven operations of `huaweicloud-workspace`, from a database with generated data. Exports run in the background,
//! and write real `.xlsx` files. It checks signatures and tokens, has the error codes of the service, and goes wrong on request.
//!
//! ```
//! use std::time::Duration;
//! use huaweicloud_workspace::{ExportUserConnections, runtime::client::Wait};
//! use huaweicloud_workspace_sandbox::Sandbox;
//!
//! # #[tokio::main]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let sandbox = Sandbox::builder().users(10).days(3).start().await?;
//! let request = ExportUserConnections::new().terminal_type("Windows");
//! let wait = Wait::default().interval(Duration::from_millis(20));
//! let task = sandbox.client().export_user_connections_and_wait(request, wait).await?;
//! assert_eq!(task.status.as_ref().map(|status| status.as_str()), Some("SUCCESS"));
//! # Ok(())
//! # }
//! ```
//!
//! What is faithful to the service and what is not, rule by rule with its source, is on the page "The sandbox" of the book
//! (`docs/src/reference/sandbox.md`).

mod account;
mod api;
mod auth;
mod builder;
mod clock;
mod download;
mod errors;
mod faults;
mod gateway;
mod jobs;
mod journal;
mod page;
mod report;
mod sandbox;
mod start_error;
mod store;
mod times;

pub use account::Account;
pub use builder::Builder;
pub use clock::Clock;
pub use faults::Faults;
pub use jiff;
pub use journal::Exchange;
pub use rusqlite;
pub use sandbox::Sandbox;
pub use start_error::StartError;

/// How many threads a program that only runs a sandbox gives its runtime for files and the database
/// ([`max_blocking_threads`](https://docs.rs/tokio/1/tokio/runtime/struct.Builder.html#method.max_blocking_threads)). Each thread
/// keeps memory: without a limit, a moment with many requests leaves the memory of 512 threads behind.
pub const BLOCKING_THREADS: usize = 8;
