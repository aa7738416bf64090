//! A connection with a limit on stalled writes, which also remembers the head of a request as it
//! was sent.
//!
//! A write that makes no progress for the write timeout fails with `TimedOut`. The remembered head
//! shows what the HTTP parser accepts and a proxy in front may read differently ([RFC 9112,
//! sections 2.2 and 6.3](https://www.rfc-editor.org/rfc/rfc9112#section-6.3)): bare line feeds, and
//! a length beside a chunked body. Attackers use such differences to hide a second request inside
//! the first.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use http::Method;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Sleep;

/// A connection that is watched.
#[derive(Debug)]
pub(crate) struct TimedConnection<Io> {
    io: Io,
    write_timeout: Duration,
    /// Runs while a write waits for the peer.
    stalled: Option<Pin<Box<Sleep>>>,
    heads: Heads,
}

impl<Io> TimedConnection<Io> {
    /// A watched connection, and the heads that it sees.
    pub(crate) fn new(io: Io, write_timeout: Duration) -> (Self, Heads) {
        let heads = Heads::default();
        (
            Self {
                io,
                write_timeout,
                stalled: None,
                heads: heads.clone(),
            },
            heads,
        )
    }

    /// Passes `polled` on, unless it has been pending for too long.
    fn in_time<T>(
        &mut self,
        context: &mut Context<'_>,
        polled: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if polled.is_ready() {
            self.stalled = None;
            return polled;
        }
        let timeout = self.write_timeout;
        let timer = self
            .stalled
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(timeout)));
        timer
            .as_mut()
            .poll(context)
            .map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<Io: AsyncRead + Unpin> AsyncRead for TimedConnection<Io> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.io).poll_read(context, buffer);
        if let Some(read) = buffer.filled().get(before..) {
            self.heads.record(read);
        }
        polled
    }
}

impl<Io: AsyncWrite + Unpin> AsyncWrite for TimedConnection<Io> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.heads.clear();
        let polled = Pin::new(&mut self.io).poll_write(context, bytes);
        self.in_time(context, polled)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.heads.clear();
        let polled = Pin::new(&mut self.io).poll_write_vectored(context, slices);
        self.in_time(context, polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.io).poll_flush(context);
        self.in_time(context, polled)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.io).poll_shutdown(context);
        self.in_time(context, polled)
    }
}

/// The head of the request that a connection is reading, as it was sent.
#[derive(Debug, Clone, Default)]
pub(crate) struct Heads(Arc<Mutex<HeadProgress>>);

/// How much of a head has been seen. Everything that is read after a write begins a head;
/// everything after a head is its body, or was sent too early.
#[derive(Debug)]
enum HeadProgress {
    Part(Vec<u8>),
    Whole(Vec<u8>),
    Nothing,
}

impl Default for HeadProgress {
    fn default() -> Self {
        Self::Part(Vec::new())
    }
}

/// What the bytes of a head say about where the request ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Framing {
    /// All readers agree.
    Sound,
    /// Two readers may disagree on where the request ends.
    Ambiguous(&'static str),
    /// The head was not seen, because it came directly after another request.
    Unseen,
}

/// The longest head that is kept.
const MAX_HEAD: usize = 64 << 10;

impl Heads {
    /// Adds bytes that were read.
    fn record(&self, read: &[u8]) {
        let mut seen = self.lock();
        let HeadProgress::Part(bytes) = &mut *seen else {
            return;
        };
        let from = bytes.len().saturating_sub(2);
        bytes.extend_from_slice(read);
        if bytes.get(from..).is_some_and(has_empty_line) {
            *seen = HeadProgress::Whole(std::mem::take(bytes));
        } else if bytes.len() > MAX_HEAD {
            *seen = HeadProgress::Nothing;
        }
    }

    /// Expects a new head.
    fn clear(&self) {
        *self.lock() = HeadProgress::default();
    }

    /// The state. A panic cannot leave it inconsistent.
    fn lock(&self) -> MutexGuard<'_, HeadProgress> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The framing of the request that was just parsed, whose method is `method`.
    pub(crate) fn framing(&self, method: &Method) -> Framing {
        let seen = std::mem::replace(&mut *self.lock(), HeadProgress::Nothing);
        let HeadProgress::Whole(bytes) = seen else {
            return Framing::Unseen;
        };
        let head = head_end(&bytes).and_then(|end| bytes.get(..end));
        match head.filter(|head| head.starts_with(method.as_str().as_bytes())) {
            Some(head) => inspect(head),
            None => Framing::Unseen,
        }
    }
}

/// Whether `bytes` contain an empty line, with either line end.
fn has_empty_line(bytes: &[u8]) -> bool {
    bytes.windows(2).any(|pair| pair == b"\n\n") || bytes.windows(3).any(|three| three == b"\n\r\n")
}

/// Where the first head of `bytes` ends: after its empty line, with either line end.
fn head_end(bytes: &[u8]) -> Option<usize> {
    let mut line_start = 0;
    for (at, _) in bytes.iter().enumerate().filter(|&(_, &byte)| byte == b'\n') {
        let line = bytes.get(line_start..at)?;
        if line_start > 0 && matches!(line, [] | [b'\r']) {
            return Some(at + 1);
        }
        line_start = at + 1;
    }
    None
}

/// The framing of a complete head.
fn inspect(head: &[u8]) -> Framing {
    let mut lengths = 0;
    let mut codings = 0;
    for line in head.split_inclusive(|&byte| byte == b'\n') {
        if !line.ends_with(b"\r\n") {
            return Framing::Ambiguous("a line of the head ends in a bare line feed");
        }
        let name = line.split(|&byte| byte == b':').next().unwrap_or_default();
        lengths += usize::from(name.eq_ignore_ascii_case(b"content-length"));
        codings += usize::from(name.eq_ignore_ascii_case(b"transfer-encoding"));
    }
    if lengths > 0 && codings > 0 {
        return Framing::Ambiguous("both Content-Length and Transfer-Encoding are set");
    }
    Framing::Sound
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framing(read: &str) -> Framing {
        let heads = Heads::default();
        for chunk in read.as_bytes().chunks(7) {
            heads.record(chunk);
        }
        heads.framing(&Method::POST)
    }

    #[test]
    fn bare_line_feeds_and_double_framing_are_ambiguous() {
        assert_eq!(
            framing("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{\n"),
            Framing::Sound
        );
        for ambiguous in [
            "POST / HTTP/1.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n",
            "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\nCONTENT-LENGTH: 2\r\n\r\n",
            "POST / HTTP/1.1\nHost: a\n\n",
            "POST / HTTP/1.1\r\nHost: a\n\r\n",
        ] {
            assert!(
                matches!(framing(ambiguous), Framing::Ambiguous(_)),
                "{ambiguous}"
            );
        }
    }

    #[test]
    fn unseen_heads_are_reported_as_such() {
        assert_eq!(
            framing("rest of a body\r\n\r\nPOST / HTTP/1.1\r\n\r\n"),
            Framing::Unseen
        );
        assert_eq!(framing(""), Framing::Unseen);
        assert_eq!(
            framing(&format!(
                "POST / HTTP/1.1\r\nX: {}\r\n\r\n",
                "x".repeat(1 << 17)
            )),
            Framing::Unseen
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_peer_that_does_not_read_is_disconnected() {
        use tokio::io::AsyncWriteExt;
        let (near, _far) = tokio::io::duplex(16);
        let (mut guarded, _) = TimedConnection::new(near, Duration::from_secs(30));
        let written = guarded.write_all(&[0; 64]).await;
        assert_eq!(
            written.map_err(|error| error.kind()),
            Err(io::ErrorKind::TimedOut)
        );
    }
}
