//! A connection with limits on slow heads and stalled writes, whose requests are followed.
//!
//! A head that is not complete in time, and a write that makes no progress for the write timeout, fail with `TimedOut`. The HTTP parser
//! has a limit for heads as well, but it makes a timer for each request; here a connection has one, which is moved only when it fires.
//!
//! A client that has sent its request may close its side of the connection and wait for the
//! response ([RFC 9112, section 9.6](https://www.rfc-editor.org/rfc/rfc9112#section-9.6)). Over TCP
//! that looks like a client that has gone. So the end of what a client sends is kept from the
//! HTTP parser, which would close the connection, until the response is sent or a timeout is over.

use std::io;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::task::unconstrained;
use tokio::time::{Instant, Sleep};

use super::exchanges::Exchanges;
use super::framing::Follower;
#[cfg(feature = "http2")]
use super::http2_limits::Http2;
use super::registered::Registered;
use crate::clock;

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
    /// Those of HTTP/2, and whether it is looked for.
    #[cfg(feature = "http2")]
    pub(crate) http2: Http2,
}

/// The most bytes that are copied to be written as one: the system takes a small response faster from one place than from two.
const COPIED: usize = 1024;

/// The slices in a row in `copy`, if they fit.
fn joined<'a>(slices: &[io::IoSlice<'_>], copy: &'a mut [u8]) -> Option<&'a [u8]> {
    let mut end = 0;
    for slice in slices {
        let start = end;
        end += slice.len();
        copy.get_mut(start..end)?.copy_from_slice(slice);
    }
    copy.get(..end)
}

/// A connection that is watched.
#[derive(Debug)]
pub(crate) struct TimedConnection<Io> {
    io: Io,
    limits: ConnectionLimits,
    head: HeadTimer,
    /// Runs while a write waits for the peer.
    stalled: Option<Pin<Box<Sleep>>>,
    /// Runs while the client has closed its side and waits for a response.
    half_closed: Option<Pin<Box<Sleep>>>,
    follower: Follower,
    exchanges: Exchanges,
    /// Whether its bytes are requests of HTTP/1.
    is_followed: bool,
}

impl<Io> TimedConnection<Io> {
    /// A connection of another protocol: only its writes are watched.
    #[cfg(feature = "http2")]
    pub(super) fn unfollowed(io: Io, limits: ConnectionLimits) -> Self {
        let (connection, _) = Self::new(io, limits);
        Self {
            is_followed: false,
            ..connection
        }
    }

    /// A watched connection, and its requests.
    pub(super) fn new(io: Io, limits: ConnectionLimits) -> (Self, Exchanges) {
        let exchanges = Exchanges::default();
        (
            Self {
                io,
                limits,
                head: HeadTimer::new(limits.head),
                stalled: None,
                half_closed: None,
                follower: Follower::new(limits.head_bytes, exchanges.clone()),
                exchanges: exchanges.clone(),
                is_followed: true,
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

    /// Ready when a head was not complete in time.
    fn poll_head(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if !self.follower.waits_for_head() || self.exchanges.are_in_progress() {
            return Poll::Pending;
        }
        let late = self.head.poll(context);
        late.map(|()| Err(io::ErrorKind::TimedOut.into()))
    }

    /// Ready when the parser may learn that the client sends nothing more: at once, unless a
    /// complete request waits for its response.
    fn poll_end(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if !self.follower.is_between_requests() || !self.exchanges.wake_when_sent(context) {
            return Poll::Ready(Ok(()));
        }
        let timeout = self.limits.half_closed;
        let timer = self
            .half_closed
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(timeout)));
        timer.as_mut().poll(context).map(Ok)
    }
}

/// How long the connection waits for the end of a head.
#[derive(Debug)]
struct HeadTimer {
    limit: Duration,
    /// Since when it waits for the current head.
    since: Option<Instant>,
    /// It may be set to a time before the end of the wait, and is then set again.
    sleep: Option<Pin<Box<Sleep>>>,
    registered: Registered,
}

impl HeadTimer {
    fn new(limit: Duration) -> Self {
        Self {
            limit: limit.min(clock::LONGEST),
            since: None,
            sleep: None,
            registered: Registered::default(),
        }
    }

    /// Ends the wait: a head is complete.
    fn stop(&mut self) {
        self.since = None;
    }

    /// Waits since now, unless it does already. Ready when it has waited for too long.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let end = *self.since.get_or_insert_with(Instant::now) + self.limit;
        let sleep = self
            .sleep
            .get_or_insert_with(|| Box::pin(tokio::time::sleep_until(end)));
        if self.registered.set(context) && !sleep.is_elapsed() {
            return Poll::Pending;
        }
        // Without the budget of the task, so that it is registered in any case.
        while pin!(unconstrained(sleep.as_mut())).poll(context).is_ready() {
            if sleep.deadline() >= end {
                return Poll::Ready(());
            }
            sleep.as_mut().reset(end);
        }
        Poll::Pending
    }
}

impl<Io: AsyncRead + Unpin> AsyncRead for TimedConnection<Io> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if !self.is_followed {
            return Pin::new(&mut self.io).poll_read(context, buffer);
        }
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.io).poll_read(context, buffer);
        let read = buffer.filled().get(before..).unwrap_or_default();
        match polled {
            Poll::Ready(Ok(())) if read.is_empty() && buffer.remaining() > 0 => {
                self.poll_end(context)
            }
            Poll::Ready(polled) => {
                if self.follower.follow(read) {
                    self.head.stop();
                }
                Poll::Ready(polled)
            }
            Poll::Pending => self.poll_head(context),
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
        let mut copy = [0; COPIED];
        let io = Pin::new(&mut self.io);
        let polled = match joined(slices, &mut copy) {
            Some(bytes) => io.poll_write(context, bytes),
            None => io.poll_write_vectored(context, slices),
        };
        self.in_time(context, polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.io).poll_flush(context);
        if polled.is_ready() {
            self.exchanges.sent();
            // The parser reads on only if there are bytes, and would not learn that no head comes.
            if self.is_followed && self.poll_head(context).is_ready() {
                context.waker().wake_by_ref();
            }
        }
        self.in_time(context, polled)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.io).poll_shutdown(context);
        self.in_time(context, polled)
    }
}

#[allow(clippy::unwrap_used, reason = "a test")]
#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
    use tokio::time::sleep;

    use super::*;

    /// A connection, the side of its client, and its requests.
    fn connection() -> (TimedConnection<DuplexStream>, DuplexStream, Exchanges) {
        let (near, far) = tokio::io::duplex(64);
        let (connection, exchanges) = TimedConnection::new(near, limits());
        (connection, far, exchanges)
    }

    fn limits() -> ConnectionLimits {
        ConnectionLimits {
            head: Duration::from_secs(30),
            write: Duration::from_secs(30),
            half_closed: Duration::from_secs(3),
            head_bytes: 1 << 16,
            #[cfg(feature = "http2")]
            http2: Http2::new(),
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_peer_that_does_not_read_is_disconnected() {
        let (mut connection, _far, _) = connection();
        let written = connection.write_all(&[0; 128]).await;
        assert_eq!(
            written.map_err(|error| error.kind()),
            Err(io::ErrorKind::TimedOut)
        );
    }

    #[tokio::test]
    async fn slices_arrive_in_order_whether_they_are_copied_or_not() {
        for head in [1, COPIED - 2, COPIED - 1, COPIED, 3 * COPIED] {
            let (near, mut far) = tokio::io::duplex(8 * COPIED);
            let (mut connection, _) = TimedConnection::new(near, limits());
            let (head, body) = (vec![1; head], [2, 3]);
            let slices = [io::IoSlice::new(&head), io::IoSlice::new(&body)];
            let written = connection.write_vectored(&slices).await.unwrap();
            drop(connection);

            let mut arrived = Vec::new();
            far.read_to_end(&mut arrived).await.unwrap();
            let sent = [head.as_slice(), &body].concat();
            assert!(written > 0 && sent.starts_with(&arrived), "{written}");
            assert_eq!(written, arrived.len());
        }
    }

    /// Sends the bytes, one every two seconds; then waits.
    async fn trickle(far: &mut DuplexStream, text: &str) {
        for byte in text.bytes() {
            far.write_all(&[byte]).await.unwrap();
            sleep(Duration::from_secs(2)).await;
        }
        std::future::pending().await
    }

    /// How a read to the end fails, and after how many seconds.
    async fn failure(connection: &mut TimedConnection<DuplexStream>) -> (io::ErrorKind, u64) {
        let start = Instant::now();
        let read = connection.read_to_end(&mut Vec::new()).await;
        (read.unwrap_err().kind(), start.elapsed().as_secs())
    }

    const HEAD: &str = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    #[tokio::test(start_paused = true)]
    async fn a_head_has_its_time_however_slowly_it_comes() {
        for head in [
            "",
            "GET / HTTP/1.1\r\nHost: a\r\n",
            "GET / HTTP/1.1\nHost: a\r\n",
        ] {
            let (mut connection, mut far, _) = connection();
            tokio::select! {
                failed = failure(&mut connection) => assert_eq!(failed, (io::ErrorKind::TimedOut, 30)),
                () = trickle(&mut far, head) => {}
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn each_head_has_its_own_time_and_a_response_takes_none_of_it() {
        let (mut connection, mut far, exchanges) = connection();
        for _ in 0..3 {
            sleep(Duration::from_secs(20)).await;
            far.write_all(HEAD.as_bytes()).await.unwrap();
            let mut head = vec![0; HEAD.len()];
            connection.read_exact(&mut head).await.unwrap();
            let (in_progress, fault) = exchanges.begin();
            assert_eq!(fault, None);
            // The parser reads while the handler runs.
            let read = tokio::time::timeout(Duration::from_secs(100), connection.read_u8()).await;
            assert!(read.is_err());
            drop(in_progress);
            connection.flush().await.unwrap();
        }
        assert_eq!(
            failure(&mut connection).await,
            (io::ErrorKind::TimedOut, 30)
        );
    }
}
