//! The file of a task -> a response: the whole file, or the range that was asked for ([RFC 9110, section
//! 14](https://www.rfc-editor.org/rfc/rfc9110#section-14)).
//!
//! Whether the service supports ranges is not published. The sandbox does, so that clients which resume a download can be tested.

use std::io::SeekFrom;
use std::path::Path;
use std::time::Duration;

use futures_util::StreamExt as _;
use huaweicloud_workspace::Response;
use huaweicloud_workspace::runtime::ByteStream;
use huaweicloud_workspace::runtime::bytes::Bytes;
use huaweicloud_workspace::runtime::http::header::{
    ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, ETAG, IF_RANGE, RANGE,
};
use huaweicloud_workspace::runtime::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};
use tokio_util::io::ReaderStream;

/// How many bytes are read at once.
const CHUNK: usize = 64 << 10;

/// How long the connection has to write what was read, before it breaks off on request.
const FLUSH: Duration = Duration::from_millis(50);

/// What of a file is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Whole,
    /// From the first to the last byte, both included.
    Range(u64, u64),
    /// There is no such range: 416.
    Unsatisfiable,
}

/// Which part of a file with this size and validator a request asks for. Ranges of other units, several ranges and ranges of
/// another version of the file count as none, as the standard allows.
pub(crate) fn part(headers: &HeaderMap, size: u64, etag: &str) -> Part {
    let mut ranges = headers.get_all(RANGE).iter();
    let (Some(range), None) = (ranges.next(), ranges.next()) else {
        return Part::Whole;
    };
    let same = headers
        .get(IF_RANGE)
        .is_none_or(|known| known.as_bytes() == etag.as_bytes());
    let range = range.to_str().ok().and_then(|text| parse(text, size));
    range.filter(|_| same).unwrap_or(Part::Whole)
}

/// One range of bytes; `None` for everything else.
fn parse(text: &str, size: u64) -> Option<Part> {
    let (unit, set) = text.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let (first, last) = set.trim().split_once('-')?;
    let number = |text: &str| -> Option<u64> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty();
        // More digits than a number has are more bytes than any file.
        digits.then(|| text.parse().unwrap_or(u64::MAX))
    };
    let range = match (first, last) {
        ("", last) => match number(last)? {
            0 => return Some(Part::Unsatisfiable),
            length => (size.saturating_sub(length), size.checked_sub(1)),
        },
        (first, "") => (number(first)?, size.checked_sub(1)),
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            if first > last {
                return None;
            }
            (first, size.checked_sub(1).map(|end| last.min(end)))
        }
    };
    match range {
        (first, Some(last)) if first <= last => Some(Part::Range(first, last)),
        _ => Some(Part::Unsatisfiable),
    }
}

/// A file that is sent.
#[derive(Debug)]
pub(crate) struct Sent<'f> {
    pub(crate) path: &'f Path,
    /// Its name, for whoever saves it.
    pub(crate) name: &'f str,
    pub(crate) size: u64,
    pub(crate) etag: &'f str,
    /// Whether only the head is sent.
    pub(crate) is_head: bool,
    /// Whether half of the bytes are not sent.
    pub(crate) is_truncated: bool,
}

impl Sent<'_> {
    /// The response with a part of the file.
    pub(crate) async fn response(&self, part: Part) -> std::io::Result<Response<ByteStream>> {
        let (first, length) = match part {
            Part::Range(first, last) => (first, last - first + 1),
            Part::Whole | Part::Unsatisfiable => (0, self.size),
        };
        let mut file = tokio::fs::File::open(self.path).await?;
        file.seek(SeekFrom::Start(first)).await?;
        let disposition = format!("attachment; filename=\"{}.xlsx\"", self.name);
        let stream = self.stream(file, length);
        let stream = match HeaderValue::from_str(&disposition) {
            Ok(value) => stream.with_content_disposition(value),
            Err(_) => stream,
        };
        let mut response = Response::new(stream);
        if let Part::Range(first, last) = part {
            response = response.with_status(StatusCode::PARTIAL_CONTENT);
            let range = format!("bytes {first}-{last}/{}", self.size);
            insert(response.headers_mut(), CONTENT_RANGE, &range);
        }
        let headers = response.headers_mut();
        insert(headers, CONTENT_LENGTH, &length.to_string());
        insert(headers, ETAG, self.etag);
        insert(headers, ACCEPT_RANGES, "bytes");
        Ok(response)
    }

    fn stream(&self, file: tokio::fs::File, length: u64) -> ByteStream {
        if self.is_head {
            // A stream has no length of its own, so that the announced one is that of the file.
            let nothing = futures_util::stream::empty::<std::io::Result<Bytes>>();
            return ByteStream::from_stream(nothing);
        }
        let sent = if self.is_truncated {
            length / 2
        } else {
            length
        };
        let chunks = ReaderStream::with_capacity(file.take(sent), CHUNK);
        if self.is_truncated {
            let end = async {
                // An error drops what the connection has not written yet.
                tokio::time::sleep(FLUSH).await;
                Err(std::io::Error::other("the download breaks off on request"))
            };
            ByteStream::from_stream(chunks.chain(futures_util::stream::once(end)))
        } else {
            ByteStream::from_stream(chunks)
        }
    }
}

/// The header that says how large the file is, for a range that it does not have.
pub(crate) fn size_for_416(headers: &mut HeaderMap, size: u64) {
    insert(headers, CONTENT_RANGE, &format!("bytes */{size}"));
    insert(headers, ACCEPT_RANGES, "bytes");
}

fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_understood_and_all_else_is_the_whole_file() {
        let cases = [
            ("bytes=0-0", Part::Range(0, 0)),
            ("bytes=0-", Part::Range(0, 9)),
            ("bytes=3-5", Part::Range(3, 5)),
            ("bytes=3-99999999999999999999999", Part::Range(3, 9)),
            ("bytes=-4", Part::Range(6, 9)),
            ("bytes=-40", Part::Range(0, 9)),
            ("bytes=10-", Part::Unsatisfiable),
            ("bytes=-0", Part::Unsatisfiable),
            ("bytes=5-3", Part::Whole),
            ("bytes=0-1,3-4", Part::Whole),
            ("bytes=+1-2", Part::Whole),
            ("lines=0-1", Part::Whole),
            ("bytes=-", Part::Whole),
            ("nonsense", Part::Whole),
        ];
        for (range, expected) in cases {
            let mut headers = HeaderMap::new();
            insert(&mut headers, RANGE, range);
            assert_eq!(part(&headers, 10, "\"a\""), expected, "{range}");
        }
    }

    #[test]
    fn a_range_of_another_version_is_the_whole_file() {
        let mut headers = HeaderMap::new();
        insert(&mut headers, RANGE, "bytes=3-5");
        for (known, expected) in [
            ("\"a\"", Part::Range(3, 5)),
            ("\"b\"", Part::Whole),
            ("W/\"a\"", Part::Whole),
            ("Mon, 01 Jun 2026 00:00:00 GMT", Part::Whole),
        ] {
            insert(&mut headers, IF_RANGE, known);
            assert_eq!(part(&headers, 10, "\"a\""), expected, "{known}");
        }
    }

    #[test]
    fn an_empty_file_has_no_range() {
        let mut headers = HeaderMap::new();
        insert(&mut headers, RANGE, "bytes=0-");
        assert_eq!(part(&headers, 0, "\"a\""), Part::Unsatisfiable);
    }
}
