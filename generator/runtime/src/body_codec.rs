//! Rust values to bodies and back. The media type decides on the codec:
//!
//! | media type | sent | received |
//! |---|---|---|
//! | JSON | `{"id":1}` | a value of the schema |
//! | form | `id=1&tag=a&tag=b` | strings, which the schema turns into numbers |
//! | multipart | one part per property | the same |
//! | text, binary | the scalar itself | the same |
//!
//! A body that does not decode is an error, and names the cause if the headers have it. A client is lenient about unknown enum values
//! and the like, a server is strict. A byte order mark in front of a text is skipped on both sides, as [RFC 8259, section
//! 8.1](https://www.rfc-editor.org/rfc/rfc8259#section-8.1) permits.

use http::{HeaderMap, header};
use simdutf8::compat::from_utf8;

use crate::{
    body::Body,
    codec::{
        Decode, DecodeError, DecodeReason, Encode, EncodeError, Map, Memory, Policy, Value,
        body_to_json, body_to_value, from_json_within, from_text, from_value, without_bom,
    },
    coding::foreign_coding,
    form,
    media::{Media, MediaKind},
    multipart::{Parts, PartsWriter},
    payload::{Payload, ReceivedBody},
    stream::ByteStream,
    untrusted::{EscapedText, Untrusted},
};

/// What can be sent as a body: every [`Encode`] type, [`ByteStream`], and the outcomes that
/// [`responses!`](crate::__responses!) describes.
pub trait EncodeBody {
    /// Which reply of its table the value is, counted from 0.
    fn reply(&self) -> usize {
        0
    }

    /// The media types that the value can be written in, among those of the operation: all,
    /// unless the value decides.
    fn media<'a>(&self, among: &'a [Media]) -> &'a [Media] {
        among
    }

    /// Whether there is nothing to send: `None` for an optional body.
    fn is_absent(&self) -> bool {
        false
    }

    /// Writes the body in a media type.
    ///
    /// # Errors
    /// If the media type has no form for the value: NaN in JSON, a nested list in a form.
    fn payload(&self, media: Media) -> Result<Payload, EncodeError>;
}

/// What can be read from a body: every [`Decode`] type, [`ByteStream`], and the outcomes that
/// [`responses!`](crate::__responses!) describes.
pub trait DecodeBody: Sized {
    /// What an absent body means: `Some(None)` for an optional one, `None` where one is required.
    fn absent() -> Option<Self> {
        None
    }

    /// Reads the body.
    ///
    /// # Errors
    /// If the body is not a value of this type. The error contains the JSON Pointer of the fault, and quotes the body: the exchange
    /// knows what of it is secret.
    fn read(received: ReceivedBody<'_>) -> Result<Self, Untrusted<DecodeError>>;
}

impl<T: Encode> EncodeBody for T {
    fn is_absent(&self) -> bool {
        Encode::is_absent(self)
    }

    fn payload(&self, media: Media) -> Result<Payload, EncodeError> {
        write(media, self)
    }
}

impl<T: Decode> DecodeBody for T {
    fn absent() -> Option<Self> {
        T::absent()
    }

    fn read(received: ReceivedBody<'_>) -> Result<Self, Untrusted<DecodeError>> {
        let policy = received.policy;
        let Some(media) = received.media else {
            return Ok(from_value(&Value::Null, policy)?);
        };
        let headers = received.headers;
        Ok(match media.kind() {
            MediaKind::Json | MediaKind::EventStream | MediaKind::JsonLines => {
                let (memory, is_unlisted) = (received.limits.memory, received.is_unlisted);
                let bytes = received.content.bytes()?;
                let text = without_bom(&bytes);
                if policy == Policy::Lenient && text.trim_ascii().is_empty() {
                    return Ok(from_nothing(is_unlisted)?);
                }
                let read = from_json_within(text, policy, memory);
                read.map_err(|error| with_cause(error, text, media, headers, memory))?
            }
            MediaKind::Multipart | MediaKind::Files => Parts::received(received)?.rest()?,
            MediaKind::Form => {
                let mut memory = Memory::of(received.limits.memory);
                let bytes = received.content.bytes()?;
                let pairs = form::parse(utf8(&bytes, headers)?, media.encodings(), &mut memory)?;
                let unwritten = form::unwritten(media.encodings());
                form::read(&pairs, policy, unwritten, memory)?
            }
            MediaKind::Text | MediaKind::Binary => {
                let bytes = received.content.bytes()?;
                let text = utf8(&bytes, headers)?.to_owned();
                from_text(&Value::String(text), policy)?
            }
        })
    }
}

/// What an empty body says: `null`, or an object without members, if that is enough.
fn from_nothing<T: Decode>(may_be_object: bool) -> Result<T, DecodeError> {
    let object = Value::from(Map::new());
    let null = from_value(&Value::Null, Policy::Lenient);
    let read = match null {
        Err(_) if may_be_object => from_value(&object, Policy::Lenient),
        other => other,
    };
    read.map_err(|_| not("JSON", EscapedText::from("an empty body")))
}

/// Why a body is not JSON, if it is not. Else the error stands.
fn with_cause(
    error: DecodeError,
    bytes: &[u8],
    media: Media,
    headers: &HeaderMap,
    memory: usize,
) -> DecodeError {
    if !error.pointer().is_empty() {
        return error;
    }
    match from_json_within::<Value>(bytes, Policy::Lenient, memory) {
        Err(syntax) if matches!(syntax.reason(), DecodeReason::Syntax { .. }) => {
            let coded = foreign_coding(headers);
            let named = coded.or_else(|| {
                let found = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
                let is_other = !media.matches(found);
                is_other.then(|| EscapedText::quoted(found))
            });
            named.map_or(syntax, |found| not("JSON", found))
        }
        Ok(_) | Err(_) => error,
    }
}

/// The error for a body that is something else.
fn not(expected: &'static str, found: EscapedText) -> DecodeError {
    DecodeReason::Expected { expected, found }.into()
}

/// The stream's own `Content-Type` is sent if the document allows it. `application/octet-stream`
/// allows every type, since it says nothing about the bytes ([RFC 2046, section
/// 4.5.1](https://www.rfc-editor.org/rfc/rfc2046#section-4.5.1)).
impl EncodeBody for ByteStream {
    fn payload(&self, media: Media) -> Result<Payload, EncodeError> {
        let mut headers = self.headers().clone();
        let own = self.content_type();
        if !own.is_some_and(|own| media.matches(own) || media.matches("application/octet-stream")) {
            headers.insert(header::CONTENT_TYPE, media.content_type());
        }
        Ok(Payload {
            headers,
            body: self.take(),
        })
    }
}

impl DecodeBody for ByteStream {
    fn read(received: ReceivedBody<'_>) -> Result<Self, Untrusted<DecodeError>> {
        let body = received.content.body()?;
        Ok(Self::from_body(received.headers.clone(), body).with_redaction(received.redaction))
    }
}

/// Writes a value in a media type.
fn write(media: Media, value: &dyn Encode) -> Result<Payload, EncodeError> {
    let bytes = match media.kind() {
        MediaKind::Json | MediaKind::EventStream | MediaKind::JsonLines => {
            body_to_json(value, media.direction())?
        }
        MediaKind::Multipart | MediaKind::Files => {
            let mut parts = PartsWriter::new(media);
            parts.members(value)?;
            return Ok(parts.finish());
        }
        MediaKind::Form => {
            let tree = body_to_value(value, media.direction())?;
            form::write(&tree, media.encodings())?.into_bytes()
        }
        MediaKind::Text | MediaKind::Binary => {
            text(&body_to_value(value, media.direction())?).into_bytes()
        }
    };
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, media.content_type());
    Ok(Payload {
        headers,
        body: Body::full(bytes),
    })
}

/// A scalar as plain text; anything else as JSON.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

/// The bytes as UTF-8, or an error with the cause: the coding, or the position of the first byte that is not.
fn utf8<'b>(bytes: &'b [u8], headers: &HeaderMap) -> Result<&'b str, DecodeError> {
    from_utf8(without_bom(bytes)).map_err(|error| {
        let found = foreign_coding(headers).unwrap_or_else(|| {
            EscapedText::line(&format!("a byte that is not, at {}", error.valid_up_to()))
        });
        not("UTF-8", found)
    })
}

#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]
#[cfg(test)]
mod tests {
    use http::HeaderValue;

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
