//! The limits of [`Routes`]: how much of a request is accepted, and for how long it is waited for.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::routes::Routes;
use crate::violations::ViolationLimit;

impl<A: Send + Sync + 'static> Routes<A> {
    /// Sets the largest request body that is collected, in bytes; 2 MiB by default. A body is
    /// collected unless it is binary or has files, and is not signed. Forms with files use as much
    /// memory; the rest is in the system's temporary folder.
    pub fn body_limit(mut self, bytes: u64) -> Self {
        self.limits.body = bytes;
        self
    }

    /// Sets the largest request body that is streamed to its handler or has files, in bytes; 1 GiB
    /// by default.
    pub fn stream_limit(mut self, bytes: u64) -> Self {
        self.limits.stream = bytes;
        self
    }

    /// Sets how long a request body may take, and how long a streamed one may pause; 30 s by
    /// default.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.limits.read_timeout = timeout;
        self
    }

    /// Sets how many bytes of memory the value of a JSON body may need, by the sizes of its types: a short text can be a large
    /// value. 32 MiB by default, or 16 times the body limit if that is more. A body that needs more is rejected with 400.
    pub fn memory_limit(mut self, bytes: usize) -> Self {
        self.limits.memory = Some(bytes);
        self
    }

    /// Sets how many parts a form may have; 1,024 by default.
    pub fn part_limit(mut self, parts: usize) -> Self {
        self.limits.receive.form.parts = parts;
        self
    }

    /// Sets how many bytes the headers of one part of a form may have, and those of all its parts together; 16 KiB and 1 MiB by
    /// default.
    pub fn part_header_limit(mut self, one: usize, all: usize) -> Self {
        self.limits.receive.form.head = one;
        self.limits.receive.form.heads = all;
        self
    }

    /// Sets how many forms may have a temporary file at once, because their files do not fit in memory; 64 by default. Each needs
    /// one file descriptor, and up to the stream limit of disk. Others wait for as long as a body may take, and are then rejected with
    /// 503.
    pub fn upload_limit(mut self, uploads: usize) -> Self {
        let uploads = uploads.min(Semaphore::MAX_PERMITS);
        self.limits.uploads = Arc::new(Semaphore::new(uploads));
        self
    }

    /// Sets how many bytes a second a form with files arrives with at least, apart from pauses that are together no longer than a
    /// body may take; 1,024 by default, and 0 for any. A form that is slower is rejected with 408, so that slow clients do not keep the
    /// temporary files of others.
    pub fn upload_rate(mut self, bytes_per_second: u64) -> Self {
        self.limits.upload_rate = bytes_per_second;
        self
    }

    /// Sets how many violations of one request a response lists, and how many bytes they may have together; 100 and 64 KiB by
    /// default. Others are counted: `and 7 more`.
    pub fn violation_limit(mut self, count: usize, bytes: usize) -> Self {
        self.limits.violations = ViolationLimit { count, bytes };
        self
    }
}
