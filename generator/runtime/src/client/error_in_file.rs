//! The start of a body that may be an error instead of a file.
//!
//! A service that sends errors with a status of success does so for downloads as well: `200 OK`, `Content-Type: application/json`, and
//! an error where the document has a file. Whoever saves the file would find it years later.

use bytes::BytesMut;
use http_body_util::BodyExt as _;

use crate::{
    body::{Body, BodyError},
    payload::BodyContent,
};

/// The most bytes that an error has which is looked for in place of a file.
const LONGEST: usize = 16 << 10;

/// The bytes of a short body, or a longer one as the stream that it was.
pub(super) async fn short_or_stream(mut body: Body) -> Result<BodyContent, BodyError> {
    let mut start = BytesMut::new();
    while start.len() <= LONGEST {
        let Some(frame) = body.frame().await else {
            return Ok(BodyContent::Bytes(start.freeze()));
        };
        if let Ok(data) = frame?.into_data() {
            start.extend_from_slice(&data);
        }
    }
    let whole = Body::chain([Body::full(start.freeze()), body]);
    Ok(BodyContent::Stream(whole))
}
