//! `multipart/form-data` bodies (RFC 7578): values and files as the parts of one body.
//!
//! A client streams its files. A server reads all parts before its handler runs, since they may come in any order; files that do not fit
//! into the limit on collected bodies wait on disk, so that a large upload takes no memory.

mod attribute;
mod read;
mod split;
mod write;

use http::HeaderValue;

#[cfg(feature = "server")]
pub(crate) use read::Held;
pub use read::{Part, Parts};
#[cfg(feature = "server")]
pub(crate) use split::{Head, PartEvent, Splitter};
pub use write::PartsWriter;

use crate::{body::Body, codec::DecodeError, stream::ByteStream};

/// A file in a form: its bytes, its name, its media type.
#[derive(Debug, Default)]
pub struct FilePart {
    file_name: Option<String>,
    content: ByteStream,
}

impl FilePart {
    /// Bytes, a text, or a stream.
    pub fn new(content: impl Into<ByteStream>) -> Self {
        Self {
            file_name: None,
            content: content.into(),
        }
    }

    /// With the name that the receiver is told. Many servers take a part without one for a text.
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

    fn take(&self) -> Body {
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
        read::single(files)?.ok_or_else(read::missing)
    }
}

impl Files for Option<FilePart> {
    fn files(&self) -> Vec<&FilePart> {
        self.iter().collect()
    }

    fn from_files(files: Vec<FilePart>) -> Result<Self, DecodeError> {
        read::single(files)
    }
}

impl Files for Vec<FilePart> {
    fn files(&self) -> Vec<&FilePart> {
        self.iter().collect()
    }

    fn from_files(files: Vec<FilePart>) -> Result<Self, DecodeError> {
        if files.is_empty() {
            return Err(read::missing());
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
