//! The headers of a part -> its name, and what describes its content ([RFC 7578, section
//! 4](https://www.rfc-editor.org/rfc/rfc7578#section-4)).

use http::HeaderValue;

use super::{attribute::attribute, file_name::extended, quoting::unquoted};
use crate::{
    codec::{DecodeError, DecodeReason},
    untrusted::EscapedText,
};

/// What the headers of a part say. Others than these are ignored ([RFC 7578, section
/// 4.8](https://www.rfc-editor.org/rfc/rfc7578#section-4.8)), so that a head takes no more memory
/// than it has bytes.
pub(crate) struct Head {
    pub(super) name: String,
    pub(super) file_name: Option<String>,
    pub(super) content_type: Option<HeaderValue>,
    pub(super) content_encoding: Option<HeaderValue>,
}

impl Head {
    /// About how many bytes the head takes in memory.
    #[cfg(feature = "server")]
    pub(crate) fn size(&self) -> u64 {
        let file_name = self.file_name.as_ref().map_or(0, String::len);
        let values = [&self.content_type, &self.content_encoding].into_iter();
        let values: usize = values.flatten().map(HeaderValue::len).sum();
        (self.name.len() + file_name + values) as u64
    }

    /// The headers of a part.
    pub(super) fn parse(lines: &[u8]) -> Result<Self, DecodeError> {
        let lines =
            std::str::from_utf8(lines).map_err(|_| malformed("a header that is not UTF-8"))?;
        let (mut name, mut file_name) = (None, None);
        let (mut content_type, mut content_encoding) = (None, None);
        for (key, value) in lines.split("\r\n").filter_map(|line| line.split_once(':')) {
            let (key, value) = (key.trim(), value.trim());
            if key.eq_ignore_ascii_case("content-disposition") {
                name = attribute(value, "name").map(unquoted);
                // RFC 7578, section 4.2, forbids the extended name, but some clients send it.
                let plain = || attribute(value, "filename").map(unquoted);
                file_name = extended(value).or_else(plain);
            } else if key.eq_ignore_ascii_case("content-type") {
                content_type = HeaderValue::from_str(value).ok();
            } else if key.eq_ignore_ascii_case("content-encoding") {
                content_encoding = HeaderValue::from_str(value).ok();
            }
        }
        Ok(Self {
            name: name.ok_or_else(|| malformed("a part without a name"))?,
            file_name,
            content_type,
            content_encoding,
        })
    }
}

/// The error for a body that is not a form.
pub(super) fn malformed(found: &str) -> DecodeError {
    DecodeReason::Expected {
        expected: "multipart/form-data",
        found: EscapedText::line(found),
    }
    .into()
}
