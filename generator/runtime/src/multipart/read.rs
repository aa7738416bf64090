//! The parts of a `multipart/form-data` body into values and files ([RFC
//! 7578](https://www.rfc-editor.org/rfc/rfc7578)). Rejects values that are not UTF-8, and values
//! that were too large for memory.

use bytes::{Bytes, BytesMut};
use http::HeaderMap;

use super::file::{Files, missing};
use super::head::Head;
use super::part::{Part, PartContent};
use super::split::{FormLimits, PartEvent, Splitter};
use crate::{
    codec::{
        Decode, DecodeError, Memory, Policy, Unwritten, Value, from_form, unwritten, without_bom,
    },
    form::{self, Form, opened_within},
    media::{Encoding, Media, Written},
    payload::{BodyContent, ReceivedBody},
};

/// The parts of a body that was received.
#[derive(Debug)]
pub struct Parts {
    parts: Vec<Part>,
    media: Media,
    policy: Policy,
    /// For the strings of all parts.
    memory: Memory,
    /// For the values that they become.
    values: Memory,
}

impl Parts {
    /// Splits a body into its parts.
    ///
    /// # Errors
    /// If the body is not a form with the boundary that its `Content-Type` names.
    pub fn received(received: ReceivedBody<'_>) -> Result<Self, DecodeError> {
        let parts = match received.content {
            BodyContent::Parts(parts) => parts?,
            content @ (BodyContent::Bytes(_) | BodyContent::Stream(_)) => {
                at_hand(received.headers, received.limits.form, &content.bytes()?)?
            }
        };
        Ok(Self {
            parts,
            media: received.media.unwrap_or(Media::MULTIPART),
            policy: received.policy,
            memory: Memory::of(received.limits.memory),
            values: Memory::of(received.limits.memory),
        })
    }

    /// The files of a name.
    ///
    /// # Errors
    /// If there are too few or too many.
    pub fn file<T: Files>(&mut self, name: &str) -> Result<T, DecodeError> {
        let found = self.parts.extract_if(.., |part| part.head.name == name);
        let files = found.map(Part::into_file).collect();
        T::from_files(files).map_err(|error| error.within(name))
    }

    /// The value of a name. A nested value may consist of several parts: `size[w]` and `size[h]`.
    ///
    /// # Errors
    /// If it is missing or of another type.
    pub fn value<T: Decode>(&mut self, name: &str) -> Result<T, DecodeError> {
        let below = |part: &Part| {
            let rest = part.head.name.strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
        };
        let found: Vec<Part> = self.parts.extract_if(.., |part| below(part)).collect();
        let members = assemble(found, self.media, &mut self.memory)?;
        match members.get(name) {
            Some(value) => self.read(value).or_else(|error| {
                // See `form::read`.
                let opened = opened_within(value, &mut self.memory)?;
                match opened.map(|opened| self.read(&opened)) {
                    Some(Err(other)) if !other.reason().is_fatal() => Err(error),
                    read => read.unwrap_or(Err(error)),
                }
            }),
            None => T::absent()
                .or_else(|| unwritten(self.policy, Unwritten::Parts))
                .ok_or_else(missing),
        }
        .map_err(|error| error.within(name))
    }

    fn read<T: Decode>(&mut self, value: &Value) -> Result<T, DecodeError> {
        let (policy, unwritten) = (self.policy, Unwritten::Nothing);
        from_form(value, None, policy, unwritten, &mut self.values)
    }

    /// The value that all remaining parts describe.
    pub(crate) fn rest<T: Decode>(mut self) -> Result<T, DecodeError> {
        let form = assemble(self.parts, self.media, &mut self.memory)?;
        form::read(&form, self.policy, Unwritten::Parts, self.memory)
    }
}

/// The parts of a body in memory.
fn at_hand(
    headers: &HeaderMap,
    limits: FormLimits,
    body: &Bytes,
) -> Result<Vec<Part>, DecodeError> {
    let mut splitter = Splitter::new(headers, limits)?;
    splitter.feed(body);
    let mut parts: Vec<(Head, BytesMut)> = Vec::new();
    while let Some(piece) = splitter.next()? {
        match (piece, parts.last_mut()) {
            (PartEvent::Head(head), _) => parts.push((head, BytesMut::new())),
            (PartEvent::Content(bytes), Some((_, content))) if content.is_empty() => {
                *content = bytes.into();
            }
            (PartEvent::Content(bytes), Some((_, content))) => content.extend_from_slice(&bytes),
            (PartEvent::Content(_), None) => {}
        }
    }
    splitter.finish()?;
    let part =
        |(head, content): (Head, BytesMut)| Part::new(head, PartContent::Bytes(content.freeze()));
    Ok(parts.into_iter().map(part).collect())
}

/// Whether the document says that the part is JSON, and the part says nothing. A plain string is one without quotes, too.
fn is_json_by_encoding(part: &Part, media: Media, text: &str) -> bool {
    let encoding = Encoding::find(media.encodings(), &part.head.name).map(Encoding::written);
    let is_json = match encoding {
        Some(Written::Json) => true,
        Some(Written::Type(name)) => Media::JSON.matches(name),
        _ => false,
    };
    is_json && part.head.content_type.is_none() && text.trim_start().starts_with(['{', '[', '"'])
}

/// The parts as the properties of one object.
fn assemble(parts: Vec<Part>, media: Media, memory: &mut Memory) -> Result<Value, DecodeError> {
    let mut form = Form::new(media.encodings(), memory);
    for part in parts {
        let name = &part.head.name;
        let text = part
            .text()
            .map_err(|reason| DecodeError::from(reason).within(name))?;
        if part.is_json() || is_json_by_encoding(&part, media, text) {
            form.insert_json(name, without_bom(text.as_bytes()))?;
        } else {
            form.insert(name, text.to_owned())?;
        }
    }
    Ok(form.finish())
}
