//! One part of a form that was received: in memory, or set aside on disk by a server.

use bytes::Bytes;
use http::{HeaderValue, header};

use super::{file::FilePart, split::Head};
use crate::{body::Body, codec::DecodeReason, media::Media, stream::ByteStream};

/// One part that arrived.
#[derive(Debug)]
pub struct Part {
    pub(super) head: Head,
    content: Held,
}

/// The content of a part.
#[derive(Debug)]
pub(crate) enum Held {
    /// In memory.
    Bytes(Bytes),
    /// Somewhere else, with its length.
    #[cfg_attr(
        not(feature = "server"),
        expect(dead_code, reason = "only a server puts parts aside")
    )]
    Aside(Body, u64),
}

impl Part {
    pub(crate) fn new(head: Head, content: Held) -> Self {
        Self { head, content }
    }

    pub(super) fn into_file(self) -> FilePart {
        let mut headers = self.head.headers;
        let (length, body) = match self.content {
            Held::Bytes(bytes) => (bytes.len() as u64, Body::full(bytes)),
            Held::Aside(body, length) => (length, body),
        };
        // What the sender says of the length does not count.
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
        FilePart {
            file_name: self.head.file_name,
            content: ByteStream::from_body(headers, body),
        }
    }

    /// The content as a string.
    pub(super) fn text(&self) -> Result<&str, DecodeReason> {
        match &self.content {
            Held::Bytes(bytes) => std::str::from_utf8(bytes)
                .map_err(|_| DecodeReason::unexpected_text("UTF-8", "other bytes")),
            Held::Aside(_, length) => Err(DecodeReason::Expected {
                expected: "a value that fits into memory",
                found: format!("{length} bytes"),
            }),
        }
    }

    pub(super) fn is_json(&self) -> bool {
        let content_type = self.head.headers.get(header::CONTENT_TYPE);
        content_type.is_some_and(|value| {
            let json = |value: &str| Media::JSON.matches(value) || value.contains("+json");
            value.to_str().is_ok_and(json)
        })
    }
}
