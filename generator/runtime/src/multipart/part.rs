//! One part of a form that was received: in memory, or moved to disk by a server.

use std::fmt;

use bytes::Bytes;
use http::{HeaderValue, header};

use super::{file::FilePart, head::Head};
use crate::{
    body::Body, codec::DecodeReason, media::Media, stream::ByteStream, untrusted::EscapedText,
};

/// One part of a form that was received.
pub struct Part {
    pub(super) head: Head,
    content: PartContent,
}

/// Where the content of a part is.
pub(crate) enum PartContent {
    /// In memory.
    Bytes(Bytes),
    /// Outside of memory, with its length in bytes.
    #[cfg_attr(
        not(feature = "server"),
        expect(dead_code, reason = "only a server puts parts aside")
    )]
    Stored(Body, u64),
}

/// Prints nothing of what the sender wrote.
impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Part")
    }
}

impl Part {
    /// A part with its head and content.
    pub(crate) fn new(head: Head, content: PartContent) -> Self {
        Self { head, content }
    }

    /// The part as a file. Its length is what was received, whatever the sender announced.
    pub(super) fn into_file(self) -> FilePart {
        let (length, body) = match self.content {
            PartContent::Bytes(bytes) => (bytes.len() as u64, Body::full(bytes)),
            PartContent::Stored(body, length) => (length, body),
        };
        let described = [
            (header::CONTENT_TYPE, self.head.content_type),
            (header::CONTENT_ENCODING, self.head.content_encoding),
            (header::CONTENT_LENGTH, Some(HeaderValue::from(length))),
        ];
        let headers = described
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect();
        FilePart {
            file_name: self.head.file_name,
            content: ByteStream::from_body(headers, body),
        }
    }

    /// The content as a string.
    ///
    /// # Errors
    /// If it is not UTF-8, or too large for memory.
    pub(super) fn text(&self) -> Result<&str, DecodeReason> {
        match &self.content {
            PartContent::Bytes(bytes) => std::str::from_utf8(bytes)
                .map_err(|_| DecodeReason::unexpected_text("UTF-8", "other bytes")),
            PartContent::Stored(_, length) => Err(DecodeReason::Expected {
                expected: "a value that fits into memory",
                found: EscapedText::line(&format!("{length} bytes")),
            }),
        }
    }

    /// Whether the part says that it is JSON.
    pub(super) fn is_json(&self) -> bool {
        let content_type = self.head.content_type.as_ref();
        content_type.is_some_and(|value| {
            let json = |value: &str| Media::JSON.matches(value) || value.contains("+json");
            value.to_str().is_ok_and(json)
        })
    }
}
