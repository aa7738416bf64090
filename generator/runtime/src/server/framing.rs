//! The bytes of a connection, as they are read -> where each request ends, and whether all readers
//! agree on it.
//!
//! The HTTP parser accepts some things that a proxy in front may read differently. Attackers use such
//! differences to hide a second request inside the first:
//!
//! - a line that ends in a bare line feed ([RFC 9112, section
//!   2.2](https://www.rfc-editor.org/rfc/rfc9112#section-2.2) allows both),
//! - `Content-Length` beside `Transfer-Encoding` ([RFC 9112, section
//!   6.1](https://www.rfc-editor.org/rfc/rfc9112#section-6.1): a server may reject it),
//! - other codings before `chunked`, which nobody here undoes, and `chunked` twice.
//!
//! So this code follows the requests of a connection, also those that come before the response to
//! an earlier one. After the first fault all further requests are faulty, because it is not known
//! where they start. Everything else that is malformed is rejected by the parser.

use super::exchanges::Exchanges;
use crate::scan::line_feed;

/// Follows the requests of a connection.
#[derive(Debug)]
pub(super) struct Follower {
    at: Zone,
    /// The start of a line whose end was not read yet.
    line: Vec<u8>,
    /// The most bytes of a line.
    longest: usize,
    head: HeadLines,
    /// The heads that have ended, as a number that wraps around.
    heads: usize,
    exchanges: Exchanges,
}

/// What the next byte belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zone {
    Head,
    /// A body of which so many bytes are left.
    Body(u64),
    ChunkSize,
    /// A chunk of which so many bytes are left, with the line break after it.
    Chunk(u64),
    Trailers,
    /// There was a fault.
    Unknown,
}

/// What the lines of a head say so far.
#[derive(Debug, Default)]
struct HeadLines {
    has_lines: bool,
    length: Option<u64>,
    is_chunked: bool,
}

impl Follower {
    /// At the start of a connection whose heads have at most so many bytes.
    pub(super) fn new(longest: usize, exchanges: Exchanges) -> Self {
        Self {
            at: Zone::Head,
            line: Vec::new(),
            longest,
            head: HeadLines::default(),
            heads: 0,
            exchanges,
        }
    }

    /// Whether all requests so far were read to their ends.
    pub(super) fn is_between_requests(&self) -> bool {
        self.at == Zone::Head && !self.head.has_lines && self.line.is_empty()
    }

    /// Whether the next byte belongs to a head, as far as is known.
    pub(super) fn waits_for_head(&self) -> bool {
        matches!(self.at, Zone::Head | Zone::Unknown)
    }

    /// Adds bytes that were read; whether a head ended in them.
    pub(super) fn follow(&mut self, mut bytes: &[u8]) -> bool {
        let heads = self.heads;
        while !bytes.is_empty() {
            bytes = match self.at {
                Zone::Unknown => break,
                Zone::Body(left) => self.skip(bytes, left, Zone::Body, Zone::Head),
                Zone::Chunk(left) => self.skip(bytes, left, Zone::Chunk, Zone::ChunkSize),
                Zone::Head | Zone::ChunkSize | Zone::Trailers => self.line(bytes),
            };
        }
        self.heads != heads
    }

    /// Passes over content; the bytes after it.
    fn skip<'b>(
        &mut self,
        bytes: &'b [u8],
        left: u64,
        inside: fn(u64) -> Zone,
        after: Zone,
    ) -> &'b [u8] {
        let length = bytes.len() as u64;
        self.at = match left.checked_sub(length) {
            Some(0) | None => after,
            Some(left) => inside(left),
        };
        let passed = usize::try_from(left).unwrap_or(usize::MAX);
        bytes.get(passed..).unwrap_or_default()
    }

    /// Reads up to the end of a line; the bytes after it.
    fn line<'b>(&mut self, bytes: &'b [u8]) -> &'b [u8] {
        let end = line_feed(bytes);
        let (part, rest) = bytes.split_at(end.map_or(bytes.len(), |end| end + 1));
        if self.line.len().saturating_add(part.len()) > self.longest {
            self.fault("a line is too long");
        } else if end.is_none() {
            self.line.extend_from_slice(part);
        } else if self.line.is_empty() {
            self.end_line(part);
        } else {
            let mut line = std::mem::take(&mut self.line);
            line.extend_from_slice(part);
            self.end_line(&line);
        }
        rest
    }

    /// Reads a line with its end.
    fn end_line(&mut self, line: &[u8]) {
        let Some(line) = line.strip_suffix(b"\r\n") else {
            return self.fault("a line ends in a bare line feed");
        };
        match self.at {
            Zone::Head if !line.is_empty() => self.head_line(line),
            // An empty line before a request counts for nothing.
            Zone::Head if !self.head.has_lines => {}
            Zone::Head => self.end_head(),
            Zone::ChunkSize => match chunk_size(line) {
                Some(0) => self.at = Zone::Trailers,
                // The line break after the chunk is not counted in its size.
                Some(size) => self.at = Zone::Chunk(size.saturating_add(2)),
                None => self.fault("a chunk has no size"),
            },
            Zone::Trailers if line.is_empty() => self.at = Zone::Head,
            Zone::Trailers | Zone::Body(_) | Zone::Chunk(_) | Zone::Unknown => {}
        }
    }

    /// Reads a line of a head.
    fn head_line(&mut self, line: &[u8]) {
        self.head.has_lines = true;
        if let Some(value) = value_of(line, b"transfer-encoding:") {
            let is_alone = value.trim_ascii().eq_ignore_ascii_case(b"chunked");
            if !is_alone || std::mem::replace(&mut self.head.is_chunked, true) {
                self.fault("the Transfer-Encoding is not `chunked` alone");
            }
        } else if let Some(value) = value_of(line, b"content-length:") {
            match (number(value.trim_ascii(), 10), self.head.length) {
                (Some(length), None) => self.head.length = Some(length),
                (Some(length), Some(before)) if length == before => {}
                _ => self.fault("the Content-Length is not one number"),
            }
        }
    }

    /// Ends a head.
    fn end_head(&mut self) {
        let head = std::mem::take(&mut self.head);
        self.at = match (head.length, head.is_chunked) {
            (Some(_), true) => {
                return self.fault("both Content-Length and Transfer-Encoding are set");
            }
            (_, true) => Zone::ChunkSize,
            (None | Some(0), false) => Zone::Head,
            (Some(length), false) => Zone::Body(length),
        };
        self.heads = self.heads.wrapping_add(1);
        self.exchanges.head_ended();
    }

    /// Gives up.
    fn fault(&mut self, fault: &'static str) {
        self.at = Zone::Unknown;
        self.line = Vec::new();
        self.exchanges.fault(fault);
    }
}

/// The value of a header, if this is the line of it.
fn value_of<'l>(line: &'l [u8], name: &[u8]) -> Option<&'l [u8]> {
    // Most lines differ in their first letter.
    let is_other = !line.first()?.eq_ignore_ascii_case(name.first()?);
    let (start, value) = line.split_at_checked(name.len()).filter(|_| !is_other)?;
    start.eq_ignore_ascii_case(name).then_some(value)
}

/// The size in the first line of a chunk ([RFC 9112, section
/// 7.1](https://www.rfc-editor.org/rfc/rfc9112#section-7.1)).
fn chunk_size(line: &[u8]) -> Option<u64> {
    let size = line.split(|byte| *byte == b';').next()?;
    number(size.trim_ascii_end(), 16)
}

/// A number without a sign.
fn number(digits: &[u8], radix: u32) -> Option<u64> {
    let digits = std::str::from_utf8(digits).ok()?;
    let first = digits.chars().next()?;
    first.is_digit(radix).then_some(())?;
    u64::from_str_radix(digits, radix).ok()
}

#[allow(clippy::indexing_slicing, reason = "tests")]
#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The faults of the requests in these bytes, which are read in chunks of this size.
    fn faults(read: &str, size: usize, requests: usize) -> Vec<Option<&'static str>> {
        let exchanges = Exchanges::default();
        let mut follower = Follower::new(1 << 16, exchanges.clone());
        for chunk in read.as_bytes().chunks(size) {
            follower.follow(chunk);
        }
        (0..requests).map(|_| exchanges.begin().1).collect()
    }

    const SOUND: [&str; 6] = [
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "\r\nGET http://a:1/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\ncontent-LENGTH:  7 \r\n\r\n\n\nGET \n",
        "POST / HTTP/1.1\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding:\tChunked \r\n\r\n4;a=\"b\"\r\n\n\n\n\n\r\n1 \r\nx\r\n0\r\nX: y\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ];

    const AMBIGUOUS: [&str; 9] = [
        "POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked, chunked\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\nCONTENT-LENGTH: 2\r\n\r\n",
        "POST / HTTP/1.1\nHost: a\n\n",
        "POST / HTTP/1.1\r\nHost: a\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: +2\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n",
    ];

    proptest! {
        /// Every request of a connection is judged, whatever comes before it and however it is cut.
        #[test]
        fn the_framing_of_every_request_is_judged(
            sound in prop::collection::vec(prop::sample::select(SOUND.to_vec()), 0..6),
            ambiguous in prop::sample::select(AMBIGUOUS.to_vec()),
            size in 1..200_usize,
        ) {
            let read = sound.concat() + ambiguous + SOUND[0];
            let faults = faults(&read, size, sound.len() + 2);
            let (good, bad) = faults.split_at(sound.len());
            prop_assert!(good.iter().all(Option::is_none), "{:?} {:?}", read, faults);
            prop_assert!(bad.iter().all(Option::is_some), "{:?} {:?}", read, faults);
        }
    }

    #[test]
    fn an_incomplete_request_is_not_between_requests() {
        let whole = SOUND[4].len();
        for end in 0..=whole {
            let mut follower = Follower::new(1 << 16, Exchanges::default());
            follower.follow(&SOUND[4].as_bytes()[..end]);
            assert_eq!(
                follower.is_between_requests(),
                end == 0 || end == whole,
                "{end}"
            );
        }
    }
}
