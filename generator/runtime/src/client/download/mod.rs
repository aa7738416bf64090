//! Downloads of responses that stream: to a file or to any writer, and on from where they broke off.
//!
//! | what happens | then |
//! |---|---|
//! | the first request fails | that is the error; the client has repeated it as its [`Retry`](super::Retry) says |
//! | the body breaks off, or ends before its `Content-Length` | after a pause, the rest is requested with `Range` and `If-Range` |
//! | the rest comes (206) | it is appended, if it is of the same version: its `ETag`, `Last-Modified` and length are those of the first response |
//! | there is no rest (416) | that is the end, if the length is that of what arrived |
//! | the whole comes again (200) | a file starts again; a writer skips what it has, if the `ETag` is the same |
//! | several attempts in a row bring nothing | the last failure is the error |
//!
//! `Accept-Encoding: identity` is sent, because ranges count bytes as they are sent
//! ([RFC 9110, section 14](https://www.rfc-editor.org/rfc/rfc9110#section-14)).

mod error;
mod file;
mod ranges;
mod sink;
mod transfer;

use std::fmt;
use std::future::{Future, poll_fn};
use std::io;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::StatusCode;
use tokio::io::AsyncWrite;
use tokio::time::sleep;
use tracing::debug;

pub use self::error::DownloadError;
use self::file::FileSink;
use self::ranges::{ContentRange, Version};
use self::sink::{Sink, WriterSink};
pub use self::transfer::Downloaded;
use self::transfer::Transfer;
use super::wait_polls::is_passing;
use crate::clock;
use crate::error::Error;
use crate::message::{Request, Response};
use crate::stream::ByteStream;

/// The pause before the first further request; it doubles with each that brings nothing.
const PAUSE: Duration = Duration::from_millis(500);
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// A download of one operation, by a function that makes the call: a method of a client, of a fake, or of anything that
/// implements the trait of the API. Dropping its future cancels it.
///
/// # Examples
///
/// ```
/// use bindwright_runtime::{ByteStream, Error, Request, Response, client::Download};
///
/// # #[derive(Clone)] struct DownloadReport;
/// # async fn download_report(_: Request<DownloadReport>) -> Result<Response<ByteStream>, Error> {
/// #     Ok(Response::new(ByteStream::from("report")))
/// # }
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("report.xlsx");
/// // |request| client.download_report(request)
/// let done = Download::new(DownloadReport, |request| download_report(request))
///     .progress(|so_far| println!("{} of {:?} bytes", so_far.bytes, so_far.total))
///     .to_path(&path)
///     .await
///     .unwrap();
/// assert_eq!(done.bytes, 6);
/// # }
/// ```
#[must_use = "nothing is downloaded before `to_path` or `to_writer`"]
pub struct Download<T, F> {
    request: Request<T>,
    call: F,
    resumes: u32,
    overwrite: bool,
    progress: Option<Box<dyn FnMut(Downloaded) + Send>>,
}

impl<T, F> fmt::Debug for Download<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("resumes", &self.resumes)
            .field("overwrite", &self.overwrite)
            .finish_non_exhaustive()
    }
}

impl<T, F, C, E> Download<T, F>
where
    T: Clone + Send + Sync,
    F: FnMut(Request<T>) -> C + Send,
    C: Future<Output = Result<Response<ByteStream>, Error<E>>> + Send,
    E: Send,
{
    /// A download of what the call responds to the request. The headers of the request are sent with each attempt.
    pub fn new(request: impl Into<Request<T>>, call: F) -> Self {
        Self {
            request: request.into(),
            call,
            resumes: 5,
            overwrite: false,
            progress: None,
        }
    }

    /// Sets how many further requests in a row may bring nothing before the download fails; 5 by default, 0 for none at all.
    pub fn resumes(mut self, times: u32) -> Self {
        self.resumes = times;
        self
    }

    /// Replaces a file that exists. Without it, that is an error.
    pub fn overwrite(mut self) -> Self {
        self.overwrite = true;
        self
    }

    /// Calls a function whenever bytes were written, and at the start.
    pub fn progress(mut self, report: impl FnMut(Downloaded) + Send + 'static) -> Self {
        self.progress = Some(Box::new(report));
        self
    }

    /// Downloads to a file. It gets its name when it is complete and on the disk: before that, it is a temporary file in the
    /// same folder, which is removed if the download fails or is cancelled.
    ///
    /// # Errors
    /// See [`DownloadError`]. A file that was there before is unchanged then.
    pub async fn to_path(
        self,
        path: impl AsRef<Path> + Send,
    ) -> Result<Downloaded, DownloadError<E>> {
        let path: PathBuf = path.as_ref().to_owned();
        let overwrite = self.overwrite;
        let of_file = |error: io::Error| DownloadError::file(&path, error);
        let mut sink = FileSink::create(&path, overwrite).map_err(of_file)?;
        let done = self.run(&mut sink, &of_file).await?;
        sink.finish(&path, overwrite).await.map_err(of_file)?;
        Ok(done)
    }

    /// Downloads to a writer, which is flushed at the end.
    ///
    /// # Errors
    /// See [`DownloadError`]. The writer has the beginning then.
    pub async fn to_writer(
        self,
        writer: &mut (impl AsyncWrite + Unpin + Send),
    ) -> Result<Downloaded, DownloadError<E>> {
        let mut sink = WriterSink(writer);
        let done = self.run(&mut sink, &DownloadError::Write).await?;
        sink.flush().await.map_err(DownloadError::Write)?;
        Ok(done)
    }

    /// Requests until everything is written.
    async fn run(
        mut self,
        sink: &mut impl Sink,
        of_sink: &(impl Fn(io::Error) -> DownloadError<E> + Sync),
    ) -> Result<Downloaded, DownloadError<E>> {
        let mut state = Transfer::default();
        let (mut left, mut pause) = (self.resumes, PAUSE);
        loop {
            let before = state.farthest;
            let failure = match self.attempt(&mut state, sink, of_sink).await {
                Ok(()) => return Ok(state.downloaded()),
                Err(failure) => failure,
            };
            if state.farthest > before {
                (left, pause) = (self.resumes, PAUSE);
            }
            if left == 0 || !state.has_started || !is_resumable(&failure) {
                return Err(failure);
            }
            debug!(written = state.written, error = %failure, "the download goes on");
            left -= 1;
            sleep(pause.min(clock::LONGEST)).await;
            pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
        }
    }

    /// One request: for all, or for what is left.
    async fn attempt(
        &mut self,
        state: &mut Transfer,
        sink: &mut impl Sink,
        of_sink: &(impl Fn(io::Error) -> DownloadError<E> + Sync),
    ) -> Result<(), DownloadError<E>> {
        let request = self.request_for(state);
        let response = match (self.call)(request).await {
            Ok(response) => response,
            Err(error) => return state.end_or(error),
        };
        let version = Version::of(response.headers(), response.body());
        let mut skipped = 0;
        if response.status() == StatusCode::PARTIAL_CONTENT {
            let range = ContentRange::of(response.headers()).ok_or(DownloadError::Changed)?;
            let version = version.with_total(range.total);
            if range.first != state.written || !state.is_same(&version) {
                return Err(DownloadError::Changed);
            }
            state.begin(version);
        } else {
            if state.written > 0 {
                if sink.restart().await.map_err(of_sink)? {
                    state.written = 0;
                } else if state.version.has_same_tag(&version) {
                    skipped = state.written;
                } else {
                    return Err(DownloadError::Changed);
                }
            }
            state.begin(version);
        }
        self.report(state);
        let mut body = pin!(response.into_body());
        while let Some(chunk) = poll_fn(|cx| body.as_mut().poll_next(cx)).await {
            let chunk = chunk.map_err(|error| DownloadError::broken(state.written, error))?;
            let new = behind(chunk, &mut skipped);
            if !new.is_empty() {
                sink.write(&new).await.map_err(of_sink)?;
                state.add(new.len());
                self.report(state);
            }
        }
        state.complete()
    }

    /// The request for what is left.
    fn request_for(&self, state: &Transfer) -> Request<T> {
        let mut request = self.request.clone();
        state.ask_for_rest(request.headers_mut());
        request
    }

    fn report(&mut self, state: &Transfer) {
        if let Some(report) = &mut self.progress {
            report(state.downloaded());
        }
    }
}

/// Whether another request may bring the rest.
fn is_resumable<E>(failure: &DownloadError<E>) -> bool {
    match failure {
        DownloadError::Call(error) => is_passing(error),
        DownloadError::Broken { .. } => true,
        DownloadError::Changed
        | DownloadError::Exists(_)
        | DownloadError::File { .. }
        | DownloadError::Write(_) => false,
    }
}

/// The part of a chunk behind the bytes that are to be skipped.
fn behind(mut chunk: Bytes, skipped: &mut u64) -> Bytes {
    let known = usize::try_from(*skipped).unwrap_or(usize::MAX);
    let known = known.min(chunk.len());
    *skipped -= known as u64;
    chunk.split_off(known)
}
