//! Bodies between Rust values and bytes: which media type a value travels in, and how it is read back.
//! Refuses a body that does not decode; a client is lenient about it, a server strict.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::{
    Body, ByteStream, Media, MediaKind, Value,
    codec::{
        Decode, DecodeError, DecodeReason, Encode, EncodeError, Policy, from_json, from_text,
        from_value, to_json, to_value,
    },
    form,
};

/// A body that is ready to be sent, with the headers that describe it.
#[derive(Debug, Default)]
pub struct Payload {
    /// `Content-Type` and what else describes the body.
    pub headers: HeaderMap,
    /// The bytes.
    pub body: Body,
}

/// A body that arrived.
#[derive(Debug)]
pub struct Arrived<'a> {
    /// The status, on a client.
    pub status: StatusCode,
    /// Which reply of its table it is, counted from 0; 0 for a request.
    pub reply: usize,
    /// The media type that it is read by; `None` where there is no body to read.
    pub media: Option<Media>,
    /// The headers around it.
    pub headers: &'a HeaderMap,
    /// The bytes.
    pub content: Content,
    /// How much is forgiven.
    pub policy: Policy,
}

/// The bytes of a body that arrived: a [`MediaKind::Binary`] one streams, any other is collected.
#[derive(Debug)]
pub enum Content {
    /// All of them.
    Bytes(Bytes),
    /// A stream of them.
    Stream(Body),
}

/// What can be sent as a body: every [`Encode`] type, [`ByteStream`], and the outcomes that [`responses!`](crate::responses!) describes.
pub trait Outgoing {
    /// Which reply of its table the value is, counted from 0.
    fn reply(&self) -> usize {
        0
    }

    /// Whether there is nothing to send: `None` for an optional body.
    fn is_absent(&self) -> bool {
        false
    }

    /// Writes the body in a media type.
    ///
    /// # Errors
    /// When the value has no form in it: NaN in JSON, a list in text.
    fn payload(&self, media: Media) -> Result<Payload, EncodeError>;
}

/// What can be read from a body: every [`Decode`] type, [`ByteStream`], and the outcomes that [`responses!`](crate::responses!) describes.
pub trait Incoming: Sized {
    /// What an absent body stands for: `Some(None)` for an optional one, `None` where one is required.
    fn absent() -> Option<Self> {
        None
    }

    /// Reads the body.
    ///
    /// # Errors
    /// When the body is not one of this type.
    fn read(arrived: Arrived<'_>) -> Result<Self, DecodeError>;
}

impl<T: Encode> Outgoing for T {
    fn is_absent(&self) -> bool {
        Encode::is_absent(self)
    }

    fn payload(&self, media: Media) -> Result<Payload, EncodeError> {
        write(media, self)
    }
}

impl<T: Decode> Incoming for T {
    fn absent() -> Option<Self> {
        T::absent()
    }

    fn read(arrived: Arrived<'_>) -> Result<Self, DecodeError> {
        let policy = arrived.policy;
        let Some(media) = arrived.media else {
            return from_value(&Value::Null, policy);
        };
        let bytes = arrived.content.bytes()?;
        match media.kind() {
            MediaKind::Json => from_json(&bytes, policy),
            MediaKind::Form => from_text(&form::parse(utf8(&bytes)?)?, policy),
            MediaKind::Text | MediaKind::Binary => {
                from_text(&Value::String(utf8(&bytes)?.to_owned()), policy)
            }
        }
    }
}

/// The stream's own `Content-Type` goes along where it is one that the document admits; `application/octet-stream` admits
/// all, since it says nothing about the bytes (RFC 2046 section 4.5.1).
impl Outgoing for ByteStream {
    fn payload(&self, media: Media) -> Result<Payload, EncodeError> {
        let mut headers = self.headers().clone();
        let own = self.content_type();
        if !own.is_some_and(|own| media.matches(own) || media.matches("application/octet-stream")) {
            headers.insert(header::CONTENT_TYPE, content_type(media));
        }
        Ok(Payload {
            headers,
            body: self.take(),
        })
    }
}

impl Incoming for ByteStream {
    fn read(arrived: Arrived<'_>) -> Result<Self, DecodeError> {
        let body = match arrived.content {
            Content::Bytes(bytes) => Body::full(bytes),
            Content::Stream(body) => body,
        };
        Ok(Self::from_body(arrived.headers.clone(), body))
    }
}

impl Outgoing for Option<ByteStream> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn payload(&self, media: Media) -> Result<Payload, EncodeError> {
        self.as_ref()
            .map_or_else(|| Ok(Payload::default()), |stream| stream.payload(media))
    }
}

impl Incoming for Option<ByteStream> {
    fn absent() -> Option<Self> {
        Some(None)
    }

    fn read(arrived: Arrived<'_>) -> Result<Self, DecodeError> {
        ByteStream::read(arrived).map(Some)
    }
}

impl Content {
    fn bytes(self) -> Result<Bytes, DecodeError> {
        match self {
            Content::Bytes(bytes) => Ok(bytes),
            Content::Stream(body) => {
                let expected = "a body at hand";
                body.bytes().ok_or_else(|| {
                    DecodeReason::Expected {
                        expected,
                        found: "a stream".to_owned(),
                    }
                    .into()
                })
            }
        }
    }
}

/// Writes a value in a media type.
fn write(media: Media, value: &dyn Encode) -> Result<Payload, EncodeError> {
    let bytes = match media.kind() {
        MediaKind::Json => to_json(value)?,
        MediaKind::Form => form::write(&to_value(value)?).into_bytes(),
        MediaKind::Text | MediaKind::Binary => text(&to_value(value)?).into_bytes(),
    };
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, content_type(media));
    Ok(Payload {
        headers,
        body: Body::full(bytes),
    })
}

/// A scalar as it stands in a text; anything else as JSON.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

/// The `Content-Type` of a media type; for a range, the plainest type that falls under it.
fn content_type(media: Media) -> HeaderValue {
    let plain = match media.kind() {
        MediaKind::Json => "application/json",
        MediaKind::Form => "application/x-www-form-urlencoded",
        MediaKind::Text => "text/plain",
        MediaKind::Binary => "application/octet-stream",
    };
    let name = if media.is_range() {
        plain
    } else {
        media.range()
    };
    HeaderValue::from_str(name).unwrap_or_else(|_| HeaderValue::from_static(plain))
}

fn utf8(bytes: &[u8]) -> Result<&str, DecodeError> {
    std::str::from_utf8(bytes).map_err(|error| {
        let found = format!("a byte that is not, at {}", error.valid_up_to());
        DecodeReason::Expected {
            expected: "UTF-8",
            found,
        }
        .into()
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]
mod tests {
    use super::*;

    #[test]
    fn a_stream_names_its_type_within_what_the_document_admits() {
        for (documented, own, sent) in [
            ("image/*", Some("image/png"), "image/png"),
            ("image/png", Some("image/gif"), "image/png"),
            ("image/png", None, "image/png"),
            ("application/octet-stream", Some("text/csv"), "text/csv"),
        ] {
            let mut stream = ByteStream::from("bytes");
            if let Some(own) = own {
                stream = stream.with_content_type(HeaderValue::from_static(own));
            }
            let payload = stream.payload(Media::binary(documented)).unwrap();
            assert_eq!(payload.headers[header::CONTENT_TYPE], sent, "{documented}");
        }
    }
}
