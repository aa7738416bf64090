//! Why a sandbox does not start.

use std::io;

use huaweicloud_workspace::runtime::ConfigError;

/// Why a sandbox did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The address cannot be listened on, or a folder cannot be made.
    #[error("the sandbox cannot start: {0}")]
    Io(#[from] io::Error),
    /// The database cannot be opened, or is that of something else.
    #[error("the database cannot be used: {0}")]
    Database(#[from] rusqlite::Error),
    /// The client cannot be made.
    #[error("the client cannot be made: {0}")]
    Client(#[from] ConfigError),
}
