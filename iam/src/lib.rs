//! Credentials of Huawei Cloud that a service issues for a time: tokens of Identity and Access Management
//! (IAM) for the name and the password of a user, and the keys of the server that a program runs on.
//!
//! [`PasswordLogin`] supplies clients of other services with tokens, and with others before they expire:
//!
//! ```no_run
//! # #[cfg(feature = "client")]
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use huaweicloud_iam::{Client, PasswordLogin};
//!
//! let iam = Client::builder().region("cn-north-4").build()?;
//! let login = PasswordLogin::new(iam, "account", "user", "password").project("cn-north-4");
//! let session = login.log_in().await?; // here, a wrong password is an error
//! let tokens = session.into_source();
//! // huaweicloud_workspace::Client::builder().token(tokens).build()?
//! # let _ = tokens;
//! # Ok(())
//! # }
//! ```
//!
//! It is a crate of its own, so that users of access keys compile nothing of it. [`tokens`] and
//! [`metadata`] are generated from OpenAPI documents of one and two operations.
//!
//! [`ServerKeys`] contacts the address of the metadata, which exists on servers in the cloud only. Nothing
//! does so unless a program names it.

#[cfg(feature = "client")]
mod login;
pub mod metadata;
mod secret_text;
#[cfg(feature = "client")]
mod server_keys;
pub mod tokens;

#[cfg(feature = "client")]
pub use login::{LoginError, PasswordLogin, Session};
pub use secret_text::SecretText;
#[cfg(feature = "client")]
pub use server_keys::ServerKeys;
#[cfg(feature = "client")]
pub use tokens::Client;
