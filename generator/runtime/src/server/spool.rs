//! The files of a form that do not fit in memory -> one temporary file without a name, of which each
//! part is a range. So a form needs one file descriptor, however many files it has.
//!
//! ```text
//! | a.csv | b.csv | c.csv |     one file; the part `b.csv` is a range of it
//! ```
//!
//! The system deletes the file when the last part is dropped. A server has a limited number of such
//! files: a form that needs one waits for it, and is rejected with 503 if the wait is too long.

use std::fs::File;
use std::future::Future;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use http::header::RETRY_AFTER;
use http::{HeaderValue, StatusCode};
use http_body::{Frame, SizeHint};
use tokio::sync::OwnedSemaphorePermit;
use tokio::task::{JoinHandle, spawn_blocking};

use super::error_response::ErrorResponse;
use super::limits::Limits;
use crate::body::Body;

/// How many bytes are written or read at a time.
const CHUNK: usize = 64 << 10;

/// The file of one form, while it is written.
pub(super) struct Spool {
    file: Arc<SpoolFile>,
    pending: BytesMut,
    /// How many bytes are in the file.
    written: u64,
}

/// The file. Only one task uses it at a time: the form is written before its parts are read.
struct SpoolFile {
    file: Mutex<File>,
    /// One of the files that the server may have.
    _slot: OwnedSemaphorePermit,
}

impl SpoolFile {
    /// Calls `action` with the file. A panic cannot leave it inconsistent: a read seeks first.
    fn with<T>(&self, action: impl FnOnce(&mut File) -> io::Result<T>) -> io::Result<T> {
        action(&mut self.file.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The bytes of a range.
    fn read(&self, at: u64, length: usize) -> io::Result<Bytes> {
        let mut read = vec![0; length];
        self.with(|file| {
            file.seek(SeekFrom::Start(at))?;
            file.read_exact(&mut read)
        })?;
        Ok(read.into())
    }
}

impl Spool {
    /// Creates the file, as soon as the server may have another one.
    pub(super) async fn create(limits: &Limits) -> Result<Self, ErrorResponse> {
        let slot = Arc::clone(&limits.uploads).acquire_owned();
        let slot = match tokio::time::timeout(limits.read_timeout, slot).await {
            Ok(Ok(slot)) => slot,
            Ok(Err(_)) | Err(_) => return Err(too_many()),
        };
        let file = blocking(tempfile::tempfile).await.map_err(failed)?;
        Ok(Self {
            file: Arc::new(SpoolFile {
                file: Mutex::new(file),
                _slot: slot,
            }),
            pending: BytesMut::new(),
            written: 0,
        })
    }

    /// How many bytes were added: where the next part begins.
    pub(super) fn end(&self) -> u64 {
        self.written + self.pending.len() as u64
    }

    /// Adds bytes.
    pub(super) async fn append(&mut self, bytes: &[u8]) -> Result<(), ErrorResponse> {
        self.pending.extend_from_slice(bytes);
        if self.pending.len() < CHUNK {
            return Ok(());
        }
        self.flush().await
    }

    /// Writes what was added. It must be called before parts are read.
    pub(super) async fn flush(&mut self) -> Result<(), ErrorResponse> {
        let bytes = self.pending.split().freeze();
        if bytes.is_empty() {
            return Ok(());
        }
        self.written += bytes.len() as u64;
        let file = Arc::clone(&self.file);
        let written = blocking(move || file.with(|file| file.write_all(&bytes)));
        written.await.map_err(failed)
    }

    /// The bytes from `start` to the end, as a body.
    pub(super) fn since(&self, start: u64) -> (Body, u64) {
        let left = self.end().saturating_sub(start);
        let body = Body::stream(StoredPart {
            file: Arc::clone(&self.file),
            at: start,
            left,
            reading: None,
        });
        (body, left)
    }
}

/// The content of a part, as a body.
struct StoredPart {
    file: Arc<SpoolFile>,
    at: u64,
    left: u64,
    reading: Option<JoinHandle<io::Result<Bytes>>>,
}

impl http_body::Body for StoredPart {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let part = &mut *self;
        if part.left == 0 {
            return Poll::Ready(None);
        }
        let (file, at) = (&part.file, part.at);
        let length = usize::try_from(part.left).map_or(CHUNK, |left| left.min(CHUNK));
        let reading = part.reading.get_or_insert_with(|| {
            let file = Arc::clone(file);
            spawn_blocking(move || file.read(at, length))
        });
        let read = ready!(Pin::new(reading).poll(context)).map_err(io::Error::from);
        part.reading = None;
        let read = read.flatten();
        match &read {
            Ok(bytes) => {
                part.at += bytes.len() as u64;
                part.left = part.left.saturating_sub(bytes.len() as u64);
            }
            Err(_) => part.left = 0,
        }
        Poll::Ready(Some(read.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

/// Runs an action that may block.
async fn blocking<T: Send + 'static>(
    action: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    spawn_blocking(action).await?
}

/// The response if no file became free in time ([RFC 9110, section
/// 15.6.4](https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4)).
fn too_many() -> ErrorResponse {
    ErrorResponse::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "too_many_uploads",
        "too many large uploads are in progress",
    )
    .header(RETRY_AFTER, HeaderValue::from_static("5"))
    .closing()
}

/// The response if the temporary folder cannot be used.
fn failed(error: io::Error) -> ErrorResponse {
    tracing::error!(%error, "an upload could not be kept in the temporary folder");
    ErrorResponse::internal().closing()
}
