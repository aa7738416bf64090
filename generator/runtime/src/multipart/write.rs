//! Values and files into the parts of one body, which streams if a file does.
//!
//! A scalar is text, an object JSON, a list one part per item (`contentType` of
//! <https://spec.openapis.org/oas/v3.0.3.html#encoding-object>). Names are quoted as browsers do
//! ([RFC 7578, section 4.2](https://www.rfc-editor.org/rfc/rfc7578#section-4.2)): `"`, CR and LF
//! are percent-encoded.
//!
//! The whole body is in memory if it has no streamed file, so that the client can sign and repeat
//! it.

use std::collections::VecDeque;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, HeaderValue, header};

use super::{FilePart, Files};
use crate::{
    body::Body,
    codec::{Encode, EncodeError, EncodeReason, Value, body_to_value},
    form,
    media::{Encoding, Media, Written},
    payload::Payload,
};

/// Writes the parts of one body.
#[derive(Debug)]
pub struct PartsWriter {
    media: Media,
    boundary: String,
    text: BytesMut,
    template_parts: VecDeque<Body>,
}

impl PartsWriter {
    /// A body without parts.
    #[must_use]
    pub fn new(media: Media) -> Self {
        Self {
            media,
            boundary: boundary(),
            text: BytesMut::new(),
            template_parts: VecDeque::new(),
        }
    }

    /// Adds the files of one name.
    pub fn file(&mut self, name: &str, files: &impl Files) {
        for file in files.files() {
            self.one_file(name, file);
        }
    }

    /// Adds one file, with its own media type, the one that the document names, or bytes.
    fn one_file(&mut self, name: &str, file: &FilePart) {
        let listed = match Encoding::find(self.media.encodings(), name).map(Encoding::written) {
            Some(Written::Type(listed)) if !listed.contains(['*', ',']) => Some(listed),
            Some(_) | None => None,
        };
        let content_type = file
            .content_type()
            .or(listed)
            .unwrap_or("application/octet-stream");
        self.head(name, file.file_name(), Some(content_type));
        let text = self.text.split().freeze();
        self.template_parts.push_back(Body::full(text));
        self.template_parts.push_back(file.take());
        self.text.extend_from_slice(b"\r\n");
    }

    /// Adds a value. One that is absent or `null` has no part.
    ///
    /// # Errors
    /// If the value has no form in a part.
    pub fn value(&mut self, name: &str, value: &dyn Encode) -> Result<(), EncodeError> {
        if value.is_absent() {
            return Ok(());
        }
        self.member(name, &body_to_value(value, self.media.direction())?)
    }

    /// Adds every member of an object.
    pub(crate) fn members(&mut self, value: &dyn Encode) -> Result<(), EncodeError> {
        let value = body_to_value(value, self.media.direction())?;
        let mut members = value.as_object().into_iter().flatten();
        members.try_for_each(|(name, member)| self.member(name, member))
    }

    /// Adds one member, in the form that the document gives it.
    fn member(&mut self, name: &str, value: &Value) -> Result<(), EncodeError> {
        const JSON: &str = "application/json";
        let encoding = Encoding::find(self.media.encodings(), name);
        let written = encoding.map(Encoding::written);
        let is_nested_name = name.contains(['[', ']']) && !matches!(written, Some(Written::AsIs));
        match (written, value) {
            (_, Value::Null) => {}
            (Some(Written::Json), _) => self.text(name, Some(JSON), &value.to_string()),
            // As in the other kind of form, such a name is that of something nested.
            (None | Some(Written::Type(_)), _) if is_nested_name => {
                return Err(EncodeError::new(EncodeReason::Bracket));
            }
            // A part with the text `null` would be read as a string, or as nothing of the type.
            (None | Some(Written::Type(_) | Written::AsIs), Value::Array(items))
                if items.iter().any(Value::is_null) =>
            {
                return Err(EncodeError::new(EncodeReason::Gap));
            }
            (Some(Written::Type(listed)), Value::Array(items)) => {
                for item in items {
                    self.text(name, Some(listed), &form::text(item));
                }
            }
            (Some(Written::Type(listed)), _) => self.text(name, Some(listed), &form::text(value)),
            (Some(Written::Brackets | Written::Joined(_)), _) => {
                for (name, text) in form::pairs(name, value, encoding)? {
                    self.text(&name, None, &text);
                }
            }
            (None | Some(Written::AsIs), Value::Array(items)) => {
                for item in items {
                    self.text(name, json_type(item), &form::text(item));
                }
            }
            (None | Some(Written::AsIs), _) => {
                self.text(name, json_type(value), &form::text(value));
            }
        }
        Ok(())
    }

    /// Adds a part with this text.
    fn text(&mut self, name: &str, content_type: Option<&str>, text: &str) {
        self.head(name, None, content_type);
        self.text.extend_from_slice(text.as_bytes());
        self.text.extend_from_slice(b"\r\n");
    }

    /// Starts a part.
    fn head(&mut self, name: &str, file_name: Option<&str>, content_type: Option<&str>) {
        let file_name = file_name
            .map(|file_name| format!("; filename=\"{}\"", quoted(file_name)))
            .unwrap_or_default();
        let content_type = content_type
            .map(|content_type| format!("\r\nContent-Type: {content_type}"))
            .unwrap_or_default();
        let head = format!(
            "--{}\r\nContent-Disposition: form-data; name=\"{}\"{file_name}{content_type}\r\n\r\n",
            self.boundary,
            quoted(name),
        );
        self.text.extend_from_slice(head.as_bytes());
    }

    /// The finished body: in memory if every part is, a stream otherwise.
    #[must_use]
    pub fn finish(mut self) -> Payload {
        let end = format!("--{}--\r\n", self.boundary);
        self.text.extend_from_slice(end.as_bytes());
        self.template_parts
            .push_back(Body::full(self.text.freeze()));
        let mut headers = HeaderMap::new();
        let content_type = format!(
            "{}; boundary={}",
            self.media.content_type().to_str().unwrap_or_default(),
            self.boundary
        );
        if let Ok(content_type) = HeaderValue::from_str(&content_type) {
            headers.insert(header::CONTENT_TYPE, content_type);
        }
        let at_hand: Option<Vec<Bytes>> = self.template_parts.iter().map(Body::bytes).collect();
        let body = match at_hand {
            Some(template_parts) => Body::full(template_parts.concat()),
            None => Body::chain(self.template_parts),
        };
        Payload { headers, body }
    }
}

/// `application/json` for lists and objects; scalars need no media type.
fn json_type(value: &Value) -> Option<&'static str> {
    matches!(value, Value::Array(_) | Value::Object(_)).then_some("application/json")
}

/// A name with the three characters escaped that would end it.
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A boundary that no content contains by accident: 128 random bits.
fn boundary() -> String {
    use std::hash::{BuildHasher, RandomState};
    let word = || RandomState::new().hash_one(0_u8);
    format!("bindwright-{:016x}{:016x}", word(), word())
}

#[allow(clippy::unwrap_used, reason = "a test")]
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_with_null_is_rejected_as_in_the_other_kind_of_form() {
        let list: Value = r#"["a",null]"#.parse().unwrap();
        let gap = Err(EncodeError::new(EncodeReason::Gap));
        const TEXT: &[Encoding] = &[Encoding::content_type("list", "text/plain")];
        const AS_IS: &[Encoding] = &[Encoding::as_is("list")];
        const JSON: &[Encoding] = &[Encoding::json("list")];
        for encodings in [&[], TEXT, AS_IS] {
            let mut parts = PartsWriter::new(Media::MULTIPART.encoded(encodings));
            assert_eq!(parts.value("list", &list), gap);
        }
        let json = Media::MULTIPART.encoded(JSON);
        assert_eq!(PartsWriter::new(json).value("list", &list), Ok(()));
    }
}
