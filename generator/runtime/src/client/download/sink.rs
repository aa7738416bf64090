//! Where the bytes of a download go.

use std::future::{Future, poll_fn};
use std::io;
use std::pin::Pin;

use tokio::io::AsyncWrite;

/// A place for bytes.
pub(super) trait Sink: Send {
    /// Writes all of them.
    fn write(&mut self, bytes: &[u8]) -> impl Future<Output = io::Result<()>> + Send;

    /// Forgets everything; `false` if that is impossible.
    fn restart(&mut self) -> impl Future<Output = io::Result<bool>> + Send;
}

/// A writer of the caller.
pub(super) struct WriterSink<'w, W>(pub(super) &'w mut W);

impl<W: AsyncWrite + Unpin + Send> WriterSink<'_, W> {
    pub(super) async fn flush(&mut self) -> io::Result<()> {
        poll_fn(|cx| Pin::new(&mut *self.0).poll_flush(cx)).await
    }
}

impl<W: AsyncWrite + Unpin + Send> Sink for WriterSink<'_, W> {
    async fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let written = poll_fn(|cx| Pin::new(&mut *self.0).poll_write(cx, bytes)).await?;
            if written == 0 {
                return Err(io::ErrorKind::WriteZero.into());
            }
            bytes = bytes.get(written..).unwrap_or_default();
        }
        Ok(())
    }

    async fn restart(&mut self) -> io::Result<bool> {
        Ok(false)
    }
}
