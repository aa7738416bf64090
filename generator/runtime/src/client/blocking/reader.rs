//! A body that streams, as a reader.

use std::io::{self, BufRead, Read};

use bytes::{Buf as _, Bytes};

use super::BlockingIter;
use crate::{body::BodyError, stream::ByteStream};

/// The bytes of a response as they arrive, to be read without an async runtime.
///
/// # Errors
/// A body that makes no progress ends with [`io::ErrorKind::TimedOut`], and one that breaks off with
/// another error, of which the source is the [`BodyError`].
///
/// # Examples
///
/// ```
/// use std::io::Read as _;
/// use bindwright_runtime::ByteStream;
///
/// # fn main() -> std::io::Result<()> {
/// // client.download(…)?.into_body()
/// let mut report = ByteStream::from("id,name\n").reader();
/// let mut text = String::new();
/// report.read_to_string(&mut text)?;
/// assert_eq!(text, "id,name\n");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct ByteReader {
    chunks: BlockingIter<ByteStream>,
    chunk: Bytes,
}

impl ByteReader {
    /// The stream, which knows the type, the length and the name of a file.
    #[must_use]
    pub fn get_ref(&self) -> &ByteStream {
        self.chunks.get_ref()
    }
}

impl ByteStream {
    /// The bytes as a reader, for a client that blocks.
    #[must_use]
    pub fn reader(self) -> ByteReader {
        ByteReader {
            chunks: BlockingIter::new(self),
            chunk: Bytes::new(),
        }
    }
}

impl BufRead for ByteReader {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.chunk.is_empty() {
            match self.chunks.next() {
                None => break,
                Some(chunk) => self.chunk = chunk.map_err(of_body)?,
            }
        }
        Ok(&self.chunk)
    }

    fn consume(&mut self, amount: usize) {
        self.chunk.advance(amount.min(self.chunk.len()));
    }
}

impl Read for ByteReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

/// Readers try again after `Interrupted`, so this is never the kind.
fn of_body(error: BodyError) -> io::Error {
    match error {
        BodyError::Stalled { .. } => io::Error::new(io::ErrorKind::TimedOut, error),
        BodyError::Interrupted(_) | BodyError::TooLarge { .. } => io::Error::other(error),
    }
}
