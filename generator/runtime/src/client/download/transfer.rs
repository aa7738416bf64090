//! How far a download is.

use http::StatusCode;
use http::header::{ACCEPT_ENCODING, IF_RANGE, RANGE};
use http::{HeaderMap, HeaderValue};

use super::error::DownloadError;
use super::ranges::{self, Version};
use crate::error::Error;

/// How far a download is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Downloaded {
    /// How many bytes have arrived and are written.
    pub bytes: u64,
    /// How many there will be, if the server says so.
    pub total: Option<u64>,
}

/// What is known of the file, and how much of it is written.
#[derive(Debug, Default)]
pub(super) struct Transfer {
    pub(super) has_started: bool,
    pub(super) version: Version,
    /// What the writer or the file has.
    pub(super) written: u64,
    /// The most that was written so far, to know whether an attempt has brought anything. A file that starts again has less at
    /// first: a server that always breaks off at the same place would be asked without end.
    pub(super) farthest: u64,
}

impl Transfer {
    /// Adds what asks for the rest to the headers of a request.
    pub(super) fn ask_for_rest(&self, headers: &mut HeaderMap) {
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        if self.written == 0 || !self.version.takes_ranges {
            return;
        }
        if let Ok(range) = HeaderValue::try_from(format!("bytes={}-", self.written)) {
            headers.insert(RANGE, range);
        }
        if let Some(tag) = &self.version.tag {
            headers.insert(IF_RANGE, tag.clone());
        }
    }

    pub(super) fn begin(&mut self, version: Version) {
        self.has_started = true;
        self.version = version;
    }

    pub(super) fn add(&mut self, bytes: usize) {
        self.written += bytes as u64;
        self.farthest = self.farthest.max(self.written);
    }

    pub(super) fn is_same(&self, version: &Version) -> bool {
        !self.has_started || self.version.is_same(version)
    }

    pub(super) fn downloaded(&self) -> Downloaded {
        Downloaded {
            bytes: self.written,
            total: self.version.total,
        }
    }

    /// Whether the body that has ended is all that the server announced.
    pub(super) fn complete<E>(&self) -> Result<(), DownloadError<E>> {
        match self.version.total {
            Some(total) if self.written < total => Err(DownloadError::Broken {
                bytes: self.written,
                source: None,
            }),
            Some(total) if self.written > total => Err(DownloadError::Changed),
            _ => Ok(()),
        }
    }

    /// The end, if the server says that there is nothing behind what is written: 416 with that length
    /// (<https://www.rfc-editor.org/rfc/rfc9110#section-15.5.17>). Otherwise the error.
    pub(super) fn end_or<E>(&self, error: Error<E>) -> Result<(), DownloadError<E>> {
        let is_behind = error.status() == Some(StatusCode::RANGE_NOT_SATISFIABLE);
        if !is_behind || !self.has_started {
            return Err(DownloadError::Call(error));
        }
        let length = error.headers().and_then(ranges::unsatisfied);
        let is_whole = length == Some(self.written);
        if is_whole && self.version.total.is_none_or(|total| total == self.written) {
            Ok(())
        } else {
            Err(DownloadError::Changed)
        }
    }
}
