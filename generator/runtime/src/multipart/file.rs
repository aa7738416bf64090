//! A file in a form, and the fields that can contain files: one, several, or perhaps none.

use std::fmt;

use http::HeaderValue;

use crate::{
    body::Body,
    codec::{DecodeError, DecodeReason},
    stream::ByteStream,
};

/// A file in a form: its bytes, its name and its media type.
///
/// # Examples
///
/// ```
/// use bindwright_runtime::FilePart;
/// use bindwright_runtime::http::HeaderValue;
///
/// let upload = FilePart::new("id,name\n1,Ada\n")
///     .with_file_name("users.csv")
///     .with_content_type(HeaderValue::from_static("text/csv"));
/// assert_eq!(upload.file_name(), Some("users.csv"));
/// ```
#[derive(Default)]
pub struct FilePart {
    pub(super) file_name: Option<String>,
    pub(super) content: ByteStream,
}

/// Shows what the content is, not the name that its sender chose.
impl fmt::Debug for FilePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FilePart")
            .field("has_file_name", &self.file_name.is_some())
            .field("content", &self.content)
            .finish()
    }
}

impl FilePart {
    /// A file from bytes, a string, or a stream.
    pub fn new(content: impl Into<ByteStream>) -> Self {
        Self {
            file_name: None,
            content: content.into(),
        }
    }

    /// Sets a file name. Many servers treat a part without one as a plain string.
    #[must_use]
    pub fn with_file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the media type; `application/octet-stream` otherwise.
    #[must_use]
    pub fn with_content_type(mut self, content_type: HeaderValue) -> Self {
        self.content = self.content.with_content_type(content_type);
        self
    }

    /// The file name as it was received. Do not use it as a path without checking it.
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

    /// The body; a second call returns an empty one.
    pub(super) fn take(&self) -> Body {
        self.content.take()
    }
}

impl<T: Into<ByteStream>> From<T> for FilePart {
    fn from(content: T) -> Self {
        Self::new(content)
    }
}

/// A field that contains the files of one name: one, several, or perhaps none.
pub trait Files: Sized {
    /// The files to send.
    fn files(&self) -> Vec<&FilePart>;

    /// A list of as many items as there are files, for limits: `None` if the field is absent.
    fn counted(&self) -> Option<Vec<bool>> {
        Some(self.files().iter().map(|_| true).collect())
    }

    /// Takes the files that were received.
    ///
    /// # Errors
    /// If a required file is missing, or there are several where the schema has one.
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

/// An empty list has no part, so a list that is absent is empty.
impl Files for Vec<FilePart> {
    fn files(&self) -> Vec<&FilePart> {
        self.iter().collect()
    }

    fn from_files(files: Vec<FilePart>) -> Result<Self, DecodeError> {
        Ok(files)
    }
}

impl Files for Option<Vec<FilePart>> {
    fn files(&self) -> Vec<&FilePart> {
        self.iter().flatten().collect()
    }

    fn counted(&self) -> Option<Vec<bool>> {
        self.as_ref().and_then(Files::counted)
    }

    fn from_files(files: Vec<FilePart>) -> Result<Self, DecodeError> {
        Ok((!files.is_empty()).then_some(files))
    }
}

/// The only file, if there is one.
fn single(files: Vec<FilePart>) -> Result<Option<FilePart>, DecodeError> {
    let mut files = files.into_iter();
    let first = files.next();
    match files.next() {
        None => Ok(first),
        Some(_) => Err(DecodeReason::Duplicate.into()),
    }
}

/// The error for a required file that is missing.
pub(super) fn missing() -> DecodeError {
    DecodeReason::Missing.into()
}
