//! A file in a form, and the fields that can hold files: one, several, or perhaps none.

use http::HeaderValue;

use crate::{
    body::Body,
    codec::{DecodeError, DecodeReason},
    stream::ByteStream,
};

/// A file in a form: its bytes, its name, its media type.
#[derive(Debug, Default)]
pub struct FilePart {
    pub(super) file_name: Option<String>,
    pub(super) content: ByteStream,
}

impl FilePart {
    /// Bytes, a string, or a stream.
    pub fn new(content: impl Into<ByteStream>) -> Self {
        Self {
            file_name: None,
            content: content.into(),
        }
    }

    /// With a file name for the receiver. Many servers treat a part without one as a string.
    #[must_use]
    pub fn with_file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// With a media type of its own, `application/octet-stream` otherwise.
    #[must_use]
    pub fn with_content_type(mut self, content_type: HeaderValue) -> Self {
        self.content = self.content.with_content_type(content_type);
        self
    }

    /// The name as it arrived: it is the sender's, and no path to write to unseen.
    #[must_use]
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// The media type that the sender names.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content.content_type()
    }

    /// The bytes.
    #[must_use]
    pub fn into_content(self) -> ByteStream {
        self.content
    }

    pub(super) fn take(&self) -> Body {
        self.content.take()
    }
}

impl<T: Into<ByteStream>> From<T> for FilePart {
    fn from(content: T) -> Self {
        Self::new(content)
    }
}

/// What holds the files of one name: one, several, or perhaps none.
pub trait Files: Sized {
    /// The files that are there.
    fn files(&self) -> Vec<&FilePart>;

    /// Takes the files that arrived.
    ///
    /// # Errors
    /// When a required one is missing, or there are several where one belongs.
    fn from_files(files: Vec<FilePart>) -> Result<Self, DecodeError>;
}

impl Files for FilePart {
    fn files(&self) -> Vec<&FilePart> {
        vec![self]
    }

    fn from_files(files: Vec<FilePart>) -> Result<Self, DecodeError> {
        single(files)?.ok_or_else(missing)
    }
}

impl Files for Option<FilePart> {
    fn files(&self) -> Vec<&FilePart> {
        self.iter().collect()
    }

    fn from_files(files: Vec<FilePart>) -> Result<Self, DecodeError> {
        single(files)
    }
}

impl Files for Vec<FilePart> {
    fn files(&self) -> Vec<&FilePart> {
        self.iter().collect()
    }

    fn from_files(files: Vec<FilePart>) -> Result<Self, DecodeError> {
        if files.is_empty() {
            return Err(missing());
        }
        Ok(files)
    }
}

impl Files for Option<Vec<FilePart>> {
    fn files(&self) -> Vec<&FilePart> {
        self.iter().flatten().collect()
    }

    fn from_files(files: Vec<FilePart>) -> Result<Self, DecodeError> {
        Ok((!files.is_empty()).then_some(files))
    }
}

fn single(files: Vec<FilePart>) -> Result<Option<FilePart>, DecodeError> {
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
