//! Forms with files on a server: what is in memory, what is on disk, and what is rejected.

use std::convert::Infallible;

use bindwright_runtime::server::{Router, Routes};
use bindwright_runtime::{
    Body, ByteStream, FilePart, Request, Response, Value,
    codegen::{Media, OperationSpec, ResponseSpec, StatusPattern, multipart, operation},
};
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http::StatusCode;
use tower::ServiceExt;

/// The number of bytes that may be in memory.
const MEMORY: u64 = 1_000;

/// As much as is taken at all.
const LIMIT: u64 = 1_000_000;

#[derive(Debug)]
struct Upload {
    body: UploadForm,
}

#[derive(Debug)]
struct UploadForm {
    title: String,
    files: Vec<FilePart>,
}
operation! {
    Upload => {
        spec: OperationSpec::post("upload", "/upload"),
        parameters: {},
        body: required [Media::MULTIPART.with_files()],
        success: String { ResponseSpec::one(StatusPattern::Exact(200), Media::TEXT) },
        failure: Value {},
    }
}
multipart!(UploadForm { value "title" => title, file "files" => files });

struct Api;

impl Api {
    /// Says how long each file is, by the sender's word and by counting, and whether all bytes are the same.
    async fn upload(
        &self,
        request: Request<Upload>,
    ) -> Result<Response<String>, bindwright_runtime::Error<Value>> {
        let form = request.into_inner().body;
        let mut seen = form.title;
        for file in form.files {
            let mut content = file.into_content();
            let told = content.content_length();
            let (mut length, mut same) = (0, true);
            while let Some(chunk) = content.next().await {
                let chunk = chunk.unwrap();
                length += chunk.len();
                same &= chunk.iter().all(|byte| *byte == b'x');
            }
            seen += &format!(" {told:?} {length} {same}");
        }
        Ok(Response::new(seen))
    }
}

fn router() -> Router {
    Routes::new(Api)
        .body_limit(MEMORY)
        .stream_limit(LIMIT)
        .route(Api::upload)
        .into_router()
}

fn part(name: &str, content: &str) -> String {
    format!(
        "--b\r\nContent-Disposition: form-data; name={name}\r\nContent-Length: 7\r\n\r\n{content}\r\n"
    )
}

/// Posts a form in chunks; the status and the body of the response.
async fn post(text: String) -> (StatusCode, String) {
    let chunks: Vec<_> = text
        .as_bytes()
        .chunks(999)
        .map(|chunk| Ok::<_, Infallible>(Bytes::copy_from_slice(chunk)))
        .collect();
    let body = ByteStream::from_stream(stream::iter(chunks)).into_body();
    let request = http::Request::post("/upload")
        .header("content-type", "multipart/form-data; boundary=b")
        .body(body)
        .unwrap();
    let response = router().oneshot(request).await.unwrap();
    let status = response.status();
    let body = Body::stream(response.into_body())
        .collect(10_000)
        .await
        .unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn files_larger_than_the_memory_arrive_whole_and_in_order() {
    let (small, large) = ("x".repeat(100), "x".repeat(300_000));
    let form = part("files", &large) + &part("title", "t") + &part("files", &small);
    let (status, seen) = post(form + &part("files", &large) + "--b--\r\n").await;
    assert_eq!(
        (status, seen.as_str()),
        (
            StatusCode::OK,
            "t Some(300000) 300000 true Some(100) 100 true Some(300000) 300000 true"
        )
    );
}

#[tokio::test]
async fn values_larger_than_memory_are_rejected() {
    let form = part("files", "x") + &part("title", &"x".repeat(1_001)) + "--b--";
    let (status, problem) = post(form).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(problem.contains("fits into memory"), "{problem}");
}

#[tokio::test]
async fn files_and_values_together_respect_the_stream_limit() {
    let form = part("title", "t") + &part("files", &"x".repeat(1_000_000)) + "--b--";
    let (status, problem) = post(form).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(problem.contains("1000000 bytes"), "{problem}");
}

#[tokio::test]
async fn heads_do_not_fill_the_memory() {
    let form = part(&"n".repeat(600), "").repeat(2);
    let (status, problem) = post(form + "--b--").await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(problem.contains("1000 bytes"), "{problem}");
}

#[tokio::test]
async fn malformed_forms_are_rejected_with_a_reason() {
    let (status, problem) = post(part("files", &"x".repeat(5_000))).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(problem.contains("ends too early"), "{problem}");
}
