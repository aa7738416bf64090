//! Who may call: a project with its credentials.

use std::fmt;

use huaweicloud_workspace::runtime::{KeyPair, Secret};

/// A project, and the credentials that select it: a pair of keys, and a token.
///
/// # Examples
/// ```
/// use huaweicloud_workspace_sandbox::Account;
///
/// let account = Account::new("2b31ed520a1b4c3d8e9f00112233aabb", "AK", "SK", "token");
/// assert_eq!(account.project_id(), "2b31ed520a1b4c3d8e9f00112233aabb");
/// ```
#[derive(Clone)]
pub struct Account {
    project_id: String,
    keys: KeyPair,
    token: Secret,
}

impl Account {
    /// An account with these credentials.
    #[must_use]
    pub fn new(
        project_id: impl Into<String>,
        access_key: impl Into<String>,
        secret_key: impl Into<String>,
        token: impl Into<String>,
    ) -> Self {
        Self {
            project_id: project_id.into(),
            keys: KeyPair::new(access_key, secret_key.into()),
            token: Secret::new(token.into()),
        }
    }

    /// The account that a sandbox has unless it is given others. Its credentials are published, and good for nothing else.
    #[must_use]
    pub fn sandbox() -> Self {
        Self::new(
            "2b31ed520a1b4c3d8e9f00112233aabb",
            "SANDBOXACCESSKEY0001",
            "sandbox-secret-key-that-protects-nothing",
            "sandbox-token-that-protects-nothing",
        )
    }

    /// The ID of the project.
    #[must_use]
    pub fn project_id(&self) -> &str {
        &self.project_id
    }

    /// Access key and secret key.
    #[must_use]
    pub fn keys(&self) -> &KeyPair {
        &self.keys
    }

    /// The token, for the header `X-Auth-Token`.
    #[must_use]
    pub fn token(&self) -> &Secret {
        &self.token
    }
}

impl Default for Account {
    fn default() -> Self {
        Self::sandbox()
    }
}

/// Prints no credentials but the access key, which is no secret.
impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account")
            .field("project_id", &self.project_id)
            .field("access_key", &self.keys.access_key())
            .finish_non_exhaustive()
    }
}
