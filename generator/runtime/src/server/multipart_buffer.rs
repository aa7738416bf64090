//! A form with files, as it is received -> its parts: in memory up to the limit on collected
//! bodies, and beyond that in unnamed temporary files, which are deleted with their last reader.
//!
//! Rejects with 413 a body over the limit on streamed bodies, and heads that fill the memory. A
//! body that is not a form is reported later, with everything else that is wrong with the request.
//!
//! A handler gets all parts at once, so a server cannot stream them from the connection: their
//! order is the client's choice, and a value may follow a file of 1 GiB.

use std::io::SeekFrom;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt;
use tokio::fs::File;
use tokio::io::{self, AsyncRead, AsyncSeekExt, AsyncWriteExt, ReadBuf};

use super::error_response::ErrorResponse;
use super::limits::{Limits, broken_off, too_large};
use crate::multipart::{Head, Part, PartContent, PartEvent, Splitter};
use crate::{body::Body, payload::BodyContent};

/// How many bytes of a file are read at a time.
const CHUNK: usize = 64 << 10;

/// Reads a form. `body` already enforces the limits of streamed bodies.
pub(crate) async fn parts(
    headers: &HeaderMap,
    mut body: Body,
    limits: &Limits,
) -> Result<BodyContent, ErrorResponse> {
    let mut splitter = match Splitter::new(headers) {
        Ok(splitter) => splitter,
        Err(error) => return Ok(BodyContent::Parts(Err(error))),
    };
    let mut buffer = MultipartBuffer::new(limits.body);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(broken_off)?;
        splitter.feed(frame.data_ref().map_or(&[], |data| data));
        loop {
            match splitter.next() {
                Ok(Some(piece)) => buffer.add(piece).await?,
                Ok(None) => break,
                Err(error) => return Ok(BodyContent::Parts(Err(error))),
            }
        }
    }
    if let Err(error) = splitter.finish() {
        return Ok(BodyContent::Parts(Err(error)));
    }
    buffer.finish().await.map(Ok).map(BodyContent::Parts)
}

/// The parts so far.
struct MultipartBuffer {
    parts: Vec<Part>,
    current: Option<(Head, PartStore)>,
    /// How many more bytes may be in memory.
    room: u64,
    limit: u64,
}

/// Where the content of a part is written.
enum PartStore {
    Memory(BytesMut),
    File(File, u64),
}

impl MultipartBuffer {
    fn new(limit: u64) -> Self {
        Self {
            parts: Vec::new(),
            current: None,
            room: limit,
            limit,
        }
    }

    /// Adds an event of the splitter.
    async fn add(&mut self, piece: PartEvent) -> Result<(), ErrorResponse> {
        match piece {
            PartEvent::Head(head) => {
                self.end_part().await?;
                self.room = self
                    .room
                    .checked_sub(head.size())
                    .ok_or_else(|| too_large(self.limit))?;
                self.current = Some((head, PartStore::Memory(BytesMut::new())));
                Ok(())
            }
            PartEvent::Content(bytes) => match &mut self.current {
                Some((_, store)) => store.write(bytes, &mut self.room).await.map_err(failed),
                None => Ok(()),
            },
        }
    }

    /// Completes the current part.
    async fn end_part(&mut self) -> Result<(), ErrorResponse> {
        if let Some((head, store)) = self.current.take() {
            let content = store.finish().await.map_err(failed)?;
            self.parts.push(Part::new(head, content));
        }
        Ok(())
    }

    async fn finish(mut self) -> Result<Vec<Part>, ErrorResponse> {
        self.end_part().await?;
        Ok(self.parts)
    }
}

impl PartStore {
    /// Adds content. When memory is full, the part moves to a file.
    async fn write(&mut self, bytes: Bytes, room: &mut u64) -> io::Result<()> {
        let length = bytes.len() as u64;
        match self {
            Self::Memory(held) => match room.checked_sub(length) {
                Some(left) => {
                    *room = left;
                    held.extend_from_slice(&bytes);
                }
                None => {
                    let held = std::mem::take(held);
                    *room += held.len() as u64;
                    let mut file = File::from_std(create().await?);
                    file.write_all(&held).await?;
                    file.write_all(&bytes).await?;
                    *self = Self::File(file, held.len() as u64 + length);
                }
            },
            Self::File(file, written) => {
                file.write_all(&bytes).await?;
                *written += length;
            }
        }
        Ok(())
    }

    async fn finish(self) -> io::Result<PartContent> {
        match self {
            Self::Memory(held) => Ok(PartContent::Bytes(held.freeze())),
            Self::File(mut file, length) => {
                file.flush().await?;
                file.seek(SeekFrom::Start(0)).await?;
                let body = Body::stream(StoredFile {
                    file,
                    left: length,
                    chunk: vec![0; CHUNK],
                });
                Ok(PartContent::Stored(body, length))
            }
        }
    }
}

/// A file without a name, which is deleted when it is closed.
async fn create() -> io::Result<std::fs::File> {
    tokio::task::spawn_blocking(tempfile::tempfile).await?
}

/// The response if the temporary folder cannot be used.
fn failed(error: io::Error) -> ErrorResponse {
    tracing::error!(%error, "an upload could not be kept in the temporary folder");
    ErrorResponse::internal().closing()
}

/// The content of a temporary file, as a body.
struct StoredFile {
    file: File,
    left: u64,
    chunk: Vec<u8>,
}

impl http_body::Body for StoredFile {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let Self { file, left, chunk } = &mut *self;
        let mut buffer = ReadBuf::new(chunk);
        if let Err(error) = ready!(Pin::new(file).poll_read(context, &mut buffer)) {
            return Poll::Ready(Some(Err(error)));
        }
        let read = buffer.filled();
        *left = left.saturating_sub(read.len() as u64);
        Poll::Ready((!read.is_empty()).then(|| Ok(Frame::data(Bytes::copy_from_slice(read)))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
