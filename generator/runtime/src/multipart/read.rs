//! A `multipart/form-data` body at hand into values and files (RFC 7578, RFC 2046 section 5.1).
//! Refuses a body without its boundary, parts without a name, and more than [`MAX_PARTS`] parts.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::{FilePart, Files};
use crate::{
    Arrived, Body, ByteStream, Media, Value,
    codec::{Decode, DecodeError, DecodeReason, Policy, from_text},
    form::Form,
};

/// The most parts of one body.
const MAX_PARTS: usize = 1_024;

/// The parts of a body that arrived.
#[derive(Debug)]
pub struct Parts {
    parts: Vec<Part>,
    media: Media,
    policy: Policy,
}

#[derive(Debug)]
struct Part {
    name: String,
    file_name: Option<String>,
    headers: HeaderMap,
    content: Bytes,
}

impl Parts {
    /// Takes a body apart.
    ///
    /// # Errors
    /// When the body is not what its `Content-Type` says.
    pub fn arrived(arrived: Arrived<'_>) -> Result<Self, DecodeError> {
        let media = arrived.media.unwrap_or(Media::MULTIPART);
        let mut parts = Self::read(arrived.headers, &arrived.content.bytes()?, media)?;
        parts.policy = arrived.policy;
        Ok(parts)
    }

    pub(crate) fn read(
        headers: &HeaderMap,
        body: &Bytes,
        media: Media,
    ) -> Result<Self, DecodeError> {
        let boundary = headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| attribute(value.to_str().ok()?, "boundary"))
            .filter(|boundary| (1..=70).contains(&boundary.len()))
            .ok_or_else(|| malformed("a Content-Type without a boundary"))?;
        let delimiter = format!("\r\n--{boundary}");
        let opening = body.strip_prefix(delimiter.get(2..).unwrap_or_default().as_bytes());
        let mut at = match opening {
            Some(rest) => body.len() - rest.len(),
            None => after(body, 0, delimiter.as_bytes())?,
        };
        let mut parts = Vec::new();
        while !body.get(at..).unwrap_or_default().starts_with(b"--") {
            if parts.len() == MAX_PARTS {
                return Err(malformed("too many parts"));
            }
            let end = after(body, at, delimiter.as_bytes())?;
            parts.push(part(&body.slice(at..end - delimiter.len()))?);
            at = end;
        }
        Ok(Self {
            parts,
            media,
            policy: Policy::Strict,
        })
    }

    /// The files of a name.
    ///
    /// # Errors
    /// When there are too few or too many.
    pub fn file<T: Files>(&mut self, name: &str) -> Result<T, DecodeError> {
        let found = self.parts.extract_if(.., |part| part.name == name);
        let files = found.map(Part::into_file).collect();
        T::from_files(files).map_err(|error| error.within(name))
    }

    /// The value of a name.
    ///
    /// # Errors
    /// When it is missing or of another type.
    pub fn value<T: Decode>(&mut self, name: &str) -> Result<T, DecodeError> {
        let below = |part: &Part| {
            let rest = part.name.strip_prefix(name);
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

    /// Everything that was not asked for, as an object of texts.
    pub(crate) fn rest(&mut self) -> Result<Value, DecodeError> {
        assemble(std::mem::take(&mut self.parts), self.media)
    }
}

impl Part {
    fn into_file(self) -> FilePart {
        FilePart {
            file_name: self.file_name,
            content: ByteStream::from_body(self.headers, Body::full(self.content)),
        }
    }
}

fn assemble(parts: Vec<Part>, media: Media) -> Result<Value, DecodeError> {
    let mut form = Form::new(media.encodings());
    for part in parts {
        let text = std::str::from_utf8(&part.content).map_err(|_| {
            DecodeError::from(DecodeReason::unexpected_text("UTF-8", "other bytes"))
                .within(&part.name)
        })?;
        let content_type = part.headers.get(header::CONTENT_TYPE);
        let is_json = content_type.is_some_and(|value| {
            let json = |value: &str| Media::JSON.matches(value) || value.contains("+json");
            value.to_str().is_ok_and(json)
        });
        if is_json {
            let value = text
                .parse()
                .map_err(|error: DecodeError| error.within(&part.name))?;
            form.insert_value(&part.name, value);
        } else {
            form.insert(&part.name, text.to_owned())?;
        }
    }
    Ok(form.finish())
}

/// The headers and the content of one part, which starts behind its boundary.
fn part(bytes: &Bytes) -> Result<Part, DecodeError> {
    let line = after(bytes, 0, b"\r\n")?;
    let (headers, content) = if bytes.get(line..).unwrap_or_default().starts_with(b"\r\n") {
        (line, line + 2)
    } else {
        let end = after(bytes, line, b"\r\n\r\n")?;
        (end - 4, end)
    };
    let lines = bytes.get(line..headers).unwrap_or_default();
    let lines = std::str::from_utf8(lines).map_err(|_| malformed("a header that is not UTF-8"))?;
    let (mut name, mut file_name, mut described) = (None, None, HeaderMap::new());
    for (key, value) in lines.split("\r\n").filter_map(|line| line.split_once(':')) {
        let (key, value) = (key.trim(), value.trim());
        if key.eq_ignore_ascii_case("content-disposition") {
            name = attribute(value, "name").map(unquoted);
            file_name = attribute(value, "filename").map(unquoted);
        } else if let (Ok(key), Ok(value)) = (
            HeaderName::from_bytes(key.as_bytes()),
            HeaderValue::from_str(value),
        ) {
            described.insert(key, value);
        }
    }
    Ok(Part {
        name: name.ok_or_else(|| malformed("a part without a name"))?,
        file_name,
        headers: described,
        content: bytes.slice(content..),
    })
}

/// The position behind the next occurrence of a text.
fn after(body: &Bytes, from: usize, text: &[u8]) -> Result<usize, DecodeError> {
    let rest = body.get(from..).unwrap_or_default();
    let found = rest.windows(text.len()).position(|window| window == text);
    found
        .map(|at| from + at + text.len())
        .ok_or_else(|| malformed("a body that ends too early"))
}

/// A parameter of a header value: `boundary` of `multipart/form-data; boundary="x"`.
fn attribute(value: &str, wanted: &str) -> Option<String> {
    let mut rest = value;
    loop {
        rest = rest.split_once(';')?.1.trim_start();
        let (key, after) = rest.split_once('=')?;
        let (text, after) = match after.strip_prefix('"') {
            Some(inside) => quoted(inside),
            None => {
                let (text, after) = after.split_at(after.find(';').unwrap_or(after.len()));
                (text.trim().to_owned(), after)
            }
        };
        if key.trim().eq_ignore_ascii_case(wanted) {
            return Some(text);
        }
        rest = after;
    }
}

/// The inside of a quoted string and what follows it. A backslash escapes `"` and `\\` alone, as senders of file names from Windows need.
fn quoted(inside: &str) -> (String, &str) {
    let (mut text, mut chars) = (String::new(), inside.char_indices().peekable());
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (text, inside.get(at + 1..).unwrap_or_default()),
            '\\' => match chars.next_if(|(_, next)| matches!(next, '"' | '\\')) {
                Some((_, escaped)) => text.push(escaped),
                None => text.push(c),
            },
            _ => text.push(c),
        }
    }
    (text, "")
}

/// The three characters that browsers encode in names.
fn unquoted(name: String) -> String {
    name.replace("%22", "\"")
        .replace("%0D", "\r")
        .replace("%0A", "\n")
}

pub(super) fn single(files: Vec<FilePart>) -> Result<Option<FilePart>, DecodeError> {
    let mut files = files.into_iter();
    let first = files.next();
    match files.next() {
        None => Ok(first),
        Some(_) => Err(DecodeReason::Duplicate.into()),
    }
}

pub(super) fn missing() -> DecodeError {
    DecodeReason::Missing.into()
}

fn malformed(found: &str) -> DecodeError {
    DecodeReason::Expected {
        expected: "multipart/form-data",
        found: found.to_owned(),
    }
    .into()
}
