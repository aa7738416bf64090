//! A body that is read or written piece by piece: files, images, everything that the document calls
//! `format: binary`.

use std::{
    fmt,
    pin::Pin,
    sync::{Mutex, PoisonError},
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, HeaderValue, header};
use http_body::Frame;
use http_body_util::StreamBody;

use crate::{
    body::{Body, BodyError, BoxError},
    multipart::file_name::file_name,
    untrusted::{Redaction, Untrusted},
};

/// Bytes that arrive over time, with the headers that describe them.
///
/// Read it as a [`Stream`] of chunks, or at once with [`collect`](Self::collect). The client's
/// limit on response bytes does not apply to it.
///
/// # Examples
/// ```
/// use bindwright_runtime::ByteStream;
/// use bindwright_runtime::http::HeaderValue;
///
/// let csv = ByteStream::from("id,name\n1,Ada\n")
///     .with_content_type(HeaderValue::from_static("text/csv"));
/// assert_eq!(csv.content_type(), Some("text/csv"));
/// ```
///
/// From any stream of chunks, such as a file that is read while it is sent:
/// ```
/// use bindwright_runtime::{ByteStream, bytes::Bytes};
///
/// let chunks = ["a", "b"].map(|chunk| Ok::<_, std::io::Error>(Bytes::from(chunk)));
/// # #[cfg(feature = "client")]
/// let upload = ByteStream::from_stream(futures_util::stream::iter(chunks));
/// ```
#[derive(Default)]
pub struct ByteStream {
    headers: HeaderMap,
    body: Mutex<Body>,
    /// The secrets of the exchange, which an error does not show.
    redaction: Redaction,
}

/// Shows the names of the headers, not their values.
impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream")
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

impl ByteStream {
    /// The chunks of a stream. An error of the stream breaks the body off, so that the receiver
    /// notices.
    pub fn from_stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        let frames = MapStream(Box::pin(stream), |chunk: Result<Bytes, E>| {
            chunk.map(Frame::data)
        });
        Self::from_body(HeaderMap::new(), Body::stream(StreamBody::new(frames)))
    }

    /// A body with the headers that describe it: type, length, disposition and encoding. Other
    /// headers are left out.
    #[must_use]
    pub fn from_body(headers: HeaderMap, body: Body) -> Self {
        let described = [
            header::CONTENT_TYPE,
            header::CONTENT_LENGTH,
            header::CONTENT_DISPOSITION,
            header::CONTENT_ENCODING,
        ];
        let headers = described
            .into_iter()
            .filter_map(|name| Some((name.clone(), headers.get(&name)?.clone())))
            .collect();
        Self {
            headers,
            body: Mutex::new(body),
            redaction: Redaction::default(),
        }
    }

    /// The same with the secrets of its exchange.
    pub(crate) fn with_redaction(mut self, redaction: Redaction) -> Self {
        self.redaction = redaction;
        self
    }

    /// Sets the `Content-Type`, if the document leaves a choice.
    #[must_use]
    pub fn with_content_type(mut self, content_type: HeaderValue) -> Self {
        self.headers.insert(header::CONTENT_TYPE, content_type);
        self
    }

    /// Sets the `Content-Disposition` ([RFC 6266](https://www.rfc-editor.org/rfc/rfc6266)), such as
    /// `attachment; filename="report.xlsx"`.
    #[must_use]
    pub fn with_content_disposition(mut self, disposition: HeaderValue) -> Self {
        self.headers
            .insert(header::CONTENT_DISPOSITION, disposition);
        self
    }

    /// The media type that the sender names.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.headers.get(header::CONTENT_TYPE)?.to_str().ok()
    }

    /// The number of bytes, if the sender announced it.
    #[must_use]
    pub fn content_length(&self) -> Option<u64> {
        self.headers
            .get(header::CONTENT_LENGTH)?
            .to_str()
            .ok()?
            .parse()
            .ok()
    }

    /// `Content-Disposition` as it was received. Do not use the file name in it as a path without
    /// checking it.
    #[must_use]
    pub fn content_disposition(&self) -> Option<&HeaderValue> {
        self.headers.get(header::CONTENT_DISPOSITION)
    }

    /// The file name in `Content-Disposition`, decoded: that of `filename*` if there is one
    /// ([RFC 6266, section 4.3](https://www.rfc-editor.org/rfc/rfc6266#section-4.3)). It has no
    /// folders, drives and devices of Windows. The sender chose it, so check that it is not one of your files before you use it.
    #[must_use]
    pub fn file_name(&self) -> Option<String> {
        let disposition = self.content_disposition()?;
        file_name(std::str::from_utf8(disposition.as_bytes()).ok()?)
    }

    /// The headers that describe the bytes.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Reads all of it.
    ///
    /// # Errors
    /// If there are more than `limit` bytes, or the stream breaks off.
    pub async fn collect(self, limit: u64) -> Result<Bytes, BodyError> {
        let redaction = self.redaction.clone();
        let collected = self.into_body().collect(limit).await;
        collected.map_err(|error| Untrusted::new(error).redacted(&redaction))
    }

    /// The body alone.
    #[must_use]
    pub fn into_body(self) -> Body {
        self.body
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the body out of a shared reference and leaves an empty one: a stream can be sent only
    /// once.
    pub(crate) fn take(&self) -> Body {
        std::mem::take(&mut *self.body.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

macro_rules! from_bytes {
    ($($source:ty),*) => {
        $(impl From<$source> for ByteStream {
            fn from(bytes: $source) -> Self {
                Self::from_body(HeaderMap::new(), Body::full(bytes))
            }
        })*
    };
}
from_bytes!(Bytes, Vec<u8>, String, &'static [u8], &'static str);

impl Stream for ByteStream {
    type Item = Result<Bytes, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self {
            body, redaction, ..
        } = &mut *self;
        let body = body.get_mut().unwrap_or_else(PoisonError::into_inner);
        loop {
            match ready!(http_body::Body::poll_frame(Pin::new(&mut *body), cx)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => {
                    let error = Untrusted::new(error).redacted(redaction);
                    return Poll::Ready(Some(Err(error)));
                }
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
            }
        }
    }
}

/// A stream with a function over its items.
pub(crate) struct MapStream<S, F>(pub(crate) Pin<Box<S>>, pub(crate) F)
where
    S: ?Sized;

impl<S: ?Sized, F> Unpin for MapStream<S, F> {}

impl<S: Stream + ?Sized, T, F: FnMut(S::Item) -> T> Stream for MapStream<S, F> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let Self(items, map) = &mut *self;
        items.as_mut().poll_next(cx).map(|item| item.map(map))
    }
}
