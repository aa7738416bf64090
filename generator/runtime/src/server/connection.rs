//! A connection with a limit on stalled writes, whose requests are followed.
//!
//! A write that makes no progress for the write timeout fails with `TimedOut`.
//!
//! A client that has sent its request may close its side of the connection and wait for the
//! response ([RFC 9112, section 9.6](https://www.rfc-editor.org/rfc/rfc9112#section-9.6)). Over TCP
//! that looks like a client that has gone. So the end of what a client sends is kept from the
//! HTTP parser, which would close the connection, until the response is sent or a timeout is over.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Sleep;

use super::framing::{Exchanges, Follower};

/// The limits of a connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ConnectionLimits {
    /// How long the head of a request may take.
    pub(crate) head: Duration,
    /// How long a write may make no progress.
    pub(crate) write: Duration,
    /// How long a client that has closed its side gets its response.
    pub(crate) half_closed: Duration,
    /// The most bytes of a head.
    pub(crate) head_bytes: usize,
}

/// A connection that is watched.
#[derive(Debug)]
pub(crate) struct TimedConnection<Io> {
    io: Io,
    limits: ConnectionLimits,
    /// Runs while a write waits for the peer.
    stalled: Option<Pin<Box<Sleep>>>,
    /// Runs while the client has closed its side and waits for a response.
    half_closed: Option<Pin<Box<Sleep>>>,
    follower: Follower,
    exchanges: Exchanges,
}

impl<Io> TimedConnection<Io> {
    /// A watched connection, and its requests.
    pub(super) fn new(io: Io, limits: ConnectionLimits) -> (Self, Exchanges) {
        let exchanges = Exchanges::default();
        (
            Self {
                io,
                limits,
                stalled: None,
                half_closed: None,
                follower: Follower::new(limits.head_bytes, exchanges.clone()),
                exchanges: exchanges.clone(),
            },
            exchanges,
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
        let timeout = self.limits.write;
        let timer = self
            .stalled
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(timeout)));
        timer
            .as_mut()
            .poll(context)
            .map(|()| Err(io::ErrorKind::TimedOut.into()))
    }

    /// Ready when the parser may learn that the client sends nothing more: at once, unless a
    /// complete request waits for its response.
    fn poll_end(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if !self.follower.is_between_requests() || !self.exchanges.are_in_progress(context) {
            return Poll::Ready(Ok(()));
        }
        let timeout = self.limits.half_closed;
        let timer = self
            .half_closed
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(timeout)));
        timer.as_mut().poll(context).map(Ok)
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
        let read = buffer.filled().get(before..).unwrap_or_default();
        match polled {
            Poll::Ready(Ok(())) if read.is_empty() && buffer.remaining() > 0 => {
                self.poll_end(context)
            }
            polled => {
                self.follower.follow(read);
                polled
            }
        }
    }
}

impl<Io: AsyncWrite + Unpin> AsyncWrite for TimedConnection<Io> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.io).poll_write(context, bytes);
        self.in_time(context, polled)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.io).poll_write_vectored(context, slices);
        self.in_time(context, polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.io).poll_flush(context);
        if polled.is_ready() {
            self.exchanges.sent();
        }
        self.in_time(context, polled)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.io).poll_shutdown(context);
        self.in_time(context, polled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_peer_that_does_not_read_is_disconnected() {
        use tokio::io::AsyncWriteExt;
        let (near, _far) = tokio::io::duplex(16);
        let limits = ConnectionLimits {
            head: Duration::from_secs(30),
            write: Duration::from_secs(30),
            half_closed: Duration::from_secs(3),
            head_bytes: 1 << 16,
        };
        let (mut guarded, _) = TimedConnection::new(near, limits);
        let written = guarded.write_all(&[0; 64]).await;
        assert_eq!(
            written.map_err(|error| error.kind()),
            Err(io::ErrorKind::TimedOut)
        );
    }
}
