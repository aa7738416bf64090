//! The servers of `documents/`, in this process: what they were called with is noted.

use std::cell::RefCell;

use bindwright_runtime::{ByteStream, Error, FilePart, Request, Response};
use bytes::Bytes;
use futures_util::StreamExt;
use http::StatusCode;
use http_body_util::BodyExt;
use tower::Service;

use crate::generated::{kinds, wire};

/// The longest response to an invalid request: as many violations as are kept, and what is around them.
const LONGEST: usize = 256 << 10;

/// What a handler was called with.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Called {
    pub operation: &'static str,
    pub values: Vec<String>,
}

/// Notes its arguments in [`CALLED`].
struct Noting;

thread_local! {
    static CALLED: RefCell<Option<Called>> = const { RefCell::new(None) };
    static RUNTIME: tokio::runtime::Runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    static WIRE: RefCell<bindwright_runtime::server::Router> = RefCell::new(wire::router(Noting));
    static KINDS: RefCell<bindwright_runtime::server::Router> = RefCell::new(kinds::router(Noting));
}

fn note(operation: &'static str, values: Vec<String>) -> Result<Response<()>, Error> {
    CALLED.set(Some(Called { operation, values }));
    Ok(Response::new(()))
}

macro_rules! noting {
    ($($method:ident $arguments:ident ($($field:ident),*)),* $(,)?) => {
        impl wire::WireApi for Noting {
            async fn styles(&self, _: Request<wire::Styles>) -> Result<Response<()>, Error> {
                note("styles", Vec::new())
            }

            async fn upload(&self, request: Request<wire::UploadRequest>) -> Result<Response<()>, Error> {
                let form = request.into_inner().body;
                let mut values = vec![format!("{:?} {:?} {:?} {:?}", form.title, form.count, form.tags, form.point)];
                for file in std::iter::once(form.file).chain(form.more.into_iter().flatten()) {
                    values.push(file_note(file).await);
                }
                note("upload", values)
            }

            $(async fn $method(&self, request: Request<wire::$arguments>) -> Result<Response<()>, Error> {
                let arguments = request.into_inner();
                let _ = &arguments;
                note(stringify!($method), vec![$(arguments.$field),*])
            })*
        }
    };
}
noting!(
    whole Whole (a), two Two (a, b), fixed Fixed (), suffix Suffix (a), prefix Prefix (a), verb Verb (a), range Range (a, b),
    dotted Dotted (a, b), letter Letter (a, b), brackets Brackets (a, b), escaped Escaped (a, b),
);

impl kinds::KindsApi for Noting {
    async fn echo(
        &self,
        request: Request<kinds::Echo>,
    ) -> Result<Response<kinds::Everything>, Error> {
        Ok(Response::new(request.into_inner().body))
    }
}

/// The name, the media type and the bytes of a file.
async fn file_note(file: FilePart) -> String {
    let (name, kind) = (
        file.file_name().map(str::to_owned),
        file.content_type().map(str::to_owned),
    );
    let mut content = Vec::new();
    let mut chunks = file.into_content();
    while let Some(chunk) = chunks.next().await {
        content.extend_from_slice(&chunk.expect("a file that was received"));
    }
    file_line(name.as_deref(), kind.as_deref(), &content)
}

/// How a file is noted.
#[must_use]
pub fn file_line(name: Option<&str>, kind: Option<&str>, content: &[u8]) -> String {
    format!("{name:?} {kind:?} {content:?}")
}

/// Sends a request to the server of `documents/wire.yaml`: the status, and what the handler was called with, if it was.
pub fn send(
    method: &str,
    target: &str,
    content_type: Option<&http::HeaderValue>,
    chunks: Vec<Vec<u8>>,
) -> (StatusCode, Option<Called>) {
    let chunks = chunks
        .into_iter()
        .map(|chunk| Ok::<_, std::convert::Infallible>(Bytes::from(chunk)));
    let body = ByteStream::from_stream(futures_util::stream::iter(chunks)).into_body();
    let mut request = http::Request::builder()
        .method(method)
        .uri(target)
        .body(body)
        .expect("a request");
    if let Some(content_type) = content_type {
        request
            .headers_mut()
            .insert("content-type", content_type.clone());
    }
    CALLED.set(None);
    let future = WIRE.with_borrow_mut(|router| router.call(request));
    let (status, body) = finished(future);
    assert!(body.len() < LONGEST, "a response of {} bytes", body.len());
    (status, CALLED.take())
}

/// Sends a value to the server of `documents/kinds.yaml`, which checks its limits: the response is bounded.
pub fn send_value(text: Vec<u8>) {
    let body = bindwright_runtime::Body::full(text.clone());
    let request = http::Request::post("/echo")
        .header("content-type", "application/json")
        .body(body)
        .expect("a request");
    let future = KINDS.with_borrow_mut(|router| router.call(request));
    let (status, body) = finished(future);
    assert!(
        status == StatusCode::OK || status == StatusCode::BAD_REQUEST,
        "{status}: {}",
        String::from_utf8_lossy(&body)
    );
    assert!(
        status == StatusCode::OK || body.len() < LONGEST,
        "a response of {} bytes",
        body.len()
    );
}

/// The status and the body of a response.
fn finished<B>(
    future: impl Future<Output = Result<http::Response<B>, std::convert::Infallible>>,
) -> (StatusCode, Bytes)
where
    B: BodyExt<Data = Bytes>,
    B::Error: std::fmt::Debug,
{
    RUNTIME.with(|runtime| {
        runtime.block_on(async {
            let response = match future.await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            let status = response.status();
            let body = response
                .into_body()
                .collect()
                .await
                .expect("a body in memory");
            (status, body.to_bytes())
        })
    })
}
