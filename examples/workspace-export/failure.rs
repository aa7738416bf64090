//! What can fail, and the exit status that tells it to scripts.

use std::fmt;
use std::path::Path;

use huaweicloud_workspace::runtime::client::DownloadError;
use huaweicloud_workspace::runtime::{ConfigError, http::StatusCode};
use huaweicloud_workspace::{Error, ErrorResponse};

/// The list in the help.
pub const EXIT_STATUSES: &str = "\
Exit statuses:
  0  everything was done
  2  the command line is wrong
  3  credentials are missing, or the service does not accept them
  4  the service or this program rejects the request
  5  the task failed
  6  the task has not ended in time, or was interrupted; it may still be running
  7  the service cannot be reached, or fails
  8  the file cannot be written";

/// The kind of a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Credentials = 3,
    Rejected = 4,
    TaskFailed = 5,
    Unfinished = 6,
    Service = 7,
    File = 8,
}

/// Why nothing came of it.
#[derive(Debug)]
pub struct Failure {
    pub kind: Kind,
    pub message: String,
}

impl Failure {
    pub fn new(kind: Kind, message: impl fmt::Display) -> Self {
        let message = message.to_string();
        Self { kind, message }
    }

    pub fn exit_status(&self) -> u8 {
        self.kind as u8
    }

    /// There is a file already.
    pub fn exists(path: &Path) -> Self {
        let path = path.display();
        Self::new(
            Kind::File,
            format!("{path} exists; --overwrite replaces it"),
        )
    }

    /// The same about a task, so that its ID is not lost.
    pub fn of_task(mut self, id: &str) -> Self {
        self.message = format!(
            "task {id}: {}\nto go on: workspace-export tasks download {id} --output FILE",
            self.message
        );
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        let kind = match error {
            ConfigError::NoCredentials(_) | ConfigError::IncompleteCredentials(_) => {
                Kind::Credentials
            }
            _ => Kind::Rejected,
        };
        Self::new(kind, error)
    }
}

impl From<Error<ErrorResponse>> for Failure {
    fn from(error: Error<ErrorResponse>) -> Self {
        let kind = match (&error, error.status()) {
            (_, Some(StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)) => Kind::Credentials,
            (_, Some(status)) if status.is_client_error() => Kind::Rejected,
            (Error::Invalid(_) | Error::Config(_), _) => Kind::Rejected,
            _ => Kind::Service,
        };
        Self::new(kind, error)
    }
}

impl From<DownloadError<ErrorResponse>> for Failure {
    fn from(error: DownloadError<ErrorResponse>) -> Self {
        match error {
            DownloadError::Call(error) => error.into(),
            DownloadError::Exists(path) => Self::exists(&path),
            DownloadError::File { .. } | DownloadError::Write(_) => Self::new(Kind::File, error),
            other => Self::new(Kind::Service, other),
        }
    }
}
