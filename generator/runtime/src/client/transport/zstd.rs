//! Responses in zstd, whose frames say how much memory it takes to read them.

use std::io;

use async_compression::{tokio::bufread::ZstdDecoder, zstd::DParameter};
use futures_util::TryStreamExt as _;
use http::header;
use http_body::{Body as _, Frame};
use http_body_util::{BodyDataStream, StreamBody};
use tokio_util::io::{ReaderStream, StreamReader};

use crate::body::{Body, BodyError, BoxError};

/// The binary logarithm of the largest window, 8 MiB, which is what a server may send
/// ([RFC 9659, section 3](https://www.rfc-editor.org/rfc/rfc9659#section-3)).
const WINDOW: u32 = 23;

/// How much is decompressed at once.
const CHUNK: usize = 16 << 10;

/// Decompresses a response in zstd. tower-http has no limit for the window, and so only asks for the coding.
pub(super) fn decompressed(mut response: http::Response<Body>) -> http::Response<Body> {
    let coding = response.headers().get(header::CONTENT_ENCODING);
    if coding.is_none_or(|coding| coding != "zstd") || response.body().is_end_stream() {
        return response;
    }
    for name in [header::CONTENT_ENCODING, header::CONTENT_LENGTH] {
        response.headers_mut().remove(name);
    }
    response.map(|body| {
        let compressed = BodyDataStream::new(body).map_err(io::Error::other);
        let limits = [DParameter::window_log_max(WINDOW)];
        let mut decoder = ZstdDecoder::with_params(StreamReader::new(compressed), &limits);
        decoder.multiple_members(true);
        let chunks = ReaderStream::with_capacity(decoder, CHUNK);
        Body::stream(StreamBody::new(chunks.map_ok(Frame::data).map_err(cause)))
    })
}

/// The error of the body below, or that of the decoder.
fn cause(error: io::Error) -> BoxError {
    match error.downcast::<BodyError>() {
        Ok(own) => own.into(),
        Err(error) => error.into(),
    }
}
