//! The first bytes of a connection -> which protocol it speaks.
//!
//! A client that knows that its server speaks HTTP/2 begins with a fixed text ([RFC 9113, section
//! 3.4](https://www.rfc-editor.org/rfc/rfc9113#section-3.4)), which is no request of HTTP/1.1.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf};

/// What an HTTP/2 client sends first.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// A connection whose first bytes were read, and are read again.
#[derive(Debug)]
pub(super) struct Replayed<Io> {
    read: [u8; PREFACE.len()],
    from: usize,
    to: usize,
    io: Io,
}

impl<Io: AsyncRead + Unpin> Replayed<Io> {
    /// Reads until it is certain whether the client speaks HTTP/2.
    ///
    /// # Errors
    /// If the connection fails.
    pub(super) async fn new(mut io: Io) -> io::Result<(Self, bool)> {
        let (mut read, mut to) = ([0; PREFACE.len()], 0);
        let is_http2 = loop {
            let (so_far, rest) = read.split_at_mut(to);
            if !PREFACE.starts_with(so_far) {
                break false;
            }
            if rest.is_empty() {
                break true;
            }
            match io.read(rest).await? {
                0 => break false,
                count => to += count,
            }
        };
        let replayed = Self {
            read,
            from: 0,
            to,
            io,
        };
        Ok((replayed, is_http2))
    }
}

impl<Io: AsyncRead + Unpin> AsyncRead for Replayed<Io> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let (from, to) = (self.from, self.to);
        let left = self.read.get(from..to).unwrap_or_default();
        if left.is_empty() {
            ready!(Pin::new(&mut self.io).poll_read(context, buffer))?;
            return Poll::Ready(Ok(()));
        }
        let count = left.len().min(buffer.remaining());
        buffer.put_slice(left.get(..count).unwrap_or_default());
        self.from += count;
        Poll::Ready(Ok(()))
    }
}

impl<Io: AsyncWrite + Unpin> AsyncWrite for Replayed<Io> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(context)
    }
}

#[allow(clippy::unwrap_used, reason = "a test")]
#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_preface_is_told_from_requests_and_read_again() {
        for (sent, expected) in [
            ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0", true),
            ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\r", false),
            ("POST / HTTP/1.1\r\n\r\n", false),
            ("PRI", false),
            ("G", false),
            ("", false),
        ] {
            let (near, mut far) = tokio::io::duplex(3);
            let writing = async {
                tokio::io::AsyncWriteExt::write_all(&mut far, sent.as_bytes())
                    .await
                    .unwrap();
                drop(far);
            };
            let reading = async {
                let (mut replayed, is_http2) = Replayed::new(near).await.unwrap();
                let mut read = String::new();
                replayed.read_to_string(&mut read).await.unwrap();
                (read, is_http2)
            };
            let ((), found) = tokio::join!(writing, reading);
            assert_eq!(found, (sent.to_owned(), expected));
        }
    }
}
