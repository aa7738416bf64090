//! The bytes of a body into lines, one at a time, without the byte order mark in front of the first. Rejects a line that is longer
//! than the limit.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::{Buf, BytesMut};

use super::{LINE_LIMIT, StreamError};
use crate::{body::Body, codec::without_bom};

/// What ends a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineEnd {
    /// LF alone.
    Lf,
    /// LF, CR LF or CR
    /// (<https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream>).
    Any,
}

/// Reads lines from chunks of any size.
#[derive(Debug)]
pub(super) struct Lines {
    body: Body,
    ends: LineEnd,
    buffer: BytesMut,
    /// How many bytes of the buffer contain no line end: they are not searched again.
    scanned: usize,
    /// The last line ended with CR: an LF that follows belongs to it.
    after_cr: bool,
    /// The first line was read.
    started: bool,
    ended: bool,
}

/// One line, or the bytes after the last line end.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    Complete(String),
    Unfinished(String),
}

impl Lines {
    pub(super) fn new(body: Body, ends: LineEnd) -> Self {
        Self {
            body,
            ends,
            buffer: BytesMut::new(),
            scanned: 0,
            after_cr: false,
            started: false,
            ended: false,
        }
    }

    /// The next line; bytes that are not UTF-8 are replaced by U+FFFD.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Line, StreamError>>> {
        loop {
            if let Some(line) = self.take_line() {
                if line.len() > LINE_LIMIT {
                    return self.fail(StreamError::TooLong { limit: LINE_LIMIT });
                }
                return Poll::Ready(Some(Ok(Line::Complete(line))));
            }
            if self.ended {
                let rest = self.take(self.buffer.len());
                return Poll::Ready((!rest.is_empty()).then_some(Ok(Line::Unfinished(rest))));
            }
            if self.buffer.len() > LINE_LIMIT {
                return self.fail(StreamError::TooLong { limit: LINE_LIMIT });
            }
            match ready!(http_body::Body::poll_frame(Pin::new(&mut self.body), cx)) {
                None => self.ended = true,
                Some(Err(error)) => return self.fail(error.into()),
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        self.buffer.extend_from_slice(&data);
                    }
                }
            }
        }
    }

    /// Ends the stream with an error.
    fn fail(&mut self, error: StreamError) -> Poll<Option<Result<Line, StreamError>>> {
        self.ended = true;
        self.buffer.clear();
        self.scanned = 0;
        Poll::Ready(Some(Err(error)))
    }

    /// The next complete line in the buffer.
    fn take_line(&mut self) -> Option<String> {
        // The byte behind a CR may come with a later chunk.
        if let Some(first) = self.buffer.first() {
            let belongs_to_cr = self.after_cr && *first == b'\n';
            self.after_cr = false;
            self.buffer.advance(usize::from(belongs_to_cr));
        }
        let is_end = |byte: &u8| *byte == b'\n' || (self.ends == LineEnd::Any && *byte == b'\r');
        let unseen = self.buffer.get(self.scanned..).unwrap_or_default();
        let Some(at) = unseen.iter().position(is_end) else {
            self.scanned = self.buffer.len();
            return None;
        };
        let end = self.scanned + at;
        self.after_cr = self.buffer.get(end) == Some(&b'\r');
        let line = self.take(end);
        self.buffer.advance(1);
        Some(line)
    }

    /// The first bytes of the buffer, as a string.
    fn take(&mut self, length: usize) -> String {
        self.scanned = 0;
        let line = self.buffer.split_to(length);
        let text = if std::mem::replace(&mut self.started, true) {
            &line
        } else {
            without_bom(&line)
        };
        String::from_utf8_lossy(text).into_owned()
    }
}
