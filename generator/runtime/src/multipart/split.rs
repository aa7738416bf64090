//! The bytes of a `multipart/form-data` body, as they arrive -> the heads and contents of its parts
//! ([RFC 2046, section 5.1](https://www.rfc-editor.org/rfc/rfc2046#section-5.1), [RFC
//! 7578](https://www.rfc-editor.org/rfc/rfc7578)).
//!
//! Rejects a body without its boundary, one that ends too early, parts without a name, and what is
//! beyond [`FormLimits`]. It keeps back no more than a head or a boundary, so that contents pass
//! through.
//!
//! Why not the crate `multer`: it reads only asynchronous streams, and a client also reads the
//! parts of a body in memory. It would also bring five more crates into every client.

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, header};

use super::attribute::attribute;
use super::head::{Head, malformed};
use crate::codec::DecodeError;

/// How many parts a form may have, and how many bytes their headers.
#[derive(Debug, Clone, Copy)]
pub struct FormLimits {
    /// The most parts.
    pub parts: usize,
    /// The most bytes of the headers of one part.
    pub head: usize,
    /// The most bytes of the headers of all parts.
    pub heads: usize,
}

impl Default for FormLimits {
    fn default() -> Self {
        Self {
            parts: 1_024,
            head: 16 << 10,
            heads: 1 << 20,
        }
    }
}

/// Splits a body into parts.
pub(crate) struct Splitter {
    /// The line break before a boundary, two dashes, and the boundary.
    delimiter: Vec<u8>,
    /// Bytes that were received and not passed on yet.
    pending: BytesMut,
    /// How many of them certainly do not start the end of a line or head: each byte is looked at
    /// once, also if it arrives alone.
    searched: usize,
    at: SplitState,
    parts: usize,
    /// How many bytes the headers had so far.
    heads: usize,
    limits: FormLimits,
}

/// What the next bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SplitState {
    Preamble,
    BoundaryEnd,
    Head,
    Content,
    Epilogue,
}

/// What was found.
pub(crate) enum PartEvent {
    /// The next part starts.
    Head(Head),
    /// A piece of its content.
    Content(Bytes),
}

impl Splitter {
    /// A splitter for a body with these headers.
    ///
    /// # Errors
    /// If they do not name a boundary of 1 to 70 characters ([RFC 2046, section
    /// 5.1.1](https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1)).
    pub(crate) fn new(headers: &HeaderMap, limits: FormLimits) -> Result<Self, DecodeError> {
        let boundary = headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| attribute(value.to_str().ok()?, "boundary"))
            .filter(|boundary| (1..=70).contains(&boundary.len()))
            .ok_or_else(|| malformed("a Content-Type without a boundary"))?;
        Ok(Self {
            delimiter: format!("\r\n--{boundary}").into_bytes(),
            // The first boundary may stand at the start, where no line break comes before it.
            pending: BytesMut::from("\r\n"),
            searched: 0,
            at: SplitState::Preamble,
            parts: 0,
            heads: 0,
            limits,
        })
    }

    /// Adds bytes that were received.
    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        if self.at != SplitState::Epilogue {
            self.pending.extend_from_slice(bytes);
        }
    }

    /// The next event; `None` if more bytes are needed first.
    ///
    /// # Errors
    /// If the body is malformed.
    pub(crate) fn next(&mut self) -> Result<Option<PartEvent>, DecodeError> {
        loop {
            let found = match self.at {
                SplitState::Preamble => self.preamble(),
                SplitState::BoundaryEnd => self.boundary_end()?,
                SplitState::Head => match self.head()? {
                    Some(head) => return Ok(Some(PartEvent::Head(head))),
                    None => false,
                },
                SplitState::Content => return Ok(self.content()),
                SplitState::Epilogue => {
                    self.pending.clear();
                    false
                }
            };
            if !found {
                return Ok(None);
            }
        }
    }

    /// Ends the body.
    ///
    /// # Errors
    /// If its last boundary is missing.
    pub(crate) fn finish(&self) -> Result<(), DecodeError> {
        match self.at {
            SplitState::Epilogue => Ok(()),
            SplitState::Preamble
            | SplitState::BoundaryEnd
            | SplitState::Head
            | SplitState::Content => Err(malformed("a body that ends too early")),
        }
    }

    /// Skips everything before the first boundary.
    fn preamble(&mut self) -> bool {
        let end = find(&self.pending, &self.delimiter);
        let skipped = end.unwrap_or_else(|| self.settled());
        drop(self.pending.split_to(skipped));
        if end.is_some() {
            self.pass_boundary();
        }
        end.is_some()
    }

    /// The rest of a boundary's line: `--` after the last one.
    fn boundary_end(&mut self) -> Result<bool, DecodeError> {
        if self.pending.starts_with(b"--") {
            self.at = SplitState::Epilogue;
            return Ok(true);
        }
        const END: &[u8] = b"\r\n";
        let end = match self.seek(END) {
            Some(end) if end <= self.limits.head => end,
            None if self.pending.len() < self.limits.head.saturating_add(END.len()) => {
                return Ok(false);
            }
            Some(_) | None => return Err(malformed("a boundary whose line does not end")),
        };
        let padding = self.pending.split_to(end);
        if !padding.iter().all(|byte| matches!(byte, b' ' | b'\t')) {
            return Err(malformed("a line that only starts like the boundary"));
        }
        if self.parts == self.limits.parts {
            return Err(malformed(&format!("more than {} parts", self.limits.parts)));
        }
        self.parts += 1;
        self.at = SplitState::Head;
        Ok(true)
    }

    /// The head of a part, from the line break before its first header to the empty line after the
    /// last.
    fn head(&mut self) -> Result<Option<Head>, DecodeError> {
        const END: &[u8] = b"\r\n\r\n";
        match self.seek(END) {
            Some(end) if end <= self.limits.head => {
                let lines = self.pending.split_to(end + END.len());
                self.at = SplitState::Content;
                self.heads += lines.len();
                if self.heads > self.limits.heads {
                    return Err(malformed(&format!(
                        "parts with more than {} bytes of headers together",
                        self.limits.heads
                    )));
                }
                Head::parse(&lines).map(Some)
            }
            None if self.pending.len() < self.limits.head.saturating_add(END.len()) => Ok(None),
            Some(_) | None => Err(malformed(&format!(
                "a part with more than {} bytes of headers",
                self.limits.head
            ))),
        }
    }

    /// The position of the end of a line or head in the pending bytes.
    fn seek(&mut self, end: &[u8]) -> Option<usize> {
        let found = find(self.pending.get(self.searched..)?, end).map(|at| at + self.searched);
        self.searched = match found {
            Some(_) => 0,
            None => self.pending.len().saturating_sub(end.len() - 1),
        };
        found
    }

    /// The content up to the next boundary, as far as it was received.
    fn content(&mut self) -> Option<PartEvent> {
        let Some(end) = find(&self.pending, &self.delimiter) else {
            let settled = self.settled();
            return (settled > 0)
                .then(|| PartEvent::Content(self.pending.split_to(settled).freeze()));
        };
        let content = self.pending.split_to(end).freeze();
        self.pass_boundary();
        Some(PartEvent::Content(content))
    }

    /// Moves behind a boundary.
    fn pass_boundary(&mut self) {
        drop(self.pending.split_to(self.delimiter.len()));
        self.at = SplitState::BoundaryEnd;
    }

    /// How many pending bytes cannot be the start of a boundary.
    fn settled(&self) -> usize {
        self.pending.len().saturating_sub(self.delimiter.len() - 1)
    }
}

/// The position of a string in bytes.
fn find(bytes: &[u8], text: &[u8]) -> Option<usize> {
    let (first, rest) = text.split_first()?;
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|byte| byte == first)?;
        if bytes.get(at + 1..)?.starts_with(rest) {
            return Some(at);
        }
        from = at + 1;
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "a test stops at what it does not expect"
    )]

    use http::HeaderValue;

    use super::*;

    const MAX_HEAD: usize = 16 << 10;
    const MAX_PARTS: usize = 1_024;

    /// The parts of a body that comes in chunks of this size: name and content.
    fn split(body: &str, size: usize) -> Result<Vec<(String, String)>, DecodeError> {
        let content_type = HeaderValue::from_static("multipart/form-data; boundary=b");
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, content_type)]);
        let mut splitter = Splitter::new(&headers, FormLimits::default())?;
        let mut parts: Vec<(String, String)> = Vec::new();
        for chunk in body.as_bytes().chunks(size) {
            splitter.feed(chunk);
            while let Some(piece) = splitter.next()? {
                match piece {
                    PartEvent::Head(head) => parts.push((head.name, String::new())),
                    PartEvent::Content(bytes) => {
                        let content = &mut parts.last_mut().unwrap().1;
                        content.push_str(std::str::from_utf8(&bytes).unwrap());
                    }
                }
            }
        }
        splitter.finish()?;
        Ok(parts)
    }

    #[test]
    fn chunks_of_any_size_give_the_same_parts() {
        let body = "before\r\n--b \t\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--\r\n--c\r\r\n--b\r\n\
                    content-disposition: form-data; name=\"e\"\r\n\r\n\r\n--b--\r\nafter\r\n--b\r\n";
        let expected = [
            ("a".to_owned(), "x\r\n--\r\n--c\r".to_owned()),
            ("e".to_owned(), String::new()),
        ];
        for size in 1..=body.len() {
            assert_eq!(split(body, size).unwrap(), expected, "chunks of {size}");
        }
    }

    /// A form of random pieces, cut at random bytes, has the same parts or the same fault as in one chunk.
    #[test]
    fn every_way_of_cutting_a_form_gives_the_same_parts() {
        use proptest::prelude::*;
        const PIECES: [&str; 12] = [
            "\r\n--b\r\n",
            "--b",
            "\r\n",
            "\r",
            "\n",
            "--",
            "-",
            "Content-Disposition: form-data; name=a",
            "\r\n\r\n",
            "x",
            " ",
            "\r\n--b--",
        ];
        let pieces = prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..16);
        let padding = prop_oneof![4 => Just(0), 1 => MAX_HEAD - 50..MAX_HEAD + 10];
        proptest!(|(pieces in pieces, padding in padding, after in 0..3_usize, size in prop_oneof![1..60_usize, MAX_HEAD - 8..MAX_HEAD + 80])| {
            let padding = " ".repeat(padding);
            let start = match after {
                0 => format!("--b{padding}\r\n"),
                1 => format!("--b\r\nContent-Disposition: form-data; name=a\r\nX:{padding}\r\n\r\n"),
                _ => padding,
            };
            let body = start + &pieces.concat();
            let whole = split(&body, usize::MAX).map_err(|error| error.to_string());
            let cut = split(&body, size).map_err(|error| error.to_string());
            prop_assert_eq!(cut, whole, "{} {:?}", size, body);
        });
    }

    #[test]
    fn malformed_forms_are_rejected_with_any_chunks() {
        let head = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n";
        let long = format!("--b\r\nX: {}\r\n\r\n", "x".repeat(MAX_HEAD));
        let many = format!("{head}\r\n").repeat(MAX_PARTS + 1);
        let padded = format!(
            "--b\r\nContent-Disposition: form-data; name=a\r\nX: {}\r\n\r\n\r\n",
            "x".repeat(16_000)
        );
        let heads = padded.repeat(66);
        let cases = [
            ("", "ends too early"),
            (head, "ends too early"),
            ("--b\r\nX: y\r\n\r\n", "without a name"),
            ("--bc\r\n", "only starts like the boundary"),
            (&long, "a part with more than 16384 bytes of headers"),
            (&many, "more than 1024 parts"),
            (&heads, "more than 1048576 bytes of headers together"),
        ];
        for (body, reason) in cases {
            for size in [1, 7, 1 << 20] {
                let error = split(body, size).unwrap_err().to_string();
                assert!(error.contains(reason), "{error}: chunks of {size}");
            }
        }
    }
}
