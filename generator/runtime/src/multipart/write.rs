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

use super::{
    FilePart, Files,
    quoting::{extended, is_kept, quoted},
};
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
    ///
    /// # Errors
    /// If the name has no form in a part.
    pub fn file(&mut self, name: &str, files: &impl Files) -> Result<(), EncodeError> {
        let mut files = files.files().into_iter();
        files.try_for_each(|file| self.one_file(name, file))
    }

    /// Adds one file, with its own media type, the one that the document names, or bytes.
    fn one_file(&mut self, name: &str, file: &FilePart) -> Result<(), EncodeError> {
        let listed = match Encoding::find(self.media.encodings(), name).map(Encoding::written) {
            Some(Written::Type(listed)) if !listed.contains(['*', ',']) => Some(listed),
            Some(_) | None => None,
        };
        let content_type = file
            .content_type()
            .or(listed)
            .unwrap_or("application/octet-stream");
        self.head(name, file.file_name(), Some(content_type))?;
        let text = self.text.split().freeze();
        self.template_parts.push_back(Body::full(text));
        self.template_parts.push_back(file.take());
        self.text.extend_from_slice(b"\r\n");
        Ok(())
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
            (_, Value::Null) => Ok(()),
            (Some(Written::Json), _) => self.text(name, Some(JSON), &value.to_string()),
            // As in the other kind of form, such a name is that of something nested.
            (None | Some(Written::Type(_)), _) if is_nested_name => {
                Err(EncodeError::new(EncodeReason::Bracket))
            }
            // A part with the text `null` would be read as a string, or as nothing of the type.
            (None | Some(Written::Type(_) | Written::AsIs), Value::Array(items))
                if items.iter().any(Value::is_null) =>
            {
                Err(EncodeError::new(EncodeReason::Gap))
            }
            (Some(Written::Type(listed)), Value::Array(items)) => {
                let mut items = items.iter();
                items.try_for_each(|item| self.text(name, Some(listed), &form::text(item)))
            }
            (Some(Written::Type(listed)), _) => self.text(name, Some(listed), &form::text(value)),
            (Some(Written::Brackets | Written::Joined(_)), _) => {
                let mut pairs = form::pairs(name, value, encoding)?.into_iter();
                pairs.try_for_each(|(name, text)| self.text(&name, None, &text))
            }
            (None | Some(Written::AsIs), Value::Array(items)) => {
                let mut items = items.iter();
                items.try_for_each(|item| self.text(name, json_type(item), &form::text(item)))
            }
            (None | Some(Written::AsIs), _) => {
                self.text(name, json_type(value), &form::text(value))
            }
        }
    }

    /// Adds a part with this text.
    fn text(
        &mut self,
        name: &str,
        content_type: Option<&str>,
        text: &str,
    ) -> Result<(), EncodeError> {
        self.head(name, None, content_type)?;
        self.text.extend_from_slice(text.as_bytes());
        self.text.extend_from_slice(b"\r\n");
        Ok(())
    }

    /// Starts a part. A file has its extended name as well if quoting changes the plain one, which servers of others read.
    fn head(
        &mut self,
        name: &str,
        file_name: Option<&str>,
        content_type: Option<&str>,
    ) -> Result<(), EncodeError> {
        if !is_kept(name) {
            return Err(EncodeError::new(EncodeReason::Escape));
        }
        let file_name = file_name.map(|file_name| {
            let more = (!is_kept(file_name)).then(|| extended(file_name));
            format!(
                "; filename=\"{}\"{}",
                quoted(file_name),
                more.unwrap_or_default()
            )
        });
        let file_name = file_name.unwrap_or_default();
        let content_type = content_type
            .map(|content_type| format!("\r\nContent-Type: {content_type}"))
            .unwrap_or_default();
        let head = format!(
            "--{}\r\nContent-Disposition: form-data; name=\"{}\"{file_name}{content_type}\r\n\r\n",
            self.boundary,
            quoted(name),
        );
        self.text.extend_from_slice(head.as_bytes());
        Ok(())
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

/// A boundary that no content contains by accident: 128 random bits.
fn boundary() -> String {
    use std::hash::{BuildHasher, RandomState};
    let word = || RandomState::new().hash_one(0_u8);
    format!("bindwright-{:016x}{:016x}", word(), word())
}

#[allow(clippy::unwrap_used, reason = "a test")]
#[cfg(test)]
mod tests {
    use super::super::split::{FormLimits, PartEvent, Splitter};
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

    /// What a server reads of a part with these names.
    fn read_back(name: &str, file_name: &str) -> Result<(String, Option<String>), EncodeError> {
        let mut parts = PartsWriter::new(Media::MULTIPART);
        parts.file(name, &FilePart::new("x").with_file_name(file_name))?;
        let payload = parts.finish();
        let mut splitter = Splitter::new(&payload.headers, FormLimits::default()).unwrap();
        splitter.feed(&payload.body.bytes().unwrap());
        match splitter.next().unwrap() {
            Some(PartEvent::Head(head)) => Ok((head.name, head.file_name)),
            Some(_) | None => Ok(Default::default()),
        }
    }

    /// Each of these strings in each order.
    fn names() -> Vec<String> {
        let pieces = [
            "", "a", " ", ";", "=", "é", "\\", "\"", "\r\n", "%", "%22", "%0A", "2",
        ];
        let pairs = pieces
            .iter()
            .flat_map(|one| pieces.iter().map(move |next| [*one, *next]));
        pairs
            .flat_map(|[one, next]| pieces.map(|last| [one, next, last].concat()))
            .collect()
    }

    #[test]
    fn names_of_parts_and_files_are_read_as_they_were_or_rejected() {
        for name in names() {
            let file = read_back("file", &name).unwrap();
            assert_eq!(file, ("file".to_owned(), Some(name.clone())), "{name:?}");
            let is_escape = ["%22", "%0D", "%0A"]
                .iter()
                .any(|escape| name.contains(escape));
            let read = read_back(&name, "a;b");
            if is_escape {
                assert_eq!(
                    read,
                    Err(EncodeError::new(EncodeReason::Escape)),
                    "{name:?}"
                );
            } else {
                assert_eq!(read, Ok((name.clone(), Some("a;b".to_owned()))), "{name:?}");
            }
        }
    }
}
