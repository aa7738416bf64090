//! Why a download failed.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::body::BodyError;
use crate::error::Error;

/// Why a download failed. `E` is the error schema that the document has for the operation.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum DownloadError<E> {
    /// The call failed: the first one, or the last of several that brought nothing.
    #[error("{0}")]
    Call(Error<E>),
    /// The body broke off, or ended before its announced length, and further requests brought nothing.
    #[error("the download broke off after {bytes} bytes")]
    Broken {
        /// How many bytes were written.
        bytes: u64,
        /// What the connection says; `None` if it ended early without an error.
        source: Option<BodyError>,
    },
    /// The server has another version of the file than the one whose beginning is written, or sent another part than the one
    /// that was requested.
    #[error("the file has changed on the server while it was downloaded")]
    Changed,
    /// There is a file with this name already. It is unchanged.
    #[error("{} exists already; allow to overwrite it, or choose another name", .0.display())]
    Exists(PathBuf),
    /// The file cannot be written. There is nothing with its name that was not there before.
    #[error("{} cannot be written: {source}", .path.display())]
    File {
        /// Its path.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The writer failed.
    #[error("the writer failed: {0}")]
    Write(io::Error),
}

impl<E> DownloadError<E> {
    /// The body broke off.
    pub(super) fn broken(bytes: u64, error: BodyError) -> Self {
        Self::Broken {
            bytes,
            source: Some(error),
        }
    }

    /// The file cannot be written.
    pub(super) fn file(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        if source.kind() == io::ErrorKind::AlreadyExists {
            Self::Exists(path)
        } else {
            Self::File { path, source }
        }
    }
}

/// Prints what `Display` prints.
impl<E> fmt::Debug for DownloadError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DownloadError({self})")
    }
}
