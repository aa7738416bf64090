//! What happens between a connection and its first request: nothing, or a handshake such as that of TLS.
//!
//! A peer may take its time for a handshake. So each has a task and a time limit of its own, and counts as a connection meanwhile: a
//! peer that says nothing delays nobody else.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;
use tokio::time::timeout;

use crate::clock;

/// Makes the stream of a connection from what a listener accepts. Closures that return a future implement it.
pub trait Handshake<Io>: Clone + Send + Sync + 'static {
    /// The stream that requests are read from.
    type Io: AsyncRead + AsyncWrite + Unpin + Send + 'static;

    /// Does it once.
    ///
    /// # Errors
    /// If the peer does something else. Its connection is closed.
    fn handshake(&self, io: Io) -> impl Future<Output = io::Result<Self::Io>> + Send;

    /// The protocol that was agreed on. `None` by default: HTTP/1.1, unless the server asks the first bytes
    /// (`Http2::prior_knowledge`).
    fn protocol(io: &Self::Io) -> Option<Protocol> {
        let _ = io;
        None
    }
}

/// What a connection speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Protocol {
    /// HTTP/1.1, and HTTP/1.0 of old clients.
    Http1,
    /// HTTP/2, in builds with the feature `http2`.
    Http2,
}

impl<Io, Out, F, Fut> Handshake<Io> for F
where
    Io: Send,
    Out: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    F: Fn(Io) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = io::Result<Out>> + Send,
{
    type Io = Out;

    fn handshake(&self, io: Io) -> impl Future<Output = io::Result<Out>> + Send {
        self(io)
    }
}

/// No handshake: requests are read from what the listener accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NoHandshake;

impl<Io: AsyncRead + AsyncWrite + Unpin + Send + 'static> Handshake<Io> for NoHandshake {
    type Io = Io;

    async fn handshake(&self, io: Io) -> io::Result<Io> {
        Ok(io)
    }
}

/// The stream of a connection, if the handshake succeeds in time. After the shutdown has begun, it has only `linger`.
pub(super) async fn shaken<Io, H: Handshake<Io>>(
    handshake: &H,
    io: Io,
    limit: Duration,
    (linger, mut stopping): (Duration, watch::Receiver<()>),
) -> Option<H::Io> {
    let shaking = timeout(limit.min(clock::LONGEST), handshake.handshake(io));
    let mut shaking = std::pin::pin!(shaking);
    let shaken = tokio::select! {
        biased;
        shaken = shaking.as_mut() => shaken,
        _ = stopping.changed() => timeout(linger, shaking.as_mut()).await.ok()?,
    };
    match shaken {
        Ok(Ok(io)) => Some(io),
        Ok(Err(error)) => {
            tracing::debug!(%error, "a handshake failed");
            None
        }
        Err(_) => {
            tracing::debug!("a handshake did not end in time");
            None
        }
    }
}
