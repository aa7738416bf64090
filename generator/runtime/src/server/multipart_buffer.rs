//! A form with files, as it is received -> its parts: in memory up to the limit on collected
//! bodies, and beyond that in one unnamed temporary file for all of them.
//!
//! Rejects with 413 a body over the limit on streamed bodies, and heads that fill the memory. A
//! body that is not a form, or has more parts or headers than allowed, is reported later, with
//! everything else that is wrong with the request.
//!
//! A handler gets all parts at once, so a server cannot stream them from the connection: their
//! order is the client's choice, and a value may follow a file of 1 GiB.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use http_body_util::BodyExt;
use tokio::time::{Instant, timeout};

use super::error_response::ErrorResponse;
use super::limits::{Limits, broken_off, late, too_large};
use super::spool::Spool;
use crate::multipart::{Head, Part, PartContent, PartEvent, Splitter};
use crate::{body::Body, payload::BodyContent};

/// Reads a form. `body` already enforces the limits of streamed bodies.
pub(crate) async fn parts(
    headers: &HeaderMap,
    mut body: Body,
    limits: &Limits,
) -> Result<BodyContent, ErrorResponse> {
    let mut splitter = match Splitter::new(headers, limits.receive.form) {
        Ok(splitter) => splitter,
        Err(error) => return Ok(BodyContent::Parts(Err(error))),
    };
    let mut buffer = MultipartBuffer::new(limits);
    let mut pace = Pace::new(limits);
    while let Some(frame) = pace.wait(body.frame()).await? {
        let frame = frame.map_err(broken_off)?;
        let data: &[u8] = frame.data_ref().map_or(&[], |data| data);
        pace.earn(data.len() as u64);
        splitter.feed(data);
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

/// How long a client may still make the server wait: waiting uses the time up, and bytes give it back.
///
/// ```text
/// 1,024 bytes a second, 30 s      10 bytes a second  ->  408 after 30 s
///                                 1 MiB, then a pause of 20 s, and again  ->  accepted
/// ```
struct Pace {
    left: Duration,
    most: Duration,
    /// In bytes a second; 0 for any.
    rate: u64,
}

impl Pace {
    fn new(limits: &Limits) -> Self {
        Self {
            left: limits.read_timeout,
            most: limits.read_timeout,
            rate: limits.upload_rate,
        }
    }

    /// Waits for what the client sends.
    async fn wait<T>(&mut self, sent: impl Future<Output = T>) -> Result<T, ErrorResponse> {
        let start = Instant::now();
        let sent = timeout(self.left, sent).await.map_err(|_| late())?;
        self.left = self.left.saturating_sub(start.elapsed());
        Ok(sent)
    }

    /// Gives back the time that so many bytes may take.
    fn earn(&mut self, bytes: u64) {
        let micros = bytes.saturating_mul(1_000_000).checked_div(self.rate);
        let earned = micros.map_or(self.most, Duration::from_micros);
        self.left = self.left.saturating_add(earned).min(self.most);
    }
}

/// The parts so far.
struct MultipartBuffer<'l> {
    parts: Vec<Part>,
    current: Option<(Head, PartStore)>,
    /// How many more bytes of contents may be in memory.
    room: u64,
    /// The same for heads, which cannot move to the file.
    head_room: u64,
    /// The file, once it is needed.
    spool: Option<Spool>,
    limits: &'l Limits,
}

/// Where the content of a part is written.
enum PartStore {
    Memory(BytesMut),
    /// In the file, from this byte on.
    File(u64),
}

impl<'l> MultipartBuffer<'l> {
    fn new(limits: &'l Limits) -> Self {
        Self {
            parts: Vec::new(),
            current: None,
            room: limits.body,
            head_room: limits.body,
            spool: None,
            limits,
        }
    }

    /// Adds an event of the splitter.
    async fn add(&mut self, piece: PartEvent) -> Result<(), ErrorResponse> {
        match piece {
            PartEvent::Head(head) => {
                self.end_part();
                self.head_room = self
                    .head_room
                    .checked_sub(head.size())
                    .ok_or_else(|| too_large(self.limits.body))?;
                self.current = Some((head, PartStore::Memory(BytesMut::new())));
                Ok(())
            }
            PartEvent::Content(bytes) => self.write(bytes).await,
        }
    }

    /// Adds content to the current part. When memory is full, the part moves to the file.
    async fn write(&mut self, bytes: Bytes) -> Result<(), ErrorResponse> {
        let Some((_, store)) = &mut self.current else {
            return Ok(());
        };
        if let PartStore::Memory(held) = store {
            if let Some(left) = self.room.checked_sub(bytes.len() as u64) {
                self.room = left;
                held.extend_from_slice(&bytes);
                return Ok(());
            }
            let held = std::mem::take(held);
            let spool = match &mut self.spool {
                Some(spool) => spool,
                none => none.insert(Spool::create(self.limits).await?),
            };
            *store = PartStore::File(spool.end());
            self.room += held.len() as u64;
            spool.append(&held).await?;
        }
        match &mut self.spool {
            Some(spool) => spool.append(&bytes).await,
            None => Ok(()),
        }
    }

    /// Completes the current part.
    fn end_part(&mut self) {
        let Some((head, store)) = self.current.take() else {
            return;
        };
        let content = match (store, &self.spool) {
            (PartStore::File(start), Some(spool)) => {
                let (body, length) = spool.since(start);
                PartContent::Stored(body, length)
            }
            (PartStore::Memory(held), _) => PartContent::Bytes(held.freeze()),
            (PartStore::File(_), None) => PartContent::Bytes(Bytes::new()),
        };
        self.parts.push(Part::new(head, content));
    }

    async fn finish(mut self) -> Result<Vec<Part>, ErrorResponse> {
        self.end_part();
        if let Some(spool) = &mut self.spool {
            spool.flush().await?;
        }
        Ok(self.parts)
    }
}
