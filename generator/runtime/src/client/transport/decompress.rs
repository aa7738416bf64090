//! Compressed responses, decompressed as they arrive
//! ([RFC 9110, section 8.4](https://www.rfc-editor.org/rfc/rfc9110#section-8.4)). Limits count what
//! comes out, so a small response that becomes large is stopped.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use http::{HeaderValue, header};
use tower::{Service, ServiceExt as _};
use tower_http::decompression::Decompression;

use super::erased::{ErasedTransport, Transport as _};
#[cfg(feature = "zstd")]
use super::zstd;
use crate::body::{Body, BoxError};

/// The codings that a transport asks for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Encodings {
    #[cfg(feature = "gzip")]
    pub(super) gzip: bool,
    #[cfg(feature = "brotli")]
    pub(super) brotli: bool,
    #[cfg(feature = "zstd")]
    pub(super) zstd: bool,
}

impl Encodings {
    /// Adds decompression to a transport, if any coding is on.
    pub(super) fn add_to(self, transport: ErasedTransport) -> ErasedTransport {
        let normal = transport.clone().map_response(normalized);
        #[cfg(feature = "zstd")]
        let normal = normal.map_response(move |response| match self.zstd {
            true => zstd::decompressed(response),
            false => response,
        });
        let decoding = Decompression::new(normal);
        let decoding = decoding.no_gzip().no_deflate().no_br().no_zstd();
        let mut is_on = false;
        #[cfg(feature = "gzip")]
        let decoding = {
            is_on |= self.gzip;
            decoding.gzip(self.gzip)
        };
        #[cfg(feature = "brotli")]
        let decoding = {
            is_on |= self.brotli;
            decoding.br(self.brotli)
        };
        #[cfg(feature = "zstd")]
        let decoding = {
            is_on |= self.zstd;
            decoding.zstd(self.zstd)
        };
        if !is_on {
            return transport;
        }
        let decoding = decoding.erased();
        Decompressing {
            plain: transport,
            decoding,
        }
        .erased()
    }
}

/// A coding is a word in any case, and `x-gzip` is `gzip`
/// ([RFC 9110, section 8.4.1](https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1)).
fn normalized(mut response: http::Response<Body>) -> http::Response<Body> {
    let Some(coding) = response.headers_mut().get_mut(header::CONTENT_ENCODING) else {
        return response;
    };
    let lower = coding.as_bytes().to_ascii_lowercase();
    let name: &[u8] = match lower.as_slice() {
        b"x-gzip" => b"gzip",
        other => other,
    };
    if let Ok(value) = HeaderValue::from_bytes(name) {
        *coding = value;
    }
    response
}

/// Decompresses all responses but parts: a part of a compressed body cannot be decompressed, and a
/// part of the body as it is would not be what was asked for.
#[derive(Clone)]
struct Decompressing {
    plain: ErasedTransport,
    decoding: ErasedTransport,
}

impl Service<http::Request<Body>> for Decompressing {
    type Response = http::Response<Body>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<http::Response<Body>, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let asks_for_part = request.headers().contains_key(header::RANGE);
        let service = if asks_for_part {
            self.plain.clone()
        } else {
            self.decoding.clone()
        };
        Box::pin(service.oneshot(request))
    }
}
