//! The parts of a `multipart/form-data` body into values and files ([RFC
//! 7578](https://www.rfc-editor.org/rfc/rfc7578)). Rejects values that are not UTF-8, and those
//! that were too large to be held in memory.

use bytes::{Bytes, BytesMut};
use http::HeaderMap;

use super::file::{Files, missing};
use super::part::{Held, Part};
use super::split::{Head, PartEvent, Splitter};
use crate::{
    codec::{Decode, DecodeError, Policy, Value, from_text},
    form::Form,
    media::Media,
    payload::{BodyContent, ReceivedBody},
};

/// The parts of a body that arrived.
#[derive(Debug)]
pub struct Parts {
    parts: Vec<Part>,
    media: Media,
    policy: Policy,
}

impl Parts {
    /// Takes a body apart.
    ///
    /// # Errors
    /// When the body is not what its `Content-Type` says.
    pub fn arrived(arrived: ReceivedBody<'_>) -> Result<Self, DecodeError> {
        let parts = match arrived.content {
            BodyContent::Parts(parts) => parts?,
            content @ (BodyContent::Bytes(_) | BodyContent::Stream(_)) => {
                at_hand(arrived.headers, &content.bytes()?)?
            }
        };
        Ok(Self {
            parts,
            media: arrived.media.unwrap_or(Media::MULTIPART),
            policy: arrived.policy,
        })
    }

    /// The files of a name.
    ///
    /// # Errors
    /// When there are too few or too many.
    pub fn file<T: Files>(&mut self, name: &str) -> Result<T, DecodeError> {
        let found = self.parts.extract_if(.., |part| part.head.name == name);
        let files = found.map(Part::into_file).collect();
        T::from_files(files).map_err(|error| error.within(name))
    }

    /// The value of a name.
    ///
    /// # Errors
    /// When it is missing or of another type.
    pub fn value<T: Decode>(&mut self, name: &str) -> Result<T, DecodeError> {
        let below = |part: &Part| {
            let rest = part.head.name.strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
        };
        let found: Vec<Part> = self.parts.extract_if(.., |part| below(part)).collect();
        let members = assemble(found, self.media)?;
        match members.get(name) {
            Some(value) => from_text(value, self.policy),
            None => T::absent().ok_or_else(missing),
        }
        .map_err(|error| error.within(name))
    }

    /// Everything that was not asked for, as an object of strings.
    pub(crate) fn rest(&mut self) -> Result<Value, DecodeError> {
        assemble(std::mem::take(&mut self.parts), self.media)
    }
}

/// The parts of a body at hand.
fn at_hand(headers: &HeaderMap, body: &Bytes) -> Result<Vec<Part>, DecodeError> {
    let mut splitter = Splitter::new(headers)?;
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
    let part = |(head, content): (Head, BytesMut)| Part::new(head, Held::Bytes(content.freeze()));
    Ok(parts.into_iter().map(part).collect())
}

fn assemble(parts: Vec<Part>, media: Media) -> Result<Value, DecodeError> {
    let mut form = Form::new(media.encodings());
    for part in parts {
        let name = &part.head.name;
        let text = part
            .text()
            .map_err(|reason| DecodeError::from(reason).within(name))?;
        if part.is_json() {
            let value = text
                .parse()
                .map_err(|error: DecodeError| error.within(name))?;
            form.insert_value(name, value);
        } else {
            form.insert(name, text.to_owned())?;
        }
    }
    Ok(form.finish())
}
