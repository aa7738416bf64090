//! A reader as a body that streams.

use std::io::{self, ErrorKind, Read};

use bytes::Bytes;
use futures_util::stream::try_unfold;
use tokio::task::spawn_blocking;

use crate::stream::ByteStream;

/// How many bytes are read at once.
const PIECE: usize = 64 << 10;

impl ByteStream {
    /// What a reader has, such as a file: it is read while it is sent, piece by piece, on a thread
    /// where waiting disturbs nobody. An error of the reader breaks the body off, so that the
    /// receiver notices.
    ///
    /// ```no_run
    /// use bindwright_runtime::ByteStream;
    ///
    /// # fn main() -> std::io::Result<()> {
    /// let photo = ByteStream::from_reader(std::fs::File::open("rex.jpg")?);
    /// # let _ = photo;
    /// # Ok(())
    /// # }
    /// ```
    pub fn from_reader(reader: impl Read + Send + 'static) -> Self {
        Self::from_stream(try_unfold(reader, |mut reader| async move {
            let read = spawn_blocking(move || Ok::<_, io::Error>((piece(&mut reader)?, reader)));
            let (piece, reader) = read.await.map_err(io::Error::other)??;
            Ok::<_, io::Error>((!piece.is_empty()).then_some((piece, reader)))
        }))
    }
}

/// The next piece; an empty one at the end.
fn piece(reader: &mut impl Read) -> io::Result<Bytes> {
    let mut piece = vec![0; PIECE];
    loop {
        match reader.read(&mut piece) {
            Ok(read) => {
                piece.truncate(read);
                return Ok(piece.into());
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
