//! The document of an API, as generated code embeds it: compressed JSON, which is sent as it is to clients that take gzip.

use std::borrow::Cow;
use std::io::{self, Read as _};

use flate2::read::GzDecoder;
use http::{HeaderMap, header::ACCEPT_ENCODING};

use crate::routing::weighted;

/// The document of an API. Generated code has it as `server::OPENAPI`: JSON, compressed with gzip
/// ([RFC 1952](https://www.rfc-editor.org/rfc/rfc1952)).
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "server-docs")] {
/// use bindwright_runtime::server::OpenApiDocument;
///
/// let document = OpenApiDocument::from_text(r#"{"openapi": "3.1.0"}"#);
/// assert_eq!(document.to_text().unwrap(), r#"{"openapi": "3.1.0"}"#);
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct OpenApiDocument(DocumentText);

#[derive(Debug, Clone)]
enum DocumentText {
    Gzip(&'static [u8]),
    Plain(Cow<'static, str>),
}

impl OpenApiDocument {
    /// A document as JSON, compressed with gzip. Generated code calls this.
    pub const fn from_gzip(bytes: &'static [u8]) -> Self {
        Self(DocumentText::Gzip(bytes))
    }

    /// A document as JSON or YAML, such as `include_str!("../pets.yaml")`.
    pub fn from_text(text: impl Into<Cow<'static, str>>) -> Self {
        Self(DocumentText::Plain(text.into()))
    }

    /// The text of the document. One that is compressed is decompressed each time.
    ///
    /// # Errors
    /// If what is compressed is damaged.
    pub fn to_text(&self) -> io::Result<Cow<'static, str>> {
        match &self.0 {
            DocumentText::Plain(text) => Ok(text.clone()),
            DocumentText::Gzip(bytes) => {
                let mut text = String::new();
                GzDecoder::new(*bytes).read_to_string(&mut text)?;
                Ok(Cow::Owned(text))
            }
        }
    }

    /// The name and the media type ([RFC 9512](https://www.rfc-editor.org/rfc/rfc9512) for YAML).
    pub(super) fn form(&self) -> (&'static str, &'static str) {
        let is_json = match &self.0 {
            DocumentText::Gzip(_) => true,
            DocumentText::Plain(text) => text.trim_start().starts_with('{'),
        };
        match is_json {
            true => ("openapi.json", "application/json"),
            false => ("openapi.yaml", "application/yaml"),
        }
    }

    /// The document as it is compressed, if it is and a client with these headers takes that.
    pub(super) fn compressed_for(&self, headers: &HeaderMap) -> Option<&'static [u8]> {
        match &self.0 {
            DocumentText::Gzip(bytes) if takes_gzip(headers) => Some(bytes),
            DocumentText::Gzip(_) | DocumentText::Plain(_) => None,
        }
    }
}

/// Whether `Accept-Encoding` permits gzip ([RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3)). Its own weight counts more than
/// that of `*`. Without the header, no coding is sent: few clients that say nothing can read one.
fn takes_gzip(headers: &HeaderMap) -> bool {
    let (mut own, mut any) = (None, None);
    for (coding, weight) in weighted(headers, &ACCEPT_ENCODING) {
        if coding.eq_ignore_ascii_case("gzip") || coding.eq_ignore_ascii_case("x-gzip") {
            own = Some(weight > 0);
        } else if coding == "*" {
            any = Some(weight > 0);
        }
    }
    own.or(any).unwrap_or(false)
}
