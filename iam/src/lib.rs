//! Tokens of Huawei Cloud Identity and Access Management (IAM), for the name and the password of a user.
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
//! let session = login.log_in().await?;
//! let project_id = session.project_id().unwrap_or_default().to_owned();
//! let tokens = session.into_source();
//! // huaweicloud_workspace::Client::builder().project_id(project_id).token(tokens).build()?
//! # let _ = (project_id, tokens);
//! # Ok(())
//! # }
//! ```
//!
//! It is a crate of its own, so that users of access keys compile nothing of it. [`api`] is generated from
//! an OpenAPI document of one operation.

pub mod api;
#[cfg(feature = "client")]
mod login;
mod password;

#[cfg(feature = "client")]
pub use api::Client;
#[cfg(feature = "client")]
pub use login::{LoginError, PasswordLogin, Session};
pub use password::Password;
