//! Forms with files on a server: what is in memory, what is on disk, and what is rejected.

use std::convert::Infallible;
use std::time::Duration;

use bindwright_runtime::server::{Router, Routes};
use bindwright_runtime::{
    Body, ByteStream, FilePart, Request, Response, Value,
    codegen::{Handler, Media, OperationSpec, ResponseSpec, StatusPattern, multipart, operation},
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

/// An API with little memory.
fn routes<A, H>(api: A, upload: H) -> Routes<A>
where
    A: Send + Sync + 'static,
    H: for<'a> Handler<'a, A, Upload>,
{
    Routes::new(api)
        .body_limit(MEMORY)
        .stream_limit(LIMIT)
        .route(upload)
}

fn router() -> Router {
    routes(Api, Api::upload).into_router()
}

fn part(name: &str, content: &str) -> String {
    format!(
        "--b\r\nContent-Disposition: form-data; name={name}\r\nContent-Length: 7\r\n\r\n{content}\r\n"
    )
}

/// Posts a form in chunks; the status and the body of the response.
async fn post(text: String) -> (StatusCode, String) {
    post_to(router(), text).await
}

/// Posts a form in chunks to a router.
async fn post_to(router: Router, text: String) -> (StatusCode, String) {
    let chunks: Vec<_> = text
        .as_bytes()
        .chunks(999)
        .map(|chunk| Ok::<_, Infallible>(Bytes::copy_from_slice(chunk)))
        .collect();
    post_body(
        router,
        ByteStream::from_stream(stream::iter(chunks)).into_body(),
    )
    .await
}

/// Posts a form.
async fn post_body(router: Router, body: Body) -> (StatusCode, String) {
    let request = http::Request::post("/upload")
        .header("content-type", "multipart/form-data; boundary=b")
        .body(axum::body::Body::new(body))
        .unwrap();
    let response = router.oneshot(request).await.unwrap();
    let status = response.status();
    let body = Body::stream(response.into_body())
        .collect(100_000)
        .await
        .unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

/// A body of what a channel gives.
fn streamed(mut receiver: tokio::sync::mpsc::Receiver<Bytes>) -> Body {
    let chunks = stream::poll_fn(move |context| receiver.poll_recv(context));
    ByteStream::from_stream(chunks.map(Ok::<_, Infallible>)).into_body()
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

/// Counts the temporary files of this process while it has all files of a form.
struct Counting;

impl Counting {
    async fn upload(
        &self,
        request: Request<Upload>,
    ) -> Result<Response<String>, bindwright_runtime::Error<Value>> {
        let form = request.into_inner().body;
        let open = temporary_files();
        Ok(Response::new(format!("{} {open}", form.files.len())))
    }
}

/// How many files without a name this process has open.
fn temporary_files() -> usize {
    let open = std::fs::read_dir("/proc/self/fd")
        .into_iter()
        .flatten()
        .flatten();
    open.filter_map(|entry| std::fs::read_link(entry.path()).ok())
        .filter(|target| target.to_string_lossy().ends_with(" (deleted)"))
        .count()
}

/// The parts of a form are ranges of one file. Other tests of this process have a few files at the same time.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_form_of_a_thousand_files_has_one_temporary_file() {
    let router = routes(Counting, Counting::upload)
        .body_limit(10_000)
        .into_router();
    let form = part("title", "t") + &part("files", &"x".repeat(800)).repeat(1_000) + "--b--";
    let (status, seen) = post_to(router, form).await;
    assert_eq!(status, StatusCode::OK, "{seen}");
    let (files, open) = seen.split_once(' ').unwrap();
    assert_eq!(files, "1000");
    let open: usize = open.parse().unwrap();
    assert!((1..100).contains(&open), "{open} temporary files");
}

#[tokio::test]
async fn a_thousand_files_on_disk_are_read_back_whole() {
    let mut form = part("title", "t");
    for length in 0..500 {
        form += &part("files", &"x".repeat(length));
    }
    let router = routes(Api, Api::upload).body_limit(10_000).into_router();
    let (status, seen) = post_to(router, form + "--b--").await;
    assert_eq!(status, StatusCode::OK, "{seen}");
    let expected: String = (0..500)
        .map(|length| format!(" Some({length}) {length} true"))
        .collect();
    assert_eq!(seen, format!("t{expected}"));
}

#[tokio::test]
async fn parts_and_their_headers_are_limited() {
    let limited = || {
        routes(Counting, Counting::upload)
            .part_limit(3)
            .part_header_limit(100, 210)
            .into_router()
    };
    let one = part("title", "t");
    let long = part(&"n".repeat(90), "x");
    let cases = [
        (
            one.clone() + &part("files", "x").repeat(3),
            "more than 3 parts",
        ),
        (one.clone() + &long, "more than 100 bytes of headers"),
        (
            one + &part(&"n".repeat(20), "x").repeat(2),
            "more than 210 bytes of headers together",
        ),
    ];
    for (form, reason) in cases {
        let (status, problem) = post_to(limited(), form + "--b--").await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert!(problem.contains(reason), "{problem}");
    }
}

/// Headers that say nothing about a part are not kept ([RFC 7578, section
/// 4.8](https://www.rfc-editor.org/rfc/rfc7578#section-4.8)), so that a head of many of them needs no memory.
#[tokio::test]
async fn other_headers_of_a_part_are_ignored() {
    let many = "a:\r\n".repeat(2_000);
    let head = format!("--b\r\n{many}Content-Disposition: form-data; name=files\r\n\r\n");
    let form = part("title", "t") + &format!("{head}x\r\n").repeat(3) + "--b--";
    let (status, seen) = post(form).await;
    assert_eq!(status, StatusCode::OK, "{seen}");
}

/// The start of a form whose file does not fit in memory, and is not complete yet.
fn unfinished() -> String {
    part("title", "t") + &part("files", &"x".repeat(5_000)).replace("x\r\n", "x")
}

#[tokio::test]
async fn a_form_waits_for_a_temporary_file_and_is_rejected_in_the_end() {
    let patience = Duration::from_millis(300);
    let router = routes(Api, Api::upload)
        .upload_limit(1)
        .upload_rate(0)
        .read_timeout(patience)
        .into_router();
    let (sender, receiver) = tokio::sync::mpsc::channel::<Bytes>(1);
    sender.send(unfinished().into()).await.unwrap();
    let slow = tokio::spawn(post_body(router.clone(), streamed(receiver)));
    let sending = tokio::spawn(async move {
        for _ in 0..10 {
            tokio::time::sleep(patience / 3).await;
            sender.send("x".into()).await.unwrap();
        }
        sender.send("\r\n--b--".into()).await.unwrap();
    });
    tokio::time::sleep(patience / 6).await;
    let large = part("title", "t") + &part("files", &"x".repeat(5_000)) + "--b--";
    let (status, problem) = post_to(router.clone(), large.clone()).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(problem.contains("too_many_uploads"), "{problem}");
    // What fits in memory needs no file.
    let small = part("title", "t") + &part("files", "x") + "--b--";
    let (status, _) = post_to(router.clone(), small).await;
    assert_eq!(status, StatusCode::OK);
    sending.await.unwrap();
    let (status, seen) = slow.await.unwrap();
    assert_eq!(
        (status, seen.as_str()),
        (StatusCode::OK, "t Some(5010) 5010 true")
    );
    let (status, _) = post_to(router, large).await;
    assert_eq!(status, StatusCode::OK);
}

/// Uploads that are half sent have a few temporary files, whatever their number, and others are served.
#[tokio::test]
async fn a_flood_of_uploads_leaves_other_clients_served() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let router = routes(Api, Api::upload)
        .upload_limit(4)
        .into_router()
        .route("/text", axum::routing::get(async || "well"));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(bindwright_runtime::server::serve(listener, router));
    let form = unfinished();
    let head = "POST /upload HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n";
    let upload = format!("{head}{:x}\r\n{form}\r\n", form.len());
    let mut held = Vec::new();
    for _ in 0..100 {
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        stream.write_all(upload.as_bytes()).await.unwrap();
        held.push(stream);
    }
    for _ in 0..50 {
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        let request = "GET /text HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).await.unwrap();
        assert!(response.starts_with("HTTP/1.1 200"), "{response}");
    }
    #[cfg(target_os = "linux")]
    assert!(temporary_files() < 50, "{}", temporary_files());
    // The uploads have their turn, one after the other.
    for mut stream in held {
        stream
            .write_all(b"4\r\n\r\n--\r\n3\r\nb--\r\n0\r\n\r\n")
            .await
            .unwrap();
        let mut start = [0; 12];
        stream.read_exact(&mut start).await.unwrap();
        assert_eq!(&start, b"HTTP/1.1 200");
    }
}

/// The status of the response to a form of 40,000 bytes that arrives in pieces, with a pause before each.
async fn post_slowly(piece: usize, pause: Duration) -> StatusCode {
    let form = part("title", "t") + &part("files", &"x".repeat(40_000)) + "--b--";
    let pieces = form.as_bytes().chunks(piece).map(Bytes::copy_from_slice);
    let pieces = stream::iter(pieces.collect::<Vec<_>>()).then(move |piece| async move {
        tokio::time::sleep(pause).await;
        Ok::<_, Infallible>(piece)
    });
    let body = ByteStream::from_stream(pieces).into_body();
    post_body(router(), body).await.0
}

#[tokio::test(start_paused = true)]
async fn a_form_that_is_slower_than_the_rate_is_rejected() {
    let second = Duration::from_secs(1);
    assert_eq!(post_slowly(1_100, second).await, StatusCode::OK);
    assert_eq!(post_slowly(500, second).await, StatusCode::REQUEST_TIMEOUT);
    // Bytes that came early do not count for ever.
    assert_eq!(post_slowly(20_000, 19 * second).await, StatusCode::OK);
    assert_eq!(
        post_slowly(10_000, 25 * second).await,
        StatusCode::REQUEST_TIMEOUT
    );
}
